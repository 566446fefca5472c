//! What looking at contents says, against what decoding them gives.

use std::ops::ControlFlow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use redox_media_viewer::content::base64::{Damage, Repair};
use redox_media_viewer::content::{ContentState, DetectedType, Inspection, decoded, inspect};
use redox_media_viewer::message::{Given, load};
use zeroize::Zeroizing;

/// What looking at the only document's contents says, and the bytes that decode.
fn looked_at(contents: &str) -> (Inspection, Vec<u8>) {
    let text = format!(r#"{{"Meta":{{"DataModel":"Media"}},"Media":[{{"FileContents":"{contents}"}}]}}"#);
    let given = Given::Text(Zeroizing::new(text.into_bytes()));
    let loaded = load(&given, &mut |_| ControlFlow::Continue(())).unwrap();
    let document = &loaded.response.documents[0];
    let inspection = inspect(&loaded.input, document).unwrap();
    (inspection, decoded(&loaded.input, document).unwrap().bytes.to_vec())
}

/// Found by fuzzing: the size was that of the address, its repair went unsaid, and the PDF seemed to lack its end.
#[test]
fn long_contents_that_were_encoded_twice_are_looked_at_through_both() {
    // Short, a long string, and more than the type is told from.
    for length in [10, 500, 100_000] {
        let pdf = format!("%PDF-1.7\n{}\n%%EOF\n", "x".repeat(length));
        let contents = STANDARD.encode(format!("data:application/pdf;base64,{}", STANDARD.encode(&pdf)));
        let (inspection, bytes) = looked_at(&contents);
        assert_eq!(bytes, pdf.as_bytes(), "{length}");
        assert_eq!(inspection.state, ContentState::Embedded);
        assert_eq!(inspection.size, Some(pdf.len() as u64), "{length}");
        assert_eq!(inspection.detected, Some(DetectedType::Pdf));
        assert!(inspection.repairs.contains(Repair::EncodedTwice), "{length}");
        assert!(!inspection.end_missing, "{length}");
    }
}

/// Long sentences that hold nothing but letters and spaces counted as base64, unless a character was left over.
#[test]
fn long_sentences_are_no_base64_whatever_their_length() {
    for ending in ["", "a", "an", "now"] {
        for count in [3, 10, 1_000] {
            let contents = format!("{}{ending}", "the patient was seen today and is well ".repeat(count));
            let (inspection, _) = looked_at(&contents);
            assert_eq!(inspection.damage, Some(Damage::NotBase64 { position: 4 }), "{count} {ending}");
            assert_eq!((inspection.state, inspection.size), (ContentState::Damaged, Some(0)));
        }
    }
}
