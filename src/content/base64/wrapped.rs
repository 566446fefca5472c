//! Contents that were encoded twice: base64 of the text `data:TYPE;base64,…`. Used by `base64` only.
//!
//! The text is decoded in turn, one level deep: nobody wants to look at it, and a browser's `readAsDataURL` makes it.

use super::Sink;
use super::report::{Repair, Report};
use super::stream::Stream;

const SCHEME: &[u8] = b"data:";

/// Bytes up to the comma of a data URI. Longer headers are left as the text they are.
const HEADER_BYTES: usize = 256;

/// What the decoded bytes turned out to be.
#[expect(clippy::large_enum_variant, reason = "one exists per decoder, and holding back must not allocate")]
pub(super) enum Wrapped {
    /// Too few bytes yet to tell; all of them are here.
    Undecided { held: [u8; HEADER_BYTES], length: usize },
    /// The document itself.
    Plain,
    /// A data URI, decoded in turn.
    Nested(Box<Stream>),
}

impl Default for Wrapped {
    fn default() -> Self {
        Self::Undecided { held: [0; HEADER_BYTES], length: 0 }
    }
}

/// Passes decoded bytes on to the real sink.
pub(super) struct Unwrapping<'a, S: Sink + ?Sized> {
    wrapped: &'a mut Wrapped,
    sink: &'a mut S,
}

impl Wrapped {
    pub(super) fn unwrapping<'a, S: Sink + ?Sized>(&'a mut self, sink: &'a mut S) -> Unwrapping<'a, S> {
        Unwrapping { wrapped: self, sink }
    }

    /// Gives what was held back and joins the two reports.
    pub(super) fn finish<S: Sink + ?Sized>(self, outer: Report, sink: &mut S) -> Report {
        match self {
            Self::Undecided { held, length } => {
                if let Some(held) = held.get(..length).filter(|held| !held.is_empty()) {
                    sink.write(held);
                }
                outer
            }
            Self::Plain => outer,
            Self::Nested(inner) => {
                let inner = inner.finish(sink);
                let mut repairs = outer.repairs.union(inner.repairs);
                repairs.insert(Repair::EncodedTwice);
                Report {
                    characters: outer.characters,
                    bytes: inner.bytes,
                    repairs,
                    damage: outer.damage.or(inner.damage),
                    media_type: inner.media_type.or(outer.media_type),
                }
            }
        }
    }
}

impl<S: Sink + ?Sized> Sink for Unwrapping<'_, S> {
    fn write(&mut self, bytes: &[u8]) {
        match self.wrapped {
            Wrapped::Plain => self.sink.write(bytes),
            Wrapped::Nested(inner) => inner.push(bytes, self.sink),
            Wrapped::Undecided { held, length } => {
                let fits = bytes.len().min(HEADER_BYTES.saturating_sub(*length));
                let (head, rest) = bytes.split_at(fits);
                if let Some(place) = held.get_mut(*length..*length + fits) {
                    place.copy_from_slice(head);
                    *length += fits;
                }
                let held = *held;
                let held = held.get(..*length).unwrap_or_default();
                let Some(is_data_uri) = is_data_uri(held) else {
                    return;
                };
                if is_data_uri {
                    let mut inner = Box::new(Stream::new());
                    inner.push(held, self.sink);
                    inner.push(rest, self.sink);
                    *self.wrapped = Wrapped::Nested(inner);
                } else {
                    *self.wrapped = Wrapped::Plain;
                    self.sink.write(held);
                    if !rest.is_empty() {
                        self.sink.write(rest);
                    }
                }
            }
        }
    }
}

/// True when the bytes start as a data URI does.
pub(super) fn may_be_data_uri(bytes: &[u8]) -> bool {
    bytes.iter().zip(SCHEME).all(|(byte, wanted)| byte.eq_ignore_ascii_case(wanted))
}

/// Is this the start of a data URI in base64? `None` while more bytes are needed to tell.
fn is_data_uri(bytes: &[u8]) -> Option<bool> {
    if !may_be_data_uri(bytes) {
        return Some(false);
    }
    let header = bytes.get(SCHEME.len()..)?;
    match header.iter().position(|&byte| byte == b',') {
        Some(comma) => {
            let header = header.get(..comma)?;
            let ending = header.get(comma.saturating_sub(7)..)?;
            Some(ending.eq_ignore_ascii_case(b";base64") && header.iter().all(u8::is_ascii_graphic))
        }
        None if bytes.len() >= HEADER_BYTES => Some(false),
        None => None,
    }
}
