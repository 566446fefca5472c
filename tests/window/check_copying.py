"""Copying: other programs get what was copied, and the mark that keeps it out of clipboard histories."""

import json
import os
import subprocess
import sys
import time

from case import Case
from desktop import wait_until
from viewer import PATIENCE, SAMPLE, press, xdotool

MARK = "x-kde-passwordManagerHint"


def clipboards():
    """What another program reads, of each selection."""
    reader = os.path.join(os.path.dirname(os.path.abspath(__file__)), "clipboard_reader.py")
    done = subprocess.run([sys.executable, "-B", reader], capture_output=True, text=True, timeout=20, check=True)
    return json.loads(done.stdout)


def clipboard(selection="clipboard"):
    """What another program reads."""
    return clipboards()[selection]


class Copying(Case):
    """The clipboard as a way out."""

    def expect(self, what, selection="clipboard"):
        """Waits until another program reads this, marked."""
        wait_until(lambda: what(clipboard(selection)), PATIENCE, lambda: clipboard(selection))
        held = clipboard(selection)
        self.assertEqual(held["mark"], "secret", held["targets"])
        self.assertIn(MARK, held["targets"])
        return held

    def test_copied_findings_are_marked(self):
        viewer = self.open(SAMPLE)
        viewer.wait_page(1, "Consent to treatment")
        viewer.wait_for("3 problems")
        viewer.menu("Edit", "Copy findings")
        self.expect(lambda held: (held["text"] or "").startswith("Findings of Redox Media Viewer"))

    def test_selected_text_is_marked(self):
        viewer = self.open(SAMPLE)
        viewer.wait_page(1, "Consent to treatment")
        # The file's name stands in the details alone.
        left, top, width, height = viewer.wait_for("consent-214b").box()
        viewer.move_to(left + 1, top + height // 2)
        xdotool("mousedown", "1")
        time.sleep(0.2)
        viewer.move_to(left + width - 1, top + height // 2)
        time.sleep(0.2)
        xdotool("mouseup", "1")
        self.expect(lambda held: held["text"] == "consent-214b", "primary")
        press("ctrl+c")
        self.expect(lambda held: held["text"] == "consent-214b")

    def test_a_page_is_copied_as_a_picture(self):
        viewer = self.open(SAMPLE)
        viewer.wait_page(1, "Consent to treatment")
        viewer.menu("Edit", "Copy picture of page")
        viewer.wait_alert("^Copied page 1 as a picture$")
        self.expect(lambda held: held["picture"] == [1632, 2112])
