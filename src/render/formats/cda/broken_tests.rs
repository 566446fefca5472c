//! Documents that are broken, hostile or none.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::tests::{body_of, document, section};
use super::*;
use proptest::prelude::*;

#[test]
fn what_is_plainly_meant_is_read() {
    let sound = section("<text>Salt &amp; water</text>");
    let mended = |text: &str| {
        let cda = read(text).unwrap();
        (cda.mended, body_of(text))
    };
    assert_eq!(mended(&sound), (false, "## Note\nSalt & water".to_owned()));
    assert_eq!(mended(&sound.replace("&amp;", "&")), (true, "## Note\nSalt & water".to_owned()));
    assert_eq!(
        mended(&sound.replace("&amp;", "&nbsp;&deg;\u{b}")),
        (true, "## Note\nSalt \u{a0}°\u{fffd} water".to_owned())
    );
    assert_eq!(mended(&format!("\n {sound}\0\0")), (true, "## Note\nSalt & water".to_owned()));
    assert_eq!(mended(&sound.replace("<text>", "<text x:type='y'>")), (true, "## Note\nSalt & water".to_owned()));
    assert_eq!(
        mended(&sound.replace("<ClinicalDocument", "<!DOCTYPE ClinicalDocument><ClinicalDocument")),
        (false, "## Note\nSalt & water".to_owned())
    );
    assert_eq!(mended(&format!("\u{feff}{sound}")), (false, "## Note\nSalt & water".to_owned()));
    let end = sound.find(" water").unwrap();
    let cut = read(&sound[..end]).unwrap();
    assert!(cut.cut_off && cut.mended);
    assert_eq!(body_of(&sound[..end]), "## Note\nSalt &\n----\n{~:This document is cut off here: its end is missing.}");
}

#[test]
fn every_beginning_of_a_document_is_read_or_refused() {
    let whole = section("<text><table><tr><td a='>'>x &lt; y</td></tr></table><!-- c --><![CDATA[d]]></text>");
    for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        if let Some(cda) = read(&whole[..end]) {
            assert!(cda.cut_off, "{end}");
        }
    }
}

#[test]
fn what_is_no_clinical_document_is_refused() {
    for text in [
        "",
        "x",
        "<a/>",
        "<ClinicalDocument>",
        "<ClinicalDocument",
        "<ClinicalDocument><a></b></ClinicalDocument>",
        "{}",
        "<<<",
        "&",
    ] {
        assert!(read(text).is_none_or(|cda| cda.cut_off), "{text}");
    }
    assert!(read("<ClinicalDocument/>").is_some());
}

#[test]
fn hostile_documents_are_refused_or_cut() {
    let bomb = (1..20).fold("<!DOCTYPE a [<!ENTITY l0 'lol'>".to_owned(), |text, number| {
        text + &format!("<!ENTITY l{number} '{}'>", format!("&l{};", number - 1).repeat(10))
    }) + "]><ClinicalDocument><title>&l19;</title></ClinicalDocument>";
    assert!(read(&bomb).is_none());
    assert!(read("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><ClinicalDocument><title>&x;</title></ClinicalDocument>").is_none());
    assert!(read(&format!("<ClinicalDocument>{}", "<component>".repeat(100_000))).is_none());
    assert!(
        read(&format!("<ClinicalDocument {}/>", (0..100_000).map(|n| format!("a{n}='' ")).collect::<String>()))
            .is_none()
    );
    let wide = section(&format!(
        "<text><table>{}</table></text>",
        "<tr><td colspan='99999' rowspan='99999'>x</td></tr>".repeat(20_000)
    ));
    assert!(read(&wide).is_some());
    let many = read(&section(&format!("<text>{}</text>", "<paragraph>x</paragraph>".repeat(300_000)))).unwrap();
    assert!(many.flow.cut_short && many.flow.blocks.len() <= crate::limits::MAX_FLOW_BLOCKS);
    let deep = section(&format!("<text>{}x{}</text>", "<content>".repeat(200), "</content>".repeat(200)));
    assert_eq!(body_of(&deep), "## Note\nx");
    let authors = document(
        &"<author><assignedAuthor><assignedPerson><name>A</name></assignedPerson></assignedAuthor></author>"
            .repeat(50_000),
    );
    assert!(read(&authors).is_some());
}

proptest! {
    #[test]
    fn elements_in_any_order_are_read_or_refused(pieces in proptest::collection::vec(prop_oneof![
        "<(/?)(component|section|structuredBody|nonXMLBody|text|title|paragraph|list|item|table|tr|td|content|footnote|renderMultiMedia|entry|observationMedia|value|author|name|given|recordTarget|patientRole|id|effectiveTime|low)( (value='2012[0-9]{0,12}'|root='1.2'|extension='&#xE9;'|ID='a'|referencedObject='a'|IDREF='a'|mediaType='image/png'|representation='B64'|nullFlavor='NI'|styleCode='Bold'))?/?>",
        "(?s).{0,5}",
        "[<>&;#'\"/=! -]{1,4}",
    ], 0..50)) {
        let _ = read(&format!("<ClinicalDocument>{}", pieces.concat()));
    }

    #[test]
    fn points_in_time_are_never_refused(stated in "[0-9é+.:TZ-]{0,20}") {
        prop_assert!(!date::point(&stated).is_empty() || stated.is_empty());
    }
}
