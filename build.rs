//! Adds PDFium to the program, where that can be done without any step by hand.
//!
//! The build never fails for want of PDFium: without it PDFs are drawn by the built-in engine, and one warning says so.

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    println!("cargo::rustc-check-cfg=cfg(pdfium_embedded)");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed={}", pdfium::NO_PDFIUM);
    println!("cargo::rerun-if-env-changed={}", pdfium::PDFIUM_LIB);

    let Some(out_dir) = env::var_os("OUT_DIR").map(PathBuf::from) else {
        println!("cargo::error=OUT_DIR is not set; run this through cargo");
        return ExitCode::FAILURE;
    };
    let licences = match pdfium::obtain(&out_dir) {
        Ok(library) => {
            println!("cargo::rustc-cfg=pdfium_embedded");
            println!("cargo::rustc-env=PDFIUM_LIBRARY_PATH={}", library.path.display());
            println!("cargo::rustc-env=PDFIUM_VERSION={}", library.version);
            library.licences
        }
        Err(reason) => {
            if let Some(warning) = reason.warning() {
                println!("cargo::warning={warning}");
            }
            for path in reason.watch() {
                println!("cargo::rerun-if-changed={}", path.display());
            }
            String::new()
        }
    };
    if let Err(error) = std::fs::write(out_dir.join("pdfium-licences.txt"), licences) {
        println!("cargo::error=could not write PDFium's licences: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// Finds the library to embed: a file named by `PDFIUM_LIB`, a wheel of an earlier build, or a wheel from pip.
///
/// The wheels of pypdfium2 carry PDFium built without JavaScript and XFA, with the licences of all it contains.
mod pdfium {
    use sha2::{Digest, Sha256};
    use std::env;
    use std::fs;
    use std::io::{Cursor, Read};
    use std::path::{Path, PathBuf};
    use std::process::{Command, Output, Stdio};

    /// Set to anything but `0`: build without PDFium.
    pub const NO_PDFIUM: &str = "REDOX_MEDIA_VIEWER_NO_PDFIUM";
    /// Path of a PDFium library to embed instead of the pinned one.
    pub const PDFIUM_LIB: &str = "PDFIUM_LIB";

    const PACKAGE: &str = "pypdfium2==5.15.2";
    const VERSION: &str = "159.0.8149";
    /// Longest wait for the package index, so that a build without network goes on soon.
    const PIP_TIMEOUT_SECS: &str = "10";
    /// Licences in the wheel that concern other builds of PDFium than the one it carries.
    const OTHER_BUILDS: [&str; 4] = ["/android/", "/cibw_musl/", "/pbin_musl/", "/v8_xfa/"];

    /// A pinned wheel.
    struct Wheel {
        /// `CARGO_CFG_TARGET_ARCH`; the system is Linux with glibc, the only one that loads a library from memory.
        arch: &'static str,
        /// What pip calls the platform.
        platform: &'static str,
        sha256: &'static str,
        /// Path of the library inside the wheel.
        library: &'static str,
    }

    const WHEELS: [Wheel; 2] = [
        Wheel {
            arch: "x86_64",
            platform: "manylinux_2_17_x86_64",
            sha256: "dc31aea5b0fb9fefc9b537a65f4113980b2c40798445736a7e6565bc85161e37",
            library: "pypdfium2_raw/libpdfium.so",
        },
        Wheel {
            arch: "aarch64",
            platform: "manylinux_2_17_aarch64",
            sha256: "dd46e93c0c3a73f6cea8489baff6d77a5d0759dd53fbbce0aeb49c91830176fc",
            library: "pypdfium2_raw/libpdfium.so",
        },
    ];

    /// A library ready to be embedded.
    pub struct Library {
        pub path: PathBuf,
        pub version: String,
        pub licences: String,
    }

    /// Why there is no library.
    pub enum Missing {
        /// The builder asked for none.
        NotWanted,
        /// No wheel is known for this system.
        OtherSystem,
        /// Python has no pip.
        NoPip,
        /// pip ran, or the file was there, but something did not work.
        Failed(String),
    }

    impl Missing {
        /// The one line to show.
        pub fn warning(&self) -> Option<String> {
            const DRAWN: &str = "PDFs will be drawn by the built-in engine.";
            match self {
                Self::NotWanted => None,
                Self::OtherSystem => Some(format!(
                    "{DRAWN} PDFium cannot be embedded on this system; put its library beside the program to use it."
                )),
                Self::NoPip => Some(format!("{DRAWN} To add PDFium, install python3-pip, then build again.")),
                Self::Failed(why) => Some(format!("{DRAWN} PDFium could not be added: {why}. Each build tries again.")),
            }
        }

        /// Paths whose change makes another try worthwhile. A path that is never there makes every build try.
        pub fn watch(&self) -> Vec<PathBuf> {
            match self {
                Self::NotWanted | Self::OtherSystem => Vec::new(),
                Self::NoPip => {
                    let path = env::var_os("PATH").unwrap_or_default();
                    env::split_paths(&path).filter(|folder| folder.is_absolute() && folder.is_dir()).collect()
                }
                Self::Failed(_) => vec![PathBuf::from("build/try-again")],
            }
        }
    }

    /// Puts the library into `out_dir`.
    pub fn obtain(out_dir: &Path) -> Result<Library, Missing> {
        if env::var_os(NO_PDFIUM).is_some_and(|value| value != "0" && !value.is_empty()) {
            return Err(Missing::NotWanted);
        }
        let target = |name: &str| env::var(name).unwrap_or_default();
        if target("CARGO_CFG_TARGET_OS") != "linux" {
            return Err(Missing::OtherSystem);
        }
        if let Some(path) = env::var_os(PDFIUM_LIB).filter(|path| !path.is_empty()) {
            return chosen_by_builder(Path::new(&path), out_dir);
        }
        let arch = target("CARGO_CFG_TARGET_ARCH");
        let wheel = WHEELS
            .iter()
            .find(|wheel| wheel.arch == arch && target("CARGO_CFG_TARGET_ENV") == "gnu")
            .ok_or(Missing::OtherSystem)?;
        let bytes = wheel_bytes(wheel, out_dir)?;
        unpack(wheel, bytes, out_dir).map_err(Missing::Failed)
    }

    fn chosen_by_builder(path: &Path, out_dir: &Path) -> Result<Library, Missing> {
        println!("cargo::rerun-if-changed={}", path.display());
        let bytes =
            fs::read(path).map_err(|error| Missing::Failed(format!("the file named by {PDFIUM_LIB}: {error}")))?;
        println!("cargo::warning=Embedding the PDFium named by {PDFIUM_LIB}, whatever its version.");
        Ok(Library {
            path: write_library(&bytes, out_dir).map_err(Missing::Failed)?,
            version: "chosen at build time".to_owned(),
            licences: "PDFium was added from a file at build time. Its licences are those of that file.\n".to_owned(),
        })
    }

    /// The wheel, from an earlier build if it is there and whole, else from pip.
    fn wheel_bytes(wheel: &Wheel, out_dir: &Path) -> Result<Vec<u8>, Missing> {
        let cache = cache_folder(out_dir);
        let cached = cache.join(format!("{}-{}.whl", PACKAGE.replace("==", "-"), wheel.platform));
        if let Ok(bytes) = fs::read(&cached)
            && sha256(&bytes) == wheel.sha256
        {
            return Ok(bytes);
        }
        let downloaded = download(wheel, out_dir)?;
        let bytes = fs::read(&downloaded).map_err(|error| Missing::Failed(format!("the download: {error}")))?;
        if sha256(&bytes) != wheel.sha256 {
            return Err(Missing::Failed(format!("the download of {PACKAGE} is not the file expected (SHA-256)")));
        }
        // A build that cannot keep the wheel still has it; and a rename never leaves half a file for another build.
        if fs::create_dir_all(&cache).is_ok() {
            let _ = fs::rename(&downloaded, &cached);
        }
        Ok(bytes)
    }

    /// A folder that debug and release builds share: in cargo's target folder, which it marks with a tag file.
    fn cache_folder(out_dir: &Path) -> PathBuf {
        out_dir
            .ancestors()
            .find(|folder| folder.join("CACHEDIR.TAG").is_file())
            .unwrap_or(out_dir)
            .join("pdfium-wheels")
    }

    fn download(wheel: &Wheel, out_dir: &Path) -> Result<PathBuf, Missing> {
        let (program, first_arguments) = pip().ok_or(Missing::NoPip)?;
        let folder = out_dir.join("download");
        let _ = fs::remove_dir_all(&folder);
        let output = Command::new(program)
            .args(first_arguments)
            .args(["download", "--quiet", "--no-deps", "--only-binary=:all:", "--no-cache-dir"])
            .args(["--disable-pip-version-check", "--no-input", "--retries", "0", "--timeout", PIP_TIMEOUT_SECS])
            .args(["--platform", wheel.platform, "--dest"])
            .arg(&folder)
            .arg(PACKAGE)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| Missing::Failed(format!("{program}: {error}")))?;
        if !output.status.success() {
            return Err(Missing::Failed(format!("pip could not download {PACKAGE} ({})", last_line(&output))));
        }
        fs::read_dir(&folder)
            .ok()
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .find(|path| path.extension().is_some_and(|extension| extension == "whl"))
            .ok_or_else(|| Missing::Failed("pip left no wheel".to_owned()))
    }

    /// The first pip that answers, as a program and its first arguments.
    fn pip() -> Option<(&'static str, &'static [&'static str])> {
        const CANDIDATES: [(&str, &[&str]); 3] =
            [("python3", &["-m", "pip"]), ("pip3", &[]), ("python", &["-m", "pip"])];
        CANDIDATES.into_iter().find(|(program, arguments)| {
            Command::new(program)
                .args(*arguments)
                .arg("--version")
                .stdin(Stdio::null())
                .output()
                .is_ok_and(|output| output.status.success())
        })
    }

    fn last_line(output: &Output) -> String {
        let text = String::from_utf8_lossy(&output.stderr);
        text.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap_or("no reason given").to_owned()
    }

    fn unpack(wheel: &Wheel, bytes: Vec<u8>, out_dir: &Path) -> Result<Library, String> {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| format!("the wheel: {error}"))?;
        let mut library = Vec::new();
        let mut licences = format!("PDFium {VERSION}, as packaged in {PACKAGE}, and what it contains.\n");
        for index in 0..archive.len() {
            let mut member = archive.by_index(index).map_err(|error| format!("the wheel: {error}"))?;
            let name = member.name().map_err(|error| format!("the wheel: {error}"))?.into_owned();
            if name == wheel.library {
                member.read_to_end(&mut library).map_err(|error| format!("the wheel: {error}"))?;
            } else if let Some((_, licence)) = name.split_once(".dist-info/licenses/")
                && member.is_file()
                && !OTHER_BUILDS.iter().any(|folder| name.contains(folder))
            {
                let mut text = Vec::new();
                member.read_to_end(&mut text).map_err(|error| format!("the wheel: {error}"))?;
                licences.push_str(&format!("\n\n==== {licence} ====\n\n{}", String::from_utf8_lossy(&text)));
            }
        }
        if library.is_empty() {
            return Err("the wheel holds no library".to_owned());
        }
        Ok(Library { path: write_library(&library, out_dir)?, version: VERSION.to_owned(), licences })
    }

    fn write_library(bytes: &[u8], out_dir: &Path) -> Result<PathBuf, String> {
        let path = out_dir.join("pdfium-library.bin");
        fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(path)
    }

    fn sha256(bytes: &[u8]) -> String {
        Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
