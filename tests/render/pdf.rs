//! PDFs through both engines.

mod protected;

use crate::fixtures::{QUADRANTS, ROTATIONS, crop, dark_pixels, draw, draw_part, one_page, pdf_of, quarters, stream};
use redox_media_viewer::render::formats::{
    Engine, EngineChoice, Format, OpenError, PageError, PageSize, Pages, PixelRect, Rotation, open, pdfium_available,
};

fn choices() -> Vec<EngineChoice> {
    if pdfium_available() {
        vec![EngineChoice::Best, EngineChoice::Hayro]
    } else {
        println!("PDFium is not there: only the built-in engine is tested");
        vec![EngineChoice::Best]
    }
}

fn open_pdf(bytes: Vec<u8>, choice: EngineChoice) -> Box<dyn Pages> {
    open(bytes, Format::Pdf, None, choice).unwrap()
}

fn open_failure(bytes: Vec<u8>, password: Option<&str>, choice: EngineChoice) -> Option<OpenError> {
    open(bytes, Format::Pdf, password, choice).err()
}

#[test]
fn the_engine_is_the_one_asked_for_and_notices_say_so() {
    let first = if pdfium_available() { Engine::Pdfium } else { Engine::Hayro };
    let mut best = open_pdf(one_page("", QUADRANTS, "", &[]), EngineChoice::Best);
    assert_eq!(best.engine(), first);
    assert_eq!(draw(&mut *best, 0, (40, 20), Rotation::None).unwrap().0, first);
    assert_eq!(best.notices().built_in_engine, !pdfium_available());
    assert_eq!(best.notices().pdfium_missing, !pdfium_available());

    let mut built_in = open_pdf(one_page("", QUADRANTS, "", &[]), EngineChoice::Hayro);
    assert_eq!(built_in.engine(), Engine::Hayro);
    assert_eq!(draw(&mut *built_in, 0, (40, 20), Rotation::None).unwrap().0, Engine::Hayro);
    assert!(built_in.notices().built_in_engine);
    assert!(!built_in.notices().pdfium_missing);
    assert!(!built_in.notices().form_entries_may_be_missing);
}

#[test]
fn pages_have_their_own_size_and_rotation() {
    for choice in choices() {
        let size = |page: &str| open_pdf(one_page(page, "", "", &[]), choice).page_size(0);
        assert_eq!(size(""), Ok(PageSize { width: 200.0, height: 100.0 }));
        assert_eq!(size("/Rotate 90"), Ok(PageSize { width: 100.0, height: 200.0 }));
        assert_eq!(size("/Rotate 180"), Ok(PageSize { width: 200.0, height: 100.0 }));
        assert_eq!(size("/CropBox [50 50 200 100]"), Ok(PageSize { width: 150.0, height: 50.0 }));
    }
}

#[test]
fn rotation_is_clockwise_on_top_of_the_pages_own() {
    for choice in choices() {
        let mut upright = open_pdf(one_page("", QUADRANTS, "", &[]), choice);
        let mut turned = open_pdf(one_page("/Rotate 90", QUADRANTS, "", &[]), choice);
        let sizes = [(80, 40), (40, 80), (80, 40), (40, 80)];
        let expected = ["rgbk", "brkg", "kbgr", "gkrb"];
        for ((rotation, (width, height)), expected) in ROTATIONS.into_iter().zip(sizes).zip(expected) {
            let (_, pixels) = draw(&mut *upright, 0, (width, height), rotation).unwrap();
            assert_eq!(quarters(&pixels, width, height), expected, "{choice:?} {rotation:?}");
            assert!(pixels.as_chunks::<4>().0.iter().all(|pixel| pixel[3] == 255));

            let (_, pixels) = draw(&mut *turned, 0, (height, width), rotation).unwrap();
            let next = match rotation {
                Rotation::None => "brkg",
                Rotation::Quarter => "kbgr",
                Rotation::Half => "gkrb",
                Rotation::ThreeQuarter => "rgbk",
            };
            assert_eq!(quarters(&pixels, height, width), next, "{choice:?} /Rotate 90 {rotation:?}");
        }
    }
}

#[test]
fn an_empty_page_is_white() {
    for choice in choices() {
        let mut pages = open_pdf(one_page("", "", "", &[]), choice);
        let (_, pixels) = draw(&mut *pages, 0, (31, 17), Rotation::None).unwrap();
        assert!(pixels.iter().all(|sample| *sample == 255), "{choice:?}");
    }
}

/// Text, thin slanted lines and a picture, which all suffer where a tile is placed badly.
fn busy_page() -> Vec<u8> {
    let contents = "BT /F 12 Tf 10 80 Td (Redox Media Viewer, page one) Tj \
                    0 -14 Td (Words all over the page, so that some letter) Tj 3 -14 Td (is cut wherever a tile ends) Tj ET \
                    0.4 w 3 3 m 190 71 l S 1 0 0 RG 0.2 w 5 90 m 195 12 l S \
                    q 60 0 0 40 120 20 cm /P Do Q";
    let samples: Vec<u8> = (0..300_u32).map(|index| (index * 37 % 251) as u8).collect();
    let picture = stream(
        "/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceRGB /BitsPerComponent 8",
        &samples,
    );
    let resources = "/Resources << /Font << /F 5 0 R >> /XObject << /P 6 0 R >> >>";
    one_page(resources, contents, "", &[picture])
}

