//! Rows of names and values.

use super::super::flow::{Letters, Paragraph, Run};
use super::people::Who;
use crate::limits::MAX_HEADER_ENTRIES;

/// Rows that have a value.
#[derive(Default)]
pub(super) struct Fields {
    pub rows: Vec<(String, Paragraph)>,
}

/// A value, and what is less important beside it.
#[derive(Clone, PartialEq)]
pub(super) struct Value {
    pub text: String,
    pub beside: String,
}

impl Value {
    pub fn plain(text: String) -> Self {
        Self { text, beside: String::new() }
    }

    /// Someone, and when or as what they did something.
    pub fn who(who: Who, beside: impl IntoIterator<Item = Option<String>>) -> Option<Self> {
        let beside: Vec<String> = beside.into_iter().flatten().collect();
        who.line().map(|text| Self { text, beside: beside.join(", ") })
    }
}

impl Fields {
    /// Adds a row with a line for each value; none without values. What stands twice is shown once.
    pub fn add(&mut self, name: &str, values: impl IntoIterator<Item = Value>) {
        let mut shown: Vec<Value> = Vec::new();
        for value in values.into_iter().take(MAX_HEADER_ENTRIES) {
            if !value.text.is_empty() && !shown.contains(&value) {
                shown.push(value);
            }
        }
        let mut paragraph = Paragraph::default();
        for Value { text, beside } in shown {
            let text = if paragraph.runs.is_empty() { text } else { format!("\n{text}") };
            paragraph.runs.push(Run { text, letters: Letters::default() });
            if !beside.is_empty() {
                let letters = Letters { muted: true, ..Letters::default() };
                paragraph.runs.push(Run { text: format!(" ({beside})"), letters });
            }
        }
        if !paragraph.runs.is_empty() {
            self.rows.push((name.to_owned(), paragraph));
        }
    }

    /// Adds a row of one plain value.
    pub fn add_words(&mut self, name: &str, words: impl IntoIterator<Item = String>) {
        self.add(name, words.into_iter().map(Value::plain));
    }
}
