//! Loads PDFium, once in a process.
//!
//! A PDFium named by the environment comes first, then the one inside the program, then one beside the program. The
//! current folder and the system's library folders are never searched: what lies there need not be ours.

use pdfium_render::prelude::Pdfium;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Environment variable with the absolute path of the PDFium library to use.
const PDFIUM_LIB: &str = "PDFIUM_LIB";

/// The licences of PDFium and all it contains; empty where the program carries no PDFium.
pub const LICENCES: &str = include_str!(concat!(env!("OUT_DIR"), "/pdfium-licences.txt"));

/// Version of the PDFium inside the program, if there is one.
pub const fn embedded_version() -> Option<&'static str> {
    option_env!("PDFIUM_VERSION")
}

/// PDFium, if it is there. The first call loads it, which needs files, threads and memory that can be executed.
pub(in super::super) fn pdfium() -> Option<&'static Pdfium> {
    static LOADED: OnceLock<Option<Pdfium>> = OnceLock::new();
    LOADED.get_or_init(load).as_ref()
}

/// Set to anything but `0`: PDFs are drawn by the built-in engine.
const NO_PDFIUM: &str = "REDOX_MEDIA_VIEWER_NO_PDFIUM";

fn load() -> Option<Pdfium> {
    if std::env::var_os(NO_PDFIUM).is_some_and(|value| value != "0") {
        return None;
    }
    named_by_environment().or_else(embedded).or_else(beside_program)
}

fn named_by_environment() -> Option<Pdfium> {
    std::env::var_os(PDFIUM_LIB).map(PathBuf::from).as_deref().and_then(bind)
}

fn beside_program() -> Option<Pdfium> {
    let program = std::env::current_exe().ok()?;
    bind(&Pdfium::pdfium_platform_library_name_at_path(program.parent()?))
}

/// Only absolute paths: anything else would be searched for.
fn bind(path: &Path) -> Option<Pdfium> {
    if !path.is_absolute() || !path.exists() {
        return None;
    }
    Pdfium::bind_to_library(path).ok().map(Pdfium::new)
}

#[cfg(all(pdfium_embedded, target_os = "linux"))]
fn embedded() -> Option<Pdfium> {
    use std::os::fd::AsRawFd;

    let file = sealed_file(include_bytes!(env!("PDFIUM_LIBRARY_PATH"))).ok()?;
    // The library stays mapped when the file is closed.
    bind(Path::new(&format!("/proc/self/fd/{}", file.as_raw_fd())))
}

#[cfg(not(all(pdfium_embedded, target_os = "linux")))]
fn embedded() -> Option<Pdfium> {
    None
}

/// A file that exists in memory only and can no longer be changed.
#[cfg(all(pdfium_embedded, target_os = "linux"))]
fn sealed_file(bytes: &[u8]) -> std::io::Result<std::fs::File> {
    use rustix::fs::{MemfdFlags, SealFlags, fcntl_add_seals, memfd_create};
    use std::io::Write;

    let flags = MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING;
    // Linux before 6.3 does not know the second flag; a library need not be executable as a program.
    let file = memfd_create(c"pdfium", flags | MemfdFlags::NOEXEC_SEAL).or_else(|_| memfd_create(c"pdfium", flags))?;
    let mut file = std::fs::File::from(file);
    file.write_all(bytes)?;
    fcntl_add_seals(&file, SealFlags::WRITE | SealFlags::GROW | SealFlags::SHRINK | SealFlags::SEAL)?;
    Ok(file)
}
