//! What goes in, and what comes of it.

mod again;
mod apart;
mod crash;
mod fuzz;
mod hostile;
mod page;
mod together;
mod typography;
