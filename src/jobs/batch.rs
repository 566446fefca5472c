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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use std::path::Path;
    use std::sync::atomic::Ordering;
    use std::sync::mpsc::{Receiver, channel};
    use std::sync::{Arc, Mutex};
    use std::{fs, ops};

    use super::super::{Jobs, Runner};
    use super::*;
    use crate::message::{Given, load};
    use crate::state::{BatchPlan, BatchScope};

    const LOAD: u64 = 7;

    /// Three PDF documents, the last one damaged.
    fn library() -> Library {
        let entry = |contents: &str| format!(r#"{{"FileName":"Scan","FileContents":"{contents}"}}"#);
        let media = [entry("JVBERi0xLjQKJSVFT0YK"), entry("JVBERi0xLjUKJSVFT0YK"), entry("JVBERi0xLjYK!!!!")].join(",");
        let text = format!(r#"{{"Meta":{{"DataModel":"Media","EventType":"QueryResponse"}},"Media":[{media}]}}"#);
        let given = Given::Text(text.into_bytes().into());
        let library = Library::default();
        library.add(LOAD, Arc::new(load(&given, &mut |_| ops::ControlFlow::Continue(())).unwrap()));
        library
    }

    fn order(folder: &Path, load: u64) -> BatchOrder {
        let documents = (0..3).map(|index| (index, "pdf")).collect();
        let (scope, left_out) = (BatchScope::Listed, Vec::new());
        let plan = Arc::new(BatchPlan { load, scope, documents, bytes: 39, left_out, hidden: 0 });
        BatchOrder { plan, folder: folder.to_owned(), manifest: true }
    }

    fn reporter(wake: impl Fn() + Send + Sync + 'static) -> (Reporter, Receiver<Event>) {
        let (sender, receiver) = channel();
        (Reporter { sender, wake: Arc::new(wake) }, receiver)
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn result(receiver: &Receiver<Event>) -> Result<BatchWritten, String> {
        match receiver.try_iter().last() {
            Some(Event::SavedMany(written)) => written,
            _ => Err("no result".to_owned()),
        }
    }

    #[test]
    fn all_are_saved_and_damage_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let (reporter, receiver) = reporter(|| {});
        save(&order(folder.path(), LOAD), &library(), &AtomicBool::new(false), &reporter);
        let written = result(&receiver).unwrap();
        assert_eq!((written.saved, written.cancelled, written.notes.len()), (3, false, 0));
        assert_eq!(written.remarks.len(), 1);
        assert_eq!(written.remarks[0].sentence, "Damaged: the file holds the contents as far as they decode.");
        assert_eq!(written.remarks[0].documents, ["Document 3: Scan"]);
        assert_eq!(names(folder.path()), ["Scan (2).pdf", "Scan (3).pdf", "Scan.pdf", "manifest.json"]);
        assert_eq!(fs::read(folder.path().join("Scan (2).pdf")).unwrap(), b"%PDF-1.5\n%%EOF\n");
    }

    #[test]
    fn cancelled_at_the_first_progress_keeps_what_is_complete() {
        let folder = tempfile::tempdir().unwrap();
        let cancel = Arc::new(AtomicBool::new(false));
        let (told, saw) = (cancel.clone(), Arc::new(Mutex::new(0)));
        let count = saw.clone();
        let (reporter, receiver) = reporter(move || {
            *count.lock().unwrap() += 1;
            told.store(true, Ordering::Relaxed);
        });
        save(&order(folder.path(), LOAD), &library(), &cancel, &reporter);
        let written = result(&receiver).unwrap();
        assert_eq!((written.saved, written.cancelled, written.remarks.len()), (1, true, 0));
        assert_eq!(names(folder.path()), ["Scan.pdf", "manifest.json"]);
        assert_eq!(*saw.lock().unwrap(), 2, "progress once, and the result");
    }

    #[test]
    fn a_folder_or_file_that_is_gone_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let gone = folder.path().join("gone");
        let (reporter, receiver) = reporter(|| {});
        save(&order(&gone, LOAD), &library(), &AtomicBool::new(false), &reporter);
        assert!(result(&receiver).unwrap_err().starts_with("This folder does not exist."));
        assert!(!gone.exists());
        save(&order(folder.path(), LOAD + 1), &library(), &AtomicBool::new(false), &reporter);
        assert!(result(&receiver).unwrap_err().starts_with("The file was closed."));
        assert!(names(folder.path()).is_empty());
    }
    #[test]
    fn the_end_of_the_program_waits_until_saving_has_stopped() {
        let folder = tempfile::tempdir().unwrap();
        let mut jobs = Jobs::new(Runner::Threads, Arc::new(|| {}), Arc::new(library()));
        jobs.save_many(order(folder.path(), LOAD));
        jobs.finish();
        // Whatever was saved by then: nothing is written any more.
        let events = jobs.events();
        assert!(matches!(events.last(), Some(Event::SavedMany(Ok(_)))), "{events:?}");
        assert!(names(folder.path()).iter().all(|name| !name.starts_with('.')));
        jobs.finish();
    }
}
