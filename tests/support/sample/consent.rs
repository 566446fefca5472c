//! "Consent to treatment": three pages of a printed form, signed.

use super::super::pdf::{Align, Page, Pdf};
use super::people::WALKER;
use super::sheet::{BODY, HEADING, LEADING, MARGIN, MEASURE, field, foot, heading, patient_line, signature};

const INDENT: f64 = 18.0;

const FIRST: [(&str, &str); 6] = [
    (
        "Nature of the treatment",
        "Laparoscopic cholecystectomy (removal of the gallbladder through small cuts) under general anaesthesia, \
         with an X-ray of the bile duct during the operation if the surgeon finds it necessary.",
    ),
    (
        "Expected benefit",
        "Relief of the attacks of pain caused by gallstones, and prevention of inflammation of the gallbladder \
         and of the pancreas.",
    ),
    (
        "Risks explained",
        "Bleeding, infection of the wounds, injury to the bile duct or bowel, stones left in the bile duct, \
         blood clots in the legs or lungs, and conversion to an open operation (about 3 in 100).",
    ),
    (
        "Alternatives explained",
        "Watchful waiting with a low-fat diet; medical dissolution therapy; percutaneous drainage. The likely \
         course without an operation has been described to me.",
    ),
    ("Questions", "I have had the opportunity to ask questions and they were answered to my satisfaction."),
    (
        "Change of plan during the operation",
        "If something unexpected is found, I agree to what is needed at once to save my life or to prevent \
         serious harm. Anything that can wait will be discussed with me first.",
    ),
];

const SECOND: [(&str, &str); 7] = [
    (
        "Anaesthesia",
        "A member of the anaesthesia team has seen me, asked about earlier anaesthetics, allergies, medicines and \
         loose teeth, and explained what will happen before, during and after the operation. I have told them \
         that I was sick after an anaesthetic in 2011.",
    ),
    (
        "Blood and blood products",
        "The chance that I need blood is less than 1 in 200. I agree to receive blood or blood products if my \
         doctors consider it necessary. I have no objection of conscience.",
    ),
    (
        "Tissue and samples",
        "The gallbladder will be examined in the laboratory. What is left over after the examination is \
         destroyed after ten years unless I have agreed to another use in writing.",
    ),
    (
        "Pictures and recordings",
        "Pictures may be taken during the operation and kept in my record. Use for teaching is permitted only \
         where I cannot be recognised. I may withdraw this permission at any time.",
    ),
    (
        "Students and observers",
        "Riverside General Hospital is a teaching hospital. Students may be present under supervision. My care \
         does not depend on my agreeing to this.",
    ),
    (
        "After the operation",
        "I will not drive, drink alcohol or sign contracts for 24 hours. An adult will take me home and stay with \
         me during the first night. I know whom to call if I develop fever, jaundice or increasing pain.",
    ),
    (
        "Withdrawal of consent",
        "I can change my mind at any time before the operation, and this will not affect the care I receive \
         otherwise. It is enough to tell any member of the team.",
    ),
];

/// The file.
pub fn consent() -> Vec<u8> {
    let mut first = Page::letter();
    let y = heading(&mut first, "Consent to Treatment", "Form 214-B  ·  Rev. 2025-03");
    let y = patient_line(&mut first, y, &WALKER, "");
    let opening = "I authorise the clinicians of Riverside General Hospital to carry out the treatment described \
                   below, which has been explained to me, together with its risks, its benefits and the \
                   alternatives to it.";
    let y = first.paragraph((MARGIN, y), MEASURE, LEADING, BODY, opening);
    let y = paragraphs(&mut first, y + 12.0, 1, &FIRST);
    let y = y + 34.0;
    field(&mut first, (MARGIN, y), 250.0, "Signature of the patient", "");
    signature(&mut first, (MARGIN + 12.0, y - 6.0), 120.0, 41);
    field(&mut first, (MARGIN + 288.0, y), 180.0, "Date and time", "2026-10-21, 10:05");
    let left = format!("Form 214-B  ·  {}  ·  MRN {}", WALKER.name, WALKER.record_number);
    foot(&mut first, &left, 1, 3);

    let mut second = Page::letter();
    second.text(MARGIN, 84.0, Align::Left, HEADING, "Further information and permissions");
    let _ = paragraphs(&mut second, 116.0, 7, &SECOND);
    foot(&mut second, &left, 2, 3);

    let third = signatures(&left);
    Pdf::new()
        .property("Title", "Consent to Treatment")
        .property("Author", "Riverside General Hospital")
        .property("Creator", "Forms Server 7.2")
        .property("CreationDate", "D:20261021100640-04'00'")
        .page(first)
        .page(second)
        .page(third)
        .bookmark("Treatment and risks", 0)
        .bookmark("Further information and permissions", 1)
        .bookmark("Statements and signatures", 2)
        .to_bytes()
}

