//! Names that are taken, and the numbers that tell equal ones apart. Called by `export`.

use std::collections::{HashMap, HashSet};
use std::fmt;

use unicode_normalization::UnicodeNormalization;

use super::name::cut;
use crate::limits;

/// The form in which two names are compared: names that differ only in case or in how accents are composed are one file
/// on macOS and Windows.
#[must_use]
pub fn folded_name(name: &str) -> String {
    // Upper case first: it brings together letters that share it (ß and ss, the two small sigmas).
    name.nfc().flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfc().collect()
}

/// `base`, or `base (2)`, `base (3)` …: the first that is not in `taken`, which holds names as [`folded_name`] gives them.
/// The number goes before the extension.
#[must_use]
pub fn unique_name(base: &str, taken: &HashSet<String>) -> String {
    (1_u64..)
        .map(|number| numbered(base, number))
        .find(|candidate| !taken.contains(&folded_name(candidate)))
        .unwrap_or_else(|| base.to_owned())
}

/// The names given out in one batch. Remembers where counting stopped, so that ten thousand equal names stay cheap.
#[derive(Default)]
pub struct NameRegister {
    taken: HashSet<String>,
    next: HashMap<String, u64>,
}

/// Shows how many names, not which.
impl fmt::Debug for NameRegister {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "NameRegister({} names)", self.taken.len())
    }
}

impl NameRegister {
    /// A register without names.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts a name as taken: one that is in the folder already.
    pub fn reserve(&mut self, name: &str) {
        self.taken.insert(folded_name(name));
    }

    /// Gives out `base`, or the next free ` (2)` of it. Called again with the same `base` it gives the one after: that is
    /// how a name which turns out to be taken on the disk is passed over.
    pub fn take(&mut self, base: &str) -> String {
        let next = self.next.entry(folded_name(base)).or_insert(1);
        loop {
            let candidate = numbered(base, *next);
            *next = next.saturating_add(1);
            if self.taken.insert(folded_name(&candidate)) {
                return candidate;
            }
        }
    }
}

fn numbered(base: &str, number: u64) -> String {
    if number <= 1 {
        return base.to_owned();
    }
    let (stem, extension) = match base.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && is_extension(extension) => (stem, format!(".{extension}")),
        _ => (base, String::new()),
    };
    let suffix = format!(" ({number}){extension}");
    let room = limits::FILE_NAME_BYTES.saturating_sub(suffix.len());
    format!("{}{suffix}", cut(stem, room, room).trim_end_matches(['.', ' ']))
}

/// Tells `Report.pdf` from `v1.2 summary`.
fn is_extension(text: &str) -> bool {
    (1..=limits::EXTENSION_BYTES).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
