//! Typed requests to Seedream 5.0 Pro: page `images/seedream-5.0-pro/generation`.
//!
//! Generated from `catalog/seedream-5.0-pro.toml` by `cargo xtask codegen`; do not edit.

use crate::image::ImageRequest;
use crate::request::typed_request;
use crate::words::wire_words;

/// A request to Seedream 5.0 Pro: `doubao-seedream-5-0-pro`.
///
/// Makes and edits pictures from text and up to ten references, single or as a set of up to ten, at 1K or 2K.
/// It can take a picture apart into a base and transparent layers.
///
/// A set of pictures is asked for with `n`, or with `sequential_image_generation` set to `auto` and
/// `max_images`.
///
/// References are charged as well, but for the first.
///
/// With `layer_decomposition` each result has a `z_index`, 0 for the base; layers have a `bounding_box`, a
/// `name` and a `description` besides, and are always PNG. Normalized boxes run from 0 to 1000, absolute ones
/// are pixels of the base; a layer's file may have another size than its box.
///
/// Everything that is not set is left out of the request. Page `images/seedream-5.0-pro/generation`.
///
/// ```rust
/// use toapis_types::image::seedream_5_pro::{Resolution, Seedream5Pro, Size};
///
/// let request = Seedream5Pro::new("A violin maker at the bench")
///     .size(Size::R1x1)
///     .n(1)
///     .resolution(Resolution::K2);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct Seedream5Pro {
    request: ImageRequest,
}

impl Seedream5Pro {
    /// Asks `doubao-seedream-5-0-pro`.
    ///
    /// - `prompt`: What to draw, or what to make of the references. The page names no limit on its length.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { request: ImageRequest::for_model("doubao-seedream-5-0-pro").prompt(prompt) }
    }

    /// The aspect ratio of the picture; with `layer_decomposition` the resolution, `1K` or `2K`.
    ///
    /// Width and height in pixels are not taken.
    ///
    /// Values: `1:1`, `4:3`, `3:4`, `16:9`, `9:16`, `3:2`, `2:3`, `21:9`, `9:21`, `1K`, `2K`. Default: `1:1`.
    ///
    /// On the wire: `size` (page `images/seedream-5.0-pro/generation`).
    pub fn size(mut self, size: Size) -> Self {
        self.request = self.request.size(size.as_str());
        self
    }

    /// How many pictures to make; each one is charged in advance.
    ///
    /// Above 1 the service turns `sequential_image_generation` to `auto`. Pictures and references together
    /// may be 15. A quoted number is refused by the service.
    ///
    /// Default: `1`. Limits: 1 to 10.
    ///
    /// On the wire: `n` (page `images/seedream-5.0-pro/generation`).
    pub fn n(mut self, n: u32) -> Self {
        self.request = self.request.n(n);
        self
    }

    /// Adds the public URL of a picture to work from.
    ///
    /// The service fetches them, and takes no base64. A file on this machine is uploaded first. Width to
    /// height lies between 1:3 and 3:1, each side is above 14 pixels, the whole picture at most 6000 x 6000
    /// pixels. The first one is free, each further one is charged.
    ///
    /// Limits: at most 10 URLs; each file at most 10,000,000 bytes; jpeg, png.
    ///
    /// On the wire: `image_urls` (page `images/seedream-5.0-pro/generation`).
    pub fn reference(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.reference(url);
        self
    }

    /// Adds several at once, behind those already there; see [`reference`](Self::reference).
    pub fn references<I>(self, urls: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        urls.into_iter().fold(self, Self::reference)
    }

    /// Takes the picture apart into a base and transparent PNG layers; `size` must then be `1K` or `2K`.
    ///
    /// Default: `false`.
    ///
    /// On the wire: `layer_decomposition` (page `images/seedream-5.0-pro/generation`).
    pub fn layer_decomposition(mut self, layer_decomposition: bool) -> Self {
        self.request = self.request.extra("layer_decomposition", layer_decomposition);
        self
    }

    /// How large the picture gets.
    ///
    /// With a large K, inside `metadata`. 3K and 4K are refused. With `layer_decomposition` the resolution
    /// goes into `size`.
    ///
    /// Values: `1K`, `2K`. Default: `2K`.
    ///
    /// On the wire: `metadata.resolution` (page `images/seedream-5.0-pro/generation`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.metadata("resolution", resolution);
        self
    }

    /// Whether one request may make a set of pictures that belong together.
    ///
    /// Values: `disabled`, `auto`. Default: `disabled`.
    ///
    /// On the wire: `metadata.sequential_image_generation` (page `images/seedream-5.0-pro/generation`).
    pub fn sequential_image_generation(
        mut self,
        sequential_image_generation: SequentialImageGeneration,
    ) -> Self {
        self.request = self.request.metadata("sequential_image_generation", sequential_image_generation);
        self
    }

    /// How many pictures a set may have.
    ///
    /// Counts only with `sequential_image_generation` set to `auto`. Pictures and references together may be
    /// 15.
    ///
    /// Default: none documented. Limits: 1 to 10.
    ///
    /// On the wire: `metadata.sequential_image_generation_options.max_images` (page
    /// `images/seedream-5.0-pro/generation`).
    pub fn max_images(mut self, max_images: u32) -> Self {
        self.request =
            self.request.set("metadata.sequential_image_generation_options.max_images", max_images);
        self
    }

    /// Puts a mark on the picture.
    ///
    /// Default: `false`.
    ///
    /// On the wire: `metadata.watermark` (page `images/seedream-5.0-pro/generation`).
    pub fn watermark(mut self, watermark: bool) -> Self {
        self.request = self.request.metadata("watermark", watermark);
        self
    }

    /// Where the service reports the end of the task.
    ///
    /// The API key's token needs webhooks switched on, with a default URL and a signing secret, and this URL
    /// must have the same scheme, host and port as that default. Otherwise the call is refused with HTTP 400
    /// `webhook_not_configured` and no task is made.
    ///
    /// On the wire: `callback_url` (page `webhooks/task-webhooks`).
    pub fn callback_url(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.callback_url(url);
        self
    }

    /// Your own name for the task, which finds it again when the answer of the create call is lost.
    ///
    /// It is a look-up key, not an idempotency key: nothing documents that it is unique. Its limits are not
    /// documented either; 1 to 64 characters of `A-Z a-z 0-9 _ -` are this project's cautious choice.
    ///
    /// Limits: at most 64 characters; characters out of `A-Z a-z 0-9 _ -`; `check` only warns about these.
    ///
    /// On the wire: `client_business_id` (page `tasks/image-status`).
    pub fn client_business_id(mut self, client_business_id: impl Into<String>) -> Self {
        self.request = self.request.client_business_id(client_business_id);
        self
    }
}

