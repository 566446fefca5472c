#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::super::look::Surroundings;
use super::super::model::Letters;
use super::*;

fn plain(text: &str) -> (Text, Looks) {
    let mut looks = Looks::default();
    let look = looks.place(Surroundings::BODY.look(&Letters::default()));
    let spans = vec![Span { end: text.len() as u32, ink: Ink { look, link: 0 } }];
    (Text { text: text.to_owned(), spans, ..Text::default() }, looks)
}

fn all_lines(text: &Text, looks: &Looks, width: f32) -> Vec<Line> {
    let mut shaper = Shaper::new(Fonts::alone());
    let mut out = Vec::new();
    let mut start = Some(0);
    while let Some(at) = start {
        let Lines { lines, next } = shaper.lines(text, looks, at, width);
        let heights = shaper.heights(text, looks, at, width);
        assert_eq!((heights.lines.len(), heights.next), (lines.len(), next));
        assert!(next.is_none_or(|next| next > at));
        out.extend(lines);
        start = next;
    }
    out
}

fn words(lines: &[Line]) -> String {
    let mut drawing = super::super::drawing::Drawing::default();
    for line in lines {
        line.draw(0.0, 0.0, &[], &mut drawing);
        drawing.push_unseen('\n');
    }
    let page = drawing.text();
    assert_eq!(page.text.chars().count(), page.boxes.len());
    page.text.to_string()
}

#[test]
fn lines_are_as_wide_as_they_may_be_and_hold_all_words() {
    let (text, looks) = plain(&"The quick brown fox jumps over the lazy dog. ".repeat(30));
    let lines = all_lines(&text, &looks, 300.0);
    assert!(lines.len() > 15);
    for line in &lines[..lines.len() - 1] {
        assert!(line.right() <= 300.0 && line.right() > 230.0, "{}", line.right());
    }
    assert_eq!(words(&lines).replace('\n', " ").trim(), text.text.trim());
}

#[test]
fn a_long_paragraph_is_seamless_where_its_pieces_meet() {
    let (text, looks) = plain(&"wordy words that wander on ".repeat(3_000));
    let lines = all_lines(&text, &looks, 400.0);
    for line in &lines[..lines.len() - 1] {
        assert!(line.right() > 330.0, "a short line in the middle: {}", line.right());
    }
    assert_eq!(words(&lines).replace('\n', " ").trim(), text.text.trim());
}

#[test]
fn line_ends_of_the_source_stay() {
    let (text, looks) = plain("one\n\ntwo\nthree");
    assert_eq!(words(&all_lines(&text, &looks, 400.0)), "one\n\ntwo\nthree\n");
}

#[test]
fn tabs_go_to_the_next_stop() {
    let (text, looks) = plain("a\tb\tc\nlonger word\td");
    let mut drawing = super::super::drawing::Drawing::default();
    for line in all_lines(&text, &looks, 400.0) {
        line.draw(0.0, 0.0, &[], &mut drawing);
        drawing.push_unseen('\n');
    }
    let page = drawing.text();
    let left = |letter: char| page.boxes[page.text.chars().position(|other| other == letter).unwrap()].left;
    assert!((left('b') - 36.0).abs() < 0.6, "{}", left('b'));
    assert!((left('c') - 72.0).abs() < 0.6, "{}", left('c'));
    let d = page.boxes[page.text.chars().count() - 2].left;
    assert!((d / 36.0 - (d / 36.0).round()).abs() < 0.02, "{d}");
}

#[test]
fn right_to_left_text_keeps_its_order_and_stands_at_the_right() {
    // Without a font for them the letters are boxes, which are ordered alike.
    let (text, looks) = plain("שלום abc");
    let mut drawing = super::super::drawing::Drawing::default();
    for line in all_lines(&text, &looks, 400.0) {
        line.draw(0.0, 0.0, &[], &mut drawing);
        drawing.push_unseen('\n');
    }
    let page = drawing.text();
    assert_eq!(page.text.as_str(), "שלום abc\n");
    let boxes = &page.boxes;
    assert!(boxes[0].right > 390.0 && boxes[0].left > boxes[1].left && boxes[1].left > boxes[3].left);
    assert!(boxes[5].left < boxes[6].left && boxes[7].right < boxes[3].left);
}

#[test]
fn widths_are_those_of_words_and_lines() {
    let (text, looks) = plain("a bb extraordinarily long\nshort");
    let mut shaper = Shaper::new(Fonts::alone());
    let (narrow, wide) = shaper.widths(&text, &looks);
    assert!(narrow > 60.0 && narrow < 90.0, "{narrow}");
    assert!(wide > narrow + 30.0 && wide < 200.0, "{wide}");
}

#[test]
fn hostile_text_is_shaped() {
    let hostile = [
        "x".repeat(100_000),
        "\u{200D}".repeat(10_000),
        "👨\u{200D}".repeat(3_000),
        "\u{202E}abc\u{202D}".repeat(1_000),
        "क्".repeat(2_000),
        "a\u{301}".repeat(20_000),
        "\t".repeat(2_000),
        " ".repeat(50_000),
        "\u{FFFD}\u{10FFFF}\u{E000}".repeat(100),
    ];
    for text in hostile {
        let (text, looks) = plain(&super::super::sound_text::sound(&text, false));
        for width in [0.0, 1.0, 50.0] {
            let some = Text { text: text.text.chars().take(500).collect(), ..Text::default() };
            all_lines(&some, &looks, width);
        }
        all_lines(&text, &looks, 500.0);
    }
}
