//! Writing small XLSX workbooks: sheets of texts and numbers with a bold, frozen head. Office Open XML,
//! ECMA-376 parts 1 and 2; zip by its application note, with deflate.

use std::fmt::Write as _;

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text; never a formula, whatever it begins with.
    Text(String),
    /// A finite number, with all its digits.
    Number(f64),
}

/// A sheet: its first row is the head.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// As on its tab; what Excel refuses is left out, 31 characters at most.
    pub name: String,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// Widths of the columns in characters; those beyond are as Excel has them.
    pub widths: Vec<f64>,
}

/// The most characters that Excel takes in a cell.
const MAX_TEXT: usize = 32_767;

const TYPES: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">",
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>",
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>",
    "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>",
    "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>",
);
const ROOT: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/>",
    "</Relationships>",
);
/// Style 0 is plain, 1 the head.
const STYLES: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">",
    "<fonts count=\"2\"><font><sz val=\"11\"/></font><font><b/><sz val=\"11\"/></font></fonts>",
    "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>",
    "<borders count=\"1\"><border/></borders>",
    "<cellStyleXfs count=\"1\"><xf/></cellStyleXfs>",
    "<cellXfs count=\"2\"><xf fontId=\"0\" applyAlignment=\"1\"><alignment vertical=\"top\"/></xf>",
    "<xf fontId=\"1\" applyFont=\"1\" applyAlignment=\"1\"><alignment wrapText=\"1\" vertical=\"top\"/></xf></cellXfs>",
    "</styleSheet>",
);
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// The bytes of a workbook. Without a sheet it gets an empty one, since Excel opens no other.
pub fn write(sheets: &[Sheet]) -> Vec<u8> {
    let empty = [Sheet::default()];
    let sheets = if sheets.is_empty() { &empty } else { sheets };
    let mut types = TYPES.to_owned();
    let mut list = String::new();
    let mut relations = String::new();
    let mut zip = Zip::default();
    for (index, (sheet, name)) in sheets.iter().zip(tab_names(sheets)).enumerate() {
        let number = index + 1;
        // Writing to a String cannot fail.
        let _ = write!(
            types,
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
        );
        let _ =
            write!(list, "<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>", escaped(&name));
        let _ = write!(
            relations,
            "<Relationship Id=\"rId{number}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
        zip.add(&format!("xl/worksheets/sheet{number}.xml"), sheet_xml(sheet).as_bytes());
    }
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    let workbook = format!(
        "{head}<workbook xmlns=\"{MAIN}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{list}</sheets></workbook>"
    );
    let styles = sheets.len() + 1;
    let relations = format!(
        "{head}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}<Relationship Id=\"rId{styles}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>"
    );
    zip.add("[Content_Types].xml", format!("{types}</Types>").as_bytes());
    zip.add("_rels/.rels", ROOT.as_bytes());
    zip.add("xl/workbook.xml", workbook.as_bytes());
    zip.add("xl/_rels/workbook.xml.rels", relations.as_bytes());
    zip.add("xl/styles.xml", STYLES.as_bytes());
    zip.finish()
}

/// Names of tabs: without the characters that Excel refuses, distinct.
fn tab_names(sheets: &[Sheet]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (index, sheet) in sheets.iter().enumerate() {
        let clean = |limit: usize| -> String {
            let kept = sheet
                .name
                .chars()
                .filter(|c| !c.is_control() && !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\'));
            // Excel counts UTF-16 units.
            let mut units = 0;
            let cut = kept.take_while(|c| {
                units += c.len_utf16();
                units <= limit
            });
            cut.collect::<String>().trim_matches('\'').trim().to_owned()
        };
        let mut name = clean(31);
        let taken = |name: &str| names.iter().any(|other| other.to_lowercase() == name.to_lowercase());
        if name.is_empty() || taken(&name) {
            format!("{} {}", clean(25), index + 1).trim().clone_into(&mut name);
        }
        names.push(name);
    }
    names
}

fn sheet_xml(sheet: &Sheet) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>"
    );
    if !sheet.widths.is_empty() {
        xml.push_str("<cols>");
        for (index, width) in sheet.widths.iter().enumerate() {
            let number = index + 1;
            let _ =
                write!(xml, "<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>");
        }
        xml.push_str("</cols>");
    }
    xml.push_str("<sheetData>");
    for (index, row) in sheet.rows.iter().enumerate() {
        let _ = write!(xml, "<row r=\"{}\">", index + 1);
        let style = if index == 0 { " s=\"1\"" } else { "" };
        for (column, cell) in row.iter().enumerate() {
            let place = format!("{}{}", super::project_csv::column_letters(column), index + 1);
            match cell {
                Cell::Number(number) if number.is_finite() => {
                    let _ = write!(xml, "<c r=\"{place}\"{style}><v>{number}</v></c>");
                }
                Cell::Text(text) if !text.is_empty() => {
                    let cut: String = text.chars().take(MAX_TEXT / 2).collect();
                    let _ = write!(
                        xml,
                        "<c r=\"{place}\"{style} t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                        escaped(&cut)
                    );
                }
                Cell::Empty | Cell::Text(_) | Cell::Number(_) => {}
            }
        }
        xml.push_str("</row>");
    }
    xml.push_str("</sheetData></worksheet>");
    xml
}

