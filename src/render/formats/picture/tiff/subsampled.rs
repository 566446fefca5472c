//! YCbCr pixels whose colours are stored once for a block of them (TIFF 6.0, section 21).

use super::plan::Plan;

/// One Y, Cb and Cr for every pixel of a strip or tile of `rows` rows, as far as it goes.
pub fn spread(packed: &[u8], plan: &Plan, rows: u32) -> Vec<u8> {
    let (across, down) = (plan.subsampling.0 as usize, plan.subsampling.1 as usize);
    let width = plan.chunk.width as usize;
    let stride = width.saturating_mul(3);
    let mut out = vec![0; stride.saturating_mul(rows as usize)];
    let block = across * down + 2;
    let blocks_across = width.div_ceil(across.max(1)).max(1);
    let mut reached = 0;
    for (index, block) in packed.chunks_exact(block).enumerate() {
        let (left, top) = (index % blocks_across * across, index / blocks_across * down);
        let Some((lumas, [blue, red])) = block.split_last_chunk::<2>() else { break };
        for (nth, luma) in lumas.iter().enumerate() {
            let (x, y) = (left + nth % across, top + nth / across);
            if x >= width {
                continue;
            }
            let at = y.saturating_mul(stride).saturating_add(x * 3);
            if let Some(pixel) = out.get_mut(at..at.saturating_add(3)) {
                pixel.copy_from_slice(&[*luma, *blue, *red]);
                reached = reached.max(y + 1);
            }
        }
    }
    out.truncate(stride.saturating_mul(reached));
    out
}
