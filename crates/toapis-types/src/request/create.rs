//! A request for a picture or a film.

use serde_json::Value;

#[cfg(feature = "image")]
use crate::image::ImageRequest;
use crate::kind::TaskKind;
#[cfg(feature = "video")]
use crate::video::VideoRequest;

/// A request for a picture or a film: what a list of both is made of. Every typed builder and both open requests turn
/// into one.
///
/// ```
/// # #[cfg(all(feature = "image", feature = "video"))] {
/// use toapis_types::image::{Gemini31FlashImage, ImageRequest};
/// use toapis_types::{CreateRequest, TaskKind};
/// use toapis_types::video::VideoRequest;
///
/// let list: Vec<CreateRequest> = vec![
///     Gemini31FlashImage::new("A lighthouse at dusk").into(),
///     VideoRequest::new("kling-v3", "The light begins to turn").into(),
/// ];
/// assert_eq!(list[1].kind(), TaskKind::Video);
/// # }
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a request does nothing until it is sent"]
pub enum CreateRequest {
    /// A picture.
    #[cfg(feature = "image")]
    Image(ImageRequest),
    /// A film.
    #[cfg(feature = "video")]
    Video(VideoRequest),
}

impl CreateRequest {
    /// What it makes.
    pub fn kind(&self) -> TaskKind {
        match self {
            #[cfg(feature = "image")]
            Self::Image(_) => TaskKind::Image,
            #[cfg(feature = "video")]
            Self::Video(_) => TaskKind::Video,
        }
    }

    /// The model that is asked.
    pub fn model(&self) -> &str {
        match self {
            #[cfg(feature = "image")]
            Self::Image(request) => &request.model,
            #[cfg(feature = "video")]
            Self::Video(request) => &request.model,
        }
    }

    /// The body as JSON.
    pub fn to_json(&self) -> Value {
        match self {
            #[cfg(feature = "image")]
            Self::Image(request) => request.to_json(),
            #[cfg(feature = "video")]
            Self::Video(request) => request.to_json(),
        }
    }
}

#[cfg(feature = "image")]
impl From<ImageRequest> for CreateRequest {
    fn from(request: ImageRequest) -> Self {
        Self::Image(request)
    }
}

#[cfg(feature = "video")]
impl From<VideoRequest> for CreateRequest {
    fn from(request: VideoRequest) -> Self {
        Self::Video(request)
    }
}
