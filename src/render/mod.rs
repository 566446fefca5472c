//! Turns a document's bytes into pages and pixels, in processes of their own.
//!
//! `pool` is the parent's side and what the rest of the program talks to; `worker` is the child's side, with `formats` behind it.
//! Between them lies `protocol`. Nothing in this room but `worker` may call `formats::open`: untrusted bytes are never parsed in the
//! process that owns the window.

pub mod formats;
mod handover;
mod password;
pub mod pool;
pub mod protocol;
pub mod sandbox;
mod stated;
pub mod worker;

pub use formats::{
    Attachment, DocumentFacts, Engine, EngineChoice, Format, Link, LinkTarget, Notices, OutlineEntry, PageBox,
    PageSize, PageText, PixelRect, PixelSize, Property, Rotation, StatedIdentifier, StatedPatient,
};
pub use password::Password;
pub use pool::{
    Contents, ContentsError, Deadlines, DocumentBytes, DocumentPages, Failure, Job, Pool, PoolConfig, PoolEvent,
    Priority, Task, TileKey, WorkerCommand,
};
pub use stated::{may_name_patient, names_other_patient};

use crate::content::{ContentState, Inspection};

/// How contents are drawn as pages; `None` where there are no bytes.
#[must_use]
pub fn format_of(inspection: &Inspection) -> Option<Format> {
    if !matches!(inspection.state, ContentState::Embedded | ContentState::Damaged) {
        return None;
    }
    inspection.detected.map(Format::from)
}

/// The licences of PDFium and what it contains; empty in a build without it.
pub use formats::PDFIUM_LICENCES;

/// The engines of this build, a line each: for About and `--version --verbose`.
#[must_use]
pub fn about_lines() -> Vec<String> {
    let pdfium = formats::embedded_pdfium_version()
        .map_or_else(|| "PDFium: not in this build".to_owned(), |version| format!("PDFium {version}"));
    vec![pdfium, "Built-in PDF engine: hayro 0.9".to_owned()]
}
