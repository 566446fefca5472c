"""The program under test: started, driven by mouse and keyboard, read from screen and accessibility bus, and ended."""

import os
import re
import subprocess

import accessible
import desktop
from desktop import PROJECT, program, wait_until
from picture import Picture

SAMPLE = os.path.join(PROJECT, "assets/sample-response.json")
EXAMPLE = os.path.join(PROJECT, "assets/redox-example.json")
# Long enough for two slow cores: what is waited for comes much sooner, and waiting ends with it.
PATIENCE = 15


def xdotool(*arguments):
    """Runs xdotool and returns what it prints."""
    done = subprocess.run(["xdotool", *map(str, arguments)], capture_output=True, text=True, check=False)
    return done.stdout.strip()


def press(*chords):
    """Presses keys, one after another, as `ctrl+s` or `Down`."""
    xdotool("key", "--delay", 4, *chords)


def write(text):
    """Types a text."""
    xdotool("type", "--delay", 4, "--", text)


class Viewer:
    """One run of the program."""

    def __init__(self, *arguments, wrapper=(), environment=None, **options):
        self.arguments = arguments
        self.errors_path = os.path.join(desktop.folder("viewer"), "stderr")
        with open(self.errors_path, "wb") as errors:
            self.process = subprocess.Popen(
                [*wrapper, program(), *arguments],
                env=os.environ | (environment or {}),
                stdin=options.pop("stdin", subprocess.DEVNULL), stdout=errors, stderr=errors, **options,
            )
        try:
            self.pid = wait_until(self._find_pid, PATIENCE, "the program did not start")
            self.window = wait_until(self._find_window, PATIENCE, "no window appeared")
            self.focus()
            wait_until(lambda: self.nodes(), PATIENCE, "the window is not on the accessibility bus")
        except BaseException:
            self.end()
            raise

    def _find_pid(self):
        """The program's own process, below a wrapper such as strace."""
        if self.process.poll() is not None:
            raise AssertionError(f"the program ended with {self.process.returncode}: {self.errors()}")
        for pid in [self.process.pid, *desktop.descendants(self.process.pid)]:
            try:
                if os.path.samefile(f"/proc/{pid}/exe", program()) and "--render-worker" not in command_line(pid):
                    return pid
            except OSError:
                continue
        return None

    def _find_window(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the program ended with {self.process.returncode}: {self.errors()}")
        return xdotool("search", "--onlyvisible", "--pid", self.pid).splitlines()[-1:]

    def focus(self):
        """Gives the window the keyboard, as a click on its title would."""
        wait_until(self._focused, PATIENCE, "the window does not get the keyboard")

    def _focused(self):
        if xdotool("getactivewindow") == self.window[0]:
            return True
        xdotool("windowactivate", self.window[0])
        return False

    # What is on the screen

    def nodes(self):
        """Everything a screen reader finds in the window."""
        return accessible.everything(self.pid)

    def named(self, name, role=None):
        """The nodes of a name (a text, or a compiled pattern that matches all of it)."""
        fits = name.fullmatch if isinstance(name, re.Pattern) else name.__eq__
        return [node for node in self.nodes() if (role is None or node.role == role) and fits(node.name)]

    def wait_for(self, name, role=None, patience=PATIENCE):
        """Waits until a node of this name is there, and returns it."""
        return wait_until(
            lambda: self.named(name, role), patience,
            lambda: f"nothing named {name!r} on the screen, but {[node.name for node in self.nodes() if node.name][-60:]}",
        )[0]

    def gone(self, name, role=None, patience=PATIENCE):
        """Waits until no node of this name is left."""
        wait_until(lambda: not self.named(name, role), patience, f"{name!r} stays on the screen")

    def rows(self):
        """The rows that the list of documents shows; the page strip has rows of its own."""
        named = re.compile(r"Document \d+: ")
        return [node for node in self.nodes() if node.role == "list item" and named.match(node.name or "")]

    def selected(self):
        """The name of the selected row; there must not be two."""
        selected = [row.name for row in self.rows() if row.has("selected")]
        assert len(selected) <= 1, f"more than one row is selected: {selected}"
        return selected[0] if selected else None

    def wait_selected(self, number):
        """Waits until the row of document `number` is the selected one."""
        start = f"Document {number}: "
        wait_until(
            lambda: (self.selected() or "").startswith(start), PATIENCE,
            lambda: f"document {number} is not selected, but {self.selected()!r}",
        )

    def identity(self):
        """What the identity strip says."""
        strips = self.named(re.compile("Patient .+"), "label")
        assert len(strips) <= 1, f"more than one identity strip: {strips}"
        return strips[0].name if strips else None

    def pages(self):
        """The page images, by name."""
        return [node.name for node in self.nodes() if node.role == "image"]

    def wait_page(self, page, label):
        """Waits until this page of the document is on the screen, and returns its node."""
        return self.wait_for(f"Page {page} of {label}", "image")

    def current_page(self):
        """What the status bar says about the place in the document: page and pages."""
        for node in self.nodes():
            place = re.match(r"Page (\d+) of (\d+) · ", node.name)
            if node.role == "label" and place:
                return int(place[1]), int(place[2])
        return None

    def wait_current_page(self, page):
        """Waits until the status bar says that this is the current page."""
        wait_until(
            lambda: (self.current_page() or (None,))[0] == page, PATIENCE,
            lambda: f"the current page is not {page}, but {self.current_page()}",
        )

    def zoom(self):
        """The zoom in percent, as the toolbar shows it."""
        for node in self.nodes():
            percent = re.fullmatch(r"(\d+) %", node.name)
            if node.role == "label" and percent:
                return int(percent[1])
        return None

    def alert(self):
        """What the notice over the window says."""
        alerts = [node.name for node in self.nodes() if node.role in ("alert", "notification")]
        assert len(alerts) <= 1, f"more than one notice: {alerts}"
        return alerts[0] if alerts else None

    def wait_alert(self, pattern):
        """Waits for a notice that matches, and returns its text."""
        return wait_until(
            lambda: (lambda text: text if text and re.search(pattern, text) else None)(self.alert()), PATIENCE,
            lambda: f"no notice matches {pattern!r}, there is {self.alert()!r}",
        )

    def title(self):
        """What the title bar says."""
        return xdotool("getwindowname", self.window[0])

    def geometry(self):
        """Left, top, width and height of the inside of the window, on the screen."""
        said = subprocess.run(["xwininfo", "-id", self.window[0]], capture_output=True, text=True, check=False).stdout
        values = [re.search(rf"{what}: +(-?\d+)", said) for what in
                  ("Absolute upper-left X", "Absolute upper-left Y", "Width", "Height")]
        return tuple(int(value[1]) for value in values)

    def picture(self, node=None):
        """The inside of the window, or of a node in it."""
        left, top, width, height = self.geometry()
        window = Picture.of_screen(left, top, width, height)
        return window.crop(*node.box()) if node else window

    # What a person does

    def click(self, node, button=1):
        """Clicks in the middle of a node."""
        self.point_at(node)
        xdotool("click", button)

    def point_at(self, node):
        """Moves the pointer to the middle of a node."""
        left, top, width, height = node.box()
        self.move_to(left + width // 2, top + height // 2)

    def move_to(self, x, y):
        """Moves the pointer to a place in the window."""
        left, top = self.geometry()[:2]
        xdotool("mousemove", left + x, top + y)

    def park_pointer(self):
        """Moves the pointer out of the window, so that nothing is under it."""
        xdotool("mousemove", 1399, 899)

    def menu(self, title, *items):
        """Chooses from a menu with the mouse, through its submenus."""
        self.click(self.wait_for(title, "push button"))
        for item in items:
            self.click(self.wait_for(item))
        wait_until(lambda: not self.menu_is_open(), PATIENCE, f"the menu stays open after {items}")

    def menu_is_open(self):
        """Whether a menu hangs open."""
        return any(node.role in ("menu item", "check menu item") for node in self.nodes())

    # Processes

    def workers(self):
        """The processes that draw."""
        return [pid for pid in desktop.descendants(self.pid) if "--render-worker" in command_line(pid)]

    def cpu_ticks(self):
        """Processor time that the program and its workers have used, in ticks of the kernel."""
        ticks = 0
        for pid in [self.pid, *desktop.descendants(self.pid)]:
            with open(f"/proc/{pid}/stat") as stat:
                fields = stat.read().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks

    def running(self):
        """Whether the program runs."""
        return self.process.poll() is None

    def errors(self):
        """What the program wrote to its output."""
        with open(self.errors_path, encoding="utf-8", errors="replace") as errors:
            return errors.read().strip()

    def end(self):
        """Ends the program whatever it does, and everything below it."""
        left = [self.process.pid, *desktop.descendants(self.process.pid)]
        for pid in left:
            try:
                os.kill(pid, 9)
            except ProcessLookupError:
                pass
        self.process.wait()


def command_line(pid):
    """The arguments of a process."""
    try:
        with open(f"/proc/{pid}/cmdline", encoding="utf-8", errors="replace") as arguments:
            return arguments.read().split("\0")
    except OSError:
        return []
