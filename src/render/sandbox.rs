//! Takes from the worker's process what reading a document does not need. `worker` calls `enter` once, before the first byte of a
//! document; `Layers` tells the rest of the program what holds.
//!
//! Each layer is one variant of `Layer` and one step of `enter`, and each stands on its own: a kernel that lacks one still has the
//! others, and the parent's checks and deadlines hold without any.

/// One thing that confines a worker.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Layer {
    /// Its memory is bounded.
    MemoryLimit,
    /// It can write no file and open only a few.
    FileLimits,
    /// It ends with the program that started it.
    EndsWithProgram,
    /// It can gain no rights by running another program.
    NoNewRights,
    /// Its memory is in no crash dump and closed to other programs.
    MemoryHidden,
}

impl Layer {
    /// Every layer, in the order in which they are taken on and shown.
    pub const ALL: [Self; 5] =
        [Self::MemoryLimit, Self::FileLimits, Self::EndsWithProgram, Self::NoNewRights, Self::MemoryHidden];

    /// A few words for the About window.
    pub fn label(self) -> &'static str {
        match self {
            Self::MemoryLimit => "memory limit",
            Self::FileLimits => "no file writing",
            Self::EndsWithProgram => "ends with the program",
            Self::NoNewRights => "no new rights",
            Self::MemoryHidden => "memory hidden",
        }
    }

    fn bit(self) -> u32 {
        match self {
            Self::MemoryLimit => 1,
            Self::FileLimits => 1 << 1,
            Self::EndsWithProgram => 1 << 2,
            Self::NoNewRights => 1 << 3,
            Self::MemoryHidden => 1 << 4,
        }
    }
}

/// The set of layers that hold a worker.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Layers(u32);

impl Layers {
    /// Every layer there is.
    pub fn all() -> Self {
        Self(Layer::ALL.iter().fold(0, |bits, layer| bits | layer.bit()))
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
}

/// Takes on every layer that this system has, and says which hold. Nothing is left to undo them.
pub fn enter() -> Layers {
    Layers(steps().into_iter().filter(|(_, step)| step()).fold(0, |bits, (layer, _)| bits | layer.bit()))
}

type Step = (Layer, fn() -> bool);

#[cfg(not(target_os = "linux"))]
fn steps() -> [Step; 0] {
    []
}

#[cfg(target_os = "linux")]
fn steps() -> [Step; 5] {
    use crate::limits::{WORKER_ADDRESS_SPACE_BYTES, WORKER_OPEN_FILES};
    use rustix::process::{DumpableBehavior, Resource, Signal, set_dumpable_behavior, set_parent_process_death_signal};

    [
        // The order is free but for one thing: whatever has to write a file must come before FSIZE.
        (Layer::MemoryLimit, || limit(Resource::As, WORKER_ADDRESS_SPACE_BYTES)),
        (Layer::FileLimits, || limit(Resource::Fsize, 0) && limit(Resource::Nofile, WORKER_OPEN_FILES)),
        // The parent may have gone before this: then no request follows, and the end of the input ends the worker.
        (Layer::EndsWithProgram, || set_parent_process_death_signal(Some(Signal::KILL)).is_ok()),
        (Layer::NoNewRights, || rustix::thread::set_no_new_privs(true).is_ok()),
        (Layer::MemoryHidden, || {
            limit(Resource::Core, 0) && set_dumpable_behavior(DumpableBehavior::NotDumpable).is_ok()
        }),
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
}
