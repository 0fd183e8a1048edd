//! The schedule of a fleet, turned by hand. Names begin with the fault case they cover.

mod cases;
mod cost;
mod events;
mod laws;
mod model;
mod trouble;
mod world;
