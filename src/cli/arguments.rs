//! Arguments to requests. Nothing is read or opened here.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use lexopt::{Arg, Parser, ValueExt as _};

/// What `--help` prints.
pub const USAGE: &str = "\
Shows the documents inside Redox Media responses.

  redox-media-viewer [FILE...|-]
      the window; - reads standard input
  redox-media-viewer list FILE|- [--format table|json|csv]
      a line a document; contents are never printed
  redox-media-viewer check FILE|- [--format text|json]
      everything that is odd about the messages and their documents
  redox-media-viewer export FILE|- --out DIR [--document N]... [--manifest]
      the decoded documents as files; nothing is written over
  redox-media-viewer render FILE|- --document N [--page P] [--width PX] [--password-stdin] --out PNG
      one page as a picture
  redox-media-viewer --version [--verbose]
  redox-media-viewer --help

A FILE may be JSON, several messages one after another, gzip, zip, or a folder of such files.
Documents N and pages P count from 1, in file order over all messages of the input.
Exit status: 0 fine; 1 an error was found, or a document is damaged or cannot be drawn; 2 the input cannot be read, bad usage or a write failed.
";

/// Where a message is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// `-`
    StandardInput,
    /// Files and folders.
    Paths(Vec<PathBuf>),
}

/// How `list` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListFormat {
    /// Columns for people.
    Table,
    /// A JSON array.
    Json,
    /// RFC 4180.
    Csv,
}

/// What `export` is asked for.
#[derive(Debug, PartialEq, Eq)]
pub struct ExportRequest {
    /// The message.
    pub input: Input,
    /// The folder.
    pub out: PathBuf,
    /// Documents by number, from 1; all when empty.
    pub documents: Vec<u32>,
    /// Write a manifest too.
    pub manifest: bool,
}

/// What `render` is asked for.
#[derive(Debug, PartialEq, Eq)]
pub struct RenderRequest {
    /// The message.
    pub input: Input,
    /// The document's number, from 1.
    pub document: u32,
    /// The page's number, from 1.
    pub page: u32,
    /// Width of the picture in pixels.
    pub width: u32,
    /// The first line of standard input is the document's password.
    pub password_stdin: bool,
    /// The picture.
    pub out: PathBuf,
}

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    /// Open the window.
    Window {
        /// With this open.
        input: Option<Input>,
    },
    /// Report what is odd.
    Check {
        /// The message.
        input: Input,
        /// As JSON.
        json: bool,
    },
    /// List documents.
    List {
        /// The message.
        input: Input,
        /// How.
        format: ListFormat,
    },
    /// Save documents.
    Export(ExportRequest),
    /// Draw a page.
    Render(RenderRequest),
    /// Say the version.
    Version {
        /// With engines.
        verbose: bool,
    },
    /// Say how it is used.
    Help,
}

/// Width of a rendered page where none is given, in pixels.
const DEFAULT_WIDTH_PX: u32 = 1000;

fn input_of(value: OsString) -> Input {
    if value == "-" { Input::StandardInput } else { Input::Paths(vec![PathBuf::from(value)]) }
}

/// Reads the arguments.
///
/// # Errors
/// When they do not fit; the sentence says how.
pub fn parse(mut parser: Parser) -> anyhow::Result<Request> {
    let mut first = true;
    let mut plain: Vec<Input> = Vec::new();
    let mut verbose = false;
    let mut version = false;
    // After `--` everything is a file, also one that is named like a command.
    let mut files_only = false;
    while let Some(argument) = {
        files_only =
            files_only || parser.try_raw_args().is_some_and(|mut raw| raw.next_if(|next| next == "--").is_some());
        if files_only { parser.raw_args()?.next().map(Arg::Value) } else { parser.next()? }
    } {
        match argument {
            Arg::Value(value) if first && !files_only && value == "list" => return parse_list(parser),
            Arg::Value(value) if first && !files_only && value == "check" => return parse_check(parser),
            Arg::Value(value) if first && !files_only && value == "export" => return parse_export(parser),
            Arg::Value(value) if first && !files_only && value == "render" => return parse_render(parser),
            Arg::Short('h') | Arg::Long("help") => return Ok(Request::Help),
            Arg::Short('V') | Arg::Long("version") => version = true,
            Arg::Long("verbose") => verbose = true,
            Arg::Value(value) => plain.push(input_of(value)),
            other => return Err(unexpected(other)),
        }
        first = false;
    }
    if version {
        return Ok(Request::Version { verbose });
    }
    Ok(Request::Window { input: joined(plain)? })
}

/// Several files are one input; standard input stands alone.
fn joined(inputs: Vec<Input>) -> anyhow::Result<Option<Input>> {
    let count = inputs.len();
    let mut files = Vec::new();
    for input in inputs {
        match input {
            Input::Paths(paths) => files.extend(paths),
            Input::StandardInput if count == 1 => return Ok(Some(input)),
            Input::StandardInput => bail!("standard input cannot be opened together with files"),
        }
    }
    Ok((!files.is_empty()).then_some(Input::Paths(files)))
}

fn unexpected(argument: Arg<'_>) -> anyhow::Error {
    anyhow::Error::new(argument.unexpected()).context("bad usage, see --help")
}

/// The arguments of one command: the input, and options that `option` takes.
fn parse_command(
    mut parser: Parser,
    mut option: impl FnMut(&str, &mut Parser) -> anyhow::Result<bool>,
) -> anyhow::Result<Input> {
    let mut input = None;
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long(name) => {
                let name = name.to_owned();
                if !option(&name, &mut parser)? {
                    return Err(unexpected(Arg::Long(&name)));
                }
            }
            Arg::Value(value) if input.is_none() => input = Some(input_of(value)),
            other => return Err(unexpected(other)),
        }
    }
    input.context("bad usage, see --help: no FILE was given (- reads standard input)")
}

