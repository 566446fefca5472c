//! Everything the window shows, as plain state: [`AppState::handle`] takes a command of the user, [`AppState::apply`] an
//! event from the work behind; both return the effects to run. Pure: no egui, no files, no threads.

mod app_state;
mod arriving;
pub mod batch;
mod closing;
pub mod command;
mod copying;
pub mod effect;
mod enabled;
mod event;
pub mod in_view;
pub mod layout;
mod layout_cache;
pub mod listing;
mod looking;
pub mod notice;
pub mod opened;
pub mod pace;
mod protected;
pub mod reading;
pub mod report;
mod saving;
mod screen;
pub mod settings;
mod stated;
pub mod view;
pub mod wanted;

#[cfg(test)]
mod batch_tests;
#[cfg(test)]
mod looking_tests;
#[cfg(test)]
mod test_response;
#[cfg(test)]
mod wanted_tests;

pub use app_state::AppState;
pub use batch::{BatchOrder, BatchPlan, BatchProgress, BatchResult, BatchScope, BatchWritten, Remark, remark};
pub use command::Command;
pub use copying::CopiedText;
pub use effect::{AttachedBytes, Effect, Intent, Opening, Question, Saving, Tab, Theme};
pub use event::Event;
pub use in_view::InView;
pub use listing::{Column, Filter, Listing, Row};
pub use looking::Heading;
pub use notice::{Notice, NoticeAction, NoticeKind};
pub use opened::{Opened, Origin, Pages};
pub use pace::{Pace, PaceMeter};
pub use protected::Protection;
pub use settings::{DisplayServer, Settings, SettingsChange};
pub use view::{DocumentView, Viewport, Zoom};
