//! What all open requests and typed builders have in common.
//!
//! A request is a set of typed fields with a place of their own ([`Slot`]), and a map of everything else. The rules of
//! reading and writing that are the same for pictures and films live here once.

mod create;
mod entry;
mod macros;
mod open;
mod slot;

pub use create::CreateRequest;
pub(crate) use entry::{list_entry, push_key};
pub(crate) use macros::{open_request, typed_create, typed_request};
pub use open::NotAnObject;
pub(crate) use open::{
    Open, deserialize, from_json, into_json, push, put, put_at, put_entry, serialize, set, to_json,
};
pub(crate) use slot::Slot;
