//! What a document's contents are, without keeping them: state, size, type, repairs, damage.
//!
//! Where the indexing pass found clean base64, the first few kilobytes tell the rest. Everything else is run through the
//! decoder once, counting.

use std::ops::Range;

use super::base64::{self, Damage, Decoder, Repair, Repairs};
use super::classify::{ContentKind, classify};
use super::decode::pieces;
use super::sniff::{Agreement, DetectedType, declared_matches, looks_text_converted, sniff};
use super::tail::{self, Tail};
use super::text::{TextDecoder, is_text};
use crate::limits::{SNIFF_BYTES, SNIFF_ENCODED_BYTES};
use crate::message::alphabet::Facts;
use crate::message::{ContentRef, Document, Encoding, Input, Source, SourceError, Text};

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
    /// Bytes were lost to a text conversion before they were encoded.
    pub text_converted: bool,
    /// The mark that ends a document of its type is missing.
    pub end_missing: bool,
    /// Tells documents of one size apart cheaply; equal ones may still differ. Not stable between runs.
    pub fingerprint: Option<u64>,
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
            text_converted: false,
            end_missing: false,
            fingerprint: None,
        }
    }

    /// What the first decoded bytes tell.
    fn with_head(mut self, head: &[u8], complete: bool) -> Self {
        self.detected = sniff(head, complete);
        self.text_converted = looks_text_converted(head);
        self.fingerprint = (!head.is_empty()).then(|| {
            let mut hasher = std::hash::DefaultHasher::new();
            std::hash::Hash::hash(head, &mut hasher);
            std::hash::Hasher::finish(&hasher)
        });
        self
    }
}

/// Looks at a document's contents.
///
/// # Errors
/// When the source cannot be read, or changed since it was opened.
pub fn inspect(input: &Input, document: &Document) -> Result<Inspection, SourceError> {
    if !document.readable {
        return Ok(Inspection::of(ContentState::Unreadable, None));
    }
    let mut inspection = match &document.contents {
        ContentRef::Missing | ContentRef::Null => Inspection::of(ContentState::Empty, None),
        ContentRef::NotText => Inspection::of(ContentState::Damaged, None),
        ContentRef::Assembled(text) => inspect_text(text.as_str()),
        ContentRef::Range { range, facts } => {
            let source = input.source_of(document)?;
            let clean = facts.filter(Facts::is_clean).filter(|_| document.encoding == Encoding::Base64);
            let of_clean = clean.map_or(Ok(None), |facts| inspect_clean(source, range, &facts))?;
            match of_clean {
                Some(inspection) => inspection,
                None if is_text(source, document)? => inspect_as_text(source, range)?,
                None => inspect_by_decoding(source, range)?,
            }
        }
    };
    if let (Some(declared), Some(detected)) = (&document.file_type, inspection.detected)
        && declared_matches(declared.as_str(), detected) == Agreement::Mismatch
    {
        inspection.mismatch = Some(declared.clone());
    }
    Ok(inspection)
}

fn inspect_text(text: &str) -> Inspection {
    let (characters, bytes) = (text.chars().count() as u64, text.len() as u64);
    let head = text.as_bytes().get(..text.len().min(SNIFF_BYTES)).unwrap_or_default();
    Inspection { size: Some(bytes), ..Inspection::of(ContentState::Embedded, Some(characters)) }
        .with_head(head, text.len() <= SNIFF_BYTES)
}

fn inspect_as_text(source: &Source, range: &Range<u64>) -> Result<Inspection, SourceError> {
    let mut decoder = TextDecoder::default();
    let mut head = Head::default();
    let mut blank = true;
    pieces(source, range.clone(), |raw, end| {
        decoder.push(raw, end, &mut |bytes| {
            blank &= bytes.trim_ascii().is_empty();
            head.push(bytes);
        });
    })?;
    let state = if blank { ContentState::Empty } else { ContentState::Embedded };
    let size = if blank { 0 } else { decoder.bytes };
    let inspection = Inspection { size: Some(size), ..Inspection::of(state, Some(decoder.characters)) };
    Ok(if blank { inspection } else { inspection.with_head(&head.0, decoder.bytes <= head.0.len() as u64) })
}

