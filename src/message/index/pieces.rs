//! Hands a source over piece by piece, in order. Used by the indexing pass alone.
//!
//! Copying a piece out of the page cache takes as long as looking at it, so a large file is read ahead on a second
//! thread: listing it then costs about what reading it costs. What is in memory is handed over as it lies there.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use zeroize::Zeroizing;

use super::IndexError;
use crate::limits::{READ_AHEAD_BUFFERS, READ_AHEAD_FROM_BYTES, READ_BUFFER_BYTES};
use crate::message::source::{Source, SourceError};

/// A page of memory on most machines; larger pages lose nothing by it.
const PAGE_BYTES: usize = 4096;

/// Memory for one piece.
struct Buffer {
    memory: Zeroizing<Vec<u8>>,
    /// Where the piece begins: the kernel copies to a page boundary five times as fast as to an odd address (measured
    /// on x86-64).
    start: usize,
    length: usize,
}

impl Buffer {
    fn new() -> Self {
        let memory = Zeroizing::new(vec![0; READ_BUFFER_BYTES + PAGE_BYTES]);
        let start = memory.as_ptr().align_offset(PAGE_BYTES).min(PAGE_BYTES);
        Self { memory, start, length: 0 }
    }

    /// Reads the piece that begins at `from`; empty at the end. A source that has grown since it was opened ends where
    /// it ended then.
    fn fill(&mut self, source: &Source, from: u64) -> Result<(), SourceError> {
        let want = usize::try_from(source.len().saturating_sub(from)).unwrap_or(usize::MAX).min(READ_BUFFER_BYTES);
        let room = self.memory.get_mut(self.start..self.start + want).unwrap_or_default();
        self.length = source.read_at(from, room)?;
        Ok(())
    }

    fn piece(&self) -> &[u8] {
        self.memory.get(self.start..self.start + self.length).unwrap_or_default()
    }
}

/// Gives all of `source` to `take`, in order, until it ends or `take` fails.
pub(super) fn each(source: &Source, take: impl FnMut(&[u8]) -> Result<(), IndexError>) -> Result<(), IndexError> {
    if let Some(bytes) = source.bytes() {
        return bytes.chunks(READ_BUFFER_BYTES).try_for_each(take);
    }
    if source.len() >= READ_AHEAD_FROM_BYTES {
        return ahead(source, take);
    }
    in_turn(source, take)
}

/// Reads a piece, then looks at it.
fn in_turn(source: &Source, mut take: impl FnMut(&[u8]) -> Result<(), IndexError>) -> Result<(), IndexError> {
    let (mut buffer, mut from) = (Buffer::new(), 0);
    loop {
        buffer.fill(source, from)?;
        if buffer.length == 0 {
            return Ok(());
        }
        take(buffer.piece())?;
        from += buffer.length as u64;
    }
}

/// The same with a second thread that reads.
fn ahead(source: &Source, mut take: impl FnMut(&[u8]) -> Result<(), IndexError>) -> Result<(), IndexError> {
    thread::scope(|scope| {
        let (to_fill, empty) = sync_channel(READ_AHEAD_BUFFERS);
        let (to_take, filled) = sync_channel(READ_AHEAD_BUFFERS);
        for _ in 0..READ_AHEAD_BUFFERS {
            let _ = to_fill.send(Buffer::new());
        }
        let reading = thread::Builder::new().name("read-ahead".to_owned());
        // Without a thread it is slower, but not worse.
        if reading.spawn_scoped(scope, move || read_all(source, &empty, &to_take)).is_err() {
            return in_turn(source, take);
        }
        // Leaving the loop drops both ends here, and with them the reader has nobody to read for.
        for buffer in filled {
            let buffer = buffer?;
            take(buffer.piece())?;
            let _ = to_fill.send(buffer);
        }
        Ok(())
    })
}

fn read_all(source: &Source, empty: &Receiver<Buffer>, filled: &SyncSender<Result<Buffer, SourceError>>) {
    let mut from = 0;
    while let Ok(mut buffer) = empty.recv() {
        let piece = buffer.fill(source, from).map(|()| buffer);
        let length = piece.as_ref().map_or(0, |buffer| buffer.length);
        if piece.is_ok() && length == 0 {
            return;
        }
        from += length as u64;
        if filled.send(piece).is_err() || length == 0 {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;

    /// Bytes that repeat in no piece's length.
    fn bytes(length: usize) -> Vec<u8> {
        (0..length).map(|at| (at % 251) as u8).collect()
    }

    fn file(length: usize) -> (tempfile::TempDir, Source) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("input");
        std::fs::write(&path, bytes(length)).unwrap();
        let source = Source::open(&path).unwrap();
        (folder, source)
    }

    fn all(source: &Source) -> Vec<u8> {
        let mut taken = Vec::new();
        each(source, |piece| {
            taken.extend_from_slice(piece);
            Ok(())
        })
        .unwrap();
        taken
    }

    #[test]
    fn every_way_of_reading_gives_every_byte_in_order() {
        let large = READ_AHEAD_FROM_BYTES as usize + 3 * READ_BUFFER_BYTES / 2;
        for length in [0, 1, READ_BUFFER_BYTES, READ_BUFFER_BYTES + 1, large] {
            let (_folder, source) = file(length);
            assert_eq!(all(&source), bytes(length), "a file of {length}");
            let memory = Source::from_memory(Zeroizing::new(bytes(length)));
            assert_eq!(all(&memory), bytes(length), "memory of {length}");
        }
    }

    #[test]
    fn stopping_early_ends_the_reader_too() {
        let (_folder, source) = file(READ_AHEAD_FROM_BYTES as usize * 4);
        let mut pieces = 0;
        let stopped = each(&source, |_| {
            pieces += 1;
            if pieces == 3 { Err(IndexError::Cancelled) } else { Ok(()) }
        });
        assert!(matches!(stopped, Err(IndexError::Cancelled)));
        assert_eq!(pieces, 3);
    }

    #[test]
    fn a_file_that_shrinks_ends_where_it_ends() {
        let (folder, source) = file(READ_AHEAD_FROM_BYTES as usize * 2);
        std::fs::write(folder.path().join("input"), bytes(1000)).unwrap();
        assert_eq!(all(&source), bytes(1000));
    }
}
