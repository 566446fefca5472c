//! What is done to the window, in an order that no person would choose.

use std::collections::VecDeque;
use std::fmt;
use std::thread;
use std::time::{Duration, Instant};

use egui::{Event, Key, Modifiers, MouseWheelUnit, PointerButton, Pos2, Theme, TouchPhase, Vec2, pos2, vec2};
use redox_media_viewer::state::command::Command;

use super::files::{Files, below};
use super::harness::Program;
use super::support::random::Random;

/// How long the window may take to give everything back: only failures wait for it.
const PATIENCE: Duration = Duration::from_secs(60);
/// Drawing costs far more than all else, so most frames are only laid out.
const DRAWN_EVERY: usize = 20;

/// Keys that are no command's.
const KEYS: [Key; 12] = [
    Key::Tab,
    Key::Enter,
    Key::ArrowDown,
    Key::ArrowUp,
    Key::ArrowLeft,
    Key::ArrowRight,
    Key::PageDown,
    Key::PageUp,
    Key::Home,
    Key::End,
    Key::Backspace,
    Key::Delete,
];
const WORDS: [&str; 6] = ["page", "soak", "1", "e\u{301}", "ö", "sesame"];

/// The hand, and what it has done.
pub struct Soak {
    random: Random,
    files: Files,
    /// How many actions there were.
    pub acted: usize,
    last: VecDeque<String>,
    disturbed: usize,
    killed: usize,
    selected: usize,
    longest: (Duration, String),
}

impl Soak {
    /// A hand that does what `seed` says.
    pub fn new(seed: u64, files: Files) -> Self {
        let random = Random::new(seed);
        let (last, longest) = (VecDeque::new(), (Duration::ZERO, String::new()));
        Self { random, files, acted: 0, last, disturbed: 0, killed: 0, selected: 0, longest }
    }

    /// One action, and the frames that take it in.
    pub fn act(&mut self, program: &mut Program) {
        self.acted += 1;
        let deed = self.deed(program);
        self.last.push_back(deed);
        if self.last.len() > 12 {
            self.last.pop_front();
        }
        for _ in 0..1 + self.below(3) {
            let start = Instant::now();
            program.harness.step();
            if start.elapsed() > self.longest.0 {
                self.longest = (start.elapsed(), self.history());
            }
        }
        if self.acted.is_multiple_of(DRAWN_EVERY) {
            Self::draw(program);
        }
    }

    /// What was done last, for a failure's message.
    pub fn history(&self) -> String {
        let last: Vec<&str> = self.last.iter().map(String::as_str).collect();
        format!("action {}: {}", self.acted, last.join(", "))
    }

    /// The identity strip is that of the selected document.
    pub fn check(&mut self, program: &Program) {
        let state = program.app().state();
        let (Some(opened), Some(selected)) = (&state.opened, state.selected) else { return };
        if state.covered {
            assert_eq!(program.identity(), None, "after {}", self.history());
            return;
        }
        let Some(identity) = program.identity() else { return };
        let document = opened.document(selected).expect("a document that is there");
        if let Some(id) = document.identifiers.first().and_then(|identifier| identifier.id.as_ref()) {
            assert!(identity.contains(id.as_str()), "another patient's strip after {}", self.history());
            self.selected += 1;
        }
    }

    /// Closes everything and waits until the workers have gone.
    pub fn rest(&mut self, program: &mut Program) {
        if program.app().state().covered {
            program.press(Modifiers::COMMAND, Key::L);
        }
        program.harness.remove_cursor();
        for _ in 0..4 {
            program.press(Modifiers::NONE, Key::Escape);
        }
        let until = Instant::now() + PATIENCE;
        while program.app().state().opening.is_some() || program.app().state().saving {
            program.harness.step();
            assert!(Instant::now() < until, "what is being opened never comes, after {}", self.history());
        }
        program.press(Modifiers::COMMAND, Key::W);
        assert!(program.app().state().opened.is_none(), "something stays open after {}", self.history());
        let pool = |program: &Program| program.app().pool().unwrap().worker_pids().len();
        while pool(program) > 0 || program.app().is_busy() {
            program.app().pool().unwrap().kill_workers();
            program.harness.step();
            thread::sleep(Duration::from_millis(5));
            assert!(Instant::now() < until, "workers stay after {}", self.history());
        }
        // Threads of finished work end by themselves.
        for _ in 0..20 {
            program.harness.step();
            thread::sleep(Duration::from_millis(10));
        }
        Self::draw(program);
    }

    /// Draws a frame to its end. What a frame sends to the graphics card is given back only then.
    fn draw(program: &mut Program) {
        program.harness.render().expect("a drawn frame");
    }

    fn below(&mut self, end: usize) -> usize {
        below(&mut self.random, end)
    }

