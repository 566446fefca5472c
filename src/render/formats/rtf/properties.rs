//! What RTF tells of itself (`\info`, `\generator`). Filled by the reader.

use super::super::facts::Property;
use crate::limits::MAX_PROPERTY_BYTES;

/// The properties of a document on the way through it.
#[derive(Default)]
pub(super) struct Properties {
    stated: Vec<(Property, String)>,
    time: [Option<i32>; 5],
}

impl Properties {
    /// Adds text to a property.
    pub fn text(&mut self, property: Property, text: &str) {
        let place = match self.stated.iter().position(|(stated, _)| *stated == property) {
            Some(place) => place,
            None => {
                self.stated.push((property, String::new()));
                self.stated.len() - 1
            }
        };
        if let Some((_, value)) = self.stated.get_mut(place)
            && value.len().saturating_add(text.len()) <= MAX_PROPERTY_BYTES
        {
            value.push_str(text);
        }
    }

    /// Takes a control word of a point of time.
    pub fn time_word(&mut self, name: &[u8], number: Option<i32>) {
        const PARTS: [&[u8]; 5] = [b"yr", b"mo", b"dy", b"hr", b"min"];
        let place = PARTS.iter().position(|part| *part == name);
        if let Some(part) = place.and_then(|place| self.time.get_mut(place)) {
            *part = number;
        }
    }

    /// Ends a point of time. Parts that nobody set are 0, as is the whole of a document that was never printed, say.
    pub fn end_time(&mut self, property: Property) {
        let [year, month, day, hour, minute] = std::mem::take(&mut self.time);
        let (Some(year @ 1..=9999), Some(month @ 1..=12), Some(day @ 1..=31)) = (year, month, day) else { return };
        let mut time = format!("{year:04}-{month:02}-{day:02}");
        if let Some(hour @ 0..=23) = hour {
            time.push_str(&format!(" {hour:02}:{:02}", minute.unwrap_or(0).clamp(0, 59)));
        }
        self.stated.retain(|(stated, _)| *stated != property);
        self.stated.push((property, time));
    }

    /// All that say something.
    pub fn finish(self) -> Vec<(Property, String)> {
        let cleaned = self.stated.into_iter().map(|(property, value)| {
            // The version of the program is followed by a semicolon.
            let value = value.trim().trim_end_matches(';').trim_end();
            (property, value.split_whitespace().collect::<Vec<_>>().join(" "))
        });
        cleaned.filter(|(_, value)| !value.is_empty()).collect()
    }
}
