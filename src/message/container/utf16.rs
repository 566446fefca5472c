//! UTF-16 (RFC 2781) to UTF-8: what Windows programs call "Unicode". Used by whatever opens an input.

use std::fmt;
use std::io::Read;
use std::ops::ControlFlow;

use zeroize::Zeroizing;

use super::ContainerError;
use super::inflate::{Output, Packed};
use crate::limits::{UNPACKED_BYTES, UTF16_PIECE_BYTES};

/// Bytes looked at together for being ASCII: two vectors of most processors.
const RUN_BYTES: usize = 64;

/// The most UTF-8 bytes that one UTF-16 unit becomes.
const UTF8_OF_UNIT: usize = 3;

/// Text in UTF-8 and what was odd about it.
#[derive(PartialEq, Eq)]
pub struct Transcoded {
    /// The text, without a byte-order mark.
    pub bytes: Zeroizing<Vec<u8>>,
    /// Halves of surrogate pairs without the other half; each became U+FFFD.
    pub lone_surrogates: u64,
    /// A single byte was left at the end and dropped: the file was cut off, or is no UTF-16.
    pub odd_byte: bool,
}

impl fmt::Debug for Transcoded {
    // Contents stay out of logs and test output.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { bytes, lone_surrogates, odd_byte } = self;
        let length = bytes.len();
        write!(formatter, "Transcoded({length} bytes, lone_surrogates: {lone_surrogates}, odd_byte: {odd_byte})")
    }
}

/// Transcodes UTF-16 to UTF-8. `len` is the input's length in bytes if known (otherwise 0) and only saves moving memory.
/// `stop` is told the bytes made now and then and may cancel.
///
/// # Errors
/// [`ContainerError::TooLarge`] beyond [`UNPACKED_BYTES`], [`ContainerError::Memory`], a read error, or cancelled.
pub fn transcode_utf16(
    read: impl Read,
    len: u64,
    big_endian: bool,
    stop: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Transcoded, ContainerError> {
    if big_endian { transcode::<true>(read, len, stop) } else { transcode::<false>(read, len, stop) }
}

#[derive(Default)]
struct State {
    /// A first half whose second half has not come yet.
    high: Option<u16>,
    lone_surrogates: u64,
}

fn transcode<const BIG_ENDIAN: bool>(
    read: impl Read,
    len: u64,
    stop: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Transcoded, ContainerError> {
    let mut input = Packed::new(read, len);
    // A message is nearly all ASCII; the room beside it is what one piece may need.
    let room = UTF16_PIECE_BYTES / 2 * UTF8_OF_UNIT;
    let mut output = Output::new((len / 2).saturating_add(room as u64), UNPACKED_BYTES)?;
    if input.peek(2)?.as_chunks::<2>().0.first().is_some_and(|first| unit::<BIG_ENDIAN>(*first) == 0xFEFF) {
        input.consume(2);
    }
    let mut state = State::default();
    let odd_byte = loop {
        let piece = input.peek(2)?;
        let piece = piece.get(..UTF16_PIECE_BYTES).unwrap_or(piece);
        let taken = piece.len() & !1;
        if taken == 0 {
            break !piece.is_empty();
        }
        state.take::<BIG_ENDIAN>(piece.get(..taken).unwrap_or_default(), output.room(room, 0)?);
        input.consume(taken);
        output.check(input.consumed)?;
        if stop(output.len()).is_break() {
            return Err(ContainerError::Cancelled);
        }
    };
    if state.high.is_some() {
        state.lone(output.room(UTF8_OF_UNIT, 0)?);
        output.check(input.consumed)?;
    }
    Ok(Transcoded { bytes: output.into_bytes(), lone_surrogates: state.lone_surrogates, odd_byte })
}

fn unit<const BIG_ENDIAN: bool>(bytes: [u8; 2]) -> u16 {
    if BIG_ENDIAN { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) }
}

impl State {
    /// Takes an even number of bytes. The room in `to` was made before: a `Vec` that grows leaves a copy behind.
    fn take<const BIG_ENDIAN: bool>(&mut self, piece: &[u8], to: &mut Vec<u8>) {
        let (runs, rest) = piece.as_chunks::<RUN_BYTES>();
        for run in runs {
            let (units, _) = run.as_chunks::<2>();
            let all = units.iter().fold(0, |all, bytes| all | unit::<BIG_ENDIAN>(*bytes));
            if all < 0x80 && self.high.is_none() {
                to.extend(units.iter().map(|[first, second]| if BIG_ENDIAN { *second } else { *first }));
            } else {
                units.iter().for_each(|bytes| self.one(unit::<BIG_ENDIAN>(*bytes), to));
            }
        }
        rest.as_chunks::<2>().0.iter().for_each(|bytes| self.one(unit::<BIG_ENDIAN>(*bytes), to));
    }

    fn one(&mut self, unit: u16, to: &mut Vec<u8>) {
        if let Some(high) = self.high.take() {
            if let Some(Ok(character)) = char::decode_utf16([high, unit]).next() {
                to.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                return;
            }
            self.lone(to);
        }
        match (char::from_u32(u32::from(unit)), unit) {
            (_, 0..=0x7F) => to.push(unit as u8),
            (Some(character), _) => to.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
            (None, 0xD800..=0xDBFF) => self.high = Some(unit),
            (None, _) => self.lone(to),
        }
    }

    fn lone(&mut self, to: &mut Vec<u8>) {
        self.lone_surrogates += 1;
        to.extend_from_slice("\u{FFFD}".as_bytes());
    }
}