/// The first bytes of what passes through.
#[derive(Default)]
struct Head(Vec<u8>);

impl Head {
    fn push(&mut self, bytes: &[u8]) {
        let room = SNIFF_BYTES.saturating_sub(self.0.len());
        self.0.extend_from_slice(bytes.get(..room.min(bytes.len())).unwrap_or_default());
    }
}

/// Clean base64: its head tells the type, the pass has counted the rest. `None` when it holds a `data:` URI in turn.
fn inspect_clean(source: &Source, range: &Range<u64>, facts: &Facts) -> Result<Option<Inspection>, SourceError> {
    let end = range.end.min(range.start.saturating_add(SNIFF_ENCODED_BYTES));
    let raw = source.range(range.start..end)?;
    let (mut head, report) = base64::decode(&raw);
    // The decoder has taken the inner URI off already. Its other repairs say nothing here: the head may end inside an escape.
    if report.repairs.contains(Repair::EncodedTwice) {
        return Ok(None);
    }
    let last = (end == range.end).then(|| tail::of_decoded(&head).to_vec());
    let text_converted = looks_text_converted(&head);
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
    let mut inspection = Inspection {
        size: Some(facts.bytes()),
        repairs,
        ..Inspection::of(ContentState::Embedded, Some(facts.characters()))
    }
    .with_head(&head, complete);
    inspection.text_converted |= text_converted;
    // Sentences without a comma or a full stop are letters and spaces, as base64 is.
    if facts.white_space > 0
        && inspection.detected == Some(DetectedType::Unknown)
        && classify(&raw, range.end.saturating_sub(range.start)) != ContentKind::Base64
    {
        return Ok(None);
    }
    if let Some(detected @ (DetectedType::Pdf | DetectedType::Jpeg | DetectedType::Png)) = inspection.detected {
        let last = match last {
            Some(last) => last,
            None => tail::of_clean(source, range, facts.alphabet.saturating_add(facts.padding))?,
        };
        inspection.end_missing = tail::lacks_end(&last, detected);
    }
    Ok(Some(inspection))
}

fn inspect_by_decoding(source: &Source, range: &Range<u64>) -> Result<Inspection, SourceError> {
    let length = range.end.saturating_sub(range.start);
    let mut decoder = Decoder::new();
    let (mut head, mut tail) = (Head::default(), Tail::default());
    let mut kind = None;
    let mut keep = |bytes: &[u8]| {
        head.push(bytes);
        tail.push(bytes);
    };
    pieces(source, range.clone(), |raw, _| {
        kind.get_or_insert_with(|| classify(raw, length));
        decoder.push(raw, &mut keep);
    })?;
    let report = decoder.finish(&mut keep);
    let characters = Some(report.characters);
    let kind = kind.unwrap_or(ContentKind::Empty);
    Ok(match kind {
        ContentKind::Empty => Inspection { size: Some(0), ..Inspection::of(ContentState::Empty, characters) },
        ContentKind::Url(address) => {
            Inspection { reference: Some(Text::new(address)), ..Inspection::of(ContentState::Reference, characters) }
        }
        ContentKind::Placeholder => Inspection::of(ContentState::Placeholder, characters),
        ContentKind::PlainText { .. } => {
            Inspection { size: Some(0), damage: kind.damage(), ..Inspection::of(ContentState::Damaged, characters) }
        }
        // `data:application/pdf;base64,` with nothing behind it.
        ContentKind::Base64 if report.bytes == 0 && report.damage.is_none() => {
            Inspection { size: Some(0), ..Inspection::of(ContentState::Empty, characters) }
        }
        ContentKind::Base64 => {
            let complete = report.bytes <= head.0.len() as u64 && report.damage.is_none();
            let state = if report.damage.is_some() { ContentState::Damaged } else { ContentState::Embedded };
            let whole = report.damage.is_none();
            let mut inspection = Inspection {
                size: Some(report.bytes),
                repairs: report.repairs,
                damage: report.damage,
                ..Inspection::of(state, characters)
            }
            .with_head(&head.0, complete);
            // Contents that are cut off need no second word for it.
            inspection.end_missing = whole && inspection.detected.is_some_and(|detected| tail.lacks_end_of(detected));
            inspection
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
            || self.text_converted
            || self.end_missing
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
