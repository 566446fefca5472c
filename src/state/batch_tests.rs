//! Saving many documents, as the state has it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::batch::{BatchPlan, BatchScope, BatchWritten, Remark};
use super::test_response::{response, response_of, run};
use super::{AppState, Command, Effect, Event, Intent, NoticeKind, Question, Saving};

/// Documents of every kind: with bytes, without, and nothing to read.
fn mixed() -> AppState {
    response_of(&[
        r#"{"FileContents":"JVBERi0xLjQKJSVFT0YK","DocumentDescription":"Letter"}"#,
        r#"{"FileContents":"https://blob.redoxengine.com/1","DocumentDescription":"Scan"}"#,
        r#"{"FileContents":null,"DocumentDescription":"Note"}"#,
        r#"{"FileContents":"<...base 64 file contents...>","DocumentDescription":"Photo"}"#,
        "17",
        r#"{"FileContents":"","DocumentDescription":"Card"}"#,
        r#"{"FileContents":"JVBERi0xLjQKJSVFT0YK","DocumentDescription":"Report"}"#,
        r#"{"FileContents":"A","DocumentDescription":"Film"}"#,
    ])
}

fn choose(state: &mut AppState, folder: &str) -> Vec<Effect> {
    state.apply(Event::TargetFolderChosen(Some(PathBuf::from(folder))), Instant::now())
}

fn plan(state: &AppState) -> Arc<BatchPlan> {
    match &state.question {
        Some(Question::SaveMany { plan, .. }) => plan.clone(),
        _ => panic!("nothing is asked"),
    }
}

/// Asked for all, told a folder and confirmed.
fn saving(mut state: AppState) -> AppState {
    let asked = state.handle(Intent::Run(Command::SaveAll), Instant::now());
    assert_eq!(asked, [Effect::AskForTargetFolder(None)]);
    choose(&mut state, "/media/STICK");
    let plan = plan(&state);
    let folder = PathBuf::from("/media/STICK");
    let effects = state.handle(Intent::SaveMany { folder: folder.clone(), manifest: true }, Instant::now());
    assert!(matches!(&effects[..], [Effect::SaveMany(order)]
        if order.plan == plan && order.folder == folder && order.manifest));
    assert!(state.question.is_none() && state.batch.running.is_some());
    state
}

fn told(state: &AppState) -> (NoticeKind, &str) {
    state.notice.as_ref().map(|notice| (notice.kind, notice.text.as_str())).unwrap()
}

fn done(state: &mut AppState, written: BatchWritten) {
    state.apply(Event::SavedMany(Ok(written)), Instant::now());
    assert!(state.batch.running.is_none());
}

#[test]
fn documents_without_bytes_are_left_out_with_their_reasons() {
    let mut state = mixed();
    run(&mut state, Command::SaveAll);
    choose(&mut state, "/tmp");
    let plan = plan(&state);
    assert_eq!((plan.scope, plan.hidden, plan.asked(), plan.left_out()), (BatchScope::Listed, 0, 8, 6));
    assert_eq!(plan.documents, [(0, "pdf"), (6, "pdf")]);
    assert_eq!(plan.bytes, 30);
    let left_out: Vec<_> =
        plan.left_out.iter().map(|remark| (remark.sentence.as_str(), remark.documents.join("; "))).collect();
    let expected = [
        ("Stored at Redox: the file holds an address instead of the contents.", "Document 2: Scan"),
        ("The entry holds no contents.", "Document 3: Note; Document 6: Card"),
        ("The file holds a stand-in text instead of the contents.", "Document 4: Photo"),
        ("The entry cannot be read, so it holds no document.", "Document 5: Document 5"),
        ("Not a byte of the contents decodes.", "Document 8: Film"),
    ];
    assert_eq!(left_out, expected.map(|(sentence, documents)| (sentence, documents.to_owned())));
}

#[test]
fn selected_are_those_that_are_chosen() {
    let mut state = mixed();
    state.select(6);
    run(&mut state, Command::SaveSelected);
    choose(&mut state, "/tmp");
    let plan = plan(&state);
    assert_eq!((plan.scope, plan.documents.as_slice()), (BatchScope::Chosen, &[(6, "pdf")][..]));
}

