"""Holds the clipboard with the contents of the file named by the argument. Says `ready` once it does."""

import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gtk  # noqa: E402


def main():
    """Holds it until it is ended."""
    with open(sys.argv[1], encoding="utf-8") as file:
        text = file.read()
    clipboard = Gtk.Clipboard.get(Gdk.SELECTION_CLIPBOARD)
    clipboard.set_text(text, -1)
    while Gtk.events_pending():
        Gtk.main_iteration()
    print("ready", flush=True)
    Gtk.main()


if __name__ == "__main__":
    main()
