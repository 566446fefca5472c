//! Documents that nobody writes but to do harm.

use super::super::super::specimen_tests::{cell, item, plain};
use super::super::super::{Align, Block, Cell, Letters, Paragraph, Picture, Row, Run, Script, Table, Waveform};
use super::super::*;
use super::{check_text, open, open_lines, whole};
use crate::limits::{MAX_FLOW_BLOCKS, MAX_PAGES, MAX_TEXT_BYTES};
use proptest::prelude::*;

fn draw_some(pages: &mut FlowPages) {
    let last = pages.page_count() - 1;
    for page in [0, last / 2, last] {
        check_text(pages, page);
        whole(pages, page, PixelSize { width: 150, height: 200 }, Rotation::None);
    }
}

#[test]
fn a_flood_of_blocks_is_cut() {
    let mut pages = open((0..MAX_FLOW_BLOCKS + 10).map(|_| plain("a")).collect());
    assert!(pages.notices().cut_short);
    draw_some(&mut pages);
    let row = || Row { cells: (0..64).map(|_| cell("a")).collect(), head: false };
    let mut pages = open(vec![Block::Table(Table { rows: (0..5_000).map(|_| row()).collect(), ..Table::default() })]);
    assert!(pages.notices().cut_short);
    draw_some(&mut pages);
}

#[test]
fn a_flood_of_lines_is_cut() {
    let mut pages = open_lines(&"\n".repeat(MAX_TEXT_BYTES + 1));
    assert!(pages.notices().cut_short && pages.page_count() == MAX_PAGES);
    draw_some(&mut pages);
    let mut pages = open(vec![plain(&"\n".repeat(MAX_TEXT_BYTES + 1))]);
    assert!(pages.notices().cut_short && pages.page_count() <= MAX_PAGES);
    draw_some(&mut pages);
}

#[test]
fn what_stands_in_each_other_without_end_is_laid_out_or_cut() {
    let mut lists = plain("deep");
    let mut tables = plain("deep");
    for _ in 0..50_000 {
        lists = Block::List(vec![item("•", vec![lists])]);
    }
    for _ in 0..5_000 {
        let cell = Cell { blocks: vec![tables], ..Cell::default() };
        tables = Block::Table(Table { rows: vec![Row { cells: vec![cell], head: true }], ..Table::default() });
    }
    let mut pages = open(vec![lists, tables]);
    assert!(pages.notices().cut_short);
    draw_some(&mut pages);
    let mut bush = vec![plain("leaf")];
    for _ in 0..14 {
        let cell = |blocks: &[Block]| Cell { blocks: blocks.to_vec(), ..Cell::default() };
        bush = vec![Block::Table(Table {
            rows: vec![Row { cells: vec![cell(&bush), cell(&bush)], head: false }],
            ..Table::default()
        })];
    }
    draw_some(&mut open(bush));
}

/// Makes blocks of bytes, which a failing test prints in their place.
struct Maker<'a>(std::slice::Iter<'a, u8>);