#[test]
fn nothing_can_be_saved_without_bytes_or_before_they_are_looked_at() {
    let mut state = mixed();
    assert!(state.is_enabled(Command::SaveSelected) && state.is_enabled(Command::SaveAll));
    state.select(1);
    assert!(!state.is_enabled(Command::SaveSelected) && state.is_enabled(Command::SaveAll));
    state.opened.as_mut().unwrap().inspections.truncate(7);
    assert!(!state.is_enabled(Command::SaveAll));
    assert!(state.is_enabled(Command::ExportList), "a list needs no bytes");
    let empty = AppState::default();
    for command in [Command::SaveSelected, Command::SaveAll, Command::ExportList] {
        assert!(!empty.is_enabled(command), "{command:?}");
    }
    let mut state = saving(response(2));
    assert!(!state.is_enabled(Command::SaveAll), "one at a time");
    done(&mut state, BatchWritten { saved: 2, ..BatchWritten::default() });
    assert!(state.is_enabled(Command::SaveAll));
}

#[test]
fn a_dialog_that_is_cancelled_leaves_nothing() {
    let mut state = response(2);
    run(&mut state, Command::SaveAll);
    assert!(!state.is_enabled(Command::SaveAll), "it is being asked");
    state.apply(Event::TargetFolderChosen(None), Instant::now());
    assert!(state.question.is_none() && state.notice.is_none() && state.is_enabled(Command::SaveAll));
    // A dialog that answers twice finds nothing asked.
    choose(&mut state, "/tmp");
    assert!(state.question.is_none());
    run(&mut state, Command::SaveAll);
    state.apply(Event::NoTargetFolderDialog, Instant::now());
    assert!(matches!(state.question, Some(Question::SaveMany { folder: None, .. })));
}

