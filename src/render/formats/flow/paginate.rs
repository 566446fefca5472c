//! Puts the blocks of a document on pages: which bands are on which page, and how far down.

use super::super::facts::OutlineEntry;
use super::cells::{cut_padding, cuts, grid, headings};
use super::content::{Content, Kind, Table};
use super::drawing::{Drawing, MARGIN, PAGE_HEIGHT, PAGE_WIDTH};
use super::setter::{Band, Part, Room, Setter, Spot, WHOLE};
use crate::limits::{MAX_OUTLINE_ENTRIES, MAX_OUTLINE_TITLE_BYTES, MAX_PAGES};

/// Width of what stands on a page.
pub(super) const WIDTH: f32 = PAGE_WIDTH - 2.0 * MARGIN;
const TOP: f32 = MARGIN;
const BOTTOM: f32 = PAGE_HEIGHT - MARGIN;
/// Blocks that belong to what follows go to its page if they take at most this much of it.
const MOST_KEPT: f32 = 200.0;
/// With less room than this a row that is too high for any page starts on the next one.
const LEAST_ROOM: f32 = 150.0;
/// Sums of heights may be off by this.
const ROUNDING: f32 = 0.01;

/// Some bands of a block on a page.
struct Fragment {
    leaf: u32,
    first: Spot,
    count: u32,
    /// From the page's top edge.
    y: f32,
    /// Of rows of a table, what is between these heights.
    slice: (f32, f32),
}

/// The pages of a document.
pub(super) struct Pages {
    fragments: Vec<Fragment>,
    /// The first fragment of every page.
    starts: Vec<usize>,
    pub outline: Vec<OutlineEntry>,
    /// There was more than pages may be.
    pub is_cut: bool,
}

impl Pages {
    /// Puts all of a document on pages.
    pub fn new(setter: &mut Setter, content: &Content) -> Self {
        let mut paginator = Paginator {
            setter,
            content,
            fragments: Vec::new(),
            starts: vec![0],
            outline: Vec::new(),
            titles: Vec::new(),
            y: TOP,
            after: 0.0,
            kept_from: None,
            is_full: false,
        };
        for leaf in &content.top {
            paginator.place(*leaf);
            if paginator.is_full {
                break;
            }
        }
        paginator.close_titles(usize::MAX);
        let Paginator { fragments, starts, outline, is_full, .. } = paginator;
        Self { fragments, starts, outline, is_cut: is_full }
    }

    /// At least one.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// Lays out one page.
    pub fn draw(&self, page: usize, setter: &mut Setter, content: &Content) -> Drawing {
        let mut drawing = Drawing::default();
        let start = self.starts.get(page).copied().unwrap_or(self.fragments.len());
        let end = self.starts.get(page.saturating_add(1)).copied().unwrap_or(self.fragments.len());
        for fragment in self.fragments.get(start..end).unwrap_or_default() {
            let Fragment { leaf, slice, .. } = *fragment;
            let (mut left, mut y, mut from) = (fragment.count as usize, fragment.y, Some(fragment.first));
            while let Some(spot) = from.filter(|_| left > 0) {
                setter.prime(content, leaf, spot, WIDTH);
                // A group of rows stands alone: the bands of its table would be all of its groups.
                let (bands, next) = match spot {
                    Spot::Line(..) | Spot::Row(_) | Spot::Part(_) => setter.some_bands(content, leaf, WIDTH, from),
                    _ => (vec![Band { spot, height: 0.0 }], None),
                };
                for band in bands.iter().take(left) {
                    let part = Part { leaf, spot: band.spot, slice };
                    setter.draw(content, part, Room { x: MARGIN, y, width: WIDTH }, &mut drawing);
                    y += band.height;
                }
                left = left.saturating_sub(bands.len());
                from = next;
            }
        }
        drawing
    }
}

struct Paginator<'a> {
    setter: &'a mut Setter,
    content: &'a Content,
    fragments: Vec<Fragment>,
    starts: Vec<usize>,
    outline: Vec<OutlineEntry>,
    /// Headings on the page: the fragment, the heading, and how far below the fragment's upper edge it is.
    titles: Vec<(usize, u32, f32)>,
    y: f32,
    /// Space that the last block wants below it.
    after: f32,
    /// From this fragment on all belong to what follows.
    kept_from: Option<usize>,
    is_full: bool,
}

