//! An opened input and what is known of its documents so far.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::protected::Protection;
use super::view::DocumentView;
use crate::content::{ContentState, Inspection};
use crate::finding::{Finding, Findings, Severity, Summary};
use crate::message::{Document, DocumentId, Given, Lines, Loaded, Purpose, Response};
use crate::render::{DocumentPages, Failure, Format, PageSize, StatedPatient};

/// Where an input came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Files and folders.
    Paths(Vec<PathBuf>),
    /// Standard input.
    StandardInput,
    /// The clipboard.
    Pasted,
}

impl From<&Given> for Origin {
    fn from(given: &Given) -> Self {
        match given {
            Given::Paths(paths) => Self::Paths(paths.clone()),
            Given::StandardInput => Self::StandardInput,
            Given::Text(_) => Self::Pasted,
        }
    }
}

impl Origin {
    /// What the window calls it: the file's name without its folder.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Paths(paths) => match paths.as_slice() {
                [path] => {
                    path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy()).into_owned()
                }
                several => format!("{} files", several.len()),
            },
            Self::StandardInput => "Standard input".to_owned(),
            Self::Pasted => "Pasted text".to_owned(),
        }
    }
}

/// What is known of a document's pages.
#[derive(Clone, Debug)]
pub enum Pages {
    /// It opened.
    Known(DocumentPages),
    /// It did not.
    Failed(Failure),
}

