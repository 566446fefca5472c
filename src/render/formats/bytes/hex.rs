//! Bytes as numbers. Part of `bytes`.

use std::fmt::Write;

use super::grouped;

/// Bytes of one line.
const LINE_BYTES: usize = 16;

/// The first `shown` bytes, 16 a line: where they stand, their numbers, and their letters where they are printable ASCII.
pub(super) fn dump(bytes: &[u8], shown: usize) -> String {
    let mut text = String::new();
    for (line, chunk) in bytes.get(..shown).unwrap_or(bytes).chunks(LINE_BYTES).enumerate() {
        // Writing to a `String` cannot fail.
        let _ = write!(text, "{:08x} ", line.saturating_mul(LINE_BYTES));
        for at in 0..LINE_BYTES {
            text.push_str(if at % 8 == 0 { "  " } else { " " });
            let _ = match chunk.get(at) {
                Some(byte) => write!(text, "{byte:02x}"),
                None => write!(text, "  "),
            };
        }
        text.push_str("  ");
        text.extend(chunk.iter().map(|byte| if matches!(byte, b' '..=b'~') { char::from(*byte) } else { '.' }));
        text.push('\n');
    }
    match bytes.len().saturating_sub(shown) {
        0 => {}
        1 => text.push_str("… 1 more byte\n"),
        more => {
            let _ = writeln!(text, "… {} more bytes", grouped(more as u64));
        }
    }
    text.truncate(text.trim_end_matches('\n').len());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_have_places_numbers_and_letters() {
        let bytes: Vec<u8> = (0..=255).collect();
        assert_eq!(
            dump(b"Hello,\r\n\xC3\xA4~\x7F 0123", 99),
            "00000000   48 65 6c 6c 6f 2c 0d 0a  c3 a4 7e 7f 20 30 31 32  Hello,....~. 012\n\
             00000010   33                                                3"
        );
        let all = dump(&bytes, 256);
        assert_eq!(all.lines().count(), 16);
        assert!(all.lines().all(|line| line.chars().count() == 77) && all.is_ascii());
        assert_eq!(dump(b"", 16), "");
    }

    #[test]
    fn what_is_not_shown_is_counted() {
        assert!(dump(&[0; 17], 16).ends_with("  ................\n… 1 more byte"));
        assert!(dump(&[0; 5_016], 16).ends_with("\n… 5,000 more bytes"));
        assert!(!dump(&[0; 16], 16).contains('…'));
    }
}
