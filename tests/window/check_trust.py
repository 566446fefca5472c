"""What the program promises: the right patient's pixels, a window that outlives its workers, and rest. That it leaves
no trace is `check_no_trace`."""

import os
import re
import signal
import subprocess
import time

import fixtures
from case import Case
from desktop import wait_until
from picture import colour, near
from viewer import PATIENCE, SAMPLE, press

FIRST = "Consent to treatment"
CANVAS, ACCENT, PAPER = colour("E9E9E5"), colour("1F5FBF"), (255, 255, 255)


class RightPatient(Case):
    """Row, identity strip and pixels belong to one document."""

    COUNT = 30

    @staticmethod
    def colour_of(number):
        """A colour for a document, far from that of every other one and from the window's own."""
        return 16 + 48 * (number % 5), 16 + 48 * (number // 5 % 3), 40 + 80 * (number // 15)

    def strip(self, picture):
        """The identity strip's pixels."""
        return picture.crop(*self.strip_box).raw()

    def test_rapid_selection_never_pairs_one_documents_name_with_anothers_pixels(self):
        documents = [
            {"contents": fixtures.png(self.colour_of(number), 600, 780), "FileType": "PNG", "FileName": f"c{number}.png",
             "patient": f"{7919 * (number + 13):09}"}
            for number in range(self.COUNT)
        ]
        viewer = self.open(self.file("colours.json", fixtures.response(documents)))
        viewer.menu("View", "Theme", "Light theme")
        viewer.wait_page(1, "c0.png")
        viewer.park_pointer()
        left, top, width, height = viewer.wait_for("Pages").box()
        middle = (left + width // 2, top + height // 2)
        strip_left, strip_top, _, _ = viewer.wait_for(re.compile("Patient .*")).box()
        self.strip_box = (strip_left, strip_top, width - 40, 24)

        # How each document's identity strip looks, at leisure.
        strips = {}
        for number in range(self.COUNT):
            if number:
                press("Down")
            expected = self.colour_of(number)
            wait_until(
                lambda: near(viewer.picture().pixel(*middle), expected), PATIENCE,
                f"the picture of document {number + 1} is not on the screen",
            )
            strips[self.strip(viewer.picture())] = number
        self.assertEqual(len(strips), self.COUNT, "identity strips that look alike")

        # Read again, so that nothing is drawn yet; then faster than it can be drawn, and at a walk.
        press("Home")
        seen, drawn, pictures = set(), 0, 0
        for key, count, pause_ms in (("Down", 29, 12), ("Up", 29, 50), ("Down", 29, 12), ("Up", 15, 300)):
            press("F5")
            keys = subprocess.Popen(["xdotool", "key", "--delay", str(pause_ms), *[key] * count])
            while keys.poll() is None or pictures % 5:
                picture = viewer.picture()
                pictures += 1
                number = strips.get(self.strip(picture))
                shown = picture.pixel(*middle)
                self.assertIsNotNone(number, "an identity strip that belongs to no document")
                if any(near(shown, nothing, 1) for nothing in (CANVAS, PAPER)):
                    continue
                self.assertTrue(
                    near(shown, self.colour_of(number)),
                    f"document {number + 1} is named, but {shown} is shown instead of {self.colour_of(number)}",
                )
                row = self.selected_row_colour(picture)
                if row is not None:
                    self.assertTrue(near(row, shown, 6), f"the selected row is {row}, the page {shown}")
                seen.add(number)
                drawn += 1
        self.assertGreaterEqual(pictures, 20)
        self.assertGreater(len(seen), 4, f"of {pictures} pictures {drawn} show a document, and only {seen}")

    @staticmethod
    def selected_row_colour(picture):
        """The colour of the selected row's thumbnail; `None` while it has none."""
        bar = [y for y in range(30, picture.height - 30) if near(picture.pixel(1, y), ACCENT, 8)]
        if not bar:
            return None
        # The thumbnail is a portrait in the middle of its box: its middle is the box's.
        shown = picture.pixel(31, (bar[0] + bar[-1]) // 2)
        vivid = max(shown) - min(shown) > 20 and not near(shown, ACCENT, 8)
        return shown if vivid and len(bar) > 40 else None


class Workers(Case):
    """Documents are drawn by other processes, and those may end at any time."""

    def test_a_killed_worker_is_replaced(self):
        viewer = self.open(SAMPLE)
        viewer.wait_page(1, FIRST)
        for number, label in ((2, "Medicines brought from home"), (3, "Anaesthesia record")):
            workers = wait_until(viewer.workers, PATIENCE, "there is no worker")
            for pid in workers:
                os.kill(pid, signal.SIGKILL)
            press("Down")
            viewer.wait_selected(number)
            page = viewer.wait_page(1, label)
            wait_until(
                lambda: viewer.picture(page).share(lambda pixel: not near(pixel, PAPER, 8)) > 0.05, PATIENCE,
                f"{label} is not drawn by a new worker",
            )
            self.assertTrue(viewer.running())
        self.assertIsNone(viewer.alert())

    def test_a_worker_killed_while_it_draws_costs_that_page_only(self):
        slow = fixtures.pdf([fixtures.slow_page(60_000)])
        green = fixtures.pdf([fixtures.text_page("Quick", fill=(0.2, 0.6, 0.4))])
        documents = [
            {"contents": slow, "FileName": "slow.pdf", "patient": "1"},
            {"contents": green, "FileName": "quick.pdf", "patient": "2"},
        ]
        viewer = self.open(self.file("slow.json", fixtures.response(documents)))
        viewer.wait_page(1, "slow.pdf")

        def failed():
            for pid in viewer.workers():
                os.kill(pid, signal.SIGKILL)
            return viewer.named(re.compile(r"This page could not be drawn\..*"))

        wait_until(failed, 30, "nothing says that the page could not be drawn")
        self.assertTrue(viewer.running())
        viewer.wait_for("Try again", "push button")
        press("Down")
        page = viewer.wait_page(1, "quick.pdf")
        wait_until(
            lambda: viewer.picture(page).share(lambda pixel: near(pixel, (51, 153, 102))) > 0.9, PATIENCE,
            "the other document is not drawn",
        )


class Rest(Case):
    """Nothing is done when there is nothing to do."""

    def test_idle_uses_no_processor_time(self):
        viewer = self.open(SAMPLE)
        viewer.wait_page(1, FIRST)
        viewer.park_pointer()
        before = None

        def at_rest():
            nonlocal before
            now = viewer.picture().raw()
            same, before = now == before, now
            time.sleep(0.3)
            return same

        wait_until(at_rest, PATIENCE, "the picture never rests")
        ticks = viewer.cpu_ticks()
        time.sleep(3)
        used = viewer.cpu_ticks() - ticks
        self.assertLess(used, 5, f"{used} ticks of processor time in 3 s of nothing to do")
