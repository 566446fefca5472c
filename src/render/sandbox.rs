//! Takes from the worker's process what reading a document does not need. `worker` calls `enter` once, before the first byte of a
//! document; `Layers` tells the rest of the program what holds.
//!
//! Each layer is one variant of `Layer`, and each stands on its own: a kernel that lacks one still has the others, and the parent's
//! checks and deadlines hold without any. What each of them stops is in SECURITY.md.

#[cfg(target_os = "linux")]
mod landlock;
#[cfg(target_os = "linux")]
pub(super) mod seccomp;

#[cfg(target_os = "linux")]
pub(super) use landlock::FONT_FOLDERS;

/// One thing that confines a worker.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Layer {
    /// Its memory is bounded.
    MemoryLimit,
    /// It can write no file and open only a few.
    FileLimits,
    /// It can gain no rights by running another program.
    NoNewRights,
    /// Its memory is in no crash dump and closed to other programs.
    MemoryHidden,
    /// It ends with the program that started it.
    EndsWithProgram,
    /// It can open no file but the system's fonts, and change none (Linux 5.13).
    Files,
    /// It can neither offer nor make a TCP connection (Linux 6.7).
    Network,
    /// It can send no signal to another program, nor reach one through an abstract UNIX socket (Linux 6.12).
    OtherPrograms,
    /// It can make only the system calls that reading a document takes (Linux on x86-64 and ARM64).
    SystemCalls,
}

impl Layer {
    /// Every layer, in the order in which they are taken on and shown.
    pub const ALL: [Self; 9] = [
        Self::MemoryLimit,
        Self::FileLimits,
        Self::NoNewRights,
        Self::MemoryHidden,
        Self::EndsWithProgram,
        Self::Files,
        Self::Network,
        Self::OtherPrograms,
        Self::SystemCalls,
    ];

    /// A few words for the About window.
    pub fn label(self) -> &'static str {
        match self {
            Self::MemoryLimit => "memory limit",
            Self::FileLimits => "no file writing",
            Self::NoNewRights => "no new rights",
            Self::MemoryHidden => "memory hidden",
            Self::EndsWithProgram => "ends with the program",
            Self::Files => "Landlock: files",
            Self::Network => "Landlock: network",
            Self::OtherPrograms => "Landlock: other programs",
            Self::SystemCalls => "seccomp: system calls",
        }
    }

    fn bit(self) -> u32 {
        match self {
            Self::MemoryLimit => 1,
            Self::FileLimits => 1 << 1,
            Self::NoNewRights => 1 << 2,
            Self::MemoryHidden => 1 << 3,
            Self::EndsWithProgram => 1 << 4,
            Self::Files => 1 << 5,
            Self::Network => 1 << 6,
            Self::OtherPrograms => 1 << 7,
            Self::SystemCalls => 1 << 8,
        }
    }
}

/// The set of layers that hold a worker.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Layers(u32);

impl Layers {
    /// Every layer there is.
    pub fn all() -> Self {
        Self::of(&Layer::ALL)
    }

    /// The given ones.
    pub fn of(layers: &[Layer]) -> Self {
        Self(layers.iter().fold(0, |bits, layer| bits | layer.bit()))
    }

    /// True where `layer` holds.
    pub fn contains(self, layer: Layer) -> bool {
        self.0 & layer.bit() != 0
    }

    /// The layers that hold, in the order of `Layer::ALL`.
    pub fn iter(self) -> impl Iterator<Item = Layer> {
        Layer::ALL.into_iter().filter(move |layer| self.contains(*layer))
    }

    /// One bit a layer, for the protocol.
    pub fn bits(self) -> u32 {
        self.0
    }

    /// The set for `bits`, or `None` where one of them stands for no layer.
    pub fn from_bits(bits: u32) -> Option<Self> {
        (bits & !Self::all().0 == 0).then_some(Self(bits))
    }

