//! Does the type that a message declares fit the bytes? For lists, details and findings.

use super::DetectedType::{self, *};

/// How a declared type and the detected one go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Agreement {
    /// The same type, however it is spelled.
    Same,
    /// Another name for something of the same family, such as XML for a clinical document. Nobody is misled.
    HarmlessDifference,
    /// Something else was declared.
    Mismatch,
    /// Nothing was declared, or nothing that names a type (`application/octet-stream`, `Base64 Encoded`).
    NotDeclared,
    /// The declaration is not understood, so nothing can be said.
    UnknownDeclaration,
}

/// Compares the type a message declares (`FileType`, `ContentType` or a media type, in any spelling) with the one that
/// the bytes show.
#[must_use]
pub fn declared_matches(declared: &str, detected: DetectedType) -> Agreement {
    let whole = token(declared);
    if whole.is_empty() || says_nothing(&whole) {
        return Agreement::NotDeclared;
    }
    // `PDF document` and the like: the first word that names a type.
    let by_words = || declared.split_whitespace().find_map(|word| meaning(&token(word)));
    let Some(meaning) = meaning(&whole).or_else(by_words) else {
        return Agreement::UnknownDeclaration;
    };
    if meaning.same.contains(&detected) {
        Agreement::Same
    } else if meaning.harmless.contains(&detected) {
        Agreement::HarmlessDifference
    } else {
        Agreement::Mismatch
    }
}

/// Detected types that a declaration stands for.
struct Meaning {
    same: &'static [DetectedType],
    harmless: &'static [DetectedType],
}

/// Text that may be any text: who says so is not wrong.
const ANY_TEXT: &[DetectedType] = &[Html, Cda, Xml, Json, Hl7, Rtf];

/// The part of a declaration that names the type: lower case, without parameters, dots, `x-` and punctuation.
fn token(declared: &str) -> String {
    let unquoted = declared.trim().trim_matches(['"', '\'', '.', '*', ' ']);
    let bare = unquoted.split(';').next().unwrap_or_default().trim();
    let lower = bare.to_lowercase();
    // `image/jpeg`, but also a file name. A whole kind, `image/*`, is named by its first half.
    let last = match lower.rsplit_once('/') {
        Some((kind, "" | "*")) => kind,
        Some((_, subtype)) => subtype,
        None => lower.rsplit('.').next().unwrap_or_default(),
    };
    let last = last.strip_prefix("x-").unwrap_or(last);
    // `application/fhir+xml` is XML, whatever stands before.
    let last = match last.rsplit_once('+') {
        Some((_, suffix @ ("xml" | "json" | "zip"))) => suffix,
        Some(("hl7-v2", _)) => "hl7v2",
        _ => last,
    };
    last.chars().filter(char::is_ascii_alphanumeric).collect()
}

fn says_nothing(token: &str) -> bool {
    matches!(
        token,
        "octetstream"
            | "binary"
            | "bin"
            | "base64"
            | "base64encoded"
            | "file"
            | "document"
            | "doctype"
            | "unknown"
            | "other"
            | "none"
            | "null"
            | "na"
            | "download"
            | "forcedownload"
            | "attachment"
    )
}

