//! `export`: the decoded documents as files in a folder.

use std::io::{self, Write};
use std::sync::atomic::AtomicBool;

use anyhow::{Context as _, bail};

use super::Outcome;
use super::arguments::ExportRequest;
use super::input;
use crate::content::ContentState;
use crate::jobs::SavedItem;
use crate::save::{self, ExportError, ExportEvent};

/// Writes the documents and prints the name of each.
///
/// # Errors
/// When the input cannot be read or a file not be written.
pub fn run(request: &ExportRequest) -> anyhow::Result<Outcome> {
    let message = input::read(&request.input)?;
    let documents = if request.documents.is_empty() {
        message.response.documents.iter().collect()
    } else {
        request.documents.iter().map(|number| message.document(*number)).collect::<anyhow::Result<Vec<_>>>()?
    };
    let mut problems = false;
    let mut items = Vec::new();
    for document in documents {
        let inspection = message.inspect(document)?;
        let decodes = inspection.size.is_some_and(|size| size > 0);
        match inspection.state {
            ContentState::Embedded | ContentState::Damaged if decodes => items.push(SavedItem {
                input: &message.input,
                document,
                extension: inspection.detected.map_or("bin", |detected| detected.extension()),
            }),
            ContentState::Damaged | ContentState::Unreadable => {
                problems = true;
                writeln!(io::stderr(), "document {}: nothing of it decodes", document.number())?;
            }
            // Asked for by number, it is missed; otherwise it is a fact of the response.
            _ if request.documents.is_empty() => {}
            _ => {
                problems = true;
                writeln!(io::stderr(), "document {}: its contents are not in this file", document.number())?;
            }
        }
    }
    let mut out = io::stdout().lock();
    let mut printing = Ok(());
    let mut watch = |event: ExportEvent<'_, _>| {
        if let ExportEvent::Finished(document) = event {
            if let (Some(file), Ok(())) = (&document.file, &printing) {
                printing = writeln!(out, "{file}");
            }
            problems |= document.damaged;
        }
    };
    let export = save::export(&request.out, &items, request.manifest, &mut watch, &AtomicBool::new(false))
        .context("nothing was exported")?;
    let mut failed = 0;
    for document in &export.documents {
        if document.damaged {
            writeln!(io::stderr(), "document {}: damaged, saved as far as it decodes", document.number)?;
        }
        match &document.error {
            Some(error @ ExportError::Save(save::SaveError::Unconfirmed)) => {
                writeln!(io::stderr(), "document {}: {error}", document.number)?;
            }
            Some(error) => {
                failed += 1;
                writeln!(io::stderr(), "document {}: {error}", document.number)?;
            }
            None => {}
        }
    }
    printing?;
    if let Some(manifest) = export.manifest {
        manifest.context("the manifest was not written")?;
    }
    if failed > 0 {
        bail!("{failed} of {} documents were not saved", export.documents.len());
    }
    Ok(if problems { Outcome::Problems } else { Outcome::Fine })
}
