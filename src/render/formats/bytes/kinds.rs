//! What a file is, in words. Part of `bytes`.

use memchr::memmem;

use crate::content::DetectedType;

/// Bytes that are searched for what an old Office document holds: its directory may stand anywhere.
const SEARCHED_BYTES: usize = 1 << 20;

/// The kind of file for people: in the window's words, and some more for what it does not tell apart.
pub(super) fn kind(detected: Option<DetectedType>, bytes: &[u8]) -> &'static str {
    match detected {
        None => "Empty file",
        Some(DetectedType::Unknown) => other(bytes).unwrap_or("Unknown kind of file"),
        // The brand for sound alone (ISO/IEC 14496-12 §4.3; Apple's M4A).
        Some(DetectedType::Mp4) if matches!(bytes.get(8..11), Some(b"M4A" | b"M4B")) => "MPEG-4 sound",
        Some(detected) => detected.label(),
    }
}

/// Kinds by their first bytes.
const STARTS: [(&[u8], &str); 25] = [
    (b"\x1F\x8B\x08", "Gzip archive"),
    (b"BZh", "Bzip2 archive"),
    (b"\xFD7zXZ\0", "XZ archive"),
    (b"\x28\xB5\x2F\xFD", "Zstandard archive"),
    (b"7z\xBC\xAF\x27\x1C", "7-Zip archive"),
    (b"Rar!\x1A\x07", "RAR archive"),
    (b"MSCF\0\0\0\0", "Windows cabinet archive"),
    (b"%!PS", "PostScript document"),
    (b"8BPS\0\x01", "Photoshop picture"),
    (b"\0\0\x01\0", "Windows icon"),
    (b"\xD7\xCD\xC6\x9A", "Windows metafile picture"),
    (b"AT&TFORM", "DjVu document"),
    (b"OggS", "Ogg sound or video"),
    (b"fLaC", "FLAC sound"),
    (b"#!AMR", "AMR sound"),
    (b"FORM", "IFF file"),
    (b"\x30\x26\xB2\x75\x8E\x66\xCF\x11", "Windows Media sound or video"),
    (b"\x1A\x45\xDF\xA3", "Matroska or WebM video"),
    (b"FLV\x01", "Flash video"),
    (b"\0\0\x01\xBA", "MPEG video"),
    // Recorders for dictation.
    (b"\x02dss", "DSS dictation"),
    (b"\x03dss", "DSS dictation"),
    (b"\x03ds2", "DSS Pro dictation"),
    (b"SQLite format 3\0", "SQLite database"),
    (b"-----BEGIN PGP MESSAGE-----", "Encrypted message (PGP)"),
];

fn other(bytes: &[u8]) -> Option<&'static str> {
    if let Some((_, words)) = STARTS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Some(words);
    }
    match bytes {
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => Some(compound(bytes)),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'A', b'V', b'I', b' ', ..] => Some("AVI video"),
        _ if bytes.get(257..262) == Some(b"ustar") => Some("TAR archive"),
        _ if bytes.get(40..44) == Some(b" EMF") => Some("Windows metafile picture"),
        _ => None,
    }
}

/// A compound file ([MS-CFB]): which, tell the names of the streams in it.
fn compound(bytes: &[u8]) -> &'static str {
    const STREAMS: [(&str, &str); 5] = [
        ("WordDocument", "Word document (97 to 2003)"),
        ("Workbook", "Excel workbook (97 to 2003)"),
        ("PowerPoint Document", "PowerPoint presentation (97 to 2003)"),
        ("__substg1.0_", "Outlook message"),
        ("EncryptedPackage", "Office document protected by a password"),
    ];
    let searched = bytes.get(..SEARCHED_BYTES).unwrap_or(bytes);
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memmem::find(searched, &name).is_some()
    };
    STREAMS.iter().find(|(name, _)| holds(name)).map_or("Office document (97 to 2003)", |(_, words)| words)
}
