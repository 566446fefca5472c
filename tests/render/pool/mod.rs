//! The pool with real workers. Most of it needs documents that misbehave on order: `cargo test --features fault-injection`.

#[cfg(feature = "fault-injection")]
mod faults;
#[cfg(feature = "fault-injection")]
mod harness;
#[cfg(feature = "fault-injection")]
mod hostile;
#[cfg(all(feature = "fault-injection", target_os = "linux"))]
mod layers;
#[cfg(feature = "fault-injection")]
mod lifetimes;
#[cfg(all(feature = "fault-injection", target_os = "linux"))]
mod processes;
#[cfg(feature = "fault-injection")]
mod reading;
#[cfg(feature = "fault-injection")]
mod results;
#[cfg(feature = "fault-injection")]
mod turmoil;
#[cfg(feature = "fault-injection")]
mod variants;

#[cfg(not(feature = "fault-injection"))]
#[test]
fn pool_tests_need_fault_injection() {
    println!("left out: the tests of the pool, which need `--features fault-injection`");
}
