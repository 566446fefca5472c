//! The compression of ThunderScan, a scanner of the eighties: rows of 4-bit greys as runs and differences (as libtiff reads it).

/// Rows of packed 4-bit samples, `columns` in each; fewer rows where the bytes end before.
pub fn decode(bytes: &[u8], columns: usize, rows: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut codes = bytes.iter();
    for _ in 0..rows {
        let mut pixels: Vec<u8> = Vec::with_capacity(columns);
        while pixels.len() < columns {
            let Some(code) = codes.next() else { return out };
            let last = pixels.last().copied().unwrap_or(0);
            let mut step = |delta: u8| {
                let last = pixels.last().copied().unwrap_or(0);
                pixels.push(last.wrapping_add(delta) & 15);
            };
            match code >> 6 {
                0 => {
                    let run = usize::from(code & 63).min(columns - pixels.len());
                    pixels.extend(std::iter::repeat_n(last, run));
                }
                // Two bits each: nothing, one up, no pixel, one down.
                1 => {
                    for bits in [code >> 4 & 3, code >> 2 & 3, code & 3].into_iter().filter(|bits| *bits != 2) {
                        step(if bits == 3 { 0xff } else { bits });
                    }
                }
                // Three bits each: up to three up or down; 4 is no pixel.
                2 => {
                    for bits in [code >> 3 & 7, code & 7].into_iter().filter(|bits| *bits != 4) {
                        step(if bits > 4 { bits.wrapping_sub(8) } else { bits });
                    }
                }
                _ => pixels.push(code & 15),
            }
        }
        pixels.truncate(columns);
        out.extend(
            pixels.chunks(2).map(|pair| pair.first().copied().unwrap_or(0) << 4 | pair.get(1).copied().unwrap_or(0)),
        );
    }
    out
}
