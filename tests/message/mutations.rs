//! Messages with a few bytes changed at random: nothing panics, and whatever is shown of a document is its own.

use proptest::prelude::*;

use super::support::messages::{base64, entry, media_new, media_response_of, note, result, results_response};
use super::support::opened::{Opened, load_text};

/// Contents that name their document; long ones for odd numbers.
fn contents(number: u32) -> String {
    let filler = if number.is_multiple_of(2) { 1 } else { 30 };
    format!("%PDF-1.4 {}%%EOF", format!("document {number:04} ").repeat(filler))
}

fn message(documents: u32, long_names: bool) -> String {
    let entries: Vec<_> = (1..=documents)
        .map(|number| {
            let entry = entry(number, &format!("\"{}\"", base64(contents(number))));
            let name = format!("letter-{number}");
            if long_names { entry.replace(&name, &name.repeat(60)) } else { entry }
        })
        .collect();
    media_response_of(&entries)
}

/// For each document the number that its identifier, its visit, its ID and its bytes name, where they name one.
fn numbers(opened: &Opened) -> Vec<Vec<u32>> {
    let number = |text: &str, mark: &str| -> Option<u32> {
        let (_, rest) = text.split_once(mark)?;
        rest.get(..4)?.parse().ok()
    };
    let documents = opened.loaded.response.documents.iter().enumerate();
    documents
        .map(|(index, document)| {
            let text = |text: &Option<redox_media_viewer::message::Text>, mark: &str| {
                text.as_ref().and_then(|text| number(text.as_str(), mark))
            };
            let bytes = opened.bytes(index);
            let mut found = Vec::new();
            found.extend(document.identifiers.first().and_then(|identifier| text(&identifier.id, "MRN-")));
            found.extend(text(&document.visit_number, "V-"));
            found.extend(text(&document.document_id, "DOC-"));
            found.extend(number(&String::from_utf8_lossy(&bytes), "document "));
            found
        })
        .collect()
}

/// A change of one byte.
#[derive(Clone, Copy, Debug)]
enum Change {
    Drop,
    Put(u8),
    Insert(u8),
}

fn change() -> impl Strategy<Value = (prop::sample::Index, Change)> {
    let byte = prop_oneof![prop::sample::select(b"\"\\{}[],: \n\t\0etn19".to_vec()), any::<u8>(), Just(0xC3),];
    let kind = prop_oneof![Just(Change::Drop), byte.clone().prop_map(Change::Put), byte.prop_map(Change::Insert)];
    (any::<prop::sample::Index>(), kind)
}

fn changed(message: &str, changes: &[(prop::sample::Index, Change)]) -> Vec<u8> {
    let mut bytes = message.as_bytes().to_vec();
    for (index, change) in changes {
        let at = index.index(bytes.len());
        match change {
            Change::Drop => {
                bytes.remove(at);
            }
            Change::Put(byte) => bytes[at] = *byte,
            Change::Insert(byte) => bytes.insert(at, *byte),
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, max_shrink_iters: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_changed_byte_never_mixes_documents(change in change(), documents in 2u32..5, long_names: bool, lines: bool) {
        let mut message = message(documents, long_names);
        if lines {
            message = message.replace('\n', " ");
        }
        let bytes = changed(&message, &[change]);
        let at = change.0.index(message.len());
        let plain = |byte: u8| !byte.is_ascii_alphanumeric();
        let new = match change.1 {
            Change::Drop => b' ',
            Change::Put(byte) | Change::Insert(byte) => byte,
        };
        // Where no letter or digit changed, every name in a document is that of one and the same.
        let strict = plain(message.as_bytes()[at]) && plain(new);
        if let Ok(loaded) = load_text(&bytes) {
            let opened = Opened::of(loaded);
            for (index, found) in numbers(&opened).iter().enumerate() {
                let others = found.iter().filter(|number| **number != found[0] && **number <= documents).count();
                // One name may be hit itself.
                prop_assert!(others == 0 || (!strict && (others == 1 || others + 1 == found.len())), "document {index}: {found:?}");
            }
        }
    }

    #[test]
    fn many_changed_bytes_never_panic(changes in prop::collection::vec(change(), 1..12), kind in 0usize..4) {
        let text = match kind {
            0 => message(3, false),
            1 => media_new(),
            2 => note("New", "Plain Text", r#""Components": [{"Name": "Plan", "Value": "Rest."}],"#),
            _ => results_response(&[vec![result(1)], vec![result(2)]]),
        };
        if let Ok(loaded) = load_text(changed(&text, &changes)) {
            let opened = Opened::of(loaded);
            for index in 0..opened.count() {
                let _ = opened.bytes(index);
            }
            // Places are inside the text, and every finding can be told.
            let _ = opened.rows();
        }
    }
}
