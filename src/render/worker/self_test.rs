//! Tries, in a worker that has given up its rights, what it must not be able to do and what it must: `--render-worker --self-test`.
//! Part of `worker`. One line each goes to the standard output:
//!
//! ```text
//! denied       open /etc/passwd (EACCES)
//! ALLOWED      connect to an address (ECONNREFUSED)
//! no layer     start a program
//! works        allocate memory
//! BROKEN       draw a letter with PDFium
//! ```
//!
//! A worker can write to a pipe or a terminal, not to a file. `no layer` stands where a deed went through because this kernel lacks every layer that would stop it.

use std::ffi::CStr;
use std::fs::{self, File};
use std::io::{self, Write};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::unix::net::{UnixDatagram, UnixListener, UnixStream};
use std::process::ExitCode;
use std::time::Instant;

use crate::render::formats::{self, EngineChoice};
use crate::render::sandbox::{FONT_FOLDERS, Layer, Layers};

use Layer::{Files, SystemCalls};

/// Something that must fail, and the layers each of which makes it fail.
struct Forbidden {
    deed: &'static str,
    layers: &'static [Layer],
    attempt: fn() -> io::Result<()>,
}

const fn forbidden(deed: &'static str, layers: &'static [Layer], attempt: fn() -> io::Result<()>) -> Forbidden {
    Forbidden { deed, layers, attempt }
}

