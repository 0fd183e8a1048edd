//! `--ref`: URLs go as they are, files are read and checked first and uploaded last.

use toapis_client::types::image::ImageRequest;
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

/// The request as it will be once all files are uploaded, with a stand-in URL for each: enough to check it for free.
pub(crate) fn with_stand_ins(request: ImageRequest, references: &[Reference]) -> ImageRequest {
    request.references(references.iter().enumerate().map(|(index, reference)| match reference {
        Reference::Url(url) => url.clone(),
        Reference::File(file) => {
            let extension = file.media_type().trim_start_matches("image/");
            format!("https://files.toapis.com/uploads/{index}.{extension}")
        }
    }))
}

/// Uploads the files, one after the other, and puts all references into the request, in order. The URLs of the uploads
/// are told to `uploads`, so that they are not lost with a create that is refused.
pub(crate) async fn upload(
    client: &Client,
    mut request: ImageRequest,
    references: Vec<Reference>,
    progress: &mut Progress,
    uploads: &mut Vec<String>,
) -> Result<ImageRequest, Failure> {
    for reference in references {
        let url = match reference {
            Reference::Url(url) => url,
            Reference::File(file) => {
                progress.say(&format!("uploading {}", file.name()));
                let upload = client.upload(&file).await?;
                uploads.push(upload.url.clone());
                upload.url
            }
        };
        request = request.reference(url);
    }
    Ok(request)
}
