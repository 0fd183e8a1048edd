//! Files in a request: looked at first, uploaded once nothing speaks against the request, and never sent inline.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use toapis_client::poll::time::VirtualTime;
use toapis_client::transport::Request;
use toapis_client::transport::memory::{Expect, MemoryTransport, Reply};
use toapis_client::types::Upload;
use toapis_client::types::image::{Gemini31FlashImage, Gpt4oImage, ImageRequest};
use toapis_client::types::video::VideoRequest;
use toapis_client::{
    Client, Config, Error, LocalFile, Money, Submitted, UploadFile, UploadFileError, blocking,
};

use crate::support::{
    Act, CREATE, PNG, block_on, both, completed, config, error, look, lost, persistent, refused, reply, task,
};

const IMAGES: &str = "/v1/uploads/images";
const VIDEOS: &str = "/v1/uploads/videos";
const FILMS: &str = "/v1/videos/generations";
const GEMINI: &str = "gemini-3.1-flash-image-preview";
const MP4: &[u8] = b"\0\0\0\x18ftypisom\0\0\0\0isommp42";

struct SubmitImage(ImageRequest);

impl Act for SubmitImage {
    type Output = Result<Submitted, Error>;

    async fn on_async(&self, client: Client) -> Self::Output {
        client.images().submit(self.0.clone()).await
    }

    fn on_blocking(&self, client: blocking::Client) -> Self::Output {
        client.images().submit(self.0.clone())
    }
}

struct SubmitVideo(VideoRequest);

impl Act for SubmitVideo {
    type Output = Result<Submitted, Error>;

    async fn on_async(&self, client: Client) -> Self::Output {
        client.videos().submit(self.0.clone()).await
    }

    fn on_blocking(&self, client: blocking::Client) -> Self::Output {
        client.videos().submit(self.0.clone())
    }
}

/// As it is made for users: with the checks.
fn strict() -> Config {
    config().check_requests(true)
}

fn url_of(name: &str) -> String {
    format!("https://files.toapis.com/uploads/1/{name}")
}

fn named(request: &Request) -> Reply {
    let body = String::from_utf8_lossy(request.body().as_bytes()).into_owned();
    let name = body.split("filename=\"").nth(1).unwrap().split('"').next().unwrap();
    reply(200, &json!({"success": true, "data": {"url": url_of(name)}}))
}

fn file(dir: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = dir.join(name);
    // Other bytes for each name, so that none is taken for another.
    fs::write(&path, [bytes, name.as_bytes()].concat()).unwrap();
    path
}

