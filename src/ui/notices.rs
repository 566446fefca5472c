//! The message over the window, and the progress of opening while another file is shown.

use std::time::Instant;

use egui::{Align2, Area, Button, Frame, Id, Margin, Order, RichText, Role, Stroke, Ui, WidgetInfo};

use super::theme::{self, Tokens};
use super::{Intents, empty_state, icons};
use crate::state::notice::NOTICE_TIME;
use crate::state::{AppState, Command, Intent, Notice, NoticeKind, Opening};

/// Draws the notice, if there is one.
pub fn notices_ui(ui: &Ui, state: &AppState, now: Instant, intents: &mut Intents) {
    let Some(notice) = &state.notice else { return };
    let tokens = Tokens::of(ui);
    let (icon, color) = match notice.kind {
        NoticeKind::Done => (icons::CIRCLE_CHECK, tokens.accent),
        NoticeKind::Error => (icons::CIRCLE_ALERT, tokens.error),
    };
    let error = notice.kind == NoticeKind::Error;
    // Above a dialog: what a button in it did is said at once.
    let response = over_ui(ui, "notice", Order::Tooltip, |ui| {
        ui.set_max_width(560.0);
        ui.horizontal_top(|ui| {
            ui.label(RichText::new(icon).font(theme::icons(18.0)).color(color));
            let width = (ui.ctx().content_rect().width() - 180.0).clamp(160.0, 460.0);
            ui.allocate_ui_with_layout(egui::vec2(width, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
                let label = ui.add(egui::Label::new(&notice.text).wrap());
                live_ui(ui, &label, Role::Alert, &notice.text);
                if !error {
                    // It interrupts nobody.
                    ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
                }
                foot_ui(ui, state, notice, intents);
            });
            let close = Button::new(RichText::new(icons::X).font(theme::icons(15.0))).frame_when_inactive(false);
            let response = ui.add(close).on_hover_text("Dismiss (Esc)");
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Dismiss"));
            if response.clicked() {
                intents.push(Intent::DismissNotice);
            }
            response.has_focus()
        })
        .inner
    });
    if !error && (response.inner || response.response.contains_pointer()) {
        // Not in every frame: each wish costs another one.
        let half = notice.since + NOTICE_TIME / 2;
        if now >= half {
            intents.push(Intent::HoldNotice);
        } else {
            ui.request_repaint_after(half.saturating_duration_since(now));
        }
    }
}

/// What can be done about the notice, and how many errors it covers.
fn foot_ui(ui: &mut Ui, state: &AppState, notice: &Notice, intents: &mut Intents) {
    let waiting = state.waiting_notices();
    if notice.action.is_none() && waiting == 0 {
        return;
    }
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        if let Some(action) = &notice.action
            && ui.button(action.label()).clicked()
        {
            intents.push(Intent::ActOnNotice);
        }
        if waiting > 0 {
            let text = if waiting == 1 { "1 more message".to_owned() } else { format!("{waiting} more messages") };
            ui.label(RichText::new(text).font(theme::regular(theme::SMALL_SIZE)).color(Tokens::of(ui).muted));
        }
    });
}

/// Has screen readers say a text when it changes: at once an alert, after what they are saying a status.
pub fn live_ui(ui: &Ui, label: &egui::Response, role: Role, text: &str) {
    let live = if role == Role::Alert { egui::accesskit::Live::Assertive } else { egui::accesskit::Live::Polite };
    label.widget_info(|| WidgetInfo::labeled(role, true, text));
    ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(live));
}

/// Draws the progress of opening over what is still shown.
pub fn opening_over_ui(ui: &Ui, opening: &Opening, intents: &mut Intents) {
    over_ui(ui, "opening", Order::Foreground, |ui| {
        ui.vertical_centered(|ui| {
            ui.set_width(280.0);
            ui.label(format!("Opening {}", crate::words::visible_name(&opening.origin.name())));
            empty_state::progress_ui(ui, opening);
            if ui.button("Cancel").clicked() {
                intents.run(Command::Escape);
            }
        });
    });
}

fn over_ui<R>(ui: &Ui, name: &str, order: Order, add: impl FnOnce(&mut Ui) -> R) -> egui::InnerResponse<R> {
    let tokens = Tokens::of(ui);
    Area::new(Id::unique(("over", name))).order(order).anchor(Align2::CENTER_BOTTOM, egui::vec2(0.0, -44.0)).show(
        ui.ctx(),
        |ui| {
            Frame::popup(ui.style())
                .fill(tokens.panel)
                .stroke(Stroke::new(1.0, tokens.outline))
                .inner_margin(Margin::symmetric(14, 10))
                .show(ui, add)
                .inner
        },
    )
}
