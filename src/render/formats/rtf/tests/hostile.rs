//! Bytes that were made to harm, or that are no longer whole: they end, and what comes of them is within the limits.

use super::super::super::flow::{Block, Flow};
use super::super::read;
use super::shown;
use crate::limits::{
    MAX_FLOW_BLOCKS, MAX_FLOW_COLUMNS, MAX_FLOW_DEPTH, MAX_FLOW_PICTURES, MAX_FLOW_RUNS, MAX_TEXT_BYTES,
};
use proptest::prelude::*;

/// Blocks and cells, runs, bytes of text, pictures.
#[derive(Default)]
struct Counted {
    blocks: usize,
    runs: usize,
    text: usize,
    pictures: usize,
    depth: usize,
}

fn count(blocks: &[Block], depth: usize, counted: &mut Counted) {
    counted.depth = counted.depth.max(depth);
    for block in blocks {
        counted.blocks += 1;
        match block {
            Block::Heading(_, paragraph) | Block::Paragraph(paragraph) => {
                counted.runs += paragraph.runs.len();
                counted.text += paragraph.runs.iter().map(|run| run.text.len()).sum::<usize>();
            }
            Block::List(items) => {
                for item in items {
                    counted.text += item.marker.len();
                    count(&item.blocks, depth + 1, counted);
                }
            }
            Block::Table(table) => {
                assert!(table.column_widths.len() <= MAX_FLOW_COLUMNS);
                for row in &table.rows {
                    assert!(row.cells.len() <= MAX_FLOW_COLUMNS);
                    for cell in &row.cells {
                        assert!(cell.columns > 0 && cell.rows > 0);
                        counted.blocks += 1;
                        count(&cell.blocks, depth + 1, counted);
                    }
                }
            }
            Block::Picture(_) => counted.pictures += 1,
            _ => {}
        }
    }
}

fn hold_limits(flow: &Flow) {
    let mut counted = Counted::default();
    count(&flow.blocks, 0, &mut counted);
    // What ends a document whose room is used up may need a little more: its last row, its tables.
    assert!(counted.blocks <= MAX_FLOW_BLOCKS + 200);
    assert!(counted.runs <= MAX_FLOW_RUNS);
    // Letters in upper case may be longer.
    assert!(counted.text <= MAX_TEXT_BYTES + 64);
    assert!(counted.pictures <= MAX_FLOW_PICTURES);
    assert!(counted.depth <= MAX_FLOW_DEPTH + 1);
}

fn held(rtf: &str) -> Flow {
    let flow = read(rtf.as_bytes()).unwrap();
    hold_limits(&flow);
    flow
}

#[test]
fn groups_without_end_and_ends_without_groups_are_read() {
    assert_eq!(shown(r"{\rtf1 a{\b b{\i c"), "abc\n");
    assert_eq!(shown(r"{\rtf1 a}}}} b\par}"), "a b\n");
    assert_eq!(shown(format!("{{\\rtf1 {}a{}b", "{".repeat(100_000), "}".repeat(100_000))), "ab\n");
    assert_eq!(
        shown(format!("{{\\rtf1 {}a{{\\*\\x b}}c{{\\field{{\\*\\fldinst PAGE}}{{\\fldrslt d}}}}", "{".repeat(1000))),
        "acd\n"
    );
    assert_eq!(shown(format!("{{\\rtf1 {}{{\\pict\\pngblip 8950}}a", "{".repeat(1000))), "a\n");
    assert_eq!(shown(r"{\rtf1{\fonttbl{\f0 Arial;}\pard a\par}"), "a\n");
}

#[test]
fn binary_data_that_is_not_all_there_hides_no_text() {
    assert_eq!(shown(r"{\rtf1 a\bin2147483647 b\bin-4 c\bin99999999999 d\bin e}"), "abcde\n");
    assert_eq!(shown(r"{\rtf1 a\bin3 }}}b}"), "ab\n");
    assert_eq!(shown(r"{\rtf1{\*\x\bin4 {{}}}b}"), "b\n");
}

