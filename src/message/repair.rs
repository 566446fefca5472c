//! What to do with messages whose JSON is broken: keep every complete document, and say where it broke. Used by `read`.
//!
//! One tolerant walk over the residue, from the first broken message to the end, gives a list of edits: stray words
//! become `null`, surplus commas spaces, what is missing is put in, and a broken entry of a list of documents becomes
//! `null`, so that it keeps its row. `Index::rewrite` applies them at once and moves all that is known by place along.

mod frame;
mod strict;
mod walk;

use std::ops::Range;

pub use walk::mend;

/// A part of the residue, and the text that takes its place.
pub type Edit = (Range<usize>, String);

/// A broken place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, in the residue as it was.
    pub at: usize,
    /// The text ended too early: nothing else was wrong with this message.
    pub cut_off: bool,
    /// So much was broken that no more places were tried.
    pub gave_up: bool,
}

/// What the walk found.
#[derive(Debug, Default)]
pub struct Mended {
    /// In order, none over another.
    pub edits: Vec<Edit>,
    /// In order of the messages.
    pub problems: Vec<Problem>,
}

#[cfg(test)]
mod tests;
