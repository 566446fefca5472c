//! Documents that misbehave on order, for tests of the worker and the pool. Only with the cargo feature `fault-injection`.
//!
//! A fault document starts with `%PDF-FAULT`, so that it is taken for a PDF, and goes on with one order a line:
//!
//! ```text
//! pages 3                  number of pages (1)
//! size 612 792             size of every page (600 × 800)
//! ink 40                   red of page 1; each further page has one more
//! password sesame          needed to open it
//! open ENGINE DEED         what happens when it is opened
//! page N ENGINE DEED       what happens when page N, from 1, is drawn
//! text N ENGINE DEED       what happens when the text of page N is read; without an order it is `page N`
//! facts ENGINE DEED        what happens when the facts are read
//! attach NAME BYTES        an attachment, filled with the first letter of its name
//! attachment N ENGINE DEED what happens when attachment N, from 1, is taken out
//! ```
//!
//! `ENGINE` is `best`, `hayro` or `any`; `DEED` is `crash`, `panic`, `hang`, `allocate`, `damaged`, `too-large` or `slow MILLISECONDS`.
//! A pixel of the scaled page at x, y is painted `(ink + page, x % 256, y % 256, 255)`.

use std::{thread, time::Duration};

use zeroize::Zeroizing;

use super::{Attachment, DocumentFacts, PageBox, PageText};
use super::{Engine, EngineChoice, Notices, OpenError, PageError, PageSize, Pages, PixelRect, PixelSize, Rotation};

const MAGIC: &[u8] = b"%PDF-FAULT";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    Crash,
    Panic,
    Hang,
    Allocate,
    Damaged,
    TooLarge,
    Slow(u64),
}

/// True for the documents of this module.
pub fn recognises(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Reads the orders and carries out those for opening.
pub fn open(bytes: &[u8], password: Option<&str>, choice: EngineChoice) -> Result<Box<dyn Pages>, OpenError> {
    let text = std::str::from_utf8(bytes).map_err(|_| OpenError::Damaged)?;
    let mut document = FaultDocument {
        choice,
        page_count: 1,
        size: PageSize { width: 600.0, height: 800.0 },
        ink: 0,
        deeds: Vec::new(),
        attachments: Vec::new(),
    };
    for line in text.lines().skip(1) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["pages", count] => document.page_count = number(count)?,
            ["size", width, height] => {
                document.size = PageSize { width: number(width)?, height: number(height)? };
            }
            ["ink", ink] => document.ink = number(ink)?,
            ["password", secret] => match password {
                None => return Err(OpenError::PasswordNeeded),
                Some(given) if given != *secret => return Err(OpenError::PasswordWrong),
                Some(_) => {}
            },
            ["open", engine, rest @ ..] if meant(engine, choice) => match carry_out(deed(rest)?) {
                Ok(()) => {}
                Err(PageError::TooLarge) => return Err(OpenError::TooLarge),
                Err(_) => return Err(OpenError::Damaged),
            },
            ["page", page, engine, rest @ ..] if meant(engine, choice) => {
                document.deeds.push((Occasion::Drawing(number(page)?), deed(rest)?));
            }
            ["text", page, engine, rest @ ..] if meant(engine, choice) => {
                document.deeds.push((Occasion::Text(number(page)?), deed(rest)?));
            }
            ["facts", engine, rest @ ..] if meant(engine, choice) => {
                document.deeds.push((Occasion::Facts, deed(rest)?));
            }
            ["attachment", place, engine, rest @ ..] if meant(engine, choice) => {
                document.deeds.push((Occasion::Attachment(number(place)?), deed(rest)?));
            }
            ["attach", name, size] => document.attachments.push(((*name).to_owned(), number(size)?)),
            _ => {}
        }
    }
    if document.page_count == 0 {
        return Err(OpenError::NoPages);
    }
    Ok(Box::new(document))
}

struct FaultDocument {
    choice: EngineChoice,
    page_count: u32,
    size: PageSize,
    ink: u8,
    deeds: Vec<(Occasion, Deed)>,
    /// Name and number of bytes.
    attachments: Vec<(String, usize)>,
}

/// When something happens. Pages and attachments count from 1.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Occasion {
    Drawing(u32),
    Text(u32),
    Facts,
    Attachment(u32),
}

impl FaultDocument {
    fn on(&self, occasion: Occasion) -> Result<(), PageError> {
        self.deeds.iter().filter(|(at, _)| *at == occasion).try_for_each(|(_, deed)| carry_out(*deed))
    }
}

impl Pages for FaultDocument {
    fn engine(&self) -> Engine {
        match self.choice {
            EngineChoice::Best => Engine::Pdfium,
            EngineChoice::Hayro => Engine::Hayro,
        }
    }