impl Paginator<'_> {
    fn place(&mut self, leaf: u32) {
        let content = self.content;
        let Some(block) = content.leaf(leaf) else { return };
        match &block.kind {
            Kind::Break => {
                if !self.is_empty() {
                    self.new_page(false);
                }
                (self.after, self.kept_from) = (0.0, None);
                return;
            }
            Kind::Table(table) => self.place_table(leaf, table, block.before),
            _ => self.place_bands(leaf, block.before),
        }
        self.after = block.after;
    }

    fn is_empty(&self) -> bool {
        self.starts.last() == Some(&self.fragments.len())
    }

    /// Space above a block here.
    fn space(&self, before: f32) -> f32 {
        if self.is_empty() { 0.0 } else { self.after.max(before) }
    }

    fn place_bands(&mut self, leaf: u32, before: f32) {
        let block = self.content.leaf(leaf);
        let (keep, level) = block.map_or((false, 0), |block| (block.keep, block.level));
        let (mut from, mut is_first) = (None, true);
        let mut own_first = None;
        loop {
            let (bands, next) = self.setter.bands(self.content, leaf, WIDTH, from);
            self.flow(leaf, &bands, is_first.then_some(before), next.is_none(), &mut own_first);
            if is_first
                && level > 0
                && let Some(first) = own_first
            {
                self.titles.push((first, leaf, 0.0));
            }
            (from, is_first) = (next, false);
            if from.is_none() || self.is_full {
                break;
            }
        }
        self.kept_from = if keep { self.kept_from.or(own_first) } else { None };
    }

    /// Puts bands on this page and the next ones. `before` is the space above the first of a block. `own` becomes the first fragment
    /// on the page where they end.
    fn flow(&mut self, leaf: u32, bands: &[Band], before: Option<f32>, is_last: bool, own: &mut Option<usize>) {
        let mut rest = bands;
        let mut before = before;
        while let Some(first) = rest.first() {
            let space = before.map_or(0.0, |before| self.space(before));
            let mut room = BOTTOM - self.y - space + ROUNDING;
            let mut fitting = 0_usize;
            for band in rest {
                room -= band.height;
                if room < 0.0 {
                    break;
                }
                fitting += 1;
            }
            let left = rest.len() - fitting;
            if left > 0 {
                // No last line of a paragraph alone on the next page, and no first one on this.
                if is_last && left == 1 && fitting > 0 {
                    fitting -= 1;
                }
                if before.is_some() && fitting == 1 && rest.len() > 1 {
                    fitting = 0;
                }
                if fitting == 0 && self.is_empty() {
                    fitting = 1;
                }
            }
            if fitting > 0 {
                self.y += space;
                let own = own.get_or_insert(self.fragments.len());
                *own = (*own).max(self.starts.last().copied().unwrap_or(0));
                self.push(Fragment { leaf, first: first.spot, count: fitting as u32, y: self.y, slice: WHOLE });
                self.y += rest.iter().take(fitting).map(|band| band.height).sum::<f32>();
                before = None;
                rest = rest.get(fitting..).unwrap_or_default();
            }
            if !rest.is_empty() {
                self.new_page(fitting == 0 && before.is_some());
                if self.is_full {
                    return;
                }
                *own = None;
            }
        }
    }

    fn push(&mut self, fragment: Fragment) {
        self.fragments.push(fragment);
    }

    /// Starts a page; with `keep` it takes along what belongs to what follows. Says whether anything came along.
    fn new_page(&mut self, keep: bool) -> bool {
        if self.starts.len() >= MAX_PAGES as usize {
            self.is_full = true;
            return false;
        }
        let start = self.starts.last().copied().unwrap_or(0);
        let end = self.fragments.len();
        let kept = self.kept_from.filter(|kept| keep && *kept > start && *kept < end);
        let kept = kept.filter(|kept| self.fragments.get(*kept).is_some_and(|first| self.y - first.y <= MOST_KEPT));
        let split = kept.unwrap_or(end);
        self.close_titles(split);
        self.starts.push(split);
        let moved = self.fragments.get(split).map_or(self.y, |first| first.y) - TOP;
        for fragment in self.fragments.iter_mut().skip(split) {
            fragment.y -= moved;
        }
        self.y -= moved;
        self.kept_from = kept;
        if kept.is_none() {
            self.after = 0.0;
        }
        kept.is_some()
    }

    /// Writes down the headings before a fragment, which stay on this page.
    fn close_titles(&mut self, split: usize) {
        let page = u32::try_from(self.starts.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let stays = self.titles.iter().take_while(|(fragment, ..)| *fragment < split).count();
        for (fragment, leaf, down) in self.titles.drain(..stays) {
            let Some(block) = self.content.leaf(leaf) else { continue };
            let Kind::Text(text) = &block.kind else { continue };
            let words = text.text.get(..text.text.floor_char_boundary(MAX_OUTLINE_TITLE_BYTES)).unwrap_or_default();
            let title = words.split_whitespace().collect::<Vec<_>>().join(" ");
            if !title.is_empty() && self.outline.len() < MAX_OUTLINE_ENTRIES {
                let top = self.fragments.get(fragment).map(|fragment| fragment.y + down);
                self.outline.push(OutlineEntry { level: block.level.saturating_sub(1), title, page: Some(page), top });
            }
        }
    }

    fn place_table(&mut self, leaf: u32, table: &Table, before: f32) {
        let indent = self.content.leaf(leaf).map_or(0.0, |block| block.left);
        let grid = grid(self.setter, self.content, leaf, table, (WIDTH - indent).max(1.0));
        let head = grid.head_height();
        for (nth, group) in grid.groups.iter().enumerate() {
            let place = u32::try_from(nth).unwrap_or(u32::MAX);
            let repeats = nth >= grid.head;
            let space = if nth == 0 { self.space(before) } else { 0.0 };
            let room = BOTTOM - self.y - space + ROUNDING;
            let page = BOTTOM - TOP - if repeats { head } else { 0.0 };
            let mut space = space;
            if group.height > room && !self.is_empty() && (group.height <= page || room < LEAST_ROOM) {
                let came_along = self.new_page(true);
                space = if came_along && nth == 0 { self.space(before) } else { 0.0 };
                let has_head = self.fragments.last().is_some_and(|last| came_along && last.leaf == leaf);
                if repeats && !has_head {
                    self.push_head(leaf, &grid);
                }
            }
            if self.is_full {
                return;
            }
            self.y += space;
            let room = BOTTOM - self.y + ROUNDING;
            let first = self.fragments.len();
            let titles = headings(self.setter, self.content, (table, &grid), *group);
            if group.height <= room {
                self.titles.extend(titles.into_iter().map(|(heading, down)| (first, heading, down)));
                self.push(Fragment { leaf, first: Spot::Group(place), count: 1, y: self.y, slice: WHOLE });
                self.y += group.height;
            } else {
                let padding = cut_padding(&grid);
                let rooms = ((room - padding).max(1.0), (page - 2.0 * padding).max(72.0));
                let mut edges = cuts(self.setter, self.content, (table, &grid), place, rooms);
                edges.push(group.height);
                let mut start = 0.0;
                for edge in edges {
                    if start > 0.0 {
                        self.new_page(false);
                        if repeats {
                            self.push_head(leaf, &grid);
                        }
                    }
                    if self.is_full {
                        return;
                    }
                    let first = self.fragments.len();
                    let here = titles.iter().filter(|(_, down)| *down >= start && *down < edge);
                    self.titles.extend(here.map(|(heading, down)| (first, *heading, down - start)));
                    self.push(Fragment { leaf, first: Spot::Group(place), count: 1, y: self.y, slice: (start, edge) });
                    self.y += edge - start + if start > 0.0 { 2.0 * padding } else { padding };
                    start = edge;
                }
            }
            // A head is never alone at the foot of a page.
            self.kept_from = if repeats || grid.head == 0 { None } else { self.kept_from.or(Some(first)) };
        }
    }

    fn push_head(&mut self, leaf: u32, grid: &super::table::Grid) {
        for (place, group) in (0..).zip(grid.groups.iter().take(grid.head)) {
            self.push(Fragment { leaf, first: Spot::Group(place), count: 1, y: self.y, slice: WHOLE });
            self.y += group.height;
        }
    }
}
