//! Whether a URL is one the service can fetch. References are fetched by the service, so a path, file content or an
//! address of this machine can only fail, after the wait.

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr};

use super::{Field, Media};
use crate::LocalFile;

/// What is wrong with a URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum UrlFault {
    /// Nothing but white space.
    Blank,
    /// A `data:` URL or bare base64.
    Content,
    /// A path on this machine.
    LocalFile,
    /// A path on this machine that the program wants a client to upload.
    MarkedFile,
    /// A scheme the page does not name.
    Scheme(String),
    /// Not a URL at all.
    Malformed,
    /// An address only this machine or its network can reach.
    LocalAddress,
}

impl UrlFault {
    /// The problem, worded to follow the field and the value.
    pub(super) fn problem(&self, field: &Field) -> String {
        match self {
            Self::Blank => "is blank".to_owned(),
            Self::Content => "is file content, only URLs are taken".to_owned(),
            Self::LocalFile | Self::MarkedFile => "is a file on this machine, only URLs are taken".to_owned(),
            Self::Scheme(scheme) => {
                format!("has the scheme {scheme}, only {} work", field.schemes.join(", "))
            }
            Self::Malformed => "is not a URL".to_owned(),
            Self::LocalAddress => {
                "leads to this machine or its network, where the service cannot fetch it".to_owned()
            }
        }
    }

    /// What to do about it.
    pub(super) fn hint(&self, field: &Field) -> Option<String> {
        let uploads = matches!(field.media?, Media::Image | Media::Video);
        match self {
            Self::MarkedFile if uploads => {
                return Some("a client uploads it before it sends this".to_owned());
            }
            Self::LocalFile if uploads => {
                return Some(
                    "give it as a LocalFile, which a client uploads, or send the URL of an upload".to_owned(),
                );
            }
            _ => {}
        }
        let upload = match field.media? {
            Media::Image => "upload the file first (POST /v1/uploads/images) and send the URL it returns",
            Media::Video => "upload the file first (POST /v1/uploads/videos) and send the URL it returns",
            Media::Audio => "put the file at a public URL and send that",
        };
        (!matches!(self, Self::Blank | Self::Scheme(_) | Self::Malformed)).then(|| upload.to_owned())
    }
}

/// Judges a URL by the schemes of its field; addresses are judged for media only, since a callback may well be local.
pub(super) fn judge(text: &str, field: &Field) -> Result<(), UrlFault> {
    let text = text.trim();
    if text.is_empty() {
        return Err(UrlFault::Blank);
    }
    if LocalFile::from_reference(text).is_some() {
        return Err(UrlFault::MarkedFile);
    }
    let Some((scheme, rest)) = split_scheme(text) else {
        return Err(if looks_like_base64(text) { UrlFault::Content } else { not_a_url(text) });
    };
    match &*scheme {
        known if field.schemes.contains(&known) => {}
        "data" => return Err(UrlFault::Content),
        "file" => return Err(UrlFault::LocalFile),
        _ => return Err(UrlFault::Scheme(scheme.into_owned())),
    }
    if !matches!(&*scheme, "http" | "https") {
        return Ok(());
    }
    let host = rest.strip_prefix("//").map(host_of).unwrap_or_default();
    if host.is_empty() || text.contains(char::is_whitespace) {
        return Err(UrlFault::Malformed);
    }
    if field.media.is_some() && is_local(host) {
        return Err(UrlFault::LocalAddress);
    }
    Ok(())
}

/// The file extension a URL ends in, in lower case, when it is that of a known kind of file.
pub(super) fn known_extension(url: &str) -> Option<&'static str> {
    let path = url.split(['?', '#']).next()?;
    let name = path.rsplit('/').next()?;
    let (_, extension) = name.rsplit_once('.')?;
    EXTENSIONS.iter().copied().find(|known| known.eq_ignore_ascii_case(extension))
}

/// Extensions that say something about a file; anything else may be part of a name.
const EXTENSIONS: &[&str] = &[
    "jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff", "svg", "heic", "heif", "avif", "psd", "pdf",
    "mp4", "mov", "webm", "mkv", "avi", "m4v", "mp3", "wav", "m4a", "ogg", "flac", "aac", "zip",
];

/// Splits `https://x` into a lower-case scheme and what follows the colon. A single letter is a drive, not a scheme.
fn split_scheme(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let is_scheme = scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(plain);
    is_scheme.then(|| (in_lower_case(scheme), rest))
}

fn in_lower_case(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        text.to_ascii_lowercase().into()
    } else {
        text.into()
    }
}

/// A text without a scheme: a path when it has the parts of one, else nothing useful.
fn not_a_url(text: &str) -> UrlFault {
    let is_path =
        text.starts_with(['/', '.', '~', '\\']) || text.contains('\\') || known_extension(text).is_some();
    if is_path { UrlFault::LocalFile } else { UrlFault::Malformed }
}

