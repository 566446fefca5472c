//! gzip (RFC 1952), of any number of members. Used by whatever opens an input, and by `archive`.

use std::io::Read;
use std::ops::ControlFlow;

use flate2::Decompress;

use super::inflate::{End, Output, Packed, inflate};
use super::{ContainerError, Unpacked};
use crate::limits::UNPACKED_BYTES;

/// The identification and the only method there is (RFC 1952, 2.3.1).
pub(super) const MAGIC: [u8; 3] = [0x1F, 0x8B, 8];

/// The largest window that deflate knows, 2^15 bytes; the header of a gzip file does not tell.
const WINDOW_BITS: u8 = 15;

/// Unpacks gzip data. `packed_len` is its length in bytes if known (otherwise 0) and only saves moving memory. `stop` is
/// told the unpacked bytes now and then and may cancel.
///
/// Data that ends early gives what there was, and says so: the complete entries of a cut log are worth showing.
///
/// # Errors
/// See [`ContainerError`]; the limits are [`UNPACKED_BYTES`] and [`crate::limits::UNPACKED_RATIO`].
pub fn gunzip(
    read: impl Read,
    packed_len: u64,
    stop: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Unpacked, ContainerError> {
    gunzip_within(read, packed_len, UNPACKED_BYTES, stop)
}

/// [`gunzip`] with another limit in bytes.
pub(super) fn gunzip_within(
    read: impl Read,
    packed_len: u64,
    limit: u64,
    stop: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Unpacked, ContainerError> {
    let mut input = Packed::new(read, packed_len);
    if !input.peek(MAGIC.len())?.starts_with(&MAGIC) {
        return Err(ContainerError::NotGzip);
    }
    // Base64 of what cannot be packed further, the usual case, becomes 4/3 of its packed size.
    let mut output = Output::new(packed_len.saturating_add(packed_len / 2), limit)?;
    let mut cut_off = false;
    let mut ignored_tail = false;
    loop {
        let head = input.peek(MAGIC.len())?;
        if head.is_empty() {
            break;
        }
        if !head.starts_with(&MAGIC) {
            cut_off = MAGIC.starts_with(head);
            ignored_tail = !cut_off && holds_anything(&mut input)?;
            break;
        }
        if inflate(&mut Decompress::new_gzip(WINDOW_BITS), &mut input, &mut output, stop)? == End::CutOff {
            cut_off = true;
            break;
        }
    }
    Ok(Unpacked { bytes: output.into_bytes(), cut_off, ignored_tail })
}

/// Whether there is anything but zero padding (which tapes and block devices leave) from here on.
fn holds_anything(input: &mut Packed<impl Read>) -> Result<bool, ContainerError> {
    loop {
        let piece = input.peek(1)?;
        if piece.is_empty() {
            return Ok(false);
        }
        if piece.iter().any(|byte| *byte != 0) {
            return Ok(true);
        }
        let length = piece.len();
        input.consume(length);
    }
}
