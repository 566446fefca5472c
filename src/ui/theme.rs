//! The look: one set of tokens for light and dark, and the fonts. The only place with colours, sizes and radii.

use std::sync::Arc;

use egui::{
    Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Stroke, TextStyle, Theme, Vec2,
};

/// Colours of one theme.
#[derive(Clone, Copy, Debug)]
pub struct Tokens {
    /// Behind bars and around panels.
    pub background: Color32,
    /// Behind lists and text.
    pub panel: Color32,
    /// Lines between things.
    pub border: Color32,
    /// Outlines of controls: at least 3:1 on panel and background.
    pub outline: Color32,
    /// Text.
    pub text: Color32,
    /// Text of less weight.
    pub muted: Color32,
    /// The colour of action and focus.
    pub accent: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// Behind a selected row.
    pub selection: Color32,
    /// Behind the row under the pointer.
    pub hover: Color32,
    /// Behind pages.
    pub canvas: Color32,
    /// Warnings.
    pub warning: Color32,
    /// Errors.
    pub error: Color32,
    /// Text of the TEST badge.
    pub test: Color32,
    /// Behind it.
    pub test_background: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// Light colours.
pub const LIGHT: Tokens = Tokens {
    background: rgb(0xF6F6F4),
    panel: rgb(0xFFFFFF),
    border: rgb(0xE2E2DD),
    outline: rgb(0x8A8F98),
    text: rgb(0x1D2127),
    muted: rgb(0x5F6570),
    accent: rgb(0x1F5FBF),
    on_accent: rgb(0xFFFFFF),
    selection: rgb(0xE4EEFB),
    hover: rgb(0xF0F3F7),
    canvas: rgb(0xE9E9E5),
    warning: rgb(0x8F5200),
    error: rgb(0xB3261E),
    test: rgb(0x7A4B00),
    test_background: rgb(0xFFF1CF),
};

/// Dark colours.
pub const DARK: Tokens = Tokens {
    background: rgb(0x15171B),
    panel: rgb(0x1B1E24),
    border: rgb(0x2C313A),
    outline: rgb(0x6C7482),
    text: rgb(0xE4E7EB),
    muted: rgb(0x9AA2AE),
    accent: rgb(0x7FB0FF),
    on_accent: rgb(0x1B1E24),
    selection: rgb(0x22334D),
    hover: rgb(0x232830),
    canvas: rgb(0x101216),
    warning: rgb(0xF0B34B),
    error: rgb(0xFF8A80),
    test: rgb(0xF2C66D),
    test_background: rgb(0x3B2E12),
};

/// Behind a page.
pub const PAPER: Color32 = Color32::WHITE;
/// Over the places found on a page. What marks a page lets its ink through, whatever the theme: paper stays white.
pub const FOUND: Color32 = Color32::from_rgba_premultiplied(72, 62, 0, 72);
/// Over the place found that is shown.
pub const FOUND_SHOWN: Color32 = Color32::from_rgba_premultiplied(92, 56, 0, 92);
/// Around it.
pub const FOUND_LINE: Color32 = Color32::from_rgb(0x8F, 0x3B, 0x00);
/// Over selected text of a page.
pub const SELECTED_TEXT: Color32 = Color32::from_rgba_premultiplied(12, 38, 76, 92);
/// Body text, points.
pub const TEXT_SIZE: f32 = 13.0;
/// Small text, points.
pub const SMALL_SIZE: f32 = 11.5;
/// Headings, points.
pub const HEADING_SIZE: f32 = 17.0;
/// Icons, points.
pub const ICON_SIZE: f32 = 16.0;
/// A row of the table, points.
pub const ROW_HEIGHT: f32 = 52.0;
/// Side of a thumbnail's box, points.
pub const THUMBNAIL_SIDE: f32 = 38.0;
/// Radius of corners, points.
pub const RADIUS: u8 = 6;

impl Tokens {
    /// The tokens in use.
    #[must_use]
    pub fn of(ui: &egui::Ui) -> &'static Self {
        if ui.visuals().dark_mode { &DARK } else { &LIGHT }
    }
}

/// Text of medium weight.
#[must_use]
pub fn medium(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("medium".into()))
}

/// Text of semibold weight.
#[must_use]
pub fn semibold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("semibold".into()))
}

/// Text of normal weight.
#[must_use]
pub fn regular(size: f32) -> FontId {
    FontId::proportional(size)
}

/// Text of an identifier: letters and figures that look alike elsewhere differ here.
#[must_use]
pub fn identifier(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("identifier".into()))
}

/// The first identifier of the strip.
#[must_use]
pub fn identifier_semibold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("identifier-semibold".into()))
}

