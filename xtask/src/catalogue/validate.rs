//! What the types of the format cannot say: names that exist, values that fit, rules that can be meant.

use std::collections::BTreeMap;

use toml::Value;

use super::format::{Condition, Field, Kind, Operation, Rule, Shape, Shortcut, Word, json};
use super::{Catalogue, Page, names};

mod calls;

/// Everything that is wrong, each with the file and the place.
pub(super) fn problems(catalogue: &Catalogue) -> Vec<String> {
    let mut problems = Vec::new();
    for page in &catalogue.pages {
        let mut report = Report { file: format!("{}.toml", page.stem), problems };
        check_page(page, &mut report);
        problems = report.problems;
    }
    let mut report = Report { file: "all files".to_owned(), problems };
    check_uniqueness(catalogue, &mut report);
    report.problems
}

struct Report {
    file: String,
    problems: Vec<String>,
}

impl Report {
    fn add(&mut self, place: &str, problem: impl AsRef<str>) {
        self.problems.push(format!("{}: {place}: {}", self.file, problem.as_ref()));
    }

    fn ensure(&mut self, holds: bool, place: &str, problem: impl AsRef<str>) {
        if !holds {
            self.add(place, problem);
        }
    }
}

fn check_page(page: &Page, report: &mut Report) {
    let file = &page.file;
    report.ensure(is_sentence(&file.summary), "summary", "must end with a full stop");
    if file.operation == Operation::Calls {
        calls::check(page, report);
    } else {
        report.ensure(!file.models.is_empty(), "model", "needs at least one");
        report.ensure(!file.builders.is_empty(), "builder", "needs at least one");
        report.ensure(!file.examples.is_empty(), "example", "needs at least one");
        calls::check_all(page, report);
    }
    report.ensure(file.models.iter().filter(|model| model.default).count() <= 1, "model", "has two defaults");
    for builder in &file.builders {
        let place = format!("builder `{}`", builder.name);
        report.ensure(names::is_type_name(&builder.name), &place, "is no name for a type");
        report.ensure(names::is_snake_name(&builder.module), &place, "its module is no name for a module");
        check_models(page, &builder.models, &place, report);
    }
    for field in page.all_fields() {
        check_field(page, field, report);
    }
    for twice in duplicates(page.all_fields().map(Field::at)) {
        report.add(&format!("field `{twice}`"), "stands there twice");
    }
    check_names(page, report);
    for shortcut in &file.shortcuts {
        check_shortcut(page, shortcut, report);
    }
    for rule in &file.rules {
        check_rule(page, rule, report);
    }
    check_pixels(page, report);
    check_examples(page, report);
}

/// Setters of a builder need different names, and so do the keys of an entry.
fn check_names(page: &Page, report: &mut Report) {
    let is_setter = |field: &&Field| field.list().is_none();
    let fields = || page.all_fields().filter(is_setter);
    let ones = fields().filter_map(|field| Some(field.one.as_ref()?.name.as_str()));
    let shortcuts = page.file.shortcuts.iter();
    let several = shortcuts.clone().filter_map(|shortcut| shortcut.several.as_deref());
    let setters = fields().map(|field| field.name.as_str()).chain(ones);
    let setters: Vec<&str> =
        setters.chain(shortcuts.map(|shortcut| shortcut.name.as_str())).chain(several).collect();
    for twice in duplicates(setters.iter().copied()) {
        report.add(&format!("field `{twice}`"), "the name stands there twice");
    }
    for taken in setters.iter().filter(|name| RESERVED.contains(name)) {
        report.add(&format!("field `{taken}`"), "every builder has a method of that name");
    }
    let keys: Vec<(String, &str)> =
        page.all_fields().filter_map(|field| Some((field.list()?.to_owned(), field.name.as_str()))).collect();
    let paths: Vec<String> = keys.iter().map(|(list, name)| format!("{list}[] {name}")).collect();
    for twice in duplicates(paths.iter().map(String::as_str)) {
        report.add(&format!("field `{twice}`"), "the name stands there twice in its list");
    }
}

