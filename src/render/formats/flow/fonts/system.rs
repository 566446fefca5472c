//! Fonts of the system for characters that the program's own lack. Their folders are listed when the first such character comes, and
//! their files are looked into one after the other, likely ones first, until one has it.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::cmap::Covered;
use crate::limits::{MAX_FONT_FILE_BYTES, MAX_FONT_FILES, MAX_FONT_FOLDER_DEPTH};

#[cfg(target_os = "linux")]
use crate::render::sandbox::FONT_FOLDERS;
#[cfg(target_os = "windows")]
const FONT_FOLDERS: [&str; 1] = ["C:\\Windows\\Fonts"];
#[cfg(not(any(target_os = "linux", target_os = "windows")))]
const FONT_FOLDERS: [&str; 2] = ["/System/Library/Fonts", "/Library/Fonts"];

/// The fonts of the system.
pub(super) struct SystemFonts {
    folders: Vec<PathBuf>,
    /// Files that were not looked into yet, the best last; `None` before the folders were listed.
    waiting: Option<Vec<PathBuf>>,
    /// Files that were, and what they have.
    looked_into: Vec<(PathBuf, Covered)>,
}

impl SystemFonts {
    /// Looks at nothing yet.
    pub fn new() -> Self {
        Self::in_folders(&FONT_FOLDERS.map(Path::new))
    }

    /// The fonts in `folders`.
    pub fn in_folders(folders: &[&Path]) -> Self {
        let folders = folders.iter().map(|folder| folder.to_path_buf()).collect();
        Self { folders, waiting: None, looked_into: Vec::new() }
    }

    /// The bytes of a font file that has the character and at most `most` bytes. A file is given once.
    pub fn find(&mut self, letter: char, most: usize) -> Option<Vec<u8>> {
        while let Some(known) = self.looked_into.iter().position(|(_, covered)| covered.has(letter)) {
            let (path, _) = self.looked_into.remove(known);
            if let Some(bytes) = read(&path, most) {
                return Some(bytes);
            }
        }
        let folders = &self.folders;
        let waiting = self.waiting.get_or_insert_with(|| list(folders));
        while let Some(path) = waiting.pop() {
            let Some(covered) = File::open(&path).ok().and_then(|mut file| Covered::read(&mut file)) else { continue };
            if !covered.has(letter) {
                self.looked_into.push((path, covered));
            } else if let Some(bytes) = read(&path, most) {
                return Some(bytes);
            }
        }
        None
    }
}

fn read(path: &Path, most: usize) -> Option<Vec<u8>> {
    let mut file = File::open(path).ok()?;
    let size = file.seek(SeekFrom::End(0)).ok()?;
    if size > MAX_FONT_FILE_BYTES || usize::try_from(size).is_ok_and(|size| size > most) {
        return None;
    }
    file.seek(SeekFrom::Start(0)).ok()?;
    let mut bytes = Vec::with_capacity(usize::try_from(size).ok()?);
    file.take(MAX_FONT_FILE_BYTES).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// Font files, the best last.
fn list(folders: &[PathBuf]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut open: Vec<(PathBuf, usize)> = folders.iter().map(|folder| (folder.clone(), 0)).collect();
    while let Some((folder, depth)) = open.pop() {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        for entry in entries.flatten() {
            let path = entry.path();
            match entry.file_type() {
                // Links are followed only to files: they may lead back.
                Ok(kind) if kind.is_dir() && depth < MAX_FONT_FOLDER_DEPTH => open.push((path, depth + 1)),
                Ok(kind) if !kind.is_dir() && is_font(&path) && files.len() < MAX_FONT_FILES => files.push(path),
                _ => {}
            }
        }
    }
    // The names last, so that the same fonts are chosen every time.
    files.sort_by_cached_key(|path| std::cmp::Reverse((rank(path), path.clone())));
    files
}

fn is_font(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    ["ttf", "otf", "ttc", "otc"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// How little a font is wanted, by its name: plain upright sans-serif letters come first.
fn rank(path: &Path) -> u32 {
    let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_ascii_lowercase();
    let unwanted = [
        (16, &["bold", "italic", "oblique", "thin", "light", "black", "heavy", "medium", "condensed", "narrow"][..]),
        (8, &["nastaliq", "kufi", "rashi", "looped", "display"]),
        (4, &["mono", "ui-", "emoji", "symbol", "math"]),
        (2, &["serif", "naskh"]),
    ];
    let weights = unwanted.iter().filter(|(_, words)| words.iter().any(|word| name.contains(word)));
    weights.map(|(weight, _)| weight).sum::<u32>() + u32::from(!name.starts_with("noto"))
}
