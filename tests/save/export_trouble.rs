//! Exports and saves in which something goes wrong.

use std::cell::Cell;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use redox_media_viewer::save::{
    Existing, ExportError, ExportEvent, ExportItem, ExportOutcome, FileIdentity, NameParts, SaveError, export,
    save_document,
};

use super::atomic::names;
use super::documents::{Document, Trouble, document, files, run, sha256};

fn save(document: &Document, target: &Path, protected: &[FileIdentity]) -> Result<(u64, String), ExportError<Trouble>> {
    let cancel = AtomicBool::new(false);
    let saved = save_document(document, target, Existing::Replace, protected, &mut |_| {}, &cancel)?;
    Ok((saved.len_bytes, saved.sha256))
}

#[test]
fn one_bad_document_costs_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let documents = [
        document(1, "a", b"one"),
        Document { fails: true, ..document(2, "b", b"two") },
        Document { damaged: true, ..document(3, "c", b"") },
        document(4, "d", b"four"),
    ];
    let done = run(folder.path(), &documents, false);
    assert_eq!(files(&done), ["a.pdf", "none", "none", "d.pdf"]);
    assert_eq!(done.documents[1].error, Some(ExportError::Content(Trouble::Changed)));
    assert_eq!(done.documents[2].error, Some(ExportError::Empty));
    assert!(done.documents[2].damaged);
    assert_eq!(names(folder.path()), ["a.pdf", "d.pdf"]);
}

#[test]
fn trouble_that_all_would_meet_ends_the_export() {
    struct Vanishing<'a>(&'a Path, u64);
    impl ExportItem for Vanishing<'_> {
        type Error = Trouble;
        fn name_parts(&self) -> NameParts<'_> {
            NameParts { number: self.1, ..NameParts::default() }
        }
        fn extension(&self) -> &str {
            "pdf"
        }
        fn write_to(&self, out: &mut dyn Write) -> Result<ExportOutcome, Trouble> {
            assert!(self.1 < 3, "the export should have ended");
            if self.1 == 2 {
                fs::remove_dir_all(self.0).unwrap();
            }
            out.write_all(b"x").map_err(|_| Trouble::Writing)?;
            Ok(ExportOutcome { bytes: 1, damaged: false })
        }
    }
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("f");
    let items: Vec<_> = (1..=4).map(|number| Vanishing(&folder, number)).collect();
    let done = export(&folder, &items, true, &mut |_| {}, &AtomicBool::new(false)).unwrap();
    let errors: Vec<_> = done.documents.into_iter().map(|document| document.error).collect();
    let missing = Some(ExportError::Save(SaveError::FolderMissing));
    assert_eq!(errors, [None, missing, Some(ExportError::NotTried), Some(ExportError::NotTried)]);
    assert_eq!(done.manifest, Some(Err(SaveError::FolderMissing)));
}

#[test]
fn cancel_within_a_document_keeps_the_finished_ones() {
    let folder = tempfile::tempdir().unwrap();
    let large = vec![7; 5 << 20];
    for piece in [1000, 5 << 20] {
        let folder = folder.path().join(piece.to_string());
        let documents =
            [document(1, "a", b"one"), Document { piece, ..document(2, "b", &large) }, document(3, "c", b"three")];
        let cancel = AtomicBool::new(false);
        let most = Cell::new(0);
        let mut watch = |event: ExportEvent<'_, Trouble>| {
            if let ExportEvent::Progress { documents, written_bytes } = event {
                most.set(written_bytes);
                cancel.store(documents == 1 && written_bytes > 1 << 20, Ordering::Relaxed);
            }
        };
        let done = export(&folder, &documents, true, &mut watch, &cancel).unwrap();
        assert_eq!(files(&done), ["a.pdf", "none", "none"]);
        assert_eq!(done.documents[1].error, Some(ExportError::Cancelled));
        assert_eq!(done.documents[2].error, Some(ExportError::Cancelled));
        assert_eq!(names(&folder), ["a.pdf", "manifest.json"]);
        assert!(most.get() < 3 << 20, "{}", most.get());
    }
}

#[test]
fn document_that_miscounts_is_not_saved() {
    struct Miscounting;
    impl ExportItem for Miscounting {
        type Error = io::Error;
        fn name_parts(&self) -> NameParts<'_> {
            NameParts::default()
        }
        fn extension(&self) -> &str {
            "pdf"
        }
        fn write_to(&self, out: &mut dyn Write) -> Result<ExportOutcome, io::Error> {
            out.write_all(b"12345")?;
            Ok(ExportOutcome { bytes: 6, damaged: false })
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let done = export(folder.path(), &[Miscounting], false, &mut |_| {}, &AtomicBool::new(false)).unwrap();
    assert!(matches!(done.documents[0].error, Some(ExportError::Incomplete)));
    assert!(names(folder.path()).is_empty());
}

#[test]
fn cancelled_document_is_no_damaged_one_however_careless_its_reader() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("a");
    let careless = Document { careless: true, ..document(1, "a", &vec![1; 3 << 20]) };
    let cancel = AtomicBool::new(false);
    let mut progress = |_| cancel.store(true, Ordering::Relaxed);
    let result = save_document(&careless, &target, Existing::Refuse, &[], &mut progress, &cancel);
    assert_eq!(result.unwrap_err(), ExportError::Cancelled);
    assert!(names(folder.path()).is_empty());
}

#[test]
fn one_document_is_saved_where_the_user_said() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("any name without extension");
    let bytes: Vec<u8> = (0..3_000_000_u32).map(|at| at.to_le_bytes()[1]).collect();
    let saved = save(&Document { piece: 777, ..document(1, "a", &bytes) }, &target, &[]).unwrap();
    assert_eq!(saved, (bytes.len() as u64, sha256(&bytes)));
    assert_eq!(fs::read(&target).unwrap(), bytes);
    // A document that fails leaves the one before.
    let failing = Document { fails: true, ..document(2, "a", b"two") };
    assert_eq!(save(&failing, &target, &[]).unwrap_err(), ExportError::Content(Trouble::Changed));
    let protected = [FileIdentity::of_path(&target).unwrap()];
    let refused = save(&document(2, "a", b"two"), &target, &protected).unwrap_err();
    assert_eq!(refused, ExportError::Save(SaveError::IsOpenFile));
    assert_eq!(fs::read(&target).unwrap(), bytes);
    assert_eq!(names(folder.path()).len(), 1);
}
