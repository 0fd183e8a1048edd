//! The peer: async-openai, whose calls do about as much for its user. A pair is two calls of the same kind.

use async_openai::Client;
use async_openai::config::OpenAIConfig;
use async_openai::types::chat::{ChatCompletionRequestUserMessage, CreateChatCompletionRequestArgs};
use async_openai::types::images::CreateImageRequestArgs;
use tokio::runtime::Runtime;

use super::{Caller, runtime};
use crate::answers::PROMPT;

fn client(base: &str) -> Client<OpenAIConfig> {
    // It builds a reqwest client with TLS, which wants to know by whom.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::with_config(OpenAIConfig::new().with_api_base(base).with_api_key("sk-bench-0123456789"))
}

/// Pictures.
pub struct Images {
    runtime: Runtime,
    client: Client<OpenAIConfig>,
}

impl Images {
    pub fn new(base: &str) -> Self {
        Self { runtime: runtime(), client: client(&format!("{base}/openai")) }
    }
}

impl Caller for Images {
    fn pairs(&mut self, count: usize) {
        self.runtime.block_on(async {
            for _ in 0..2 * count {
                let request =
                    CreateImageRequestArgs::default().prompt(PROMPT).n(1).build().expect("a request");
                self.client.images().generate(request).await.expect("an answer");
            }
        });
    }
}

/// Chats.
pub struct Chat {
    runtime: Runtime,
    client: Client<OpenAIConfig>,
}

impl Chat {
    pub fn new(base: &str) -> Self {
        Self { runtime: runtime(), client: client(&format!("{base}/v1")) }
    }
}

impl Caller for Chat {
    fn pairs(&mut self, count: usize) {
        self.runtime.block_on(async {
            for _ in 0..2 * count {
                let request = CreateChatCompletionRequestArgs::default()
                    .model("gpt-5")
                    .messages([ChatCompletionRequestUserMessage::from(PROMPT).into()])
                    .build()
                    .expect("a request");
                self.client.chat().create(request).await.expect("an answer");
            }
        });
    }
}
