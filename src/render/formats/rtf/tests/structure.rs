//! What follows what: headings, lists, notes, heads, fields, sections, and what is not shown.

use super::{read, shown};

#[test]
fn headings_make_the_outline() {
    assert_eq!(
        shown(
            r"{\rtf1\pard\outlinelevel0\b One\par\pard\outlinelevel1 Two\par\pard\outlinelevel9 Text\par\pard\outlinelevel0\par}"
        ),
        "# One\n## Two\nText\n\n".trim_end().to_owned() + "\n"
    );
    assert_eq!(
        shown(
            r"{\rtf1{\stylesheet{\s1 heading 1;}{\s3\sbasedon0 Heading 3;}{\s4\sbasedon3 Mine;}{\s5 Body;}}\s1 A\par\pard\s3 B\par\pard\s4 C\par\pard\s5 D\par}"
        ),
        "# A\n### B\n### C\nD\n"
    );
    assert_eq!(shown(r"{\rtf1{\listtext 1.2\tab}\outlinelevel1 Findings\par}"), "## 1.2 Findings\n");
}

#[test]
fn lists_are_in_each_other_by_their_indents() {
    let item =
        |marker: &str, left: i32, text: &str| format!(r"\pard{{\listtext\f0 {marker}\tab}}\fi-360\li{left} {text}\par");
    let rtf = [
        item("1.", 720, "a"),
        item("a)", 1440, "b"),
        item("b)", 1440, "c"),
        item("2.", 720, "d"),
        "\\pard x\\par".into(),
        item("1.", 720, "e"),
    ];
    assert_eq!(
        shown(format!(r"{{\rtf1 {}}}", rtf.concat())),
        "- [1.] a\n  - [a)] b\n  - [b)] c\n- [2.] d\nx\n- [1.] e\n"
    );
    // The first is deeper than what follows; depths are left out.
    let rtf = [item("1.", 2000, "a"), item("2.", 720, "b"), item("3.", 3000, "c"), item("4.", 1000, "d")];
    assert_eq!(
        shown(format!(r"{{\rtf1 {}}}", rtf.concat())),
        "- [1.] a\n- [2.] b\n  - [3.] c\n  - [4.] d\n".replace("  - [4.]", "- [4.]")
    );
}

#[test]
fn typed_markers_make_lists_too() {
    let rtf = r"{\rtf1\pard\fi-360\li720 1.\tab one\par 2.\tab two\par\'95\tab three\par Name:\tab four\par{\b (a)}\tab five\par\pard 3.\tab six\par}";
    assert_eq!(shown(rtf), "- [1.] one\n- [2.] two\n- [•] three\nName:\tfour\n(a)\tfive\n3.\tsix\n");
}

#[test]
fn markers_come_from_the_tables_where_the_text_has_none() {
    let lists = r"{\*\listtable{\list\listtemplateid1{\listlevel\levelnfc0\levelstartat3{\leveltext\'02\'00.;}{\levelnumbers\'01;}}{\listlevel\levelnfc4{\leveltext\'03(\'01);}{\levelnumbers\'02;}}{\listname ;}\listid77}{\list{\listlevel\levelnfc23{\leveltext\'01\u-3913 ?;}{\levelnumbers;}\f3}\listid78}}{\*\listoverridetable{\listoverride\listid77\listoverridecount0\ls1}{\listoverride\listid78\listoverridecount0\ls2}}";
    let rtf = format!(
        r"{{\rtf1{{\fonttbl{{\f3\fcharset2 Symbol;}}}}{lists}\pard\ls1\ilvl0\li720 a\par\ilvl1\li1440 b\par c\par\ilvl0\li720 d\par\pard\ls2\ilvl0 e\par\pard\ls9 f\par\pard\ls1 \par g\par}}"
    );
    assert_eq!(shown(rtf), "- [3.] a\n  - [(a)] b\n  - [(b)] c\n- [4.] d\n- [•] e\nf\n\n- [5.] g\n");
    // The last paragraph of a story has no end of its own, and a picture ends what stands before it.
    let rtf = format!(
        r"{{\rtf1{lists}x{{\footnote\pard\ls1 a\par b}}\par\pard\ls1{{\pict\pngblip 89}}c\par d{{\pict\pngblip 89}}e{{\pict\pngblip 89}}f\par\trowd\cellx9\intbl g\cell h\row}}"
    );
    assert_eq!(
        shown(rtf),
        "x\n(Picture: 1 bytes)\n- [5.] c\n- [6.] d\n(Picture: 1 bytes)\ne\n(Picture: 1 bytes)\nf\n| - [7.] g | - [8.] h |\n---\n- [3.] a\n- [4.] b\n"
    );
    let old = r"{\rtf1{\fonttbl{\f1 Symbol;}}\pard{\*\pn\pnlvlbody\pndec\pnstart2{\pntxtb (}{\pntxta )}}\li360 a\par b\par\pard{\*\pn\pnlvlblt\pnf1{\pntxtb\'b7}}c\par\pard d\par}";
    assert_eq!(shown(old), "- [(2)] a\n- [(3)] b\n- [•] c\nd\n");
}

