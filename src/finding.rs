//! Oddities of a message, as facts for the reader: what, how bad, where. Every room may report one; nobody stops at one.

mod code;

use std::collections::HashMap;
use std::fmt;

pub use code::Code;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something that belongs to a document cannot be shown or saved whole.
    Error,
    /// Something may mislead: look twice.
    Warning,
    /// Unusual, and harmless for reading.
    Note,
}

impl Severity {
    /// The word for people and for `check --format json`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// Where a finding is.
#[derive(Clone, PartialEq, Eq)]
pub struct Place {
    /// JSON Pointer (RFC 6901) from the root of its message.
    pub pointer: String,
    /// Byte offset in the source.
    pub offset: u64,
}

impl fmt::Debug for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A pointer may hold an unknown key, which is the sender's text.
        write!(formatter, "Place(@{})", self.offset)
    }
}

/// One oddity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was found.
    pub code: Code,
    /// The document it concerns, by its position over all messages (from 0); `None` for the message.
    pub document: Option<u32>,
    /// The message it concerns, from 0.
    pub message: u32,
    /// The part of the input that it stands in, from 0.
    pub part: u32,
    /// Where it is, if it has a place.
    pub place: Option<Place>,
    /// What exactly, where the code's sentence does not say it all: a position, a count. Never a patient's text.
    pub detail: Option<String>,
}

impl Finding {
    /// The sentence with its detail.
    #[must_use]
    pub fn text(&self) -> String {
        match &self.detail {
            Some(detail) => format!("{} {detail}", self.code.sentence()),
            None => self.code.sentence().to_owned(),
        }
    }

    /// The pointer as it may be passed on: keys that do not look like a field's name are left out, since a key is the
    /// sender's text and may be anything, a patient's number as well.
    #[must_use]
    pub fn public_pointer(&self) -> Option<String> {
        let place = self.place.as_ref().filter(|place| !place.pointer.is_empty())?;
        // These are about the last key itself: it is no index of a list, even if it is a number.
        let ends_in_key = matches!(self.code, Code::UnknownField | Code::MisspeltField | Code::DuplicateKey);
        let last = place.pointer.split('/').count().saturating_sub(1);
        let is_public =
            |at: usize, key: &str| key.is_empty() || is_name(key) || (is_index(key) && !(ends_in_key && at == last));
        let keys = place.pointer.split('/').enumerate().map(|(at, key)| if is_public(at, key) { key } else { "…" });
        Some(keys.collect::<Vec<_>>().join("/"))
    }
}

/// True for what may be a field's name, and hardly a patient's number: `ICD10Code`, not `MR0048213377`.
fn is_name(key: &str) -> bool {
    const LONGEST_NAME: usize = 40;
    const MOST_DIGITS: usize = 3;
    key.len() <= LONGEST_NAME
        && key.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_')
        && key.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        && key.chars().filter(char::is_ascii_digit).count() <= MOST_DIGITS
}

/// True for the place in a list, as RFC 6901 writes it.
fn is_index(key: &str) -> bool {
    key == "0" || (!key.starts_with('0') && key.chars().all(|letter| letter.is_ascii_digit()))
}

/// What findings say in short: complete also where not every finding is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The worst about each document that has a finding, by its position over all messages.
    pub worst: HashMap<u32, Severity>,
    /// How many findings are errors or warnings.
    pub problems: u64,
}

impl Summary {
    fn add(&mut self, finding: &Finding) {
        let severity = finding.code.severity();
        self.problems += u64::from(severity < Severity::Note);
        if let Some(document) = finding.document {
            let worst = self.worst.entry(document).or_insert(severity);
            *worst = severity.min(*worst);
        }
    }

    /// Adds another one.
    pub fn merge(&mut self, other: &Self) {
        self.problems += other.problems;
        for (document, severity) in &other.worst {
            let worst = self.worst.entry(*document).or_insert(*severity);
            *worst = (*severity).min(*worst);
        }
    }
}

/// Findings of one input, bounded for each code: a million of one kind must neither fill the memory nor hide another kind.
#[derive(Debug, Default)]
pub struct Findings {
    kept: Vec<Finding>,
    counts: HashMap<Code, u64>,
    summary: Summary,
}

impl FromIterator<Finding> for Findings {
    fn from_iter<I: IntoIterator<Item = Finding>>(findings: I) -> Self {
        let mut all = Self::default();
        findings.into_iter().for_each(|finding| all.push(finding));
        all
    }
}

impl Findings {
    /// Adds one, or counts it when there are too many of its kind.
    pub fn push(&mut self, finding: Finding) {
        self.summary.add(&finding);
        let count = self.counts.entry(finding.code).or_default();
        *count += 1;
        if *count <= crate::limits::FINDINGS_OF_A_KIND {
            self.kept.push(finding);
        }
    }

    /// Those that are kept.
    #[must_use]
    pub fn kept(&self) -> &[Finding] {
        &self.kept
    }

    /// What they say in short.
    #[must_use]
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// Where the findings of these kinds are, as byte offsets.
    #[must_use]
    pub fn places_of(&self, codes: &[Code]) -> Vec<u64> {
        let of_kind = self.kept.iter().filter(|finding| codes.contains(&finding.code));
        of_kind.filter_map(|finding| finding.place.as_ref()).map(|place| place.offset).collect()
    }

    /// All kept findings, and for each kind one that says how many more there were.
    #[must_use]
    pub fn into_vec(self) -> Vec<Finding> {
        let mut kept = self.kept;
        let mut dropped: Vec<_> =
            self.counts.into_iter().filter(|(_, count)| *count > crate::limits::FINDINGS_OF_A_KIND).collect();
        dropped.sort();
        kept.extend(dropped.into_iter().map(|(code, count)| Finding {
            code: Code::More,
            document: None,
            message: 0,
            part: 0,
            place: None,
            detail: Some(format!("{} more of: {}", count - crate::limits::FINDINGS_OF_A_KIND, code.sentence())),
        }));
        kept
    }
}
