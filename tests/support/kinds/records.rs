//! Text that machines and people write: a note without a stated encoding, an HL7 message, JSON, XML.

use super::super::sample::people::{HALVERSEN, OKONJO};

/// A note of a home visit in German, in windows-1252 as an old system writes it: nothing in it says so.
pub fn note_without_encoding() -> Vec<u8> {
    let text = format!(
        "HAUSBESUCH\r\n\r\n\
         Patientin:\t{}, geb. {}\r\n\
         Datum:\t\t20.10.2026, 16:15 Uhr\r\n\r\n\
         Frau Okonjo öffnet selbst, wirkt gepflegt und freundlich. Die Tochter übernimmt seit August\r\n\
         die Einkäufe und füllt die Tablettenbox für eine Woche. Größe 158 cm, Gewicht 61 kg, Blutdruck\r\n\
         132/78, Puls 66, regelmäßig. Körperpflege selbständig, gelegentlich Hilfe beim Anziehen.\r\n\r\n\
         Vorschlag: Hörgeräte prüfen lassen, Türschwelle zur Küche beseitigen (Sturzgefahr).\r\n\
         Nächster Besuch in sechs Wochen.\r\n",
        OKONJO.name, OKONJO.born
    );
    encoding_of_windows(&text)
}

/// Every character of the note is one byte there, the same as its Unicode number.
fn encoding_of_windows(text: &str) -> Vec<u8> {
    text.chars().map(|letter| u8::try_from(u32::from(letter)).expect("a letter of Western Europe")).collect()
}

/// An HL7 version 2 message: segments end with a carriage return.
pub fn laboratory_message() -> String {
    let number = HALVERSEN.record_number;
    [
        "MSH|^~\\&|LAB|RGH|EHR|RGH|20261028082211||ORU^R01|118304|T|2.5.1".to_owned(),
        format!("PID|1||{number}^^^RGH^MR||HALVERSEN^JONAS||19570830|M"),
        "OBR|1|4471|118304|58410-2^CBC panel^LN|||20261028065000".to_owned(),
        "OBX|1|NM|6690-2^Leukocytes^LN||14.8|10*3/uL|4.0-10.0|H|||F".to_owned(),
        "OBX|2|NM|718-7^Hemoglobin^LN||13.9|g/dL|13.5-17.5|N|||F".to_owned(),
        "OBX|3|NM|777-3^Platelets^LN||288|10*3/uL|150-400|N|||F".to_owned(),
        "OBX|4|NM|1988-5^C reactive protein^LN||121|mg/L|0-5|HH|||F".to_owned(),
        "NTE|1||CRP was repeated and confirmed. Ward informed at 08:40.".to_owned(),
    ]
    .join("\r")
        + "\r"
}

/// JSON in one line, as an API answers.
pub fn observation() -> String {
    let number = HALVERSEN.record_number;
    format!(
        r#"{{"resourceType":"Bundle","type":"collection","entry":[{{"resource":{{"resourceType":"Observation","status":"final","code":{{"text":"Body temperature"}},"subject":{{"identifier":{{"value":"{number}"}}}},"effectiveDateTime":"2026-10-28T07:10:00-04:00","valueQuantity":{{"value":38.90,"unit":"°C"}}}}}},{{"resource":{{"resourceType":"Observation","status":"final","code":{{"text":"Oxygen saturation"}},"subject":{{"identifier":{{"value":"{number}"}}}},"effectiveDateTime":"2026-10-28T07:10:00-04:00","valueQuantity":{{"value":91,"unit":"%"}},"note":[{{"text":"On room air; 95 % with 2 l/min."}}]}}}}]}}"#
    )
}

/// XML without line breaks.
pub fn device_report() -> String {
    r#"<?xml version="1.0" encoding="UTF-8"?><PumpReport xmlns="urn:example:pump" device="IP-20" serial="00871"><Channel name="A"><Drug code="RX2193">Ceftriaxone</Drug><Rate unit="ml/h">100</Rate><Volume unit="ml">100.0</Volume></Channel><Channel name="B"><Drug code="RX0044">Sodium chloride 0.9 %</Drug><Rate unit="ml/h">80</Rate><Volume unit="ml">612.5</Volume></Channel><!-- occlusion alarms --><Alarms><Alarm at="2026-10-28T14:02:11-04:00">Occlusion downstream, cleared after 40 s</Alarm></Alarms></PumpReport>"#
        .to_owned()
}
