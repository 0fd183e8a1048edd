//! `--ref`: URLs go as they are, and paths as files that the client uploads.

use toapis_client::LocalFile;

use crate::failure::Failure;

/// What goes into the request for a text that was typed behind `flag`. Besides http and https, URLs of the `schemes` pass that
/// the model takes there.
pub(crate) fn reference(flag: &str, text: &str, schemes: &[&str]) -> Result<String, Failure> {
    let refused = |what: &str| {
        Err(Failure::Usage(format!("--{flag} takes a file or an http(s) URL, {what}; nothing was sent")))
    };
    if text.trim().is_empty() {
        return refused("not an empty text");
    }
    // `data:` has no slashes behind it; a path with a colon is no URL.
    let scheme = text.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    let scheme = scheme.or_else(|| text.starts_with("data:").then(|| "data".to_owned()));
    match scheme {
        Some(scheme) if matches!(scheme.as_str(), "http" | "https") => Ok(text.to_owned()),
        Some(scheme) if schemes.contains(&scheme.as_str()) => Ok(text.to_owned()),
        Some(scheme) if scheme == "data" => refused("not inline data"),
        Some(scheme) => refused(&format!("not {scheme}://")),
        None => Ok(LocalFile::new(text).into()),
    }
}
