#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "hostile_tests.rs"]
mod hostile;

use super::super::specimen_tests::{cell, item, plain, run};
use super::super::{Align, Block, Letters, Paragraph, Picture, Row, Table};
use super::*;
use crate::render::formats::{LinkTarget, PageBox};

pub(super) fn open(blocks: Vec<Block>) -> FlowPages {
    FlowPages::with_fonts(Flow { blocks, ..Flow::default() }, Notices::default(), Fonts::alone()).unwrap()
}

pub(super) fn open_lines(text: &str) -> FlowPages {
    FlowPages::lines_with_fonts(text.to_owned(), Vec::new(), Notices::default(), Fonts::alone())
}

fn part(pages: &mut FlowPages, page: u32, scaled: PixelSize, part: PixelRect, rotation: Rotation) -> Vec<u8> {
    let mut out = vec![7; (part.width * part.height * 4) as usize];
    pages.render(page, scaled, part, rotation, &mut out).unwrap();
    out
}

pub(super) fn whole(pages: &mut FlowPages, page: u32, scaled: PixelSize, rotation: Rotation) -> Vec<u8> {
    let all = PixelRect { x: 0, y: 0, width: scaled.width, height: scaled.height };
    part(pages, page, scaled, all, rotation)
}

fn text(pages: &mut FlowPages) -> String {
    (0..pages.page_count()).map(|page| check_text(pages, page)).collect()
}

/// The text of a page, whose boxes are looked at.
pub(super) fn check_text(pages: &mut FlowPages, page: u32) -> String {
    let read = pages.page_text(page).unwrap().unwrap();
    assert_eq!(read.text.chars().count(), read.boxes.len());
    for place in &read.boxes {
        let PageBox { left, top, right, bottom } = *place;
        assert!(0.0 <= left && left <= right && right <= PAGE_WIDTH, "{place:?}");
        assert!(0.0 <= top && top <= bottom && bottom <= PAGE_HEIGHT, "{place:?}");
    }
    let sound = read.clone().bounded(pages.page_count());
    assert!(sound.text == read.text && sound.boxes == read.boxes);
    read.text.to_string()
}

