//! The table that the measures end in: what, figure, ratio, budget, and whether it holds.

use std::time::Duration;

/// One line of the table.
pub struct Row {
    pub what: String,
    pub figure: String,
    pub ratio: Option<f64>,
    pub budget: String,
    /// `None` where there is no budget.
    pub holds: Option<bool>,
}

impl Row {
    /// A ratio that may be at most `budget`.
    pub fn ratio(what: &str, figure: String, ratio: f64, budget: f64) -> Self {
        Self {
            what: what.to_owned(),
            figure,
            ratio: Some(ratio),
            budget: format!("at most {budget}"),
            holds: Some(ratio <= budget),
        }
    }

    /// Anything else that has a budget.
    pub fn figure(what: &str, figure: String, budget: &str, holds: bool) -> Self {
        Self { what: what.to_owned(), figure, ratio: None, budget: budget.to_owned(), holds: Some(holds) }
    }

    /// As one line of text, from one process to another.
    pub fn to_line(&self) -> String {
        let ratio = self.ratio.map_or_else(String::new, |ratio| ratio.to_string());
        let holds = self.holds.map_or_else(String::new, |holds| holds.to_string());
        [&self.what, &self.figure, &ratio, &self.budget, &holds].map(String::as_str).join("\t")
    }

    /// The row of such a line; `None` for any other line.
    pub fn from_line(line: &str) -> Option<Self> {
        let [what, figure, ratio, budget, holds] = line.split('\t').collect::<Vec<_>>().try_into().ok()?;
        let (what, figure, budget) = (what.to_owned(), figure.to_owned(), budget.to_owned());
        Some(Self { what, figure, ratio: ratio.parse().ok(), budget, holds: holds.parse().ok() })
    }

    /// What is only told.
    pub fn told(what: &str, figure: String) -> Self {
        Self { what: what.to_owned(), figure, ratio: None, budget: String::new(), holds: None }
    }
}

/// The table as text, in columns.
pub fn table(rows: &[Row]) -> String {
    let mut lines = vec![["what", "figure", "ratio", "budget", "holds"].map(str::to_owned)];
    for row in rows {
        let ratio = row.ratio.map_or_else(String::new, |ratio| format!("{ratio:.2}"));
        let holds = row.holds.map_or("", |holds| if holds { "yes" } else { "NO" });
        lines.push([row.what.clone(), row.figure.clone(), ratio, row.budget.clone(), holds.to_owned()]);
    }
    let mut widths = [0; 5];
    for line in &lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = cell.chars().count().max(*width);
        }
    }
    let line = |cells: &[String; 5]| {
        let padded: Vec<String> = cells.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        padded.join("  ").trim_end().to_owned()
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Milliseconds in words.
pub fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

/// The middle one of some values, which must not be empty.
pub fn median<T: Copy + PartialOrd>(values: &[T]) -> T {
    let mut sorted = values.to_vec();
    sorted.sort_by(|a, b| a.partial_cmp(b).expect("figures can be compared"));
    sorted[sorted.len() / 2]
}