fn meaning(token: &str) -> Option<Meaning> {
    let (same, harmless): (&[DetectedType], &[DetectedType]) = match token {
        "pdf" | "pdfa" | "acrobat" | "adobepdf" => (&[Pdf], &[]),
        "jpg" | "jpeg" | "jpe" | "jfif" | "pjpeg" | "jif" => (&[Jpeg], &[]),
        "png" | "apng" => (&[Png], &[]),
        "gif" => (&[Gif], &[]),
        "bmp" | "dib" | "msbmp" | "bitmap" | "windowsbmp" => (&[Bmp], &[]),
        "webp" => (&[Webp], &[]),
        "tif" | "tiff" | "tiffx" | "bigtiff" => (&[Tiff], &[]),
        "jp2" | "j2k" | "j2c" | "jpc" | "jpx" | "jpf" | "jpm" | "jpeg2000" => (&[Jpeg2000], &[]),
        "heic" | "heif" | "heics" | "avif" => (&[Heic], &[]),
        "image" | "picture" | "photo" | "scan" => (&[Jpeg, Png, Gif, Bmp, Webp, Tiff, Jpeg2000, Heic], &[Dicom]),
        "dcm" | "dicom" | "dic" => (&[Dicom], &[]),
        "wav" | "wave" | "pnwav" | "vndwave" => (&[Wav], &[]),
        "mp3" | "mpeg3" | "mpga" => (&[Mp3], &[]),
        // `audio/mpeg` and `video/mpeg`: the half that would tell them apart is gone.
        "mpeg" | "mpg" => (&[Mp3, Mp4], &[Unknown]),
        "mp4" | "m4v" | "m4a" | "m4b" | "mov" | "quicktime" | "qt" | "3gp" | "3gpp" | "3g2" | "3gpp2" => (&[Mp4], &[]),
        "audio" | "sound" => (&[Wav, Mp3], &[Mp4, Unknown]),
        "video" => (&[Mp4], &[Unknown]),
        "rtf" | "richtext" | "richtextformat" => (&[Rtf], &[]),
        "html" | "htm" | "xhtml" | "xhtm" => (&[Html], &[Xml, Text]),
        "cda" | "ccda" | "ccd" | "cdar2" | "clinicaldocument" | "hl7cda" => (&[Cda], &[Xml]),
        "xml" => (&[Xml, Cda], &[Html]),
        "xsl" | "xslt" | "xsd" | "svg" => (&[Xml], &[]),
        "json" | "ndjson" => (&[Json], &[]),
        "fhir" => (&[Json, Xml], &[]),
        "hl7" | "hl7v2" | "hl7v2x" | "er7" | "hl7er7" | "edihl7" => (&[Hl7], &[Text]),
        "text" | "txt" | "plain" | "plaintext" | "asciitext" | "ascii" | "textplain" | "utf8" | "asc" => {
            (&[Text], ANY_TEXT)
        }
        "csv" | "tsv" | "log" | "md" | "markdown" | "commaseparatedvalues" | "tabseparatedvalues" | "ini" => {
            (&[Text], &[])
        }
        "docx" | "docm" | "dotx" | "vndopenxmlformatsofficedocumentwordprocessingmldocument" => (&[Docx], &[Zip]),
        // The format before 2007 has no detected type of its own; Word also saves other formats under this name.
        "word" | "doc" | "msword" | "dot" | "microsoftword" | "worddocument" => (&[Docx], &[Zip, Rtf, Unknown]),
        "xlsx" | "xlsm" | "xltx" | "vndopenxmlformatsofficedocumentspreadsheetmlsheet" => (&[Xlsx], &[Zip]),
        "excel" | "xls" | "msexcel" | "vndmsexcel" => (&[Xlsx], &[Zip, Unknown]),
        "odt" | "vndoasisopendocumenttext" => (&[Odt], &[Zip]),
        "zip" | "zipcompressed" => (&[Zip], &[Docx, Xlsx, Odt]),
        "pptx"
        | "vndopenxmlformatsofficedocumentpresentationmlpresentation"
        | "ods"
        | "odp"
        | "vndoasisopendocumentspreadsheet"
        | "vndoasisopendocumentpresentation"
        | "epub"
        | "jar" => (&[], &[Zip]),
        "exe" | "dll" | "com" | "msdownload" | "dosexec" | "executable" | "elf" | "sh" | "shellscript" | "javavm" => {
            (&[Executable], &[])
        }
        "bat" | "cmd" | "js" | "javascript" | "vbs" | "ps1" | "css" => (&[], &[Text]),
        // Known, but with no detected type to compare: unknown bytes do not contradict them.
        "ppt" | "powerpoint" | "mspowerpoint" | "vndmspowerpoint" | "msg" | "vndmsoutlook" | "ogg" | "oga" | "ogv"
        | "opus" | "flac" | "aac" | "amr" | "wma" | "wmv" | "avi" | "mkv" | "webm" | "aiff" | "aif" | "midi" | "gz"
        | "gzip" | "tar" | "tgz" | "7z" | "7zcompressed" | "rar" | "bz2" | "xps" | "oxps" | "wpd" | "wps" | "pcx"
        | "psd" | "emf" | "wmf" | "ico" | "pages" | "numbers" | "vsd" | "mdb" | "ttf" => (&[], &[Unknown]),
        "ps" | "eps" | "postscript" | "eml" | "rfc822" | "vcf" | "vcard" | "ics" | "calendar" | "pem" | "edi"
        | "x12" => (&[], &[Text]),
        _ => return None,
    };
    Some(Meaning { same, harmless })
}
