//! Which tests cover which case, and what is wrong with the names and the reasons.

use std::collections::BTreeMap;

use super::cases::{Cases, Group};
use super::scan::Test;
use crate::run::Outcome;

/// The tests of each case.
#[derive(Debug, Default)]
pub(crate) struct Coverage {
    tests: BTreeMap<String, Vec<Test>>,
}

impl Coverage {
    /// Reads the ids out of the names.
    ///
    /// # Errors
    ///
    /// A name begins with an id that is no case, or a case has both a test and a reason why it has none.
    pub(crate) fn new(cases: &Cases, tests: &[Test]) -> Outcome<Self> {
        let mut coverage = Self::default();
        let mut wrong = Vec::new();
        for test in tests {
            for id in ids(&test.name, cases) {
                if !cases.has(&id) {
                    wrong.push(format!("{}: {}: there is no case {id}", test.package, test.name));
                }
                coverage.tests.entry(id).or_default().push(test.clone());
            }
        }
        for group in &cases.groups {
            for id in group.without.keys() {
                if let Some(test) = coverage.proof(group, id) {
                    wrong.push(format!("{id} has a reason to have no test, and a test: {}", test.name));
                }
            }
        }
        if wrong.is_empty() { Ok(coverage) } else { Err(wrong.join("\n").into()) }
    }

    /// The first test that proves a case. A test of the emulator shows that the fault can be caused, not what a client
    /// makes of it, unless the case is about the emulator.
    pub(crate) fn proof(&self, group: &Group, id: &str) -> Option<&Test> {
        let counts = |test: &&Test| !test.is_of_emulator() || group.emulator.iter().any(|other| other == id);
        self.of(id).iter().find(counts)
    }

    /// The tests of a case, by package and name.
    pub(crate) fn of(&self, id: &str) -> &[Test] {
        self.tests.get(id).map_or(&[], Vec::as_slice)
    }

    /// The cases of the strict groups that have neither a test nor a reason, with what they are about.
    pub(crate) fn gaps(&self, cases: &Cases) -> Vec<String> {
        let strict = cases.groups.iter().filter(|group| group.strict);
        strict.flat_map(|group| self.open(group).map(|(id, what)| format!("{id} {what}"))).collect()
    }

    /// `205 cases: 180 with tests, 20 with a reason, 5 open`
    pub(crate) fn summary(&self, cases: &Cases) -> String {
        let all: usize = cases.groups.iter().map(|group| group.cases.len()).sum();
        let reasons: usize = cases.groups.iter().map(|group| group.without.len()).sum();
        let open: usize = cases.groups.iter().map(|group| self.open(group).count()).sum();
        format!("{all} cases: {} with tests, {reasons} with a reason, {open} open", all - reasons - open)
    }

    fn open<'a>(&'a self, group: &'a Group) -> impl Iterator<Item = (&'a String, &'a String)> {
        let open = |id: &String| self.proof(group, id).is_none() && !group.without.contains_key(id);
        group.cases.iter().filter(move |(id, _)| open(id))
    }
}

/// The ids at the front of a name, in capitals: `h08_h09_it_ends` has `H08` and `H09`.
pub(crate) fn ids(name: &str, cases: &Cases) -> Vec<String> {
    let words = name.split('_').map(str::to_ascii_uppercase);
    words.take_while(|word| is_id(word, cases)).collect()
}

/// Other short words, such as `x86`, are no ids.
fn is_id(word: &str, cases: &Cases) -> bool {
    let mut chars = word.chars();
    let letter = chars.next().is_some_and(|letter| cases.has_group(letter));
    letter && word.len() == 3 && chars.all(|digit| digit.is_ascii_digit())
}
