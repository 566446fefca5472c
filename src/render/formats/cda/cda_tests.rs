#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::super::facts::Property;
use super::super::html::tests::notation;
use super::*;

/// A document of an invented patient around a body.
pub(super) fn document(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<?xml-stylesheet type=\"text/xsl\" href=\"CDA.xsl\"?>\n\
         <ClinicalDocument xmlns=\"urn:hl7-org:v3\" xmlns:sdtc=\"urn:hl7-org:sdtc\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <title>Visit note</title><recordTarget><patientRole><id root=\"1.2.3\" extension=\"A17\"/><patient><name><given>Maria</given>\
         <family>Keller</family></name><birthTime value=\"19480302\"/></patient></patientRole></recordTarget>{body}</ClinicalDocument>"
    )
}

fn structured(sections: &str) -> String {
    document(&format!("<component><structuredBody>{sections}</structuredBody></component>"))
}

pub(super) fn section(text: &str) -> String {
    structured(&format!("<component><section><title>Note</title>{text}</section></component>"))
}

pub(super) const HEADER: &str =
    "# Visit note\nPatient = Maria Keller\nBorn = 2 March 1948\nIdentifiers = A17{~: (1.2.3)}";

/// The body of a document in the notation of the tests of HTML.
#[track_caller]
pub(super) fn body_of(text: &str) -> String {
    let shown = notation(&read(text).unwrap().flow.blocks);
    shown.strip_prefix(HEADER).unwrap().trim_start_matches('\n').to_owned()
}

/// How the text of a section reads.
#[track_caller]
fn reads(text: &str, expected: &str) {
    let shown = body_of(&section(&format!("<text>{text}</text>")));
    assert_eq!(shown.strip_prefix("## Note\n").unwrap_or(&shown), expected, "{text}");
}

