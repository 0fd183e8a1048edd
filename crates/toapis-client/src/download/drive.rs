//! Downloads of the async client: the methods, and the I/O behind them. Every decision is in [`Work`].

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;

use super::{Batch, DownloadError, FetchError, Job, LIFE, Now, Report, Run, Saved, Step, Target, Work};
use crate::client::{Client, Inner};
use crate::error::Error;
use crate::outcome::Completed;

impl Client {
    /// Saves all results of a task: pictures, films, last frames, layers. Files that exist are left alone unless the
    /// [`Target`] says otherwise.
    ///
    /// ```no_run
    /// # async fn run(client: toapis_client::Client, done: toapis_client::Completed) -> Result<(), toapis_client::Error> {
    /// use toapis_client::{Error, Target};
    ///
    /// match client.download(&done, Target::dir("out")).await {
    ///     // Some are there, some are not: this fetches those that are not, and costs nothing.
    ///     Err(Error::Download(error)) if !error.is_expired() => client.download_rest(&error).await?,
    ///     other => other?,
    /// };
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// A file has its name only once it is synced and passed these checks: it is not empty, as long as was announced, no
    /// text such as a web page or JSON, and a PNG, JPEG, WebP, MP4, MOV, AVIF or HEIF file reaches the end that
    /// its own format names. What fails them is fetched again, up to three times. Nothing is decoded, so that damage
    /// within a file goes unnoticed, and so does a cut in another format where no length was announced. Bytes that are
    /// no text and no known picture or film are kept, with a warning: see [`Saved::is_media`].
    ///
    /// A body that breaks off is gone on with where it ended, as long as the host shows that it is the same file still. A
    /// file that is not there, although it has not expired, is looked for over five minutes, with a fresh URL from the
    /// task; a host that is busy is asked until the file expires, or as
    /// [`Config::download_patience`](crate::Config::download_patience) has it. A file host that cannot be reached is
    /// replaced by a mirror.
    ///
    /// Files are written and checked with blocking calls between the pieces of the download and at its end. While one is
    /// under way it has a hidden name in its folder (`.toapis-….part`), which is removed when the download fails or its
    /// future is dropped. A process that is killed leaves it behind. On Linux a later download of the same result goes on with
    /// it, when it is of more than a megabyte, nobody writes it, the machine was not restarted, and the host shows the same
    /// validator and length. What is a day old and written by nobody is removed by the next download into that folder. Other
    /// files are never touched, whatever they are called.
    ///
    /// # Errors
    ///
    /// [`Error::Download`], which says what was saved and what was not. Nothing is lost before the results expire.
    pub async fn download(&self, done: &Completed, target: impl Into<Target>) -> Result<Vec<Saved>, Error> {
        let target = target.into();
        let run = Run::new(target.folder(), &self.inner.shared);
        self.fetch_one(Batch::new(std::slice::from_ref(done), &target), &run).await
    }

    /// Fetches what a download left over, to where it was meant to go, and returns all that is there then. What was saved
    /// is not fetched again.
    ///
    /// # Errors
    ///
    /// As for [`download`](Self::download).
    pub async fn download_rest(&self, error: &DownloadError) -> Result<Vec<Saved>, Error> {
        let run = Run::new(error.target_dir(), &self.inner.shared);
        self.fetch_one(Batch::rest(error), &run).await
    }

    /// Saves all results of many tasks, named after each task, in one folder: four at a time, and those that expire next
    /// first. A [`Target`] that is not a folder is taken for one.
    ///
    /// The outcomes come in the order of the tasks: what was saved of each, or what was not and why. One task in trouble
    /// does not cost the others.
    pub async fn download_all(
        &self,
        tasks: &[Completed],
        dir: impl Into<Target>,
    ) -> Vec<Result<Vec<Saved>, Box<DownloadError>>> {
        let target = dir.into().into_folder();
        let run = Run::new(target.folder(), &self.inner.shared);
        let (jobs, mut reports) = Batch::new(tasks, &target).into_parts();
        let mut waiting = jobs.iter();
        let mut under_way = FuturesUnordered::new();
        loop {
            while under_way.len() < AT_A_TIME
                && let Some(job) = waiting.next()
            {
                under_way.push(self.save(job, &run));
            }
            let Some((job, outcome)) = under_way.next().await else { break };
            Batch::add(&mut reports, job, outcome);
        }
        reports.into_iter().map(Report::finish).collect()
    }

    async fn fetch_one(&self, batch: Batch<'_>, run: &Run) -> Result<Vec<Saved>, Error> {
        let (jobs, mut reports) = batch.into_parts();
        for job in &jobs {
            let (_, outcome) = self.save(job, run).await;
            Batch::add(&mut reports, job, outcome);
        }
        let saved: Result<Vec<_>, _> = reports.into_iter().map(Report::finish).collect();
        Ok(saved.map(|saved| saved.into_iter().flatten().collect())?)
    }

    /// Saves one result.
    async fn save<'j, 'a>(&self, job: &'j Job<'a>, run: &Run) -> (&'j Job<'a>, Result<Saved, FetchError>) {
        let expires_at = job.expires_at.unwrap_or_else(|| self.inner.now().saturating_add(LIFE));
        let mut work = Work::new(&job.planned, run, &self.inner.shared, expires_at);
        loop {
            match work.step() {
                Step::Send(request) => match self.inner.transport.send(request).await {
                    Ok(response) => {
                        let (head, mut body) = response.into_parts();
                        if work.head(head.status, &head.headers, self.inner.both_times()) {
                            loop {
                                match body.chunk().await {
                                    Ok(Some(piece)) if work.piece(&piece, self.inner.both_times()) => {}
                                    Ok(Some(_)) => break,
                                    ended => {
                                        work.end(ended.map(drop), self.inner.both_times());
                                        break;
                                    }
                                }
                            }
                        }
                    }
                    Err(error) => work.lost(error, self.inner.both_times()),
                },
                Step::Sleep(pause) => self.inner.time.sleep(pause).await,
                Step::Look => work.looked(self.look_once(job.handle).await.ok().as_ref()),
                Step::Done(outcome) => return (job, outcome),
            }
        }
    }
}

impl Inner {
    fn both_times(&self) -> Now {
        Now { unix: self.now(), monotonic: self.time.monotonic() }
    }
}

/// How many files [`Client::download_all`] fetches at a time.
const AT_A_TIME: usize = 4;
