"""A session of the program in folders of its own, in which everything that it leaves can be found."""

import os
import re
import resource
import signal
import time

import desktop
import marked
from case import Case
from desktop import wait_until
from viewer import PATIENCE

VERBOSE = {"RUST_LOG": "trace", "RUST_BACKTRACE": "full", "RUST_LIB_BACKTRACE": "full", "G_MESSAGES_DEBUG": "all"}


class Session(Case):
    """A place for a user's session, and what is asked about it afterwards."""

    def setUp(self):
        # Times of files are those of the last tick of the kernel's clock.
        self.since = time.time() - 0.1
        self.markers = marked.Markers()
        # What the check lays down, what the user saves, what is recorded: the markers may be there.
        self.inputs, self.saved, self.evidence = self.folder(), self.folder(), self.folder()
        # What was chosen in the desktop's dialogs.
        self.chosen = []
        self.private = self.folder()
        self.working = os.path.join(self.private, "working")
        places = {"HOME": "home", "TMPDIR": "temp", "XDG_RUNTIME_DIR": "runtime"}
        places |= {f"XDG_{name}_HOME": f"home/.{name.lower()}" for name in ("CONFIG", "CACHE", "DATA", "STATE")}
        self.places = {name: os.path.join(self.private, place) for name, place in places.items()}
        for place in (*self.places.values(), self.working):
            os.makedirs(place, mode=0o700, exist_ok=True)

    def input(self, name, contents):
        """Writes a file to open."""
        path = os.path.join(self.inputs, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(contents)
        return path

    def marked_file(self, which):
        """A marked response under a name that is marked too: it stands in the title while its documents are shown."""
        return self.input(f"{self.markers(f'OnDisk{which}')}.json", marked.response(self.markers))

    @staticmethod
    def verbosely():
        """Before the program starts: files for the user alone, and dumps as large as this user may have them."""
        os.umask(0o077)
        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (most, most))

    def start(self, *arguments, **options):
        """Starts the program for somebody who wants to see everything."""
        environment = VERBOSE | self.places | {"MESA_SHADER_CACHE_DIR": self.places["XDG_CACHE_HOME"]}
        return self.open(*arguments, environment=environment, preexec_fn=self.verbosely, cwd=self.working, **options)

    def kill(self, viewer, signum):
        """Ends the window's process by a signal and says whether its memory was dumped."""
        workers = viewer.workers()
        os.kill(viewer.pid, signum)
        if signum == signal.SIGSEGV:
            crash(viewer.pid)
        dumped = self.ended(viewer.process, signum)
        wait_until(lambda: not set(workers) & set(desktop.parents()), PATIENCE, "workers outlive the window")
        return dumped

    def ended(self, process, signum):
        """Waits for a child that a signal ends, and says whether its memory was dumped."""
        end = os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        process.wait()
        self.assertIn(end.si_code, (os.CLD_KILLED, os.CLD_DUMPED), f"it ended by itself: {end}")
        self.assertEqual(end.si_status, signum)
        return end.si_code == os.CLD_DUMPED

    def expect_no_trace(self):
        """Looks everywhere."""
        found = marked.traces(self.markers, self.since, [self.inputs, self.saved, self.evidence], self.chosen)
        self.assertEqual(found, [], f"all that begins with {self.markers.stem} is of a document")
        ours = {viewer.pid for viewer in self.viewers}
        self.assertEqual(ours & creators_of_shared_memory(), set(), "memory that outlives the program")
        left = [os.path.join(at, name) for at, _, names in os.walk(self.private) for name in names]
        self.assertEqual([path for path in left if not self.is_cache(path) and path != self.settings()], [], "left behind")

    def settings(self):
        """Where the program keeps its settings."""
        return os.path.join(self.places["XDG_CONFIG_HOME"], "redox-media-viewer/settings.toml")

    def is_cache(self, path):
        """Whether a path belongs to what the graphics driver and the fonts keep: no document has a part in it."""
        cache = self.places["XDG_CACHE_HOME"]
        return re.fullmatch(rf"{re.escape(cache)}/(mesa_shader_cache(_db)?|fontconfig)(/.*)?", path) is not None


def crash(pid):
    """Makes a process end by a fault. A fault that is none is forgiven once: Rust looks whether its stack has overflown."""

    def sent():
        try:
            os.kill(pid, signal.SIGSEGV)
        except ProcessLookupError:
            return True
        return pid not in desktop.parents()

    wait_until(sent, PATIENCE, f"process {pid} does not crash")


def dump_limits(pid):
    """How many bytes of a process are dumped at most, and how many it may ask for."""
    return resource.prlimit(pid, resource.RLIMIT_CORE)


def creators_of_shared_memory():
    """The processes that made the System V segments there are: they may outlive these."""
    with open("/proc/sysvipc/shm", encoding="ascii") as segments:
        return {int(line.split()[4]) for line in segments.readlines()[1:]}
