//! Letters and paragraphs.

use super::super::super::flow::{Align, Letters, Script};
use super::{letters, paragraphs, read};

fn look(words: &str) -> Letters {
    letters(
        format!(
            r"{{\rtf1\ansi\deff0{{\fonttbl{{\f0\fswiss Arial;}}{{\f1\fmodern\fprq1 Courier New;}}{{\f2\fnil Consolas;}}{{\f3\fmodern Arial;}}{{\f4\fmodern\fcharset128 MS Mincho;}}}}{{\colortbl;\red255\green0\blue0;\red0\green0\blue0;\red255\green255\blue0;\red255\green255\blue255;}}{{\stylesheet{{\s0\fs20 Normal;}}{{\s5\b\fs40\sbasedon0 Big;}}{{\s6\i\sbasedon5 Bigger;}}{{\*\cs9\additive\ul\cf1 Strong;}}}}a\par{{{words} X}}\par a}}"
        ),
        "X",
    )
}

#[test]
fn words_of_characters() {
    let plain = look(r"\lang1033");
    assert_eq!(plain.size, Some(10.0));
    assert!(Letters { size: None, ..plain } == Letters::default());
    assert!(look(r"\b").bold && !look(r"\b\b0").bold && !look(r"\b\plain").bold);
    assert!(look(r"\i").italic);
    for underlined in ["ul", "uld", "uldb", "ulw", "ulwave", "uldash", "ulth", "ul1", "ulc2\\ul"] {
        assert!(look(&format!("\\{underlined}")).underlined, "{underlined}");
    }
    assert!(!look(r"\ul\ulnone").underlined && !look(r"\ul\ul0").underlined && !look(r"\ulc2").underlined);
    assert!(
        look(r"\strike").struck && look(r"\striked1").struck && look(r"\deleted").struck && !look(r"\striked0").struck
    );
    // What is deleted stays so, whatever the letters.
    assert!(look(r"\deleted\plain").struck);
    assert_eq!(look(r"\fs28").size, Some(14.0));
    assert_eq!(look(r"\fs1").size, Some(5.0));
    assert_eq!(look(r"\fs99999").size, Some(96.0));
    assert_eq!(look(r"\fs-4").size, Some(10.0));
}

#[test]
fn raised_and_lowered_letters() {
    for (words, script) in [
        (r"\super", Script::Super),
        (r"\sub", Script::Sub),
        (r"\super\nosupersub", Script::Line),
        (r"\super0", Script::Line),
        (r"\up6", Script::Super),
        (r"\up", Script::Super),
        (r"\up0", Script::Line),
        (r"\up1", Script::Line),
        (r"\dn6", Script::Sub),
        (r"{\*\updnprop8000}\dn2", Script::Sub),
        (r"{\*\updnprop0}\up0", Script::Line),
    ] {
        assert_eq!(look(words).script, script, "{words}");
    }
}

#[test]
fn colours_can_be_read_on_white() {
    assert_eq!(look(r"\cf0").colour, None);
    assert_eq!(look(r"\cf1").colour, Some([255, 0, 0]));
    assert_eq!(look(r"\cf2").colour, None);
    assert_eq!(look(r"\cf4").colour, None);
    assert_eq!(look(r"\cf77").colour, None);
    assert_eq!(look(r"\cf-1").colour, None);
    let yellow = look(r"\cf3").colour.unwrap();
    assert!(yellow[0] < 180 && yellow[1] < 180 && yellow[2] == 0, "{yellow:?}");
}

#[test]
fn fonts_of_one_width() {
    assert!(look(r"\f1").mono && look(r"\f2").mono);
    assert!(!look(r"\f0").mono && !look(r"\f3").mono && !look(r"\f4").mono && !look(r"\f9").mono);
}

#[test]
fn styles_hold_where_nothing_else_is_said() {
    let big = look(r"\pard\s5");
    assert!(big.bold && big.size == Some(20.0) && !big.italic);
    let bigger = look(r"\pard\s6");
    assert!(bigger.bold && bigger.italic && bigger.size == Some(20.0));
    assert!(!look(r"\pard\s5\b0").bold);
    assert_eq!(look(r"\pard\s5\plain\fs18").size, Some(9.0));
    let strong = look(r"\cs9");
    assert!(strong.underlined && strong.colour == Some([255, 0, 0]));
    assert!(!look(r"\cs9\plain").underlined);
    // The next paragraph is of another style.
    let rtf = r"{\rtf1{\stylesheet{\s1\b heading 1;}}\pard\s1 Title\par\pard text\par}";
    assert!(letters(rtf, "Title").bold && !letters(rtf, "text").bold);
    // Styles that rest on each other end.
    assert!(letters(r"{\rtf1{\stylesheet{\s1\b\sbasedon2 A;}{\s2\i\sbasedon1 B;}}\s1 x}", "x").bold);
}

