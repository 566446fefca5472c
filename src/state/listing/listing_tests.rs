#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::sync::Arc;
use std::time::Instant;

use super::super::{AppState, Command, Effect, Event, Intent};
use super::{Column, Filter, Haystack, Row};
use crate::content::inspect;
use crate::message::{Given, load};

/// Opens a response of documents, each (identifier, description, type, service date).
fn open(documents: &[(&str, &str, &str, &str)]) -> AppState {
    let entries: Vec<String> = documents
        .iter()
        .map(|(id, description, file_type, date)| {
            let contents = if *file_type == "PDF" { "JVBERi0xLjQKJSVFT0YK" } else { "SGVsbG8gd29ybGQK" };
            let field = |name: &str, text: &str| match text {
                "" => format!(r#""{name}":null"#),
                text => format!(r#""{name}":"{text}""#),
            };
            let identifiers = match *id {
                "" => String::new(),
                id => format!(r#"{{"ID":"{id}","IDType":"MR"}},{{"ID":"E{id}","IDType":"EHRID"}}"#),
            };
            format!(
                r#"{{"Patient":{{"Identifiers":[{identifiers}]}},"FileType":"{file_type}","FileContents":"{contents}",{},{}}}"#,
                field("DocumentDescription", description),
                field("ServiceDateTime", date),
            )
        })
        .collect();
    let mut state = AppState::default();
    open_into(&mut state, &entries);
    state
}

fn open_into(state: &mut AppState, entries: &[String]) {
    let text =
        format!(r#"{{"Meta":{{"DataModel":"Media","EventType":"QueryResponse"}},"Media":[{}]}}"#, entries.join(","));
    let given = Given::Text(text.into_bytes().into());
    let loaded = Arc::new(load(&given, &mut |_| std::ops::ControlFlow::Continue(())).unwrap());
    let inspections =
        loaded.response.documents.iter().map(|document| inspect(&loaded.input, document).unwrap()).collect();
    state.open(given, Instant::now());
    let load = state.opening.as_ref().unwrap().load;
    state.apply(Event::OpenFinished(load, Ok(loaded)), Instant::now());
    state.apply(Event::Inspected(load, inspections), Instant::now());
}

fn five() -> AppState {
    open(&[
        ("10", "Consent form", "PDF", "2026-03-01"),
        ("9", "Discharge letter", "PDF", "2026-01-15T10:00:00Z"),
        ("10", "Überweisung", "TXT", ""),
        ("", "Letter 10", "PDF", "2025-12-31T23:59:59-08:00"),
        ("9", "Letter 9", "TXT", "2026-01-15T09:59:59Z"),
    ])
}

fn handle(state: &mut AppState, intent: Intent) -> Vec<Effect> {
    state.handle(intent, Instant::now())
}

fn type_in(state: &mut AppState, typed: &str) {
    let filter = Filter { typed: typed.to_owned().into(), ..state.listing.filter.clone() };
    handle(state, Intent::SetFilter(Box::new(filter)));
}

fn sort(state: &mut AppState, column: Column) -> Vec<u32> {
    handle(state, Intent::SortBy(column));
    state.listed()
}

#[test]
fn all_words_must_be_found_in_any_field() {
    let mut state = five();
    for (typed, expected) in [
        ("", vec![0, 1, 2, 3, 4]),
        ("letter", vec![1, 3, 4]),
        ("LETTER 9", vec![1, 3, 4]),
        ("discharge 9", vec![1]),
        ("letter 9 txt", vec![4]),
        ("uberweisung", vec![2]),
        ("\"letter 9\"", vec![4]),
        ("type:pdf letter", vec![1, 3]),
        ("mr:10", vec![0, 2]),
        ("ehrid:e9", vec![1, 4]),
        ("patient:E10", vec![0, 2]),
        ("date:2026-01-15", vec![1, 4]),
        ("document:10", vec![3]),
        ("nothing like it", vec![]),
    ] {
        type_in(&mut state, typed);
        assert_eq!(state.listed(), expected, "{typed}");
        assert_eq!(state.listing.matching(), expected.len(), "{typed}");
    }
}

#[test]
fn types_patients_dates_and_problems_are_chosen_together() {
    let mut state = five();
    let set = |state: &mut AppState, filter: Filter| {
        handle(state, Intent::SetFilter(Box::new(filter)));
        state.listed()
    };
    let types = super::filter::types(state.opened.as_ref().unwrap());
    assert_eq!(types.into_iter().collect::<Vec<_>>(), [("PDF".to_owned(), 3), ("TEXT".to_owned(), 2)]);
    let pdf = Filter { types: ["PDF".to_owned()].into(), ..Filter::default() };
    assert_eq!(set(&mut state, pdf.clone()), [0, 1, 3]);
    let of_patient = state.opened.as_ref().unwrap().patient_number(0).unwrap();
    assert_eq!(set(&mut state, Filter { patients: [of_patient].into(), ..pdf }), [0]);
    let from = Filter { from: "2026-01-15".to_owned(), ..Filter::default() };
    assert_eq!(set(&mut state, from.clone()), [0, 1, 4]);
    let until = Filter { to: "2026-01-15".to_owned(), ..Filter::default() };
    // Just before the new year in California is in the new year already, as an instant.
    assert_eq!(set(&mut state, until), [1, 3, 4]);
    assert_eq!(set(&mut state, Filter { to: "2026-01-31".to_owned(), ..from.clone() }), [1, 4]);
    assert_eq!(set(&mut state, Filter { to: "20".to_owned(), ..from }), [0, 1, 4], "no date yet");
    let problems = Filter { problems: true, ..Filter::default() };
    let with_problems: Vec<u32> =
        (0..5).filter(|index| state.opened.as_ref().unwrap().problems_of(*index) > 0).collect();
    assert_eq!(set(&mut state, problems), with_problems);
}

#[test]
fn a_column_sorts_up_then_down_then_not() {
    let mut state = five();
    assert_eq!(sort(&mut state, Column::Document), [0, 1, 4, 3, 2], "numbers by value, empty and accents like letters");
    assert_eq!(sort(&mut state, Column::Document), [2, 3, 4, 1, 0]);
    assert_eq!(sort(&mut state, Column::Document), [0, 1, 2, 3, 4]);
    assert_eq!(sort(&mut state, Column::ServiceDate), [3, 4, 1, 0, 2], "instants, and the one without a date last");
    assert_eq!(sort(&mut state, Column::ServiceDate), [0, 1, 4, 3, 2], "empty last either way");
    assert_eq!(sort(&mut state, Column::Patient), [1, 4, 0, 2, 3], "9 before 10, equal ones in the file's order");
    assert_eq!(sort(&mut state, Column::Size), [2, 4, 0, 1, 3]);
}

#[test]
fn the_selected_document_comes_back_when_the_filter_goes() {
    let mut state = five();
    handle(&mut state, Intent::Select(2));
    type_in(&mut state, "letter");
    assert_eq!(state.selected, Some(1), "the first that is shown");
    type_in(&mut state, "letter 9 txt");
    assert_eq!(state.selected, Some(4));
    type_in(&mut state, "nothing like it");
    assert_eq!(state.selected, None);
    handle(&mut state, Intent::Run(Command::ClearFilter));
    assert_eq!(state.selected, Some(2));
    type_in(&mut state, "letter");
    handle(&mut state, Intent::Select(3));
    handle(&mut state, Intent::Run(Command::Escape));
    assert_eq!((state.selected, state.listing.matching()), (Some(3), 5), "what was chosen meanwhile stays");
}

#[test]
fn what_leads_to_a_hidden_document_shows_it() {
    let mut state = five();
    type_in(&mut state, "letter");
    handle(&mut state, Intent::Select(0));
    assert_eq!((state.selected, state.listing.place(0), state.listing.filter.is_empty()), (Some(0), Some(0), true));
    handle(&mut state, Intent::Run(Command::GroupByPatient));
    let patient = state.opened.as_ref().unwrap().patient_number(1).unwrap();
    handle(&mut state, Intent::FoldPatient { patient, folded: true });
    assert_eq!(state.listing.place(4), None);
    handle(&mut state, Intent::Select(4));
    assert!(state.listing.place(4).is_some() && state.selected == Some(4));
}

#[test]
fn documents_of_a_patient_stand_together_under_a_head() {
    let mut state = five();
    handle(&mut state, Intent::Run(Command::GroupByPatient));
    use Row::{Document, Patient};
    let rows = [Patient(0), Document(0), Document(2), Patient(1), Document(1), Document(4), Patient(2), Document(3)];
    assert_eq!(state.listing.rows(), rows);
    assert_eq!(state.listing.matching_of(1), 2);
    handle(&mut state, Intent::FoldPatient { patient: 1, folded: true });
    assert_eq!(state.listing.rows(), [rows[0], rows[1], rows[2], rows[3], rows[6], rows[7]]);
    assert_eq!(
        (state.listing.matching(), state.listed()),
        (5, vec![0, 2, 1, 4, 3]),
        "folded ones are part of the list"
    );
    handle(&mut state, Intent::Select(2));
    handle(&mut state, Intent::StepRows(1));
    assert_eq!(state.selected, Some(3), "heads and what is folded away are passed over");
    handle(&mut state, Intent::StepRows(-1));
    assert_eq!(state.selected, Some(2));
    handle(&mut state, Intent::StepRows(-100));
    assert_eq!(state.selected, Some(0), "above the first document stands a head");
    handle(&mut state, Intent::FoldPatient { patient: 2, folded: true });
    handle(&mut state, Intent::StepRows(100));
    assert_eq!(state.selected, Some(2), "below the last one as well");
    handle(&mut state, Intent::FoldPatient { patient: 2, folded: false });
    type_in(&mut state, "letter");
    assert_eq!(state.listing.rows(), [Patient(1), Patient(2), Document(3)]);
    assert_eq!(state.listing.matching_of(1), 2);
}

#[test]
fn several_are_chosen_by_the_rules_of_the_desktop() {
    let mut state = five();
    handle(&mut state, Intent::Select(1));
    assert_eq!((state.chosen(), state.chosen_count()), (vec![1], 1));
    handle(&mut state, Intent::ToggleMark(3));
    assert_eq!((state.chosen(), state.selected), (vec![1, 3], Some(3)));
    handle(&mut state, Intent::ToggleMark(3));
    assert_eq!((state.chosen(), state.selected), (vec![1], Some(1)));
    handle(&mut state, Intent::ToggleMark(1));
    assert_eq!((state.chosen(), state.selected), (vec![1], Some(1)), "something is always shown");
    handle(&mut state, Intent::MarkTo(3));
    assert_eq!((state.chosen(), state.selected), (vec![1, 2, 3], Some(3)));
    handle(&mut state, Intent::MarkTo(0));
    assert_eq!(state.chosen(), [0, 1], "from the same start");
    handle(&mut state, Intent::MarkRows(2));
    assert_eq!((state.chosen(), state.selected), (vec![1, 2], Some(2)));
    handle(&mut state, Intent::MarkAll);
    assert_eq!((state.chosen_count(), state.selected), (5, Some(2)));
    assert_eq!(state.chosen_bytes(), 3 * 15 + 2 * 12);
    type_in(&mut state, "letter");
    assert_eq!(state.chosen(), [1, 3, 4], "what is not shown is not chosen");
    handle(&mut state, Intent::StepRows(1));
    assert_eq!(state.chosen_count(), 1);
}

#[test]
fn rows_are_copied_as_a_table() {
    let mut state = five();
    handle(&mut state, Intent::Select(1));
    let copied = |effects: Vec<Effect>| match effects.as_slice() {
        [Effect::Copy(text)] => text.reveal().to_owned(),
        _ => panic!("nothing was copied"),
    };
    let one = copied(handle(&mut state, Intent::Run(Command::CopyRows)));
    assert_eq!(one, "MR 9, EHRID E9\tDischarge letter\tPDF\t15 B\t2026-01-15 10:00\t\t\t\n");
    handle(&mut state, Intent::MarkTo(2));
    let several = copied(handle(&mut state, Intent::Run(Command::CopyRows)));
    assert_eq!(several.lines().count(), 3);
    assert!(several.starts_with("Patient\tDocument\tType\tSize\tService date\tCreated\tVisit\tDocument ID\n"));
    assert_eq!(copied(handle(&mut state, Intent::CopyCell(Column::Patient, 0))), "MR 10, EHRID E10");
    let json = copied(handle(&mut state, Intent::Run(Command::CopyRowsJson)));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((json[0]["index"].as_u64(), json[1]["index"].as_u64()), (Some(2), Some(3)));
    assert_eq!(json[0]["patient_identifiers"][0]["id"], "9");
    assert!(!json.to_string().contains("JVBERi0"), "no contents");
}

#[test]
fn a_large_list_waits_for_its_texts_and_says_so() {
    let entry = r#"{"Patient":{"Identifiers":[]},"DocumentDescription":"a","FileContents":"SGVsbG8gd29ybGQK"}"#;
    let mut entries = vec![entry.to_owned(); super::TEXTS_AT_ONCE + 1];
    entries[7] = entry.replace(r#""a""#, r#""needle""#);
    let mut state = AppState::default();
    open_into(&mut state, &entries);
    let load = state.opened.as_ref().unwrap().load;
    let filter = Filter { typed: "needle".to_owned().into(), ..Filter::default() };
    let effects = handle(&mut state, Intent::SetFilter(Box::new(filter.clone())));
    assert!(effects == [Effect::MakeTexts(load)] && state.listing.is_waiting());
    assert_eq!(state.listing.matching(), entries.len(), "the list stays as it was meanwhile");
    let more = Filter { typed: "needle ".to_owned().into(), ..filter };
    assert!(handle(&mut state, Intent::SetFilter(Box::new(more))).is_empty(), "they are asked for once");
    let texts = Arc::new(Haystack::of(&state.opened.as_ref().unwrap().response));
    state.apply(Event::TextsMade(load + 1, texts.clone()), Instant::now());
    assert!(state.listing.is_waiting(), "those of another load are of no use");
    state.apply(Event::TextsMade(load, texts), Instant::now());
    assert_eq!((state.listed(), state.listing.is_waiting()), (vec![7], false));
}

#[test]
fn another_file_begins_with_everything_shown() {
    let mut state = five();
    type_in(&mut state, "letter");
    sort(&mut state, Column::Size);
    handle(&mut state, Intent::ToggleMark(4));
    let other = open(&[("1", "x", "PDF", "")]);
    drop(other);
    open_into(&mut state, &[r#"{"Patient":{"Identifiers":[]},"FileContents":"SGVsbG8gd29ybGQK"}"#.to_owned()]);
    // Pasted text counts as the same input; a file of another name would not.
    assert_eq!(state.listing.sort, Some((Column::Size, super::Direction::Ascending)));
    handle(&mut state, Intent::Run(Command::Close));
    assert!(state.listing.rows().is_empty() && state.listing.filter.is_empty());
}
