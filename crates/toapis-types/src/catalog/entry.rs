//! One model of the table, with everything its page says about it.

use serde_json::Value;

use super::{Field, Finding, Model, Page, Rule, Shape, Shortcut, Word, check};
use crate::TaskKind;
use crate::words::closest_ratio;

/// A model together with its page: what [`find`](super::find) and [`models`](super::models) hand out.
///
/// It is two pointers into static data, so it is cheap to copy and lives as long as the program.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ModelEntry {
    model: &'static Model,
    page: &'static Page,
}

impl ModelEntry {
    pub(super) fn new(model: &'static Model, page: &'static Page) -> Self {
        Self { model, page }
    }

    /// The id that goes into the `model` field.
    pub fn id(self) -> &'static str {
        self.model.id
    }

    /// Other ids the service takes for this model.
    pub fn aliases(self) -> &'static [&'static str] {
        self.model.aliases
    }

    /// What sets the model apart from the others of its page; may be empty.
    pub fn summary(self) -> &'static str {
        self.model.summary
    }

    /// The page that documents the model.
    pub fn page(self) -> &'static Page {
        self.page
    }

    /// What the model makes.
    pub fn kind(self) -> TaskKind {
        self.page.kind
    }

    /// Who made the model.
    pub fn provider(self) -> &'static str {
        self.page.provider
    }

    /// The name of the model family.
    pub fn title(self) -> &'static str {
        self.page.title
    }

    /// The path a create call is posted to.
    pub fn path(self) -> &'static str {
        self.page.path
    }

    /// What the model can do, in words such as `text-to-image`.
    pub fn capabilities(self) -> &'static [&'static str] {
        self.page.capabilities
    }

    /// The fields of the body, without those that only other models of the page have.
    pub fn fields(self) -> impl Iterator<Item = &'static Field> {
        self.page.all_fields().filter(move |field| field.is_for(self.model.id))
    }

    /// The rules between fields that bind this model.
    pub fn rules(self) -> impl Iterator<Item = &'static Rule> {
        self.page.rules.iter().filter(move |rule| rule.is_for(self.model.id))
    }

    /// The same model on further pages: one id may have two, each for another way to ask.
    pub fn also(self) -> impl Iterator<Item = Self> {
        self.page.also.iter().filter_map(move |page| {
            let model = page.models.iter().find(|model| model.id == self.model.id)?;
            Some(Self { model, page })
        })
    }

    /// A field by the name people use (`resolution`; `reference` as well as `references`) or by its place in the body
    /// (`metadata.resolution`). The keys of entries in lists are found by place only.
    pub fn field(self, name_or_place: &str) -> Option<&'static Field> {
        let named =
            |field: &&Field| [field.name, field.one].contains(&name_or_place) && !field.at.contains("[]");
        let own = self.fields().find(|field| field.at == name_or_place).or_else(|| self.fields().find(named));
        own.or_else(|| self.also().find_map(|other| other.field(name_or_place)))
    }

    /// The uses of lists that have a name of their own, such as `first_frame`.
    pub fn shortcuts(self) -> impl Iterator<Item = &'static Shortcut> {
        self.page.shortcuts.iter().filter(move |shortcut| shortcut.is_for(self.model.id))
    }

    /// The aspect ratios as they go on the wire, in the order of the page: the values of `size` for pictures, of
    /// `aspect_ratio` for films. Some pages add words such as `auto`. Empty when the model has no such field.
    pub fn sizes(self) -> impl Iterator<Item = &'static str> {
        self.words(self.ratio_field())
    }

    /// The resolutions as they go on the wire (`2K`, `2k`, `720p`), in the order of the page. Empty when the model
    /// has no such field.
    pub fn resolutions(self) -> impl Iterator<Item = &'static str> {
        self.words("resolution")
    }

    /// How many reference images a request may carry; `None` when the model takes none or the page names no limit.
    pub fn max_references(self) -> Option<usize> {
        let list = self.field("references").or_else(|| {
            let shortcut = self.shortcuts().find(|shortcut| shortcut.name == "reference")?;
            self.field(shortcut.at)
        });
        list?.max_items
    }

    /// The picture size in pixels that a ratio and a resolution make.
    ///
    /// Both are wire words; `None` stands for a field left out and takes the documented default, or, for a ratio
    /// without one, `1:1`, which is an assumption of this project. The answer is `None` when the page does not let
    /// one tell. Sizes printed on the page are exact, others follow the rule in [`Pixels::sides`](super::Pixels).
    pub fn pixel_size(self, size: Option<&str>, resolution: Option<&str>) -> Option<(u32, u32)> {
        let pixels = self.page.pixels?;
        let size = size.or_else(|| self.default_word(self.ratio_field())).unwrap_or(pixels.assumed_size);
        let resolution = resolution.or_else(|| self.default_word("resolution")).unwrap_or_default();
        pixels.size(size, resolution)
    }

    /// The ratio this model offers that comes closest to `width` x `height`, by the logarithm of the ratio, so that
    /// too wide and too tall count alike. `None` when a side is zero or the model takes no ratios.
    pub fn closest_ratio(self, width: u32, height: u32) -> Option<&'static str> {
        closest_ratio(width, height, self.sizes())
    }

    /// What a person wrote for a field, as it goes on the wire: the place and the JSON value. `None` when the model has
    /// no field of that name.
    ///
    /// Words are found by any spelling people use, in any letter case; numbers and booleans are read. A text that fits
    /// none of that is handed on as it is, for [`check`](super::check) to name.
    ///
    /// ```
    /// let entry = toapis_types::catalog::find("gemini-3.1-flash-image-preview").ok_or("unknown model")?;
    /// assert_eq!(entry.setting("resolution", "2k"), Some(("metadata.resolution", "2K".into())));
    /// assert_eq!(entry.setting("n", "2"), Some(("n", 2.into())));
    /// assert_eq!(entry.setting("seed", "7"), None);
    /// # Ok::<(), &str>(())
    /// ```
    pub fn setting(self, name: &str, text: &str) -> Option<(&'static str, Value)> {
        let field = self.field(name)?;
        let is_meant =
            |word: &&Word| word.text.eq_ignore_ascii_case(text) || word.label.eq_ignore_ascii_case(text);
        let exact = field.words_for(self.model.id).find(|word| word.text == text);
        // A word of another model of the page is found too: a check then says whose it is, not that nobody knows it.
        let meant = exact.or_else(|| field.words_for(self.model.id).find(is_meant));
        if let Some(word) = meant.or_else(|| field.words.iter().find(is_meant)) {
            return Some((field.at, word.text.into()));
        }
        let read = match field.shape {
            Shape::Integer => text.parse::<i64>().ok().map(Value::from),
            Shape::Number => text.parse::<f64>().ok().map(Value::from),
            Shape::Boolean => text.parse::<bool>().ok().map(Value::from),
            Shape::TextList | Shape::UrlList => json_of(text).filter(Value::is_array),
            Shape::Object => json_of(text).filter(Value::is_object),
            Shape::ObjectList => json_of(text).filter(|value| value.is_array() || value.is_object()),
            Shape::Text | Shape::Url => None,
        };
        Some((field.at, read.unwrap_or_else(|| text.into())))
    }

    /// Writes what a person said into a body: a field as [`setting`](Self::setting) finds it, one more entry of a
    /// list, or a shortcut such as `first_frame`. A list may also be given whole, as JSON, and an entry of a list of
    /// objects as a JSON object. `false`, and nothing written, when the model has nothing of that name.
    ///
    /// ```
    /// use serde_json::json;
    ///
    /// let entry = toapis_types::catalog::find("gemini-3.1-flash-image-preview").ok_or("unknown model")?;
    /// let mut body = json!({"prompt": "A lighthouse at dusk"});
    /// assert!(entry.write(&mut body, "references", "https://example.com/a.png"));
    /// assert!(entry.write(&mut body, "resolution", "2k"));
    /// assert!(!entry.write(&mut body, "duration", "5"));
    /// assert_eq!(
    ///     body,
    ///     json!({
    ///         "prompt": "A lighthouse at dusk",
    ///         "image_urls": ["https://example.com/a.png"],
    ///         "metadata": {"resolution": "2K"},
    ///     }),
    /// );
    /// # Ok::<(), &str>(())
    /// ```
    pub fn write(self, body: &mut Value, name: &str, text: &str) -> bool {
        if name.is_empty() {
            return false;
        }
        let is_meant = |shortcut: &&Shortcut| [shortcut.name, shortcut.several].contains(&name);
        if let Some(shortcut) = self.shortcuts().find(is_meant) {
            shortcut.write(body, text.into());
            return true;
        }
        let is_list = self.field(name).is_some_and(|field| field.shape.is_list());
        match self.setting(name, text) {
            Some((place, whole)) if is_list && whole.is_array() => super::place::set(body, place, whole),
            Some((place, value)) if is_list => super::place::push(body, place, value),
            Some((place, value)) => super::place::set(body, place, value),
            None => return self.also().any(|other| other.write(body, name, text)),
        }
        true
    }

    /// Checks a body as a request to this model, whatever its `model` field says.
    ///
    /// Of a model with two pages the further one counts when the body has what only that one requires, such as
    /// references. Fields that only the other page knows are judged by that.
    pub fn check(self, body: &Value) -> Vec<Finding> {
        let asks_for = |other: &Self| {
            let mut wanted = check::only_required_by(other.page, self.page).peekable();
            wanted.peek().is_some() && wanted.all(|field| check::is_sent(body, field.at))
        };
        let judge = self.also().find(asks_for).unwrap_or(self);
        let pages = [self].into_iter().chain(self.also()).map(Self::page);
        let beside: Vec<&'static Page> = pages.filter(|page| !std::ptr::eq(*page, judge.page)).collect();
        check::check_body(judge.page, judge.model, &beside, body)
    }

    fn ratio_field(self) -> &'static str {
        match self.page.kind {
            TaskKind::Image => "size",
            TaskKind::Video => "aspect_ratio",
        }
    }

    fn words(self, name: &str) -> impl Iterator<Item = &'static str> + use<> {
        let field = self.field(name);
        field.into_iter().flat_map(move |field| field.words_for(self.model.id)).map(|word| word.text)
    }

    fn default_word(self, name: &str) -> Option<&'static str> {
        match self.field(name)?.default {
            Some(super::Scalar::Text(word)) => Some(word),
            _ => None,
        }
    }
}

fn json_of(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}
