//! What all typed builders have in common.

/// Gives a typed builder what does not depend on its family: the ways around it, the check, the way out.
macro_rules! image_builder {
    ($builder:ident, $page:path) => {
        impl $builder {
            /// Sets one entry of `metadata` that has no setter here, for options newer than this crate.
            pub fn metadata(mut self, key: impl Into<String>, value: impl Into<::serde_json::Value>) -> Self {
                self.request = self.request.metadata(key, value);
                self
            }

            /// Sets a top-level field that has no setter here, for fields newer than this crate.
            pub fn extra(mut self, key: impl Into<String>, value: impl Into<::serde_json::Value>) -> Self {
                self.request = self.request.extra(key, value);
                self
            }

            /// What the documentation says against this request; see [`catalog::check`](crate::catalog::check).
            pub fn check(&self) -> Vec<$crate::catalog::Finding> {
                $crate::catalog::check_on(&$page, &self.request.to_json())
            }
        }

        impl From<$builder> for $crate::image::ImageRequest {
            fn from(builder: $builder) -> Self {
                builder.request
            }
        }

        impl AsRef<$crate::image::ImageRequest> for $builder {
            fn as_ref(&self) -> &$crate::image::ImageRequest {
                &self.request
            }
        }
    };
}

pub(crate) use image_builder;
