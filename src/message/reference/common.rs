//! The shapes that several models and events share, and how shapes are written down. Used by `reference` only.

use super::{FieldShape, Kind, Shape};

/// A shape of the given fields and of `Extensions`.
///
/// `Extensions` is not in the schemas of these models, but Redox lets senders add it to objects of every kind, with any
/// content: an object by the names of the extensions (seen in `Meta`, orders and results of other models).
macro_rules! shape {
    ($($field:expr),+ $(,)?) => {
        Shape { fields: &[$($field),+, $crate::message::reference::common::EXTENSIONS] }
    };
}
pub(super) use shape;

/// A person who cares for the patient; `$id` is its `ID`, which some places require.
macro_rules! provider {
    ($($id:expr),+) => {
        shape![
            $($id),+,
            text("IDType"),
            text("FirstName"),
            text("LastName"),
            texts("Credentials"),
            object("Address", &ADDRESS),
            texts("EmailAddresses"),
            object("PhoneNumber", &OFFICE_PHONE),
            object("Location", &LOCATION),
        ]
    };
}

/// See [`shape!`].
pub(super) const EXTENSIONS: FieldShape = field("Extensions", Kind::Object);

const fn field(name: &'static str, kind: Kind) -> FieldShape {
    FieldShape { name, kind, required: false, inner: None }
}

pub(super) const fn text(name: &'static str) -> FieldShape {
    field(name, Kind::Text)
}

pub(super) const fn number(name: &'static str) -> FieldShape {
    field(name, Kind::Number)
}

pub(super) const fn boolean(name: &'static str) -> FieldShape {
    field(name, Kind::Boolean)
}

pub(super) const fn date(name: &'static str) -> FieldShape {
    field(name, Kind::Date)
}

pub(super) const fn texts(name: &'static str) -> FieldShape {
    field(name, Kind::TextList)
}

pub(super) const fn object(name: &'static str, inner: &'static Shape) -> FieldShape {
    FieldShape { inner: Some(inner), ..field(name, Kind::Object) }
}

pub(super) const fn list(name: &'static str, inner: &'static Shape) -> FieldShape {
    FieldShape { inner: Some(inner), ..field(name, Kind::List) }
}

pub(super) const fn required(field: FieldShape) -> FieldShape {
    FieldShape { required: true, ..field }
}

/// `Meta` of every message.
pub(super) static META: Shape = shape![
    required(text("DataModel")),
    required(text("EventType")),
    date("EventDateTime"),
    boolean("Test"),
    object("Source", &SYSTEM),
    list("Destinations", &SYSTEM),
    // Retired in 2023 in favour of `Logs` (changelog of WeInfuse/redox, 1.8.6), but still in the schemas.
    object("Message", &NUMBER_ID),
    object("Transmission", &NUMBER_ID),
    text("FacilityCode"),
    // On the reference page of Media `QueryResponse`, and in samples of other events.
    list("Logs", &LOG),
    // Answers to failed queries (sample of WeInfuse/redox).
    list("Errors", &ERROR),
    // "A limit was reached, and not all data was returned" (`Meta.scala` of vital-software/scala-redox).
    boolean("IsIncomplete"),
    // The schemas have it for `Cancel` of PatientAdmin only.
    text("CanceledEvent"),
];

static SYSTEM: Shape = shape![text("ID"), text("Name")];

static NUMBER_ID: Shape = shape![number("ID")];

/// UUIDs according to the page; older messages have numbers.
static LOG: Shape = shape![text("ID"), text("AttemptID")];

/// Nothing of Redox's says what an `ID` is; a number was seen.
static ERROR: Shape = shape![field("ID", Kind::Any), text("Text"), text("Type"), text("Module")];

pub(super) static ADDRESS: Shape =
    shape![text("StreetAddress"), text("City"), text("State"), text("ZIP"), text("County"), text("Country")];

static PHONES: Shape = shape![text("Home"), text("Office"), text("Mobile")];

static OFFICE_PHONE: Shape = shape![text("Office")];

/// Where a provider works.
static LOCATION: Shape = shape![text("Type"), text("Facility"), text("Department"), text("Room")];

/// Where a visit takes place.
pub(super) static VISIT_LOCATION: Shape =
    shape![text("Type"), text("Facility"), text("Department"), text("Room"), text("Bed")];

pub(super) static PROVIDER: Shape = provider![text("ID")];

/// The author of a document, who has to be identified.
pub(super) static IDENTIFIED_PROVIDER: Shape = provider![required(text("ID"))];

/// Results also have the US National Provider Identifier.
pub(super) static NPI_PROVIDER: Shape = provider![text("NPI"), text("ID")];

static IDENTIFIER: Shape = shape![required(text("ID")), required(text("IDType"))];

static OPTIONAL_IDENTIFIER: Shape = shape![text("ID"), text("IDType")];

static DEMOGRAPHICS: Shape = shape![
    text("FirstName"),
    text("MiddleName"),
    text("LastName"),
    date("DOB"),
    text("SSN"),
    text("Sex"),
    text("Race"),
    boolean("IsHispanic"),
    text("MaritalStatus"),
    boolean("IsDeceased"),
    date("DeathDateTime"),
    object("PhoneNumber", &PHONES),
    texts("EmailAddresses"),
    text("Language"),
    texts("Citizenship"),
    object("Address", &ADDRESS),
];

/// The patient of a message that sends something.
pub(super) static PATIENT: Shape =
    shape![required(list("Identifiers", &IDENTIFIER)), object("Demographics", &DEMOGRAPHICS), texts("Notes"),];

/// The same, of Results.
pub(super) static PATIENT_WITH_CONTACTS: Shape = shape![
    required(list("Identifiers", &IDENTIFIER)),
    object("Demographics", &DEMOGRAPHICS),
    texts("Notes"),
    list("Contacts", &CONTACT),
];

static CONTACT: Shape = shape![
    text("FirstName"),
    text("MiddleName"),
    text("LastName"),
    object("Address", &ADDRESS),
    object("PhoneNumber", &PHONES),
    text("RelationToPatient"),
    texts("EmailAddresses"),
    texts("Roles"),
];

/// The patient in a query and in each item of its answer.
pub(super) static QUERIED_PATIENT: Shape = shape![list("Identifiers", &OPTIONAL_IDENTIFIER)];

/// The visit in each item of the answer to a query.
pub(super) static QUERIED_VISIT: Shape = shape![text("VisitNumber")];

/// `Query` of Media and of Notes.
pub(super) static DOCUMENT_QUERY: Shape = shape![
    required(object("Meta", &META)),
    list("Patients", &QUERIED_PATIENT),
    texts("VisitNumbers"),
    texts("DocumentTypes"),
    texts("DocumentIDs"),
];
