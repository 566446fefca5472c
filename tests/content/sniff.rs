//! Types told from the first bytes.

use proptest::prelude::*;
use redox_media_viewer::content::sniff::{DetectedType, looks_text_converted, sniff};

use DetectedType::*;

fn whole(bytes: &[u8]) -> DetectedType {
    sniff(bytes, true).unwrap()
}

/// `bytes` with zeros behind, as the start of something longer.
fn start(bytes: &[u8]) -> DetectedType {
    let mut head = bytes.to_vec();
    head.resize(4096, 0);
    sniff(&head, false).unwrap()
}

#[test]
fn no_bytes_have_no_type() {
    assert_eq!(sniff(b"", true), None);
    assert_eq!(sniff(b"", false), None);
}

#[test]
fn magic_numbers_tell() {
    let mut dicom = vec![0; 128];
    dicom.extend(b"DICM\x02\0\0\0UL");
    let mut dual = b"II*\0".to_vec();
    dual.resize(128, 0);
    dual.extend(b"DICM");
    let mut bmp = b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".to_vec();
    bmp.resize(60, 0);
    for (bytes, detected) in [
        (&b"%PDF-1.7\n%\xe2\xe3\xcf\xd3"[..], Pdf),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", Jpeg),
        (b"\xff\xd8\xff\xdb", Jpeg),
        (b"\x89PNG\r\n\x1a\n", Png),
        (b"GIF87a", Gif),
        (b"GIF89a", Gif),
        (&bmp, Bmp),
        (b"RIFF\0\0\0\0WEBPVP8 ", Webp),
        (b"RIFF\0\0\0\0WAVEfmt ", Wav),
        (b"RF64\xff\xff\xff\xffWAVEds64", Wav),
        (b"II*\0\x08\0\0\0", Tiff),
        (b"MM\0*\0\0\0\x08", Tiff),
        (b"II+\0\x08\0\0\0", Tiff),
        (b"MM\0+\0\x08\0\0", Tiff),
        (b"\0\0\0\x0cjP  \r\n\x87\n", Jpeg2000),
        (b"\xff\x4f\xff\x51\0\x2f", Jpeg2000),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Heic),
        (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1", Heic),
        (b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2", Mp4),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", Mp4),
        (b"\0\0\0\x1cftypM4A \0\0\0\0M4A mp42", Mp4),
        // An unknown major brand with a known compatible one, and without.
        (b"\0\0\0\x18ftypXYZ \0\0\0\0mp42XYZ ", Mp4),
        (b"\0\0\0\x10ftypXYZ \0\0\0\0mp42", Unknown),
        (b"\0\0\x10\0moov\0\0\0\x6cmvhd", Mp4),
        (&dicom, Dicom),
        (&dual, Dicom),
        (b"\x02\0\0\0UL\x04\0\xc0\0\0\0", Dicom),
        (b"ID3\x03\0\0\0\0\x0f\x76", Mp3),
        (b"{\\rtf1\\ansi", Rtf),
        (b"PK\x03\x04\x14\0\0\0", Zip),
        (b"PK\x05\x06", Zip),
        (b"\x7fELF\x02\x01\x01", Executable),
        (b"\xcf\xfa\xed\xfe\x07", Executable),
        (b"\xca\xfe\xba\xbe\0\0\0\x34", Executable),
        (b"MZ\x90\0\x03\0\0\0", Executable),
        (b"\0asm\x01\0\0\0", Executable),
        // The old Office format, gzip and Ogg have no type of their own.
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Unknown),
        (b"\x1f\x8b\x08\0", Unknown),
        (b"OggS\0\x02", Unknown),
    ] {
        assert_eq!(start(bytes), detected, "{}", bytes.escape_ascii());
    }
}

#[test]
fn words_that_begin_like_magic_numbers_are_text() {
    for text in [
        "BMI 24, weight 70 kg",
        "MZ: no answer, will call again tomorrow, patient was informed",
        "ID3 is a tag",
        "PK values attached",
        "GIF files",
        "II. Findings",
        "MSH protein",
        "#! not a script",
        "Prefix: RIFF",
    ] {
        assert_eq!(whole(text.as_bytes()), Text, "{text}");
    }
    assert_eq!(whole(b"#!/bin/sh\nrm -r x\n"), Executable);
    assert_eq!(whole(b"#! /usr/bin/env python\n"), Executable);
}

