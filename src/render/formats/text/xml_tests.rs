#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use proptest::prelude::*;
use roxmltree::{Document, Node, ParsingOptions};

use super::*;

fn check(document: &str, lines: &[&str]) {
    assert_eq!(indented(document, false).unwrap(), lines.join("\n"));
}

#[test]
fn elements_stand_on_lines_of_their_own() {
    check("<a/>", &["<a/>"]);
    check("<a></a>", &["<a></a>"]);
    check("<a>  </a>", &["<a>  </a>"]);
    check("<a>text</a>", &["<a>text</a>"]);
    check("<a><b/><c d='1' e = \"2>\">x</c>\n\n</a>\n", &["<a>", "  <b/>", "  <c d='1' e = \"2>\">x</c>", "</a>"]);
    check(
        "<?xml version='1.0'?><?style x?><!-- who\n made it --><!DOCTYPE a [<!ELEMENT a (b)> <!-- > ' -->]><a><!--1--><b> x </b><?p i?></a><!--2-->",
        &[
            "<?xml version='1.0'?>",
            "<?style x?>",
            "<!-- who",
            " made it -->",
            "<!DOCTYPE a [<!ELEMENT a (b)> <!-- > ' -->]>",
            "<a>",
            "  <!--1-->",
            "  <b> x </b>",
            "  <?p i?>",
            "</a>",
            "<!--2-->",
        ],
    );
    check("<Bündel xmlns:ä='x'><ä:é/></Bündel >", &["<Bündel xmlns:ä='x'>", "  <ä:é/>", "</Bündel >"]);
}

#[test]
fn blanks_that_may_mean_something_stay() {
    for kept in [
        "<p>Take <b>one</b> <i>or</i>  two</p>",
        "<p><b>one</b> <i>two</i>.</p>",
        "<p><b> <i>two</i> </b>x</p>",
        "<p>&#32;<b/> </p>",
        "<p>\u{a0}<b/> </p>",
        "<p><![CDATA[ ]]> <b/> </p>",
        "<p xml:space='preserve'> <b> <c/> </b> </p>",
        "<p xml:space = \"preserve\"> <b/> </p>",
        "<p><!-- nothing else --> </p>",
    ] {
        check(kept, &[kept]);
        check(&format!("<r>{kept}</r>"), &["<r>", &format!("  {kept}"), "</r>"]);
    }
    check("<p xml:space='default'> <b/> </p>", &["<p xml:space='default'>", "  <b/>", "</p>"]);
}

#[test]
fn what_is_not_well_formed_is_refused() {
    for broken in [
        "",
        " ",
        "text",
        "<a>",
        "<a",
        "<",
        "</a>",
        "<a></b>",
        "<a><b></a></b>",
        "<a/><b/>",
        "<a/>text",
        "text<a/>",
        "<a b='<'/>",
        "<a b='x/>",
        "<a><!-- </a>",
        "<a><![CDATA[</a>",
        "<a><![IGNORE[]]></a>",
        "<a><?p</a>",
        "<1/>",
        "< a/>",
        "<>",
        "</>",
        "<a></a b>",
        "<!DOCTYPE a [",
        "<!DOCTYPE a '",
        "<!doctype a><a/>",
        "<a><br></a>",
        "<!ELEMENT a><a/>",
        "<!-- only -->",
    ] {
        assert!(indented(broken, false).is_none(), "{broken}");
    }
}

#[test]
fn text_that_is_cut_short_is_written_to_its_end() {
    for (cut, lines) in [
        ("<a><b>x</b><c d='", "<a>\n  <b>x</b>\n  <c d='"),
        ("<a><b>x", "<a>\n  <b>x"),
        ("<a><!-- x", "<a>\n  <!-- x"),
        ("<a", "<a"),
    ] {
        // What is only begun is not known to be an element.
        let written = indented(cut, true).unwrap();
        assert!(written == lines || written == cut, "{written}");
    }
    assert!(indented("<a></b>", true).is_none());
}

/// The document as a tree, without white space that means nothing: that between elements which hold no other text.
fn meaning(xml: &str) -> Vec<String> {
    fn walk(node: Node<'_, '_>, kept: bool, out: &mut Vec<String>) {
        let has_text =
            node.children().any(|child| child.is_text() && child.text().is_some_and(|text| !is_white_space(text)));
        let structure = node.children().any(|child| child.is_element()) && !has_text && !kept;
        for child in node.children() {
            if child.is_element() {
                out.push(format!("<{:?} {:?}", child.tag_name(), child.attributes().collect::<Vec<_>>()));
                walk(child, !structure && !node.is_root(), out);
                out.push(">".to_owned());
            } else if let Some(instruction) = child.pi() {
                out.push(format!("?{instruction:?}"));
            } else if child.is_comment() {
                out.push(format!("!{:?}", child.text()));
            } else if !structure && !node.is_root() {
                out.push(format!("{:?}", child.text()));
            }
        }
    }
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(xml, options).unwrap();
    let mut out = Vec::new();
    walk(document.root(), false, &mut out);
    out
}

fn node() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just(String::new()),
        "[ \n\t]{1,3}",
        "[a-zéß ]{1,6}",
        Just("&lt;&#32;".to_owned()),
        "<!--[a-z> ]{0,5}-->",
        "<\\?p [a-z>]{0,5}\\?>",
        "<!\\[CDATA\\[[a-z<> ]{0,5}\\]\\]>",
        Just("<e/>".to_owned()),
    ];
    leaf.prop_recursive(6, 60, 6, |inner| {
        ("[a-cß]", "( x='[a-z> ]{0,3}')?", prop::collection::vec(inner, 0..6))
            .prop_map(|(name, attribute, inner)| format!("<{name}{attribute}>{}</{name}>", inner.concat()))
    })
}

proptest! {
    #[test]
    fn indenting_keeps_the_meaning(nodes in prop::collection::vec(node(), 0..6)) {
        let document = format!("<r>{}</r>", nodes.concat());
        let once = indented(&document, false).unwrap();
        prop_assert_eq!(meaning(&document), meaning(&once));
        let twice = indented(&once, false).unwrap();
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn whatever_is_xml_is_indented(nodes in prop::collection::vec(node(), 0..6), at in any::<prop::sample::Index>(), other in "[<>/a-c\"'& ]") {
        let mut document = format!("<r>{}</r>", nodes.concat());
        let (at, _) = document.char_indices().nth(at.index(document.chars().count())).unwrap();
        document.insert_str(at, &other);
        if Document::parse(&document).is_ok() {
            let written = indented(&document, false).unwrap();
            prop_assert_eq!(meaning(&document), meaning(&written));
        }
    }
}
