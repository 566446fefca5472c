//! Tests of `facts`: what is written comes back, and what makes no sense does not.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use proptest::prelude::*;

use super::*;
use crate::limits::{MAX_FACTS_REPLY_BYTES, MAX_OUTLINE_LEVEL, MAX_TEXT_REPLY_BYTES, TEXT_BATCH_BYTES};
use crate::render::protocol::Reply;

fn boxes() -> impl Strategy<Value = PageBox> {
    (0.0_f32..600.0, 0.0_f32..800.0, 0.0_f32..50.0, 0.0_f32..50.0).prop_map(|(left, top, width, height)| PageBox {
        left,
        top,
        right: left + width,
        bottom: top + height,
    })
}

/// Pages within the limits.
pub(in super::super) fn texts() -> impl Strategy<Value = PageText> {
    let address = "[ -~]{1,40}".prop_map(LinkTarget::Address);
    let page = (0..MAX_PAGES, prop::option::of(0.0_f32..800.0)).prop_map(|(page, top)| LinkTarget::Page { page, top });
    let link = (boxes(), prop_oneof![address, page]).prop_map(|(place, target)| Link { place, target });
    let letters = prop_oneof![any::<char>(), Just('\n'), Just('\t')];
    (prop::collection::vec((letters, boxes()), 0..40), prop::collection::vec(link, 0..5)).prop_map(|(chars, links)| {
        let (text, boxes): (String, Vec<PageBox>) = chars.into_iter().unzip();
        PageText { text: Zeroizing::new(text), boxes, links }.bounded(MAX_PAGES)
    })
}

/// Facts within the limits.
pub(in super::super) fn facts() -> impl Strategy<Value = DocumentFacts> {
    let entry =
        (0..=MAX_OUTLINE_LEVEL, any::<String>(), prop::option::of(0..MAX_PAGES), prop::option::of(0.0_f32..800.0))
            .prop_map(|(level, title, page, top)| OutlineEntry { level, title, page, top });
    let attachment = any::<(String, u64)>().prop_map(|(name, size_bytes)| Attachment { name, size_bytes });
    let property = (prop::sample::select(&Property::ALL[..]), any::<String>());
    let stated = any::<(String, String)>().prop_map(|(id, authority)| StatedIdentifier { id, authority });
    let patient = (any::<String>(), any::<String>(), prop::collection::vec(stated, 0..4))
        .prop_map(|(name, birth_date, identifiers)| StatedPatient { name, birth_date, identifiers });
    (
        prop::collection::vec(entry, 0..9),
        prop::collection::vec(attachment, 0..5),
        prop::collection::vec(property, 0..9),
        prop::option::of(patient.prop_map(Box::new)),
    )
        .prop_map(|(outline, attachments, properties, patient)| {
            DocumentFacts { outline, attachments, properties, patient }.bounded(MAX_PAGES)
        })
}

fn written(page: &PageText) -> Vec<u8> {
    let mut frame = Frame::new(0, 0);
    frame.page_text(page);
    frame.finish()[9..].to_vec()
}

fn written_facts(facts: &DocumentFacts) -> Vec<u8> {
    let mut frame = Frame::new(0, 0);
    frame.facts(facts);
    frame.finish()[9..].to_vec()
}

proptest! {
    #[test]
    fn the_room_that_is_made_is_enough(page in texts(), facts in facts()) {
        prop_assert!(written(&page).len() <= text_bytes(&page));
        prop_assert!(written_facts(&facts).len() <= facts_bytes(&facts));
    }

    #[test]
    fn garbage_is_sound_or_refused(payload in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(page) = Fields::new(&payload).page_text() {
            prop_assert!(page.is_sound(MAX_PAGES));
        }
        if let Ok(facts) = Fields::new(&payload).facts() {
            prop_assert!(facts.is_sound(MAX_PAGES));
        }
    }

    #[test]
    fn a_spoilt_page_is_sound_or_refused(page in texts(), at in any::<prop::sample::Index>(), with in any::<u8>()) {
        let mut payload = written(&page);
        let at = at.index(payload.len());
        payload[at] = with;
        if let Ok(page) = Fields::new(&payload).page_text() {
            prop_assert!(page.is_sound(MAX_PAGES));
        }
    }

    #[test]
    fn spoilt_facts_are_sound_or_refused(facts in facts(), at in any::<prop::sample::Index>(), with in any::<u8>()) {
        let mut payload = written_facts(&facts);
        let at = at.index(payload.len());
        payload[at] = with;
        if let Ok(facts) = Fields::new(&payload).facts() {
            prop_assert!(facts.is_sound(MAX_PAGES));
        }
    }
}

#[test]
fn forged_lengths_are_refused_before_anything_is_made() {
    let forged = |length: u32, tail: &[u8]| [&length.to_le_bytes(), tail].concat();
    for length in [2, 4 * MAX_PAGE_TEXT_CHARS as u32 + 1, u32::MAX] {
        assert!(Fields::new(&forged(length, b"x")).page_text().is_err(), "{length}");
        assert!(Fields::new(&forged(length, b"x")).facts().is_err(), "{length}");
    }
    // A text whose boxes do not follow.
    assert!(Fields::new(&forged(1, b"x")).page_text().is_err());
    // Links that do not follow.
    let links = [0_u32.to_le_bytes(), (MAX_PAGE_LINKS as u32).to_le_bytes()].concat();
    assert!(Fields::new(&links).page_text().is_err());
}

#[test]
fn the_largest_replies_fit_their_frames() {
    let place = PageBox { left: 1.0, top: 2.0, right: 3.0, bottom: 4.0 };
    let address = || LinkTarget::Address("x".repeat(MAX_LINK_BYTES));
    let page = PageText {
        text: Zeroizing::new("\u{1f600}".repeat(MAX_PAGE_TEXT_CHARS)),
        boxes: vec![place; MAX_PAGE_TEXT_CHARS],
        links: (0..MAX_PAGE_LINKS).map(|_| Link { place, target: address() }).collect(),
    };
    assert!(page.is_sound(1) && text_bytes(&page) + TEXT_BATCH_BYTES <= MAX_TEXT_REPLY_BYTES);

    let title = || "x".repeat(MAX_OUTLINE_TITLE_BYTES);
    let entry = || OutlineEntry { level: 1, title: title(), page: Some(0), top: Some(1.0) };
    let attachment = || Attachment { name: "x".repeat(MAX_ATTACHMENT_NAME_BYTES), size_bytes: 1 };
    let facts = DocumentFacts {
        outline: (0..MAX_OUTLINE_ENTRIES).map(|_| entry()).collect(),
        attachments: (0..MAX_ATTACHMENTS).map(|_| attachment()).collect(),
        properties: Property::ALL.map(|property| (property, "x".repeat(MAX_PROPERTY_BYTES))).to_vec(),
        patient: Some(Box::new(StatedPatient {
            name: "x".repeat(MAX_STATED_BYTES),
            birth_date: "x".repeat(MAX_STATED_BYTES),
            identifiers: vec![
                StatedIdentifier {
                    id: "x".repeat(MAX_STATED_BYTES),
                    authority: "x".repeat(MAX_STATED_BYTES)
                };
                MAX_STATED_IDENTIFIERS
            ],
        })),
    };
    let payload = Reply::Facts { request: 1, facts: facts.clone() }.encode();
    assert!(payload.len() <= MAX_FACTS_REPLY_BYTES);
    assert!(Reply::decode(&payload).unwrap() == Reply::Facts { request: 1, facts });
}
