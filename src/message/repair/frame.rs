//! What is open at a place of the walk. Used by `repair` only.

use super::strict::Marks;

/// What a key says of its value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Meta,
    /// Documents: what marks an entry.
    Documents(Marks),
    Patient,
    Visit,
    Other,
}

impl Role {
    pub fn of(key: &[u8]) -> Self {
        let is = |name: &str| key.eq_ignore_ascii_case(name.as_bytes());
        match () {
            () if is("Meta") => Self::Meta,
            () if is("Media") || is("Notes") || is("Note") => Self::Documents(Marks::ENTRY),
            () if is("Orders") => Self::Documents(Marks::ORDER),
            () if is("Results") => Self::Documents(Marks::RESULT),
            () if is("Patient") => Self::Patient,
            () if is("Visit") => Self::Visit,
            () => Self::Other,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Want {
    Key,
    Colon,
    Value,
    After,
}

/// An open object or array.
pub struct Frame {
    pub array: bool,
    /// What the key before it says.
    pub role: Role,
    /// What the last key in it says.
    pub key: Role,
    pub want: Want,
    /// Where its bracket stands.
    pub start: usize,
    /// Something in it was mended: of a patient or visit nothing can be trusted then.
    pub spoiled: bool,
    /// Where its last complete child ends, or behind its bracket.
    pub complete: usize,
    /// Where the comma stands behind which nothing came yet.
    pub comma: Option<usize>,
    pub has_patient: bool,
    /// How many of the open ones are arrays, with this one: told without a look at all of them.
    pub arrays: usize,
    /// How many stand around the outermost `Meta` that this one is in.
    pub meta: Option<usize>,
    pub in_documents: bool,
    /// Where the outermost patient or visit stands that this one is in: told without a look at all of them.
    pub owner: Option<usize>,
}

impl Frame {
    pub fn new(array: bool, role: Role, inside: usize, outer: &[Self]) -> Self {
        let parent = outer.last();
        let documents = array && matches!(role, Role::Documents(_));
        Self {
            array,
            role,
            key: Role::Other,
            want: if array { Want::Value } else { Want::Key },
            start: inside.saturating_sub(1),
            spoiled: false,
            complete: inside,
            comma: None,
            has_patient: false,
            arrays: parent.map_or(0, |parent| parent.arrays) + usize::from(array),
            meta: parent.and_then(|parent| parent.meta).or((role == Role::Meta && !array).then_some(outer.len())),
            owner: parent
                .and_then(|parent| parent.owner)
                .or((matches!(role, Role::Patient | Role::Visit) && !array).then_some(outer.len())),
            in_documents: documents || parent.is_some_and(|parent| parent.in_documents),
        }
    }

    /// Says whose a document is: kept as it was sent, or not at all.
    pub fn is_owner(&self) -> bool {
        !self.array && matches!(self.role, Role::Patient | Role::Visit)
    }

    /// What marks the entries of this list of documents.
    pub fn entries(&self) -> Option<Marks> {
        match self.role {
            Role::Documents(marks) if self.array => Some(marks),
            _ => None,
        }
    }

    pub fn done(&mut self, end: usize) {
        self.has_patient |= !self.array && self.key == Role::Patient;
        (self.want, self.complete, self.comma) = (Want::After, end, None);
    }
}

/// The brackets that close these.
pub fn closers(frames: &[Frame]) -> String {
    frames.iter().rev().map(|frame| if frame.array { ']' } else { '}' }).collect()
}
