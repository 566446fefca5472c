//! The types that can be told, with their names. For everyone.

use std::fmt;

/// The type of a document, told from its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DetectedType {
    /// Portable Document Format.
    Pdf,
    /// JPEG picture.
    Jpeg,
    /// PNG picture.
    Png,
    /// GIF picture.
    Gif,
    /// Windows bitmap.
    Bmp,
    /// WebP picture.
    Webp,
    /// TIFF or BigTIFF picture, often of several pages.
    Tiff,
    /// JPEG 2000 picture, in its boxes or as a bare codestream.
    Jpeg2000,
    /// HEIC, HEIF or AVIF picture.
    Heic,
    /// DICOM object.
    Dicom,
    /// WAV sound.
    Wav,
    /// MP3 sound.
    Mp3,
    /// MPEG-4, QuickTime or 3GP video or sound.
    Mp4,
    /// Rich Text Format.
    Rtf,
    /// HTML, XHTML included.
    Html,
    /// HL7 Clinical Document Architecture.
    Cda,
    /// Any other XML.
    Xml,
    /// JSON.
    Json,
    /// HL7 version 2 message or batch.
    Hl7,
    /// Text of no other kind.
    Text,
    /// Word document (Office Open XML).
    Docx,
    /// Excel workbook (Office Open XML).
    Xlsx,
    /// OpenDocument text.
    Odt,
    /// Any other ZIP archive.
    Zip,
    /// Program or script.
    Executable,
    /// None of these.
    Unknown,
}

impl DetectedType {
    /// All types, in the order of the documentation.
    pub const ALL: [Self; 26] = [
        Self::Pdf,
        Self::Jpeg,
        Self::Png,
        Self::Gif,
        Self::Bmp,
        Self::Webp,
        Self::Tiff,
        Self::Jpeg2000,
        Self::Heic,
        Self::Dicom,
        Self::Wav,
        Self::Mp3,
        Self::Mp4,
        Self::Rtf,
        Self::Html,
        Self::Cda,
        Self::Xml,
        Self::Json,
        Self::Hl7,
        Self::Text,
        Self::Docx,
        Self::Xlsx,
        Self::Odt,
        Self::Zip,
        Self::Executable,
        Self::Unknown,
    ];

    /// True for still pictures.
    #[must_use]
    pub fn is_picture(self) -> bool {
        matches!(
            self,
            Self::Jpeg | Self::Png | Self::Gif | Self::Bmp | Self::Webp | Self::Tiff | Self::Jpeg2000 | Self::Heic
        )
    }

    /// The name in lists and for scripts, in capitals.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.words().0
    }

    /// The name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        self.words().1
    }

    /// The ending of a saved file, without the dot.
    ///
    /// Nothing that a double click would run comes out of this: programs and unknown bytes are `bin`. HTML is `txt`: it
    /// is shown as text here, and as `html` a browser would run its scripts and fetch its pictures.
    #[must_use]
    pub fn extension(self) -> &'static str {
        self.words().2
    }

    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Pdf => ("PDF", "PDF", "pdf"),
            Self::Jpeg => ("JPEG", "JPEG picture", "jpg"),
            Self::Png => ("PNG", "PNG picture", "png"),
            Self::Gif => ("GIF", "GIF picture", "gif"),
            Self::Bmp => ("BMP", "BMP picture", "bmp"),
            Self::Webp => ("WEBP", "WebP picture", "webp"),
            Self::Tiff => ("TIFF", "TIFF picture", "tif"),
            Self::Jpeg2000 => ("JPEG2000", "JPEG 2000 picture", "jp2"),
            Self::Heic => ("HEIC", "HEIC picture", "heic"),
            Self::Dicom => ("DICOM", "DICOM object", "dcm"),
            Self::Wav => ("WAV", "WAV sound", "wav"),
            Self::Mp3 => ("MP3", "MP3 sound", "mp3"),
            Self::Mp4 => ("MP4", "MP4 video", "mp4"),
            Self::Rtf => ("RTF", "Rich text (RTF)", "rtf"),
            Self::Html => ("HTML", "Web page (HTML)", "txt"),
            Self::Cda => ("CDA", "Clinical document (CDA)", "xml"),
            Self::Xml => ("XML", "XML", "xml"),
            Self::Json => ("JSON", "JSON", "json"),
            Self::Hl7 => ("HL7", "HL7 message", "hl7"),
            Self::Text => ("TEXT", "Plain text", "txt"),
            Self::Docx => ("DOCX", "Word document", "docx"),
            Self::Xlsx => ("XLSX", "Excel workbook", "xlsx"),
            Self::Odt => ("ODT", "OpenDocument text", "odt"),
            Self::Zip => ("ZIP", "ZIP archive", "zip"),
            Self::Executable => ("EXECUTABLE", "Program", "bin"),
            Self::Unknown => ("UNKNOWN", "Unknown type", "bin"),
        }
    }
}

impl fmt::Display for DetectedType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
