//! Long work on named threads: opening and saving. Results come back as events of the state.
//!
//! One thread opens at a time and the latest wins: an earlier one is told to stop and its result is dropped.

mod batch;
mod library;
mod open;
mod save;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

pub use library::Library;
pub use save::SavedItem;

use crate::limits;
use crate::message::{DocumentId, Given, Response};
use crate::state::listing::Haystack;
use crate::state::{AttachedBytes, BatchOrder, Event, Saving};

/// Wakes the window's thread when there is something to fetch.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Where work runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runner {
    /// On a thread of its own.
    Threads,
    /// At once, on the caller's thread: for tests that want no waiting.
    Inline,
}

/// Starts work and collects its results.
pub struct Jobs {
    runner: Runner,
    wake: Wake,
    sender: Sender<Event>,
    receiver: Receiver<Event>,
    library: Arc<Library>,
    stop_opening: Arc<AtomicBool>,
    batch: Option<BatchWork>,
}

/// The saving of many documents.
struct BatchWork {
    stop: Arc<AtomicBool>,
    /// Ends with the work.
    ended: Receiver<()>,
}

/// What a piece of work reports to.
#[derive(Clone)]
pub struct Reporter {
    sender: Sender<Event>,
    wake: Wake,
}

impl Reporter {
    /// Sends an event and wakes the window.
    pub fn send(&self, event: Event) {
        // The receiver lives as long as the window: without it nobody needs the event.
        if self.sender.send(event).is_ok() {
            (self.wake)();
        }
    }
}

impl Jobs {
    /// Ready to work. `library` is where opened inputs are found by the workers.
    #[must_use]
    pub fn new(runner: Runner, wake: Wake, library: Arc<Library>) -> Self {
        let (sender, receiver) = channel();
        Self { runner, wake, sender, receiver, library, stop_opening: Arc::new(AtomicBool::new(false)), batch: None }
    }

    /// Where dialogs and other outsiders report to.
    #[must_use]
    pub fn reporter(&self) -> Reporter {
        Reporter { sender: self.sender.clone(), wake: self.wake.clone() }
    }

    /// Everything that happened since the last call.
    #[must_use]
    pub fn events(&self) -> Vec<Event> {
        self.receiver.try_iter().collect()
    }

    /// Runs work on a thread of this name; false when there is none to be had.
    pub fn run(&self, name: &str, work: impl FnOnce(&Reporter) + Send + 'static) -> bool {
        let reporter = self.reporter();
        match self.runner {
            Runner::Inline => {
                work(&reporter);
                true
            }
            Runner::Threads => thread::Builder::new().name(name.to_owned()).spawn(move || work(&reporter)).is_ok(),
        }
    }

    /// Opens an input; an earlier one still being opened is given up.
    pub fn open(&mut self, load: u64, given: Given) {
        self.cancel_open();
        let stop = Arc::new(AtomicBool::new(false));
        self.stop_opening = stop.clone();
        let library = self.library.clone();
        let started = self.run("open", move |reporter| open::open(load, &given, &library, &stop, reporter));
        if !started {
            let sentence = "The system has no room for another thread. Close other programs and try again.";
            self.reporter().send(Event::OpenFinished(load, Err(sentence.to_owned())));
        }
    }

    /// Gives up opening.
    pub fn cancel_open(&self) {
        self.stop_opening.store(true, Ordering::Relaxed);
    }

    /// Makes the texts that the filter of a load looks into.
    pub fn make_texts(&self, load: u64, response: Arc<Response>) {
        let made = response.clone();
        let started = self.run("filter", move |reporter| {
            reporter.send(Event::TextsMade(load, Arc::new(Haystack::of(&made))));
        });
        if !started {
            // Slower for the window than a thread of its own, and still right.
            self.reporter().send(Event::TextsMade(load, Arc::new(Haystack::of(&response))));
        }
    }

    /// Saves many documents into a folder.
    pub fn save_many(&mut self, order: BatchOrder) {
        let stop = Arc::new(AtomicBool::new(false));
        let (end, ended) = channel();
        self.batch = Some(BatchWork { stop: stop.clone(), ended });
        let library = self.library.clone();
        let started = self.run("save-many", move |reporter| {
            batch::save(&order, &library, &stop, reporter);
            drop(end);
        });
        if !started {
            let sentence = "The system has no room for another thread. Nothing was changed.";
            self.reporter().send(Event::SavedMany(Err(sentence.to_owned())));
        }
    }

    /// Ends that: what is complete stays.
    pub fn cancel_save_many(&self) {
        if let Some(work) = &self.batch {
            work.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Ends the saving of many documents before the program ends, so that no unfinished file is left on a disk where such
    /// a file has a name.
    pub fn finish(&mut self) {
        self.cancel_save_many();
        if let Some(work) = self.batch.take() {
            // Disconnected: it has ended.
            let _ = work.ended.recv_timeout(limits::SAVE_STOP_WAIT);
        }
    }

    /// Saves the list of documents to a path.
    pub fn save_list(&self, load: u64, documents: Vec<u32>, target: std::path::PathBuf, replace: bool) {
        let library = self.library.clone();
        let save =
            move |reporter: &Reporter| reporter.send(save::save_list(load, &documents, target, replace, &library));
        if !self.run("save", save) {
            let sentence = "The list was not saved: the system has no room for another thread. Nothing was changed.";
            self.reporter().send(Event::Saved(Err(sentence.to_owned())));
        }
    }

    /// Saves an attachment to a path.
    pub fn save_bytes(&self, what: Saving, bytes: AttachedBytes, target: std::path::PathBuf, replace: bool) {
        let library = self.library.clone();
        let save = move |reporter: &Reporter| reporter.send(save::save_bytes(what, bytes, target, replace, &library));
        if !self.run("save", save) {
            let sentence =
                "The attachment was not saved: the system has no room for another thread. Nothing was changed.";
            self.reporter().send(Event::Saved(Err(sentence.to_owned())));
        }
    }

    /// Saves a document to a path.
    pub fn save(&self, document: DocumentId, target: std::path::PathBuf, replace: bool) {
        let library = self.library.clone();
        let started = self.run("save", move |reporter| reporter.send(save::save(document, target, replace, &library)));
        if !started {
            let sentence =
                "The document was not saved: the system has no room for another thread. Nothing was changed.";
            self.reporter().send(Event::Saved(Err(sentence.to_owned())));
        }
    }
}
