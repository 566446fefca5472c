//! The vector decoder of the `base64` crate, chosen once for the processor at hand. Used by `base64` only.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::{DecodePaddingMode, GeneralPurposeConfig};

#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
type Vector = base64::engine::Simd;
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
type Vector = base64::engine::GeneralPurpose;

/// Padding is judged outside. Bits left over in the last character are ignored: RFC 4648 §3.5 leaves that to the
/// decoder, and a document is no less readable for them.
const CONFIG: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::RequireNone)
    .with_decode_allow_trailing_bits(true);

#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
static STANDARD: LazyLock<Vector> = LazyLock::new(|| Vector::standard(CONFIG));
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
static URL_SAFE: LazyLock<Vector> = LazyLock::new(|| Vector::url_safe(CONFIG));

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
static STANDARD: LazyLock<Vector> = LazyLock::new(|| Vector::new(&base64::alphabet::STANDARD, CONFIG));
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
static URL_SAFE: LazyLock<Vector> = LazyLock::new(|| Vector::new(&base64::alphabet::URL_SAFE, CONFIG));

/// Decodes `characters` into the start of `bytes`; the number of bytes written.
/// `None` when a character is outside of the one alphabet, one is left over, or `bytes` is too short:
/// what was written then means nothing.
pub(super) fn decode(url_safe: bool, characters: &[u8], bytes: &mut [u8]) -> Option<usize> {
    let engine = if url_safe { &URL_SAFE } else { &STANDARD };
    engine.decode_slice(characters, bytes).ok()
}
