//! What a builder consists of: its models, its fields, the structs of its lists.

use super::setter::Setter;
use super::words;
use crate::catalogue::Page;
use crate::catalogue::format::{Builder, Example, Field, Kind, Model, Operation, Shape, Shortcut};

/// What a builder consists of.
pub(super) struct Plan<'a> {
    pub(super) page: &'a Page,
    pub(super) builder: &'a Builder,
    pub(super) models: Vec<&'a Model>,
    pub(super) ids: Vec<String>,
    /// The fields that have a setter or are arguments of `new`.
    pub(super) fields: Vec<&'a Field>,
    /// The lists of objects that have a struct for their entries.
    pub(super) items: Vec<Item<'a>>,
    pub(super) shortcuts: Vec<&'a Shortcut>,
}

/// A list of objects and the keys of its entries.
pub(super) struct Item<'a> {
    pub(super) list: &'a Field,
    pub(super) name: &'a str,
    pub(super) keys: Vec<&'a Field>,
}

impl<'a> Plan<'a> {
    pub(super) fn new(page: &'a Page, builder: &'a Builder) -> Self {
        let is_its = |model: &&Model| builder.models.is_empty() || builder.models.contains(&model.id);
        let models: Vec<&Model> = page.file.models.iter().filter(is_its).collect();
        let ids: Vec<String> = models.iter().map(|model| model.id.clone()).collect();
        let has_setter = |field: &&Field| {
            field.builder && field.alias_of.is_none() && field.is_for(&ids) && field.list().is_none()
        };
        let fields: Vec<&Field> = page.all_fields().filter(has_setter).collect();
        let items = fields.iter().filter_map(|list| Item::new(page, list, &ids)).collect();
        let is_for = |shortcut: &&Shortcut| {
            shortcut.models.is_empty() || ids.iter().any(|id| shortcut.models.contains(id))
        };
        let shortcuts = page.file.shortcuts.iter().filter(is_for).collect();
        Self { page, builder, models, ids, fields, items, shortcuts }
    }

    /// The open request a builder wraps.
    pub(super) fn request(&self) -> &'static str {
        match (self.page.file.kind, self.page.file.operation) {
            (Kind::Image, _) => "ImageRequest",
            (Kind::Video, Operation::Remix) => "RemixRequest",
            (Kind::Video, Operation::Extend) => "ExtendRequest",
            (Kind::Video, _) => "VideoRequest",
        }
    }

    /// The model a builder has without being told: the only one, or the page's default.
    pub(super) fn default_model(&self) -> Option<&'a Model> {
        match self.models.as_slice() {
            [only] => Some(only),
            several => several.iter().find(|model| model.default).copied(),
        }
    }

    /// Arguments of `new`: required fields, without those that have one value only.
    pub(super) fn required(&self) -> impl Iterator<Item = Setter<'_>> {
        self.setters_of(|field| field.required && words::constant(field).is_none())
    }

    /// Required fields with one value, which `new` writes by itself.
    pub(super) fn constants(&self) -> impl Iterator<Item = Setter<'_>> {
        self.setters_of(|field| field.required && words::constant(field).is_some())
    }

    /// Setters; a required list keeps one, so that more entries can follow the first.
    pub(super) fn setters(&self) -> impl Iterator<Item = Setter<'_>> {
        self.setters_of(|field| !field.required || field.is_list())
    }

    pub(super) fn setters_of(&self, wanted: fn(&Field) -> bool) -> impl Iterator<Item = Setter<'_>> {
        self.fields.iter().filter(move |field| wanted(field)).map(|field| Setter {
            field,
            request: self.request(),
            item: self.items.iter().find(|item| item.list.at() == field.at()),
        })
    }

    /// Whether a field stands on the page itself and not on one of the platform.
    pub(super) fn is_own(&self, field: &Field) -> bool {
        self.page.file.fields.iter().any(|own| own.at() == field.at())
    }

    /// The field a shortcut writes to.
    pub(super) fn target(&self, shortcut: &Shortcut) -> Option<&'a Field> {
        self.page.all_fields().find(|field| field.at() == shortcut.at)
    }

    /// Every field that becomes an enum, keys of entries included; an enum that two share comes once.
    pub(super) fn enums(&self) -> Vec<(&'a Field, Option<&str>)> {
        let own = self.fields.iter().map(|field| (*field, None));
        let keys =
            self.items.iter().flat_map(|item| item.keys.iter().map(move |key| (*key, Some(item.name))));
        let mut found: Vec<(&Field, Option<&str>)> = Vec::new();
        for (field, item) in own.chain(keys) {
            let is_new = || found.iter().all(|(old, _)| words::enum_name(old) != words::enum_name(field));
            if words::is_enum(field) && is_new() {
                found.push((field, item));
            }
        }
        found
    }

    /// The examples of the page that one of the builder's models is asked in.
    pub(super) fn examples(&self) -> impl Iterator<Item = &'a Example> + '_ {
        let default =
            || self.page.file.models.iter().find(|model| model.default).or(self.page.file.models.first());
        self.page.file.examples.iter().filter(move |example| {
            let model = example.model.as_ref().or_else(|| default().map(|model| &model.id));
            model.is_some_and(|model| self.ids.contains(model))
        })
    }
}

impl<'a> Item<'a> {
    fn new(page: &'a Page, list: &'a Field, models: &[String]) -> Option<Self> {
        let name = list.item.as_deref().filter(|_| list.shape == Shape::ObjectList)?;
        let is_key = |field: &&Field| {
            field.list() == Some(list.at())
                && field.builder
                && field.alias_of.is_none()
                && field.is_for(models)
        };
        Some(Self { list, name, keys: page.all_fields().filter(is_key).collect() })
    }

    pub(super) fn arguments(&self) -> impl Iterator<Item = Setter<'a>> + '_ {
        self.setters_of(|key| key.required && words::constant(key).is_none())
    }

    pub(super) fn constants(&self) -> impl Iterator<Item = Setter<'a>> + '_ {
        self.setters_of(|key| key.required && words::constant(key).is_some())
    }

    pub(super) fn setters(&self) -> impl Iterator<Item = Setter<'a>> + '_ {
        self.setters_of(|key| !key.required || key.is_list())
    }

    /// Whether a key has this enum.
    pub(super) fn uses(&self, name: &str) -> bool {
        self.keys.iter().any(|key| words::is_enum(key) && words::enum_name(key) == name)
    }

    /// Whether an entry is made from nothing but a text.
    pub(super) fn is_from_text(&self) -> bool {
        let arguments: Vec<Setter<'_>> = self.arguments().collect();
        matches!(arguments.as_slice(), [only] if only.is_plain_text())
    }

    /// The key whose words make constructors: the other argument beside one text.
    pub(super) fn role(&self) -> Option<&'a Field> {
        let arguments: Vec<&Field> = self.arguments().map(|setter| setter.field).collect();
        match arguments.as_slice() {
            [text, role] if is_text(text) && words::is_enum(role) && !role.is_list() => Some(role),
            _ => None,
        }
    }

    fn setters_of(&self, wanted: fn(&Field) -> bool) -> impl Iterator<Item = Setter<'a>> + '_ {
        let keys = self.keys.iter().copied().filter(move |key| wanted(key));
        keys.map(|field| Setter { field, request: "", item: None })
    }
}

fn is_text(field: &Field) -> bool {
    matches!(field.shape, Shape::Text | Shape::Url) && !words::is_enum(field)
}
