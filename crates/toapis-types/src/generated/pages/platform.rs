//! Generated from `catalog/_platform.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Field, Severity, Shape};

#[cfg(feature = "image")]
pub(crate) static IMAGE_CALLBACK_URL: Field = Field {
    page: "webhooks/task-webhooks",
    ..Field::new("callback_url", "callback_url", Shape::Url, "Where the service reports the end of the task.")
};
#[cfg(feature = "image")]
pub(crate) static IMAGE_CLIENT_BUSINESS_ID: Field = Field {
    max_length: Some(64),
    alphabet: "A-Z a-z 0-9 _ -",
    severity: Severity::Warning,
    page: "tasks/image-status",
    ..Field::new(
        "client_business_id",
        "client_business_id",
        Shape::Text,
        "Your own name for the task, which finds it again when the answer of the create call is lost.",
    )
};
#[cfg(feature = "image")]
pub(crate) static IMAGE_METADATA_BUSINESS_ID: Field = Field {
    alias_of: "client_business_id",
    max_length: Some(64),
    alphabet: "A-Z a-z 0-9 _ -",
    severity: Severity::Warning,
    page: "tasks/image-status",
    ..Field::new(
        "metadata_business_id",
        "metadata.client_business_id",
        Shape::Text,
        "Another accepted place of `client_business_id`; the top level is recommended.",
    )
};
#[cfg(feature = "video")]
pub(crate) static VIDEO_CALLBACK_URL: Field = Field {
    page: "webhooks/task-webhooks",
    ..Field::new("callback_url", "callback_url", Shape::Url, "Where the service reports the end of the task.")
};
#[cfg(feature = "video")]
pub(crate) static VIDEO_CLIENT_BUSINESS_ID: Field = Field {
    max_length: Some(64),
    alphabet: "A-Z a-z 0-9 _ -",
    severity: Severity::Warning,
    page: "tasks/video-status",
    ..Field::new(
        "client_business_id",
        "client_business_id",
        Shape::Text,
        "Your own name for the task, which finds it again when the answer of the create call is lost.",
    )
};
#[cfg(feature = "video")]
pub(crate) static VIDEO_METADATA_BUSINESS_ID: Field = Field {
    alias_of: "client_business_id",
    max_length: Some(64),
    alphabet: "A-Z a-z 0-9 _ -",
    severity: Severity::Warning,
    page: "tasks/video-status",
    ..Field::new(
        "metadata_business_id",
        "metadata.client_business_id",
        Shape::Text,
        "Another accepted place of `client_business_id`; the top level is recommended.",
    )
};
