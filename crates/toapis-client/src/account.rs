//! Calls around an account, async: what is left, what may be used, new tokens; and every other call that costs nothing.

use toapis_types::{Balance, CreatedToken, ListedModel, ModelFilter, TokenRequest, call};

use crate::client::Client;
use crate::core::{CreateTokenCall, FreeCall};
use crate::error::Error;

impl Client {
    /// What is left of the token that this client uses (`account/token-balance`).
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] or [`Error::Refused`].
    pub async fn token_balance(&self) -> Result<Balance, Error> {
        self.inner.exchange(&FreeCall::token_balance(&self.inner.shared.api)).await
    }

    /// What is left of the whole account (`account/user-balance`).
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] or [`Error::Refused`].
    pub async fn user_balance(&self) -> Result<Balance, Error> {
        self.inner.exchange(&FreeCall::user_balance(&self.inner.shared.api)).await
    }

    /// The models that the key may use today (`chat/list-models`).
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] or [`Error::Refused`].
    pub async fn models(&self, filter: ModelFilter) -> Result<Vec<ListedModel>, Error> {
        self.inner.exchange(&FreeCall::models(&self.inner.shared.api, filter)).await
    }

    /// Makes a new token (`account/create-token`). Its key is in the answer and nowhere else, so store it at once. The
    /// call is sent once and never again: a second one would make a second token.
    ///
    /// # Errors
    ///
    /// [`Error::Refused`] when no token was made, [`Error::TokenUnknown`] when nobody knows.
    pub async fn create_token(&self, request: &TokenRequest) -> Result<CreatedToken, Error> {
        self.inner.exchange(&CreateTokenCall::new(&self.inner.shared.api, request)).await
    }

    /// Makes one of the calls of [`types::call`](toapis_types::call): avatar groups and assets, verifications, the status
    /// of a character. It is sent once.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] or [`Error::Refused`].
    pub async fn call<C: call::Call + Sync>(&self, call: &C) -> Result<C::Answer, Error> {
        self.inner.exchange(&FreeCall::of(&self.inner.shared.api, call)).await
    }
}
