//! Opens an input as the program does and tells what was found in short rows, as tables of expectations hold them.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::PathBuf;

use redox_media_viewer::content::findings::all_findings;
use redox_media_viewer::content::{Inspection, decoded, inspect};
use redox_media_viewer::finding::Finding;
use redox_media_viewer::message::{Given, Loaded, ReadError, lines_of, load};

/// Loads a text, as if it had been pasted.
pub fn load_text(text: impl AsRef<[u8]>) -> Result<Loaded, ReadError> {
    load(&Given::Text(text.as_ref().to_vec().into()), &mut |_| ControlFlow::Continue(()))
}

/// Loads files and folders.
pub fn load_paths(paths: impl IntoIterator<Item = PathBuf>) -> Result<Loaded, ReadError> {
    load(&Given::Paths(paths.into_iter().collect()), &mut |_| ControlFlow::Continue(()))
}

/// What was opened, with every finding that `check` would print.
pub struct Opened {
    /// Input and response.
    pub loaded: Loaded,
    /// For each document what its contents are.
    pub inspections: Vec<Inspection>,
    /// Of the message and of the contents, in the order of `check`.
    pub findings: Vec<Finding>,
}

impl Opened {
    /// Opens a text that holds a message.
    pub fn text(text: impl AsRef<[u8]>) -> Self {
        let text = text.as_ref();
        Self::of(load_text(text).unwrap_or_else(|error| panic!("{error}\n{}", String::from_utf8_lossy(text))))
    }

    /// Opens files and folders.
    pub fn paths(paths: impl IntoIterator<Item = PathBuf>) -> Self {
        Self::of(load_paths(paths).unwrap_or_else(|error| panic!("{error}")))
    }

    /// Looks at every document.
    pub fn of(loaded: Loaded) -> Self {
        let response = &loaded.response;
        let inspections: Vec<_> =
            response.documents.iter().map(|document| inspect(&loaded.input, document).unwrap()).collect();
        let mut findings = response.findings.clone();
        findings.extend(all_findings(&loaded.input, response, &inspections, &|| false));
        findings.sort_by_key(|finding| (finding.message, finding.document));
        Self { loaded, inspections, findings }
    }

    /// The names of the codes, sorted.
    pub fn codes(&self) -> Vec<&'static str> {
        let mut codes: Vec<_> = self.findings.iter().map(|finding| finding.code.name()).collect();
        codes.sort_unstable();
        codes
    }

    /// True when something of this code was found.
    pub fn has(&self, code: &str) -> bool {
        self.findings.iter().any(|finding| finding.code.name() == code)
    }

    /// `code /pointer` of every finding, sorted; the pointer is left out where there is none.
    pub fn places(&self) -> Vec<String> {
        let mut rows: Vec<_> = self
            .findings
            .iter()
            .map(|finding| {
                let pointer = finding.place.as_ref().map_or("", |place| place.pointer.as_str());
                format!("{} {pointer}", finding.code.name()).trim_end().to_owned()
            })
            .collect();
        rows.sort_unstable();
        rows
    }

    /// `code #document /pointer line:column` of every finding, sorted; what there is not is left out.
    pub fn rows(&self) -> Vec<String> {
        let lines = lines_of(&self.loaded.input, self.findings.iter());
        let mut rows: Vec<_> = self
            .findings
            .iter()
            .map(|finding| {
                let mut row = finding.code.name().to_owned();
                if let Some(index) = finding.document {
                    row.push_str(&format!(" #{}", index + 1));
                }
                if let Some(place) = &finding.place {
                    let (line, column) = lines[&(finding.part, place.offset)];
                    row.push_str(&format!(" {} {line}:{column}", place.pointer));
                }
                row
            })
            .collect();
        rows.sort_unstable();
        rows
    }

    /// State and size of every document.
    pub fn states(&self) -> Vec<(&'static str, Option<u64>)> {
        self.inspections.iter().map(|inspection| (inspection.state.name(), inspection.size)).collect()
    }

    /// How many documents there are.
    pub fn count(&self) -> usize {
        self.loaded.response.documents.len()
    }

    /// The decoded bytes of one document.
    pub fn bytes(&self, index: usize) -> Vec<u8> {
        decoded(&self.loaded.input, &self.loaded.response.documents[index]).unwrap().bytes.to_vec()
    }

    /// For each document the number of its patient.
    pub fn patients(&self) -> Vec<u32> {
        self.loaded.response.patients.iter().map(|patient| patient.0).collect()
    }

    /// What is said in full of the first finding of a code.
    pub fn said(&self, code: &str) -> String {
        let found = self.findings.iter().find(|finding| finding.code.name() == code);
        found.unwrap_or_else(|| panic!("no {code} in {:?}", self.codes())).text()
    }
}

/// Byte offsets of every value of a JSON text by its JSON Pointer, found without the program's own reader. A key that
/// stands twice has two places.
pub fn offsets(text: &str) -> HashMap<String, Vec<usize>> {
    let mut walk = Walk { text: text.as_bytes(), at: 0, found: HashMap::new() };
    walk.value(String::new());
    walk.found
}

/// Line and column of a byte offset, both from 1, the column in characters.
pub fn line_and_column(text: &str, offset: usize) -> (u64, u64) {
    let before = &text[..offset];
    let line = before.matches('\n').count() as u64 + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u64 + 1;
    (line, column)
}

struct Walk<'a> {
    text: &'a [u8],
    at: usize,
    found: HashMap<String, Vec<usize>>,
}

impl Walk<'_> {
    fn blanks(&mut self) {
        while self.text.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }

    fn string(&mut self) -> String {
        let start = self.at;
        self.at += 1;
        while self.text[self.at] != b'"' {
            self.at += if self.text[self.at] == b'\\' { 2 } else { 1 };
        }
        self.at += 1;
        let quoted = std::str::from_utf8(&self.text[start..self.at]).unwrap();
        serde_json::from_str(quoted).unwrap_or_default()
    }

    fn value(&mut self, pointer: String) {
        self.blanks();
        self.found.entry(pointer.clone()).or_default().push(self.at);
        match self.text[self.at] {
            b'"' => {
                self.string();
            }
            open @ (b'{' | b'[') => {
                self.at += 1;
                for position in 0.. {
                    self.blanks();
                    if matches!(self.text[self.at], b'}' | b']') {
                        break;
                    }
                    if self.text[self.at] == b',' {
                        self.at += 1;
                        self.blanks();
                    }
                    let key = if open == b'{' {
                        let key = self.string();
                        self.blanks();
                        self.at += 1;
                        key.replace('~', "~0").replace('/', "~1")
                    } else {
                        position.to_string()
                    };
                    self.value(format!("{pointer}/{key}"));
                }
                self.at += 1;
            }
            _ => {
                while self.text.get(self.at).is_some_and(|byte| !b",]} \n\r\t".contains(byte)) {
                    self.at += 1;
                }
            }
        }
    }
}
