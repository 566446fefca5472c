//! An order of texts that people expect: numbers by their value, letters without regard to case and accents. Pure.

use super::fold;

/// Bytes that sort as people sort: `document 2` before `document 10`, `Éva` beside `eva`.
#[must_use]
pub fn natural_key(text: &str) -> Vec<u8> {
    let folded = fold(text);
    let mut key = Vec::with_capacity(folded.len() + 8);
    let mut rest = folded.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        if !first.is_ascii_digit() {
            key.push(*first);
            rest = after;
            continue;
        }
        let end = rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
        let (digits, after) = rest.split_at(end);
        rest = after;
        let zeros = digits.iter().take_while(|byte| **byte == b'0').count();
        let digits = digits.get(zeros..).unwrap_or_default();
        // Where a digit would stand, how long the number is, then the number: a longer one is a larger one.
        key.push(b'0');
        key.extend(u32::try_from(digits.len()).unwrap_or(u32::MAX).to_be_bytes());
        key.extend(digits);
    }
    key
}

#[cfg(test)]
mod tests {
    use super::natural_key;

    #[test]
    fn texts_are_in_the_order_that_people_expect() {
        let sorted = [
            "", "-5", "2", "02 b", "3", "10", "10a", "100", "A 9", "a 10", "Éva 1", "eva 2", "MR 0048", "MR 49", "ß",
            "ST",
        ];
        for pair in sorted.windows(2) {
            assert!(natural_key(pair[0]) <= natural_key(pair[1]), "{pair:?}");
        }
        assert_eq!(natural_key("ÉVA 007"), natural_key("eva 7"));
    }

    #[test]
    fn a_number_of_any_length_is_compared() {
        let (small, large) = ("9".repeat(40), format!("1{}", "0".repeat(40)));
        assert!(natural_key(&small) < natural_key(&large));
    }
}