#[test]
fn a_header_is_worded() {
    let text = r#"<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc">
      <realmCode code="US"/><id root="2.16.1" extension="DOC-9"/>
      <code code="18842-5" displayName="Discharge summary"/><title>Discharge Summary,
        Ward 7</title><effectiveTime value="20240229141500-0500"/><confidentialityCode code="R"/><languageCode code="en-US"/>
      <setId root="2.16.1" extension="SET-4"/><versionNumber value="2"/>
      <recordTarget><patientRole>
        <id root="2.16.840.1.113883.4.1" extension="000-00-1234"/>
        <id root="1.9.8" extension="M-77" assigningAuthorityName="Lakeside MRN"/><id nullFlavor="NI"/>
        <addr use="HP"><streetAddressLine>7 Mill Lane</streetAddressLine><streetAddressLine>Flat 2</streetAddressLine><city>Bend</city>
          <state>OR</state><postalCode>97701</postalCode><country>US</country></addr>
        <telecom use="MC" value="tel:+1-541-555-0101"/><telecom value="mailto:t.berg@example.org"/><telecom nullFlavor="UNK"/>
        <patient><name use="L"><prefix>Ms.</prefix><given>Tove</given><given>Ann</given><given qualifier="CL">Toni</given><family>Berg</family>
          <family qualifier="BR">Lind</family></name><name use="P"><given>Tova</given><family>Berg</family></name>
          <administrativeGenderCode code="F"/><birthTime value="196212312359"/><sdtc:deceasedInd value="true"/><sdtc:deceasedTime value="20240228"/>
          <guardian><code displayName="Daughter"/><telecom value="tel:555-0102"/><guardianPerson><name><given>Ida</given><family>Berg</family></name></guardianPerson></guardian>
        </patient><providerOrganization><name>Lakeside Clinic</name></providerOrganization></patientRole></recordTarget>
      <author><time value="20240229"/><assignedAuthor><id/><assignedPerson><name><given>Omar</given><family>Haddad</family><suffix>MD</suffix></name></assignedPerson>
        <representedOrganization><name>Lakeside Hospital</name></representedOrganization></assignedAuthor></author>
      <author><assignedAuthor><assignedAuthoringDevice><manufacturerModelName>Chart</manufacturerModelName><softwareName>Chart 9</softwareName></assignedAuthoringDevice></assignedAuthor></author>
      <custodian><assignedCustodian><representedCustodianOrganization><name>Lakeside Hospital</name></representedCustodianOrganization></assignedCustodian></custodian>
      <legalAuthenticator><time value="202403010900"/><signatureCode code="S"/><assignedEntity><assignedPerson><name>Dr. O. Haddad</name></assignedPerson></assignedEntity></legalAuthenticator>
      <participant typeCode="IND"><associatedEntity classCode="ECON"><telecom value="tel:555-0103"/><associatedPerson><name><given>Per</given><family>Berg</family></name></associatedPerson></associatedEntity></participant>
      <documentationOf><serviceEvent><effectiveTime><low value="20240220"/><high value="20240229"/></effectiveTime>
        <performer><functionCode displayName="Surgeon"/><assignedEntity><assignedPerson><name><given>Li</given><family>Wen</family></name></assignedPerson></assignedEntity></performer></serviceEvent></documentationOf>
      <relatedDocument typeCode="RPLC"><parentDocument><id root="2.16.1" extension="DOC-8"/></parentDocument></relatedDocument>
      <componentOf><encompassingEncounter><id root="1.9" extension="V-5"/><code displayName="Inpatient"/><effectiveTime><low value="20240220"/></effectiveTime>
        <responsibleParty><assignedEntity><assignedPerson><name><family>Wen</family><given>Li</given></name></assignedPerson></assignedEntity></responsibleParty>
        <location><healthCareFacility><location><name>Ward 7</name></location></healthCareFacility></location></encompassingEncounter></componentOf>
      <component><structuredBody/></component></ClinicalDocument>"#;
    let cda = read(text).unwrap();
    let expected = "\
# Discharge Summary, Ward 7
Patient = Ms. Tove Ann Berg “Toni” (born Lind)⏎Tova Berg
Born = 31 December 1962, 23:59
Sex = Female
Died = 28 February 2024
Identifiers = 000-00-1234{~: (US Social Security Number)}⏎M-77{~: (Lakeside MRN)}
Address = 7 Mill Lane, Flat 2, Bend, OR 97701, US (home)
Telephone = +1-541-555-0101 (mobile)⏎t.berg@example.org
Registered at = Lakeside Clinic
Guardian = Ida Berg{~: (Daughter, 555-0102)}
Document type = Discharge summary
Date = 29 February 2024, 14:15 (UTC-05:00)
Confidentiality = Restricted
Author = Omar Haddad, MD, Lakeside Hospital{~: (29 February 2024)}⏎Chart 9
Authenticated by = Dr. O. Haddad{~: (1 March 2024, 09:00)}
Custodian = Lakeside Hospital
Encounter = from 20 February 2024{~: (Inpatient)}
Place = Ward 7
Encounter number = V-5{~: (1.9)}
Responsible = Li Wen
Service performed = 20 February 2024 – 29 February 2024
Performed by = Li Wen{~: (Surgeon)}
Contact = Per Berg{~: (emergency contact, 555-0103)}
Document ID = DOC-9{~: (2.16.1)}
Version = 2{~: (of SET-4)}
Earlier document = DOC-8{~: (is replaced by this one)}
{~:This document has no sections.}";
    assert_eq!(notation(&cda.flow.blocks), expected);
    let patient = cda.flow.patient.unwrap();
    assert_eq!((patient.name.as_str(), patient.birth_date.as_str()), ("Tove Ann Berg", "196212312359"));
    let identifiers: Vec<_> = patient.identifiers.iter().map(|id| (id.id.as_str(), id.authority.as_str())).collect();
    assert_eq!(identifiers, [("000-00-1234", "2.16.840.1.113883.4.1"), ("M-77", "Lakeside MRN")]);
    let properties: Vec<_> = cda.flow.properties.iter().map(|(property, value)| (*property, value.as_str())).collect();
    assert_eq!(
        properties,
        [
            (Property::Title, "Discharge Summary, Ward 7"),
            (Property::Author, "Omar Haddad, MD, Lakeside Hospital"),
            (Property::Subject, "Discharge summary"),
            (Property::Created, "29 February 2024, 14:15 (UTC-05:00)"),
        ]
    );
    assert!(!cda.mended && !cda.cut_off);
}

#[test]
fn names_are_in_the_order_of_speech() {
    for (name, expected) in [
        ("<family>Ito</family><given>Ken</given>", "Ken Ito"),
        ("<given>Jan</given><prefix>van</prefix><family>Dam</family>", "Jan van Dam"),
        (
            "<prefix>Dr.</prefix><given>A</given><family>B</family><suffix>Jr.</suffix><suffix>III</suffix><suffix>PhD</suffix>",
            "Dr. A B Jr. III PhD",
        ),
        ("<given>A</given><family>B</family><suffix>RN</suffix>", "A B, RN"),
        ("<given qualifier='CL'>Lisa</given><family>Nel</family>", "Lisa Nel"),
        ("<family qualifier='BR'>Roy</family><given>Eva</given>", "Eva Roy"),
        (" Ada \n Byron ", "Ada Byron"),
        ("<given/><family/>", "not known"),
    ] {
        let text = document("")
            .replace("<name><given>Maria</given><family>Keller</family></name>", &format!("<name>{name}</name>"));
        assert!(notation(&read(&text).unwrap().flow.blocks).contains(&format!("Patient = {expected}\n")), "{name}");
    }
    let nobody = document("").replace(
        "<name><given>Maria</given><family>Keller</family></name><birthTime value=\"19480302\"/>",
        "<name nullFlavor='UNK'/><birthTime nullFlavor='UNK'/>",
    );
    assert!(notation(&read(&nobody).unwrap().flow.blocks).contains("Patient = not known\nBorn = not known\n"));
}