#[test]
fn heads_and_feet_that_say_the_same_are_shown_once() {
    let rtf = r"{\rtf1{\header\pard\qr Maria Keller, MRN 4711\par\par}{\headerf\pard Clinic\par}{\footer Page {\field{\*\fldinst PAGE}{\fldrslt 1}} of 2\par}{\footerl Page 1 of 2\par}Text\par\sect{\header Other\par}More\par}";
    assert_eq!(shown(rtf), "~ Clinic\n~ Maria Keller, MRN 4711\nText\n===\n~ Other\nMore\n~ Page 1 of 2\n");
    // Tables, as letterheads have them.
    let rtf = r"{\rtf1{\header\trowd\cellx100\cellx200\intbl a\cell b\cell\row\pard}Text\par}";
    assert_eq!(shown(rtf), "| ~ a | ~ b |\nText\n");
    assert_eq!(shown(r"{\rtf1{\header\outlinelevel0 Head\par}Text}"), "~ Head\nText\n");
}

#[test]
fn heads_and_feet_stand_where_they_begin_and_end_to_hold() {
    // Reports of two patients in one file, each with its own head on every page.
    let rtf = r"{\rtf1{\header Maria Keller\par}{\footer Page\par}One\par\sect{\header Maria Keller\par}Two\par\sect{\header Jan Berg\par}{\footer Page\par}Three\par\sect\sectd{\headerf Maria Keller\par}{\header Maria Keller\par}{\footer End\par}Four\par}";
    assert_eq!(
        shown(rtf),
        "~ Maria Keller\nOne\n===\nTwo\n===\n~ Jan Berg\nThree\n~ Page\n===\n~ Maria Keller\nFour\n~ End\n"
    );
    // Without a new page, and stated behind the text.
    let rtf = r"{\rtf1 One\par{\header Maria Keller\par}\sect\sbknone Two\par{\header Jan Berg\par}}";
    assert_eq!(shown(rtf), "~ Maria Keller\nOne\n~ Jan Berg\nTwo\n");
    // Two of one kind; and of a section that says nothing else.
    let rtf = r"{\rtf1{\header Maria Keller\par}{\header Jan Berg\par}One\par\sect{\header Maria Keller\par}}";
    assert_eq!(shown(rtf), "~ Maria Keller\n~ Jan Berg\nOne\n~ Maria Keller\n");
    // Documents behind each other.
    let rtf = r"{\rtf1{\header Maria Keller\par}One\par}{\rtf1{\header Jan Berg\par}Two\par}{\rtf1{\header Jan Berg\par}Three\par}";
    assert_eq!(shown(rtf), "~ Maria Keller\nOne\n~ Jan Berg\nTwo\nThree\n");
    // Labels that are pictures.
    let rtf = r"{\rtf1{\header{\pict\pngblip 89}\par}One\par\sect{\header{\pict\pngblip 89}\par}Two\par\sect{\header{\pict\pngblip 88}\par}Three\par}";
    assert_eq!(shown(rtf), "(Picture: 1 bytes)\nOne\n===\nTwo\n===\n(Picture: 1 bytes)\nThree\n");
}

