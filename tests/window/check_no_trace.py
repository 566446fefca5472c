"""What a session leaves behind: nothing but the files that were saved. Marked documents are opened, read, searched, copied,
saved and hidden; workers crash, the window is closed, killed, or fails; then everything is searched for the marks.

The session belongs to a user without special rights, who has the most verbose logs and crash dumps switched on.
"""

import base64
import os
import re
import resource
import signal
import stat
import subprocess
import sys
import time

import fixtures
import marked
import portal
import system_calls
from check_copying import clipboards
from check_dropping import Drag
from desktop import wait_until
from session import Session, crash, dump_limits
from viewer import PATIENCE, press, program, write
from window_properties import Watch, all_windows

NAME = "Redox Media Viewer"
SAVING = "Save document as"
# What must be on the screen as pages; the others may be there as a sentence.
PAGED = ("Pdf", "Png", "Rtf", "Txt", "Html", "Cda", "Hl7")
INSTEAD = re.compile(r"This document could not be shown|This kind of document cannot be shown\.|Stored at Redox")
# Takes long enough to save to be caught at it.
LARGE_BYTES = 64 << 20
# The name of a file that is being saved, where the file system wants one.
UNFINISHED = re.compile(r"\.redox-media-viewer-[0-9a-f]{16}\.part")


