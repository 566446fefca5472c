#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use proptest::prelude::*;

use super::*;

fn words(paragraph: &Paragraph) -> String {
    paragraph.runs.iter().map(|run| run.text.clone()).collect()
}

/// Everything that is said, a line each.
fn lines(flow: &Flow) -> Vec<String> {
    let mut out = Vec::new();
    for block in &flow.blocks {
        match block {
            Block::Heading(level, paragraph) => {
                out.push(format!("{} {}", "#".repeat(usize::from(*level)), words(paragraph)))
            }
            Block::Paragraph(paragraph) => out.push(words(paragraph)),
            Block::Fields(fields) => out.extend(fields.iter().map(|(name, value)| format!("{name}: {}", words(value)))),
            Block::List(items) => {
                for item in items {
                    let [Block::Paragraph(paragraph)] = &item.blocks[..] else { panic!("a line") };
                    out.push(format!("{} {}", item.marker, words(paragraph)));
                }
            }
            Block::Preformatted(text) => out.extend(text.lines().map(str::to_owned)),
            _ => panic!("no other block"),
        }
    }
    out
}

const NO_READER: &str = "This program has no reader for this kind of file. Save it to open it in another program.";

#[test]
fn kinds_are_named() {
    let kind = |bytes: &[u8]| lines(&read(bytes))[0].clone();
    let compound = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], &[0; 600][..], &name].concat()
    };
    let tar = [&[b'x'; 100][..], &[0; 157], b"ustar\0"].concat();
    for (bytes, name) in [
        (&b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"[..], "# HEIC picture"),
        (b"\0\0\0\x18ftypisom\0\0\0\0isommp41", "# MP4 video"),
        (b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42", "# MPEG-4 sound"),
        (b"ID3\x04\0\0\0\0\0\0", "# MP3 sound"),
        (b"\x7FELF\x02\x01\x01", "# Program"),
        (b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "# ZIP archive"),
        (b"\x1F\x8B\x08\0\0\0\0\0", "# Gzip archive"),
        (b"\x03ds2\x01", "# DSS Pro dictation"),
        (b"RIFF\0\0\0\0AVI LIST", "# AVI video"),
        (&tar, "# TAR archive"),
        (&compound("WordDocument"), "# Word document (97 to 2003)"),
        (&compound("Root Entry"), "# Office document (97 to 2003)"),
        (b"\x01\x02\x03\xFF\xFE\x81", "# Unknown kind of file"),
        (b"", "# Empty file"),
    ] {
        assert_eq!(kind(bytes), name);
    }
}

#[test]
fn bytes_are_shown_and_counted() {
    let mut bytes = vec![0xFF, 0x81, 0, 1];
    bytes.extend(b"secret");
    assert_eq!(
        lines(&read(&bytes)),
        [
            "# Unknown kind of file",
            "Size: 10 bytes",
            NO_READER,
            "## Bytes",
            "00000000   ff 81 00 01 73 65 63 72  65 74                    ....secret"
        ]
    );
    bytes.resize(12_345, 0);
    let flow = read(&bytes);
    let lines = lines(&flow);
    assert_eq!(lines[1], "Size: 12,345 bytes");
    assert_eq!(lines.last().unwrap(), "… 8,249 more bytes");
    assert_eq!(lines.len(), 4 + SHOWN_BYTES / 16 + 1);
    assert!(flow.properties.is_empty() && flow.patient.is_none() && !flow.cut_short);
}

#[test]
fn what_this_program_shows_is_not_called_unreadable() {
    for bytes in [&b"%PDF-1.7\n"[..], b"{\"a\":1}", b"plain text", b"", b"\xFF\xD8\xFF\xE0", b"RIFF\0\0\0\0WAVE"] {
        assert!(!lines(&read(bytes)).contains(&NO_READER.to_owned()));
    }
    assert!(lines(&read(b"\x7FELF\x02\x01\x01"))[2].starts_with("This is a program. It was not run"));
}

/// An archive with empty files of these names, all of them said to have 7 bytes.
fn archive(names: &[&str], flags: u16) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for name in names {
        let offset = u32::try_from(out.len()).unwrap().to_le_bytes();
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        out.extend([b"PK\x03\x04".as_slice(), &[0; 22], &length, &[0; 2], name.as_bytes()].concat());
        directory.extend(
            [
                b"PK\x01\x02".as_slice(),
                &[0; 4],
                &flags.to_le_bytes(),
                &[0; 14],
                &[7, 0, 0, 0],
                &length,
                &[0; 12],
                &offset,
                name.as_bytes(),
            ]
            .concat(),
        );
    }
    let count = u16::try_from(names.len()).unwrap().to_le_bytes();
    let (size, offset) = (u32::try_from(directory.len()).unwrap(), u32::try_from(out.len()).unwrap());
    let end = [b"PK\x05\x06".as_slice(), &[0; 4], &count, &count, &size.to_le_bytes(), &offset.to_le_bytes(), &[0; 2]]
        .concat();
    [out, directory, end].concat()
}

