//! Unpacks one strip or tile of a TIFF page to its samples as they would be stored without compression.

use super::directory::{Directory, File};
use super::plan::{Packing, Plan};
use super::{logluv, old_jpeg, tag, thunder};
use crate::limits::{MAX_PICTURE_DECODE_BYTES, TIFF_CHUNK_SLACK_BYTES};
use crate::render::formats::picture::{fax, jpeg};
use image::ImageDecoder;
use std::borrow::Cow;
use std::io::Cursor;
use tiff::decoder::Decoder;

/// The samples of a strip or tile of `rows` rows: at most as many bytes as the plan says, fewer where it is damaged.
pub fn unpack<'a>(packed: &'a [u8], file: &File, tags: &Directory, plan: &Plan, rows: u32) -> Cow<'a, [u8]> {
    let length = plan.chunk_bytes(rows);
    // What no decoder will look at is not handed to one.
    let most = (length as u64).saturating_mul(16).saturating_add(TIFF_CHUNK_SLACK_BYTES);
    let packed = packed.get(..usize::try_from(most).unwrap_or(usize::MAX)).unwrap_or(packed);
    let packed: Cow<'a, [u8]> = if plan.reversed {
        packed.iter().map(|byte| byte.reverse_bits()).collect::<Vec<_>>().into()
    } else {
        packed.into()
    };
    let coding = match plan.packing {
        Packing::None => return cut(packed, length),
        Packing::Lzw => return if is_old_lzw(&packed) { old_lzw(&packed, length) } else { stream(&packed, 5, length) },
        Packing::Deflate => return stream(&packed, 8, length),
        Packing::PackBits => return stream(&packed, 32_773, length),
        Packing::Jpeg => {
            let tables = tags.bytes(tag::JPEG_TABLES).unwrap_or_default();
            return Cow::Owned(jpeg_samples(&jpeg::joined(tables, &packed), plan, rows));
        }
        Packing::OldJpeg => {
            let header = if packed.starts_with(b"\xff\xd8") {
                Some(Vec::new())
            } else {
                old_jpeg::header(tags, file, plan, rows)
            };
            let stream = header.map(|header| jpeg::joined(&[], &[&header, &*packed, b"\xff\xd9"].concat()));
            return Cow::Owned(stream.map(|stream| jpeg_samples(&stream, plan, rows)).unwrap_or_default());
        }
        Packing::Thunder => return Cow::Owned(thunder::decode(&packed, plan.chunk.width as usize, rows as usize)),
        Packing::Log => {
            let colour = plan.samples == 3;
            return Cow::Owned(logluv::decode(&packed, plan.chunk.width as usize, rows as usize, colour));
        }
        Packing::WebP => return Cow::Owned(webp_samples(&packed, plan, rows)),
        Packing::Rle => fax::Coding::Rle,
        Packing::Group3 { two_dimensional } => fax::Coding::Group3 { two_dimensional },
        Packing::Group4 => fax::Coding::Group4,
    };
    Cow::Owned(fax::decode(&packed, coding, plan.chunk.width, rows))
}

fn cut(bytes: Cow<'_, [u8]>, length: usize) -> Cow<'_, [u8]> {
    match bytes {
        Cow::Borrowed(bytes) => Cow::Borrowed(bytes.get(..length).unwrap_or(bytes)),
        Cow::Owned(mut bytes) => {
            bytes.truncate(length);
            Cow::Owned(bytes)
        }
    }
}

/// The `tiff` crate's unpackers stand behind its reader of whole files alone: the strip is handed over as the only one of a small
/// file, one row of bytes. What comes out before an error is kept.
fn stream(packed: &[u8], compression: u32, length: usize) -> Cow<'static, [u8]> {
    let Ok(width) = u32::try_from(length) else { return Cow::Owned(Vec::new()) };
    let mut out = vec![0; length];
    let file = one_strip(packed, &Strip { width, height: 1, samples: 1, compression, photometric: 1 });
    let reached = Decoder::new(Cursor::new(file)).ok().map(|decoder| {
        let mut decoder = decoder.with_limits(tiff::decoder::Limits::unlimited());
        decoder.read_chunk_bytes(0, &mut out).is_ok()
    });
    if reached == Some(true) {
        return Cow::Owned(out);
    }
    // The rest is zeros: where they start nobody knows, so it is taken to be behind the last other byte.
    let end = out.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    out.truncate(end);
    Cow::Owned(out)
}

struct Strip {
    width: u32,
    height: u32,
    samples: u16,
    compression: u32,
    photometric: u32,
}

/// A TIFF file of one page with one strip of 8-bit samples.
fn one_strip(packed: &[u8], strip: &Strip) -> Vec<u8> {
    let entries: [(u16, u32); 9] = [
        (tag::WIDTH, strip.width),
        (tag::HEIGHT, strip.height),
        (tag::BITS_PER_SAMPLE, 8),
        (tag::COMPRESSION, strip.compression),
        (tag::PHOTOMETRIC, strip.photometric),
        (tag::STRIP_OFFSETS, 8 + 2 + 9 * 12 + 4),
        (tag::SAMPLES_PER_PIXEL, u32::from(strip.samples)),
        (tag::ROWS_PER_STRIP, strip.height),
        (tag::STRIP_BYTE_COUNTS, u32::try_from(packed.len()).unwrap_or(u32::MAX)),
    ];
    let mut file = Vec::with_capacity(packed.len().saturating_add(256));
    file.extend_from_slice(b"II\x2a\0\x08\0\0\0\x09\0");
    for (tag, value) in entries {
        file.extend_from_slice(&tag.to_le_bytes());
        file.extend_from_slice(b"\x04\0\x01\0\0\0");
        file.extend_from_slice(&value.to_le_bytes());
    }
    file.extend_from_slice(&[0; 4]);
    file.extend_from_slice(packed);
    file
}

