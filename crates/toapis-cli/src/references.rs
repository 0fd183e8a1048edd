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
    /// Reads what was typed; files are read from disk, and refused if they are no pictures.
    pub(crate) fn parse(text: &str) -> Result<Self, Failure> {
        let scheme = text.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
        match scheme.as_deref() {
            Some("http" | "https") => Ok(Self::Url(text.to_owned())),
            Some(other) => Err(Failure::Usage(format!(
                "--ref takes a file or an http(s) URL, not {other}://; nothing was sent"
            ))),
            None if text.trim().is_empty() => Err(Failure::Usage(
                "--ref is empty; it takes a file or an http(s) URL; nothing was sent".to_owned(),
            )),
            None if text.starts_with("data:") => Err(Failure::Usage(
                "--ref takes a file or an http(s) URL, not inline data; nothing was sent".to_owned(),
            )),
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
