//! The sample's documents that are tables: a medication list and laboratory results.

use super::super::pdf::{Align, Font, Page, Pdf, Type};
use super::people::HALVERSEN;
use super::sheet::{
    BODY, HEADING, LEADING, MARGIN, MEASURE, SMALL, STRONG, foot, head_row, heading, patient_line, row,
};

const CELL: Type = Type::new(Font::Helvetica, 9.5).ink(super::sheet::INK);
const ALERT: Type = Type::new(Font::HelveticaBold, 9.5).ink([178, 38, 30]);

/// "Medication list": one page.
pub fn medication_list() -> Vec<u8> {
    let mut page = Page::letter();
    let y = heading(&mut page, "Medication List", "Pharmacy reconciliation  ·  Printed 2026-10-28, 11:20");
    let y = patient_line(&mut page, y, &HALVERSEN, "");
    let columns = [
        (MARGIN + 6.0, Align::Left),
        (MARGIN + 142.0, Align::Left),
        (MARGIN + 206.0, Align::Left),
        (MARGIN + 330.0, Align::Left),
        (MARGIN + MEASURE - 6.0, Align::Right),
    ];
    let home: [[&str; 5]; 6] = [
        ["Metformin", "500 mg", "1 – 0 – 1 with meals", "Type 2 diabetes", "2019"],
        ["Ramipril", "5 mg", "1 – 0 – 0", "High blood pressure", "2016"],
        ["Amlodipine", "5 mg", "0 – 0 – 1", "High blood pressure", "2021"],
        ["Atorvastatin", "20 mg", "0 – 0 – 1", "Cholesterol", "2016"],
        ["Vitamin D3", "1000 IU", "1 – 0 – 0", "Deficiency", "2023"],
        ["Paracetamol", "500 mg", "if needed, 4 a day at most", "Knee pain", "2022"],
    ];
    let hospital: [[&str; 5]; 3] = [
        ["Ceftriaxone", "2 g", "once a day, intravenous", "Pneumonia", "Oct 28"],
        ["Azithromycin", "500 mg", "1 – 0 – 0, three days", "Pneumonia", "Oct 28"],
        ["Enoxaparin", "40 mg", "once a day, subcutaneous", "Prevention of clots", "Oct 28"],
    ];
    let heads = ["Medicine", "Strength", "Morning – noon – night", "Reason", "Since"];
    page.text(MARGIN, y, Align::Left, HEADING, "Medicines at home");
    let mut y = head_row(&mut page, y + 22.0, &columns, &heads);
    for cells in &home {
        y = row(&mut page, y, &columns, CELL, 20.0, cells);
    }
    y += 18.0;
    page.text(MARGIN, y, Align::Left, HEADING, "Started in hospital");
    y = head_row(&mut page, y + 22.0, &columns, &heads);
    for cells in &hospital {
        y = row(&mut page, y, &columns, CELL, 20.0, cells);
    }
    y += 18.0;
    page.text(MARGIN, y, Align::Left, HEADING, "Notes of the pharmacist");
    y += LEADING + 2.0;
    for note in [
        "Metformin is paused while the infection is treated and kidney function is watched; restart on discharge.",
        "Atorvastatin and azithromycin: ask about muscle pain. An ECG of 2026-10-28 shows a normal QTc (421 ms).",
        "No known allergies. The patient uses a weekly pill box, filled by his daughter.",
    ] {
        page.text(MARGIN, y, Align::Left, BODY, "•");
        y = page.paragraph((MARGIN + 12.0, y), MEASURE - 12.0, LEADING, BODY, note) + 3.0;
    }
    page.text(MARGIN, y + 20.0, Align::Left, STRONG, "Checked with: patient, pharmacy label, family doctor’s list");
    page.text(MARGIN, y + 34.0, Align::Left, SMALL, "P. Vandermeer-Osei, PharmD  ·  2026-10-28, 11:18");
    foot(&mut page, &format!("Medication list  ·  {}  ·  MRN {}", HALVERSEN.name, HALVERSEN.record_number), 1, 1);
    Pdf::new()
        .property("Title", "Medication list")
        .property("CreationDate", "D:20261028112005-04'00'")
        .page(page)
        .to_bytes()
}

