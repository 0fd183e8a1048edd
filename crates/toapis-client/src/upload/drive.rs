//! The async half of uploads: the method, and the I/O.

use std::future::poll_fn;
use std::task::Poll;

use futures_util::StreamExt as _;
use futures_util::stream;
use toapis_types::Upload;

use super::{Loader, UploadFile};
use crate::client::{Client, Inner};
use crate::core::{UploadCall, random_boundary};
use crate::error::Error;

impl Client {
    /// Uploads a picture or a film, to be used as a reference by its URL. A request with a
    /// [`LocalFile`](toapis_types::LocalFile) in it does so by itself.
    ///
    /// All clones share what is known of uploads: the same bytes go up once, also when several uploads of them run at the
    /// same time ([`Config::reuse_uploads`](crate::Config::reuse_uploads)), and only so many run at once
    /// ([`Config::uploads_at_once`](crate::Config::uploads_at_once)). The file is opened when it is its turn, and read with
    /// blocking calls, in pieces.
    ///
    /// An upload that got no answer, or that of a server in trouble, is made again, up to three times in all.
    ///
    /// # Errors
    ///
    /// [`Error::File`] when the file cannot be read or became another one; [`Error::Transport`] or [`Error::Refused`].
    /// Uploading again is safe: the documentation names no charge for it.
    pub async fn upload(&self, file: &UploadFile) -> Result<Upload, Error> {
        self.inner.upload(file).await
    }

    /// Uploads several files, some of them at the same time, and gives their URLs in the order of the files.
    ///
    /// # Errors
    ///
    /// [`Error::Upload`], which names the first file that failed and has what was uploaded of those before it. No upload is
    /// begun after that one.
    pub async fn upload_all(&self, files: &[UploadFile]) -> Result<Vec<Upload>, Error> {
        self.inner.upload_all(files).await
    }
}

impl Inner {
    /// Uploads one file, unless its bytes are there already, when it is its turn.
    async fn upload(&self, file: &UploadFile) -> Result<Upload, Error> {
        let uploads = &self.shared.uploads;
        let _slot = uploads.slots.acquire().await;
        let mut reading = Loader::open(file)?;
        while reading.step()? {
            yield_now().await;
        }
        let loaded = reading.finish()?;
        let once = uploads.of(loaded.digest, self.time.monotonic());
        let call = UploadCall::new(&self.shared.api, file, loaded, random_boundary);
        once.get_or_try_init(|| self.exchange(&call)).await.cloned()
    }

    /// Uploads several files, and gives their URLs in the order of the files.
    async fn upload_all(&self, files: &[UploadFile]) -> Result<Vec<Upload>, Error> {
        let uploading: Vec<_> = files.iter().map(|file| self.upload(file)).collect();
        let mut outcomes = stream::iter(uploading).buffered(self.shared.uploads.at_once);
        let mut uploads = Vec::with_capacity(files.len());
        while let Some(outcome) = outcomes.next().await {
            match outcome {
                Ok(upload) => uploads.push(upload),
                Err(error) => return Err(error.of_upload(&files[uploads.len()], uploads)),
            }
        }
        Ok(uploads)
    }
}

/// Lets other tasks of the runtime run.
async fn yield_now() {
    let mut yielded = false;
    poll_fn(|context| {
        if std::mem::replace(&mut yielded, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
