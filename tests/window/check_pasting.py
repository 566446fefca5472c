"""Pasting: a response that another program holds on the clipboard, and the findings of what was read."""

import os
import subprocess
import sys

from case import Case
from desktop import wait_until
from viewer import EXAMPLE, PATIENCE, SAMPLE, press


class Pasting(Case):
    """The clipboard as a way in, and the findings below the pages."""

    def hold(self, text):
        """Another program holds this text."""
        source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "clipboard_source.py")
        path = self.file("clipboard.txt", text)
        process = subprocess.Popen(
            [sys.executable, "-B", source, path], stdout=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL,
        )

        def end():
            process.kill()
            process.wait()
            process.stdout.close()

        self.addCleanup(end)
        self.assertEqual(process.stdout.readline(), "ready\n")
        os.remove(path)

    def test_a_copied_page_opens_with_its_message(self):
        with open(EXAMPLE, encoding="utf-8") as file:
            example = file.read()
        numbered = "".join(f"{number}\n{line}\n" for number, line in enumerate(example.splitlines(), 1))
        self.hold(f"Media\n\nExample\njson\n{numbered}")
        viewer = self.open()
        viewer.wait_for("Open a Redox Media response")
        press("ctrl+v")
        viewer.wait_page(1, "SampleImage")
        wait_until(lambda: viewer.title().startswith("Pasted text"), PATIENCE, viewer.title)

    def test_a_large_text_is_read_while_the_window_answers(self):
        with open(SAMPLE, encoding="utf-8") as file:
            sample = file.read()
        # White space at the end makes it as large as the largest message of Redox.
        self.hold(sample + " " * (40_000_000 - len(sample)))
        viewer = self.open(EXAMPLE)
        viewer.wait_page(1, "SampleImage")
        press("ctrl+v")
        viewer.wait_page(1, "Consent to treatment")
        self.assertEqual(len(viewer.rows()), 12)

    def test_nothing_to_paste_is_said(self):
        self.hold("Dear colleague")
        viewer = self.open(EXAMPLE)
        viewer.wait_page(1, "SampleImage")
        press("ctrl+v")
        viewer.wait_alert(r"^Pasted text was not opened\. This is not JSON: line 1, column 1 ")
        viewer.wait_for("Document 1: SampleImage")

    def test_findings_by_key_and_click(self):
        viewer = self.open(SAMPLE)
        viewer.wait_page(1, "Consent to treatment")
        viewer.wait_for("3 problems")
        press("F8")
        viewer.click(viewer.wait_for("Warning: Document 8: The contents are of another type than declared. They are: PDF."))
        viewer.wait_selected(8)
        viewer.click(viewer.wait_for("Findings (1)"))
        viewer.wait_for("line 237, column 19  /Media/7/FileType")
