//! A specimen of everything that can be laid out. With a folder in `REDOX_SPECIMEN` its pages are written there, to be looked at.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;
use crate::render::formats::{Notices, Pages, PixelRect, PixelSize, Rotation};

pub(super) fn run(text: &str, letters: Letters) -> Run {
    Run { text: text.to_owned(), letters }
}

pub(super) fn plain(text: &str) -> Block {
    Block::Paragraph(Paragraph::plain(text))
}

fn rich(runs: Vec<Run>) -> Paragraph {
    Paragraph { runs, ..Paragraph::default() }
}

pub(super) fn cell(text: &str) -> Cell {
    Cell { blocks: vec![plain(text)], ..Cell::default() }
}

fn head(text: &str) -> Cell {
    Cell { head: true, ..cell(text) }
}

pub(super) fn item(marker: &str, blocks: Vec<Block>) -> ListItem {
    ListItem { marker: marker.to_owned(), blocks }
}

/// Draws a page as it is on a screen of 144 dots an inch.
pub(super) fn drawn(pages: &mut FlowPages, page: u32, scale: u32) -> (PixelSize, Vec<u8>) {
    let size = PixelSize { width: 612 * scale, height: 792 * scale };
    let mut out = vec![0; (size.width * size.height * 4) as usize];
    let part = PixelRect { x: 0, y: 0, width: size.width, height: size.height };
    pages.render(page, size, part, Rotation::None, &mut out).unwrap();
    (size, out)
}

fn look_at(name: &str, mut pages: FlowPages) {
    for page in 0..pages.page_count().min(8) {
        let (size, pixels) = drawn(&mut pages, page, 2);
        assert!(pixels.chunks(4).all(|pixel| pixel[3] == 255));
        if let Some(folder) = std::env::var_os("REDOX_SPECIMEN") {
            let path = std::path::Path::new(&folder).join(format!("{name}-{page}.png"));
            image::save_buffer(path, &pixels, size.width, size.height, image::ExtendedColorType::Rgba8).unwrap();
        }
    }
}

const PROSE: &str = "The patient was seen in the outpatient clinic for a routine follow-up of arterial hypertension and type 2 \
    diabetes mellitus. She reports feeling well, with no chest pain, dyspnoea or oedema; home readings average 132/84 mmHg. \
    Adherence to metformin 850 mg twice daily is good, and she tolerates ramipril 5 mg without a cough. ";

#[test]
fn letter() {
    let bold = || Letters { bold: true, ..Letters::default() };
    let italic = || Letters { italic: true, ..Letters::default() };
    let mut blocks = vec![
        Block::Heading(1, Paragraph::plain("Discharge summary")),
        Block::Fields(vec![
            ("Patient".into(), rich(vec![run("Maria Testpatient", bold())])),
            ("Born".into(), Paragraph::plain("2 March 1948 (76 years)")),
            ("Address of the practice that refers".into(), Paragraph::plain("12 Example Street, Sampletown, which is a rather long line of an address that does not fit on one line of a page")),
            ("Admitted".into(), Paragraph::plain("14 February 2024, 08:15")),
        ]),
        Block::Rule,
        Block::Heading(2, Paragraph::plain("History of present illness")),
        plain(PROSE),
        Block::Paragraph(rich(vec![
            run("Mixed looks: ", bold()),
            run("italic words", italic()),
            run(", ", Letters::default()),
            run("both", Letters { bold: true, italic: true, ..Letters::default() }),
            run(", struck", Letters { struck: true, ..Letters::default() }),
            run(", underlined gypsy", Letters { underlined: true, ..Letters::default() }),
            run(", code_in_line()", Letters { mono: true, ..Letters::default() }),
            run(", H", Letters::default()),
            run("2", Letters { script: Script::Sub, ..Letters::default() }),
            run("O and 10", Letters::default()),
            run("9", Letters { script: Script::Super, ..Letters::default() }),
            run("/L, ", Letters::default()),
            run("a link to guidance", Letters { link: Some("https://example.org/a".into()), ..Letters::default() }),
            run(", muted source", Letters { muted: true, ..Letters::default() }),
            run(", red", Letters { colour: Some([0xB0, 0x20, 0x20]), ..Letters::default() }),
            run(" and large.", Letters { size: Some(15.0), ..Letters::default() }),
        ])),
        Block::Heading(3, Paragraph::plain("Medication on discharge")),
        Block::List(vec![
            item("•", vec![plain("Metformin 850 mg, one tablet in the morning and one in the evening, with meals, for as long as the glomerular filtration rate stays above 45 mL/min")]),
            item("•", vec![plain("Ramipril 5 mg"), Block::List(vec![
                item("–", vec![plain("check potassium and creatinine in two weeks")]),
                item("–", vec![plain("stop in case of angioedema")]),
            ])]),
            item("•", vec![plain("Atorvastatin 20 mg at night")]),
        ]),
        Block::List((8..=11).map(|n| item(&format!("{n}."), vec![plain("An entry of a numbered list")])).collect()),
        Block::Heading(4, Paragraph::plain("Both margins")),
        Block::Paragraph(Paragraph { align: Align::Both, ..Paragraph::plain(PROSE) }),
        Block::Paragraph(Paragraph { align: Align::Middle, ..Paragraph::plain("In the middle") }),
        Block::Paragraph(Paragraph { align: Align::End, ..Paragraph::plain("At the end of the line") }),
        Block::Paragraph(Paragraph { indent: 36.0, first_indent: -18.0, ..Paragraph::plain(PROSE) }),
        plain("Name\tMaria\tTestpatient\nWard\t7B\tBed 2"),
        Block::Preformatted("GLU   5.4 mmol/L   (3.9 - 5.5)\nHbA1c\t48\tmmol/mol\n  indented text that is so long that it has to be wrapped at the width of the page, keeping its indentation as it goes on and on".into()),
    ];
    for _ in 0..6 {
        blocks.push(Block::Heading(2, Paragraph::plain("Course of treatment")));
        blocks.push(plain(&PROSE.repeat(2)));
        blocks.push(plain(PROSE));
    }
    look_at("letter", FlowPages::new(Flow { blocks, ..Flow::default() }, Notices::default()).unwrap());
}

