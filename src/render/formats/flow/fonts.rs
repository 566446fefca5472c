//! The fonts of laid-out documents: the program's own, and fonts of the system for characters that those lack. Used by `shape` and
//! `grid` alone.

mod cmap;
mod system;

use parley::fontique::{Blob, CharmapIndex, Collection, CollectionOptions, FontInfoOverride};
use parley::{FontContext, FontData, FontFamilyName};
use std::collections::HashMap;
use std::sync::Arc;

use self::system::SystemFonts;
use crate::limits::{MAX_FALLBACK_BYTES, MAX_FALLBACK_FONTS, MAX_FALLBACK_MISSES};

const SANS: &str = "RMV Sans";
const MONO: &str = "RMV Mono";

const SANS_REGULAR: &[u8] = include_bytes!("../../../../assets/fonts/rmv-sans-regular.otf");
const SANS_SEMIBOLD: &[u8] = include_bytes!("../../../../assets/fonts/rmv-sans-semibold.otf");
const MONO_REGULAR: &[u8] = include_bytes!("../../../../assets/fonts/rmv-mono-regular.ttf");

/// Ascent and descent of RMV Sans, in ems (its `hhea` table).
pub(super) const ASCENT: f32 = 0.969;
/// See [`ASCENT`].
pub(super) const DESCENT: f32 = 0.242;

/// Fonts that are ready to be set with.
pub(super) struct Fonts {
    /// What parley looks them up in.
    pub context: FontContext,
    sans: Option<Face>,
    mono: Option<Face>,
    system: SystemFonts,
    /// Fonts of the system that are in use, in the order in which they were needed.
    fallbacks: Vec<(String, Face)>,
    fallback_bytes: usize,
    /// Which font has a character.
    known: HashMap<char, Source>,
    misses: usize,
}

/// Where a character comes from.
#[derive(Clone, Copy, PartialEq)]
enum Source {
    /// The program's own fonts.
    Own,
    /// A font of the system, by its place.
    Fallback(usize),
    /// No font has it.
    Nowhere,
}

/// A font, and which characters it has.
struct Face {
    font: FontData,
    charmap: CharmapIndex,
}

impl Face {
    /// The glyph of a character, where the font has one.
    fn glyph(&self, letter: char) -> Option<u32> {
        let charmap = self.charmap.charmap(self.font.data.as_ref())?;
        charmap.map(letter).filter(|glyph| *glyph != 0)
    }
}

impl Fonts {
    /// The program's own fonts; those of the system are not touched before a character is missing.
    pub fn new() -> Self {
        Self::with_system(SystemFonts::new())
    }

    /// Without fonts of the system.
    #[cfg(test)]
    pub fn alone() -> Self {
        Self::with_system(SystemFonts::in_folders(&[]))
    }

    /// With the fonts in `folder` in place of those of the system.
    #[cfg(test)]
    pub fn with_folder(folder: &std::path::Path) -> Self {
        Self::with_system(SystemFonts::in_folders(&[folder]))
    }

    fn with_system(system: SystemFonts) -> Self {
        let options = CollectionOptions { shared: false, system_fonts: false };
        let mut context = FontContext {
            collection: Collection::new(options),
            source_cache: parley::fontique::SourceCache::default(),
        };
        let sans = register(&mut context, SANS, Blob::new(Arc::new(SANS_REGULAR)));
        register(&mut context, SANS, Blob::new(Arc::new(SANS_SEMIBOLD)));
        let mono = register(&mut context, MONO, Blob::new(Arc::new(MONO_REGULAR)));
        Self { context, sans, mono, system, fallbacks: Vec::new(), fallback_bytes: 0, known: HashMap::new(), misses: 0 }
    }

    /// The monospaced font itself.
    pub fn mono_font(&self) -> Option<&FontData> {
        self.mono.as_ref().map(|face| &face.font)
    }

    /// The glyph of a character in the monospaced font.
    pub fn mono_glyph(&self, letter: char) -> Option<u32> {
        self.mono.as_ref()?.glyph(letter)
    }

