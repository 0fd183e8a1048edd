//! The closed sets of words that typed builders take.

use thiserror::Error;

use super::near;

/// A text that is none of the words a model takes.
///
/// It prints the words that would do: `"16:10" is not a size of this model; use one of 1:1, 3:2, …; the closest is
/// "3:2"`.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{given:?} is not a {what} of this model; use one of {}{}", allowed.join(", "), self.hint())]
pub struct UnknownWord {
    what: &'static str,
    given: String,
    allowed: &'static [&'static str],
}

impl UnknownWord {
    pub(crate) fn new(what: &'static str, given: &str, allowed: &'static [&'static str]) -> Self {
        Self { what, given: given.chars().take(40).collect(), allowed }
    }

    /// The words that would do, in the order of the page.
    pub fn allowed(&self) -> &'static [&'static str] {
        self.allowed
    }

    fn hint(&self) -> String {
        near::word_hint(&self.given, self.allowed).map(|hint| format!("; {hint}")).unwrap_or_default()
    }
}

/// Gives an enum its words: `ALL`, `as_str`, `Display`, `FromStr` and serde, all with the exact wire spelling.
macro_rules! wire_words {
    ($type:ident, $what:literal, [$($variant:ident = $word:literal),+ $(,)?]) => {
        impl $type {
            /// Every value, in the order of the page.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word as it goes on the wire.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }
        }

        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::str::FromStr for $type {
            type Err = $crate::UnknownWord;

            /// Reads the exact wire spelling; letter case counts.
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($word => Ok(Self::$variant),)+
                    other => Err($crate::UnknownWord::new($what, other, Self::WORDS)),
                }
            }
        }

        impl From<$type> for ::serde_json::Value {
            fn from(word: $type) -> Self {
                Self::String(word.as_str().to_owned())
            }
        }

        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <::std::borrow::Cow<'de, str> as ::serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(::serde::de::Error::custom)
            }
        }
    };
}

/// Makes an enum of words the service answers with; it keeps the text of those it does not know.
macro_rules! open_words {
    ($(#[$about:meta])* $type:ident, [$($(#[$word_about:meta])* $variant:ident = $word:literal),+ $(,)?]) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $type {
            $($(#[$word_about])* $variant,)+
            /// A word that is not documented.
            Other(String),
        }

        impl $type {
            /// The word as the service writes it.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)+
                    Self::Other(text) => text,
                }
            }
        }

        impl From<&str> for $type {
            fn from(text: &str) -> Self {
                match text {
                    $($word => Self::$variant,)+
                    other => Self::Other(other.to_owned()),
                }
            }
        }

        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

pub(crate) use {open_words, wire_words};
