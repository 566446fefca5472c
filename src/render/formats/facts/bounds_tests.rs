//! Tests of `bounds`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use proptest::prelude::*;

use super::*;

fn any_box() -> impl Strategy<Value = PageBox> {
    any::<[f32; 4]>().prop_map(|[left, top, right, bottom]| PageBox { left, top, right, bottom })
}

fn any_text() -> impl Strategy<Value = PageText> {
    let address = any::<String>().prop_map(LinkTarget::Address);
    let page = (0_u32..20, any::<Option<f32>>()).prop_map(|(page, top)| LinkTarget::Page { page, top });
    let link = (any_box(), prop_oneof![address, page]).prop_map(|(place, target)| Link { place, target });
    let chars = prop::collection::vec((any::<char>(), any_box()), 0..60);
    (chars, prop::collection::vec(link, 0..9)).prop_map(|(chars, links)| {
        let (text, boxes): (String, Vec<PageBox>) = chars.into_iter().unzip();
        PageText { text: Zeroizing::new(text), boxes, links }
    })
}

fn any_facts() -> impl Strategy<Value = DocumentFacts> {
    let entry = (any::<u8>(), any::<String>(), any::<Option<u32>>(), any::<Option<f32>>())
        .prop_map(|(level, title, page, top)| OutlineEntry { level, title, page, top });
    let attachment = any::<(String, u64)>().prop_map(|(name, size_bytes)| Attachment { name, size_bytes });
    let property = (prop::sample::select(&Property::ALL[..]), any::<String>());
    let stated = any::<(String, String)>().prop_map(|(id, authority)| StatedIdentifier { id, authority });
    let patient = (any::<String>(), any::<String>(), prop::collection::vec(stated, 0..9))
        .prop_map(|(name, birth_date, identifiers)| StatedPatient { name, birth_date, identifiers });
    (
        prop::collection::vec(entry, 0..20),
        prop::collection::vec(attachment, 0..9),
        prop::collection::vec(property, 0..12),
        prop::option::of(patient.prop_map(Box::new)),
    )
        .prop_map(|(outline, attachments, properties, patient)| DocumentFacts {
            outline,
            attachments,
            properties,
            patient,
        })
}

proptest! {
    #[test]
    fn what_is_bounded_is_sound_and_stays_as_it_is(text in any_text(), facts in any_facts()) {
        let text = text.bounded(10);
        prop_assert!(text.is_sound(10));
        prop_assert!(text.clone().bounded(10) == text);
        let facts = facts.bounded(10);
        prop_assert!(facts.is_sound(10));
        prop_assert!(facts.clone().bounded(10) == facts);
    }
}

const PLACE: PageBox = PageBox { left: 1.0, top: 2.0, right: 3.0, bottom: 4.0 };

fn text(words: &str) -> PageText {
    PageText { text: Zeroizing::new(words.to_owned()), boxes: vec![PLACE; words.chars().count()], links: Vec::new() }
}

fn link(target: LinkTarget) -> PageText {
    PageText { links: vec![Link { place: PLACE, target }], ..text("") }
}

#[test]
fn control_characters_go_with_their_boxes() {
    let mut page = text("a\u{7}b\tc\nd\u{9f}");
    page.boxes[1].left = 0.5;
    assert!(!page.is_sound(1));
    let page = page.bounded(1);
    assert_eq!(page.text.as_str(), "ab\tc\nd");
    assert_eq!(page.boxes, vec![PLACE; 6]);
}

#[test]
fn too_long_a_text_is_cut_between_characters() {
    let page = text(&"ß".repeat(MAX_PAGE_TEXT_CHARS + 1));
    assert!(!page.is_sound(1));
    let page = page.bounded(1);
    assert_eq!(page.text.len(), MAX_PAGE_TEXT_CHARS * 2);
    assert!(page.is_sound(1));
}

#[test]
fn boxes_and_characters_must_match() {
    let mut page = text("abc");
    assert!(page.is_sound(1));
    page.boxes.pop();
    assert!(!page.is_sound(1));
    for bad in [f32::NAN, f32::INFINITY, MAX_PAGE_SIDE * 2.0, 3.5] {
        let mut page = text("a");
        page.boxes[0].left = bad;
        assert!(!page.is_sound(1), "{bad}");
    }
}

#[test]
fn links_lead_to_pages_that_exist_and_whole_addresses() {
    let page = |page, top| LinkTarget::Page { page, top };
    assert!(link(page(2, Some(5.0))).is_sound(3));
    assert!(!link(page(3, None)).is_sound(3));
    assert!(!link(page(0, Some(f32::NAN))).is_sound(3));
    assert!(link(page(3, None)).bounded(3).links.is_empty());
    let address = |length| LinkTarget::Address("x".repeat(length));
    assert!(link(address(MAX_LINK_BYTES)).is_sound(1));
    assert!(!link(address(MAX_LINK_BYTES + 1)).is_sound(1));
    assert!(link(address(MAX_LINK_BYTES + 1)).bounded(1).links.is_empty());
    assert!(!link(LinkTarget::Address("a\nb".to_owned())).is_sound(1));
}

#[test]
fn facts_out_of_bounds_are_no_sound_facts() {
    let entry = |level, title: &str| OutlineEntry { level, title: title.to_owned(), page: Some(0), top: None };
    let outline = |entry: OutlineEntry| DocumentFacts { outline: vec![entry], ..DocumentFacts::default() };
    assert!(outline(entry(MAX_OUTLINE_LEVEL, "Title")).is_sound(1));
    assert!(!outline(entry(MAX_OUTLINE_LEVEL + 1, "Title")).is_sound(1));
    assert!(!outline(entry(0, "two\nlines")).is_sound(1));
    assert!(!outline(entry(0, &"x".repeat(MAX_OUTLINE_TITLE_BYTES + 1))).is_sound(1));
    assert!(!outline(entry(0, "Title")).is_sound(0));
    assert_eq!(outline(entry(0, " two\r\nlines ")).bounded(1).outline[0].title, "two  lines");
    let twice = vec![(Property::Title, "a".to_owned()), (Property::Title, "b".to_owned())];
    assert!(!DocumentFacts { properties: twice, ..DocumentFacts::default() }.is_sound(1));
}

#[test]
fn what_a_document_says_is_never_printed() {
    let mut page = link(LinkTarget::Address("secret".to_owned()));
    page.text = Zeroizing::new("secret".to_owned());
    let facts = DocumentFacts {
        patient: None,
        outline: vec![OutlineEntry { level: 0, title: "secret".to_owned(), page: None, top: None }],
        attachments: vec![Attachment { name: "secret".to_owned(), size_bytes: 1 }],
        properties: vec![(Property::Title, "secret".to_owned())],
    };
    let parts = (&page.links, &facts.outline, &facts.attachments);
    let shown = format!("{page:?} {facts:?} {parts:?}");
    assert!(!shown.contains("secret"), "{shown}");
}
