//! What this process holds, as the kernel counts it.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fmt, fs};

/// How much the heap may grow between two rests: the atlas of glyphs alone takes 1 to 16 MB, as text of many sizes was seen or not.
pub const SLACK_BYTES: usize = 24 << 20;

/// Counts what the whole process has on the heap. Resident memory says less: allocators keep pages, and the software renderer of the
/// tests keeps code and buffers of its own.
struct Counted;

static HEAP_BYTES: AtomicUsize = AtomicUsize::new(0);

#[global_allocator]
static COUNTED: Counted = Counted;

// SAFETY: everything is handed on to the system's allocator as it came.
#[expect(unsafe_code, reason = "an allocator that counts")]
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        HEAP_BYTES.fetch_add(layout.size(), Ordering::Relaxed);
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HEAP_BYTES.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// Handles, threads, memory and child processes.
pub struct Held {
    /// Open files, sockets and pipes.
    pub handles: usize,
    /// Threads.
    pub threads: usize,
    /// On the heap.
    pub heap_bytes: usize,
    /// Resident memory that belongs to this process alone.
    pub resident_bytes: u64,
    /// Living and unburied child processes.
    pub workers: usize,
}

impl Held {
    /// Of this process, now.
    pub fn now() -> Self {
        let status = fs::read_to_string("/proc/self/status").unwrap();
        let field = |name: &str| -> u64 {
            let line = status.lines().find(|line| line.starts_with(name)).unwrap();
            line.split_whitespace().nth(1).unwrap().parse().unwrap()
        };
        let children = fs::read_dir("/proc/self/task").unwrap().flatten();
        let children = children.map(|task| fs::read_to_string(task.path().join("children")).unwrap_or_default());
        Self {
            handles: fs::read_dir("/proc/self/fd").unwrap().count(),
            threads: field("Threads:") as usize,
            heap_bytes: HEAP_BYTES.load(Ordering::Relaxed),
            resident_bytes: field("RssAnon:") * 1024,
            workers: children.map(|children| children.split_whitespace().count()).sum(),
        }
    }
}

impl fmt::Display for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { handles, threads, workers, .. } = self;
        let (heap, resident) = (self.heap_bytes >> 20, self.resident_bytes >> 20);
        write!(
            f,
            "{handles} handles, {threads} threads, {workers} workers, {heap} MB on the heap, {resident} MB resident"
        )
    }
}
