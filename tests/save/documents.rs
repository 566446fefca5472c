//! Invented documents for the tests of saving.

use std::io::Write;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use redox_media_viewer::save::{Export, ExportItem, ExportOutcome, NameParts, export};
use sha2::{Digest, Sha256};

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    #[error("The file changed on disk.")]
    Changed,
    #[error("Writing failed.")]
    Writing,
}

pub struct Document {
    pub number: u64,
    pub name: &'static str,
    pub extension: &'static str,
    pub bytes: Vec<u8>,
    pub damaged: bool,
    pub fails: bool,
    /// Keeps quiet about errors of the file.
    pub careless: bool,
    /// Bytes written at a time.
    pub piece: usize,
}

pub fn document(number: u64, name: &'static str, bytes: &[u8]) -> Document {
    Document {
        number,
        name,
        extension: "pdf",
        bytes: bytes.to_vec(),
        damaged: false,
        fails: false,
        careless: false,
        piece: 1 << 20,
    }
}

impl ExportItem for Document {
    type Error = Trouble;

    fn name_parts(&self) -> NameParts<'_> {
        NameParts { file_name: Some(self.name), number: self.number, ..NameParts::default() }
    }

    fn extension(&self) -> &str {
        self.extension
    }

    fn write_to(&self, out: &mut dyn Write) -> Result<ExportOutcome, Trouble> {
        for piece in self.bytes.chunks(self.piece) {
            let written = out.write_all(piece);
            if !self.careless {
                written.map_err(|_| Trouble::Writing)?;
            }
        }
        if self.fails {
            Err(Trouble::Changed)
        } else {
            Ok(ExportOutcome { bytes: self.bytes.len() as u64, damaged: self.damaged })
        }
    }
}

pub fn run(folder: &Path, documents: &[Document], with_manifest: bool) -> Export<Trouble> {
    export(folder, documents, with_manifest, &mut |_| {}, &AtomicBool::new(false)).unwrap()
}

pub fn files(export: &Export<Trouble>) -> Vec<&str> {
    export.documents.iter().map(|document| document.file.as_deref().unwrap_or("none")).collect()
}

pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
