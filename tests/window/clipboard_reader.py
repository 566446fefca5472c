"""Says what the clipboard holds, as JSON: its targets, its text, the size of its picture, and the mark for clipboard managers."""

import json

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gtk  # noqa: E402

MARK = "x-kde-passwordManagerHint"


def held(selection):
    """What this selection holds."""
    clipboard = Gtk.Clipboard.get(selection)
    _, targets = clipboard.wait_for_targets()
    mark = clipboard.wait_for_contents(Gdk.Atom.intern(MARK, False))
    picture = clipboard.wait_for_image()
    return {
        "targets": sorted(target.name() for target in targets or []),
        "text": clipboard.wait_for_text(),
        "mark": mark.get_data().decode() if mark else None,
        "picture": [picture.get_width(), picture.get_height()] if picture else None,
    }


def main():
    """Prints both selections."""
    print(json.dumps({"clipboard": held(Gdk.SELECTION_CLIPBOARD), "primary": held(Gdk.SELECTION_PRIMARY)}))


if __name__ == "__main__":
    main()