#[test]
fn junk_may_stand_before_a_pdf() {
    for junk in [1, 500, 1024] {
        let mut bytes = vec![b'\n'; junk];
        bytes.extend(b"%PDF-1.4\n");
        assert_eq!(start(&bytes), Pdf, "{junk}");
    }
    let mut far = vec![b'\n'; 1100];
    far.extend(b"%PDF-1.4\n");
    assert_eq!(whole(&far), Text);
    assert_eq!(whole(b"A PDF begins with %PDF- and a number"), Text);
    // No header at all.
    assert_eq!(whole(b"%\xe2\xe3\n1 0 obj\n<<\n/Pages 2 0 R"), Pdf);
    assert_eq!(whole(b"12 0 obj<</Type/Page>>"), Pdf);
    assert_eq!(whole(b"1 0 objects found"), Text);
}

#[test]
fn mp3_frames_are_checked() {
    // MPEG 1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes a frame.
    let mut frame = b"\xff\xfb\x90\x00".to_vec();
    frame.resize(417, 0);
    let two = frame.repeat(2);
    assert_eq!(whole(&two), Mp3);
    assert_eq!(whole(&frame), Mp3);
    assert_eq!(sniff(&frame[..200], false), Some(Mp3));
    assert_eq!(whole(&frame[..200]), Unknown);
    let mut broken = two.clone();
    broken[417] = 0;
    assert_eq!(whole(&broken), Unknown);
    for header in
        [b"\xff\xfb\x00\x00", b"\xff\xfb\xf0\x00", b"\xff\xfb\x9c\x00", b"\xff\xf9\x90\x00", b"\xff\xeb\x90\x00"]
    {
        assert_eq!(start(header), Unknown, "{}", header.escape_ascii());
    }
    // MPEG 2 layer III, 64 kbit/s, 22.05 kHz: 208 bytes a frame.
    let mut slow = b"\xff\xf3\x80\x00".to_vec();
    slow.resize(208, 0);
    assert_eq!(whole(&slow.repeat(3)), Mp3);
}

#[test]
fn markup_is_told_by_its_first_element() {
    for (text, detected) in [
        ("<?xml version='1.0'?>\n<ClinicalDocument xmlns='urn:hl7-org:v3'>", Cda),
        ("\u{feff}<?xml version='1.0'?><?xml-stylesheet href='x'?><!-- a --><cda:ClinicalDocument ", Cda),
        ("<ClinicalDocument/>", Cda),
        ("<?xml version='1.0'?><ClinicalDocuments>", Xml),
        ("<?xml version='1.0'?><Bundle>", Xml),
        ("<?xml version='1.0'?>", Xml),
        ("<?xml version='1.0'?><table>", Xml),
        ("<!DOCTYPE note [<!ELEMENT note (#PCDATA)>]><note>x</note>", Xml),
        ("<Bundle xmlns='http://hl7.org/fhir'>", Xml),
        ("<note><to>x</to></note>", Xml),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", Xml),
        ("<!DOCTYPE html>", Html),
        ("<!doctype HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>", Html),
        ("  \r\n<HTML>", Html),
        ("<!-- made by x -->\n<html lang='en'>", Html),
        ("<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", Html),
        ("<div class='note'>x", Html),
        ("<p>Seen today", Html),
        ("<br/>", Html),
        ("<!-- nothing else", Html),
        ("<b>bold</b>", Html),
        ("<...base 64 file contents...>", Text),
        ("<someone@host> wrote", Text),
        ("<5 mg daily", Text),
        ("<note> see chart", Text),
        ("<", Text),
        ("<>", Text),
    ] {
        assert_eq!(whole(text.as_bytes()), detected, "{text}");
    }
    let comment = format!("<?xml version='1.0'?><!--{}--><a/>", " licence".repeat(1000));
    assert_eq!(sniff(comment.as_bytes(), true), Some(Xml));
}

