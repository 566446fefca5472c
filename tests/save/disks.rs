//! Disks and folders that refuse: full, read-only, closed to the user, with a limit on the size of files.
#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use redox_media_viewer::save::Existing;

use super::atomic::names;
use super::child::{Orders, PIECE_BYTES};

/// A user without rights; `nobody` on most systems.
const NOBODY: u32 = 65534;

/// A folder that everybody may enter, with the tests' program in it, so that another user can run it.
struct Stage {
    folder: tempfile::TempDir,
    program: PathBuf,
}

impl Stage {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        allow(folder.path(), 0o755);
        let program = folder.path().join("program");
        // By another process: a program that this one has open for writing cannot be started, and a test running beside
        // this one may hand the open file on to its own child.
        let copy = Command::new("cp").arg(std::env::current_exe().unwrap()).arg(&program).status();
        assert!(copy.unwrap().success());
        allow(&program, 0o755);
        Self { folder, program }
    }

    fn folder(&self, name: &str, mode: u32) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::create_dir(&path).unwrap();
        allow(&path, mode);
        path
    }

    /// Runs `script` in a shell, with the program as `$0`, `folder` as `$1` and the child's arguments after it.
    fn shell(&self, shell: &mut Command, script: &str, folder: &Path, orders: &Orders<'_>) -> String {
        shell.args(["-c", script]).arg(&self.program).arg(folder);
        orders.give(shell);
        said(shell)
    }
}

/// A shell that may mount without anybody else seeing it.
fn mounting_shell() -> Command {
    let mut command = Command::new("unshare");
    // Root needs no user namespace for that, others do.
    command.args(if is_root() { &["-m", "sh"][..] } else { &["-U", "-r", "-m", "sh"] });
    command
}

fn can_mount(folder: &Path) -> bool {
    let mut command = mounting_shell();
    command.args(["-c", r#"mount -t tmpfs none "$0""#]).arg(folder);
    let can = command.output().is_ok_and(|output| output.status.success());
    if !can {
        println!("skipped: no file system can be mounted here");
    }
    can
}

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// What the child and its shell say, without the test runner's lines.
fn said(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let all = String::from_utf8_lossy(&output.stdout).into_owned();
    let ours: Vec<_> = all.lines().filter_map(|line| line.strip_prefix("RESULT ")).collect();
    assert!(!ours.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    ours.join(", ")
}

fn at_once(target: &Path, existing: Existing, pieces: usize) -> Orders<'_> {
    Orders { role: "at once", target, existing, pieces }
}

fn as_nobody(stage: &Stage, target: &Path, existing: Existing) -> String {
    let mut command = Command::new(&stage.program);
    at_once(target, existing, 1).give(&mut command);
    if is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    command.current_dir("/");
    said(&mut command)
}

#[test]
fn folder_closed_to_the_user() {
    let stage = Stage::new();
    let closed = stage.folder("closed", 0o755);
    fs::write(closed.join("old"), b"old").unwrap();
    allow(&closed.join("old"), 0o666);
    allow(&closed, 0o555);
    let nothing = as_nobody(&stage, &closed.join("a"), Existing::Refuse);
    assert_eq!(nothing, "Err(NoPermission(Nothing))");
    let old = as_nobody(&stage, &closed.join("old"), Existing::Replace);
    assert_eq!(old, "Err(NoPermission(OldFile))");
    assert_eq!(names(&closed), ["old"]);
    assert_eq!(fs::read(closed.join("old")).unwrap(), b"old");
    let hidden = stage.folder("hidden", 0o000);
    assert_eq!(as_nobody(&stage, &hidden.join("a"), Existing::Refuse), "Err(NoPermission(Nothing))");
    allow(&hidden, 0o700);
}

#[test]
fn folder_that_may_be_written_but_not_read() {
    let stage = Stage::new();
    let inbox = stage.folder("inbox", 0o333);
    assert_eq!(as_nobody(&stage, &inbox.join("a"), Existing::Refuse), "Ok(())");
    allow(&inbox, 0o700);
    assert_eq!(names(&inbox), ["a"]);
}

const FULL: &str = r#"set -e
    mount -t tmpfs -o size=256k,mode=777 none "$1"
    printf old > "$1/old"
    folder="$1"; shift
    "$0" "$@"
    printf '\nRESULT %s\n' "$(cd "$folder"; ls -A | tr '\n' ' ')$(head -c 3 "$folder/old")""#;

const READ_ONLY: &str = r#"set -e
    mount -t tmpfs none "$1"
    printf old > "$1/old"
    mount -o remount,bind,ro "$1"
    shift
    exec "$0" "$@""#;

#[test]
fn full_disk() {
    let stage = Stage::new();
    let mount = stage.folder("mount", 0o755);
    if !can_mount(&mount) {
        return;
    }
    let save = |name: &str, existing, pieces| {
        stage.shell(&mut mounting_shell(), FULL, &mount, &at_once(&mount.join(name), existing, pieces))
    };
    assert_eq!(save("a", Existing::Refuse, 16), "Err(DiskFull(Nothing)), old old");
    assert_eq!(save("old", Existing::Replace, 16), "Err(DiskFull(OldFile)), old old");
    assert_eq!(save("a", Existing::Refuse, 1), "Ok(()), a old old");
    assert_eq!(save("old", Existing::Replace, 1), "Ok(()), old nnn");
}

#[test]
fn read_only_disk() {
    let stage = Stage::new();
    let mount = stage.folder("mount", 0o755);
    if !can_mount(&mount) {
        return;
    }
    let save = |name: &str, existing| {
        stage.shell(&mut mounting_shell(), READ_ONLY, &mount, &at_once(&mount.join(name), existing, 1))
    };
    assert_eq!(save("a", Existing::Refuse), "Err(ReadOnly(Nothing))");
    assert_eq!(save("old", Existing::Replace), "Err(ReadOnly(OldFile))");
}

#[test]
fn limit_on_the_size_of_files() {
    let stage = Stage::new();
    let folder = stage.folder("folder", 0o755);
    fs::write(folder.join("old"), b"old").unwrap();
    // 64 blocks of 512 bytes (1024 in some shells); without the trap the system would end the process.
    let script = r#"trap "" XFSZ; ulimit -f 64; shift; exec "$0" "$@""#;
    let pieces = 2 * 64 * 1024 / PIECE_BYTES;
    let save = |name: &str, existing| {
        stage.shell(&mut Command::new("sh"), script, &folder, &at_once(&folder.join(name), existing, pieces))
    };
    assert_eq!(save("a", Existing::Refuse), "Err(FileTooLarge(Nothing))");
    assert_eq!(save("old", Existing::Replace), "Err(FileTooLarge(OldFile))");
    assert_eq!(names(&folder), ["old"]);
    assert_eq!(fs::read(folder.join("old")).unwrap(), b"old");
}
