//! Many documents into one folder. Patients and documents are invented.

use std::collections::HashSet;
use std::fs;
use std::sync::atomic::AtomicBool;

use redox_media_viewer::save::{ExportEvent, SaveError, export, export_into, manifest};
use serde_json::Value;

use super::atomic::names;
use super::documents::{Document, Trouble, document, files, run, sha256};

#[test]
fn files_hold_the_bytes_and_equal_names_are_numbered() {
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("made/on/the way");
    let documents = [
        document(1, "Scan.pdf", b"one"),
        document(2, "SCAN.PDF", b"two"),
        document(5, "../scan", b"five"),
        document(6, "", b"six"),
        Document { damaged: true, ..document(9, "Note", b"ni") },
    ];
    let done = run(&folder, &documents, false);
    assert_eq!(files(&done), ["Scan.pdf", "SCAN (2).pdf", "scan (3).pdf", "document-6.pdf", "Note.pdf"]);
    assert_eq!(done.manifest, None);
    for (document, exported) in documents.iter().zip(&done.documents) {
        let path = folder.join(exported.file.as_ref().unwrap());
        assert_eq!(fs::read(&path).unwrap(), document.bytes);
        assert_eq!(exported.sha256.as_deref(), Some(sha256(&document.bytes).as_str()));
        assert_eq!(exported.len_bytes, document.bytes.len() as u64);
        assert_eq!((exported.number, exported.damaged), (document.number, document.damaged));
        assert_eq!(exported.error, None);
        #[cfg(unix)]
        assert_eq!(super::atomic::mode(&path), 0o600);
    }
    assert_eq!(names(&folder).len(), 5);
    #[cfg(unix)]
    for made in ["made", "made/on", "made/on/the way"] {
        assert_eq!(super::atomic::mode(&outer.path().join(made)), 0o700);
    }
}

#[test]
fn known_digest() {
    let folder = tempfile::tempdir().unwrap();
    let done = run(folder.path(), &[document(1, "a", b"abc")], false);
    let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(done.documents[0].sha256.as_deref(), Some(expected));
}

#[test]
fn nothing_in_the_folder_is_written_over() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("Scan.pdf"), b"old").unwrap();
    fs::write(folder.path().join("manifest.json"), b"old").unwrap();
    fs::create_dir(folder.path().join("Scan (2).pdf")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", folder.path().join("Scan (3).pdf")).unwrap();
    #[cfg(not(unix))]
    fs::write(folder.path().join("Scan (3).pdf"), b"old").unwrap();
    let documents = [document(1, "Scan.pdf", b"one"), document(2, "Scan.pdf", b"two")];
    let done = run(folder.path(), &documents, true);
    assert_eq!(files(&done), ["Scan (4).pdf", "Scan (5).pdf"]);
    assert_eq!(done.manifest, Some(Ok("manifest (2).json".to_owned())));
    let again = run(folder.path(), &documents, true);
    assert_eq!(files(&again), ["Scan (6).pdf", "Scan (7).pdf"]);
    assert_eq!(again.manifest, Some(Ok("manifest (3).json".to_owned())));
    assert_eq!(fs::read(folder.path().join("Scan.pdf")).unwrap(), b"old");
    assert_eq!(fs::read(folder.path().join("manifest.json")).unwrap(), b"old");
    assert!(!folder.path().join("nowhere").exists());
}

#[test]
fn a_name_that_differs_in_case_only_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("SCAN.pdf"), b"old").unwrap();
    fs::write(folder.path().join("Manifest.JSON"), b"old").unwrap();
    // Composed in the folder, decomposed in the message.
    fs::write(folder.path().join("caf\u{E9}.pdf"), b"old").unwrap();
    let documents =
        [document(1, "scan.pdf", b"one"), document(2, "Scan (2).pdf", b"two"), document(3, "cafe\u{301}", b"3")];
    let done = run(folder.path(), &documents, true);
    assert_eq!(files(&done), ["scan (2).pdf", "Scan (2) (2).pdf", "caf\u{E9} (2).pdf"]);
    assert_eq!(done.manifest, Some(Ok("manifest (2).json".to_owned())));
    assert_eq!(fs::read(folder.path().join("SCAN.pdf")).unwrap(), b"old");
}

