//! Text that must not show up in logs.

use std::fmt;

/// A secret text: `Debug` hides it, there is no `Display`, and it does not serialise. Ask for it with
/// [`expose`](Self::expose), once, where it is needed.
///
/// Its memory is not wiped on drop; who needs that moves the text into a type that does.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn s15_a_secret_does_not_show() {
        let secret = Secret::new("canary");
        assert_eq!(format!("{secret:?} {secret:#?}"), "Secret([redacted]) Secret([redacted])");
        assert_eq!(secret.expose(), "canary");
    }
}
