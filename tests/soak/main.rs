//! Endurance: thousands of random actions in one window, workers killed and the file rewritten all the while. Nothing panics, the
//! identity strip always belongs to the selected document, and what was taken is given back.
//!
//! A short run is part of all tests; `REDOX_SOAK_ACTIONS=5000 cargo test --features fault-injection --test soak` is a long one, and
//! `REDOX_SOAK_SEED` another one. The same seed chooses the same actions; what they meet depends on the speed of the machine.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

#[path = "../harness/mod.rs"]
mod harness;
#[path = "../support/mod.rs"]
mod support;

#[cfg(all(feature = "fault-injection", target_os = "linux"))]
mod actions;
#[cfg(all(feature = "fault-injection", target_os = "linux"))]
mod files;
#[cfg(all(feature = "fault-injection", target_os = "linux"))]
mod held;

#[cfg(all(feature = "fault-injection", target_os = "linux"))]
#[test]
fn nothing_breaks_and_nothing_is_kept() {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use harness::{Look, Program};

    static PANICS: AtomicUsize = AtomicUsize::new(0);
    let number = |name: &str, or: u64| std::env::var(name).map_or(or, |text| text.parse().expect(name));
    let (count, seed) = (number("REDOX_SOAK_ACTIONS", 400), number("REDOX_SOAK_SEED", 20_261_127));

    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        PANICS.fetch_add(1, Ordering::SeqCst);
        print(panic);
    }));
    // A name that is typed into a dialog and is no whole path is one in this folder.
    let folder = tempfile::tempdir().unwrap();
    std::env::set_current_dir(folder.path()).unwrap();

    let mut program = Program::empty(Look::default());
    let mut soak = actions::Soak::new(seed, files::Files::new(folder.path()));
    let mut rested = Vec::new();
    let rests = 10;
    for rest in 1..=rests {
        for _ in count * (rest - 1) / rests..count * rest / rests {
            soak.act(&mut program);
            soak.check(&program);
            assert_eq!(PANICS.load(Ordering::SeqCst), 0, "after {}", soak.history());
        }
        soak.rest(&mut program);
        let held = held::Held::now();
        println!("after {} actions, nothing open: {held}", soak.acted);
        rested.push(held);
    }
    println!("{soak}");
    // Thread pools, fonts and shaders come with first use, so the first rests are no measure.
    let (early, late) = (&rested[rests as usize / 2 - 1], &rested[rests as usize - 1]);
    assert!(late.handles <= early.handles, "handles: {early} then {late}");
    assert!(late.threads <= early.threads, "threads: {early} then {late}");
    assert!(late.heap_bytes <= early.heap_bytes + held::SLACK_BYTES, "heap: {early} then {late}");
    assert_eq!(late.workers, 0, "{late}");
}

#[cfg(not(all(feature = "fault-injection", target_os = "linux")))]
#[test]
fn endurance_needs_fault_injection() {
    println!("left out: the endurance run, which needs Linux and `--features fault-injection`");
}
