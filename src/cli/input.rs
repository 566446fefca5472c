//! Reading a message for the commands without a window.

use std::ops::ControlFlow;
use std::sync::Arc;

use anyhow::Context as _;

use super::arguments::Input;
use crate::content::{Inspection, inspect};
use crate::finding::Severity;
use crate::message::{self, Document, Given, Loaded, ReadError, Response, load};

/// A message and where its contents are.
pub struct Message {
    /// Where the contents are.
    pub input: Arc<message::Input>,
    /// What it says.
    pub response: Arc<Response>,
}

impl Input {
    /// What it was called on the command line.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::StandardInput => "-".to_owned(),
            Self::Paths(paths) => {
                paths.iter().map(|path| path.to_string_lossy().into_owned()).collect::<Vec<_>>().join(", ")
            }
        }
    }

    /// Opens and reads it.
    ///
    /// # Errors
    /// When it holds no Redox message.
    pub fn load(&self) -> Result<Loaded, ReadError> {
        let given = match self {
            Self::StandardInput => Given::StandardInput,
            Self::Paths(paths) => Given::Paths(paths.clone()),
        };
        load(&given, &mut |_| ControlFlow::Continue(()))
    }
}

/// Reads the input.
///
/// # Errors
/// When it holds no Redox message; the sentence says what it is.
pub fn read(input: &Input) -> anyhow::Result<Message> {
    let Loaded { input, response } =
        input.load().with_context(|| format!("{} was not read", crate::words::visible_name(&input.name())))?;
    Ok(Message { input, response })
}

impl Message {
    /// Looks at one document's contents.
    ///
    /// # Errors
    /// When the source cannot be read any more.
    pub fn inspect(&self, document: &Document) -> anyhow::Result<Inspection> {
        inspect(&self.input, document).with_context(|| format!("document {} was not read", document.number()))
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
