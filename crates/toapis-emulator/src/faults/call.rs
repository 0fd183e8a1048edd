//! Which calls of the gateway there are, by method and path.

use serde::{Deserialize, Serialize};

/// A group of calls of the documented surface. In JSON its name in lower case, such as `create`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Call {
    /// Every request but those for the emulator's own pages.
    #[default]
    Any,
    /// Whatever creates a paid task: `POST /v1/images/generations`, `/v1/videos/generations` (also in the singular),
    /// and all of [`Edit`](Self::Edit).
    Create,
    /// The creates that start from something that is there: `POST /v1/images/edits`, `/v1/videos/{id}/remix` and
    /// `/v1/videos/{id}/extend`.
    Edit,
    /// Everything under `/v1/videos/doubao-seedance-2-0/private-avatar/` and `…/real-avatar/`.
    Avatar,
    /// `GET /v1/images/generations/{id}`, `/v1/videos/generations/{id}` and `/v1/characters_tasks/{id}`.
    Status,
    /// `POST /v1/uploads/images` and `/v1/uploads/videos`.
    Upload,
    /// `GET` on the result host: `/images/…`, `/videos/…`, `/uploads/…`.
    Download,
    /// `/v1/balance` and `/v1/user/balance`, also without `/v1`, and `/v1/tokens`.
    Account,
    /// `GET /v1/models` and what is under it.
    Models,
    /// `POST /v1/chat/completions`, `/v1/messages` and `/v1/responses`.
    Chat,
}

impl Call {
    /// The narrowest group this request belongs to; [`Any`](Self::Any) for one outside the documented surface.
    pub fn of(method: &str, path: &str) -> Self {
        let path = path.split('?').next().unwrap_or_default();
        let segments: Vec<&str> = path.trim_matches('/').split('/').collect();
        let reads = matches!(method, "GET" | "HEAD");
        match segments.as_slice() {
            ["v1", "videos", "doubao-seedance-2-0", "private-avatar" | "real-avatar", ..] => Self::Avatar,
            ["v1", "images" | "videos" | "video", "generations"] if method == "POST" => Self::Create,
            ["v1", "images", "edits"] | ["v1", "videos", _, "remix" | "extend"] if method == "POST" => {
                Self::Edit
            }
            ["v1", "images" | "videos" | "video", "generations", _] | ["v1", "characters_tasks", _]
                if reads =>
            {
                Self::Status
            }
            ["v1", "uploads", "images" | "videos"] if method == "POST" => Self::Upload,
            ["images" | "videos" | "uploads", _, ..] if reads => Self::Download,
            ["v1", "balance" | "tokens"] | ["v1", "user", "balance"] | ["balance"] | ["user", "balance"] => {
                Self::Account
            }
            ["v1", "models", ..] if reads => Self::Models,
            ["v1", "chat", "completions"] | ["v1", "messages" | "responses", ..] if method == "POST" => {
                Self::Chat
            }
            _ => Self::Any,
        }
    }

    /// Whether the request belongs to this group.
    pub fn covers(self, method: &str, path: &str) -> bool {
        let group = Self::of(method, path);
        match self {
            Self::Any => !is_own_page(path),
            Self::Create => matches!(group, Self::Create | Self::Edit),
            _ => group == self,
        }
    }
}

/// Whether the target (the path, with its query) is one of the emulator's own pages, or a file that its page shows. They meet
/// no fault and are not in the log of requests: who looks at a test takes no part in it.
pub(crate) fn is_own_page(target: &str) -> bool {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let is_file = query == "__emulator" && Call::of("GET", path) == Call::Download;
    is_file || path == "/" || path == "/__emulator" || path.starts_with("/__emulator/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_surface_falls_into_its_groups() {
        let cases = [
            ("POST", "/v1/images/generations", Call::Create),
            ("POST", "/v1/video/generations", Call::Create),
            ("POST", "/v1/videos/generations/", Call::Create),
            ("POST", "/v1/images/edits", Call::Edit),
            ("POST", "/v1/videos/tsk_vid_1/remix", Call::Edit),
            ("POST", "/v1/videos/tsk_vid_1/extend", Call::Edit),
            ("POST", "/v1/videos/doubao-seedance-2-0/private-avatar/groups", Call::Avatar),
            ("GET", "/v1/videos/doubao-seedance-2-0/real-avatar/assets/a", Call::Avatar),
            ("GET", "/v1/images/generations/tsk_img_1?x=1", Call::Status),
            ("GET", "/v1/characters_tasks/1", Call::Status),
            ("POST", "/v1/uploads/videos", Call::Upload),
            ("GET", "/images/tsk_img_1/1790000000_0a1b2c3d.png", Call::Download),
            ("HEAD", "/uploads/1/a.png", Call::Download),
            ("GET", "/user/balance", Call::Account),
            ("POST", "/v1/tokens", Call::Account),
            ("GET", "/v1/models?type=video", Call::Models),
            ("POST", "/v1/chat/completions", Call::Chat),
            ("POST", "/v1/messages", Call::Chat),
            ("GET", "/v1/images/generations", Call::Any),
            ("GET", "/elsewhere", Call::Any),
        ];
        for (method, path, call) in cases {
            assert_eq!(Call::of(method, path), call, "{method} {path}");
            assert!(call.covers(method, path), "{method} {path}");
        }
        assert!(Call::Create.covers("POST", "/v1/images/edits"), "an edit is a create");
        assert!(!Call::Edit.covers("POST", "/v1/images/generations"));
    }

    #[test]
    fn the_emulators_own_pages_are_no_calls() {
        for path in ["/", "/?a=b", "/__emulator", "/__emulator/faults", "/images/a/b.png?__emulator"] {
            assert!(is_own_page(path) && !Call::Any.covers("GET", path), "{path}");
        }
        for path in ["/__emulatorx", "/v1/images/generations?__emulator", "/images/a/b.png?x=1&__emulator"] {
            assert!(!is_own_page(path), "{path}");
        }
    }
}