const FORBIDDEN: &[Forbidden] = &[
    forbidden("open /etc/passwd", &[Files], || open("/etc/passwd")),
    forbidden("open /proc/self/mem", &[Files], || open("/proc/self/mem")),
    forbidden("open /proc/self/environ", &[Files], || open("/proc/self/environ")),
    forbidden("open /proc/1/environ", &[Files], || open("/proc/1/environ")),
    forbidden("open /proc/self/exe", &[Files], || open("/proc/self/exe")),
    forbidden("list the root folder", &[Files], || fs::read_dir("/").map(drop)),
    forbidden("leave the font folders by ..", &[Files], || open("/usr/share/fonts/../../../etc/passwd")),
    forbidden("open for writing", &[Files, SystemCalls], || File::options().write(true).open("/dev/null").map(drop)),
    forbidden("write to /tmp", &[Files, SystemCalls], || create("/tmp/redox-media-viewer-self-test")),
    forbidden("create a file in the current folder", &[Files, SystemCalls], || create("redox-media-viewer-self-test")),
    forbidden("create a file without a name", &[Files, SystemCalls], || {
        use std::os::unix::fs::OpenOptionsExt as _;
        File::options().write(true).custom_flags(libc::O_TMPFILE).open("/tmp").map(drop)
    }),
    forbidden("make a folder", &[Files, SystemCalls], || {
        fs::create_dir("/tmp/redox-media-viewer-self-test")?;
        fs::remove_dir("/tmp/redox-media-viewer-self-test")
    }),
    forbidden("rename a file", &[SystemCalls], || fs::rename(NOWHERE, NOWHERE)),
    forbidden("delete a file", &[SystemCalls], || fs::remove_file(NOWHERE)),
    forbidden("change a file's mode", &[SystemCalls], || {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(NOWHERE, fs::Permissions::from_mode(0o600))
    }),
    forbidden("change the current folder", &[SystemCalls], || std::env::set_current_dir("/")),
    forbidden("connect by TCP", &[SystemCalls], || TcpStream::connect("127.0.0.1:9").map(drop)),
    forbidden("listen by TCP", &[SystemCalls], || TcpListener::bind("127.0.0.1:0").map(drop)),
    forbidden("open a UDP socket", &[SystemCalls], || UdpSocket::bind("127.0.0.1:0").map(drop)),
    forbidden("connect by a UNIX socket", &[SystemCalls], || UnixStream::connect(NOWHERE).map(drop)),
    forbidden("listen by a UNIX socket", &[SystemCalls], || UnixListener::bind(NOWHERE).map(drop)),
    forbidden("open a UNIX datagram socket", &[SystemCalls], || UnixDatagram::unbound().map(drop)),
    forbidden("make a pair of sockets", &[SystemCalls], || UnixStream::pair().map(drop)),
    forbidden("open a netlink socket", &[SystemCalls], || {
        call(libc::SYS_socket, [libc::AF_NETLINK.into(), libc::SOCK_RAW.into(), 0])
    }),
    forbidden("use a socket", &[SystemCalls], || call(libc::SYS_connect, NOTHING)),
    forbidden("start a thread", &[SystemCalls], || std::thread::Builder::new().spawn(|| ()).map(drop)),
    forbidden("start a program", &[SystemCalls], || std::process::Command::new("/bin/true").spawn().map(drop)),
    forbidden("become another program", &[SystemCalls], || call(libc::SYS_execve, [path(NO_FILE), 0, 0])),
    forbidden("become another program (execveat)", &[SystemCalls], || call(libc::SYS_execveat, [-1, path(NO_FILE), 0])),
    forbidden("fork", &[SystemCalls], || split(libc::SYS_clone, libc::SIGCHLD.into())),
    #[cfg(target_arch = "x86_64")]
    forbidden("fork (old call)", &[SystemCalls], || split(libc::SYS_fork, 0)),
    // Not vfork: where it goes through, the child spoils the stack that it shares. `seccomp` looks that it is not on the list.
    forbidden("fork (clone3)", &[SystemCalls], || call(libc::SYS_clone3, NOTHING)),
    forbidden("trace another program", &[SystemCalls], || {
        call(libc::SYS_ptrace, [libc::PTRACE_ATTACH.into(), NOBODY, 0])
    }),
    forbidden("read another program's memory", &[SystemCalls], || call(libc::SYS_process_vm_readv, [NOBODY, 0, 0])),
    forbidden("write another program's memory", &[SystemCalls], || call(libc::SYS_process_vm_writev, [NOBODY, 0, 0])),
    forbidden("take another program's files", &[SystemCalls], || call(libc::SYS_pidfd_getfd, NOTHING)),
    forbidden("look up another program", &[SystemCalls], || call(libc::SYS_pidfd_open, [parent(), 0, 0])),
    // Signal 0 only asks whether it may be sent.
    forbidden("signal the parent", &[SystemCalls], || call(libc::SYS_kill, [parent(), 0, 0])),
    forbidden("signal a thread of the parent", &[SystemCalls], || call(libc::SYS_tgkill, [parent(), parent(), 0])),
    forbidden("signal any thread", &[SystemCalls], || call(libc::SYS_tkill, [parent(), 0, 0])),
    forbidden("signal every program", &[SystemCalls], || call(libc::SYS_kill, [-1, 0, 0])),
    forbidden("io_uring_setup", &[SystemCalls], || call(libc::SYS_io_uring_setup, NOTHING)),
    forbidden("io_uring_enter", &[SystemCalls], || call(libc::SYS_io_uring_enter, NOTHING)),
    forbidden("io_uring_register", &[SystemCalls], || call(libc::SYS_io_uring_register, NOTHING)),
    forbidden("openat2", &[SystemCalls], || call(libc::SYS_openat2, NOTHING)),
    forbidden("open_by_handle_at", &[SystemCalls], || call(libc::SYS_open_by_handle_at, NOTHING)),
    forbidden("memfd_create", &[SystemCalls], || call(libc::SYS_memfd_create, [path(NO_FILE), 0, 0])),
    forbidden("memfd_secret", &[SystemCalls], || call(libc::SYS_memfd_secret, NOTHING)),
    forbidden("map memory to run", &[SystemCalls], || map(libc::PROT_READ | libc::PROT_EXEC)),
    forbidden("map memory to write and run", &[SystemCalls], || {
        map(libc::PROT_READ | libc::PROT_WRITE | libc::PROT_EXEC)
    }),
    forbidden("make memory run", &[SystemCalls], || call(libc::SYS_mprotect, [0, 4096, i64::from(libc::PROT_EXEC)])),
    forbidden("make memory run (pkey)", &[SystemCalls], || call(libc::SYS_pkey_mprotect, NOTHING)),
    forbidden("mount", &[SystemCalls], || call(libc::SYS_mount, NOTHING)),
    forbidden("keyctl", &[SystemCalls], || call(libc::SYS_keyctl, NOTHING)),
    forbidden("bpf", &[SystemCalls], || call(libc::SYS_bpf, NOTHING)),
    forbidden("perf_event_open", &[SystemCalls], || call(libc::SYS_perf_event_open, NOTHING)),
    forbidden("userfaultfd", &[SystemCalls], || call(libc::SYS_userfaultfd, NOTHING)),
    forbidden("unshare", &[SystemCalls], || call(libc::SYS_unshare, [0, 0, 0])),
    forbidden("setns", &[SystemCalls], || call(libc::SYS_setns, NOTHING)),
    forbidden("chroot", &[SystemCalls], || call(libc::SYS_chroot, NOTHING)),
    forbidden("setuid", &[SystemCalls], || call(libc::SYS_setuid, NOTHING)),
    forbidden("ioctl", &[SystemCalls], || call(libc::SYS_ioctl, NOTHING)),
    forbidden("fcntl", &[SystemCalls], || call(libc::SYS_fcntl, NOTHING)),
    forbidden("share memory", &[SystemCalls], || call(libc::SYS_shmget, NOTHING)),
    forbidden("raise a limit", &[SystemCalls], || call(libc::SYS_prlimit64, NOTHING)),
    forbidden("outlive the program", &[SystemCalls], || call(libc::SYS_prctl, [libc::PR_SET_PDEATHSIG.into(), 0, 0])),
    forbidden("change personality", &[SystemCalls], || call(libc::SYS_personality, [0xffff_ffff, 0, 0])),
    forbidden("inotify", &[SystemCalls], || call(libc::SYS_inotify_init1, NOTHING)),
    forbidden("truncate a file", &[SystemCalls], || call(libc::SYS_ftruncate, NOTHING)),
];

