"""The window as a screen reader knows it: roles, names, states and places, read from the accessibility bus."""

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

# Nothing is remembered: every question goes to the program.
Atspi.get_desktop(0).set_cache_mask(Atspi.Cache.NONE)
Atspi.set_timeout(5000, 15000)


class Gone(Exception):
    """What was asked about is no longer there."""


class Node:
    """One thing on the screen."""

    def __init__(self, accessible, role, name):
        self._accessible, self.role, self.name = accessible, role, name

    def __repr__(self):
        return f"{self.role} {self.name!r}"

    def has(self, state):
        """Whether it has a state, such as `selected`."""
        wanted = getattr(Atspi.StateType, state.upper())
        return self._ask(lambda: self._accessible.get_state_set().contains(wanted))

    def box(self):
        """Left, top, width and height in pixels of its window's inside."""
        extents = self._ask(lambda: Atspi.Component.get_extents(self._accessible, Atspi.CoordType.WINDOW))
        return extents.x, extents.y, extents.width, extents.height

    def text(self):
        """What is written in a text field."""
        return self._ask(lambda: Atspi.Text.get_text(self._accessible, 0, -1))

    def press(self):
        """Does what a screen reader's user does to press it."""
        self._ask(lambda: Atspi.Action.do_action(self._accessible, 0))

    @staticmethod
    def _ask(question):
        try:
            return question()
        except GLib.Error as error:
            raise Gone(error.message) from error


def everything(pid):
    """Every node of a process, outermost first; empty while it is not on the bus. Order is that of the screen reader."""
    # Signals of the bus are of no use here, but must not pile up.
    context = GLib.MainContext.default()
    while context.pending():
        context.iteration(False)
    for _ in range(20):
        try:
            found = []
            desktop = Atspi.get_desktop(0)
            for at in range(desktop.get_child_count()):
                application = desktop.get_child_at_index(at)
                if application is not None and application.get_process_id() == pid:
                    _collect(application, found)
            return found
        except GLib.Error:
            # The window changed under the walk: what was collected does not belong together.
            continue
    return []


def _collect(accessible, found):
    for at in range(accessible.get_child_count()):
        child = accessible.get_child_at_index(at)
        if child is None:
            continue
        found.append(Node(child, child.get_role_name(), child.get_name() or ""))
        _collect(child, found)
