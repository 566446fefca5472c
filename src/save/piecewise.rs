//! Passing a document's bytes on to a file: counted, hashed, stoppable. Called by `single` and `export`.

use std::io::{self, BufWriter, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use sha2::{Digest, Sha256};

use super::export::ExportItem;
use super::{ExportError, Saved};
use crate::limits;

/// How a document failed on its way to a file.
pub enum Failure<E> {
    /// The file could not be written. The caller knows what still holds.
    Write(io::Error),
    /// Everything else.
    Document(ExportError<E>),
}

/// Writes a document to `out`. `progress` gets the bytes written of it so far.
pub fn write_document<I: ExportItem>(
    item: &I,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(u64),
    cancel: &AtomicBool,
) -> Result<Saved, Failure<I::Error>> {
    let passage = Passage { out, progress, cancel, hash: Sha256::new(), len_bytes: 0, stopped: None };
    let mut buffer = BufWriter::with_capacity(limits::SAVE_BUFFER_BYTES, passage);
    let outcome = item.write_to(&mut buffer);
    let flushed = if outcome.is_ok() { buffer.flush() } else { Ok(()) };
    let (mut passage, _) = buffer.into_parts();
    // What stopped the passage comes before what the document made of it: a full disk is no damaged document.
    match passage.stopped.take() {
        Some(Stop::Cancelled) => return Err(Failure::Document(ExportError::Cancelled)),
        Some(Stop::Failed(error)) => return Err(Failure::Write(error)),
        None => {}
    }
    let outcome = outcome.map_err(|error| Failure::Document(ExportError::Content(error)))?;
    flushed.map_err(Failure::Write)?;
    if outcome.bytes != passage.len_bytes {
        return Err(Failure::Document(ExportError::Incomplete));
    }
    if outcome.bytes == 0 {
        return Err(Failure::Document(ExportError::Empty));
    }
    Ok(Saved { len_bytes: passage.len_bytes, sha256: hexadecimal(&passage.hash.finalize()), damaged: outcome.damaged })
}

enum Stop {
    Cancelled,
    Failed(io::Error),
}

struct Passage<'a> {
    out: &'a mut dyn Write,
    progress: &'a mut dyn FnMut(u64),
    cancel: &'a AtomicBool,
    hash: Sha256,
    len_bytes: u64,
    stopped: Option<Stop>,
}

impl Write for Passage<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.stopped.is_some() {
            return Err(io::ErrorKind::Other.into());
        }
        if self.cancel.load(Ordering::Relaxed) {
            self.stopped = Some(Stop::Cancelled);
            return Err(io::ErrorKind::Other.into());
        }
        let piece = bytes.get(..limits::SAVE_PIECE_BYTES).unwrap_or(bytes);
        let count = match self.out.write(piece) {
            Ok(0) if !piece.is_empty() => {
                self.stopped = Some(Stop::Failed(io::ErrorKind::WriteZero.into()));
                return Err(io::ErrorKind::WriteZero.into());
            }
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
            Err(error) => {
                let told = error.kind().into();
                self.stopped = Some(Stop::Failed(error));
                return Err(told);
            }
        };
        self.hash.update(piece.get(..count).unwrap_or(piece));
        self.len_bytes = self.len_bytes.saturating_add(count as u64);
        (self.progress)(self.len_bytes);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 0xF])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}
