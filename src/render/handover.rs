//! What a worker gets from its parent beside its pipes: on Linux a piece of shared memory for pixels. The parent's half belongs to
//! `pool`, the child's half to `worker`.
//!
//! The memory is an unnamed file in memory, handed over in the place of the standard error stream: that needs no code between fork and
//! exec, and no descriptor that another worker started at the same moment could inherit. The parent makes it, gives it its size and
//! seals that size, so that no worker can shrink it under the parent's hands. The child maps it and closes the descriptor before it
//! reads a byte of a document. The parent never maps it: it reads the pixels out as from a file, so a worker that goes on drawing can
//! spoil a picture but nothing else.

use std::fs::File;
use std::io::{self, Write};

/// The parent's half.
#[cfg(target_os = "linux")]
pub(super) struct SharedPixels {
    file: File,
}

#[cfg(target_os = "linux")]
impl SharedPixels {
    /// Shared memory of `MAX_RENDER_BYTES`. Pages of it cost nothing until they are drawn to.
    pub(super) fn create() -> io::Result<Self> {
        use rustix::fs::{MemfdFlags, SealFlags, fcntl_add_seals, memfd_create};

        const NAME: &str = "redox-media-viewer-pixels";
        // Kernels before 6.3 do not know NOEXEC_SEAL.
        let descriptor = memfd_create(NAME, MemfdFlags::CLOEXEC | MemfdFlags::NOEXEC_SEAL)
            .or_else(|_| memfd_create(NAME, MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING))?;
        let file = File::from(descriptor);
        file.set_len(u64::try_from(crate::limits::MAX_RENDER_BYTES).unwrap_or(0))?;
        fcntl_add_seals(&file, SealFlags::SHRINK | SealFlags::GROW | SealFlags::SEAL)?;
        Ok(Self { file })
    }

    /// A descriptor for the child's standard error stream.
    pub(super) fn for_child(&self) -> io::Result<std::process::Stdio> {
        self.file.try_clone().map(std::process::Stdio::from)
    }

    /// A copy of the first `length_bytes` bytes.
    pub(super) fn read(&self, length_bytes: usize) -> io::Result<Vec<u8>> {
        use std::os::unix::fs::FileExt;

        let mut pixels = vec![0; length_bytes];
        self.file.read_exact_at(&mut pixels, 0)?;
        Ok(pixels)
    }
}

/// The parent's half where there is no shared memory.
#[cfg(not(target_os = "linux"))]
pub(super) enum SharedPixels {}

#[cfg(not(target_os = "linux"))]
impl SharedPixels {
    pub(super) fn create() -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(super) fn for_child(&self) -> io::Result<std::process::Stdio> {
        match *self {}
    }

    pub(super) fn read(&self, _length_bytes: usize) -> io::Result<Vec<u8>> {
        match *self {}
    }
}

/// The child's half: its own way out to the parent, and the shared memory where there is one.
pub(super) struct Handover {
    /// For replies. The standard output stream is closed to everybody else, so that a library that prints cannot garble a reply.
    pub(super) replies: Box<dyn Write>,
    /// For pixels.
    pub(super) pixels: Option<MappedPixels>,
}

impl Handover {
    /// Takes over what the parent handed down and closes everything else that was inherited. To be called once, before any other code of
    /// the worker.
    #[cfg(target_os = "linux")]
    pub(super) fn take() -> io::Result<Self> {
        use std::os::fd::AsFd;

        close_strays();
        let pixels = MappedPixels::from_descriptor(io::stderr().as_fd());
        let nowhere = File::options().read(true).write(true).open("/dev/null")?;
        let replies = File::from(io::stdout().as_fd().try_clone_to_owned()?);
        rustix::stdio::dup2_stdout(&nowhere)?;
        rustix::stdio::dup2_stderr(&nowhere)?;
        Ok(Self { replies: Box::new(replies), pixels })
    }

    /// Takes over what the parent handed down. To be called once, before any other code of the worker.
    #[cfg(not(target_os = "linux"))]
    pub(super) fn take() -> io::Result<Self> {
        Ok(Self { replies: Box::new(io::stdout()), pixels: None })
    }
}