#[test]
fn tiles_fit_together_without_a_seam() {
    for choice in choices() {
        let mut pages = open_pdf(busy_page(), choice);
        for rotation in ROTATIONS {
            let (width, height) = match rotation {
                Rotation::None | Rotation::Half => (613, 307),
                Rotation::Quarter | Rotation::ThreeQuarter => (307, 613),
            };
            let (_, whole) = draw(&mut *pages, 0, (width, height), rotation).unwrap();
            assert!(dark_pixels(&whole) > 500, "{choice:?}");
            for (left, right) in [(0, width / 3), (width / 3, width)] {
                for (top, bottom) in [(0, height / 2), (height / 2, height)] {
                    let part = PixelRect { x: left, y: top, width: right - left, height: bottom - top };
                    let (_, tile) = draw_part(&mut *pages, 0, (width, height), part, rotation).unwrap();
                    let expected = crop(&whole, width, part);
                    let apart = |(a, b): (&u8, &u8)| a.abs_diff(*b);
                    let far = tile.iter().zip(&expected).map(apart).filter(|apart| *apart > 2).count();
                    // Away from the border PDFium may place a letter a third of a pixel aside.
                    assert!(far * 500 < tile.len(), "{choice:?} {rotation:?} {part:?}: {far} samples");
                    let row = part.width as usize * 4;
                    for (tile, expected) in tile.chunks(row).zip(expected.chunks(row)) {
                        let worst = tile.iter().zip(expected).take(64).map(apart).max();
                        assert!(worst <= Some(2), "{choice:?} {rotation:?} {part:?}: {worst:?} at the border");
                    }
                }
            }
        }
    }
}

#[test]
fn a_tile_of_a_page_enlarged_a_hundredfold_is_drawn() {
    for choice in choices() {
        let mut pages = open_pdf(one_page("", QUADRANTS, "", &[]), choice);
        let part = PixelRect { x: 9900, y: 4900, width: 200, height: 200 };
        let (_, pixels) = draw_part(&mut *pages, 0, (20_000, 10_000), part, Rotation::None).unwrap();
        assert_eq!(quarters(&pixels, 200, 200), "rgbk", "{choice:?}");
    }
}

#[test]
fn requests_past_the_limits_are_refused() {
    for choice in choices() {
        let mut pages = open_pdf(one_page("", QUADRANTS, "", &[]), choice);
        assert_eq!(draw(&mut *pages, 1, (20, 10), Rotation::None).err(), Some(PageError::NoSuchPage));
        assert_eq!(pages.page_size(1), Err(PageError::NoSuchPage));
        assert_eq!(draw(&mut *pages, 0, (0, 10), Rotation::None).err(), Some(PageError::TooLarge));
        let part = PixelRect { x: 10, y: 0, width: 20, height: 10 };
        assert_eq!(draw_part(&mut *pages, 0, (20, 10), part, Rotation::None).err(), Some(PageError::TooLarge));
    }
}

/// A text field with a value, but without a drawn appearance: the viewer has to draw the value.
fn form() -> Vec<u8> {
    let field = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Filled in) /DA (/F 24 Tf 0 g) \
                  /Rect [10 30 190 70] /F 4 /P 3 0 R >>"
        .to_vec();
    let catalogue = "/AcroForm << /Fields [6 0 R] /DR << /Font << /F 5 0 R >> >> /DA (/F 24 Tf 0 g) >>";
    one_page("/Annots [6 0 R]", "", catalogue, &[field])
}

#[test]
fn form_entries_are_drawn_or_said_to_be_missing() {
    for choice in choices() {
        let mut pages = open_pdf(form(), choice);
        let (engine, pixels) = draw(&mut *pages, 0, (400, 200), Rotation::None).unwrap();
        assert_eq!(pages.notices().form_entries_may_be_missing, engine == Engine::Hayro);
        if engine == Engine::Pdfium {
            assert!(dark_pixels(&pixels) > 300, "the entry is drawn");
            let part = PixelRect { x: 0, y: 60, width: 200, height: 80 };
            let (_, tile) = draw_part(&mut *pages, 0, (400, 200), part, Rotation::None).unwrap();
            assert_eq!(tile, crop(&pixels, 400, part), "in tiles as well");
        }
    }
}

#[test]
fn annotations_are_drawn() {
    let square = b"<< /Type /Annot /Subtype /Square /Rect [20 20 180 80] /F 4 /AP << /N 7 0 R >> >>".to_vec();
    let look = stream("/Type /XObject /Subtype /Form /BBox [0 0 160 60]", b"0 0 1 rg 0 0 160 60 re f");
    for choice in choices() {
        let mut pages = open_pdf(one_page("/Annots [6 0 R]", "", "", &[square.clone(), look.clone()]), choice);
        let (_, pixels) = draw(&mut *pages, 0, (200, 100), Rotation::None).unwrap();
        assert_eq!(quarters(&pixels, 200, 100), "bbbb", "{choice:?}");
    }
}

