//! Fax compressions (ITU-T T.4 and T.6): bytes in, rows of packed bits out, as a TIFF strip would have them: 1 is black ink.

use hayro_ccitt::{DecodeSettings, Decoder, DecoderContext, EncodingMode};

/// How a fax is coded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Coding {
    /// One-dimensional runs without line ends; each row starts at a byte ("modified Huffman").
    Rle,
    /// T.4; rows may refer to the one before.
    Group3 {
        /// Rows are tagged as one- or two-dimensional.
        two_dimensional: bool,
    },
    /// T.6.
    Group4,
}

struct Rows {
    columns: usize,
    stride: usize,
    limit: usize,
    bits: Vec<u8>,
}

impl Decoder for Rows {
    fn push_row(&mut self, changes: &[u32]) {
        if self.bits.len() >= self.limit {
            return;
        }
        let start = self.bits.len();
        self.bits.resize(start.saturating_add(self.stride), 0);
        let Some(row) = self.bits.get_mut(start..) else { return };
        for run in changes.chunks(2) {
            let from = run.first().map_or(self.columns, |at| *at as usize);
            let to = run.get(1).map_or(self.columns, |at| *at as usize);
            blacken(row, from.min(self.columns), to.min(self.columns));
        }
    }
}

/// Sets the bits from `from` up to `to`.
fn blacken(row: &mut [u8], from: usize, to: usize) {
    if from >= to {
        return;
    }
    let (first, last) = (from / 8, (to - 1) / 8);
    let (head, tail) = (0xff_u8 >> (from % 8), 0xff_u8 << (7 - (to - 1) % 8));
    if first == last {
        if let Some(byte) = row.get_mut(first) {
            *byte |= head & tail;
        }
        return;
    }
    for (at, byte) in row.iter_mut().enumerate().take(last + 1).skip(first) {
        *byte |= match at {
            _ if at == first => head,
            _ if at == last => tail,
            _ => 0xff,
        };
    }
}

/// Decodes up to `rows` rows of `columns` pixels. Of a damaged fax as many rows come back as are there; rows that cannot be read
/// in the middle of one are white from there on, as far as its line ends tell where the next row starts.
pub fn decode(bytes: &[u8], coding: Coding, columns: u32, rows: u32) -> Vec<u8> {
    let stride = (columns as usize).div_ceil(8);
    let mut out =
        Rows { columns: columns as usize, stride, limit: stride.saturating_mul(rows as usize), bits: Vec::new() };
    let settings = DecodeSettings {
        columns,
        rows,
        end_of_block: coding != Coding::Rle,
        end_of_line: false,
        rows_are_byte_aligned: coding == Coding::Rle,
        encoding: match coding {
            Coding::Group4 => EncodingMode::Group4,
            Coding::Rle | Coding::Group3 { two_dimensional: false } => EncodingMode::Group3_1D,
            Coding::Group3 { two_dimensional: true } => EncodingMode::Group3_2D,
        },
        strict: false,
    };
    // Rows before an error are kept.
    let _ = hayro_ccitt::decode(bytes, &mut out, &mut DecoderContext::new(settings));
    out.bits
}

#[cfg(test)]
#[path = "fax_tests.rs"]
pub(super) mod tests;
