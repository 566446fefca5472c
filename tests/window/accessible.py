"""The window as a screen reader knows it: roles, names, states and places, read from the accessibility bus.

The bus is asked directly and with many questions at a time: a window holds hundreds of things, and each has to be asked
for its role, its name, its states and what is in it.
"""

from gi.repository import Gio, GLib

from desktop import Gone

ACCESSIBLE, ACTION, COMPONENT, TEXT = (f"org.a11y.atspi.{name}" for name in ("Accessible", "Action", "Component", "Text"))
PROPERTIES = "org.freedesktop.DBus.Properties"
ROOT = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
TIMEOUT_MS = 10_000
# Places of `Component.GetExtents` are relative to the window.
WINDOW = 1
# Bits of `Accessible.GetState`, from AtspiStateType.
STATES = {"checked": 4, "enabled": 8, "focused": 12, "selected": 23, "showing": 25}
# What `Accessible.GetRole` answers, from AtspiRole: the roles that the checks know.
ROLES = {
    2: "alert", 8: "check menu item", 16: "dialog", 23: "frame", 27: "image", 29: "label", 32: "list item",
    33: "menu", 35: "menu item", 39: "panel", 43: "push button", 48: "scroll bar", 50: "separator", 55: "table",
    61: "text", 62: "toggle button", 66: "tree table", 79: "entry", 98: "list box", 101: "notification",
}

_bus = None


def bus():
    """The connection to the accessibility bus."""
    global _bus
    if _bus is None:
        session = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        place = ("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
        address = session.call_sync(*place, None, None, Gio.DBusCallFlags.NONE, TIMEOUT_MS, None).unpack()[0]
        kind = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        _bus = Gio.DBusConnection.new_for_address_sync(address, kind, None, None)
    return _bus


def call(place, interface, method, form=None, *arguments):
    """Asks one question and waits for the answer."""
    question = GLib.Variant(form, arguments) if form else None
    try:
        answer = bus().call_sync(*place, interface, method, question, None, Gio.DBusCallFlags.NONE, TIMEOUT_MS, None)
    except GLib.Error as error:
        raise Gone(error.message) from error
    return answer.unpack()[0] if answer.n_children() else None


class Node:
    """One thing on the screen."""

    def __init__(self, place):
        self._place = place
        self.role, self.name, self.children, self._states = "", "", [], 0

    def __repr__(self):
        states = [state for state in STATES if self.has(state) and state not in ("enabled", "showing")]
        return f"{self.role} {self.name!r} {' '.join(states)}".rstrip()

    def has(self, state):
        """Whether it has a state, such as `selected`."""
        return bool(self._states >> STATES[state] & 1)

    def box(self):
        """Left, top, width and height in pixels of its window's inside."""
        return call(self._place, COMPONENT, "GetExtents", "(u)", WINDOW)

    def text(self):
        """What is written in a text field."""
        return call(self._place, TEXT, "GetText", "(ii)", 0, -1)

    def press(self):
        """Does what a screen reader's user does to press it."""
        call(self._place, ACTION, "DoAction", "(i)", 0)


class Walk:
    """Asks for everything below one node; answers come in any order."""

    def __init__(self, root):
        self.torn, self._open = False, 0
        self.root = Node(root)
        self._visit(self.root)
        while self._open:
            GLib.MainContext.default().iteration(True)

    def _ask(self, node, interface, method, then, question=None):
        self._open += 1

        def answered(connection, result):
            self._open -= 1
            try:
                then(connection.call_finish(result).unpack()[0])
            except GLib.Error:
                # It left the screen meanwhile: what was collected does not belong together.
                self.torn = True

        bus().call(
            *node._place, interface, method, question, None, Gio.DBusCallFlags.NONE, TIMEOUT_MS, None, answered,
        )

    def _visit(self, node):
        def role(value):
            node.role = ROLES.get(value, f"role {value}")
            # Tables of a file dialog make up their cells as they are asked for, without end.
            if node.role not in ("table", "tree table"):
                self._ask(node, ACCESSIBLE, "GetChildren", children)

        def children(places):
            node.children = [Node(place) for place in places]
            for child in node.children:
                self._visit(child)

        def name(value):
            node.name = value

        def states(value):
            node._states = value[0] | value[1] << 32

        self._ask(node, ACCESSIBLE, "GetRole", role)
        self._ask(node, PROPERTIES, "Get", name, GLib.Variant("(ss)", (ACCESSIBLE, "Name")))
        self._ask(node, ACCESSIBLE, "GetState", states)


def everything(pid):
    """Every node of a process, in the order of the screen reader; empty while it is not on the bus."""
    for _ in range(20):
        try:
            programs = [place for place in call(ROOT, ACCESSIBLE, "GetChildren") if process_of(place[0]) == pid]
            windows = [window for place in programs for window in call(place, ACCESSIBLE, "GetChildren")]
        except Gone:
            continue
        walks = [Walk(window) for window in windows]
        if not any(walk.torn for walk in walks):
            return [node for walk in walks for node in [walk.root, *below(walk.root)]]
    return []


def below(node):
    """Everything in a node, outermost first."""
    for child in node.children:
        yield child
        yield from below(child)


def process_of(name):
    """The process behind a name on the bus."""
    place = ("org.freedesktop.DBus", "/org/freedesktop/DBus")
    return call(place, "org.freedesktop.DBus", "GetConnectionUnixProcessID", "(s)", name)
