//! What a file name must be to work on Linux, macOS and Windows, written down a second time and from the other side:
//! the tests must not trust the code they test.

use unicode_normalization::is_nfc;

/// Says what is wrong with a name. `Ok` when nothing is.
pub fn check(name: &str) -> Result<(), String> {
    let wrong = |what: &str| Err(format!("{what}: {name:?}"));
    if name.is_empty() || name.len() > 255 || name.encode_utf16().count() > 255 {
        return wrong("length");
    }
    for character in name.chars() {
        let code = u32::from(character);
        let forbidden = code < 0x20
            || (0x7F..=0x9F).contains(&code)
            || r#"<>:"/\|?*"#.contains(character)
            || [0xAD, 0x34F, 0x61C, 0x2028, 0x2029, 0xFEFF].contains(&code)
            || (0x200B..=0x200F).contains(&code)
            || (0x202A..=0x202E).contains(&code)
            || (0x2060..=0x206F).contains(&code)
            || (0xE0000..=0xE0FFF).contains(&code)
            || code & 0xFFFE == 0xFFFE;
        if forbidden {
            return wrong(&format!("U+{code:04X}"));
        }
    }
    if name.starts_with(['.', '-', '~', ' ']) || name.ends_with(['.', ' ']) || name.contains("  ") {
        return wrong("edge");
    }
    if !is_nfc(name) {
        return wrong("not NFC");
    }
    let (stem, extension) = name.rsplit_once('.').ok_or("no extension")?;
    if stem.is_empty() || stem.ends_with([' ', '.']) || stem.len() > 200 || stem.encode_utf16().count() > 120 {
        return wrong("stem");
    }
    if !extension.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) || extension.is_empty() {
        return wrong("extension");
    }
    let device = name.split('.').next().unwrap().trim_end().to_uppercase();
    let mut devices: Vec<String> = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].map(String::from).to_vec();
    for digit in "0123456789¹²³".chars() {
        devices.extend([format!("COM{digit}"), format!("LPT{digit}")]);
    }
    if devices.contains(&device) {
        return wrong("device");
    }
    Ok(())
}
