//! Documents without pages of their own: text, RTF, CDA, HTML, sound. Their readers make a [`Flow`] of blocks; this folder lays it
//! out on pages, so that whatever works on pages (thumbnails, zoom, find, copy, a screen reader) works on them too.
//!
//! `intake` makes `content` of a flow, `paginate` puts it on pages, with `setter` for how high everything is, `cells` and `table` for
//! tables, `shape` and `line` for paragraphs, `mono` and `columns` for monospaced text. A page becomes a `drawing` when it is asked
//! for, which `paint` paints.

mod cells;
mod columns;
mod content;
mod drawing;
mod fonts;
mod intake;
mod line;
mod lines;
mod look;
mod model;
mod mono;
mod pages;
mod paginate;
mod paint;
mod picture;
mod setter;
mod shape;
mod short;
mod sound_text;
#[cfg(test)]
mod specimen_tests;
mod table;
mod wave;

pub(super) use model::{
    Align, Block, Cell, Flow, Letters, ListItem, Paragraph, Picture, Row, Run, Script, Table, Waveform,
};
pub(super) use pages::FlowPages;
