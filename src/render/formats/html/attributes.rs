//! The attributes of an element that matter for text; all others are dropped where they are read.

/// Names of the attributes that are kept.
const KEPT: [&str; 20] = [
    "align", "alt", "checked", "color", "colspan", "height", "hidden", "href", "reversed", "rowspan", "selected",
    "size", "span", "src", "start", "style", "title", "type", "value", "width",
];

/// What an element states, at most one value of each name.
#[derive(Clone, Default)]
pub(in super::super) struct Attributes {
    values: Vec<(&'static str, String)>,
}

impl Attributes {
    /// Takes over an attribute where it matters. The first of a name counts.
    pub fn add(&mut self, name: &str, value: &str) {
        let kept = KEPT.iter().find(|kept| kept.eq_ignore_ascii_case(name));
        if let Some(kept) = kept
            && self.get(kept).is_none()
        {
            self.values.push((kept, value.to_owned()));
        }
    }

    /// The value as stated.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(kept, _)| *kept == name).map(|(_, value)| value.as_str())
    }

    /// Whether it is there, with whatever value.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// A number at the start of the value, as HTML reads integers: what follows it is passed over.
    pub fn number(&self, name: &str) -> Option<i64> {
        let value = self.get(name)?.trim_start();
        let (sign, digits) = match value.strip_prefix('-') {
            Some(digits) => (-1, digits),
            None => (1, value.strip_prefix('+').unwrap_or(value)),
        };
        let digits: String = digits.chars().take_while(char::is_ascii_digit).take(9).collect();
        digits.parse::<i64>().ok().map(|number| number * sign)
    }
}
