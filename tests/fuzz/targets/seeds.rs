//! Writes the inputs that fuzzing starts from, one folder for each target: made here, so that none is anybody's message.
//!
//! `fuzz_seeds FOLDER`

mod hooks;

use std::io::{Cursor, Write as _};
use std::path::Path;
use std::{env, fs, io};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use redox_media_viewer::render::formats::{OpenError, PageError};
use redox_media_viewer::render::protocol::{Reply, Transfer};
use redox_media_viewer::render::{
    Attachment, DocumentFacts, Engine, Notices, OutlineEntry, PageBox, PageSize, PageText, Property,
};
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

/// Sound answers to each question: how they are read, the questions, then the answers with their lengths.
fn replies() -> Vec<Vec<u8>> {
    let size = PageSize { width: 612.0, height: 792.0 };
    let place = PageBox { left: 10.0, top: 20.0, right: 30.0, bottom: 40.0 };
    let text = PageText { text: "Page one".to_owned().into(), boxes: vec![place; 8], links: Vec::new() };
    let attachments = vec![Attachment { name: "a.pdf".to_owned(), size_bytes: 3 }];
    let outline = vec![OutlineEntry { level: 1, title: "Part".to_owned(), page: Some(1), top: Some(20.0) }];
    let properties = vec![(Property::Title, "Letter".to_owned())];
    let facts = DocumentFacts { attachments, outline, properties, ..DocumentFacts::default() };
    let (engine, notices) = (Engine::Pdfium, Notices::default());
    let answers: [(u8, Reply, &[u8]); 9] = [
        (1, Reply::Opened { request: 1, page_count: 3, engine, notices, sizes: vec![Some(size); 3] }, b""),
        (1, Reply::OpenFailed { request: 1, error: OpenError::Damaged }, b""),
        (2, Reply::Sizes { request: 1, from: 0, sizes: vec![Some(size), None] }, b""),
        (3, Reply::Rendered { request: 1, engine, transfer: Transfer::Inline, length_bytes: 32 }, &[9; 32]),
        (3, Reply::PageFailed { request: 1, error: PageError::TooLarge }, b""),
        (4, Reply::Facts { request: 1, facts }, b""),
        (5, Reply::Text { request: 1, from: 0, pages: vec![Some(text), None] }, b""),
        (6, Reply::Attachment { request: 1, length_bytes: 3 }, b"abc"),
        (6, Reply::Panicked { request: 1 }, b""),
    ];
    let framed = |mode: u8, question: u8, reply: &Reply, tail: &[u8]| {
        let payload = reply.encode();
        let mut seed = vec![mode];
        seed.extend([question; 12]);
        match mode {
            0 => seed.extend(u16::try_from(payload.len()).unwrap_or(0).to_le_bytes()),
            _ => seed.extend(u32::try_from(payload.len()).unwrap_or(0).to_le_bytes()),
        }
        seed.extend(payload.iter());
        seed.extend(tail);
        seed
    };
    let both = |(question, reply, tail): &(u8, Reply, &[u8])| [0, 1].map(|mode| framed(mode, *question, reply, tail));
    answers.iter().flat_map(both).collect()
}

