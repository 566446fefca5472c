//! The oldest encryption (RC4 of 40 bits; PDF 32000-1, 7.6.3), as it is the shortest to write down.

use super::*;

const PADDING: [u8; 32] = [
    0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08, 0x2E, 0x2E, 0x00,
    0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
];

fn md5(message: &[u8]) -> [u8; 16] {
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

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn protected(password: &str, contents: &str) -> Vec<u8> {
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
    let contents = rc4(&object_key, contents.as_bytes());
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>".to_vec(),
        stream("", &contents),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 3 0 R \
           /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
            .to_vec(),
    ];
    let trailer = format!(
        "/ID [<{id}> <{id}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{}> /U <{}> >>",
        hex(&owner),
        hex(&user),
        id = hex(ID)
    );
    pdf_of(&objects, &trailer)
}

#[test]
fn the_digest_is_md5() {
    assert_eq!(hex(&md5(b"")), "d41d8cd98f00b204e9800998ecf8427e");
    assert_eq!(hex(&md5(&[b'a'; 60])), "cc7ed669cf88f201c3297c6a91e1d18d");
}

#[test]
fn a_password_is_asked_for_checked_and_used() {
    for choice in choices() {
        let bytes = protected("geheim", QUADRANTS);
        assert_eq!(open_failure(bytes.clone(), None, choice), Some(OpenError::PasswordNeeded), "{choice:?}");
        assert_eq!(open_failure(bytes.clone(), Some("wrong"), choice), Some(OpenError::PasswordWrong));
        let mut pages = open(bytes, Format::Pdf, Some("geheim"), choice).unwrap();
        let (_, pixels) = draw(&mut *pages, 0, (80, 40), Rotation::None).unwrap();
        assert_eq!(quarters(&pixels, 80, 40), "rgbk", "{choice:?}");
    }
}

#[test]
fn text_is_read_with_the_password() {
    if !pdfium_available() {
        println!("PDFium is not there: no text is read");
        return;
    }
    let bytes = protected("geheim", "BT /F 14 Tf 30 60 Td (Private words) Tj ET");
    let mut pages = open(bytes, Format::Pdf, Some("geheim"), EngineChoice::Best).unwrap();
    assert_eq!(pages.page_text(0).unwrap().unwrap().text.as_str(), "Private words");
}

#[test]
fn a_needless_password_does_no_harm() {
    for choice in choices() {
        assert_eq!(open_failure(protected("", QUADRANTS), None, choice), None, "{choice:?}");
        assert_eq!(open_failure(protected("", QUADRANTS), Some("needless"), choice), None, "{choice:?}");
        assert_eq!(open_failure(one_page("", "", "", &[]), Some("needless"), choice), None, "{choice:?}");
    }
}
