//! The blocking half of uploads: the method, and the I/O.

use toapis_types::Upload;

use super::client::{Client, Inner};
use crate::core::{UploadCall, random_boundary};
use crate::error::Error;
use crate::upload::{Loader, UploadFile};

impl Client {
    /// Uploads a picture or a film, to be used as a reference by its URL. See [the async method](crate::Client::upload).
    ///
    /// # Errors
    ///
    /// As there.
    pub fn upload(&self, file: &UploadFile) -> Result<Upload, Error> {
        self.inner.upload(file)
    }

    /// Uploads several files, one after the other, and gives their URLs in the order of the files. For several at once,
    /// call [`upload`](Self::upload) from several threads.
    ///
    /// # Errors
    ///
    /// As [the async method](crate::Client::upload_all).
    pub fn upload_all(&self, files: &[UploadFile]) -> Result<Vec<Upload>, Error> {
        self.inner.upload_all(files)
    }
}

impl Inner {
    /// Uploads one file, unless its bytes are there already, when it is its turn.
    fn upload(&self, file: &UploadFile) -> Result<Upload, Error> {
        let uploads = &self.shared.uploads;
        let _slot = uploads.slots.acquire_blocking();
        let mut reading = Loader::open(file)?;
        while reading.step()? {}
        let loaded = reading.finish()?;
        let once = uploads.of(loaded.digest, self.time.monotonic());
        let call = UploadCall::new(&self.shared.api, file, loaded, random_boundary);
        once.get_or_try_init_blocking(|| self.exchange(&call)).cloned()
    }

    /// Uploads several files, one after the other, and gives their URLs in the order of the files.
    fn upload_all(&self, files: &[UploadFile]) -> Result<Vec<Upload>, Error> {
        let mut uploads = Vec::with_capacity(files.len());
        for file in files {
            match self.upload(file) {
                Ok(upload) => uploads.push(upload),
                Err(error) => return Err(error.of_upload(file, uploads)),
            }
        }
        Ok(uploads)
    }
}
