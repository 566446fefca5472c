//! PDFs and pictures made by code, and short ways to draw them.

use redox_media_viewer::render::formats::{Engine, PageError, Pages, PixelRect, PixelSize, Rotation};
use std::fmt::Write as _;

/// All four rotations.
pub const ROTATIONS: [Rotation; 4] = [Rotation::None, Rotation::Quarter, Rotation::Half, Rotation::ThreeQuarter];

/// A PDF of the given objects, numbered from 1, the first of which is the catalogue. `trailer` is added to the trailer.
pub fn pdf_of(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(objects) {
        writeln!(table, "{:010} 00000 n ", out.len()).unwrap();
        out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let start = out.len();
    write!(table, "trailer\n<< /Size {} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1)
        .unwrap();
    out.extend_from_slice(table.as_bytes());
    out
}

/// A stream object.
pub fn stream(dictionary: &str, contents: &[u8]) -> Vec<u8> {
    let mut out = format!("<< /Length {} {dictionary} >>\nstream\n", contents.len()).into_bytes();
    out.extend_from_slice(contents);
    out.extend_from_slice(b"\nendstream");
    out
}

/// A PDF of one page. `page` is added to the page, `catalogue` to the catalogue; `more` are the objects from 6 on.
/// Object 4 is the page's contents, 5 the font Helvetica.
pub fn one_page(page: &str, contents: &str, catalogue: &str, more: &[Vec<u8>]) -> Vec<u8> {
    let mut objects = vec![
        format!("<< /Type /Catalog /Pages 2 0 R {catalogue} >>").into_bytes(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R \
             /Resources << /Font << /F 5 0 R >> >> {page} >>"
        )
        .into_bytes(),
        stream("", contents.as_bytes()),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_vec(),
    ];
    objects.extend_from_slice(more);
    pdf_of(&objects, "")
}

/// Contents that fill the page of [`one_page`]: red top left, green top right, blue bottom left, black bottom right.
pub const QUADRANTS: &str = "1 0 0 rg 0 50 100 50 re f 0 1 0 rg 100 50 100 50 re f \
                             0 0 1 rg 0 0 100 50 re f 0 g 100 0 100 50 re f";

/// Draws a part.
pub fn draw_part(
    pages: &mut dyn Pages,
    page: u32,
    (width, height): (u32, u32),
    part: PixelRect,
    rotation: Rotation,
) -> Result<(Engine, Vec<u8>), PageError> {
    // Not white, so that what is not drawn shows.
    let mut out = vec![0x5a; (part.width * part.height * 4) as usize];
    let engine = pages.render(page, PixelSize { width, height }, part, rotation, &mut out)?;
    Ok((engine, out))
}

/// Draws a whole page.
pub fn draw(
    pages: &mut dyn Pages,
    page: u32,
    (width, height): (u32, u32),
    rotation: Rotation,
) -> Result<(Engine, Vec<u8>), PageError> {
    draw_part(pages, page, (width, height), PixelRect { x: 0, y: 0, width, height }, rotation)
}

/// The part of a drawn page.
pub fn crop(whole: &[u8], width: u32, part: PixelRect) -> Vec<u8> {
    (part.y..part.y + part.height)
        .flat_map(|y| {
            let start = ((y * width + part.x) * 4) as usize;
            &whole[start..start + part.width as usize * 4]
        })
        .copied()
        .collect()
}

/// Names the colours in the middle of the four quarters: top left, top right, bottom left, bottom right.
pub fn quarters(pixels: &[u8], width: u32, height: u32) -> String {
    [(1, 1), (3, 1), (1, 3), (3, 3)]
        .into_iter()
        .map(|(x, y)| {
            let at = ((height * y / 4 * width + width * x / 4) * 4) as usize;
            let bright = |sample: u8| {
                if sample > 200 {
                    'x'
                } else if sample < 60 {
                    '.'
                } else {
                    '?'
                }
            };
            match [pixels[at], pixels[at + 1], pixels[at + 2]].map(bright) {
                ['x', '.', '.'] => 'r',
                ['.', 'x', '.'] => 'g',
                ['.', '.', 'x'] => 'b',
                ['.', '.', '.'] => 'k',
                ['x', 'x', 'x'] => 'w',
                _ => '?',
            }
        })
        .collect()
}

/// The places of pixels darker than mid grey.
pub fn ink(pixels: &[u8], width: u32) -> Vec<(u32, u32)> {
    let is_dark = |[r, g, b, _]: &[u8; 4]| u32::from(*r) + u32::from(*g) + u32::from(*b) < 384;
    let dark = pixels.as_chunks::<4>().0.iter().enumerate().filter(|(_, pixel)| is_dark(pixel));
    dark.map(|(at, _)| (at as u32 % width, at as u32 / width)).collect()
}

/// Number of pixels darker than mid grey.
pub fn dark_pixels(pixels: &[u8]) -> usize {
    ink(pixels, 1).len()
}
