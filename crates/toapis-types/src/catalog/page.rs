//! One page of the documentation: a call, the models that take it, and everything it says about the body.

use super::{Field, Pixels, Rule, Shortcut};
use crate::TaskKind;

/// A page of the documentation that describes a call.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Page {
    /// The name of the page below the API reference, such as `images/gemini-3.1-flash/generation`.
    pub name: &'static str,
    /// What the call makes.
    pub kind: TaskKind,
    /// What the call does.
    pub operation: Operation,
    /// The path the body is posted to. Parts in braces are filled in by the caller.
    pub path: &'static str,
    /// Who made the models.
    pub provider: &'static str,
    /// The heading of the page.
    pub title: &'static str,
    /// What the models are good for, in a sentence or two.
    pub summary: &'static str,
    /// What the models can do, in words such as `text-to-image`.
    pub capabilities: &'static [&'static str],
    /// The page of the same models that this one describes another way to ask; else empty.
    pub adds_to: &'static str,
    /// The pages that say of themselves that they add to this one.
    pub also: &'static [&'static Page],
    /// The models that take this call.
    pub models: &'static [Model],
    /// The fields of the body this page documents.
    pub fields: &'static [Field],
    /// Fields that every create call takes, documented on pages of the platform.
    pub shared: &'static [&'static Field],
    /// Uses of lists that have a name of their own.
    pub shortcuts: &'static [Shortcut],
    /// The rules between fields.
    pub rules: &'static [Rule],
    /// The picture sizes, where the page lets one tell.
    pub pixels: Option<Pixels>,
}

impl Page {
    /// All fields of the body: the page's own, then the shared ones.
    pub fn all_fields(&self) -> impl Iterator<Item = &'static Field> + use<> {
        self.fields.iter().chain(self.shared.iter().copied())
    }
}

/// What a call does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Operation {
    /// Makes something new.
    Create,
    /// Makes a changed version of an earlier video.
    Remix,
    /// Makes an earlier video longer.
    Extend,
    /// Makes a character from a video; posted to the create path.
    Character,
}

/// A model of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Model {
    /// The id that goes into the `model` field.
    pub id: &'static str,
    /// Other ids the service takes for it.
    pub aliases: &'static [&'static str],
    /// What sets it apart from the other models of the page; may be empty.
    pub summary: &'static str,
}

impl Model {
    /// A model.
    pub const fn new(id: &'static str, aliases: &'static [&'static str], summary: &'static str) -> Self {
        Self { id, aliases, summary }
    }

    /// Whether an id names this model, by its own id or by an alias. Letter case counts.
    pub fn answers_to(&self, id: &str) -> bool {
        self.id == id || self.aliases.contains(&id)
    }
}
