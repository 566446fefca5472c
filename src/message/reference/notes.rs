//! The shapes of the Notes model. Used by `reference` only.

use super::Shape;
use super::common::{
    IDENTIFIED_PROVIDER, META, PATIENT, PROVIDER, QUERIED_PATIENT, QUERIED_VISIT, VISIT_LOCATION, date, list, object,
    required, shape, text,
};

pub(super) static NEW: Shape = shape![
    required(object("Meta", &META)),
    required(object("Patient", &PATIENT)),
    object("Visit", &VISIT),
    required(object("Note", &NEW_NOTE)),
    list("Orders", &ORDER),
];

pub(super) static REPLACE: Shape = shape![
    required(object("Meta", &META)),
    required(object("Patient", &PATIENT)),
    object("Visit", &VISIT),
    required(object("Note", &REPLACED_NOTE)),
    list("Orders", &ORDER),
];

pub(super) static DELETE: Shape = shape![
    required(object("Meta", &META)),
    required(object("Patient", &PATIENT)),
    object("Visit", &VISIT),
    required(object("Note", &DELETED_NOTE)),
    list("Orders", &ORDER),
];

pub(super) static QUERY_RESPONSE: Shape = shape![required(object("Meta", &META)), list("Notes", &ANSWERED_NOTE)];

static VISIT: Shape =
    shape![text("VisitNumber"), text("AccountNumber"), date("VisitDateTime"), object("Location", &VISIT_LOCATION)];

static ORDER: Shape = shape![text("ID"), text("Name")];

/// What one event has among the common fields of a note that is sent.
macro_rules! note {
    ($($own:expr),* $(,)?) => {
        shape![
            required(text("ContentType")),
            text("FileName"),
            $($own,)*
            list("Components", &COMPONENT),
            required(text("DocumentType")),
            required(text("DocumentID")),
            date("ServiceDateTime"),
            date("DocumentationDateTime"),
            required(object("Provider", &IDENTIFIED_PROVIDER)),
            text("Status"),
            object("Authenticator", &PROVIDER),
            text("Availability"),
            list("Notifications", &PROVIDER),
        ]
    };
}

static NEW_NOTE: Shape = note![text("FileContents")];

static REPLACED_NOTE: Shape = note![text("FileContents"), required(text("OriginalDocumentID"))];

static DELETED_NOTE: Shape = note![];

static COMPONENT: Shape = shape![text("ID"), text("Name"), text("Value"), text("Comments")];

/// One note of the answer to a query.
static ANSWERED_NOTE: Shape = shape![
    object("Patient", &QUERIED_PATIENT),
    object("Visit", &QUERIED_VISIT),
    text("ContentType"),
    text("FileName"),
    text("FileContents"),
    text("DocumentType"),
    text("DocumentID"),
    date("ServiceDateTime"),
    date("DocumentationDateTime"),
];
