//! The enums of a builder: one for each field that takes a closed set of words.

use super::code::{Code, literal};
use super::text;
use crate::catalogue::Page;
use crate::catalogue::format::{Builder, Field, Model, Shape, Word};
use crate::catalogue::names;

/// Whether a field becomes an enum.
pub(super) fn is_enum(field: &Field) -> bool {
    matches!(field.shape, Shape::Text | Shape::TextList) && !field.values.is_empty() && !field.open
}

/// The name of a field's enum.
pub(super) fn enum_name(field: &Field) -> String {
    field.enum_name.clone().or_else(|| names::camel(&field.name)).unwrap_or_else(|| field.name.clone())
}

/// The variant of a word.
pub(super) fn variant(word: &Word) -> String {
    word.variant().unwrap_or_else(|| word.text.clone())
}

/// The variant of a model: its own, or its id without what all the builder's models begin with.
pub(super) fn model_variant(model: &Model) -> String {
    model.rust.clone().or_else(|| names::camel(&model.id)).unwrap_or_else(|| model.id.clone())
}

/// The only word of a required field, which is written without being said.
pub(super) fn constant(field: &Field) -> Option<Word> {
    match field.values.as_slice() {
        [only] if is_enum(field) && !field.is_list() => Some(only.word()),
        _ => None,
    }
}

/// The only value of such a field as Rust.
pub(super) fn constant_of(field: &Field) -> String {
    constant(field).map(|word| format!("{}::{}", enum_name(field), variant(&word))).unwrap_or_default()
}

/// The constructor of an entry that is for this word.
pub(super) fn constructor(word: &Word) -> String {
    names::snake(&variant(word))
}

/// Writes the enum of a field; `owner` is a link to what takes it.
pub(super) fn write(code: &mut Code, page: &Page, owner: &str, models: &[String], field: &Field) {
    let name = enum_name(field);
    let words = text::words(field, models);
    code.doc(0, &format!("The values of {owner}."));
    code.doc(0, &format!("\nPage `{}`.", field.page.as_ref().unwrap_or(&page.file.page)));
    let variants: Vec<(String, String, String)> =
        words.iter().map(|word| (variant(word), word.text.clone(), about(word, models))).collect();
    write_enum(code, &name, &field.name.replace('_', " "), &variants);
}

/// Writes the enum of the builder's models.
pub(super) fn write_models(code: &mut Code, builder: &Builder, models: &[&Model]) {
    code.doc(0, &format!("The models of [`{}`].", builder.name));
    let about = |model: &Model| {
        format!(
            "`{}`{}",
            model.id,
            if model.summary.is_empty() { ".".to_owned() } else { format!(": {}", model.summary) }
        )
    };
    let variants: Vec<(String, String, String)> =
        models.iter().map(|model| (model_variant(model), model.id.clone(), about(model))).collect();
    write_enum(code, "Model", "model", &variants);
}

fn write_enum(code: &mut Code, name: &str, what: &str, variants: &[(String, String, String)]) {
    code.line("#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]");
    code.line(format_args!("pub enum {name} {{"));
    for (variant, _, about) in variants {
        code.doc(4, about);
        code.line(format_args!("{variant},"));
    }
    code.line("}\n");
    let pairs: Vec<String> =
        variants.iter().map(|(variant, word, _)| format!("    {variant} = {}", literal(word))).collect();
    code.line(format_args!("wire_words!({name}, {}, [\n{}\n]);\n", literal(what), pairs.join(",\n")));
}

fn about(word: &Word, models: &[String]) -> String {
    let mut about = format!("`{}`", word.text);
    if !word.about.is_empty() {
        about.push_str(": ");
        about.push_str(&word.about);
    } else if let Some(form) = form_of_ratio(&word.text) {
        about.push_str(", ");
        about.push_str(form);
    }
    about.push('.');
    if !word.models.is_empty() && models.iter().any(|model| !word.models.contains(model)) {
        about.push_str(&format!(" Only for `{}`.", word.models.join("`, `")));
    }
    if let Some(why) = &word.contested {
        about.push_str(&format!(" Contested: {why}."));
    }
    about
}

fn form_of_ratio(word: &str) -> Option<&'static str> {
    let (width, height) = word.split_once(':')?;
    let (width, height): (u32, u32) = (width.parse().ok()?, height.parse().ok()?);
    Some(match width.cmp(&height) {
        std::cmp::Ordering::Less => "upright",
        std::cmp::Ordering::Equal => "square",
        std::cmp::Ordering::Greater => "wide",
    })
}
