//! Messages whose JSON is broken at a place: it costs the entry that it stands in, and it is named.

use super::support::messages::{
    base64, entry, file, media_new, media_response, media_response_of, result, results_new,
};
use super::support::opened::{Opened, load_text};

#[test]
fn one_bad_entry_costs_one_row() {
    let good = |number| entry(number, &file(number));
    for bad in [
        "{\"a\":,}",
        "{\"a\" \"b\"}",
        "nope",
        "{\"FileName\":\"x\",,}",
        "{'a':1}",
        "{\"FileName\": undefined}",
        "{\"Visit\": {\"VisitNumber\": 01}}",
        "{\"Visit\": {\"VisitNumber\": .5}}",
        "{\"FileName\": \"bad \\x escape\"}",
        "{\"FileName\": NaN}",
        "{\"FileName\": \"x\" /* comment */}",
        "{\"FileName\": \"x\",}",
        "{FileName: \"x\"}",
        "[1,2",
    ] {
        let message = media_response_of(&[good(1), bad.to_owned(), good(3)]);
        let opened = Opened::text(&message);
        let readable: Vec<_> = opened.loaded.response.documents.iter().map(|document| document.readable).collect();
        if bad == "[1,2" {
            // Brackets that do not match: the entries before stay.
            assert!(readable.first() == Some(&true), "{bad} {readable:?}");
        } else {
            assert_eq!(readable, [true, false, true], "{bad}");
            assert!(opened.has("message-broken"), "{bad} {:?}", opened.codes());
            let broken = opened.rows().into_iter().find(|row| row.starts_with("message-broken")).unwrap();
            let line: u64 = broken.rsplit_once(' ').unwrap().1.split(':').next().unwrap().parse().unwrap();
            let at = message[..message.find(bad).unwrap()].matches('\n').count() as u64 + 1;
            assert_eq!(line, at, "{bad}: {broken}");
        }
    }
}

