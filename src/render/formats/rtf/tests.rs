#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod charset;
mod hostile;
mod looks;
mod pictures;
mod structure;
mod tables;
mod writers;

use super::super::flow::{Block, Flow, Letters, Paragraph};
use super::read;

/// What a document says, one line a block: `# ` heading, `- [1.] ` entry of a list, `| a | b |` row, `~ ` less important.
fn shown(rtf: impl AsRef<[u8]>) -> String {
    let mut lines = String::new();
    show(&read(rtf.as_ref()).unwrap().blocks, "", &mut lines);
    lines
}

fn show(blocks: &[Block], before: &str, lines: &mut String) {
    for block in blocks {
        match block {
            Block::Heading(level, paragraph) => {
                lines.push_str(&format!("{before}{} {}\n", "#".repeat(usize::from(*level)), text(paragraph)));
            }
            Block::Paragraph(paragraph) => {
                let muted = paragraph.runs.first().is_some_and(|run| run.letters.muted);
                lines.push_str(&format!("{before}{}{}\n", if muted { "~ " } else { "" }, text(paragraph)));
            }
            Block::List(items) => {
                for item in items {
                    let mut inner = String::new();
                    show(&item.blocks, &format!("{before}  "), &mut inner);
                    lines.push_str(&format!("{before}- [{}] {}\n", item.marker, inner.trim()));
                }
            }
            Block::Table(table) => {
                for row in &table.rows {
                    let cells = row.cells.iter().map(|cell| {
                        let mut inner = String::new();
                        show(&cell.blocks, "", &mut inner);
                        let span = if (cell.columns, cell.rows) == (1, 1) {
                            String::new()
                        } else {
                            format!("{}x{} ", cell.columns, cell.rows)
                        };
                        format!(" {span}{} |", inner.trim_end().replace('\n', " / "))
                    });
                    lines.push_str(&format!(
                        "{before}{}|{}\n",
                        if row.head { "h" } else { "" },
                        cells.collect::<String>()
                    ));
                }
            }
            Block::Picture(picture) => {
                lines.push_str(&format!("{before}({}: {} bytes)\n", picture.words, picture.bytes.len()))
            }
            Block::Rule => lines.push_str(&format!("{before}---\n")),
            Block::PageBreak => lines.push_str(&format!("{before}===\n")),
            _ => lines.push_str("?\n"),
        }
    }
}

fn text(paragraph: &Paragraph) -> String {
    paragraph.runs.iter().map(|run| run.text.as_str()).collect::<String>().replace('\n', "⏎")
}

/// The paragraphs outside of lists and tables.
fn paragraphs(flow: &Flow) -> Vec<Paragraph> {
    let paragraph = |block: &Block| match block {
        Block::Heading(_, paragraph) | Block::Paragraph(paragraph) => Some(paragraph.clone()),
        _ => None,
    };
    flow.blocks.iter().filter_map(paragraph).collect()
}

/// The letters of the run that is exactly this text.
fn letters(rtf: impl AsRef<[u8]>, text: &str) -> Letters {
    let flow = read(rtf.as_ref()).unwrap();
    let runs: Vec<_> = paragraphs(&flow).into_iter().flat_map(|paragraph| paragraph.runs).collect();
    assert!(runs.iter().any(|run| run.text == text), "{:?}", runs.iter().map(|run| &run.text).collect::<Vec<_>>());
    runs.into_iter().find(|run| run.text == text).unwrap().letters
}

#[test]
fn what_is_no_rtf_is_none() {
    for bytes in
        [&b""[..], b"   ", b"\0\0", b"<html>", b"{\"a\": 1}", b"{rtf1 a}", br"\rtf1 a", b"%PDF-1.7", b"\xFF\xFE"]
    {
        assert!(read(bytes).is_none());
    }
}

#[test]
fn what_says_nothing_is_an_empty_flow() {
    for rtf in [
        r"{\rtf1}",
        r"{\rtf1\ansi\pard\par\par \par}",
        r"{\rtf1{\header\pard  \par}\pard\par}",
        r"{\rtf",
        r"{\rtf1{\*\x y}}",
    ] {
        let flow = read(rtf.as_bytes()).unwrap();
        assert!(flow.blocks.is_empty(), "{rtf}");
        assert!(!flow.cut_short);
    }
    // What is known of it still counts.
    let flow = read(br"{\rtf1{\info{\title Empty}}\par}").unwrap();
    assert!(flow.blocks.is_empty());
    assert_eq!(flow.properties.len(), 1);
}
