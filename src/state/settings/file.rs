//! The text of the settings file (TOML). Reading is tolerant: a value that makes no sense is left out and named, all others
//! count. Writing changes what was changed and nothing else: comments, unknown keys and their order stay.

use std::path::PathBuf;

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike, Value};

use super::{Column, DisplayChoice, InterfaceScale, Preferences, RecentFiles, Settings, WindowSize};
use crate::limits::{COLUMN_NAME_CHARS, KEPT_COLUMNS, MAX_SIDE_POINTS, RECENT_FILES};
use crate::state::effect::{Tab, Theme};

/// What a fresh file begins with.
const HEADER: &str =
    "# Settings of Redox Media Viewer. You may change them while it is closed; comments and unknown keys stay.\n";

/// The keys of the file, in their order. There are to be twelve at most: who needs more has to take one away.
pub const KEYS: [&str; 10] = [
    "theme",
    "interface_scale",
    "display_server",
    "remember_recent_files",
    "recent_files",
    "page_strip",
    "list_width",
    "columns",
    "window",
    "details",
];

/// What was read.
#[derive(Debug, PartialEq, Eq)]
pub struct Reading {
    /// The settings, with the usual value where there is none or an unreadable one.
    pub settings: Settings,
    /// The keys whose values make no sense.
    pub unreadable: Vec<String>,
}

/// The text is no TOML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Where, from 1.
    pub line: usize,
}

fn parse(text: &str) -> Result<DocumentMut, Broken> {
    text.parse().map_err(|error: toml_edit::TomlError| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        Broken { line: before.matches('\n').count() + 1 }
    })
}

const THEMES: [(Theme, &str); 3] = [(Theme::System, "system"), (Theme::Light, "light"), (Theme::Dark, "dark")];
const SERVERS: [(DisplayChoice, &str); 3] =
    [(DisplayChoice::Auto, "auto"), (DisplayChoice::X11, "x11"), (DisplayChoice::Wayland, "wayland")];

/// The tabs by their names in the file. A tab without a name is kept as the first.
const TABS: [(Tab, &str); 3] =
    [(Tab::Details, "details"), (Tab::Findings, "findings"), (Tab::AllFindings, "all-findings")];

fn named<T: Copy>(names: &[(T, &str)], value: &Value) -> Option<T> {
    let wanted = value.as_str()?;
    names.iter().find(|(_, name)| *name == wanted).map(|(meaning, _)| *meaning)
}

