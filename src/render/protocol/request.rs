//! What a worker is asked. Made by `pool`, read by `worker`.

use zeroize::Zeroizing;

use super::ProtocolError;
use super::wire::{CHOICES, Fields, Frame, known};
use crate::limits::{
    MAX_FACTS_REPLY_BYTES, MAX_PASSWORD_BYTES, MAX_RENDER_BYTES, MAX_REPLY_BYTES, MAX_TEXT_REPLY_BYTES,
    MAX_WORKER_DOCUMENT_BYTES, PAGE_SIZES_BATCH, TEXT_PAGES_BATCH,
};
use crate::render::Password;
use crate::render::formats::{EngineChoice, Format, PixelRect, PixelSize, Rotation};

/// The way pixels come back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Transfer {
    /// In the memory that both processes see (Linux).
    Shared,
    /// Through the pipe, after the reply.
    Inline,
}

/// One request. `request` is a number that its reply repeats.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Request {
    /// Open a document, whose `length_bytes` bytes follow the frame, and close the one open before.
    Open {
        /// Number of this request.
        request: u64,
        /// What the bytes are.
        format: Format,
        /// Which engine may read them.
        choice: EngineChoice,
        /// For a protected document.
        password: Option<Password>,
        /// Bytes that follow.
        length_bytes: u64,
    },
    /// Sizes of the pages `from..from + count` of the open document.
    Sizes {
        /// Number of this request.
        request: u64,
        /// First page, from 0.
        from: u32,
        /// Number of pages, at most `PAGE_SIZES_BATCH`.
        count: u32,
    },
    /// Draw a part of a page of the open document.
    Render {
        /// Number of this request.
        request: u64,
        /// The page, from 0.
        page: u32,
        /// Size of the whole page as turned.
        scaled: PixelSize,
        /// What of it to draw.
        part: PixelRect,
        /// How the page is turned.
        rotation: Rotation,
        /// The way back for the pixels.
        transfer: Transfer,
    },
    /// Outline, attachments and properties of the open document.
    Facts {
        /// Number of this request.
        request: u64,
    },
    /// Text and links of the pages `from..from + count` of the open document.
    Text {
        /// Number of this request.
        request: u64,
        /// First page, from 0.
        from: u32,
        /// Number of pages, at most `TEXT_PAGES_BATCH`.
        count: u32,
    },
    /// The bytes of one attachment of the open document.
    Attachment {
        /// Number of this request.
        request: u64,
        /// Its place in the list of attachments, from 0.
        index: u32,
    },
}

const OPEN: u8 = 1;
const SIZES: u8 = 2;
const RENDER: u8 = 3;
const FACTS: u8 = 4;
const TEXT: u8 = 5;
const ATTACHMENT: u8 = 6;

pub(super) const TRANSFERS: [Transfer; 2] = [Transfer::Shared, Transfer::Inline];
const ROTATIONS: [Rotation; 4] = [Rotation::None, Rotation::Quarter, Rotation::Half, Rotation::ThreeQuarter];

impl Request {
    /// The number that the reply repeats.
    pub fn number(&self) -> u64 {
        match self {
            Self::Open { request, .. }
            | Self::Sizes { request, .. }
            | Self::Render { request, .. }
            | Self::Facts { request }
            | Self::Text { request, .. }
            | Self::Attachment { request, .. } => *request,
        }
    }

    /// How long the frame of a reply may be.
    pub fn max_reply_bytes(&self) -> usize {
        match self {
            Self::Open { .. } | Self::Sizes { .. } | Self::Render { .. } | Self::Attachment { .. } => MAX_REPLY_BYTES,
            Self::Facts { .. } => MAX_FACTS_REPLY_BYTES,
            Self::Text { .. } => MAX_TEXT_REPLY_BYTES,
        }
    }

