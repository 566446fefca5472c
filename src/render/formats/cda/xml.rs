//! Elements by their local names: documents name the namespace of CDA with any prefix, or forget it.

use super::super::html::one_line;
use roxmltree::Node;

/// The namespace of extensions, whose elements have the names of others.
const EXTENSIONS: &str = "urn:hl7-org:sdtc";

/// Whether it is an element of CDA with this name.
pub(super) fn is(node: Node, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name && node.tag_name().namespace() != Some(EXTENSIONS)
}

/// The child elements of this name.
pub(super) fn children<'a, 'input>(
    node: Node<'a, 'input>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'input>> {
    node.children().filter(move |child| is(*child, name))
}

/// The first child element of this name.
pub(super) fn child<'a, 'input>(node: Node<'a, 'input>, name: &'static str) -> Option<Node<'a, 'input>> {
    children(node, name).next()
}

/// The first child of the first child … with these names.
pub(super) fn path<'a, 'input>(node: Node<'a, 'input>, names: &[&'static str]) -> Option<Node<'a, 'input>> {
    names.iter().try_fold(node, |node, name| child(node, name))
}

/// A child of the extensions of this name.
pub(super) fn extension<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    node.children().find(|child| child.tag_name().namespace() == Some(EXTENSIONS) && child.tag_name().name() == name)
}

/// An attribute's value without white space around it; `None` where there is nothing.
pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attribute(name).map(str::trim).filter(|value| !value.is_empty())
}

/// All text in an element, in one line; `None` where there is nothing or it says that it is nothing.
pub(super) fn words(node: Node) -> Option<String> {
    if is_null(node) {
        return None;
    }
    let text: String = node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect();
    let words = one_line(&text);
    (!words.is_empty()).then_some(words)
}

/// The words of the first child of this name.
pub(super) fn child_words(node: Node, name: &'static str) -> Option<String> {
    children(node, name).find_map(words)
}

/// Whether the element says why it holds nothing.
pub(super) fn is_null(node: Node) -> bool {
    node.attribute("nullFlavor").is_some() && !node.has_children()
}

/// What a code stands for, in words.
pub(super) fn code_words(code: Node) -> Option<String> {
    let stated = |code: Node| attribute(code, "displayName").map(one_line);
    stated(code)
        .or_else(|| child(code, "originalText").and_then(words))
        .or_else(|| children(code, "translation").find_map(stated))
}
