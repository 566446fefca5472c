//! Documents of every kind through the window: pages, words, facts, and what is said where there is nothing to show.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use crate::harness::{Look, Program, asset};
use crate::support::{Contents, Document, Response};

fn opened() -> Program {
    let mut program = Program::with_file(asset("sample-kinds.json"), Look::default());
    program.wait("everything is looked at", Program::is_looked_at);
    program
}

fn select(program: &mut Program, number: usize) {
    program.press(Modifiers::NONE, Key::Home);
    for _ in 1..number {
        program.press(Modifiers::NONE, Key::ArrowDown);
    }
}

fn message(documents: &[(&str, &[u8])]) -> String {
    let documents = documents.iter().map(|(name, bytes)| {
        Document::of(&[("0000000001", "MR")]).described("Test", name).contents(Contents::Bytes(bytes.to_vec()))
    });
    Response::new().documents(documents).to_json()
}

/// The text of page 1, once it is known.
fn words(program: &mut Program) -> String {
    program.wait("its text is known", |program| program.app().state().reading.text(0).is_some());
    program.app().state().reading.text(0).unwrap().text.to_string()
}

#[test]
fn every_kind_is_shown_and_its_words_can_be_read() {
    let mut program = opened();
    let kinds: [(&str, &[&str]); 11] = [
        ("Summary of care", &["Jonas Emil Halversen", "Sulfonamides", "Amoxicillin/clavulanate", "Allergies"]),
        ("Request for records", &[]),
        ("After visit summary", &["Levothyroxine", "µg", "yellow eyes", "Riverside General Hospital"]),
        ("Dictation, surgical clinic", &["8,000 Hz", "Mono", "0:06"]),
        ("Letter from the memory clinic", &["Yara", "Tamborini", "Halversen"]),
        ("Home visit, German", &["Größe 158 cm", "übernimmt"]),
        ("Laboratory message", &["OBX|4|NM|1988-5^C reactive protein^LN||121"]),
        ("Vital signs", &["\"resourceType\": \"Observation\"", "38.90"]),
        ("Infusion pump report", &["<Drug code=\"RX2193\">Ceftriaxone</Drug>", "<!-- occlusion alarms -->"]),
        ("Chest X-ray, original", &["DICOM", "no reader", "44 49 43 4d"]),
        ("Leave certificate", &["Word", "word/document.xml", "50 4b 03 04"]),
    ];
    for (number, (label, expected)) in kinds.into_iter().enumerate() {
        select(&mut program, number + 1);
        program.wait(label, |program| program.has(&format!("Page 1 of {label}")));
        if expected.is_empty() {
            continue;
        }
        let words = words(&mut program);
        for part in expected {
            assert!(words.contains(part), "{label}: no {part:?} in {words}");
        }
        assert!(!words.contains("<script") && !words.contains("fetch("), "{words}");
    }
}

#[test]
fn a_fax_has_its_pages_its_shape_and_its_facts() {
    let mut program = opened();
    select(&mut program, 2);
    program.wait("its first page is there", |program| program.has("Page 1 of Request for records"));
    program.wait("its facts are known", |program| program.app().state().reading.facts.is_some());
    program.settle();
    let state = program.app().state();
    let pages = state.selected_pages().unwrap();
    assert_eq!(pages.page_count, 2);
    // 1,728 dots at 204 an inch, 1,078 lines at 98 an inch: a sheet of 8.5 by 11 inches.
    let size = pages.sizes[0].unwrap();
    assert!((size.height / size.width - 11.0 / 8.47).abs() < 0.01, "{size:?}");
    let facts = format!("{:?}", state.reading.facts.as_ref().unwrap().properties.len());
    assert_ne!(facts, "0");
    for part in ["204 × 98 dpi", "Black and white", "CCITT Group 4"] {
        assert!(program.has_part(part), "{part}");
    }
}

#[test]
fn words_are_found_and_copied_in_a_document_without_pages_of_its_own() {
    let mut program = opened();
    program.wait("its first page is there", |program| program.has("Page 1 of Summary of care"));
    program.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    program.harness.run_steps(2);
    program.harness.get_by_label("Find in document").type_text("tiotropium");
    program.wait("it is found", |program| program.has_part("1 of 1"));
    program.press(Modifiers::NONE, Key::Escape);
    program.press(Modifiers::NONE, Key::Tab);
    program.press(Modifiers::COMMAND, Key::A);
    program.press(Modifiers::COMMAND, Key::C);
    program.wait("it is copied", |program| {
        program.app().clipboard().kept().iter().any(|copied| format!("{copied:?}").contains("Text"))
    });
    program.wait("its outline is known", |program| program.has("Show outline"));
}

