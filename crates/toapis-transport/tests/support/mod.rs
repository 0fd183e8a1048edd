//! Tools of the socket tests: a server that follows a script, and one face for all backends.

pub mod client;
pub mod server;
pub mod tls;