#[test]
fn floods_end_and_say_that_they_are_cut_short() {
    let many = 300_000;
    for (piece, cut) in [
        (r"\par a", true),
        (r"\cell", true),
        (r"{\b a}{\i b}", true),
        (r"\trowd\cellx100\cellx200\intbl a\cell b\cell\row", true),
        (r"{\listtext 1.\tab}a\par", true),
        (r"{\footnote a}", true),
        (r"{\*\annotation a}", true),
        (r"{\object", false),
        (r"{\object}", false),
        (r"{\pict\pngblip 00}", true),
        (r"{\shp{\*\shpinst{\shptxt a\par}}}", true),
        (r"\u-10179?", false),
        (r"\page\sect", false),
        (r"\cellx2147483647\cellx-2147483648", false),
        (r"{\*\x", false),
        (r"{\header a}", true),
        (r"a\sect{\header b}{\header c}", true),
        (r"{\header a}\sect\sbknone", true),
    ] {
        let flow = held(&format!("{{\\rtf1 {}", piece.repeat(many)));
        assert_eq!(flow.cut_short, cut, "{piece}");
    }
    let flow = held(&format!("{{\\rtf1 {}", "lorem ipsum ".repeat(MAX_TEXT_BYTES / 10)));
    assert!(flow.cut_short);
}

#[test]
fn what_a_group_begins_twice_ends_with_it() {
    // Without an end of its own the box would hide the result of another.
    assert_eq!(shown(r"{\rtf1{\field{\*\fldinst FORMCHECKBOX}\field}{\fldrslt result}}"), "☐result\n");
    let row = |properties: &str| {
        shown(format!(
            r"{{\rtf1\trowd\clmgf\cellx100\clmrg\cellx200\intbl a{{\*\nesttableprops{properties}}}\cell b\cell\row}}"
        ))
    };
    assert_eq!(row(""), "| a / b |\n");
    assert_eq!(row(r"\nesttableprops\trowd\cellx9\nesttableprops"), row(""));
    let deep = format!("{{\\rtf1{}{{\\field ", "{".repeat(crate::limits::MAX_MARKUP_DEPTH - 2));
    assert_eq!(
        shown(format!(r"{deep}{{\field{{\*\fldinst FORMCHECKBOX}}}}{{\field}}}}}}{{\fldrslt result}}")),
        "result\n"
    );
}

#[test]
fn addresses_count_as_text() {
    let link = format!("http://example.org/{}", "x".repeat(1900));
    let flow = held(&format!(
        "{{\\rtf1{{\\field{{\\*\\fldinst HYPERLINK \"{link}\"}}{{\\fldrslt {}}}}}",
        r"\b a\b0 b".repeat(100_000)
    ));
    assert!(flow.cut_short);
}

#[test]
fn tables_in_tables_end_at_a_depth() {
    let flow = held(&format!(
        "{{\\rtf1 {}",
        (0..2000).map(|at| format!("\\pard\\intbl\\itap{} a{at}\\par", at % 100)).collect::<String>()
    ));
    let mut said = String::new();
    super::show(&flow.blocks, "", &mut said);
    assert!((0..2000).all(|at| said.contains(&format!("a{at}"))));
    held(&format!("{{\\rtf1 {}", r"\pard\intbl\itap2147483647 a\nestcell\nestrow".repeat(1000)));
    held(&format!("{{\\rtf1 {}", r"{\shp{\*\shpinst{\shptxt \pard\intbl\itap9 a\par".repeat(1000)));
    // A box is read before it is known how deep the paragraph stands that it is in.
    for text in [
        r"{\shptxt\itap9 a}\itap9",
        r"\itap9{\shptxt a}",
        r"b{\shptxt\itap14 a\par}\itap14 c",
        r"\itap16 b{\shptxt\li9\ls1{\listtext 1.}a}",
    ] {
        let flow = held(&format!("{{\\rtf1{text}{text}\\par}}"));
        let mut said = String::new();
        super::show(&flow.blocks, "", &mut said);
        assert_eq!(said.matches('a').count(), 2, "{text}");
    }
    held(r"{\rtf1\itap9{\shptxt\itap9{\pict\pngblip 89");
    held(&format!("{{\\rtf1 {}", r"{\header{\footer{\footnote{\shptxt{\header a\par".repeat(1000)));
}

