//! The opened inputs, where workers and saving find a document's bytes by its id.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::content::{decoded, inspect};
use crate::message::{DocumentId, Response, Source};
use crate::render::{Contents, ContentsError, DocumentBytes, format_of};

type Loads = HashMap<u64, (Arc<Source>, Arc<Response>)>;

/// Inputs by load.
#[derive(Default)]
pub struct Library {
    loads: Mutex<Loads>,
}

impl Library {
    fn loads(&self) -> MutexGuard<'_, Loads> {
        // A panic elsewhere leaves the map whole: it is changed by single calls only.
        self.loads.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds an input.
    pub fn add(&self, load: u64, source: Arc<Source>, response: Arc<Response>) {
        self.loads().insert(load, (source, response));
    }

    /// Forgets an input; its bytes go when the last user drops them.
    pub fn forget(&self, load: u64) {
        self.loads().remove(&load);
    }

    /// The input of a load.
    #[must_use]
    pub fn get(&self, load: u64) -> Option<(Arc<Source>, Arc<Response>)> {
        self.loads().get(&load).cloned()
    }
}

impl Contents for Library {
    fn bytes(&self, document: DocumentId) -> Result<DocumentBytes, ContentsError> {
        let (source, response) = self.get(document.load).ok_or(ContentsError::Unavailable)?;
        let document = response.documents.get(document.index as usize).ok_or(ContentsError::Unavailable)?;
        let inspection = inspect(&source, document).map_err(|_| ContentsError::Unavailable)?;
        let format = format_of(&inspection).ok_or(ContentsError::NoPreview)?;
        let contents = decoded(&source, document).map_err(|_| ContentsError::Unavailable)?;
        Ok(DocumentBytes { bytes: Arc::new(contents.bytes), format })
    }
}
