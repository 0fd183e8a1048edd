//! Waits on virtual time. Names begin with the fault case they cover.

mod clocks;
mod dropping;
mod durations;
mod events;
mod life_cycle;
mod parity;
mod properties;
mod schedule;
mod script;
mod strategies;
