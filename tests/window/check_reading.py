"""Reading with the keyboard: the list, the pages, zoom and turn. Row, identity strip and page change together."""

import re

from case import Case
from desktop import wait_until
from picture import colour, near
from viewer import PATIENCE, SAMPLE, press, write

FIRST, SECOND, THIRD = "Consent to treatment", "Medicines brought from home", "Anaesthesia record"
WALKER, OTHER, LAST = "Patient MR 0048213377", "Patient MR 0059911042", "Patient EHRID a1d4ee8a-6b07"


class Reading(Case):
    """Keys in the list and in the pages."""

    def ready(self):
        """The sample with its first page drawn."""
        viewer = self.open(SAMPLE)
        viewer.wait_page(1, FIRST)
        return viewer

    def shows(self, viewer, number, patient, page=None):
        """Row, identity strip and page are those of one document."""
        viewer.wait_selected(number)
        identity = viewer.identity()
        self.assertTrue(identity.startswith(patient), f"document {number} under {identity}")
        label = viewer.selected().partition(": ")[2]
        if page:
            viewer.wait_page(page, label)
        self.assertTrue(all(name.endswith(f" of {label}") for name in viewer.pages()), f"{label}: {viewer.pages()}")

    def test_keys_in_the_list_move_row_identity_and_page_together(self):
        viewer = self.ready()
        for key, number, patient, page in [
            ("Down", 2, WALKER, 1),
            ("Down", 3, WALKER, 1),
            ("Up", 2, WALKER, 1),
            ("End", 12, LAST, None),
            ("Up", 11, LAST, None),
            ("Home", 1, WALKER, 1),
            ("Up", 1, WALKER, 1),
            ("Page_Down", 12, LAST, None),
            ("Page_Up", 1, WALKER, 1),
            ("ctrl+Down", 2, WALKER, 1),
            ("ctrl+Up", 1, WALKER, 1),
        ]:
            with self.subTest(key=key, number=number):
                press(key)
                self.shows(viewer, number, patient, page)
        press(*["Down"] * 7)
        self.shows(viewer, 8, OTHER, 1)

    def test_a_click_selects_a_row_and_keys_go_on_from_it(self):
        viewer = self.ready()
        viewer.click(viewer.wait_for("Document 6: Chest X-ray report"))
        self.shows(viewer, 6, OTHER, 1)
        press("Down")
        self.shows(viewer, 7, OTHER, 1)
        # The other cells of a row select it as well.
        viewer.click(viewer.wait_for("Referral letter", "label"))
        self.shows(viewer, 4, WALKER, 1)

    def test_keys_in_the_pages_turn_them(self):
        viewer = self.ready()
        viewer.click(viewer.wait_for("Pages"))
        wait_until(lambda: viewer.wait_for("Pages").has("focused"), PATIENCE, "a click does not give the pages the keyboard")
        self.assertEqual(viewer.current_page(), (1, 3))
        press("End")
        viewer.wait_current_page(3)
        press("Home")
        viewer.wait_current_page(1)
        before = viewer.wait_page(1, FIRST).box()
        press("Down")
        wait_until(lambda: viewer.wait_page(1, FIRST).box() != before, PATIENCE, "Down does not scroll")
        viewer.wait_selected(1)
        press("Page_Down", "Page_Down")
        viewer.wait_current_page(2)
        press("Page_Up", "Page_Up", "Page_Up")
        viewer.wait_current_page(1)
        # Documents are turned from here as well.
        press("ctrl+Down")
        self.shows(viewer, 2, WALKER, 1)

    def test_space_reads_on_through_pages_and_documents(self):
        viewer = self.ready()
        seen = []

        def read(key, until):
            press(key)
            place = (viewer.selected(), viewer.current_page())
            if not seen or seen[-1] != place:
                seen.append(place)
            return viewer.selected().startswith(f"Document {until}:")

        wait_until(lambda: read("space", 2), PATIENCE, lambda: f"Space does not come to the next document: {seen}")
        pages = {page for _, place in seen if place and place[1] == 3 for page in place[:1]}
        self.assertEqual(pages, {1, 2, 3}, f"Space skips pages: {seen}")
        viewer.wait_page(1, SECOND)
        wait_until(lambda: read("shift+space", 1), PATIENCE, "Shift+Space does not come back")
        viewer.wait_page(3, FIRST)

    def test_zoom_by_keyboard(self):
        viewer = self.ready()
        fit = viewer.zoom()
        press("ctrl+plus")
        wait_until(lambda: viewer.zoom() > fit, PATIENCE, "Ctrl++ does not enlarge")
        press("ctrl+minus", "ctrl+minus")
        wait_until(lambda: viewer.zoom() < fit, PATIENCE, "Ctrl+- does not shrink")
        press("ctrl+1")
        wait_until(lambda: viewer.zoom() == 100, PATIENCE, "Ctrl+1 is not 100 %")
        press("ctrl+0")
        canvas = viewer.wait_for("Pages").box()

        def whole():
            left, top, width, height = viewer.wait_page(1, FIRST).box()
            inside = top > canvas[1] and top + height < canvas[1] + canvas[3]
            return inside and abs(width / height - 612 / 792) < 0.01

        wait_until(whole, PATIENCE, "Ctrl+0 does not show the whole page")
        press("ctrl+2")
        wait_until(lambda: viewer.zoom() == fit, PATIENCE, "Ctrl+2 does not fit the width")
        width = viewer.wait_page(1, FIRST).box()[2]
        self.assertGreater(width, canvas[2] - 40)

    def test_turn_by_keyboard(self):
        viewer = self.ready()
        press("ctrl+0", "ctrl+r")

        def lies():
            _, _, width, height = viewer.wait_page(1, FIRST).box()
            return width > height

        wait_until(lies, PATIENCE, "Ctrl+R does not turn the page")
        press("ctrl+shift+r")
        wait_until(lambda: not lies(), PATIENCE, "Ctrl+Shift+R does not turn it back")

    def test_page_number_is_typed(self):
        viewer = self.ready()
        field = viewer.wait_for("Page number")
        viewer.click(field)
        wait_until(lambda: viewer.wait_for("Page number").has("focused"), PATIENCE, "the field has no keyboard")
        press("ctrl+a")
        write("3")
        press("Return")
        viewer.wait_current_page(3)
        press("ctrl+g")
        viewer.wait_for(re.compile("Go to page.*"), "label")
        write("2")
        press("Return")
        viewer.wait_current_page(2)
        viewer.wait_selected(1)

    def test_tab_reaches_list_and_pages(self):
        viewer = self.ready()
        stops = []

        def reached(name):
            press("Tab")
            focused = wait_until(
                lambda: [node for node in viewer.nodes() if node.role != "frame" and node.has("focused")], PATIENCE,
                "Tab leads nowhere",
            )
            stops.append(focused[0])
            return name.fullmatch(focused[0].name)

        wait_until(lambda: reached(re.compile("Pages")), PATIENCE, lambda: f"Tab does not reach the pages: {stops}")
        # The list hands the focus on to its selected row.
        wait_until(lambda: reached(re.compile("Document 1: .*")), PATIENCE, lambda: f"Tab does not reach the list: {stops}")
        unnamed = [stop for stop in stops if not stop.name]
        self.assertEqual(unnamed, [], f"Tab stops without a name, of {stops}")

    def test_theme_menu_changes_the_colours(self):
        viewer = self.ready()
        for item, background, canvas in [("Dark theme", "15171B", "101216"), ("Light theme", "F6F6F4", "E9E9E5")]:
            with self.subTest(item):
                viewer.menu("View", "Theme", item)
                viewer.park_pointer()
                left, top, _, height = viewer.wait_for("Pages").box()

                def painted():
                    picture = viewer.picture()
                    bar, beside = picture.pixel(picture.width // 2, 6), picture.pixel(left + 4, top + height // 2)
                    return near(bar, colour(background), 1) and near(beside, colour(canvas), 1)

                wait_until(painted, PATIENCE, f"{item} does not change the background")

    def test_hidden_content_is_gone_for_everybody(self):
        viewer = self.open(SAMPLE)
        viewer.wait_page(1, "Consent to treatment")
        title = viewer.title()
        press("ctrl+l")
        viewer.wait_for("Content hidden")
        wait_until(lambda: viewer.title() == "Redox Media Viewer", PATIENCE, viewer.title)
        wait_until(lambda: not viewer.rows() and not viewer.identity(), PATIENCE, "a screen reader still has it")
        press("ctrl+s", "Down")
        press("Escape")
        viewer.wait_page(1, "Consent to treatment")
        viewer.wait_selected(1)
        self.assertEqual(viewer.title(), title)

    def test_full_screen_is_for_reading_and_goes_back(self):
        viewer = self.open(SAMPLE)
        viewer.wait_page(1, "Consent to treatment")
        before = viewer.geometry()
        press("F11")
        viewer.gone("Document 1: Consent to treatment")
        wait_until(lambda: viewer.geometry()[2] > before[2], PATIENCE, viewer.geometry)
        press("ctrl+Down")
        viewer.wait_page(1, "Medicines brought from home")
        press("Escape")
        viewer.wait_selected(2)
        wait_until(lambda: viewer.geometry()[2:] == before[2:], PATIENCE, viewer.geometry)
