//! What the system sees of the workers (Linux). Some of it needs a process to itself: those tests run this program once more.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use redox_media_viewer::render::PoolEvent;

use super::harness::*;
use super::layers::layers_of_this_kernel;

const ALONE: &str = "REDOX_TEST_ALONE";

/// Runs the named test of this file in a process of its own, and gives a command that is ready to start.
fn alone(test: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([&format!("pool::processes::{test}"), "--exact", "--nocapture"]).env(ALONE, "1");
    command
}

fn is_alone() -> bool {
    std::env::var_os(ALONE).is_some()
}

fn is_alive(pid: u32) -> bool {
    // Nobody may be there to reap an orphan: a zombie has ended.
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit(") ").next().is_some_and(|rest| !rest.is_empty() && !rest.starts_with('Z'))
}

fn drawing_bench() -> Bench {
    let mut bench = Bench::new(1);
    let document = bench.pdf(1, "");
    assert!(matches!(bench.result(draw(document, 0)), PoolEvent::Tile { .. }));
    bench
}

#[test]
fn a_worker_is_held_by_every_layer_of_the_kernel() {
    let bench = drawing_bench();
    assert_eq!(bench.pool.layers(), Some(layers_of_this_kernel()));
    let pid = bench.only_pid();
    let limits = std::fs::read_to_string(format!("/proc/{pid}/limits")).unwrap();
    let limit = |name: &str| {
        let line = limits.lines().find(|line| line.starts_with(name)).unwrap();
        line[name.len()..].split_whitespace().take(2).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(limit("Max address space"), ["2147483648", "2147483648"]);
    assert_eq!(limit("Max file size"), ["0", "0"]);
    assert_eq!(limit("Max core file size"), ["0", "0"]);
    assert_eq!(limit("Max open files"), ["64", "64"]);
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    assert!(status.lines().any(|line| line.split_whitespace().eq(["NoNewPrivs:", "1"])), "{status}");
}

#[test]
fn a_worker_holds_its_pipes_and_its_pixels_and_nothing_else() {
    let stray = std::fs::File::open("/dev/null").unwrap();
    rustix::io::fcntl_setfd(&stray, rustix::io::FdFlags::empty()).unwrap();
    let bench = drawing_bench();
    let pid = bench.only_pid();
    let Ok(folder) = std::fs::read_dir(format!("/proc/{pid}/fd")) else {
        println!("left out: only the superuser sees the descriptors of a worker");
        return;
    };
    let mut targets: Vec<String> = folder
        .map(|entry| std::fs::read_link(entry.unwrap().path()).unwrap().to_string_lossy().into_owned())
        .map(|target| target.split(':').next().unwrap().to_owned())
        .collect();
    targets.sort();
    assert_eq!(targets, ["/dev/null", "/dev/null", "pipe", "pipe"]);
    let maps = std::fs::read_to_string(format!("/proc/{pid}/maps")).unwrap();
    assert!(maps.contains("memfd:redox-media-viewer-pixels"), "{maps}");
    let environment = std::fs::read(format!("/proc/{pid}/environ")).unwrap();
    assert!(environment.is_empty() || environment.starts_with(b"PDFIUM_LIB="));
    assert_eq!(std::fs::read_link(format!("/proc/{pid}/cwd")).unwrap(), std::path::Path::new("/"));
}

#[test]
fn two_hundred_workers_leave_no_descriptor_behind() {
    let status = alone("spawn_two_hundred").stdout(Stdio::null()).status().unwrap();
    assert!(status.success());
}

#[test]
fn spawn_two_hundred() {
    if !is_alone() {
        return;
    }
    let descriptors = || std::fs::read_dir("/proc/self/fd").unwrap().count();
    let mut bench = Bench::new(2);
    let document = bench.picture(1, "");
    let mut round = || {
        assert!(matches!(bench.result(draw(document, 0)), PoolEvent::Tile { .. }));
        bench.pool.kill_workers();
        bench.wait_for_workers(0);
    };
    (0..5).for_each(|_| round());
    let before = descriptors();
    (0..200).for_each(|_| round());
    eventually(|| descriptors() <= before);
}

#[test]
fn the_end_of_the_program_ends_a_worker_that_hangs() {
    let mut program = alone("hang_until_killed").stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(program.stdout.take().unwrap()).lines();
    let pid: u32 = lines.map(Result::unwrap).find_map(|line| line.strip_prefix("worker ")?.parse().ok()).unwrap();
    assert!(is_alive(pid));
    program.kill().unwrap();
    program.wait().unwrap();
    eventually(|| !is_alive(pid));
}

#[test]
fn hang_until_killed() {
    if !is_alone() {
        return;
    }
    let mut bench = Bench::new(1);
    let document = bench.pdf(1, "page 1 any hang");
    bench.want(&[draw(document, 0)]);
    bench.wait_for_workers(1);
    std::thread::sleep(std::time::Duration::from_millis(300));
    // On a line of its own, whatever the test runner has printed before.
    println!("\nworker {}", bench.only_pid());
    bench.next();
}
