"""What every check builds on: a viewer that ends with the check, and a picture of the screen where it failed."""

import os
import unittest

import desktop
from picture import Picture
from viewer import PROJECT, Viewer

FAILURES = os.path.join(PROJECT, "tests/failures")


class Case(unittest.TestCase):
    """A group of checks of the real window."""

    maxDiff = 4000
    # Every run of the program in this check.
    viewers = ()

    def open(self, *arguments, **options):
        """Starts the program; it is ended with the check. It finds no settings unless the check says where they are."""
        environment = {"XDG_CONFIG_HOME": self.folder()} | options.pop("environment", {})
        viewer = Viewer(*arguments, environment=environment, **options)
        self.viewers = [*self.viewers, viewer]
        self.addCleanup(viewer.end)
        return viewer

    def folder(self):
        """A fresh folder for files."""
        return desktop.folder("files")

    def file(self, name, contents):
        """Writes a fresh file and returns its path."""
        path = os.path.join(self.folder(), name)
        with open(path, "wb") as file:
            file.write(contents if isinstance(contents, bytes) else contents.encode())
        return path

    def run(self, result=None):
        """Keeps a picture of the screen before anything is taken down."""
        method = getattr(self, self._testMethodName)

        def watched():
            try:
                method()
            except unittest.SkipTest:
                raise
            except BaseException:
                self._keep_evidence()
                raise

        setattr(self, self._testMethodName, watched)
        return super().run(result)

    def _keep_evidence(self):
        os.makedirs(FAILURES, exist_ok=True)
        name = os.path.join(FAILURES, self._testMethodName.removeprefix("test_"))
        Picture.of_screen().save(f"{name}.png")
        with open(f"{name}.txt", "w", encoding="utf-8") as file:
            for viewer in self.viewers:
                if viewer.running():
                    file.writelines(f"{node}\n" for node in viewer.nodes())
                else:
                    file.write(f"ended with {viewer.process.returncode}\n")
                file.write(f"output: {viewer.errors()}\n\n")
