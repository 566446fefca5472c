//! A strict reader of one JSON value at a place of a broken residue: whether it is complete, where it ends or fails, and
//! what kind of object it looks like. Never recursive; the caller's fuel bounds the work of all tries together.

use std::ops::Range;

/// What the keys of an object say of it: bits, since an object may be several things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(u8);

impl Marks {
    /// A whole message.
    pub const MESSAGE: Self = Self(1);
    /// An entry of `Media` or `Notes`.
    pub const ENTRY: Self = Self(2);
    /// An order.
    pub const ORDER: Self = Self(4);
    /// A result.
    pub const RESULT: Self = Self(8);

    /// True when it has any of these.
    pub fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn of_key(key: &[u8]) -> Self {
        const KEYS: [(&str, u8); 16] = [
            ("Meta", 1),
            ("Media", 1),
            ("Note", 1),
            ("Notes", 1),
            ("Orders", 1),
            ("FileContents", 2),
            ("FileName", 2),
            ("FileType", 2 | 8),
            ("ContentType", 2),
            ("DocumentID", 2),
            ("DocumentType", 2),
            ("Components", 2),
            ("Results", 4),
            ("Procedure", 4),
            ("ValueType", 8),
            ("Value", 8),
        ];
        KEYS.iter()
            .filter(|(name, _)| key.eq_ignore_ascii_case(name.as_bytes()))
            .fold(Self::default(), |marks, (_, mark)| Self(marks.0 | mark))
    }
}

/// A value that is complete.
#[derive(Debug)]
pub struct Parsed {
    /// Offset behind it.
    pub end: usize,
    /// What its keys say.
    pub marks: Marks,
    /// Parts that JSON wants to be spaces: the pass over the source took a quote for another, so it escaped line breaks
    /// between values, and left them raw in strings.
    pub odd: Vec<Range<usize>>,
}

/// Why there is no complete value.
#[derive(Clone, Copy, Debug)]
pub struct Failure {
    /// Where the grammar is hurt.
    pub at: usize,
    /// The text ends too early.
    pub ends: bool,
}

/// Bytes of an escaped control character.
const ESCAPE: usize = 6;

/// True when a line break or tab stands here in its escaped form.
fn is_escaped_white(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at..at.saturating_add(ESCAPE)), Some(b"\\u000a" | b"\\u000d" | b"\\u0009"))
}

/// Offset behind white space, escaped or not; what is escaped is noted.
pub fn white(bytes: &[u8], mut at: usize, odd: &mut Vec<Range<usize>>) -> usize {
    loop {
        match bytes.get(at) {
            Some(b' ' | b'\n' | b'\r' | b'\t') => at += 1,
            Some(b'\\') if is_escaped_white(bytes, at) => {
                odd.push(at..at + ESCAPE);
                at += ESCAPE;
            }
            _ => return at,
        }
    }
}

/// Offset behind the string that opens at `open`.
///
/// # Errors
/// When it never closes, or has an escape that JSON does not know.
pub fn string(bytes: &[u8], open: usize, odd: &mut Vec<Range<usize>>) -> Result<usize, Failure> {
    let mut at = open + 1;
    loop {
        match bytes.get(at) {
            None => return Err(Failure { at: bytes.len(), ends: true }),
            Some(b'"') => return Ok(at + 1),
            Some(b'\\') => match bytes.get(at + 1) {
                None => return Err(Failure { at: bytes.len(), ends: true }),
                Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => at += 2,
                Some(b'u') => {
                    let digits = bytes.get(at + 2..).unwrap_or_default();
                    let digits = digits.get(..digits.len().min(4)).unwrap_or_default();
                    let good = digits.iter().take_while(|digit| digit.is_ascii_hexdigit()).count();
                    match good {
                        4 => at += ESCAPE,
                        _ => return Err(Failure { at, ends: good == digits.len() }),
                    }
                }
                Some(_) => return Err(Failure { at, ends: false }),
            },
            Some(0..b' ') => {
                odd.push(at..at + 1);
                at += 1;
            }
            Some(_) => at += 1,
        }
    }
}

/// Offset behind the string that opens at `open`, whatever escapes are in it; `None` when it never closes.
pub fn skip_string(bytes: &[u8], open: usize) -> Option<usize> {
    let mut at = open + 1;
    loop {
        let rest = bytes.get(at..)?;
        let found = memchr::memchr2(b'"', b'\\', rest)?;
        match rest.get(found) {
            Some(b'"') => return Some(at + found + 1),
            _ => at += found + 2,
        }
    }
}