/// The requests without the boundaries, which are random.
fn lines(requests: &[Request]) -> Vec<String> {
    let line = |request: &Request| {
        let path = request.uri().path().to_owned();
        if path.starts_with("/v1/uploads/") {
            let body = String::from_utf8_lossy(request.body().as_bytes()).into_owned();
            let name = body.split("filename=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
            return format!("{path} {name}");
        }
        let body: Value = serde_json::from_slice(request.body().as_bytes()).unwrap_or_default();
        format!("{path} {body}")
    };
    requests.iter().map(line).collect()
}

/// Both clients on a transport that takes every upload and accepts the create; the requests of both are the same.
fn submitted(path: &'static str, submit: &impl Act<Output = Result<Submitted, Error>>) -> Vec<Request> {
    let script = || {
        let transport = MemoryTransport::new();
        transport.expect(Expect::post(IMAGES).any_times()).answer_with(named);
        transport.expect(Expect::post(VIDEOS).any_times()).answer_with(named);
        transport.expect(Expect::post(path)).reply(reply(200, &task("queued")));
        transport
    };
    let one = strict().uploads_at_once(1);
    let transport = script();
    let client = Client::with(one.clone(), transport.clone(), VirtualTime::new()).unwrap();
    block_on(submit.on_async(client)).unwrap();
    transport.assert_done();
    let other = script();
    let client = blocking::Client::with(one, other.clone(), VirtualTime::new()).unwrap();
    submit.on_blocking(client).unwrap();
    assert_eq!(lines(&transport.requests()), lines(&other.requests()));
    transport.requests()
}

fn created(requests: &[Request]) -> Value {
    serde_json::from_slice(requests.last().unwrap().body().as_bytes()).unwrap()
}

/// Nothing may be sent; what both clients say.
fn held_back(config: &Config, request: impl Into<ImageRequest>) -> Error {
    both(config, |_| {}, &SubmitImage(request.into())).0.unwrap_err()
}

#[test]
fn u14_local_files_are_uploaded_and_their_urls_sent_in_order() {
    let dir = tempfile::tempdir().unwrap();
    let local = |name| LocalFile::new(file(dir.path(), name, PNG));
    let request = Gemini31FlashImage::new("Both")
        .reference(local("a b.png"))
        .reference("https://example.com/c.png")
        .reference(local("d.png"));
    let requests = submitted(CREATE, &SubmitImage(request.into()));
    assert_eq!(requests.len(), 3);
    assert_eq!(
        created(&requests)["image_urls"],
        json!([url_of("a b.png"), "https://example.com/c.png", url_of("d.png")])
    );
    let all = lines(&requests).concat();
    assert!(!all.contains("local=") && !all.contains(&*dir.path().to_string_lossy()), "{all}");
}

/// Strings, lists, objects with a URL, nested in metadata, films, a model that nobody knows.
#[test]
fn u14_files_are_found_wherever_the_page_puts_them() {
    let dir = tempfile::tempdir().unwrap();
    let png = |name| LocalFile::new(file(dir.path(), name, PNG));
    let film = |name| LocalFile::new(file(dir.path(), name, MP4));
    let kling = VideoRequest::for_model("kling-v3-omni")
        .prompt("Go on")
        .set("video_list", json!([{"video_url": film("v.mp4"), "refer_type": "base"}]))
        .set("metadata.image_list", json!([{"image_url": png("i.png")}]));
    let body = created(&submitted(FILMS, &SubmitVideo(kling)));
    assert_eq!(body["video_list"][0]["video_url"], url_of("v.mp4"));
    assert_eq!(body["metadata"]["image_list"][0]["image_url"], url_of("i.png"));

    let frames = VideoRequest::for_model("kling-v3")
        .prompt("Waves")
        .set("image_with_roles", json!([{"url": png("f.png"), "role": "first_frame"}]));
    let body = created(&submitted(FILMS, &SubmitVideo(frames)));
    assert_eq!(body["image_with_roles"], json!([{"url": url_of("f.png"), "role": "first_frame"}]));

    let unknown = ImageRequest::new("brand-new", "x")
        .reference(png("r.png"))
        .set("metadata.deep/er.list", json!([[{"x~y": png("m.png")}]]));
    let body = created(&submitted(CREATE, &SubmitImage(unknown)));
    assert_eq!(body["image_urls"], json!([url_of("r.png")]));
    assert_eq!(body["metadata"]["deep/er"]["list"][0][0]["x~y"], url_of("m.png"));

    let objects = json!({"model": GEMINI, "prompt": "x", "image_urls": [{"url": png("o.png"), "role": "a"}]});
    let transport = MemoryTransport::new();
    transport.expect(Expect::post(IMAGES)).answer_with(named);
    transport.expect(Expect::post(CREATE)).reply(reply(200, &task("queued")));
    let client = Client::with(config(), transport.clone(), VirtualTime::new()).unwrap();
    block_on(client.images().submit(ImageRequest::from_json(objects).unwrap())).unwrap();
    assert_eq!(created(&transport.requests())["image_urls"][0], json!({"url": url_of("o.png"), "role": "a"}));
}

#[test]
fn u14_data_in_place_of_a_url_is_uploaded_and_never_sent_inline() {
    let data = "data:image/png;base64,iVBORw0KGgoAAAAA";
    let bare = format!("iVBORw0KGgo{}", "A".repeat(185));
    let request = Gemini31FlashImage::new("x").reference(data).reference(bare.as_str());
    let requests = submitted(CREATE, &SubmitImage(request.into()));
    assert_eq!(requests.len(), 3);
    let body = created(&requests);
    assert_eq!(body["image_urls"], json!([url_of("reference.png"), url_of("reference.png")]));
    assert!(requests[0].body().as_bytes().windows(12).any(|window| window == b"\x89PNG\r\n\x1a\n\0\0\0\0"));

    // A prompt may speak of such things.
    let text = format!("Explain {data}");
    let body = created(&submitted(CREATE, &SubmitImage(Gemini31FlashImage::new(text.as_str()).into())));
    assert_eq!(body["prompt"], text);
}

#[test]
fn u14_what_cannot_be_uploaded_is_refused_with_the_reason() {
    let dir = tempfile::tempdir().unwrap();
    let text = file(dir.path(), "notes.png", b"only text ");
    for (reference, reason) in [
        ("file:///home/me/photo.jpg".to_owned(), "is a file on this machine"),
        ("/home/me/photo.jpg".to_owned(), "give it as a LocalFile"),
        ("photo.jpg".to_owned(), "is a file on this machine"),
        ("http://127.0.0.1:8000/a.png".to_owned(), "leads to this machine"),
        ("http://192.168.1.7/a.png".to_owned(), "leads to this machine or its network"),
        ("http://[::1]/a.png".to_owned(), "leads to this machine"),
        ("data:image/svg+xml;base64,PHN2Zy8+".to_owned(), "is neither a JPEG"),
        ("data:text/html;base64,PGh0bWw+".to_owned(), "is neither a JPEG"),
        ("data:image/png,no-base64".to_owned(), "base64"),
        ("QUJD".repeat(50), "is file content"),
        (LocalFile::new(text).to_string(), "notes.png is neither a JPEG"),
        (LocalFile::new(dir.path()).to_string(), "is not a regular file"),
        (LocalFile::new(dir.path().join("none.png")).to_string(), "none.png cannot be read"),
    ] {
        let error = held_back(&strict(), Gemini31FlashImage::new("x").reference(reference.as_str()));
        assert!(error.to_string().contains(reason), "{reference}: {error}");
        assert!(error.to_string().starts_with("nothing was sent: "), "{error}");
        assert_eq!((error.money(), error.is_retryable()), (Money::NotMoved, false));
    }
}

/// A file where none belongs could only be sent as a path, which helps nobody: also without the checks.
#[test]
fn u14_a_file_where_none_is_taken_is_refused_even_unchecked() {
    let dir = tempfile::tempdir().unwrap();
    let png = || LocalFile::new(file(dir.path(), "a.png", PNG));
    let prompt = held_back(&config(), Gemini31FlashImage::new(png()));
    assert!(prompt.to_string().contains("prompt: "), "{prompt}");
    assert!(matches!(prompt, Error::File(UploadFileError::Misplaced { .. })));

    let sound = VideoRequest::for_model("minimax-h3")
        .prompt("x")
        .set("audio_with_roles", json!([{"url": png(), "role": "reference_audio"}]));
    let model = toapis_client::types::catalog::models()
        .find(|entry| entry.fields().any(|field| field.at == "audio_with_roles[].url"))
        .unwrap();
    let sound = sound.extra("model", model.id());
    let error = both(&config(), |_| {}, &SubmitVideo(sound)).0.unwrap_err();
    assert!(error.to_string().contains("no upload for sound"), "{error}");
}

#[test]
fn u01_a_file_of_another_kind_than_the_page_wants_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let film = LocalFile::new(file(dir.path(), "a.mp4", MP4));
    let error = held_back(&strict(), Gemini31FlashImage::new("x").reference(film));
    assert!(error.to_string().contains("image_urls[0]: a.mp4 cannot stand there"), "{error}");
    assert!(error.to_string().contains("a picture is wanted"), "{error}");
}

