"""The pictures of the README, taken from the real window at 1280 × 800. `UPDATE_SCREENSHOTS=1` writes them to screenshots/."""

import json
import os
import time

from case import Case
from check_dropping import Drag
from desktop import wait_until
from viewer import PATIENCE, PROJECT, SAMPLE, press

FIRST = "Consent to treatment"
SIZE = (1280, 800)
SCREENSHOTS = os.path.join(PROJECT, "screenshots")


class Pictures(Case):
    """What people see first must be whole: the right size, paper and ink, nothing of another window."""

    def keep(self, viewer, name):
        """Waits until the picture stands still, checks it and writes it where it is asked for."""
        shown = []

        def still():
            # Longer than a frame takes on a slow machine: what fades is seen to fade.
            time.sleep(0.15)
            shown.append(viewer.picture())
            return len(shown) > 2 and shown[-1].raw() == shown[-2].raw() == shown[-3].raw()

        wait_until(still, PATIENCE, f"the picture {name} does not come to rest")
        picture = shown[-1]
        self.assertEqual((picture.width, picture.height), SIZE, name)
        colours = {picture.pixel(x, y) for x in range(0, SIZE[0], 7) for y in range(0, SIZE[1], 7)}
        self.assertGreater(len(colours), 20, f"{name} is blank")
        if os.environ.get("UPDATE_SCREENSHOTS") == "1":
            os.makedirs(SCREENSHOTS, exist_ok=True)
            picture.save(os.path.join(SCREENSHOTS, f"{name}.png"))

    def test_picture_of_the_empty_window(self):
        viewer = self.open()
        viewer.menu("View", "Theme", "Light theme")
        viewer.park_pointer()
        self.keep(viewer, "empty")

    def test_pictures_of_findings_and_of_a_question(self):
        viewer = self.open(SAMPLE)
        viewer.wait_page(1, FIRST)
        viewer.menu("View", "Theme", "Light theme")
        viewer.wait_for("3 problems")
        press("F8")
        viewer.wait_for("Copy findings")
        press("Ctrl+Down", "Ctrl+Down", "Ctrl+Down")
        viewer.wait_page(1, "Referral letter")
        viewer.park_pointer()
        self.keep(viewer, "findings")
        question = {
            "Meta": {"DataModel": "Media", "EventType": "Query", "Test": True},
            "Patients": [{"Identifiers": [{"ID": "0048213377", "IDType": "MR"}]}],
            "VisitNumbers": ["82994410"],
            "DocumentTypes": ["Consent form", "Letter"],
        }
        viewer = self.open(self.file("query.json", json.dumps(question)))
        viewer.menu("View", "Theme", "Light theme")
        viewer.wait_for("This is the question, not the answer")
        viewer.park_pointer()
        self.keep(viewer, "question")

    def test_pictures_of_every_kind(self):
        viewer = self.open(os.path.join(PROJECT, "assets/sample-kinds.json"))
        viewer.menu("View", "Theme", "Light theme")
        for number, label, name in (
            (1, "Summary of care", "chart"),
            (2, "Request for records", "fax"),
            (5, "Letter from the memory clinic", "other-patient"),
        ):
            press("Home", *["Down"] * (number - 1))
            viewer.wait_selected(number)
            viewer.wait_page(1, label)
            viewer.park_pointer()
            self.keep(viewer, name)
        viewer.menu("View", "Theme", "Dark theme")
        press("Home", *["Down"] * 3)
        viewer.wait_selected(4)
        viewer.wait_page(1, "Dictation, surgical clinic")
        viewer.park_pointer()
        self.keep(viewer, "sound")

    def test_pictures_of_an_open_file(self):
        viewer = self.open(SAMPLE)
        viewer.wait_page(1, FIRST)
        for theme, name in (("Light theme", "main-light"), ("Dark theme", "main-dark")):
            viewer.menu("View", "Theme", theme)
            viewer.park_pointer()
            self.keep(viewer, name)
        viewer.menu("View", "Theme", "Light theme")
        viewer.click(viewer.wait_for("View", "push button"))
        viewer.wait_for("Zoom in", "menu item")
        viewer.park_pointer()
        self.keep(viewer, "menu")
        press("Escape")
        wait_until(lambda: not viewer.menu_is_open(), PATIENCE, "Esc does not close the menu")
        press("Home", "Down")
        viewer.wait_page(1, "Medicines brought from home")
        self.keep(viewer, "photo")
        press("Home", *["Down"] * 8)
        viewer.wait_selected(9)
        viewer.wait_for("This document could not be shown")
        self.keep(viewer, "damaged")
        press("Home")
        viewer.wait_page(1, FIRST)
        drag = Drag(self, SAMPLE)
        drag.over(viewer)
        drag.drop()
