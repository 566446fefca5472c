//! The layers of Landlock: files, network, other programs. Each kernel knows some of the rights that can be given up; what it does not
//! know is passed over, and the layer that stands for it does not count.

use landlock::{
    ABI, Access, AccessFs, AccessNet, LandlockStatus, RestrictSelfAttr as _, RestrictionStatus, Ruleset,
    RulesetAttr as _, RulesetCreatedAttr as _, RulesetError, RulesetStatus, Scope, make_bitflags, path_beneath_rules,
};

use super::Layer;

/// Where PDFium looks for the fonts of the system, for text whose font is not in the document
/// (`CFX_GEModule` of PDFium, `core/fxge/linux/fx_linux_impl.cpp`). It does not ask fontconfig.
pub(in super::super) const FONT_FOLDERS: [&str; 4] =
    ["/usr/share/fonts", "/usr/share/X11/fonts/Type1", "/usr/share/X11/fonts/TTF", "/usr/local/share/fonts"];

/// The newest set of rights that this program was written for; kernels with fewer, and with more, do as much as they can.
const NEWEST: ABI = ABI::V10;

/// Gives up all that Landlock can take but reading fonts. Gives the layers that hold from now on.
pub(super) fn enter() -> Vec<Layer> {
    let alone = is_alone();
    let Ok(status) = restrict() else {
        return Vec::new();
    };
    // Otherwise a thread that was there before would still have every right.
    if status.ruleset == RulesetStatus::NotEnforced || !(alone || status.all_threads) {
        return Vec::new();
    }
    let LandlockStatus::Available { effective_abi, .. } = status.landlock else {
        return Vec::new();
    };
    let since = [(ABI::V1, Layer::Files), (ABI::V4, Layer::Network), (ABI::V6, Layer::OtherPrograms)];
    since.into_iter().filter(|(abi, _)| effective_abi >= *abi).map(|(_, layer)| layer).collect()
}

fn restrict() -> Result<RestrictionStatus, RulesetError> {
    Ruleset::default()
        .handle_access(AccessFs::from_all(NEWEST))?
        .handle_access(AccessNet::from_all(NEWEST))?
        .scope(Scope::from_all(NEWEST))?
        .create()?
        .add_rules(path_beneath_rules(FONT_FOLDERS, make_bitflags!(AccessFs::{ReadFile | ReadDir})))?
        .all_threads(true)?
        .restrict_self()
}

/// Whether the process has one thread. Where that cannot be found out, it has not.
fn is_alone() -> bool {
    std::fs::read_dir("/proc/self/task").is_ok_and(|threads| threads.count() == 1)
}
