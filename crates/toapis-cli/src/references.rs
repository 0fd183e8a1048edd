//! `--ref`: URLs go as they are, files are read and checked first and uploaded last.

use toapis_client::{Client, Error, UploadFile};

use crate::failure::Failure;
use crate::progress::Progress;

/// One `--ref`.
#[derive(Debug)]
pub(crate) enum Reference {
    Url(String),
    File(UploadFile),
}

impl Reference {
    /// Reads what was typed behind `flag`; files are read from disk, and refused if they are no pictures. Besides http and
    /// https, URLs of the `schemes` pass that the model takes there.
    pub(crate) fn parse(flag: &str, text: &str, schemes: &[&str]) -> Result<Self, Failure> {
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
            Some(scheme) if matches!(scheme.as_str(), "http" | "https") => Ok(Self::Url(text.to_owned())),
            Some(scheme) if schemes.contains(&scheme.as_str()) => Ok(Self::Url(text.to_owned())),
            Some(scheme) if scheme == "data" => refused("not inline data"),
            Some(scheme) => refused(&format!("not {scheme}://")),
            None => Ok(Self::File(UploadFile::from_path(text).map_err(Error::from)?)),
        }
    }
}

impl Reference {
    /// The URL, or for a file one like that which its upload will give.
    pub(crate) fn stand_in(&self, index: usize) -> String {
        match self {
            Self::Url(url) => url.clone(),
            Self::File(file) => {
                let extension = file.media_type().rsplit('/').next().unwrap_or_default();
                format!("https://files.toapis.com/uploads/{index}.{extension}")
            }
        }
    }
}

/// Uploads the files, one after the other, and gives the URLs of all references, in order. Those of the uploads are told
/// to `uploads` as well, so that they are not lost with a create that is refused.
pub(crate) async fn upload(
    client: &Client,
    references: impl IntoIterator<Item = &Reference>,
    progress: &mut Progress,
    uploads: &mut Vec<String>,
) -> Result<Vec<String>, Failure> {
    let mut urls = Vec::new();
    for reference in references {
        let url = match reference {
            Reference::Url(url) => url.clone(),
            Reference::File(file) => {
                progress.say(&format!("uploading {}", file.name()));
                let upload = client.upload(file).await?;
                uploads.push(upload.url.clone());
                upload.url
            }
        };
        urls.push(url);
    }
    Ok(urls)
}