/// What the page says is known before anything is uploaded.
#[test]
fn u13_a_request_that_breaks_a_limit_uploads_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let path = file(dir.path(), "a.png", PNG);
    let request = ImageRequest::new(GEMINI, "x").size("16:10").reference(LocalFile::new(&path));
    let error = held_back(&strict(), request);
    assert!(matches!(error, Error::Invalid(_)), "{error}");
    let many =
        (0..15).fold(Gemini31FlashImage::new("x"), |request, _| request.reference(LocalFile::new(&path)));
    assert!(held_back(&strict(), many).to_string().contains("15 entries"));
}

#[cfg(unix)]
#[test]
fn u02_links_in_requests_can_be_refused() {
    let dir = tempfile::tempdir().unwrap();
    let link = dir.path().join("link.png");
    std::os::unix::fs::symlink(file(dir.path(), "a.png", PNG), &link).unwrap();
    let request = || Gemini31FlashImage::new("x").reference(LocalFile::new(&link));
    let error = held_back(&strict().follow_links(false), request());
    assert!(error.to_string().contains("is a symbolic link"), "{error}");
    assert_eq!(submitted(CREATE, &SubmitImage(request().into())).len(), 2);
}

#[test]
fn u13_the_urls_of_uploads_are_in_the_error_of_a_rejected_create() {
    let dir = tempfile::tempdir().unwrap();
    let path = file(dir.path(), "a.png", PNG);
    let script = |answer: Reply| {
        move |transport: &MemoryTransport| {
            transport.expect(Expect::post(IMAGES)).answer_with(named);
            transport.expect(Expect::post(CREATE)).reply(answer.clone());
        }
    };
    let request = || Gemini31FlashImage::new("x").reference(LocalFile::new(&path)).into();
    let rejected = outcome(script(reply(400, &error("invalid_request"))), request()).unwrap_err();
    assert!(matches!(rejected, Error::Rejected(_)));
    assert_eq!(rejected.uploads().iter().map(|upload| &upload.url).collect::<Vec<_>>(), [&url_of("a.png")]);
    assert!(rejected.to_string().contains(&url_of("a.png")), "{rejected}");

    let unknown = outcome(script(Reply::new(502).body("<html>")), request()).unwrap_err();
    assert!(unknown.ticket().is_some());
    assert_eq!(unknown.uploads().len(), 1);
}

