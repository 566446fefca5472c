//! Counts the frames of animated pictures without decoding any.

/// Images of a GIF (GIF89a, 20): blocks are walked over.
pub fn gif(bytes: &[u8]) -> u64 {
    let byte = |at: usize| bytes.get(at).copied();
    let table = |flags: u8| if flags & 0x80 > 0 { 3_usize << ((flags & 7) + 1) } else { 0 };
    let mut at = 13 + table(byte(10).unwrap_or(0));
    let mut frames = 0;
    while let Some(kind) = byte(at) {
        at += match kind {
            0x21 => 2,
            0x2c => {
                frames += 1;
                11 + table(byte(at + 9).unwrap_or(0))
            }
            _ => break,
        };
        // Sub-blocks up to an empty one.
        loop {
            let Some(length) = byte(at) else { return frames };
            at += 1 + usize::from(length);
            if length == 0 {
                break;
            }
        }
    }
    frames
}

/// What an `acTL` chunk before the pixels says (PNG 3rd edition, 11.3.6.1).
pub fn png(bytes: &[u8]) -> u64 {
    let frames = chunks(bytes, 8, true).take_while(|(name, _)| name != b"IDAT").find(|(name, _)| name == b"acTL");
    frames.and_then(|(_, body)| body.first_chunk::<4>()).map_or(1, |count| u64::from(u32::from_be_bytes(*count)))
}

/// `ANMF` chunks (WebP container specification).
pub fn webp(bytes: &[u8]) -> u64 {
    chunks(bytes, 12, false).filter(|(name, _)| name == b"ANMF").count().max(1) as u64
}

/// Chunks with their name and contents: of a PNG with length, name, contents and checksum, of a RIFF file with name, length and
/// contents of an even length.
pub fn chunks(bytes: &[u8], start: usize, png: bool) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut at = start;
    std::iter::from_fn(move || {
        let head = bytes.get(at..at.checked_add(8)?)?;
        let (first, second) = (*head.first_chunk::<4>()?, *head.last_chunk::<4>()?);
        let (name, length) =
            if png { (second, u32::from_be_bytes(first)) } else { (first, u32::from_le_bytes(second)) };
        let start = at + 8;
        let end = start.checked_add(length as usize)?;
        at = end.checked_add(if png { 4 } else { length as usize % 2 })?;
        Some((name, bytes.get(start..end.min(bytes.len())).unwrap_or_default()))
    })
}
