//! Everything the window shows, as plain state: [`AppState::handle`] takes a command of the user, [`AppState::apply`] an
//! event from the work behind; both return the effects to run. Pure: no egui, no files, no threads.

mod app_state;
mod arriving;
mod closing;
pub mod command;
mod copying;
pub mod effect;
pub mod layout;
mod looking;
pub mod notice;
pub mod opened;
mod protected;
pub mod report;
mod saving;
mod screen;
pub mod view;
pub mod wanted;

pub use app_state::AppState;
pub use command::Command;
pub use copying::CopiedText;
pub use effect::{Effect, Event, Intent, Opening, Question, Tab, Theme};
pub use notice::{Notice, NoticeKind};
pub use opened::{Opened, Origin, Pages};
pub use protected::Protection;
pub use view::{DocumentView, Viewport, Zoom};
