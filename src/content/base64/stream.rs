//! The state of decoding one string, character by character. Used by `base64` only; `fast` adds the quick way through
//! whatever is plain.

use super::meaning::{Meaning, meaning};
use super::report::{Damage, MediaType, Repair, Repairs, Report};
use super::unescape::{Step, UNDECIDED_BYTES, Undecided, Unit, step};
use super::{Sink, mark::Mark};
use crate::limits::{BASE64_BLOCK_CHARS, DATA_PREFIX_CHARS};

/// Room for what a block decodes to, with the characters that were undecided before it and a group begun before it.
const DECODED_BYTES: usize = BASE64_BLOCK_CHARS / 4 * 3 + UNDECIDED_BYTES + 3;

/// Where in the string the decoder stands.
#[derive(Clone, Copy)]
enum Phase {
    /// Before the first character that counts.
    Start,
    /// Inside the word `data:`, which may still turn out to be base64.
    Scheme { matched: usize },
    /// Between `data:` and its comma.
    Header { length: usize, type_ended: bool },
    /// In the contents.
    Body,
    /// Behind a closing quote or a null character.
    Quoted { position: u64 },
    /// At or behind damage.
    Stopped,
}

/// See the module. Holds no more than one block.
pub(super) struct Stream {
    phase: Phase,
    undecided: Undecided,
    /// The characters of `data:` as they stood, should they be base64.
    scheme: [char; SCHEME.len()],
    /// Values (below 64) of the characters of a group of four that is not complete.
    group: [u8; 4],
    pub(super) group_length: usize,
    padding: u64,
    /// Place of the first padding character of this piece, or of the colon of `data:`.
    place: u64,
    pub(super) characters: u64,
    pub(super) bytes: u64,
    pub(super) repairs: Repairs,
    damage: Option<Damage>,
    media_type: MediaType,
    mark: Mark,
    pub(super) block: [u8; BASE64_BLOCK_CHARS],
    pub(super) decoded: [u8; DECODED_BYTES],
    decoded_length: usize,
}

const SCHEME: &[u8; 5] = b"data:";

impl Stream {
    pub(super) fn new() -> Self {
        Self {
            phase: Phase::Start,
            undecided: Undecided::default(),
            scheme: ['\0'; SCHEME.len()],
            group: [0; 4],
            group_length: 0,
            padding: 0,
            place: 0,
            characters: 0,
            bytes: 0,
            repairs: Repairs::default(),
            damage: None,
            media_type: MediaType::empty(),
            mark: Mark::default(),
            block: [0; BASE64_BLOCK_CHARS],
            decoded: [0; DECODED_BYTES],
            decoded_length: 0,
        }
    }

