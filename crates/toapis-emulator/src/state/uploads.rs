//! Uploaded files, and the avatar assets that are made of URLs.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// All uploads, by the path of their URL.
pub(crate) type Uploads = BTreeMap<String, Upload>;

/// An uploaded file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Upload {
    pub(crate) id: String,
    pub(crate) path: String,
    pub(crate) media_type: String,
    pub(crate) bytes: FileBytes,
}

/// The bytes of a file; base64 in a snapshot.
#[derive(Clone, Debug)]
pub(crate) struct FileBytes(pub(crate) axum::body::Bytes);

impl Serialize for FileBytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for FileBytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = STANDARD.decode(text).map_err(serde::de::Error::custom)?;
        Ok(Self(bytes.into()))
    }
}
