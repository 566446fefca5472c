//! Broken messages: what is complete is kept, what is broken is named, nothing panics.

use std::time::{Duration, Instant};

use redox_media_viewer::message::ReadError;

use super::support::messages::{
    self, base64, entry, file, media_new, media_response, media_response_of, note, notes_response, result, results_new,
    results_response,
};
use super::support::opened::{Opened, load_text};

/// What goes wrong first when a message is cut off at every byte.
fn cut_everywhere(message: &str) -> Result<(), String> {
    let mut before = 0;
    for end in 1..message.trim_end().len() {
        let (count, codes) = match load_text(&message.as_bytes()[..end]) {
            Ok(loaded) => {
                let opened = Opened::of(loaded);
                (opened.count(), opened.codes())
            }
            Err(ReadError::Empty | ReadError::NotJson { .. }) => (0, vec!["message-cut-off"]),
            Err(error) => return Err(format!("cut at {end}: {error}")),
        };
        // Between two lines nothing is cut off.
        let whole = serde_json::from_str::<serde_json::Value>(&message[..end]).is_ok();
        if !whole && !codes.contains(&"message-cut-off") {
            return Err(format!("cut at {end}: nothing is said: {codes:?}"));
        }
        if count < before {
            return Err(format!("cut at {end}: {count} documents, and {before} one byte earlier"));
        }
        before = count;
    }
    if before > Opened::text(message).count() { Err("more documents than in the whole".to_owned()) } else { Ok(()) }
}