    /// What holds and what does not, a line each, for About and `--version --verbose`.
    pub fn lines(self) -> Vec<String> {
        let listed = |holds: bool| {
            let layers = Layer::ALL.into_iter().filter(|layer| self.contains(*layer) == holds);
            layers.map(Layer::label).collect::<Vec<_>>().join(", ")
        };
        [("Documents are read behind: ", listed(true)), ("Not on this system: ", listed(false))]
            .into_iter()
            .filter(|(_, layers)| !layers.is_empty())
            .map(|(words, layers)| format!("{words}{layers}"))
            .collect()
    }
}

/// Takes on every layer that this system has, and says which hold. Nothing is left to undo them.
#[cfg(not(target_os = "linux"))]
pub fn enter() -> Layers {
    Layers::default()
}

/// Takes on every layer that this system has, and says which hold. Nothing is left to undo them. To be called while the process has no
/// thread but this one: Landlock before Linux 7.0 binds only the thread that asks for it, so it does not count where there are others.
#[cfg(target_os = "linux")]
pub fn enter() -> Layers {
    // The order matters where one step needs what a later one takes away: whatever has to write a file must come before FSIZE, and
    // seccomp, which forbids the calls of all the others, is the last.
    let mut held: Vec<Layer> = limits().into_iter().filter(|(_, step)| step()).map(|(layer, _)| layer).collect();
    held.extend(landlock::enter());
    if seccomp::enter() {
        held.push(Layer::SystemCalls);
    }
    Layers::of(&held)
}

#[cfg(target_os = "linux")]
type Step = (Layer, fn() -> bool);

#[cfg(target_os = "linux")]
fn limits() -> [Step; 5] {
    use crate::limits::{WORKER_ADDRESS_SPACE_BYTES, WORKER_OPEN_FILES};
    use rustix::process::{DumpableBehavior, Resource, Signal, set_dumpable_behavior, set_parent_process_death_signal};

    [
        (Layer::MemoryLimit, || limit(Resource::As, WORKER_ADDRESS_SPACE_BYTES)),
        (Layer::FileLimits, || limit(Resource::Fsize, 0) && limit(Resource::Nofile, WORKER_OPEN_FILES)),
        (Layer::NoNewRights, || rustix::thread::set_no_new_privs(true).is_ok()),
        (Layer::MemoryHidden, || {
            limit(Resource::Core, 0) && set_dumpable_behavior(DumpableBehavior::NotDumpable).is_ok()
        }),
        // The parent may have gone before this: then no request follows, and the end of the input ends the worker.
        (Layer::EndsWithProgram, || set_parent_process_death_signal(Some(Signal::KILL)).is_ok()),
    ]
}

#[cfg(target_os = "linux")]
fn limit(resource: rustix::process::Resource, most: u64) -> bool {
    use rustix::process::{Rlimit, getrlimit, setrlimit};

    // A limit that is lower already stays: raising it would be refused.
    let most = getrlimit(resource).maximum.map_or(most, |now| now.min(most));
    setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) }).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{Layer, Layers};

    #[test]
    fn bits_come_back_and_unknown_ones_are_refused() {
        for bits in 0..=Layers::all().bits() {
            assert_eq!(Layers::from_bits(bits).map(Layers::bits), Some(bits));
        }
        assert_eq!(Layers::from_bits(Layers::all().bits() + 1), None);
        assert_eq!(Layers::from_bits(u32::MAX), None);
        assert_eq!(Layers::all().iter().collect::<Vec<_>>(), Layer::ALL);
    }

    #[test]
    fn what_holds_and_what_does_not_are_told_apart() {
        let some = Layers::of(&[Layer::MemoryLimit, Layer::SystemCalls]);
        assert_eq!(
            some.lines(),
            [
                "Documents are read behind: memory limit, seccomp: system calls",
                "Not on this system: no file writing, no new rights, memory hidden, ends with the program, \
                 Landlock: files, Landlock: network, Landlock: other programs",
            ]
        );
        assert_eq!(Layers::all().lines().len(), 1);
        assert_eq!(Layers::default().lines().len(), 1);
    }
}
