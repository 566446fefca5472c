#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::super::plain;
use super::*;

const HEADER: &str = "MSH|^~\\&|LAB|HOSP|EHR|HOSP|20260301||ORU^R01|1|P|2.5.1||||||";

#[test]
fn segments_stand_on_lines_and_the_stated_encoding_counts() {
    let message = |charset: &str, name: &[u8]| {
        [HEADER.as_bytes(), charset.as_bytes(), b"\rPID|1||77^^^HOSP^MR||", name, b"^Maria||19480302\r"].concat()
    };
    for (charset, name, text, encoding) in [
        ("8859/1", b"M\xfcller".as_slice(), "Müller", "windows-1252"),
        ("8859/2", b"\xa3uk", "Łuk", "ISO-8859-2"),
        ("UNICODE UTF-8", "Müller".as_bytes(), "Müller", "UTF-8"),
        ("~ISO IR87", b"M\xfcller", "Müller", "windows-1252, guessed"),
        ("ISO IR87", b"\x1b$B45\x1b(B", "患", "ISO-2022-JP"),
        ("GB 18030-2000", b"\xd5\xc5", "张", "gb18030"),
        ("ASCII", b"Miller", "Miller", "UTF-8"),
    ] {
        let read = plain(&message(charset, name));
        let second = read.text.lines().nth(1).unwrap();
        assert_eq!(second, format!("PID|1||77^^^HOSP^MR||{text}^Maria||19480302"), "{charset}");
        assert_eq!(read.properties[0].1, encoding, "{charset}");
        let patient = read.patient.unwrap();
        assert_eq!((patient.name, patient.birth_date), (format!("Maria {text}"), "19480302".to_owned()));
        assert!(patient.identifiers == [StatedIdentifier { id: "77".to_owned(), authority: "HOSP".to_owned() }]);
    }
}

#[test]
fn patients_are_read_with_the_delimiters_of_the_message() {
    let name = |message: &str| patient(&message.replace('\r', "\n")).map(|patient| patient.name);
    assert_eq!(name("MSH|^~\\&|\rPID|||||Keller^Maria^Anna~Other^Name\r"), Some("Maria Anna Keller".to_owned()));
    assert_eq!(name("\x0bMSH#*~\\&#\rPID#####Keller*Maria\r\x1c\r"), Some("Maria Keller".to_owned()));
    assert_eq!(name("MSH|^~\\&|\rPID|||||O\\T\\S\\F\\x\\H\\&van^Maria"), Some("Maria O&S|x".to_owned()));
    assert_eq!(name("MSH|^~\\&|\rPID|||||Keller^\"\""), Some("Keller".to_owned()));
    for nobody in [
        "",
        "MSH",
        "MSH|",
        "PID|||||Keller",
        "MSH|^~\\&|\rPIDX|||||A",
        "MSH|^~\\&|\rPID|1",
        "MSHABCD\rPIDA",
        "x MSH|^~\\&|\rPID|||||A",
    ] {
        assert_eq!(name(nobody), None, "{nobody}");
    }
    let two = |second: &str| name(&format!("MSH|^~\\&|\rPID|||1||A\rMSH|^~\\&|\rPID|||{second}\r"));
    assert_eq!(two("1||A"), Some("A".to_owned()));
    assert_eq!(two("2||B"), None, "it is about two patients");
}

#[test]
fn many_identifiers_are_not_all_kept() {
    let message = format!("MSH|^~\\&|\nPID|||{}||A", "7^^^X~".repeat(1000));
    assert_eq!(patient(&message).unwrap().identifiers.len(), MAX_STATED_IDENTIFIERS);
    let long = format!("MSH|^~\\&|\nPID|||||{}", "é".repeat(10_000));
    assert!(patient(&long).unwrap().name.len() <= MAX_STATED_BYTES + 1);
}
