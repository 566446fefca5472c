//! The shapes of the Results model. Used by `reference` only.

use super::Shape;
use super::common::{
    ADDRESS, META, NPI_PROVIDER, PATIENT_WITH_CONTACTS, PROVIDER, QUERIED_PATIENT, QUERIED_VISIT, VISIT_LOCATION, date,
    list, number, object, required, shape, text, texts,
};

pub(super) static NEW: Shape = shape![
    required(object("Meta", &META)),
    required(object("Patient", &PATIENT_WITH_CONTACTS)),
    required(list("Orders", &NEW_ORDER)),
    object("Visit", &VISIT),
];

pub(super) static NEW_UNSOLICITED: Shape = shape![
    required(object("Meta", &META)),
    required(object("Patient", &PATIENT_WITH_CONTACTS)),
    required(list("Orders", &UNSOLICITED_ORDER)),
    object("Visit", &VISIT),
];

pub(super) static QUERY: Shape = shape![
    required(object("Meta", &META)),
    list("Patients", &QUERIED_PATIENT),
    object("Completion", &PERIOD),
    texts("ResultStatuses"),
    texts("OrderIDs"),
    list("Procedures", &QUERIED_PROCEDURE),
];

pub(super) static QUERY_RESPONSE: Shape = shape![required(object("Meta", &META)), list("Orders", &ANSWERED_ORDER)];

static VISIT: Shape = shape![
    date("VisitDateTime"),
    text("VisitNumber"),
    text("AccountNumber"),
    text("PatientClass"),
    object("Location", &VISIT_LOCATION),
    object("AttendingProvider", &PROVIDER),
    object("ReferringProvider", &PROVIDER),
];

static PERIOD: Shape = shape![date("StartDateTime"), date("EndDateTime")];

static QUERIED_PROCEDURE: Shape = shape![text("Code"), text("Codeset")];

/// An order: what identifies it in this event, its status, and its results.
macro_rules! order {
    ($($own:expr),+; $status:expr, $results:expr) => {
        shape![
            $($own),+,
            date("TransactionDateTime"),
            date("CollectionDateTime"),
            date("CompletionDateTime"),
            texts("Notes"),
            text("ResultsStatus"),
            object("Procedure", &CODED),
            object("Provider", &NPI_PROVIDER),
            list("ResultCopyProviders", &PROVIDER),
            $status,
            text("ResponseFlag"),
            text("Priority"),
            $results,
        ]
    };
}

/// Answers a known order, so its `ID` is required.
static NEW_ORDER: Shape = order![
    required(text("ID")), text("ApplicationOrderID");
    required(text("Status")), required(list("Results", &RESULT))
];

/// Answers no order, so the system's own number is required instead.
static UNSOLICITED_ORDER: Shape = order![
    text("ID"), required(text("ApplicationOrderID"));
    required(text("Status")), required(list("Results", &RESULT))
];

/// One order of the answer to a query.
static ANSWERED_ORDER: Shape = order![
    object("Patient", &QUERIED_PATIENT), object("Visit", &QUERIED_VISIT), text("ID"), text("ApplicationOrderID");
    text("Status"), list("Results", &ANSWERED_RESULT)
];

/// A result, with what is required only when it is sent and not asked for.
macro_rules! result {
    ($code:expr, $value:expr, $value_type:expr, $status:expr) => {
        shape![
            $code,
            text("Codeset"),
            text("Description"),
            text("RelatedGroupID"),
            object("Specimen", &SPECIMEN),
            // Base64 if `ValueType` is `Encapsulated Data`.
            $value,
            $value_type,
            date("CompletionDateTime"),
            text("FileType"),
            text("Units"),
            texts("Notes"),
            text("AbnormalFlag"),
            $status,
            object("PrimaryResultsInterpreter", &NPI_PROVIDER),
            object("Producer", &PRODUCER),
            object("Performer", &PROVIDER),
            object("ReferenceRange", &RANGE),
            object("ObservationMethod", &CODED),
        ]
    };
}

static RESULT: Shape =
    result![required(text("Code")), required(text("Value")), required(text("ValueType")), required(text("Status"))];

static ANSWERED_RESULT: Shape = result![text("Code"), text("Value"), text("ValueType"), text("Status")];

static CODED: Shape = shape![text("Code"), text("Codeset"), text("Description")];

static SPECIMEN: Shape = shape![text("Source"), text("BodySite"), text("ID")];

static PRODUCER: Shape = shape![text("ID"), text("Name"), text("IDType"), object("Address", &ADDRESS)];

static RANGE: Shape = shape![number("Low"), number("High"), text("Text")];
