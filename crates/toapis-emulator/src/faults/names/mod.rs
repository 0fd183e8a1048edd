//! Faults by name, and the catalogue of them.

mod answers;
mod closing;
mod coding;
mod framing;
mod head;
mod json;
mod timing;

use std::fmt;
use std::sync::LazyLock;

use serde::Serialize;

use super::FaultError;
use super::action::Action;

/// A fault that can be asked for by its name. As JSON it is a row of the catalogue.
#[derive(Clone, Serialize)]
#[non_exhaustive]
pub struct NamedFault {
    /// The name, such as `lose-answer`.
    pub name: &'static str,
    /// What happens.
    pub what: &'static str,
    /// Whether the request is processed, unless `processed` or `unprocessed` stands beside the name.
    pub processed: Processing,
    /// What may stand behind the name, after `=`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<Parameter>,
    /// The fault cases it expresses, by their ids.
    pub cases: &'static [&'static str],
    #[serde(skip)]
    make: Make,
}

/// Whether a request that meets a fault is processed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Processing {
    /// It is: a create is accepted and charged.
    Yes,
    /// It is not.
    No,
    /// It depends on the parameter.
    Depends,
}

/// The parameter of a named fault, as in `drip-body=5`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Parameter {
    /// What it means.
    pub what: &'static str,
    /// Its value when it is not given; without one it must be given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
}

#[derive(Clone, Copy)]
enum Make {
    Fixed(fn() -> Action),
    Number(fn(u64) -> Action),
    Text(fn(&str) -> Result<Action, FaultError>),
}

static CATALOGUE: LazyLock<Vec<NamedFault>> = LazyLock::new(|| {
    let groups = [closing::rows(), timing::rows(), answers::rows(), json::rows()];
    let low = [framing::rows(), head::rows(), coding::rows()];
    groups.into_iter().chain(low).flatten().collect()
});

/// All faults that have a name, by what they are about.
pub fn catalogue() -> &'static [NamedFault] {
    &CATALOGUE
}

/// The names alone, separated by commas.
pub(super) fn list() -> String {
    catalogue().iter().map(|fault| fault.name).collect::<Vec<_>>().join(", ")
}

/// One action out of names separated by commas. `processed` and `unprocessed` among them go before what the others say.
pub(super) fn parse(names: &str) -> Result<Action, FaultError> {
    let mut processed = None;
    let mut actions = Vec::new();
    for name in names.split(',').map(str::trim) {
        match name {
            "processed" | "unprocessed" => {
                let wanted = name == "processed";
                if processed.is_some_and(|before| before != wanted) {
                    let message = "a request cannot be both processed and unprocessed".to_owned();
                    return Err(FaultError::Invalid(message));
                }
                processed = Some(wanted);
            }
            _ => actions.push(one(name)?),
        }
    }
    let settle = |action: Action| match processed {
        Some(processed) => action.set_processed(processed),
        None => action,
    };
    let mut actions = actions.into_iter().map(settle);
    let Some(first) = actions.next() else {
        let message = format!("`{names}` says nothing about what goes wrong; name a fault beside it");
        return Err(FaultError::Invalid(message));
    };
    let all = actions.try_fold(first, Action::and)?;
    all.check()?;
    Ok(all)
}

/// The action of one name with its parameter.
fn one(text: &str) -> Result<Action, FaultError> {
    let (name, parameter) = match text.split_once('=') {
        Some((name, parameter)) => (name.trim_end(), Some(parameter.trim_start())),
        None => (text, None),
    };
    let unknown = || FaultError::UnknownName(name.to_owned());
    let fault = catalogue().iter().find(|fault| fault.name == name).ok_or_else(unknown)?;
    fault.action(parameter).map(|action| action.with_name(text))
}

impl NamedFault {
    /// What it does, with this parameter or its default.
    ///
    /// # Errors
    ///
    /// When the parameter is missing, not wanted, or does not fit.
    pub fn action(&self, parameter: Option<&str>) -> Result<Action, FaultError> {
        let wrong = |problem: String| FaultError::Invalid(format!("the fault `{}`: {problem}", self.name));
        let default = self.parameter.as_ref().and_then(|known| known.default.as_deref());
        let action = match (self.make, parameter.or(default)) {
            (Make::Fixed(make), None) => make(),
            (Make::Fixed(_), Some(_)) => return Err(wrong("it takes no parameter".to_owned())),
            (_, None) => {
                let what = self.parameter.as_ref().map_or("a parameter", |known| known.what);
                return Err(wrong(format!("say which, as in `{}=…`: {what}", self.name)));
            }
            (Make::Number(make), Some(text)) => {
                make(text.parse().map_err(|_| wrong(format!("`{text}` is no whole number of 0 or more")))?)
            }
            (Make::Text(make), Some(text)) => make(text)?,
        };
        let action = action.with_name(self.name);
        action.check()?;
        Ok(action)
    }
}

impl fmt::Debug for NamedFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("NamedFault").field("name", &self.name).finish_non_exhaustive()
    }
}

type Cases = &'static [&'static str];

/// A row without parameter.
fn fixed(name: &'static str, cases: Cases, what: &'static str, make: fn() -> Action) -> NamedFault {
    let processed = if make().is_processed() { Processing::Yes } else { Processing::No };
    NamedFault { name, what, processed, parameter: None, cases, make: Make::Fixed(make) }
}

/// A row with a number behind its name.
fn number(
    name: &'static str,
    cases: Cases,
    what: &'static str,
    (meaning, default): (&'static str, Option<u64>),
    make: fn(u64) -> Action,
) -> NamedFault {
    let processed = if make(default.unwrap_or(1)).is_processed() { Processing::Yes } else { Processing::No };
    let parameter = Some(Parameter { what: meaning, default: default.map(|number| number.to_string()) });
    NamedFault { name, what, processed, parameter, cases, make: Make::Number(make) }
}

/// A row with a text behind its name.
fn text(
    name: &'static str,
    cases: Cases,
    what: &'static str,
    (meaning, default): (&'static str, Option<&str>),
    processed: Processing,
    make: fn(&str) -> Result<Action, FaultError>,
) -> NamedFault {
    let parameter = Some(Parameter { what: meaning, default: default.map(str::to_owned) });
    NamedFault { name, what, processed, parameter, cases, make: Make::Text(make) }
}

/// A number of a parameter in a smaller type. One that is too large becomes the largest, which the checks refuse.
fn narrow<T: TryFrom<u64>>(number: u64, largest: T) -> T {
    T::try_from(number).unwrap_or(largest)
}
