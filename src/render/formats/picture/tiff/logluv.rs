//! Pictures of a wide range of light (SGI's LogL and 32-bit LogLuv, as libtiff reads them), brought down to 8 bits as it does.

/// Rows of 8-bit grey, or of RGB where `colour`. Rows that are not there are missing at the end.
pub fn decode(bytes: &[u8], columns: usize, rows: usize, colour: bool) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = bytes;
    let mut values = vec![0_u32; columns];
    for _ in 0..rows {
        values.fill(0);
        // The bytes of all pixels lie together by their weight, the highest first.
        for shift in if colour { [24, 16, 8, 0].as_slice() } else { [8, 0].as_slice() } {
            let Some(after) = plane(rest, &mut values, *shift) else { return out };
            rest = after;
        }
        for value in &values {
            if colour {
                out.extend(rgb(*value));
            } else {
                out.push(eight(luminance(*value)));
            }
        }
    }
    out
}

/// One byte of each pixel, as runs: from 128 on a length and the byte that is repeated, below a length and as many bytes.
fn plane<'a>(bytes: &'a [u8], values: &mut [u32], shift: u32) -> Option<&'a [u8]> {
    let mut rest = bytes;
    let mut at = 0;
    while at < values.len() {
        let (code, after) = rest.split_first()?;
        let (count, run, after) = if *code >= 128 {
            let (byte, after) = after.split_first()?;
            (usize::from(*code) - 126, Some(*byte), after)
        } else {
            (usize::from(*code), None, after)
        };
        let (literals, after) = if run.is_some() { (&[][..], after) } else { after.split_at_checked(count)? };
        let targets = values.iter_mut().skip(at).take(count);
        for (index, value) in targets.enumerate() {
            let byte = run.or(literals.get(index).copied()).unwrap_or(0);
            *value |= u32::from(byte) << shift;
        }
        // A code of no length would never end.
        at += count.max(usize::from(run.is_some()));
        rest = after;
    }
    Some(rest)
}

fn luminance(value: u32) -> f64 {
    let exponent = f64::from(value & 0x7fff);
    if exponent == 0.0 || value & 0x8000 > 0 { 0.0 } else { ((exponent + 0.5) / 256.0 - 64.0).exp2() }
}

fn rgb(value: u32) -> [u8; 3] {
    let y = luminance(value >> 16);
    let chroma = |bits: u32| (f64::from(bits & 255) + 0.5) / 410.0;
    let (u, v) = (chroma(value >> 8), chroma(value));
    let scale = 1.0 / (6.0 * u - 16.0 * v + 12.0);
    let (small_x, small_y) = (9.0 * u * scale, 4.0 * v * scale);
    let (x, z) = (small_x / small_y * y, (1.0 - small_x - small_y) / small_y * y);
    [
        eight(2.690 * x - 1.276 * y - 0.414 * z),
        eight(-1.022 * x + 1.978 * y + 0.044 * z),
        eight(0.061 * x - 0.224 * y + 1.163 * z),
    ]
}

/// Light of 1 is white; the root makes up for the range of a screen.
fn eight(light: f64) -> u8 {
    // The cast stops at either end.
    (256.0 * light.max(0.0).sqrt()) as u8
}
