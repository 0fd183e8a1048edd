//! Uploads of pictures and videos.

use serde_json::json;

use crate::support::{Answer, Call, Gateway, IMAGES, START, only_url, picture, shows, with};

const IMAGE_DOOR: &str = "/v1/uploads/images";
const VIDEO_DOOR: &str = "/v1/uploads/videos";

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0";
const GIF: &[u8] = b"GIF89a\x01\0\x01\0";
const WEBP: &[u8] = b"RIFF\x24\0\0\0WEBPVP8 ";
const MP4: &[u8] = b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2";
const MOV: &[u8] = b"\0\0\0\x14ftypqt  \0\0\0\0qt  ";
const WEBM: &[u8] = b"\x1a\x45\xdf\xa3\x01\0\0\0\0\0\0\x1f\x42\x86\x81\x01\x42\x82\x84webm";

/// A form of named parts.
fn form(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut form = Vec::new();
    for (name, bytes) in parts {
        let file = if *name == "file" { "; filename=\"photo.bin\"\r\nContent-Type: text/plain" } else { "" };
        form.extend(
            format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes(),
        );
        form.extend(*bytes);
        form.extend(b"\r\n");
    }
    form.extend(b"--edge--\r\n");
    form
}

fn upload(gateway: &Gateway, door: &str, parts: &[(&str, &[u8])]) -> Answer {
    let call = gateway.call("POST", door).header("Content-Type", "multipart/form-data; boundary=edge");
    gateway.send(&call.bytes(form(parts)))
}

/// A file that begins like this and has this many bytes.
fn padded(start: &[u8], length: usize) -> Vec<u8> {
    let mut file = start.to_vec();
    file.resize(length, 0);
    file
}

#[test]
fn u04_files_are_known_by_their_bytes_and_kept() {
    let gateway = Gateway::new();
    for (door, bytes, media_type, extension) in [
        (IMAGE_DOOR, PNG, "image/png", "png"),
        (IMAGE_DOOR, JPEG, "image/jpeg", "jpg"),
        (IMAGE_DOOR, GIF, "image/gif", "gif"),
        (IMAGE_DOOR, WEBP, "image/webp", "webp"),
        (VIDEO_DOOR, MP4, "video/mp4", "mp4"),
        (VIDEO_DOOR, MOV, "video/quicktime", "mov"),
        (VIDEO_DOOR, &padded(WEBM, 300), "video/webm", "webm"),
    ] {
        let stored = upload(&gateway, door, &[("purpose", b"generation"), ("file", bytes)]).ok();
        let data = &stored["data"];
        assert_eq!((&data["mime_type"], &data["size"]), (&json!(media_type), &json!(bytes.len())));
        let url = data["url"].as_str().unwrap();
        assert!(url.ends_with(&format!(".{extension}")), "{url}");
        let file = gateway.file(url);
        assert_eq!(
            (file.status, file.header("content-type"), &file.body[..]),
            (200, Some(media_type), bytes)
        );
    }
    assert_eq!(gateway.emulator.ledger().charges(), [], "uploads cost nothing");
}

#[test]
fn the_answers_have_the_documented_shape() {
    let gateway = Gateway::new();
    let image = upload(&gateway, IMAGE_DOOR, &[("file", PNG)]).ok();
    let video = upload(&gateway, VIDEO_DOOR, &[("file", MP4)]).ok();
    shows!("uploads", [gateway.clean(&image), gateway.clean(&video)]);
}

#[test]
fn ten_megabytes_are_ten_million_bytes() {
    let gateway = Gateway::new();
    let too_large = (400, "Image too large. Maximum size is 10MB".to_owned());
    let most = upload(&gateway, IMAGE_DOOR, &[("file", &padded(PNG, 10_000_000))]).ok();
    assert_eq!(most["data"]["size"], 10_000_000);
    for length in [10_000_001, 10_485_760, 50_000_000, 70_000_000] {
        assert_eq!(
            upload(&gateway, IMAGE_DOOR, &[("file", &padded(PNG, length))]).failure(),
            too_large,
            "{length}"
        );
    }
}

#[test]
fn fifty_megabytes_are_fifty_million_bytes() {
    let gateway = Gateway::new();
    let too_large = (400, "Video too large. Maximum size is 50MB".to_owned());
    upload(&gateway, VIDEO_DOOR, &[("file", &padded(MP4, 50_000_000))]).ok();
    for length in [50_000_001, 100_000_000] {
        assert_eq!(upload(&gateway, VIDEO_DOOR, &[("file", &padded(MP4, length))]).failure(), too_large);
    }
}