/// The icon font.
#[must_use]
pub fn icons(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("icons".into()))
}

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let files: [(&str, &'static [u8]); 7] = [
        ("sans", include_bytes!("../../assets/fonts/rmv-sans-regular.otf")),
        ("sans-medium", include_bytes!("../../assets/fonts/rmv-sans-medium.otf")),
        ("sans-semibold", include_bytes!("../../assets/fonts/rmv-sans-semibold.otf")),
        ("sans-id", include_bytes!("../../assets/fonts/rmv-sans-id-regular.otf")),
        ("sans-id-semibold", include_bytes!("../../assets/fonts/rmv-sans-id-semibold.otf")),
        ("mono", include_bytes!("../../assets/fonts/rmv-mono-regular.ttf")),
        ("icons", include_bytes!("../../assets/fonts/icons.ttf")),
    ];
    for (name, bytes) in files {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    // Mono stands behind sans for the replacement character, which only it has.
    let families = [
        (FontFamily::Proportional, vec!["sans", "mono", "icons"]),
        (FontFamily::Monospace, vec!["mono", "sans", "icons"]),
        (FontFamily::Name("medium".into()), vec!["sans-medium", "mono", "icons"]),
        (FontFamily::Name("semibold".into()), vec!["sans-semibold", "mono", "icons"]),
        (FontFamily::Name("identifier".into()), vec!["sans-id", "sans", "mono"]),
        (FontFamily::Name("identifier-semibold".into()), vec!["sans-id-semibold", "sans-semibold", "mono"]),
        (FontFamily::Name("icons".into()), vec!["icons", "sans"]),
    ];
    for (family, names) in families {
        fonts.families.insert(family, names.into_iter().map(str::to_owned).collect());
    }
    fonts
}

/// Installs fonts, sizes and the colours of both themes.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    for (theme, tokens) in [(Theme::Light, &LIGHT), (Theme::Dark, &DARK)] {
        ctx.style_mut_of(theme, |style| apply(style, tokens));
    }
    ctx.options_mut(|options| {
        options.zoom_with_keyboard = false;
        // Paper is white: light is the calmer guess where the system does not say.
        options.fallback_theme = Theme::Light;
    });
}

fn apply(style: &mut egui::Style, tokens: &Tokens) {
    style.text_styles = [
        (TextStyle::Small, regular(SMALL_SIZE)),
        (TextStyle::Body, regular(TEXT_SIZE)),
        (TextStyle::Button, regular(TEXT_SIZE)),
        (TextStyle::Heading, semibold(HEADING_SIZE)),
        (TextStyle::Monospace, FontId::monospace(12.0)),
    ]
    .into();
    style.spacing.item_spacing = Vec2::new(8.0, 4.0);
    style.spacing.button_padding = Vec2::new(8.0, 4.0);
    style.spacing.interact_size = Vec2::new(28.0, 26.0);
    style.spacing.menu_margin = Margin::same(4);
    style.spacing.window_margin = Margin::same(16);
    style.spacing.tooltip_width = 320.0;
    style.interaction.selectable_labels = true;
    style.animation_time = 0.08;

    let radius = CornerRadius::same(RADIUS);
    let visuals = &mut style.visuals;
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(tokens.muted);
    visuals.panel_fill = tokens.panel;
    visuals.window_fill = tokens.panel;
    visuals.window_stroke = Stroke::new(1.0, tokens.border);
    visuals.window_corner_radius = CornerRadius::same(10);
    visuals.menu_corner_radius = radius;
    visuals.extreme_bg_color = tokens.background;
    visuals.text_edit_bg_color = Some(tokens.panel);
    visuals.faint_bg_color = tokens.background;
    visuals.code_bg_color = tokens.background;
    visuals.hyperlink_color = tokens.accent;
    visuals.warn_fg_color = tokens.warning;
    visuals.error_fg_color = tokens.error;
    visuals.selection.bg_fill = tokens.selection;
    visuals.selection.stroke = Stroke::new(1.0, tokens.accent);
    visuals.striped = false;

    let widgets = &mut visuals.widgets;
    widgets.noninteractive.bg_fill = tokens.panel;
    widgets.noninteractive.weak_bg_fill = tokens.panel;
    widgets.noninteractive.bg_stroke = Stroke::new(1.0, tokens.border);
    widgets.noninteractive.fg_stroke = Stroke::new(1.0, tokens.text);
    for (widget, fill, stroke) in [
        (&mut widgets.inactive, tokens.panel, tokens.outline),
        (&mut widgets.hovered, tokens.hover, tokens.outline),
        (&mut widgets.active, tokens.selection, tokens.accent),
        (&mut widgets.open, tokens.selection, tokens.outline),
    ] {
        widget.bg_fill = fill;
        widget.weak_bg_fill = fill;
        widget.bg_stroke = Stroke::new(1.0, stroke);
        widget.fg_stroke = Stroke::new(1.0, tokens.text);
        widget.expansion = 0.0;
        widget.corner_radius = radius;
    }
    widgets.noninteractive.corner_radius = radius;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(color: Color32) -> f64 {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(color.r()) + 0.7152 * channel(color.g()) + 0.0722 * channel(color.b())
    }

    /// Contrast ratio of WCAG 2.2.
    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_and_outlines_are_readable_on_every_ground() {
        for tokens in [LIGHT, DARK] {
            for ground in [tokens.background, tokens.panel, tokens.selection, tokens.hover] {
                for text in [tokens.text, tokens.muted, tokens.warning, tokens.error] {
                    assert!(contrast(text, ground) >= 4.5, "{text:?} on {ground:?}: {}", contrast(text, ground));
                }
            }
            for text in [tokens.text, tokens.muted] {
                assert!(contrast(text, tokens.canvas) >= 4.5, "{}", contrast(text, tokens.canvas));
            }
            assert!(contrast(tokens.test, tokens.test_background) >= 4.5);
            assert!(contrast(tokens.on_accent, tokens.accent) >= 4.5);
            for ground in [tokens.background, tokens.panel] {
                assert!(contrast(tokens.outline, ground) >= 3.0, "{}", contrast(tokens.outline, ground));
                assert!(contrast(tokens.accent, ground) >= 3.0);
            }
        }
    }
}
