//! Text, links, outline, attachments and properties of PDFs.

use redox_media_viewer::render::formats::{
    Attachment, DocumentFacts, EngineChoice, Format, LinkTarget, OutlineEntry, PageBox, PageError, PageSize, PageText,
    Pages, Property, Rotation, open, pdfium_available,
};

use crate::fixtures::{draw, ink, one_page, pdf_of, stream};

/// Pixels of one point in the drawings that boxes are held against.
const SCALE: f32 = 4.0;

/// `None`, and a word about it, where there is no PDFium, which alone reads text.
fn open_pdf(bytes: Vec<u8>) -> Option<Box<dyn Pages>> {
    if !pdfium_available() {
        println!("PDFium is not there: no text is read");
        return None;
    }
    Some(open(bytes, Format::Pdf, None, EngineChoice::Best).unwrap())
}

fn text_of(pages: &mut dyn Pages, page: u32) -> PageText {
    let text = pages.page_text(page).unwrap().unwrap();
    assert_eq!(text.text.chars().count(), text.boxes.len());
    text
}

/// Every letter's box holds ink, and there is no ink outside of the boxes.
fn check_boxes(pages: &mut dyn Pages, page: u32, what: &str) {
    let text = text_of(pages, page);
    let PageSize { width, height } = pages.page_size(page).unwrap();
    let pixels = ((width * SCALE).round() as u32, (height * SCALE).round() as u32);
    let (_, drawn) = draw(pages, page, pixels, Rotation::None).unwrap();
    let dark = ink(&drawn, pixels.0);
    assert!(dark.len() > 200, "{what}: something is drawn");
    let inside = |place: &PageBox, (x, y): (u32, u32)| {
        // Smoothed edges reach into the next pixel.
        let near = 1.5 / SCALE;
        let (x, y) = ((x as f32 + 0.5) / SCALE, (y as f32 + 0.5) / SCALE);
        x > place.left - near && x < place.right + near && y > place.top - near && y < place.bottom + near
    };
    for (letter, place) in text.text.chars().zip(&text.boxes).filter(|(letter, _)| !letter.is_whitespace()) {
        assert!(!place.is_empty(), "{what}: {letter:?}");
        assert!(dark.iter().any(|at| inside(place, *at)), "{what}: no ink in the box of {letter:?}, {place:?}");
        let (wide, high) = (place.right - place.left, place.bottom - place.top);
        assert!(wide < 30.0 && high < 30.0, "{what}: the box of {letter:?} is a letter's, {place:?}");
    }
    for at in &dark {
        assert!(text.boxes.iter().any(|place| inside(place, *at)), "{what}: ink at {at:?} outside of every box");
    }
}

/// Text in the page's own direction, whatever way the page lies.
const TWO_LINES: &str = "BT /F 14 Tf 30 60 Td (Gyroscopic query) Tj 0 -24 Td (lies beneath.) Tj ET";

#[test]
fn text_and_boxes_follow_the_pages_own_rotation_and_visible_part() {
    for visible in ["", "/CropBox [20 10 180 90]", "/CropBox [-50 -50 180 90]"] {
        for turn in ["", "/Rotate 90", "/Rotate 180", "/Rotate 270", "/Rotate -90"] {
            let what = format!("{visible} {turn}");
            let Some(mut pages) = open_pdf(one_page(&what, TWO_LINES, "", &[])) else { return };
            // Lines of text that lies on its side may come in another order.
            let text = text_of(&mut *pages, 0);
            let mut lines: Vec<&str> = text.text.lines().collect();
            lines.sort_unstable();
            assert_eq!(lines, ["Gyroscopic query", "lies beneath."], "{what}");
            check_boxes(&mut *pages, 0, &what);
        }
    }
}

#[test]
fn text_that_stands_upright_reads_the_same_on_every_page() {
    for visible in ["", "/CropBox [20 10 180 90]"] {
        for (turn, matrix) in [
            ("", "1 0 0 1 30 60"),
            ("/Rotate 90", "0 1 -1 0 60 15"),
            ("/Rotate 180", "-1 0 0 -1 170 40"),
            ("/Rotate 270", "0 -1 1 0 140 85"),
        ] {
            let what = format!("{visible} {turn}");
            let contents = format!("BT /F 9 Tf {matrix} Tm (Gyroscopic query) Tj 0 -24 Td (lies beneath.) Tj ET");
            let Some(mut pages) = open_pdf(one_page(&what, &contents, "", &[])) else { return };
            let text = text_of(&mut *pages, 0);
            assert_eq!(text.text.as_str(), "Gyroscopic query\nlies beneath.", "{what}");
            check_boxes(&mut *pages, 0, &what);
            for (line, first) in [(0..16, 0), (17..30, 17)] {
                for place in &text.boxes[line] {
                    let apart = |a: f32, b: f32| (a - b).abs();
                    let first = &text.boxes[first];
                    let uneven = apart(place.top, first.top).max(apart(place.bottom, first.bottom));
                    assert!(uneven < 0.1, "{what}: {place:?} is not as high as {first:?}");
                }
            }
            let reading_on = text.boxes[..16].windows(2).all(|pair| pair[0].left < pair[1].left);
            assert!(reading_on, "{what}: from left to right");
        }
    }
}