#[test]
fn other_files_are_refused() {
    let gateway = Gateway::new();
    let image = (400, "Unsupported image type. Allowed: JPEG, PNG, WebP, GIF".to_owned());
    for bytes in
        [&b""[..], b"hello", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", b"BM1234567890", MP4]
    {
        assert_eq!(upload(&gateway, IMAGE_DOOR, &[("file", bytes)]).failure(), image);
    }
    let video = (400, "Unsupported or invalid video file. Allowed: MP4, WebM, MOV".to_owned());
    for bytes in [&b""[..], PNG, b"RIFF\0\0\0\0AVI LIST"] {
        assert_eq!(upload(&gateway, VIDEO_DOOR, &[("file", bytes)]).failure(), video);
    }
}

#[test]
fn forms_that_hold_no_file_are_refused() {
    let gateway = Gateway::new();
    assert_eq!(upload(&gateway, IMAGE_DOOR, &[]).failure().0, 400);
    assert_eq!(upload(&gateway, IMAGE_DOOR, &[("image", PNG), ("purpose", b"x")]).failure().0, 400);
    let whole = form(&[("file", PNG)]);
    for (kind, bytes) in [
        ("multipart/form-data; boundary=other", &whole[..]),
        ("multipart/form-data", &whole),
        ("multipart/form-data; boundary=edge", &whole[..whole.len() - 10]),
        ("multipart/form-data; boundary=edge", b""),
        ("application/json", b"{\"file\": \"AAAA\"}"),
        ("image/png", PNG),
        ("application/octet-stream", &padded(PNG, 9_000_000)),
    ] {
        for door in [IMAGE_DOOR, VIDEO_DOOR] {
            let call = gateway.call("POST", door).header("Content-Type", kind).bytes(bytes);
            assert_eq!(gateway.send(&call).failure().0, 400, "{kind}");
        }
    }
    let call = gateway.call("POST", IMAGE_DOOR).bytes(whole);
    assert_eq!(gateway.send(&call).failure().0, 400);
}

#[test]
fn a_long_field_behind_the_file_is_read_too() {
    let gateway = Gateway::new();
    let parts: [(&str, &[u8]); 2] = [("file", PNG), ("purpose", &vec![b'x'; 9_000_000])];
    upload(&gateway, IMAGE_DOOR, &parts).ok();
}

#[test]
fn an_upload_outlives_results_and_is_seen_as_a_reference() {
    let made = |prompt: &str| {
        let gateway = Gateway::new();
        let source = gateway.create_living(IMAGES, &with(picture(), "prompt", prompt), "instant");
        let bytes = gateway.file(&only_url(&gateway.look(IMAGES, &source))).body;
        let stored = upload(&gateway, IMAGE_DOOR, &[("file", &bytes)]).ok();
        let url = stored["data"]["url"].as_str().unwrap();
        gateway.step(10 * 86_400);
        assert_eq!(gateway.file(url).body, bytes);
        let body = with(picture(), "image_urls", json!([url]));
        let id = gateway.create_living(IMAGES, &body, "instant");
        gateway.file(&only_url(&gateway.look(IMAGES, &id)))
    };
    let (fox, ship, again) = (made("a red fox"), made("a ship at night"), made("a red fox"));
    assert_eq!([fox.status, ship.status], [200; 2]);
    assert!(fox.body == again.body && fox.body != ship.body, "all that differs is the reference");
}

#[test]
fn paths_hold_the_user_and_the_time() {
    let gateway = Gateway::new();
    let stored = upload(&gateway, IMAGE_DOOR, &[("file", PNG)]).ok();
    let url = stored["data"]["url"].as_str().unwrap();
    let start = format!("{}/uploads/1/{START}_", gateway.emulator.files_url());
    assert!(url.starts_with(&start), "{url}");
    let id = stored["data"]["id"].as_str().unwrap().strip_prefix("upload_").unwrap();
    assert!(url.contains(id), "{url} {id}");
    let wrong = Call::new("GET", url.strip_prefix(gateway.emulator.files_url()).unwrap());
    assert_eq!(gateway.send(&wrong).status, 404, "the API host has no files");
}