    /// Takes the next piece of the raw string.
    pub(super) fn push<S: Sink + ?Sized>(&mut self, raw: &[u8], sink: &mut S) {
        let mut at = 0;
        while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
            at += if self.is_plain() {
                self.fast(rest, sink)
            } else if matches!(self.phase, Phase::Stopped) && self.undecided.is_empty() {
                self.pass_over(rest)
            } else {
                self.until_plain(rest, sink)
            };
        }
    }

    /// Takes the end of the string.
    pub(super) fn finish<S: Sink + ?Sized>(mut self, sink: &mut S) -> Report {
        while let Some(unit) = self.undecided.next(true) {
            self.take(unit);
        }
        match self.phase {
            Phase::Scheme { matched } => self.replay_scheme(matched),
            Phase::Header { .. } => {
                self.stop(Damage::Foreign { position: self.place });
            }
            Phase::Quoted { .. } => self.repairs.insert(Repair::Quotes),
            Phase::Start | Phase::Body | Phase::Stopped => {}
        }
        match self.damage {
            None => self.end_of_contents(),
            Some(Damage::Foreign { position }) if self.mark.is_truncation() => {
                self.damage = Some(Damage::Truncated { position });
            }
            Some(_) => {}
        }
        self.pass_on(sink);
        Report {
            characters: self.characters,
            bytes: self.bytes,
            repairs: self.repairs,
            damage: self.damage,
            media_type: Some(self.media_type).filter(|found| !found.as_str().is_empty()),
        }
    }

    /// Between two groups of the contents with nothing pending: the place where whole blocks can be decoded.
    fn is_plain(&self) -> bool {
        matches!(self.phase, Phase::Body) && self.group_length == 0 && self.padding == 0 && self.undecided.is_empty()
    }

    /// Takes all of `raw`, one character at a time.
    pub(super) fn one_by_one<S: Sink + ?Sized>(&mut self, raw: &[u8], sink: &mut S) {
        for piece in raw.chunks(BASE64_BLOCK_CHARS) {
            self.walk(piece, false);
            self.pass_on(sink);
        }
    }

    /// Takes characters one at a time, up to the place where blocks can be decoded again.
    fn until_plain<S: Sink + ?Sized>(&mut self, raw: &[u8], sink: &mut S) -> usize {
        let piece = raw.get(..BASE64_BLOCK_CHARS).unwrap_or(raw);
        let taken = self.walk(piece, true);
        self.pass_on(sink);
        taken
    }

    fn walk(&mut self, raw: &[u8], until_plain: bool) -> usize {
        let mut at = 0;
        while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
            if self.undecided.is_empty()
                && let Step::Take(unit, bytes) = step(rest, false)
            {
                at += bytes;
                self.take(unit);
            } else {
                at += 1;
                self.undecided.push(rest.first().copied().unwrap_or(0));
                while let Some(unit) = self.undecided.next(false) {
                    self.take(unit);
                }
            }
            if until_plain && self.is_plain() {
                break;
            }
        }
        at
    }

    /// Behind damage only the characters are counted. Takes at least one byte.
    fn pass_over(&mut self, raw: &[u8]) -> usize {
        const BLOCK: usize = 64;
        let mut at = 0;
        if self.mark.is_full() {
            for block in raw.chunks_exact(BLOCK) {
                let odd = block.iter().fold(false, |odd, &byte| odd | !byte.is_ascii() | (byte == b'\\'));
                if odd {
                    break;
                }
                at += BLOCK;
            }
            self.characters += at as u64;
        }
        let odd = raw.get(at..).unwrap_or_default();
        at + self.walk(odd.get(..BLOCK).unwrap_or(odd), false)
    }

    fn take(&mut self, unit: Unit) {
        self.characters += 1;
        match self.phase {
            Phase::Start => self.start(unit),
            Phase::Scheme { matched } => self.in_scheme(unit, matched),
            Phase::Header { length, type_ended } => self.in_header(unit, length, type_ended),
            Phase::Body => self.in_body(unit),
            Phase::Quoted { position } => match meaning(unit) {
                Meaning::Space | Meaning::Quote => {}
                _ => {
                    self.stop(Damage::Foreign { position });
                    self.mark.push(unit.character());
                }
            },
            Phase::Stopped => self.mark.push(unit.character()),
        }
    }

    fn start(&mut self, unit: Unit) {
        match meaning(unit) {
            Meaning::Space => self.repairs.insert(Repair::WhiteSpace),
            Meaning::Quote if unit.character() != '\0' => self.repairs.insert(Repair::Quotes),
            _ => self.in_scheme(unit, 0),
        }
    }

    fn in_scheme(&mut self, unit: Unit, matched: usize) {
        let character = unit.character();
        let wanted = SCHEME.get(matched).map(|&byte| char::from(byte));
        if wanted == Some(character.to_ascii_lowercase()) {
            if let Some(place) = self.scheme.get_mut(matched) {
                *place = character;
            }
            self.phase = if matched + 1 == SCHEME.len() {
                self.place = self.characters;
                Phase::Header { length: 0, type_ended: false }
            } else {
                Phase::Scheme { matched: matched + 1 }
            };
            return;
        }
        self.replay_scheme(matched);
        self.in_body(unit);
    }

    /// What looked like `data:` was base64. Four letters at most, so nothing of it can be damage.
    fn replay_scheme(&mut self, matched: usize) {
        self.phase = Phase::Body;
        let scheme = self.scheme;
        for &character in scheme.iter().take(matched) {
            self.in_body(Unit::Plain(character));
        }
    }

    fn in_header(&mut self, unit: Unit, length: usize, type_ended: bool) {
        let character = unit.character();
        if length >= DATA_PREFIX_CHARS {
            self.media_type = MediaType::empty();
            self.stop(Damage::Foreign { position: self.place });
            return;
        }
        self.note_escape(unit);
        if character == ',' {
            self.repairs.insert(Repair::DataPrefix);
            self.phase = Phase::Body;
            return;
        }
        let mut type_ended = type_ended || character == ';';
        if !type_ended && !self.media_type.push(character) {
            self.media_type = MediaType::empty();
            type_ended = true;
        }
        self.phase = Phase::Header { length: length + 1, type_ended };
    }

    fn in_body(&mut self, unit: Unit) {
        match meaning(unit) {
            Meaning::Value(value) => {
                if self.padding > 0 && !self.start_next_piece() {
                    return;
                }
                self.note_escape(unit);
                if matches!(unit.character(), '-' | '_') {
                    self.repairs.insert(Repair::UrlSafeAlphabet);
                }
                self.value(value);
            }
            Meaning::Padding => {
                self.note_escape(unit);
                if self.padding == 0 {
                    self.place = self.characters;
                }
                self.padding += 1;
            }
            Meaning::Space => self.repairs.insert(Repair::WhiteSpace),
            Meaning::Quote => {
                self.phase = Phase::Quoted { position: self.characters };
            }
            Meaning::Foreign => {
                let position = self.characters;
                self.stop(if matches!(unit, Unit::Plain('\u{fffd}') | Unit::Long('\u{fffd}')) {
                    Damage::Lossy { position }
                } else {
                    Damage::Foreign { position }
                });
                self.mark.push(unit.character());
            }
        }
    }

    fn note_escape(&mut self, unit: Unit) {
        match unit {
            Unit::Short('/') => self.repairs.insert(Repair::EscapedSolidus),
            Unit::Long(_) => self.repairs.insert(Repair::OtherEscapes),
            Unit::Short(_) | Unit::Plain(_) | Unit::Invalid => {}
        }
    }

    /// Adds the value of one character; a complete group becomes three bytes.
    pub(super) fn value(&mut self, value: u8) {
        if let Some(place) = self.group.get_mut(self.group_length) {
            *place = value;
            self.group_length += 1;
        }
        if self.group_length == 4 {
            self.write_group();
        }
    }

    /// Writes the whole bytes that the characters of the group hold.
    fn write_group(&mut self) {
        let [first, second, third, fourth] = self.group;
        let bytes = [first << 2 | second >> 4, second << 4 | third >> 2, third << 6 | fourth];
        let count = self.group_length.saturating_sub(1);
        self.group_length = 0;
        let end = self.decoded_length + count;
        debug_assert!(end <= DECODED_BYTES, "a block decoded to more than it can");
        if let (Some(place), Some(bytes)) = (self.decoded.get_mut(self.decoded_length..end), bytes.get(..count)) {
            place.copy_from_slice(bytes);
            self.decoded_length = end;
            self.bytes += count as u64;
        }
    }

    /// After padding another piece begins, if the one before it was padded as it should be.
    fn start_next_piece(&mut self) -> bool {
        if self.group_length < 2 || self.group_length as u64 + self.padding != 4 {
            self.stop(Damage::Foreign { position: self.place });
            return false;
        }
        self.repairs.insert(Repair::JoinedPieces);
        self.write_group();
        self.padding = 0;
        true
    }

    fn end_of_contents(&mut self) {
        let missing = match self.group_length {
            1 => {
                self.damage = Some(Damage::CutOff);
                return;
            }
            0 if self.bytes == 0 && self.padding > 0 => {
                self.stop(Damage::Foreign { position: self.place });
                return;
            }
            0 => 0,
            length => 4_u64.saturating_sub(length as u64),
        };
        if self.padding < missing {
            self.repairs.insert(Repair::MissingPadding);
        } else if self.padding > missing {
            self.repairs.insert(Repair::ExcessPadding);
        }
        self.write_group();
    }

    fn stop(&mut self, damage: Damage) {
        self.write_group();
        self.damage = Some(damage);
        self.phase = Phase::Stopped;
    }

    fn pass_on<S: Sink + ?Sized>(&mut self, sink: &mut S) {
        if let Some(bytes) = self.decoded.get(..self.decoded_length)
            && !bytes.is_empty()
        {
            sink.write(bytes);
        }
        self.decoded_length = 0;
    }
}
