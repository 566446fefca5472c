//! What bytes and numbers of characters stand for.

use super::shown;
use proptest::prelude::*;

#[test]
fn the_page_of_the_document_holds_where_the_font_says_nothing() {
    assert_eq!(shown(br"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\fnil Arial;}}\f0 \'cf\'e0\'f6\'e8\'e5\'ed\'f2: \'c8\'e2\'e0\'ed\par}"), "Пациент: Иван\n");
    assert_eq!(shown(br"{\rtf1\ansi\ansicpg1252 M\'fcller \'80 \'96\par}"), "Müller € –\n");
    assert_eq!(shown(br"{\rtf1\mac M\'9fller, Gr\'9a\'a7e\par}"), "Müller, Größe\n");
    assert_eq!(shown(br"{\rtf1\pc M\'81ller \'e6\par}"), "Müller µ\n");
    assert_eq!(shown(br"{\rtf1\pca M\'81ller \'9b\'d5\par}"), "Müller øı\n");
    assert_eq!(shown(br"{\rtf1\ansi\ansicpg858 \'d5 5\par}"), "€ 5\n");
    assert_eq!(shown(br"{\rtf1\ansi\ansicpg852 \'88ukasz\par}"), "łukasz\n");
    assert_eq!(shown(br"{\rtf1\ansi\ansicpg65001 M\'c3\'bcller \'e2\'82\'ac\par}"), "Müller €\n");
    // Without a page of its own, Western.
    assert_eq!(shown(br"{\rtf1 caf\'e9}"), "café\n");
    assert_eq!(shown(br"{\rtf1\ansicpg4711 caf\'e9}"), "café\n");
}

#[test]
fn the_charset_of_a_font_counts_more_than_the_page_of_the_document() {
    let rtf = br"{\rtf1\ansi\ansicpg1250\deff0{\fonttbl{\f0\fnil\fcharset0 Arial;}{\f1\fnil\fcharset238{\*\fname Arial;}Arial CE;}{\f2\froman\fcharset204 Times New Roman Cyr;}{\f3\froman\fcharset161 Times;}}\f0\'e9 \f1\'b3\'f3d\'9f \f2\'c8\'e2\'e0\'ed \f3\'e1\'e2\'e3\f0  \'e9\par}";
    assert_eq!(shown(rtf), "é łódź Иван αβγ é\n");
    // After the group the font of the group around it holds.
    assert_eq!(shown(br"{\rtf1\ansi{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}\f0{\f1\'e9}\'e9}"), "йé\n");
    // The name of the font says it, as it did in Windows 3.
    assert_eq!(shown(br"{\rtf1\ansi{\fonttbl{\f0\fnil Arial Cyr;}}\f0\'c8\'e2\'e0\'ed}"), "Иван\n");
    // No font has a charset but 0: the writer knows nothing of charsets.
    assert_eq!(shown(br"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fnil\fcharset0 Arial;}}\f0\'c8\'e2\'e0\'ed}"), "Иван\n");
    // \plain goes back to the font of the document.
    assert_eq!(shown(br"{\rtf1\ansi\deff0{\fonttbl{\f0\fcharset204 A;}{\f1\fcharset0 B;}}\f1\'e9\plain\'e9}"), "éй\n");
}

#[test]
fn a_font_table_without_inner_braces_is_read() {
    let rtf = br"{\rtf1\mac\ansicpg10000{\fonttbl\f0\fswiss\fcharset77 Helvetica;\f1\fnil\fcharset204 Menlo;}\f0 Gr\'9f\'a7e \f1\'c8\'e2}";
    assert_eq!(shown(rtf), "Grüße Ив\n");
}

