//! Looks through a document before it is parsed: the parser's work and memory must follow the document's size.

use crate::limits::{MAX_MARKUP_ATTRIBUTES, MAX_MARKUP_DEPTH, MAX_XML_NODES, MAX_XML_PREFIXES};
use std::collections::HashSet;

/// Comparisons of prefixes, some ten nanoseconds each. A chart that declares ten prefixes on each of a hundred thousand elements takes
/// a tenth of them.
const MAX_NAMESPACE_WORK: usize = 100_000_000;

/// What is known of a document's markup.
#[derive(Default)]
pub(super) struct Survey<'a> {
    /// It has a `DOCTYPE`.
    pub doctype: bool,
    /// Elements that are open at its end, outermost first: it is cut off.
    pub open: Vec<&'a str>,
    /// Where its last whole tag or comment ends.
    pub sound_end: usize,
    /// Where the name of its first element ends.
    pub root_name_end: usize,
    /// Prefixes of the names of elements and attributes.
    pub prefixes_used: HashSet<&'a str>,
    /// Prefixes that are declared somewhere.
    pub prefixes_declared: HashSet<&'a str>,
    nodes: u32,
    /// What declarations of namespaces cost so far.
    namespace_work: usize,
}

impl<'a> Survey<'a> {
    /// Looks through it; `None` where it must not be parsed: nested too deep, with entities of its own, or too large.
    pub fn of(text: &'a str) -> Option<Self> {
        let mut survey = Self::default();
        let mut at = 0;
        while let Some(offset) = memchr::memchr(b'<', text.as_bytes().get(at..)?) {
            let start = at.checked_add(offset)?;
            let rest = text.get(start..)?;
            let length = if rest.starts_with("<!--") {
                after(rest, "-->")
            } else if rest.starts_with("<![CDATA[") {
                after(rest, "]]>")
            } else if rest.starts_with("<?") {
                after(rest, "?>")
            } else if rest.starts_with("<!") {
                survey.doctype = true;
                doctype(rest)?
            } else {
                survey.tag(rest, start)?
            };
            let Some(length) = length else { break };
            at = start.checked_add(length)?;
            survey.sound_end = at;
        }
        Some(survey)
    }

    /// A tag at the start of `rest`: its length, and nothing where it does not end.
    fn tag(&mut self, rest: &'a str, start: usize) -> Option<Option<usize>> {
        self.nodes = self.nodes.checked_add(2).filter(|nodes| *nodes <= MAX_XML_NODES)?;
        let is_end = rest.starts_with("</");
        let name_start = if is_end { 2 } else { 1 };
        let body = rest.get(name_start..)?;
        let name_length = body.find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/')).unwrap_or(body.len());
        let name = body.get(..name_length)?;
        let mut at = name_start.checked_add(name_length)?;
        if is_end {
            let Some(length) = after(rest, ">") else { return Some(None) };
            // A wrong end tag is for the parser to refuse.
            self.open.pop();
            return Some(Some(length));
        }
        let root_name_end = start.checked_add(at)?;
        let mut attributes = 0_usize;
        let mut prefixes = Vec::new();
        loop {
            let Some(next) = rest.get(at..)?.find(['>', '"', '\'', '=']) else {
                return Some(None);
            };
            let found = rest.get(at..)?.get(..next)?;
            at = at.checked_add(next)?;
            match rest.as_bytes().get(at)? {
                b'>' => break,
                b'=' => {
                    attributes = attributes.checked_add(1).filter(|count| *count <= MAX_MARKUP_ATTRIBUTES)?;
                    prefixes.push(found.trim());
                    at = at.checked_add(1)?;
                }
                quote => {
                    let Some(end) = memchr::memchr(*quote, rest.as_bytes().get(at.checked_add(1)?..)?) else {
                        return Some(None);
                    };
                    at = at.checked_add(end)?.checked_add(2)?;
                }
            }
        }
        self.nodes = self.nodes.checked_add(u32::try_from(attributes).ok()?).filter(|nodes| *nodes <= MAX_XML_NODES)?;
        self.prefixes(name, &prefixes)?;
        if self.root_name_end == 0 {
            self.root_name_end = root_name_end;
        }
        if !rest.get(..at)?.ends_with('/') {
            self.open.push(name);
            (self.open.len() <= MAX_MARKUP_DEPTH).then_some(())?;
        }
        Some(Some(at.checked_add(1)?))
    }

