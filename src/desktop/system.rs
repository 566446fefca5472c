//! What the system calls itself, for the text that goes into a report of trouble. Nothing that names a user or a machine.

/// The system, its kernel and its kind of processor.
#[must_use]
pub fn system_line() -> String {
    let parts = [name(), kernel(), Some(std::env::consts::ARCH.to_owned())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What the desktop calls itself, where it does.
#[must_use]
pub fn desktop_name() -> Option<String> {
    std::env::var("XDG_CURRENT_DESKTOP").ok().filter(|name| !name.is_empty())
}

#[cfg(target_os = "linux")]
fn name() -> Option<String> {
    let release = ["/etc/os-release", "/usr/lib/os-release"].into_iter().find_map(read);
    let name = release.as_deref().and_then(pretty_name);
    Some(name.unwrap_or_else(|| "Linux".to_owned()))
}

#[cfg(not(target_os = "linux"))]
fn name() -> Option<String> {
    Some(std::env::consts::OS.to_owned())
}

#[cfg(target_os = "linux")]
fn kernel() -> Option<String> {
    Some(format!("Linux {}", read("/proc/sys/kernel/osrelease")?.trim()))
}

#[cfg(not(target_os = "linux"))]
fn kernel() -> Option<String> {
    None
}

#[cfg(target_os = "linux")]
fn read(path: &str) -> Option<String> {
    std::fs::read_to_string(path).ok()
}

#[cfg(target_os = "linux")]
fn pretty_name(release: &str) -> Option<String> {
    let line = release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
    let name = line.trim().trim_matches(['"', '\'']);
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn the_name_is_read_as_it_is_written() {
        let release = "ID=debian\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=x\n";
        assert_eq!(pretty_name(release).as_deref(), Some("Debian GNU/Linux 12 (bookworm)"));
        assert_eq!(pretty_name("ID=x\n"), None);
    }

    #[test]
    fn the_processor_is_always_told() {
        assert!(system_line().ends_with(std::env::consts::ARCH));
    }
}
