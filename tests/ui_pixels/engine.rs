//! The engine alone: a pool of its own that draws what it is asked for.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use redox_media_viewer::message::DocumentId;
use redox_media_viewer::render::{
    Contents, ContentsError, DocumentBytes, Format, Job, PixelRect, PixelSize, Pool, PoolConfig, PoolEvent, Priority,
    Rotation, Task, TileKey,
};

use crate::harness::worker;

/// Longer than anything takes on a slow machine.
const DEADLINE: Duration = Duration::from_secs(60);

struct One(DocumentBytes);

impl Contents for One {
    fn bytes(&self, _: DocumentId) -> Result<DocumentBytes, ContentsError> {
        Ok(self.0.clone())
    }
}

/// Draws one document.
pub struct Engine {
    pool: Pool,
}

impl Engine {
    /// For a document of these bytes.
    pub fn new(bytes: Vec<u8>, format: Format) -> Self {
        let mut config = PoolConfig::new(Arc::new(|| {}));
        config.worker = worker();
        let contents = One(DocumentBytes { bytes: Arc::new(bytes.into()), format });
        Self { pool: Pool::new(config, Arc::new(contents)).unwrap() }
    }

    /// The pixels of all of these.
    pub fn draw(&self, keys: &[TileKey]) -> HashMap<TileKey, Vec<u8>> {
        let job = |key: &TileKey| Job {
            document: key.document,
            patient: 0,
            task: Task::Render(*key),
            priority: Priority::Selected,
        };
        let mut drawn = HashMap::new();
        let start = Instant::now();
        while drawn.len() < keys.len() {
            let missing = keys.iter().filter(|key| !drawn.contains_key(*key)).map(job).collect();
            self.pool.want(missing);
            std::thread::sleep(Duration::from_millis(5));
            for event in self.pool.poll() {
                match event {
                    PoolEvent::Tile { key, pixels, .. } => _ = drawn.insert(key, pixels),
                    other => panic!("{other:?}"),
                }
            }
            assert!(start.elapsed() < DEADLINE, "the engine draws nothing");
        }
        drawn
    }

    /// Page 1 as a whole at this size.
    pub fn page(&self, width: u32, height: u32) -> Vec<u8> {
        let key = TileKey {
            document: DocumentId { load: 1, index: 0 },
            page: 0,
            scaled: PixelSize { width, height },
            part: PixelRect { x: 0, y: 0, width, height },
            rotation: Rotation::None,
        };
        self.draw(&[key]).remove(&key).unwrap()
    }
}