fn name_of<T: Copy + PartialEq>(names: &[(T, &'static str)], meaning: T) -> &'static str {
    let found = names.iter().find(|(known, _)| *known == meaning).or(names.first());
    found.map_or("", |(_, name)| name)
}

/// Reads a file's text.
///
/// # Errors
/// When it is no TOML: nothing of it can be used.
pub fn read(text: &str) -> Result<Reading, Broken> {
    let document = parse(text)?;
    let mut reader = Reader { root: document.as_table(), unreadable: Vec::new() };
    let usual = Settings::default();
    let on = reader.value(&["remember_recent_files"], Value::as_bool).unwrap_or_default();
    let recent = reader.value(&["recent_files"], paths).unwrap_or_default();
    let size = usual.preferences.window;
    let settings = Settings {
        theme: reader.value(&["theme"], |value| named(&THEMES, value)).unwrap_or(usual.theme),
        details_shown: reader.value(&["details", "shown"], Value::as_bool).unwrap_or(usual.details_shown),
        details_tab: reader.value(&["details", "tab"], |value| named(&TABS, value)).unwrap_or(usual.details_tab),
        page_strip: reader.value(&["page_strip"], Value::as_bool),
        preferences: Preferences {
            interface_scale: reader.value(&["interface_scale"], scale).unwrap_or_default(),
            display_server: reader.value(&["display_server"], |value| named(&SERVERS, value)).unwrap_or_default(),
            window: WindowSize {
                width: reader
                    .value(&["window", "width"], |value| side(value, WindowSize::MIN_WIDTH))
                    .unwrap_or(size.width),
                height: reader
                    .value(&["window", "height"], |value| side(value, WindowSize::MIN_HEIGHT))
                    .unwrap_or(size.height),
                maximised: reader.value(&["window", "maximised"], Value::as_bool).unwrap_or(size.maximised),
            },
            list_width: reader.value(&["list_width"], |value| side(value, 1)),
            details_height: reader.value(&["details", "height"], |value| side(value, 1)),
            columns: reader.item(&["columns"], columns).unwrap_or_default(),
            recent: RecentFiles::of(on, recent),
        },
    };
    Ok(Reading { settings, unreadable: reader.unreadable })
}

struct Reader<'a> {
    root: &'a Table,
    unreadable: Vec<String>,
}

impl Reader<'_> {
    fn value<T>(&mut self, path: &[&str], meaning: impl FnOnce(&Value) -> Option<T>) -> Option<T> {
        self.item(path, |item| item.as_value().and_then(meaning))
    }

    /// `None` where nothing is there, or what is there makes no sense.
    fn item<T>(&mut self, path: &[&str], meaning: impl FnOnce(&Item) -> Option<T>) -> Option<T> {
        let mut table: &dyn TableLike = self.root;
        let (last, tables) = path.split_last()?;
        for name in tables {
            let item = table.get(name)?;
            let Some(inner) = item.as_table_like() else {
                self.cannot_read((*name).to_owned());
                return None;
            };
            table = inner;
        }
        let meaning = meaning(table.get(last)?);
        if meaning.is_none() {
            self.cannot_read(path.join("."));
        }
        meaning
    }

    fn cannot_read(&mut self, key: String) {
        if !self.unreadable.contains(&key) {
            self.unreadable.push(key);
        }
    }
}

fn scale(value: &Value) -> Option<InterfaceScale> {
    InterfaceScale::new(u16::try_from(value.as_integer()?).ok()?)
}

fn side(value: &Value, least: u16) -> Option<u16> {
    let side = u16::try_from(value.as_integer()?).ok()?;
    (least..=MAX_SIDE_POINTS).contains(&side).then_some(side)
}

fn paths(value: &Value) -> Option<Vec<PathBuf>> {
    value.as_array()?.iter().take(RECENT_FILES).map(|path| path.as_str().map(PathBuf::from)).collect()
}

fn columns(item: &Item) -> Option<Vec<Column>> {
    tables(item)?.into_iter().take(KEPT_COLUMNS).map(column).collect()
}

/// The tables of an array, in whichever way it is written.
fn tables(item: &Item) -> Option<Vec<&dyn TableLike>> {
    if let Some(tables) = item.as_array_of_tables() {
        return Some(tables.iter().map(|table| table as &dyn TableLike).collect());
    }
    item.as_array()?.iter().map(|value| value.as_inline_table().map(|table| table as &dyn TableLike)).collect()
}

fn column(table: &dyn TableLike) -> Option<Column> {
    let name = table.get("name")?.as_str()?;
    let width = match table.get("width") {
        Some(width) => Some(side(width.as_value()?, 1)?),
        None => None,
    };
    let hidden = match table.get("hidden") {
        Some(hidden) => hidden.as_bool()?,
        None => false,
    };
    (name.chars().count() <= COLUMN_NAME_CHARS).then(|| Column { name: name.to_owned(), width, hidden })
}

/// The text with everything that changed from `before` to `now`, and all else as it was. An empty text is a fresh file.
///
/// # Errors
/// When the text is no TOML.
pub fn written(text: &str, before: &Settings, now: &Settings) -> Result<String, Broken> {
    let mut document = parse(text)?;
    let root = document.as_table_mut();
    for ((path, before), (_, now)) in values(before).into_iter().zip(values(now)) {
        if before.map(|value| value.to_string()) != now.as_ref().map(Value::to_string) {
            set(root, path, now);
        }
    }
    if before.preferences.columns != now.preferences.columns {
        let written = columns_value(root.get("columns"), &now.preferences.columns);
        set(root, &["columns"], written);
    }
    // Also where somebody switched them off in the file and left the list.
    if !now.preferences.recent.is_on() {
        root.remove("recent_files");
    }
    let header = if text.trim().is_empty() { HEADER } else { "" };
    Ok(format!("{header}{document}"))
}

type Written = (&'static [&'static str], Option<Value>);

