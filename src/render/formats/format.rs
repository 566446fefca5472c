//! The formats that there are readers for. For everyone: the window chooses one by what it detects, and the worker opens it.

use crate::content::DetectedType;

/// What the bytes are, by their own look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// A PDF.
    Pdf,
    /// JPEG, PNG, GIF, BMP, WebP, TIFF or JPEG 2000.
    Picture,
    /// Rich Text Format.
    Rtf,
    /// A document of the HL7 Clinical Document Architecture.
    Cda,
    /// HTML or XHTML, as text with its structure.
    Html,
    /// Any other XML.
    Xml,
    /// JSON.
    Json,
    /// Plain text.
    Text,
    /// A sound, as a waveform.
    Sound,
    /// Anything: its size and its first bytes.
    Bytes,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Pdf,
        Self::Picture,
        Self::Rtf,
        Self::Cda,
        Self::Html,
        Self::Xml,
        Self::Json,
        Self::Text,
        Self::Sound,
        Self::Bytes,
    ];
}

impl Format {
    /// True where a PDF engine may be what reads it: a CDA may enclose a PDF.
    #[must_use]
    pub fn may_hold_pdf(self) -> bool {
        matches!(self, Self::Pdf | Self::Cda)
    }
}

impl From<DetectedType> for Format {
    fn from(detected: DetectedType) -> Self {
        match detected {
            DetectedType::Pdf => Self::Pdf,
            DetectedType::Jpeg
            | DetectedType::Png
            | DetectedType::Gif
            | DetectedType::Bmp
            | DetectedType::Webp
            | DetectedType::Tiff
            | DetectedType::Jpeg2000 => Self::Picture,
            DetectedType::Rtf => Self::Rtf,
            DetectedType::Cda => Self::Cda,
            DetectedType::Html => Self::Html,
            DetectedType::Xml => Self::Xml,
            DetectedType::Json => Self::Json,
            DetectedType::Hl7 | DetectedType::Text => Self::Text,
            DetectedType::Wav => Self::Sound,
            DetectedType::Heic
            | DetectedType::Dicom
            | DetectedType::Mp3
            | DetectedType::Mp4
            | DetectedType::Docx
            | DetectedType::Xlsx
            | DetectedType::Odt
            | DetectedType::Zip
            | DetectedType::Executable
            | DetectedType::Unknown => Self::Bytes,
        }
    }
}
