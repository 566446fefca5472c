//! Cuts RTF into its tokens (Rich Text Format Specification 1.9.1, "RTF Syntax"). Called by the reader alone.
//!
//! Nothing here fails: what is no sound token is left out, and what ends too early ends there.

/// A piece of RTF.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\name` with its number, where it has one.
    Word(&'a [u8], Option<i32>),
    /// `\` and a character that is no letter.
    Symbol(u8),
    /// `\'xx`: a character in the code page of its font, or a part of one.
    Byte(u8),
    /// Characters as they stand, without line ends.
    Text(&'a [u8]),
    /// What `\bin` announces.
    Binary(&'a [u8]),
}

/// The tokens of a document, from its start.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    /// From the first byte on.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Takes what `belongs`, from here on.
    fn take_while(&mut self, belongs: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.rest();
        let length = rest.iter().position(|byte| !belongs(*byte)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    /// What stands behind a backslash; `None` where that is nothing of use.
    fn control(&mut self) -> Option<Token<'a>> {
        let first = self.peek()?;
        if first.is_ascii_alphabetic() {
            let name = self.take_while(|byte| byte.is_ascii_alphabetic());
            let number = self.number();
            if self.peek() == Some(b' ') {
                self.at += 1;
            }
            return match (name, number) {
                (b"bin", Some(length)) => Some(Token::Binary(self.binary(length))),
                _ => Some(Token::Word(name, number)),
            };
        }
        self.at += 1;
        if first != b'\'' {
            return Some(Token::Symbol(first));
        }
        let high = self.hex_digit()?;
        let Some(low) = self.hex_digit() else { return Some(Token::Byte(high)) };
        Some(Token::Byte(high << 4 | low))
    }

    fn hex_digit(&mut self) -> Option<u8> {
        let digit = hex_value(self.peek()?)?;
        self.at += 1;
        Some(digit)
    }

    /// The number of a control word. One that is too large is as large as can be.
    fn number(&mut self) -> Option<i32> {
        let negative = self.peek() == Some(b'-');
        let digit_at = self.at + usize::from(negative);
        if !self.bytes.get(digit_at).is_some_and(u8::is_ascii_digit) {
            return None;
        }
        self.at = digit_at;
        let digits = self.take_while(|byte| byte.is_ascii_digit());
        let value = digits
            .iter()
            .fold(0_i32, |sum, digit| sum.saturating_mul(10).saturating_add(i32::from(digit.saturating_sub(b'0'))));
        Some(if negative { value.saturating_neg() } else { value })
    }

    /// As many bytes as `\bin` says. Where the document has not so many, the number is wrong and nothing is taken: the text behind
    /// it counts more than a broken picture.
    fn binary(&mut self, length: i32) -> &'a [u8] {
        let length = usize::try_from(length).unwrap_or(0);
        let Some(binary) = self.rest().get(..length) else { return &[] };
        self.at += length;
        binary
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = self.peek()?;
            match byte {
                b'\r' | b'\n' | 0 => {
                    self.take_while(|byte| matches!(byte, b'\r' | b'\n' | 0));
                }
                b'{' | b'}' => {
                    self.at += 1;
                    return Some(if byte == b'{' { Token::Open } else { Token::Close });
                }
                b'\\' => {
                    self.at += 1;
                    if let Some(token) = self.control() {
                        return Some(token);
                    }
                }
                _ => {
                    return Some(Token::Text(
                        self.take_while(|byte| !matches!(byte, b'\\' | b'{' | b'}' | b'\r' | b'\n' | 0)),
                    ));
                }
            }
        }
    }
}

/// The value of a hexadecimal digit.
pub(super) fn hex_value(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}
