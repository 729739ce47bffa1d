//! Records read field by field. `#[serde(flatten)]` on the fields of later versions makes serde keep a whole record in memory
//! before it reads it, and once more for each record inside; where there are tens of thousands, that is most of the time.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// The name of a field, borrowed from the text where that has it as it is.
#[derive(Debug)]
pub struct FieldName<'de>(pub Cow<'de, str>);

impl<'de> Deserialize<'de> for FieldName<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Words;
        impl<'de> Visitor<'de> for Words {
            type Value = FieldName<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a field")
            }
            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<FieldName<'de>, E> {
                Ok(FieldName(Cow::Borrowed(text)))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<FieldName<'de>, E> {
                Ok(FieldName(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_identifier(Words)
    }
}

/// `Deserialize` for a struct whose field `extra` takes the fields that this version does not know.
/// `field: "name"` has to be there, `field: "name" = default` may be left out.
macro_rules! read_by_field {
    ($name:ident { $($field:ident: $key:literal $(= $default:expr)?,)* }) => {
        read_by_field!($name { $($field: $key $(= $default)?,)* } as Self { $($field,)* });
    };
    ($name:ident { $($field:ident: $key:literal $(= $default:expr)?,)* } as Self { $($made:tt)* }) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Reader;
                impl<'de> serde::de::Visitor<'de> for Reader {
                    type Value = $name;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(stringify!($name))
                    }
                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                        use serde::de::Error as _;
                        $(let mut $field = None;)*
                        let mut extra = $crate::domain::Extra::new();
                        while let Some($crate::domain::reading::FieldName(key)) = map.next_key()? {
                            match &*key {
                                $($key if $field.is_some() => return Err(A::Error::duplicate_field($key)),)*
                                $($key => $field = Some(map.next_value()?),)*
                                _ => drop(extra.insert(key.into_owned(), map.next_value()?)),
                            }
                        }
                        $(let $field = read_by_field!(@value A, $field, $key $(, $default)?);)*
                        Ok($name { $($made)* extra })
                    }
                }
                deserializer.deserialize_map(Reader)
            }
        }
    };
    (@value $access:ident, $field:ident, $key:literal) => {
        $field.ok_or_else(|| $access::Error::missing_field($key))?
    };
    (@value $access:ident, $field:ident, $key:literal, $default:expr) => {
        $field.unwrap_or_else(|| $default)
    };
}

pub(in crate::domain) use read_by_field;
