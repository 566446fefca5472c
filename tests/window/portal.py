"""The desktop's own file dialog, which the portal shows in a process of its own."""

import desktop
import accessible
from desktop import wait_until
from viewer import PATIENCE, press, write, xdotool


def window(title):
    """Waits for the dialog of this title to have the keyboard."""

    def focused():
        found = xdotool("search", "--onlyvisible", "--name", f"^{title}$").splitlines()
        return found and xdotool("getactivewindow") in found and found[-1]

    return wait_until(focused, PATIENCE, f"no dialog {title!r} has the keyboard")


def is_open(title):
    """Whether the dialog is on the screen."""
    return xdotool("search", "--onlyvisible", "--name", f"^{title}$") != ""


def confirm(done):
    """Presses Return until `done()`: the first one may go to the list of names that the dialog offers."""
    def pressed():
        press("Return")
        try:
            return wait_until(done, 1, "")
        except AssertionError:
            return False

    wait_until(pressed, PATIENCE, "the dialog does not take Return")


def replace():
    """Confirms, and answers the dialog's question that the file is to be replaced."""

    def question():
        return [node for node in nodes() if node.role == "push button" and node.name == "Replace"]

    confirm(question)
    question()[0].press()


def nodes():
    """What a screen reader finds in the dialog."""
    # The kernel keeps 15 characters of a name.
    pids = [pid for pid in desktop.parents() if desktop.command_name(pid).startswith("xdg-desktop-por")]
    return [node for pid in pids for node in accessible.everything(pid)]


def choose(path, title):
    """Types a path into the dialog that opens a file, and confirms."""
    window(title)
    press("ctrl+l")
    fill(path)
    confirm(lambda: not is_open(title))


def name_field():
    """The field for the name in the dialog that saves a file."""
    fields = wait_until(
        lambda: [node for node in nodes() if node.role == "text" and node.has("showing") and node.has("focused")],
        PATIENCE, lambda: f"no text field has the keyboard: {nodes()}",
    )
    return fields[0]


def fill(text):
    """Replaces what is in the field that has the keyboard, and waits until it is there."""
    field = name_field()
    press("ctrl+a")
    write(text)
    wait_until(lambda: field.text() == text, PATIENCE, lambda: f"the field holds {field.text()!r}, not {text!r}")
