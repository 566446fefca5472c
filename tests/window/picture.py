"""Pixels: pictures of the screen, and pictures decoded from files."""

import gi

gi.require_version("Gdk", "3.0")
from gi.repository import Gdk, GdkPixbuf  # noqa: E402


class Picture:
    """A rectangle of RGB pixels."""

    def __init__(self, pixbuf):
        self._pixbuf = pixbuf
        self.width, self.height = pixbuf.get_width(), pixbuf.get_height()
        self._bytes = pixbuf.get_pixels()
        self._stride, self._step = pixbuf.get_rowstride(), pixbuf.get_n_channels()

    @classmethod
    def of_screen(cls, left=0, top=0, width=None, height=None):
        """What the screen shows now. The pointer is not in it."""
        Gdk.init([])
        root = Gdk.get_default_root_window()
        width, height = width or root.get_width(), height or root.get_height()
        return cls(Gdk.pixbuf_get_from_window(root, left, top, width, height))

    @classmethod
    def decoded(cls, contents):
        """A picture file's bytes, decoded by the desktop's own library."""
        loader = GdkPixbuf.PixbufLoader()
        loader.write(contents)
        loader.close()
        return cls(loader.get_pixbuf())

    def crop(self, left, top, width, height):
        """A part, cut to what there is."""
        left, top = max(left, 0), max(top, 0)
        width, height = min(width, self.width - left), min(height, self.height - top)
        return Picture(self._pixbuf.new_subpixbuf(left, top, width, height))

    def pixel(self, x, y):
        """Red, green and blue."""
        at = y * self._stride + x * self._step
        return tuple(self._bytes[at : at + 3])

    def pixels(self, step=1):
        """The pixels of every `step`th column of every `step`th row."""
        for y in range(0, self.height, step):
            for x in range(0, self.width, step):
                yield self.pixel(x, y)

    def share(self, condition, step=3):
        """How much of it, from 0 to 1, meets a condition."""
        pixels = list(self.pixels(step))
        return sum(map(condition, pixels)) / len(pixels)

    def raw(self):
        """Something equal for equal pictures, and for no others."""
        row = self.width * self._step
        return b"".join(self._bytes[y * self._stride : y * self._stride + row] for y in range(self.height))

    def difference(self, other):
        """Mean and largest difference of a channel, from 0 to 255, to a picture of the same size."""
        total, largest, count = 0, 0, 0
        for y in range(self.height):
            for x in range(self.width):
                for mine, theirs in zip(self.pixel(x, y), other.pixel(x, y)):
                    total, largest, count = total + abs(mine - theirs), max(largest, abs(mine - theirs)), count + 1
        return total / count, largest

    def save(self, path):
        """Writes it as PNG."""
        self._pixbuf.savev(path, "png", [], [])


def colour(hexadecimal):
    """`1F5FBF` as red, green and blue."""
    return tuple(bytes.fromhex(hexadecimal))


def near(a, b, tolerance=3):
    """Whether two colours look the same."""
    return all(abs(one - other) <= tolerance for one, other in zip(a, b))
