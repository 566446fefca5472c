//! The display servers of a Linux session, asked what the choice between them depends on. Called by `display`.

use std::collections::HashMap;

use wayland_client::protocol::{wl_output, wl_registry};
use wayland_client::{Connection, Dispatch, EventQueue, QueueHandle};

/// Whether the server of the session answers. One on another machine is none of the session's: its window would be there.
pub fn local_x_server_answers() -> bool {
    let local = std::env::var("DISPLAY").is_ok_and(|display| display.starts_with(':') || display.starts_with("unix:"));
    local && x11rb::connect(None).is_ok()
}

/// Whether an output is scaled, or may be: there may be none yet. `None` where the Wayland server does not answer. Servers that
/// scale by fractions name the next whole number.
pub fn outputs_are_scaled() -> Option<bool> {
    let scales = scales(&Connection::connect_to_env().ok()?)?;
    Some(scales.is_empty() || scales.into_iter().any(|scale| scale != 1))
}

/// The scale of each output; `None` where the server does not say.
fn scales(connection: &Connection) -> Option<Vec<i32>> {
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use std::io::{Read as _, Write as _};
    use std::os::unix::net::UnixStream;

    use super::*;

    const DISPLAY: u32 = 1;

    fn words(bytes: &[u8]) -> Vec<u32> {
        bytes.chunks_exact(4).map(|word| u32::from_ne_bytes(word.try_into().unwrap())).collect()
    }

    fn send(stream: &mut UnixStream, object: u32, event: u32, arguments: &[u32]) {
        let size = u32::try_from(8 + 4 * arguments.len()).unwrap();
        let message = [&[object, size << 16 | event], arguments].concat();
        let bytes: Vec<u8> = message.iter().flat_map(|word| word.to_ne_bytes()).collect();
        // A client that has heard enough may be gone.
        let _ = stream.write_all(&bytes);
    }

    /// A Wayland server that has outputs and nothing else: of these scales, of this version of their interface.
    fn serve(mut stream: UnixStream, scales: &[u32], version: u32) {
        let mut registry = 0;
        let mut header = [0; 8];
        while stream.read_exact(&mut header).is_ok() {
            let [object, size_and_request] = words(&header)[..] else { return };
            let mut rest = vec![0; (size_and_request >> 16) as usize - 8];
            stream.read_exact(&mut rest).unwrap();
            let arguments = words(&rest);
            match (object, size_and_request & 0xFFFF) {
                // sync: the answer to everything before it is out.
                (DISPLAY, 0) => send(&mut stream, arguments[0], 0, &[0]),
                // get_registry
                (DISPLAY, _) => {
                    registry = arguments[0];
                    for number in 0..u32::try_from(scales.len()).unwrap() {
                        let name = words(b"wl_output\0\0\0");
                        let global = [&[number, 10], name.as_slice(), &[version]].concat();
                        send(&mut stream, registry, 0, &global);
                    }
                }
                // bind
                (object, 0) if object == registry && version >= 2 => {
                    let (number, output) = (arguments[0] as usize, *arguments.last().unwrap());
                    send(&mut stream, output, 3, &[scales[number]]);
                }
                _ => {}
            }
        }
    }

    fn told(scales_there: &'static [u32], version: u32) -> Option<Vec<i32>> {
        let (client, server) = UnixStream::pair().unwrap();
        let thread = std::thread::spawn(move || serve(server, scales_there, version));
        let connection = Connection::from_socket(client).unwrap();
        let mut told = scales(&connection);
        drop(connection);
        thread.join().unwrap();
        if let Some(told) = &mut told {
            told.sort_unstable();
        }
        told
    }

    #[test]
    fn every_output_tells_its_scale() {
        assert_eq!(told(&[1], 4), Some(vec![1]));
        assert_eq!(told(&[1, 2, 1], 2), Some(vec![1, 1, 2]));
        assert_eq!(told(&[], 4), Some(vec![]));
    }

    #[test]
    fn the_first_version_of_the_interface_knows_no_scale() {
        assert_eq!(told(&[7], 1), Some(vec![1]));
    }

    #[test]
    fn a_server_that_goes_away_tells_nothing() {
        let (client, server) = UnixStream::pair().unwrap();
        drop(server);
        assert!(scales(&Connection::from_socket(client).unwrap()).is_none());
    }
}
