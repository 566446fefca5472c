//! Rows of text on a grid of columns: how many columns a character takes, and where a line goes on on the next row. No fonts.

use memchr::{memchr, memchr2};
use unicode_normalization::char::is_combining_mark;

/// Columns from one tab stop to the next.
const TAB: usize = 8;
/// By how much more than its own indent a line that goes on is indented.
const HANG: usize = 2;

/// Where a row starts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct RowStart {
    /// In bytes of the text.
    pub at: u32,
    /// Columns by which it is indented; it goes on with a line if that is not 0 or `goes_on`.
    pub hang: u16,
    /// The row before it is of the same line.
    pub goes_on: bool,
}

/// A row: its text is from its start up to `end`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct RowEnd {
    pub end: usize,
    /// Where the next row starts; `None` at the end of the text.
    pub next: Option<RowStart>,
    /// The next row starts on a new page.
    pub ends_page: bool,
}

/// The end of the row at `start` in a grid of `columns`.
pub(super) fn row_end(text: &str, start: RowStart, columns: usize) -> RowEnd {
    let from = start.at as usize;
    let columns = columns.max(1);
    let hang = usize::from(start.hang).min(columns.saturating_sub(1));
    // All that one row can take: letters of four bytes, and some marks for each.
    let most = columns.saturating_mul(16).saturating_add(64);
    let rest = text.get(from..).unwrap_or_default();
    let window = rest.get(..rest.floor_char_boundary(most)).unwrap_or_default();
    let stop = memchr2(b'\n', b'\x0C', window.as_bytes());
    let line = window.get(..stop.unwrap_or(window.len())).unwrap_or_default();
    let is_whole = stop.is_some() || window.len() == rest.len();
    let fits = if is_plain(line) { (columns - hang).min(line.len()) } else { fitting(line, hang, columns) };
    if is_whole && fits == line.len() {
        let end = from.saturating_add(line.len());
        let next = stop.and_then(|_| start_at(end.saturating_add(1), 0, false));
        // What ends with a line end has no empty line after it.
        let next = next.filter(|next| (next.at as usize) < text.len());
        let ends_page = stop.and_then(|stop| window.as_bytes().get(stop)) == Some(&b'\x0C');
        return RowEnd { end, next, ends_page };
    }
    let taken = word_end(line, fits).unwrap_or(fits).max(first_length(line));
    let end = from.saturating_add(taken);
    let own = if start.goes_on { hang } else { indent(line).saturating_add(HANG).min(columns / 2) };
    let next = start_at(end, own, true).filter(|next| (next.at as usize) < text.len());
    RowEnd { end, next, ends_page: false }
}

fn start_at(at: usize, hang: usize, goes_on: bool) -> Option<RowStart> {
    Some(RowStart { at: u32::try_from(at).ok()?, hang: u16::try_from(hang).unwrap_or(u16::MAX), goes_on })
}

/// Every byte takes one column.
fn is_plain(line: &str) -> bool {
    line.is_ascii() && memchr(b'\t', line.as_bytes()).is_none()
}

/// How many bytes fit from column `hang` on.
fn fitting(line: &str, hang: usize, columns: usize) -> usize {
    let mut column = hang;
    let most = columns.saturating_mul(4);
    for (count, (at, letter)) in line.char_indices().enumerate() {
        let next = after(column, letter);
        // A tab may end beyond the last column, as blanks may.
        if (next > columns && (letter != '\t' || column >= columns)) || (count >= most && width(letter) > 0) {
            return at;
        }
        column = next;
    }
    line.len()
}

/// The column after a character that stands at `column`.
pub(super) fn after(column: usize, letter: char) -> usize {
    match letter {
        '\t' => (column / TAB).saturating_add(1).saturating_mul(TAB),
        _ => column.saturating_add(width(letter)),
    }
}

/// Where in `line` the last word ends that fits whole, if it is not far back.
fn word_end(line: &str, fits: usize) -> Option<usize> {
    let bytes = line.as_bytes();
    if bytes.get(fits) == Some(&b' ') {
        // The blank hangs over the end.
        return fits.checked_add(1);
    }
    let last = |share: usize, is_end: fn(u8) -> bool| {
        let far = fits - fits / share;
        let found = bytes.get(far..fits)?.iter().rposition(|byte| is_end(*byte))?;
        far.checked_add(found)?.checked_add(1)
    };
    last(2, |byte| matches!(byte, b' ' | b'\t'))
        .or_else(|| last(4, |byte| matches!(byte, b',' | b';' | b'|' | b'&' | b'^' | b'~' | b'/')))
}

fn first_length(line: &str) -> usize {
    line.chars().next().map_or(1, char::len_utf8)
}

/// Columns before the first word.
fn indent(line: &str) -> usize {
    let blanks = line.chars().take_while(|letter| matches!(letter, ' ' | '\t'));
    blanks.fold(0, after)
}

/// Columns that a character takes: none for marks, two for wide ones.
pub(super) fn width(letter: char) -> usize {
    match letter {
        '\0'..'\u{300}' => return 1,
        '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => return 2,
        _ => {}
    }
    if is_combining_mark(letter)
        || matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}')
    {
        return 0;
    }
    let after = WIDE.partition_point(|(first, _)| *first <= u32::from(letter));
    let is_wide =
        after.checked_sub(1).and_then(|place| WIDE.get(place)).is_some_and(|(_, last)| u32::from(letter) <= *last);
    if is_wide { 2 } else { 1 }
}

/// Characters that are wide in East Asian text (Unicode Standard Annex 11, classes W and F), where blocks of them stand together.
const WIDE: [(u32, u32); 24] = [
    (0x1100, 0x115F),
    (0x231A, 0x231B),
    (0x23E9, 0x23EC),
    (0x2614, 0x2615),
    (0x2648, 0x2653),
    (0x26AA, 0x26AB),
    (0x26BD, 0x26BE),
    (0x2753, 0x2755),
    (0x2E80, 0x303E),
    (0x3041, 0x33FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0xA4CF),
    (0xA960, 0xA97F),
    (0xAC00, 0xD7A3),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE6F),
    (0xFF00, 0xFF60),
    (0xFFE0, 0xFFE6),
    (0x16FE0, 0x18CFF),
    (0x1B000, 0x1B2FF),
    (0x1F300, 0x1F64F),
    (0x1F680, 0x1F6FF),
    (0x1F900, 0x1FAFF),
    (0x20000, 0x3FFFD),
];

/// Whether a line runs from right to left: its first letter that has a direction says so.
pub(super) fn is_right_to_left(line: &str) -> bool {
    let strong = line.chars().find_map(|letter| match u32::from(letter) {
        0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFE | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF => {
            letter.is_alphabetic().then_some(true)
        }
        _ => letter.is_alphabetic().then_some(false),
    });
    strong.unwrap_or(false)
}

#[cfg(test)]
#[path = "columns_tests.rs"]
mod tests;