#[test]
fn notes_stand_at_the_end() {
    let rtf = r"{\rtf1 Dose{\super\chftn{\footnote\pard\plain{\super\chftn} In mg.}} and time{\super\chftn{\*\footnote\ftnalt\pard\plain{\super\chftn} At noon.\par Or later.}}.\par End{\super *}{\footnote {\super *} Mine.}\par}";
    assert_eq!(shown(rtf), "Dose1 and time2.\nEnd*\n---\n1 In mg.\n2 At noon.\nOr later.\n* Mine.\n");
}

#[test]
fn fields_show_their_results() {
    let said = |text: &str| shown(format!(r"{{\rtf1 {text}}}"));
    assert_eq!(said(r"a{\field{\*\fldinst { DATE \\@ dd.MM }}{\fldrslt {29.02.}}}b"), "a29.02.b\n");
    assert_eq!(said(r"{\field\fldlock{\fldinst MERGEFIELD Name}{\fldrslt Keller}}"), "Keller\n");
    // A field in the instruction of another, whose result is the one to show.
    assert_eq!(
        said(r"{\field{\*\fldinst IF {\field{\*\fldinst MERGEFIELD Sex}{\fldrslt F}} = F Mrs Mr}{\fldrslt Mrs}}"),
        "Mrs\n"
    );
    // A field in the result of another.
    assert_eq!(
        said(r"{\field{\*\fldinst TOC}{\fldrslt Part {\field{\*\fldinst PAGEREF x}{\fldrslt 7}}}}."),
        "Part 7.\n"
    );
    assert_eq!(
        said(
            r"{\field{\*\fldinst FORMTEXT {\*\formfield{\fftype0{\*\ffname Text1}{\*\ffdeftext none}}}}{\fldrslt Aspirin}}"
        ),
        "Aspirin\n"
    );
    let boxes = |words: &str| {
        said(&format!(
            r"{{\field{{\*\fldinst {{ FORMCHECKBOX }}{{\*\formfield{{\fftype1{words}\fftypetxt0{{\*\ffname Check1}}\ffdefres0}}}}}}{{\fldrslt }}}} yes"
        ))
    };
    assert_eq!(boxes(r"\ffres1"), "☒ yes\n");
    assert_eq!(boxes(r"\ffres0"), "☐ yes\n");
    assert_eq!(boxes(r"\ffres25"), "☐ yes\n");
    assert_eq!(
        said(
            r"{\field{\*\fldinst FORMDROPDOWN {\*\formfield{\fftype2\ffres1{\*\ffname D}\ffdefres0{\*\ffl left}{\*\ffl right}}}}{\fldrslt }} knee"
        ),
        "right knee\n"
    );
    assert_eq!(said(r"a{\field{\*\fldinst HYPERLINK x:y}}b"), "ab\n");
    // Places to be filled in, as templates of letters have them.
    assert_eq!(
        said(r"{\field{\*\fldinst  MACROBUTTON  NoMacro {\b [Name of patient]}}{\fldrslt }}"),
        "[Name of patient]\n"
    );
    assert_eq!(
        said(r"{\field{\*\fldinst GOTOBUTTON p2 See page {\field{\*\fldinst PAGE}{\fldrslt 2}}}}"),
        "See page\n"
    );
    assert_eq!(said(r"{\field{\*\fldinst MACROBUTTON x}{\fldrslt y}}"), "y\n");
}

#[test]
fn pages_and_sections() {
    assert_eq!(shown(r"{\rtf1\page a\par\page\page b\par\pard\pagebb c\par\page}"), "a\n===\nb\n===\nc\n");
    assert_eq!(shown(r"{\rtf1\sectd a\par\sect\sectd\sbknone b\par\sect\sectd c\sect}"), "a\nb\n===\nc\n");
    assert_eq!(shown(r"{\rtf1 a\column b\page c}"), "a\nb\n===\nc\n");
}

