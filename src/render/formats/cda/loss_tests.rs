//! Nothing that a reader would miss is left out without a word.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::super::html::tests::notation;
use super::tests::{HEADER, body_of, document, section};
use super::*;

type File = Option<(Vec<u8>, Option<String>, Option<Damage>)>;

/// What a document says whose body is not structured, and the file in it.
fn enclosed(text: &str) -> (String, File) {
    let cda = read(&document(&format!("<component><nonXMLBody>{text}</nonXMLBody></component>"))).unwrap();
    let shown = notation(&cda.flow.blocks).strip_prefix(HEADER).unwrap().trim_start().to_owned();
    (shown, cda.embedded.map(|file| (file.bytes, file.media_type, file.damage)))
}

#[test]
fn an_enclosed_file_is_the_body() {
    let pdf = Some((b"%PDF-1.7".to_vec(), Some("application/pdf".to_owned()), None));
    assert_eq!(
        enclosed("<text mediaType='application/PDF' representation='B64'>\n  JVBE\n  Ri0xLjc=\n</text>"),
        (String::new(), pdf.clone())
    );
    assert_eq!(
        enclosed("<text mediaType='application/pdf'><![CDATA[JVBERi0xLjc]]></text>"),
        (String::new(), pdf.clone())
    );
    assert_eq!(
        enclosed("<text mediaType='application/pdf' representation='B64'>JVBE*Ri0xLjc=</text>"),
        (
            String::new(),
            Some((b"%PD".to_vec(), Some("application/pdf".to_owned()), Some(Damage::Foreign { position: 5 })))
        )
    );
    assert_eq!(enclosed("<text mediaType='text/plain'>Line 1\nLine 2</text>"), ("Line 1⏎Line 2".to_owned(), None));
    assert_eq!(
        enclosed("<text><reference value='note.pdf'/></text>"),
        ("{~:The body is stored elsewhere: note.pdf}".to_owned(), None)
    );
    assert_eq!(enclosed("<text/>"), ("{~:This document has no body.}".to_owned(), None));
    assert_eq!(
        enclosed("<text mediaType='text/html'>&lt;p&gt;x</text>"),
        (String::new(), Some((b"<p>x".to_vec(), Some("text/html".to_owned()), None)))
    );
    let long = "QUJD".repeat(30);
    assert_eq!(enclosed(&format!("<text>{long}</text>")).1.unwrap().0, "ABC".repeat(30).into_bytes());
    assert_eq!(enclosed("<text><paragraph>Narrative</paragraph></text>"), ("Narrative".to_owned(), None));
}

#[test]
fn elements_in_an_unstructured_body_are_read_as_a_narrative() {
    for (text, expected) in [
        ("<text>Seen today. <paragraph>Rest.</paragraph> Fluids.</text>", "Seen today.\nRest.\nFluids."),
        ("<text mediaType='text/plain'>One<br/>two</text>", "One⏎two"),
        ("<text mediaType='text/html'><body><p>One</p><b>two</b></body></text>", "One\n{b:two}"),
        ("<text mediaType='application/pdf'><paragraph>No file.</paragraph></text>", "No file."),
        (
            "<text>Note<footnote>Old.</footnote><br/>end<reference value='n.pdf'/></text>",
            "Note{^:[1]}⏎end\n{^9:[1]}{9: Old.}\n{~:The body is stored elsewhere too: n.pdf}",
        ),
    ] {
        assert_eq!(enclosed(text), (expected.to_owned(), None), "{text}");
    }
    // What base64 has around it is no narrative.
    let pdf = Some((b"%PDF-1.7".to_vec(), Some("application/pdf".to_owned()), None));
    for text in [
        "<text mediaType='application/pdf' representation='B64'>JVBERi0<br/>xLjc=</text>",
        "<text mediaType='application/pdf'>JVBERi0xLjc=<reference value='n.pdf'/><thumbnail>x</thumbnail></text>",
    ] {
        assert_eq!(enclosed(text), (String::new(), pdf.clone()), "{text}");
    }
}

#[test]
fn text_that_is_said_to_be_text_is_not_decoded() {
    let text = "QUJD".repeat(30);
    assert_eq!(enclosed(&format!("<text representation='TXT'>{text}</text>")), (text.clone(), None));
    let rtf = "{\\rtf1 Seen today.}";
    assert_eq!(
        enclosed(&format!("<text mediaType='application/rtf' representation='txt'>{rtf}</text>")).1,
        Some((rtf.as_bytes().to_vec(), Some("application/rtf".to_owned()), None))
    );
}

#[test]
fn a_picture_of_which_a_part_is_missing_is_said_to_be_so() {
    let picture = |base64: &str| {
        body_of(&section(&format!(
            "<text>x</text><entry><observationMedia ID='M'><value mediaType='image/png' representation='B64'>{base64}</value>\
             </observationMedia></entry>"
        )))
    };
    assert_eq!(picture("aGVsbG8="), "## Note\nx\nPICTURE 5 None M");
    let missing = "{~:[the end of this picture is missing: its base64 is damaged]}";
    assert_eq!(picture("aGVs*bG8="), format!("## Note\nx\nPICTURE 3 None M\n{missing}"));
}

