//! Code pages of DOS, which `encoding_rs` does not have. Called by `charset` alone.

use std::sync::LazyLock;

/// The upper half of a code page: what 0x80 to 0xFF stand for.
pub(super) type UpperHalf = LazyLock<Vec<char>>;

/// IBM PC, United States.
pub(super) static CP437: UpperHalf = LazyLock::new(|| {
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}"
        .chars()
        .collect()
});

/// Western Europe.
pub(super) static CP850: UpperHalf = LazyLock::new(|| {
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}"
        .chars()
        .collect()
});

/// Central Europe.
pub(super) static CP852: UpperHalf = LazyLock::new(|| {
    "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{ad}˝˛ˇ˘§÷¸°¨˙űŘř■\u{a0}"
        .chars()
        .collect()
});

/// Western Europe with the euro sign, which took the place of the dotless i.
pub(super) static CP858: UpperHalf =
    LazyLock::new(|| CP850.iter().map(|character| if *character == 'ı' { '€' } else { *character }).collect());
