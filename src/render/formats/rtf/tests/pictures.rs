//! Pictures: files as they are, bitmaps without a file's header, bitmaps in metafiles.

use super::super::super::flow::{Block, Picture};
use super::{read, shown};
use image::GenericImageView;
use proptest::prelude::*;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn pictures(rtf: &[u8]) -> Vec<Picture> {
    let blocks = read(rtf).unwrap().blocks;
    blocks
        .into_iter()
        .filter_map(|block| if let Block::Picture(picture) = block { Some(picture) } else { None })
        .collect()
}

fn one(rtf: impl AsRef<[u8]>) -> Picture {
    let mut pictures = pictures(rtf.as_ref());
    assert_eq!(pictures.len(), 1);
    pictures.remove(0)
}

/// A file of two pixels, red and blue.
fn file(format: image::ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let pixels = image::RgbImage::from_raw(2, 1, vec![255, 0, 0, 0, 0, 255]).unwrap();
    pixels.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A bitmap of two pixels, red and blue, as Windows holds it in memory.
fn bitmap() -> Vec<u8> {
    let header = [40_u32, 2, 1, 0x0018_0001, 0, 8, 0, 0, 0, 0];
    let mut bytes: Vec<u8> = header.into_iter().flat_map(u32::to_le_bytes).collect();
    bytes.extend([0, 0, 255, 255, 0, 0, 0, 0]);
    bytes
}

fn is_red_and_blue(bytes: &[u8]) -> bool {
    let picture = image::load_from_memory(bytes).unwrap();
    picture.dimensions() == (2, 1) && picture.to_rgb8().into_raw() == [255, 0, 0, 0, 0, 255]
}

#[test]
fn files_come_as_they_are() {
    for (word, format) in [
        ("pngblip", image::ImageFormat::Png),
        ("jpegblip", image::ImageFormat::Png),
        ("wmetafile8", image::ImageFormat::Png),
    ] {
        let bytes = file(format);
        let rtf = format!(
            "{{\\rtf1 a{{\\pict{{\\*\\picprop\\shplid1025{{\\sp{{\\sn wzDescription}}{{\\sv Chest X-ray}}}}}}\\picscalex50\\picscaley100\\picw1000\\pich500\\picwgoal2880\\pichgoal1440\\{word}\\bliptag-123{{\\*\\blipuid 0123456789abcdef}}\r\n{}\r\n}}b\\par}}",
            hex(&bytes)
        );
        let picture = one(&rtf);
        assert!(picture.bytes == bytes);
        assert_eq!(picture.size, Some((72.0, 72.0)));
        assert_eq!(picture.words, "Chest X-ray");
        assert_eq!(shown(&rtf), format!("a\n(Chest X-ray: {} bytes)\nb\n", bytes.len()));
    }
}

#[test]
fn binary_pictures_are_taken_whole() {
    let bytes = [&b"\x89PNG}}{{\\par"[..], &[0, 13, 10, 255]].concat();
    let mut rtf = format!("{{\\rtf1{{\\pict\\pngblip\\bin{} ", bytes.len()).into_bytes();
    rtf.extend(&bytes);
    rtf.extend(b"}after}");
    assert!(one(&rtf).bytes == bytes);
    assert!(shown(&rtf).ends_with("after\n"));
}

#[test]
fn the_picture_for_old_readers_is_not_shown_twice() {
    let (png, wmf) = (hex(&file(image::ImageFormat::Png)), "010009000003");
    let rtf = format!(
        "{{\\rtf1{{\\*\\shppict{{\\pict\\pngblip {png}}}}}{{\\nonshppict{{\\pict\\wmetafile8 {wmf}}}}}{{\\nonshppict{{\\pict\\pngblip {png}}}}}}}"
    );
    assert_eq!(pictures(rtf.as_bytes()).len(), 2);
    // In a shape that floats, and in an object.
    let rtf = format!(
        "{{\\rtf1{{\\shp{{\\*\\shpinst{{\\sp{{\\sn pib}}{{\\sv{{\\pict\\pngblip {png}}}}}}}}}{{\\shprslt{{\\pict\\pngblip {png}}}}}}}{{\\object{{\\*\\objdata 00}}{{\\result{{\\pict\\pngblip {png}}}}}}}}}"
    );
    assert_eq!(pictures(rtf.as_bytes()).len(), 2);
}

#[test]
fn bitmaps_without_a_header_get_one() {
    let picture = one(format!("{{\\rtf1{{\\pict\\dibitmap0\\picwgoal200\\pichgoal100 {}}}}}", hex(&bitmap())));
    assert!(is_red_and_blue(&picture.bytes));
    // With a table of colours, and with the short header of OS/2.
    let mut bytes: Vec<u8> =
        [40_u32, 2, 1, 0x0001_0001, 0, 4, 0, 0, 2, 0].into_iter().flat_map(u32::to_le_bytes).collect();
    bytes.extend([0, 0, 255, 0, 255, 0, 0, 0, 0x40, 0, 0, 0]);
    assert!(is_red_and_blue(&one(format!("{{\\rtf1{{\\pict\\dibitmap0 {}}}}}", hex(&bytes))).bytes));
    let mut bytes = vec![12, 0, 0, 0, 2, 0, 1, 0, 1, 0, 1, 0];
    bytes.extend([0, 0, 255, 255, 0, 0, 0x40, 0, 0, 0]);
    assert!(is_red_and_blue(&one(format!("{{\\rtf1{{\\pict\\dibitmap0 {}}}}}", hex(&bytes))).bytes));
    let broken = one(r"{\rtf1{\pict\dibitmap0 280000}}");
    assert!(broken.bytes.is_empty());
}

/// A record of a Windows metafile.
fn record(function: u16, contents: &[u8]) -> Vec<u8> {
    let words = u32::try_from(3 + contents.len() / 2).unwrap();
    [&words.to_le_bytes()[..], &function.to_le_bytes(), contents].concat()
}

fn wmf(records: &[Vec<u8>]) -> Vec<u8> {
    let header = [1_u16, 9, 0x300, 0, 0, 0, 0, 0, 0];
    let mut bytes: Vec<u8> = header.into_iter().flat_map(u16::to_le_bytes).collect();
    bytes.extend(records.concat());
    bytes.extend(record(0, &[]));
    bytes
}

#[test]
fn a_bitmap_in_a_wrapper_is_taken_out() {
    let stretched = record(0x0F43, &[&[0; 22][..], &bitmap()].concat());
    let blitted = record(0x0B41, &[&[0; 20][..], &bitmap()].concat());
    let other = record(0x0103, &[8, 0]);
    for records in [
        vec![other.clone(), stretched.clone()],
        vec![blitted],
        vec![record(0x0940, &[&[0; 16][..], &bitmap()].concat())],
        vec![record(0x0D33, &[&[0; 18][..], &bitmap()].concat())],
    ] {
        let picture =
            one(format!("{{\\rtf1{{\\pict\\wmetafile8\\picwgoal200\\pichgoal100 {}}}}}", hex(&wmf(&records))));
        assert!(is_red_and_blue(&picture.bytes));
        assert_eq!(picture.words, "Picture");
    }
    let placeable = [&[0xD7, 0xCD, 0xC6, 0x9A][..], &[0; 18], &wmf(std::slice::from_ref(&stretched))].concat();
    assert!(is_red_and_blue(&one(format!("{{\\rtf1{{\\pict\\wmetafile8 {}}}}}", hex(&placeable))).bytes));
    // What draws words as well is not shown in part.
    let drawing =
        one(format!("{{\\rtf1{{\\pict\\wmetafile8 {}}}}}", hex(&wmf(&[stretched, record(0x0521, &[2, 0, 65, 66])]))));
    assert!(drawing.bytes.is_empty());
    assert_eq!(drawing.words, "Drawing (WMF), not shown");
    assert_eq!(one(r"{\rtf1{\pict\wmetafile8\picw2540\pich1270 00}}").size, Some((72.0, 36.0)));
    assert_eq!(one(r"{\rtf1{\pict\pngblip\picw2540\pich1270 00}}").size, None);
    assert_eq!(one(r"{\rtf1{\pict\macpict 00}}").words, "Drawing (PICT), not shown");
}

/// A bitmap that is drawn at a place, in one way.
fn blit(operation: u32, place: u8) -> Vec<u8> {
    record(0x0B41, &[&operation.to_le_bytes()[..], &[0; 8], &[place; 8], &bitmap()].concat())
}

#[test]
fn several_bitmaps_are_not_shown_in_part() {
    const COPY: u32 = 0x00CC_0020;
    const AND: u32 = 0x0088_00C6;
    const PAINT: u32 = 0x00EE_0086;
    let bytes = |records: &[Vec<u8>]| one(format!("{{\\rtf1{{\\pict\\wmetafile8 {}}}}}", hex(&wmf(records)))).bytes;
    assert!(is_red_and_blue(&bytes(&[blit(COPY, 1)])));
    assert!(is_red_and_blue(&bytes(&[blit(AND, 1), blit(PAINT, 1)])));
    assert!(is_red_and_blue(&bytes(&[blit(PAINT, 1), blit(AND, 1)])));
    assert!(bytes(&[blit(AND, 1), blit(AND, 1)]).is_empty());
    assert!(bytes(&[blit(COPY, 1), blit(COPY, 2)]).is_empty());
    assert!(bytes(&[blit(AND, 1), blit(PAINT, 2)]).is_empty());
    assert!(bytes(&[blit(AND, 1), blit(PAINT, 1), blit(PAINT, 1)]).is_empty());
    assert!(bytes(&[blit(AND, 1), blit(PAINT, 1), blit(AND, 1), blit(PAINT, 1)]).is_empty());
    // A second one that cannot be read, and one of a device.
    let broken = record(0x0B41, &[0; 60]);
    assert!(bytes(&[blit(COPY, 1), broken]).is_empty());
    assert!(bytes(&[record(0x0922, &[1; 60]), blit(COPY, 1)]).is_empty());
    // A background stands below, and what comes later covers.
    let fill = record(0x061D, &[0; 12]);
    let fill_as_blit = record(0x0940, &[0; 18]);
    assert!(is_red_and_blue(&bytes(&[fill.clone(), fill_as_blit, blit(COPY, 1)])));
    assert!(bytes(&[blit(COPY, 1), fill]).is_empty());
    // More records than are looked at.
    assert!(bytes(&[vec![blit(COPY, 1)], vec![record(0x0103, &[8, 0]); 100_000]].concat()).is_empty());
}

fn emf(records: &[Vec<u8>]) -> Vec<u8> {
    let record = |kind: u32, contents: &[u8]| {
        [&kind.to_le_bytes()[..], &u32::try_from(8 + contents.len()).unwrap().to_le_bytes(), contents].concat()
    };
    let mut bytes = record(1, &[0; 80]);
    bytes.extend(records.concat());
    bytes.extend(record(14, &[0; 12]));
    bytes
}

fn emf_bitmap() -> Vec<u8> {
    let bitmap = bitmap();
    let numbers = |numbers: &[u32]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
    let length = u32::try_from(80 + bitmap.len()).unwrap();
    let start = [81, length, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 80, 40, 120, 8, 0, 0, 0, 0];
    [numbers(&start), bitmap].concat()
}

#[test]
fn a_bitmap_in_an_enhanced_metafile_is_taken_out() {
    assert!(is_red_and_blue(&one(format!("{{\\rtf1{{\\pict\\emfblip {}}}}}", hex(&emf(&[emf_bitmap()])))).bytes));
    let drawn = [54_u32, 16, 0, 0].into_iter().flat_map(u32::to_le_bytes).collect();
    let drawing = one(format!("{{\\rtf1{{\\pict\\emfblip {}}}}}", hex(&emf(&[emf_bitmap(), drawn]))));
    assert_eq!((drawing.bytes.len(), drawing.words.as_str()), (0, "Drawing (EMF), not shown"));
    // With another bitmap, in whichever way that is drawn.
    for kind in [81_u8, 76, 78, 79, 114, 116] {
        let mut other = emf_bitmap();
        other[0] = kind;
        for records in [[emf_bitmap(), other.clone()], [other, emf_bitmap()]] {
            let drawing = one(format!("{{\\rtf1{{\\pict\\emfblip {}}}}}", hex(&emf(&records))));
            assert!(drawing.bytes.is_empty(), "{kind}");
        }
    }
    // With drawings of EMF+ that are not said twice.
    for (flags, shown) in [(0_u8, false), (1, true)] {
        let comment = [&[70, 0, 0, 0, 28, 0, 0, 0, 12, 0, 0, 0][..], b"EMF+", &[1, 0x40, flags, 0], &[0; 8]].concat();
        let drawing = one(format!("{{\\rtf1{{\\pict\\emfblip {}}}}}", hex(&emf(&[comment, emf_bitmap()]))));
        assert_eq!(!drawing.bytes.is_empty(), shown);
    }
}

#[test]
fn pictures_in_cells_and_hidden_pictures() {
    let png = hex(&file(image::ImageFormat::Png));
    let rtf = format!(
        "{{\\rtf1\\trowd\\cellx100\\cellx200\\intbl{{\\pict\\pngblip {png}}}\\cell b\\cell\\row\\pard{{\\v{{\\pict\\pngblip {png}}}}}c}}"
    );
    assert_eq!(shown(rtf), format!("| (Picture: {} bytes) | b |\nc\n", png.len() / 2));
    assert_eq!(shown(r"{\rtf1{\pict\pngblip}a}"), "a\n");
}

proptest! {
    #[test]
    fn any_metafile_ends(kind in 0_usize..3, mut bytes in prop::collection::vec(any::<u8>(), 0..400), place in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let whole = [wmf(&[record(0x0F43, &[&[0; 22][..], &bitmap()].concat())]), emf(&[emf_bitmap()]), bitmap()];
        if bytes.len() < 200 {
            // Nearly a sound one.
            bytes.clone_from(&whole[kind]);
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let word = ["wmetafile8", "emfblip", "dibitmap0"][kind];
        let _ = read(format!("{{\\rtf1{{\\pict\\{word} {}}}}}", hex(&bytes)).as_bytes());
    }
}
