//! What a document's contents are, without keeping them: state, size, type, repairs, damage.
//!
//! Where the indexing pass found clean base64, the first few kilobytes tell the rest. Everything else is run through the
//! decoder once, counting.

use std::ops::Range;

use super::base64::{self, Damage, Decoder, Repair, Repairs};
use super::classify::{ContentKind, classify};
use super::sniff::{Agreement, DetectedType, declared_matches, sniff};
use crate::limits::{DECODE_CHUNK_BYTES, SNIFF_BYTES, SNIFF_ENCODED_BYTES};
use crate::message::alphabet::Facts;
use crate::message::{ContentRef, Document, Source, SourceError, Text};

/// What `FileContents` holds. The names are those of `list --format json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentState {
    /// All characters decode, perhaps after repairs.
    Embedded,
    /// Not all characters decode.
    Damaged,
    /// Missing, null or an empty text.
    Empty,
    /// An address where the contents are kept.
    Reference,
    /// A stand-in text.
    Placeholder,
    /// The entry is no object.
    Unreadable,
}

impl ContentState {
    /// The stable name, for scripts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Embedded => "embedded",
            Self::Damaged => "damaged",
            Self::Empty => "empty",
            Self::Reference => "reference",
            Self::Placeholder => "placeholder",
            Self::Unreadable => "unreadable",
        }
    }
}

/// What is known of a document's contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// What they are.
    pub state: ContentState,
    /// Length in characters after JSON unescaping; `None` where the message has none.
    pub encoded_len: Option<u64>,
    /// Bytes that decode; `None` where nothing is meant to.
    pub size: Option<u64>,
    /// Told from the bytes; `None` without bytes.
    pub detected: Option<DetectedType>,
    /// The address, for contents kept elsewhere.
    pub reference: Option<Text>,
    /// The declared type, where it is not the type of the bytes.
    pub mismatch: Option<Text>,
    /// What had to be put right.
    pub repairs: Repairs,
    /// Why not all of it decodes.
    pub damage: Option<Damage>,
}

impl Inspection {
    fn of(state: ContentState, encoded_len: Option<u64>) -> Self {
        Self {
            state,
            encoded_len,
            size: None,
            detected: None,
            reference: None,
            mismatch: None,
            repairs: Repairs::default(),
            damage: None,
        }
    }
}

/// Looks at a document's contents.
///
/// # Errors
/// When the source cannot be read, or changed since it was opened.
pub fn inspect(source: &Source, document: &Document) -> Result<Inspection, SourceError> {
    if !document.readable {
        return Ok(Inspection::of(ContentState::Unreadable, None));
    }
    let (range, facts) = match &document.contents {
        ContentRef::Missing | ContentRef::Null => return Ok(Inspection::of(ContentState::Empty, None)),
        ContentRef::NotText => return Ok(Inspection::of(ContentState::Damaged, None)),
        ContentRef::Range { range, facts } => (range, facts),
    };
    let mut inspection = match facts.filter(Facts::is_clean) {
        Some(facts) => inspect_clean(source, range, &facts)?,
        None => None,
    };
    if inspection.is_none() {
        inspection = Some(inspect_by_decoding(source, range)?);
    }
    let mut inspection = inspection.unwrap_or_else(|| Inspection::of(ContentState::Damaged, None));
    if let (Some(declared), Some(detected)) = (&document.file_type, inspection.detected)
        && declared_matches(declared.as_str(), detected) == Agreement::Mismatch
    {
        inspection.mismatch = Some(declared.clone());
    }
    Ok(inspection)
}

/// Clean base64: its head tells the type, the pass has counted the rest. `None` when it holds a `data:` URI in turn.
fn inspect_clean(source: &Source, range: &Range<u64>, facts: &Facts) -> Result<Option<Inspection>, SourceError> {
    let end = range.end.min(range.start.saturating_add(SNIFF_ENCODED_BYTES));
    let (mut head, _) = base64::decode(&source.range(range.start..end)?);
    if head.get(..5).is_some_and(|start| start.eq_ignore_ascii_case(b"data:")) {
        return Ok(None);
    }
    let complete = facts.bytes() <= SNIFF_BYTES as u64 && end == range.end;
    head.truncate(SNIFF_BYTES);
    let mut repairs = Repairs::default();
    for (found, repair) in [
        (facts.white_space > 0, Repair::WhiteSpace),
        (facts.escaped_solidus > 0, Repair::EscapedSolidus),
        (facts.padding == 0 && !facts.alphabet.is_multiple_of(4), Repair::MissingPadding),
    ] {
        if found {
            repairs.insert(repair);
        }
    }
    Ok(Some(Inspection {
        size: Some(facts.bytes()),
        detected: sniff(&head, complete),
        repairs,
        ..Inspection::of(ContentState::Embedded, Some(facts.characters()))
    }))
}

fn inspect_by_decoding(source: &Source, range: &Range<u64>) -> Result<Inspection, SourceError> {
    let length = range.end.saturating_sub(range.start);
    let mut decoder = Decoder::new();
    let mut head: Vec<u8> = Vec::new();
    let mut kind = ContentKind::Base64;
    let mut keep = |bytes: &[u8]| {
        let room = SNIFF_BYTES.saturating_sub(head.len());
        head.extend_from_slice(bytes.get(..room.min(bytes.len())).unwrap_or_default());
    };
    let mut at = range.start;
    if length == 0 {
        kind = ContentKind::Empty;
    }
    while at < range.end {
        let end = range.end.min(at.saturating_add(DECODE_CHUNK_BYTES as u64));
        let raw = source.range(at..end)?;
        if at == range.start {
            kind = classify(&raw, length);
        }
        decoder.push(&raw, &mut keep);
        at = end;
    }
    let report = decoder.finish(&mut keep);
    let characters = Some(report.characters);
    Ok(match kind.clone() {
        ContentKind::Empty => Inspection { size: Some(0), ..Inspection::of(ContentState::Empty, characters) },
        ContentKind::Url(address) => {
            Inspection { reference: Some(Text::new(address)), ..Inspection::of(ContentState::Reference, characters) }
        }
        ContentKind::Placeholder => Inspection::of(ContentState::Placeholder, characters),
        ContentKind::PlainText { .. } => {
            Inspection { size: Some(0), damage: kind.damage(), ..Inspection::of(ContentState::Damaged, characters) }
        }
        ContentKind::Base64 => {
            let complete = report.bytes <= head.len() as u64;
            let state = if report.damage.is_some() { ContentState::Damaged } else { ContentState::Embedded };
            Inspection {
                size: Some(report.bytes),
                detected: sniff(&head, complete && report.damage.is_none()),
                repairs: report.repairs,
                damage: report.damage,
                ..Inspection::of(state, characters)
            }
        }
    })
}

impl Inspection {
    /// For contents that could not be read because the source changed or is gone.
    #[must_use]
    pub fn unavailable() -> Self {
        Self::of(ContentState::Unreadable, None)
    }

    /// True when a reader should look twice.
    #[must_use]
    pub fn is_problem(&self) -> bool {
        matches!(self.state, ContentState::Damaged | ContentState::Placeholder | ContentState::Unreadable)
            || self.mismatch.is_some()
    }

    /// What is damaged, in a sentence.
    #[must_use]
    pub fn damage_text(&self) -> Option<String> {
        self.damage.as_ref().map(ToString::to_string)
    }

    /// What was repaired, in sentences.
    #[must_use]
    pub fn repairs_text(&self) -> Option<String> {
        (!self.repairs.is_empty()).then(|| self.repairs.iter().map(Repair::sentence).collect::<Vec<_>>().join(" "))
    }
}
