"""The text of the pages: finding words, selecting and copying, the outline."""

from case import Case
from check_copying import clipboard
from desktop import wait_until
from viewer import PATIENCE, SAMPLE, press, write, xdotool

LABEL = "Consent to treatment"


class Finding(Case):
    """What a reader does with text."""

    def open_sample(self):
        viewer = self.open(SAMPLE)
        viewer.wait_page(1, LABEL)
        # The outline is read after the first pixels, and the page's text with it.
        viewer.wait_for("Show outline")
        return viewer

    def test_words_are_found_one_after_the_other(self):
        viewer = self.open_sample()
        press("ctrl+shift+f")
        viewer.wait_for("Find in document")
        write("PATIENT")
        viewer.wait_for("1 of 7")
        press("F3")
        viewer.wait_for("2 of 7")
        press("shift+F3", "shift+F3")
        viewer.wait_for("7 of 7, from the end again")
        self.assertGreater(viewer.current_page()[0], 1)
        press("Escape")
        viewer.gone("Find in document")
        # The keys are the pages' now.
        press("Home")
        viewer.wait_current_page(1)

    def test_a_word_of_the_page_is_selected_by_mouse_and_copied(self):
        viewer = self.open_sample()
        left, top, width, _ = viewer.wait_page(1, LABEL).box()
        # The first word of the page's heading.
        viewer.move_to(left + width * 17 // 100, top + width * 128 // 1000)
        xdotool("click", "--repeat", "2", "--delay", "60", "1")
        viewer.park_pointer()
        press("ctrl+c")
        wait_until(lambda: clipboard()["text"] == "Consent", PATIENCE, lambda: clipboard()["text"])
        self.assertEqual(clipboard()["mark"], "secret")

    def test_the_outline_leads_to_pages_and_back_is_back(self):
        viewer = self.open_sample()
        viewer.click(viewer.wait_for("Show outline"))
        viewer.click(viewer.wait_for("Further information and permissions, page 2"))
        viewer.wait_current_page(2)
        press("alt+Left")
        viewer.wait_current_page(1)
