"""The list: filter, order, several documents, a narrow window."""

from case import Case
from desktop import wait_until
from viewer import PATIENCE, SAMPLE, press, write


class Listing(Case):
    """How one document among many is found."""

    def test_a_document_is_found_by_its_words_and_read(self):
        viewer = self.open(SAMPLE)
        viewer.wait_page(1, "Consent to treatment")
        press("ctrl+f")
        field = "Filter documents"
        wait_until(lambda: any(node.has("focused") for node in viewer.named(field)), PATIENCE, "the field has no focus")
        write("discharge")
        viewer.wait_for("1 of 12")
        viewer.wait_page(1, "Discharge summary")
        press("Down")
        row = "Document 5: Discharge summary"
        wait_until(lambda: any(node.has("focused") for node in viewer.named(row)), PATIENCE, "the list has no focus")
        press("Escape")
        viewer.wait_for("Document 1: Consent to treatment")
        viewer.wait_page(1, "Discharge summary")

    def test_a_click_on_a_head_sorts_and_ctrl_click_chooses_a_second_document(self):
        viewer = self.open(SAMPLE)
        viewer.wait_page(1, "Consent to treatment")
        viewer.click(viewer.wait_for("Size"))
        # The smallest is the first row now: the telephone note of 811 bytes.
        note = "Document 12: telephone-note.txt"

        def rows():
            return [row.name for row in viewer.rows()]

        wait_until(lambda: rows()[:1] == [note], PATIENCE, rows)
        viewer.click(viewer.wait_for(note))
        viewer.wait_page(1, "telephone-note.txt")
        press("shift+Down")
        viewer.wait_for("2 chosen, 4 KB")
