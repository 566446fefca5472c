//! The opened inputs, where workers and saving find a document's bytes by its id.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::content::{decoded, inspect};
use crate::message::{DocumentId, Loaded};
use crate::render::{Contents, ContentsError, DocumentBytes, Format, format_of};

#[derive(Default)]
struct Shelf {
    loads: HashMap<u64, Arc<Loaded>>,
    /// What the user wants documents to be shown as, against what was detected.
    shown_as: HashMap<DocumentId, Format>,
}

/// Inputs by load.
#[derive(Default)]
pub struct Library {
    shelf: Mutex<Shelf>,
}

impl Library {
    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        // A panic elsewhere leaves the shelf whole: it is changed by single calls only.
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds an input.
    pub fn add(&self, load: u64, loaded: Arc<Loaded>) {
        self.shelf().loads.insert(load, loaded);
    }

    /// Forgets an input; its bytes go when the last user drops them.
    pub fn forget(&self, load: u64) {
        let mut shelf = self.shelf();
        shelf.loads.remove(&load);
        shelf.shown_as.retain(|document, _| document.load != load);
    }

    /// The input of a load.
    #[must_use]
    pub fn get(&self, load: u64) -> Option<Arc<Loaded>> {
        self.shelf().loads.get(&load).cloned()
    }

    /// Every input.
    #[must_use]
    pub fn all(&self) -> Vec<Arc<Loaded>> {
        self.shelf().loads.values().cloned().collect()
    }

    /// Shows a document as another format, or as what it is.
    pub fn show_as(&self, document: DocumentId, format: Option<Format>) {
        let mut shelf = self.shelf();
        match format {
            Some(format) => shelf.shown_as.insert(document, format),
            None => shelf.shown_as.remove(&document),
        };
    }
}

impl Contents for Library {
    fn bytes(&self, id: DocumentId) -> Result<DocumentBytes, ContentsError> {
        let loaded = self.get(id.load).ok_or(ContentsError::Unavailable)?;
        let document = loaded.response.documents.get(id.index as usize).ok_or(ContentsError::Unavailable)?;
        let wanted = self.shelf().shown_as.get(&id).copied();
        let format = match wanted {
            Some(format) => format,
            None => {
                let inspection = inspect(&loaded.input, document).map_err(|_| ContentsError::Unavailable)?;
                format_of(&inspection).ok_or(ContentsError::NoPreview)?
            }
        };
        let contents = decoded(&loaded.input, document).map_err(|_| ContentsError::Unavailable)?;
        Ok(DocumentBytes { bytes: Arc::new(contents.bytes), format })
    }
}
