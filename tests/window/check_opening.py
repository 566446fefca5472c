"""Opening: from the command line, from the menu through the desktop's own dialog, from standard input, and what cannot
be opened."""

import os
import subprocess

import fixtures
import portal
from case import Case
from desktop import wait_until
from picture import Picture, near
from viewer import EXAMPLE, PATIENCE, SAMPLE, press

NAME = "Redox Media Viewer"
IDENTITY = (
    "Patient MR 0048213377, EHRID e167267c-16c9-4fe3-96ae-9cff5703e90a, NIST a1d4ee8aba494ca, Visit 82994410, "
    "Test message"
)
# What cannot be opened: file name, contents (None: no such file) and the sentence.
BAD_INPUTS = [
    ("note.txt", "Dear colleague,\n", r"^note\.txt was not opened\. .*not .*JSON"),
    ("broken.json", '{"a": [1, 2],\n "b": 1 2}\n', r"^broken\.json was not opened\. This is not JSON: line 2, column 9 "),
    ("other.json", '{"resourceType": "Bundle"}', r"^other\.json was not opened\. This is JSON, but not a Redox message"),
    ("empty.json", "", r"^empty\.json was not opened\. This file is empty\."),
    ("vanished.json", None, r"^vanished\.json was not opened\. There is no such file\."),
    ("folder", "/", r"^folder was not opened\. There is no JSON file in this folder\."),
]


def bad_input(case, name, contents):
    """Makes one of them and returns its path."""
    if contents == "/":
        path = os.path.join(case.folder(), name)
        os.mkdir(path)
        return path
    path = case.file(name, contents or "")
    if contents is None:
        os.remove(path)
    return path


def dark(pixel):
    """Text on paper."""
    return sum(pixel) < 3 * 90


def white(pixel):
    """Paper."""
    return near(pixel, (255, 255, 255))


class Opening(Case):
    """Ways in."""

    def test_command_line_shows_the_first_document(self):
        viewer = self.open(SAMPLE)
        page = viewer.wait_page(1, "Consent to treatment")
        viewer.wait_selected(1)
        self.assertEqual(viewer.identity(), IDENTITY)
        viewer.wait_for("Drawn by PDFium")
        self.assertEqual(len(viewer.rows()), 12)
        wait_until(lambda: viewer.title() == f"sample-response.json — {NAME}", PATIENCE, viewer.title)
        wait_until(
            lambda: viewer.picture(page).share(dark) > 0.01, PATIENCE,
            lambda: f"no text on the paper: {viewer.picture(page).share(dark)}",
        )
        self.assertGreater(viewer.picture(page).share(white), 0.6)

    def test_menu_and_portal_dialog_open_a_file(self):
        viewer = self.open()
        viewer.wait_for("Open a Redox Media response")
        self.assertEqual(viewer.title(), NAME)
        viewer.menu("File", "Open…")
        portal.choose(EXAMPLE, "Open Redox responses")
        viewer.wait_selected(1)
        self.assertEqual([row.name for row in viewer.rows()], ["Document 1: SampleImage"])
        wait_until(lambda: viewer.title() == f"redox-example.json — {NAME}", PATIENCE, viewer.title)
        viewer.wait_page(1, "SampleImage")
        press("ctrl+1")
        expected = Picture.decoded(fixtures.contents_of(EXAMPLE, 1))
        wait_until(
            lambda: self.same(viewer.picture(viewer.wait_page(1, "SampleImage")), expected), PATIENCE,
            "the picture on the screen is not the one in the file",
        )

    @staticmethod
    def same(shown, expected):
        """The same picture, but for what two JPEG decoders may differ by."""
        if (shown.width, shown.height) != (expected.width, expected.height):
            return False
        mean, largest = shown.difference(expected)
        return mean < 1.5 and largest < 24

    def test_standard_input(self):
        with open(SAMPLE, "rb") as sample:
            cat = subprocess.Popen(["cat"], stdin=sample, stdout=subprocess.PIPE)
        with cat:
            viewer = self.open("-", stdin=cat.stdout)
            viewer.wait_page(1, "Consent to treatment")
            viewer.wait_selected(1)
            self.assertEqual(viewer.identity(), IDENTITY)
        self.assertNotIn("{", viewer.title())

    def test_what_cannot_be_opened_is_said(self):
        for name, contents, sentence in BAD_INPUTS:
            with self.subTest(name):
                viewer = self.open(bad_input(self, name, contents))
                viewer.wait_alert(sentence)
                viewer.wait_for("Open a Redox Media response")
                self.assertEqual(viewer.title(), NAME)
                viewer.end()
