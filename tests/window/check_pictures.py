"""The pictures of the README, taken from the real window at 1280 × 800. `UPDATE_SCREENSHOTS=1` writes them to screenshots/."""

import os

from case import Case
from desktop import wait_until
from viewer import PATIENCE, PROJECT, SAMPLE, press

FIRST = "Consent to treatment"
SIZE = (1280, 800)


class Pictures(Case):
    """What people see first must be whole: the right size, paper and ink, nothing of another window."""

    def keep(self, viewer, name):
        """Waits until the picture stands still, checks it and writes it where it is asked for."""
        shown = []

        def still():
            shown.append(viewer.picture())
            return len(shown) > 2 and shown[-1].raw() == shown[-2].raw() == shown[-3].raw()

        wait_until(still, PATIENCE, f"the picture {name} does not come to rest")
        picture = shown[-1]
        self.assertEqual((picture.width, picture.height), SIZE, name)
        colours = {picture.pixel(x, y) for x in range(0, SIZE[0], 7) for y in range(0, SIZE[1], 7)}
        self.assertGreater(len(colours), 20, f"{name} is blank")
        if os.environ.get("UPDATE_SCREENSHOTS") == "1":
            picture.save(os.path.join(PROJECT, "screenshots", f"{name}.png"))

    def test_pictures_of_the_readme(self):
        viewer = self.open(SAMPLE)
        viewer.wait_page(1, FIRST)
        for theme, name in (("Light theme", "main-light"), ("Dark theme", "main-dark")):
            viewer.menu("View", theme)
            viewer.park_pointer()
            self.keep(viewer, name)
        viewer.menu("View", "Light theme")
        viewer.park_pointer()
        press("Home", "Down")
        viewer.wait_page(1, "Medicines brought from home")
        self.keep(viewer, "photo")
        press("Home", *["Down"] * 8)
        viewer.wait_selected(9)
        viewer.wait_for("This document could not be shown")
        self.keep(viewer, "damaged")
