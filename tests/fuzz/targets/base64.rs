//! Fuzz target of the base64 decoder: pieces of any size give what the whole gives, the report says what came out, and
//! what is clean is what the `base64` crate makes of it.

#![no_main]

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use libfuzzer_sys::fuzz_target;
use redox_media_viewer::content::base64::{Damage, Decoder, Discard, Repair, Report, decode};
use redox_media_viewer::content::classify::classify;
use redox_media_viewer::message::alphabet::Facts;

/// Bits left over in the last character are ignored by the decoder as well.
const CANONICAL: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::RequireCanonical)
        .with_decode_allow_trailing_bits(true),
);

/// The sizes of pieces: all the same, or a pattern out of the input.
fn in_pieces(raw: &[u8], mut size: impl FnMut() -> usize) -> (Vec<u8>, Report) {
    let mut decoder = Decoder::new();
    let mut bytes = Vec::new();
    let mut rest = raw;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(size().clamp(1, rest.len()));
        decoder.push(piece, &mut |decoded: &[u8]| {
            assert!(!decoded.is_empty(), "nothing was written");
            bytes.extend_from_slice(decoded);
        });
        rest = after;
    }
    let report = decoder.finish(&mut bytes);
    (bytes, report)
}

fn check_pieces(raw: &[u8], seed: u8, whole: &(Vec<u8>, Report)) {
    let sizes: &[usize] = if raw.len() < 500 { &[1, 2, 3, 4, 5, 7, 13, 64] } else { &[61, 8192] };
    for size in sizes.iter().copied().chain([usize::from(seed) + 1]) {
        assert_eq!(in_pieces(raw, || size), *whole, "pieces of {size}");
    }
    // The same numbers for the same input (a linear congruential generator).
    let mut state = u32::from(seed);
    let pattern = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as usize
    };
    assert_eq!(in_pieces(raw, pattern), *whole, "pieces of a pattern");
    let mut decoder = Decoder::new();
    decoder.push(raw, &mut Discard);
    assert_eq!(decoder.finish(&mut Discard), whole.1);
}

fn check_report(raw: &[u8], bytes: &[u8], report: &Report) {
    assert_eq!(report.bytes, bytes.len() as u64);
    assert!(report.characters <= raw.len() as u64);
    match report.damage {
        // Places count from 1; in contents that were encoded twice they count in the inner text.
        Some(Damage::Foreign { position } | Damage::Lossy { position } | Damage::Truncated { position }) => {
            let inner = report.repairs.contains(Repair::EncodedTwice);
            assert!(position >= 1 && (inner || position <= report.characters), "{report:?}");
        }
        Some(Damage::NotBase64 { .. }) => panic!("the decoder does not say so"),
        Some(Damage::CutOff) | None => {}
    }
    let strict = CANONICAL.decode(raw);
    let as_it_is = report.damage.is_none() && report.repairs.is_empty();
    match &strict {
        Ok(strict) if !report.repairs.contains(Repair::EncodedTwice) => {
            assert!(as_it_is, "nothing was wrong: {report:?}");
            assert_eq!(strict, bytes);
        }
        Ok(_) => {}
        Err(error) => assert!(!as_it_is || raw.is_empty(), "{error} was not reported"),
    }
}

/// The indexing pass tells the same without decoding. It stops at a quote, which the decoder never gets to see raw.
fn check_facts(raw: &[u8], seed: u8) {
    let mut whole = Facts::default();
    let mut escaped = false;
    let taken = whole.take(raw, &mut escaped);
    let mut cut = Facts::default();
    let (mut cut_taken, mut cut_escaped) = (0, false);
    for piece in raw.chunks(usize::from(seed) + 1) {
        let taken = cut.take(piece, &mut cut_escaped);
        cut_taken += taken;
        if taken < piece.len() {
            break;
        }
    }
    assert_eq!((cut_taken, cut_escaped), (taken, escaped));
    if !whole.needs_look || !cut.needs_look {
        assert_eq!(cut, whole);
    }
    if whole.is_clean() && !escaped {
        let (bytes, report) = decode(&raw[..taken]);
        assert_eq!(report.characters, whole.characters());
        if !report.repairs.contains(Repair::EncodedTwice) {
            assert_eq!((report.damage, bytes.len() as u64), (None, whole.bytes()), "{whole:?}");
        }
    }
}

fuzz_target!(|data: &[u8]| {
    let Some((&seed, start)) = data.split_first() else { return };
    // Blocks of the vector unit are longer than inputs should be: every eighth input is repeated, which keeps groups of
    // four together or not.
    let mut raw = start.to_vec();
    if seed % 8 == 0 && !start.is_empty() {
        raw = start.repeat(1 + 10_000 / start.len().max(200));
        raw.extend_from_slice(start.get(..usize::from(seed) / 4).unwrap_or_default());
    }
    let whole = decode(&raw);
    check_report(&raw, &whole.0, &whole.1);
    check_pieces(&raw, seed, &whole);
    check_facts(&raw, seed);
    let kind = classify(&raw, raw.len() as u64);
    let _ = (format!("{kind:?}"), kind.damage());
    let _ = classify(&raw, raw.len() as u64 + 1);
});
