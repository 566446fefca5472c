//! Reading a message for the commands without a window.

use std::io;
use std::ops::ControlFlow;

use anyhow::Context as _;

use super::arguments::Input;
use crate::content::{Inspection, inspect};
use crate::finding::Severity;
use crate::message::{Document, ReadError, Response, Source, index, read_response};

/// A message and where its contents are.
pub struct Message {
    /// The source.
    pub source: Source,
    /// What it says.
    pub response: Response,
}

impl Input {
    /// What it was called on the command line.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::StandardInput => "-".to_owned(),
            Self::Path(path) => path.to_string_lossy().into_owned(),
        }
    }
}

/// Reads the input.
///
/// # Errors
/// When it holds no Redox message; the sentence says what it is.
pub fn read(input: &Input) -> anyhow::Result<Message> {
    let name = || format!("{} was not read", crate::save::visible_name(&input.name()));
    let source = match input {
        Input::StandardInput => Source::read(io::stdin().lock()),
        Input::Path(path) => Source::open(path),
    }
    .with_context(name)?;
    let index = index(&source, |_| ControlFlow::Continue(()))
        .map_err(|error| ReadError::from((error, &source)))
        .with_context(name)?;
    let response = read_response(index, &source).with_context(name)?;
    Ok(Message { source, response })
}

impl Message {
    /// Looks at one document's contents.
    ///
    /// # Errors
    /// When the source cannot be read any more.
    pub fn inspect(&self, document: &Document) -> anyhow::Result<Inspection> {
        inspect(&self.source, document).with_context(|| format!("document {} was not read", document.number()))
    }

    /// A document by its number, from 1.
    ///
    /// # Errors
    /// When there is none of that number.
    pub fn document(&self, number: u32) -> anyhow::Result<&Document> {
        let count = self.response.documents.len();
        number
            .checked_sub(1)
            .and_then(|index| self.response.documents.get(index as usize))
            .with_context(|| format!("there is no document {number}: the input holds {count}"))
    }

    /// True when reading found an error.
    #[must_use]
    pub fn has_error(&self) -> bool {
        self.response.findings.iter().any(|finding| finding.code.severity() == Severity::Error)
    }
}
