//! Writes the inputs that fuzzing starts from, one folder for each target: made here, so that none is anybody's message.
//!
//! `fuzz_seeds FOLDER`

use std::io::{Cursor, Write as _};
use std::path::Path;
use std::{env, fs, io};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// More than a long string, with an end as it should be.
fn pdf() -> Vec<u8> {
    let mut pdf = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n".to_vec();
    pdf.extend((0..=255).cycle().take(300));
    pdf.extend_from_slice(b"\n%%EOF\n");
    pdf
}

fn entry(contents: &str) -> String {
    format!(
        r#"{{"Patient":{{"Identifiers":[{{"ID":"7","IDType":"MR"}}]}},"Visit":{{"VisitNumber":"1"}},"FileType":"PDF","FileName":"a","FileContents":"{contents}","DocumentType":"Consent","DocumentID":"1","DocumentDescription":"b","CreationDateTime":"2025-01-16T22:28:38.852Z"}}"#
    )
}

fn message(model: &str, event: &str, rest: &str) -> String {
    format!(
        r#"{{"Meta":{{"DataModel":"{model}","EventType":"{event}","EventDateTime":"2025-01-16T22:28:38.852Z","Test":true,"Source":{{"ID":"s","Name":"n"}},"Destinations":[],"Logs":[{{"ID":"l","AttemptID":"a"}}]}},{rest}}}"#
    )
}

