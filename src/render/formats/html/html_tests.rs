#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::super::flow::{Align, Block, Letters, Paragraph, Script};
use super::*;
use proptest::prelude::*;

/// The blocks in a notation of their own, one line each, so that a test shows what a reader sees.
pub(in super::super::super) fn notation(blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    write(blocks, "", &mut lines);
    lines.join("\n")
}

fn write(blocks: &[Block], indent: &str, lines: &mut Vec<String>) {
    let deeper = format!("{indent}  ");
    for block in blocks {
        match block {
            Block::Heading(level, words) => {
                lines.push(format!("{indent}{} {}", "#".repeat((*level).into()), line(words)))
            }
            Block::Paragraph(words) => lines.push(format!("{indent}{}", line(words))),
            Block::Preformatted(text) => lines.push(format!("{indent}```{}```", text.replace('\n', "⏎"))),
            Block::List(items) => {
                for item in items {
                    lines.push(format!("{indent}{}", if item.marker.is_empty() { "(none)" } else { &item.marker }));
                    write(&item.blocks, &deeper, lines);
                }
            }
            Block::Table(table) => {
                lines.push(format!("{indent}TABLE {}{}", line(&table.caption), widths(&table.column_widths)));
                for row in &table.rows {
                    lines.push(format!("{indent} {}", if row.head { "HEAD" } else { "ROW" }));
                    for cell in &row.cells {
                        let span = if (cell.columns, cell.rows) == (1, 1) {
                            String::new()
                        } else {
                            format!(" {}x{}", cell.columns, cell.rows)
                        };
                        lines.push(format!("{indent}  {}{span}", if cell.head { "TH" } else { "TD" }));
                        write(&cell.blocks, &format!("{deeper}  "), lines);
                    }
                }
            }
            Block::Fields(fields) => {
                for (name, words) in fields {
                    lines.push(format!("{indent}{name} = {}", line(words)));
                }
            }
            Block::Picture(picture) => {
                lines.push(format!("{indent}PICTURE {} {:?} {}", picture.bytes.len(), picture.size, picture.words))
            }
            Block::Waveform(_) => lines.push("WAVE".to_owned()),
            Block::Rule => lines.push(format!("{indent}----")),
            Block::PageBreak => lines.push(format!("{indent}====")),
        }
    }
}

fn widths(widths: &[f32]) -> String {
    if widths.is_empty() { String::new() } else { format!("{widths:?}") }
}

fn line(paragraph: &Paragraph) -> String {
    let mut text = String::new();
    match paragraph.align {
        Align::Start => {}
        other => text.push_str(&format!("<{other:?}>")),
    }
    if paragraph.indent > 0.0 {
        text.push_str(&format!(">{} ", paragraph.indent));
    }
    for run in &paragraph.runs {
        let marks = marks(&run.letters);
        let words = run.text.replace('\n', "⏎");
        text.push_str(&if marks.is_empty() { words } else { format!("{{{marks}:{words}}}") });
    }
    text
}

fn marks(letters: &Letters) -> String {
    let mut marks = String::new();
    for (on, mark) in [
        (letters.bold, 'b'),
        (letters.italic, 'i'),
        (letters.underlined, 'u'),
        (letters.struck, 's'),
        (letters.mono, 'm'),
        (letters.muted, '~'),
        (letters.script == Script::Sub, '_'),
        (letters.script == Script::Super, '^'),
    ] {
        if on {
            marks.push(mark);
        }
    }
    if let Some(size) = letters.size {
        marks.push_str(&size.to_string());
    }
    if let Some([red, green, blue]) = letters.colour {
        marks.push_str(&format!("#{red:02x}{green:02x}{blue:02x}"));
    }
    if let Some(link) = &letters.link {
        marks.push_str(&format!("→{link}"));
    }
    marks
}

fn read_notation(html: &str) -> String {
    notation(&read(html).blocks)
}

#[track_caller]
fn reads(html: &str, expected: &str) {
    assert_eq!(read_notation(html), expected, "{html}");
}

#[test]
fn white_space_is_collapsed_and_lines_are_kept_apart() {
    reads("<p>  One\n\t two </p><p>three<br>\n four<br/></p>  five", "One two\nthree⏎four\nfive");
    reads("<p>a<b> b</b> <i>c </i> d</p>", "a{b: b} {i:c }d");
    reads("<div>one<div>two</div>three</div>", "one\ntwo\nthree");
    reads("<p>&nbsp;</p><p>10&nbsp;mg</p>", "10\u{a0}mg");
    reads("a<br><br><br><br><br><br>b", "a⏎⏎⏎b");
    reads("", "");
}