#[test]
fn long_text_is_shown_whole_or_said_to_be_shortened() {
    let long = "word ".repeat(3000);
    let long = long.trim_end();
    for text in [
        section(&format!("<text>a<footnote>{long} end</footnote></text>")),
        section("<text>a</text>").replace("Note</title>", &format!("{long} end</title>")),
        document("").replace("Visit note", &format!("{long} end")),
        section(&format!("<text><table><caption>{long} end</caption><tr><th>a</th><td>b</td></tr></table></text>")),
    ] {
        let cda = read(&text).unwrap();
        assert!(notation(&cda.flow.blocks).contains(&format!("{long} end")) && !cda.flow.cut_short);
    }
    let name = document("").replace("Maria", long);
    assert!(notation(&read(&name).unwrap().flow.blocks).contains("word … [the rest is left out]\nBorn"));
    let name = document("").replace("<given>Maria</given>", &"<given>Maria</given>".repeat(100));
    let expected = format!("Patient = {}Keller\n", "Maria ".repeat(100));
    assert!(notation(&read(&name).unwrap().flow.blocks).contains(&expected));
}

#[test]
fn what_is_too_much_for_the_header_is_counted() {
    let ids: String = (0..70).map(|number| format!("<id root='1.2.3' extension='B{number}'/>")).collect();
    let text = document("").replace("<id root=\"1.2.3\" extension=\"A17\"/>", &ids.repeat(2));
    assert!(notation(&read(&text).unwrap().flow.blocks).contains("B63{~: (1.2.3)}{~:⏎… and 6 more}"));
    let events: String = (0..66)
        .map(|number| {
            format!("<documentationOf><serviceEvent><code displayName='S{number}'/></serviceEvent></documentationOf>")
        })
        .collect();
    assert!(body_of(&document(&events)).contains("Service performed = S63\nService performed = … and 2 more"));
    let patients = "<recordTarget><patientRole/></recordTarget>".repeat(64);
    assert!(body_of(&document(&patients)).contains("Patient = … and 1 more"));
    let authors: String = (0..65)
        .map(|number| format!("<author><assignedAuthor><assignedPerson><name>A{number}</name></assignedPerson></assignedAuthor></author>"))
        .collect();
    assert!(body_of(&document(&authors)).contains("⏎A63{~:⏎… and 1 more}"));
}

#[test]
fn footnotes_keep_their_structure() {
    let text = "<text>a<footnote><content styleCode='Bold'>b</content><list><item>c<footnote>d</footnote></item></list></footnote></text>";
    assert_eq!(body_of(&section(text)), "## Note\na{^:[1]}\n{^9:[1]}{9: }{b9:b}\n•\n  {9:c}{^9:[2]}\n{^9:[2]}{9: d}");
}

#[test]
fn several_documents_in_an_envelope_are_counted() {
    let root =
        |text: &str| text.split_once("<ClinicalDocument").map(|(_, rest)| format!("<ClinicalDocument{rest}")).unwrap();
    let one = root(&section("<text>x</text>"));
    let told = |others: &str| {
        let shown = notation(&read(&format!("<batch>{one}{others}</batch>")).unwrap().flow.blocks);
        shown.strip_suffix(&format!("{HEADER}\n## Note\nx")).unwrap().to_owned()
    };
    assert_eq!(told(""), "");
    let two = "{~:This file holds 2 clinical documents. Only the first of them is shown here.}\n";
    assert_eq!(told(&one), two);
    assert_eq!(told("<ClinicalDocument/>"), two);
    let other = one.replace("A17", "A18");
    assert_eq!(
        told(&format!("{one}<more>{other}</more>")),
        "{~:This file holds 3 clinical documents. Only the first of them is shown here. The identifiers of their patients differ.}\n"
    );
}

#[test]
fn what_is_no_picture_is_decoded_once() {
    let media =
        |id: &str, value: &str| format!("<entry><observationMedia ID='{id}'>{value}</observationMedia></entry>");
    let refer = |ids: &str| format!("<renderMultiMedia referencedObject='{ids}'/>");
    let shown = |text: &str| body_of(&section(text)).replace("## Note\n", "");
    let pdf = media("M", "<value mediaType='application/pdf' representation='B64'>JVBERi0=</value>");
    let told = "[a file of the type application/pdf is not shown here]";
    assert_eq!(shown(&format!("<text>{}</text>{pdf}", refer("M M"))), format!("{{~:{told}}}"));
    assert_eq!(shown(&format!("<text>{}{}</text>{pdf}", refer("M"), refer("M"))), format!("{{~:{told} {told}}}"));
    let plain = media("T", "<value mediaType='text/plain'>Scar.</value>");
    assert_eq!(shown(&format!("<text>{}{}</text>{plain}", refer("T"), refer("T"))), "Scar.\n{~:[the same text again]}");
    let png = media("P", "<value mediaType='image/png' representation='B64'>aGVsbG8=</value>");
    assert_eq!(shown(&format!("<text>{}{}</text>{png}", refer("P"), refer("P"))), "PICTURE 5 None \nPICTURE 5 None ");
    // One that is missing is told though another one is there.
    assert_eq!(
        shown(&format!("<text>{}</text>{png}", refer("P Q"))),
        "PICTURE 5 None \n{~:[picture missing in the document]}"
    );
    // Very many references to much that is no picture, and very many pictures: neither takes long.
    let large = media("M", &format!("<value mediaType='application/pdf'>{}</value>", "JVBERi0x".repeat(1 << 18)));
    let often = read(&section(&format!("<text>{}</text>{large}", refer("M").repeat(50_000)))).unwrap();
    assert!(often.flow.blocks.len() > 2);
    let many: String = (0..30_000).map(|number| media(&format!("N{number}"), "<value/>")).collect();
    let all: String = (0..30_000).map(|number| refer(&format!("N{number}"))).collect();
    assert!(read(&section(&format!("<text>{all}</text>{many}"))).is_some());
}