/// Words and pieces that mean something to the reader.
const PIECES: [&str; 99] = [
    "{",
    "{",
    "{",
    "}",
    "}",
    "}",
    "a",
    "Müller",
    " ",
    ";",
    "\r\n",
    r"\*",
    r"\par",
    r"\pard",
    r"\plain",
    r"\line",
    r"\tab",
    r"\page",
    r"\sect",
    r"\sbknone",
    r"\b",
    r"\b0",
    r"\i",
    r"\ul",
    r"\v",
    r"\v0",
    r"\caps",
    r"\super",
    r"\up6",
    r"\fs24",
    r"\cf1",
    r"\f0",
    r"\f1",
    r"\f99",
    r"\s1",
    r"\cs2",
    r"\uc0",
    r"\uc1",
    r"\uc2",
    r"\u8364",
    r"\u-10179",
    r"\u-8704",
    r"\'e4",
    r"\'93",
    r"\'fa",
    r"\'4",
    r"\bin3 ",
    r"\bin99999 ",
    r"\trowd",
    r"\cellx1000",
    r"\cellx2000",
    r"\cellx-50",
    r"\clmgf",
    r"\clmrg",
    r"\clvmgf",
    r"\clvmrg",
    r"\trhdr",
    r"\intbl",
    r"\itap2",
    r"\itap9",
    r"\cell",
    r"\row",
    r"\nestcell",
    r"\nestrow",
    r"{\*\nesttableprops",
    r"{\header",
    r"{\footer",
    r"{\footnote",
    r"{\*\annotation",
    r"{\*\atnauthor A",
    r"{\object",
    r"\chftn",
    r"{\field",
    r"{\*\fldinst HYPERLINK x",
    r"{\*\fldinst FORMCHECKBOX",
    r"{\fldrslt",
    r"{\*\formfield",
    r"{\*\ffl",
    r"\ffres1",
    r"{\shp{\*\shpinst",
    r"{\shptxt",
    r"{\pict\pngblip 89",
    r"{\pict\wmetafile8 0100",
    r"{\pict\dibitmap0 28000000",
    r"{\*\shppict",
    r"{\nonshppict",
    r"{\listtext 1.",
    r"{\*\pn\pndec",
    r"{\pntxta",
    r"{\*\listtable{\list{\listlevel",
    r"{\leveltext\'01",
    r"\listid1",
    r"{\*\listoverridetable\listid1\ls1}",
    r"\ls1",
    r"\li720\fi-360",
    r"{\fonttbl",
    r"{\stylesheet",
    r"{\info{\creatim\yr2024",
    r"{\upr{\*\ud",
];

proptest! {
    #[test]
    fn a_soup_of_tokens_is_read_within_the_limits(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..400)) {
        held(&format!("{{\\rtf1 {}", pieces.concat()));
    }

    #[test]
    fn any_bytes_are_read_within_the_limits(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        hold_limits(&read(&[&b"{\\rtf1 "[..], &bytes].concat()).unwrap());
        let _ = read(&bytes);
    }

    #[test]
    fn a_document_with_wrong_bytes_is_read_within_the_limits(
        places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        end in any::<prop::sample::Index>(),
    ) {
        let mut bytes = super::writers::WORD.as_bytes().to_vec();
        for (place, byte) in places {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        bytes.truncate(end.index(bytes.len()) + 1);
        if let Some(flow) = read(&bytes) {
            hold_limits(&flow);
        }
    }
}