/// Methods every builder has.
const RESERVED: &[&str] = &["new", "model", "metadata", "extra", "set", "check", "request"];

fn check_shortcut(page: &Page, shortcut: &Shortcut, report: &mut Report) {
    let place = format!("shortcut `{}`", shortcut.name);
    report.ensure(names::is_snake_name(&shortcut.name), &place, "the name must be snake_case and no keyword");
    report.ensure(is_sentence(&shortcut.summary), &place, "the summary must end with a full stop");
    check_models(page, &shortcut.models, &place, report);
    let field = |at: &str| page.all_fields().find(|field| field.at() == at);
    let Some(target) = field(&shortcut.at) else {
        report.add(&place, format!("writes to `{}`, which is no place of a field", shortcut.at));
        return;
    };
    let of_objects = target.shape == Shape::ObjectList;
    report.ensure(of_objects == shortcut.key.is_some(), &place, "`key` goes with a list of objects");
    report.ensure(of_objects || shortcut.entry.is_empty(), &place, "`entry` goes with a list of objects");
    report.ensure(
        shortcut.index.is_none() || (target.is_list() && !of_objects && shortcut.several.is_none()),
        &place,
        "`index` goes with a list of plain values, and not with `several`",
    );
    report.ensure(shortcut.several.is_none() || target.is_list(), &place, "`several` goes with a list");
    report.ensure(
        of_objects || !target.is_list() || shortcut.index.is_some() || shortcut.several.is_some(),
        &place,
        "needs `index` or `several`",
    );
    let constants = shortcut.entry.iter().map(|(key, value)| (key.as_str(), Some(value)));
    for (key, value) in constants.chain(shortcut.key.iter().map(|key| (key.as_str(), None))) {
        let at = format!("{}[].{key}", shortcut.at);
        match field(&at) {
            None => report.add(&place, format!("writes `{at}`, which is no place of a field")),
            Some(field) => {
                let good = value.is_none_or(|value| fits(field, value));
                report.ensure(good, &place, format!("writes a value that `{at}` does not take"));
            }
        }
    }
}

fn check_models(page: &Page, models: &[String], place: &str, report: &mut Report) {
    for model in models {
        let known = page.file.models.iter().any(|known| known.id == *model);
        report.ensure(known, place, format!("names the model {model}, which the page has not"));
    }
}

fn check_field(page: &Page, field: &Field, report: &mut Report) {
    let place = format!("field `{}`", field.name);
    report.ensure(names::is_snake_name(&field.name), &place, "the name must be snake_case and no keyword");
    report.ensure(is_sentence(&field.summary), &place, "the summary must end with a full stop");
    report.ensure(field.min.zip(field.max).is_none_or(|(min, max)| min <= max), &place, "min is above max");
    report.ensure(
        field.min_items.zip(field.max_items).is_none_or(|(min, max)| min <= max),
        &place,
        "min_items is above max_items",
    );
    check_models(page, &field.models, &place, report);
    check_keys(field, &place, report);
    check_parent(page, field, &place, report);
    let words: Vec<Word> = field.values.iter().map(super::format::WordEntry::word).collect();
    for word in &words {
        check_models(page, &word.models, &place, report);
        let name = word.variant();
        let fits = name.is_some_and(|name| names::is_type_name(&name));
        report.ensure(fits, &place, format!("the value {:?} needs a `rust` name", word.text));
    }
    for twice in duplicates(words.iter().map(|word| word.text.as_str())) {
        report.add(&place, format!("the value {twice:?} stands there twice"));
    }
    if let Some(default) = &field.default {
        report.ensure(
            fits(field, default),
            &place,
            format!("the default {} is none of its values", json(default)),
        );
    }
    if let Some(original) = &field.alias_of {
        let known = page.all_fields().any(|field| field.at() == original && field.alias_of.is_none());
        report.ensure(known, &place, format!("is an alias of `{original}`, which is no field"));
        report.ensure(!field.builder, &place, "an alias has no setter: say `builder = false`");
    }
}

