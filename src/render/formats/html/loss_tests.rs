//! Nothing that a reader would miss is left out without a word.

use super::super::flow::Block;
use super::read;
use super::tests::notation;

#[track_caller]
fn reads(html: &str, expected: &str) {
    assert_eq!(notation(&read(html).blocks), expected, "{html}");
}

#[test]
fn text_that_a_browser_would_not_show_is_shown_as_such() {
    const HIDDEN: &str = "[hidden in the original:]";
    reads("<p style='display:none'>a <b>b</b></p>c", &format!("{{~:{HIDDEN} a }}{{b~:b}}\nc"));
    reads("<p hidden>a</p><p hidden>b</p>", &format!("{{~:{HIDDEN} a}}\n{{~:{HIDDEN} b}}"));
    reads("x<span style='visibility:hidden'>y</span>z", &format!("x{{~: {HIDDEN} y}}z"));
    reads(
        "<div style='visibility:collapse'>a<p>b<p style='visibility:visible'>c</div>",
        &format!("{{~:{HIDDEN} a}}\n{{~:b}}\nc"),
    );
    reads("<div hidden>a<p style='display:block'>b</div>c", &format!("{{~:{HIDDEN} a}}\n{{~:b}}\nc"));
    reads("<pre hidden>a\n b</pre>", &format!("{{m~:{HIDDEN} a⏎ b}}"));
    reads(
        "<table><tr><td>1<td>2<tr style='display:none'><td>3<td>4</table>",
        &format!("TABLE \n ROW\n  TD\n    1\n  TD\n    2\n ROW\n  TD\n    {{~:{HIDDEN} 3}}\n  TD\n    {{~:4}}"),
    );
    // The last declaration counts.
    reads(
        "<p style='display:none;display:block'>a<p style='display:block;display:none !important'>b",
        &format!("a\n{{~:{HIDDEN} b}}"),
    );
    reads("<p hidden style='display:block'>a", "a");
    reads("<span style='text-decoration:underline;text-decoration:none'>a</span>", "a");
    reads("<ul style='list-style:none;list-style-type:disc'><li>a</ul>", "•\n  a");
    // An element without text is not spoken of.
    reads("<p hidden> &nbsp;&zwnj;&#847; </p><div style='display:none'><img src=http://e.org/x></div>a", "a");
    reads("<img hidden src=cid:1 alt=Curve>", &format!("{{~:{HIDDEN} [Curve]}}"));
    reads("<noscript>Call <b>us</b></noscript>", "Call {b:us}");
}

#[test]
fn the_bytes_of_a_picture_may_be_escaped() {
    let hello = |address: &str| match read(&format!("<img src='data:image/png;base64,{address}'>")).blocks.pop() {
        Some(Block::Picture(picture)) => picture.bytes == b"hello",
        _ => false,
    };
    for address in ["aGVsbG8=", "aGVsbG8%3D", "aGVs%62G8%3d", "aGVs%0abG8%20", "data:image/png;base64,aGVsbG8"] {
        assert!(hello(address), "{address}");
    }
    for address in ["aGVsbG8%3", "aGVsbG8%", "aGVs%xxbG8"] {
        // What is before the place that is no base64.
        assert_eq!(hello(address), address.starts_with("aGVsbG8"), "{address}");
    }
}

#[test]
fn a_caption_keeps_what_is_no_text_in_it() {
    let rows = "<tr><th>a</th><td>b</td></tr>";
    let table = "TABLE \n ROW\n  TH\n    a\n  TD\n    b";
    for (caption, expected) in [
        ("Doses<ul><li>one<li>two</ul>", "Doses\n•\n  one\n•\n  two"),
        ("<img src='data:image/png;base64,aGVsbG8='>", "PICTURE 5 None "),
        ("<pre>x\n y</pre>", "```x⏎ y```"),
        ("T<table><tr><td>1<td>2</table>", "T\nTABLE \n ROW\n  TD\n    1\n  TD\n    2"),
    ] {
        reads(&format!("<table><caption>{caption}</caption>{rows}</table>"), &format!("{expected}\n{table}"));
    }
    reads(&format!("<table><caption><p>A<h4>B</h4></caption>{rows}</table>"), &table.replacen(' ', " A⏎B", 1));
    reads("<table><caption>A<hr>B</caption></table>", "A\n----\nB");
}

#[test]
fn a_picture_without_words_is_missed() {
    const MISSED: &str = "{~:[picture not fetched]}";
    for shown in ["alt=''", "alt=' ' width=1", "alt='' width=2 height=300", "width=1 height=50%"] {
        reads(&format!("<img src='http://e.org/x' {shown}>"), MISSED);
    }
    reads("<p>a<img src='http://e.org/x' alt='' width=1 height='2px'>", "a");
    reads("<img src='data:image/png;base64,aGVsbG8=' alt='' width=1 height=60>", "PICTURE 5 Some((0.75, 45.0)) ");
}

#[test]
fn a_list_may_be_counted_down() {
    reads("<ol reversed><li>a<li>b<li>c</ol>", "3.\n  a\n2.\n  b\n1.\n  c");
    reads("<ol reversed start=5 type=a><li>a<li>b</ol>", "e.\n  a\nd.\n  b");
    reads("<ol reversed><li>a<li value=9>b<li>c</ol>", "3.\n  a\n9.\n  b\n8.\n  c");
    reads("<ol reversed><li>a<ol><li>b</ol><li><li>c</ol>", "3.\n  a\n  1.\n    b\n1.\n  c");
    reads("<ol reversed><li><li value=9>a<li><li>b</ol>", "9.\n  a\n7.\n  b");
    reads("<ul reversed><li>a<li>b</ul>", "•\n  a\n•\n  b");
}