    /// Whether any font has the character; looks through those of the system if need be.
    pub fn has(&mut self, letter: char) -> bool {
        letter.is_ascii() || self.source(letter) != Source::Nowhere
    }

    /// Finds a font for every character of `text`. To be called before it is shaped.
    pub fn prepare(&mut self, text: &str) {
        if text.is_ascii() {
            return;
        }
        for letter in text.chars().filter(|letter| !letter.is_ascii()) {
            if !is_unseen(letter) {
                self.source(letter);
            }
        }
    }

    /// The families to look for glyphs in, best first. Characters that were not prepared may be missing.
    pub fn families(&self, text: &str, mono: bool) -> Vec<FontFamilyName<'_>> {
        let own = if mono { [MONO, SANS] } else { [SANS, MONO] };
        let mut families: Vec<_> = own.into_iter().map(FontFamilyName::named).collect();
        if text.is_ascii() || self.fallbacks.is_empty() {
            return families;
        }
        let mut used = vec![false; self.fallbacks.len()];
        for letter in text.chars().filter(|letter| !letter.is_ascii()) {
            let Some(Source::Fallback(place)) = self.known.get(&letter) else { continue };
            if let (Some(used), Some((name, _))) = (used.get_mut(*place), self.fallbacks.get(*place))
                && !std::mem::replace(used, true)
            {
                families.push(FontFamilyName::named(name));
            }
        }
        families
    }

    fn source(&mut self, letter: char) -> Source {
        if let Some(known) = self.known.get(&letter) {
            return *known;
        }
        let is_own = [&self.sans, &self.mono].into_iter().flatten().any(|face| face.glyph(letter).is_some());
        let source = if is_own { Source::Own } else { self.fallback(letter).map_or(Source::Nowhere, Source::Fallback) };
        self.known.insert(letter, source);
        source
    }

    /// The place of a font of the system that has the character.
    fn fallback(&mut self, letter: char) -> Option<usize> {
        let loaded = self.fallbacks.iter().position(|(_, face)| face.glyph(letter).is_some());
        loaded.or_else(|| self.load(letter))
    }

    fn load(&mut self, letter: char) -> Option<usize> {
        if self.fallbacks.len() >= MAX_FALLBACK_FONTS || self.misses >= MAX_FALLBACK_MISSES {
            return None;
        }
        while let Some(bytes) = self.system.find(letter, MAX_FALLBACK_BYTES.saturating_sub(self.fallback_bytes)) {
            let (size, name) = (bytes.len(), format!("fallback {}", self.fallbacks.len()));
            if let Some(face) = register(&mut self.context, &name, Blob::new(Arc::new(bytes)))
                && face.glyph(letter).is_some()
            {
                self.fallback_bytes = self.fallback_bytes.saturating_add(size);
                self.fallbacks.push((name, face));
                return self.fallbacks.len().checked_sub(1);
            }
        }
        self.misses = self.misses.saturating_add(1);
        None
    }
}

/// Makes the first font in `bytes` known by the name `family`.
fn register(context: &mut FontContext, family: &str, bytes: Blob<u8>) -> Option<Face> {
    let named = FontInfoOverride { family_name: Some(family), ..FontInfoOverride::default() };
    let registered = context.collection.register_fonts(bytes.clone(), Some(named));
    let info = registered.first()?.1.first()?;
    Some(Face { font: FontData::new(bytes, info.index()), charmap: info.charmap_index() })
}

/// Characters that show nothing of their own (Unicode's `Default_Ignorable_Code_Point`) and for which no font is looked for.
fn is_unseen(letter: char) -> bool {
    matches!(
        u32::from(letter),
        0xAD | 0x34F | 0x61C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F | 0x2028..=0x202E
            | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFF8 | 0xE0000..=0xE0FFF
    )
}

#[cfg(test)]
#[path = "fonts_tests.rs"]
mod tests;