#[test]
fn a_dynamic_xfa_form_is_noticed() {
    let template = stream("", b"<xdp:xdp xmlns:xdp=\"http://ns.adobe.com/xdp/\"></xdp:xdp>");
    for choice in choices() {
        let xfa = |catalogue: &str| {
            let bytes = one_page("", "", catalogue, std::slice::from_ref(&template));
            open_pdf(bytes, choice).notices().xfa
        };
        assert!(xfa("/NeedsRendering true /AcroForm << /Fields [] /XFA 6 0 R >>"), "{choice:?}");
        assert!(!xfa("/AcroForm << /Fields [] /XFA 6 0 R >>"), "{choice:?}");
        assert!(!xfa(""), "{choice:?}");
    }
}

#[test]
fn what_is_no_pdf_is_damaged_and_what_has_no_page_says_so() {
    for choice in choices() {
        assert_eq!(open_failure(Vec::new(), None, choice), Some(OpenError::Damaged));
        assert_eq!(open_failure(b"Not a PDF at all.".to_vec(), None, choice), Some(OpenError::Damaged));
        let head = one_page("", QUADRANTS, "", &[]).into_iter().take(40).collect();
        assert_eq!(open_failure(head, None, choice), Some(OpenError::Damaged));
    }
    let none = [b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(), b"<< /Type /Pages /Kids [] /Count 0 >>".to_vec()];
    let error = open_failure(pdf_of(&none, ""), None, EngineChoice::Best);
    assert!(matches!(error, Some(OpenError::NoPages | OpenError::Damaged)), "{error:?}");
}

#[test]
fn a_pdf_whose_table_is_cut_off_still_opens() {
    for choice in choices() {
        let whole = one_page("", QUADRANTS, "", &[]);
        let table = whole.windows(4).rposition(|window| window == b"xref").unwrap() - 5;
        let mut pages = open_pdf(whole[..table].to_vec(), choice);
        let (_, pixels) = draw(&mut *pages, 0, (80, 40), Rotation::None).unwrap();
        assert_eq!(quarters(&pixels, 80, 40), "rgbk", "{choice:?}");
    }
}

/// Two pages, the first of which PDFium does not load; `kids` are the two references.
fn first_page_odd(kids: &str) -> Vec<u8> {
    let page =
        |kind: &str| format!("<< /Type /{kind} /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 5 0 R >>").into_bytes();
    pdf_of(
        &[
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            format!("<< /Type /Pages /Kids [{kids}] /Count 2 >>").into_bytes(),
            page("Template"),
            page("Page"),
            stream("", QUADRANTS.as_bytes()),
        ],
        "",
    )
}

#[test]
fn the_built_in_engine_draws_a_page_that_pdfium_does_not_load() {
    if !pdfium_available() {
        println!("PDFium is not there: nothing to stand in for");
        return;
    }
    let mut pages = open_pdf(first_page_odd("3 0 R 4 0 R"), EngineChoice::Best);
    assert_eq!(pages.page_count(), 2);
    assert_eq!(draw(&mut *pages, 1, (80, 40), Rotation::None).unwrap().0, Engine::Pdfium);
    assert!(!pages.notices().built_in_engine);
    let (engine, pixels) = draw(&mut *pages, 0, (80, 40), Rotation::None).unwrap();
    assert_eq!((engine, quarters(&pixels, 80, 40).as_str()), (Engine::Hayro, "rgbk"));
    assert!(pages.notices().built_in_engine);
    assert_eq!(pages.engine(), Engine::Pdfium);
}

#[test]
fn another_page_never_stands_in_for_a_missing_one() {
    if !pdfium_available() {
        println!("PDFium is not there: nothing to stand in for");
        return;
    }
    // hayro leaves the missing page out, so that its first page is the second one.
    let mut pages = open_pdf(first_page_odd("9 0 R 4 0 R"), EngineChoice::Best);
    assert_eq!(pages.page_count(), 2);
    assert_eq!(draw(&mut *pages, 0, (80, 40), Rotation::None).err(), Some(PageError::Damaged));
    assert_eq!(draw(&mut *pages, 1, (80, 40), Rotation::None).unwrap().0, Engine::Pdfium);
}

/// `count` pages, each a page of its own.
fn many_pages(count: usize) -> Vec<u8> {
    let kids: Vec<String> = (0..count).map(|index| format!("{} 0 R", index + 3)).collect();
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{}] /Count {count} >>", kids.join(" ")).into_bytes(),
    ];
    objects.extend((0..count).map(|_| b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] >>".to_vec()));
    pdf_of(&objects, "")
}

#[test]
fn page_counts_are_limited() {
    let mut pages = open_pdf(many_pages(3), EngineChoice::Best);
    assert_eq!(pages.page_count(), 3);
    assert!(pages.page_size(2).is_ok());
    assert_eq!(pages.page_size(3), Err(PageError::NoSuchPage));
    assert_eq!(open_failure(many_pages(100_001), None, EngineChoice::Best), Some(OpenError::TooLarge));
}