/// Every single value with its place in the file.
fn values(settings: &Settings) -> Vec<Written> {
    let preferences = &settings.preferences;
    let WindowSize { width, height, maximised } = preferences.window;
    let number = |value: u16| Value::from(i64::from(value));
    let recent: Array = preferences.recent.paths().iter().filter_map(|path| path.to_str()).collect();
    vec![
        (&["theme"], Some(name_of(&THEMES, settings.theme).into())),
        (&["interface_scale"], Some(number(preferences.interface_scale.percent()))),
        (&["display_server"], Some(name_of(&SERVERS, preferences.display_server).into())),
        (&["remember_recent_files"], Some(preferences.recent.is_on().into())),
        (&["recent_files"], (!recent.is_empty()).then(|| on_lines(recent).into())),
        (&["page_strip"], settings.page_strip.map(Value::from)),
        (&["list_width"], preferences.list_width.map(number)),
        (&["window", "width"], Some(number(width))),
        (&["window", "height"], Some(number(height))),
        (&["window", "maximised"], Some(maximised.into())),
        (&["details", "shown"], Some(settings.details_shown.into())),
        (&["details", "tab"], Some(name_of(&TABS, settings.details_tab).into())),
        (&["details", "height"], preferences.details_height.map(number)),
    ]
}

/// Puts a value in its place, or takes it away.
fn set(root: &mut Table, path: &[&str], value: Option<Value>) {
    let Some((last, tables)) = path.split_last() else { return };
    let mut table: &mut dyn TableLike = root;
    for name in tables {
        let item = table.entry(name).or_insert_with(toml_edit::table);
        if !item.is_table_like() {
            *item = toml_edit::table();
        }
        let Some(inner) = item.as_table_like_mut() else { return };
        table = inner;
    }
    match (value, table.get_mut(last)) {
        (Some(mut value), Some(Item::Value(old))) => {
            // The comment behind it.
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        (Some(value), _) => {
            table.insert(last, Item::Value(value));
        }
        (None, _) => {
            table.remove(last);
        }
    }
}

/// The columns as a value. Unknown keys of a column stay with it.
fn columns_value(old: Option<&Item>, columns: &[Column]) -> Option<Value> {
    let known = old.and_then(tables).unwrap_or_default();
    let mut array = Array::new();
    for column in columns.iter().take(KEPT_COLUMNS) {
        let same =
            |table: &&&dyn TableLike| table.get("name").and_then(Item::as_str).is_some_and(|name| name == column.name);
        let mut written = InlineTable::new();
        written.insert("name", column.name.as_str().into());
        if let Some(width) = column.width {
            written.insert("width", i64::from(width).into());
        }
        if column.hidden {
            written.insert("hidden", true.into());
        }
        for (key, item) in known.iter().find(same).into_iter().flat_map(|table| table.iter()) {
            if !["name", "width", "hidden"].contains(&key)
                && let Some(value) = item.as_value()
            {
                written.insert(key, value.clone());
            }
        }
        array.push(written);
    }
    (!array.is_empty()).then(|| on_lines(array).into())
}

/// Has each value of an array stand on a line of its own.
fn on_lines(mut array: Array) -> Array {
    for value in array.iter_mut() {
        value.decor_mut().set_prefix("\n    ");
    }
    array.set_trailing("\n");
    array.set_trailing_comma(true);
    array
}

#[cfg(test)]
mod tests;
