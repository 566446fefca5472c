//! What an HL7 v2 message says about its encoding and its patient (HL7 v2.5.1, chapters 2 and 3). Part of `text`.

use crate::limits::{MAX_STATED_BYTES, MAX_STATED_IDENTIFIERS};
use crate::render::formats::{StatedIdentifier, StatedPatient};

/// Length of a header segment that is looked at for the encoding: real ones have some 150 bytes.
const HEADER_BYTES: usize = 4096;

/// The characters that set the parts of a message apart.
#[derive(Clone, Copy)]
struct Delimiters {
    field: char,
    component: char,
    repetition: char,
    escape: char,
    subcomponent: char,
}

impl Delimiters {
    /// Those that the header at the start of `text` names. `None` where it is no header of a message.
    fn of(text: &str) -> Option<Self> {
        let mut signs = text.strip_prefix("MSH")?.chars();
        let mut next = || signs.next().filter(char::is_ascii_punctuation);
        let field = next()?;
        Some(Self {
            field,
            component: next().filter(|sign| *sign != field).unwrap_or('^'),
            repetition: next().filter(|sign| *sign != field).unwrap_or('~'),
            escape: next().filter(|sign| *sign != field).unwrap_or('\\'),
            subcomponent: next().filter(|sign| *sign != field).unwrap_or('&'),
        })
    }

    /// A component of the first repetition of a field, counted from 1, with its escapes undone.
    fn component(self, field: &str, number: usize) -> String {
        let field = field.split(self.repetition).next().unwrap_or_default();
        self.words(field.split(self.component).nth(number.saturating_sub(1)).unwrap_or_default())
    }

    /// The first subcomponent of `part`, with its escapes undone. HL7 writes `""` for what is known to be empty.
    fn words(self, part: &str) -> String {
        let part = part.split(self.subcomponent).next().unwrap_or_default();
        if part == "\"\"" {
            return String::new();
        }
        let mut words = String::new();
        let mut pieces = part.split(self.escape);
        words.push_str(pieces.next().unwrap_or_default());
        while let Some(escape) = pieces.next() {
            match escape {
                "F" => words.push(self.field),
                "S" => words.push(self.component),
                "R" => words.push(self.repetition),
                "E" => words.push(self.escape),
                "T" => words.push(self.subcomponent),
                _ => {}
            }
            words.push_str(pieces.next().unwrap_or_default());
        }
        let kept = words.trim().char_indices().take_while(|(at, _)| *at < MAX_STATED_BYTES);
        kept.map(|(_, letter)| letter).collect()
    }
}

/// Without what stands around a message on the wire (MLLP) and blanks.
fn unframed(text: &str) -> &str {
    text.trim_start_matches(|letter: char| letter.is_ascii_whitespace() || letter == '\x0b')
}

/// The label of the encoding that a header in `bytes` states (MSH-18, HL7 table 0211).
pub(super) fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..HEADER_BYTES).unwrap_or(bytes);
    // ASCII is enough to find the field.
    let head: String = head.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { '?' }).collect();
    let header = unframed(&head);
    let delimiters = Delimiters::of(header)?;
    let header = header.split(['\r', '\n']).next()?;
    // The delimiter between the fields is itself MSH-1.
    let stated = header.split(delimiters.field).nth(17)?.split(delimiters.repetition).next()?.trim();
    let label = match stated {
        "UNICODE UTF-8" => "utf-8",
        "UNICODE" | "UNICODE UTF-16" => "utf-16",
        "UNICODE UTF-32" => "utf-32",
        "GB 18030-2000" => "gb18030",
        "BIG-5" => "big5",
        "KS X 1001" => "euc-kr",
        // The sets of Japanese characters, between which the text switches.
        "ISO IR14" | "ISO IR87" | "ISO IR159" => "iso-2022-jp",
        "" | "ASCII" => return None,
        other => {
            return Some(
                other.strip_prefix("8859/").map_or_else(|| other.to_owned(), |part| format!("iso-8859-{part}")),
            );
        }
    };
    Some(label.to_owned())
}

/// The patient of the message in `text`, one segment a line. `None` where there is none, or where it is about several.
pub(super) fn patient(text: &str) -> Option<StatedPatient> {
    let text = unframed(text);
    let delimiters = Delimiters::of(text)?;
    let mut patient = None;
    let mut before = "";
    for segment in text.split('\n') {
        let Some(fields) = segment.strip_prefix("PID").and_then(|rest| rest.strip_prefix(delimiters.field)) else {
            continue;
        };
        if fields == before {
            continue;
        }
        before = fields;
        let stated = identification(fields, delimiters);
        match patient {
            None => patient = Some(stated),
            Some(other) if other == stated => patient = Some(other),
            Some(_) => return None,
        }
    }
    patient.filter(|patient| *patient != StatedPatient::default())
}

/// What a PID segment says; `fields` from PID-1 on.
fn identification(fields: &str, delimiters: Delimiters) -> StatedPatient {
    let (mut identifiers, mut name, mut birth_date) = (Vec::new(), String::new(), String::new());
    for (number, field) in (1_u8..=7).zip(fields.split(delimiters.field)) {
        match number {
            3 => {
                let stated = field.split(delimiters.repetition).take(MAX_STATED_IDENTIFIERS).map(|one| {
                    let (id, authority) = (delimiters.component(one, 1), delimiters.component(one, 4));
                    StatedIdentifier { id, authority }
                });
                identifiers = stated.filter(|stated| !stated.id.is_empty()).collect();
            }
            5 => {
                // Family name, given name, further given names (XPN).
                let part = |number| delimiters.component(field, number);
                let parts = [part(2), part(3), part(1)];
                name = parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ");
            }
            7 => birth_date = delimiters.component(field, 1),
            _ => {}
        }
    }
    StatedPatient { name, birth_date, identifiers }
}

#[cfg(test)]
#[path = "hl7_tests.rs"]
mod tests;
