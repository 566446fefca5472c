//! From what the user gives to an [`Input`] and its [`Response`]: opens files and folders, unpacks archives, finds messages
//! in other text, and reads part after part. Used by `jobs` and `cli`.

use std::io::{self, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use zeroize::Zeroizing;

use super::container::{self, Container, ContainerError, Unpacked};
use super::index::index;
use super::input::{Input, Part};
use super::model::Response;
use super::prose;
use super::read::{ReadError, Reading};
use super::source::{Source, SourceError};
use crate::finding::Code;
use crate::limits;

/// What to open.
#[derive(Clone, PartialEq, Eq)]
pub enum Given {
    /// Files and folders.
    Paths(Vec<PathBuf>),
    /// Standard input, to its end.
    StandardInput,
    /// A text, such as one that was pasted.
    Text(Zeroizing<Vec<u8>>),
}

impl std::fmt::Debug for Given {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Paths(_) => "Paths",
            Self::StandardInput => "StandardInput",
            Self::Text(_) => "Text",
        })
    }
}

/// How far reading is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read of the part that is being read.
    pub read: u64,
    /// Its length in bytes; 0 where it is not known.
    pub all: u64,
}

/// Is told how far reading is, and may end it.
pub type Watch<'w> = &'w mut dyn FnMut(Progress) -> ControlFlow<()>;

/// What was opened.
#[derive(Debug)]
pub struct Loaded {
    /// Where the documents' bytes are.
    pub input: Arc<Input>,
    /// What the messages say.
    pub response: Arc<Response>,
}

/// Opens and reads everything that is given.
///
/// # Errors
/// When there is no Redox message in it, or `watch` ends it. Of several files those that cannot be read become findings.
pub fn load(given: &Given, watch: Watch<'_>) -> Result<Loaded, ReadError> {
    let mut loading = Loading {
        reading: Reading::default(),
        input: Input::default(),
        failed: Vec::new(),
        tried: 0,
        notes: Vec::new(),
    };
    match given {
        Given::Paths(paths) => {
            for path in paths {
                loading.path(path, watch)?;
            }
        }
        Given::StandardInput => {
            let source = Source::read(io::stdin().lock())?;
            loading.source(source, None, "-", watch)?;
        }
        Given::Text(text) => loading.source(Source::from_memory(text.clone()), None, "Pasted text", watch)?,
    }
    loading.finish()
}

struct Loading {
    reading: Reading,
    input: Input,
    /// What could not be read: its number among those tried, and why.
    failed: Vec<(usize, ReadError)>,
    tried: usize,
    /// What else is to be said of the whole input.
    notes: Vec<(Code, String)>,
}