#[test]
fn cut_at_every_byte_nothing_panics_and_documents_only_grow() {
    let mut inputs = messages::all();
    inputs.push(("Media Delete", messages::media_delete()));
    inputs.push(("Media Query", messages::media_query()));
    let two = [media_response(1), media_new()].map(|text| text.replace('\n', " "));
    inputs.push(("lines", two.join("\n")));
    inputs.push(("array", format!("[{}]", two.join(", "))));
    inputs.push(("wrapped", format!("{{\"body\": {}}}", media_response(2))));
    inputs.push(("long", media_response_of(&[entry(1, &format!("\"{}\"", "QUJD".repeat(150))), entry(2, &file(2))])));
    let wrong: Vec<_> = inputs
        .iter()
        .filter_map(|(name, message)| cut_everywhere(message).err().map(|error| format!("{name} {error}")))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_complete_entry_is_there_as_soon_as_it_is_complete() {
    let message = media_response(3);
    for number in 1..=3 {
        let entry = entry(number, &file(number));
        let end = message.find(&entry).unwrap() + entry.len();
        assert_eq!(Opened::text(&message[..end]).count(), number as usize, "behind entry {number}");
        assert_eq!(Opened::text(&message[..end - 1]).count(), number as usize - 1, "before the end of entry {number}");
    }
    let orders = results_response(&[vec![result(1)], vec![result(2)]]);
    let second = orders.match_indices("\"ID\": \"ORD-1\"").nth(1).unwrap().0;
    assert_eq!(Opened::text(&orders[..second]).count(), 1);
}

#[test]
fn complete_results_of_an_order_that_is_cut_off_are_there() {
    let message = results_new("New", &[result(1), result(2)]);
    let end = message.find("Report 2").unwrap();
    let opened = Opened::text(&message[..end]);
    assert_eq!((opened.count(), opened.codes()), (1, vec!["message-cut-off"]));
    assert_eq!(opened.loaded.response.documents[0].identifiers.len(), 1);
}

#[test]
fn a_document_that_is_cut_off_is_never_called_a_confirmation() {
    // `Patient` stands behind `Media` in messages of some senders.
    let message = media_new();
    let start = message.find("\"Media\": {").unwrap();
    let patient = message.find("\"Patient\"").unwrap();
    let reordered = format!("{}{}", &message[..patient], &message[start..]);
    for end in
        [reordered.find("FileContents").unwrap(), reordered.len() - 40, reordered.find("\"Media\": {").unwrap() + 3]
    {
        let opened = Opened::text(&reordered[..end]);
        assert!(opened.has("message-cut-off"), "{:?}", opened.codes());
        assert!(!opened.has("acknowledgement") && !opened.has("no-documents"), "cut at {end}: {:?}", opened.codes());
    }
}

/// One message a line; the second is bad.
#[test]
fn one_bad_line_costs_one_message() {
    let line = |text: String| text.replace('\n', " ").trim().to_owned();
    let good = line(media_response(1));
    // Objects whose keys are sorted, as many writers do, begin with `Media`.
    let sorted = {
        let start = good.find("\"Media\":").unwrap();
        let meta = good[1..start].trim().trim_end_matches(',').to_owned();
        let media = good[start..good.len() - 1].trim().to_owned();
        format!("{{{media}, {meta}}}")
    };
    assert_eq!(Opened::text(&sorted).rows(), [""; 0]);
    let note = line(note("New", "Plain Text", "\"FileContents\": \"Rest.\","));
    let mut wrong = Vec::new();
    for (name, good) in [("Meta first", &good), ("Media first", &sorted), ("a note", &note)] {
        let contents = good.find("FileContents").unwrap();
        for (kind, bad) in [
            ("words", "ERROR could not fetch".to_owned()),
            ("cut off behind a value", good[..good.find("\"FileName\"").unwrap()].to_owned()),
            ("cut off inside a string", good[..contents + 18].to_owned()),
            ("cut off inside a key", good[..contents + 3].to_owned()),
            ("a broken value", good.replacen("true", "tru", 1)),
            ("a missing brace", good[..good.len() - 1].to_owned()),
            ("a brace too many", format!("{good}}}")),
            ("a missing quote", good.replacen("\"FileName\"", "FileName\"", 1)),
        ] {
            let text = [good.as_str(), &bad, good, good].join("\n");
            let (count, codes) = load_text(&text).map_or((0, vec![]), |loaded| {
                let opened = Opened::of(loaded);
                (opened.loaded.response.messages.len(), opened.codes())
            });
            if !(3..=4).contains(&count) || !codes.iter().any(|code| code.starts_with("message-")) {
                wrong.push(format!("{name}, {kind}: {count} messages, {codes:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_value_that_is_no_message_among_messages_is_said() {
    let good = media_response(1);
    let mut silent = Vec::new();
    for (name, text) in [
        ("a line", format!("{good}\n{{\"status\": 500}}\n{good}")),
        ("an element", format!("[{good}, {{\"status\": 500}}, {good}]")),
        ("a number", format!("[{good}, 7, {good}]")),
    ] {
        let opened = Opened::text(text);
        assert_eq!(opened.loaded.response.messages.len(), 2, "{name}");
        if opened.codes().iter().all(|code| *code == "duplicate-document-id") {
            silent.push(name);
        }
    }
    assert!(silent.is_empty(), "nothing is said of {silent:?}");
}

#[test]
fn raw_control_characters_are_read_and_said() {
    for (raw, shown, column) in [
        ("\n", "Letter\n1", 35),
        ("\r\n", "Letter\r\n1", 35),
        ("\t", "Letter\t1", 35),
        ("\u{0}", "Letter\u{0}1", 35),
        ("\\\n", "Letter\n1", 36),
    ] {
        let message = media_response(1).replacen("Letter 1", &format!("Letter{raw}1"), 1);
        let opened = Opened::text(message);
        assert_eq!(opened.codes(), ["control-characters"], "{raw:?}");
        assert_eq!(opened.loaded.response.documents[0].label(), shown, "{raw:?}");
        assert_eq!(opened.rows(), [format!("control-characters  20:{column}")], "{raw:?}");
    }
    // In base64 they are no more than line breaks.
    let encoded = base64(messages::PDF);
    let broken: Vec<_> = encoded.as_bytes().chunks(16).map(|part| std::str::from_utf8(part).unwrap()).collect();
    let message = media_response_of(&[entry(1, &format!("\"{}\"", broken.join("\n")))]);
    let opened = Opened::text(message);
    assert_eq!(opened.bytes(0), messages::PDF);
    assert_eq!(opened.codes(), ["contents-repaired", "control-characters"]);
}

#[test]
fn bytes_that_are_not_utf8_are_shown_as_lost() {
    let message = media_response(1).replacen("Letter 1", "Caf~ ~", 1);
    let latin1: Vec<u8> = message.bytes().map(|byte| if byte == b'~' { 0xE9 } else { byte }).collect();
    let opened = Opened::text(latin1);
    assert_eq!(opened.rows(), ["not-utf8  20:32"]);
    assert_eq!(opened.loaded.response.documents[0].label(), "Caf\u{fffd} \u{fffd}");
}

#[test]
fn the_first_of_two_equal_keys_counts() {
    let message = media_response(1)
        .replacen("\"FileName\": \"letter-1\"", "\"FileName\": \"first\", \"FileName\": \"second\"", 1)
        .replacen("\"IDType\": \"MR\"", "\"IDType\": \"MR\", \"ID\": \"other\"", 1);
    let opened = Opened::text(message);
    let document = &opened.loaded.response.documents[0];
    assert_eq!(document.file_name.as_ref().unwrap().as_str(), "first");
    assert_eq!(document.identifiers[0].id.as_ref().unwrap().as_str(), "MRN-0001");
    assert_eq!(opened.places(), ["duplicate-key /Media/0/FileName", "duplicate-key /Media/0/Patient/Identifiers/0/ID"]);
}

#[test]
fn deep_json_is_bounded() {
    let deep = |open: &str, close: &str, levels: usize| format!("{}1{}", open.repeat(levels), close.repeat(levels));
    let nests = [deep("[", "]", 100_000), deep("{\"a\":", "}", 50_000), "[".repeat(100_000), "{\"a\":".repeat(50_000)];
    let started = Instant::now();
    for nest in &nests {
        assert!(load_text(nest).is_err());
        let _ = load_text(format!("{{\"body\": {nest}}}"));
        let opened =
            load_text(format!("{{{}, \"Deep\": {nest}, \"Media\": []}}", messages::meta("Media", "QueryResponse")));
        assert!(opened.is_ok());
        let _ = load_text(media_response(1).replacen("\"PDF\"", nest, 1));
        let _ = load_text(notes_response(&[("Plain Text", nest.clone())]));
        let _ = load_text(format!("A text with {nest} in it and \"Meta\": {{}}"));
    }
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
    let inside = media_response(1).replacen("\"PDF\"", &nests[0], 1);
    let opened = Opened::text(inside);
    assert_eq!(opened.places(), ["wrong-shape /Media/0/FileType"]);
}
