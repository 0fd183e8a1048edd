//! Webhooks of an emulator, from Rust: what the console of the service does, and the log of deliveries.

use std::fmt::Display;

use super::Emulator;
use crate::webhooks::{
    Delivery, DeliveryFault, DeliverySettings, Endpoint, InvalidReceiver, InvalidSecret, Secret,
};

/// Why a webhook cannot do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WebhookError {
    /// The URL is none that the emulator delivers to.
    #[error(transparent)]
    Receiver(#[from] InvalidReceiver),
    /// The secret cannot sign.
    #[error(transparent)]
    Secret(#[from] InvalidSecret),
    /// The first user has no webhook, or it is switched off.
    #[error("no webhook is set up; call set_webhook first")]
    NotConfigured,
    /// There is nothing to send again.
    #[error("{0}")]
    Resend(String),
}

impl Emulator {
    /// Sets up the webhook of the first user: where events go, and what they are signed with. Only receivers on this
    /// machine are taken. Events of tasks created from now on are delivered.
    ///
    /// # Errors
    ///
    /// When the URL is not one of plain http to this machine, or the secret is blank.
    pub fn set_webhook(&self, url: &str, secret: &str) -> Result<(), WebhookError> {
        let endpoint = Endpoint::new(url.parse()?, Secret::new(secret)?);
        let user = self.first_user();
        self.world.webhooks(|webhooks, _| webhooks.set_endpoint(&user, Some(endpoint)));
        Ok(())
    }

    /// Puts a new secret in place. Both sign for the next 24 hours of the emulator's clock.
    ///
    /// # Errors
    ///
    /// When no webhook is set up, or the secret is blank.
    pub fn rotate_webhook_secret(&self, secret: &str) -> Result<(), WebhookError> {
        let (secret, user, now) = (Secret::new(secret)?, self.first_user(), self.world.clock.now());
        self.world.webhooks(|webhooks, _| {
            let endpoint = webhooks.endpoint_mut(&user).ok_or(WebhookError::NotConfigured)?;
            endpoint.rotate(secret, now);
            Ok(())
        })
    }

    /// Sends a test event, as the button of the console does. The number of the delivery.
    ///
    /// # Errors
    ///
    /// When no webhook is set up.
    pub fn send_test_event(&self) -> Result<u64, WebhookError> {
        let (user, now) = (self.first_user(), self.world.clock.now());
        let queued = self.world.webhooks(|webhooks, random| webhooks.queue_test(&user, random.rng(), now));
        queued.map_err(|_| WebhookError::NotConfigured)
    }

    /// All deliveries and their attempts, the oldest first.
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.world.webhooks(|webhooks, _| webhooks.list().cloned().collect())
    }

    /// Sends a delivery again now, whatever came of it.
    ///
    /// # Errors
    ///
    /// When there is no such delivery, or it is being sent right now.
    pub fn resend(&self, delivery: u64) -> Result<(), WebhookError> {
        let now = self.world.clock.now();
        let text = |error: &dyn Display| WebhookError::Resend(error.to_string());
        self.world.webhooks(|webhooks, _| webhooks.resend(delivery, now)).map_err(|error| text(&error))
    }

    /// Makes one of the next events odd: the first fault the next event, the second the one after it. Like any fault, one
    /// that has met no event when the emulator is dropped is a panic.
    pub fn script_delivery(&self, fault: DeliveryFault) {
        self.world.webhooks(|webhooks, _| webhooks.script(fault));
    }

    /// Changes the schedule of retries for all that comes.
    pub fn set_delivery_schedule(&self, settings: DeliverySettings) {
        self.world.webhooks(|webhooks, _| webhooks.set_settings(settings));
    }

    fn first_user(&self) -> String {
        self.world.user_id(None).unwrap_or_default()
    }
}
