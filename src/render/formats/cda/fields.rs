//! Rows of names and values.

use super::super::flow::{Letters, Paragraph, Run};
use super::super::html::short_line;
use super::people::Who;
use crate::limits::MAX_HEADER_ENTRIES;
use crate::words::grouped;
use std::collections::HashSet;

/// Rows that have a value.
#[derive(Default)]
pub(super) struct Fields {
    pub rows: Vec<(String, Paragraph)>,
}

/// A value, and what is less important beside it.
#[derive(Clone, PartialEq, Eq, Hash)]
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
    /// Adds a row with a line for each value; none without values. What stands twice is shown once, and of very many values the first
    /// are shown and the others counted.
    pub fn add(&mut self, name: &str, values: impl IntoIterator<Item = Value>) {
        let mut shown: Vec<Value> = Vec::new();
        let mut known: HashSet<Value> = HashSet::new();
        for value in values {
            let value = Value { text: short_line(&value.text), beside: short_line(&value.beside) };
            if value.text.is_empty() || known.contains(&value) {
                continue;
            }
            if shown.len() < MAX_HEADER_ENTRIES {
                shown.push(value.clone());
            }
            known.insert(value);
        }
        let more = known.len().saturating_sub(shown.len());
        let muted = |text| Run { text, letters: Letters { muted: true, ..Letters::default() } };
        let mut paragraph = Paragraph::default();
        for Value { text, beside } in shown {
            let text = if paragraph.runs.is_empty() { text } else { format!("\n{text}") };
            paragraph.runs.push(Run { text, letters: Letters::default() });
            if !beside.is_empty() {
                paragraph.runs.push(muted(format!(" ({beside})")));
            }
        }
        if more > 0 {
            paragraph.runs.push(muted(format!("\n… and {} more", grouped(more as u64))));
        }
        if !paragraph.runs.is_empty() {
            self.rows.push((name.to_owned(), paragraph));
        }
    }

    /// Says how many of `count` things are not shown that have rows of their own.
    pub fn add_more(&mut self, name: &str, count: usize) {
        if let Some(more) = count.checked_sub(MAX_HEADER_ENTRIES).filter(|more| *more > 0) {
            self.add_words(name, [format!("… and {} more", grouped(more as u64))]);
        }
    }

    /// Adds a row of plain values.
    pub fn add_words(&mut self, name: &str, words: impl IntoIterator<Item = String>) {
        self.add(name, words.into_iter().map(Value::plain));
    }
}
