//! The calls of a page that describes several, and whom a row or an example of the facts belongs to.

use super::Catalogue;
use super::facts::FactPage;
use super::report::PageReport;
use crate::catalogue::Page;
use crate::catalogue::format::{Call, Kind, Method, Operation};

/// What a row or an example is about.
pub(super) enum Owner<'a> {
    /// The create call of the page.
    Page,
    /// One of its other calls.
    Call(&'a Call),
    /// The create call of other pages of the family: `videos/sora2/…` for a page of that folder.
    Family(Vec<&'a Page>),
    /// Nothing in the catalogue.
    Nobody,
}

/// Finds the owner by `POST /v1/…`; nothing means the call of the page.
pub(super) fn owner<'a>(
    endpoint: Option<&str>,
    facts: &FactPage,
    ours: &'a Page,
    catalogue: &'a Catalogue,
) -> Owner<'a> {
    let own = facts.endpoint();
    let endpoint = endpoint.unwrap_or(&own);
    if let Some(call) = ours.file.calls.iter().find(|call| endpoint_of(call) == endpoint) {
        return Owner::Call(call);
    }
    let path = endpoint.strip_prefix("POST ").unwrap_or_default();
    if ours.file.operation != Operation::Calls && (endpoint == own || path == ours.path()) {
        return Owner::Page;
    }
    let of_family = |page: &&Page| {
        page.file.operation != Operation::Calls && page.path() == path && folder(page) == folder(ours)
    };
    let family: Vec<&Page> = catalogue.pages.iter().filter(of_family).collect();
    if family.is_empty() { Owner::Nobody } else { Owner::Family(family) }
}

/// Whether the first thing the page is about is its create call, and not one of the others.
pub(super) fn is_about_creating(facts: &FactPage, ours: &Page) -> bool {
    let is_first = |call: &Call| endpoint_of(call) == facts.endpoint();
    ours.file.operation != Operation::Calls && !ours.file.calls.iter().any(is_first)
}

fn folder(page: &Page) -> Option<&str> {
    page.file.page.rsplit_once('/').map(|(folder, _)| folder)
}

/// Each endpoint of the facts is a call of the catalogue, and the other way round. The create call of a kind and the
/// status of its tasks are not calls of a page.
pub(super) fn compare_endpoints(facts: &FactPage, ours: &Page, report: &mut PageReport) {
    let create = match ours.file.kind {
        Kind::Image => "POST /v1/images/generations",
        Kind::Video => "POST /v1/videos/generations",
    };
    let status = create.replace("POST", "GET") + "/{task_id}";
    let mut stated: Vec<String> =
        facts.endpoints.iter().map(|endpoint| format!("{} {}", endpoint.method, endpoint.path)).collect();
    if !is_about_creating(facts, ours) {
        stated.push(facts.endpoint());
    }
    stated.sort();
    stated.dedup();
    let known: Vec<String> = ours.file.calls.iter().map(endpoint_of).collect();
    for endpoint in &stated {
        if *endpoint != create && *endpoint != status && !known.contains(endpoint) {
            report.add("call", format!("{endpoint} is not in the catalogue"));
        }
    }
    for endpoint in known.iter().filter(|endpoint| !stated.contains(endpoint)) {
        report.add("call", format!("{endpoint} is not in the facts"));
    }
}

fn endpoint_of(call: &Call) -> String {
    let method = match call.method {
        Method::Get => "GET",
        Method::Post => "POST",
    };
    format!("{method} {}", call.path)
}
