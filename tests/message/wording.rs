//! The words of every code, as they were agreed on: `wording.txt`. `UPDATE_WORDING=1` writes it anew.

use std::path::Path;

use redox_media_viewer::content::base64::{Damage, Repair};
use redox_media_viewer::finding::Code;
use redox_media_viewer::message::container::ContainerError;
use redox_media_viewer::message::{ReadError, SourceError};

/// Words that a reader without a technical background does not know, or that scold. Parts of words count.
const JARGON: [&str; 27] = [
    "parse",
    "parsing",
    "schema",
    "deserial",
    "serializ",
    "null pointer",
    "invalid",
    "illegal",
    "fatal",
    "unexpected",
    "token",
    "syntax",
    "exception",
    "byte offset",
    "payload",
    "malformed",
    "boolean",
    "string",
    "integer",
    "array",
    "abort",
    "failed",
    "failure",
    "oops",
    "please",
    "sorry",
    "unable to",
];

/// How the file writes the words of all codes: a line for each.
fn wording() -> String {
    let mut text = String::new();
    for code in Code::ALL {
        text.push_str(&format!(
            "{} | {} | {} | {}\n",
            code.name(),
            code.severity().name(),
            code.sentence(),
            code.meaning()
        ));
    }
    text
}

#[test]
fn words_are_those_that_were_agreed_on() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/message/wording.txt");
    let now = wording();
    if std::env::var_os("UPDATE_WORDING").is_some_and(|value| value == "1") {
        std::fs::write(&path, &now).unwrap();
    }
    let agreed = std::fs::read_to_string(&path).unwrap_or_default();
    for (now, agreed) in now.lines().zip(agreed.lines()) {
        assert_eq!(now, agreed, "UPDATE_WORDING=1 accepts the new words");
    }
    assert_eq!(now.lines().count(), agreed.lines().count(), "UPDATE_WORDING=1 accepts the new codes");
}

#[test]
fn words_are_plain() {
    let mut wrong = Vec::new();
    for code in Code::ALL {
        for (what, text) in [("sentence", code.sentence()), ("meaning", code.meaning())] {
            let lower = text.to_lowercase();
            wrong.extend(
                JARGON
                    .iter()
                    .filter(|word| lower.contains(*word))
                    .map(|word| format!("{} {what} says {word:?}", code.name())),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sentences_are_whole() {
    for code in Code::ALL {
        for text in [code.sentence(), code.meaning()] {
            assert!(text.ends_with('.') && !text.ends_with(".."), "{}: {text}", code.name());
            assert!(
                text.starts_with(char::is_uppercase) || text.starts_with("FileContents"),
                "{}: {text}",
                code.name()
            );
            assert!(!text.contains("  ") && !text.contains('!') && text.trim() == text, "{}: {text}", code.name());
            assert!(text.chars().count() <= 200, "{}: {text}", code.name());
        }
        assert_ne!(code.sentence(), code.meaning());
    }
}

#[test]
fn no_two_codes_say_the_same() {
    let mut sentences: Vec<_> = Code::ALL.iter().map(|code| code.sentence()).collect();
    sentences.sort_unstable();
    sentences.dedup();
    assert_eq!(sentences.len(), Code::ALL.len());
}

/// What is said where nothing, or not all, can be read.
fn other_sentences() -> Vec<String> {
    let read = [
        ReadError::Cancelled,
        ReadError::Empty,
        ReadError::NotJson { line: 3, column: 4 },
        ReadError::NotRedox,
        ReadError::TooMuch,
        ReadError::EmptyFolder,
        ReadError::Nothing { count: 2, first: Box::new(ReadError::Empty) },
    ];
    let source = [
        SourceError::NotFound,
        SourceError::NoPermission,
        SourceError::Folder,
        SourceError::TooLarge,
        SourceError::Changed,
    ];
    let container = [
        ContainerError::TooLarge,
        ContainerError::Ratio,
        ContainerError::NotGzip,
        ContainerError::Broken,
        ContainerError::Encrypted,
        ContainerError::UnknownMethod,
        ContainerError::NothingInside,
        ContainerError::TooMany,
        ContainerError::Memory,
        ContainerError::Cancelled,
    ];
    let damage = [
        Damage::Foreign { position: 5 },
        Damage::CutOff,
        Damage::Lossy { position: 5 },
        Damage::Truncated { position: 5 },
        Damage::NotBase64 { position: 5 },
    ];
    let mut all: Vec<String> = read.iter().map(ToString::to_string).collect();
    all.extend(source.iter().map(ToString::to_string));
    all.extend(container.iter().map(ToString::to_string));
    all.extend(damage.iter().map(ToString::to_string));
    all.extend(Repair::ALL.iter().map(|repair| repair.sentence().to_owned()));
    all
}

#[test]
fn refusals_damages_and_repairs_are_told_as_plainly() {
    for text in other_sentences() {
        let lower = text.to_lowercase();
        let jargon: Vec<_> = JARGON.iter().filter(|word| lower.contains(*word)).collect();
        assert!(jargon.is_empty(), "{text}: {jargon:?}");
        assert!(text.ends_with('.') && text.starts_with(char::is_uppercase) && !text.contains("  "), "{text}");
    }
}
