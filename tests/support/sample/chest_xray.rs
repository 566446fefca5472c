//! "Chest X-ray report": one printed page.

use super::super::pdf::{Align, Page, Pdf};
use super::people::HALVERSEN;
use super::sheet::{
    BODY, HEADING, LEADING, MARGIN, MEASURE, SMALL, STRONG, TINT, field, foot, heading, patient_line, signature,
};

const SECTIONS: [(&str, &[&str]); 5] = [
    (
        "Clinical question",
        &["Cough with fever up to 38.9 °C for four days, crackles on the right side. Pneumonia? Effusion?"],
    ),
    (
        "Technique",
        &["Posteroanterior and lateral views, standing, in full inspiration. Exposure index within the target range."],
    ),
    ("Comparison", &["Chest X-ray of 2024-03-18."]),
    (
        "Findings",
        &[
            "Lungs: patchy consolidation in the lateral segment of the right middle lobe with an air bronchogram, \
             new since the earlier examination. The left lung is clear. No cavity, no pneumothorax.",
            "Pleura: slight blunting of the right costophrenic angle, at most a very small effusion.",
            "Heart and mediastinum: normal size and outline, cardiothoracic ratio 0.47. Both hila are normal.",
            "Bones and soft tissues: mild degenerative change of the thoracic spine. An old healed fracture of \
             the left seventh rib, unchanged.",
        ],
    ),
    (
        "Impression",
        &[
            "1.  Right middle lobe pneumonia with, at most, a very small effusion.",
            "2.  Follow-up examination in six weeks is advised to confirm that it has cleared.",
        ],
    ),
];

/// The file.
pub fn chest_xray_report() -> Vec<u8> {
    let mut page = Page::letter();
    let y = heading(&mut page, "Chest X-ray Report", "Department of Radiology  ·  Accession CR-2026-118304");
    let y = patient_line(&mut page, y, &HALVERSEN, "") - 4.0;
    page.fill((MARGIN, y - 12.0), MEASURE, 36.0, TINT);
    let facts = [
        ("Examination", "XR chest, 2 views"),
        ("Performed", "2026-10-28, 07:31"),
        ("Requested by", "Dr. A. Castellane"),
        ("Status", "Final"),
    ];
    for (at, (label, value)) in facts.iter().enumerate() {
        let x = MARGIN + 10.0 + [0.0, 132.0, 252.0, 392.0][at];
        page.text(x, y, Align::Left, SMALL, label);
        page.text(x, y + 14.5, Align::Left, STRONG, value);
    }
    let mut y = y + 54.0;
    for (title, paragraphs) in SECTIONS {
        page.text(MARGIN, y, Align::Left, HEADING, title);
        y += LEADING + 2.0;
        for paragraph in paragraphs {
            y = page.paragraph((MARGIN, y), MEASURE, LEADING, BODY, paragraph) + 4.0;
        }
        y += 9.0;
    }
    let y = y + 26.0;
    field(&mut page, (MARGIN, y), 190.0, "Dr. Henrike Solberg-Amin, consultant radiologist", "");
    signature(&mut page, (MARGIN + 10.0, y - 5.0), 90.0, 512);
    field(&mut page, (MARGIN + 260.0, y), 150.0, "Authorised", "2026-10-28, 08:01");
    foot(&mut page, &format!("CR-2026-118304  ·  {}  ·  MRN {}", HALVERSEN.name, HALVERSEN.record_number), 1, 1);
    Pdf::new()
        .property("Title", "Chest X-ray report")
        .property("Author", "Riverside General Hospital, Department of Radiology")
        .property("CreationDate", "D:20261028080104-04'00'")
        .page(page)
        .to_bytes()
}