/// Keys that mean something for some types only.
fn check_keys(field: &Field, place: &str, report: &mut Report) {
    let shape = field.shape;
    let is_url = matches!(shape, Shape::Url | Shape::UrlList);
    let is_number = matches!(shape, Shape::Integer | Shape::Number);
    let is_text = matches!(shape, Shape::Text | Shape::TextList);
    let is_list = field.is_list();
    let keys = [
        ("values", !field.values.is_empty(), is_text),
        ("open", field.open, is_text),
        ("enum", field.enum_name.is_some(), is_text),
        ("max_length", field.max_length.is_some(), is_text),
        ("alphabet", field.alphabet.is_some(), is_text),
        ("span", field.span.is_some(), shape == Shape::Text),
        ("numbers", !field.numbers.is_empty(), shape == Shape::Integer),
        ("min", field.min.is_some(), is_number),
        ("max", field.max.is_some(), is_number),
        ("min_items", field.min_items.is_some(), is_list),
        ("max_items", field.max_items.is_some(), is_list),
        ("one", field.one.is_some(), is_list),
        ("max_bytes", field.max_bytes.is_some(), is_url),
        ("formats", !field.formats.is_empty(), is_url),
        ("schemes", !field.schemes.is_empty(), is_url),
        ("media", field.media.is_some(), is_url),
        ("object_key", field.object_key.is_some(), matches!(shape, Shape::Text | Shape::UrlList)),
        ("item", field.item.is_some(), shape == Shape::ObjectList),
    ];
    for (key, given, allowed) in keys {
        report.ensure(!given || allowed, place, format!("`{key}` does not go with its type"));
    }
    let object_list = field.shape == Shape::ObjectList;
    report.ensure(
        !field.builder || !object_list || field.item.is_some(),
        place,
        "a list of objects needs `item`, the struct of an entry",
    );
    report.ensure(
        !field.builder || !is_list || field.one.is_some(),
        place,
        "a list needs `one`, the setter for an entry",
    );
    if let Some(one) = &field.one {
        report.ensure(
            names::is_snake_name(&one.name) && one.name != field.name,
            place,
            "`one` needs a name of its own",
        );
        report.ensure(is_sentence(&one.summary), place, "the summary of `one` must end with a full stop");
    }
    for (key, name) in [("item", &field.item), ("enum", &field.enum_name)] {
        let fits = name.as_deref().is_none_or(names::is_type_name);
        report.ensure(fits, place, format!("`{key}` is no name for a type"));
    }
}

/// A field inside a list needs the list.
fn check_parent(page: &Page, field: &Field, place: &str, report: &mut Report) {
    if let Some((list, _)) = field.at().rsplit_once("[].") {
        let is_list = |parent: &Field| parent.at() == list && parent.shape == Shape::ObjectList;
        report.ensure(
            page.all_fields().any(is_list),
            place,
            format!("stands in `{list}`, which is no list of objects"),
        );
    }
}

fn check_rule(page: &Page, rule: &Rule, report: &mut Report) {
    let place = format!("rule on `{}`", rule.field);
    check_models(page, &rule.models, &place, report);
    let known = page.all_fields().any(|field| field.at() == rule.field);
    report.ensure(known, &place, "is no place of a field");
    report.ensure(!rule.says.ends_with('.'), &place, "`says` goes inside a sentence and has no full stop");
    for condition in rule.when.iter().chain([&rule.then]) {
        check_condition(page, condition, &place, report);
    }
}

