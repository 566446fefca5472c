//! Which display server the window is made on. winit 0.30 delivers no drops on Wayland, so where X11 looks the same, that is
//! where no output is scaled, the window goes to X11; scaled outputs would blur it there. The user may force either.

use crate::state::DisplayServer;
use crate::state::settings::DisplayChoice;

/// What the surroundings of the program offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Offered {
    wayland: bool,
    x11: bool,
}

/// Chooses for the user. `scaled` says whether an output of the Wayland server is scaled, and `answers` whether the X server
/// does; they are asked only where it matters.
fn choose(
    choice: DisplayChoice,
    offered: Offered,
    scaled: impl FnOnce() -> bool,
    answers: impl FnOnce() -> bool,
) -> DisplayServer {
    match (offered.wayland, offered.x11) {
        (true, true) => {
            let x11 = match choice {
                DisplayChoice::Wayland => false,
                DisplayChoice::X11 => answers(),
                DisplayChoice::Auto => !scaled() && answers(),
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
    choose(choice, offered, || handed_over || linux::outputs_are_scaled(), linux::local_x_server_answers)
}

/// The display server to make the window on.
#[must_use]
#[cfg(not(target_os = "linux"))]
pub fn display_server(_choice: DisplayChoice) -> DisplayServer {
    DisplayServer::Native
}

#[cfg(target_os = "linux")]
mod linux {
    use std::collections::HashMap;

    use wayland_client::protocol::{wl_output, wl_registry};
    use wayland_client::{Connection, Dispatch, EventQueue, QueueHandle};

    /// Whether the server of the session answers. One on another machine is none of the session's: its window would be there.
    pub fn local_x_server_answers() -> bool {
        let local =
            std::env::var("DISPLAY").is_ok_and(|display| display.starts_with(':') || display.starts_with("unix:"));
        local && x11rb::connect(None).is_ok()
    }

    /// Whether an output is scaled, or that cannot be told. Servers that scale by fractions name the next whole number.
    pub fn outputs_are_scaled() -> bool {
        scales().is_none_or(|scales| scales.is_empty() || scales.into_iter().any(|scale| scale != 1))
    }

    fn scales() -> Option<Vec<i32>> {
        let connection = Connection::connect_to_env().ok()?;
        let mut queue: EventQueue<Outputs> = connection.new_event_queue();
        let _registry = connection.display().get_registry(&queue.handle(), ());
        let mut outputs = Outputs::default();
        // The first answer names the outputs, the second says how they are.
        queue.roundtrip(&mut outputs).ok()?;
        queue.roundtrip(&mut outputs).ok()?;
        Some(outputs.scales.into_values().collect())
    }

    #[derive(Default)]
    struct Outputs {
        /// By the number of the output.
        scales: HashMap<u32, i32>,
    }

    impl Dispatch<wl_registry::WlRegistry, ()> for Outputs {
        fn event(
            state: &mut Self,
            registry: &wl_registry::WlRegistry,
            event: wl_registry::Event,
            _: &(),
            _: &Connection,
            queue: &QueueHandle<Self>,
        ) {
            if let wl_registry::Event::Global { name, interface, version } = event
                && interface == "wl_output"
            {
                state.scales.insert(name, 1);
                // The second version of the interface tells the scale; without it there is none.
                registry.bind::<wl_output::WlOutput, _, _>(name, version.min(2), queue, name);
            }
        }
    }

    impl Dispatch<wl_output::WlOutput, u32> for Outputs {
        fn event(
            state: &mut Self,
            _: &wl_output::WlOutput,
            event: wl_output::Event,
            name: &u32,
            _: &Connection,
            _: &QueueHandle<Self>,
        ) {
            if let wl_output::Event::Scale { factor } = event {
                state.scales.insert(*name, factor);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: Offered = Offered { wayland: true, x11: true };

    fn chosen(choice: DisplayChoice, offered: Offered, scaled: bool, answers: bool) -> DisplayServer {
        choose(choice, offered, || scaled, || answers)
    }

    #[test]
    fn x11_is_taken_where_nothing_is_scaled_and_it_answers() {
        let auto = |scaled, answers| chosen(DisplayChoice::Auto, BOTH, scaled, answers);
        assert_eq!(auto(false, true), DisplayServer::X11);
        assert_eq!(auto(true, true), DisplayServer::Wayland);
        assert_eq!(auto(false, false), DisplayServer::Wayland);
    }

    #[test]
    fn the_user_may_force_either() {
        assert_eq!(chosen(DisplayChoice::X11, BOTH, true, true), DisplayServer::X11);
        assert_eq!(chosen(DisplayChoice::Wayland, BOTH, false, true), DisplayServer::Wayland);
        // But not onto a server that would leave them without a window.
        assert_eq!(chosen(DisplayChoice::X11, BOTH, true, false), DisplayServer::Wayland);
    }

    #[test]
    fn where_there_is_one_it_is_taken_and_nobody_is_asked() {
        let asked = std::cell::Cell::new(false);
        let ask = || {
            asked.set(true);
            false
        };
        for choice in [DisplayChoice::Auto, DisplayChoice::X11, DisplayChoice::Wayland] {
            for (wayland, x11, expected) in [
                (true, false, DisplayServer::Wayland),
                (false, true, DisplayServer::X11),
                (false, false, DisplayServer::X11),
            ] {
                assert_eq!(choose(choice, Offered { wayland, x11 }, ask, ask), expected, "{choice:?}");
            }
        }
        let wayland = choose(DisplayChoice::Wayland, BOTH, ask, ask);
        assert!(!asked.get());
        assert!(!wayland.takes_drops() && DisplayServer::X11.takes_drops() && DisplayServer::Native.takes_drops());
    }
}