/// Messages of every kind, whole and broken.
fn messages() -> Vec<String> {
    let long = STANDARD.encode(pdf());
    let broken_lines = long.as_bytes().chunks(76).map(String::from_utf8_lossy).collect::<Vec<_>>().join("\\n");
    let twice = STANDARD.encode(format!("data:application/pdf;base64,{long}"));
    let contents =
        [long.clone(), broken_lines, long.replace('/', "\\/"), twice, format!("data:image/png;base64,{long}")];
    let media: Vec<String> = contents.iter().map(|contents| entry(contents)).collect();
    let odd =
        ["", "JVBERi0xLjcK", "https://example.org/a.pdf", "<...base 64 file contents...>", "JVBERi0x...", "Hello."];
    let odd: Vec<String> = odd.iter().map(|contents| entry(contents)).collect();
    let whole = message("Media", "QueryResponse", &format!(r#""Media":[{}]"#, odd.join(",")));
    let one = message("Media", "New", &format!(r#""Patient":{{}},"Media":{}"#, entry(&long)));
    let note = r#""Note":{"ContentType":"Plain Text","FileContents":"a\nb","DocumentID":"3","Components":[]}"#;
    let parts =
        r#""Notes":[{"Components":[{"Name":"a","Value":"b"},{"Value":"c"}]},{"FileContents":"SGVsbG8gd29ybGQ="}]"#;
    let results = format!(
        r#""Orders":[{{"ID":"1","Procedure":{{"Description":"x"}},"Results":[{{"ValueType":"Encapsulated Data","FileType":"PDF","Value":"{long}"}},{{"Value":"5"}}]}}]"#
    );
    let pretty = whole.replace(",\"", ",\n  \"");
    let numbered: String = pretty.lines().zip(1..).map(|(line, number)| format!("{number}\n{line}\n")).collect();
    vec![
        message("Media", "QueryResponse", &format!(r#""Media":[{}]"#, media.join(","))),
        message("Notes", "New", note),
        message("Notes", "QueryResponse", parts),
        message("Results", "New", &results),
        message("Unknown", "Other", &format!(r#""A":[{{"B":{}}}]"#, entry("QUJD"))),
        message("Media", "Delete", r#""Media":{"DocumentID":"1"}"#),
        message("Media", "Query", r#""Patients":[]"#),
        r#"{"Meta":{"Errors":[{"ID":1,"Text":"x","Type":"y","Module":"z"}]}}"#.to_owned(),
        r#"{"MessageID":1,"ErrorIDs":[2],"ErrorMessages":["x"]}"#.to_owned(),
        format!("[{one},{one}]"),
        format!("{one}\n{whole}\n"),
        format!(r#"{{"response":{{"status":200,"body":{whole}}}}}"#),
        format!(r#"{{"body":"{}"}}"#, one.replace('\\', "\\\\").replace('"', "\\\"")),
        format!("{{\"broken\n{whole}"),
        whole[..whole.len() * 2 / 3].to_owned(),
        whole.replacen("\"FileType\":", "\"FileType\" ", 1),
        format!("2025-01-01 INFO payload={one} done\n"),
        numbered,
        format!("\u{feff}{whole}"),
        "[]".to_owned(),
        "{\"Meta\":{\"DataModel\":\"\u{1}\"}}".to_owned(),
    ]
}

fn base64_strings() -> Vec<String> {
    let long = STANDARD.encode(pdf());
    let mut strings = vec![
        "QUJD".to_owned(),
        "QUI=".to_owned(),
        "QQ==QQ==".to_owned(),
        "data:image/png;base64,QUJD".to_owned(),
        STANDARD.encode("data:text/plain;base64,QUJD"),
        "\\u002b\\/-_\\n QUJD\"".to_owned(),
        "QUJD... 12 more characters".to_owned(),
        "QUJD\u{fffd}".to_owned(),
        "See the attached report of the patient.".to_owned(),
        long.replace('+', "-").replace('/', "_"),
        long.as_bytes().chunks(76).map(String::from_utf8_lossy).collect::<Vec<_>>().join("\\r\\n"),
        long,
    ];
    // The first byte of the target's input only says how the string is cut and repeated.
    for (string, seed) in strings.iter_mut().zip(0u8..) {
        string.insert(0, char::from(b'0' + seed));
    }
    strings
}

fn starts_of_documents() -> Vec<Vec<u8>> {
    let starts: [&[u8]; 17] = [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\xff\xd8\xff\xe0\0\x10JFIF\0",
        b"II*\0\x08\0\0\0",
        b"GIF89a",
        b"RIFF\0\0\0\0WEBPVP8 ",
        b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x13\0\0\0[Content_Types].xml",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"{\\rtf1\\ansi hello}",
        b"<?xml version=\"1.0\"?><ClinicalDocument xmlns=\"urn:hl7-org:v3\"/>",
        b"<!DOCTYPE html><html><body>",
        b"MSH|^~\\&|A|B|C|D|20250116||ORU^R01|1|P|2.5\rPID|1\r",
        b"\xff\xfb\x90\x64",
        b"\0\0\0\x18ftypmp42",
        b"plain words\n",
        b"\xef\xbf\xbd\xef\xbf\xbdPNG\xef\xbf\xbd\xef\xbf\xbd",
        b"{\"a\":1}",
        b"application/pdf; charset=x",
    ];
    let mut all: Vec<Vec<u8>> = starts.iter().map(|start| start.to_vec()).collect();
    all.push(pdf());
    all
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn zip(files: &[(&str, &[u8])]) -> io::Result<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (method, (name, bytes)) in files.iter().enumerate() {
        let method = if method % 2 == 0 { zip::CompressionMethod::Deflated } else { zip::CompressionMethod::Stored };
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method))?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

fn containers() -> io::Result<Vec<Vec<u8>>> {
    let message = message("Media", "New", r#""Media":[]"#);
    let bytes = message.as_bytes();
    let packed = gzip(bytes)?;
    let mut surrogates = vec![0xFF, 0xFE, b'{', 0, 0x3D, 0xD8, 0x00, 0xDE, 0x3D, 0xD8];
    surrogates.extend(message.encode_utf16().flat_map(u16::to_le_bytes));
    Ok(vec![
        [packed.as_slice(), &packed].concat(),
        zip(&[("a.json", bytes), ("b/c.ndjson", bytes), ("d.json.gz", &packed), ("e.txt", b"f")])?,
        zip(&[("ä.json", b"{}")])?,
        zip(&[])?,
        surrogates,
        message.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        format!("INFO payload={message} done [x] {{not json}}\n").into_bytes(),
        message
            .replace(',', ",\n")
            .lines()
            .zip(1..)
            .flat_map(|(line, at)| format!("{at}: {line}\n").into_bytes())
            .collect(),
        format!("\u{a0}\u{a0}{}", message.replace(":{", ":\u{a0}{")).into_bytes(),
    ])
}

fn write(folder: &Path, target: &str, seeds: Vec<Vec<u8>>) -> io::Result<()> {
    let folder = folder.join(target);
    fs::create_dir_all(&folder)?;
    seeds.iter().enumerate().try_for_each(|(number, seed)| fs::write(folder.join(format!("seed-{number:02}")), seed))
}

fn main() -> io::Result<()> {
    let folder = env::args_os().nth(1).ok_or_else(|| io::Error::other("usage: fuzz_seeds FOLDER"))?;
    let folder = Path::new(&folder);
    let of_texts = |texts: Vec<String>| texts.into_iter().map(String::into_bytes).collect::<Vec<_>>();
    write(folder, "index", of_texts(messages()))?;
    write(folder, "read", of_texts(messages()))?;
    write(folder, "base64", of_texts(base64_strings()))?;
    write(folder, "sniff", starts_of_documents())?;
    write(folder, "containers", containers()?)
}
