//! The paragraph under way: text as it comes, with its white space put right.

use super::super::super::flow::{Align, Block, Letters, Paragraph, Run, Script};
use super::super::style::{Style, White};
use super::Allowance;
use crate::words::is_ignorable;

/// Line breaks in a row that are kept: what is more is room that the author had to fill.
const MAX_BREAKS: usize = 3;

/// White space of HTML: no-break spaces are none.
fn is_white(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\x0C')
}

/// Whether a character leaves something to be seen. Mails fill hidden lines with some that do not.
pub(super) fn is_seen(character: char) -> bool {
    !character.is_whitespace() && !is_ignorable(character)
}

/// Text of one line or of several that are broken together.
#[derive(Default)]
pub(super) struct Line {
    runs: Vec<Run>,
    /// The text so far ends with a space that stands for any amount of white space.
    space: bool,
    /// Line breaks at the end so far.
    breaks: usize,
    look: Look,
    /// Some of its text has a look that preformatted text cannot have: links, bold letters.
    has_looks: bool,
}

/// What the paragraph has from where its first text stands.
#[derive(Default)]
struct Look {
    align: Align,
    indent: f32,
    tight: bool,
    heading: Option<u8>,
    preformatted: bool,
}

impl Line {
    /// Adds text; says whether some of it was left out.
    pub fn text(&mut self, text: &str, style: &Style, white: White, allowance: &mut Allowance) -> bool {
        match white {
            White::Collapsed => self.collapsed(text, style, allowance),
            White::Lines => {
                let mut cut = false;
                for (number, line) in text.split('\n').enumerate() {
                    if number > 0 {
                        cut |= self.line_break(style, allowance);
                    }
                    cut |= self.collapsed(line, style, allowance);
                }
                cut
            }
            White::Kept => self.kept(text, style, allowance),
        }
    }

    fn collapsed(&mut self, text: &str, style: &Style, allowance: &mut Allowance) -> bool {
        let mut cut = false;
        for (number, word) in text.split(is_white).enumerate() {
            if number > 0 && !self.space && !self.runs.is_empty() && self.breaks == 0 {
                cut |= self.push(" ", style, allowance);
                self.space = true;
            }
            if !word.is_empty() {
                cut |= self.push(word, style, allowance);
                self.breaks = 0;
                self.space = false;
            }
        }
        cut
    }

    fn kept(&mut self, text: &str, style: &Style, allowance: &mut Allowance) -> bool {
        self.space = false;
        let mut cut = false;
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                cut |= self.push("\n", style, allowance);
            }
            let line = line.strip_suffix('\r').unwrap_or(line);
            if !line.is_empty() {
                cut |= self.push(line, style, allowance);
            }
        }
        self.breaks = 0;
        cut
    }

    /// Ends the line, not the paragraph. Says whether it was left out.
    pub fn line_break(&mut self, style: &Style, allowance: &mut Allowance) -> bool {
        let Some(run) = self.runs.last_mut().filter(|_| self.breaks < MAX_BREAKS) else {
            self.space = false;
            return false;
        };
        if self.space && run.text.ends_with(' ') {
            run.text.pop();
        }
        self.space = false;
        self.breaks += 1;
        self.push("\n", style, allowance)
    }

    fn push(&mut self, text: &str, style: &Style, allowance: &mut Allowance) -> bool {
        if self.runs.is_empty() {
            self.look = Look {
                align: style.align,
                indent: style.indent,
                tight: style.tight,
                heading: style.heading,
                preformatted: style.preformatted,
            };
        }
        let Some(text_left) = allowance.text_bytes.checked_sub(text.len()) else {
            allowance.text_bytes = 0;
            return true;
        };
        allowance.text_bytes = text_left;
        match self.runs.last_mut() {
            Some(run) if looks_so(&run.letters, style) => run.text.push_str(text),
            _ => {
                let Some(runs_left) = allowance.runs.checked_sub(1) else { return true };
                allowance.runs = runs_left;
                let mut letters = style.letters.clone();
                letters.muted |= style.veiled();
                letters.link =
                    style.link.as_deref().filter(|link| link.len() <= allowance.link_bytes).map(str::to_owned);
                allowance.link_bytes =
                    allowance.link_bytes.saturating_sub(letters.link.as_ref().map_or(0, String::len));
                self.has_looks |= letters.bold
                    || letters.italic
                    || letters.underlined
                    || letters.struck
                    || letters.link.is_some()
                    || letters.script != Script::Line
                    || style.veiled();
                self.runs.push(Run { text: text.to_owned(), letters });
            }
        }
        false
    }

    /// Ends the paragraph; `None` where there is nothing to see in it.
    pub fn take(&mut self) -> Option<Block> {
        let Self { mut runs, look, has_looks, .. } = std::mem::take(self);
        if !runs.iter().any(|run| run.text.contains(is_seen)) {
            return None;
        }
        while let Some(run) = runs.last_mut() {
            let end = run.text.trim_end_matches(is_white).len();
            run.text.truncate(end);
            if end > 0 {
                break;
            }
            runs.pop();
        }
        if look.preformatted && !has_looks {
            let text: String = runs.into_iter().map(|run| run.text).collect();
            return Some(Block::Preformatted(text.trim_start_matches('\n').to_owned()));
        }
        for run in &mut runs {
            run.letters.mono |= look.preformatted;
        }
        let space = look.tight.then_some(0.0);
        let paragraph = Paragraph {
            runs,
            align: look.align,
            indent: look.indent,
            first_indent: 0.0,
            space_before: space,
            space_after: space,
        };
        Some(match look.heading {
            Some(level) => Block::Heading(level, Paragraph { space_before: None, space_after: None, ..paragraph }),
            None => Block::Paragraph(paragraph),
        })
    }
}

/// Whether text of this style goes on in a run of these letters.
fn looks_so(letters: &Letters, style: &Style) -> bool {
    let own = &style.letters;
    letters.link.as_deref() == style.link.as_deref()
        && letters.bold == own.bold
        && letters.italic == own.italic
        && letters.underlined == own.underlined
        && letters.struck == own.struck
        && letters.mono == own.mono
        && letters.muted == (own.muted || style.veiled())
        && letters.script == own.script
        && letters.size == own.size
        && letters.colour == own.colour
}