#[test]
fn tables() {
    let lab = |n: usize| Row {
        cells: vec![
            cell(&format!("Analyte {n}")),
            cell("5.4"),
            cell("mmol/L"),
            cell("3.9 – 5.5"),
            cell(if n.is_multiple_of(7) {
                "high; please repeat the measurement within two weeks, fasting"
            } else {
                ""
            }),
        ],
        head: false,
    };
    let mut rows =
        vec![Row { cells: ["Test", "Result", "Unit", "Reference range", "Remark"].map(head).to_vec(), head: true }];
    rows.extend((0..70).map(lab));
    let spans = Table {
        caption: Paragraph::plain("Table 1. Cells over several columns and rows"),
        rows: vec![
            Row {
                cells: vec![
                    Cell { rows: 2, ..head("Drug") },
                    Cell { columns: 3, ..head("Dose") },
                    Cell { rows: 2, ..head("Reason") },
                ],
                head: true,
            },
            Row { cells: vec![head("Morning"), head("Noon"), head("Night")], head: true },
            Row {
                cells: vec![
                    Cell { rows: 2, ..cell("Metformin, a name over two rows") },
                    cell("850 mg"),
                    cell("–"),
                    cell("850 mg"),
                    cell("Diabetes mellitus type 2 with good control"),
                ],
                head: false,
            },
            Row {
                cells: vec![
                    Cell { columns: 3, ..cell("with meals") },
                    Cell {
                        blocks: vec![Block::List(vec![item("•", vec![plain("one")]), item("•", vec![plain("two")])])],
                        ..Cell::default()
                    },
                ],
                head: false,
            },
        ],
        ..Table::default()
    };
    let inner = Table {
        rows: vec![
            Row { cells: vec![cell("a"), cell("b")], head: false },
            Row { cells: vec![cell("c"), cell("d")], head: false },
        ],
        ..Table::default()
    };
    let nested = Table {
        column_widths: vec![150.0, 0.0],
        rows: vec![Row {
            cells: vec![
                cell("A table in a cell"),
                Cell { blocks: vec![plain("before"), Block::Table(inner), plain("after")], ..Cell::default() },
            ],
            head: false,
        }],
        ..Table::default()
    };
    let tall = Table {
        rows: vec![Row { cells: vec![head("Report"), cell(&PROSE.repeat(25))], head: false }],
        ..Table::default()
    };
    let wide = Table {
        rows: (0..3)
            .map(|_| Row { cells: (0..20).map(|n| cell(&format!("column {n}"))).collect(), head: false })
            .collect(),
        ..Table::default()
    };
    let blocks = vec![
        Block::Heading(2, Paragraph::plain("Tables")),
        Block::Table(spans),
        Block::Table(nested),
        Block::Table(wide),
        Block::Heading(2, Paragraph::plain("Laboratory")),
        Block::Table(Table { rows, ..Table::default() }),
        Block::Table(tall),
    ];
    look_at("tables", FlowPages::new(Flow { blocks, ..Flow::default() }, Notices::default()).unwrap());
}