/// The shared memory as the child sees it.
pub(super) struct MappedPixels {
    #[cfg(target_os = "linux")]
    map: memmap2::MmapMut,
    #[cfg(not(target_os = "linux"))]
    map: Vec<u8>,
    used_bytes: usize,
}

impl MappedPixels {
    /// Maps the memory behind `descriptor`, or gives `None` where it is anything but what a parent makes with `SharedPixels::create`.
    #[cfg(target_os = "linux")]
    fn from_descriptor(descriptor: std::os::fd::BorrowedFd<'_>) -> Option<Self> {
        use rustix::fs::{SealFlags, fcntl_get_seals};

        let seals = fcntl_get_seals(descriptor).ok()?;
        if !seals.contains(SealFlags::SHRINK | SealFlags::GROW | SealFlags::SEAL) {
            return None;
        }
        let file = File::from(descriptor.try_clone_to_owned().ok()?);
        // SAFETY: the file is unnamed memory whose size is sealed, so the mapping can lose no page; the only other process that holds it
        // is the parent, which never writes to it.
        #[expect(unsafe_code, reason = "a mapping of shared memory")]
        let map = unsafe { memmap2::MmapMut::map_mut(&file) }.ok()?;
        Some(Self { map, used_bytes: 0 })
    }

    /// Number of bytes in all.
    pub(super) fn len_bytes(&self) -> usize {
        self.map.len()
    }

    /// The first `length_bytes` bytes, to draw to; `None` beyond the end.
    pub(super) fn first(&mut self, length_bytes: usize) -> Option<&mut [u8]> {
        let first = self.map.get_mut(..length_bytes)?;
        self.used_bytes = self.used_bytes.max(length_bytes);
        Some(first)
    }

    /// Overwrites what was drawn so far: pixels of one document must never be taken for another's.
    pub(super) fn clear(&mut self) {
        if let Some(used) = self.map.get_mut(..self.used_bytes) {
            used.fill(0);
        }
        self.used_bytes = 0;
    }
}

/// Closes every inherited descriptor but the three standard streams: whoever started the program may have left some open.
#[cfg(target_os = "linux")]
fn close_strays() {
    let Ok(folder) = std::fs::read_dir("/proc/self/fd") else {
        return;
    };
    let listed: Vec<i32> =
        folder.flatten().filter_map(|entry| entry.file_name().to_str().and_then(|name| name.parse().ok())).collect();
    for descriptor in listed.into_iter().filter(|descriptor| *descriptor > 2) {
        // The one that listed the folder is in the list too, and closed by now.
        if std::fs::symlink_metadata(format!("/proc/self/fd/{descriptor}")).is_ok() {
            // SAFETY: the descriptor is open, and no value in this process owns it: this runs before any other code of the worker has
            // opened anything.
            #[expect(unsafe_code, reason = "closing descriptors that came from the parent")]
            unsafe {
                rustix::io::close(descriptor);
            };
        }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::os::fd::AsFd;

    use super::{MappedPixels, SharedPixels};

    #[test]
    fn what_the_child_draws_is_what_the_parent_reads() {
        let parent = SharedPixels::create().unwrap();
        let mut child = MappedPixels::from_descriptor(parent.file.as_fd()).unwrap();
        child.first(8).unwrap().copy_from_slice(b"pixels!!");
        assert_eq!(parent.read(8).unwrap(), b"pixels!!");
        child.clear();
        assert_eq!(parent.read(8).unwrap(), [0; 8]);
        assert!(child.first(child.len_bytes() + 1).is_none());
        assert!(parent.read(child.len_bytes() + 1).is_err());
    }

    #[test]
    fn the_child_cannot_change_the_size() {
        let parent = SharedPixels::create().unwrap();
        let child = parent.file.try_clone().unwrap();
        assert!(child.set_len(0).is_err());
        assert!(child.set_len(1 << 30).is_err());
    }

    #[test]
    fn any_other_file_is_refused() {
        assert!(MappedPixels::from_descriptor(std::fs::File::open("/dev/null").unwrap().as_fd()).is_none());
    }
}
