//! Compares the table with the schemas it was made from, in the folder that `REDOX_SCHEMAS` names.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use serde_json::Value;

use super::nearest::folded;
use super::{Event, Kind, Model, Shape, shape};

/// Kind, required, and whether what is inside is documented.
type Entry = (Kind, bool, bool);
type Entries = BTreeMap<String, Entry>;

/// What the table has beyond the schemas. `Extensions` stands in every object besides.
const ADDITIONS: &[(&str, Kind)] = &[
    ("/Meta/Logs", Kind::List),
    ("/Meta/Logs/ID", Kind::Text),
    ("/Meta/Logs/AttemptID", Kind::Text),
    ("/Meta/Errors", Kind::List),
    ("/Meta/Errors/ID", Kind::Any),
    ("/Meta/Errors/Text", Kind::Text),
    ("/Meta/Errors/Type", Kind::Text),
    ("/Meta/Errors/Module", Kind::Text),
    ("/Meta/IsIncomplete", Kind::Boolean),
    ("/Meta/CanceledEvent", Kind::Text),
];

const ALL: &[(Model, Event, &str)] = &[
    (Model::Media, Event::New, "media/new.json"),
    (Model::Media, Event::Replace, "media/replace.json"),
    (Model::Media, Event::Delete, "media/delete.json"),
    (Model::Media, Event::Query, "media/query.json"),
    (Model::Media, Event::QueryResponse, "media/queryresponse.json"),
    (Model::Notes, Event::New, "notes/new.json"),
    (Model::Notes, Event::Replace, "notes/replace.json"),
    (Model::Notes, Event::Delete, "notes/delete.json"),
    (Model::Notes, Event::Query, "notes/query.json"),
    (Model::Notes, Event::QueryResponse, "notes/queryresponse.json"),
    (Model::Results, Event::New, "results/new.json"),
    (Model::Results, Event::NewUnsolicited, "results/newunsolicited.json"),
    (Model::Results, Event::Query, "results/query.json"),
    (Model::Results, Event::QueryResponse, "results/queryresponse.json"),
];

#[test]
fn the_table_says_what_the_schemas_say() {
    let Some(folder) = std::env::var_os("REDOX_SCHEMAS") else {
        println!("skipped: REDOX_SCHEMAS names no folder with the schemas of redox-contrib/models");
        return;
    };
    let folder = Path::new(&folder);
    let files = ["media", "notes", "results"].iter().flat_map(|model| std::fs::read_dir(folder.join(model)).unwrap());
    assert_eq!(files.count(), ALL.len(), "a schema without a table, or the other way round");
    let mut properties = 0;
    for &(model, event, file) in ALL {
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        let mut documented = Entries::new();
        of_schema(&serde_json::from_str(&text).unwrap(), "", &mut documented);
        properties += documented.len();
        let mut table = of_table(shape(model, event).unwrap());
        table.retain(|path, entry| {
            let added =
                ADDITIONS.iter().any(|(addition, kind)| addition == path && (*kind, false) == (entry.0, entry.1));
            let extensions = path.ends_with("/Extensions") && *entry == (Kind::Object, false, false);
            !added && !extensions
        });
        for (path, entry) in &documented {
            assert_eq!(table.get(path), Some(entry), "{file} {path}");
        }
        for path in table.keys() {
            assert!(documented.contains_key(path), "{file} does not have {path}");
        }
    }
    assert!(properties > 1500, "only {properties} properties compared");
}

fn of_table(shape: &Shape) -> Entries {
    fn walk(shape: &Shape, path: &str, found: &mut Entries) {
        for field in shape.fields {
            let path = format!("{path}/{}", field.name);
            let entry = (field.kind, field.required, field.inner.is_some());
            assert!(found.insert(path.clone(), entry).is_none(), "{path} stands there twice");
            if let Some(inner) = field.inner {
                walk(inner, &path, found);
            }
        }
    }
    let mut found = Entries::new();
    walk(shape, "", &mut found);
    found
}

fn of_schema(schema: &Value, path: &str, found: &mut Entries) {
    // Anything that this test does not understand would go unchecked.
    for key in schema.as_object().unwrap().keys() {
        assert!(["$schema", "type", "properties", "required", "items"].contains(&key.as_str()), "{path}: {key}");
    }
    let required: Vec<_> =
        schema["required"].as_array().into_iter().flatten().map(|name| name.as_str().unwrap()).collect();
    let properties = schema["properties"].as_object().unwrap();
    assert!(required.iter().all(|name| properties.contains_key(*name)), "{path} requires what it does not have");
    for (name, property) in properties {
        let path = format!("{path}/{name}");
        let (kind, inner) = kind_and_inner(name, property);
        let entry = (kind, required.contains(&name.as_str()), inner.is_some());
        assert!(found.insert(path.clone(), entry).is_none());
        if let Some(inner) = inner {
            of_schema(inner, &path, found);
        }
    }
}

