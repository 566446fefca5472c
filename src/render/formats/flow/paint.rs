//! Paints a laid-out page, or a part of it, at any size: letters as outlines, lines on whole pixels.

use vello_cpu::color::palette::css::WHITE;
use vello_cpu::color::{AlphaColor, Srgb};
use vello_cpu::kurbo::{Affine, Rect, Stroke, Vec2};
use vello_cpu::{PixmapMut, RasterizerSettings, RenderContext, Resources, TargetInit};

use super::super::facts::PageBox;
use super::super::{PageError, PixelRect, PixelSize, Rotation};
use super::drawing::{Drawing, Glyphs, Mark, PAGE_HEIGHT, PAGE_WIDTH};
use super::picture::Upright;

/// How much heavier letters become that are drawn bold without a bold font, for each point of their size.
const HEAVIER: f64 = 0.035;
/// Underlines for each point of letters: how far below the baseline, and how thick; and lines through.
const UNDERLINE: (f32, f32) = (0.13, 0.06);
const STRIKE: (f32, f32) = (-0.28, 0.06);
/// Around letters that an underline does not go through, in points.
const SKIP: f32 = 1.0;

/// Paints pages.
pub(super) struct Painter {
    resources: Resources,
    drawn: u32,
}

/// Parts after which outlines of letters are no longer kept, as they only gather.
const KEPT_PARTS: u32 = 256;

/// Where a page goes.
pub(super) struct Target {
    pub scaled: PixelSize,
    pub part: PixelRect,
    pub rotation: Rotation,
}

impl Painter {
    pub fn new() -> Self {
        Self { resources: Resources::new(), drawn: 0 }
    }

    /// Paints a part of a page on white; see `Pages::render`, which has checked the request. `picture` gives the pixels of a picture.
    pub fn paint(
        &mut self,
        drawing: &Drawing,
        target: &Target,
        out: &mut [u8],
        mut picture: impl FnMut(usize) -> Option<std::rc::Rc<Upright>>,
    ) -> Result<(), PageError> {
        self.drawn = self.drawn.saturating_add(1);
        if self.drawn > KEPT_PARTS {
            (self.resources, self.drawn) = (Resources::new(), 1);
        }
        let pixels = |length: u32| u16::try_from(length).map_err(|_| PageError::TooLarge);
        let (width, height) = (pixels(target.part.width)?, pixels(target.part.height)?);
        let page = placed(target.scaled, target.rotation);
        let corner = (f64::from(target.part.x), f64::from(target.part.y));
        let moved = Affine::translate((-corner.0, -corner.1));
        let seen = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut context = RenderContext::new(width, height);
        for mark in drawing.marks() {
            match mark {
                Mark::Glyphs(glyphs) => {
                    if is_seen(&glyphs.bounds, moved * page, seen) {
                        self.letters(&mut context, glyphs, moved * page);
                    }
                }
                Mark::Fill(place, colour) => {
                    let pixels = on_pixels(place, page) - Vec2::new(corner.0, corner.1);
                    if pixels.overlaps(seen) {
                        context.set_transform(Affine::IDENTITY);
                        context.set_paint(paint(*colour));
                        context.fill_rect(&pixels.intersect(seen));
                    }
                }
                Mark::Shape(place, path, colour) => {
                    if is_seen(place, moved * page, seen) {
                        context.set_transform(moved * page);
                        context.set_paint(paint(*colour));
                        context.fill_path(path);
                    }
                }
                Mark::Picture(..) => {}
            }
        }
        context.flush();
        let whole = PixmapMut::new(width, height, out).ok_or(PageError::TooLarge)?;
        let settings = RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..RasterizerSettings::default() };
        context.render_with(whole, &mut self.resources, settings);
        for mark in drawing.marks() {
            if let Mark::Picture(place, nth) = mark
                && is_seen(place, moved * page, seen)
            {
                lay_down(picture(*nth).as_deref(), on_pixels(place, page), target, out);
            }
        }
        Ok(())
    }

    fn letters(&mut self, context: &mut RenderContext, glyphs: &Glyphs, page: Affine) {
        let (x, y) = glyphs.origin;
        context.set_transform(page * Affine::translate((f64::from(x), f64::from(y))));
        context.set_paint(paint(glyphs.colour));
        self.run(context, glyphs, Drawn::Letters);
        if glyphs.heavier {
            context.set_stroke(Stroke::new(f64::from(glyphs.size) * HEAVIER));
            self.run(context, glyphs, Drawn::Outlines);
        }
        if let Some((left, right)) = glyphs.underline {
            self.run(context, glyphs, Drawn::Underline(left - x, right - x));
        }
        if let Some((left, right)) = glyphs.strike {
            let (top, thick) = (f64::from(STRIKE.0 * glyphs.size), f64::from(STRIKE.1 * glyphs.size));
            context.fill_rect(&Rect::new(f64::from(left - x), top, f64::from(right - x), top + thick));
        }
    }

    fn run(&mut self, context: &mut RenderContext, glyphs: &Glyphs, drawn: Drawn) {
        let run = context.glyph_run(&mut self.resources, &glyphs.font).font_size(glyphs.size).hint(false);
        let mut run = run.normalized_coords(&glyphs.coords);
        if glyphs.lean != 0.0 {
            run = run.glyph_transform(Affine::skew(f64::from(-glyphs.lean).to_radians().tan(), 0.0));
        }
        let letters = glyphs.glyphs.iter().copied();
        // Letters that cannot be drawn leave a gap; there is nobody to be told.
        let _ = match drawn {
            Drawn::Letters => run.fill_glyphs(letters),
            Drawn::Outlines => run.stroke_glyphs(letters),
            Drawn::Underline(left, right) => {
                let (down, thick) = (UNDERLINE.0 * glyphs.size, UNDERLINE.1 * glyphs.size);
                run.render_decoration(letters, left..=right, 0.0, -down, thick, SKIP);
                Ok(())
            }
        };
    }
}