#[test]
fn boxes_of_turned_and_stretched_letters_hold_their_ink() {
    for matrix in
        ["0 1 -1 0 60 10", "-1 0 0 -1 190 50", "0 -1 1 0 60 95", "0.7 0.7 -0.7 0.7 60 15", "1.5 0 0 0.8 20 50"]
    {
        let contents = format!("BT /F 12 Tf {matrix} Tm (Quirky jig) Tj ET");
        let Some(mut pages) = open_pdf(one_page("", &contents, "", &[])) else { return };
        assert_eq!(text_of(&mut *pages, 0).text.as_str(), "Quirky jig", "{matrix}");
        check_boxes(&mut *pages, 0, matrix);
    }
}

#[test]
fn what_cannot_be_seen_is_not_read() {
    let contents = "BT /F 14 Tf 30 60 Td (Seen) Tj 0 -50 Td (hidden) Tj ET";
    let Some(mut pages) = open_pdf(one_page("/CropBox [0 40 200 100]", contents, "", &[])) else { return };
    assert_eq!(text_of(&mut *pages, 0).text.trim_end(), "Seen");
}

#[test]
fn made_up_characters_have_empty_boxes_at_the_end_of_the_line() {
    for (turn, at_end) in [
        ("", [|place: &PageBox| place.left, |place: &PageBox| place.right]),
        ("/Rotate 90", [|place: &PageBox| place.top, |place: &PageBox| place.bottom]),
    ] {
        let Some(mut pages) = open_pdf(one_page(turn, TWO_LINES, "", &[])) else { return };
        let text = text_of(&mut *pages, 0);
        let line_end = text.text.chars().position(|letter| letter == '\n').unwrap();
        let (last, end) = (text.boxes[line_end - 1], text.boxes[line_end]);
        assert!(end.is_empty(), "{turn}");
        assert_eq!(at_end[0](&end), at_end[1](&last), "{turn}");
    }
}

#[test]
fn a_divided_word_keeps_its_hyphen() {
    let contents = "BT /F 14 Tf 30 60 Td (A divi-) Tj 0 -20 Td (ded word) Tj ET";
    let Some(mut pages) = open_pdf(one_page("", contents, "", &[])) else { return };
    assert_eq!(text_of(&mut *pages, 0).text.as_str(), "A divi-\nded word");
}

/// Two pages of 200 × 100, the second with `second` added; `catalogue` and `annotations` (of page 1) as well, `more` from object 7 on.
fn two_pages(second: &str, catalogue: &str, annotations: &str, more: &[&str]) -> Vec<u8> {
    let page = |contents: u32, added: &str| {
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents {contents} 0 R \
             /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> {added} >>"
        )
        .into_bytes()
    };
    let mut objects = vec![
        format!("<< /Type /Catalog /Pages 2 0 R {catalogue} >>").into_bytes(),
        b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>".to_vec(),
        page(5, &format!("/Annots [{annotations}]")),
        page(6, second),
        stream("", b"BT /F 14 Tf 30 60 Td (First) Tj ET"),
        stream("", b"BT /F 14 Tf 30 60 Td (Second) Tj ET"),
    ];
    objects.extend(more.iter().map(|object| object.as_bytes().to_vec()));
    objects.push(b"<< /Title (A title) /Author <FEFF00C50073> /Keywords () /CreationDate (D:20240229) >>".to_vec());
    let information = format!("/Info {} 0 R", objects.len());
    pdf_of(&objects, &information)
}

#[test]
fn links_lead_to_pages_and_addresses() {
    let link = |to: &str| format!("<< /Type /Annot /Subtype /Link /Rect [10 20 50 40] {to} >>");
    let annotations = [
        "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] >>".to_owned(),
        link("/Dest [4 0 R /XYZ 0 70 0]"),
        link("/A << /S /GoTo /D [4 0 R /FitH 60] >>"),
        link("/Dest [3 0 R /Fit]"),
        link("/A << /S /URI /URI (https://example.org/a?b=c) >>"),
        link("/A << /S /Launch /F (calc.exe) >>"),
        link("/Dest [4 0 R /XYZ null null null]"),
    ];
    let to = |page, top| LinkTarget::Page { page, top };
    let expected = [
        to(1, Some(30.0)),
        to(1, Some(40.0)),
        to(0, None),
        LinkTarget::Address("https://example.org/a?b=c".to_owned()),
        to(1, None),
    ];
    let Some(mut pages) = open_pdf(two_pages("", "", &annotations.join(" "), &[])) else { return };
    let links = text_of(&mut *pages, 0).links;
    let targets: Vec<_> = links.iter().map(|link| link.target.clone()).collect();
    assert_eq!(targets, expected);
    assert!(links.iter().all(|link| link.place == PageBox { left: 10.0, top: 60.0, right: 50.0, bottom: 80.0 }));
    assert_eq!(text_of(&mut *pages, 1).links, []);
}

