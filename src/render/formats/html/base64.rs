//! Base64 as it stands in documents: wrapped, without padding, in either alphabet.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::RequireNone)
        .with_decode_allow_trailing_bits(true),
);

/// The bytes, and whether some of the text was no base64; no bytes where hardly anything is.
pub(in super::super) fn decode(text: &str) -> (Vec<u8>, bool) {
    let mut symbols = Vec::with_capacity(text.len());
    let mut damaged = false;
    let mut padded = false;
    for byte in text.bytes() {
        match byte {
            b'=' => padded = true,
            b' ' | b'\t' | b'\r' | b'\n' | b'\x0C' => {}
            b'-' | b'_' | b'+' | b'/' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                // Nothing comes after the padding.
                damaged |= padded;
                symbols.push(match byte {
                    b'-' => b'+',
                    b'_' => b'/',
                    symbol => symbol,
                });
            }
            _ => damaged = true,
        }
    }
    if symbols.len() % 4 == 1 {
        symbols.pop();
        damaged = true;
    }
    match LENIENT.decode(&symbols) {
        Ok(bytes) => (bytes, damaged),
        Err(_) => (Vec::new(), true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_however_it_is_written() {
        let whole = (b"any carnal pleas\xFB\xFF".to_vec(), false);
        assert_eq!(decode("YW55IGNhcm5hbCBwbGVhc/v/"), whole);
        assert_eq!(decode("YW55IGNh\r\n  cm5hbCBw\tbGVhc_v_"), whole);
        assert_eq!(decode("YWI="), (b"ab".to_vec(), false));
        assert_eq!(decode("YWI"), (b"ab".to_vec(), false));
        assert_eq!(decode("YWJ="), (b"ab".to_vec(), false), "bits that are left over");
        assert_eq!(decode("YWI!"), (b"ab".to_vec(), true));
        assert!(decode("YWI=YWI=").1);
        assert_eq!(decode(""), (Vec::new(), false));
        assert_eq!(decode("Y"), (Vec::new(), true));
    }
}
