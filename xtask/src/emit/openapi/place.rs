//! Dotted places become nested objects: `metadata.thinkingConfig.thinkingLevel`, `image_with_roles[].role`.

use std::collections::BTreeMap;

use crate::catalogue::format::Field;

/// One key of a body, with what is below it.
#[derive(Default)]
pub(super) struct Node<'a> {
    /// The field that stands here; none for a mere container such as `metadata`.
    pub(super) field: Option<&'a Field>,
    /// Keys of the object here.
    pub(super) keys: BTreeMap<&'a str, Node<'a>>,
    /// Keys of the objects in the list here.
    pub(super) entry: BTreeMap<&'a str, Node<'a>>,
}

impl<'a> Node<'a> {
    /// The body that these fields make up.
    pub(super) fn body(fields: impl IntoIterator<Item = &'a Field>) -> Self {
        let mut body = Self::default();
        for field in fields {
            body.at(field.at()).field = Some(field);
        }
        body
    }

    /// The node of a place; it is made when it is not there yet.
    fn at(&mut self, place: &'a str) -> &mut Self {
        let mut node = self;
        let mut in_list = false;
        for part in place.split('.') {
            let key = part.strip_suffix("[]").unwrap_or(part);
            let keys = if in_list { &mut node.entry } else { &mut node.keys };
            node = keys.entry(key).or_default();
            in_list = part.ends_with("[]");
        }
        node
    }

    /// Whether a body without this key is refused: the field says so, or it stands around one that does.
    pub(super) fn is_required(&self, is_required: &impl Fn(&Field) -> bool) -> bool {
        self.field.is_some_and(is_required) || self.keys.values().any(|node| node.is_required(is_required))
    }
}
