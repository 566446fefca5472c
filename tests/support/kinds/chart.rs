//! HL7 CDA documents: a summary of care with tables, and a scanned letter wrapped as IHE XDS-SD describes.

use super::super::pdf::{Align, Font, Page, Pdf, Type};
use super::super::sample::people::HALVERSEN;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<realmCode code="US"/><typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>
"#;

/// "Summary of care" (a CCD) of Mr Halversen.
pub fn summary_of_care() -> Vec<u8> {
    let body = format!(
        r#"<id root="2.16.840.1.113883.19.5.99999.1" extension="CCD-20261102-77"/>
<code code="34133-9" codeSystem="2.16.840.1.113883.6.1" displayName="Summarization of Episode Note"/>
<title>Summary of care</title><effectiveTime value="20261102122000-0400"/>
<confidentialityCode code="N" codeSystem="2.16.840.1.113883.5.25"/><languageCode code="en-US"/>
<recordTarget><patientRole><id root="2.16.840.1.113883.19.5.4" extension="{number}" assigningAuthorityName="Riverside General Hospital"/>
<addr use="HP"><streetAddressLine>14 Mill Lane</streetAddressLine><city>Fairhaven</city><state>MA</state><postalCode>02719</postalCode></addr>
<telecom value="tel:+1-555-0163" use="HP"/>
<patient><name><given>Jonas</given><given>Emil</given><family>Halversen</family></name>
<administrativeGenderCode code="M" codeSystem="2.16.840.1.113883.5.1" displayName="Male"/><birthTime value="19570830"/></patient>
</patientRole></recordTarget>
<author><time value="20261102121500-0400"/><assignedAuthor><id nullFlavor="NI"/><assignedPerson><name><prefix>Dr.</prefix><given>Amara</given><family>Lindqvist</family></name></assignedPerson>
<representedOrganization><name>Riverside General Hospital, Medicine</name></representedOrganization></assignedAuthor></author>
<custodian><assignedCustodian><representedCustodianOrganization><id root="2.16.840.1.113883.19.5"/><name>Riverside General Hospital</name></representedCustodianOrganization></assignedCustodian></custodian>
<componentOf><encompassingEncounter><effectiveTime><low value="20261028"/><high value="20261102"/></effectiveTime></encompassingEncounter></componentOf>
<component><structuredBody>
<component><section><title>Allergies</title><text><list><item><content styleCode="Bold">Sulfonamides</content>: hives, 1998</item><item>No known food allergies</item></list></text></section></component>
<component><section><title>Medications</title><text><table><thead><tr><th>Medicine</th><th>Dose</th><th>How often</th><th>Since</th></tr></thead><tbody>
<tr><td>Amoxicillin/clavulanate</td><td>875/125 mg</td><td>every 12 hours</td><td>2026-11-01</td></tr>
<tr><td>Tiotropium</td><td>18 µg, inhaled</td><td>in the morning</td><td>2019</td></tr>
<tr><td>Metoprolol succinate</td><td>47.5 mg</td><td>in the morning</td><td>2021</td></tr></tbody></table></text></section></component>
<component><section><title>Results</title><text><paragraph>Blood, in the morning of each day:</paragraph>
<table><caption>Inflammation</caption><thead><tr><th/><th>Oct 28</th><th>Oct 30</th><th>Nov 2</th></tr></thead><tbody>
<tr><th>Leukocytes (10<sup>3</sup>/µl)</th><td><content styleCode="Bold">14.8</content></td><td>11.2</td><td>7.9</td></tr>
<tr><th>CRP (mg/l)</th><td><content styleCode="Bold">121</content></td><td><content styleCode="Bold">64</content></td><td>18</td></tr>
<tr><th>Cultures</th><td colspan="3">No growth after five days</td></tr></tbody></table></text></section></component>
<component><section><title>Hospital course</title><text><paragraph>Pneumonia of the right lower lobe. Ceftriaxone from October 28 to 31, then by mouth. Oxygen was needed for two days.</paragraph>
<paragraph>At discharge: temperature 36.9 °C, saturation 96 % on room air, walks the stairs without rest.</paragraph></text>
<component><section><title>Plan</title><text><list listType="ordered"><item>Antibiotic until November 6.</item><item>Chest X-ray in six weeks.</item><item>Influenza and pneumococcal vaccination once recovered.</item></list></text></section></component></section></component>
</structuredBody></component></ClinicalDocument>
"#,
        number = HALVERSEN.record_number
    );
    format!("{HEAD}{body}").into_bytes()
}

/// A letter about Mr Halversen, filed under Mrs Okonjo by whoever sent it: a PDF inside a CDA.
pub fn scanned_letter() -> Vec<u8> {
    let mut page = Page::letter();
    page.text(
        72.0,
        96.0,
        Align::Left,
        Type::new(Font::HelveticaBold, 16.0),
        "Memory Clinic, Riverside General Hospital",
    );
    for (line, words) in [
        "To the practice of Dr. N. Hartmann-Reyes",
        "",
        "Dear colleague,",
        "thank you for referring Mr. Halversen, whom we saw on October 29, 2026.",
        "There is no sign of dementia; the delirium of last week has passed.",
        "We do not need to see him again.",
        "",
        "Dr. Y. Tamborini",
    ]
    .into_iter()
    .enumerate()
    {
        page.text(72.0, 140.0 + 18.0 * line as f64, Align::Left, Type::new(Font::Helvetica, 11.0), words);
    }
    let pdf = Pdf::new().property("Title", "Letter").page(page).to_bytes();
    let body = format!(
        r#"<id root="2.16.840.1.113883.19.5.99999.2" extension="SD-4410"/>
<code code="34108-1" codeSystem="2.16.840.1.113883.6.1" displayName="Outpatient Note"/>
<title>Letter from the memory clinic</title><effectiveTime value="20261029"/>
<recordTarget><patientRole><id root="2.16.840.1.113883.19.5.4" extension="{number}" assigningAuthorityName="Riverside General Hospital"/>
<patient><name><given>Jonas</given><family>Halversen</family></name><administrativeGenderCode code="M" displayName="Male"/><birthTime value="19570830"/></patient></patientRole></recordTarget>
<author><time value="20261029"/><assignedAuthor><id nullFlavor="NI"/><assignedPerson><name><prefix>Dr.</prefix><given>Yara</given><family>Tamborini</family></name></assignedPerson></assignedAuthor></author>
<component><nonXMLBody><text mediaType="application/pdf" representation="B64">{pdf}</text></nonXMLBody></component>
</ClinicalDocument>
"#,
        number = HALVERSEN.record_number,
        pdf = STANDARD.encode(pdf)
    );
    format!("{HEAD}{body}").into_bytes()
}