fn check_condition(page: &Page, condition: &Condition, place: &str, report: &mut Report) {
    let forms = [
        condition.is.is_some(),
        condition.is_not.is_some(),
        condition.set.is_some(),
        condition.count.is_some(),
        condition.total.is_some(),
        condition.all.is_some(),
        condition.any.is_some(),
    ];
    let one_form = forms.iter().filter(|given| **given).count() == 1;
    report.ensure(one_form, place, "a condition has exactly one of is, is_not, set, count, total, all, any");
    let needs_field = forms[..4].contains(&true);
    report.ensure(
        needs_field == condition.field.is_some(),
        place,
        "`field` goes with is, is_not, set and count",
    );
    let bounded = condition.at_least.is_some() || condition.at_most.is_some();
    let needs_bound = condition.count.is_some() || condition.total.is_some();
    report.ensure(needs_bound == bounded, place, "at_least or at_most go with count and total");
    let values = [&condition.is, &condition.is_not, &condition.count].into_iter().flatten().flatten();
    if let Some(name) = &condition.field {
        match page.all_fields().find(|field| field.at() == name) {
            None => report.add(place, format!("looks at `{name}`, which is no place of a field")),
            Some(field) => {
                for value in values {
                    report.ensure(
                        fits(field, value),
                        place,
                        format!("{} is no value of `{name}`", json(value)),
                    );
                }
            }
        }
    }
    for name in condition.total.iter().flatten() {
        let known = page.all_fields().any(|field| field.at() == name);
        report.ensure(known, place, format!("counts `{name}`, which is no place of a field"));
    }
    for inner in condition.all.iter().chain(&condition.any).flatten() {
        check_condition(page, inner, place, report);
    }
}

fn check_pixels(page: &Page, report: &mut Report) {
    let Some(pixels) = &page.file.pixels else { return };
    let has = |name: &str, word: &str| {
        let field = page.file.fields.iter().find(|field| field.name == name);
        field.is_none_or(|field| {
            field.values.is_empty() || field.values.iter().any(|entry| entry.word().text == word)
        })
    };
    let ratio = if page.file.kind == Kind::Video { "aspect_ratio" } else { "size" };
    for (resolution, side) in &pixels.sides {
        report.ensure(
            has("resolution", resolution),
            "pixels",
            format!("{resolution} is no resolution of the page"),
        );
        report.ensure(side.as_integer().is_some_and(|side| side > 0), "pixels", "a side is a number above 0");
    }
    for (resolution, sizes) in &pixels.table {
        report.ensure(
            has("resolution", resolution),
            "pixels",
            format!("{resolution} is no resolution of the page"),
        );
        for (size, pixels) in sizes.as_table().into_iter().flatten() {
            report.ensure(has(ratio, size), "pixels", format!("{size} is no size of the page"));
            let fits = pixels.as_str().and_then(parse_pixels).is_some();
            report.ensure(fits, "pixels", format!("{size}: write \"WIDTHxHEIGHT\""));
        }
    }
    report.ensure(has(ratio, &pixels.assumed_size), "pixels", "assumed_size is no size of the page");
}

/// Reads `1536x1024`.
pub(crate) fn parse_pixels(text: &str) -> Option<(u32, u32)> {
    let (width, height) = text.split_once('x')?;
    Some((width.parse().ok()?, height.parse().ok()?))
}

fn check_examples(page: &Page, report: &mut Report) {
    for twice in duplicates(page.file.examples.iter().map(|example| example.name.as_str())) {
        report.add(&format!("example `{twice}`"), "stands there twice");
    }
    for example in &page.file.examples {
        let place = format!("example `{}`", example.name);
        check_models(page, example.model.as_slice(), &place, report);
        let default = page.file.models.len() == 1
            || page.file.models.iter().any(|model| model.default)
            || page.file.operation == Operation::Calls;
        report.ensure(example.model.is_some() || default, &place, "must say which model it is for");
        if example.contested.is_some() || page.file.operation == Operation::Calls {
            continue;
        }
        for (at, _) in leaves(&example.body) {
            let known = page.all_fields().any(|field| field.at() == at);
            report.ensure(known, &place, format!("sends `{at}`, which is no place of a field"));
        }
        for field in page.all_fields().filter(|field| field.required && field.list().is_none()) {
            let sends = |place: &str| leaves(&example.body).iter().any(|(at, _)| at == place);
            let is_alias = |alias: &&Field| alias.alias_of.as_deref() == Some(field.at());
            let sent = sends(field.at()) || page.all_fields().filter(is_alias).any(|alias| sends(alias.at()));
            report.ensure(sent, &place, format!("lacks the required `{}`", field.at()));
        }
    }
}

