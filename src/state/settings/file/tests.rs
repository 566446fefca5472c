//! What the settings file keeps, and what it survives.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use proptest::prelude::*;

use super::*;

fn changed() -> Settings {
    Settings {
        theme: Theme::Dark,
        details_shown: false,
        details_tab: Tab::AllFindings,
        page_strip: Some(true),
        preferences: Preferences {
            interface_scale: InterfaceScale::new(120).unwrap(),
            display_server: DisplayChoice::X11,
            window: WindowSize { width: 1000, height: 700, maximised: true },
            list_width: Some(444),
            details_height: Some(155),
            columns: vec![
                Column { name: "patient".to_owned(), width: Some(200), hidden: false },
                Column { name: "size".to_owned(), width: None, hidden: true },
            ],
            recent: RecentFiles::of(true, vec!["/tmp/a \"b\".json".into(), "/tmp/c.json".into()]),
        },
    }
}

fn settings_of(text: &str) -> Settings {
    let reading = read(text).unwrap();
    assert_eq!(reading.unreadable, Vec::<String>::new(), "{text}");
    reading.settings
}

#[test]
fn there_are_twelve_settings_at_most_and_each_is_written() {
    let text = written("", &Settings::default(), &changed()).unwrap();
    let document = parse(&text).unwrap();
    let mut keys: Vec<_> = document.as_table().iter().map(|(key, _)| key).collect();
    let mut known = KEYS;
    keys.sort_unstable();
    known.sort_unstable();
    assert_eq!(keys, known);
    assert!(KEYS.len() <= 12);
}

#[test]
fn what_is_written_is_read_again() {
    let text = written("", &Settings::default(), &changed()).unwrap();
    assert_eq!(settings_of(&text), changed(), "{text}");
    let back = written(&text, &changed(), &Settings::default()).unwrap();
    assert_eq!(settings_of(&back), Settings::default(), "{back}");
    assert!(!back.contains("/tmp"), "{back}");
}

#[test]
fn a_fresh_file_holds_what_differs_and_no_more() {
    let now = Settings { theme: Theme::Light, ..Settings::default() };
    let text = written("", &Settings::default(), &now).unwrap();
    assert_eq!(text, format!("{HEADER}theme = \"light\"\n"));
    assert_eq!(settings_of(""), Settings::default());
}

#[test]
fn comments_unknown_keys_and_order_stay() {
    let text = "# mine\nfuture = [1, 2] # of a later version\ntheme = \"dark\" # at night\n\n[window] # big\nwidth = 900\nunknown = 1.5\n\n[other]\nkey = \"value\"\n";
    let before = settings_of(text);
    let mut now = before.clone();
    now.theme = Theme::Light;
    now.preferences.window.width = 950;
    now.preferences.list_width = Some(300);
    let after = written(text, &before, &now).unwrap();
    let expected = text.replace("\"dark\"", "\"light\"").replace("900", "950");
    for line in expected.lines() {
        assert!(after.contains(line), "{line} is not in\n{after}");
    }
    assert_eq!(settings_of(&after), now);
    // Nothing but the one new line came in.
    assert_eq!(after.lines().count(), text.lines().count() + 1, "{after}");
}

#[test]
fn unknown_keys_of_columns_stay_with_their_column() {
    let text = "columns = [{ name = \"size\", sort = \"up\" }, { name = \"visit\" }]\n[[other]]\na = 1\n";
    let before = settings_of(text);
    let mut now = before.clone();
    now.preferences.columns.reverse();
    let after = written(text, &before, &now).unwrap();
    assert!(after.contains("{ name = \"size\", sort = \"up\" }"), "{after}");
    assert!(after.find("visit") < after.find("size"), "{after}");
    let tables = "[[columns]]\nname = \"size\"\nwidth = 80\n";
    assert_eq!(settings_of(tables).preferences.columns[0].width, Some(80));
}

#[test]
fn a_value_without_sense_takes_nothing_else_with_it() {
    let cases = [
        ("theme = 5", "theme"),
        ("theme = \"drak\"", "theme"),
        ("interface_scale = 1000", "interface_scale"),
        ("interface_scale = \"big\"", "interface_scale"),
        ("display_server = true", "display_server"),
        ("remember_recent_files = \"yes\"", "remember_recent_files"),
        ("recent_files = [1]", "recent_files"),
        ("page_strip = 1", "page_strip"),
        ("list_width = -4", "list_width"),
        ("list_width = 99999", "list_width"),
        ("columns = [1]", "columns"),
        ("columns = [{ width = 1 }]", "columns"),
        ("window = 5", "window"),
        ("window = { width = 10 }", "window.width"),
        ("window.height = 1e3", "window.height"),
        ("details.tab = \"x\"", "details.tab"),
    ];
    for (line, key) in cases {
        let other = if key == "theme" { "list_width = 321" } else { "theme = \"dark\"" };
        let reading = read(&format!("{line}\n{other}\n")).unwrap();
        assert_eq!(reading.unreadable, [key], "{line}");
        let mut expected = Settings::default();
        match key {
            "theme" => expected.preferences.list_width = Some(321),
            _ => expected.theme = Theme::Dark,
        }
        assert_eq!(reading.settings, expected, "{line}");
    }
}

#[test]
fn a_text_without_sense_is_left_alone() {
    let text = "theme = \"dark\"\n\n[window\nwidth = 1\n";
    assert_eq!(read(text), Err(Broken { line: 3 }));
    assert_eq!(written(text, &Settings::default(), &changed()), Err(Broken { line: 3 }));
}

#[test]
fn recent_files_that_were_switched_off_in_the_file_are_taken_out_of_it() {
    let text = "remember_recent_files = false\nrecent_files = [\"/tmp/MARKER.json\"]\n";
    let before = settings_of(text);
    let now = Settings { theme: Theme::Dark, ..before.clone() };
    let after = written(text, &before, &now).unwrap();
    assert!(!after.contains("MARKER"), "{after}");
}

proptest! {
    #[test]
    fn no_text_makes_reading_or_writing_fail_otherwise(text in "(theme|window|columns|details|[a-z]{1,3})?( ?= ?| ?\\[|\\[\\[|\\.|\"|\\]|[0-9]|\n|#|\\{|\\}){0,12}") {
        if let Ok(reading) = read(&text) {
            let after = written(&text, &reading.settings, &changed()).unwrap();
            let again = read(&after).unwrap();
            prop_assert_eq!(again.settings, changed());
        }
    }
}
