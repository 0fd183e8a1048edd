//! The schema of a builder: one family of models, or the part of a page that one builder is for.

use serde_json::{Map, Value, json};

use super::field::{self, Scope, prose, quoted};
use super::place::Node;
use super::schemas::Schemas;
use crate::catalogue::format::{Builder, Condition, Example, Field, Model, Rule, Severity, json as value_of};
use crate::catalogue::{Page, names};

/// A builder with the page it belongs to.
#[derive(Clone, Copy)]
pub(super) struct Family<'a> {
    pub(super) page: &'a Page,
    pub(super) builder: &'a Builder,
}

impl<'a> Family<'a> {
    pub(super) fn name(&self) -> &'a str {
        &self.builder.name
    }

    /// The models it is for.
    pub(super) fn models(&self) -> impl Iterator<Item = &'a Model> {
        let builder = self.builder;
        let is_ours = move |model: &&Model| builder.models.is_empty() || builder.models.contains(&model.id);
        self.page.file.models.iter().filter(is_ours)
    }

    /// Every id the service takes for them, the aliases behind the id they stand for.
    pub(super) fn ids(&self) -> Vec<&'a str> {
        self.models()
            .flat_map(|model| [&model.id].into_iter().chain(&model.aliases))
            .map(String::as_str)
            .collect()
    }

    /// The requests the page shows that agree with its own tables, whole.
    pub(super) fn examples(&self) -> impl Iterator<Item = (&'a Example, Value)> {
        self.shown().filter(|(example, _)| example.contested.is_none())
    }

    /// Adds the schema, and those of the objects in it.
    pub(super) fn add(&self, schemas: &mut Schemas) -> Value {
        let models: Vec<String> = self.models().map(|model| model.id.clone()).collect();
        let watched = watched(&self.page.file.rules);
        let fields: Vec<&Field> = self.page.all_fields().filter(|field| field.is_for(&models)).collect();
        let aliases: Vec<&Field> = fields.iter().copied().filter(|field| field.alias_of.is_some()).collect();
        let scope = Scope { models: &models, watched: &watched, aliases: &aliases };
        // Other spellings are told with the field they stand for: nobody wants two ways to send the same, and names
        // such as `topP` and `top_p` become one in some languages.
        let body = Node::body(fields.iter().copied().filter(|field| !scope.is_below_alias(field)));
        let objects = Objects { scope: &scope };

        let mut schema = objects.object(&body.keys, self.name(), schemas);
        schema["description"] = self.description().into();
        schema["properties"]["model"] = self.model_property();
        let mut required = vec![json!("model")];
        required.extend(schema["required"].as_array().into_iter().flatten().cloned());
        schema["required"] = required.into();
        schema["examples"] = self.examples().map(|(_, body)| body).collect();
        self.extend(&mut schema);
        schemas.add(self.name(), schema)
    }

    fn shown(&self) -> impl Iterator<Item = (&'a Example, Value)> {
        let ids = self.ids();
        let page = self.page;
        let of_page = page.file.models.iter().find(|model| model.default).or(page.file.models.first());
        let of_page = of_page.map(|model| model.id.as_str()).unwrap_or_default();
        page.file.examples.iter().filter_map(move |example| {
            let model = example.model.as_deref().unwrap_or(of_page);
            let mut body = value_of(&toml::Value::Table(example.body.clone()));
            body["model"] = model.into();
            ids.contains(&model).then_some((example, body))
        })
    }

    fn description(&self) -> String {
        let file = &self.page.file;
        let mut text = format!("{}, made by {}. {}", file.title, file.provider, prose(&file.summary));
        for note in &file.notes {
            text.push_str(&format!("\n- {}", prose(note)));
        }
        let mut rules = self.rules().peekable();
        if rules.peek().is_some() {
            text.push_str("\n\nRules between fields, in the words of a finding:");
        }
        for rule in rules {
            let only = if rule.models.is_empty() {
                String::new()
            } else {
                format!(" (only {})", quoted(&rule.models))
            };
            let mild = if rule.severity == Severity::Warning { " (contested)" } else { "" };
            text.push_str(&format!("\n- `{}` {}{only}{mild}.", rule.field, prose(&rule.says)));
        }
        text
    }

    fn model_property(&self) -> Value {
        let mut text = String::from("The model.");
        for model in self.models() {
            let aliases = if model.aliases.is_empty() {
                String::new()
            } else {
                format!(", also {}", quoted(&model.aliases))
            };
            let about = prose(model.summary.trim_end_matches('.'));
            let about = if about.is_empty() { about } else { format!(": {about}") };
            let default = if model.default && self.page.file.models.len() > 1 {
                " (the default of the page)"
            } else {
                ""
            };
            text.push_str(&format!(" `{}`{aliases}{default}{about}.", model.id));
        }
        let mut property = one_of(&self.ids());
        property["description"] = text.into();
        property
    }

    /// What there is no keyword for.
    fn extend(&self, schema: &mut Value) {
        let file = &self.page.file;
        schema["x-toapis-page"] = json!(file.page);
        schema["x-toapis-provider"] = json!(file.provider);
        schema["x-toapis-capabilities"] = json!(file.capabilities);
        let rules: Vec<Value> = self.rules().map(rule_value).collect();
        if !rules.is_empty() {
            schema["x-toapis-rules"] = rules.into();
        }
        if let Some(pixels) = &file.pixels {
            let table = |table: &toml::Table| value_of(&toml::Value::Table(table.clone()));
            schema["x-toapis-pixels"] =
                json!({ "table": table(&pixels.table), "sides": table(&pixels.sides) });
        }
        let contested = |(example, body): (&Example, Value)| {
            example.contested.as_ref().map(|why| json!({ "value": body, "why": prose(why) }))
        };
        let contested: Vec<Value> = self.shown().filter_map(contested).collect();
        if !contested.is_empty() {
            schema["x-toapis-contested-examples"] = contested.into();
        }
    }

    fn rules(&self) -> impl Iterator<Item = &'a Rule> {
        let models: Vec<&str> = self.models().map(|model| model.id.as_str()).collect();
        let page = self.page;
        page.file.rules.iter().filter(move |rule| {
            let is_ours = |list: &[String]| {
                list.is_empty() || list.iter().any(|model| models.contains(&model.as_str()))
            };
            let field = page.all_fields().find(|field| field.at() == rule.field);
            is_ours(&rule.models) && field.is_some_and(|field| is_ours(&field.models))
        })
    }
}