/// One line of a laboratory report: test, result, mark (H or L), unit, reference range.
type Result = [&'static str; 5];

const CHEMISTRY: [Result; 12] = [
    ["Sodium", "137", "", "mmol/l", "135 – 145"],
    ["Potassium", "4.2", "", "mmol/l", "3.5 – 5.1"],
    ["Chloride", "101", "", "mmol/l", "98 – 107"],
    ["Creatinine", "118", "H", "µmol/l", "62 – 106"],
    ["eGFR (CKD-EPI 2021)", "59", "L", "ml/min/1.73 m²", "> 60"],
    ["Urea", "7.9", "", "mmol/l", "2.8 – 8.1"],
    ["Glucose", "11.4", "H", "mmol/l", "3.9 – 6.1"],
    ["HbA1c", "54", "H", "mmol/mol", "20 – 42"],
    ["ALT", "31", "", "U/l", "< 50"],
    ["Bilirubin, total", "12", "", "µmol/l", "< 21"],
    ["C-reactive protein", "184", "H", "mg/l", "< 5"],
    ["Procalcitonin", "1.2", "H", "µg/l", "< 0.1"],
];

const BLOOD_COUNT: [Result; 9] = [
    ["Haemoglobin", "139", "", "g/l", "135 – 175"],
    ["Haematocrit", "0.41", "", "l/l", "0.40 – 0.52"],
    ["Erythrocytes", "4.6", "", "T/l", "4.5 – 5.9"],
    ["Leukocytes", "15.8", "H", "G/l", "4.0 – 10.0"],
    ["Neutrophils", "13.1", "H", "G/l", "1.8 – 7.5"],
    ["Lymphocytes", "1.4", "", "G/l", "1.0 – 4.0"],
    ["Monocytes", "1.1", "H", "G/l", "0.2 – 1.0"],
    ["Eosinophils", "0.1", "", "G/l", "< 0.5"],
    ["Platelets", "312", "", "G/l", "150 – 400"],
];

/// "Lab results": two pages.
pub fn lab_results() -> Vec<u8> {
    let title = "Laboratory Results";
    let left = format!("Sample 26-301-5582  ·  {}  ·  MRN {}", HALVERSEN.name, HALVERSEN.record_number);
    let mut first = Page::letter();
    let y = heading(&mut first, title, "Central Laboratory  ·  Collected 2026-10-28, 06:50");
    let y = patient_line(&mut first, y, &HALVERSEN, "");
    results(&mut first, y, "Clinical chemistry", &CHEMISTRY);
    foot(&mut first, &left, 1, 2);
    let mut second = Page::letter();
    results(&mut second, 84.0, "Blood count", &BLOOD_COUNT);
    foot(&mut second, &left, 2, 2);
    Pdf::new()
        .property("Title", title)
        .property("CreationDate", "D:20261028082211-04'00'")
        .page(first)
        .page(second)
        .to_bytes()
}

fn results(page: &mut Page, y: f64, title: &str, results: &[Result]) {
    let columns = [
        (MARGIN + 6.0, Align::Left),
        (MARGIN + 210.0, Align::Right),
        (MARGIN + 222.0, Align::Left),
        (MARGIN + 256.0, Align::Left),
        (MARGIN + MEASURE - 6.0, Align::Right),
    ];
    page.text(MARGIN, y, Align::Left, HEADING, title);
    let heads = ["Test", "Result", "", "Unit", "Reference range"];
    let mut y = head_row(page, y + 22.0, &columns, &heads);
    for cells in results {
        let style = if cells[2].is_empty() { CELL } else { ALERT };
        let [test, result, mark, unit, range] = *cells;
        page.text(columns[1].0, y, Align::Right, style, result);
        page.text(columns[2].0, y, Align::Left, style, mark);
        y = row(page, y, &columns, CELL, 20.0, &[test, "", "", unit, range]);
    }
}
