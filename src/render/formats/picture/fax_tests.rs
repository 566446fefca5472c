//! The same small fax in all codings. The bytes were made by libtiff 4.5.0 (`tiffcp -c g3:1d`, …).

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;

pub(in super::super) const COLUMNS: u32 = 61;
pub(in super::super) const ROWS: u32 = 24;

pub(in super::super) const RLE: &str = "38ae6f3c3c3e3c3e3e3a1f1e38e0c76f0f0f8f0f8f8e87c78038e1bb1e7df1f7c763e3a1d0a0ae6ec79f7c7c7c7c7c7c743af120de7878\
     787c7c7c7c7c743ac0906ec79e1f7c7c7c7c743e3a35078376f0f0f0fbe3e3a1f1d83505a03509650c763c3c3ef8f8f8e87c7438351f13\
     98ec79f1e1f1f1f1f1d0f8e038e1bb1e787c787c7c743e3cc0906ec763c3ef8f8f8f8e87c740350483863cf0f0f8f8f8f8f8e87c351309\
     dbcf0f0f8f8e63e3e3a1c038e1bb78787c787c7c743e3c3505a0350b670c763c3c3c3e3e3e3a1f1d0e35a637379e1e1f1e1f1f1d0f8f00\
     35078389e7df1e1f1f1d8f8e80351309dbcf0f0f8f0f8e87c7c7438098b06f3c3c3c3e3e3e3e3e3a1d00350f66ede7df7c7c7c7c7c743e\
     35e62b9bcf0f0f8f0f8f8e87c7803505a0";
pub(in super::super) const GROUP_3: &str = "00138ae6f3c3c3e3c3e3e3a1f1e00138e0c76f0f0f8f0f8f8e87c78004e386ec79f7c7df1d8f8e874003415cdd8f3ef8f8f8f8f8f8e874\
     003e241bcf0f0f0f8f8f8f8f8e8740038120dd8f3c3ef8f8f8f8e87c740026a0f06ede1e1e1f7c7c743e3b0013505a0013509650c763c3\
     c3ef8f8f8e87c7438009a8f89cc763cf8f0f8f8f8f8e87c700138e1bb1e787c787c7c743e3c0038120dd8ec787df1f1f1f1d0f8e8004d4\
     120e18f3c3c3e3e3e3e3e3a1f001351309dbcf0f0f8f8e63e3e3a1c004e386ede1e1f1e1f1f1d0f8f0009a82d0009a85b3863b1e1e1e1f\
     1f1f1d0f8e8700135a637379e1e1f1e1f1f1d0f8f0009a83c1c4f3ef8f0f8f8ec7c740026a2613b79e1e1f1e1f1d0f8f8e8700198b06f3\
     c3c3c3e3e3e3e3e3a1d0009a87b376f3efbe3e3e3e3e3a1f00135e62b9bcf0f0f8f0f8f8e87c78004d4168";
/// With zeros before each line end, so that it ends at a byte.
const GROUP_3_FILLED: &str = "000138ae6f3c3c3e3c3e3e3a1f1e000138e0c76f0f0f8f0f8f8e87c7800138e1bb1e7df1f7c763e3a1d00001a0ae6ec79f7c7c7c7c7c7c\
     743a0001f120de7878787c7c7c7c7c743a0001c0906ec79e1f7c7c7c7c743e3a000135078376f0f0f0fbe3e3a1f1d800013505a0013509\
     650c763c3c3ef8f8f8e87c74380001351f1398ec79f1e1f1f1f1f1d0f8e00138e1bb1e787c787c7c743e3c0001c0906ec763c3ef8f8f8f\
     8e87c74001350483863cf0f0f8f8f8f8f8e87c0001351309dbcf0f0f8f8e63e3e3a1c00138e1bb78787c787c7c743e3c00013505a00135\
     0b670c763c3c3c3e3e3e3a1f1d0e000135a637379e1e1f1e1f1f1d0f8f000135078389e7df1e1f1f1d8f8e8001351309dbcf0f0f8f0f8e\
     87c7c743800198b06f3c3c3c3e3e3e3e3e3a1d0001350f66ede7df7c7c7c7c7c743e000135e62b9bcf0f0f8f0f8f8e87c780013505a0";
