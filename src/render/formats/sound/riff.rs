//! The chunks of a WAV file. Part of `sound`.
//!
//! Sources: Microsoft, "Multimedia Programming Interface and Data Specifications 1.0" (RIFF, WAVE, INFO); EBU Tech 3306 (RF64) and 3285
//! (`bext`); ITU-R BS.2088 (BW64).

use super::super::charset;
use crate::limits::{MAX_PROPERTY_BYTES, MAX_SOUND_CHUNKS};

/// What is in a WAV file. Of each thing the first that comes.
#[derive(Default)]
pub(super) struct Chunks<'a> {
    /// How the samples are coded.
    pub format: Option<&'a [u8]>,
    /// The samples, as far as they are there.
    pub samples: &'a [u8],
    /// Bytes of samples that should have followed where the file ends.
    pub missing_bytes: Option<usize>,
    /// What is told of the sound, each once and in one line.
    pub tags: Vec<(Tag, String)>,
}

/// What is told of a sound.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tag {
    Title,
    Artist,
    Subject,
    Keywords,
    Software,
    Date,
}

/// Length of what stands before a chunk: its kind and its size.
const HEAD_BYTES: usize = 8;

/// From here on, a size is no size: programs that do not know how much they will write put the largest number there, less some headers.
const SIZE_UNKNOWN_FROM: u32 = 0x7FFF_0000;

/// The chunks of the file. `None` where it is no WAV.
pub(super) fn chunks(bytes: &[u8]) -> Option<Chunks<'_>> {
    let [kind, _, wave] = bytes.as_chunks::<4>().0.first_chunk::<3>()?;
    if !matches!(kind, b"RIFF" | b"RF64" | b"BW64") || wave != b"WAVE" {
        return None;
    }
    let mut found = Chunks::default();
    let mut long_size = None;
    let mut has_samples = false;
    let mut rest = bytes.get(12..).unwrap_or_default();
    for _ in 0..MAX_SOUND_CHUNKS {
        let Some((kind, size, body)) = head(rest) else { break };
        let mut length = usize::try_from(size).unwrap_or(usize::MAX);
        if kind == *b"data" && !has_samples {
            has_samples = true;
            length = samples_bytes(size, long_size, body);
            found.samples = body.get(..length).unwrap_or(body);
            found.missing_bytes = length.checked_sub(body.len()).filter(|missing| *missing > 0);
        } else {
            let body = body.get(..length).unwrap_or(body);
            match &kind {
                b"fmt " if found.format.is_none() => found.format = Some(body),
                b"ds64" => {
                    long_size = body.get(8..).and_then(|size| size.first_chunk()).map(|size| u64::from_le_bytes(*size))
                }
                b"LIST" => found.add_list(body),
                b"bext" => found.add_broadcast_extension(body),
                _ => {}
            }
        }
        // Chunks begin at even places, though not every writer knows it.
        let end = length.min(body.len());
        let padded = body.get(end.saturating_add(end & 1)..).unwrap_or_default();
        let unpadded = body.get(end..).unwrap_or_default();
        rest = if end & 1 == 1 && !is_head(padded) && is_head(unpadded) { unpadded } else { padded };
    }
    Some(found)
}

/// Bytes of samples at the start of `body`: `size` is what stands before them, `long_size` what stands elsewhere in files beyond 4 GB.
/// More than there are where the file is cut off.
fn samples_bytes(size: u32, long_size: Option<u64>, body: &[u8]) -> usize {
    let size_elsewhere = long_size.filter(|_| size == u32::MAX);
    let stated = usize::try_from(size_elsewhere.unwrap_or(u64::from(size))).unwrap_or(usize::MAX);
    let is_unknown = match size {
        // Nothing, or never filled in: what comes next tells.
        0 => !is_head(body),
        SIZE_UNKNOWN_FROM.. => size_elsewhere.is_none() && stated > body.len(),
        _ => false,
    };
    if is_unknown { body.len() } else { stated }
}

/// Kind, size and the bytes that follow.
fn head(bytes: &[u8]) -> Option<([u8; 4], u32, &[u8])> {
    let [kind, size] = bytes.as_chunks::<4>().0.first_chunk::<2>()?;
    Some((*kind, u32::from_le_bytes(*size), bytes.get(HEAD_BYTES..)?))
}

/// True where a chunk seems to begin: its kind is in letters, and it fits into the file.
fn is_head(bytes: &[u8]) -> bool {
    head(bytes).is_some_and(|(kind, size, body)| {
        kind.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b' ')
            && usize::try_from(size).is_ok_and(|size| size <= body.len())
    })
}

impl Chunks<'_> {
    fn add_tag(&mut self, tag: Tag, value: &[u8]) {
        let value = value.split(|byte| *byte == 0).next().unwrap_or_default();
        let value = value.get(..MAX_PROPERTY_BYTES).unwrap_or(value);
        let spaced = |letter: char| if letter.is_control() { ' ' } else { letter };
        let text: String = charset::decode(value, None).text.trim().chars().map(spaced).collect();
        if !text.is_empty() && self.tags.iter().all(|(known, _)| *known != tag) {
            self.tags.push((tag, text));
        }
    }

    /// `INFO`, a list of texts.
    fn add_list(&mut self, list: &[u8]) {
        let Some(mut rest) = list.strip_prefix(b"INFO") else { return };
        for _ in 0..MAX_SOUND_CHUNKS {
            let Some((kind, size, body)) = head(rest) else { return };
            let length = usize::try_from(size).unwrap_or(usize::MAX).min(body.len());
            let tag = match &kind {
                b"INAM" => Some(Tag::Title),
                b"IART" => Some(Tag::Artist),
                b"ISBJ" => Some(Tag::Subject),
                b"IKEY" => Some(Tag::Keywords),
                b"ISFT" => Some(Tag::Software),
                b"ICRD" => Some(Tag::Date),
                _ => None,
            };
            if let Some(tag) = tag {
                self.add_tag(tag, body.get(..length).unwrap_or_default());
            }
            rest = body.get(length.saturating_add(length & 1)..).unwrap_or_default();
        }
    }

    /// What broadcasters tell: a description, who made it, and when (EBU Tech 3285 §2.3).
    fn add_broadcast_extension(&mut self, body: &[u8]) {
        self.add_tag(Tag::Title, body.get(..256).unwrap_or(body));
        self.add_tag(Tag::Artist, body.get(256..288).unwrap_or_default());
        self.add_tag(Tag::Date, body.get(320..330).unwrap_or_default());
    }
}