#[test]
fn sections_follow_each_other_and_stand_in_each_other() {
    let text = structured(
        "<component><section><title>History</title><text>Well.</text><component><section><title>Family</title><text><paragraph>None.</paragraph></text>\
         </section></component></section></component><component><section nullFlavor='NI'><code displayName='Allergies'/><text/></section></component>\
         <component><section><title>Labs</title><entry><observation/></entry></section></component><component><section><text>x</text></section></component>\
         <component><section><title>Plan</title><component><section><title>Diet</title><text/></section></component></section></component>",
    );
    let expected = "\
## History
Well.
### Family
None.
## Allergies
{~:No information.}
## Labs
{~:This section has coded entries but no text.}
## Section without a title
x
## Plan
### Diet
{~:This section is empty.}";
    assert_eq!(body_of(&text), expected);
}

#[test]
fn the_look_of_a_narrative_is_read() {
    reads(
        "<content styleCode='Bold'>A</content> <content styleCode='Italics Underline'>b</content>H<sub>2</sub>O<sup>3</sup><br/>\
         <content revised='delete'>old</content><content revised='insert'>new</content>",
        "{b:A} {iu:b}H{_:2}O{^:3}⏎{s:old}{u:new}",
    );
    reads("<paragraph><caption>Plan</caption>Rest\n      and fluids.</paragraph>", "{b:Plan}\nRest and fluids.");
    reads(
        "<content styleCode='xdiv'><content styleCode='xlabel'>BP</content> 120/80</content><content styleCode='xdiv'>x</content>",
        "{b:BP} 120/80\nx",
    );
    reads(
        "<linkHtml href='https://example.org/a'>Guide</linkHtml> <linkHtml href='#p1'>below</linkHtml><linkHtml href='javascript:x'>no</linkHtml>",
        "{→https://example.org/a:Guide} belowno",
    );
}

#[test]
fn lists_and_tables_are_read() {
    reads(
        "<list listType='ordered' styleCode='LittleRoman'><caption>Steps</caption><item>One</item><item><paragraph>Two</paragraph><list><item>a</item></list></item></list>",
        "{b:Steps}\ni.\n  One\nii.\n  Two\n  ◦\n    a",
    );
    reads("<list><item><caption>BP:</caption> 120</item></list>", "•\n  {b:BP:} 120");
    reads(
        "<table border='1' width='100%'><caption>Vitals</caption><colgroup><col width='25%'/><col width='75%'/></colgroup><thead><tr><th>Item</th><th>Value</th></tr></thead>\
         <tfoot><tr><td colspan='2'>*</td></tr></tfoot><tbody><tr ID='r1'><th rowspan='2'>BP</th><td align='right'>120</td></tr><tr><td><content ID='x'>80</content><br/>ok</td></tr></tbody></table>",
        "TABLE Vitals[125.0, 375.0]\n HEAD\n  TH\n    Item\n  TH\n    Value\n ROW\n  TD 2x1\n    *\n ROW\n  TH 1x2\n    BP\n  TD\n    <End>120\n ROW\n  TD\n    80⏎ok",
    );
}

#[test]
fn plain_text_keeps_its_lines() {
    reads("\n   Seen today.\n   Feels well.\n\n   Plan: rest.\n", "Seen today.⏎Feels well.⏎⏎Plan: rest.");
    reads("\nNa      140\nK       4.1\n", "```Na      140⏎K       4.1```");
    reads("<paragraph>One&#10;two</paragraph>", "One⏎two");
    reads("<paragraph>One\n\ntwo</paragraph>", "One⏎⏎two");
    reads("<paragraph>One\ntwo</paragraph>", "One two");
    reads("<paragraph xml:space='preserve'>a  b\nc</paragraph>", "a  b⏎c");
    reads("one line", "one line");
}

#[test]
fn footnotes_are_below() {
    reads(
        "<paragraph>Take one<footnote ID='f1'>With food.</footnote> daily<footnoteRef IDREF='f1'/>.</paragraph>",
        "Take one{^:[1]} daily{^:[1]}.\n{^9:[1]}{9: With food.}",
    );
}

