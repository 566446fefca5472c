//! The shapes of the Media model. Used by `reference` only.

use super::Shape;
use super::common::{
    IDENTIFIED_PROVIDER, META, PATIENT, PROVIDER, QUERIED_PATIENT, QUERIED_VISIT, VISIT_LOCATION, date, list, object,
    required, shape, text,
};

pub(super) static NEW: Shape = shape![
    required(object("Meta", &META)),
    required(object("Patient", &PATIENT)),
    object("Visit", &VISIT),
    required(object("Media", &NEW_MEDIA)),
];

pub(super) static REPLACE: Shape = shape![
    required(object("Meta", &META)),
    required(object("Patient", &PATIENT)),
    object("Visit", &VISIT),
    required(object("Media", &REPLACED_MEDIA)),
];

pub(super) static DELETE: Shape = shape![
    required(object("Meta", &META)),
    required(object("Patient", &PATIENT)),
    object("Visit", &VISIT),
    required(object("Media", &DELETED_MEDIA)),
];

pub(super) static QUERY_RESPONSE: Shape = shape![required(object("Meta", &META)), list("Media", &ANSWERED_MEDIA)];

static VISIT: Shape = shape![text("VisitNumber"), text("AccountNumber"), object("Location", &VISIT_LOCATION)];

/// What one event has before or among the common fields of a document that is sent.
macro_rules! media {
    ($($own:expr),* $(,)?) => {
        shape![
            required(text("FileType")),
            required(text("FileName")),
            $($own,)*
            required(text("DocumentType")),
            required(text("DocumentID")),
            text("DocumentDescription"),
            date("CreationDateTime"),
            date("ServiceDateTime"),
            required(object("Provider", &IDENTIFIED_PROVIDER)),
            // "True" or "False", as text.
            text("Authenticated"),
            object("Authenticator", &PROVIDER),
            required(text("Availability")),
            list("Notifications", &PROVIDER),
        ]
    };
}

static NEW_MEDIA: Shape = media![required(text("FileContents"))];

static REPLACED_MEDIA: Shape = media![required(text("FileContents")), required(text("OriginalDocumentID"))];

static DELETED_MEDIA: Shape = media![];

/// One document of the answer to a query.
static ANSWERED_MEDIA: Shape = shape![
    object("Patient", &QUERIED_PATIENT),
    object("Visit", &QUERIED_VISIT),
    text("FileType"),
    text("FileName"),
    text("FileContents"),
    text("DocumentType"),
    text("DocumentID"),
    text("DocumentDescription"),
    date("CreationDateTime"),
    date("ServiceDateTime"),
];
