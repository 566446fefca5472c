//! Writes responses of any size fast and with flat memory, for tests and measurements of big files.

use super::json::Layout;
use super::random::Random;
use super::response::{Contents, Document, Meta, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::io;

/// Bytes made at a time: a multiple of 3, so that pieces of base64 join, and of 8, so that the generator wastes nothing.
const PIECE_BYTES: usize = 48 * 1024;

/// A response of many documents whose contents start like a PDF (even index) or a JPEG (odd index) and are noise otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LargeResponse {
    /// How many documents it has.
    pub documents: usize,
    /// Bytes of each document once decoded.
    pub content_bytes: usize,
}

impl LargeResponse {
    /// A response of about `file_bytes` bytes of JSON in all.
    pub fn of_size(documents: usize, file_bytes: u64) -> Self {
        let text_bytes = entry(0).0.len() + entry(0).1.len();
        let base64_bytes = file_bytes / documents as u64;
        let base64_bytes = base64_bytes.saturating_sub(text_bytes as u64);
        Self { documents, content_bytes: base64_bytes as usize / 4 * 3 }
    }

    /// The decoded contents of a document.
    pub fn content(&self, index: usize) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.content_bytes);
        let _ = self.pieces(index, |piece| {
            bytes.extend_from_slice(piece);
            Ok(())
        });
        bytes
    }

    /// Writes the whole message; returns how many bytes that were.
    pub fn write_to(&self, out: &mut impl io::Write) -> io::Result<u64> {
        let mut written = 0;
        let mut write = |text: &[u8]| {
            written += text.len() as u64;
            out.write_all(text)
        };
        let empty = Response::new().meta(Meta::default()).compact().to_json();
        write(empty.trim_end_matches("]}").as_bytes())?;
        let mut base64 = vec![0; PIECE_BYTES / 3 * 4];
        for index in 0..self.documents {
            let (before, after) = entry(index);
            write(if index == 0 { b"" } else { b"," })?;
            write(before.as_bytes())?;
            self.pieces(index, |piece| {
                let length = STANDARD.encode_slice(piece, &mut base64).map_err(io::Error::other)?;
                write(&base64[..length])
            })?;
            write(after.as_bytes())?;
        }
        write(b"]}")?;
        Ok(written)
    }

    fn pieces(&self, index: usize, mut take: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        let header: &[u8] = match index % 2 {
            0 => b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n",
            _ => b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0",
        };
        let mut random = Random::new(index as u64);
        let mut piece = vec![0; PIECE_BYTES];
        let mut done = 0;
        while done < self.content_bytes {
            let length = PIECE_BYTES.min(self.content_bytes - done);
            random.fill(&mut piece[..length]);
            if done == 0 {
                let start = header.len().min(length);
                piece[..start].copy_from_slice(&header[..start]);
            }
            take(&piece[..length])?;
            done += length;
        }
        Ok(())
    }
}

/// The JSON of a document up to its contents, and from there on.
fn entry(index: usize) -> (String, String) {
    let (file_type, extension) = match index % 2 {
        0 => ("PDF", "pdf"),
        _ => ("JPG", "jpg"),
    };
    let patient = index / 4 + 1;
    let mut document = Document::of(&[(&format!("{patient:010}"), "MR"), (&format!("e-{patient:08x}"), "EHRID")])
        .visit(&format!("{}", 1000 + patient))
        .file(file_type, &format!("document-{index}.{extension}"), Vec::new())
        .described("Generated document", &format!("Document {index}"))
        .identified(&format!("generated-{index:08}"))
        .dated("2026-10-29T14:06:40.000Z", "2026-10-29T14:05:12.000Z");
    document.contents = Contents::Text("\u{1}".to_owned());
    let json = document.to_value().to_text(Layout::default());
    let (before, after) = json.split_once("\\u0001").expect("the mark is in the text");
    (before.to_owned(), after.to_owned())
}