/// A text in XML: marks escaped, characters that XML has no place for left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// A zip file in the making.
#[derive(Default)]
struct Zip {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
}

/// 1 January 1980, the first day that zip has: no clock is asked.
const DATE: u16 = 0x0021;
/// Deflate at its default effort.
const EFFORT: u8 = 6;

impl Zip {
    fn add(&mut self, name: &str, content: &[u8]) {
        let packed = miniz_oxide::deflate::compress_to_vec(content, EFFORT);
        let size = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_le_bytes();
        let offset = size(&self.bytes);
        let mut common = Vec::new();
        // Version needed 2.0, names in UTF-8, deflate.
        for field in [20_u16, 0x0800, 8, 0, DATE] {
            common.extend(field.to_le_bytes());
        }
        common.extend(crc32fast::hash(content).to_le_bytes());
        common.extend(size(&packed));
        common.extend(size(content));
        common.extend(u16::try_from(name.len()).unwrap_or(0).to_le_bytes());
        common.extend([0, 0]);
        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(&common);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(packed);
        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(20_u16.to_le_bytes());
        self.directory.extend(&common);
        // No comment, first disk, no attributes.
        self.directory.extend([0; 10]);
        self.directory.extend(offset);
        self.directory.extend(name.as_bytes());
        self.count += 1;
    }

    fn finish(mut self) -> Vec<u8> {
        let start = u32::try_from(self.bytes.len()).unwrap_or(u32::MAX);
        let size = u32::try_from(self.directory.len()).unwrap_or(u32::MAX);
        self.bytes.append(&mut self.directory);
        self.bytes.extend(b"PK\x05\x06\0\0\0\0");
        self.bytes.extend(self.count.to_le_bytes());
        self.bytes.extend(self.count.to_le_bytes());
        self.bytes.extend(size.to_le_bytes());
        self.bytes.extend(start.to_le_bytes());
        self.bytes.extend([0, 0]);
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    /// Takes a file out of a zip by its central directory, sharing no code with the writer.
    fn unzipped(zip: &[u8], name: &str) -> String {
        let number = |at: usize, bytes: usize| {
            zip[at..at + bytes].iter().rev().fold(0_usize, |sum, byte| sum * 256 + usize::from(*byte))
        };
        let end = zip.len() - 22;
        assert_eq!(&zip[end..end + 4], b"PK\x05\x06");
        let (count, mut at) = (number(end + 10, 2), number(end + 16, 4));
        for _ in 0..count {
            assert_eq!(&zip[at..at + 4], b"PK\x01\x02");
            let length = number(at + 28, 2);
            let (packed, size, start) = (number(at + 20, 4), number(at + 24, 4), number(at + 42, 4));
            if &zip[at + 46..at + 46 + length] == name.as_bytes() {
                let body = start + 30 + number(start + 26, 2) + number(start + 28, 2);
                let content = miniz_oxide::inflate::decompress_to_vec(&zip[body..body + packed]).unwrap();
                assert_eq!(content.len(), size);
                assert_eq!(crc32fast::hash(&content) as usize, number(at + 16, 4));
                return String::from_utf8(content).unwrap();
            }
            at += 46 + length + number(at + 30, 2) + number(at + 32, 2);
        }
        panic!("no {name}");
    }

    #[test]
    fn a_workbook_holds_its_sheets() {
        let sheet = |name: &str| Sheet {
            name: name.to_owned(),
            rows: vec![
                vec![text("项目"), text("得分")],
                vec![text("=1+1 <&>\u{1}"), Cell::Number(0.1 + 0.2)],
                vec![Cell::Empty, Cell::Number(f64::NAN)],
            ],
            widths: vec![20.0],
        };
        let zip = write(&[sheet("排序"), sheet("排序"), sheet("a/b[c]:*?")]);
        let workbook = unzipped(&zip, "xl/workbook.xml");
        assert!(workbook.contains("name=\"排序\"") && workbook.contains("name=\"排序 2\""), "{workbook}");
        assert!(workbook.contains("name=\"abc\""));
        let first = unzipped(&zip, "xl/worksheets/sheet1.xml");
        assert!(
            first
                .contains("<c r=\"A2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=1+1 &lt;&amp;&gt;</t>"),
            "{first}"
        );
        assert!(first.contains("<c r=\"B2\"><v>0.30000000000000004</v></c>"), "all digits: {first}");
        assert!(!first.contains("NaN") && !first.contains("<f>"));
        assert!(unzipped(&zip, "[Content_Types].xml").ends_with("</Types>"));
        assert!(unzipped(&zip, "xl/_rels/workbook.xml.rels").contains("rId4"));
    }

    #[test]
    fn without_sheets_there_is_an_empty_one() {
        assert!(unzipped(&write(&[]), "xl/workbook.xml").contains("sheetId=\"1\""));
    }
}
