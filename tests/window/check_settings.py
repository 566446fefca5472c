"""What is kept between sessions: the look and the size of the window are there again after a restart."""

import os
import stat

from case import Case
from desktop import wait_until
from picture import colour, near
from viewer import PATIENCE, SAMPLE, press, xdotool

LIGHT, DARK = colour("FFFFFF"), colour("1B1E24")
SIZE = (1000, 640)
# Openbox draws the title this far above the inside of the window.
ABOVE = 10


class Settings(Case):
    """Settings of a user."""

    def setUp(self):
        self.config = self.folder()
        self.path = os.path.join(self.config, "redox-media-viewer/settings.toml")

    def start(self, *arguments):
        """Starts the program with the settings of this check."""
        viewer = self.open(*arguments, environment={"XDG_CONFIG_HOME": self.config})
        viewer.wait_for("File", "push button")
        return viewer

    def quit(self, viewer):
        """Leaves the program as a user does."""
        viewer.focus()
        press("ctrl+q")
        wait_until(lambda: not viewer.running(), PATIENCE, "Ctrl+Q does not quit")
        self.assertEqual((viewer.process.returncode, viewer.errors()), (0, ""))

    def kept(self):
        """The text of the settings file."""
        if not os.path.exists(self.path):
            return ""
        with open(self.path, encoding="utf-8") as file:
            return file.read()

    def wait_ground(self, viewer, ground):
        """Waits until the window has this colour where nothing stands."""
        wait_until(
            lambda: near(viewer.picture().pixel(40, 200), ground), PATIENCE,
            lambda: f"the window is {viewer.picture().pixel(40, 200)} and not {ground}",
        )

    def wait_size(self, viewer, fits):
        """Waits until the window is as large."""
        wait_until(lambda: fits(viewer.geometry()[2:]), PATIENCE, lambda: f"the window is {viewer.geometry()}")

    def click_title(self, viewer):
        """A double click on the title fills the desktop with the window, or brings it back."""
        left, top, width, _ = viewer.geometry()
        xdotool("mousemove", left + width // 2, top - ABOVE)
        xdotool("click", "--repeat", 2, "--delay", 40, 1)

    def test_theme_and_size_are_there_again_after_a_restart(self):
        viewer = self.start()
        press("ctrl+comma")
        viewer.click(viewer.wait_for("Dark theme"))
        # It is written while the program runs, too: a power failure takes a second's changes at most.
        wait_until(lambda: 'theme = "dark"' in self.kept(), PATIENCE, lambda: f"kept is {self.kept()!r}")
        press("Escape")
        self.wait_ground(viewer, DARK)
        xdotool("windowsize", viewer.window[0], *SIZE)
        self.wait_size(viewer, lambda size: size == SIZE)
        wait_until(lambda: f"width = {SIZE[0]}" in self.kept(), PATIENCE, lambda: f"kept is {self.kept()!r}")
        self.quit(viewer)
        self.assertIn('theme = "dark"', self.kept())
        self.assertIn(f"height = {SIZE[1]}", self.kept())
        self.assertEqual(stat.S_IMODE(os.stat(self.path).st_mode), 0o600)

        viewer = self.start()
        self.wait_size(viewer, lambda size: size == SIZE)
        self.wait_ground(viewer, DARK)
        viewer.menu("View", "Theme", "Light theme")
        self.wait_ground(viewer, LIGHT)
        self.quit(viewer)
        self.assertIn('theme = "light"', self.kept())

    def test_a_window_that_filled_the_desktop_does_so_again_and_knows_its_size(self):
        viewer = self.start()
        xdotool("windowsize", viewer.window[0], *SIZE)
        wait_until(lambda: f"width = {SIZE[0]}" in self.kept(), PATIENCE, lambda: f"kept is {self.kept()!r}")
        self.click_title(viewer)
        self.wait_size(viewer, lambda size: size[0] > 1380)
        wait_until(lambda: "maximised = true" in self.kept(), PATIENCE, lambda: f"kept is {self.kept()!r}")
        self.quit(viewer)
        self.assertIn(f"width = {SIZE[0]}", self.kept())

        viewer = self.start()
        self.wait_size(viewer, lambda size: size[0] > 1380)
        self.click_title(viewer)
        self.wait_size(viewer, lambda size: size == SIZE)

    def test_full_screen_is_no_size(self):
        viewer = self.start(SAMPLE)
        viewer.wait_page(1, "Consent to treatment")
        before = viewer.geometry()[2:]
        press("F11")
        self.wait_size(viewer, lambda size: size == (1400, 900))
        self.quit(viewer)
        self.assertNotIn("900", self.kept())
        viewer = self.start()
        self.wait_size(viewer, lambda size: size == before)