/// As [`both`], whose comparison of bytes the random boundaries would fail.
fn outcome(script: impl Fn(&MemoryTransport), request: ImageRequest) -> Result<Submitted, Error> {
    let submit = SubmitImage(request);
    let transport = MemoryTransport::new();
    script(&transport);
    let client = Client::with(strict(), transport.clone(), VirtualTime::new()).unwrap();
    let outcome = block_on(submit.on_async(client));
    transport.assert_done();
    let transport = MemoryTransport::new();
    script(&transport);
    let client = blocking::Client::with(strict(), transport.clone(), VirtualTime::new()).unwrap();
    assert_eq!(format!("{outcome:?}"), format!("{:?}", submit.on_blocking(client)));
    transport.assert_done();
    outcome
}

/// The same client does not upload again for the next try, and a create that was not sent is tried as it was.
#[test]
fn u10_u13_the_next_try_uploads_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let path = file(dir.path(), "a.png", PNG);
    let transport = MemoryTransport::new();
    transport.expect(Expect::post(IMAGES)).answer_with(named);
    transport.expect(Expect::post(CREATE)).reply(refused());
    transport.expect(Expect::post(CREATE)).reply(reply(200, &task("queued")));
    transport.expect(look()).reply(reply(200, &completed()));
    let client = Client::with(config(), transport.clone(), VirtualTime::new()).unwrap();
    let request = || Gemini31FlashImage::new("x").reference(LocalFile::new(&path));
    block_on(async {
        let error = client.images().submit(request()).await.unwrap_err();
        assert!(matches!(error, Error::NotSent(_)) && error.money() == Money::NotMoved);
        assert_eq!(error.uploads().iter().map(|upload| &upload.url).collect::<Vec<_>>(), [&url_of("a.png")]);
        let text = error.to_string();
        assert!(
            text.contains("nothing was charged") && text.contains("so it may be sent again. What was"),
            "{text}"
        );
        assert!(text.ends_with(&format!("can be used again: {}.", url_of("a.png"))), "{text}");
        client.images().run(request()).await.unwrap();
    });
    transport.assert_done();
}

