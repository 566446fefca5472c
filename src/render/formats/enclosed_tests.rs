//! Tests of `enclosed`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;
use crate::render::formats::{Link, Property};

/// Pages of one size that draw one colour.
struct Sheets {
    count: u32,
    size: PageSize,
    engine: Engine,
    colour: u8,
}

impl Pages for Sheets {
    fn engine(&self) -> Engine {
        self.engine
    }

    fn notices(&self) -> Notices {
        Notices { cut_short: self.colour == 2, ..Notices::default() }
    }

    fn page_count(&self) -> u32 {
        self.count
    }

    fn page_size(&mut self, page: u32) -> Result<PageSize, PageError> {
        if page < self.count { Ok(self.size) } else { Err(PageError::NoSuchPage) }
    }

    fn render(
        &mut self,
        page: u32,
        _: PixelSize,
        _: PixelRect,
        _: Rotation,
        out: &mut [u8],
    ) -> Result<Engine, PageError> {
        self.page_size(page)?;
        out.fill(self.colour);
        Ok(self.engine)
    }

    fn facts(&mut self) -> DocumentFacts {
        let title = |words: &str| (Property::Title, words.to_owned());
        let entry = OutlineEntry { level: 0, title: "Chapter".to_owned(), page: Some(1), top: Some(5.0) };
        let attachment = Attachment { name: "values.csv".to_owned(), size_bytes: 3 };
        match self.colour {
            1 => DocumentFacts { properties: vec![title("Outer")], ..DocumentFacts::default() },
            _ => DocumentFacts {
                outline: vec![entry],
                attachments: vec![attachment],
                properties: vec![title("Inner"), (Property::Author, "A".to_owned())],
                ..DocumentFacts::default()
            },
        }
    }

    fn page_text(&mut self, page: u32) -> Result<Option<PageText>, PageError> {
        self.page_size(page)?;
        let place = PageBox { left: 10.0, top: 20.0, right: 30.0, bottom: 40.0 };
        let links = vec![Link { place, target: LinkTarget::Page { page: 0, top: None } }];
        Ok(Some(PageText { text: Zeroizing::new("x".to_owned()), boxes: vec![place], links }))
    }

    fn attachment(&mut self, index: u32) -> Result<Zeroizing<Vec<u8>>, PageError> {
        if index == 0 { Ok(Zeroizing::new(b"a,b".to_vec())) } else { Err(PageError::NoSuchAttachment) }
    }
}

const LETTER: PageSize = PageSize { width: 612.0, height: 792.0 };

fn enclosing(inner: Option<(u32, PageSize, Engine)>) -> Enclosing {
    let outer = Sheets { count: 2, size: LETTER, engine: Engine::Flow, colour: 1 };
    let pages =
        inner.map(|(count, size, engine)| Box::new(Sheets { count, size, engine, colour: 2 }) as Box<dyn Pages>);
    let bytes = Zeroizing::new(b"%PDF".to_vec());
    Enclosing::new(Box::new(outer), Inner { bytes, name: "letter.pdf".to_owned(), pages })
}

#[test]
fn the_inner_pages_follow_the_outer_ones() {
    let mut pages = enclosing(Some((3, LETTER, Engine::Pdfium)));
    assert_eq!((pages.page_count(), pages.engine()), (5, Engine::Flow));
    let colours: Vec<u8> = (0..5)
        .map(|page| {
            let mut out = [0; 4];
            let scaled = PixelSize { width: 1, height: 1 };
            pages
                .render(page, scaled, PixelRect { x: 0, y: 0, width: 1, height: 1 }, Rotation::None, &mut out)
                .unwrap();
            out[0]
        })
        .collect();
    assert_eq!(colours, [1, 1, 2, 2, 2]);
    assert_eq!(pages.page_size(4), Ok(LETTER));
    assert_eq!(pages.page_size(5), Err(PageError::NoSuchPage));
    assert!(pages.page_text(5).is_err());
    assert!(pages.notices().cut_short);
    let link = pages.page_text(2).unwrap().unwrap().links[0].target.clone();
    assert!(link == LinkTarget::Page { page: 2, top: None }, "it leads to the first inner page");
}

#[test]
fn facts_name_both_and_the_inner_file_can_be_saved() {
    let mut pages = enclosing(Some((3, LETTER, Engine::Pdfium)));
    let facts = pages.facts();
    let outline: Vec<_> = facts.outline.iter().map(|entry| (entry.level, entry.title.as_str(), entry.page)).collect();
    assert_eq!(outline, [(0, "Inner", Some(2)), (1, "Chapter", Some(3))]);
    let names: Vec<_> = facts.attachments.iter().map(|attachment| attachment.name.as_str()).collect();
    assert_eq!(names, ["letter.pdf", "values.csv"]);
    assert_eq!(pages.attachment(0).unwrap().as_slice(), b"%PDF");
    assert_eq!(pages.attachment(1).unwrap().as_slice(), b"a,b");
    assert_eq!(pages.attachment(2).unwrap_err(), PageError::NoSuchAttachment);
    let titles: Vec<_> = facts.properties.iter().map(|(_, value)| value.as_str()).collect();
    assert_eq!(titles, ["Outer", "A"]);
}

#[test]
fn a_picture_is_laid_out_in_points() {
    let photo = PageSize { width: 2448.0, height: 1000.0 };
    let mut pages = enclosing(Some((1, photo, Engine::Image)));
    assert_eq!(pages.page_size(2), Ok(PageSize { width: 612.0, height: 250.0 }));
    let place = pages.page_text(2).unwrap().unwrap().boxes[0];
    assert_eq!(place, PageBox { left: 2.5, top: 5.0, right: 7.5, bottom: 10.0 });
    let mut pages = enclosing(Some((1, PageSize { width: 100.0, height: 80.0 }, Engine::Image)));
    assert_eq!(pages.page_size(2), Ok(PageSize { width: 75.0, height: 60.0 }));
}

#[test]
fn an_inner_file_without_a_reader_is_an_attachment_alone() {
    let mut pages = enclosing(None);
    assert_eq!(pages.page_count(), 2);
    assert_eq!(pages.facts().attachments.len(), 1);
    assert!(pages.attachment(0).is_ok());
    assert!(pages.attachment(1).is_err());
}