#[test]
fn a_folder_that_a_person_chose_is_not_made_anew() {
    let outer = tempfile::tempdir().unwrap();
    let documents = [document(1, "a", b"a")];
    let into = |folder: &std::path::Path| {
        export_into(folder, &documents, true, &mut |_| {}, &AtomicBool::new(false)).map(|done| done.documents.len())
    };
    let gone = outer.path().join("gone");
    assert_eq!(into(&gone), Err(SaveError::FolderMissing));
    assert!(!gone.exists());
    fs::write(&gone, b"a file").unwrap();
    assert_eq!(into(&gone), Err(SaveError::NotAFolder));
    assert_eq!(into(outer.path()), Ok(1));
    assert_eq!(names(outer.path()), ["a.pdf", "gone", "manifest.json"]);
}

#[test]
fn existing_folder_keeps_its_rights_and_a_file_is_no_folder() {
    let folder = tempfile::tempdir().unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        run(folder.path(), &[document(1, "a", b"a")], false);
        assert_eq!(super::atomic::mode(folder.path()), 0o755);
    }
    let file = folder.path().join("file");
    fs::write(&file, b"x").unwrap();
    for target in [file.clone(), file.join("below")] {
        let result = export(&target, &[document(1, "a", b"a")], false, &mut |_| {}, &AtomicBool::new(false));
        assert_eq!(result.unwrap_err(), SaveError::NotAFolder);
    }
    assert_eq!(fs::read(&file).unwrap(), b"x");
}

#[test]
fn manifest_lists_the_files_that_were_written() {
    let folder = tempfile::tempdir().unwrap();
    let documents = [
        document(1, "a \"quoted\" name\u{1F600}", b"one"),
        Document { fails: true, ..document(2, "b", b"two") },
        document(3, "manifest", b"[]"),
        Document { extension: "json", ..document(4, "manifest.json", b"{}") },
    ];
    let done = run(folder.path(), &documents, true);
    assert_eq!(files(&done), ["a quoted name\u{1F600}.pdf", "none", "manifest.pdf", "manifest (2).json"]);
    assert_eq!(done.manifest, Some(Ok("manifest.json".to_owned())));
    let text = fs::read_to_string(folder.path().join("manifest.json")).unwrap();
    assert_eq!(text, manifest(&done.documents));
    let listed: Value = serde_json::from_str(&text).unwrap();
    let expected = serde_json::json!([
        {"index": 1, "file": "a quoted name\u{1F600}.pdf", "sha256": sha256(b"one"), "len": 3},
        {"index": 3, "file": "manifest.pdf", "sha256": sha256(b"[]"), "len": 2},
        {"index": 4, "file": "manifest (2).json", "sha256": sha256(b"{}"), "len": 2},
    ]);
    assert_eq!(listed, expected);
    #[cfg(unix)]
    assert_eq!(super::atomic::mode(&folder.path().join("manifest.json")), 0o600);
    let none: Value = serde_json::from_str(&manifest::<Trouble>(&[])).unwrap();
    assert_eq!(none, serde_json::json!([]));
}

#[test]
fn progress_never_goes_back_and_every_document_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    let documents: Vec<_> =
        (1..=20).map(|number| Document { piece: 999, ..document(number, "x", &vec![1; 70_000]) }).collect();
    let (mut last, mut finished) = (0, Vec::new());
    let mut watch = |event: ExportEvent<'_, Trouble>| match event {
        ExportEvent::Progress { written_bytes, documents } => {
            assert!(written_bytes >= last && documents == finished.len());
            last = written_bytes;
        }
        ExportEvent::Finished(exported) => finished.push(exported.number),
    };
    export(folder.path(), &documents, false, &mut watch, &AtomicBool::new(false)).unwrap();
    assert_eq!(last, 20 * 70_000);
    assert_eq!(finished, (1..=20).collect::<Vec<_>>());
}

#[test]
fn exports_at_the_same_time_do_not_touch_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let all: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4_u8)
            .map(|thread| {
                let folder = folder.path();
                scope.spawn(move || {
                    let documents: Vec<_> = (1..=25).map(|number| document(number, "Scan", &[thread; 500])).collect();
                    let done = run(folder, &documents, false);
                    for file in files(&done) {
                        assert_eq!(fs::read(folder.join(file)).unwrap(), [thread; 500]);
                    }
                    files(&done).into_iter().map(str::to_owned).collect::<Vec<_>>()
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), 100);
    assert_eq!(names(folder.path()).len(), 100);
}

#[test]
fn results_show_no_names_in_debug_output() {
    let folder = tempfile::tempdir().unwrap();
    let done = run(folder.path(), &[document(1, "Zebra", b"x")], true);
    assert!(!format!("{done:?}").contains("Zebra"));
}