#[test]
fn scripts() {
    let blocks = vec![
        Block::Heading(1, Paragraph::plain("Scripts — 漢字 — عربى")),
        plain("Arabic: هذا تقرير طبي للمريضة، ضغط الدم 132/84 ملم زئبق، والنبض 72 في الدقيقة. تمت مراجعة المريضة في العيادة الخارجية، وهي بحالة جيدة ولا تشكو من أي أعراض جديدة منذ الزيارة السابقة."),
        plain("هذا تقرير طبي للمريضة، ضغط الدم 132/84 ملم زئبق (Ramipril 5 mg)، والنبض 72 في الدقيقة. تمت مراجعة المريضة في العيادة الخارجية، وهي بحالة جيدة ولا تشكو من أي أعراض جديدة منذ الزيارة السابقة."),
        plain("שלום, זהו דוח רפואי של המטופלת (Maria) עם לחץ דם 132/84 ודופק 72 לדקה."),
        plain("患者は外来を受診し、血圧は132/84 mmHgであった。体調は良好で、自覚症状はない。 中文:患者于门诊复诊,血压控制良好。 한국어: 환자는 외래에 내원하였다."),
        plain("हिन्दी: रोगी को बाह्य रोगी विभाग में देखा गया। ไทย: ผู้ป่วยมาตรวจตามนัด  Ελληνικά: Η ασθενής. Русский: Пациентка осмотрена. Việt: Bệnh nhân đã được khám."),
        plain("Emoji ☺ ✔ 🩺 😀, symbols ← ↑ → ≤ ≥ ± µ Ω ½ ☐ ☑ ♀ ♂, unknown \u{F8FE}, bold CJK: "),
        Block::Paragraph(rich(vec![run("太字 bold ", Letters { bold: true, ..Letters::default() }), run("斜体 italic", Letters { italic: true, ..Letters::default() })])),
        Block::Preformatted("mono 漢字 | next\nmono ab   | next\nשלום abc  | e\u{301}e\u{301}\nMSH|^~\\&|ﻡﺮﺤﺑﺍ|مرحبا بالعالم|control \u{1}\u{1B}[0m".into()),
    ];
    look_at("scripts", FlowPages::new(Flow { blocks, ..Flow::default() }, Notices::default()).unwrap());
}

#[test]
fn media() {
    let mut png = Vec::new();
    let picture = image::RgbImage::from_fn(320, 200, |x, y| {
        image::Rgb([x as u8, y as u8, if (x / 20 + y / 20) % 2 == 0 { 200 } else { 60 }])
    });
    picture.write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png).unwrap();
    let wave = |channels: usize, seconds: f64| {
        Block::Waveform(Waveform {
            channels: (0..channels)
                .map(|channel| {
                    (0..4_000)
                        .map(|n| {
                            let n = n as f32;
                            let loud =
                                (n * 0.003 + channel as f32).sin().abs() * (0.5 + 0.5 * (n * 0.7).sin()).max(0.05);
                            (-loud * 0.9, loud)
                        })
                        .collect()
                })
                .collect(),
            seconds,
        })
    };
    let blocks = vec![
        Block::Heading(1, Paragraph::plain("Media")),
        plain("A picture at its own size, and one that cannot be read:"),
        Block::Picture(Picture { bytes: png.clone(), size: None, words: "Test picture".into() }),
        Block::Picture(Picture {
            bytes: vec![1, 2, 3],
            size: Some((200.0, 80.0)),
            words: "Chart of blood pressure from January to March".into(),
        }),
        wave(1, 63.0),
        wave(2, 12.0),
        Block::Picture(Picture { bytes: png, size: Some((2000.0, 3000.0)), words: String::new() }),
        wave(5, 0.4),
    ];
    look_at("media", FlowPages::new(Flow { blocks, ..Flow::default() }, Notices::default()).unwrap());
}

#[test]
fn lines() {
    let mut text = String::from(
        "MSH|^~\\&|LAB|HOSPITAL|EHR|CLINIC|202402290815||ORU^R01^ORU_R01|000123|P|2.5.1|||AL|NE||UNICODE UTF-8|||and some more fields so that the line is wrapped\rPID|1||12345^^^HOSP^MR||Testpatient^Maria^^^^^L||19480302|F\r",
    );
    for n in 0..20 {
        text.push_str(&format!(
            "    {{ \"n\": {n}, \"name\": \"漢字 é\", \"words\": \"{}\" }},\n",
            "lorem ipsum ".repeat(n)
        ));
    }
    text.push_str("שלום עולם 123\n\tTab\tTab\n\u{C}New page\n");
    look_at("lines", FlowPages::lines(text, Vec::new(), Notices::default()));
}
