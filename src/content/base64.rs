//! Base64 as it stands in messages: decoded in pieces or at once, tolerant, and frank about what it took.
//! For the rooms that look at contents or save them. Reads bytes, knows nothing of files.
//!
//! Input is what stands between the quotes of a JSON string, byte for byte: with its escapes, and with whatever else a
//! sender put there (raw line breaks, broken UTF-8). Output is the same however the input is cut into pieces.

mod engine;
mod fast;
mod mark;
mod meaning;
mod report;
mod stream;
pub(super) mod unescape;
mod wrapped;

pub use report::{Damage, MediaType, Repair, Repairs, Report};

use stream::Stream;
use wrapped::Wrapped;

/// Where decoded bytes go.
pub trait Sink {
    /// Takes the next bytes. Never empty.
    fn write(&mut self, bytes: &[u8]);
}

impl Sink for Vec<u8> {
    fn write(&mut self, bytes: &[u8]) {
        self.extend_from_slice(bytes);
    }
}

impl<F: FnMut(&[u8])> Sink for F {
    fn write(&mut self, bytes: &[u8]) {
        self(bytes);
    }
}

/// Keeps nothing: for when only the [`Report`] is wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Discard;

impl Sink for Discard {
    fn write(&mut self, _: &[u8]) {}
}

/// Decodes one string in pieces of any size.
///
/// Holds about 15 KiB and allocates nothing, but for contents that were encoded twice (the same again, once).
/// To see only the start of a document, push the start of its string and drop the decoder.
pub struct Decoder {
    outer: Stream,
    wrapped: Wrapped,
}

impl Default for Decoder {
    fn default() -> Self {
        Self::new()
    }
}

impl Decoder {
    /// A decoder at the start of a string.
    #[must_use]
    pub fn new() -> Self {
        Self { outer: Stream::new(), wrapped: Wrapped::default() }
    }

    /// Takes the next raw bytes of the string, cut anywhere, and gives `out` what they decode to.
    pub fn push<S: Sink + ?Sized>(&mut self, raw: &[u8], out: &mut S) {
        self.outer.push(raw, &mut self.wrapped.unwrapping(out));
    }

    /// Takes the end of the string: gives `out` the last bytes and reports on the whole.
    pub fn finish<S: Sink + ?Sized>(mut self, out: &mut S) -> Report {
        let report = self.outer.finish(&mut self.wrapped.unwrapping(out));
        self.wrapped.finish(report, out)
    }
}

/// Decodes a whole string at once. The same bytes and report as [`Decoder`], but one pass of the vector unit into memory
/// of exactly the right size where the string is as RFC 4648 §4 wants it.
#[must_use]
pub fn decode(raw: &[u8]) -> (Vec<u8>, Report) {
    if let Some(bytes) = decode_strict(raw) {
        let report = Report { characters: raw.len() as u64, bytes: bytes.len() as u64, ..Report::default() };
        return (bytes, report);
    }
    let mut bytes = Vec::with_capacity(raw.len() / 4 * 3 + 3);
    let mut decoder = Decoder::new();
    decoder.push(raw, &mut bytes);
    let report = decoder.finish(&mut bytes);
    (bytes, report)
}

/// `None` for anything that has to be repaired, is damaged or may hold a `data:` URI.
fn decode_strict(raw: &[u8]) -> Option<Vec<u8>> {
    let alphabet = match raw {
        [alphabet @ .., b'=', b'='] | [alphabet @ .., b'='] => alphabet,
        alphabet => alphabet,
    };
    if !raw.len().is_multiple_of(4) || alphabet.is_empty() {
        return None;
    }
    let length = alphabet.len() / 4 * 3 + (alphabet.len() % 4).saturating_sub(1);
    let mut bytes = vec![0; length];
    let written = engine::decode(false, alphabet, &mut bytes)?;
    (written == length && !wrapped::may_be_data_uri(&bytes)).then_some(bytes)
}