/// What is drawn of letters.
enum Drawn {
    Letters,
    Outlines,
    /// From left to right, from where the letters start.
    Underline(f32, f32),
}

fn paint([red, green, blue]: [u8; 3]) -> AlphaColor<Srgb> {
    AlphaColor::from_rgba8(red, green, blue, 255)
}

/// Lays a page down rotated, so that it fills `scaled`.
fn placed(scaled: PixelSize, rotation: Rotation) -> Affine {
    let (width, height) = (f64::from(scaled.width), f64::from(scaled.height));
    let (page_width, page_height) = (f64::from(PAGE_WIDTH), f64::from(PAGE_HEIGHT));
    let upright = Affine::scale_non_uniform(width / page_width, height / page_height);
    let on_side = Affine::scale_non_uniform(height / page_width, width / page_height);
    match rotation {
        Rotation::None => upright,
        Rotation::Quarter => Affine::new([0.0, 1.0, -1.0, 0.0, width, 0.0]) * on_side,
        Rotation::Half => Affine::new([-1.0, 0.0, 0.0, -1.0, width, height]) * upright,
        Rotation::ThreeQuarter => Affine::new([0.0, -1.0, 1.0, 0.0, 0.0, height]) * on_side,
    }
}

fn placed_box(place: &PageBox, page: Affine) -> Rect {
    let PageBox { left, top, right, bottom } = *place;
    page.transform_rect_bbox(Rect::new(left.into(), top.into(), right.into(), bottom.into()))
}

fn is_seen(place: &PageBox, page: Affine, seen: Rect) -> bool {
    placed_box(place, page).inflate(2.0, 2.0).overlaps(seen)
}

/// The pixels of a rectangle, whole ones: at least one in each direction.
fn on_pixels(place: &PageBox, page: Affine) -> Rect {
    let exact = placed_box(place, page);
    // The length first: lines that are alike stay alike wherever they are.
    let span = |from: f64, to: f64| {
        let length = to - from;
        if length < 2.0 {
            let start = ((from + to - length.round().max(1.0)) / 2.0).round();
            (start, start + length.round().max(1.0))
        } else {
            (from.round(), to.round())
        }
    };
    let ((left, right), (top, bottom)) = (span(exact.x0, exact.x1), span(exact.y0, exact.y1));
    Rect::new(left, top, right, bottom)
}

/// Grey of a picture whose pixels cannot be read: white would look like empty paper.
const LOST: [u8; 4] = [0xD8, 0xD8, 0xD8, 255];

/// Draws the part of a picture that is seen; `whole` is where all of it is.
fn lay_down(picture: Option<&Upright>, whole: Rect, target: &Target, out: &mut [u8]) {
    let PixelRect { x, y, width, height } = target.part;
    let inside = |value: f64, most: u32| value.clamp(0.0, f64::from(most)) as u32;
    let (left, right) = (inside(whole.x0, target.scaled.width), inside(whole.x1, target.scaled.width));
    let (top, bottom) = (inside(whole.y0, target.scaled.height), inside(whole.y1, target.scaled.height));
    let (first, past) = (left.max(x), right.min(x.saturating_add(width)));
    let (upper, lower) = (top.max(y), bottom.min(y.saturating_add(height)));
    if first >= past || upper >= lower {
        return;
    }
    let scaled = PixelSize { width: right.saturating_sub(left), height: bottom.saturating_sub(top) };
    let part = PixelRect {
        x: first.saturating_sub(left),
        y: upper.saturating_sub(top),
        width: past.saturating_sub(first),
        height: lower.saturating_sub(upper),
    };
    let row = (part.width as usize).saturating_mul(4);
    let mut pixels = LOST.repeat((part.width as usize).saturating_mul(part.height as usize));
    if let Some(picture) = picture {
        picture.draw(scaled, part, target.rotation.into(), &mut pixels);
    }
    let stride = (width as usize).saturating_mul(4);
    let (down, across) = (upper.saturating_sub(y) as usize, (first.saturating_sub(x) as usize).saturating_mul(4));
    for (line, to) in pixels.chunks_exact(row.max(1)).zip(out.chunks_exact_mut(stride.max(1)).skip(down)) {
        if let Some(to) = to.get_mut(across..across.saturating_add(row)) {
            to.copy_from_slice(line);
        }
    }
}
