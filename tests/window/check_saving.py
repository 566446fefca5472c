"""Saving through the desktop's own dialog: the bytes that were sent, in a file of the owner alone, or nothing changed."""

import hashlib
import os
import re
import resource
import shutil
import signal
import stat
import subprocess

import fixtures
import portal
from case import Case
from desktop import wait_until
from viewer import PATIENCE, SAMPLE, press, program

TITLE = "Save document as"
FOLDER_TITLE = "Save documents in a folder"
FIRST = "Consent to treatment"


def digest(contents):
    """SHA-256."""
    return hashlib.sha256(contents).hexdigest()


def read(path):
    """A file's bytes."""
    with open(path, "rb") as file:
        return file.read()


class Saving(Case):
    """Files that are saved."""

    def ready(self, path=SAMPLE, **options):
        """A viewer with the first document shown."""
        viewer = self.open(path, **options)
        viewer.wait_page(1, FIRST)
        return viewer

    def save_as(self, path, replacing=False):
        """Types a path into the dialog; answers its question whether a file is to be replaced."""
        press("ctrl+s")
        portal.window(TITLE)
        portal.fill(path)
        if not replacing:
            portal.confirm(lambda: not portal.is_open(TITLE))
            return
        portal.replace()
        wait_until(lambda: not portal.is_open(TITLE), PATIENCE, "the dialog stays after Replace")

    def test_saved_bytes_are_the_ones_that_were_sent(self):
        viewer = self.ready()
        folder = self.folder()
        press("ctrl+s")
        portal.window(TITLE)
        suggested = portal.name_field().text()
        exported = os.path.join(folder, "exported")
        subprocess.run([program(), "export", SAMPLE, "--out", exported, "--document", "1"], check=True, capture_output=True)
        self.assertEqual([suggested], os.listdir(exported), "dialog and export suggest different names")
        path = os.path.join(folder, suggested)
        portal.fill(path)
        portal.confirm(lambda: not portal.is_open(TITLE))
        viewer.wait_alert(f"^Saved {suggested}$")
        self.assertEqual(digest(read(path)), digest(fixtures.contents_of(SAMPLE, 1)))
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
        self.assertEqual(sorted(os.listdir(folder)), sorted(["exported", suggested]), "something else was left behind")
        viewer.gone(f"Saved {suggested}")

    def test_an_existing_file_is_replaced_after_a_question(self):
        viewer = self.ready()
        press("Down")
        viewer.wait_page(1, "Medicines brought from home")
        path = self.file("photo.jpg", "something older")
        self.save_as(path, replacing=True)
        viewer.wait_alert(r"^Saved photo\.jpg$")
        self.assertEqual(digest(read(path)), digest(fixtures.contents_of(SAMPLE, 2)))

    def test_the_open_file_is_never_written_to(self):
        path = os.path.join(self.folder(), "response.json")
        shutil.copyfile(SAMPLE, path)
        viewer = self.ready(path)
        self.save_as(path, replacing=True)
        viewer.wait_alert("file that is open here")
        self.assertEqual(digest(read(path)), digest(read(SAMPLE)))
        self.assertEqual(os.listdir(os.path.dirname(path)), ["response.json"])

    def test_a_failed_save_says_so_and_leaves_the_old_file(self):
        # The system refuses files of more than 4 KB: true for root as well, and without another disk.
        ignored = lambda: signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # noqa: E731
        viewer = self.ready(preexec_fn=ignored)
        limits = resource.prlimit(viewer.pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
        path = self.file("consent.pdf", "the old file")
        self.save_as(path, replacing=True)
        viewer.wait_alert(r"^The document was not saved\. .*The old file is untouched\.")
        self.assertEqual(read(path), b"the old file")
        self.assertEqual(os.listdir(os.path.dirname(path)), ["consent.pdf"], "something was left behind")
        resource.prlimit(viewer.pid, resource.RLIMIT_FSIZE, limits)
        self.save_as(path, replacing=True)
        viewer.wait_alert(r"^Saved consent\.pdf$")
        self.assertEqual(digest(read(path)), digest(fixtures.contents_of(SAMPLE, 1)))

    def test_cancelling_the_dialog_changes_nothing(self):
        viewer = self.ready()
        press("ctrl+s")
        portal.window(TITLE)
        press("Escape")
        wait_until(lambda: not portal.is_open(TITLE), PATIENCE, "the dialog stays after Escape")
        viewer.focus()
        self.assertIsNone(viewer.alert())
        wait_until(
            lambda: viewer.wait_for("Save document as…").has("enabled"), PATIENCE, "nothing can be saved any more",
        )

    def choose_folder(self, folder):
        """Types a folder into the dialog, and confirms."""
        portal.window(FOLDER_TITLE)
        # GTK's portal of Debian 12 begins among recent files, where no folder can be chosen, not even by its name.
        press("alt+Home")
        # The dialog adds the slash itself, if it is not there.
        portal.choose(f"{folder}/", FOLDER_TITLE)

    def save_all(self, viewer, folder):
        """Chooses a folder for all documents, and confirms what the window says about them."""
        viewer.menu("File", "Save all documents…")
        self.choose_folder(folder)
        viewer.wait_for("Save all 12 documents")
        viewer.wait_for(folder)
        # The button has the keyboard.
        wait_until(lambda: viewer.wait_for("Save", "push button").has("focused"), PATIENCE, "Save has no focus")
        press("Return")

    def test_all_documents_are_saved_in_a_folder(self):
        viewer = self.ready()
        folder = self.folder()
        exported = os.path.join(self.folder(), "exported")
        subprocess.run([program(), "export", SAMPLE, "--out", exported], check=False, capture_output=True)
        self.save_all(viewer, folder)
        viewer.wait_for(f"Saved 10 of 12 documents in {os.path.basename(folder)}")
        viewer.wait_for("Stored at Redox: the file holds an address instead of the contents.")
        self.assertEqual(sorted(os.listdir(folder)), sorted(os.listdir(exported)))
        for name in os.listdir(folder):
            path = os.path.join(folder, name)
            self.assertEqual(digest(read(path)), digest(read(os.path.join(exported, name))), name)
            self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
        press("Return")
        viewer.gone(f"Saved 10 of 12 documents in {os.path.basename(folder)}")
        # Once more: what is there stays.
        before = {name: os.stat(os.path.join(folder, name)).st_mtime_ns for name in os.listdir(folder)}
        self.save_all(viewer, folder)
        viewer.wait_for(f"Saved 10 of 12 documents in {os.path.basename(folder)}")
        self.assertEqual(len(os.listdir(folder)), 20)
        for name, time in before.items():
            self.assertEqual(os.stat(os.path.join(folder, name)).st_mtime_ns, time, name)
        press("Escape")
        viewer.gone(f"Saved 10 of 12 documents in {os.path.basename(folder)}")
        press("ctrl+shift+s")
        self.choose_folder(folder)
        viewer.wait_for("Save the selected document")
        press("Return")
        viewer.wait_alert(f"^Saved 1 document in {os.path.basename(folder)}$")
        self.assertEqual(len(os.listdir(folder)), 21)

    def test_documents_that_do_not_fit_are_named(self):
        ignored = lambda: signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # noqa: E731
        viewer = self.ready(preexec_fn=ignored)
        resource.prlimit(viewer.pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
        folder = self.folder()
        self.save_all(viewer, folder)
        viewer.wait_for(re.compile(r"Saved \d of 12 documents in .*"))
        viewer.wait_for("Document 1: Consent to treatment")
        viewer.wait_for(re.compile("The document is larger than a file may be on this disk.*"))
        left = os.listdir(folder)
        self.assertIn("telephone-note.txt", left)
        self.assertFalse([name for name in left if name.startswith(".")], "an unfinished file was left behind")
        self.assertTrue(all(os.path.getsize(os.path.join(folder, name)) <= 4096 for name in left))