/// Documents of every kind that our own code reads, behind the byte that says which.
fn documents() -> Vec<Vec<u8>> {
    let tiff: &[u8] = &[
        0x49, 0x49, 0x2A, 0, 8, 0, 0, 0, 9, 0, 0, 1, 3, 0, 1, 0, 0, 0, 8, 0, 0, 0, 1, 1, 3, 0, 1, 0, 0, 0, 8, 0, 0, 0,
        2, 1, 3, 0, 1, 0, 0, 0, 1, 0, 0, 0, 3, 1, 3, 0, 1, 0, 0, 0, 4, 0, 0, 0, 6, 1, 3, 0, 1, 0, 0, 0, 0, 0, 0, 0, 17,
        1, 4, 0, 1, 0, 0, 0, 122, 0, 0, 0, 21, 1, 3, 0, 1, 0, 0, 0, 1, 0, 0, 0, 22, 1, 3, 0, 1, 0, 0, 0, 8, 0, 0, 0,
        23, 1, 4, 0, 1, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0x26, 0xA1, 0xFB, 0x0F, 0xF8, 0x3A, 0x5D, 0x80,
    ];
    let wav: &[u8] = b"RIFF\x34\0\0\0WAVEfmt \x10\0\0\0\x01\0\x02\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x08\0data\x10\0\0\0\x80\x90\xa0\xb0\x80\x70\x60\x50\x80\x90\xa0\xb0\x80\x70\x60\x50";
    let rtf: &[u8] = b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}{\\colortbl;\\red255\\green0\\blue0;}\\pard\\b Dear\\b0\\par\\trowd\\cellx1000\\cellx2000\\intbl a\\cell b\\cell\\row\\pard{\\field{\\*\\fldinst PAGE}{\\fldrslt 1}}\\u8364?\\'e9{\\footnote note}{\\pict\\pngblip 89504e47}}";
    let cda: &[u8] = b"<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><title>Letter</title><recordTarget><patientRole><id root=\"1.2\" extension=\"7\"/><patient><name><given>A</given><family>B</family></name><birthTime value=\"19700101\"/></patient></patientRole></recordTarget><component><structuredBody><component><section><title>One</title><text><table><tr><td>a</td><td ID=\"r1\">b</td></tr></table><list><item>c</item></list><content styleCode=\"Bold\">d</content></text></section></component></structuredBody></component></ClinicalDocument>";
    let html: &[u8] = b"<!DOCTYPE html><html><head><title>t</title><style>p{}</style></head><body><h1>a</h1><p style=\"font-weight:bold\">b<br>c</p><ul><li>d<ol><li>e</ol></ul><table><tr><th>f<td rowspan=2>g<tr><td>h</table><img src=\"data:image/png;base64,iVBORw0KGgo=\"><pre>\ti</pre></body></html>";
    let dicom: &[u8] = &[
        &[0; 128],
        b"DICM\x02\0\x10\0UI\x14\x001.2.840.10008.1.2.1\0\x08\0\x60\0CS\x02\0CR\x10\0\x10\0PN\x04\0A^B ".as_slice(),
    ]
    .concat();
    let kinds: [&[u8]; 10] = [
        tiff,
        rtf,
        cda,
        html,
        b"<?xml version=\"1.0\"?><a b=\"c\"><!-- d --><e>f &amp; g</e><![CDATA[h]]></a>",
        b"{\"a\":[1,2,{\"b\":null}],\"c\":\"d\\u00e9\"}",
        b"MSH|^~\\&|A|B|C|D|20250116||ORU^R01|1|P|2.5\rPID|1||7^^^X^MR||Test^Anna\rOBX|1|TX|||a\\.br\\b\r",
        wav,
        dicom,
        b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0a",
    ];
    kinds.iter().zip([0, 1, 2, 3, 4, 5, 6, 7, 8, 8]).map(|(bytes, kind)| [&[kind], *bytes].concat()).collect()
}

fn main() -> io::Result<()> {
    let folder = env::args_os().nth(1).ok_or_else(|| io::Error::other("usage: fuzz_seeds FOLDER"))?;
    let folder = Path::new(&folder);
    let of_texts = |texts: Vec<String>| texts.into_iter().map(String::into_bytes).collect::<Vec<_>>();
    write(folder, "index", of_texts(messages()))?;
    write(folder, "read", of_texts(messages()))?;
    write(folder, "base64", of_texts(base64_strings()))?;
    write(folder, "sniff", starts_of_documents())?;
    write(folder, "containers", containers()?)?;
    write(folder, "replies", replies())?;
    write(folder, "readers", documents())
}
