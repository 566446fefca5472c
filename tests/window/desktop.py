"""A private desktop: its own display, window manager, session bus, portal and accessibility bus, in its own folders.

`Desktop.enter` runs the suite inside it, and whatever was started in it is ended afterwards, also after a failure.
Nothing of the user's own desktop, home or session is touched.

A desktop may belong to another user than the one who runs the suite: then everything in it runs as that user, on copies of
the program and the suite.
"""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PROJECT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SCREEN = "1400x900x24"
PR_SET_CHILD_SUBREAPER = 36
# Set by the outer process for the inner one: where its files may lie.
FOLDER_VARIABLE = "WINDOW_TESTS_FOLDER"


def program():
    """The program's path."""
    return os.path.abspath(os.environ.get("REDOX_MEDIA_VIEWER", os.path.join(PROJECT, "target/release/redox-media-viewer")))


class Gone(Exception):
    """What was asked about is no longer on the screen."""


def wait_until(condition, seconds, what):
    """Polls until `condition()` is true and returns its value. `what` says in the failure what did not happen."""
    deadline = time.monotonic() + seconds
    pause = 0.01
    while True:
        try:
            value = condition()
        except Gone:
            value = None
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"{what() if callable(what) else what} (waited {seconds} s)")
        time.sleep(pause)
        pause = min(pause * 1.5, 0.1)


class Desktop:
    """The outer process: starts the desktop, runs the suite in it, ends it. `user` is the name of whom it belongs to,
    `variables` go into the environment."""

    def __init__(self, user, variables):
        # Whoever ends the suite early gets the same order left behind.
        for signum in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(signum, lambda *_: sys.exit(1))
        self.folder = tempfile.mkdtemp(prefix="redox-media-viewer-window-")
        # Services that the bus starts leave their parents: as their reaper this process still finds and ends them.
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        self.project, self.program, self._variables, self._identity = PROJECT, program(), variables, {}
        self._user = pwd.getpwnam(user) if user else None
        if self._user:
            self._identity = {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []}
            self._copy_project()

    def _copy_project(self):
        """What the user needs, where the user may read it."""
        self.project = os.path.join(self.folder, "project")
        for part in ("tests/window", "assets"):
            leave_out = shutil.ignore_patterns("__pycache__")
            shutil.copytree(os.path.join(PROJECT, part), os.path.join(self.project, part), ignore=leave_out)
        self.program = shutil.copy(self.program, self.project)
        self._give(self.project)

    def _give(self, folder):
        """Makes a folder and all in it the user's own."""
        if self._user:
            os.chown(self.folder, self._user.pw_uid, self._user.pw_gid)
            for path in [folder, *(os.path.join(at, name) for at, *names in os.walk(folder) for name in sum(names, []))]:
                os.chown(path, self._user.pw_uid, self._user.pw_gid)

    def environment(self):
        """The surroundings of everything in the desktop."""
        keep = ("PATH", "UPDATE_SCREENSHOTS")
        environment = {name: os.environ[name] for name in keep if name in os.environ}
        folders = {
            "HOME": "home",
            "XDG_RUNTIME_DIR": "runtime",
            "XDG_CONFIG_HOME": "home/.config",
            "XDG_CACHE_HOME": "home/.cache",
            "XDG_DATA_HOME": "home/.local/share",
            "XDG_STATE_HOME": "home/.local/state",
            "TMPDIR": "temp",
        }
        for name, folder in folders.items():
            environment[name] = os.path.join(self.folder, folder)
            os.makedirs(environment[name], mode=0o700, exist_ok=True)
            self._give(os.path.join(self.folder, folder.partition("/")[0]))
        return environment | self._variables | {
            FOLDER_VARIABLE: self.folder,
            "REDOX_MEDIA_VIEWER": self.program,
            "LANG": "C.UTF-8",
            "XDG_CURRENT_DESKTOP": "GNOME",
            "XDG_SESSION_TYPE": "x11",
            "GDK_BACKEND": "x11",
            "VK_DRIVER_FILES": os.environ.get("VK_DRIVER_FILES", "/usr/share/vulkan/icd.d/lvp_icd.x86_64.json"),
            "WGPU_BACKEND": "vulkan",
            # Mesa's own cache of shaders: without it every start compiles them again, and it holds no pixels.
            "MESA_SHADER_CACHE_DIR": os.path.join(self.folder, "home/.cache"),
        }

    def enter(self, *arguments):
        """Runs the suite in the desktop and returns its exit status."""
        command = [sys.executable, "-B", os.path.join(self.project, "tests/window/suite.py"), *arguments]
        environment = self.environment()
        try:
            environment["DISPLAY"] = self._start_display(environment)
            environment["DBUS_SESSION_BUS_ADDRESS"] = self._start_bus(environment)
            return subprocess.call(command, env=environment, cwd=self.project, **self._identity)
        finally:
            self._end()

    def _start_display(self, environment):
        options = ["-screen", "0", SCREEN, "-dpi", "96", "-nolisten", "tcp", "-noreset"]
        number = self._start(environment, lambda answer: ["Xvfb", "-displayfd", str(answer), *options])
        self._start(environment | {"DISPLAY": f":{number}"}, lambda _: ["openbox"], answers=False)
        return f":{number}"

    def _start_bus(self, environment):
        command = ["dbus-daemon", "--session", "--nofork", "--nopidfile"]
        return self._start(environment, lambda answer: [*command, f"--print-address={answer}"])

    def _start(self, environment, command, answers=True):
        """Starts a server in the background and returns the line that it answers with when it is ready."""
        read, write = os.pipe()
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        arguments = command(write)
        subprocess.Popen(arguments, env=environment, pass_fds=[write], **quiet, **self._identity)
        os.close(write)
        with os.fdopen(read) as answer:
            line = answer.readline().strip() if answers else ""
        if answers and not line:
            raise RuntimeError(f"{arguments[0]} did not start")
        return line

    def _end(self):
        """Ends every process of the desktop, the display last, and removes its folder."""
        for signum, patience in ((signal.SIGTERM, 3.0), (signal.SIGKILL, 3.0)):
            deadline = time.monotonic() + patience
            while time.monotonic() < deadline:
                left = descendants(os.getpid())
                if not left:
                    break
                others = [pid for pid in left if command_name(pid) != "Xvfb"]
                for pid in others or left:
                    try:
                        os.kill(pid, signum)
                    except ProcessLookupError:
                        pass
                time.sleep(0.02)
                reap()
        reap()
        with open("/proc/mounts") as mounts:
            for mount in [line.split()[1] for line in mounts]:
                if mount.startswith(self.folder + "/"):
                    subprocess.call(["umount", mount])
        evidence = "tests/failures"
        if self.project != PROJECT and os.path.isdir(os.path.join(self.project, evidence)):
            shutil.copytree(os.path.join(self.project, evidence), os.path.join(PROJECT, evidence), dirs_exist_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)