#[test]
fn entities_are_letters() {
    reads("<p>&lt;5 mg &amp; caf&eacute; &#8212; &#x2264; &notit; AT&T &bogus;", "<5 mg & café — ≤ ¬it; AT&T &bogus;");
}

#[test]
fn looks_are_read() {
    reads(
        "<b>B</b><i>I</i><u>U</u><s>S</s><sub>2</sub><sup>3</sup><code>C</code><small>t</small>",
        "{b:B}{i:I}{u:U}{s:S}{_:2}{^:3}{m:C}{9:t}",
    );
    reads("<font color=red size=5>big</font> <font size='-1'>less</font>", "{16#ff0000:big} {9:less}");
    reads(
        "<span style='FONT-WEIGHT:700;font-style: italic'>x</span><span style=\"color:#00F;font-size:16px !important\">y</span>",
        "{bi:x}{12#0000ff:y}",
    );
    reads("<p style='text-align:center'>m</p><p align=right>r</p><center>c</center>", "<Middle>m\n<End>r\n<Middle>c");
    reads("<p style='color:white'>seen</p><p style='color:#ffffff;font-size:1px'>seen too</p>", "seen\n{6:seen too}");
}

#[test]
fn tags_that_are_left_out_or_crossed_are_put_in_order() {
    reads("<p>one<p>two<h2>three<p>four", "one\ntwo\n## three\n## four");
    reads("<b>x<i>y</b>z</i>w", "{b:x}{bi:y}{i:z}w");
    reads("<b>x<p>y</b>z</p>w", "{b:x}\n{b:y}z\nw");
    reads("<p><b>x<p>y</b> z", "{b:x}\n{b:y} z");
    reads("</p></div></b>x</table></li>y", "xy");
    reads("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "•\n  a\n•\n  b\n  ◦\n    c\n•\n  d");
    reads(
        "<table><td>1<td>2<tr><td>3<td>4</table>",
        "TABLE \n ROW\n  TD\n    1\n  TD\n    2\n ROW\n  TD\n    3\n  TD\n    4",
    );
}

#[test]
fn lists_have_their_markers() {
    reads("<ol start=3><li>a<li value=7>b<li>c</ol>", "3.\n  a\n7.\n  b\n8.\n  c");
    reads("<ol type=a><li>x<li>y</ol><ol type=I><li>z</ol>", "a.\n  x\nb.\n  y\nI.\n  z");
    reads("<ul style='list-style-type: none'><li>x</ul>", "(none)\n  x");
    reads("<ul><ul><li>x</ul>stray<li>y</ul>", "◦\n  x\nstray\n•\n  y");
    reads("<li>alone", "• alone");
    reads("<dl><dt>BP<dd>120/80<dt>HR<dd>72</dl>", "{b:BP}\n>24 120/80\n{b:HR}\n>24 72");
}

#[test]
fn preformatted_text_keeps_its_lines() {
    reads("<pre>\n  Na   140\r\n  K    4.1\n</pre>", "```  Na   140⏎  K    4.1```");
    reads("<pre>a <b>b</b>\n c</pre>", "{m:a }{bm:b}{m:⏎ c}");
    reads("<div style='white-space:pre-wrap'>a  b\nc</div>", "a  b⏎c");
    reads("<p style='white-space: pre-line'> a   b\n  c</p>", "a b⏎c");
}

#[test]
fn tables_keep_heads_and_spans() {
    reads(
        "<table><caption>Labs</caption><thead><tr><th>Test<th>Value</thead><tbody><tr><td rowspan=2>Na<td>140<tr><td>141\
         <tr><td colspan=2>done</table>",
        "TABLE Labs\n HEAD\n  TH\n    Test\n  TH\n    Value\n ROW\n  TD 1x2\n    Na\n  TD\n    140\n ROW\n  TD\n    141\n ROW\n  TD 2x1\n    done",
    );
    reads(
        "<table><tr><th>A<th>B<tr><td>1<td>2</table>",
        "TABLE \n HEAD\n  TH\n    A\n  TH\n    B\n ROW\n  TD\n    1\n  TD\n    2",
    );
    reads(
        "<table><colgroup><col width='20%'><col width='80%'></colgroup><tr><td>1<td>2</table>",
        "TABLE [100.0, 400.0]\n ROW\n  TD\n    1\n  TD\n    2",
    );
    reads(
        "<table><tr><td rowspan=65535 colspan=1000000>x<td>y<tr><td>z</table>",
        "TABLE \n ROW\n  TD 64x2\n    x\n    y\n ROW\n  TD\n    z",
    );
}

#[test]
fn tables_that_only_place_things_are_no_tables() {
    reads(
        "<table><tr><td><p>Dear Dr. Weiss,</p></td></tr><tr><td>Thank you.</td></tr></table>",
        "Dear Dr. Weiss,\nThank you.",
    );
    reads("<table><tr><td>&nbsp;</td><td><table><tr><td>in</td></tr></table></td><td> </td></tr></table>", "in");
    reads("<table>loose<tr><td>a<td>b</table>", "TABLE \n ROW\n  TD\n    loose\n ROW\n  TD\n    a\n  TD\n    b");
}

#[test]
fn links_lead_to_the_web_mail_and_telephones_only() {
    reads("<a href=' HTTPS://example.org/a b '>x</a>", "{→HTTPS://example.org/a b:x}");
    reads("<a href='mailto:a@example.org'>m</a> <a href='tel:+1555'>t</a>", "{→mailto:a@example.org:m} {→tel:+1555:t}");
    for href in [
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        " data:text/html,x",
        "file:///etc/passwd",
        "#x",
        "/x",
        "x.html",
        "vbscript:x",
        "http:",
    ] {
        reads(&format!("<a href='{href}'>x</a>"), "x");
    }
    reads(&format!("<a href='http://e.org/{}'>x</a>", "a".repeat(3000)), "x");
}

#[test]
fn pictures_are_those_inside_the_document() {
    reads(
        "a<img src='data:image/png;base64,aGVs\nbG8=' alt='Curve' width=40 height=20>b",
        "a\nPICTURE 5 Some((30.0, 15.0)) Curve\nb",
    );
    reads("<img src='http://example.org/x.png'>", "{~:[picture not fetched]}");
    reads("<p>See <img src='cid:1' alt='Chest X-ray'></p>", "See {~:[Chest X-ray]}");
    reads("<img src='data:image/svg+xml;base64,AAAA' alt=''><img src='x' width=1 height=1>", "{~:[picture not shown]}");
}

#[test]
fn what_is_no_text_is_not_shown() {
    reads(
        "<!DOCTYPE html><html><head><title>T</title><style>p{color:red}</style><script>var a='<p>no</p>';</script></head>\
         <body onload=x()><!-- no --><script>no</script>yes<template>no</template>\
         <iframe src=x>no</iframe><svg><title>no</title><text>no</text></svg><math><mi>no</mi></math></body>",
        "yes{~: [embedded object not shown] [drawing] [formula not shown]}",
    );
    assert_eq!(read("<title> A\n letter </title>x").properties, [(Property::Title, "A letter".to_owned())]);
    assert_eq!(read("<svg><title>no</title></svg>").properties, []);
    reads("<svg><g><p>after</p>", "{~:[drawing]}\nafter");
    reads("<head><meta x><p>text", "text");
}

#[test]
fn forms_show_what_is_filled_in() {
    reads(
        "<input type=checkbox checked>Smoker <input type=checkbox>Diabetes <input type=radio checked>yes <input value='5 mg'> <input type=hidden value=no>",
        "☑ Smoker ☐ Diabetes ◉ yes 5 mg",
    );
    reads(
        "Sex: <select><option>M<option selected>F</select>. <select><option>A</option><option>B</select>",
        "Sex: F . A",
    );
    reads("<textarea>\nline 1\nline 2</textarea>", "line 1⏎line 2");
}

#[test]
fn xhtml_ends_elements_as_xml_does() {
    reads(
        "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><head><script src='x'/><title/></head><body><p/><p>text</p></body></html>",
        "text",
    );
}

#[test]
fn a_page_break_is_one() {
    reads("<p style='page-break-before:always'>1<p style='page-break-before:always'>2", "1\n====\n2");
    reads("a<hr>b", "a\n----\nb");
    reads("<blockquote>q<blockquote>r</blockquote></blockquote>", ">24 q\n>48 r");
}

#[test]
fn the_stated_encoding_is_found() {
    let stated = |text: &str| declared_encoding(text.as_bytes());
    assert_eq!(stated("<html><meta charset=\"Windows-1252\">").as_deref(), Some("windows-1252"));
    assert_eq!(
        stated("<META http-equiv=Content-Type content='text/html; charset=ISO-8859-1'>").as_deref(),
        Some("iso-8859-1")
    );
    assert_eq!(stated("<?xml version='1.0' encoding='latin1'?>").as_deref(), Some("latin1"));
    assert_eq!(stated("<meta name=x><p>charset=utf-8"), None);
    assert_eq!(declared_encoding(b"\xFF\xFE<\0"), None);
}

#[test]
fn hostile_documents_end() {
    for (piece, count) in [
        ("<div>", 200_000),
        ("<b>", 200_000),
        ("<b a=1>", 100_000),
        ("<table><tr><td>", 60_000),
        ("<ul><li>x", 60_000),
        ("<p><i>", 100_000),
        ("<a href='http://e.org'>x", 50_000),
        ("</div>", 200_000),
        ("<", 200_000),
        ("<a ", 200_000),
        ("<!--", 100_000),
        ("&", 200_000),
        ("&amp", 100_000),
        ("<svg>", 100_000),
        ("<select><option>", 100_000),
        ("<td>x", 300_000),
        ("<br>", 300_000),
        ("<font size=7>x", 100_000),
        ("<a b='", 100_000),
        ("</b", 100_000),
        ("<!DOCTYPE ", 100_000),
        ("<script>", 50_000),
        ("<title>", 50_000),
        ("<pre>\n", 100_000),
    ] {
        let flow = read(&piece.repeat(count));
        assert!(flow.blocks.len() <= crate::limits::MAX_FLOW_BLOCKS, "{piece}");
    }
    let many = format!("<p {}>shown</p>", (0..1_000_000).map(|n| format!("a{n}=b ")).collect::<String>());
    reads(&many, "shown");
    let many = format!("<!-- <a \" --><p {}>shown</p>", (0..500_000).map(|n| format!("a{n}=b ")).collect::<String>());
    reads(&many, "shown");
}

#[test]
fn what_is_beyond_the_limits_is_left_out() {
    let flow = read(&"<p>x".repeat(crate::limits::MAX_FLOW_BLOCKS + 10));
    assert_eq!((flow.blocks.len(), flow.cut_short), (crate::limits::MAX_FLOW_BLOCKS, true));
    assert!(!read("<p>x").cut_short);
    // Links repeat their address in every run, but no more than a document may have of text.
    let link = format!("<a href='http://e.org/{}'>{}</a>", "a".repeat(2000), "<b>x</b>y".repeat(100_000));
    let flow = read(&link);
    let runs = flow
        .blocks
        .iter()
        .flat_map(|block| if let Block::Paragraph(words) = block { words.runs.as_slice() } else { &[] });
    let links: usize = runs.map(|run| run.letters.link.as_ref().map_or(0, String::len)).sum();
    assert!(links > 0 && links <= crate::limits::MAX_TEXT_BYTES);
}

/// How deep lists and tables stand in each other.
fn depth(blocks: &[Block]) -> usize {
    let inner = |blocks: &[Block]| 1 + depth(blocks);
    blocks
        .iter()
        .map(|block| match block {
            Block::List(items) => items.iter().map(|item| inner(&item.blocks)).max().unwrap_or(1),
            Block::Table(table) => {
                table.rows.iter().flat_map(|row| &row.cells).map(|cell| inner(&cell.blocks)).max().unwrap_or(1)
            }
            _ => 0,
        })
        .max()
        .unwrap_or(0)
}

proptest! {
    #[test]
    fn tags_in_any_order_are_read(pieces in proptest::collection::vec(prop_oneof![
        "(?s)<(/?)(p|b|i|a|div|span|table|tr|td|th|thead|tbody|caption|col|ul|ol|li|dl|dt|dd|h1|h3|pre|br|hr|img|select|option|input|textarea|title|head|body|html|svg|math|script|style|object|iframe|blockquote|font|form|plaintext)( (style='display:none'|href='http://x'|colspan=9|rowspan=0|hidden|type=checkbox|src='data:image/png;base64,AA'))?/?>",
        "(?s).{0,6}",
        "[<>&'\"/=! -]{1,4}",
    ], 0..60)) {
        let text = pieces.concat();
        let flow = read(&text);
        prop_assert!(depth(&flow.blocks) <= crate::limits::MAX_FLOW_DEPTH);
    }

    #[test]
    fn text_without_markup_is_kept_whole(text in "[a-zäß0-9.,;:() \n]{0,200}") {
        let words: Vec<&str> = text.split_whitespace().collect();
        prop_assert_eq!(read_notation(&text), words.join(" "));
    }
}