#[test]
fn json_has_to_look_like_it() {
    for text in
        ["{}", "[]", r#"{"a": 1}"#, "[1, 2]", "[{}]", r#"["x"]"#, "[true]", "[null]", "[-1]", " \n{ \"a\\\"b\" : 2 }\n"]
    {
        assert_eq!(whole(text.as_bytes()), Json, "{text}");
    }
    for text in ["{", "{a}", "{1}", "[x]", "[1] see below", r#"{"a"}"#, r#"{"a" b}"#, "[t]", "42", r#""x""#, "{]"] {
        assert_eq!(whole(text.as_bytes()), Text, "{text}");
    }
    for text in [r#"{"a": ["#, "[1", r#"{"unfinished"#, "{"] {
        assert_eq!(sniff(text.as_bytes(), false), Some(Json), "{text}");
    }
}

#[test]
fn hl7_messages_and_batches_are_told() {
    for text in [
        "MSH|^~\\&|LAB|HOSP|||20250101",
        "\u{feff}MSH|^~\\&|",
        "\u{b}MSH|^~\\&|LAB\r\u{1c}\r",
        "\r\nFHS|^~\\&|",
        "BHS|^~\\&|",
        "MSH#^~\\&#",
    ] {
        assert_eq!(whole(text.as_bytes()), Hl7, "{text:?}");
    }
    for text in ["MSH", "MSH 6 gene", "MSH, see above", "PID|1|"] {
        assert_eq!(whole(text.as_bytes()), Text, "{text:?}");
    }
}

fn utf16(text: &str, big: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

#[test]
fn text_in_utf_16_is_read_too() {
    for big in [false, true] {
        for (text, detected) in [
            ("Seen today, all well", Text),
            ("\u{feff}Seen today", Text),
            ("\u{feff}обследование пациента", Text),
            ("\u{feff}<?xml version='1.0' encoding='UTF-16'?><ClinicalDocument ", Cda),
            ("<html><body>", Html),
            ("{\"a\": 1}", Json),
            ("\u{feff}MSH|^~\\&|", Hl7),
        ] {
            assert_eq!(whole(&utf16(text, big)), detected, "{text} {big}");
        }
        assert_eq!(whole(&utf16("\u{feff}\u{1}\u{2}\u{3}\u{4}", big)), Unknown);
    }
    let long = utf16(&"\u{feff}Seen today ".repeat(400), false);
    assert_eq!(sniff(&long[..4095], false), Some(Text));
}

#[test]
fn text_is_told_from_binary() {
    for bytes in [
        &b"a"[..],
        b"Blood pressure 120/80\r\n",
        "Größe, naïve, 体温 37".as_bytes(),
        b"Gr\xf6\xdfe 180 cm, Gewicht 80 kg",
        b"\x1b[1mbold\x1b[0m and plain text that goes on for quite a while so that few are odd",
        b"page one\x0cpage two",
        b"\xef\xbb\xbf",
    ] {
        assert_eq!(whole(bytes), Text, "{}", bytes.escape_ascii());
    }
    for bytes in
        [&b"\0"[..], b"text\0text", b"\x01\x02\x03\x04", b"\xe9", b"\xe9\xe8\xb5\x2d", b"text \x81 text text text"]
    {
        assert_eq!(whole(bytes), Unknown, "{}", bytes.escape_ascii());
    }
    // A character cut off at the end of what was looked at, and one cut off at the end of the document.
    assert_eq!(sniff("体温".as_bytes().get(..5).unwrap(), false), Some(Text));
    assert_eq!(whole(&"体温".as_bytes()[..5]), Unknown);
}

/// A local file header of a ZIP archive and its file.
fn zipped(name: &str, content: &[u8]) -> Vec<u8> {
    let mut bytes = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    bytes.extend((content.len() as u32).to_le_bytes());
    bytes.extend((content.len() as u32).to_le_bytes());
    bytes.extend((name.len() as u16).to_le_bytes());
    bytes.extend(0_u16.to_le_bytes());
    bytes.extend(name.as_bytes());
    bytes.extend(content);
    bytes
}

#[test]
fn archives_are_told_by_the_names_in_them() {
    let archive = |names: &[&str]| names.iter().flat_map(|name| zipped(name, b"<x/>")).collect::<Vec<_>>();
    for (names, detected) in [
        (&["[Content_Types].xml", "_rels/.rels", "word/document.xml"][..], Docx),
        (&["_rels/.rels", "docProps/app.xml", "word/_rels/document.xml.rels"], Docx),
        (&["[Content_Types].xml", "xl/workbook.xml"], Xlsx),
        (&["docProps/app.xml", "xl/theme/theme1.xml"], Xlsx),
        (&["[Content_Types].xml", "ppt/presentation.xml"], Zip),
        (&["[Content_Types].xml"], Zip),
        (&["word/list.txt"], Zip),
        (&["a.txt", "b.pdf"], Zip),
    ] {
        assert_eq!(whole(&archive(names)), detected, "{names:?}");
    }
    let mut odt = zipped("mimetype", b"application/vnd.oasis.opendocument.text");
    odt.extend(zipped("content.xml", b"<x/>"));
    assert_eq!(whole(&odt), Odt);
    assert_eq!(whole(&zipped("mimetype", b"application/epub+zip")), Zip);
    assert_eq!(whole(&zipped("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")), Zip);
    // A stored PDF is an archive all the same.
    assert_eq!(whole(&zipped("a.pdf", b"%PDF-1.4")), Zip);
}

#[test]
fn names_are_those_of_the_command_line() {
    let names: Vec<_> = DetectedType::ALL.iter().map(|detected| detected.name()).collect();
    assert_eq!(
        names.join(", "),
        "PDF, JPEG, PNG, GIF, BMP, WEBP, TIFF, JPEG2000, HEIC, DICOM, WAV, MP3, MP4, RTF, HTML, CDA, XML, JSON, HL7, \
         TEXT, DOCX, XLSX, ODT, ZIP, EXECUTABLE, UNKNOWN"
    );
    for detected in DetectedType::ALL {
        assert_eq!(detected.to_string(), detected.name());
        assert!(!detected.label().is_empty());
    }
}

#[test]
fn no_extension_runs_on_a_double_click() {
    for detected in DetectedType::ALL {
        let extension = detected.extension();
        assert!(extension.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()), "{extension}");
        assert!(!["exe", "com", "bat", "cmd", "lnk", "js", "html", "htm", "svg", "sh", "scr"].contains(&extension));
    }
    assert_eq!(Executable.extension(), "bin");
    assert_eq!(Html.extension(), "txt");
}

#[test]
fn bytes_lost_to_a_text_conversion_are_noticed() {
    let converted = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned().into_bytes();
    let jpeg = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01";
    let pdf = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n\x9c\xed\xbd\x07";
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    for bytes in [&jpeg[..], pdf, png] {
        assert!(!looks_text_converted(bytes), "{}", bytes.escape_ascii());
        let converted = converted(bytes);
        assert!(looks_text_converted(&converted), "{}", bytes.escape_ascii());
    }
    // Cut off inside a mark.
    let cut = converted(pdf);
    assert!(looks_text_converted(&cut[..cut.len() - 1]));
    assert!(!looks_text_converted("A text with one \u{fffd} in it".as_bytes()));
    assert!(!looks_text_converted(b""));
    // The three bytes do occur in binary documents, which are no UTF-8 then.
    assert!(!looks_text_converted(b"%PDF-1.4\n\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xff"));
}

fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop::sample::select(vec![
        &b"<"[..],
        b"<?xml",
        b"?>",
        b"<!--",
        b"-->",
        b"<!DOCTYPE",
        b"[",
        b"]",
        b">",
        b"/>",
        b"</",
        b":",
        b"html",
        b"{",
        b"}",
        b"\"",
        b"\\",
        b"{\\rtf",
        b"MSH",
        b"|",
        b"PK\x03\x04",
        b"\xff\xff",
        b"\0",
        b"\0\0\0\x10ftyp",
        b"ID3",
        b"\xff\xfb",
        b"MZ",
        b"BM",
        b"%PDF-",
        b"1",
        b" ",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"II*\0",
        b"mimetype",
        b"\x0b",
        b"\xe4\xbd",
    ]);
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn anything_has_a_type(
        bytes in prop_oneof![prop::collection::vec(any::<u8>(), 1..600), pieces()],
        complete in any::<bool>(),
    ) {
        prop_assert_eq!(sniff(&bytes, complete).is_some(), !bytes.is_empty());
        let _ = looks_text_converted(&bytes);
    }

    #[test]
    fn plain_sentences_are_text(text in "[A-Z][a-zäéñ]{2,9}( [a-zäéñ0-9]{1,9}){0,40}[.]") {
        prop_assert_eq!(whole(text.as_bytes()), Text);
    }
}
