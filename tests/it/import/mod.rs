//! What goes in, and what comes of it.

mod again;
mod apart;
mod cases;
mod crash;
mod fields;
mod foreign;
mod formats;
mod fuzz;
mod hostile;
mod kinds;
mod mappings;
mod page;
mod sheet;
mod together;
mod typography;
mod web;