fn letters(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

fn sample() -> Vec<Block> {
    let words = "Some words of running text, as they stand in a report. ";
    let row = |n: usize| Row { cells: vec![cell(&format!("row {n}")), cell(words), cell("x")], head: n == 0 };
    vec![
        Block::Heading(1, Paragraph::plain("A heading")),
        plain(&words.repeat(12)),
        Block::Heading(2, Paragraph::plain("Another\nheading")),
        Block::List(vec![item("1.", vec![plain(words)]), item("2.", vec![Block::Preformatted("a  b\n\tc".into())])]),
        Block::Paragraph(Paragraph { align: Align::Both, ..Paragraph::plain(words.repeat(5)) }),
        Block::Table(Table { rows: (0..3).map(row).collect(), ..Table::default() }),
        Block::Fields(vec![("Name".into(), Paragraph::plain("Value"))]),
        Block::PageBreak,
        Block::Paragraph(Paragraph {
            runs: vec![
                run("See ", Letters::default()),
                run("there", Letters { link: Some("https://example.org".into()), ..Letters::default() }),
            ],
            ..Paragraph::default()
        }),
    ]
}

#[test]
fn all_words_are_on_the_pages_in_order() {
    let mut pages = open(sample());
    let words = "Somewordsofrunningtext,astheystandinareport.";
    let expected = format!(
        "Aheading{}Anotherheading1.{words}2.abc{}row0{words}xrow1{words}xrow2{words}xNameValueSeethere",
        words.repeat(12),
        words.repeat(5)
    );
    assert_eq!(letters(&text(&mut pages)), expected);
    assert_eq!(pages.page_count(), 2);
    assert!(text(&mut pages).contains("\tSome words of running text"));
    assert!(text(&mut pages).contains("\tx\nrow 1\t"));
}

#[test]
fn the_outline_leads_to_the_headings_and_links_lie_on_their_words() {
    let mut pages = open(sample());
    let outline = pages.facts().outline;
    let entries: Vec<_> = outline.iter().map(|entry| (entry.level, entry.title.as_str(), entry.page)).collect();
    assert_eq!(entries, [(0, "A heading", Some(0)), (1, "Another heading", Some(0))]);
    assert!(outline[0].top.unwrap() < outline[1].top.unwrap());
    let read = pages.page_text(1).unwrap().unwrap();
    assert_eq!(read.links.len(), 1);
    assert!(read.links[0].target == LinkTarget::Address("https://example.org".into()));
    let there = read.text.chars().count() - 6;
    let (first, last) = (read.boxes[there], read.boxes[there + 4]);
    assert!(
        (read.links[0].place.left - first.left).abs() < 0.1 && (read.links[0].place.right - last.right).abs() < 0.1
    );
}

#[test]
fn ink_lies_inside_the_boxes_of_characters() {
    for mut pages in [open(sample()), open_lines("first line\n\tdeep äöü line\nMSH|^~\\&|x")] {
        let scaled = PixelSize { width: 1_224, height: 1_584 };
        let pixels = whole(&mut pages, 0, scaled, Rotation::None);
        let read = pages.page_text(0).unwrap().unwrap();
        let dark = |place: &PageBox| {
            let mut darkest = 255;
            for y in (place.top * 2.0) as usize..(place.bottom * 2.0) as usize {
                for x in (place.left * 2.0) as usize..(place.right * 2.0).ceil() as usize {
                    darkest = darkest.min(pixels[(y * 1_224 + x) * 4]);
                }
            }
            darkest
        };
        for (letter, place) in read.text.chars().zip(&read.boxes).filter(|(letter, _)| letter.is_alphanumeric()) {
            assert!(dark(place) < 160, "no ink for {letter} at {place:?}");
        }
        // No ink outside of all boxes but lines.
        let inside = |x: f32, y: f32| {
            read.boxes
                .iter()
                .any(|place| place.left - 1.0 <= x && x <= place.right + 1.0 && place.top <= y && y <= place.bottom)
        };
        for (at, pixel) in pixels.chunks(4).enumerate().filter(|(_, pixel)| pixel[0] < 90) {
            let (x, y) = ((at % 1_224) as f32 / 2.0, (at / 1_224) as f32 / 2.0);
            assert!(inside(x, y), "ink at {x}, {y}: {pixel:?}");
        }
    }
}

#[test]
fn parts_fit_together_without_a_seam() {
    let mut bytes = Vec::new();
    let pixels = image::GrayImage::from_fn(97, 31, |x, y| image::Luma([(x * 2 + y * 5) as u8]));
    pixels.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();
    let mut blocks = vec![Block::Picture(Picture { bytes, size: Some((301.5, 77.7)), words: String::new() })];
    blocks.extend(sample());
    let mut pages = open(blocks);
    for rotation in [Rotation::None, Rotation::Quarter, Rotation::Half, Rotation::ThreeQuarter] {
        let scaled = PixelSize { width: 701, height: 903 };
        let all = whole(&mut pages, 0, scaled, rotation);
        let mut worst = 0;
        for (x, y, width, height) in
            [(0, 0, 350, 450), (350, 0, 351, 450), (0, 450, 350, 453), (350, 450, 351, 453), (123, 77, 64, 64)]
        {
            let tile = part(&mut pages, 0, scaled, PixelRect { x, y, width, height }, rotation);
            for (row, line) in tile.chunks((width * 4) as usize).enumerate() {
                let start = ((y as usize + row) * 701 + x as usize) * 4;
                for (one, other) in line.iter().zip(&all[start..]) {
                    worst = worst.max(one.abs_diff(*other));
                }
            }
        }
        assert!(worst <= 3, "{rotation:?}: parts differ from the whole by {worst}");
    }
}

#[test]
fn parts_fit_together_where_letters_are_as_large_as_the_screen() {
    let mut pages = open(sample());
    let scaled = PixelSize { width: 200_000, height: 258_823 };
    let (x, y) = (18_000, 20_500);
    let one = part(&mut pages, 0, scaled, PixelRect { x, y, width: 900, height: 900 }, Rotation::None);
    let other =
        part(&mut pages, 0, scaled, PixelRect { x: x + 300, y: y + 300, width: 600, height: 600 }, Rotation::None);
    let mut worst = 0;
    for row in 0..600 {
        for column in 0..600 {
            worst = worst.max(one[((row + 300) * 900 + column + 300) * 4].abs_diff(other[(row * 600 + column) * 4]));
        }
    }
    assert!(one.chunks(4).any(|pixel| pixel[0] < 60) && one.chunks(4).any(|pixel| pixel[0] == 255));
    assert!(worst <= 8, "{worst}");
}

#[test]
fn a_turned_page_is_the_page_turned() {
    let mut pages = open(sample());
    let upright = whole(&mut pages, 0, PixelSize { width: 612, height: 792 }, Rotation::None);
    let turned = whole(&mut pages, 0, PixelSize { width: 792, height: 612 }, Rotation::Quarter);
    let mut sum = 0_u64;
    for y in 0..792 {
        for x in 0..612 {
            let (one, other) = (upright[(y * 612 + x) * 4], turned[(x * 792 + 791 - y) * 4]);
            sum += u64::from(one.abs_diff(other));
        }
    }
    assert!(sum / (612 * 792) < 3, "{sum}");
}

#[test]
fn requests_past_the_page_or_the_limits_are_refused() {
    let mut pages = open(vec![plain("a")]);
    let scaled = PixelSize { width: 10, height: 10 };
    let all = PixelRect { x: 0, y: 0, width: 10, height: 10 };
    assert_eq!(pages.render(1, scaled, all, Rotation::None, &mut [0; 400]), Err(PageError::NoSuchPage));
    assert_eq!(pages.render(0, scaled, all, Rotation::None, &mut [0; 399]), Err(PageError::TooLarge));
    assert_eq!(pages.page_size(1), Err(PageError::NoSuchPage));
    assert_eq!(pages.page_text(1).err(), Some(PageError::NoSuchPage));
    assert_eq!(pages.page_size(0), Ok(PageSize { width: 612.0, height: 792.0 }));
}

#[test]
fn an_empty_document_is_an_empty_page() {
    for mut pages in [open(Vec::new()), open_lines(""), open(vec![Block::PageBreak]), open(vec![plain("")])] {
        assert_eq!(pages.page_count(), 1);
        assert_eq!(letters(&text(&mut pages)), "");
    }
}

#[test]
fn headings_stay_with_what_follows_and_no_line_is_alone() {
    for lines in 1..120 {
        let filler = Block::Paragraph(Paragraph { space_after: Some(0.0), ..Paragraph::plain("x\n".repeat(lines)) });
        let mut pages =
            open(vec![filler, Block::Heading(2, Paragraph::plain("Title")), plain("one\ntwo\nthree\nfour")]);
        for page in 0..pages.page_count() {
            let words = check_text(&mut pages, page);
            assert!(!words.ends_with("Title\n"), "{lines}");
            assert!(!words.ends_with("one\n") && !words.starts_with("four"), "{lines}");
        }
    }
}

#[test]
fn heads_of_tables_are_on_every_page_and_high_rows_go_on() {
    let row = |text: &str, head| Row { cells: vec![cell(text), cell("b")], head };
    let mut rows = vec![row("The head", true)];
    rows.extend((0..200).map(|n| row(&format!("row {n}."), false)));
    rows.push(row(&"long ".repeat(6_000), false));
    let mut pages = open(vec![Block::Table(Table { rows, column_widths: vec![300.0, 100.0], ..Table::default() })]);
    let all = text(&mut pages);
    for page in 0..pages.page_count() {
        assert!(check_text(&mut pages, page).starts_with("The head\tb\n"), "{page}");
    }
    assert!((0..200).all(|n| all.matches(&format!("row {n}.")).count() == 1));
    assert_eq!(all.matches("long").count(), 6_000);
}

/// How dark it becomes inside of the box of a character.
fn darkest(pages: &mut FlowPages, letter: char) -> u8 {
    let pixels = whole(pages, 0, PixelSize { width: 1_224, height: 1_584 }, Rotation::None);
    let read = pages.page_text(0).unwrap().unwrap();
    let place = read.boxes[read.text.chars().position(|other| other == letter).unwrap()];
    assert!(!place.is_empty());
    let rows = (place.top * 2.0) as usize..(place.bottom * 2.0) as usize;
    let columns =
        |row: usize| (place.left * 2.0) as usize + row * 1_224..(place.right * 2.0).ceil() as usize + row * 1_224;
    rows.flat_map(columns).map(|at| pixels[at * 4]).min().unwrap()
}

#[test]
fn characters_of_other_fonts_are_drawn_and_those_of_none_are_boxes() {
    // The icons stand for a script of their own: they have characters of private use.
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("icons.ttf"), include_bytes!("../../../../assets/fonts/icons.ttf")).unwrap();
    let fonts = || Fonts::with_folder(folder.path());
    let letter = ('\u{E000}'..='\u{F8FF}').find(|letter| fonts().has(*letter)).unwrap();
    let blocks = |letter: char| vec![plain(&format!("one {letter} two"))];
    let flow = |letter| Flow { blocks: blocks(letter), ..Flow::default() };
    let mut pages = FlowPages::with_fonts(flow(letter), Notices::default(), fonts()).unwrap();
    let mut lines = FlowPages::lines_with_fonts(format!("one {letter} two"), Vec::new(), Notices::default(), fonts());
    assert!(darkest(&mut pages, letter) < 128 && darkest(&mut lines, letter) < 128);
    assert!(darkest(&mut open(blocks('漢')), '漢') < 128);
    assert!(darkest(&mut open_lines("one 漢 two"), '漢') < 128);
    assert!(darkest(&mut open_lines("one \u{1B} two"), '␛') < 128);
}

#[test]
fn rows_from_right_to_left_keep_their_order() {
    let mut pages = open_lines("abc שלום def\nשלום abc");
    let read = pages.page_text(0).unwrap().unwrap();
    assert_eq!(read.text.as_str(), "abc שלום def\nשלום abc\n");
    let left = |nth: usize| read.boxes[nth].left;
    assert!(left(0) < left(2) && left(4) > left(5) && left(5) > left(7) && left(2) < left(7) && left(4) < left(9));
    let second = 13;
    assert!(left(second) > left(second + 3) && left(second + 3) > left(second + 7));
    assert!(read.boxes[second].right > PAGE_WIDTH - 60.0);
}

#[test]
fn plain_text_keeps_every_character() {
    let source: String = (0..3_000).map(|n| format!("line {n} {}\n", "word ".repeat(n % 40))).collect();
    let mut pages = open_lines(&source);
    assert_eq!(letters(&text(&mut pages)), letters(&source));
    assert!(pages.page_count() > 60);
    let mut two = open_lines("one\u{C}two");
    assert_eq!((two.page_count(), text(&mut two).as_str()), (2, "one\ntwo\n"));
}
