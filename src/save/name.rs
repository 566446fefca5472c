//! Safe file names for documents. Called by `export`, and wherever a name is suggested in a dialog.
//!
//! A name comes from whoever sent the message. What is suggested here stays in the folder it is saved to, is valid on
//! Linux, macOS and Windows, hides nothing, and ends in the extension of what the bytes are.

use std::fmt;

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::characters;
use crate::limits;

/// What a document says about its name, best first. The first that leaves something usable is taken.
#[derive(Clone, Copy, Default)]
pub struct NameParts<'a> {
    /// `FileName`, as written in the message.
    pub file_name: Option<&'a str>,
    /// `DocumentDescription`.
    pub description: Option<&'a str>,
    /// `DocumentType`.
    pub document_type: Option<&'a str>,
    /// The document's number in file order, from 1: the last resort is `document-N`.
    pub number: u64,
}

/// Shows which parts are there, not what they say.
impl fmt::Debug for NameParts<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("NameParts")
            .field("file_name", &self.file_name.is_some())
            .field("description", &self.description.is_some())
            .field("document_type", &self.document_type.is_some())
            .field("number", &self.number)
            .finish()
    }
}

/// A file name for a document whose bytes are of the type `extension` (`pdf`, `jpg`; without dot).
///
/// At most [`limits::NAME_STEM_UTF16_UNITS`] units and [`limits::NAME_STEM_BYTES`] bytes before the extension. An
/// extension that the given name carries is replaced. An `extension` that is none, or that would start a program, becomes `bin`.
#[must_use]
pub fn suggested_file_name(parts: NameParts<'_>, extension: &str) -> String {
    let extension = safe_extension(extension);
    let stem = parts
        .file_name
        .and_then(|name| stem(&from_path(name), &extension))
        .or_else(|| parts.description.and_then(|text| stem(&from_prose(text), &extension)))
        .or_else(|| parts.document_type.and_then(|text| stem(&from_prose(text), &extension)))
        .unwrap_or_else(|| format!("document-{}", parts.number));
    format!("{stem}.{extension}")
}

/// The name for a document whose own names the disk does not take.
pub(super) fn plain_file_name(number: u64, extension: &str) -> String {
    suggested_file_name(NameParts { number, ..NameParts::default() }, extension)
}

/// Extensions that say what a document is. The detected type says it better.
const DOCUMENT_EXTENSIONS: [&str; 64] = [
    "avi", "b64", "base64", "bin", "bmp", "ccd", "ccda", "cda", "csv", "dat", "dcm", "dib", "dicom", "doc", "docm",
    "docx", "emf", "eps", "gif", "gz", "heic", "heif", "hl7", "htm", "html", "j2k", "jfif", "jp2", "jpe", "jpeg",
    "jpf", "jpg", "jpx", "json", "log", "m4a", "m4v", "mht", "mov", "mp3", "mp4", "odp", "ods", "odt", "pdf", "png",
    "ppt", "pptx", "rtf", "svg", "tar", "text", "tif", "tiff", "tmp", "tsv", "txt", "wav", "webp", "wmf", "xhtml",
    "xls", "xlsx", "xml",
];

/// Extensions that make a desktop run the file. Never given to a document, and taken off its name.
const PROGRAM_EXTENSIONS: [&str; 34] = [
    "apk", "app", "appimage", "bat", "cmd", "com", "cpl", "deb", "desktop", "dll", "dmg", "exe", "hta", "jar", "js",
    "jse", "lnk", "msc", "msi", "msp", "pif", "pkg", "ps1", "psm1", "reg", "rpm", "scf", "scr", "sh", "url", "vbe",
    "vbs", "wsf", "wsh",
];

/// Names of devices on Windows, whatever extension follows. Superscript digits count as digits there.
/// Source: learn.microsoft.com, "Naming Files, Paths, and Namespaces"; `CLOCK$`, `CONIN$` and `CONOUT$` from older versions.
fn is_reserved(stem: &str) -> bool {
    let base = stem.split('.').next().unwrap_or(stem).trim_end_matches(' ');
    let base = base.to_uppercase();
    if ["CON", "PRN", "AUX", "NUL", "CLOCK$", "CONIN$", "CONOUT$"].contains(&base.as_str()) {
        return true;
    }
    let Some(port) = base.strip_prefix("COM").or_else(|| base.strip_prefix("LPT")) else {
        return false;
    };
    let mut port = port.chars();
    matches!(port.next(), Some('0'..='9' | '¹' | '²' | '³')) && port.next().is_none()
}

