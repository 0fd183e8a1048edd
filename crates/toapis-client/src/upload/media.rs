//! What a file is, by its first bytes, and how large it may be.

use super::{UploadFile, UploadFileError};

/// How many first bytes tell the type.
pub(super) const HEAD: usize = 8192;

/// The media type that the service has a name for, or else what the bytes show.
///
/// The first bytes alone count, as they do for whoever decodes the file: what else may be hidden behind them, such as an
/// archive, is sent as the picture that it also is.
pub(super) fn media_type(head: &[u8]) -> Result<&'static str, Option<&'static str>> {
    let head = &head[..head.len().min(HEAD)];
    match infer::get(head).map(|kind| kind.mime_type()) {
        // Four bytes are enough for infer; text behind them is no picture.
        Some("image/png") if !head.starts_with(b"\x89PNG\r\n\x1a\n") => Err(None),
        Some("image/jpeg") if head.get(3).is_none_or(|marker| *marker < 0xc0) => Err(None),
        Some("image/gif") if !(head.starts_with(b"GIF87a") || head.starts_with(b"GIF89a")) => Err(None),
        Some("image/webp") if !head.starts_with(b"RIFF") => Err(None),
        Some(
            known @ ("image/jpeg" | "image/png" | "image/webp" | "image/gif" | "video/mp4" | "video/webm"
            | "video/quicktime"),
        ) => Ok(known),
        // The brand of an MP4 decides what infer calls it; the service knows one word for all of them.
        Some("video/x-m4v") => Ok("video/mp4"),
        found => Err(found),
    }
}

/// Keeps the limits of the service (`uploads/images`, `uploads/videos`).
pub(super) fn check_size(name: &str, media_type: &str, size: u64) -> Result<(), UploadFileError> {
    let is_film = media_type.starts_with("video/");
    let limit = if is_film { UploadFile::MAX_VIDEO_BYTES } else { UploadFile::MAX_IMAGE_BYTES };
    if size > limit as u64 {
        return Err(UploadFileError::TooLarge { name: name.to_owned(), size, limit });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::UploadFile;
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    const MP4: &[u8] = b"\0\0\0\x18ftypisom\0\0\0\0";

    #[test]
    fn u04_the_bytes_decide_not_the_name() {
        assert_eq!(UploadFile::from_bytes("photo.jpg", PNG).unwrap().media_type(), "image/png");
        for (bytes, shown) in [
            (&b"just text"[..], "text"),
            (b"<svg xmlns=\"x\"/>", "JPEG, PNG"),
            (b"<?xml version=\"1.0\"?><svg/>", "JPEG, PNG"),
            (b"<!DOCTYPE html><html></html>", "JPEG, PNG"),
            (b"%PDF-1.7", "application/pdf"),
            (b"BM......", "JPEG, PNG"),
            (b"II*\0....", "JPEG, PNG"),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "JPEG, PNG"),
            (b"\x1a\x45\xdf\xa3\x93\x42\x82\x88matroska", "JPEG, PNG"),
            (b"\x1a\x45\xdf\xa3\x93\x42\x82\x88unknown", "JPEG, PNG"),
        ] {
            let error = UploadFile::from_bytes("notes.png", bytes).unwrap_err().to_string();
            assert!(error.contains("notes.png is neither") && error.contains(shown), "{error}");
        }
    }

    #[test]
    fn u04_films_are_told_apart() {
        let mut webm = b"\x1a\x45\xdf\xa3\x93\x42\x82\x84webm\x42\x87\x81\x02".to_vec();
        webm.resize(300, 0);
        assert_eq!(media_type(&webm), Ok("video/webm"));
        assert_eq!(media_type(MP4), Ok("video/mp4"));
        assert_eq!(media_type(b"\0\0\0\x14ftypqt  \0\0\0\0qt  "), Ok("video/quicktime"));
        assert_eq!(media_type(b"\0\0\0\x14ftypM4V \0\0\0\0M4V "), Ok("video/mp4"));
    }

    /// A picture that is an archive as well goes as the picture. Text behind a few magic bytes is no picture.
    #[test]
    fn u04_a_polyglot_is_what_its_first_bytes_say() {
        let also_zip = [b"GIF89a\x01\0\x01\0\0\0\0", &b"PK\x03\x04payload"[..]].concat();
        assert_eq!(media_type(&also_zip), Ok("image/gif"));
        assert_eq!(media_type(&[PNG, b"<script>alert(1)</script>"].concat()), Ok("image/png"));
        for fake in [
            &b"\x89PNG<svg onload=alert(1)>"[..],
            b"\xff\xd8\xff<html>",
            b"GIF<html>",
            b"GIF88a<html>",
            b"<!-- \x89PNG\r\n\x1a\n -->",
        ] {
            assert!(media_type(fake).is_err(), "{fake:?}");
        }
    }

    #[test]
    fn u01_the_limit_is_exact() {
        let mut bytes = PNG.to_vec();
        bytes.resize(10_000_000, 0);
        assert!(UploadFile::from_bytes("a.png", bytes.clone()).is_ok());
        bytes.push(0);
        let error = UploadFile::from_bytes("a.png", bytes).unwrap_err();
        assert!(error.to_string().contains("10000001 bytes"), "{error}");
    }

    #[test]
    fn u01_films_may_be_larger_than_pictures() {
        let mut bytes = MP4.to_vec();
        bytes.resize(50_000_000, 0);
        let file = UploadFile::from_bytes("clip.mov", bytes.clone()).unwrap();
        assert_eq!((file.media_type(), file.endpoint()), ("video/mp4", "/v1/uploads/videos"));
        bytes.push(0);
        let error = UploadFile::from_bytes("clip.mov", bytes).unwrap_err().to_string();
        assert!(error.contains("50000001 bytes") && error.contains("films of at most 50MB"), "{error}");
    }

    /// The size on disk counts: no byte behind the head is read of a file that is too large.
    #[test]
    fn u01_a_file_on_disk_is_measured_without_reading_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("huge.png");
        std::fs::write(&path, PNG).unwrap();
        std::fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(1 << 40).unwrap();
        let error = UploadFile::from_path(&path).unwrap_err().to_string();
        assert!(error.contains("1099511627776 bytes"), "{error}");
        let endless = std::io::Read::chain(PNG, std::io::repeat(0));
        assert!(matches!(
            UploadFile::from_reader("endless.png", endless),
            Err(UploadFileError::TooLarge { .. })
        ));
    }
}
