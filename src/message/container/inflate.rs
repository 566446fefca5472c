//! The loop that all wrappings share: packed bytes in, unpacked bytes out, within the limits. Used by `gzip`,
//! `archive` and `utf16`.

use std::io::{self, Read};
use std::ops::ControlFlow;

use flate2::{Decompress, FlushDecompress, Status};
use zeroize::Zeroizing;

use super::ContainerError;
use crate::limits::{INFLATE_PIECE_BYTES, PACKED_READ_BYTES, RATIO_FREE_BYTES, UNPACKED_FIRST_BYTES, UNPACKED_RATIO};

/// Packed bytes in a buffer that is zeroed afterwards: they are the contents as well.
pub(super) struct Packed<R> {
    read: R,
    buffer: Zeroizing<Vec<u8>>,
    start: usize,
    end: usize,
    /// Bytes taken so far.
    pub(super) consumed: u64,
    /// How many there will be, as far as the caller knows: only for guessing at sizes.
    expected: u64,
}

impl<R: Read> Packed<R> {
    pub(super) fn new(read: R, expected: u64) -> Self {
        let size = usize::try_from(expected).map_or(PACKED_READ_BYTES, |expected| {
            // One more than expected, so that the end shows without another buffer's worth of reading.
            expected.saturating_add(1).clamp(64, PACKED_READ_BYTES)
        });
        Self { read, buffer: Zeroizing::new(vec![0; size]), start: 0, end: 0, consumed: 0, expected }
    }

    /// The next bytes: at least `least` (no more than 64) unless the input ends before, and then what is left.
    pub(super) fn peek(&mut self, least: usize) -> Result<&[u8], ContainerError> {
        if self.end - self.start < least {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
            while self.end < least {
                match self.read.read(self.buffer.get_mut(self.end..).unwrap_or_default()) {
                    Ok(0) => break,
                    Ok(read) => self.end += read,
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => return Err(error.into()),
                }
            }
        }
        Ok(self.buffer.get(self.start..self.end).unwrap_or_default())
    }

    pub(super) fn consume(&mut self, bytes: usize) {
        self.start = self.end.min(self.start + bytes);
        self.consumed += bytes as u64;
    }
}

/// Unpacked bytes within a limit. They move to a larger buffer by hand, so that the old one is zeroed.
pub(super) struct Output {
    bytes: Zeroizing<Vec<u8>>,
    limit: usize,
}

impl Output {
    /// `expected` is a guess, `limit` is not.
    pub(super) fn new(expected: u64, limit: u64) -> Result<Self, ContainerError> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX - 1).min(usize::MAX - 1);
        let expected = usize::try_from(expected).unwrap_or(usize::MAX);
        // One more than expected: otherwise the last byte would make it grow before the end is seen.
        let capacity = expected.saturating_add(1).max(UNPACKED_FIRST_BYTES).min(limit + 1);
        Ok(Self { bytes: allocate(capacity)?, limit })
    }

    pub(super) fn len(&self) -> u64 {
        self.bytes.len() as u64
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn into_bytes(self) -> Zeroizing<Vec<u8>> {
        self.bytes
    }

    /// The bytes with room for `least` more; `expected` is a guess at how many there will be in the end.
    /// What is written into it must be followed by [`Self::check`].
    pub(super) fn room(&mut self, least: usize, expected: u64) -> Result<&mut Vec<u8>, ContainerError> {
        let length = self.bytes.len();
        if self.bytes.capacity() - length < least {
            let expected = usize::try_from(expected).unwrap_or(usize::MAX);
            // Not too small, or it would move often; not too large, as all of it is zeroed in the end.
            let wanted = expected.clamp(length.saturating_mul(2), length.saturating_mul(4)).min(self.limit + 1);
            let mut larger = allocate(wanted.max(length.saturating_add(least)))?;
            larger.extend_from_slice(&self.bytes);
            self.bytes = larger;
        }
        Ok(&mut self.bytes)
    }

    /// # Errors
    /// When there is more than the limits allow for what was `consumed`.
    pub(super) fn check(&self, consumed: u64) -> Result<(), ContainerError> {
        let length = self.len();
        if length > RATIO_FREE_BYTES && length / UNPACKED_RATIO > consumed {
            return Err(ContainerError::Ratio);
        }
        if self.bytes.len() > self.limit { Err(ContainerError::TooLarge) } else { Ok(()) }
    }
}

fn allocate(capacity: usize) -> Result<Zeroizing<Vec<u8>>, ContainerError> {
    let mut bytes = Zeroizing::new(Vec::new());
    bytes.try_reserve_exact(capacity).map_err(|_| ContainerError::Memory)?;
    Ok(bytes)
}

/// How a packed stream ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Complete,
    /// The input ended first.
    CutOff,
}

/// Inflates one stream. `stop` is told the bytes in `output` and may cancel.
pub(super) fn inflate(
    decompress: &mut Decompress,
    input: &mut Packed<impl Read>,
    output: &mut Output,
    stop: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<End, ContainerError> {
    loop {
        let length = output.len();
        // What came of the bytes so far, carried on to the end.
        let expected = u128::from(length) * u128::from(input.expected) / u128::from(input.consumed.max(1));
        let expected = u64::try_from(expected).unwrap_or(u64::MAX);
        let piece = input.peek(1)?;
        let piece = piece.get(..INFLATE_PIECE_BYTES).unwrap_or(piece);
        let at_end = piece.is_empty();
        let before = decompress.total_in();
        let status = decompress
            .decompress_vec(piece, output.room(1, expected.saturating_add(expected / 16))?, FlushDecompress::None)
            .map_err(|_| ContainerError::Broken)?;
        let used = usize::try_from(decompress.total_in() - before).unwrap_or(usize::MAX);
        input.consume(used);
        output.check(input.consumed)?;
        if stop(output.len()).is_break() {
            return Err(ContainerError::Cancelled);
        }
        let stuck = used == 0 && output.len() == length;
        match status {
            Status::StreamEnd => return Ok(End::Complete),
            _ if stuck && at_end => return Ok(End::CutOff),
            _ if stuck => return Err(ContainerError::Broken),
            _ => {}
        }
    }
}
