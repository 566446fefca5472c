//! The files that are opened, dropped, rewritten and taken away. Every document of file `f` names the patient `soak-f-…`.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::support::random::Random;
use super::support::{Contents, Document, Response, kinds, marker_pdf, solid_jpeg, solid_png};

/// How many there are.
const COUNT: usize = 4;

/// The files, in a folder of the test.
pub struct Files {
    paths: Vec<PathBuf>,
    whole: Vec<String>,
}

impl Files {
    /// Writes them.
    pub fn new(folder: &Path) -> Self {
        let whole: Vec<String> = (0..COUNT).map(message).collect();
        let paths = (0..COUNT).map(|number| folder.join(format!("response-{number}.json"))).collect();
        let files = Self { paths, whole };
        files.paths.iter().zip(&files.whole).for_each(|(path, text)| fs::write(path, text).unwrap());
        files
    }

    /// One of them.
    pub fn any(&self, random: &mut Random) -> PathBuf {
        self.paths[below(random, COUNT)].clone()
    }

    /// The text of one of them, whole.
    pub fn text(&self, random: &mut Random) -> String {
        self.whole[below(random, COUNT)].clone()
    }

    /// Does something to one of them that another program might do, and makes the others whole.
    pub fn disturb(&self, random: &mut Random) -> &'static str {
        for (path, text) in self.paths.iter().zip(&self.whole) {
            fs::write(path, text).unwrap();
        }
        let number = below(random, COUNT);
        let (path, text) = (&self.paths[number], &self.whole[number]);
        match random.next_u64() % 6 {
            0 => {
                fs::write(path, &text.as_bytes()[..below(random, text.len())]).unwrap();
                "cut a file"
            }
            1 => {
                let mut bytes = text.as_bytes().to_vec();
                for _ in 0..20 {
                    let place = below(random, bytes.len());
                    bytes[place] ^= 1 << (random.next_u64() % 8);
                }
                fs::write(path, bytes).unwrap();
                "flipped bits of a file"
            }
            2 => {
                fs::remove_file(path).unwrap();
                "removed a file"
            }
            3 => {
                fs::write(path, message((number + 1) % COUNT)).unwrap();
                "wrote one file over another"
            }
            4 => {
                let new = path.with_extension("new");
                fs::write(&new, message((number + 2) % COUNT)).unwrap();
                fs::rename(new, path).unwrap();
                "put another file in a file's place"
            }
            _ => "made all files whole",
        }
    }
}

/// A number from 0 to `end`, excluded.
pub fn below(random: &mut Random, end: usize) -> usize {
    (random.next_u64() % end.max(1) as u64) as usize
}

fn message(number: usize) -> String {
    let mut contents: Vec<(&str, Vec<u8>)> = vec![
        ("pages", marker_pdf("SOAK", 3 + number * 4)),
        ("crash", fault("pages 3\npage 2 best crash")),
        ("crash twice", fault("pages 2\npage 1 any crash")),
        ("panic", fault("pages 4\npage 3 any panic\nfacts any panic")),
        ("hunger", fault("page 1 best allocate")),
        ("slow", fault("pages 20\npage 1 any slow 40\npage 5 any slow 200\ntext 3 any slow 50")),
        ("locked", fault("password sesame")),
        ("broken", fault("open any damaged")),
        ("photo", solid_jpeg(1600, 1200, [90, 120, 200])),
        ("wide", solid_png(3000, 20, [200, 30, 30, 255])),
        ("picture without an end", solid_png(400, 400, [9, 99, 9, 255])[..300].to_vec()),
        ("nothing", Vec::new()),
        ("unknown", vec![7; 5000]),
    ];
    contents.extend(kinds_of_the_sample());
    // Each file has them in another order.
    contents.rotate_left(number * 5);
    let documents = contents.into_iter().enumerate().map(|(place, (name, bytes))| {
        // Three to a patient.
        Document::of(&[(&format!("soak-{number}-{}", place / 3), "MR")])
            .described("Test", name)
            .contents(Contents::Bytes(bytes))
    });
    Response::new().documents(documents).to_json()
}

/// Fax, summary, letter, page of the web, sound and all others.
fn kinds_of_the_sample() -> Vec<(&'static str, Vec<u8>)> {
    let sample: serde_json::Value = serde_json::from_str(&kinds::every_kind()).unwrap();
    let contents = sample["Media"].as_array().unwrap().iter().map(|entry| entry["FileContents"].as_str().unwrap());
    contents.map(|text| ("kind", STANDARD.decode(text).unwrap())).collect()
}

fn fault(orders: &str) -> Vec<u8> {
    format!("%PDF-FAULT\n{orders}").into_bytes()
}