fn kind_and_inner<'a>(name: &str, property: &'a Value) -> (Kind, Option<&'a Value>) {
    let types = match &property["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).filter(|kind| *kind != "null").collect(),
        one => one.as_str().into_iter().collect::<Vec<_>>(),
    };
    match types.as_slice() {
        ["string"] if name.ends_with("DateTime") || name == "DOB" => (Kind::Date, None),
        ["string"] => (Kind::Text, None),
        ["number"] => (Kind::Number, None),
        ["boolean"] => (Kind::Boolean, None),
        ["object"] => (Kind::Object, Some(property)),
        ["array"] if property["items"] == Value::Object(serde_json::Map::new()) => (Kind::TextList, None),
        ["array"] => {
            assert_eq!(property["items"]["type"], "object", "{name}");
            (Kind::List, Some(&property["items"]))
        }
        other => panic!("{name} is {other:?}"),
    }
}

#[test]
fn every_message_has_the_additions() {
    for &(model, event, file) in ALL {
        let table = of_table(shape(model, event).unwrap());
        for (path, kind) in ADDITIONS.iter().chain(&[
            ("/Extensions", Kind::Object),
            ("/Meta/Extensions", Kind::Object),
            ("/Meta/Message/ID", Kind::Number),
            ("/Meta/Transmission/ID", Kind::Number),
            ("/Meta/FacilityCode", Kind::Text),
        ]) {
            let entry = table.get(*path).unwrap_or_else(|| panic!("{file} lacks {path}"));
            assert_eq!((entry.0, entry.1), (*kind, false), "{file} {path}");
        }
    }
}

/// The table of the notes on Media, which agrees with the schemas.
#[test]
fn what_media_requires() {
    let sent = [
        "/Media",
        "/Media/Availability",
        "/Media/DocumentID",
        "/Media/DocumentType",
        "/Media/FileContents",
        "/Media/FileName",
        "/Media/FileType",
        "/Media/Provider",
        "/Media/Provider/ID",
        "/Meta",
        "/Meta/DataModel",
        "/Meta/EventType",
        "/Patient",
        "/Patient/Identifiers",
        "/Patient/Identifiers/ID",
        "/Patient/Identifiers/IDType",
    ];
    let meta = ["/Meta", "/Meta/DataModel", "/Meta/EventType"];
    let required = |event| {
        let table = of_table(shape(Model::Media, event).unwrap());
        table.into_iter().filter(|(_, entry)| entry.1).map(|(path, _)| path).collect::<Vec<_>>()
    };
    assert_eq!(required(Event::New), sent);
    let mut replaced: Vec<_> = sent.to_vec();
    replaced.push("/Media/OriginalDocumentID");
    replaced.sort_unstable();
    assert_eq!(required(Event::Replace), replaced);
    let deleted: Vec<_> = sent.into_iter().filter(|path| *path != "/Media/FileContents").collect();
    assert_eq!(required(Event::Delete), deleted);
    assert_eq!(required(Event::Query), meta);
    for model in [Model::Media, Model::Notes, Model::Results] {
        let table = of_table(shape(model, Event::QueryResponse).unwrap());
        assert!(table.iter().all(|(path, entry)| entry.1 == meta.contains(&path.as_str())), "{model:?}");
    }
}

#[test]
fn shapes_are_sound() {
    fn check(shape: &Shape, path: &str) {
        let names: HashSet<_> = shape.fields.iter().map(|field| folded(field.name)).collect();
        assert_eq!(names.len(), shape.fields.len(), "{path}: two names differ only in spelling");
        assert_eq!(shape.fields.last().unwrap().name, "Extensions", "{path}");
        for field in shape.fields {
            let path = format!("{path}/{}", field.name);
            assert!(field.name.len() <= 25, "{path}: say so in `nearest`");
            let open = field.name == "Extensions";
            assert_eq!(field.inner.is_some(), matches!(field.kind, Kind::Object | Kind::List) && !open, "{path}");
            assert_eq!(shape.field(field.name), Some(field), "{path}");
            if let Some(inner) = field.inner {
                check(inner, &path);
            }
        }
    }
    for &(model, event, file) in ALL {
        check(shape(model, event).unwrap(), file);
    }
}

#[test]
fn models_and_events_by_name() {
    assert_eq!(Model::named(" MEDIA"), Some(Model::Media));
    assert_eq!(Model::named("Notes"), Some(Model::Notes));
    assert_eq!(Model::named("results"), Some(Model::Results));
    for name in ["", "Medium", "Clinical Summary", "PatientSearch", "Média"] {
        assert_eq!(Model::named(name), None, "{name}");
    }
    for name in ["QueryResponse", "Query Response", "queryresponse", "QUERY_RESPONSE", "query-response"] {
        assert_eq!(Event::named(name), Some(Event::QueryResponse), "{name}");
    }
    assert_eq!(Event::named("New"), Some(Event::New));
    assert_eq!(Event::named("New Unsolicited"), Some(Event::NewUnsolicited));
    assert_eq!(Event::named("replace"), Some(Event::Replace));
    assert_eq!(Event::named("DELETE"), Some(Event::Delete));
    assert_eq!(Event::named("query"), Some(Event::Query));
    for name in ["", "Response", "Queryresponses", "Cancel"] {
        assert_eq!(Event::named(name), None, "{name}");
    }
    assert_eq!(shape(Model::Results, Event::Replace), None);
    assert_eq!(shape(Model::Results, Event::Delete), None);
    assert_eq!(shape(Model::Media, Event::NewUnsolicited), None);
    assert_eq!(shape(Model::Notes, Event::NewUnsolicited), None);
}
