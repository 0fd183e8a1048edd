//! The struct of an entry of a list of objects.

use super::builder::several;
use super::code::Code;
use super::plan::{Item, Plan};
use super::{text, words};

/// Writes the struct and what makes it.
pub(super) fn write(plan: &Plan<'_>, item: &Item<'_>, code: &mut Code) {
    let name = item.name;
    let single = item.list.one.as_ref().map_or(&item.list.name, |one| &one.name);
    let builder = &plan.builder.name;
    code.doc(
        0,
        &format!("An entry of the list that [`{builder}::{single}`](super::{builder}::{single}) adds to."),
    );
    code.doc(0, &format!("\nPage `{}`.", plan.page.file.page));
    let is_bare = item.arguments().next().is_none() && item.constants().next().is_none();
    code.line(format_args!(
        "#[derive(Clone, Debug, {}PartialEq, serde::Serialize)]",
        if is_bare { "Default, " } else { "" }
    ));
    code.line("#[serde(transparent)]");
    code.line(format_args!(
        "pub struct {name} {{\n    entry: serde_json::Map<String, serde_json::Value>,\n}}\n"
    ));
    code.line(format_args!("impl {name} {{"));
    constructor(item, code);
    roles(item, code);
    for setter in item.setters() {
        let (argument, kind) = (setter.argument(), setter.argument_type());
        let mut about = text::setter(setter.field, &plan.ids);
        about.push_str(&format!("\n\nOn the wire: `{}`.", setter.field.at()));
        code.doc(4, &about);
        code.line(format_args!("pub fn {}(mut self, {argument}: {kind}) -> Self {{", setter.single()));
        let write = setter.write_key(argument).replacen("entry.", "self.entry.", 1);
        code.line(format_args!("{}\nself\n}}\n", write.replace("&mut entry", "&mut self.entry")));
        if setter.is_list() {
            several(setter.single(), &setter.field.name, setter.arguments(), &kind, code);
        }
    }
    code.line("}\n");
    if item.arguments().next().is_none() && item.constants().next().is_some() {
        code.line(format_args!("impl Default for {name} {{\nfn default() -> Self {{\nSelf::new()\n}}\n}}\n"));
    }
    let from = if item.is_from_text() { ", from text" } else { "" };
    code.line(format_args!("list_entry!({name}{from});\n"));
}

fn constructor(item: &Item<'_>, code: &mut Code) {
    let mut about = text::describe(&item.list.summary);
    for setter in item.arguments() {
        about.push_str(&format!("\n\n- `{}`: {}", setter.name(), text::argument(setter.field)));
    }
    code.doc(4, &about);
    let arguments: Vec<String> =
        item.arguments().map(|setter| format!("{}: {}", setter.name(), setter.argument_type())).collect();
    code.line(format_args!("pub fn new({}) -> Self {{", arguments.join(", ")));
    let writes: Vec<String> = item
        .arguments()
        .map(|setter| setter.write_key(setter.name()))
        .chain(item.constants().map(|setter| setter.write_key(&words::constant_of(setter.field))))
        .collect();
    if writes.is_empty() {
        code.line("Self::default()\n}\n");
    } else {
        let writes = writes.join("\n");
        code.line(format_args!("let mut entry = serde_json::Map::new();\n{writes}\nSelf {{ entry }}\n}}\n"));
    }
}

/// One constructor for each word of the key that says what the entry is for.
fn roles(item: &Item<'_>, code: &mut Code) {
    let Some(role) = item.role() else { return };
    let Some(text) = item.arguments().next() else { return };
    for entry in &role.values {
        let word = entry.word();
        let about = if word.about.is_empty() { String::new() } else { format!(": {}", word.about) };
        code.doc(4, &format!("An entry whose `{}` is `{}`{about}.", role.key(), word.text));
        let argument = text.argument();
        code.line(format_args!(
            "pub fn {}({argument}: {}) -> Self {{\nSelf::new({argument}, {}::{})\n}}\n",
            words::constructor(&word),
            text.argument_type(),
            words::enum_name(role),
            words::variant(&word)
        ));
    }
}
