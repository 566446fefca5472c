//! A PDF that opens with a password only: the oldest encryption (RC4 of 40 bits; PDF 32000-1, 7.6.3), as it is the shortest
//! to write down; part of `pdf`.

use super::page::number;
use std::fmt::Write as _;

const PADDING: [u8; 32] = [
    0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08, 0x2E, 0x2E, 0x00,
    0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
];

/// The digest of PDF passwords.
pub fn md5(message: &[u8]) -> [u8; 16] {
    const SHIFTS: [[u32; 4]; 4] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
    let mut padded = message.to_vec();
    padded.push(0x80);
    padded.resize(padded.len().next_multiple_of(64) + if padded.len() % 64 > 56 { 64 } else { 0 } - 8, 0);
    padded.extend_from_slice(&(message.len() as u64 * 8).to_le_bytes());
    let mut state = [0x6745_2301_u32, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];
    for block in padded.as_chunks::<64>().0 {
        let words: Vec<u32> = block.as_chunks::<4>().0.iter().map(|word| u32::from_le_bytes(*word)).collect();
        let [mut a, mut b, mut c, mut d] = state;
        for step in 0..64 {
            let (mix, word) = match step / 16 {
                0 => ((b & c) | (!b & d), step),
                1 => ((d & b) | (!d & c), (5 * step + 1) % 16),
                2 => (b ^ c ^ d, (3 * step + 5) % 16),
                _ => (c ^ (b | !d), (7 * step) % 16),
            };
            let sine = (f64::from(step as u32 + 1).sin().abs() * 4_294_967_296.0) as u32;
            let sum = a.wrapping_add(mix).wrapping_add(sine).wrapping_add(words[word]);
            (a, d, c) = (d, c, b);
            b = b.wrapping_add(sum.rotate_left(SHIFTS[step / 16][step % 4]));
        }
        for (value, change) in state.iter_mut().zip([a, b, c, d]) {
            *value = value.wrapping_add(change);
        }
    }
    let mut digest = [0; 16];
    digest.iter_mut().zip(state.iter().flat_map(|word| word.to_le_bytes())).for_each(|(to, from)| *to = from);
    digest
}

fn rc4(key: &[u8], text: &[u8]) -> Vec<u8> {
    let mut state: Vec<u8> = (0..=255).collect();
    let mut j = 0_u8;
    for i in 0..256 {
        j = j.wrapping_add(state[i]).wrapping_add(key[i % key.len()]);
        state.swap(i, usize::from(j));
    }
    let (mut i, mut j) = (0_u8, 0_u8);
    text.iter()
        .map(|byte| {
            i = i.wrapping_add(1);
            j = j.wrapping_add(state[usize::from(i)]);
            state.swap(usize::from(i), usize::from(j));
            byte ^ state[usize::from(state[usize::from(i)].wrapping_add(state[usize::from(j)]))]
        })
        .collect()
}

fn padded(password: &str) -> Vec<u8> {
    password.bytes().chain(PADDING).take(32).collect()
}

/// Two digits a byte.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A PDF of one page of this size in points, drawn by these operators, that opens with `password`.
pub fn protected_pdf(password: &str, (width, height): (f64, f64), operators: &str) -> Vec<u8> {
    const ID: &[u8] = b"0123456789abcdef";
    let owner = rc4(&md5(&padded("owner"))[..5], &padded(password));
    let mut seed = padded(password);
    seed.extend_from_slice(&owner);
    seed.extend_from_slice(&(-4_i32).to_le_bytes());
    seed.extend_from_slice(ID);
    let key = md5(&seed)[..5].to_vec();
    let user = rc4(&key, &PADDING);
    // Object 3, generation 0.
    let object_key = md5(&[&key[..], &[3, 0, 0, 0, 0]].concat())[..10].to_vec();
    let contents = rc4(&object_key, operators.as_bytes());
    let (width, height) = (number(width), number(height));
    let font = "/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>";
    let page = format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents 3 0 R {font} >>");
    let head = format!("<< /Length {} >>\nstream\n", contents.len());
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>".to_vec(),
        [head.as_bytes(), &contents, b"\nendstream"].concat(),
        page.into_bytes(),
    ];
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(&objects) {
        let _ = writeln!(table, "{:010} 00000 n ", file.len());
        file.extend_from_slice(&[format!("{number} 0 obj\n").as_bytes(), object, b"\nendobj\n"].concat());
    }
    let start = file.len();
    let _ = write!(
        table,
        "trailer\n<< /Size {} /Root 1 0 R /ID [<{id}> <{id}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{}> /U <{}> >> >>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1,
        hex(&owner),
        hex(&user),
        id = hex(ID)
    );
    file.extend_from_slice(table.as_bytes());
    file
}
