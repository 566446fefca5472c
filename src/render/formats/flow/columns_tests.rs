#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;
use proptest::prelude::*;

fn rows(text: &str, columns: usize) -> Vec<String> {
    let mut out = Vec::new();
    let mut start = Some(RowStart::default());
    while let Some(at) = start {
        let row = row_end(text, at, columns);
        out.push(format!("{}{}", " ".repeat(at.hang.into()), &text[at.at as usize..row.end]));
        start = row.next;
    }
    out
}

#[test]
fn lines_wrap_at_words_and_keep_their_indent() {
    assert_eq!(rows("one\ntwo\n", 10), ["one", "two"]);
    assert_eq!(rows("", 10), [""]);
    assert_eq!(rows("a\n\nb", 10), ["a", "", "b"]);
    assert_eq!(rows("0123456789abc", 10), ["0123456789", "  abc"]);
    assert_eq!(rows("eight or nine words", 10), ["eight or ", "  nine ", "  words"]);
    assert_eq!(rows("  in here is more", 12), ["  in here is ", "    more"]);
    assert_eq!(rows("0123456789 next", 10), ["0123456789 ", "  next"]);
    assert_eq!(rows("PID|1|abc^def", 10), ["PID|1|abc^", "  def"]);
}

#[test]
fn wide_characters_take_two_columns_and_marks_none() {
    assert_eq!(rows("漢字漢字漢字", 5), ["漢字", "  漢", "  字", "  漢", "  字"]);
    assert_eq!(rows("e\u{301}e\u{301}e\u{301}", 3), ["e\u{301}e\u{301}e\u{301}"]);
    assert_eq!((width('a'), width('ü'), width('漢'), width('ｱ'), width('Ａ'), width('\u{301}')), (1, 1, 2, 1, 2, 0));
}

#[test]
fn tabs_go_to_columns_of_eight() {
    assert_eq!((after(0, '\t'), after(7, '\t'), after(8, '\t')), (8, 8, 16));
    assert_eq!(rows("a\tb", 8), ["a\t", "  b"]);
}

#[test]
fn a_form_feed_ends_a_page() {
    let end = row_end("ab\u{C}cd", RowStart::default(), 10);
    assert!(end.ends_page && end.end == 2 && end.next.unwrap().at == 3);
}

#[test]
fn floods_of_marks_end_a_row() {
    let text = "\u{301}".repeat(100_000);
    assert!(rows(&text, 10).len() > 100);
}

#[test]
fn directions() {
    assert!(is_right_to_left("123 שלום abc"));
    assert!(!is_right_to_left("abc שלום"));
    assert!(is_right_to_left("«مرحبا»"));
    assert!(!is_right_to_left("123"));
    assert!(WIDE.windows(2).all(|pair| pair[0].0 <= pair[0].1 && pair[0].1 < pair[1].0));
}

proptest! {
    #[test]
    fn rows_hold_the_whole_text_in_order(text in "[ab \t\n漢é\u{301}\u{C}|]{0,80}", columns in 1_usize..20) {
        let mut rest = 0;
        let mut start = Some(RowStart::default());
        while let Some(at) = start {
            // Only a line end may lie between rows.
            let between = &text[rest..at.at as usize];
            prop_assert!(between.is_empty() || ["\n", "\x0C"].contains(&between));
            let row = row_end(&text, at, columns);
            prop_assert!(row.end >= at.at as usize);
            prop_assert!(row.next.is_none_or(|next| next.at > at.at));
            rest = row.end;
            start = row.next;
        }
        prop_assert!(text[rest..].chars().all(|letter| matches!(letter, '\n' | '\x0C')));
    }
}