impl Maker<'_> {
    fn byte(&mut self) -> u8 {
        self.0.next().copied().unwrap_or(0)
    }

    fn below(&mut self, most: u8) -> u8 {
        self.byte() % most
    }

    fn length(&mut self) -> f32 {
        let odd = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 0.0, 1e30, -1e30, f32::MIN_POSITIVE];
        let place = self.byte();
        odd.get(usize::from(place)).copied().unwrap_or(f32::from(place) * 3.0 - 100.0)
    }

    fn words(&mut self) -> String {
        let alphabet: Vec<char> =
            "ab .-\t\n\u{0}\u{1B}\u{301}\u{200D}\u{202E}\u{2067}שم漢คक्😀/|é\u{AD}\u{A0}\u{FE0F}\u{10FFFF}"
                .chars()
                .collect();
        let times = if self.below(8) == 0 { 40 } else { 1 };
        let length = self.below(24);
        (0..length).map(|_| alphabet[usize::from(self.byte()) % alphabet.len()]).collect::<String>().repeat(times)
    }

    fn paragraph(&mut self) -> Paragraph {
        let count = self.below(4);
        let runs = (0..count).map(|_| {
            let flags = self.byte();
            let letters = Letters {
                bold: flags & 1 > 0,
                italic: flags & 2 > 0,
                underlined: flags & 4 > 0,
                struck: flags & 8 > 0,
                mono: flags & 16 > 0,
                link: (flags & 32 > 0).then(|| self.words()),
                size: (flags & 64 > 0).then(|| self.length()),
                colour: (flags & 128 > 0).then(|| [self.byte(); 3]),
                script: [Script::Line, Script::Super, Script::Sub][usize::from(flags % 3)],
                ..Letters::default()
            };
            Run { text: self.words(), letters }
        });
        let runs = runs.collect();
        let align = [Align::Start, Align::Middle, Align::End, Align::Both][usize::from(self.below(4))];
        let (indent, first_indent) = (self.length(), self.length());
        let space_before = (self.below(2) > 0).then(|| self.length());
        Paragraph { runs, align, indent, first_indent, space_before, space_after: space_before }
    }

    fn blocks(&mut self, depth: u8) -> Vec<Block> {
        let count = self.below(5);
        (0..count).map(|_| self.block(depth)).collect()
    }

    fn block(&mut self, depth: u8) -> Block {
        match self.below(if depth < 4 { 12 } else { 9 }) {
            0 | 1 => Block::Paragraph(self.paragraph()),
            2 => Block::Heading(self.byte(), self.paragraph()),
            3 => Block::Preformatted(self.words()),
            4 => Block::Rule,
            5 => Block::PageBreak,
            6 => Block::Fields((0..self.below(3)).map(|_| (self.words(), self.paragraph())).collect()),
            7 => {
                let size = (self.below(2) > 0).then(|| (self.length(), self.length()));
                Block::Picture(Picture { bytes: vec![0x89, b'P'], size, words: self.words() })
            }
            8 => {
                let lane = |maker: &mut Self| (0..maker.below(5)).map(|_| (maker.length(), maker.length())).collect();
                let seconds = f64::from(self.length());
                Block::Waveform(Waveform { channels: (0..self.below(4)).map(|_| lane(self)).collect(), seconds })
            }
            9 => Block::List((0..self.below(3)).map(|_| item(&self.words(), self.blocks(depth + 1))).collect()),
            _ => {
                let (caption, rows) = (self.paragraph(), self.below(4));
                let rows = (0..rows).map(|_| self.row(depth)).collect();
                Block::Table(Table {
                    caption,
                    column_widths: (0..self.below(4)).map(|_| self.length()).collect(),
                    rows,
                })
            }
        }
    }

    fn row(&mut self, depth: u8) -> Row {
        let count = self.below(4);
        let cells = (0..count).map(|_| {
            let (columns, rows) = (u16::from(self.below(5)), u16::from(self.below(5)));
            Cell { blocks: self.blocks(depth + 1), head: self.below(2) > 0, columns, rows }
        });
        Row { cells: cells.collect(), head: self.below(3) == 0 }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn flows_are_laid_out_whatever_they_say(seed in proptest::collection::vec(any::<u8>(), 0..300)) {
        let mut maker = Maker(seed.iter());
        let mut pages = open((0..4).flat_map(|_| maker.blocks(0)).collect());
        prop_assert!(pages.page_count() < 1_000);
        for page in 0..pages.page_count().min(4) {
            check_text(&mut pages, page);
            whole(&mut pages, page, PixelSize { width: 61, height: 79 }, Rotation::None);
        }
    }

    #[test]
    fn plain_text_is_laid_out_whatever_it_says(seed in proptest::collection::vec(any::<u8>(), 0..300)) {
        let mut maker = Maker(seed.iter());
        let mut pages = open_lines(&(0..10).map(|_| maker.words()).collect::<String>());
        for page in 0..pages.page_count() {
            check_text(&mut pages, page);
            whole(&mut pages, page, PixelSize { width: 61, height: 79 }, Rotation::None);
        }
    }
}
