//! Redox Media Viewer: the library behind the window and the command line.
//!
//! The rooms import one way only (a test holds it):
//!
//! ```text
//! limits, finding  ←  message  ←  content  ←  save, render  ←  state  ←  jobs, desktop  ←  ui  ←  app, cli  ←  main
//! ```

pub mod app;
pub mod cli;
pub mod content;
pub mod desktop;
pub mod finding;
pub mod jobs;
pub mod limits;
pub mod message;
pub mod render;
pub mod save;
pub mod state;
pub mod ui;
pub mod words;
