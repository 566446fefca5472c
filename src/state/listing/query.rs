//! What is typed into the filter, and which documents match it. Pure.
//!
//! Words are found anywhere in any field, without regard to case and accents; all of them must be found. `"two words"` is one
//! phrase, `field:value` looks into one field alone, `mr:0048` into the identifiers of one type.

use super::fold;

/// A field that a word may be looked for in, and the letter that marks it in a [`Haystack`](super::haystack::Haystack).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Patient,
    Document,
    File,
    Type,
    Visit,
    Date,
    DocumentId,
    Source,
    Finding,
    Other,
}

impl Field {
    /// The names by which people may call it, folded.
    const NAMES: [(&'static str, Self); 22] = [
        ("patient", Self::Patient),
        ("identifier", Self::Patient),
        ("id", Self::Patient),
        ("document", Self::Document),
        ("description", Self::Document),
        ("name", Self::Document),
        ("documenttype", Self::Document),
        ("file", Self::File),
        ("filename", Self::File),
        ("type", Self::Type),
        ("filetype", Self::Type),
        ("visit", Self::Visit),
        ("visitnumber", Self::Visit),
        ("date", Self::Date),
        ("servicedate", Self::Date),
        ("servicedatetime", Self::Date),
        ("creationdatetime", Self::Date),
        ("created", Self::Date),
        ("documentid", Self::DocumentId),
        ("source", Self::Source),
        ("finding", Self::Finding),
        ("findings", Self::Finding),
    ];

    fn named(folded: &str) -> Option<Self> {
        Self::NAMES.into_iter().find(|(name, _)| *name == folded).map(|(_, field)| field)
    }

    /// The mark of its parts.
    pub(super) fn mark(self) -> char {
        match self {
            Self::Patient => 'p',
            Self::Document => 'd',
            Self::File => 'f',
            Self::Type => 't',
            Self::Visit => 'v',
            Self::Date => 'w',
            Self::DocumentId => 'i',
            Self::Source => 's',
            Self::Finding => 'x',
            Self::Other => 'o',
        }
    }
}

/// One condition.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Term {
    /// Anywhere.
    Any(String),
    /// In one field.
    In(Field, String),
    /// In identifiers of one type (folded).
    Identifier(String, String),
}

/// What was typed, taken apart. All terms must match.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Query(pub Vec<Term>);

impl Query {
    /// Reads what was typed. `is_type` tells whether a folded word is a type of identifiers of the input.
    pub(super) fn read(typed: &str, is_type: impl Fn(&str) -> bool) -> Self {
        let mut terms = Vec::new();
        for word in words(typed) {
            let field = word.name.as_deref().map(fold).filter(|name| !name.is_empty());
            let value = fold(word.value.trim());
            let whole = || fold(&format!("{}:{}", word.name.as_deref().unwrap_or_default(), word.value));
            let term = match field {
                None => Term::Any(value),
                Some(name) => match Field::named(&name) {
                    Some(field) => Term::In(field, value),
                    None if is_type(&name) => Term::Identifier(name, value),
                    // No field is meant: a time, an address.
                    None => Term::Any(whole()),
                },
            };
            if !matches!(&term, Term::Any(value) | Term::In(_, value) | Term::Identifier(_, value) if value.is_empty())
            {
                terms.push(term);
            }
        }
        Self(terms)
    }
}

struct Word {
    name: Option<String>,
    value: String,
}

/// Words and phrases; a quotation mark that is not closed yet reaches to the end.
fn words(typed: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut name: Option<String> = None;
    let mut value = String::new();
    let (mut quoted, mut was_quoted) = (false, false);
    let mut finish = |name: &mut Option<String>, value: &mut String| {
        if name.is_some() || !value.is_empty() {
            words.push(Word { name: name.take(), value: std::mem::take(value) });
        }
    };
    for character in typed.chars() {
        match character {
            '"' | '\u{201C}' | '\u{201D}' | '\u{201E}' => {
                quoted = !quoted;
                was_quoted = true;
            }
            ':' if !quoted && !was_quoted && name.is_none() && !value.is_empty() => {
                name = Some(std::mem::take(&mut value))
            }
            _ if character.is_whitespace() && !quoted => {
                finish(&mut name, &mut value);
                was_quoted = false;
            }
            _ => value.push(character),
        }
    }
    finish(&mut name, &mut value);
    words
}

#[cfg(test)]
mod tests {
    use super::{Field, Query, Term};

    fn read(typed: &str) -> Vec<Term> {
        Query::read(typed, |word| word == "mr").0
    }

    #[test]
    fn words_phrases_and_fields_are_told_apart() {
        let any = |text: &str| Term::Any(text.to_owned());
        assert!(read("").is_empty() && read("  \" \"  ").is_empty());
        assert!(read("Consent form") == [any("consent"), any("form")]);
        assert!(read("\"Consent  form\" 2") == [any("consent form"), any("2")]);
        assert!(read("\u{201C}Consent form\u{201D}") == [any("consent form")]);
        assert!(read("type:PDF") == [Term::In(Field::Type, "pdf".to_owned())]);
        assert!(read("Document:\"discharge letter") == [Term::In(Field::Document, "discharge letter".to_owned())]);
        assert!(read("MR:0048") == [Term::Identifier("mr".to_owned(), "0048".to_owned())]);
    }

    #[test]
    fn a_colon_that_names_no_field_is_part_of_the_word() {
        let any = |text: &str| Term::Any(text.to_owned());
        assert!(read("14:05") == [any("14:05")]);
        assert!(read("urn:oid:1.2") == [any("urn:oid:1.2")]);
        assert!(read(":x") == [any(":x")]);
        assert!(read("\"type\":x") == [any("type:x")]);
    }

    #[test]
    fn a_field_that_is_still_being_typed_hides_nothing() {
        assert!(read("type:").is_empty() && read("mr:").is_empty());
    }
}