    fn prefixes(&mut self, element: &'a str, attributes: &[&'a str]) -> Option<()> {
        if let Some((prefix, _)) = element.split_once(':') {
            self.prefixes_used.insert(prefix);
        }
        let mut declares = false;
        for attribute in attributes {
            declares |= *attribute == "xmlns";
            match attribute.split_once(':') {
                Some(("xmlns", prefix)) => {
                    declares = true;
                    self.prefixes_declared.insert(prefix)
                }
                Some((prefix, _)) => self.prefixes_used.insert(prefix),
                None => false,
            };
        }
        let few = self.prefixes_used.len() <= MAX_XML_PREFIXES && self.prefixes_declared.len() <= MAX_XML_PREFIXES;
        if declares {
            // An element with a declaration takes over all of those around it, each compared with each.
            let known = self.prefixes_declared.len().saturating_add(1);
            self.namespace_work = self.namespace_work.saturating_add(known.saturating_mul(known));
        }
        (few && self.namespace_work <= MAX_NAMESPACE_WORK).then_some(())
    }
}

/// The bytes up to the end of `mark`.
fn after(text: &str, mark: &str) -> Option<usize> {
    memchr::memmem::find(text.as_bytes(), mark.as_bytes())?.checked_add(mark.len())
}

/// The length of a `DOCTYPE`; refused where it declares anything. What it names outside is never read.
fn doctype(text: &str) -> Option<Option<usize>> {
    let Some(end) = text.find(['>', '[']) else { return Some(None) };
    let length = end.checked_add(1)?;
    if text.as_bytes().get(end) == Some(&b'>') {
        return Some(Some(length));
    }
    let subset = text.get(length..)?;
    let close = subset.find(']')?;
    if !subset.get(..close)?.trim().is_empty() {
        return None;
    }
    let end = subset.get(close..)?.find('>')?;
    Some(Some(length.checked_add(close)?.checked_add(end)?.checked_add(1)?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_document_is_looked_through() {
        let text = "<?xml version='1.0'?><!-- <x --><a:r xmlns:a='u' b:c='<x>'><![CDATA[<y>]]><z/><p>";
        let survey = Survey::of(text).unwrap();
        assert_eq!(survey.open, ["a:r", "p"]);
        assert_eq!(survey.sound_end, text.len());
        assert!(text.get(..survey.root_name_end).unwrap().ends_with("<a:r"));
        assert_eq!((survey.prefixes_used.len(), survey.prefixes_declared.len()), (2, 1));
        assert!(!survey.doctype);
        let cut = Survey::of("<a><b>text</b><c d='").unwrap();
        assert_eq!((cut.open.as_slice(), cut.sound_end), (["a"].as_slice(), 14));
    }

    #[test]
    fn what_would_cost_too_much_is_refused() {
        assert!(Survey::of(&"<a>".repeat(MAX_MARKUP_DEPTH)).is_some());
        assert!(Survey::of(&"<a>".repeat(MAX_MARKUP_DEPTH + 1)).is_none());
        assert!(Survey::of(&"<a></a>".repeat(100_000)).is_some());
        assert!(Survey::of(&"<a/>".repeat(2_000_000)).is_none());
        assert!(Survey::of(&format!("<a {}/>", "b='' ".repeat(MAX_MARKUP_ATTRIBUTES))).is_some());
        assert!(Survey::of(&format!("<a {}/>", "b='' ".repeat(MAX_MARKUP_ATTRIBUTES + 1))).is_none());
        let prefixes: String = (0..100).map(|number| format!("<a xmlns:p{number}='u'/>")).collect();
        assert!(Survey::of(&prefixes).is_none());
        let declared: String = (0..50).map(|number| format!(" xmlns:p{number}='u'")).collect();
        assert!(Survey::of(&format!("<a{declared}>{}</a>", "<b xmlns='u'/>".repeat(10_000))).is_some());
        assert!(Survey::of(&format!("<a{declared}>{}</a>", "<b xmlns='u'/>".repeat(100_000))).is_none());
    }

    #[test]
    fn entities_of_its_own_are_refused() {
        assert!(Survey::of("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>").is_none());
        assert!(Survey::of("<!DOCTYPE a SYSTEM 'x' [ <!ENTITY % b SYSTEM 'file:///etc/passwd'> ]><a/>").is_none());
        assert!(Survey::of("<!DOCTYPE a SYSTEM 'cda.dtd'><a/>").unwrap().doctype);
        assert!(Survey::of("<!DOCTYPE a [ ]><a/>").is_some());
    }
}