def reap():
    """Takes leave of children that have ended."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0] != 0:
            pass
    except ChildProcessError:
        pass


def parents():
    """Process by process its parent, without the ones that have ended."""
    found = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat") as stat:
                    state, parent = stat.read().rpartition(")")[2].split()[:2]
            except (OSError, ValueError):
                continue
            if state not in "ZX":
                found[int(entry)] = int(parent)
    return found


def descendants(ancestor):
    """Every living process below `ancestor`."""
    family, below = parents(), {ancestor}
    while True:
        more = {pid for pid, parent in family.items() if parent in below} - below
        if not more:
            return sorted(below - {ancestor})
        below |= more


def command_name(pid):
    """The name of a process, empty when it is gone."""
    try:
        with open(f"/proc/{pid}/comm") as comm:
            return comm.read().strip()
    except OSError:
        return ""


def start_accessibility():
    """Inside: starts the accessibility bus and says that somebody listens, before any program starts."""
    subprocess.Popen(
        ["/usr/libexec/at-spi-bus-launcher", "--launch-immediately"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    # Only here: outside there is no bus to talk to.
    from gi.repository import Gio, GLib

    session = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    place = ("org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set")
    listening = GLib.Variant("(ssv)", ("org.a11y.Status", "IsEnabled", GLib.Variant("b", True)))

    def told():
        try:
            session.call_sync(*place, listening, None, Gio.DBusCallFlags.NO_AUTO_START, 2000, None)
        except GLib.Error:
            return False
        return True

    wait_until(told, 10, "the accessibility bus does not answer")


def inside():
    """Whether this process runs in the private desktop."""
    return FOLDER_VARIABLE in os.environ


def folder(name):
    """A fresh folder for a check's files."""
    return tempfile.mkdtemp(prefix=f"{name}-", dir=os.environ[FOLDER_VARIABLE])
