//! What both shops do: take orders, have pictures made, and store each when its event comes. No HTTP server in here.

use std::collections::HashMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use toapis_client::types::Verdict;
use toapis_client::types::image::Gemini31FlashImage;
use toapis_client::{Client, Completed, Config, Error as ClientError, Target};
use toapis_emulator::{Emulator, Lifecycle};
use toapis_webhook::{HandlerError, Inbox, Received, SqliteStore, Verifier, WebhookSecret, Worker};

const SECRET: &str = "whsec_of_this_example_0123456789";

/// The shop, and what has to live as long as it.
pub struct Shop {
    client: Client,
    folder: PathBuf,
    /// By business id. A real shop has them in its database, and writes them there before the create is sent.
    orders: Mutex<HashMap<String, Order>>,
    /// In place of the service. With a key, the client comes from `Client::from_env`, and the secret from the console.
    _emulator: Emulator,
}

#[derive(Clone)]
enum Order {
    Making,
    Ready(PathBuf),
    Failed(String),
}

/// Opens a shop that keeps its pictures in `folder`, and expects its events at `hook_url`: the shop, the inbox to be served
/// there, and the worker to be run beside.
pub async fn open(folder: &Path, hook_url: &str) -> Result<(Arc<Shop>, Inbox, Worker), Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    let quick = Lifecycle::new(Duration::from_secs(1), Duration::from_secs(1));
    let emulator = Emulator::builder().lifecycle(quick).start().await?;
    emulator.set_webhook(hook_url, SECRET)?;
    let client = Client::new(Config::new(emulator.api_key()).base_url(emulator.base_url()))?;
    let (folder, orders) = (folder.to_owned(), Mutex::default());

    let store = SqliteStore::open(folder.join("events.db")).await?;
    let inbox = Inbox::new(Verifier::new(WebhookSecret::new(SECRET)?), store);
    let shop = Arc::new(Shop { client, folder, orders, _emulator: emulator });
    let handler = {
        let shop = Arc::clone(&shop);
        move |received| handle(Arc::clone(&shop), received)
    };
    let worker = Worker::new(&inbox, handler).on_trouble(|trouble| eprintln!("{trouble:?}"));
    Ok((shop, inbox, worker))
}

impl Shop {
    /// Takes an order: a status and a body. Its event may come before this answers, so the order goes by its own number.
    pub async fn order(&self, prompt: String) -> (u16, Value) {
        let number = {
            let mut orders = self.orders.lock().unwrap();
            let number = format!("order-{}", orders.len() + 1);
            orders.insert(number.clone(), Order::Making);
            number
        };
        let request = Gemini31FlashImage::new(prompt).client_business_id(number.clone());
        match self.client.images().submit(request).await {
            // When nobody knows whether it is being made, its event will tell.
            Ok(_) | Err(ClientError::Unknown { .. }) => (202, json!({"order": number})),
            Err(error) => {
                self.set(&number, Order::Failed(error.to_string()));
                (502, json!({"order": number, "error": error.to_string()}))
            }
        }
    }

    /// Where an order stands: a status and a body.
    pub fn look(&self, number: &str) -> (u16, Value) {
        match self.orders.lock().unwrap().get(number) {
            None => (404, json!({"error": "no such order"})),
            Some(Order::Making) => (200, json!({"state": "making"})),
            Some(Order::Ready(file)) => (200, json!({"state": "ready", "file": file})),
            Some(Order::Failed(reason)) => (200, json!({"state": "failed", "reason": reason})),
        }
    }

    fn set(&self, number: &str, order: Order) {
        self.orders.lock().unwrap().insert(number.to_owned(), order);
    }
}

/// Runs after the delivery was answered: once for each event, and again when it fails or its process dies.
async fn handle(shop: Arc<Shop>, received: Received) -> Result<(), HandlerError> {
    let event = received.event;
    let (Some(handle), Some(task)) = (event.handle(), &event.task) else { return Ok(()) };
    // A token has one webhook for everything it is used for: not every task is an order of this shop.
    let Some(number) = task.client_business_id.clone() else { return Ok(()) };
    if shop.look(&number).0 == 404 {
        return Ok(());
    }
    let ended = match event.verdict() {
        Verdict::Ended(task) => Completed::judge(handle, task.clone()),
        // It says that there is a result, and shows none, or the like. The status call knows.
        Verdict::Ask => shop.client.wait(&handle).await,
        Verdict::Nothing => return Ok(()),
    };
    match ended {
        Ok(done) => {
            let file = shop.folder.join(format!("{number}.png"));
            // Done again after a crash, it puts the same picture in the same place.
            shop.client.download(&done, Target::from(&file).overwrite(true)).await?;
            shop.set(&number, Order::Ready(file));
            Ok(())
        }
        Err(error @ ClientError::TaskFailed { .. }) => {
            shop.set(&number, Order::Failed(error.to_string()));
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}
