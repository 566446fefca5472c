//! JSON that may be wrong: keys keep their order and may repeat, and any value may be replaced by raw text. Used by `response`.

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// A string, escaped when written.
    Text(String),
    /// Written as it is: a number with its digits, `null`, or something broken on purpose.
    Raw(String),
    /// An array.
    Array(Vec<Json>),
    /// An object in this order; keys may repeat.
    Object(Vec<(String, Json)>),
}

/// How JSON is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// Two spaces for each level and a line for each value; otherwise no white space at all.
    pub pretty: bool,
    /// `/` is written as `\/`, as PHP does.
    pub escape_slashes: bool,
}

impl Json {
    /// `null`.
    pub fn null() -> Self {
        Self::Raw("null".to_owned())
    }

    /// Text that is written as it is.
    pub fn raw(text: impl Into<String>) -> Self {
        Self::Raw(text.into())
    }

    /// An object with these members.
    pub fn object<const N: usize>(members: [(&str, Json); N]) -> Self {
        Self::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    /// Puts `value` at a JSON Pointer (RFC 6901), replacing what is there; missing objects on the way are made, `-` appends to an array.
    pub fn set(&mut self, pointer: &str, value: Json) {
        *self.place(pointer) = value;
    }

    /// Takes out what is at a JSON Pointer, if anything.
    pub fn remove(&mut self, pointer: &str) {
        let (parent, key) = pointer.rsplit_once('/').expect("a pointer starts with a slash");
        match self.place(parent) {
            Self::Object(members) => members.retain(|(name, _)| name != key),
            Self::Array(items) => {
                items.remove(key.parse().expect("an index"));
            }
            _ => panic!("nothing can be removed from a plain value"),
        }
    }

    /// Adds a member to the object at a JSON Pointer, even where the key is already there.
    pub fn add(&mut self, pointer: &str, key: &str, value: Json) {
        match self.place(pointer) {
            Self::Object(members) => members.push((key.to_owned(), value)),
            _ => panic!("members are added to objects"),
        }
    }

    fn place(&mut self, pointer: &str) -> &mut Json {
        let mut here = self;
        for key in pointer.split('/').skip(1) {
            here = match here {
                Self::Array(items) => {
                    if key == "-" {
                        items.push(Self::null());
                    }
                    let at = key.parse().unwrap_or(items.len() - 1);
                    &mut items[at]
                }
                Self::Object(members) => {
                    let at = members.iter().position(|(name, _)| name == key);
                    let at = at.unwrap_or_else(|| {
                        members.push((key.to_owned(), Self::Object(Vec::new())));
                        members.len() - 1
                    });
                    &mut members[at].1
                }
                _ => panic!("{key} is looked for in a plain value"),
            };
        }
        here
    }

    /// The text of this value.
    pub fn to_text(&self, layout: Layout) -> String {
        let mut out = String::new();
        self.write(layout, 0, &mut out);
        out
    }

    fn write(&self, layout: Layout, depth: usize, out: &mut String) {
        match self {
            Self::Raw(text) => out.push_str(text),
            Self::Text(text) => write_string(text, layout, out),
            Self::Array(items) => {
                let brackets = ('[', ']');
                write_list(items, brackets, layout, depth, out, |item, out| {
                    item.write(layout, depth + 1, out);
                });
            }
            Self::Object(members) => {
                let brackets = ('{', '}');
                write_list(members, brackets, layout, depth, out, |(key, value), out| {
                    write_string(key, layout, out);
                    out.push_str(if layout.pretty { ": " } else { ":" });
                    value.write(layout, depth + 1, out);
                });
            }
        }
    }
}

fn write_list<T>(
    items: &[T],
    (open, close): (char, char),
    layout: Layout,
    depth: usize,
    out: &mut String,
    mut write_item: impl FnMut(&T, &mut String),
) {
    let new_line = |out: &mut String, depth: usize| {
        if layout.pretty && !items.is_empty() {
            out.push('\n');
            out.extend(std::iter::repeat_n("  ", depth));
        }
    };
    out.push(open);
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        new_line(out, depth + 1);
        write_item(item, out);
    }
    new_line(out, depth);
    out.push(close);
}

fn write_string(text: &str, layout: Layout, out: &mut String) {
    out.reserve(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '/' if layout.escape_slashes => out.push_str("\\/"),
            '\0'..='\u{1f}' => out.push_str(&format!("\\u{:04x}", u32::from(letter))),
            _ => out.push(letter),
        }
    }
    out.push('"');
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Raw(value.to_string())
    }
}

impl From<i64> for Json {
    fn from(value: i64) -> Self {
        Self::Raw(value.to_string())
    }
}

impl<T: Into<Json>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or_else(Self::null, Into::into)
    }
}

impl<T: Into<Json>> From<Vec<T>> for Json {
    fn from(items: Vec<T>) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }
}
