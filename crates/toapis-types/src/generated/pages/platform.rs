//! Generated from `catalog/_platform.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::{Field, Severity, Shape};

pub(super) static CALLBACK_URL: Field = Field {
    page: "webhooks/task-webhooks",
    ..Field::new("callback_url", "callback_url", Shape::Url, "Where the end of the task is reported")
};
pub(super) static CLIENT_BUSINESS_ID: Field = Field {
    max_length: Some(64),
    alphabet: "A-Z a-z 0-9 _ -",
    severity: Severity::Warning,
    page: "tasks/image-status",
    ..Field::new("client_business_id", "client_business_id", Shape::Text, "Your own name for the task")
};