    fn notices(&self) -> Notices {
        Notices { built_in_engine: self.choice == EngineChoice::Hayro, ..Notices::default() }
    }

    fn page_count(&self) -> u32 {
        self.page_count
    }

    fn page_size(&mut self, page: u32) -> Result<PageSize, PageError> {
        if page < self.page_count { Ok(self.size) } else { Err(PageError::NoSuchPage) }
    }

    fn render(
        &mut self,
        page: u32,
        _scaled: PixelSize,
        part: PixelRect,
        _rotation: Rotation,
        out: &mut [u8],
    ) -> Result<Engine, PageError> {
        if page >= self.page_count {
            return Err(PageError::NoSuchPage);
        }
        self.on(Occasion::Drawing(page.saturating_add(1)))?;
        let red = self.ink.wrapping_add(page as u8);
        let row_bytes = part.width as usize * 4;
        for (row, pixels) in out.chunks_exact_mut(row_bytes).enumerate() {
            let blue = (part.y as usize).wrapping_add(row) as u8;
            for (column, pixel) in pixels.chunks_exact_mut(4).enumerate() {
                let green = (part.x as usize).wrapping_add(column) as u8;
                pixel.copy_from_slice(&[red, green, blue, 255]);
            }
        }
        Ok(self.engine())
    }

    fn facts(&mut self) -> DocumentFacts {
        if self.on(Occasion::Facts).is_err() {
            return DocumentFacts::default();
        }
        let listed = |(name, size): &(String, usize)| Attachment { name: name.clone(), size_bytes: *size as u64 };
        DocumentFacts { attachments: self.attachments.iter().map(listed).collect(), ..DocumentFacts::default() }
    }

    fn page_text(&mut self, page: u32) -> Result<Option<PageText>, PageError> {
        if page >= self.page_count {
            return Err(PageError::NoSuchPage);
        }
        self.on(Occasion::Text(page.saturating_add(1)))?;
        if self.choice == EngineChoice::Hayro {
            return Ok(None);
        }
        let text = Zeroizing::new(format!("page {}", page.saturating_add(1)));
        let place = |at: usize| {
            let left = at as f32 * 10.0;
            PageBox { left, top: 0.0, right: left + 10.0, bottom: 10.0 }
        };
        let boxes = (0..text.len()).map(place).collect();
        Ok(Some(PageText { text, boxes, links: Vec::new() }))
    }

    fn attachment(&mut self, index: u32) -> Result<Zeroizing<Vec<u8>>, PageError> {
        self.on(Occasion::Attachment(index.saturating_add(1)))?;
        let (name, size) = self.attachments.get(index as usize).ok_or(PageError::NoSuchAttachment)?;
        Ok(Zeroizing::new(vec![name.bytes().next().unwrap_or(b'x'); *size]))
    }
}

fn number<T: std::str::FromStr>(word: &str) -> Result<T, OpenError> {
    word.parse().map_err(|_| OpenError::Damaged)
}

fn meant(engine: &str, choice: EngineChoice) -> bool {
    match engine {
        "best" => choice == EngineChoice::Best,
        "hayro" => choice == EngineChoice::Hayro,
        _ => true,
    }
}

fn deed(words: &[&str]) -> Result<Deed, OpenError> {
    Ok(match words {
        ["crash"] => Deed::Crash,
        ["panic"] => Deed::Panic,
        ["hang"] => Deed::Hang,
        ["allocate"] => Deed::Allocate,
        ["damaged"] => Deed::Damaged,
        ["too-large"] => Deed::TooLarge,
        ["slow", milliseconds] => Deed::Slow(number(milliseconds)?),
        _ => return Err(OpenError::Damaged),
    })
}

#[allow(clippy::panic)] // Panicking is what it is for.
fn carry_out(deed: Deed) -> Result<(), PageError> {
    match deed {
        Deed::Crash => std::process::abort(),
        Deed::Panic => std::panic::panic_any("on order"),
        Deed::Hang => loop {
            thread::sleep(Duration::from_secs(1));
        },
        Deed::Allocate => {
            let mut hoard: Vec<Vec<u8>> = Vec::new();
            loop {
                // Zeroed memory costs address space, which is what is limited, but no real memory of the machine.
                hoard.push(vec![0; 64 * 1024 * 1024]);
                std::hint::black_box(&hoard);
            }
        }
        Deed::Damaged => Err(PageError::Damaged),
        Deed::TooLarge => Err(PageError::TooLarge),
        Deed::Slow(milliseconds) => {
            thread::sleep(Duration::from_millis(milliseconds));
            Ok(())
        }
    }
}
