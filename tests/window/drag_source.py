"""A small window from which the files named by the arguments can be dragged. Prints where its middle is."""

import pathlib
import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GdkPixbuf, GLib, Gtk  # noqa: E402


def place(window):
    """Says where the window is as soon as it is on the screen."""
    if not window.get_window().is_viewable():
        return True
    _, left, top = window.get_window().get_origin()
    width, height = window.get_size()
    print(left + width // 2, top + height // 2, flush=True)
    return False


def dot():
    """The smallest picture there is."""
    return GdkPixbuf.Pixbuf.new(GdkPixbuf.Colorspace.RGB, False, 8, 1, 1)


def main():
    """Shows the window until it is ended."""
    uris = [pathlib.Path(path).absolute().as_uri() for path in sys.argv[1:]]
    window = Gtk.Window(type=Gtk.WindowType.POPUP)
    window.set_default_size(48, 48)
    window.add(Gtk.EventBox())
    handle = window.get_child()
    handle.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
    handle.drag_source_add_uri_targets()
    # A picture at the pointer would cover what the window shows under it.
    handle.connect("drag-begin", lambda _widget, context: Gtk.drag_set_icon_pixbuf(context, dot(), 0, 0))
    handle.connect("drag-data-get", lambda _widget, _context, data, _info, _time: data.set_uris(uris))
    window.show_all()
    window.move(4, 4)
    GLib.timeout_add(20, place, window)
    Gtk.main()


if __name__ == "__main__":
    main()
