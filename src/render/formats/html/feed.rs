//! Feeds a document to html5ever's tokenizer.
//!
//! The tokenizer compares each attribute of a tag with those before it, so a tag with a million of them would take minutes. Tags
//! with more than [`MAX_MARKUP_ATTRIBUTES`] are therefore cut on their way to it. To know a tag from what only looks like one (in a comment,
//! in an attribute), the document is fed in pieces that start with `<`: outside of markup every piece makes a token.

use super::nesting::Nesting;
use crate::limits::MAX_MARKUP_ATTRIBUTES;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};

/// The longest pieces of a document, in bytes: longer text comes in several pieces.
const PIECE_BYTES: usize = 1 << 20;

/// Runs the whole document through the tokenizer.
pub(super) fn feed(text: &str, nesting: Nesting) -> Nesting {
    let tokenizer = Tokenizer::new(nesting, TokenizerOpts::default());
    let queue = BufferQueue::default();
    let feed_piece = |piece: &str| {
        for piece in pieces(piece) {
            queue.push_back(StrTendril::from_slice(piece));
            // The sink never asks for a script to be run, so that the tokenizer always takes all of it.
            let _ = tokenizer.feed(&queue);
        }
    };
    let mut rest = text;
    // At the start of a document, and wherever the last piece made a token.
    let mut outside = true;
    while !rest.is_empty() {
        tokenizer.sink.forget_tokens();
        let cut = if outside && tokenizer.sink.would_be_tag(rest) { tag(rest) } else { None };
        let end = match cut {
            Some(Cut { kept, end }) => {
                feed_piece(rest.get(..kept).unwrap_or(rest));
                if 0 < kept && kept < end {
                    feed_piece(">");
                }
                end
            }
            None => {
                let end = memchr::memchr(b'<', rest.as_bytes().get(1..).unwrap_or_default());
                let end = end.map_or(rest.len(), |end| end + 1);
                // The first character may be longer than a byte, but no part of it is `<`.
                feed_piece(rest.get(..end).unwrap_or(rest));
                end
            }
        };
        outside = cut.is_some() || tokenizer.sink.had_tokens();
        rest = rest.get(end..).unwrap_or_default();
        if !rest.is_empty() && tokenizer.sink.is_full() {
            tokenizer.sink.cut();
            break;
        }
    }
    tokenizer.end();
    tokenizer.sink
}

/// Pieces of at most `PIECE_BYTES` that end between characters.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE_BYTES.min(rest.len())));
        rest = after;
        Some(piece)
    })
}

/// What of a tag is fed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Cut {
    /// Bytes of it that are fed.
    kept: usize,
    /// Bytes that it has.
    end: usize,
}

/// The tag at the start of `text` by the rules of the tokenizer (<https://html.spec.whatwg.org/multipage/parsing.html#tag-open-state>);
/// `None` where it does not end.
fn tag(text: &str) -> Option<Cut> {
    #[derive(PartialEq)]
    enum At {
        Name,
        BeforeAttribute,
        AttributeName,
        AfterName,
        BeforeValue,
        Value,
        Quoted(u8),
    }
    let mut at = At::Name;
    let mut attributes = 0_usize;
    let mut kept = None;
    for (index, byte) in text.bytes().enumerate().skip(1) {
        let white = matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0C');
        let before = matches!(at, At::BeforeAttribute | At::AfterName);
        at = match (at, byte) {
            (At::Quoted(quote), _) if byte == quote => At::BeforeAttribute,
            (At::Quoted(quote), _) => At::Quoted(quote),
            (At::BeforeValue, b'"' | b'\'') => At::Quoted(byte),
            (_, b'>') => return Some(Cut { kept: kept.unwrap_or(index + 1), end: index + 1 }),
            (At::Name, b'/') => At::BeforeAttribute,
            (At::Name, _) => {
                if white {
                    At::BeforeAttribute
                } else {
                    At::Name
                }
            }
            (At::BeforeValue, _) if white => At::BeforeValue,
            (At::BeforeValue, _) => At::Value,
            (At::Value, _) => {
                if white {
                    At::BeforeAttribute
                } else {
                    At::Value
                }
            }
            (At::AttributeName, b'=') | (At::AfterName, b'=') => At::BeforeValue,
            (At::AttributeName, b'/') => At::BeforeAttribute,
            (At::AttributeName, _) => {
                if white {
                    At::AfterName
                } else {
                    At::AttributeName
                }
            }
            (At::AfterName, _) if white => At::AfterName,
            (At::AfterName | At::BeforeAttribute, b'/') => At::BeforeAttribute,
            (At::BeforeAttribute, _) if white => At::BeforeAttribute,
            (At::BeforeAttribute | At::AfterName, _) => At::AttributeName,
        };
        if before && at == At::AttributeName {
            attributes += 1;
            if attributes > MAX_MARKUP_ATTRIBUTES && kept.is_none() {
                kept = Some(index);
            }
        }
    }
    // Such a tag is none: the tokenizer drops it at the end of the document, and so does this.
    kept.map(|_| Cut { kept: 0, end: text.len() })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_tag_ends_where_the_tokenizer_ends_it() {
        for whole in [
            "<p>",
            "</p >",
            "<a b>",
            "<a b=c>",
            "<a b='>'>",
            "<a b=\">\" c>",
            "<a b = '>' >",
            "<a/>",
            "<a b/>",
            "<a =b>",
            "<a b='1'c='>'>",
            "<a b=/>",
            "<a b=c'd>",
            "<a 'b>",
            "<é b>",
            "<a b=é c='é>'>",
        ] {
            let end = whole.len();
            assert_eq!(tag(&format!("{whole}x'>\"")), Some(Cut { kept: end, end }), "{whole}");
        }
        assert_eq!(tag("<a b='"), None);
        assert_eq!(tag("<a b"), None);
    }

    #[test]
    fn a_tag_with_very_many_attributes_is_cut() {
        let text = format!("<p{}>", " x".repeat(300));
        assert_eq!(tag(&text), Some(Cut { kept: 2 + MAX_MARKUP_ATTRIBUTES * 2 + 1, end: text.len() }));
        let text = format!("<p{}", "/x".repeat(300));
        assert_eq!(tag(&text), Some(Cut { kept: 0, end: text.len() }));
    }
}
