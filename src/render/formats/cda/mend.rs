//! Mends what senders get wrong in XML where what they meant is plain: text before the start, entities of HTML, a bare `&`, control
//! characters, prefixes that are nowhere declared, an end that is missing. All else that is wrong is for the parser to refuse.

use super::survey::Survey;
use std::fmt::Write;

/// The longest name of an entity of HTML.
const MAX_ENTITY_BYTES: usize = 32;

/// The document as well-formed XML, as far as these mistakes are concerned.
pub(super) fn mended(text: &str, survey: &Survey) -> Option<String> {
    let rest = text.get(survey.sound_end..)?;
    let tail = if survey.open.is_empty() { 0 } else { rest.find('<').unwrap_or(rest.len()) };
    let sound = text.get(..survey.sound_end.checked_add(tail)?)?;
    // Nothing before the root matters but its start tag; a `DOCTYPE` and processing instructions go.
    let (before, after) = sound.split_at_checked(survey.root_name_end)?;
    let root = before.get(before.rfind('<')?..)?;
    let mut mended = String::with_capacity(sound.len().saturating_add(1024));
    mended.push_str(root);
    for prefix in survey.prefixes_used.difference(&survey.prefixes_declared) {
        if *prefix != "xml" && *prefix != "xmlns" && is_name(prefix) {
            write!(mended, " xmlns:{prefix}=\"urn:undeclared:{prefix}\"").ok()?;
        }
    }
    let mut rest = after;
    while let Some((markup, literal)) = rest.split_once("<![CDATA[") {
        characters(markup, &mut mended);
        let end = literal.find("]]>").map_or(literal.len(), |end| end.saturating_add(3));
        let (literal, after) = literal.split_at(end);
        mended.push_str("<![CDATA[");
        mended.extend(literal.chars().map(|c| if c != '&' && is_wrong(c) { '\u{fffd}' } else { c }));
        rest = after;
    }
    characters(rest, &mut mended);
    for name in survey.open.iter().rev() {
        write!(mended, "</{name}>").ok()?;
    }
    Some(mended)
}

/// Copies text with characters and references that XML knows.
fn characters(text: &str, mended: &mut String) {
    let mut rest = text;
    while let Some(next) = rest.find(is_wrong) {
        let (sound, after) = rest.split_at(next);
        mended.push_str(sound);
        let mut characters = after.chars();
        if characters.next() != Some('&') {
            mended.push('\u{fffd}');
            rest = characters.as_str();
            continue;
        }
        let name: &str = after.get(1..).unwrap_or_default();
        let end = name.bytes().take(MAX_ENTITY_BYTES).position(|byte| !byte.is_ascii_alphanumeric() && byte != b'#');
        let end = end.filter(|end| name.as_bytes().get(*end) == Some(&b';'));
        let name = end.and_then(|end| name.get(..end));
        match name {
            Some("amp" | "lt" | "gt" | "quot" | "apos") => mended.push('&'),
            Some(number) if is_character(number) => mended.push('&'),
            Some(name) if push_entity(name, mended) => {
                rest = after.get(name.len().saturating_add(2)..).unwrap_or_default();
                continue;
            }
            _ => mended.push_str("&amp;"),
        }
        rest = after.get(1..).unwrap_or_default();
    }
    mended.push_str(rest);
}

fn is_wrong(character: char) -> bool {
    character == '&'
        || (character.is_ascii_control() && !matches!(character, '\t' | '\n' | '\r' | '\x7F'))
        || matches!(character, '\u{fffe}' | '\u{ffff}')
}

/// Whether this is the number of a character that XML allows: `#233`, `#xE9`.
fn is_character(name: &str) -> bool {
    let Some(number) = name.strip_prefix('#') else { return false };
    let number = match number.strip_prefix('x') {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    number.ok().and_then(char::from_u32).is_some_and(|character| character == '&' || !is_wrong(character))
}

/// Writes what an entity of HTML stands for.
fn push_entity(name: &str, mended: &mut String) -> bool {
    let mut key = String::with_capacity(MAX_ENTITY_BYTES);
    key.push_str(name);
    key.push(';');
    let Some((first, second)) = html5ever::data::NAMED_ENTITIES.get(key.as_str()) else { return false };
    for code in [*first, *second] {
        match char::from_u32(code) {
            Some('\0') | None => {}
            // `&LT;` and `&AMP;` must not become markup.
            Some('<') => mended.push_str("&lt;"),
            Some('&') => mended.push_str("&amp;"),
            Some(character) => mended.push(character),
        }
    }
    true
}

fn is_name(prefix: &str) -> bool {
    prefix.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && prefix.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn mend(text: &str) -> String {
        mended(text, &Survey::of(text).unwrap()).unwrap()
    }

    #[test]
    fn what_is_plain_is_mended() {
        assert_eq!(mend("junk <?xml version='1.0'?><!DOCTYPE a><a>x</a>trailing"), "<a>x</a>");
        assert_eq!(
            mend("<a>AT&T &amp; &nbsp;&eacute;&bogus;&#233;&#xE9;&#0;&</a>"),
            "<a>AT&amp;T &amp; \u{a0}é&amp;bogus;&#233;&#xE9;&amp;#0;&amp;</a>"
        );
        assert_eq!(mend("<a>x\u{1}\u{0}y &LT;b&AMP;</a>"), "<a>x\u{fffd}\u{fffd}y &lt;b&amp;</a>");
        assert_eq!(mend("<a x:b='1'><c>y</c></a>"), "<a xmlns:x=\"urn:undeclared:x\" x:b='1'><c>y</c></a>");
        assert_eq!(mend("<a><b>one</b><b>two"), "<a><b>one</b><b>two</b></a>");
        assert_eq!(mend("<a><b>one</b><b>tw&am<c d='"), "<a><b>one</b><b>tw&amp;am</b></a>");
        assert_eq!(mend("<a><![CDATA[x & <y]]>&</a>"), "<a><![CDATA[x & <y]]>&amp;</a>");
    }
}
