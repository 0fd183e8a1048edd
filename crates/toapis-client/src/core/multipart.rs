//! A `multipart/form-data` body with one file, small enough to be held in memory.

use bytes::Bytes;
use http::HeaderValue;
use toapis_transport::RequestBody;

/// The body and its content type.
pub(crate) struct Form {
    pub(crate) content_type: HeaderValue,
    pub(crate) body: RequestBody,
}

impl Form {
    /// The form of an upload: `file` with its name and type, and `purpose`.
    ///
    /// `boundary` proposes boundaries until one does not occur in the file. Bytes that nobody else holds are not copied,
    /// so that an upload takes the memory of its file once.
    pub(crate) fn with_file(
        name: &str,
        mime: &str,
        bytes: Bytes,
        purpose: &str,
        boundary: impl FnMut() -> String,
    ) -> Self {
        let boundary = std::iter::repeat_with(boundary)
            .find(|boundary| !contains(&bytes, boundary.as_bytes()))
            .unwrap_or_default();
        let head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\n{purpose}\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{}\"\r\nContent-Type: {mime}\r\n\r\n",
            escape(name)
        );
        let tail = format!("\r\n--{boundary}--\r\n");
        let mut body = Vec::from(bytes);
        body.reserve_exact(head.len() + tail.len());
        body.splice(..0, head.into_bytes());
        body.extend_from_slice(tail.as_bytes());
        let content_type = HeaderValue::try_from(format!("multipart/form-data; boundary={boundary}"))
            .unwrap_or_else(|_| HeaderValue::from_static("multipart/form-data"));
        Self { content_type, body: body.into() }
    }
}

/// Quotes and line ends in a file name would end the header; they are escaped the way browsers do it.
fn escape(name: &str) -> String {
    name.chars()
        .map(|c| match c {
            '"' => "%22".to_owned(),
            '\r' => "%0D".to_owned(),
            '\n' => "%0A".to_owned(),
            c if c.is_control() => "_".to_owned(),
            c => c.to_string(),
        })
        .collect()
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn u06_a_boundary_that_occurs_in_the_file_is_not_used() {
        let mut proposals = ["aaa".to_owned(), "bbb".to_owned()].into_iter();
        let form =
            Form::with_file("x\"\r\n.png", "image/png", Bytes::from_static(b"..aaa.."), "generation", || {
                proposals.next().unwrap()
            });
        assert_eq!(form.content_type, "multipart/form-data; boundary=bbb");
        let body = String::from_utf8(form.body.as_bytes().to_vec()).unwrap();
        assert_eq!(
            body,
            "--bbb\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\ngeneration\r\n\
             --bbb\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x%22%0D%0A.png\"\r\nContent-Type: image/png\r\n\r\n\
             ..aaa..\r\n--bbb--\r\n"
        );
    }
}
