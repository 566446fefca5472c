//! Tests of `reply`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use proptest::prelude::*;

use super::super::facts::tests as facts_tests;
use super::*;
use crate::limits::MAX_PAGE_SIDE;
use crate::limits::MAX_REPLY_BYTES;
use crate::render::formats::{PixelRect, PixelSize, Rotation};

fn page_sizes(count: usize) -> impl Strategy<Value = Vec<Option<PageSize>>> {
    let size = (0.1_f32..MAX_PAGE_SIDE, 0.1_f32..MAX_PAGE_SIDE).prop_map(|(width, height)| PageSize { width, height });
    prop::collection::vec(prop::option::of(size), count)
}

fn replies() -> impl Strategy<Value = Reply> {
    let ready = (any::<u32>(), any::<u64>(), any::<u32>()).prop_map(|(version, shared_bytes, bits)| Reply::Ready {
        version,
        layers: Layers::from_bits(bits & Layers::all().bits()).unwrap(),
        shared_bytes,
    });
    let opened = (any::<u64>(), 1..=MAX_PAGES, prop::sample::select(&ENGINES[..]), 0_u8..16).prop_flat_map(
        |(request, page_count, engine, bits)| {
            page_sizes(first_batch(page_count)).prop_map(move |sizes| Reply::Opened {
                request,
                page_count,
                engine,
                notices: notices(bits).unwrap(),
                sizes,
            })
        },
    );
    let open_failed = (any::<u64>(), prop::sample::select(&OPEN_ERRORS[..]))
        .prop_map(|(request, error)| Reply::OpenFailed { request, error });
    let sizes = (any::<(u64, u32)>(), 0..=PAGE_SIZES_BATCH as usize).prop_flat_map(|((request, from), count)| {
        page_sizes(count).prop_map(move |sizes| Reply::Sizes { request, from, sizes })
    });
    let rendered =
        (any::<(u64, u64)>(), prop::sample::select(&ENGINES[..]), prop::sample::select(&TRANSFERS[..])).prop_map(
            |((request, length_bytes), engine, transfer)| Reply::Rendered { request, engine, transfer, length_bytes },
        );
    let page_failed = (any::<u64>(), prop::sample::select(&PAGE_ERRORS[..]))
        .prop_map(|(request, error)| Reply::PageFailed { request, error });
    let panicked = any::<u64>().prop_map(|request| Reply::Panicked { request });
    let facts = (any::<u64>(), facts_tests::facts()).prop_map(|(request, facts)| Reply::Facts { request, facts });
    let text = (any::<(u64, u32)>(), prop::collection::vec(prop::option::of(facts_tests::texts()), 0..5))
        .prop_map(|((request, from), pages)| Reply::Text { request, from, pages });
    let attachment =
        any::<(u64, u64)>().prop_map(|(request, length_bytes)| Reply::Attachment { request, length_bytes });
    prop_oneof![ready, opened, open_failed, sizes, rendered, page_failed, panicked, facts, text, attachment]
}

fn render_request(request: u64) -> Request {
    Request::Render {
        request,
        page: 0,
        scaled: PixelSize { width: 10, height: 10 },
        part: PixelRect { x: 0, y: 5, width: 10, height: 5 },
        rotation: Rotation::None,
        transfer: Transfer::Inline,
    }
}

