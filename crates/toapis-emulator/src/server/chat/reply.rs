//! What the emulator answers: words that follow from the seed, the model and the conversation, and from nothing else.

use super::tokens::tokens;
use super::turns::Turn;

/// How much of a message is quoted, in characters.
const QUOTE: usize = 160;

const OPENINGS: [&str; 3] = [
    "This is the ToAPIs emulator, answering in place of {model}.",
    "The ToAPIs emulator answers here; {model} was not asked.",
    "You are talking to the ToAPIs emulator, which stands in for {model}.",
];

const CLOSINGS: [&str; 5] = [
    "The service would have a real answer here.",
    "Ask the same again and the same words come back, as long as the seed stays.",
    "Nothing of it left this machine.",
    "These words were put together by a few lines of code.",
    "Point the base URL at the service to hear what the model has to say.",
];

/// An answer, cut where the request wanted it cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reply {
    pub(super) text: String,
    pub(super) ending: Ending,
}

/// Why an answer ends where it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// It is whole.
    Whole,
    /// It reached the limit of tokens.
    Length,
    /// This text would have come next, and the request said to stop before it.
    Stop(String),
}

/// Where a request wants an answer cut.
#[derive(Clone, Debug, Default)]
pub(super) struct Limits {
    /// The most tokens.
    pub(super) tokens: Option<u64>,
    /// Texts before which the answer ends.
    pub(super) stops: Vec<String>,
}

/// What is to be answered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question<'a> {
    /// The seed of the emulator.
    pub(super) seed: u64,
    /// Which of several answers to the same question this is, from 0.
    pub(super) index: u64,
    /// The model, as the request names it.
    pub(super) model: &'a str,
    /// The messages of the request.
    pub(super) turns: &'a [Turn],
    /// How many messages of the user came in earlier requests of the same conversation.
    pub(super) asked_before: usize,
}

/// Answers a question within limits.
pub(super) fn reply(question: Question<'_>, limits: &Limits) -> Reply {
    cut(write(question), limits)
}

fn write(question: Question<'_>) -> String {
    let Question { seed, index, model, turns, asked_before } = question;
    let mut random = fastrand::Rng::with_seed(hash(seed, model, turns).wrapping_add(index));
    let opening = OPENINGS[random.usize(..OPENINGS.len())].replace("{model}", model);
    let closing = CLOSINGS[random.usize(..CLOSINGS.len())];
    let mut parts = vec![opening];
    match turns.iter().rev().find(|turn| turn.role == "user") {
        Some(turn) => {
            if !turn.text.trim().is_empty() {
                parts.push(format!("You wrote: \"{}\".", quote(&turn.text)));
            }
            match turn.pictures {
                0 => {}
                1 => parts.push("One picture came with it; nobody looked at it.".to_owned()),
                pictures => parts.push(format!("{pictures} pictures came with it; nobody looked at them.")),
            }
        }
        None => parts.push("There was no message from a user.".to_owned()),
    }
    if let Some(turn) = turns.iter().find(|turn| ["system", "developer"].contains(&turn.role.as_str())) {
        parts.push(format!("The instructions were: \"{}\".", quote(&turn.text)));
    }
    let asked = asked_before + user_turns(turns);
    if asked > 1 {
        parts.push(format!("It was message {asked} from you in this conversation."));
    }
    parts.push(closing.to_owned());
    parts.join(" ")
}

/// How many messages are the user's.
pub(super) fn user_turns(turns: &[Turn]) -> usize {
    turns.iter().filter(|turn| turn.role == "user").count()
}

/// A message on one line, not too long.
fn quote(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(QUOTE) {
        Some((end, _)) => format!("{}...", &line[..end]),
        None => line,
    }
}