pub(in super::super) const GROUP_3_2D: &str = "0019c57379e1e1f1e1f1f1d0f8f000ab5ffffc00671c3763cfbe3ef8ec7c743a0012affe92040bf800fc48379e1e1e1f1f1f1f1f1d0e80\
     04124952ebfe970019a83c1bb7878787df1f1d0f8ec00511111111111800cd4259431d8f0f0fbe3e3e3a1f1d0e0028248249254a92492d\
     2c00671c3763cf0f8f0f8f8e87c7800470204925492a4925a412800cd4120e18f3c3c3e3e3e3e3e3a1f00148988209249249242925a800\
     ce386ede1e1f1e1f1f1d0f8f00089a82d000cd42d9c31d8f0f0f0f8f8f8e87c743800a6984082412492082149249249800cd41e0e279f7\
     c787c7c763e3a00148981020820824124104292450e924a00398b06f3c3c3c3e3e3e3e3e3a1d00089a8704081084104824124924924928\
     00cd798ae6f3c3c3e3c3e3e3a1f1e00144444444444460";
pub(in super::super) const GROUP_4: &str = "2714b9978bc4788f91e23e47c8e88f82d6bfffff5a55d71f09557ff490205fc25d6abfff849254baffa5c9a83a49692a5f4b1c44444444\
     447212c9416396398730e7738e71ce3943820960920924952a4924b4b1041209249697e96ce040924a9254924b482526a0810492092549\
     24925a59131041249249248524b51238c2082492492c102d24993505a90b64e0b1cb1cc398730e71ce39c72870412cd308104824924104\
     29249249389a0410410412092492490a412c8981020820824124104292450e924a662821082082082108214820984d2492526a1c102042\
     104120904924924924b3cc4102108208241208208524920826b1111111111118008008";

pub(in super::super) fn bytes(hex: &str) -> Vec<u8> {
    hex.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

/// What the fax shows: 1 is ink.
pub(in super::super) fn is_ink(x: u32, y: u32) -> bool {
    !((x * x + 3 * y * y) / 97).is_multiple_of(3) || y % 8 == 7
}

fn expected() -> Vec<u8> {
    let mut rows = vec![0_u8; 8 * ROWS as usize];
    for y in 0..ROWS {
        for x in (0..COLUMNS).filter(|x| is_ink(*x, y)) {
            rows[(y * 8 + x / 8) as usize] |= 0x80 >> (x % 8);
        }
    }
    rows
}

const TWO_DIMENSIONAL: Coding = Coding::Group3 { two_dimensional: true };
const ONE_DIMENSIONAL: Coding = Coding::Group3 { two_dimensional: false };

#[test]
fn every_coding_is_read_bit_for_bit() {
    let faxes = [
        (RLE, Coding::Rle),
        (GROUP_3, ONE_DIMENSIONAL),
        (GROUP_3_FILLED, ONE_DIMENSIONAL),
        (GROUP_3_2D, TWO_DIMENSIONAL),
        (GROUP_4, Coding::Group4),
    ];
    for (hex, coding) in faxes {
        assert_eq!(decode(&bytes(hex), coding, COLUMNS, ROWS), expected(), "{coding:?}");
        // A strip may hold fewer rows than are coded.
        assert_eq!(decode(&bytes(hex), coding, COLUMNS, 5), expected()[..40], "{coding:?}");
    }
}

#[test]
fn a_fax_that_breaks_off_shows_its_first_rows() {
    for (hex, coding) in [(GROUP_3, ONE_DIMENSIONAL), (GROUP_3_2D, TWO_DIMENSIONAL), (GROUP_4, Coding::Group4)] {
        let whole = bytes(hex);
        let rows = decode(&whole[..whole.len() / 2], coding, COLUMNS, ROWS);
        assert!(rows.len() >= 8 * 8 && rows.len() < 8 * 24, "{coding:?}: {} bytes", rows.len());
        // The last row may be cut.
        let sound = rows.len() - 16;
        assert_eq!(rows[..sound], expected()[..sound], "{coding:?}");
    }
}

#[test]
fn a_damaged_row_does_not_cost_those_that_follow() {
    let mut damaged = bytes(GROUP_3);
    damaged[6..8].copy_from_slice(&[0xff; 2]);
    let rows = decode(&damaged, ONE_DIMENSIONAL, COLUMNS, ROWS);
    let same = rows.chunks(8).zip(expected().chunks(8)).filter(|(a, b)| a == b).count();
    assert_eq!(same, 23);
}

#[test]
fn no_more_rows_come_out_than_are_asked_for() {
    for coding in [Coding::Rle, ONE_DIMENSIONAL, TWO_DIMENSIONAL, Coding::Group4] {
        for fill in [0, 0x55, 0xaa, 0xff] {
            let rows = decode(&vec![fill; 100_000], coding, 17, 30);
            assert!(rows.len() <= 3 * 30, "{coding:?} of {fill}: {} bytes", rows.len());
        }
        assert!(decode(&[], coding, 17, 30).len() <= 3 * 30);
    }
}