#[test]
fn characters_of_two_bytes_are_put_together() {
    let japanese = br"{\rtf1\ansi\ansicpg932\deff0{\fonttbl{\f0\fnil\fcharset128 \'82\'6c\'82\'72 \'83\'53\'83\'56\'83\'62\'83\'4e;}}\f0 \'8a\'b3\'8e\'d2: \'93\'fa\'96\'7b\par}";
    assert_eq!(shown(japanese), "患者: 日本\n");
    // The second byte is a letter, written as it is; or a backslash or a brace, written as a symbol.
    let (said, _) = encoding_rs::SHIFT_JIS.decode_without_bom_handling(b"\x83J\x83e\x83\\\x8E{");
    assert_eq!(said.chars().count(), 4);
    assert_eq!(shown(br"{\rtf1\ansi\ansicpg932 \'83J\'83e\'83\\\'8e\{}"), format!("{said}\n"));
    assert_eq!(shown(br"{\rtf1\ansi{\fonttbl{\f1\fcharset134 SimSun;}{\f2\fcharset129 Batang;}{\f3\fcharset136 MingLiU;}}\f1\'bb\'bc\'d5\'df \f2\'c8\'af\'c0\'da \f3\'af\'66\'a4\'48}"), "患者 환자 病人\n");
    // Line breaks of the file may stand between the bytes.
    assert_eq!(shown(b"{\\rtf1\\ansi\\ansicpg932 \\'93\r\n\\'fa}"), "日\n");
    // A byte without its second one was mostly meant as Western.
    assert_eq!(shown(br"{\rtf1\ansi\ansicpg950 \'a9 2024}"), "© 2024\n");
}

#[test]
fn numbers_of_characters_stand_before_their_stand_ins() {
    assert_eq!(shown(br"{\rtf1 Ke\u322\'b3\u322?er}"), "Kełłer\n");
    assert_eq!(shown(br"{\rtf1\uc0 na\u239 ve \u8364 5}"), "naïve €5\n");
    assert_eq!(shown(br"{\rtf1\uc2 \u26085\'93\'fa\u26412\'96\'7b.}"), "日本.\n");
    assert_eq!(shown(br"{\rtf1 {\uc2\u26085ab}\u26412c.}"), "日本.\n");
    // A group ends what is still to be skipped.
    assert_eq!(shown(br"{\rtf1\uc3 {\u8364 ab}cd}"), "€cd\n");
    assert_eq!(shown(br"{\rtf1\uc3 \u8364 a{b}cd}"), "€bcd\n");
    // A control word or a symbol is one stand-in.
    assert_eq!(shown(br"{\rtf1 a\u8212\emdash b\u160\~c\u8209\_d}"), "a—b\u{A0}c‑d\n");
    // One that gives the text its structure is none.
    assert_eq!(shown(br"{\rtf1 a\u8212\par b\u8212\tab c}"), "a—\nb—\tc\n");
    // No stand-ins at all, as simple writers have it.
    assert_eq!(shown(br"{\rtf1 \u1048\u1074\u1072\u1085}"), "Иван\n");
    // What is not needed of a long number.
    assert_eq!(shown(br"{\rtf1\uc99999 \u65 abc}"), "A\n");
}

#[test]
fn negative_numbers_and_halves_of_characters_are_read() {
    assert_eq!(shown(br"{\rtf1\u-10179?\u-8704?}"), "😀\n");
    assert_eq!(shown(br"{\rtf1\u55357\'3f\u56832\'3f}"), "😀\n");
    // LibreOffice changes the count of stand-ins in between.
    assert_eq!(shown(br"{\rtf1\uc0 \u55357\uc1 \u56832\'3f}"), "😀\n");
    assert_eq!(shown(br"{\rtf1\u128512?}"), "😀\n");
    assert_eq!(shown(br"{\rtf1 a\u-10179?b\u-8704?c\u-10179?}"), "a\u{FFFD}b\u{FFFD}c\u{FFFD}\n");
    assert_eq!(shown(br"{\rtf1 a\u-4000000000?b\u99999999999?c\u?d}"), "ab\u{FFFD}c?d\n");
}

