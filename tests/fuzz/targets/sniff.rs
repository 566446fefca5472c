//! Fuzz target of the type of some bytes, and of what a message declares about them.

#![no_main]

use libfuzzer_sys::fuzz_target;
use redox_media_viewer::content::DetectedType;
use redox_media_viewer::content::sniff::{Agreement, declared_matches, looks_text_converted, sniff};
use redox_media_viewer::limits::SNIFF_BYTES;

fuzz_target!(|data: &[u8]| {
    let complete = sniff(data, true);
    let start = sniff(data, false);
    assert_eq!((complete.is_none(), start.is_none()), (data.is_empty(), data.is_empty()));
    if let Some(head) = data.get(..SNIFF_BYTES)
        && data.len() > SNIFF_BYTES
    {
        // What lies behind the head never counts.
        assert_eq!(start, complete);
        assert_eq!(start, sniff(head, false));
    }
    let _ = looks_text_converted(data);

    // Nobody declares more than that, and every input is compared with all types.
    let declared = String::from_utf8_lossy(data.get(..200).unwrap_or(data));
    for detected in DetectedType::ALL {
        let agreement = declared_matches(&declared, detected);
        if data.is_empty() {
            assert_eq!(agreement, Agreement::NotDeclared);
        }
    }
    // Declared by its own extension or name, a type is never called another one.
    if let Some(detected) = complete {
        for name in [detected.name(), detected.extension()] {
            assert_ne!(declared_matches(name, detected), Agreement::Mismatch, "{name}");
        }
    }
});