    /// The payload of this request's frame.
    pub fn encode(&self) -> Zeroizing<Vec<u8>> {
        match self {
            Self::Open { request, format, choice, password, length_bytes } => {
                let mut frame = Frame::new(OPEN, *request);
                frame.value(*format, &Format::ALL);
                frame.value(*choice, &CHOICES);
                frame.u64(*length_bytes);
                frame.u8(u8::from(password.is_some()));
                if let Some(password) = password {
                    frame.u32(u32::try_from(password.reveal().len()).unwrap_or(u32::MAX));
                    frame.bytes(password.reveal().as_bytes());
                }
                frame.finish()
            }
            Self::Sizes { request, from, count } => {
                let mut frame = Frame::new(SIZES, *request);
                frame.u32(*from);
                frame.u32(*count);
                frame.finish()
            }
            Self::Render { request, page, scaled, part, rotation, transfer } => {
                let mut frame = Frame::new(RENDER, *request);
                for number in [*page, scaled.width, scaled.height, part.x, part.y, part.width, part.height] {
                    frame.u32(number);
                }
                frame.value(*rotation, &ROTATIONS);
                frame.value(*transfer, &TRANSFERS);
                frame.finish()
            }
            Self::Facts { request } => Frame::new(FACTS, *request).finish(),
            Self::Text { request, from, count } => {
                let mut frame = Frame::new(TEXT, *request);
                frame.u32(*from);
                frame.u32(*count);
                frame.finish()
            }
            Self::Attachment { request, index } => {
                let mut frame = Frame::new(ATTACHMENT, *request);
                frame.u32(*index);
                frame.finish()
            }
        }
    }

    /// Reads a payload.
    ///
    /// # Errors
    /// `Malformed` for anything but a complete request within the limits.
    pub fn decode(payload: &[u8]) -> Result<Self, ProtocolError> {
        let mut fields = Fields::new(payload);
        let kind = fields.u8()?;
        let request = fields.u64()?;
        match kind {
            OPEN => Self::decode_open(request, fields),
            SIZES => {
                let (from, count) = pages(fields, PAGE_SIZES_BATCH)?;
                Ok(Self::Sizes { request, from, count })
            }
            RENDER => {
                let page = fields.u32()?;
                let scaled = PixelSize { width: fields.u32()?, height: fields.u32()? };
                let part =
                    PixelRect { x: fields.u32()?, y: fields.u32()?, width: fields.u32()?, height: fields.u32()? };
                let rotation = known(fields.u8()?, &ROTATIONS)?;
                let transfer = known(fields.u8()?, &TRANSFERS)?;
                fields.end()?;
                pixel_bytes(scaled, part).ok_or(ProtocolError::Malformed)?;
                Ok(Self::Render { request, page, scaled, part, rotation, transfer })
            }
            FACTS => {
                fields.end()?;
                Ok(Self::Facts { request })
            }
            TEXT => {
                let (from, count) = pages(fields, TEXT_PAGES_BATCH)?;
                Ok(Self::Text { request, from, count })
            }
            ATTACHMENT => {
                let index = fields.u32()?;
                fields.end()?;
                Ok(Self::Attachment { request, index })
            }
            _ => Err(ProtocolError::Malformed),
        }
    }

    fn decode_open(request: u64, mut fields: Fields<'_>) -> Result<Self, ProtocolError> {
        let (format, choice) = (fields.format()?, fields.choice()?);
        let length_bytes = fields.u64()?;
        let password = match fields.u8()? {
            0 => None,
            1 => {
                let password_bytes = usize::try_from(fields.u32()?).unwrap_or(usize::MAX);
                if password_bytes > MAX_PASSWORD_BYTES {
                    return Err(ProtocolError::Malformed);
                }
                let text = std::str::from_utf8(fields.bytes(password_bytes)?).map_err(|_| ProtocolError::Malformed)?;
                Some(Password::new(text.to_owned()))
            }
            _ => return Err(ProtocolError::Malformed),
        };
        fields.end()?;
        if length_bytes > MAX_WORKER_DOCUMENT_BYTES {
            return Err(ProtocolError::Malformed);
        }
        Ok(Self::Open { request, format, choice, password, length_bytes })
    }
}

/// The first of some pages and their number, 1 to `most`.
fn pages(mut fields: Fields<'_>, most: u32) -> Result<(u32, u32), ProtocolError> {
    let (from, count) = (fields.u32()?, fields.u32()?);
    fields.end()?;
    if count == 0 || count > most {
        return Err(ProtocolError::Malformed);
    }
    Ok((from, count))
}