#[test]
fn fonts_of_symbols_become_unicode() {
    let table = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\froman\fcharset2\fprq2{\*\panose 05050102010706020507}Symbol;}{\f2\fnil\fcharset2 Wingdings;}{\f3\fcharset2 Wingdings 2;}{\f4\fnil ZapfDingbats;}}";
    let say = |text: &str| shown(format!(r"{{\rtf1\ansi\deff0{table}\f0 {text}}}"));
    assert_eq!(say(r"{\f1 \'b7 a b m D \'b3 \'a3 \'b1}"), "• α β μ Δ ≥ ≤ ±\n");
    assert_eq!(say(r"{\f2\'a7\'d8\'fc\'fe\'a8\'6f\'78} ok"), "▪➢✓☑☐☐☒ ok\n");
    assert_eq!(say(r"{\f3\'52\'a3} {\f4 4l}"), "☑☐ ✔●\n");
    // Windows has these fonts in the private area of Unicode.
    assert_eq!(say(r"{\f1\u-3913?\u61549?}{\f2\u-3844?}"), "•μ✓\n");
    // So it is where no font says so.
    assert_eq!(say(r"\u-3913?\u-3929?\u-3844?"), "•▪✓\n");
    // A character of Unicode stays what it is.
    assert_eq!(say(r"{\f1\u8226?\u9679?}"), "•●\n");
    assert_eq!(say(r"{\field{\*\fldinst SYMBOL 183 \\f Symbol \\s 12}{\fldrslt\f1 x}}"), "•\n");
    assert_eq!(say(r#"{\field{\*\fldinst SYMBOL 254 \\f "Wingdings" \\s 12}{\fldrslt\f2\'fe}}"#), "☑\n");
}

#[test]
fn characters_with_a_word_of_their_own() {
    assert_eq!(
        shown(br"{\rtf1 a\emdash b\endash c\bullet\lquote d\rquote\ldblquote e\rdblquote\~f\_g\-h\emspace i\line j\{\}\\}"),
        "a—b–c•‘d’“e”\u{A0}f‑gh\u{2003}i⏎j{}\\\n"
    );
    assert_eq!(shown(b"{\\rtf1 a\\\tb\tc\\\r\nd\\\ne}"), "a\tb\tc\nd\ne\n");
}

#[test]
fn bytes_of_utf_8_are_read_as_such() {
    assert_eq!(shown("{\\rtf1\\ansi\\ansicpg1252 Müller — Größe {\\b Łódź}\\par}"), "Müller — Größe Łódź\n");
    assert_eq!(shown("\u{FEFF}{\\rtf1 Müller}"), "Müller\n");
    assert_eq!(shown(b"{\\rtf1\\ansi\\ansicpg1252 M\xFCller \\'fc}"), "Müller ü\n");
    let utf_16: Vec<u8> = "\u{FEFF}{\\rtf1 Müller}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(shown(utf_16), "Müller\n");
    // Stand-ins are counted in characters.
    assert_eq!(shown("{\\rtf1 \\u8364€5}"), "€5\n");
}

#[test]
fn what_is_no_text_is_left_out() {
    assert_eq!(shown(b"{\\rtf1 a\0b\x01c\x7Fd\\'00\\'81e}"), "abcde\n");
    assert_eq!(shown(b"\0\r\n {\\rtf1 a}\0\0\r\n"), "a\n");
    assert_eq!(shown(br"{\rtf1 a\'zz\'4b\'}"), "azzK\n");
}

proptest! {
    #[test]
    fn any_text_comes_back_from_its_numbers(text in "[^\\p{Cc}\\u{E000}-\\u{F8FF}]{1,40}", skip in 0_usize..3) {
        let numbers: String =
            text.encode_utf16().map(|unit| format!("\\u{} {}", unit.cast_signed(), "?".repeat(skip))).collect();
        let said = shown(format!("{{\\rtf1\\uc{skip} x{numbers}x}}"));
        prop_assert_eq!(said, format!("x{text}x\n"));
    }

    #[test]
    fn any_text_of_a_code_page_comes_back(text in "[а-яА-Я ё]{1,40}") {
        let bytes = encoding_rs::WINDOWS_1251.encode(&text).0.into_owned();
        let hex: String = bytes.iter().map(|byte| format!("\\'{byte:02x}")).collect();
        prop_assert_eq!(shown(format!("{{\\rtf1\\ansi\\ansicpg1251 x{hex}x}}")), format!("x{text}x\n"));
    }
}
