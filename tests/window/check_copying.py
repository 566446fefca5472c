"""Copying: other programs get what was copied, and the mark that keeps it out of clipboard histories."""

import json
import os
import subprocess
import sys

from case import Case
from desktop import wait_until
from viewer import PATIENCE, SAMPLE, press, xdotool

MARK = "x-kde-passwordManagerHint"


def clipboard(selection="clipboard"):
    """What another program reads."""
    reader = os.path.join(os.path.dirname(os.path.abspath(__file__)), "clipboard_reader.py")
    done = subprocess.run([sys.executable, "-B", reader], capture_output=True, text=True, timeout=20, check=True)
    return json.loads(done.stdout)[selection]


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
        viewer.end()

    def test_selected_text_is_marked(self):
        viewer = self.open(SAMPLE)
        viewer.wait_page(1, "Consent to treatment")
        # A double click selects a word of the first line of the details.
        viewer.point_at(viewer.wait_for("82994410"))
        xdotool("click", "--repeat", "2", "--delay", "60", "1")
        self.expect(lambda held: held["text"] == "82994410", "primary")
        press("ctrl+c")
        self.expect(lambda held: held["text"] == "82994410")

    def test_a_page_is_copied_as_a_picture(self):
        viewer = self.open(SAMPLE)
        viewer.wait_page(1, "Consent to treatment")
        viewer.menu("Edit", "Copy picture of page")
        viewer.wait_alert("^Copied page 1 as a picture$")
        self.expect(lambda held: held["picture"] == [1632, 2112])
