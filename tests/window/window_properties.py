"""What windows tell every other program of the screen about themselves: their properties, the title among them."""

import os
import re
import subprocess


def all_windows():
    """The names and properties of all windows, now."""
    tree = subprocess.run(["xwininfo", "-root", "-tree"], capture_output=True, text=True, check=True).stdout
    windows = sorted(set(re.findall(r"^ *(0x[0-9a-f]+) ", tree, re.M)))
    # Windows come and go.
    told = [subprocess.run(["xprop", "-id", window], capture_output=True, text=True, check=False).stdout for window in windows]
    return "\n".join([tree, properties("-root"), *told])


def properties(*window):
    """The properties of a window, now."""
    return subprocess.run(["xprop", *window], capture_output=True, text=True, check=False).stdout


class Watch:
    """Takes down every property of a window and of the screen's root, as they are and as they change."""

    def __init__(self, window, folder):
        self._paths, self._watchers = [], []
        for place in (["-id", window], ["-root"]):
            path = os.path.join(folder, f"properties{len(self._paths)}")
            with open(path, "wb") as said:
                # Otherwise what it says last would be lost with it.
                command = ["stdbuf", "-oL", "xprop", "-spy", *place]
                self._watchers.append(subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said))
            self._paths.append(path)

    def end(self):
        """Ends watching and returns what was told."""
        for watcher in self._watchers:
            watcher.kill()
            watcher.wait()
        told = []
        for path in self._paths:
            with open(path, encoding="utf-8", errors="replace") as said:
                told.append(said.read())
        return "\n".join(told)
