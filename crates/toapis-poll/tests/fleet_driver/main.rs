//! The fleet with its drivers, on virtual time. Names begin with the fault case they cover.

mod life_cycle;
mod server;
