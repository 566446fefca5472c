//! `Meta` of a message; part of `response`.

use super::super::json::Json;

/// A system named in `Meta`: a source or a destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// `ID`.
    pub id: Option<String>,
    /// `Name`.
    pub name: Option<String>,
}

impl Party {
    /// A system with this identifier and name.
    pub fn new(id: &str, name: &str) -> Self {
        Self { id: Some(id.to_owned()), name: Some(name.to_owned()) }
    }
}

impl From<Party> for Json {
    fn from(party: Party) -> Self {
        Json::object([("ID", party.id.into()), ("Name", party.name.into())])
    }
}

/// An entry of `Meta.Logs`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// `ID`.
    pub id: Option<String>,
    /// `AttemptID`.
    pub attempt_id: Option<String>,
}

impl From<Log> for Json {
    fn from(log: Log) -> Self {
        Json::object([("ID", log.id.into()), ("AttemptID", log.attempt_id.into())])
    }
}

/// `Meta`; `None` is written as null.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meta {
    /// `DataModel`.
    pub data_model: Option<String>,
    /// `EventType`.
    pub event_type: Option<String>,
    /// `EventDateTime`.
    pub event_date_time: Option<String>,
    /// `Test`.
    pub test: Option<bool>,
    /// `Source`.
    pub source: Option<Party>,
    /// `Destinations`.
    pub destinations: Vec<Party>,
    /// `Logs`.
    pub logs: Vec<Log>,
    /// `FacilityCode`.
    pub facility_code: Option<String>,
}

impl Default for Meta {
    /// A test query answered by an invented system.
    fn default() -> Self {
        Self {
            data_model: Some("Media".to_owned()),
            event_type: Some("QueryResponse".to_owned()),
            event_date_time: Some("2026-10-29T15:12:08.412Z".to_owned()),
            test: Some(true),
            source: Some(Party::new("3f1c6a52-8a0d-4c1e-9d37-5be04c2f7a18", "Redox Dev Tools")),
            destinations: vec![Party::new("b6e2d914-07f5-4a83-8c5b-1d9a6f30e4c7", "Riverside Sandbox EMR")],
            logs: vec![Log {
                id: Some("6d0f2b7e-95c4-4e18-a1b3-c87f4e5d2096".to_owned()),
                attempt_id: Some("e41b8c07-2f6a-4d95-b0c8-7a3d9f1e6b54".to_owned()),
            }],
            facility_code: None,
        }
    }
}

impl From<Meta> for Json {
    fn from(meta: Meta) -> Self {
        Json::object([
            ("DataModel", meta.data_model.into()),
            ("EventType", meta.event_type.into()),
            ("EventDateTime", meta.event_date_time.into()),
            ("Test", meta.test.into()),
            ("Source", meta.source.into()),
            ("Destinations", meta.destinations.into()),
            ("Logs", meta.logs.into()),
            ("FacilityCode", meta.facility_code.into()),
        ])
    }
}