fn cut(text: String, limits: &Limits) -> Reply {
    let stop = limits
        .stops
        .iter()
        .filter_map(|stop| text.find(stop.as_str()).map(|at| (at, stop)))
        .min_by_key(|&(at, stop)| (at, std::cmp::Reverse(stop.len())));
    let (mut text, mut ending) = match stop {
        Some((at, stop)) => (text[..at].to_owned(), Ending::Stop(stop.clone())),
        None => (text, Ending::Whole),
    };
    if let Some(most) = limits.tokens.and_then(|most| usize::try_from(most).ok()) {
        let end: usize = tokens(&text).take(most).map(str::len).sum();
        if end < text.len() {
            text.truncate(end);
            ending = Ending::Length;
        }
    }
    Reply { text, ending }
}

/// FNV-1a over everything an answer follows from.
fn hash(seed: u64, model: &str, turns: &[Turn]) -> u64 {
    let fields = turns.iter().flat_map(|turn| [turn.role.as_bytes(), turn.text.as_bytes()]);
    let bytes = fields.chain([model.as_bytes()]).flat_map(|field| field.iter().copied().chain([0xff]));
    bytes.fold(0xcbf2_9ce4_8422_2325 ^ seed, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(role: &str, text: &str, pictures: usize) -> Turn {
        Turn { role: role.to_owned(), text: text.to_owned(), pictures }
    }

    fn whole(seed: u64, turns: &[Turn]) -> String {
        let question = Question { seed, index: 0, model: "gpt-5", turns, asked_before: 0 };
        reply(question, &Limits::default()).text
    }

    #[test]
    fn it_says_who_answers_and_what_was_asked() {
        let turns = [
            turn("system", "answer\nin one line", 0),
            turn("user", "what is a monad?", 0),
            turn("assistant", "a burrito", 0),
            turn("user", "and  a\n functor?", 2),
        ];
        let text = whole(1, &turns);
        for part in [
            "ToAPIs emulator",
            "gpt-5",
            "You wrote: \"and a functor?\".",
            "2 pictures came with it",
            "The instructions were: \"answer in one line\".",
            "message 2 from you",
        ] {
            assert!(text.contains(part), "{part:?} is not in {text:?}");
        }
        assert!(whole(1, &[turn("assistant", "hello", 0)]).contains("no message from a user"));
    }

    #[test]
    fn it_follows_from_seed_model_and_conversation_alone() {
        let turns = [turn("user", "hello", 0)];
        assert_eq!(whole(7, &turns), whole(7, &turns));
        let variants: std::collections::HashSet<_> = (0..100).map(|seed| whole(seed, &turns)).collect();
        assert!(variants.len() > 5, "only {} variants", variants.len());
    }

    #[test]
    fn a_long_message_is_quoted_in_part() {
        let text = whole(1, &[turn("user", &"ж".repeat(100_000), 0)]);
        assert!(text.contains(&format!("\"{}...\"", "ж".repeat(QUOTE))));
        assert!(text.chars().count() < 400);
    }

    #[test]
    fn an_answer_is_cut_at_the_first_stop_or_at_its_tokens() {
        let cut = |tokens, stops: &[&str]| {
            let stops = stops.iter().map(|&stop| stop.to_owned()).collect();
            let reply = cut("one two three four".to_owned(), &Limits { tokens, stops });
            (reply.text, reply.ending)
        };
        assert_eq!(cut(None, &[]), ("one two three four".to_owned(), Ending::Whole));
        assert_eq!(cut(Some(5), &[]), ("one two three four".to_owned(), Ending::Whole));
        assert_eq!(cut(Some(2), &[]), ("one two ".to_owned(), Ending::Length));
        assert_eq!(cut(None, &["four", "two", "no"]), ("one ".to_owned(), Ending::Stop("two".to_owned())));
        assert_eq!(cut(None, &["t", "two"]), ("one ".to_owned(), Ending::Stop("two".to_owned())));
        assert_eq!(cut(Some(1), &["two"]), ("one ".to_owned(), Ending::Stop("two".to_owned())));
        assert_eq!(cut(Some(1), &["three"]), ("one ".to_owned(), Ending::Length));
        assert_eq!(cut(Some(u64::MAX), &["one"]), (String::new(), Ending::Stop("one".to_owned())));
    }
}
