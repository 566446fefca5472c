//! The layer of seccomp: the system calls that reading a document takes, and no other.
//!
//! The list was found by watching workers read the test documents and the public corpora with both engines, and crash; `tests/render`
//! compares what they draw with what is drawn without. Added to it is what other C libraries take for the same. What is not on it fails
//! with EPERM and kills nothing: a library that can do without goes on, and one that cannot shows as a failed page.

/// Gives up all system calls but those of the list, on every thread. False where that cannot be done.
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
pub(super) fn enter() -> bool {
    false
}

/// Gives up all system calls but those of the list, on every thread. False where that cannot be done.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
pub(super) fn enter() -> bool {
    program().is_some_and(|program| seccompiler::apply_filter_all_threads(&program).is_ok())
}

/// Calls that are allowed whatever their arguments.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
const ALLOWED: &[libc::c_long] = &[
    // Memory.
    libc::SYS_brk,
    libc::SYS_madvise,
    libc::SYS_mremap,
    libc::SYS_munmap,
    // The pipes, and fonts: only what is open already, or `openat` gives.
    libc::SYS_close,
    libc::SYS_getdents64,
    libc::SYS_lseek,
    libc::SYS_newfstatat,
    libc::SYS_read,
    libc::SYS_write,
    // What C libraries before 2.33 look at files with, and PDFium, which was built against one.
    libc::SYS_fstat,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_stat,
    // Locks, time, random numbers. Time takes a call only where the kernel has no faster way.
    libc::SYS_clock_gettime,
    libc::SYS_clock_nanosleep,
    libc::SYS_futex,
    libc::SYS_getrandom,
    // A crash, and the end.
    libc::SYS_exit_group,
    libc::SYS_getpid,
    libc::SYS_gettid,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
];

/// `open` flags that change a file, or make one, or give a handle on one that is not read.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
const NOT_READING: libc::c_int = libc::O_ACCMODE
    | libc::O_CREAT
    | libc::O_TRUNC
    | libc::O_APPEND
    | libc::O_TMPFILE & !libc::O_DIRECTORY
    | libc::O_PATH;

#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
fn program() -> Option<seccompiler::BpfProgram> {
    use std::collections::BTreeMap;

    use seccompiler::{SeccompAction, SeccompFilter, TargetArch};

    let pid = u64::from(std::process::id());
    let mut rules: BTreeMap<i64, Vec<_>> = ALLOWED.iter().map(|call| (*call, Vec::new())).collect();
    // Memory that has been written is never run: PDFium has no compiler, and its library is loaded by now.
    rules.insert(libc::SYS_mmap, vec![without(2, libc::PROT_EXEC)?]);
    rules.insert(libc::SYS_mprotect, vec![without(2, libc::PROT_EXEC)?]);
    rules.insert(libc::SYS_openat, vec![without(2, NOT_READING)?]);
    // `abort` sends a signal to its own process.
    rules.insert(libc::SYS_tgkill, vec![only(0, pid)?]);
    let denied = SeccompAction::Errno(u32::try_from(libc::EPERM).ok()?);
    let arch = TargetArch::try_from(std::env::consts::ARCH).ok()?;
    SeccompFilter::new(rules, denied, SeccompAction::Allow, arch).ok()?.try_into().ok()
}

/// The argument has none of the bits of `mask`.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
fn without(argument: u8, mask: libc::c_int) -> Option<seccompiler::SeccompRule> {
    let mask = u64::try_from(mask).ok()?;
    rule(argument, seccompiler::SeccompCmpOp::MaskedEq(mask), 0)
}

/// The argument is `value`.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
fn only(argument: u8, value: u64) -> Option<seccompiler::SeccompRule> {
    rule(argument, seccompiler::SeccompCmpOp::Eq, value)
}

#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
fn rule(argument: u8, operator: seccompiler::SeccompCmpOp, value: u64) -> Option<seccompiler::SeccompRule> {
    use seccompiler::{SeccompCmpArgLen, SeccompCondition, SeccompRule};

    // All of these arguments are an `int`, of which the kernel looks at the low half alone.
    let condition = SeccompCondition::new(argument, SeccompCmpArgLen::Dword, operator, value).ok()?;
    SeccompRule::new(vec![condition]).ok()
}

#[cfg(test)]
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
mod tests {
    use super::ALLOWED;

    /// What the self-test cannot try, as it would end what tries it.
    #[test]
    fn nothing_that_makes_a_process_or_ends_the_computer_is_on_the_list() {
        #[cfg(target_arch = "x86_64")]
        assert!(!ALLOWED.contains(&libc::SYS_vfork) && !ALLOWED.contains(&libc::SYS_fork));
        for call in [libc::SYS_clone, libc::SYS_clone3, libc::SYS_execve, libc::SYS_reboot, libc::SYS_kexec_load] {
            assert!(!ALLOWED.contains(&call), "{call}");
        }
    }

    #[test]
    fn there_is_a_program() {
        assert!(super::program().is_some());
    }
}