/// Long runs of the base64 alphabet are pictures someone pasted.
fn looks_like_base64(text: &str) -> bool {
    const SHORTEST: usize = 128;
    let plain =
        |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'+' | b'/' | b'=' | b'-' | b'_' | b'\n' | b'\r');
    text.len() >= SHORTEST && text.bytes().all(plain)
}

/// The host of `//user@host:port/path`, without brackets.
fn host_of(rest: &str) -> &str {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    match host.strip_prefix('[') {
        Some(bracketed) => bracketed.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    }
}

fn is_local(host: &str) -> bool {
    let host = in_lower_case(host.trim_end_matches('.'));
    match host.parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) => is_local_v4(address),
        Ok(IpAddr::V6(address)) => {
            address.is_loopback()
                || address.is_unspecified()
                || address.is_unique_local()
                || address.is_unicast_link_local()
                || address.to_ipv4_mapped().is_some_and(is_local_v4)
        }
        Err(_) => {
            host == "localhost" || [".localhost", ".local", ".internal"].iter().any(|end| host.ends_with(end))
        }
    }
}

fn is_local_v4(address: Ipv4Addr) -> bool {
    address.is_loopback() || address.is_private() || address.is_link_local() || address.is_unspecified()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Shape;

    fn media() -> Field {
        let mut field = Field::new("references", "image_urls", Shape::UrlList, "");
        field.media = Some(Media::Image);
        field
    }

    #[test]
    fn public_urls_pass() {
        for url in [
            "https://example.com/a.jpg",
            "HTTP://example.com",
            "https://u@example.com:8443/x?y#z",
            "https://8.8.8.8/a",
        ] {
            assert_eq!(judge(url, &media()), Ok(()), "{url}");
        }
    }

    #[test]
    fn faults_are_told_apart() {
        let base64 = "iVBORw0KGgo".repeat(20);
        let cases = [
            ("", UrlFault::Blank),
            ("data:image/png;base64,AAAA", UrlFault::Content),
            (&base64, UrlFault::Content),
            ("file:///tmp/a.png", UrlFault::LocalFile),
            ("/tmp/a", UrlFault::LocalFile),
            ("C:\\pictures\\a.png", UrlFault::LocalFile),
            ("cat.png", UrlFault::LocalFile),
            ("ftp://example.com/a", UrlFault::Scheme("ftp".into())),
            ("asset://1", UrlFault::Scheme("asset".into())),
            ("a cat", UrlFault::Malformed),
            ("https://", UrlFault::Malformed),
            ("https:/example.com", UrlFault::Malformed),
            ("https://example.com/a b", UrlFault::Malformed),
            ("http://localhost:8080/a", UrlFault::LocalAddress),
            ("http://127.0.0.1/a", UrlFault::LocalAddress),
            ("http://[::1]:80/a", UrlFault::LocalAddress),
            ("http://[::ffff:10.0.0.1]/a", UrlFault::LocalAddress),
            ("http://192.168.1.5/a", UrlFault::LocalAddress),
            ("http://nas.local/a", UrlFault::LocalAddress),
        ];
        for (url, fault) in cases {
            assert_eq!(judge(url, &media()), Err(fault), "{url}");
        }
    }

    #[test]
    fn u14_a_marked_file_is_for_a_client_to_upload() {
        let marked = LocalFile::new("photo.jpg").to_string();
        assert_eq!(judge(&marked, &media()), Err(UrlFault::MarkedFile));
        let hint = |field: &Field| UrlFault::MarkedFile.hint(field).unwrap();
        assert!(hint(&media()).contains("client uploads it"));
        let mut audio = media();
        audio.media = Some(Media::Audio);
        assert!(hint(&audio).contains("public URL"), "there is no upload of audio");
    }

    #[test]
    fn a_callback_may_be_local_and_a_page_may_name_more_schemes() {
        let callback = Field::new("callback_url", "callback_url", Shape::Url, "");
        assert_eq!(judge("http://127.0.0.1:9000/hook", &callback), Ok(()));
        let mut assets = media();
        assets.schemes = &["https", "asset", "data"];
        assert_eq!(judge("asset://asset-1", &assets), Ok(()));
        assert_eq!(judge("data:image/png;base64,AAAA", &assets), Ok(()));
        assert_eq!(judge("http://example.com", &assets), Err(UrlFault::Scheme("http".into())));
    }

    #[test]
    fn extensions() {
        assert_eq!(known_extension("https://example.com/a.PNG?x=.gif"), Some("png"));
        assert_eq!(known_extension("https://example.com/v1.2"), None);
    }
}