fn number(parser: &mut Parser, name: &str) -> anyhow::Result<u32> {
    let number: u32 = parser.value()?.parse().with_context(|| format!("--{name} takes a whole number"))?;
    if number == 0 {
        bail!("--{name} counts from 1");
    }
    Ok(number)
}

fn parse_list(parser: Parser) -> anyhow::Result<Request> {
    let mut format = ListFormat::Table;
    let input = parse_command(parser, |name, parser| {
        if name != "format" {
            return Ok(false);
        }
        let value = parser.value()?.string()?;
        format = match value.as_str() {
            "table" => ListFormat::Table,
            "json" => ListFormat::Json,
            "csv" => ListFormat::Csv,
            _ => bail!("--format takes table, json or csv"),
        };
        Ok(true)
    })?;
    Ok(Request::List { input, format })
}

fn parse_check(parser: Parser) -> anyhow::Result<Request> {
    let mut json = false;
    let input = parse_command(parser, |name, parser| {
        if name != "format" {
            return Ok(false);
        }
        json = match parser.value()?.string()?.as_str() {
            "text" => false,
            "json" => true,
            _ => bail!("--format takes text or json"),
        };
        Ok(true)
    })?;
    Ok(Request::Check { input, json })
}

fn parse_export(parser: Parser) -> anyhow::Result<Request> {
    let (mut out, mut documents, mut manifest) = (None, Vec::new(), false);
    let input = parse_command(parser, |name, parser| {
        match name {
            "out" => out = Some(PathBuf::from(parser.value()?)),
            "document" => documents.push(number(parser, name)?),
            "manifest" => manifest = true,
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    let out = out.context("bad usage, see --help: export needs --out DIR")?;
    Ok(Request::Export(ExportRequest { input, out, documents, manifest }))
}

fn parse_render(parser: Parser) -> anyhow::Result<Request> {
    let (mut out, mut document, mut password_stdin) = (None, None, false);
    let (mut page, mut width) = (1, DEFAULT_WIDTH_PX);
    let input = parse_command(parser, |name, parser| {
        match name {
            "out" => out = Some(PathBuf::from(parser.value()?)),
            "document" => document = Some(number(parser, name)?),
            "page" => page = number(parser, name)?,
            "width" => width = number(parser, name)?,
            "password-stdin" => password_stdin = true,
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    if password_stdin && input == Input::StandardInput {
        bail!("standard input cannot give both the message and the password");
    }
    Ok(Request::Render(RenderRequest {
        input,
        document: document.context("bad usage, see --help: render needs --document N")?,
        page,
        width,
        password_stdin,
        out: out.context("bad usage, see --help: render needs --out PNG")?,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<Request, String> {
        parse(Parser::from_args(arguments)).map_err(|error| format!("{error:#}"))
    }

    fn path(path: &str) -> Input {
        Input::Paths(vec![PathBuf::from(path)])
    }

    #[test]
    fn the_window_takes_a_file_or_standard_input() {
        assert_eq!(parsed(&[]), Ok(Request::Window { input: None }));
        assert_eq!(parsed(&["a.json"]), Ok(Request::Window { input: Some(path("a.json")) }));
        assert_eq!(parsed(&["-"]), Ok(Request::Window { input: Some(Input::StandardInput) }));
        assert_eq!(parsed(&["--", "list"]), Ok(Request::Window { input: Some(path("list")) }));
        assert_eq!(parsed(&["--", "--version"]), Ok(Request::Window { input: Some(path("--version")) }));
        assert_eq!(parsed(&["./list"]), Ok(Request::Window { input: Some(path("./list")) }));
        let both = Input::Paths(vec!["a".into(), "b".into()]);
        assert_eq!(parsed(&["a", "b"]), Ok(Request::Window { input: Some(both) }));
        assert!(parsed(&["a", "-"]).is_err());
        assert!(parsed(&["--nonsense"]).is_err());
    }

    #[test]
    fn commands_take_their_options_anywhere() {
        let list = Request::List { input: path("x"), format: ListFormat::Json };
        assert_eq!(parsed(&["list", "x", "--format", "json"]), Ok(list));
        assert_eq!(
            parsed(&["list", "--format=csv", "-"]),
            Ok(Request::List { input: Input::StandardInput, format: ListFormat::Csv })
        );
        assert_eq!(
            parsed(&["list", "--", "--format"]),
            Ok(Request::List { input: path("--format"), format: ListFormat::Table })
        );
        for wrong in [
            &["list"][..],
            &["list", "a", "b"],
            &["list", "a", "--format", "xml"],
            &["export", "a"],
            &["render", "a", "--out", "b"],
            &["render", "a", "--document", "0", "--out", "b"],
            &["render", "-", "--document", "1", "--password-stdin", "--out", "b"],
        ] {
            assert!(parsed(wrong).is_err(), "{wrong:?}");
        }
        let export = ExportRequest { input: path("a"), out: "d".into(), documents: vec![2, 3], manifest: true };
        assert_eq!(
            parsed(&["export", "a", "--document", "2", "--manifest", "--document=3", "--out", "d"]),
            Ok(Request::Export(export))
        );
    }

    #[test]
    fn version_and_help() {
        assert_eq!(parsed(&["--version", "--verbose"]), Ok(Request::Version { verbose: true }));
        assert_eq!(parsed(&["-h"]), Ok(Request::Help));
    }
}
