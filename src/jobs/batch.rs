//! Saving many documents into a folder, with progress and a way to stop.

use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use super::{Library, Reporter, SavedItem};
use crate::content::decode::DecodeError;
use crate::message::Loaded;
use crate::save::{Export, ExportError, ExportEvent, export_into};
use crate::state::{BatchOrder, BatchWritten, Event, remark};

/// Progress is told this often: more would only keep the window drawing.
const PROGRESS_EVERY: Duration = Duration::from_millis(50);

/// Saves what was ordered and reports; what is complete when `cancel` is set stays.
pub fn save(order: &BatchOrder, library: &Library, cancel: &AtomicBool, reporter: &Reporter) {
    let written = match library.get(order.plan.load) {
        Some(loaded) => write(order, &loaded, cancel, reporter),
        None => Err("The file was closed. Nothing was changed.".to_owned()),
    };
    reporter.send(Event::SavedMany(written));
}

fn write(
    order: &BatchOrder,
    loaded: &Loaded,
    cancel: &AtomicBool,
    reporter: &Reporter,
) -> Result<BatchWritten, String> {
    let documents = order.plan.documents.iter();
    let items: Vec<SavedItem<'_>> = documents
        .filter_map(|(index, extension)| {
            let document = loaded.response.documents.get(*index as usize)?;
            Some(SavedItem { input: &loaded.input, document, extension })
        })
        .collect();
    let mut told: Option<Instant> = None;
    let mut watch = |event: ExportEvent<'_, DecodeError>| {
        if let ExportEvent::Progress { documents, written_bytes } = event
            && told.is_none_or(|told| told.elapsed() >= PROGRESS_EVERY)
        {
            told = Some(Instant::now());
            reporter.send(Event::SavedSome(documents, written_bytes));
        }
    };
    let export = export_into(&order.folder, &items, order.manifest, &mut watch, cancel).map_err(|e| e.to_string())?;
    Ok(written(&items, export))
}

/// What is to be said of an export.
fn written(items: &[SavedItem<'_>], export: Export<DecodeError>) -> BatchWritten {
    let mut written = BatchWritten::default();
    for (item, exported) in items.iter().zip(export.documents) {
        written.saved += usize::from(exported.file.is_some());
        let sentence = match exported.error {
            None if exported.damaged => "Damaged: the file holds the contents as far as they decode.".to_owned(),
            None => continue,
            // Said once, of all together.
            Some(ExportError::Cancelled) => {
                written.cancelled = true;
                continue;
            }
            Some(error) => error.to_string(),
        };
        remark(&mut written.remarks, sentence, item.document);
    }
    if let Some(Err(error)) = export.manifest {
        written.notes.push(format!("The manifest was not saved. {error}"));
    }
    if export.unconfirmed && written.saved > 0 {
        let note = "All files are in place, but the disk did not confirm it. Open some of them to check before you rely on them.";
        written.notes.push(note.to_owned());
    }
    written
}