/// The places of a body that are no objects themselves, and what stands there; lists count as one value, objects in
/// lists are looked into.
pub(crate) fn leaves(body: &toml::Table) -> Vec<(String, Value)> {
    fn walk(prefix: &str, table: &toml::Table, found: &mut Vec<(String, Value)>) {
        for (key, value) in table {
            let at = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
            match value {
                Value::Table(inner) => walk(&at, inner, found),
                Value::Array(entries) => {
                    found.push((at.clone(), value.clone()));
                    for inner in entries.iter().filter_map(Value::as_table) {
                        walk(&format!("{at}[]"), inner, found);
                    }
                }
                plain => found.push((at, plain.clone())),
            }
        }
    }
    let mut found = Vec::new();
    walk("", body, &mut found);
    found
}

/// Whether a value has the type of a field and is one of its words.
fn fits(field: &Field, value: &Value) -> bool {
    match field.shape {
        Shape::Text | Shape::TextList | Shape::Url | Shape::UrlList => value.as_str().is_some_and(|text| {
            field.open
                || field.values.is_empty()
                || field.values.iter().any(|entry| entry.word().text == text)
        }),
        Shape::Integer => value.as_integer().is_some_and(|number| {
            #[expect(clippy::cast_precision_loss, reason = "limits are small numbers")]
            let plain = number as f64;
            let in_range =
                field.min.is_none_or(|min| plain >= min) && field.max.is_none_or(|max| plain <= max);
            let free = field.numbers.is_empty() || field.min.is_some() || field.max.is_some();
            field.numbers.contains(&number) || (free && in_range)
        }),
        Shape::Number => value.as_float().is_some() || value.as_integer().is_some(),
        Shape::Boolean => value.as_bool().is_some(),
        Shape::Object | Shape::ObjectList => false,
    }
}

fn check_uniqueness(catalogue: &Catalogue, report: &mut Report) {
    let creates = |page: &&Page| page.file.operation == Operation::Create && page.file.adds_to.is_none();
    let ids = catalogue
        .pages
        .iter()
        .filter(creates)
        .flat_map(|page| page.file.models.iter())
        .flat_map(|model| [&model.id].into_iter().chain(&model.aliases))
        .map(String::as_str);
    for twice in duplicates(ids) {
        report.add("model", format!("{twice} has two pages; the second says `adds_to`"));
    }
    for page in &catalogue.pages {
        let Some(main) = &page.file.adds_to else { continue };
        let main = catalogue.pages.iter().find(|page| page.file.page == *main && page.file.adds_to.is_none());
        let known = |id: &str| main.is_some_and(|main| main.file.models.iter().any(|model| model.id == id));
        let all = page.file.models.iter().all(|model| known(&model.id));
        report.ensure(all, &page.stem, "`adds_to` must name a page that has all its models");
    }
    let builders = || catalogue.pages.iter().flat_map(|page| &page.file.builders);
    for twice in duplicates(builders().map(|builder| builder.name.as_str())) {
        report.add("builder", format!("{twice} stands there twice"));
    }
    for twice in duplicates(builders().map(|builder| builder.module.as_str())) {
        report.add("builder", format!("the module {twice} stands there twice"));
    }
    for twice in duplicates(catalogue.pages.iter().map(|page| page.file.page.as_str())) {
        report.add("page", format!("{twice} stands there twice"));
    }
}

fn duplicates<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = BTreeMap::new();
    for text in texts {
        *seen.entry(text).or_insert(0) += 1;
    }
    seen.into_iter().filter(|(_, times)| *times > 1).map(|(text, _)| text).collect()
}

fn is_sentence(text: &str) -> bool {
    text.ends_with('.') && !text.contains('\n')
}