/// Something that must go on.
type Needed = (&'static str, fn() -> bool);

const NEEDED: &[Needed] = &[
    ("allocate memory", || {
        let mut memory = Vec::<u8>::new();
        memory.try_reserve_exact(MEMORY_BYTES).is_ok() && {
            memory.resize(MEMORY_BYTES, 0x5a);
            std::hint::black_box(&memory).iter().step_by(4096).all(|byte| *byte == 0x5a)
        }
    }),
    ("read a font", reads_fonts),
    ("draw a letter", || formats::draw_letter(EngineChoice::Best)),
    ("draw a letter with the built-in engine", || formats::draw_letter(EngineChoice::Hayro)),
    ("sleep", || {
        std::thread::sleep(std::time::Duration::from_millis(1));
        true
    }),
    ("catch a panic", || std::panic::catch_unwind(|| std::panic::resume_unwind(Box::new(()))).is_err()),
];

const MEMORY_BYTES: usize = 64 * 1024 * 1024;
const NOWHERE: &str = "/nowhere/redox-media-viewer";
const NO_FILE: &CStr = c"/nowhere/redox-media-viewer";
/// No process has this number (`PID_MAX_LIMIT` of Linux is 4,194,304).
const NOBODY: i64 = i32::MAX as i64;
/// Arguments with which every call fails, if it is let in.
const NOTHING: [i64; 3] = [-1, -1, -1];

/// Tries everything and reports to `out`. Fails only where it cannot report: whoever reads the lines judges them.
pub(super) fn run(out: &mut dyn Write, layers: Layers, begun: Instant) -> ExitCode {
    match report(out, layers, begun) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn report(out: &mut dyn Write, layers: Layers, begun: Instant) -> io::Result<()> {
    writeln!(out, "time         {} µs for all layers", begun.elapsed().as_micros())?;
    for layer in Layer::ALL {
        let word = if layers.contains(layer) { "layer" } else { "missing" };
        writeln!(out, "{word:<12} {}", layer.label())?;
    }
    for Forbidden { deed, layers: stopping, attempt } in FORBIDDEN {
        let result = attempt();
        let code = result.as_ref().err().and_then(io::Error::raw_os_error);
        let word = match code {
            Some(libc::EPERM | libc::EACCES) => "denied",
            _ if stopping.iter().any(|layer| layers.contains(*layer)) => "ALLOWED",
            _ => "no layer",
        };
        let reason = match result {
            Ok(()) => String::new(),
            Err(error) => format!(" ({error})"),
        };
        writeln!(out, "{word:<12} {deed}{reason}")?;
    }
    for (deed, attempt) in NEEDED {
        let word = if attempt() { "works" } else { "BROKEN" };
        writeln!(out, "{word:<12} {deed}")?;
    }
    writeln!(out, "end")?;
    out.flush()
}

fn open(path: &str) -> io::Result<()> {
    File::open(path).map(drop)
}

fn create(path: &str) -> io::Result<()> {
    File::create_new(path)?;
    // Never left behind, should it be made.
    let _ = fs::remove_file(path);
    Ok(())
}

/// The first file of every font folder that this system has.
fn reads_fonts() -> bool {
    fn first_file(folder: &str) -> Option<io::Result<File>> {
        let mut folders = vec![std::path::PathBuf::from(folder)];
        while let Some(folder) = folders.pop() {
            let listed = match fs::read_dir(&folder) {
                Ok(listed) => listed,
                Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
                Err(error) => return Some(Err(error)),
            };
            for entry in listed.flatten() {
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                    Ok(kind) if kind.is_file() => return Some(File::open(entry.path())),
                    _ => {}
                }
            }
        }
        None
    }
    FONT_FOLDERS
        .into_iter()
        .filter_map(first_file)
        .all(|opened| opened.and_then(|mut file| io::Read::read(&mut file, &mut [0; 64])).is_ok())
}

fn parent() -> i64 {
    i64::from(std::os::unix::process::parent_id())
}

fn path(path: &CStr) -> i64 {
    path.as_ptr() as i64
}

fn result(returned: libc::c_long) -> io::Result<()> {
    if returned < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

/// Makes a system call as a reader that has been taken over would: past every library.
fn call(number: libc::c_long, [first, second, third]: [i64; 3]) -> io::Result<()> {
    // SAFETY: none of the calls of the list writes to memory of this process with the arguments given there: pointers are null, -1 (an
    // address of the kernel) or a constant path that is only read.
    #[expect(unsafe_code, reason = "a raw system call is what is to be tried")]
    result(unsafe { libc::syscall(number, first, second, third, 0, 0, 0) })
}

/// Makes a child, by a call that returns twice.
fn split(number: libc::c_long, flags: i64) -> io::Result<()> {
    // SAFETY: the process has one thread, and the child does nothing but end.
    #[expect(unsafe_code, reason = "a raw system call is what is to be tried")]
    let child = unsafe {
        let child = libc::syscall(number, flags, 0, 0, 0, 0);
        if child == 0 {
            libc::_exit(0);
        }
        child
    };
    result(child)
}

/// Asks for a page of memory.
fn map(protection: libc::c_int) -> io::Result<()> {
    // SAFETY: a new mapping, at a place that the kernel chooses.
    #[expect(unsafe_code, reason = "a raw system call is what is to be tried")]
    let mapped =
        unsafe { libc::mmap(std::ptr::null_mut(), 4096, protection, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS, -1, 0) };
    if mapped == libc::MAP_FAILED { Err(io::Error::last_os_error()) } else { Ok(()) }
}