/// What can be shown of a document right now.
#[derive(Debug)]
pub enum Stage<'a> {
    /// Its contents are still to be looked at.
    Looking,
    /// The entry is no object.
    Unreadable,
    /// No contents.
    Empty,
    /// No contents, because the message asks to delete the document.
    Deletion,
    /// The file is not what it was when it was opened.
    Changed,
    /// Stored at Redox: the address.
    Reference(&'a str),
    /// A stand-in text.
    Placeholder,
    /// Contents of which not a byte decodes.
    NothingDecodes,
    /// The contents are being opened by a worker.
    Opening,
    /// They want a password.
    Protected(Protection),
    /// They could not be opened.
    Failed(&'a Failure),
    /// Pages.
    Pages(&'a DocumentPages),
}

/// Whom a document says that it is about.
pub enum StatedAs {
    /// Its entry's patient, or nobody that can be told.
    NoOther,
    /// Another patient than its entry names.
    Other(StatedPatient),
}

/// An opened input.
pub struct Opened {
    /// Which load.
    pub load: u64,
    /// Where it came from.
    pub origin: Origin,
    /// What it says.
    pub response: Arc<Response>,
    /// What is known of each document's contents; shorter than the documents while they are still looked at.
    pub inspections: Vec<Inspection>,
    /// Everything that is odd, worst first: what the messages show, and once all contents were looked at what they show.
    findings: Vec<Finding>,
    /// For each document that has findings where they are, worst first.
    of_document: HashMap<u32, Vec<usize>>,
    /// The findings in short.
    pub summary: Summary,
    all_looked_at: bool,
    /// For each place in a part that has a finding its line and column, from 1.
    pub lines: Lines,
    /// The type that the user wants a document to be shown as, against what was detected.
    pub shown_as: HashMap<u32, Format>,
    /// Whom documents say that they are about, against their entries.
    pub stated: HashMap<u32, StatedAs>,
    /// Documents that may say whom they are about and are still to be asked, the next one last.
    pub(super) unasked: Vec<u32>,
    /// Pages of the documents that were opened.
    pub pages: HashMap<u32, Pages>,
    /// Documents whose password is being tried.
    pub trying: HashSet<u32>,
    /// Pages that could not be drawn.
    pub failed_pages: HashMap<(u32, u32), Failure>,
    /// Thumbnails that could not be drawn.
    pub failed_thumbnails: HashMap<u32, Failure>,
    /// How each document was last looked at.
    pub views: HashMap<u32, DocumentView>,
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Opened({}, {} documents)", self.load, self.response.documents.len())
    }
}

impl Opened {
    /// A fresh one.
    #[must_use]
    pub fn new(load: u64, origin: Origin, loaded: Arc<Loaded>) -> Self {
        let mut fresh = Self {
            load,
            origin,
            response: loaded.response.clone(),
            inspections: Vec::new(),
            findings: Vec::new(),
            of_document: HashMap::new(),
            summary: loaded.response.summary.clone(),
            all_looked_at: false,
            lines: Lines::new(),
            shown_as: HashMap::new(),
            stated: HashMap::new(),
            unasked: Vec::new(),
            pages: HashMap::new(),
            trying: HashSet::new(),
            failed_pages: HashMap::new(),
            failed_thumbnails: HashMap::new(),
            views: HashMap::new(),
        };
        fresh.sort_findings(loaded.response.findings.clone());
        fresh
    }

    /// All contents were looked at: takes what they show, and the lines of all findings.
    pub(super) fn looked(&mut self, findings: Findings, lines: Lines) {
        self.summary.merge(findings.summary());
        let mut all = std::mem::take(&mut self.findings);
        all.extend(findings.into_vec());
        self.sort_findings(all);
        self.lines = lines;
        self.all_looked_at = true;
        self.list_unasked();
    }

    /// One that was found later.
    pub(super) fn add_finding(&mut self, finding: Finding) {
        let found: Findings = std::iter::once(finding).collect();
        self.summary.merge(found.summary());
        let mut all = std::mem::take(&mut self.findings);
        all.extend(found.into_vec());
        self.sort_findings(all);
    }

    /// Once, so that a frame has nothing to sort or to search.
    fn sort_findings(&mut self, mut findings: Vec<Finding>) {
        findings.sort_by_key(|finding| (finding.code.severity(), finding.message, finding.document));
        self.of_document.clear();
        for (position, finding) in findings.iter().enumerate() {
            if let Some(document) = finding.document {
                self.of_document.entry(document).or_default().push(position);
            }
        }
        self.findings = findings;
    }

    /// True when all contents were looked at and everything odd about them is known.
    #[must_use]
    pub fn is_looked_at(&self) -> bool {
        self.all_looked_at
    }

    /// The document at a position.
    #[must_use]
    pub fn document(&self, index: u32) -> Option<&Document> {
        self.response.documents.get(index as usize)
    }

    /// The id of a document of this load.
    #[must_use]
    pub fn id(&self, index: u32) -> DocumentId {
        DocumentId { load: self.load, index }
    }

    /// The patient of a document, as a number for the worker that serves it.
    #[must_use]
    pub fn patient(&self, index: u32) -> u64 {
        self.response.patients.get(index as usize).map_or(u64::MAX, |patient| u64::from(patient.0))
    }

    /// The patient of a document, by its number in the input.
    #[must_use]
    pub fn patient_number(&self, index: u32) -> Option<u32> {
        self.response.patients.get(index as usize).map(|patient| patient.0)
    }

    /// How many findings about a document are errors or warnings.
    #[must_use]
    pub fn problems_of(&self, index: u32) -> usize {
        match self.summary.worst.get(&index) {
            Some(Severity::Error | Severity::Warning) => {
                self.findings_of(index).filter(|finding| finding.code.severity() < Severity::Note).count()
            }
            _ => 0,
        }
    }

    /// What is known of a document's contents.
    #[must_use]
    pub fn inspection(&self, index: u32) -> Option<&Inspection> {
        self.inspections.get(index as usize)
    }

    /// How a document's contents are drawn; `None` when they are not.
    #[must_use]
    pub fn format(&self, index: u32) -> Option<Format> {
        let inspection = self.inspection(index)?;
        let has_bytes = matches!(inspection.state, ContentState::Embedded | ContentState::Damaged)
            && inspection.size.is_some_and(|size| size > 0);
        match self.shown_as.get(&index) {
            Some(format) if has_bytes => Some(*format),
            _ => crate::render::format_of(inspection),
        }
    }

    /// Everything that is odd about a document, worst first.
    pub fn findings_of(&self, index: u32) -> impl ExactSizeIterator<Item = &Finding> {
        let of_document = self.of_document.get(&index).map(Vec::as_slice).unwrap_or_default();
        let found: Vec<_> = of_document.iter().filter_map(|position| self.findings.get(*position)).collect();
        found.into_iter()
    }

    /// Everything that is odd, worst first.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The sizes of all pages. One that cannot be read counts as the first, those not yet known as the last known one.
    #[must_use]
    pub fn page_sizes(pages: &DocumentPages) -> Vec<PageSize> {
        let usual = PageSize { width: 612.0, height: 792.0 };
        let first = pages.sizes.iter().flatten().next().copied().unwrap_or(usual);
        let mut sizes: Vec<PageSize> = pages.sizes.iter().map(|size| size.unwrap_or(first)).collect();
        let filler = sizes.last().copied().unwrap_or(usual);
        sizes.resize(pages.page_count as usize, filler);
        sizes
    }

    /// What can be shown of a document.
    #[must_use]
    pub fn stage(&self, index: u32) -> Stage<'_> {
        let Some(document) = self.document(index) else { return Stage::Unreadable };
        if !document.readable {
            return Stage::Unreadable;
        }
        let Some(inspection) = self.inspection(index) else { return Stage::Looking };
        match inspection.state {
            ContentState::Unreadable => Stage::Changed,
            ContentState::Empty => match self.response.message_of(document).map(|message| message.purpose) {
                Some(Purpose::Deletion) => Stage::Deletion,
                _ => Stage::Empty,
            },
            ContentState::Reference => {
                Stage::Reference(inspection.reference.as_ref().map_or("", |address| address.as_str()))
            }
            ContentState::Placeholder => Stage::Placeholder,
            ContentState::Damaged if inspection.size == Some(0) => Stage::NothingDecodes,
            ContentState::Embedded | ContentState::Damaged => match self.pages.get(&index) {
                Some(Pages::Known(pages)) => Stage::Pages(pages),
                Some(Pages::Failed(failure)) => match self.protection(index) {
                    Some(protection) => Stage::Protected(protection),
                    None => Stage::Failed(failure),
                },
                None if self.format(index).is_some() => Stage::Opening,
                None => Stage::Empty,
            },
        }
    }

    /// True when there are bytes to save.
    #[must_use]
    pub fn can_save(&self, index: u32) -> bool {
        self.inspection(index).is_some_and(|inspection| {
            matches!(inspection.state, ContentState::Embedded | ContentState::Damaged)
                && inspection.size.is_some_and(|size| size > 0)
        })
    }
}
