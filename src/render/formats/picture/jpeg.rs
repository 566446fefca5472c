//! The segments of a JPEG file (ITU-T T.81, annex B) as far as they say how its pixels are stored. No pixels are decoded here.

use std::ops::Range;

/// What stands before the pixels.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Head {
    /// The code of the frame header, 0 to 15 (T.81, table B.1): 0 baseline, 1 extended, 2 progressive.
    pub process: u8,
    /// Bits of a sample.
    pub bits: u8,
    /// Pixels from left to right.
    pub width: u16,
    /// Pixels from top to bottom.
    pub height: u16,
    /// Channels.
    pub components: u8,
    /// The colour transform that an Adobe segment states: 0 for none, 1 YCbCr, 2 YCCK.
    pub adobe: Option<u8>,
    /// Units (1 inch, 2 centimetre) and the pixels for each of them, across and down, from a JFIF segment.
    pub density: Option<(u8, u16, u16)>,
    /// Channels are named R, G, B.
    is_named_rgb: bool,
}

/// A marker with its parameters: the code after 0xff and where the parameters are, without their length.
pub struct Segment {
    pub code: u8,
    pub body: Range<usize>,
}

/// The segments from the start on, through the first start of scan.
pub fn segments(bytes: &[u8]) -> impl Iterator<Item = Segment> {
    let mut at = if bytes.starts_with(b"\xff\xd8") { 2 } else { bytes.len() };
    let mut ended = false;
    std::iter::from_fn(move || {
        if ended {
            return None;
        }
        // Bytes that are no marker are skipped, as every decoder does.
        loop {
            let skipped = bytes.get(at..)?.iter().position(|byte| *byte == 0xff)?;
            at = at.checked_add(skipped)?.checked_add(1)?;
            match *bytes.get(at)? {
                0 | 0xff | 0x01 | 0xd0..=0xd8 => {}
                _ => break,
            }
        }
        let code = *bytes.get(at)?;
        at = at.checked_add(1)?;
        ended = code == 0xda || code == 0xd9;
        let length = bytes.get(at..at.checked_add(2)?)?;
        let length = length.iter().fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte)).checked_sub(2)?;
        let start = at.checked_add(2)?;
        let end = start.checked_add(length)?.min(bytes.len());
        at = end;
        Some(Segment { code, body: start.min(end)..end })
    })
}

/// Whether a marker's code is that of a frame header.
fn is_frame(code: u8) -> bool {
    matches!(code, 0xc0..=0xcf) && !matches!(code, 0xc4 | 0xc8 | 0xcc)
}

impl Head {
    /// `None` where the file has no frame header.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut head = Self::default();
        let mut found = false;
        for segment in segments(bytes) {
            let Some(body) = bytes.get(segment.body) else { break };
            let number = |at: usize| u16::from_be_bytes([byte(body, at), byte(body, at + 1)]);
            match segment.code {
                code if is_frame(code) && !found => {
                    found = body.len() >= 6;
                    head.process = code & 15;
                    (head.bits, head.height, head.width) = (byte(body, 0), number(1), number(3));
                    head.components = byte(body, 5);
                    let names = body.get(6..).unwrap_or_default().chunks(3).filter_map(|component| component.first());
                    head.is_named_rgb = head.components == 3 && names.take(3).eq(b"RGB");
                }
                0xe0 if body.starts_with(b"JFIF\0") && body.len() >= 12 && head.density.is_none() => {
                    head.density = Some((byte(body, 7), number(8), number(10)));
                }
                0xee if body.starts_with(b"Adobe") && body.len() >= 12 => head.adobe = Some(byte(body, 11)),
                _ => {}
            }
        }
        found.then_some(head)
    }

    /// Whether there is a decoder for this kind: Huffman-coded, sequential or progressive, with 8 bits.
    pub fn is_decodable(&self) -> bool {
        self.process <= 2 && self.bits == 8
    }

    /// Whether the decoder takes red, green and blue for something else.
    pub fn hides_rgb(&self) -> bool {
        self.components == 3 && self.adobe == Some(0) && !self.is_named_rgb
    }
}

fn byte(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).copied().unwrap_or(0)
}

/// The same JPEG with its three channels named R, G, B in all headers, by which decoders tell that nothing is to be converted.
pub fn named_rgb(bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    let mut names: [u8; 3] = [0; 3];
    let rename = |out: &mut Vec<u8>, names: &[u8; 3], first: usize, count: usize, step: usize| {
        for at in (0..count).map(|index| first + index * step) {
            let Some(name) = out.get_mut(at) else { return };
            if let Some(index) = names.iter().position(|known| known == name) {
                *name = byte(b"RGB", index);
            }
        }
    };
    let mut at = 0;
    while let Some(place) = bytes.get(at..).and_then(|rest| rest.windows(2).position(is_marker)) {
        let start = at + place + 4;
        let length = usize::from(u16::from_be_bytes([byte(bytes, start - 2), byte(bytes, start - 1)]));
        match byte(bytes, at + place + 1) {
            code if is_frame(code) => {
                names = [0, 3, 6].map(|step| byte(bytes, start + 6 + step));
                rename(&mut out, &names, start + 6, 3, 3);
            }
            0xda => rename(&mut out, &names, start + 1, usize::from(byte(bytes, start)).min(4), 2),
            _ => {}
        }
        at = if start < bytes.len() { (start + length.max(2) - 2).max(start) } else { bytes.len() };
    }
    out
}

/// A marker with parameters: no fill, no stuffed byte of a scan, no restart.
fn is_marker(pair: &[u8]) -> bool {
    matches!(pair, [0xff, code] if !matches!(code, 0 | 0x01 | 0xd0..=0xd9 | 0xff))
}

/// A whole JPEG from the tables that a TIFF page keeps for all its strips and one of the strips. Adobe segments are left out: what
/// the samples mean is said by the TIFF.
pub fn joined(tables: &[u8], strip: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(tables.len().saturating_add(strip.len()));
    out.extend_from_slice(b"\xff\xd8");
    for segment in segments(tables).filter(|segment| !matches!(segment.code, 0xd9 | 0xda | 0xee)) {
        copy(tables, &segment, &mut out);
    }
    for segment in segments(strip) {
        if segment.code == 0xda {
            // The scan header, and all that follows.
            let start = segment.body.start.saturating_sub(4);
            out.extend_from_slice(strip.get(start..).unwrap_or_default());
        } else if segment.code != 0xee {
            copy(strip, &segment, &mut out);
        }
    }
    out
}

fn copy(bytes: &[u8], segment: &Segment, out: &mut Vec<u8>) {
    let body = bytes.get(segment.body.clone()).unwrap_or_default();
    let length = u16::try_from(body.len() + 2).unwrap_or(u16::MAX);
    out.extend_from_slice(&[0xff, segment.code]);
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(body);
}
