//! What a list of creates may be made of.

use toapis_types::CreateRequest;

use crate::blocking;
use crate::config::Shared;
use crate::create::PreparedCreate;
use crate::error::Error;
use crate::prepared::Draft;

/// What [`SubmitAll`](super::SubmitAll) takes: typed builders, open requests, a [`CreateRequest`] where pictures and films are
/// mixed, or creates that were [prepared](PreparedCreate), of any kind, by the same client.
///
/// It cannot be implemented elsewhere.
pub trait IntoCreate: Sealed {}

/// Turns into something that can be sent once it was checked and named.
pub trait Sealed {
    #[doc(hidden)]
    fn into_unchecked(self) -> Unchecked;
}

/// A request, or one that was checked already.
#[derive(Debug)]
pub struct Unchecked(Either);

#[derive(Debug)]
enum Either {
    Request(Box<CreateRequest>),
    Draft(Box<Draft>),
}

impl Unchecked {
    pub(crate) fn prepare(self, shared: &Shared, now: i64) -> Result<Draft, Error> {
        match self.0 {
            Either::Draft(draft) => Ok(*draft),
            Either::Request(request) => match *request {
                #[cfg(feature = "image")]
                CreateRequest::Image(request) => Draft::image(shared, request, now),
                #[cfg(feature = "video")]
                CreateRequest::Video(request) => Draft::video(shared, request, now),
            },
        }
    }
}

impl<T: Into<CreateRequest>> IntoCreate for T {}

impl<T: Into<CreateRequest>> Sealed for T {
    fn into_unchecked(self) -> Unchecked {
        Unchecked(Either::Request(Box::new(self.into())))
    }
}

impl IntoCreate for PreparedCreate {}

impl Sealed for PreparedCreate {
    fn into_unchecked(self) -> Unchecked {
        Unchecked(Either::Draft(Box::new(self.into_draft())))
    }
}

impl IntoCreate for blocking::PreparedCreate {}

impl Sealed for blocking::PreparedCreate {
    fn into_unchecked(self) -> Unchecked {
        Unchecked(Either::Draft(Box::new(self.into_draft())))
    }
}