/// Offset behind the number or word that begins here, whatever it is.
pub fn word(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let ends = |byte: &u8| {
        byte.is_ascii_whitespace() || matches!(byte, b',' | b':' | b'"' | b'{' | b'}' | b'[' | b']' | b'\\')
    };
    at + rest.iter().position(ends).unwrap_or(rest.len())
}

/// True for a number or a word of JSON.
pub fn is_scalar(text: &[u8]) -> bool {
    if matches!(text, b"true" | b"false" | b"null") {
        return true;
    }
    fn digits(text: &[u8]) -> (usize, &[u8]) {
        let count = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
        (count, text.get(count..).unwrap_or_default())
    }
    let text = text.strip_prefix(b"-").unwrap_or(text);
    let (count, mut rest) = digits(text);
    if count == 0 || (count > 1 && text.first() == Some(&b'0')) {
        return false;
    }
    if let Some(fraction) = rest.strip_prefix(b".") {
        let (count, after) = digits(fraction);
        if count == 0 {
            return false;
        }
        rest = after;
    }
    if let Some((b'e' | b'E', power)) = rest.split_first() {
        let power = power.strip_prefix(b"+").or_else(|| power.strip_prefix(b"-")).unwrap_or(power);
        let (count, after) = digits(power);
        if count == 0 {
            return false;
        }
        rest = after;
    }
    rest.is_empty()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Want {
    Value,
    FirstValue,
    Key,
    FirstKey,
    Colon,
    After,
}

/// Reads the value that begins at or behind `start`; what it costs is taken from `fuel`.
///
/// # Errors
/// Where the grammar is hurt, the text ends, or the fuel is used up.
pub fn value(bytes: &[u8], start: usize, fuel: &mut usize) -> Result<Parsed, Failure> {
    let allowed = *fuel;
    let mut spent_to = start;
    let parsed = read(bytes, start, allowed, &mut spent_to);
    *fuel = fuel.saturating_sub(spent_to.saturating_sub(start) + 1);
    parsed
}

fn read(bytes: &[u8], start: usize, allowed: usize, at: &mut usize) -> Result<Parsed, Failure> {
    let mut odd = Vec::new();
    let mut marks = Marks::default();
    let mut stack: Vec<bool> = Vec::new();
    let mut want = Want::Value;
    loop {
        *at = white(bytes, *at, &mut odd);
        let Some(&byte) = bytes.get(*at) else { return Err(Failure { at: bytes.len(), ends: true }) };
        let failure = Failure { at: *at, ends: false };
        if *at - start > allowed {
            return Err(failure);
        }
        match (want, byte) {
            (Want::FirstKey | Want::After, b'}') if stack.last() == Some(&false) => {
                stack.pop();
                (*at, want) = (*at + 1, Want::After);
            }
            (Want::FirstValue | Want::After, b']') if stack.last() == Some(&true) => {
                stack.pop();
                (*at, want) = (*at + 1, Want::After);
            }
            (Want::After, b',') => {
                want = if stack.last() == Some(&true) { Want::Value } else { Want::Key };
                *at += 1;
            }
            (Want::After, _) => return Err(failure),
            (Want::FirstKey | Want::Key, b'"') => {
                let end = string(bytes, *at, &mut odd)?;
                if stack.len() == 1 {
                    let key = Marks::of_key(bytes.get(*at + 1..end - 1).unwrap_or_default());
                    marks = Marks(marks.0 | key.0);
                }
                (*at, want) = (end, Want::Colon);
            }
            (Want::Colon, b':') => (*at, want) = (*at + 1, Want::Value),
            (Want::Key | Want::FirstKey | Want::Colon, _) => return Err(failure),
            (Want::Value | Want::FirstValue, b'{') => {
                stack.push(false);
                (*at, want) = (*at + 1, Want::FirstKey);
            }
            (Want::Value | Want::FirstValue, b'[') => {
                stack.push(true);
                (*at, want) = (*at + 1, Want::FirstValue);
            }
            (Want::Value | Want::FirstValue, b'"') => {
                (*at, want) = (string(bytes, *at, &mut odd)?, Want::After);
            }
            (Want::Value | Want::FirstValue, _) => {
                let end = word(bytes, *at);
                if !is_scalar(bytes.get(*at..end).unwrap_or_default()) {
                    return Err(Failure { at: *at, ends: end == bytes.len() && end > *at });
                }
                (*at, want) = (end, Want::After);
            }
        }
        if want == Want::After && stack.is_empty() {
            return Ok(Parsed { end: *at, marks, odd });
        }
    }
}
