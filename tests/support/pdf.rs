//! A small PDF writer for fixtures: pages of any size, the standard fonts, vector shapes, pictures, bookmarks.
//!
//! Lengths are points; y runs *down* from the top edge of the page, text stands on its baseline.
//! The bytes depend on nothing but the calls made.

mod font;
mod metrics;
mod page;
mod protected;

pub use font::{Align, BLACK, Font, Type};
pub use page::{Page, PdfPicture};
pub use protected::{hex, md5, protected_pdf};

use page::{literal, number, resource_name};
use std::fmt::Write as _;
use std::rc::Rc;

/// A document: pages, properties and bookmarks.
#[derive(Clone, Debug, Default)]
pub struct Pdf {
    properties: Vec<(&'static str, String)>,
    pages: Vec<Page>,
    bookmarks: Vec<(String, usize)>,
}

impl Pdf {
    /// A document without pages.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an entry of the document information dictionary, such as `Title` or `CreationDate`.
    pub fn property(mut self, name: &'static str, value: &str) -> Self {
        self.properties.push((name, value.to_owned()));
        self
    }

    /// Adds a page at the end.
    pub fn page(mut self, page: Page) -> Self {
        self.pages.push(page);
        self
    }

    /// Adds a bookmark that leads to the top of a page, counted from 0.
    pub fn bookmark(mut self, title: &str, page_index: usize) -> Self {
        self.bookmarks.push((title.to_owned(), page_index));
        self
    }

    /// The finished file (PDF 1.4, streams uncompressed, a classic cross-reference table).
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut file = Objects::new();
        let (catalog, tree, information) = (file.reserve(), file.reserve(), file.reserve());
        let fonts: Vec<(Font, usize)> = Font::ALL
            .into_iter()
            .filter(|font| self.pages.iter().any(|page| page.fonts.contains(font)))
            .map(|font| (font, file.reserve()))
            .collect();
        let pages: Vec<usize> = self.pages.iter().map(|_| file.reserve()).collect();
        let outline = (!self.bookmarks.is_empty()).then(|| file.reserve());

        let outline_entry =
            outline.map_or_else(String::new, |id| format!(" /Outlines {id} 0 R /PageMode /UseOutlines"));
        file.write(catalog, &format!("<< /Type /Catalog /Pages {tree} 0 R{outline_entry} >>"));
        let kids: Vec<String> = pages.iter().map(|id| format!("{id} 0 R")).collect();
        file.write(tree, &format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()));
        let mut properties = String::from("<< /Producer (Fixture writer)");
        for (name, value) in &self.properties {
            let _ = write!(properties, " /{name} {}", literal(value));
        }
        file.write(information, &format!("{properties} >>"));
        for (font, id) in &fonts {
            file.write(
                *id,
                &format!(
                    "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>",
                    font.base_name()
                ),
            );
        }
        let mut pictures: Vec<(Rc<PdfPicture>, usize)> = Vec::new();
        for (page, id) in self.pages.iter().zip(&pages) {
            let placed: Vec<usize> = page.pictures.iter().map(|picture| file.picture(picture, &mut pictures)).collect();
            file.page(page, *id, tree, &fonts, &placed);
        }
        if let Some(outline) = outline {
            file.outline(outline, &self.bookmarks, &pages);
        }
        file.finish(catalog, information)
    }
}

/// The file while it is written: bytes so far, and where each object starts.
struct Objects {
    bytes: Vec<u8>,
    offsets: Vec<usize>,
}

impl Objects {
    fn new() -> Self {
        // The bytes above 127 tell transfer programs that the file is binary (ISO 32000-1, 7.5.2).
        Self { bytes: b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec(), offsets: Vec::new() }
    }

    /// The number of an object that is written later.
    fn reserve(&mut self) -> usize {
        self.offsets.push(0);
        self.offsets.len()
    }

    fn write(&mut self, id: usize, body: &str) {
        self.offsets[id - 1] = self.bytes.len();
        self.bytes.extend_from_slice(format!("{id} 0 obj\n{body}\nendobj\n").as_bytes());
    }

    fn stream(&mut self, dictionary: &str, content: &[u8]) -> usize {
        let id = self.reserve();
        self.offsets[id - 1] = self.bytes.len();
        let head = format!("{id} 0 obj\n<< {dictionary} /Length {} >>\nstream\n", content.len());
        self.bytes.extend_from_slice(head.as_bytes());
        self.bytes.extend_from_slice(content);
        self.bytes.extend_from_slice(b"\nendstream\nendobj\n");
        id
    }

