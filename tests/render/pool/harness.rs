//! A pool with invented documents, and a patient reader of its events.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

use redox_media_viewer::message::model::DocumentId;
use redox_media_viewer::render::{
    Contents, ContentsError, DocumentBytes, Format, Job, PixelRect, PixelSize, Pool, PoolConfig, PoolEvent, Priority,
    Rotation, Task, TileKey, WorkerCommand,
};
use zeroize::Zeroizing;

/// Far beyond what anything here takes, also on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Default)]
pub struct Documents {
    documents: Mutex<HashMap<DocumentId, DocumentBytes>>,
    reads: AtomicUsize,
}

impl Contents for Documents {
    fn bytes(&self, document: DocumentId) -> Result<DocumentBytes, ContentsError> {
        self.reads.fetch_add(1, Ordering::SeqCst);
        let documents = self.documents.lock().unwrap();
        documents.get(&document).cloned().ok_or(ContentsError::Unavailable)
    }
}

pub struct Bench {
    pub pool: Pool,
    documents: Arc<Documents>,
    woken: mpsc::Receiver<()>,
    pending: Vec<PoolEvent>,
}

pub fn worker() -> WorkerCommand {
    WorkerCommand::program(PathBuf::from(env!("CARGO_BIN_EXE_redox-media-viewer")))
}

impl Bench {
    pub fn new(slots: usize) -> Self {
        Self::with(slots, |_| {})
    }

    pub fn with(slots: usize, change: impl FnOnce(&mut PoolConfig)) -> Self {
        let (sender, woken) = mpsc::channel();
        let sender = Mutex::new(sender);
        let mut config = PoolConfig::new(Arc::new(move || sender.lock().unwrap().send(()).unwrap_or_default()));
        config.worker = worker();
        config.slots = slots;
        change(&mut config);
        let documents = Arc::new(Documents::default());
        let pool = Pool::new(config, documents.clone()).unwrap();
        Self { pool, documents, woken, pending: Vec::new() }
    }

    /// Adds a PDF that does what `orders` say; see `formats::fault`.
    pub fn pdf(&self, index: u32, orders: &str) -> DocumentId {
        self.add(document(index), orders, Format::Pdf)
    }

    /// The same with one engine only.
    pub fn picture(&self, index: u32, orders: &str) -> DocumentId {
        self.add(document(index), orders, Format::Picture)
    }

    pub fn add(&self, document: DocumentId, orders: &str, format: Format) -> DocumentId {
        self.add_bytes(document, format!("%PDF-FAULT\n{orders}").into_bytes(), format)
    }

    /// Adds any other document.
    pub fn add_bytes(&self, document: DocumentId, bytes: Vec<u8>, format: Format) -> DocumentId {
        let bytes = DocumentBytes { bytes: Arc::new(Zeroizing::new(bytes)), format };
        self.documents.documents.lock().unwrap().insert(document, bytes);
        document
    }

    /// How often a document's bytes were asked for.
    pub fn reads(&self) -> usize {
        self.documents.reads.load(Ordering::SeqCst)
    }

    pub fn want(&self, jobs: &[Job]) {
        self.pool.want(jobs.to_vec());
    }

    /// The next event.
    pub fn next(&mut self) -> PoolEvent {
        let end = Instant::now() + PATIENCE;
        while self.pending.is_empty() {
            self.pending = self.pool.poll();
            if self.pending.is_empty() {
                let left = end.saturating_duration_since(Instant::now());
                self.woken.recv_timeout(left).expect("an event should have come");
            }
        }
        self.pending.remove(0)
    }

    /// The one event that `job` brings.
    pub fn result(&mut self, job: Job) -> PoolEvent {
        self.want(&[job]);
        self.next()
    }

    /// Waits until `count` results have come in and no more come, without fetching any.
    pub fn wait_for_results(&self, count: usize) {
        for _ in 0..count {
            self.woken.recv_timeout(PATIENCE).expect("an event should have come");
        }
        while self.woken.recv_timeout(Duration::from_millis(500)).is_ok() {}
    }

    /// Nothing comes for a while.
    pub fn is_quiet(&mut self) -> bool {
        std::thread::sleep(Duration::from_millis(300));
        self.pending.extend(self.pool.poll());
        self.pending.is_empty()
    }

    pub fn only_pid(&self) -> u32 {
        let pids = self.pool.worker_pids();
        assert_eq!(pids.len(), 1, "{pids:?}");
        pids[0]
    }

    pub fn wait_for_workers(&self, count: usize) {
        eventually(|| self.pool.worker_pids().len() == count);
    }
}

pub fn eventually(mut holds: impl FnMut() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !holds() {
        assert!(Instant::now() < end, "it should have come to hold");
        std::thread::sleep(Duration::from_millis(5));
    }
}

pub fn document(index: u32) -> DocumentId {
    DocumentId { load: 1, index }
}

pub const SCALED: PixelSize = PixelSize { width: 300, height: 400 };
pub const PART: PixelRect = PixelRect { x: 100, y: 200, width: 30, height: 40 };

pub fn key(document: DocumentId, page: u32) -> TileKey {
    TileKey { document, page, scaled: SCALED, part: PART, rotation: Rotation::None }
}

/// Every document is another patient's, unless a test says otherwise.
fn job(document: DocumentId, task: Task, priority: Priority) -> Job {
    Job { document, patient: u64::from(document.index), task, priority }
}

pub fn open(document: DocumentId) -> Job {
    job(document, Task::Open, Priority::Selected)
}

/// `page` counts from 0.
pub fn draw(document: DocumentId, page: u32) -> Job {
    job(document, Task::Render(key(document, page)), Priority::Selected)
}

pub fn thumbnail(document: DocumentId) -> Job {
    job(document, Task::Thumbnail { box_px: 100 }, Priority::Thumbnail)
}

/// Asks for something that is read and not drawn.
pub fn read(document: DocumentId, task: Task) -> Job {
    job(document, task, Priority::Selected)
}

/// What `formats::fault` paints.
pub fn painted(ink: u8, part: PixelRect) -> Vec<u8> {
    let mut pixels = Vec::new();
    for y in part.y..part.y + part.height {
        for x in part.x..part.x + part.width {
            pixels.extend([ink, x as u8, y as u8, 255]);
        }
    }
    pixels
}