/// The same text opened again, as another load.
fn reopen(state: &mut AppState) {
    let (given, loaded) = super::test_response::loaded(&[r#"{"FileContents":"JVBERi0xLjQKJSVFT0YK"}"#]);
    let now = Instant::now();
    state.open(given, now);
    let load = state.opening.as_ref().unwrap().load;
    state.apply(Event::OpenFinished(load, Ok(loaded)), now);
}

#[test]
fn what_was_asked_for_is_not_taken_from_another_file() {
    let mut state = response(2);
    run(&mut state, Command::SaveAll);
    reopen(&mut state);
    choose(&mut state, "/tmp");
    assert!(state.question.is_none());
    assert_eq!(told(&state).0, NoticeKind::Error);
    assert!(told(&state).1.starts_with("Nothing was saved: what is open changed"));

    for (command, what) in [(Command::SaveDocument, Saving::Document(0)), (Command::ExportList, Saving::List)] {
        let mut state = response(2);
        let effects = state.handle(Intent::Run(command), Instant::now());
        assert!(matches!(&effects[..], [Effect::AskForTarget { .. }]), "{effects:?}");
        reopen(&mut state);
        let effects = state.apply(Event::TargetChosen(what, Some(PathBuf::from("/tmp/a"))), Instant::now());
        assert_eq!(effects, []);
        assert!(told(&state).1.starts_with("Nothing was saved: what is open changed"));
        assert!(!state.saving);
    }
}

#[test]
fn the_list_is_exported_as_it_was_shown() {
    let mut state = response(3);
    let effects = state.handle(Intent::Run(Command::ExportList), Instant::now());
    let suggested = "documents.csv".to_owned();
    assert_eq!(effects, [Effect::AskForTarget { what: Saving::List, suggested }]);
    let target = PathBuf::from("/tmp/list.csv");
    let effects = state.apply(Event::TargetChosen(Saving::List, Some(target.clone())), Instant::now());
    let load = state.opened.as_ref().unwrap().load;
    assert_eq!(effects, [Effect::SaveList { load, documents: vec![0, 1, 2], target, replace: true }]);
    assert!(state.saving && !state.is_enabled(Command::ExportList));
}

#[test]
fn a_file_names_its_list() {
    for (path, name) in [
        ("/a/pull.json", "pull documents.csv"),
        ("/a/pull.2026.json.gz", "pull documents.csv"),
        ("/a/.hidden", "hidden documents.csv"),
        ("/a/..", "documents.csv"),
    ] {
        let mut state = response(1);
        state.opened.as_mut().unwrap().origin = super::Origin::Paths(vec![PathBuf::from(path)]);
        let effects = state.handle(Intent::Run(Command::ExportList), Instant::now());
        assert_eq!(effects, [Effect::AskForTarget { what: Saving::List, suggested: name.to_owned() }]);
    }
}

#[test]
fn all_is_well_is_a_notice() {
    let mut state = saving(response(12));
    state.apply(Event::SavedSome(3, 45), Instant::now());
    let running = state.batch.running.as_ref().unwrap();
    assert_eq!((running.done, running.bytes), (3, 45));
    done(&mut state, BatchWritten { saved: 12, ..BatchWritten::default() });
    assert_eq!(told(&state), (NoticeKind::Done, "Saved 12 documents in STICK"));
    assert!(state.question.is_none());
    // What was chosen the last time is offered again.
    assert!(state.batch.manifest);
    let asked = state.handle(Intent::Run(Command::SaveAll), Instant::now());
    assert_eq!(asked, [Effect::AskForTargetFolder(Some(PathBuf::from("/media/STICK")))]);
}

#[test]
fn what_did_not_go_well_is_listed_once_nothing_is_in_the_way() {
    let mut state = saving(mixed());
    state.question = Some(Question::GoToPage);
    let remark = Remark { sentence: "Why.".to_owned(), documents: vec!["Document 7: Report".to_owned()] };
    done(&mut state, BatchWritten { saved: 1, remarks: vec![remark.clone()], ..BatchWritten::default() });
    assert_eq!(state.question, Some(Question::GoToPage));
    state.handle(Intent::CloseQuestion, Instant::now());
    let Some(Question::SavedMany(result)) = state.question.clone() else { panic!("no result") };
    assert_eq!(result.title, "Saved 1 of 8 documents in STICK");
    assert_eq!(result.remarks.first(), Some(&remark));
    assert_eq!(result.remarks.len(), 6, "what was left out follows");
    state.handle(Intent::CloseQuestion, Instant::now());
    assert!(state.question.is_none(), "it comes once");
}

#[test]
fn escape_ends_saving_after_smaller_things() {
    let mut state = saving(mixed());
    state.full_screen = true;
    state.notify(NoticeKind::Error, "Something".to_owned(), Instant::now());
    let escape = |state: &mut AppState| state.handle(Intent::Run(Command::Escape), Instant::now());
    assert_eq!(escape(&mut state), []);
    assert_eq!(escape(&mut state), [Effect::CancelSaveMany]);
    assert!(state.batch.running.as_ref().unwrap().cancelled && state.full_screen);
    // Told once; the next step back is another one.
    assert_eq!(escape(&mut state), [Effect::FullScreen(false)]);
    assert_eq!(state.handle(Intent::CancelSaving, Instant::now()), []);
    done(&mut state, BatchWritten { saved: 1, cancelled: true, ..BatchWritten::default() });
    assert_eq!(told(&state), (NoticeKind::Done, "Saving was cancelled. Saved 1 of 8 documents in STICK"));
}

#[test]
fn cancelled_before_the_first_and_with_trouble() {
    let mut state = saving(response(3));
    done(&mut state, BatchWritten { cancelled: true, ..BatchWritten::default() });
    assert_eq!(told(&state), (NoticeKind::Done, "Saving was cancelled, no document was saved"));

    let mut state = saving(response(3));
    let remarks = vec![Remark { sentence: "Why.".to_owned(), documents: vec!["Document 1".to_owned()] }];
    done(&mut state, BatchWritten { saved: 1, cancelled: true, remarks, ..BatchWritten::default() });
    let Some(Question::SavedMany(result)) = &state.question else { panic!("no result") };
    assert_eq!(result.title, "Saved 1 of 3 documents in STICK");
    assert_eq!(result.notes, ["Saving was cancelled. What was saved by then is complete."]);
}

#[test]
fn a_folder_that_is_gone_is_an_error() {
    let mut state = saving(response(2));
    state.apply(Event::SavedMany(Err("This folder does not exist.".to_owned())), Instant::now());
    assert_eq!(told(&state), (NoticeKind::Error, "No document was saved. This folder does not exist."));
    assert!(state.batch.running.is_none());
}

#[test]
fn saving_goes_on_while_the_file_is_closed() {
    let mut state = saving(response(2));
    run(&mut state, Command::Close);
    assert!(state.opened.is_none() && state.batch.running.is_some());
    done(&mut state, BatchWritten { saved: 2, ..BatchWritten::default() });
    assert_eq!(told(&state).1, "Saved 2 documents in STICK");
}

#[test]
fn names_of_documents_are_not_in_what_is_printed() {
    let mut state = saving(mixed());
    let shown = format!("{:?}", state.batch.running);
    assert!(!shown.contains("Photo"), "{shown}");
    let remarks = vec![Remark { sentence: String::new(), documents: vec!["Document 1: Letter".to_owned()] }];
    done(&mut state, BatchWritten { remarks, ..BatchWritten::default() });
    assert!(!format!("{:?}", state.question).contains("Letter"));
}

#[test]
fn what_the_list_does_not_show_is_counted() {
    let state = mixed();
    let plan = BatchPlan::new(state.opened.as_ref().unwrap(), BatchScope::Listed, &[6, 0, 99], 2);
    assert_eq!((plan.hidden, plan.asked()), (6, 2));
    assert_eq!(plan.documents, [(6, "pdf"), (0, "pdf")], "in the order of the list");
}
