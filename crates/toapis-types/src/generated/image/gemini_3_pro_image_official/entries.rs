//! Generated from `catalog/gemini-3-pro-image-official.toml` by `cargo xtask codegen`; do not edit.

use crate::request::list_entry;
use crate::words::wire_words;

/// An entry of the list that
/// [`Gemini3ProImageOfficial::safety_setting`](super::Gemini3ProImageOfficial::safety_setting) adds to.
///
/// Page `images/gemini-3-pro-image-official/generation`.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
#[serde(transparent)]
pub struct SafetySetting {
    entry: serde_json::Map<String, serde_json::Value>,
}

impl SafetySetting {
    /// One entry of the list. How strictly each category of harm is blocked.
    pub fn new() -> Self {
        Self::default()
    }

    /// The category of harm.
    ///
    /// Values: `HARM_CATEGORY_HATE_SPEECH`, `HARM_CATEGORY_DANGEROUS_CONTENT`,
    /// `HARM_CATEGORY_SEXUALLY_EXPLICIT`, `HARM_CATEGORY_HARASSMENT`. Default: none documented.
    ///
    /// On the wire: `metadata.safetySettings[].category`.
    pub fn category(mut self, category: HarmCategory) -> Self {
        self.entry.insert("category".to_owned(), category.into());
        self
    }

    /// From which likelihood of harm on the model refuses.
    ///
    /// Values: `OFF`, `BLOCK_LOW_AND_ABOVE`, `BLOCK_MEDIUM_AND_ABOVE`, `BLOCK_ONLY_HIGH`. Default: none
    /// documented.
    ///
    /// On the wire: `metadata.safetySettings[].threshold`.
    pub fn threshold(mut self, threshold: BlockThreshold) -> Self {
        self.entry.insert("threshold".to_owned(), threshold.into());
        self
    }
}

list_entry!(SafetySetting);

/// The values of [`SafetySetting::category`].
///
/// Page `images/gemini-3-pro-image-official/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HarmCategory {
    /// `HARM_CATEGORY_HATE_SPEECH`: hate against people or groups.
    HateSpeech,
    /// `HARM_CATEGORY_DANGEROUS_CONTENT`: help with dangerous acts.
    DangerousContent,
    /// `HARM_CATEGORY_SEXUALLY_EXPLICIT`: sexual content.
    SexuallyExplicit,
    /// `HARM_CATEGORY_HARASSMENT`: attacks on a person.
    Harassment,
}

wire_words!(
    HarmCategory,
    "category",
    [
        HateSpeech = "HARM_CATEGORY_HATE_SPEECH",
        DangerousContent = "HARM_CATEGORY_DANGEROUS_CONTENT",
        SexuallyExplicit = "HARM_CATEGORY_SEXUALLY_EXPLICIT",
        Harassment = "HARM_CATEGORY_HARASSMENT"
    ]
);

/// The values of [`SafetySetting::threshold`].
///
/// Page `images/gemini-3-pro-image-official/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockThreshold {
    /// `OFF`: never blocks.
    Off,
    /// `BLOCK_LOW_AND_ABOVE`: blocks from a low likelihood on, the strictest.
    LowAndAbove,
    /// `BLOCK_MEDIUM_AND_ABOVE`: blocks from a medium likelihood on.
    MediumAndAbove,
    /// `BLOCK_ONLY_HIGH`: blocks only what is very likely harmful.
    OnlyHigh,
}

wire_words!(
    BlockThreshold,
    "threshold",
    [
        Off = "OFF",
        LowAndAbove = "BLOCK_LOW_AND_ABOVE",
        MediumAndAbove = "BLOCK_MEDIUM_AND_ABOVE",
        OnlyHigh = "BLOCK_ONLY_HIGH"
    ]
);
