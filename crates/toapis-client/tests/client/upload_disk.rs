//! Files on disk: what is no file is refused before the network, and one that changes under our hands as well.

use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};

use toapis_client::poll::time::VirtualTime;
use toapis_client::transport::memory::MemoryTransport;
use toapis_client::{Client, Error, UploadFile, UploadFileError, blocking};

use crate::support::{PNG, block_on, config};

/// What both clients say about a file whose upload must not touch the network.
fn refused(file: &UploadFile) -> UploadFileError {
    let transport = MemoryTransport::new();
    let client = Client::with(config(), transport.clone(), VirtualTime::new()).unwrap();
    let error = block_on(client.upload(file)).unwrap_err();
    let client = blocking::Client::with(config(), transport.clone(), VirtualTime::new()).unwrap();
    assert_eq!(error.to_string(), client.upload(file).unwrap_err().to_string());
    assert!(transport.requests().is_empty());
    match error {
        Error::File(error) => error,
        other => panic!("{other}"),
    }
}

fn file(dir: &Path, bytes: &[u8]) -> PathBuf {
    let path = dir.join("a.png");
    fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn u02_what_is_no_file_is_refused_before_it_is_opened() {
    let dir = tempfile::tempdir().unwrap();
    assert!(matches!(UploadFile::from_path(dir.path()), Err(UploadFileError::NotAFile { .. })));
    let none = UploadFile::from_path(dir.path().join("none.png"));
    assert!(matches!(none, Err(UploadFileError::Unreadable { .. })));
    let empty = UploadFile::from_path(file(dir.path(), b""));
    assert!(matches!(empty, Err(UploadFileError::Empty { .. })));
}

/// Opening a FIFO would wait for somebody to write into it; reading `/dev/zero` would never end.
#[cfg(unix)]
#[test]
fn u02_devices_and_pipes_are_refused_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let fifo = dir.path().join("fifo.png");
    let made = std::process::Command::new("mkfifo").arg(&fifo).status();
    let mut paths: Vec<PathBuf> = ["/dev/zero", "/dev/null"].map(PathBuf::from).to_vec();
    paths.extend(made.is_ok_and(|status| status.success()).then_some(fifo));
    let socket = dir.path().join("socket.png");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    paths.push(socket);
    for path in paths {
        let outcome = UploadFile::from_path(&path);
        assert!(matches!(outcome, Err(UploadFileError::NotAFile { .. })), "{}", path.display());
    }
}

#[cfg(unix)]
#[test]
fn u02_an_unreadable_file_is_named() {
    use std::os::unix::fs::PermissionsExt as _;

    let dir = tempfile::tempdir().unwrap();
    let path = file(dir.path(), PNG);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // Who may read everything, as root may, reads this too.
    if fs::File::open(&path).is_err() {
        let error = UploadFile::from_path(&path).unwrap_err().to_string();
        assert!(error.contains("a.png cannot be read"), "{error}");
    }
}

#[test]
fn u02_a_file_that_goes_away_before_its_upload_is_not_sent() {
    let dir = tempfile::tempdir().unwrap();
    let path = file(dir.path(), PNG);
    let upload = UploadFile::from_path(&path).unwrap();
    fs::remove_file(&path).unwrap();
    assert!(matches!(refused(&upload), UploadFileError::Unreadable { .. }));
    fs::create_dir(&path).unwrap();
    assert!(matches!(refused(&upload), UploadFileError::NotAFile { .. }));
}

#[test]
fn u02_a_file_that_changes_before_its_upload_is_not_sent() {
    let dir = tempfile::tempdir().unwrap();
    let path = file(dir.path(), PNG);
    let upload = UploadFile::from_path(&path).unwrap();
    OpenOptions::new().write(true).open(&path).unwrap().set_len(9).unwrap();
    assert!(matches!(refused(&upload), UploadFileError::Changed { seen: 20, read: 9, .. }));
    OpenOptions::new().write(true).open(&path).unwrap().set_len(1 << 40).unwrap();
    assert!(matches!(refused(&upload), UploadFileError::Changed { .. }));
    fs::write(&path, &b"<html>20 bytes</html"[..]).unwrap();
    assert!(matches!(refused(&upload), UploadFileError::NotSupported { .. }));
    fs::write(&path, b"GIF89a..............").unwrap();
    let error = refused(&upload).to_string();
    assert!(error.contains("changed while it was read"), "{error}");
}

#[cfg(unix)]
#[test]
fn u02_links_are_followed_unless_they_are_not_wanted() {
    let dir = tempfile::tempdir().unwrap();
    let (path, link) = (file(dir.path(), PNG), dir.path().join("link.png"));
    std::os::unix::fs::symlink(&path, &link).unwrap();
    assert!(UploadFile::from_path(&link).is_ok());
    assert!(matches!(UploadFile::from_path_no_link(&link), Err(UploadFileError::Link { .. })));

    // A link that is put there later is not followed either.
    let upload = UploadFile::from_path_no_link(&path).unwrap();
    fs::rename(&path, dir.path().join("b.png")).unwrap();
    std::os::unix::fs::symlink(dir.path().join("b.png"), &path).unwrap();
    assert!(matches!(refused(&upload), UploadFileError::Link { .. }));
}
