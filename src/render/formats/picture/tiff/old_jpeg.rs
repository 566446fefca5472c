//! The JPEG of TIFF 6.0, section 22, given up in favour of compression 7: tables and scans lie apart, told by tags. Here a whole JPEG
//! is put together of them.

use super::directory::{Directory, File};
use super::plan::Plan;
use super::tag;
use crate::render::formats::picture::jpeg;

/// Where a whole JPEG of all the page is, as most writers left one: place and length.
pub fn interchange(tags: &Directory, file: &File) -> Option<(u64, u64)> {
    let at = tags.whole(tag::JPEG_INTERCHANGE, 0).filter(|at| *at > 0)?;
    let rest = file.length().saturating_sub(at);
    let length = tags.whole(tag::JPEG_INTERCHANGE_LENGTH, 0).filter(|length| *length > 0).unwrap_or(rest).min(rest);
    let stream = file.part(at, length);
    let whole = jpeg::Head::read(stream)?.is_decodable() && jpeg::segments(stream).any(|segment| segment.code == 0xda);
    whole.then_some((at, length))
}

/// All that stands before the scan of a strip or tile of `rows` rows; `None` where a table is missing.
pub fn header(tags: &Directory, file: &File, plan: &Plan, rows: u32) -> Option<Vec<u8>> {
    let components = u8::try_from(plan.chunk_samples()).ok().filter(|count| matches!(count, 1 | 3 | 4))?;
    let mut out = b"\xff\xd8".to_vec();
    let mut segment = |code: u8, body: &[u8]| -> Option<()> {
        out.extend_from_slice(&[0xff, code]);
        out.extend_from_slice(&u16::try_from(body.len() + 2).ok()?.to_be_bytes());
        out.extend_from_slice(body);
        Some(())
    };
    for index in 0..components {
        let table = |name: u16, length: u64| Some(file.part(tags.whole(name, u64::from(index))?, length));
        let quantisation = table(tag::JPEG_Q_TABLES, 64).filter(|table| table.len() == 64)?;
        segment(0xdb, &[&[index], quantisation].concat())?;
        for (name, class) in [(tag::JPEG_DC_TABLES, 0), (tag::JPEG_AC_TABLES, 0x10)] {
            let counts = table(name, 16).filter(|counts| counts.len() == 16)?;
            let values = counts.iter().map(|count| u64::from(*count)).sum::<u64>();
            segment(0xc4, &[&[class | index], table(name, 16 + values)?].concat())?;
        }
    }
    if let Some(interval) = tags.first::<u16>(tag::JPEG_RESTART_INTERVAL).filter(|interval| *interval > 0) {
        segment(0xdd, &interval.to_be_bytes())?;
    }
    let (height, width) = (u16::try_from(rows).ok()?, u16::try_from(plan.chunk.width).ok()?);
    let mut frame = vec![8];
    frame.extend_from_slice(&height.to_be_bytes());
    frame.extend_from_slice(&width.to_be_bytes());
    frame.push(components);
    let mut scan = vec![components];
    for index in 0..components {
        let blocks = if index == 0 && components == 3 { blocks(tags) } else { 0x11 };
        frame.extend_from_slice(&[index + 1, blocks, index]);
        scan.extend_from_slice(&[index + 1, index << 4 | index]);
    }
    segment(0xc0, &frame)?;
    scan.extend_from_slice(&[0, 63, 0]);
    segment(0xda, &scan)?;
    Some(out)
}

/// Blocks of luma for one of colour, across and down, as a frame header has them.
fn blocks(tags: &Directory) -> u8 {
    let count =
        |index: u64| tags.whole(tag::SUBSAMPLING, index).filter(|count| matches!(count, 1 | 2 | 4)).unwrap_or(2);
    (count(0) << 4 | count(1)) as u8
}