    fn deed(&mut self, program: &mut Program) -> String {
        if program.app().state().opened.is_none() && self.below(3) == 0 {
            return self.drop_file(program);
        }
        match self.below(100) {
            0..32 => self.command(program),
            32..42 => {
                let key = KEYS[self.below(KEYS.len())];
                let modifiers = if self.below(6) == 0 { Modifiers::SHIFT } else { Modifiers::NONE };
                program.harness.key_press_modifiers(modifiers, key);
                format!("{key:?}")
            }
            42..60 => self.click(program),
            60..66 => self.drag(program),
            66..78 => self.wheel(program),
            78..83 => {
                let word = WORDS[self.below(WORDS.len())];
                program.harness.event(Event::Text(word.to_owned()));
                "words".to_owned()
            }
            83..86 => self.drop_file(program),
            86 => {
                program.harness.event(Event::Paste(self.files.text(&mut self.random)));
                "a paste".to_owned()
            }
            87..90 => {
                self.disturbed += 1;
                let deed = self.files.disturb(&mut self.random);
                program.harness.key_press(Key::F5);
                deed.to_owned()
            }
            90..94 => {
                self.killed += program.app().pool().unwrap().worker_pids().len();
                program.app().pool().unwrap().kill_workers();
                "killed the workers".to_owned()
            }
            94 => {
                let scale = [1.0, 1.25, 1.5, 2.0][self.below(4)];
                program.harness.set_pixels_per_point(scale);
                format!("scale {scale}")
            }
            95 => {
                let size = [vec2(1280.0, 800.0), vec2(560.0, 420.0), vec2(900.0, 500.0), vec2(1600.0, 900.0)];
                program.harness.set_size(size[self.below(4)]);
                "another size".to_owned()
            }
            96 => {
                let theme = if self.below(2) == 0 { Theme::Light } else { Theme::Dark };
                program.harness.input_mut().system_theme = Some(theme);
                "another theme".to_owned()
            }
            _ => {
                thread::sleep(Duration::from_millis(self.below(60) as u64));
                "a pause".to_owned()
            }
        }
    }

    fn drop_file(&mut self, program: &mut Program) -> String {
        let path = self.files.any(&mut self.random);
        program.drop_file(&path);
        "a drop".to_owned()
    }

    /// The keys of any command.
    fn command(&mut self, program: &mut Program) -> String {
        let command = Command::ALL[self.below(Command::ALL.len())];
        let keys = command.shortcuts().iter().find_map(|shortcut| {
            let key = Key::from_name(
                match &shortcut.text() {
                    text if text.ends_with("++") => "Plus",
                    text => text.rsplit('+').next()?,
                }
                .to_owned()
                .as_str(),
            )?;
            Some((shortcut, key))
        });
        match keys {
            Some((shortcut, key)) => {
                let modifiers = Modifiers {
                    alt: shortcut.alt,
                    shift: shortcut.shift,
                    ctrl: shortcut.ctrl,
                    command: shortcut.ctrl,
                    ..Modifiers::NONE
                };
                program.harness.key_press_modifiers(modifiers, key);
                format!("{command:?}")
            }
            _ => "nothing".to_owned(),
        }
    }

    fn anywhere(&mut self, program: &Program) -> Pos2 {
        let size: Vec2 = program.harness.ctx.content_rect().size();
        pos2(self.random.between(0.0, size.x), self.random.between(0.0, size.y))
    }

    fn click(&mut self, program: &mut Program) -> String {
        let at = self.anywhere(program);
        let button = if self.below(8) == 0 { PointerButton::Secondary } else { PointerButton::Primary };
        let modifiers = if self.below(8) == 0 { Modifiers::SHIFT } else { Modifiers::NONE };
        for _ in 0..1 + self.below(3) {
            program.harness.hover_at(at);
            for pressed in [true, false] {
                program
                    .harness
                    .event_modifiers(Event::PointerButton { pos: at, button, pressed, modifiers }, modifiers);
            }
        }
        format!("a click at {:.0}, {:.0}", at.x, at.y)
    }

    fn drag(&mut self, program: &mut Program) -> String {
        let (from, to) = (self.anywhere(program), self.anywhere(program));
        let button = if self.below(4) == 0 { PointerButton::Middle } else { PointerButton::Primary };
        let modifiers = Modifiers::NONE;
        program.harness.hover_at(from);
        program.harness.event(Event::PointerButton { pos: from, button, pressed: true, modifiers });
        for step in 1..=3 {
            program.harness.step();
            program.harness.hover_at(from + (to - from) * step as f32 / 3.0);
        }
        program.harness.event(Event::PointerButton { pos: to, button, pressed: false, modifiers });
        "a drag".to_owned()
    }

    fn wheel(&mut self, program: &mut Program) -> String {
        let at = self.anywhere(program);
        let modifiers = [Modifiers::NONE, Modifiers::NONE, Modifiers::COMMAND, Modifiers::SHIFT][self.below(4)];
        let delta = vec2(0.0, self.random.between(-900.0, 900.0));
        program.harness.hover_at(at);
        program.harness.event_modifiers(
            Event::MouseWheel {
                unit: MouseWheelUnit::Point,
                delta,
                phase: TouchPhase::Move,
                source: egui::MouseWheelSource::Unknown,
                modifiers,
            },
            modifiers,
        );
        "the wheel".to_owned()
    }
}

impl fmt::Display for Soak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { acted, disturbed, killed, selected, longest, .. } = self;
        write!(
            f,
            "{acted} actions, {killed} workers killed, {disturbed} times a file disturbed, identity compared {selected} times, \
             longest frame {} ms after {}",
            longest.0.as_millis(),
            longest.1
        )
    }
}