#[test]
fn a_document_about_another_patient_is_called_out() {
    let mut program = opened();
    // Its row is on screen: nobody has to open it first.
    program.wait("the finding is there", |program| {
        let opened = program.app().state().opened.as_ref().unwrap();
        opened.findings_of(4).any(|finding| finding.code.name() == "other-patient")
    });
    select(&mut program, 5);
    program.wait("its page is there", |program| program.has("Page 1 of Letter from the memory clinic"));
    program.wait("it is called out", |program| {
        program.has_part("This document says that it is about another patient than its entry names: Jonas Halversen")
    });
    // The letter inside is the second page, and a file to save.
    program.wait("its facts are known", |program| program.app().state().reading.facts.is_some());
    let state = program.app().state();
    assert_eq!(state.selected_pages().unwrap().page_count, 2);
    assert_eq!(state.reading.facts.as_ref().unwrap().attachments.len(), 1);
    for other in [1, 10] {
        select(&mut program, other);
        program.settle();
        assert!(!program.has_part("about another patient"), "document {other}");
    }
}

#[test]
fn a_document_about_another_patient_is_found_without_being_scrolled_to() {
    let chart = |id: &str| {
        format!(
            "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><recordTarget><patientRole><id root=\"1.2.3\" extension=\"{id}\"/>\
             </patientRole></recordTarget></ClinicalDocument>"
        )
    };
    let charts: Vec<_> = (0..60).map(|number| chart(if number == 55 { "9999" } else { "0000000001" })).collect();
    let documents: Vec<_> = charts.iter().map(|chart| ("Chart", chart.as_bytes())).collect();
    let mut program = Program::with_message(&message(&documents), Look::default());
    program.wait("the finding is there", |program| {
        let opened = program.app().state().opened.as_ref().unwrap();
        opened.findings_of(55).any(|finding| finding.code.name() == "other-patient")
    });
    program
        .wait("all are asked", |program| program.app().state().opened.as_ref().unwrap().ask_ahead().next().is_none());
    let opened = program.app().state().opened.as_ref().unwrap();
    assert_eq!(opened.findings().iter().filter(|finding| finding.code.name() == "other-patient").count(), 1);
    assert_eq!(opened.stated.len(), 60);
}

#[test]
fn a_guessed_encoding_and_a_broken_format_are_said() {
    let mut program = opened();
    select(&mut program, 6);
    program.wait("its page is there", |program| program.has("Page 1 of Home visit, German"));
    program.wait("the guess is said", |program| program.has_part("They were guessed, and some may be wrong"));
    let broken = message(&[("Broken", b"<?xml version=\"1.0\"?><report><line>one</lime></report>".as_slice())]);
    let mut program = Program::with_message(&broken, Look::default());
    program.wait("its text is there", |program| program.has("Page 1 of Broken"));
    program.wait("it is said", |program| program.has_part("could not be read as XML, so its text is shown as it is"));
    assert!(words(&mut program).contains("<line>one</lime>"));
}

#[test]
fn scripts_without_spaces_between_words_are_laid_out() {
    let words = "ผู้ป่วยไม่มีไข้และรับประทานอาหารได้ดี 患者体温正常食欲良好 ".repeat(40);
    let html = format!("<html><body><p>{words}</p></body></html>");
    let documents = [("Letter", html.as_bytes()), ("Note", words.as_bytes())];
    let mut program = Program::with_message(&message(&documents), Look::default());
    for label in ["Letter", "Note"] {
        program.wait("it is open", |program| program.has(&format!("Page 1 of {label}")));
        let text = self::words(&mut program);
        assert!(text.contains("患者体温正常"), "{label}");
        assert!(program.app().state().opened.as_ref().unwrap().failed_pages.is_empty(), "{label}");
        program.press(Modifiers::NONE, Key::ArrowDown);
    }
}

#[test]
fn nothing_to_show_has_its_own_words() {
    let rtf = br"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\pard\par}";
    let wide = b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x55\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\0\x01\x04\0data\0\0\0\0";
    let documents: [(&str, &[u8]); 3] = [("Empty", rtf), ("Blanks", b" \r\n \t \r\n"), ("Coded", wide)];
    let mut program = Program::with_message(&message(&documents), Look::default());
    program.wait("empty", |program| program.has("Nothing in this document"));
    program.press(Modifiers::NONE, Key::ArrowDown);
    program.wait("blanks", |program| program.selected_row().is_some_and(|row| row.contains("Blanks")));
    program.wait("empty too", |program| program.has("Nothing in this document"));
    program.press(Modifiers::NONE, Key::ArrowDown);
    program.wait("coded", |program| program.has("No preview for this document"));
    assert!(program.has_part("This sound is stored in a way that cannot be shown"));
}

#[test]
fn any_document_is_shown_as_text_and_as_bytes() {
    let mut program = opened();
    program.wait("its first page is there", |program| program.has("Page 1 of Summary of care"));
    for (entry, expected) in [("View as text", "<recordTarget><patientRole>"), ("View as bytes", "3c 3f 78 6d 6c")] {
        program.harness.get_by_label("View").click();
        program.wait("the menu is open", |program| program.has("View as"));
        program.harness.get_by_label("View as").click();
        program.wait("the menu is open", |program| program.has_part(entry));
        program.harness.get_by_label_contains(entry).click();
        program.harness.run_steps(2);
        program.wait("it is shown", |program| program.has("Page 1 of Summary of care"));
        program.wait("its words are known", |program| {
            program.app().state().reading.text(0).is_some_and(|text| text.text.contains(expected))
        });
    }
    assert!(program.has("Shown as bytes, as you asked."));
}
