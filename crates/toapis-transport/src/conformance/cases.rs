//! What the cases do. [`list`](super::list) names them.

mod addresses;
mod answers;
mod bodies;
mod connecting;
mod lost;
mod pace;
mod requests;
mod streams;
mod tls;

pub(super) use self::addresses::*;
pub(super) use self::answers::*;
pub(super) use self::bodies::*;
pub(super) use self::connecting::*;
pub(super) use self::lost::*;
pub(super) use self::pace::*;
pub(super) use self::requests::*;
pub(super) use self::streams::*;
pub(super) use self::tls::*;