fn paragraphs(page: &mut Page, y: f64, first_number: usize, paragraphs: &[(&str, &str)]) -> f64 {
    let mut y = y;
    for (at, (title, text)) in paragraphs.iter().enumerate() {
        let number = format!("{}.", first_number + at);
        page.text(MARGIN, y, Align::Left, HEADING, &number);
        page.text(MARGIN + INDENT + 4.0, y, Align::Left, HEADING, title);
        let start = (MARGIN + INDENT + 4.0, y + LEADING + 1.5);
        y = page.paragraph(start, MEASURE - INDENT - 4.0, LEADING, BODY, text) + 9.0;
    }
    y
}

fn signatures(left: &str) -> Page {
    let mut page = Page::letter();
    page.text(MARGIN, 84.0, Align::Left, HEADING, "Statements and signatures");
    let statements: [(&str, &str, &str, &str, u64); 3] = [
        (
            "Patient",
            "I have read these three pages, or they were read to me. I understand them and I agree to the treatment. \
             I have received a copy.",
            "Imani Walker",
            "2026-10-21, 10:05",
            41,
        ),
        (
            "Surgeon",
            "I have explained the treatment, its expected benefit, its risks and the alternatives, and I have answered \
             the questions of the patient. In my judgement the patient is able to decide.",
            "Dr. T. Marchetti-Boyle",
            "2026-10-21, 10:02",
            77,
        ),
        (
            "Witness",
            "I was present when the patient signed. I am not a member of the operating team.",
            "L. Adeyemi-Frost, RN",
            "2026-10-21, 10:06",
            1234,
        ),
    ];
    let mut y = 118.0;
    for (role, text, name, date, hand) in statements {
        page.text(MARGIN, y, Align::Left, HEADING, role);
        let below = page.paragraph((MARGIN, y + 18.0), MEASURE, LEADING, BODY, text);
        let line = below + 34.0;
        field(&mut page, (MARGIN, line), 160.0, "Signature", "");
        signature(&mut page, (MARGIN + 10.0, line - 6.0), 95.0, hand);
        field(&mut page, (MARGIN + 178.0, line), 152.0, "Name in capitals", "");
        page.text(MARGIN + 182.0, line - 5.0, Align::Left, BODY, &name.to_uppercase());
        field(&mut page, (MARGIN + 348.0, line), 120.0, "Date and time", date);
        y = line + 48.0;
    }
    page.text(MARGIN, y, Align::Left, HEADING, "Interpreter");
    let y = page.paragraph(
        (MARGIN, y + 18.0),
        MEASURE,
        LEADING,
        BODY,
        "No interpreter was needed. Language of the conversation: English.",
    );
    page.text(MARGIN, y + 22.0, Align::Left, HEADING, "For the ward");
    let boxes =
        ["Copy handed to the patient", "Wristband checked against this form", "Allergies recorded: penicillin (rash)"];
    let mut y = y + 42.0;
    for label in boxes {
        page.frame((MARGIN, y - 8.5), 9.5, 9.5, 0.8, super::sheet::INK);
        let tick = [(MARGIN + 2.0, y - 4.0), (MARGIN + 4.2, y - 1.0), (MARGIN + 10.5, y - 11.0)];
        page.line(&tick, 1.3, super::sheet::PEN);
        page.text(MARGIN + 18.0, y, Align::Left, BODY, label);
        y += 19.0;
    }
    foot(&mut page, left, 3, 3);
    page
}