#[test]
fn elements_of_html_in_a_narrative_are_read() {
    reads(
        "<div><h3>Subjective</h3><p>Cough.<b>Dry</b></p><UL><LI>a</LI></UL><span style='color:red'>!</span></div>",
        "### Subjective\nCough.{b:Dry}\n•\n  a\n{#ff0000:!}",
    );
    reads("<p><script>x</script>y<img src='x'/></p>", "y{~: [picture not fetched]}");
}

#[test]
fn pictures_in_entries_are_shown_where_the_text_refers_to_them() {
    let media =
        |id: &str, value: &str| format!("<entry><observationMedia ID='{id}'>{value}</observationMedia></entry>");
    let png = "<value mediaType='image/png' representation='B64'>aGVs bG8=</value>";
    let shown = |text: &str| body_of(&section(text)).replace("## Note\n", "");
    assert_eq!(
        shown(&format!(
            "<text>See <renderMultiMedia referencedObject='M1'><caption>Left eye</caption></renderMultiMedia></text>{}",
            media("M1", png)
        )),
        "See\nPICTURE 5 None Left eye\n{9:Left eye}"
    );
    let region = format!(
        "<text><renderMultiMedia referencedObject='R'/></text><entry><regionOfInterest ID='R'><entryRelationship><observationMedia>{png}</observationMedia></entryRelationship></regionOfInterest></entry>"
    );
    assert_eq!(shown(&region), "PICTURE 5 None ");
    assert_eq!(shown(&format!("<text>Text</text>{}", media("M2", png))), "Text\nPICTURE 5 None M2");
    assert_eq!(
        shown("<text><renderMultiMedia referencedObject='no'/></text>"),
        "{~:[picture missing in the document]}"
    );
    let stored = media("M", "<value mediaType='image/jpeg'><reference value='eye.jpg'/></value>");
    assert_eq!(
        shown(&format!("<text><renderMultiMedia referencedObject='M'/></text>{stored}")),
        "{~:[picture stored elsewhere: eye.jpg]}"
    );
    let pdf = media("M", "<value mediaType='application/pdf' representation='B64'>JVBERi0=</value>");
    assert_eq!(
        shown(&format!("<text><renderMultiMedia referencedObject='M'/></text>{pdf}")),
        "{~:[a file of the type application/pdf is not shown here]}"
    );
    // However often it is shown, its bytes are not more than the document's.
    let often = format!(
        "<text>{}</text>{}",
        "<renderMultiMedia referencedObject='M1'/>".repeat(150),
        media("M1", &png.replace("aGVs", &"aGVs".repeat(2000)))
    );
    let cda = read(&section(&often)).unwrap();
    let bytes: usize = cda
        .flow
        .blocks
        .iter()
        .map(|block| if let Block::Picture(picture) = block { picture.bytes.len() } else { 0 })
        .sum();
    assert!(bytes > 0 && bytes <= often.len() + 1000 && cda.flow.cut_short);
}

#[test]
fn namespaces_are_tolerated() {
    let plain = section("<text>x</text>");
    let expected = "## Note\nx";
    assert_eq!(body_of(&plain), expected);
    assert_eq!(body_of(&plain.replace(" xmlns=\"urn:hl7-org:v3\"", "")), expected);
    let body = plain.split_once("?>\n").unwrap().1.split_once("?>\n").map_or("", |(_, body)| body);
    let prefixed =
        body.replace("</", "</n1:").replace("<", "<n1:").replace("<n1:/n1:", "</n1:").replace("xmlns=", "xmlns:n1=");
    assert_eq!(body_of(&prefixed), expected);
    assert_eq!(
        body_of(&format!("<soap:Envelope xmlns:soap='s'><soap:Body>{body}</soap:Body></soap:Envelope>")),
        expected
    );
}

/// Documents of the public corpus; none is part of the project.
#[test]
fn public_documents_are_read() {
    let Some(folder) = std::env::var_os("REDOX_CORPUS") else {
        println!("skipped: REDOX_CORPUS is not set");
        return;
    };
    let mut folders = vec![std::path::PathBuf::from(folder).join("cda")];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            if path.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case("xml")) {
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            let Ok(text) = std::str::from_utf8(&bytes) else { continue };
            if !text.contains("</ClinicalDocument>") {
                continue;
            }
            let cda = read(text);
            assert!(cda.is_some(), "{}", path.display());
            let cda = cda.unwrap();
            assert!(cda.flow.blocks.len() >= 2 && !cda.flow.cut_short && !cda.cut_off, "{}", path.display());
            count += 1;
        }
    }
    println!("{count} CDA documents of the corpus");
}