    fn picture(&mut self, picture: &Rc<PdfPicture>, known: &mut Vec<(Rc<PdfPicture>, usize)>) -> usize {
        if let Some((_, id)) = known.iter().find(|(other, _)| Rc::ptr_eq(other, picture)) {
            return *id;
        }
        let filter = picture.filter.map_or_else(String::new, |filter| format!(" /Filter /{filter}"));
        let dictionary = format!(
            "/Type /XObject /Subtype /Image /Width {} /Height {} /ColorSpace /{} /BitsPerComponent 8{filter}",
            picture.width_px, picture.height_px, picture.colour_space
        );
        let id = self.stream(&dictionary, &picture.bytes);
        known.push((Rc::clone(picture), id));
        id
    }

    fn page(&mut self, page: &Page, id: usize, tree: usize, fonts: &[(Font, usize)], pictures: &[usize]) {
        let content = self.stream("", page.content.as_bytes());
        let mut resources = String::new();
        if !page.fonts.is_empty() {
            resources.push_str(" /Font <<");
            for (font, id) in fonts.iter().filter(|(font, _)| page.fonts.contains(font)) {
                let _ = write!(resources, " /{} {id} 0 R", resource_name(*font));
            }
            resources.push_str(" >>");
        }
        if !pictures.is_empty() {
            resources.push_str(" /XObject <<");
            for (at, id) in pictures.iter().enumerate() {
                let _ = write!(resources, " /P{at} {id} 0 R");
            }
            resources.push_str(" >>");
        }
        let rotate = match page.rotate_deg {
            0 => String::new(),
            degrees => format!(" /Rotate {degrees}"),
        };
        self.write(
            id,
            &format!(
                "<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {} {}]{rotate} /Resources <<{resources} >> /Contents {content} 0 R >>",
                number(page.width_pt),
                number(page.height_pt)
            ),
        );
    }

    fn outline(&mut self, root: usize, bookmarks: &[(String, usize)], pages: &[usize]) {
        let items: Vec<usize> = bookmarks.iter().map(|_| self.reserve()).collect();
        self.write(
            root,
            &format!(
                "<< /Type /Outlines /First {} 0 R /Last {} 0 R /Count {} >>",
                items[0],
                items[items.len() - 1],
                items.len()
            ),
        );
        for (at, (title, page_index)) in bookmarks.iter().enumerate() {
            let previous = match at {
                0 => String::new(),
                _ => format!(" /Prev {} 0 R", items[at - 1]),
            };
            let next = items.get(at + 1).map_or_else(String::new, |id| format!(" /Next {id} 0 R"));
            self.write(
                items[at],
                &format!(
                    "<< /Title {} /Parent {root} 0 R{previous}{next} /Dest [{} 0 R /Fit] >>",
                    literal(title),
                    pages[*page_index]
                ),
            );
        }
    }

    fn finish(mut self, catalog: usize, information: usize) -> Vec<u8> {
        let table = self.bytes.len();
        // FNV-1a: the identifier has to differ between files, not to resist anyone.
        let identifier = self
            .bytes
            .iter()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
        let mut tail = format!("xref\n0 {}\n0000000000 65535 f \n", self.offsets.len() + 1);
        for offset in &self.offsets {
            let _ = writeln!(tail, "{offset:010} 00000 n ");
        }
        let _ = write!(
            tail,
            "trailer\n<< /Size {} /Root {catalog} 0 R /Info {information} 0 R /ID [<{identifier:032x}> <{identifier:032x}>] >>\nstartxref\n{table}\n%%EOF\n",
            self.offsets.len() + 1
        );
        self.bytes.extend_from_slice(tail.as_bytes());
        self.bytes
    }
}

/// A document whose every page says `TEXT page P` in large letters, to tell documents and pages apart in tests.
pub fn marker_pdf(text: &str, pages: usize) -> Vec<u8> {
    let mut pdf = Pdf::new().property("Title", text);
    for number in 1..=pages {
        let mut page = Page::letter();
        let label = format!("{text} page {number}");
        // As wide as the page allows, so that it can be read on a thumbnail.
        let size = (500.0 / Font::HelveticaBold.width(&label, 1.0)).min(72.0);
        let style = Type::new(Font::HelveticaBold, size);
        page.text(306.0, 396.0, Align::Centre, style, &label);
        page.frame((36.0, 36.0), 540.0, 720.0, 2.0, BLACK);
        pdf = pdf.page(page);
    }
    pdf.to_bytes()
}
