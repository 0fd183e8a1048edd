//! The calls that create a task: one for each path, with all families that are posted to it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::family::{Family, one_of};
use super::schemas::{NOT_BLANK, address, integer, refer, text, url};
use super::{Parts, errors, json_answer, json_body, path_parameter};
use crate::catalogue::Catalogue;
use crate::catalogue::format::Kind;
use crate::catalogue::names;

/// Adds every path that takes a request of the catalogue. The two create paths are there in any case: they take models
/// that no page describes, too.
pub(super) fn add(parts: &mut Parts, catalogue: &Catalogue) {
    let mut paths: BTreeMap<&str, Path<'_>> = BTreeMap::new();
    paths.insert("/v1/images/generations", Path::new(Kind::Image));
    paths.insert("/v1/videos/generations", Path::new(Kind::Video));
    for page in &catalogue.pages {
        for builder in &page.file.builders {
            let path = paths.entry(page.path()).or_insert_with(|| Path::new(page.file.kind));
            path.families.push(Family { page, builder });
        }
    }
    for (path, content) in paths {
        let operation = content.operation(path, parts);
        parts.operation("post", path, operation);
    }
}

/// What is posted to a path.
struct Path<'a> {
    kind: Kind,
    families: Vec<Family<'a>>,
}

impl Path<'_> {
    fn new(kind: Kind) -> Self {
        Self { kind, families: Vec::new() }
    }

    fn operation(&self, path: &str, parts: &mut Parts) -> Value {
        let names = Names::of(path, self.kind);
        let body = self.body(&names, parts);
        let shown = self.families.iter().filter_map(|family| {
            let (example, body) = family.examples().next()?;
            let summary = format!("{}: {}", family.page.file.title, example.name);
            Some((family.name().to_owned(), json!({ "summary": summary, "value": body })))
        });
        let examples: Map<String, Value> = shown.collect();
        let parameters: Vec<Value> = placeholders(path)
            .map(|name| path_parameter(name, "The task id of the earlier video."))
            .collect();
        let mut success = json_answer(
            "The task was accepted and will be charged. Keep its id before anything else.",
            &refer("Task"),
            &json!({ "accepted": { "value": super::tasks::queued() } }),
        );
        success["headers"] = errors::limit_headers();
        let mut operation = json!({
            "operationId": names.operation(),
            "tags": [names.tag()],
            "summary": names.summary(),
            "description": names.description(),
            "requestBody": json_body(&body, &examples.into()),
            "responses": errors::responses(&success, errors::CREATE),
        });
        if !parameters.is_empty() {
            operation["parameters"] = parameters.into();
        }
        operation
    }

    /// The body: a family the catalogue knows, or any other model.
    fn body(&self, names: &Names, parts: &mut Parts) -> Value {
        let open = names.open();
        parts.schemas.add(&open, self.open_request());
        if self.families.is_empty() {
            return refer(&open);
        }
        for family in &self.families {
            family.add(&mut parts.schemas);
        }
        let mut members = Vec::new();
        let mut mapping = Map::new();
        for group in groups(&self.families) {
            let name = group.name();
            if group.families.len() > 1 {
                parts.schemas.add(&name, group.union());
            }
            members.push(refer(&name));
            mapping.extend(group.ids().into_iter().map(|id| (id.to_owned(), address(&name).into())));
        }
        let known = names.known();
        let known = parts.schemas.add(
            &known,
            json!({
                "description": "A request to a model of the catalogue. `model` tells which schema holds.",
                "oneOf": members,
                "discriminator": { "propertyName": "model", "mapping": mapping },
            }),
        );
        parts.schemas.add(
            &names.union(),
            json!({
                "description": "A request to a model of the catalogue, or to any other.",
                "oneOf": [known, refer(&open)],
            }),
        )
    }

    /// A request to a model that no page describes. Nothing but the fields most models share is typed.
    fn open_request(&self) -> Value {
        let known: BTreeSet<&str> = self.families.iter().flat_map(Family::ids).collect();
        let mut model = text("The id of a model that has no schema of its own here.");
        model["pattern"] = NOT_BLANK.into();
        if !known.is_empty() {
            model["not"] = json!({ "enum": known });
        }
        let mut properties = json!({
            "model": model,
            "prompt": text("What to make."),
            "image_urls": {
                "type": "array", "items": { "type": "string", "format": "uri" },
                "description": "Public URLs of pictures. Nearly all models take plain strings and no base64.",
            },
            "metadata": {
                "type": "object", "additionalProperties": true,
                "description": "Options of the model's own.",
            },
            "callback_url": url("Where the service reports the end of the task, when webhooks are switched \
                                 on for the key."),
            "client_business_id": text("Your own name for the task, which finds it again when the answer is \
                                        lost."),
        });
        let more = match self.kind {
            Kind::Image => [
                ("size", text("Usually an aspect ratio such as `16:9`.")),
                ("n", integer("How many pictures to make; each one is charged.")),
                ("resolution", text("How large the picture gets; many models want it in `metadata`.")),
            ],
            Kind::Video => [
                ("duration", integer("How long the film is, in seconds.")),
                ("aspect_ratio", text("The form of the picture, such as `16:9`.")),
                ("resolution", text("How fine the picture is, such as `720p`; some models call it `mode`.")),
            ],
        };
        for (key, schema) in more {
            properties[key] = schema;
        }
        json!({
            "type": "object",
            "description": "A request to a model that has no schema of its own here. Fields depend on the \
                            model; all are passed on.",
            "properties": properties,
            "required": ["model"],
            "additionalProperties": true,
        })
    }
}

