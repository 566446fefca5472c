//! What only notes have: a content type that says how the contents are written, and components. Used by `documents` only.

use super::super::fields::Fields;
use super::super::json::{Kind, Value};
use super::super::model::{ContentRef, Encoding, Text, is_given};
use super::super::reader::Reader;
use super::super::reference::folded;

/// How contents of that `ContentType` are written.
pub fn encoding(content_type: &str) -> Encoding {
    let folded = folded(content_type);
    match folded.as_str() {
        "plaintext" | "text" | "text/plain" | "richtext" | "rtf" | "text/rtf" | "application/rtf" => Encoding::Text,
        _ if folded.contains("base64") => Encoding::Base64,
        _ => Encoding::Either,
    }
}

/// The text of a note that is made of components: one as it is, several under their names.
pub fn components<'a>(fields: &mut Fields<'a>, reader: &mut Reader<'a>) -> Option<(ContentRef, u64)> {
    let list = fields.peek("Components")?;
    let at = reader.offset(list);
    let mut found: Vec<(Option<Text>, Value<'a>)> = Vec::new();
    for component in list.elements() {
        let Some(value) = component.member("Value").filter(|value| value.kind() != Kind::Null) else { continue };
        if is_given(reader.any_scalar(value).as_ref()) {
            found.push((component.member("Name").and_then(|name| reader.any_scalar(name)), value));
        }
    }
    if let [(_, only)] = found.as_slice()
        && only.kind() == Kind::String
    {
        return Some((reader.content_ref(*only), at));
    }
    let mut whole = String::new();
    for (name, value) in &found {
        let text = match value.kind() {
            Kind::String => reader.string(*value, crate::limits::COMPONENT_BYTES),
            _ => Text::new(value.scalar()?),
        };
        if !whole.is_empty() {
            whole.push_str("\n\n");
        }
        if let Some(name) = name {
            whole.push_str(name.as_str());
            whole.push('\n');
        }
        whole.push_str(text.as_str());
    }
    (!found.is_empty()).then(|| (ContentRef::Assembled(Text::new(whole)), at))
}
