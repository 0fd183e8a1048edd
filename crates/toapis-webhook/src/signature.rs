//! HMAC-SHA256 over `id.timestamp.body`: making it, and comparing it.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};

use crate::WebhookSecret;

/// Signs a delivery as the service does, and writes it as the value of the signature header: `v1=<64 hex digits>`.
///
/// `timestamp` is the time of the delivery attempt in Unix seconds; `body` is every byte that will be sent. An id with
/// a dot and a timestamp below 1 are signed all the same, but no [`Verifier`](crate::Verifier) accepts them.
///
/// ```
/// use toapis_webhook::{WebhookSecret, sign};
///
/// let secret = WebhookSecret::new("whsec_test_0123456789abcdef01234567")?;
/// assert_eq!(
///     sign(&secret, "evt_01abcdef", 1_783_953_302, b""),
///     "v1=517f36821df6ce5be1355624e51dfcafe33a5aabd66b67f39ed07dc34555065b",
/// );
/// # Ok::<(), toapis_webhook::InvalidSecret>(())
/// ```
pub fn sign(secret: &WebhookSecret, id: &str, timestamp: i64, body: &[u8]) -> String {
    format!("v1={}", hex::encode(mac(secret, id, timestamp, body).finalize().into_bytes()))
}

/// Signs a delivery as the service does for 24 hours after a rotation: with the new secret, then with the previous
/// one, with a comma between.
pub fn sign_rotated(
    current: &WebhookSecret,
    previous: &WebhookSecret,
    id: &str,
    timestamp: i64,
    body: &[u8],
) -> String {
    format!("{},{}", sign(current, id, timestamp, body), sign(previous, id, timestamp, body))
}

/// Which of the secrets made one of the signatures; the first, should there be several.
pub(crate) fn matching_secret(
    secrets: &[WebhookSecret],
    signatures: &[[u8; 32]],
    id: &str,
    timestamp: i64,
    body: &[u8],
) -> Option<usize> {
    let macs: Vec<_> = secrets.iter().map(|secret| mac(secret, id, timestamp, body)).collect();
    // `verify_slice` compares all 32 bytes in constant time.
    compare_all(&macs, signatures, |mac, signature| mac.clone().verify_slice(signature).is_ok())
}

/// Compares every secret with every signature, also after a match, so that how long it takes depends on how many
/// there are and not on which of them are right.
fn compare_all<A, B>(
    secrets: &[A],
    signatures: &[B],
    mut equal: impl FnMut(&A, &B) -> bool,
) -> Option<usize> {
    let mut found = None;
    for (index, secret) in secrets.iter().enumerate() {
        for signature in signatures {
            let equal = equal(secret, signature);
            found = found.or(equal.then_some(index));
        }
    }
    found
}

/// Has taken in the signed text.
fn mac(secret: &WebhookSecret, id: &str, timestamp: i64, body: &[u8]) -> Hmac<Sha256> {
    keyed(secret.as_bytes())
        .chain_update(id)
        .chain_update(b".")
        .chain_update(timestamp.to_string())
        .chain_update(b".")
        .chain_update(body)
}

/// HMAC takes a key of any length, yet the constructor that takes a slice can fail by its type. Filling the block here,
/// as RFC 2104 says (a long key is hashed, a short one padded with zeros), leaves no failure to invent an answer for.
fn keyed(secret: &[u8]) -> Hmac<Sha256> {
    let mut block = [0; 64];
    if secret.len() > block.len() {
        fill(&mut block, &Sha256::digest(secret));
    } else {
        fill(&mut block, secret);
    }
    Hmac::new(&block.into())
}

fn fill(block: &mut [u8], key: &[u8]) {
    for (to, from) in block.iter_mut().zip(key) {
        *to = *from;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_every_length_agree_with_the_general_constructor() {
        for length in [1, 31, 32, 63, 64, 65, 200] {
            let key = vec![b'k'; length];
            let general = Hmac::<Sha256>::new_from_slice(&key).unwrap().chain_update(b"text").finalize();
            assert!(keyed(&key).chain_update(b"text").finalize() == general, "{length}");
        }
    }

    #[test]
    fn w21_every_pair_is_compared_whichever_matches() {
        let (secrets, signatures) = (['a', 'b', 'c'], ['x', 'a', 'c', 'y']);
        for (right, expected) in [(vec!['a', 'c'], Some(0)), (vec!['c'], Some(2)), (vec![], None)] {
            let mut compared = 0;
            let found = compare_all(&secrets, &signatures, |secret, signature| {
                compared += 1;
                secret == signature && right.contains(secret)
            });
            assert_eq!((found, compared), (expected, 12));
        }
    }
}
