//! What the window's process and a worker say to each other: length-prefixed frames over the worker's standard input and output.
//!
//! A frame is a little-endian `u32` with the number of bytes that follow, then one byte for the kind and its fields, little-endian too.
//! Three things travel outside of frames: a document's bytes right after its `Open`, pixels right after a `Rendered` where there is no
//! shared memory, and an attachment's bytes right after its `Attachment`. `pool` (which takes every reply for hostile) and `worker` are the only callers; the functions here are pure, but for
//! the two that move a frame over a stream.

mod facts;
mod reply;
mod request;
mod wire;

pub(super) use facts::text_bytes;
pub use reply::Reply;
pub(super) use reply::first_batch;
pub(super) use request::pixel_bytes;
pub use request::{Request, Transfer};

use std::io::{Read, Write};

/// Raised with every change of the frames. Both sides are the same executable, so another version means another program.
pub const PROTOCOL_VERSION: u32 = 2;

/// Why a frame was not understood. It is never shown to a user as such: the pool turns it into its own failure.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ProtocolError {
    /// The stream ended, or the other side has gone.
    #[error("The other process has ended.")]
    Ended,
    /// A frame longer than allowed, or an empty one.
    #[error("The other process sent a message of a forbidden length.")]
    BadLength,
    /// A frame whose fields are cut off, left over, unknown or out of bounds.
    #[error("The other process sent a message that makes no sense.")]
    Malformed,
    /// A sound reply to something that was not asked.
    #[error("The other process answered something that was not asked.")]
    NotAsked,
}

/// Sends one frame.
///
/// # Errors
/// `Ended` where the other side reads no more, `BadLength` for a payload that no length prefix can hold.
pub fn write_frame(stream: &mut impl Write, payload: &[u8]) -> Result<(), ProtocolError> {
    let length = u32::try_from(payload.len()).map_err(|_| ProtocolError::BadLength)?;
    let mut frame = zeroize::Zeroizing::new(Vec::with_capacity(payload.len().saturating_add(4)));
    frame.extend_from_slice(&length.to_le_bytes());
    frame.extend_from_slice(payload);
    stream.write_all(&frame).and_then(|()| stream.flush()).map_err(|_| ProtocolError::Ended)
}

/// Receives one frame of at most `max_bytes`, which is checked before anything is allocated.
///
/// # Errors
/// `Ended` where the stream ends, `BadLength` where the prefix is zero or too large.
pub fn read_frame(stream: &mut impl Read, max_bytes: usize) -> Result<zeroize::Zeroizing<Vec<u8>>, ProtocolError> {
    let mut prefix = [0; 4];
    stream.read_exact(&mut prefix).map_err(|_| ProtocolError::Ended)?;
    let length = usize::try_from(u32::from_le_bytes(prefix)).map_err(|_| ProtocolError::BadLength)?;
    if length == 0 || length > max_bytes {
        return Err(ProtocolError::BadLength);
    }
    let mut payload = zeroize::Zeroizing::new(vec![0; length]);
    stream.read_exact(&mut payload).map_err(|_| ProtocolError::Ended)?;
    Ok(payload)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::{ProtocolError, read_frame, write_frame};

    proptest! {
        #[test]
        fn a_frame_comes_back(payload in proptest::collection::vec(any::<u8>(), 1..200)) {
            let mut stream = Vec::new();
            write_frame(&mut stream, &payload).unwrap();
            prop_assert_eq!(&**read_frame(&mut stream.as_slice(), 200).unwrap(), payload.as_slice());
        }

        #[test]
        fn a_cut_frame_is_refused(payload in proptest::collection::vec(any::<u8>(), 1..200), cut in any::<prop::sample::Index>()) {
            let mut stream = Vec::new();
            write_frame(&mut stream, &payload).unwrap();
            stream.truncate(cut.index(stream.len()));
            prop_assert_eq!(read_frame(&mut stream.as_slice(), 200).unwrap_err(), ProtocolError::Ended);
        }
    }

    #[test]
    fn a_length_out_of_bounds_is_refused_before_it_is_allocated() {
        for length in [0_u32, 201, u32::MAX] {
            let stream = length.to_le_bytes();
            assert_eq!(read_frame(&mut stream.as_slice(), 200).unwrap_err(), ProtocolError::BadLength);
        }
    }
}