#[test]
fn places_on_turned_and_cut_pages_are_told_from_their_top() {
    let annotation = "<< /Type /Annot /Subtype /Link /Rect [10 20 50 40] /Dest [4 0 R /XYZ 60 70 0] >>";
    for (second, top) in [
        ("/CropBox [20 10 180 90]", 20.0),
        ("/Rotate 90", 60.0),
        ("/Rotate 180", 70.0),
        ("/Rotate 270", 140.0),
        ("/Rotate 90 /CropBox [20 10 180 90]", 40.0),
    ] {
        let Some(mut pages) = open_pdf(two_pages(second, "", annotation, &[])) else { return };
        let target = text_of(&mut *pages, 0).links[0].target.clone();
        assert_eq!(target, LinkTarget::Page { page: 1, top: Some(top) }, "{second}");
    }
}

fn entry(level: u8, title: &str, page: Option<u32>, top: Option<f32>) -> OutlineEntry {
    OutlineEntry { level, title: title.to_owned(), page, top }
}

#[test]
fn the_outline_is_read_in_order_and_ends_where_it_leads_back() {
    let Some(mut pages) = open_pdf(two_pages(
        "",
        "/Outlines 7 0 R",
        "",
        &[
            "<< /Type /Outlines /First 8 0 R /Last 9 0 R >>",
            "<< /Title (One) /Parent 7 0 R /Next 9 0 R /First 10 0 R /Last 10 0 R /Dest [3 0 R /XYZ 0 90 0] >>",
            // Its next is the first again.
            "<< /Title (Two) /Parent 7 0 R /Prev 8 0 R /Next 8 0 R /A << /S /GoTo /D [4 0 R /Fit] >> >>",
            // Its child is its parent.
            "<< /Title <FEFF0031002E00310020006F006D00FC> /Parent 8 0 R /First 8 0 R /Last 8 0 R /A << /S /URI /URI (x:) >> >>",
        ],
    )) else {
        return;
    };
    let expected =
        [entry(0, "One", Some(0), Some(10.0)), entry(1, "1.1 omü", None, None), entry(0, "Two", Some(1), None)];
    assert_eq!(pages.facts().outline, expected);
}

#[test]
fn properties_are_read_as_they_are_written() {
    let Some(mut pages) = open_pdf(two_pages("", "", "", &[])) else { return };
    let facts = pages.facts().bounded(2);
    let expected = [(Property::Title, "A title"), (Property::Author, "Ås"), (Property::Created, "D:20240229")];
    assert_eq!(facts.properties, expected.map(|(property, value)| (property, value.to_owned())));
    assert!(facts.outline.is_empty() && facts.attachments.is_empty());
}

#[test]
fn attachments_come_back_as_they_went_in() {
    let spec =
        |name: &str, file: u32| format!("<< /Type /Filespec /F ({name}) /UF ({name}) /EF << /F {file} 0 R >> >>");
    let file =
        |contents: &str| format!("<< /Type /EmbeddedFile /Length {} >>\nstream\n{contents}\nendstream", contents.len());
    let names = format!(
        "/Names << /EmbeddedFiles << /Names [(a) {} (b) {} (c) {}] >> >>",
        spec("report.txt", 7),
        spec("empty.txt", 8),
        spec("gone.txt", 99)
    );
    let Some(mut pages) = open_pdf(two_pages("", &names, "", &[&file("Everything is well.\r\n"), &file("")])) else {
        return;
    };
    let listed = |name: &str, size_bytes| Attachment { name: name.to_owned(), size_bytes };
    let expected = [listed("report.txt", 21), listed("empty.txt", 0), listed("gone.txt", 0)];
    assert_eq!(pages.facts().attachments, expected);
    assert_eq!(pages.attachment(0).unwrap().as_slice(), b"Everything is well.\r\n");
    assert_eq!(pages.attachment(1).unwrap().as_slice(), b"");
    assert_eq!(pages.attachment(3).err(), Some(PageError::NoSuchAttachment));
    assert_eq!(pages.attachment(u32::MAX).err(), Some(PageError::NoSuchAttachment));
}

#[test]
fn the_built_in_engine_reads_nothing() {
    let bytes = two_pages("", "/Outlines 7 0 R", "", &["<< /First 8 0 R >>", "<< /Title (One) >>"]);
    let mut pages = open(bytes, Format::Pdf, None, EngineChoice::Hayro).unwrap();
    assert_eq!(pages.page_text(0), Ok(None));
    assert_eq!(pages.page_text(2), Err(PageError::NoSuchPage));
    assert_eq!(pages.facts(), DocumentFacts::default());
    assert_eq!(pages.attachment(0).err(), Some(PageError::NoSuchAttachment));
}
