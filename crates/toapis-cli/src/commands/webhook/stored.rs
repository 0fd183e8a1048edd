//! A request as text: headers, an empty line, and the body's bytes as they came.

use std::io;

use toapis_webhook::{ID_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER, WebhookSecret, sign};

/// A request to a receiver.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Stored {
    /// A delivery that is signed as the service signs it.
    pub(super) fn signed(secret: &WebhookSecret, id: &str, signed_at: i64, body: &[u8]) -> Self {
        let headers = [
            ("content-type", "application/json".to_owned()),
            (ID_HEADER, id.to_owned()),
            (TIMESTAMP_HEADER, signed_at.to_string()),
            (SIGNATURE_HEADER, sign(secret, id, signed_at, body)),
        ];
        Self { headers: headers.map(|(name, value)| (name.to_owned(), value)).into(), body: body.to_vec() }
    }

    pub(super) fn set(&mut self, name: &str, value: Option<String>) {
        self.headers.retain(|(other, _)| other != name);
        self.headers.extend(value.map(|value| (name.to_owned(), value)));
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = b"POST / HTTP/1.1\n".to_vec();
        for (name, value) in &self.headers {
            bytes.extend(format!("{name}: {value}\n").into_bytes());
        }
        bytes.push(b'\n');
        bytes.extend(&self.body);
        bytes
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote, or someone else in the same form: lines may end in CR LF, and the
    /// first may be that of the request.
    pub(super) fn from_bytes(bytes: &[u8]) -> io::Result<Self> {
        let broken = |text: String| io::Error::new(io::ErrorKind::InvalidData, text);
        let (mut headers, mut rest) = (Vec::new(), bytes);
        for number in 1.. {
            let end = rest.iter().position(|byte| *byte == b'\n');
            let Some(end) = end else {
                return Err(broken("there is no empty line between the headers and the body".to_owned()));
            };
            let line = rest.get(..end).unwrap_or_default();
            rest = rest.get(end + 1..).unwrap_or_default();
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.is_empty() {
                break;
            }
            let text = str::from_utf8(line).map_err(|_| broken(format!("line {number} is no text")))?;
            match text.split_once(':') {
                Some((name, value)) if !name.contains(' ') => {
                    headers.push((name.to_owned(), value.trim().to_owned()));
                }
                _ if number == 1 => {}
                _ => return Err(broken(format!("line {number} is no header"))),
            }
        }
        Ok(Self { headers, body: rest.to_vec() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_byte_by_byte() {
        let secret = WebhookSecret::new("k").unwrap();
        let stored = Stored::signed(&secret, "evt_1", 5, b"{\r\n\r\n\xff}\n");
        let read = Stored::from_bytes(&stored.to_bytes()).unwrap();
        assert_eq!((read.headers, read.body), (stored.headers, stored.body));
    }

    #[test]
    fn other_hands_are_read_and_broken_ones_are_named() {
        let read = Stored::from_bytes(b"X-A:  1 \r\nx-b:2\r\n\r\nbody\r\n").unwrap();
        assert_eq!(read.headers, [("X-A".to_owned(), "1".to_owned()), ("x-b".to_owned(), "2".to_owned())]);
        assert_eq!(read.body, b"body\r\n");
        for (bytes, error) in [
            (&b"x-a: 1"[..], "there is no empty line between the headers and the body"),
            (b"", "there is no empty line between the headers and the body"),
            (b"POST / HTTP/1.1\nwhat\n\n", "line 2 is no header"),
            (b"\xff\n\n", "line 1 is no text"),
        ] {
            assert_eq!(Stored::from_bytes(bytes).unwrap_err().to_string(), error);
        }
    }
}
