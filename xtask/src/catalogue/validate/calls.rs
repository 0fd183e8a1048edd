//! Pages of calls: types that exist, places in the path that are filled.

use super::{Report, duplicates, is_sentence};
use crate::catalogue::format::{Call, Part, Shape, WordEntry};
use crate::catalogue::{Page, names};

pub(super) fn check(page: &Page, report: &mut Report) {
    let file = &page.file;
    report.ensure(!file.calls.is_empty(), "call", "needs at least one");
    report.ensure(file.fields.is_empty(), "field", "stands in a `[[call]]` on a page of calls");
    report.ensure(file.builders.is_empty(), "builder", "a page of calls has none; say `module`");
    let module = file.module.as_deref();
    report.ensure(module.is_some_and(names::is_snake_name), "module", "a page of calls needs one");
    check_all(page, report);
}

/// The calls of any page.
pub(super) fn check_all(page: &Page, report: &mut Report) {
    let file = &page.file;
    let types = file.calls.iter().map(|call| call.name.as_str());
    for twice in duplicates(types.chain(file.answers.iter().map(|answer| answer.name.as_str()))) {
        report.add(&format!("type `{twice}`"), "stands there twice");
    }
    for answer in &file.answers {
        let place = format!("answer `{}`", answer.name);
        report.ensure(names::is_type_name(&answer.name), &place, "is no name for a type");
        report.ensure(is_sentence(&answer.summary), &place, "the summary must end with a full stop");
        for field in &answer.fields {
            let good = is_sentence(&field.summary) && names::is_snake_name(&field.name);
            report.ensure(good, &place, format!("`{}` needs a plain name and a sentence", field.name));
        }
    }
    for call in &file.calls {
        check_call(page, call, report);
    }
}

fn check_call(page: &Page, call: &Call, report: &mut Report) {
    let place = format!("call `{}`", call.name);
    report.ensure(names::is_type_name(&call.name), &place, "is no name for a type");
    report.ensure(is_sentence(&call.summary), &place, "the summary must end with a full stop");
    let answered = call.answer == "Task" || page.file.answers.iter().any(|answer| answer.name == call.answer);
    report.ensure(answered, &place, format!("its answer `{}` is not there", call.answer));
    for field in &call.fields {
        let place = format!("{place}, field `{}`", field.name);
        report.ensure(names::is_snake_name(&field.name), &place, "needs a plain name");
        report.ensure(is_sentence(&field.summary), &place, "the summary must end with a full stop");
        let plain =
            !matches!(field.shape, Shape::Object | Shape::ObjectList | Shape::UrlList | Shape::TextList);
        report.ensure(plain, &place, "has a plain type");
        let named = |entry: &WordEntry| entry.word().variant().is_some_and(|name| names::is_type_name(&name));
        report.ensure(field.values.iter().all(named), &place, "a value needs a `rust` name");
        let in_path = call.path.contains(&format!("{{{}}}", field.name));
        report.ensure(
            in_path == (field.part == Part::Path) && (!in_path || field.required),
            &place,
            "a part of the path is required and stands in it in braces",
        );
    }
    let places = call.path.matches('{').count();
    let filled = call.fields.iter().filter(|field| field.part == Part::Path).count();
    report.ensure(places == filled, &place, "every part of the path in braces needs a field");
    for example in &call.examples {
        for name in example.arguments.keys() {
            let known = call.fields.iter().any(|field| field.name == *name);
            report.ensure(known, &format!("{place}, example `{}`", example.name), format!("has no `{name}`"));
        }
    }
}
