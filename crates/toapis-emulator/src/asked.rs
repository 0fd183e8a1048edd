//! What a create body asks for, read through the catalogue: each page has its fields in places of its own.

use serde_json::Value;
use toapis_types::catalog::{self, ModelEntry, Operation, Scalar};

use crate::media::{Container, Film, Format};

/// The most results of one task: more than any page documents, so that nobody fills a disk by accident.
pub(crate) const MAX_RESULTS: u32 = 16;
/// The longest film, in seconds: more than any page documents.
const MAX_SECONDS: u32 = 60;
/// The length of a film that leaves it to the model, in seconds.
const USUAL_SECONDS: u32 = 5;
/// The longest side of a result, in pixels.
const MAX_SIDE: u32 = 16_384;

/// A create body and the page of its model.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    body: &'a Value,
    entry: Option<ModelEntry>,
}

impl<'a> Asked<'a> {
    pub(crate) fn new(operation: Operation, body: &'a Value) -> Self {
        let model = body.get("model").and_then(Value::as_str).unwrap_or_default();
        Self { body, entry: catalog::find_for(operation, model).or_else(|| catalog::find(model)) }
    }

    pub(crate) fn prompt(self) -> &'a str {
        self.body.get("prompt").and_then(Value::as_str).unwrap_or_default()
    }

    /// `client_business_id`, at the top level or in `metadata`.
    pub(crate) fn business_id(self) -> Option<&'a str> {
        let places = ["/client_business_id", "/metadata/client_business_id"];
        places.iter().find_map(|place| self.body.pointer(place)?.as_str()).filter(|id| !id.is_empty())
    }

    /// `callback_url`, at the top level or in `metadata` (`viduq3`, `minimax-hailuo`).
    pub(crate) fn callback_url(self) -> Option<&'a str> {
        let places = ["/callback_url", "/metadata/callback_url"];
        places.iter().find_map(|place| self.body.pointer(place)?.as_str())
    }

    /// How many results: `n`, wherever the page has it. A number such as `2.0` counts as whole.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number of 1 or more, and a huge one stays too many"
    )]
    pub(crate) fn count(self) -> u64 {
        let whole = |n: &Value| n.as_u64().or_else(|| n.as_f64().filter(|n| *n >= 1.0).map(|n| n as u64));
        self.value("n").or(self.body.get("n")).and_then(whole).unwrap_or(1)
    }

    /// The file format of the pictures.
    pub(crate) fn picture_format(self) -> Format {
        let asked = self.text("output_format");
        asked.and_then(|word| Format::from_word(word.rsplit('/').next()?)).unwrap_or(Format::Png)
    }

    /// The file format of the film: MP4, or MOV where the request asks for it.
    pub(crate) fn film_container(self) -> Container {
        self.text("output_format").and_then(|word| Container::from_word(&word)).unwrap_or_default()
    }

    /// Whether the picture is to be taken apart into layers (`seedream-5.0-pro`).
    pub(crate) fn wants_layers(self) -> bool {
        self.body.get("layer_decomposition").and_then(Value::as_bool).unwrap_or(false)
    }

    /// Whether the film's last frame is asked for beside it (`seedance-2`).
    pub(crate) fn wants_last_frame(self) -> bool {
        self.value("return_last_frame").and_then(Value::as_bool).unwrap_or(false)
    }

    /// Whether a search tool is asked for, which `usage` then counts (`seedance-2`).
    pub(crate) fn wants_web_search(self) -> bool {
        let tools = self.body.get("tools").and_then(Value::as_array);
        tools.is_some_and(|tools| tools.iter().any(|tool| tool["type"] == "web_search"))
    }

    /// The resolution as the request or its page says it, such as `2K`, `720p` or `std`.
    pub(crate) fn resolution(self) -> Option<String> {
        let loose = ["/metadata/resolution", "/resolution"];
        self.text("resolution")
            .or_else(|| loose.iter().find_map(|place| Some(self.body.pointer(place)?.as_str()?.to_owned())))
    }

    /// The width and height of a picture: what the catalogue says for its size and resolution, else the size if it is
    /// one in pixels, else the asked ratio at about a million pixels.
    pub(crate) fn picture_pixels(self) -> (u32, u32) {
        let size = self.text("size").or_else(|| self.text("aspect_ratio"));
        let resolution = self.resolution();
        let documented =
            self.entry.and_then(|model| model.pixel_size(size.as_deref(), resolution.as_deref()));
        documented
            .or_else(|| size.as_deref().and_then(pixels_of))
            .or_else(|| size.as_deref().and_then(|size| largest_within(ratio_of(size)?, 1024)))
            .map_or((1024, 1024), |(width, height)| (width.clamp(1, MAX_SIDE), height.clamp(1, MAX_SIDE)))
    }

    /// The width and height of a film: what its page prints for the ratio and the resolution, else the resolution names
    /// the short side and the other follows from the ratio; both even.
    pub(crate) fn film_pixels(self) -> (u32, u32) {
        let size = self.text("aspect_ratio").or_else(|| self.text("size"));
        if let Some((width, height)) = size.as_deref().and_then(pixels_of) {
            return within((width, height));
        }
        let resolution = self.resolution();
        let documented =
            self.entry.and_then(|model| model.pixel_size(size.as_deref(), resolution.as_deref()));
        if let Some(pixels) = documented {
            return within(pixels);
        }
        let short = resolution.as_deref().and_then(short_side).unwrap_or(720);
        let (a, b) = size.as_deref().and_then(ratio_of).unwrap_or((16, 9));
        let long = u64::from(short) * u64::from(a.max(b)) / u64::from(a.min(b));
        let long = if short == 480 && (a.max(b), a.min(b)) == (16, 9) { 854 } else { long };
        let long = u32::try_from(long).unwrap_or(MAX_SIDE);
        within(if a >= b { (long, short) } else { (short, long) })
    }

    /// The length of a film in seconds: 1 to 60.
    pub(crate) fn seconds(self) -> u32 {
        let asked = self.text("duration").or_else(|| self.text("seconds"));
        let seconds = asked.and_then(|seconds| seconds.parse::<f64>().ok()).filter(|seconds| *seconds >= 1.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the number lies between 1 and 60"
        )]
        seconds.map_or(USUAL_SECONDS, |seconds| seconds.min(f64::from(MAX_SECONDS)).round() as u32)
    }

    /// The URLs of the reference pictures, in order, wherever the body has them.
    pub(crate) fn references(self) -> Vec<&'a str> {
        const PLACES: [&str; 7] = [
            "/image_urls",
            "/image_with_roles",
            "/reference_images",
            "/metadata/image_list",
            "/image",
            "/image_url",
            "/metadata/referenceImages",
        ];
        let listed = |value: &'a Value| match value {
            Value::Array(entries) => entries.iter().collect::<Vec<_>>(),
            one => vec![one],
        };
        let url = |entry: &'a Value| {
            let keys = ["url", "image_url", "image"];
            entry.as_str().or_else(|| keys.iter().find_map(|key| entry.get(key)?.as_str()))
        };
        PLACES.iter().filter_map(|place| self.body.pointer(place)).flat_map(listed).filter_map(url).collect()
    }

    /// What the request says for a field of its page, or the page's default.
    fn text(self, name: &str) -> Option<String> {
        match self.value(name) {
            Some(Value::String(text)) => return Some(text.clone()),
            Some(Value::Number(number)) => return Some(number.to_string()),
            _ => {}
        }
        match self.entry?.field(name)?.default? {
            Scalar::Text(text) => Some(text.to_owned()),
            Scalar::Int(number) => Some(number.to_string()),
            Scalar::Float(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// The value of a field, at the place its page gives it, else at the top level.
    fn value(self, name: &str) -> Option<&'a Value> {
        let place = self.entry.and_then(|entry| entry.field(name)).map_or(name, |field| field.at);
        self.body.pointer(&format!("/{}", place.replace('.', "/"))).filter(|value| !value.is_null())
    }
}

/// `1024x1536` or `1024*1536`.
fn pixels_of(size: &str) -> Option<(u32, u32)> {
    let (width, height) = size.split_once(['x', 'X', '*'])?;
    let number = |text: &str| text.trim().parse().ok().filter(|side| (1..=MAX_SIDE).contains(side));
    Some((number(width)?, number(height)?))
}

/// `16:9`.
fn ratio_of(size: &str) -> Option<(u32, u32)> {
    let (width, height) = size.split_once(':')?;
    let number = |text: &str| text.trim().parse().ok().filter(|part| (1..=1000).contains(part));
    Some((number(width)?, number(height)?))
}

/// The largest picture of exactly this ratio with no more pixels than a square of `side`.
fn largest_within((a, b): (u32, u32), side: u32) -> Option<(u32, u32)> {
    let times = (u64::from(side) * u64::from(side) / (u64::from(a) * u64::from(b))).isqrt();
    let times = u32::try_from(times).ok().filter(|times| *times > 0)?;
    Some((a * times, b * times))
}

/// The short side of a film in pixels, from a word such as `720p`, `1080P`, `2K`, `4k`, `std` or `pro`.
fn short_side(resolution: &str) -> Option<u32> {
    let word = resolution.to_ascii_lowercase();
    match word.as_str() {
        "std" => Some(720),
        "pro" => Some(1080),
        "2k" => Some(1440),
        "4k" => Some(2160),
        _ => word.strip_suffix('p')?.parse().ok().filter(|side| (16..=2160).contains(side)),
    }
}

/// The size with even sides, made smaller where a film could not be that long.
fn within((width, height): (u32, u32)) -> (u32, u32) {
    let long = u64::from(width.max(height)).max(1);
    let limit = u64::from(Film::LONGEST_SIDE).min(long);
    let side = |side: u32| u32::try_from(u64::from(side) * limit / long).unwrap_or(side);
    let even = |side: u32| (side & !1).max(2);
    (even(side(width)), even(side(height)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn asked(body: &Value) -> Asked<'_> {
        Asked::new(Operation::Create, body)
    }

    #[test]
    fn a_ratio_without_documented_pixels_is_kept_exactly() {
        assert_eq!(largest_within((16, 9), 1024), Some((1360, 765)));
        assert_eq!(largest_within((1, 1), 1024), Some((1024, 1024)));
        for odd in ["auto", "0:0", "1:0", "99999:99999", "-1:2", "1:"] {
            assert_eq!(ratio_of(odd), None, "{odd}");
        }
    }

    #[test]
    fn pictures_have_the_documented_size() {
        let flash = |rest: Value| {
            let mut body = json!({"model": "gemini-3.1-flash-image-preview", "prompt": "x"});
            body.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
            asked(&body).picture_pixels()
        };
        assert_eq!(flash(json!({"size": "16:9", "metadata": {"resolution": "2K"}})), (2720, 1530));
        assert_eq!(flash(json!({})), (1024, 1024));
        assert_eq!(asked(&json!({"model": "new", "size": "640x480"})).picture_pixels(), (640, 480));
        assert_eq!(asked(&json!({"model": "new", "size": "3:2"})).picture_pixels(), (1254, 836));
    }

    #[test]
    fn films_have_the_short_side_their_resolution_names() {
        let film = |model: &str, rest: Value| {
            let mut body = json!({"model": model, "prompt": "x"});
            body.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
            let asked = asked(&body);
            (asked.film_pixels(), asked.seconds(), asked.film_container().extension())
        };
        assert_eq!(film("sora-2-official", json!({})), ((720, 1280), 4, "mp4"));
        assert_eq!(film("kling-v3", json!({"mode": "pro", "duration": 7})), ((1920, 1080), 7, "mp4"));
        assert_eq!(film("grok-video-1.0", json!({"resolution": "480p"})), ((854, 480), 8, "mp4"));
        let reel = json!({"aspect_ratio": "9:16", "resolution": "4k", "duration": -1});
        assert_eq!(film("seedance-2", reel), ((2160, 3840), 5, "mp4"));
        assert_eq!(film("seedance-2-5", json!({"output_format": "mov"})), ((1280, 720), 5, "mov"));
        let square = json!({"aspect_ratio": "1:1", "resolution": "720p"});
        assert_eq!(film("wan2.6", square), ((960, 960), 5, "mp4"));
        let wide = json!({"aspect_ratio": "21:9", "resolution": "4k"});
        assert_eq!(film("seedance-2", wide), ((4096, 1754), 5, "mp4"));
        assert_eq!(film("new", json!({"duration": 1e9, "resolution": "9999p"})), ((1280, 720), 60, "mp4"));
    }

    #[test]
    fn references_are_found_where_the_pages_have_them() {
        let body = json!({
            "model": "seedance-2",
            "image_urls": ["a", {"url": "b"}],
            "image_with_roles": [{"url": "c", "role": "first_frame"}],
            "metadata": {"image_list": [{"image_url": "d", "type": "first_frame"}], "callback_url": "e"},
        });
        assert_eq!(asked(&body).references(), ["a", "b", "c", "d"]);
        assert_eq!(asked(&body).callback_url(), Some("e"));
    }
}