/// A text that is one of these ids. Their names are given too, because some differ in `-` and `_` only.
pub(super) fn one_of(ids: &[&str]) -> Value {
    if let [only] = ids {
        return json!({ "type": "string", "const": only });
    }
    let mut variants: Vec<String> = Vec::new();
    for id in ids {
        let mut variant = names::camel(id).unwrap_or_else(|| format!("Model{}", variants.len() + 1));
        if variants.contains(&variant) {
            variant.push_str("Alias");
        }
        variants.push(variant);
    }
    json!({ "type": "string", "enum": ids, "x-enum-varnames": variants })
}

/// Writes the objects of a body.
struct Objects<'a> {
    scope: &'a Scope<'a>,
}

impl Objects<'_> {
    /// An object with these keys.
    fn object(
        &self,
        keys: &std::collections::BTreeMap<&str, Node<'_>>,
        name: &str,
        schemas: &mut Schemas,
    ) -> Value {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for (key, node) in keys {
            properties.insert((*key).to_owned(), self.node(key, node, name, schemas));
            if node.is_required(&|field| self.is_required(field)) {
                required.push(*key);
            }
        }
        let mut schema = json!({ "type": "object", "properties": properties });
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        schema
    }

    /// What stands under one key. Objects get a schema of their own, so that generated clients name them well.
    fn node(&self, key: &str, node: &Node<'_>, parent: &str, schemas: &mut Schemas) -> Value {
        let plain = node.field.map(|field| field::schema(field, self.scope));
        if !node.entry.is_empty() {
            let item = node.field.and_then(|field| field.item.clone()).unwrap_or_else(|| camel(key));
            let name = format!("{parent}{item}");
            let entry = self.object(&node.entry, &name, schemas);
            let entry = schemas.add(&name, entry);
            let mut list = plain.unwrap_or_else(|| json!({ "type": "array" }));
            list["items"] = entry;
            return list;
        }
        if node.keys.is_empty() {
            return plain.unwrap_or_else(|| json!({}));
        }
        let name = format!("{parent}{}", camel(key));
        let mut object = self.object(&node.keys, &name, schemas);
        let about =
            node.field.map_or_else(|| format!("What stands in `{key}`."), |field| field.summary.clone());
        object["description"] = about.into();
        let object = schemas.add(&name, object);
        match plain {
            // The page knows the field as a plain value too.
            Some(plain) if plain["type"] != "object" => json!({ "anyOf": [plain, object] }),
            _ => object,
        }
    }

    /// A field that all models want. One that can be sent under another name as well is not required here: JSON schema
    /// could say so, but client generators do not understand it.
    fn is_required(&self, field: &Field) -> bool {
        let in_list = field.list().is_some();
        field.required
            && self.scope.aliases_of(field).next().is_none()
            && (in_list || self.scope.is_for_all(field))
    }
}

fn camel(key: &str) -> String {
    names::camel(key).unwrap_or_else(|| key.to_owned())
}

/// The places of which a rule asks whether they are sent at all.
fn watched(rules: &[Rule]) -> Vec<String> {
    fn walk(condition: &Condition, found: &mut Vec<String>) {
        found.extend(condition.field.clone().filter(|_| condition.set.is_some()));
        for inner in condition.all.iter().chain(&condition.any).flatten() {
            walk(inner, found);
        }
    }
    let mut found = Vec::new();
    for rule in rules {
        rule.when.iter().chain([&rule.then]).for_each(|condition| walk(condition, &mut found));
    }
    found
}

fn rule_value(rule: &Rule) -> Value {
    let mut value =
        json!({ "field": rule.field, "says": prose(&rule.says), "then": condition_value(&rule.then) });
    if let Some(when) = &rule.when {
        value["when"] = condition_value(when);
    }
    if !rule.models.is_empty() {
        value["models"] = json!(rule.models);
    }
    value["severity"] = json!(match rule.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    });
    value
}

fn condition_value(condition: &Condition) -> Value {
    let values =
        |values: &Option<Vec<toml::Value>>| values.as_ref().map(|list| list.iter().map(value_of).collect());
    let inner =
        |list: &Option<Vec<Condition>>| list.as_ref().map(|list| list.iter().map(condition_value).collect());
    let parts: [(&str, Option<Value>); 10] = [
        ("field", condition.field.as_deref().map(Value::from)),
        ("is", values(&condition.is)),
        ("is_not", values(&condition.is_not)),
        ("set", condition.set.map(Value::from)),
        ("count", values(&condition.count)),
        ("total", condition.total.as_ref().map(|places| json!(places))),
        ("at_least", condition.at_least.map(Value::from)),
        ("at_most", condition.at_most.map(Value::from)),
        ("all", inner(&condition.all)),
        ("any", inner(&condition.any)),
    ];
    parts.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect::<Map<_, _>>().into()
}
