//! XML, indented. Part of `text`.
//!
//! Two walks over the tokens: the first finds out whether they fit together, and which elements hold text of their own; the second
//! writes. Nothing is expanded, and no tree is built.

use memchr::memmem;

use super::Lines;
use super::token::{Token, Tokens};
use crate::limits::MAX_MARKUP_DEPTH;

/// Most tags are shorter, and need not be searched.
const SHORTEST_PRESERVING_TAG: &str = "<a xml:space='preserve'>";

/// What an element holds itself, apart from what the elements inside it hold.
#[derive(Clone, Copy, Default)]
struct Holds {
    /// Text that is more than white space.
    text: bool,
    /// Elements.
    elements: bool,
    /// It says itself that its white space counts (`xml:space`, XML 1.0 §2.10).
    kept_space: bool,
}

impl Holds {
    /// White space between what it holds means nothing.
    fn is_structure(self) -> bool {
        self.elements && !self.text && !self.kept_space
    }
}

/// The document in `text`, indented by two blanks a level. `None` where it is not well-formed or is nested too deeply. `cut_short`: the
/// text ends early, and is written as far as it goes.
pub(super) fn indented(text: &str, cut_short: bool) -> Option<String> {
    let elements = walk(text, cut_short)?;
    let mut elements = elements.into_iter();
    let mut lines = Lines::with_capacity(text.len());
    // For each open element, whether white space between what it holds means nothing.
    let mut open: Vec<bool> = Vec::new();
    for token in Tokens::new(text, cut_short) {
        let in_structure = open.last().copied().unwrap_or(true);
        match token? {
            Token::Text(_) if in_structure => {}
            Token::Close { raw, .. } => {
                let was_structure = open.pop().unwrap_or(true);
                if was_structure {
                    lines.start(open.len());
                }
                lines.push(raw)?;
            }
            Token::Open { raw, empty, .. } => {
                let holds = elements.next().unwrap_or_default();
                if in_structure {
                    lines.start(open.len());
                }
                lines.push(raw)?;
                if !empty {
                    open.push(in_structure && holds.is_structure());
                }
            }
            Token::Text(raw) | Token::CharacterData(raw) => lines.push(raw)?,
            Token::Aside(raw) | Token::Cut(raw) => {
                if in_structure {
                    lines.start(open.len());
                }
                lines.push(raw)?;
            }
        }
    }
    Some(lines.text)
}

/// What each element holds, in the order in which they start. `None` where the tokens do not fit together.
fn walk(text: &str, cut_short: bool) -> Option<Vec<Holds>> {
    let space = memmem::Finder::new("xml:space");
    let mut elements: Vec<Holds> = Vec::new();
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut roots = 0_usize;
    for token in Tokens::new(text, cut_short) {
        let parent = open.last().and_then(|(_, element)| elements.get_mut(*element));
        match token? {
            Token::Text(raw) if is_white_space(raw) => {}
            Token::Text(_) | Token::CharacterData(_) => parent?.text = true,
            Token::Open { raw, name, empty } => {
                match parent {
                    Some(parent) => parent.elements = true,
                    None => roots = roots.saturating_add(1),
                }
                let kept_space = raw.len() >= SHORTEST_PRESERVING_TAG.len()
                    && space.find(raw.as_bytes()).is_some_and(|at| is_preserve(raw, at));
                if !empty {
                    open.push((name, elements.len()));
                }
                elements.push(Holds { kept_space, ..Holds::default() });
                if open.len() > MAX_MARKUP_DEPTH || roots > 1 {
                    return None;
                }
            }
            Token::Close { name, .. } => {
                let (opened, _) = open.pop()?;
                if opened != name {
                    return None;
                }
            }
            Token::Aside(_) | Token::Cut(_) => {}
        }
    }
    let whole = roots == 1 && open.is_empty();
    (whole || cut_short).then_some(elements)
}

/// White space of XML (1.0 §2.3); U+00A0 and the like are text.
fn is_white_space(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
}

/// The attribute at `at` of a tag has the value `preserve`.
fn is_preserve(tag: &str, at: usize) -> bool {
    let value = tag.get(at..).and_then(|tag| tag.strip_prefix("xml:space")).unwrap_or_default().trim_ascii_start();
    let value = value.strip_prefix('=').unwrap_or_default().trim_ascii_start();
    value.strip_prefix(['"', '\'']).is_some_and(|value| value.starts_with("preserve"))
}

#[cfg(test)]
#[path = "xml_tests.rs"]
mod tests;
