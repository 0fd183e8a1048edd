//! The clients that are compared.

mod by_hand;
mod openai;
mod toolkit;

/// One client, connected: every pair is one create and one look, both read and judged.
pub trait Caller {
    /// Makes this many pairs of calls, one after another.
    fn pairs(&mut self, count: usize);

    /// Makes this many pairs of calls with `width` of them under way at once; `false` where this client is not measured so.
    fn pairs_at_once(&mut self, _count: usize, _width: usize) -> bool {
        false
    }
}

/// The names of all callers, the limit first.
pub const NAMES: [&str; 11] = [
    "sockets",
    "hyper-connection",
    "hyper",
    "toapis-hyper",
    "reqwest",
    "toapis-reqwest",
    "openai-image",
    "openai-chat",
    "ureq",
    "toapis-ureq",
    "reqwest-blocking",
];

/// The caller of this name, for the server at `base`.
pub fn caller(name: &str, base: &str) -> Option<Box<dyn Caller>> {
    Some(match name {
        "sockets" => Box::new(by_hand::Sockets::new(base)),
        "hyper-connection" => Box::new(by_hand::HyperConnection::new(base)),
        "hyper" => Box::new(by_hand::HyperPool::new(base)),
        "reqwest" => Box::new(by_hand::Reqwest::new(base)),
        "reqwest-blocking" => Box::new(by_hand::ReqwestBlocking::new(base)),
        "ureq" => Box::new(by_hand::Ureq::new(base)),
        "openai-image" => Box::new(openai::Images::new(base)),
        "openai-chat" => Box::new(openai::Chat::new(base)),
        "toapis-hyper" => Box::new(toolkit::Async::on_hyper(base)),
        "toapis-reqwest" => Box::new(toolkit::Async::on_reqwest(base)),
        "toapis-ureq" => Box::new(toolkit::Blocking::new(base)),
        _ => return None,
    })
}

/// A runtime on this thread.
fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

/// Does `work` for every number below `count`, with `width` of them under way at once.
async fn at_once<F: Future>(count: usize, width: usize, work: impl Fn(usize) -> F) {
    use futures_util::StreamExt as _;
    futures_util::stream::iter(0..count).map(work).buffer_unordered(width).for_each(|_| async {}).await;
}