#[test]
fn the_files_of_an_archive_are_listed() {
    let bytes = archive(&["[Content_Types].xml", "word/", "word/document.xml", "a\u{202e}fdp.exe\r\n"], 0);
    let told = lines(&read(&bytes));
    assert_eq!(
        told[..10],
        [
            "# Word document",
            &format!("Size: {} bytes", bytes.len()),
            "Files: 4",
            NO_READER,
            "## Files",
            "• [Content_Types].xml (7 bytes)",
            "• word/",
            "• word/document.xml (7 bytes)",
            "• a‹U+202E›fdp.exe‹U+000D›‹U+000A› (7 bytes)",
            "## Bytes",
        ]
    );
    let names: Vec<String> = (0..1_021).map(|number| format!("file {number}")).collect();
    let told = lines(&read(&archive(&names.iter().map(String::as_str).collect::<Vec<_>>(), 1)));
    assert_eq!(told[..4], [told[0].as_str(), &told[1], "Files: 1,021", "Protected: by a password"]);
    assert!(told.contains(&"• file 19 (7 bytes)".to_owned()) && told.contains(&"• … 1,001 more".to_owned()));
    assert!(!told.contains(&"• file 20 (7 bytes)".to_owned()));
}

#[test]
fn directories_that_lie_are_not_believed() {
    let files = |bytes: &[u8]| lines(&read(bytes)).into_iter().find(|line| line.starts_with("Files: ")).unwrap();
    let lost = "Files: not known: the archive has lost its end, where they are listed";
    let sound = archive(&["a", "b"], 0);
    let end = sound.len() - 22;
    let with = |at: usize, bytes: &[u8]| {
        let mut changed = sound.clone();
        changed[end + at..end + at + bytes.len()].copy_from_slice(bytes);
        changed
    };
    assert_eq!(files(&sound), "Files: 2");
    // The number of files is counted, whatever is stated.
    assert_eq!(files(&with(8, &[0xFE, 0xFF, 0xFE, 0xFF])), "Files: 2");
    assert_eq!(files(&with(12, &[0xF0, 0xFF, 0xFF, 0xFF])), lost);
    assert_eq!(files(&with(12, &[0xFF; 8])), lost);
    assert_eq!(files(&with(16, &[0xF0, 0xFF, 0xFF, 0xFF])), lost);
    assert_eq!(files(&sound[..end + 5]), lost);
    // Something before the archive, and a comment with an end record behind it.
    assert_eq!(files(&[b"PK\x03\x04junk".as_slice(), &sound].concat()), "Files: 2");
    assert_eq!(files(&[sound.as_slice(), b"PK\x05\x06short"].concat()), "Files: 2");
    // A name that is longer than the directory.
    let mut long = sound.clone();
    let entry = end - 47;
    long[entry + 28..entry + 30].copy_from_slice(&[0xFF; 2]);
    assert_eq!(files(&long), "Files: at least 1");

    let directory = &sound[end - 94..end];
    let record = [b"PK\x06\x06".as_slice(), &[0; 36], &94_u64.to_le_bytes(), &[0; 8]].concat();
    let locator = [b"PK\x06\x07".as_slice(), &[0; 16]].concat();
    let long = [b"PK\x03\x04".as_slice(), directory, &record, &locator, &with(12, &[0xFF; 8])[end..]].concat();
    assert_eq!(files(&long), "Files: 2");
}

proptest! {
    #[test]
    fn anything_is_described(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
    ) {
        let _ = read(&bytes);
        let mut archive = archive(&["a", "word/b", "_rels/c"], 0);
        for (at, byte) in changes {
            let at = at.index(archive.len());
            archive[at] = byte;
        }
        for line in lines(&read(&archive)) {
            prop_assert!(!line.contains(char::is_control));
        }
    }
}