#[test]
fn u08_u10_a_failed_upload_says_which_file_and_that_nothing_was_created() {
    let dir = tempfile::tempdir().unwrap();
    let request: ImageRequest = Gemini31FlashImage::new("x")
        .reference(LocalFile::new(file(dir.path(), "a.png", PNG)))
        .reference(LocalFile::new(file(dir.path(), "b.png", PNG)))
        .into();
    let script = |transport: &MemoryTransport| {
        transport.expect(Expect::post(IMAGES)).answer_with(named);
        transport.expect(Expect::post(IMAGES).times(3)).reply(lost());
    };
    let submit = |client: Client| block_on(client.images().submit(request.clone()));
    let transport = MemoryTransport::new();
    script(&transport);
    let one = persistent().check_requests(true).uploads_at_once(1);
    let failed = submit(Client::with(one, transport.clone(), VirtualTime::new()).unwrap()).unwrap_err();
    transport.assert_done();
    assert_eq!(
        failed.to_string(),
        "no task was created and nothing was charged: b.png was not uploaded: toapis.com: the connection was \
         closed; the request may have reached the server, after 3 attempts: lost, lost, lost. This call costs nothing and may be made again."
    );
    assert_eq!((failed.money(), failed.is_retryable(), failed.uploads().len()), (Money::NotMoved, true, 1));
    assert!(failed.ticket().is_none() && failed.task().is_none());
}

/// The ticket is there before, the body is whole after, and nothing is sent in between that was not asked for.
#[test]
fn u13_a_prepared_create_uploads_when_it_is_told_to() {
    let dir = tempfile::tempdir().unwrap();
    let path = file(dir.path(), "a.png", PNG);
    let transport = MemoryTransport::new();
    transport.expect(Expect::post(IMAGES)).reply(reply(503, &error("busy")));
    transport.expect(Expect::post(IMAGES).times(2)).reply(lost());
    transport.expect(Expect::post(IMAGES)).answer_with(named);
    transport.expect(Expect::post(CREATE)).reply(reply(200, &task("queued")));
    let client =
        Client::with(persistent().check_requests(true), transport.clone(), VirtualTime::new()).unwrap();
    let request = Gemini31FlashImage::new("x").reference(LocalFile::new(&path));
    let mut create = client.images().prepare(request).unwrap();
    assert_eq!(create.ticket().business_id.as_str(), "job-1");
    assert_eq!(create.files().map(UploadFile::name).collect::<Vec<_>>(), ["a.png"]);
    assert!(!create.body().to_string().contains(&*dir.path().to_string_lossy()));
    assert!(transport.requests().is_empty());
    block_on(async {
        assert!(create.upload().await.is_err());
        assert_eq!(create.uploads().count(), 0);
        create.upload().await.unwrap();
        create.upload().await.unwrap();
        assert_eq!(create.body()["image_urls"], json!([url_of("a.png")]));
        let urls: Vec<String> = create.uploads().map(|upload: &Upload| upload.url.clone()).collect();
        assert_eq!(urls, [url_of("a.png")]);
        create.submit().await.unwrap();
    });
    transport.assert_done();
}

/// The memory transport would name a create that nobody planned.
#[test]
fn u15_a_cancel_during_an_upload_sends_no_create() {
    let dir = tempfile::tempdir().unwrap();
    let path = file(dir.path(), "a.png", PNG);
    let transport = MemoryTransport::new();
    transport.expect(Expect::post(IMAGES)).reply(Reply::never());
    let client = Client::with(strict(), transport.clone(), VirtualTime::new()).unwrap();
    block_on(async {
        let images = client.images();
        let run = images.run(Gemini31FlashImage::new("x").reference(LocalFile::new(&path)));
        tokio::select! {
            biased;
            outcome = run => panic!("{outcome:?}"),
            () = a_while() => {}
        }
        a_while().await;
    });
    assert_eq!(lines(&transport.requests()), ["/v1/uploads/images a.png"]);
}

async fn a_while() {
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
}

/// Not a byte of a mask changes on the way: whatever is done to it shows in the picture.
#[test]
fn u14_a_mask_is_sent_byte_by_byte_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let path = file(dir.path(), "mask.png", &[PNG, b"tEXt odd but mine \xff\0"].concat());
    let request =
        Gpt4oImage::new("Paint there").reference("https://example.com/a.png").mask(LocalFile::new(&path));
    let requests = submitted(CREATE, &SubmitImage(request.into()));
    assert_eq!(created(&requests)["mask_url"], url_of("mask.png"));
    let mask = fs::read(&path).unwrap();
    assert!(requests[0].body().as_bytes().windows(mask.len()).any(|window| window == mask));
}
