//! The tools of the Responses call: when one must be called, and with which arguments.

use serde_json::{Map, Value, json};

use super::fields::{Fields, wrong};
use super::problem::Problem;

/// How deep arguments are made up; deeper schemas get `null` there.
const DEPTH: usize = 8;

/// A call of a function, in place of an answer in words.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FunctionCall {
    pub(super) name: String,
    /// JSON as a text.
    pub(super) arguments: String,
}

/// Checks `tools` and `tool_choice`, and says which function the answer is to call.
///
/// The emulator cannot judge whether a tool would help. So `auto` and `none` call nothing, and `required` calls the first
/// function. A request that only has a web search gets words in any case.
pub(super) fn function_call(fields: &Fields<'_>, loose: bool) -> Result<Option<FunctionCall>, Problem> {
    let mut functions = Vec::new();
    for (index, tool) in fields.list("tools")?.into_iter().flatten().enumerate() {
        let tool = Fields::of(tool, &format!("tools[{index}]"))?;
        let kind = tool.needed_text("type")?;
        if !loose {
            tool.word("type", &["function", "web_search_preview"])?;
        }
        if kind == "function" {
            functions.push((tool.needed_text("name")?, parameters(&tool)?));
        }
    }
    let chosen = match fields.get("tool_choice") {
        Some(Value::Object(choice)) if loose => {
            let name = choice.get("name").and_then(Value::as_str);
            functions.iter().find(|(function, _)| Some(*function) == name)
        }
        Some(other) if !other.is_string() => return Err(wrong("tool_choice", "a string", other)),
        _ => match fields.word("tool_choice", &["auto", "none", "required"])? {
            Some("required") => functions.first(),
            _ => None,
        },
    };
    Ok(chosen.map(|(name, schema)| FunctionCall {
        name: (*name).to_owned(),
        arguments: schema.map_or_else(|| json!({}), |schema| example(schema, DEPTH)).to_string(),
    }))
}

fn parameters<'a>(tool: &Fields<'a>) -> Result<Option<&'a Value>, Problem> {
    match tool.get("parameters") {
        Some(schema) if !schema.is_object() => Err(wrong(&tool.place("parameters"), "an object", schema)),
        schema => Ok(schema),
    }
}

/// A value that fits a simple JSON Schema: its default or first listed value, else the plainest of its type. Objects get
/// their required properties.
fn example(schema: &Value, depth: usize) -> Value {
    if depth == 0 {
        return Value::Null;
    }
    let listed = schema.get("enum").and_then(|values| values.get(0));
    if let Some(value) = schema.get("const").or_else(|| schema.get("default")).or(listed) {
        return value.clone();
    }
    let kind = match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.first().and_then(Value::as_str),
        kind => kind.and_then(Value::as_str),
    };
    match kind {
        Some("string") => json!("example"),
        Some("integer" | "number") => schema.get("minimum").cloned().unwrap_or_else(|| json!(1)),
        Some("boolean") => json!(true),
        Some("array") => json!([]),
        Some("null") => Value::Null,
        _ => {
            let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
            let properties = required.filter_map(Value::as_str).map(|key| {
                let property = schema.get("properties").and_then(|properties| properties.get(key));
                (
                    key.to_owned(),
                    property.map_or_else(|| json!("example"), |property| example(property, depth - 1)),
                )
            });
            Value::Object(properties.collect::<Map<_, _>>())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(body: &Value, loose: bool) -> Result<Option<FunctionCall>, String> {
        let fields = Fields::of(body, "").unwrap();
        function_call(&fields, loose).map_err(|problem| problem.message().to_owned())
    }

    #[test]
    fn a_required_function_is_called_with_arguments_that_fit() {
        let schema = json!({
            "type": "object",
            "properties": {
                "lake": {"type": "string"},
                "depth": {"type": "integer", "minimum": 5},
                "unit": {"enum": ["m", "ft"]},
                "deep": {"required": ["flag"], "properties": {"flag": {"type": ["boolean", "null"]}}},
                "left_out": {"type": "string"},
            },
            "required": ["lake", "depth", "unit", "deep"],
        });
        let tools =
            json!([{"type": "web_search_preview"}, {"type": "function", "name": "f", "parameters": schema}]);
        let made = call(&json!({"tools": tools, "tool_choice": "required"}), false).unwrap().unwrap();
        assert_eq!(made.name, "f");
        let arguments: Value = serde_json::from_str(&made.arguments).unwrap();
        assert_eq!(arguments, json!({"lake": "example", "depth": 5, "unit": "m", "deep": {"flag": true}}));
        for choice in [json!("auto"), json!("none"), json!(null)] {
            assert_eq!(call(&json!({"tools": tools, "tool_choice": choice}), false), Ok(None));
        }
        let named = json!({"tools": tools, "tool_choice": {"type": "function", "name": "f"}});
        assert_eq!(call(&named, true).unwrap().unwrap().name, "f");
        assert_eq!(call(&named, false).unwrap_err(), "tool_choice must be a string, not an object");
    }

    #[test]
    fn wrong_tools_are_refused() {
        for (tools, wrong) in [
            (json!({}), "tools must be an array, not an object"),
            (json!([7]), "tools[0] must be an object, not a number"),
            (json!([{}]), "tools[0].type is missing"),
            (
                json!([{"type": "shell"}]),
                "tools[0].type must be one of function, web_search_preview, not \"shell\"",
            ),
            (json!([{"type": "function"}]), "tools[0].name is missing"),
            (
                json!([{"type": "function", "name": "f", "parameters": []}]),
                "tools[0].parameters must be an object, not an array",
            ),
        ] {
            assert_eq!(call(&json!({"tools": tools}), false).unwrap_err(), wrong);
        }
        assert_eq!(call(&json!({"tools": [{"type": "shell"}]}), true), Ok(None));
        let error = call(&json!({"tool_choice": "always"}), true).unwrap_err();
        assert_eq!(error, "tool_choice must be one of auto, none, required, not \"always\"");
    }

    #[test]
    fn an_endless_schema_ends() {
        let mut schema = json!({"type": "object"});
        for _ in 0..100 {
            schema = json!({"type": "object", "required": ["in"], "properties": {"in": schema}});
        }
        assert_eq!(example(&schema, DEPTH).to_string().matches("in").count(), DEPTH);
    }
}
