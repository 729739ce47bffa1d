//! The macro that makes an area's catalogue.

/// Makes a type with one method for each text, and `TEXTS`, the list of all fixed ones for tests.
/// Fixed texts: `key: "中文" / "English";`. Texts with values: `key(n: usize) => zh, en;`, each an
/// expression that gives a `String`.
macro_rules! catalogue {
    (
        $(#[$doc:meta])* $name:ident
        { $($key:ident: $zh:literal / $en:literal;)* }
        { $($phrase:ident($($arg:ident: $ty:ty),*) => $zh_phrase:expr, $en_phrase:expr;)* }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name(pub $crate::i18n::Locale);

        #[allow(missing_docs, clippy::too_many_arguments, reason = "a text is its own documentation, its gaps are arguments")]
        impl $name {
            $(pub const fn $key(self) -> &'static str {
                match self.0 {
                    $crate::i18n::Locale::Zh => $zh,
                    $crate::i18n::Locale::En => $en,
                }
            })*
            $(pub fn $phrase(self, $($arg: $ty),*) -> String {
                match self.0 {
                    $crate::i18n::Locale::Zh => $zh_phrase,
                    $crate::i18n::Locale::En => $en_phrase,
                }
            })*
        }

        /// Key, Chinese and English of every fixed text.
        pub const TEXTS: &[(&str, &str, &str)] = &[$((stringify!($key), $zh, $en)),*];
    };
}

pub(super) use catalogue;
