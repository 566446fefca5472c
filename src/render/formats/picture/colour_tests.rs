//! Colours against littlecms 2.19 (its default flags, perceptual, to its own sRGB). The numbers were made with Pillow's `ImageCms`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;

const ASKED: [[u8; 3]; 8] = [
    [255, 255, 255],
    [0, 0, 0],
    [128, 128, 128],
    [200, 30, 40],
    [20, 180, 60],
    [30, 60, 200],
    [240, 200, 170],
    [90, 70, 50],
];

/// L*a*b* under D65, for differences only.
fn lab(rgb: [u8; 3]) -> [f64; 3] {
    let [red, green, blue] = rgb.map(|sample| linear(f64::from(sample) / 255.0));
    let x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505;
    let y = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    let z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089;
    let [x, y, z] =
        [x, y, z].map(|v| if v > 216.0 / 24_389.0 { v.cbrt() } else { (24_389.0 / 27.0 * v + 16.0) / 116.0 });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn delta_e(a: [u8; 3], b: [u8; 3]) -> f64 {
    lab(a).into_iter().zip(lab(b)).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

fn painted(profile: &Profile, device: Device, row: &[u16]) -> Vec<u8> {
    let mut painter = Painter::new(device, Alpha::None, Some(profile));
    let mut out = vec![0; row.len() / device.channels() * device.shown_channels()];
    painter.paint(row, &mut out);
    out
}

fn assert_close(shown: &[u8], expected: &[[u8; 3]], what: &str) {
    for (shown, expected) in shown.as_chunks::<3>().0.iter().zip(expected) {
        let apart = delta_e(*shown, *expected);
        assert!(apart <= 2.0, "{what}: {shown:?} instead of {expected:?}, {apart:.2} apart");
    }
}

#[test]
fn rgb_profiles_are_followed_as_littlecms_does() {
    let p3 = [
        [255, 255, 255],
        [0, 0, 0],
        [128, 128, 128],
        [218, 0, 27],
        [0, 183, 31],
        [17, 61, 208],
        [248, 198, 166],
        [94, 69, 47],
    ];
    let adobe = [
        [255, 255, 255],
        [0, 0, 0],
        [129, 129, 129],
        [233, 24, 36],
        [0, 181, 42],
        [0, 57, 205],
        [254, 201, 170],
        [97, 68, 45],
    ];
    let photo = [
        [255, 255, 255],
        [0, 0, 0],
        [146, 146, 146],
        [255, 0, 51],
        [0, 212, 12],
        [0, 82, 223],
        [255, 202, 179],
        [130, 82, 60],
    ];
    let profiles = [
        (ColorProfile::new_display_p3(), p3, "Display P3"),
        (ColorProfile::new_adobe_rgb(), adobe, "Adobe RGB 1998"),
        (ColorProfile::new_pro_photo_rgb(), photo, "ProPhoto RGB"),
    ];
    for (made, expected, name) in profiles {
        let profile = Profile::read(&made.encode().unwrap(), Device::Rgb).unwrap();
        assert_eq!(profile.name, name);
        let mut scratch = Vec::new();
        let mut row = ASKED.concat();
        profile.convert_row(Layout::Rgb, &mut row, &mut scratch);
        assert_close(&row, &expected, name);

        let deep: Vec<u16> = ASKED.iter().flatten().map(|sample| u16::from(*sample) * 257).collect();
        assert_close(&painted(&profile, Device::Rgb, &deep), &expected, name);

        let mut row: Vec<u8> = ASKED.iter().flat_map(|[red, green, blue]| [*red, *green, *blue, 77]).collect();
        profile.convert_row(Layout::Rgba, &mut row, &mut scratch);
        let (pixels, _) = row.as_chunks::<4>();
        assert!(pixels.iter().all(|pixel| pixel[3] == 77), "alpha stays");
        let colours: Vec<u8> = pixels.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue]).collect();
        assert_close(&colours, &expected, name);
    }
}

#[test]
fn grey_profiles_are_followed_as_littlecms_does() {
    let asked = [0_u8, 16, 64, 128, 192, 240, 255];
    for (gamma, expected) in [(1.8, [0, 20, 81, 146, 203, 243, 255]), (2.2, [0, 7, 62, 129, 193, 240, 255])] {
        let made = ColorProfile::new_gray_with_gamma(gamma).encode().unwrap();
        let profile = Profile::read(&made, Device::Grey).unwrap();
        let mut row = asked.to_vec();
        profile.convert_row(Layout::Gray, &mut row, &mut Vec::new());
        let deep = painted(&profile, Device::Grey, &asked.map(|grey| u16::from(grey) * 257));
        for (shown, expected) in row.iter().chain(&deep).zip(expected.iter().chain(&expected)) {
            assert!(delta_e([*shown; 3], [*expected; 3]) <= 2.0, "gamma {gamma}: {shown} instead of {expected}");
        }
    }
}

