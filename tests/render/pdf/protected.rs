//! Protected PDFs.

use super::*;
use crate::support::pdf::{hex, md5, protected_pdf};

fn protected(password: &str, contents: &str) -> Vec<u8> {
    protected_pdf(password, (200.0, 100.0), contents)
}

#[test]
fn the_digest_is_md5() {
    assert_eq!(hex(&md5(b"")), "d41d8cd98f00b204e9800998ecf8427e");
    assert_eq!(hex(&md5(&[b'a'; 60])), "cc7ed669cf88f201c3297c6a91e1d18d");
}

#[test]
fn a_password_is_asked_for_checked_and_used() {
    for choice in choices() {
        let bytes = protected("geheim", QUADRANTS);
        assert_eq!(open_failure(bytes.clone(), None, choice), Some(OpenError::PasswordNeeded), "{choice:?}");
        assert_eq!(open_failure(bytes.clone(), Some("wrong"), choice), Some(OpenError::PasswordWrong));
        let mut pages = open(bytes, Format::Pdf, Some("geheim"), choice).unwrap();
        let (_, pixels) = draw(&mut *pages, 0, (80, 40), Rotation::None).unwrap();
        assert_eq!(quarters(&pixels, 80, 40), "rgbk", "{choice:?}");
    }
}

#[test]
fn text_is_read_with_the_password() {
    if !pdfium_available() {
        println!("PDFium is not there: no text is read");
        return;
    }
    let bytes = protected("geheim", "BT /F 14 Tf 30 60 Td (Private words) Tj ET");
    let mut pages = open(bytes, Format::Pdf, Some("geheim"), EngineChoice::Best).unwrap();
    assert_eq!(pages.page_text(0).unwrap().unwrap().text.as_str(), "Private words");
}

#[test]
fn a_needless_password_does_no_harm() {
    for choice in choices() {
        assert_eq!(open_failure(protected("", QUADRANTS), None, choice), None, "{choice:?}");
        assert_eq!(open_failure(protected("", QUADRANTS), Some("needless"), choice), None, "{choice:?}");
        assert_eq!(open_failure(one_page("", "", "", &[]), Some("needless"), choice), None, "{choice:?}");
    }
}