impl Loading {
    /// A file, or the files of a folder in the order of their names.
    fn path(&mut self, path: &Path, watch: Watch<'_>) -> Result<(), ReadError> {
        if !path.is_dir() {
            return self.file(path, watch);
        }
        let entries = match std::fs::read_dir(path) {
            Ok(entries) => entries,
            Err(error) => return self.failure(SourceError::from(error).into()),
        };
        let mut files: Vec<PathBuf> = entries
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|file| file.is_file() && has_json_name(file))
            .collect();
        if files.is_empty() {
            return self.failure(ReadError::EmptyFolder);
        }
        files.sort();
        let surplus = files.len().saturating_sub(limits::INPUT_PARTS);
        files.truncate(limits::INPUT_PARTS);
        files.iter().try_for_each(|file| self.file(file, watch))?;
        if surplus > 0 {
            let limit = limits::INPUT_PARTS;
            let detail = format!("{surplus} files of a folder were left out: no more than {limit} are read at once.");
            self.notes.push((Code::PartUnreadable, detail));
        }
        Ok(())
    }

    fn file(&mut self, path: &Path, watch: Watch<'_>) -> Result<(), ReadError> {
        match Source::open(path) {
            Ok(source) => self.source(source, Some(path), &path.to_string_lossy(), watch),
            Err(error) => self.failure(error.into()),
        }
    }

    /// Goes on after a failure, unless the user ended it.
    fn failure(&mut self, error: ReadError) -> Result<(), ReadError> {
        if matches!(error, ReadError::Cancelled) {
            return Err(error);
        }
        self.tried += 1;
        self.failed.push((self.tried, error));
        Ok(())
    }

    /// One file: as it is, or what is packed in it.
    fn source(&mut self, source: Source, path: Option<&Path>, name: &str, watch: Watch<'_>) -> Result<(), ReadError> {
        let unpacked = match recognised(&source) {
            Ok(Container::Plain) => return self.part(source, path, name, None, watch),
            Ok(Container::Zip) => return self.archive(&source, path, name, watch),
            Ok(Container::Gzip) => gunzipped(&source, watch),
            Ok(Container::Utf16 { big_endian, .. }) => {
                return match transcoded(&source, big_endian, watch) {
                    Ok(text) => self.part(text, path, name, Some(Code::Utf16), watch),
                    Err(error) => self.failure(error),
                };
            }
            Err(error) => Err(error.into()),
        };
        match unpacked {
            Ok(unpacked) => self.unpacked(unpacked, path, name, watch),
            Err(error) => self.failure(error),
        }
    }

    fn unpacked(
        &mut self,
        unpacked: Unpacked,
        path: Option<&Path>,
        name: &str,
        watch: Watch<'_>,
    ) -> Result<(), ReadError> {
        // Not a byte of contents: what is there of it is no file yet.
        if unpacked.cut_off && unpacked.bytes.is_empty() {
            return self.failure(ContainerError::Broken.into());
        }
        let cut_off = match (unpacked.cut_off, unpacked.ignored_tail) {
            (true, _) => Some(Code::ArchiveCutOff),
            (false, true) => Some(Code::PackedTail),
            (false, false) => None,
        };
        let source = Source::from_memory(unpacked.bytes);
        match recognised(&source) {
            Ok(Container::Utf16 { big_endian, .. }) => match transcoded(&source, big_endian, watch) {
                Ok(text) => self.part(text, path, name, cut_off.or(Some(Code::Utf16)), watch),
                Err(error) => self.failure(error),
            },
            _ => self.part(source, path, name, cut_off, watch),
        }
    }

    fn archive(&mut self, source: &Source, path: Option<&Path>, name: &str, watch: Watch<'_>) -> Result<(), ReadError> {
        let mut stop = |read| watch(Progress { read, all: 0 });
        let members = match container::unzip(SourceReader::new(source), &mut stop) {
            Ok(members) => members,
            Err(error) => return self.failure(unpack_error(error)),
        };
        for member in members {
            let name = format!("{name}/{}", member.name);
            match member.result {
                Ok(unpacked) => self.unpacked(unpacked, path, &name, watch)?,
                Err(error) => self.failure(unpack_error(error))?,
            }
        }
        Ok(())
    }

    /// Reads a part; where it is no JSON, the messages that stand in it. `oddity` was found on the way to it.
    fn part(
        &mut self,
        source: Source,
        path: Option<&Path>,
        name: &str,
        oddity: Option<Code>,
        watch: Watch<'_>,
    ) -> Result<(), ReadError> {
        let mut in_text = None;
        let mut read = self.read(source, path, name, watch);
        if let Err((error, source)) = &read
            && let Some(text) = in_prose(error, source)
            && self.read(text, path, name, watch).is_ok()
        {
            in_text = Some(Code::FoundInText);
            read = Ok(());
        }
        if let Err((error, _)) = read {
            return self.failure(error);
        }
        self.tried += 1;
        for code in oddity.into_iter().chain(in_text) {
            self.reading.report(code, None);
        }
        Ok(())
    }

    fn read(
        &mut self,
        source: Source,
        path: Option<&Path>,
        name: &str,
        watch: Watch<'_>,
    ) -> Result<(), (ReadError, Source)> {
        let all = source.len();
        let indexed = match index(&source, |read| watch(Progress { read, all })) {
            Ok(indexed) => indexed,
            Err(error) => return Err((ReadError::from((error, &source)), source)),
        };
        let inner = match self.reading.read_part(indexed, &source, name) {
            Ok(inner) => inner,
            Err(error) => return Err((error, source)),
        };
        self.input.push(Part { path: path.map(Path::to_owned), source });
        let is_wrapping = !inner.is_empty();
        let mut found = false;
        for text in inner {
            let source = Source::from_memory(text);
            // What is no message after all is left alone.
            let Ok(indexed) = index(&source, |_| ControlFlow::Continue(())) else { continue };
            if self.reading.read_part(indexed, &source, name).is_ok() {
                found = true;
                self.reading.report(Code::Wrapped, None);
                self.input.push(Part { path: path.map(Path::to_owned), source });
            }
        }
        if is_wrapping && !found && !self.reading.part_has_messages() {
            self.failed.push((self.tried + 1, ReadError::NotRedox));
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Loaded, ReadError> {
        let nothing = !self.reading.has_messages();
        let count = self.tried;
        if nothing {
            let mut failed = self.failed.into_iter().map(|(_, error)| error);
            return Err(match failed.next() {
                Some(first) if count > 1 => ReadError::Nothing { count, first: Box::new(first) },
                Some(first) => first,
                None => ReadError::NotRedox,
            });
        }
        for (code, detail) in self.notes {
            self.reading.report(code, Some(detail));
        }
        for (number, error) in self.failed {
            self.reading.report(Code::PartUnreadable, Some(format!("File {number} of {count}: {error}")));
        }
        Ok(Loaded { input: Arc::new(self.input), response: Arc::new(self.reading.finish()) })
    }
}

/// Files that a folder is read for, and an archive.
fn has_json_name(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    // What macOS puts beside the files of a foreign disk.
    !name.starts_with("._") && [".json", ".json.gz", ".ndjson"].iter().any(|ending| name.ends_with(ending))
}

fn recognised(source: &Source) -> Result<Container, SourceError> {
    /// Enough for every mark, and for the white space that may stand before UTF-16.
    const HEAD_BYTES: u64 = 64;
    Ok(container::recognise(&source.range(0..source.len().min(HEAD_BYTES))?))
}

fn gunzipped(source: &Source, watch: Watch<'_>) -> Result<Unpacked, ReadError> {
    let mut stop = |read| watch(Progress { read, all: 0 });
    container::gunzip(SourceReader::new(source), source.len(), &mut stop).map_err(unpack_error)
}

fn transcoded(source: &Source, big_endian: bool, watch: Watch<'_>) -> Result<Source, ReadError> {
    let mut stop = |read| watch(Progress { read, all: 0 });
    let text = container::transcode_utf16(SourceReader::new(source), source.len(), big_endian, &mut stop);
    text.map(|text| Source::from_memory(text.bytes)).map_err(unpack_error)
}

fn unpack_error(error: ContainerError) -> ReadError {
    match error {
        ContainerError::Cancelled => ReadError::Cancelled,
        error => error.into(),
    }
}

/// The messages that stand in a text that is no JSON: the text with everything else blanked out.
fn in_prose(error: &ReadError, source: &Source) -> Option<Source> {
    if !matches!(error, ReadError::NotJson { .. }) || source.len() > limits::PROSE_BYTES as u64 {
        return None;
    }
    let text = source.range(0..source.len()).ok()?;
    prose::extract(&text).map(Source::from_memory)
}

/// A source as a stream.
struct SourceReader<'a> {
    source: &'a Source,
    at: u64,
}

impl<'a> SourceReader<'a> {
    fn new(source: &'a Source) -> Self {
        Self { source, at: 0 }
    }
}

impl Read for SourceReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read_at(self.at, buffer).map_err(io::Error::other)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for SourceReader<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let to = match to {
            SeekFrom::Start(offset) => Some(offset),
            SeekFrom::End(offset) => self.source.len().checked_add_signed(offset),
            SeekFrom::Current(offset) => self.at.checked_add_signed(offset),
        };
        self.at = to.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
