//! Bytes of a table to text: by byte order mark, else UTF-8 where it is valid, else GB18030, which
//! Excel on a Chinese Windows writes.

/// How a text was encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without mark.
    Utf8,
    /// UTF-16 with a mark, as Excel's "Unicode text".
    Utf16,
    /// GB18030, which contains GBK and GB2312.
    Gb18030,
}

/// Decodes bytes. `gb18030` decodes that encoding (the browser can), none where it is not valid.
pub fn decode(bytes: &[u8], gb18030: impl FnOnce(&[u8]) -> Option<String>) -> Option<(String, Encoding)> {
    if let Some(rest) = bytes.strip_prefix(&[0xff, 0xfe]) {
        return utf16(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(&[0xfe, 0xff]) {
        return utf16(rest, u16::from_be_bytes);
    }
    let body = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    match std::str::from_utf8(body) {
        Ok(text) => Some((text.to_owned(), Encoding::Utf8)),
        Err(_) => gb18030(bytes).map(|text| (text, Encoding::Gb18030)),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<(String, Encoding)> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    let text = String::from_utf16(&units).ok().filter(|_| rest.is_empty())?;
    Some((text, Encoding::Utf16))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gb18030(bytes: &[u8]) -> Option<String> {
        encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes).map(Into::into)
    }

    #[test]
    fn every_way_that_excel_writes() {
        let text = "名称,成本\n排程系统,1200";
        let utf16: Vec<u8> =
            std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let utf16_be: Vec<u8> =
            std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        let cases = [
            (text.as_bytes().to_vec(), Encoding::Utf8),
            (format!("\u{feff}{text}").into_bytes(), Encoding::Utf8),
            (encoding_rs::GB18030.encode(text).0.to_vec(), Encoding::Gb18030),
            (utf16, Encoding::Utf16),
            (utf16_be, Encoding::Utf16),
        ];
        for (bytes, encoding) in cases {
            assert_eq!(decode(&bytes, gb18030), Some((text.to_owned(), encoding)));
        }
    }

    #[test]
    fn what_is_no_text_is_none() {
        assert_eq!(decode(&[0xff, 0xff, 0x00], gb18030), None);
        assert_eq!(decode(&[0xff, 0xfe, 0x00], gb18030), None);
    }
}