/// Bytes of RGBA pixels in `part`, or `None` where it is empty, not within `scaled`, or beyond `MAX_RENDER_BYTES`.
pub(in crate::render) fn pixel_bytes(scaled: PixelSize, part: PixelRect) -> Option<usize> {
    let right = part.x.checked_add(part.width)?;
    let bottom = part.y.checked_add(part.height)?;
    if right > scaled.width || bottom > scaled.height {
        return None;
    }
    let width = usize::try_from(part.width).ok()?;
    let height = usize::try_from(part.height).ok()?;
    let bytes = width.checked_mul(height)?.checked_mul(4)?;
    (bytes > 0 && bytes <= MAX_RENDER_BYTES).then_some(bytes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    fn requests() -> impl Strategy<Value = Request> {
        let open = (
            any::<u64>(),
            prop::sample::select(&Format::ALL[..]),
            prop::sample::select(&CHOICES[..]),
            any::<Option<String>>(),
            0..MAX_WORKER_DOCUMENT_BYTES,
        )
            .prop_map(|(request, format, choice, password, length_bytes)| Request::Open {
                request,
                format,
                choice,
                password: password.map(Password::new),
                length_bytes,
            });
        let sizes = (any::<u64>(), any::<u32>(), 1..=PAGE_SIZES_BATCH)
            .prop_map(|(request, from, count)| Request::Sizes { request, from, count });
        let render = (
            any::<(u64, u32)>(),
            (1_u32..4096, 1_u32..4096),
            (0_u32..1_000_000, 0_u32..1_000_000),
            prop::sample::select(&ROTATIONS[..]),
            prop::sample::select(&TRANSFERS[..]),
        )
            .prop_map(|((request, page), (width, height), (x, y), rotation, transfer)| Request::Render {
                request,
                page,
                scaled: PixelSize { width: x + width, height: y + height + 7 },
                part: PixelRect { x, y, width, height },
                rotation,
                transfer,
            });
        let facts = any::<u64>().prop_map(|request| Request::Facts { request });
        let text = (any::<u64>(), any::<u32>(), 1..=TEXT_PAGES_BATCH)
            .prop_map(|(request, from, count)| Request::Text { request, from, count });
        let attachment = any::<(u64, u32)>().prop_map(|(request, index)| Request::Attachment { request, index });
        prop_oneof![open, sizes, render, facts, text, attachment]
    }

    proptest! {
        #[test]
        fn a_request_comes_back(request in requests()) {
            prop_assert_eq!(Request::decode(&request.encode()).unwrap(), request);
        }

        #[test]
        fn garbage_never_panics(payload in prop::collection::vec(any::<u8>(), 0..100)) {
            let _ = Request::decode(&payload);
        }

        #[test]
        fn a_cut_request_is_refused(request in requests(), cut in any::<prop::sample::Index>()) {
            let mut payload = request.encode().to_vec();
            payload.truncate(cut.index(payload.len()));
            prop_assert!(Request::decode(&payload).is_err());
        }
    }

    #[test]
    fn pixels_are_counted_only_within_the_page_and_the_limit() {
        let scaled = PixelSize { width: 10_000, height: 10_000 };
        let part = |x, y, width, height| PixelRect { x, y, width, height };
        assert_eq!(pixel_bytes(scaled, part(0, 0, 10, 10)), Some(400));
        assert_eq!(pixel_bytes(scaled, part(9_990, 9_990, 10, 10)), Some(400));
        assert_eq!(pixel_bytes(scaled, part(9_991, 0, 10, 10)), None);
        assert_eq!(pixel_bytes(scaled, part(u32::MAX, 0, 10, 10)), None);
        assert_eq!(pixel_bytes(scaled, part(0, 0, 0, 10)), None);
        assert_eq!(pixel_bytes(scaled, part(0, 0, 4096, 4096)), Some(MAX_RENDER_BYTES));
        assert_eq!(pixel_bytes(scaled, part(0, 0, 4096, 4097)), None);
    }
}