class NoTrace(Session):
    """Everything a user does, and every way in which it may end."""

    def shown(self, viewer, kind):
        """Waits until a document is on the screen, or why it is not."""
        label = marked.label(self.markers, kind)
        row = re.compile(rf"Document \d+: {label}")
        page = f"Page 1 of {label}"

        def on_screen():
            nodes = viewer.nodes()
            selected = any(node.has("selected") and row.fullmatch(node.name) for node in nodes)
            here = [node for node in nodes if node.name == page or kind not in PAGED and INSTEAD.match(node.name)]
            return selected and here

        wait_until(on_screen, PATIENCE, f"{label} is not shown")

    def read_all(self, viewer):
        """Goes through all documents and back."""
        self.shown(viewer, "Pdf")
        for kind in marked.kinds(self.markers)[1:]:
            press("Down")
            self.shown(viewer, kind)
        press("Home")
        self.shown(viewer, "Pdf")

    def find(self, viewer):
        """Finds a word on the second page."""
        press("ctrl+shift+f")
        viewer.wait_for("Find in document")
        write(self.markers("PdfTwo"))
        viewer.wait_for("1 of 1")
        press("Escape")
        viewer.gone("Find in document")

    def copied(self, what):
        """Waits until the clipboard holds this, and expects a mark on all that it holds of a document. Returns its text."""
        selections = {}

        def held():
            selections.update(clipboards())
            return what(selections["clipboard"])

        wait_until(held, PATIENCE, lambda: f"the clipboard holds {selections}")
        for selection, held in selections.items():
            if held["picture"] or self.markers.stem in (held["text"] or ""):
                self.assertEqual(held["mark"], "secret", f"{selection} holds {held} without a mark")
        return selections["clipboard"]["text"]

    def copy_text(self, viewer):
        """Copies the text of the first document."""
        viewer.click(viewer.wait_for("Pages"))

        def selected_and_copied(held):
            # Until the text has been read, there is nothing to select.
            press("ctrl+a", "ctrl+c")
            return all(self.markers(page) in (held["text"] or "") for page in ("PdfOne", "PdfTwo"))

        self.copied(selected_and_copied)

    def save(self, title, name):
        """Types a path into the dialog, and returns it."""
        portal.window(title)
        path = os.path.join(self.saved, name)
        portal.fill(path)
        portal.confirm(lambda: not portal.is_open(title))
        self.chosen.append(path)
        return path

    def test_a_full_session_leaves_what_was_saved_and_nothing_else(self):
        trace = os.path.join(self.evidence, "calls")
        viewer = self.start(self.marked_file("One"), wrapper=system_calls.wrapper(trace))
        watch = Watch(viewer.window[0], self.evidence)
        self.addCleanup(watch.end)
        self.read_all(viewer)
        self.find(viewer)
        self.copy_text(viewer)
        # What is no response is refused without a word of it.
        press("ctrl+v")
        viewer.wait_alert(r"^Pasted text was not opened\.")
        press("Escape", "ctrl+Down")
        self.shown(viewer, "Png")
        viewer.menu("Edit", "Copy picture of page")
        self.copied(lambda held: held["picture"])
        viewer.menu("Edit", "Copy findings")
        findings = self.copied(lambda held: (held["text"] or "").startswith("Findings of"))
        self.assertNotIn(self.markers.stem, findings, "in the text for a ticket")

        with self.subTest("a worker crashes"):
            for worker in wait_until(viewer.workers, PATIENCE, "there is no worker"):
                crash(worker)
            press("ctrl+Up")
            self.shown(viewer, "Pdf")

        with self.subTest("saving"):
            press("ctrl+s")
            portal.window(SAVING)
            document = self.save(SAVING, portal.name_field().text())
            viewer.wait_alert("^Saved ")
            # It may have to be scrolled to.
            viewer.wait_for(f"Save attachment {self.markers('AttachmentName')}.txt").press()
            attachment = self.save("Save attachment as", "attachment.txt")
            viewer.wait_alert(r"^Saved attachment\.txt$")
            for path, contents in ((document, marked.pdf(self.markers)), (attachment, self.markers("AttachmentText").encode())):
                with open(path, "rb") as file:
                    self.assertEqual(file.read(), contents)
                self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
            self.assertEqual(sorted(os.listdir(self.saved)), sorted(map(os.path.basename, self.chosen)))

        with self.subTest("hiding"):
            shown = viewer.title()
            self.assertEqual(shown, f"{self.markers('OnDiskOne')}.json — {NAME}")
            press("ctrl+l")
            wait_until(lambda: viewer.title() == NAME, PATIENCE, viewer.title)
            self.assertNotIn(self.markers.stem, all_windows(), "shown while the content is hidden")
            press("Escape")
            self.shown(viewer, "Pdf")

        with self.subTest("settings"):
            # The layout is kept, and nothing of what is laid out.
            viewer.menu("View", "Theme", "Light theme")
            press("F8")
            viewer.wait_for(re.compile(r"All findings.*"))
            wait_until(lambda: os.path.exists(self.settings()), PATIENCE, "the settings are not written")
            self.assertEqual(stat.S_IMODE(os.stat(self.settings()).st_mode), 0o600)
            self.assertEqual(stat.S_IMODE(os.stat(os.path.dirname(self.settings())).st_mode), 0o700)

        with self.subTest("opening more"):
            broken = self.input(f"{self.markers('OnDiskBroken')}.json", f'{{"Meta": {{"{self.markers("Key")}": {self.markers("Value")}')
            drag = Drag(self, broken)
            drag.over(viewer)
            drag.drop()
            viewer.wait_alert(r"was not opened\.")
            drag.end()
            press("ctrl+o")
            self.chosen.append(self.marked_file("Two"))
            portal.choose(self.chosen[-1], "Open Redox responses")
            wait_until(lambda: viewer.title().startswith(self.markers("OnDiskTwo")), PATIENCE, viewer.title)
            drag = Drag(self, self.marked_file("Three"))
            drag.over(viewer)
            drag.drop()
            wait_until(lambda: viewer.title().startswith(self.markers("OnDiskThree")), PATIENCE, viewer.title)
            drag.end()
            self.shown(viewer, "Pdf")

        viewer.focus()
        press("ctrl+q")
        wait_until(lambda: not viewer.running(), PATIENCE, "Ctrl+Q does not quit")
        self.assertEqual((viewer.process.returncode, viewer.errors()), (0, ""))
        self.expect_nothing_on_the_clipboard()
        self.expect_titles(watch.end())
        self.expect_calls(system_calls.recorded(trace))
        self.expect_no_trace()

    def expect_titles(self, said):
        """Of all that the window and the screen told other programs, only names of files are marked."""
        self.assertIn(self.markers("OnDiskOne"), said)
        named = re.sub(f"{self.markers.stem}OnDisk(One|Two|Three)\\b", "", said)
        self.assertEqual(re.findall(f".*{self.markers.stem}.*", named), [])

    def expect_nothing_on_the_clipboard(self):
        """Nothing is left for another program to paste."""
        for held in clipboards().values():
            self.assertIsNone(held["picture"])
            self.assertNotIn(self.markers.stem, held["text"] or "")

    def expect_calls(self, calls):
        """What the window and its workers asked of the kernel is what they are for."""
        self.assertEqual(system_calls.network(calls), [])
        self.assertEqual(system_calls.listeners(calls), [])
        services = re.compile(r"@?/tmp/\.X11-unix/X\d+|.*/dbus-\w+|.*/at-spi/bus\w*|/(var/)?run/(nscd/socket|systemd/userdb/.*)")
        self.assertEqual([place for place in system_calls.partners(calls) if not services.fullmatch(place)], [])
        window, *others = system_calls.programs(calls)
        self.assertIn(f'"{program()}"', window)
        worker = re.compile(r'"/proc/self/(exe|fd/\d+)", \["[^"]*", "--render-worker"(, "--early")?\], .*')
        self.assertGreaterEqual(len(others), 2, "no worker was replaced")
        self.assertEqual([command for command in others if not worker.fullmatch(command)], [])
        memory = system_calls.memory_files(calls)
        self.assertEqual([name for name in memory if self.markers.stem in name], [])
        paths = system_calls.written(calls)
        saved = {path for path in self.chosen if path.startswith(self.saved)}
        self.assertEqual(saved - paths, set(), "what is saved is not seen")
        devices = re.compile(r"/dev/(null|tty|dri/.*)|/proc/self/(task/\d+/comm|fd/\d+)")
        others = [path for path in paths if not devices.fullmatch(path) and not self.is_cache(path)]
        settings = {self.settings(), os.path.dirname(self.settings())}
        others = [path for path in others if path not in settings and not self.is_unfinished_settings(path)]
        self.assertEqual(sorted(set(others) - saved - {self.saved}), [], "files opened for writing")

    def is_unfinished_settings(self, path):
        """Whether a path is that of settings that are being written."""
        folder, name = os.path.split(path)
        return folder == os.path.dirname(self.settings()) and UNFINISHED.fullmatch(name)

    def test_a_killed_session_leaves_nothing(self):
        viewer = self.start(self.marked_file("One"))
        self.shown(viewer, "Pdf")
        self.copy_text(viewer)
        press("ctrl+Down")
        self.shown(viewer, "Png")
        press("ctrl+Down")
        self.assertFalse(self.kill(viewer, signal.SIGKILL))
        self.assertEqual(viewer.errors(), "")
        self.expect_nothing_on_the_clipboard()
        self.assertNotIn(self.markers.stem, all_windows())
        self.expect_no_trace()

    def test_a_crash_of_the_window_leaves_no_dump(self):
        for signum in (signal.SIGABRT, signal.SIGSEGV):
            with self.subTest(signum=signum):
                viewer = self.start(self.marked_file("One"))
                self.shown(viewer, "Pdf")
                # Neither to a file nor to a program of the system.
                self.assertTrue(set(dump_limits(viewer.pid)) <= {0, 1}, dump_limits(viewer.pid))
                self.assertFalse(self.kill(viewer, signum), "the window's memory was dumped")
                self.assertEqual(viewer.errors(), "")
        self.assertEqual(os.listdir(self.working), [])
        self.expect_no_trace()

    def test_a_killed_save_leaves_nothing_under_the_final_name(self):
        contents = b"\x01\x02\x03\x04" + self.markers("Large").encode() * (LARGE_BYTES // len(self.markers("Large")))
        entry = {"contents": contents, "FileName": "large", "DocumentDescription": "Large"}
        large = self.input("large.json", fixtures.response([entry]))
        for old in (None, b"the old file"):
            with self.subTest(old=old):
                for attempt in range(5):
                    if self.kill_while_saving(large, f"{attempt}-{old is not None}.bin", old, contents):
                        break
                else:
                    self.fail("every save was over before it could be killed")
        self.expect_no_trace()

    def kill_while_saving(self, large, name, old, contents):
        """Kills the window while it saves a file, perhaps in place of an old one, and looks at what is there. Says whether it
        was in the middle of it."""
        folder = os.path.join(self.saved, name.partition(".")[0])
        path = os.path.join(folder, name)
        os.mkdir(folder)
        if old is not None:
            with open(path, "wb") as file:
                file.write(old)
        viewer = self.start(large)
        viewer.wait_selected(1)
        wait_until(lambda: viewer.wait_for("Save document as…").has("enabled"), PATIENCE, "nothing can be saved")
        press("ctrl+s")
        portal.window(SAVING)
        portal.fill(path)
        self.chosen.append(path)
        if old is None:
            press("Return")
        else:
            portal.replace()
        written = self.stop_while_writing(viewer.pid, folder)
        self.kill(viewer, signal.SIGKILL)
        found = {}
        for each in os.listdir(folder):
            with open(os.path.join(folder, each), "rb") as file:
                found[each] = file.read()
        final = found.pop(name, None)
        self.assertTrue(final in (old, contents), f"{name} holds {final and len(final)} bytes of {len(contents)}")
        self.assertLessEqual(len(found), 1)
        self.assertEqual([other for other in found if not UNFINISHED.fullmatch(other)], [])
        return written < len(contents) and final == old

    @staticmethod
    def stop_while_writing(pid, folder):
        """Stops a process as soon as it writes to a file in a folder, and says how much is in it."""

        def written():
            for descriptor in os.listdir(f"/proc/{pid}/fd"):
                place = f"/proc/{pid}/fd/{descriptor}"
                try:
                    if os.readlink(place).startswith(folder + "/") and (size := os.stat(place).st_size):
                        os.kill(pid, signal.SIGSTOP)
                        return size
                except FileNotFoundError:
                    continue
            return 0

        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if size := written():
                return size
        raise AssertionError("nothing is written")


class Search(Session):
    """The search finds what there is to find: otherwise finding nothing would say nothing."""

    def test_planted_traces_are_found(self):
        word = self.markers("Planted")
        forms = {
            "text": word.encode(), "name": b"", "utf-16": word.encode("utf-16"), "big": word.encode("utf-16-be"),
            "hex": word.encode().hex().encode(), "upper-hex": word.encode().hex().upper().encode(), "rgb": b"".join(map(bytes, self.markers.pixels)),
            "rgba": b"".join(bytes(pixel) + b"\xff" for pixel in self.markers.pixels),
            "bgra": b"".join(bytes(reversed(pixel)) + b"\xff" for pixel in self.markers.pixels),
        }
        forms |= {f"base64-{before}": base64.b64encode(b"x" * before + word.encode()) for before in range(3)}
        folders = [*self.places.values(), self.working, *filter(os.path.isdir, marked.SYSTEM_FOLDERS[:3])]
        planted = {}
        for at, (form, contents) in enumerate(forms.items()):
            name = f"planted-{form}-{word if form == 'name' else self.id()}"
            path = os.path.realpath(os.path.join(folders[at % len(folders)], name))
            self.addCleanup(lambda path=path: os.path.exists(path) and os.remove(path))
            with open(path, "wb") as file:
                file.write(os.urandom(1000 + at) + contents + b"\n")
            planted[path] = form
        self.assertGreaterEqual(len(forms), len(folders), "a folder without a plant")
        found = marked.traces(self.markers, self.since)
        self.assertEqual({line.rpartition(" as ")[0] or line.removesuffix(" by its name") for line in found}, set(planted), found)
        with self.assertRaises(AssertionError):
            self.expect_no_trace()

    def test_planted_calls_are_found(self):
        trace, there = os.path.join(self.evidence, "calls"), os.path.join(self.private, "there")
        deeds = f"""
import ctypes, os, socket, subprocess
for family, kind in ((socket.AF_INET, socket.SOCK_STREAM), (socket.AF_INET6, socket.SOCK_DGRAM), (socket.AF_UNIX, socket.SOCK_DGRAM)):
    socket.socket(family, kind)
socket.socket(socket.AF_UNIX).bind({there + ".socket"!r})
subprocess.run(["true", "argument"])
os.chdir({self.private!r})
open("there.new", "w")
open({there!r}, "x")
os.rename({there!r}, {there + ".renamed"!r})
os.memfd_create("named")
"""
        subprocess.run([*system_calls.wrapper(trace), sys.executable, "-c", deeds], check=True)
        calls = system_calls.recorded(trace)
        self.assertEqual(len(system_calls.network(calls)), 3, system_calls.network(calls))
        self.assertEqual(len(system_calls.listeners(calls)), 1)
        self.assertRegex(system_calls.programs(calls)[-1], '"true", "argument"')
        written = system_calls.written(calls)
        self.assertEqual(written - {"/dev/null"}, {there, there + ".renamed", there + ".new"}, calls)
        self.assertEqual(system_calls.memory_files(calls), {"named"})

    def test_a_dump_is_seen(self):
        program = [sys.executable, "-c", "import os; os.abort()"]
        dumped = self.ended(subprocess.Popen(program, cwd=self.working, preexec_fn=self.verbosely), signal.SIGABRT)
        with open("/proc/sys/kernel/core_pattern", encoding="utf-8") as pattern:
            to_file_here = "/" not in (said := pattern.read()) and not said.startswith("|")
        if resource.getrlimit(resource.RLIMIT_CORE)[1] and to_file_here:
            self.assertTrue(dumped)
            self.assertEqual(len(os.listdir(self.working)), 1)
