//! What the fields of a form show.

use super::Attributes;

/// The words of an `input`; `None` for those that show nothing to read.
pub(super) fn words_of(attributes: &Attributes) -> Option<String> {
    let value = attributes.get("value").map(str::trim).unwrap_or_default();
    let checked = attributes.has("checked");
    let kind = attributes.get("type").unwrap_or("text").trim().to_ascii_lowercase();
    match kind.as_str() {
        "checkbox" => Some(if checked { "☑ " } else { "☐ " }.to_owned()),
        "radio" => Some(if checked { "◉ " } else { "○ " }.to_owned()),
        "hidden" | "submit" | "button" | "reset" | "image" | "file" | "password" => None,
        _ if value.is_empty() => Some(" ____ ".to_owned()),
        _ => Some(format!(" {value} ")),
    }
}

/// A `select` whose entries are being read.
#[derive(Default)]
pub(super) struct Selection {
    chosen: Vec<String>,
    first: Option<String>,
    current: String,
    current_is_chosen: bool,
}

impl Selection {
    /// An entry starts.
    pub fn begin(&mut self, attributes: &Attributes) {
        self.end();
        self.current_is_chosen = attributes.has("selected");
    }

    /// Text of the entry under way.
    pub fn text(&mut self, text: &str) {
        self.current.push_str(text);
    }

    /// The entry under way ends.
    fn end(&mut self) {
        let words = std::mem::take(&mut self.current);
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        if self.current_is_chosen {
            self.chosen.push(words.to_owned());
        } else if self.first.is_none() {
            self.first = Some(words.to_owned());
        }
    }

    /// What it shows: the entries that are chosen, or else the first.
    pub fn finish(mut self) -> String {
        self.end();
        let shown = if self.chosen.is_empty() { self.first.unwrap_or_default() } else { self.chosen.join(", ") };
        format!(" {shown} ")
    }
}
