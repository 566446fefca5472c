//! Everything the window shows, as plain state: [`AppState::handle`] takes a command of the user, [`AppState::apply`] an
//! event from the work behind; both return the effects to run. Pure: no egui, no files, no threads.

mod app_state;
mod arriving;
pub mod command;
pub mod effect;
pub mod layout;
mod looking;
pub mod notice;
pub mod opened;
pub mod reading;
pub mod report;
pub mod view;
pub mod wanted;

pub use app_state::AppState;
pub use command::Command;
pub use effect::{AttachedBytes, Effect, Event, Intent, Opening, Question, Saving, Tab, Theme};
pub use notice::{Notice, NoticeKind};
pub use opened::{Opened, Origin, Pages};
pub use view::{DocumentView, Viewport, Zoom};