#[test]
fn trailing_and_missing_commas_cost_nothing() {
    let entries = [entry(1, &file(1)), entry(2, &file(2))];
    let message = media_response_of(&entries);
    let mut wrong = Vec::new();
    for (name, odd) in [
        ("a comma behind the last entry", message.replace("}]\n}", "},]\n}")),
        ("a comma behind the last field", message.replace("]\n}", "],\n}")),
        ("a comma behind the last field of an entry", message.replacen("07:00:00.000Z\"\n", "07:00:00.000Z\",\n", 1)),
        ("two commas between entries", message.replace("}, {", "},, {")),
        ("no comma between entries", message.replace("}, {", "} {")),
        ("no comma before the list", message.replace("},\n  \"Media\"", "}\n  \"Media\"")),
        ("no comma between fields of Meta", message.replacen("\"Media\",\n", "\"Media\"\n", 1)),
    ] {
        assert_ne!(odd, message, "{name}");
        let (readable, codes) = load_text(&odd).map_or((0, vec![]), |loaded| {
            let opened = Opened::of(loaded);
            let documents = &opened.loaded.response.documents;
            (documents.iter().filter(|document| document.readable).count(), opened.codes())
        });
        // A field that is broken costs its entry, or what stands beside the documents.
        let wanted = if name.ends_with("of an entry") { 1 } else { 2 };
        if readable < wanted || !codes.iter().any(|code| code.starts_with("message-")) {
            wrong.push(format!("{name}: {readable} documents, {codes:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The DocumentIDs of what can be read, and the codes.
fn read(text: &str) -> (Vec<String>, Vec<&'static str>) {
    let Ok(loaded) = load_text(text) else { return (Vec::new(), vec!["not read"]) };
    let opened = Opened::of(loaded);
    let documents = opened.loaded.response.documents.iter().filter(|document| document.readable);
    let ids = documents.filter_map(|document| document.document_id.as_ref().map(|id| id.as_str().to_owned()));
    (ids.collect(), opened.codes())
}

#[test]
fn brackets_that_do_not_match_cost_their_entry() {
    let entries: Vec<_> = (1..=4).map(|number| entry(number, &file(number))).collect();
    let mut wrong = Vec::new();
    // Every bracket of the second entry, left out.
    for (at, bracket) in entries[1].match_indices(['{', '}', '[', ']']) {
        let mut broken = entries.clone();
        broken[1].remove(at);
        let (ids, codes) = read(&media_response_of(&broken));
        let others = ["DOC-0001", "DOC-0003", "DOC-0004"];
        let lost: Vec<_> = others.into_iter().filter(|id| !ids.iter().any(|found| found == id)).collect();
        let rows = load_text(media_response_of(&broken)).map_or(0, |loaded| loaded.response.documents.len());
        if !lost.is_empty() || rows > 4 || !codes.iter().any(|code| code.starts_with("message-")) {
            wrong.push(format!("without {bracket} at {at} of the second entry: {lost:?} are lost, {rows} rows"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_quote_that_is_missing_costs_at_most_its_entry_and_the_next() {
    let entries: Vec<_> = (1..=5).map(|number| entry(number, &file(number))).collect();
    let mut wrong = Vec::new();
    for (at, _) in entries[1].match_indices('"') {
        let mut broken = entries.clone();
        broken[1].remove(at);
        let (ids, codes) = read(&media_response_of(&broken));
        let lost: Vec<_> = ["DOC-0001", "DOC-0004", "DOC-0005"]
            .into_iter()
            .filter(|id| !ids.iter().any(|found| found == id))
            .collect();
        if !lost.is_empty() || !codes.iter().any(|code| code.starts_with("message-")) {
            wrong.push(format!("at {at} of the second entry: {lost:?} are lost, {codes:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), entries[1].matches('"').count(), wrong.join("\n"));
}

#[test]
fn what_is_broken_in_meta_costs_no_document() {
    let clean = media_response(2);
    let mut wrong = Vec::new();
    for (name, old, new) in [
        ("a word", "\"FacilityCode\": \"HTC\"", "\"FacilityCode\": nul"),
        ("a value of nothing", "\"FacilityCode\": \"HTC\"", "\"FacilityCode\":"),
        ("a comma too many", "\"HTC\"\n", "\"HTC\",\n"),
        ("a comma too few", "\"QueryResponse\",", "\"QueryResponse\""),
        ("a colon too few", "\"Test\": true", "\"Test\" true"),
        ("a word of Python", "\"Test\": true", "\"Test\": True"),
        ("a brace too few", "\"Name\": \"Hilltop Clinic\"}", "\"Name\": \"Hilltop Clinic\""),
        ("a comma between Meta and Media", "},\n  \"Media\"", "}\n  \"Media\""),
    ] {
        assert!(clean.contains(old), "{old}");
        let (ids, codes) = read(&clean.replacen(old, new, 1));
        if ids != ["DOC-0001", "DOC-0002"] || !codes.contains(&"message-broken") {
            wrong.push(format!("{name}: {ids:?}, {codes:?}"));
        }
    }
    // And behind the documents.
    for (name, tail) in
        [("a word", ", \"Paging\": nul}"), ("a name alone", ", \"Paging\"}"), ("a brace too many", "}}")]
    {
        let text = format!("{}{tail}", clean.trim_end().strip_suffix('}').unwrap());
        let (ids, codes) = read(&text);
        if ids != ["DOC-0001", "DOC-0002"] || !codes.contains(&"message-broken") {
            wrong.push(format!("behind the documents, {name}: {ids:?}, {codes:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn several_broken_entries_cost_one_row_each() {
    let entries: Vec<_> = (1..=40)
        .map(|number| {
            let entry = entry(number, &file(number));
            if number % 4 == 2 { entry.replacen("\"PDF\"", "PDF", 1) } else { entry }
        })
        .collect();
    let opened = Opened::text(media_response_of(&entries));
    let readable: Vec<_> = opened.loaded.response.documents.iter().map(|document| document.readable).collect();
    let expected: Vec<_> = (1..=40).map(|number| number % 4 != 2).collect();
    assert_eq!(readable, expected);
    assert_eq!(opened.codes().iter().filter(|code| **code == "message-broken").count(), 10);
    for index in (0..40).filter(|index| expected[*index]) {
        let bytes = format!("%PDF-1.4\n{} 0 obj\n<<>>\nendobj\n%%EOF\n", index + 1);
        assert_eq!(opened.bytes(index), bytes.as_bytes(), "document {}", index + 1);
    }
    // More than are mended one by one: those before stay.
    let many: Vec<_> = (1..=200)
        .map(|number| {
            entry(number, &format!("\"{}\"", base64("x"))).replacen(
                "\"PDF\"",
                if number > 9 { "PDF" } else { "\"PDF\"" },
                1,
            )
        })
        .collect();
    let (ids, codes) = read(&media_response_of(&many));
    assert_eq!(ids.len(), 9);
    assert!(codes.contains(&"message-broken"));
}

/// A patient who had to be guessed at could be another one.
#[test]
fn a_broken_patient_names_nobody() {
    let mut wrong = Vec::new();
    let results = results_new("New", &[result(1)]);
    for (name, clean) in [("Media New", media_new()), ("Results New", results)] {
        let start = clean.find("\"Patient\"").unwrap();
        let end = start + clean[start..].find("\"IDType\": \"MR\"").unwrap() + 20;
        let known = identifiers(&Opened::text(&clean));
        assert!(!known.is_empty());
        for at in (start..end).filter(|at| b"\"{}[]:,".contains(&clean.as_bytes()[*at])) {
            for put in ["", "\"", "{", "}", "]", ",", ":", "x"] {
                let broken = format!("{}{put}{}", &clean[..at], &clean[at + 1..]);
                let Ok(loaded) = load_text(&broken) else { continue };
                let opened = Opened::of(loaded);
                // What is valid JSON all the same says what it says.
                let is_broken = opened.codes().iter().any(|code| code.starts_with("message-broken"));
                let named = identifiers(&opened).into_iter().filter(|(_, id)| id.is_some());
                let strangers: Vec<_> = named.filter(|id| !known.contains(id)).collect();
                if is_broken && !strangers.is_empty() {
                    wrong.push(format!("{name}, {put:?} at {}: {strangers:?}", at - start));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

fn identifiers(opened: &Opened) -> Vec<(Option<String>, Option<String>)> {
    let text = |text: &Option<redox_media_viewer::message::Text>| text.as_ref().map(|text| text.as_str().to_owned());
    let documents = opened.loaded.response.documents.iter();
    documents.flat_map(|document| document.identifiers.iter()).map(|it| (text(&it.id_type), text(&it.id))).collect()
}
