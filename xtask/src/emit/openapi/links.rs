//! Links: which answer holds what a later call needs.

use serde_json::{Map, Value, json};

/// Adds the links of all calls that are there, to calls that are there.
pub(super) fn add(paths: &mut Map<String, Value>) {
    let ids: Vec<String> = operations(paths)
        .filter_map(|operation| operation["operationId"].as_str().map(str::to_owned))
        .collect();
    for operation in operations(paths) {
        let from = operation["operationId"].as_str().unwrap_or_default();
        let links: Map<String, Value> = LINKS
            .iter()
            .filter(|link| link.from.contains(&from) && ids.iter().any(|id| id == link.to))
            .map(|link| (link.name.to_owned(), link.value()))
            .collect();
        if !links.is_empty() {
            operation["responses"]["200"]["links"] = links.into();
        }
    }
}

fn operations(paths: &mut Map<String, Value>) -> impl Iterator<Item = &mut Value> {
    paths.values_mut().filter_map(Value::as_object_mut).flat_map(Map::values_mut)
}

/// A later call that takes something from an answer.
struct Link {
    name: &'static str,
    /// The calls that give the answer.
    from: &'static [&'static str],
    /// The later call.
    to: &'static str,
    about: &'static str,
    /// Its parameters, and where in the answer each one stands.
    parameters: &'static [(&'static str, &'static str)],
    /// Its body as JSON text; empty when it needs nothing of the answer.
    body: &'static str,
}

impl Link {
    fn value(&self) -> Value {
        let mut link = json!({ "operationId": self.to, "description": self.about });
        if !self.parameters.is_empty() {
            let parameters =
                self.parameters.iter().map(|(name, place)| ((*name).to_owned(), Value::from(*place)));
            link["parameters"] = parameters.collect::<Map<_, _>>().into();
        }
        if !self.body.is_empty() {
            link["requestBody"] = serde_json::from_str(self.body).unwrap_or_default();
        }
        link
    }
}

const FILMS: &[&str] = &["createVideo", "remixVideo", "extendVideo"];
const ID: &str = "$response.body#/id";

const LINKS: &[Link] = &[
    Link {
        name: "status",
        from: &["createImage", "editImage"],
        to: "getImageTask",
        about: "How the task is doing.",
        parameters: &[("id", ID)],
        body: "",
    },
    Link {
        name: "status",
        from: FILMS,
        to: "getVideoTask",
        about: "How the task is doing.",
        parameters: &[("id", ID)],
        body: "",
    },
    Link {
        name: "character",
        from: &["createVideo"],
        to: "getCharacterTask",
        about: "How the task of a character is doing.",
        parameters: &[("task_id", ID)],
        body: "",
    },
    Link {
        name: "remix",
        from: FILMS,
        to: "remixVideo",
        about: "A changed version, once the video has completed.",
        parameters: &[("video_id", ID)],
        body: "",
    },
    Link {
        name: "extend",
        from: FILMS,
        to: "extendVideo",
        about: "A longer version, once the video has completed.",
        parameters: &[("video_id", ID)],
        body: "",
    },
    Link {
        name: "reference",
        from: &["uploadImage"],
        to: "createImage",
        about: "The stored file as a reference.",
        parameters: &[],
        body: r#"{"model":"gemini-3.1-flash-image-preview","prompt":"The same in watercolour","image_urls":["$response.body#/data/url"]}"#,
    },
    Link {
        name: "firstFrame",
        from: &["uploadImage"],
        to: "createVideo",
        about: "The stored file as the beginning of a film.",
        parameters: &[],
        body: r#"{"model":"wan2.6","prompt":"The camera moves back","image_urls":["$response.body#/data/url"]}"#,
    },
    Link {
        name: "asset",
        from: &["createPrivateAvatarGroup"],
        to: "addPrivateAvatarAsset",
        about: "A file for the group.",
        parameters: &[],
        body: r#"{"group_id":"$response.body#/data/group_id","asset_type":"image","source_url":"https://example.com/mascot.png"}"#,
    },
    Link {
        name: "status",
        from: &["addPrivateAvatarAsset"],
        to: "getPrivateAvatarAsset",
        about: "Whether the asset can be used yet.",
        parameters: &[("asset_id", "$response.body#/data/asset_id")],
        body: "",
    },
    Link {
        name: "details",
        from: &["startRealAvatarCheck"],
        to: "getRealAvatarCheck",
        about: "The session of the check.",
        parameters: &[("task_id", "$response.body#/data/task_id")],
        body: "",
    },
    Link {
        name: "outcome",
        from: &["startRealAvatarCheck"],
        to: "getRealAvatarResult",
        about: "How the check ended.",
        parameters: &[
            ("task_id", "$response.body#/data/task_id"),
            ("byted_token", "$response.body#/data/byted_token"),
        ],
        body: "",
    },
    Link {
        name: "asset",
        from: &["getRealAvatarResult"],
        to: "addRealAvatarAsset",
        about: "A file of the person, once the check has passed.",
        parameters: &[],
        body: r#"{"group_id":"$response.body#/data/group_id","asset_type":"image","source_url":"https://example.com/person.png"}"#,
    },
    Link {
        name: "status",
        from: &["addRealAvatarAsset"],
        to: "getRealAvatarAsset",
        about: "Whether the asset can be used yet.",
        parameters: &[("asset_id", "$response.body#/data/asset_id")],
        body: "",
    },
];
