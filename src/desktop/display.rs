//! Which display server the window is made on. winit 0.30 delivers no drops on Wayland, so where X11 looks the same, that is
//! where no output is scaled, the window goes to X11; scaled outputs would blur it there. The user may force either.

#[cfg(target_os = "linux")]
mod servers;

use crate::state::DisplayServer;
use crate::state::settings::DisplayChoice;

/// What the surroundings of the program offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Offered {
    wayland: bool,
    x11: bool,
}

/// Chooses for the user. `scaled` says whether an output of the Wayland server is scaled, or that it does not answer, and
/// `answers` whether the X server does; they are asked only where it matters.
fn choose(
    choice: DisplayChoice,
    offered: Offered,
    scaled: impl FnOnce() -> Option<bool>,
    answers: impl FnOnce() -> bool,
) -> DisplayServer {
    match (offered.wayland, offered.x11) {
        (true, true) => {
            let x11 = match choice {
                DisplayChoice::Wayland => scaled().is_none() && answers(),
                DisplayChoice::X11 => answers(),
                DisplayChoice::Auto => scaled() != Some(true) && answers(),
            };
            if x11 { DisplayServer::X11 } else { DisplayServer::Wayland }
        }
        (true, false) => DisplayServer::Wayland,
        (false, _) => DisplayServer::X11,
    }
}

/// The display server to make the window on.
#[must_use]
#[cfg(target_os = "linux")]
pub fn display_server(choice: DisplayChoice) -> DisplayServer {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    // A socket that was handed over serves one connection: the window's.
    let handed_over = set("WAYLAND_SOCKET");
    let offered = Offered { wayland: set("WAYLAND_DISPLAY") || handed_over, x11: set("DISPLAY") };
    choose(
        choice,
        offered,
        || if handed_over { Some(true) } else { servers::outputs_are_scaled() },
        servers::local_x_server_answers,
    )
}

/// The display server to make the window on.
#[must_use]
#[cfg(not(target_os = "linux"))]
pub fn display_server(_choice: DisplayChoice) -> DisplayServer {
    DisplayServer::Native
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: Offered = Offered { wayland: true, x11: true };

    fn chosen(choice: DisplayChoice, offered: Offered, scaled: Option<bool>, answers: bool) -> DisplayServer {
        choose(choice, offered, || scaled, || answers)
    }

    #[test]
    fn x11_is_taken_where_nothing_is_scaled_and_it_answers() {
        let auto = |scaled, answers| chosen(DisplayChoice::Auto, BOTH, Some(scaled), answers);
        assert_eq!(auto(false, true), DisplayServer::X11);
        assert_eq!(auto(true, true), DisplayServer::Wayland);
        assert_eq!(auto(false, false), DisplayServer::Wayland);
    }

    #[test]
    fn the_user_may_force_either() {
        assert_eq!(chosen(DisplayChoice::X11, BOTH, Some(true), true), DisplayServer::X11);
        assert_eq!(chosen(DisplayChoice::Wayland, BOTH, Some(false), true), DisplayServer::Wayland);
        // But not onto a server that would leave them without a window.
        assert_eq!(chosen(DisplayChoice::X11, BOTH, Some(true), false), DisplayServer::Wayland);
        assert_eq!(chosen(DisplayChoice::Wayland, BOTH, None, true), DisplayServer::X11);
        assert_eq!(chosen(DisplayChoice::Auto, BOTH, None, true), DisplayServer::X11);
        assert_eq!(chosen(DisplayChoice::Auto, BOTH, None, false), DisplayServer::Wayland);
    }

    #[test]
    fn where_there_is_one_it_is_taken_and_nobody_is_asked() {
        let asked = std::cell::Cell::new(false);
        let ask = || asked.set(true);
        let (ask_wayland, ask_x11) = (
            || {
                ask();
                None
            },
            || {
                ask();
                false
            },
        );
        for choice in [DisplayChoice::Auto, DisplayChoice::X11, DisplayChoice::Wayland] {
            for (wayland, x11, expected) in [
                (true, false, DisplayServer::Wayland),
                (false, true, DisplayServer::X11),
                (false, false, DisplayServer::X11),
            ] {
                assert_eq!(choose(choice, Offered { wayland, x11 }, ask_wayland, ask_x11), expected, "{choice:?}");
            }
        }
        assert!(!asked.get());
        assert!(
            !DisplayServer::Wayland.takes_drops()
                && DisplayServer::X11.takes_drops()
                && DisplayServer::Native.takes_drops()
        );
    }
}