/// Families that share an id: a discriminator names one schema for each id, so these have to be told apart by what
/// they send.
struct Group<'f, 'a> {
    families: Vec<&'f Family<'a>>,
}

impl<'a> Group<'_, 'a> {
    fn ids(&self) -> Vec<&'a str> {
        let ids: BTreeSet<&str> = self.families.iter().flat_map(|family| family.ids()).collect();
        ids.into_iter().collect()
    }

    fn name(&self) -> String {
        self.families.iter().map(|family| family.name()).collect::<Vec<_>>().join("Or")
    }

    /// The model stands here once more, because that is where discriminators look for it.
    fn union(&self) -> Value {
        json!({
            "type": "object",
            "description": "The documentation has several pages for these models; a request follows one of \
                            them.",
            "properties": { "model": one_of(&self.ids()) },
            "required": ["model"],
            "anyOf": self.families.iter().map(|family| refer(family.name())).collect::<Vec<_>>(),
        })
    }
}

/// Puts families with an id in common together, directly or by way of a third.
fn groups<'f, 'a>(families: &'f [Family<'a>]) -> Vec<Group<'f, 'a>> {
    let mut groups: Vec<Group<'_, '_>> = Vec::new();
    for family in families {
        let ids = family.ids();
        let shares = |group: &Group<'_, '_>| group.ids().iter().any(|id| ids.contains(id));
        let (mut joined, apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(shares);
        groups = apart;
        let mut members: Vec<_> = joined.drain(..).flat_map(|group| group.families).collect();
        members.push(family);
        groups.push(Group { families: members });
    }
    groups
}

/// What the parts of a path are called: `CreateImageRequest`, `KnownImageRequest`, `ImageRequest`, `createImage`.
struct Names {
    verb: String,
    noun: &'static str,
    kind: Kind,
}

impl Names {
    fn of(path: &str, kind: Kind) -> Self {
        let last = path.rsplit('/').find(|part| !part.starts_with('{')).unwrap_or_default();
        let verb = match last {
            "generations" => "create".to_owned(),
            "edits" => "edit".to_owned(),
            other => other.to_owned(),
        };
        let noun = match kind {
            Kind::Image => "Image",
            Kind::Video => "Video",
        };
        Self { verb, noun, kind }
    }

    fn operation(&self) -> String {
        let camel = names::camel(&self.verb).unwrap_or_default();
        let mut letters = camel.chars();
        let first = letters.next().map(|c| c.to_ascii_lowercase());
        first.into_iter().chain(letters).chain(self.noun.chars()).collect()
    }

    fn union(&self) -> String {
        format!("{}{}Request", names::camel(&self.verb).unwrap_or_default(), self.noun)
    }

    fn open(&self) -> String {
        let verb =
            if self.verb == "create" { String::new() } else { names::camel(&self.verb).unwrap_or_default() };
        format!("{}{verb}Request", self.noun)
    }

    fn known(&self) -> String {
        format!("Known{}", self.open())
    }

    fn tag(&self) -> &'static str {
        match self.kind {
            Kind::Image => "Images",
            Kind::Video => "Videos",
        }
    }

    fn summary(&self) -> String {
        let verb: String = names::camel(&self.verb).unwrap_or_default();
        match (self.verb.as_str(), self.kind) {
            ("create", Kind::Image) => "Make pictures".to_owned(),
            ("create", Kind::Video) => "Make a video, or a character for later videos".to_owned(),
            ("edit", Kind::Image) => "Edit pictures".to_owned(),
            ("remix", Kind::Video) => "Make a changed version of an earlier video".to_owned(),
            ("extend", Kind::Video) => "Make an earlier video longer".to_owned(),
            (_, Kind::Image) => format!("{verb} a picture"),
            (_, Kind::Video) => format!("{verb} a video"),
        }
    }

    fn description(&self) -> String {
        let status = match self.kind {
            Kind::Image => "getImageTask",
            Kind::Video => "getVideoTask",
        };
        format!(
            "Creates a task and costs money. The answer comes at once and holds the id of the task; `{status}` or a \
             webhook tells how it ends.\n\nThe call is not idempotent. When its answer is lost, do not send it again: \
             ask for the task by the `client_business_id` you sent. Safe to repeat are only answers that say that no \
             task was made: 429, and 503 with the code `rate_limit_unavailable`.\n\n`model` decides which fields and \
             values are taken; see the schema of each family."
        )
    }
}

/// The parts of a path in braces.
fn placeholders(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}