/// Decodes a JPEG to its samples without any change of colours: grey, YCbCr or whatever else it holds.
/// `None` where it is broken or too large.
pub fn raw_jpeg(bytes: &[u8]) -> Option<(jpeg::Head, Vec<u8>)> {
    let head = jpeg::Head::read(bytes)?;
    if !head.is_decodable() {
        return None;
    }
    let (width, height) = (u32::from(head.width), u32::from(head.height));
    let length = u64::from(width) * u64::from(height) * u64::from(head.components);
    if length == 0 || length > MAX_PICTURE_DECODE_BYTES {
        return None;
    }
    let photometric = match head.components {
        1 => 1,
        3 => 6,
        4 => 5,
        _ => return None,
    };
    let strip = Strip { width, height, samples: u16::from(head.components), compression: 7, photometric };
    let mut out = vec![0; usize::try_from(length).ok()?];
    let decoder = Decoder::new(Cursor::new(one_strip(bytes, &strip))).ok()?;
    let mut decoder = decoder.with_limits(tiff::decoder::Limits::unlimited());
    decoder.read_chunk_bytes(0, &mut out).ok()?;
    Some((head, out))
}

/// A strip or tile that is a WebP picture.
fn webp_samples(stream: &[u8], plan: &Plan, rows: u32) -> Vec<u8> {
    let Ok(decoder) = image::codecs::webp::WebPDecoder::new(Cursor::new(stream)) else { return Vec::new() };
    let (width, height) = decoder.dimensions();
    if width != plan.chunk.width || height > plan.chunk.height {
        return Vec::new();
    }
    let picture = image::DynamicImage::from_decoder(decoder);
    let samples = picture.map(|picture| match plan.chunk_samples() {
        4 => picture.into_rgba8().into_raw(),
        3 => picture.into_rgb8().into_raw(),
        _ => Vec::new(),
    });
    cut(Cow::Owned(samples.unwrap_or_default()), plan.chunk_bytes(rows)).into_owned()
}

/// A strip or tile that is a JPEG, laid into the strip's own width.
fn jpeg_samples(stream: &[u8], plan: &Plan, rows: u32) -> Vec<u8> {
    let Some((head, samples)) = raw_jpeg(stream) else { return Vec::new() };
    if u16::from(head.components) != plan.chunk_samples() {
        return Vec::new();
    }
    let stride = usize::from(head.width) * usize::from(head.components);
    let (target_stride, rows) = (plan.row_bytes(), rows as usize);
    if stride == target_stride {
        return cut(Cow::Owned(samples), target_stride.saturating_mul(rows)).into_owned();
    }
    let mut out = vec![0; target_stride.saturating_mul(rows.min(usize::from(head.height)))];
    for (target, row) in out.chunks_exact_mut(target_stride.max(1)).zip(samples.chunks_exact(stride.max(1))) {
        for (target, sample) in target.iter_mut().zip(row) {
            *target = *sample;
        }
    }
    out
}

/// Old writers of LZW put the bits in the other way round (libtiff, "compat" decoding): a stream starts with the code 256 of nine bits.
fn is_old_lzw(packed: &[u8]) -> bool {
    matches!(packed, [0, second, ..] if second & 1 == 1)
}

/// LZW with codes from the lowest bit on, whose width grows one code later than in TIFF 6.0.
fn old_lzw(packed: &[u8], length: usize) -> Cow<'static, [u8]> {
    const CLEAR: u16 = 256;
    const END: u16 = 257;
    let mut out: Vec<u8> = Vec::new();
    // Each code stands for a stretch of what is already out: where it starts and how long it is.
    let mut codes: Vec<(usize, usize)> = Vec::new();
    let (mut width, mut last): (u32, Option<(usize, usize)>) = (9, None);
    let (mut held, mut bits) = (0_u64, 0_u32);
    let mut bytes = packed.iter();
    while out.len() < length {
        while bits < width {
            let Some(byte) = bytes.next() else { return Cow::Owned(out) };
            held |= u64::from(*byte) << bits;
            bits += 8;
        }
        let code = (held & ((1 << width) - 1)) as u16;
        held >>= width;
        bits -= width;
        if code == END {
            break;
        }
        if code == CLEAR {
            (width, last) = (9, None);
            codes.clear();
            continue;
        }
        let start = out.len();
        // A new code is the last string and the first byte of this one, which both follow each other in what is out.
        if let Some((from, long)) = last
            && codes.len() < 4096 - 258
        {
            codes.push((from, long + 1));
        }
        if code < CLEAR {
            out.push(code as u8);
        } else {
            let Some(&(from, long)) = codes.get(usize::from(code - 258)) else { break };
            for at in from..from.saturating_add(long) {
                let Some(byte) = out.get(at).copied() else { break };
                out.push(byte);
            }
        }
        last = Some((start, out.len() - start));
        if codes.len() + 258 >= (1 << width) && width < 12 {
            width += 1;
        }
    }
    out.truncate(length);
    Cow::Owned(out)
}
