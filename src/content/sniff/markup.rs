//! XML, CDA and HTML by their first tag. Used by `sniff` only.

use super::DetectedType;

/// Elements that begin HTML written without a frame around it. Others are taken for XML.
const HTML_ELEMENTS: [&str; 36] = [
    "html",
    "head",
    "body",
    "title",
    "meta",
    "link",
    "style",
    "script",
    "base",
    "div",
    "p",
    "span",
    "table",
    "tr",
    "td",
    "br",
    "hr",
    "b",
    "i",
    "u",
    "font",
    "center",
    "pre",
    "a",
    "img",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "form",
    "iframe",
    "strong",
    "em",
    "blockquote",
];

/// `text`: ASCII as far as it matters, from its first character that is no white space.
pub(super) fn detect(text: &[u8]) -> Option<DetectedType> {
    let mut rest = text;
    let mut declared_xml = false;
    let mut commented = false;
    // Instructions, comments and a document type may stand before the first element in any number.
    loop {
        rest = rest.trim_ascii_start();
        if rest.starts_with(b"<?") {
            declared_xml |= rest.get(2..5) == Some(b"xml");
            rest = after(rest, b"?>");
        } else if rest.starts_with(b"<!--") {
            commented = true;
            rest = after(rest, b"-->");
        } else if starts_with_ignoring_case(rest, b"<!doctype") {
            let name = rest.get(9..).unwrap_or_default().trim_ascii_start();
            if starts_with_ignoring_case(name, b"html") {
                return Some(DetectedType::Html);
            }
            declared_xml = true;
            rest = after_document_type(rest);
        } else {
            break;
        }
    }
    let Some(name) = element_name(rest) else {
        return if declared_xml {
            Some(DetectedType::Xml)
        } else if commented && rest.is_empty() {
            // Nothing but comments: browsers take this for HTML (WHATWG MIME Sniffing §7.1).
            Some(DetectedType::Html)
        } else {
            None
        };
    };
    let local = name.rsplit(|&byte| byte == b':').next().unwrap_or(name);
    if local == b"ClinicalDocument" {
        return Some(DetectedType::Cda);
    }
    if local.eq_ignore_ascii_case(b"html") {
        return Some(DetectedType::Html);
    }
    if declared_xml {
        return Some(DetectedType::Xml);
    }
    let is_html = HTML_ELEMENTS.iter().any(|element| name.eq_ignore_ascii_case(element.as_bytes()));
    if is_html {
        return Some(DetectedType::Html);
    }
    // Words in angle brackets are no XML; elements are closed, or carry a name space.
    let closed = [&b"</"[..], b"/>", b"xmlns"].iter().any(|sign| memchr::memmem::find(rest, sign).is_some());
    closed.then_some(DetectedType::Xml)
}

/// The name in a start tag at the start of `text`.
fn element_name(text: &[u8]) -> Option<&[u8]> {
    let [b'<', rest @ ..] = text else {
        return None;
    };
    let length =
        rest.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/')).unwrap_or(rest.len());
    let name = rest.get(..length)?;
    let (first, others) = name.split_first()?;
    let fits = (first.is_ascii_alphabetic() || *first == b'_' || *first >= 0x80)
        && others
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':') || *byte >= 0x80);
    fits.then_some(name)
}

/// What follows `end`; nothing when it does not come.
fn after<'a>(text: &'a [u8], end: &[u8]) -> &'a [u8] {
    memchr::memmem::find(text, end).and_then(|at| text.get(at + end.len()..)).unwrap_or_default()
}

/// What follows a document type, which may hold declarations in square brackets.
fn after_document_type(text: &[u8]) -> &[u8] {
    match memchr::memchr2(b'[', b'>', text) {
        Some(at) if text.get(at) == Some(&b'[') => after(after(text, b"]"), b">"),
        Some(at) => text.get(at + 1..).unwrap_or_default(),
        None => &[],
    }
}

fn starts_with_ignoring_case(text: &[u8], start: &[u8]) -> bool {
    text.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start))
}