proptest! {
    #[test]
    fn a_reply_comes_back_and_fits_its_frame(reply in replies()) {
        let payload = reply.encode();
        let is_long = matches!(reply, Reply::Facts { .. } | Reply::Text { .. });
        prop_assert!(is_long || payload.len() <= MAX_REPLY_BYTES);
        prop_assert_eq!(Reply::decode(&payload).unwrap(), reply);
    }

    #[test]
    fn garbage_never_panics(payload in prop::collection::vec(any::<u8>(), 0..300), kind in 0_u8..12) {
        let _ = Reply::decode(&payload);
        let mut payload = payload;
        payload.insert(0, kind);
        let _ = Reply::decode(&payload);
    }

    #[test]
    fn a_cut_or_padded_reply_is_refused(reply in replies(), cut in any::<prop::sample::Index>()) {
        let whole = reply.encode();
        prop_assert!(Reply::decode(&whole[..cut.index(whole.len())]).is_err());
        let mut padded = whole.to_vec();
        padded.push(0);
        prop_assert!(Reply::decode(&padded).is_err());
    }

    #[test]
    fn a_reply_to_another_request_is_refused(number in any::<u64>(), other in any::<u64>()) {
        let reply = Reply::Rendered { request: number, engine: Engine::Image, transfer: Transfer::Inline, length_bytes: 200 };
        prop_assert_eq!(reply.answers(&render_request(other)).is_ok(), number == other);
    }
}

#[test]
fn an_amount_or_a_way_that_was_not_asked_is_refused() {
    let reply = |transfer, length_bytes| Reply::Rendered { request: 3, engine: Engine::Image, transfer, length_bytes };
    assert!(reply(Transfer::Inline, 200).answers(&render_request(3)).is_ok());
    assert!(reply(Transfer::Shared, 200).answers(&render_request(3)).is_err());
    assert!(reply(Transfer::Inline, 199).answers(&render_request(3)).is_err());
    assert!(reply(Transfer::Inline, u64::MAX).answers(&render_request(3)).is_err());

    let asked = Request::Sizes { request: 3, from: 7, count: 2 };
    let size = Some(PageSize { width: 1.0, height: 1.0 });
    let sizes = |from, sizes: &[Option<PageSize>]| Reply::Sizes { request: 3, from, sizes: sizes.to_vec() };
    assert!(sizes(7, &[size, None]).answers(&asked).is_ok());
    assert!(sizes(7, &[size]).answers(&asked).is_err());
    assert!(sizes(6, &[size, size]).answers(&asked).is_err());
    assert!(Reply::OpenFailed { request: 3, error: OpenError::Damaged }.answers(&asked).is_err());
}

#[test]
fn texts_and_attachments_that_were_not_asked_are_refused() {
    let asked = Request::Text { request: 3, from: 7, count: 2 };
    let text = |from, pages| Reply::Text { request: 3, from, pages: vec![None; pages] };
    assert!(text(7, 1).answers(&asked).is_ok());
    assert!(text(7, 2).answers(&asked).is_ok());
    assert!(text(7, 0).answers(&asked).is_err());
    assert!(text(7, 3).answers(&asked).is_err());
    assert!(text(6, 2).answers(&asked).is_err());

    let asked = Request::Attachment { request: 3, index: 0 };
    let attachment = |length_bytes| Reply::Attachment { request: 3, length_bytes };
    assert!(attachment(MAX_ATTACHMENT_BYTES).answers(&asked).is_ok());
    assert!(attachment(MAX_ATTACHMENT_BYTES + 1).answers(&asked).is_err());
    assert!(Reply::Facts { request: 3, facts: DocumentFacts::default() }.answers(&asked).is_err());
}

#[test]
fn page_counts_and_sizes_out_of_bounds_are_refused() {
    let opened = |page_count, width: f32, height: f32| {
        let mut frame = Frame::new(OPENED, 1);
        frame.u32(page_count);
        frame.u8(0);
        frame.u8(0);
        for _ in 0..first_batch(page_count) {
            frame.bytes(&width.to_le_bytes());
            frame.bytes(&height.to_le_bytes());
        }
        Reply::decode(&frame.finish())
    };
    assert!(opened(1, 612.0, 792.0).is_ok());
    assert!(opened(0, 612.0, 792.0).is_err());
    assert!(opened(MAX_PAGES + 1, 612.0, 792.0).is_err());
    for bad in [f32::NAN, f32::INFINITY, -1.0, 0.0, MAX_PAGE_SIDE * 2.0] {
        assert!(opened(2, bad, 792.0).is_err(), "{bad}");
        assert!(opened(2, 612.0, bad).is_err(), "{bad}");
    }
}
