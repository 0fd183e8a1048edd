//! What every open request and every typed builder can do, written once.

/// Makes an open request of a struct whose fields all have a place of their own, apart from `extra`.
///
/// The last arguments say what it is checked as: a kind and an operation.
macro_rules! open_request {
    ($request:ident, [$($field:ident),+ $(,)?], $kind:ident, $operation:ident) => {
        impl $crate::request::Open for $request {
            fn slots(&self) -> Vec<(&'static str, &dyn $crate::request::Slot)> {
                vec![$((stringify!($field), &self.$field as &dyn $crate::request::Slot)),+]
            }

            fn slot(&mut self, key: &str) -> Option<&mut dyn $crate::request::Slot> {
                match key {
                    $(stringify!($field) => Some(&mut self.$field),)+
                    _ => None,
                }
            }

            fn others(&self) -> &::serde_json::Map<String, ::serde_json::Value> {
                &self.extra
            }

            fn others_mut(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value> {
                &mut self.extra
            }
        }

        impl $request {
            /// Asks a model; nothing else is set.
            pub fn for_model(model: impl Into<String>) -> Self {
                Self { model: model.into(), ..Self::default() }
            }

            /// Takes a body over as it is.
            ///
            /// Nothing is judged: a field of an unexpected type is kept in `extra` and goes out as it came in, for a
            /// check to name. One thing is changed: references given as `{"url": …}` become plain strings.
            ///
            /// # Errors
            ///
            /// When the JSON is not an object.
            pub fn from_json(body: ::serde_json::Value) -> Result<Self, $crate::NotAnObject> {
                $crate::request::from_json(body)
            }

            /// Sets the prompt.
            pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
                self.prompt = prompt.into();
                self
            }

            /// Sets one entry of `metadata`.
            pub fn metadata(mut self, key: impl Into<String>, value: impl Into<::serde_json::Value>) -> Self {
                self.metadata.insert(key.into(), value.into());
                self
            }

            /// Sets where the service reports the end of the task.
            pub fn callback_url(mut self, url: impl Into<String>) -> Self {
                self.callback_url = Some(url.into());
                self
            }

            /// Sets your own name for the task. Safe are 1 to 64 characters of `A-Z a-z 0-9 _ -`.
            pub fn client_business_id(mut self, id: impl Into<String>) -> Self {
                self.client_business_id = Some(id.into());
                self
            }

            /// Sets a top-level field that has no setter here. A known field lands where its setter would put it.
            pub fn extra(mut self, key: impl AsRef<str>, value: impl Into<::serde_json::Value>) -> Self {
                $crate::request::put(&mut self, key.as_ref(), value.into());
                self
            }

            /// Sets the field at a place such as `metadata.thinkingConfig.thinkingLevel`, making the objects on the
            /// way. Anything that is not an object on the way is replaced.
            pub fn set(mut self, place: &str, value: impl Into<::serde_json::Value>) -> Self {
                $crate::request::set(&mut self, place, value.into());
                self
            }

            /// Adds a value to the list at a place such as `reference_images` or `metadata.image_list`, making the
            /// list when there is none. Anything else at that place is replaced.
            pub fn push(mut self, place: &str, value: impl Into<::serde_json::Value>) -> Self {
                $crate::request::push(&mut self, place, value.into());
                self
            }

            /// What the documentation says against this request; see [`catalog::check`](crate::catalog::check).
            #[cfg(feature = "catalog")]
            pub fn check(&self) -> Vec<$crate::catalog::Finding> {
                let kind = $crate::TaskKind::$kind;
                $crate::catalog::check_for($crate::catalog::Operation::$operation, kind, &self.to_json())
            }

            /// The body as JSON.
            pub fn to_json(&self) -> ::serde_json::Value {
                $crate::request::to_json(self)
            }

            /// The same body, for those who need the request no longer.
            pub fn into_json(self) -> ::serde_json::Value {
                $crate::request::into_json(self)
            }
        }

        impl ::serde::Serialize for $request {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::request::serialize(self, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $request {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::request::deserialize(deserializer)
            }
        }
    };
}

/// Gives a typed builder what does not depend on its family: the ways around it, the check, the way out. `$page` is
/// the module of its page in the table.
macro_rules! typed_request {
    ($builder:ident, $request:ident, $page:path) => {
        impl $builder {
            /// Sets one entry of `metadata` that has no setter here, for options newer than this crate.
            pub fn metadata(mut self, key: impl Into<String>, value: impl Into<::serde_json::Value>) -> Self {
                self.request = self.request.metadata(key, value);
                self
            }

            /// Sets a top-level field that has no setter here, for fields newer than this crate.
            pub fn extra(mut self, key: impl AsRef<str>, value: impl Into<::serde_json::Value>) -> Self {
                self.request = self.request.extra(key, value);
                self
            }

            /// Sets the field at any place, such as `metadata.options.level`.
            pub fn set(mut self, place: &str, value: impl Into<::serde_json::Value>) -> Self {
                self.request = self.request.set(place, value);
                self
            }

            /// What the documentation says against this request; see [`catalog::check`](crate::catalog::check).
            #[cfg(feature = "catalog")]
            pub fn check(&self) -> Vec<$crate::catalog::Finding> {
                $crate::catalog::check_on(&$page, &self.request.to_json())
            }
        }

        impl From<$builder> for $request {
            fn from(builder: $builder) -> Self {
                builder.request
            }
        }

        impl AsRef<$request> for $builder {
            fn as_ref(&self) -> &$request {
                &self.request
            }
        }

        $crate::request::typed_create!($builder, $request);
    };
}

/// Lets a typed builder stand in a list of creates, unless it needs an earlier task beside it.
macro_rules! typed_create {
    ($builder:ident, ImageRequest) => {
        impl From<$builder> for $crate::CreateRequest {
            fn from(builder: $builder) -> Self {
                Self::Image(builder.request)
            }
        }
    };
    ($builder:ident, VideoRequest) => {
        impl From<$builder> for $crate::CreateRequest {
            fn from(builder: $builder) -> Self {
                Self::Video(builder.request)
            }
        }
    };
    ($builder:ident, $follow_up:ident) => {};
}

pub(crate) use {open_request, typed_create, typed_request};