#[test]
fn capitals_and_hidden_text() {
    let said = |text: &str| super::shown(format!(r"{{\rtf1 {text}}}"));
    assert_eq!(said(r"Mrs {\caps Kei\'dfl}, {\scaps ward} 3"), "Mrs KEISSL, WARD 3\n");
    assert_eq!(said(r"a{\v hidden{\b too}\v0 b}c\v d\plain e"), "abce\n");
    assert_eq!(said(r"{\v gone\par}"), "");
}

#[test]
fn paragraphs_are_set_as_they_say() {
    let rtf = r"{\rtf1\pard\qc\sb120\sa60\li720\fi-360 a\par\pard\qr b\par\qj c\par\pard\ql d\par\pard\li-200\fi-50 e\par\pard\li99999\sa99999 f\par\pard\rtlpar\qr g\par\pard\rtlpar h\par}";
    let flow = read(rtf.as_bytes()).unwrap();
    let all = paragraphs(&flow);
    assert_eq!(all.iter().map(|one| one.align).collect::<Vec<_>>(), {
        use Align::*;
        [Middle, End, Both, Start, Start, Start, Start, Start]
    });
    let a = &all[0];
    assert_eq!((a.indent, a.first_indent, a.space_before, a.space_after), (36.0, -18.0, Some(6.0), Some(3.0)));
    assert_eq!((all[1].indent, all[1].space_before), (0.0, Some(0.0)));
    assert_eq!((all[4].indent, all[4].first_indent), (0.0, 0.0));
    assert!(all[5].indent <= 240.0 && all[5].space_after.unwrap() <= 144.0);
}

#[test]
fn text_of_one_look_is_one_run() {
    let rtf = r"{\rtf1 a{\b b}{\b c}\i\i0 {d}\plain e{\f9 f}\par}";
    let flow = read(rtf.as_bytes()).unwrap();
    let runs: Vec<_> = paragraphs(&flow)[0].runs.iter().map(|run| run.text.clone()).collect();
    assert_eq!(runs, ["a", "bc", "def"]);
}

#[test]
fn links_lead_to_the_address_that_is_stated() {
    let link = |instruction: &str| {
        letters(format!(r"{{\rtf1 a{{\field{{\*\fldinst {instruction}}}{{\fldrslt{{\ul X}}}}}}b}}"), "X").link
    };
    assert_eq!(link(r#"HYPERLINK "https://example.org/?a=1""#).as_deref(), Some("https://example.org/?a=1"));
    assert_eq!(
        link(r#"{\b HYPER}LINK {\i "mailto:a@example.org"} \\o "tip""#).as_deref(),
        Some("mailto:a@example.org")
    );
    assert_eq!(link(r#" HYPERLINK  \\o "tip" "tel:+41441234567" "#).as_deref(), Some("tel:+41441234567"));
    // What HTML may not lead to either.
    for other in [r"file:\\\\server\\a", "javascript:alert(1)", "java\tscript:x", "x:y", "www.example.org", "mailto:"] {
        assert_eq!(link(&format!(r#"HYPERLINK "{other}""#)), None, "{other}");
    }
    assert_eq!(link(r"HYPERLINK https://example.org \\t _blank").as_deref(), Some("https://example.org"));
    assert_eq!(link(r#"HYPERLINK \\l "place""#), None);
    assert_eq!(link("HYPERLINK"), None);
    assert_eq!(link(&format!("HYPERLINK https://{}", "x".repeat(3000))), None);
    assert_eq!(link("PAGE"), None);
    let rtf = r#"{\rtf1{\field{\*\fldinst HYPERLINK "https://example.org"}{\fldrslt in}}out}"#;
    assert_eq!(letters(rtf, "in").link.as_deref(), Some("https://example.org"));
    assert_eq!(letters(rtf, "out").link, None);
}