/// The part of a path that names the file, whichever system the path came from, without drive letter and NTFS stream.
fn from_path(path: &str) -> String {
    let last = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let mut start = last.chars();
    let last = match (start.next(), start.next()) {
        (Some('A'..='Z' | 'a'..='z'), Some(':')) => start.as_str(),
        _ => last,
    };
    // `report.pdf:hidden` names a stream of report.pdf. In `Visit 10:30` the colon belongs to the name.
    let name = match last.split_once(':') {
        Some((file, _)) if known_extension(file.trim_end(), "").is_some() => file.to_owned(),
        Some((file, stream)) if stream.starts_with(':') => file.to_owned(),
        _ => last.replace(':', "-"),
    };
    characters::for_file_name(&name)
}

/// A description in a clinician's words. Its slashes are no path: `CT abdomen w/o contrast` stays whole.
fn from_prose(text: &str) -> String {
    characters::for_file_name(&text.replace(['/', '\\', ':', '|'], "-"))
}

/// The name without extensions, trimmed, free of reserved names and cut to length. `None` when nothing is left.
fn stem(name: &str, extension: &str) -> Option<String> {
    let mut stem = name.to_owned();
    // Each step can make room for another (cutting may end the name in `.pdf`), so until nothing changes. It ends:
    // every step shortens the name, but for the one underscore.
    loop {
        let before = stem.clone();
        let mut rest = stem.trim_end_matches(['.', ' ']);
        while let Some(shorter) = known_extension(rest, extension) {
            rest = shorter.trim_end_matches(['.', ' ']);
        }
        let rest = rest
            .trim_start_matches(|character| matches!(character, '.' | ' ' | '-' | '~') || is_combining_mark(character))
            .trim_end_matches(['.', ' ']);
        let rest = if is_reserved(rest) { format!("_{rest}") } else { rest.to_owned() };
        stem = cut(&rest, limits::NAME_STEM_UTF16_UNITS, limits::NAME_STEM_BYTES).to_owned();
        if stem == before {
            break;
        }
    }
    (!stem.is_empty()).then_some(stem)
}

/// The name before its extension, when that is a known one or `extension`.
fn known_extension<'a>(name: &'a str, extension: &str) -> Option<&'a str> {
    let (stem, last) = name.rsplit_once('.')?;
    let last = last.to_ascii_lowercase();
    let known = DOCUMENT_EXTENSIONS.contains(&last.as_str()) || PROGRAM_EXTENSIONS.contains(&last.as_str());
    (known || (!last.is_empty() && last == extension)).then_some(stem)
}

fn safe_extension(extension: &str) -> String {
    let extension = extension.strip_prefix('.').unwrap_or(extension).to_ascii_lowercase();
    let plain = !extension.is_empty()
        && extension.len() <= limits::EXTENSION_BYTES
        && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if plain && !PROGRAM_EXTENSIONS.contains(&extension.as_str()) { extension } else { "bin".to_owned() }
}

/// The longest beginning of `text` within both limits that splits no character a reader would see as one.
pub(super) fn cut(text: &str, utf16_units: usize, bytes: usize) -> &str {
    let whole = beginning(text, text.graphemes(true), utf16_units, bytes);
    if whole.is_empty() {
        // A single letter under a tower of accents: as many of them as fit.
        let characters = text
            .char_indices()
            .map(|(at, character)| text.get(at..at.saturating_add(character.len_utf8())).unwrap_or_default());
        return beginning(text, characters, utf16_units, bytes);
    }
    whole
}

fn beginning<'a>(text: &'a str, pieces: impl Iterator<Item = &'a str>, utf16_units: usize, bytes: usize) -> &'a str {
    let (mut end, mut units) = (0_usize, 0_usize);
    for piece in pieces {
        units = units.saturating_add(piece.encode_utf16().count());
        let next = end.saturating_add(piece.len());
        if units > utf16_units || next > bytes {
            break;
        }
        end = next;
    }
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn extension_lists_are_sorted_and_lower_case() {
        for list in [&DOCUMENT_EXTENSIONS[..], &PROGRAM_EXTENSIONS[..]] {
            assert!(list.is_sorted());
            assert!(list.iter().all(|entry| *entry == entry.to_ascii_lowercase()));
        }
    }

    #[test]
    fn cut_keeps_graphemes_whole_and_splits_only_a_giant_one() {
        assert_eq!(cut("ab\u{301}c", 2, 100), "a");
        assert_eq!(cut("a\u{1F600}", 2, 100), "a");
        let tower = format!("a{}", "\u{301}".repeat(10));
        assert_eq!(cut(&tower, 4, 100), "a\u{301}\u{301}\u{301}");
        assert_eq!(cut("abc", 10, 10), "abc");
    }
}
