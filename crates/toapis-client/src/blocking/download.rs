//! Downloads of the blocking client: the methods, and the I/O behind them. Every decision is in [`Work`].

use std::time::Duration;

use super::client::{Client, Inner};
use crate::download::{
    Batch, DownloadError, FetchError, Job, LIFE, Now, Report, Run, Saved, Step, Target, Work,
};
use crate::error::Error;
use crate::outcome::Completed;

impl Client {
    /// Saves all results of a task. See [the async method](crate::Client::download).
    ///
    /// # Errors
    ///
    /// As there.
    pub fn download(&self, done: &Completed, target: impl Into<Target>) -> Result<Vec<Saved>, Error> {
        let target = target.into();
        let run = Run::new(target.folder(), &self.inner.shared);
        self.fetch_one(Batch::new(std::slice::from_ref(done), &target), &run)
    }

    /// Fetches what a download left over. See [the async method](crate::Client::download_rest).
    ///
    /// # Errors
    ///
    /// As there.
    pub fn download_rest(&self, error: &DownloadError) -> Result<Vec<Saved>, Error> {
        let run = Run::new(error.target_dir(), &self.inner.shared);
        self.fetch_one(Batch::rest(error), &run)
    }

    /// Saves all results of many tasks, one after the other, those that expire next first. See
    /// [the async method](crate::Client::download_all), which fetches four at a time.
    pub fn download_all(
        &self,
        tasks: &[Completed],
        dir: impl Into<Target>,
    ) -> Vec<Result<Vec<Saved>, Box<DownloadError>>> {
        let target = dir.into().into_folder();
        let run = Run::new(target.folder(), &self.inner.shared);
        let (jobs, mut reports) = Batch::new(tasks, &target).into_parts();
        for job in &jobs {
            Batch::add(&mut reports, job, self.save(job, &run));
        }
        reports.into_iter().map(Report::finish).collect()
    }

    fn fetch_one(&self, batch: Batch<'_>, run: &Run) -> Result<Vec<Saved>, Error> {
        let (jobs, mut reports) = batch.into_parts();
        for job in &jobs {
            Batch::add(&mut reports, job, self.save(job, run));
        }
        let saved: Result<Vec<_>, _> = reports.into_iter().map(Report::finish).collect();
        Ok(saved.map(|saved| saved.into_iter().flatten().collect())?)
    }

    /// Saves one result.
    fn save(&self, job: &Job<'_>, run: &Run) -> Result<Saved, FetchError> {
        let expires_at = job.expires_at.unwrap_or_else(|| self.inner.now().saturating_add(LIFE));
        let mut work = Work::new(&job.planned, run, &self.inner.shared, expires_at);
        loop {
            match work.step() {
                Step::Send(request) => match self.inner.transport.send(request) {
                    Ok(response) => {
                        let (head, mut body) = response.into_parts();
                        if work.head(head.status, &head.headers, self.inner.both_times()) {
                            loop {
                                match body.chunk() {
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
                Step::Sleep(pause) => self.inner.time.sleep(pause),
                Step::Look => work.looked(self.look_once(job.handle, Duration::MAX).ok().as_ref()),
                Step::Done(outcome) => return outcome,
            }
        }
    }
}

impl Inner {
    fn both_times(&self) -> Now {
        Now { unix: self.now(), monotonic: self.time.monotonic() }
    }
}
