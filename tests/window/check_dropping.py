"""A real drag and drop: a GTK program offers files, the window takes them."""

import gzip
import os
import subprocess
import sys

import fixtures
from case import Case
from check_opening import BAD_INPUTS, IDENTITY, bad_input
from desktop import wait_until
from picture import colour, near
from viewer import PATIENCE, SAMPLE, xdotool

ACCENT = colour("1F5FBF")


def overlay(viewer):
    """Whether the window says that files can be dropped: a dashed frame of the accent, and the rest dimmed."""
    picture = viewer.picture()
    frame = picture.crop(24, 100, 1, picture.height - 200)
    return frame.share(lambda pixel: near(pixel, ACCENT, 40), 1) > 0.3


class Drag:
    """The pointer holds files and has not let go of them yet."""

    def __init__(self, case, *paths):
        source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "drag_source.py")
        self.process = subprocess.Popen(
            [sys.executable, "-B", source, *paths], stdout=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL,
        )
        case.addCleanup(self.end)
        # It says where its middle is as soon as it is on the screen.
        self.x, self.y = map(int, self.process.stdout.readline().split())

    def over(self, viewer):
        """Takes hold of the files and carries them over the window."""
        left, top, width, height = viewer.geometry()
        # Not over the words that say what a drop does: the picture at the pointer would cover them.
        to_x, to_y = left + width // 4, top + height * 9 // 10
        xdotool("mousemove", self.x, self.y)
        xdotool("mousedown", 1)
        for step in range(1, 13):
            xdotool("mousemove", self.x + (to_x - self.x) * step // 12, self.y + (to_y - self.y) * step // 12)
        wait_until(lambda: overlay(viewer), PATIENCE, "nothing says that the files can be dropped")

    def drop(self):
        """Lets go."""
        xdotool("mouseup", 1)

    def end(self):
        """Ends the program that offered the files."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


class Dropping(Case):
    """Files dropped on the window."""

    def test_drop_opens_a_file(self):
        viewer = self.open()
        viewer.wait_for("Open a Redox Media response")
        viewer.menu("View", "Theme", "Light theme")
        page = fixtures.pdf([fixtures.text_page("Dropped", fill=(0.2, 0.6, 0.4))])
        path = self.file("dropped.json", fixtures.response([{"contents": page, "FileName": "green.pdf"}]))
        drag = Drag(self, path)
        self.assertFalse(overlay(viewer))
        drag.over(viewer)
        drag.drop()
        viewer.wait_selected(1)
        self.assertEqual([row.name for row in viewer.rows()], ["Document 1: green.pdf"])
        shown = viewer.wait_page(1, "green.pdf")
        wait_until(
            lambda: viewer.picture(shown).share(lambda pixel: near(pixel, (51, 153, 102))) > 0.9, PATIENCE,
            "the page of the dropped file is not on the screen",
        )
        wait_until(lambda: not overlay(viewer), PATIENCE, "the overlay stays")

    def test_what_cannot_be_opened_leaves_what_is_open(self):
        viewer = self.open(SAMPLE)
        viewer.wait_page(1, "Consent to treatment")
        for name, contents, sentence in BAD_INPUTS:
            # The window's library ignores a drop of a file that is not there.
            if contents is None:
                continue
            with self.subTest(name):
                drag = Drag(self, bad_input(self, name, contents))
                drag.over(viewer)
                drag.drop()
                viewer.wait_alert(sentence)
                drag.end()
                self.assertEqual(viewer.identity(), IDENTITY)
                self.assertEqual(viewer.selected(), "Document 1: Consent to treatment")
                self.assertTrue(viewer.title().startswith("sample-response.json"), viewer.title())

    def test_several_files_become_one_list(self):
        viewer = self.open(SAMPLE)
        viewer.wait_page(1, "Consent to treatment")
        response = fixtures.response([{"contents": fixtures.pdf([fixtures.text_page("One")]), "FileName": "one.pdf"}])
        packed = self.file("b.json.gz", "")
        with gzip.open(packed, "wt", encoding="utf-8") as file:
            file.write(response)
        drag = Drag(self, self.file("a.json", response), packed)
        drag.over(viewer)
        drag.drop()
        viewer.wait_for("Document 2: one.pdf")
        viewer.wait_for("Source")
        viewer.wait_for("b.json.gz")
        self.assertEqual([row.name for row in viewer.rows()], ["Document 1: one.pdf", "Document 2: one.pdf"])