#[test]
fn what_word_hides_is_not_shown() {
    for hidden in [
        r"{\*\unknown{\b x}}",
        r"{\*\bkmkstart x}",
        r"{\xe{\b x}}",
        r"{\tc x}",
        r"{\*\atnid x}{\*\atnauthor x}\chatn{\*\annotation{\*\atndate 1}\par}",
        r"{\info{\title x}{\doccomm x}{\*\company x}}",
        r"{\*\docvar {x}{y}}",
        r"{\v{\object\objemb{\*\objclass Word}{\*\objdata 0105}}}",
        r"{\*\background{\shp{\*\shpinst{\sp{\sn x}{\sv y}}}}}",
        r"{\*\xmlopen\xmlns1{\factoidname x}}",
        r"{\stylesheet{\s1 x;}}",
        r"{\*\pnseclvl1\pndec{\pntxta .}}",
        r"{\private x}",
        r"{\*\userprops{\propname x}\proptype30{\staticval y}}",
    ] {
        assert_eq!(shown(format!(r"{{\rtf1 a{hidden}b\par}}")), "ab\n", "{hidden}");
    }
}

#[test]
fn text_boxes_and_objects_show_their_text() {
    let rtf = r"{\rtf1 Before {\shp{\*\shpinst\shpleft0{\sp{\sn shapeType}{\sv 202}}{\shptxt\pard In the box\par\trowd\cellx9\intbl cell\cell\row\pard}}{\shprslt{\*\do{\dptxbxtext In the box\par}}}}after.\par Next\par}";
    assert_eq!(shown(rtf), "Before after.\nIn the box\n| cell |\nNext\n");
    assert_eq!(shown(r"{\rtf1{\object\objemb{\*\objdata 01}{\result\pard Result}}\par}"), "Result\n");
    assert_eq!(
        shown(r"{\rtf1{\mmath{\*\moMath{\msSup{\msSupPr{\mctrlPr x}}{\me{\mr m}}{\msup{\mr 2}}}}}\par}"),
        "m2\n"
    );
}

#[test]
fn comments_of_reviewers_are_shown_as_such() {
    let rtf = r"{\rtf1 Dose 5 mg{\*\atnid JK}{\*\atnauthor J\'f6rg Kurz}\chatn{\*\annotation{\*\atndate 1}{\*\atnref 1}\pard Rather\par 2.5 mg?\par} daily.\par{\*\atnid JK}\chatn{\annotation Who?}End{\*\annotation {\b Yes}}\par}";
    assert_eq!(
        shown(rtf),
        "Dose 5 mg [comment by Jörg Kurz: Rather 2.5 mg?] daily.\n~ [comment by JK: Who?]End [comment: Yes]\n"
    );
    let comment = super::letters(rtf, " [comment by Jörg Kurz: Rather 2.5 mg?]");
    assert!(comment.muted && !super::letters(rtf, " daily.").muted);
    // In a cell, and in a note.
    let rtf =
        r"{\rtf1\trowd\cellx100\intbl a{\*\annotation b\par}\cell\row\pard c{\footnote d{\*\annotation e\par}}\par}";
    assert_eq!(shown(rtf), "| a [comment: b] |\nc\n---\nd [comment: e]\n");
}

#[test]
fn objects_without_a_picture_are_named() {
    let rtf = r"{\rtf1 a{\object\objemb{\*\objclass Word}{\*\objdata 0105}}b{\object{\*\objdata 01}{\result\pard  }}\par{\object{\object}}\par{\object{\result{\pict\pngblip 89}}}}";
    assert_eq!(
        shown(rtf),
        "a [embedded object not shown]b  [embedded object not shown]\n~ [embedded object not shown]\n(Picture: 1 bytes)\n"
    );
}

#[test]
fn blank_lines_count_inside_and_not_around() {
    assert_eq!(shown(r"{\rtf1\par\par a\par\par\par b\par\par}"), "a\n\n\nb\n");
}

#[test]
fn properties_are_told_once_and_cleaned() {
    let rtf = r"{\rtf1{\info{\title  A\par  b }{\author}{\subject s}{\keywords k, l}{\creatim\yr2024\mo13\dy1}{\revtim\yr1999\mo1\dy2}}{\*\generator Msftedit 5.41;}x}";
    let flow = read(rtf.as_bytes()).unwrap();
    let told: Vec<String> = flow.properties.iter().map(|(property, value)| format!("{property:?}={value}")).collect();
    assert_eq!(told, ["Title=A b", "Subject=s", "Keywords=k, l", "Changed=1999-01-02", "Creator=Msftedit 5.41"]);
}
