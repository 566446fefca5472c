//! The invented patients of the sample, and the systems that name them.

/// A patient as the documents print it; the response itself carries identifiers only.
pub struct Patient {
    /// Family name in capitals, given name.
    pub name: &'static str,
    /// Medical record number as printed.
    pub record_number: &'static str,
    /// Date of birth.
    pub born: &'static str,
    /// Identifiers in the response, each (`ID`, `IDType`).
    pub identifiers: &'static [(&'static str, &'static str)],
}

/// Has a gallbladder operation.
pub const WALKER: Patient = Patient {
    name: "WALKER, Imani",
    record_number: "0048213377",
    born: "1984-02-11",
    identifiers: &[
        ("0048213377", "MR"),
        ("e167267c-16c9-4fe3-96ae-9cff5703e90a", "EHRID"),
        ("a1d4ee8aba494ca", "NIST"),
    ],
};

/// Comes with pneumonia.
pub const HALVERSEN: Patient = Patient {
    name: "HALVERSEN, Jonas",
    record_number: "0059911042",
    born: "1957-08-30",
    identifiers: &[("0059911042", "MR"), ("7c0de1b4-52f8-4a96-8e3d-2b61f09c7d15", "EHRID")],
};

/// Is known to the other system by its own number only.
pub const OKONJO: Patient = Patient {
    name: "OKONJO, Ruth",
    record_number: "not assigned",
    born: "1946-12-03",
    identifiers: &[("a1d4ee8a-6b07-4f2e-9c51-d83e7f40b2a6", "EHRID")],
};

/// The hospital on every form.
pub const HOSPITAL: &str = "Riverside General Hospital";
