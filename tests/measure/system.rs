//! What the system tells about this process and its workers.

use std::time::Duration;

/// Processor time of this thread so far. A frame's work is told by it and not by the clock, as others use the machine too.
#[cfg(target_os = "linux")]
pub fn thread_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// Where the system is not asked, the clock is all there is.
#[cfg(not(target_os = "linux"))]
pub fn thread_time() -> Duration {
    use std::sync::OnceLock;
    use std::time::Instant;
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

/// Memory of this process and of `workers`, in bytes: each page counts for those who share it together once. `None` where it
/// cannot be read: workers hide theirs from everybody but the administrator.
pub fn proportional_bytes(workers: &[u32]) -> Option<u64> {
    let own = rollup("self")?;
    let mut sum = own;
    for worker in workers {
        sum += rollup(&worker.to_string())?;
    }
    Some(sum)
}

fn rollup(process: &str) -> Option<u64> {
    let text = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

/// Megabytes in words.
pub fn mb(bytes: u64) -> String {
    format!("{:.0} MB", bytes as f64 / (1 << 20) as f64)
}
