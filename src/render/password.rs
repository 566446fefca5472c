//! A document's password in memory. Used by `pool` (which keeps it) and `protocol` (which hands it to the worker).

use std::fmt;

use zeroize::Zeroizing;

/// A password: overwritten when dropped, and never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(Zeroizing<String>);

impl Password {
    /// Takes over `text`.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The password itself, for the reader that needs it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Password(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::Password;

    #[test]
    fn is_never_printed() {
        let shown = format!("{:?}", Password::new("open sesame".to_owned()));
        assert!(!shown.contains("sesame"), "{shown}");
    }
}