typed_request!(Seedream5Pro, ImageRequest, crate::generated::pages::image::seedream_5_0_pro::PAGE);

/// The values of [`Seedream5Pro::size`].
///
/// Page `images/seedream-5.0-pro/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Size {
    /// `1:1`, square.
    R1x1,
    /// `4:3`, wide.
    R4x3,
    /// `3:4`, upright.
    R3x4,
    /// `16:9`, wide.
    R16x9,
    /// `9:16`, upright.
    R9x16,
    /// `3:2`, wide.
    R3x2,
    /// `2:3`, upright.
    R2x3,
    /// `21:9`, wide.
    R21x9,
    /// `9:21`, upright.
    R9x21,
    /// `1K`: with `layer_decomposition` only.
    K1,
    /// `2K`: with `layer_decomposition` only.
    K2,
}

wire_words!(
    Size,
    "size",
    [
        R1x1 = "1:1",
        R4x3 = "4:3",
        R3x4 = "3:4",
        R16x9 = "16:9",
        R9x16 = "9:16",
        R3x2 = "3:2",
        R2x3 = "2:3",
        R21x9 = "21:9",
        R9x21 = "9:21",
        K1 = "1K",
        K2 = "2K"
    ]
);

/// The values of [`Seedream5Pro::resolution`].
///
/// Page `images/seedream-5.0-pro/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `1K`.
    K1,
    /// `2K`.
    K2,
}

wire_words!(Resolution, "resolution", [K1 = "1K", K2 = "2K"]);

/// The values of [`Seedream5Pro::sequential_image_generation`].
///
/// Page `images/seedream-5.0-pro/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SequentialImageGeneration {
    /// `disabled`: one picture, however many references there are.
    Disabled,
    /// `auto`: a set, of `n` or `max_images` pictures; the service chooses it by itself when `n` is above 1.
    Auto,
}

wire_words!(SequentialImageGeneration, "sequential image generation", [Disabled = "disabled", Auto = "auto"]);
