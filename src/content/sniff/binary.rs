//! Types with magic numbers. Used by `sniff` only.

use super::DetectedType;

/// Types told by bytes at fixed places. Programs come first: what also runs is a program, whatever else it is.
pub(super) fn detect(head: &[u8]) -> Option<DetectedType> {
    if is_program(head) {
        return Some(DetectedType::Executable);
    }
    // Before TIFF: the 128 bytes before `DICM` are free, and may hold a TIFF header (DICOM PS3.10 §7.1).
    if is_dicom(head) {
        return Some(DetectedType::Dicom);
    }
    match head {
        [b'%', b'P', b'D', b'F', b'-', ..] => Some(DetectedType::Pdf),
        [0xFF, 0xD8, 0xFF, ..] => Some(DetectedType::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(DetectedType::Png),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(DetectedType::Gif),
        [b'B', b'M', ..] => is_bitmap(head).then_some(DetectedType::Bmp),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(DetectedType::Webp),
        // RF64 and BW64 are WAV beyond 4 GB (EBU Tech 3306, ITU-R BS.2088).
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..]
        | [b'R', b'F', b'6', b'4', _, _, _, _, b'W', b'A', b'V', b'E', ..]
        | [b'B', b'W', b'6', b'4', _, _, _, _, b'W', b'A', b'V', b'E', ..] => Some(DetectedType::Wav),
        // 42 is TIFF, 43 BigTIFF.
        [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => Some(DetectedType::Tiff),
        [0, 0, 0, 12, b'j', b'P', b' ', b' ', ..] | [0xFF, 0x4F, 0xFF, 0x51, ..] => Some(DetectedType::Jpeg2000),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => iso_media(head),
        // QuickTime before it took the `ftyp` box.
        [0, _, _, _, b'm', b'o', b'o', b'v', ..] | [0, _, _, _, b'm', b'd', b'a', b't', ..] => Some(DetectedType::Mp4),
        // Versions 2 to 4 exist, and the length is written in seven bits a byte (ID3v2.4 §3.1).
        [b'I', b'D', b'3', 2..=4, minor, _, a, b, c, d, ..] if *minor < 0xFF && (a | b | c | d) & 0x80 == 0 => {
            Some(DetectedType::Mp3)
        }
        _ => None,
    }
}

fn is_program(head: &[u8]) -> bool {
    match head {
        // A DOS header is full of zero bytes, a text that begins with MZ is not.
        [b'M', b'Z', ..] => head.len() >= 28 && head.get(..64).unwrap_or(head).contains(&0),
        [0x7F, b'E', b'L', b'F', ..] => true,
        // Mach-O in both byte orders and widths.
        [0xFE, 0xED, 0xFA, 0xCE | 0xCF, ..] | [0xCE | 0xCF, 0xFA, 0xED, 0xFE, ..] => true,
        // Mach-O for several processors, and Java classes.
        [0xCA, 0xFE, 0xBA, 0xBE | 0xBF, ..] => true,
        [0, b'a', b's', b'm', ..] | [b'd', b'e', b'x', b'\n', ..] => true,
        [b'#', b'!', script @ ..] => script.trim_ascii_start().starts_with(b"/"),
        _ => false,
    }
}

fn is_dicom(head: &[u8]) -> bool {
    const PREAMBLE_BYTES: usize = 128;
    // Without preamble: the length of group 0002, which every file begins with (DICOM PS3.10 §7.1).
    let bare = [2, 0, 0, 0, b'U', b'L', 4, 0];
    head.get(PREAMBLE_BYTES..).is_some_and(|rest| rest.starts_with(b"DICM")) || head.starts_with(&bare)
}

fn is_bitmap(head: &[u8]) -> bool {
    // The length of the header that follows the first 14 bytes tells the version; `BM` alone begins words too.
    let Some([a, b, c, d]) = head.get(14..18) else {
        return false;
    };
    let header_bytes = u32::from_le_bytes([*a, *b, *c, *d]);
    matches!(header_bytes, 12 | 16 | 40 | 52 | 56 | 64 | 108 | 124)
}

/// ISO base media (ISO/IEC 14496-12 §4.3): the major brand tells, else the compatible ones.
fn iso_media(head: &[u8]) -> Option<DetectedType> {
    let box_bytes = match head.first_chunk::<4>() {
        Some(&length) => u32::from_be_bytes(length) as usize,
        None => return None,
    };
    let brands = head.get(8..box_bytes.min(head.len())).unwrap_or_default();
    let (brands, _) = brands.as_chunks::<4>();
    // The second word is a version, which is no brand and so tells nothing.
    brands.iter().find_map(brand)
}

fn brand(brand: &[u8; 4]) -> Option<DetectedType> {
    match brand {
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"mif2" | b"msf1" | b"miaf" | b"avif"
        | b"avis" => Some(DetectedType::Heic),
        b"jp2 " | b"jpx " | b"jph " => Some(DetectedType::Jpeg2000),
        b"qt  " | b"avc1" | b"dash" | b"MSNV" | b"mmp4" | b"f4v " | b"F4V " => Some(DetectedType::Mp4),
        [b'i', b's', b'o', _] | [b'm', b'p', b'4', _] | [b'M', b'4', _, b' '] | [b'3', b'g', _, _] => {
            Some(DetectedType::Mp4)
        }
        _ => None,
    }
}

/// MP3 without a tag: a valid frame header, and another one where the first frame ends (as far as `head` goes).
pub(super) fn detect_mp3_frames(head: &[u8], complete: bool) -> Option<DetectedType> {
    let next = mp3_frame_bytes(head)?;
    let confirmed = match head.get(next..).filter(|rest| rest.len() >= 4) {
        Some(second) => mp3_frame_bytes(second).is_some(),
        // The last frame of a file may be the only one.
        None => !complete || head.len() == next,
    };
    confirmed.then_some(DetectedType::Mp3)
}

/// Length of the MPEG audio frame (layer III) that starts here (ISO/IEC 11172-3 §2.4.1.3 and 13818-3).
fn mp3_frame_bytes(head: &[u8]) -> Option<usize> {
    const VERSION_1_KBITS: [usize; 16] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0];
    const VERSION_2_KBITS: [usize; 16] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0];
    let [0xFF, second, third, _, ..] = head else {
        return None;
    };
    let (kbits, samples, divisor) = match second & 0b1111_1110 {
        0b1111_1010 => (&VERSION_1_KBITS, 1152, 1),
        0b1111_0010 => (&VERSION_2_KBITS, 576, 2),
        0b1110_0010 => (&VERSION_2_KBITS, 576, 4),
        _ => return None,
    };
    let kbits = *kbits.get(usize::from(third >> 4))?;
    let hertz = match third >> 2 & 0b11 {
        0 => 44_100,
        1 => 48_000,
        2 => 32_000,
        _ => return None,
    } / divisor;
    if kbits == 0 {
        return None;
    }
    Some(samples / 8 * kbits * 1000 / hertz + usize::from(third >> 1 & 1))
}