/// A profile of four inks with 9 × 9 × 9 × 9 colours in L*a*b* (ICC.1:2001-04, `lut16Type`).
fn ink_profile() -> Vec<u8> {
    let mut lut = b"mft2\0\0\0\0\x04\x03\x09\0".to_vec();
    for number in [1_i32, 0, 0, 0, 1, 0, 0, 0, 1] {
        lut.extend_from_slice(&(number << 16).to_be_bytes());
    }
    lut.extend_from_slice(&[0, 2, 0, 2]);
    lut.extend_from_slice(&[0, 0, 255, 255].repeat(4));
    for node in 0..9_i32.pow(4) {
        let [cyan, magenta, yellow, black] = [729, 81, 9, 1].map(|step| node / step % 9);
        let light = 62_000 * (8 - black) / 8 * (64 - 3 * cyan - 4 * magenta - yellow) / 64 + 2_500;
        let half = |sum: i32| 32_768 + (sum * (8 - black)).div_euclid(32);
        let (a, b) = (half(9_000 * magenta - 7_000 * cyan), half(11_000 * yellow - 5_000 * cyan - 2_000 * magenta));
        for number in [light, a, b] {
            lut.extend_from_slice(&(number as u16).to_be_bytes());
        }
    }
    lut.extend_from_slice(&[0, 0, 255, 255].repeat(3));

    let start = 128 + 4 + 12;
    let mut file = ((start + lut.len()) as u32).to_be_bytes().to_vec();
    file.extend_from_slice(b"test\x02\x10\0\0prtrCMYKLab \x07\xea\0\x01\0\x01\0\0\0\0\0\0acsp");
    file.extend_from_slice(&[0; 28]);
    for number in [63_190_i32, 65_536, 54_061] {
        file.extend_from_slice(&number.to_be_bytes());
    }
    file.extend_from_slice(&[0; 48]);
    file.extend_from_slice(b"\0\0\0\x01A2B0");
    file.extend_from_slice(&(start as u32).to_be_bytes());
    file.extend_from_slice(&(lut.len() as u32).to_be_bytes());
    file.extend_from_slice(&lut);
    file
}

#[test]
fn inks_are_followed_as_littlecms_does() {
    let profile = Profile::read(&ink_profile(), Device::Cmyk).unwrap();
    let asked: [[u8; 4]; 9] = [
        [0, 0, 0, 0],
        [255, 0, 0, 0],
        [0, 255, 0, 0],
        [0, 0, 255, 0],
        [0, 0, 0, 255],
        [255, 255, 255, 255],
        [40, 30, 30, 100],
        [200, 100, 20, 0],
        [10, 90, 160, 30],
    ];
    let expected = [
        [255, 255, 255],
        [0, 179, 221],
        [218, 43, 151],
        [248, 215, 0],
        [0, 0, 0],
        [0, 0, 0],
        [128, 128, 126],
        [35, 131, 173],
        [206, 143, 82],
    ];
    let row: Vec<u16> = asked.iter().flatten().map(|ink| u16::from(*ink) * 257).collect();
    assert_close(&painted(&profile, Device::Cmyk, &row), &expected, "inks");
}

#[test]
fn srgb_is_left_alone() {
    let profile = Profile::read(&ColorProfile::new_srgb().encode().unwrap(), Device::Rgb).unwrap();
    assert!(profile.is_unchanged());
    let grey = ColorProfile::new_display_p3();
    assert!(!Profile::read(&grey.encode().unwrap(), Device::Rgb).unwrap().is_unchanged());
}

#[test]
fn broken_and_foreign_profiles_are_ignored() {
    let sound = ColorProfile::new_display_p3().encode().unwrap();
    assert!(Profile::read(&sound, Device::Grey).is_none());
    assert!(Profile::read(&sound, Device::Cmyk).is_none());
    assert!(Profile::read(&[], Device::Rgb).is_none());
    assert!(Profile::read(&sound[..200], Device::Rgb).is_none());
    assert!(Profile::read(&ink_profile()[..300], Device::Cmyk).is_none());
    assert!(Profile::read(&vec![0; MAX_COLOUR_PROFILE_BYTES + 1], Device::Rgb).is_none());
}

#[test]
fn without_a_profile_inks_are_multiplied() {
    let mut painter = Painter::new(Device::Cmyk, Alpha::None, None);
    let mut out = [0; 6];
    painter.paint(&[0, 0x8080, 0xffff, 0, 0, 0, 0, 0x8080], &mut out);
    assert_eq!(out, [255, 127, 0, 127, 127, 127]);
}

#[test]
fn alpha_is_laid_on_white() {
    let mut out = [0; 4];
    Painter::new(Device::Grey, Alpha::Straight, None).paint(&[0, 0xffff, 0, 0, 0, 0x3333, 0x3333, 0x8080], &mut out);
    assert_eq!(out, [0, 255, 204, 153]);
    // A colour times its alpha: half of black on white, and white itself.
    let mut out = [0; 3];
    Painter::new(Device::Grey, Alpha::Premultiplied, None)
        .paint(&[0, 0x8080, 0x8080, 0x8080, 0x4040, 0x8080], &mut out);
    assert_eq!(out, [127, 255, 191]);
}
