//! Which documented field an unknown name probably means. Used by `reference` only.

use super::Shape;

/// Names with fewer letters are too easily mistaken for each other.
const SHORTEST: usize = 4;
/// From this many letters on, two slips still leave no doubt.
const LONG: usize = 9;
/// Longer names are no slips of documented ones, the longest of which has 25 letters.
const LONGEST: usize = 64;

/// The field of `shape` that an unknown name probably means: the same letters but for case, white space, `_` and `-`,
/// or else one slip in names of 4 to 7 letters and up to two in longer ones (the shorter of the two names counts).
/// A slip is a missing, additional or wrong letter, or two neighbours swapped. `None` if two fields are equally near.
///
/// Whether the field is there already under its own name is for the caller to look up.
#[must_use]
pub fn nearest(shape: &Shape, name: &str) -> Option<&'static str> {
    if name.len() > LONGEST * 4 {
        return None;
    }
    let wanted: Vec<char> = folded(name).chars().collect();
    let mut best: Option<(usize, &'static str)> = None;
    let mut tied = false;
    for field in shape.fields {
        let known: Vec<char> = folded(field.name).chars().collect();
        let Some(slips) = slips(&known, &wanted) else { continue };
        match best {
            Some((fewest, _)) if slips > fewest => {}
            Some((fewest, _)) if slips == fewest => tied = true,
            _ => {
                best = Some((slips, field.name));
                tied = false;
            }
        }
    }
    best.filter(|_| !tied).map(|(_, name)| name)
}

/// A name without what people vary in names: case, white space, `_` and `-`.
pub fn folded(name: &str) -> String {
    name.chars()
        .filter(|letter| !letter.is_whitespace() && !matches!(letter, '_' | '-'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// How many slips lie between two folded names, unless they are too many for names of that length.
fn slips(known: &[char], wanted: &[char]) -> Option<usize> {
    if known == wanted {
        return Some(0);
    }
    let allowed = match known.len().min(wanted.len()) {
        ..SHORTEST => return None,
        SHORTEST..LONG => 1,
        LONG.. => 2,
    };
    // The names cannot be nearer than their lengths are. This also keeps long names out of the table below.
    if known.len().abs_diff(wanted.len()) > allowed {
        return None;
    }
    Some(distance(known, wanted)).filter(|slips| *slips <= allowed)
}

/// The Damerau-Levenshtein distance in its common restricted form ("optimal string alignment"): no letter takes part in
/// two slips. Up to a distance of one it is the same as the unrestricted one.
fn distance(left: &[char], right: &[char]) -> usize {
    // Row `i` holds the distances between the first `i` letters of `left` and all beginnings of `right`.
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    let mut left_before = None;
    for (row, &from) in left.iter().enumerate() {
        let mut cost = row + 1;
        let mut current = vec![cost];
        let mut right_before = None;
        for (column, (&to, costs)) in right.iter().zip(last.windows(2)).enumerate() {
            let &[diagonal, above] = costs else { continue };
            cost = (cost + 1).min(above + 1).min(diagonal + usize::from(from != to));
            if left_before == Some(to) && right_before == Some(from) {
                let swapped = column.checked_sub(1).and_then(|column| before_last.get(column));
                cost = swapped.map_or(cost, |swapped| cost.min(swapped + 1));
            }
            current.push(cost);
            right_before = Some(to);
        }
        before_last = std::mem::replace(&mut last, current);
        left_before = Some(from);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::{Event, Model, Shape, shape};
    use super::{distance, folded, nearest};

    fn inside(model: Model, event: Event, path: &[&str]) -> &'static Shape {
        path.iter().fold(shape(model, event).unwrap(), |shape, name| shape.field(name).unwrap().inner.unwrap())
    }

    fn document() -> &'static Shape {
        inside(Model::Media, Event::QueryResponse, &["Media"])
    }

    #[test]
    fn slips_of_the_pen() {
        for (name, field) in [
            ("FileContent", "FileContents"),
            ("DocumentDiscription", "DocumentDescription"),
            ("DocumentDiscripton", "DocumentDescription"),
            ("FielName", "FileName"),
            ("FileNmae", "FileName"),
            ("FileTipe", "FileType"),
            ("Pateint", "Patient"),
            ("Visits", "Visit"),
            ("Vist", "Visit"),
            ("CreationDatetim", "CreationDateTime"),
            ("Extension", "Extensions"),
        ] {
            assert_eq!(nearest(document(), name), Some(field), "{name}");
        }
        let patient = inside(Model::Media, Event::QueryResponse, &["Media", "Patient"]);
        assert_eq!(nearest(patient, "Identifers"), Some("Identifiers"));
    }

    #[test]
    fn other_spellings_of_the_same_letters() {
        for name in ["filecontents", "FILE_CONTENTS", "file-contents", " File Contents\t", "fileContents"] {
            assert_eq!(nearest(document(), name), Some("FileContents"), "{name}");
        }
        let identifiers = inside(Model::Media, Event::QueryResponse, &["Media", "Patient", "Identifiers"]);
        assert_eq!(nearest(identifiers, "id"), Some("ID"));
        assert_eq!(nearest(identifiers, "id_type"), Some("IDType"));
    }

    #[test]
    fn nothing_far_or_short_or_doubtful() {
        let long = "FileContents".repeat(100_000);
        for name in ["", "_", "VisitNo", "Vis", "File", "Contents", "FileSize", "Description", "ÄÖÜß", &long] {
            assert_eq!(nearest(document(), name), None, "{:.20}", name);
        }
        let visit = inside(Model::Media, Event::QueryResponse, &["Media", "Visit"]);
        assert_eq!(nearest(visit, "VisitNo"), None);
        // Two slips in names of seven letters, one slip in a name of three.
        assert_eq!(nearest(document(), "Paiteen"), None);
        let location = inside(Model::Media, Event::New, &["Visit", "Location"]);
        assert_eq!(nearest(location, "Bedd"), None);
        // One letter from `FileType` and two from `FileName`; then two from both.
        assert_eq!(nearest(document(), "FileTyme"), Some("FileType"));
        assert_eq!(nearest(document(), "FileNyze"), None);
        let range = inside(Model::Results, Event::New, &["Orders", "Results", "ReferenceRange"]);
        assert_eq!(nearest(range, "Lo"), None);
    }

    #[test]
    fn distances() {
        let of = |left: &str, right: &str| {
            let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
            assert_eq!(distance(&left, &right), distance(&right, &left));
            distance(&left, &right)
        };
        for (left, right, slips) in [
            ("", "", 0),
            ("", "abc", 3),
            ("ab", "ba", 1),
            ("kitten", "sitting", 3),
            ("ca", "abc", 3),
            ("abcd", "badc", 2),
        ] {
            assert_eq!(of(left, right), slips, "{left} {right}");
        }
    }

    #[test]
    fn folding() {
        assert_eq!(folded(" Query_Response-\u{a0}"), "queryresponse");
    }
}
