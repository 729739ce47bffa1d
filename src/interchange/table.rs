//! Tables as text: CSV and tab-separated, read leniently, written so that a spreadsheet runs nothing.

/// Cells that a table may have.
pub const MAX_CELLS: usize = 200_000;

/// A row with the line that it begins in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// From 1.
    pub line: u64,
    /// Its cells; rows may differ in length.
    pub cells: Vec<String>,
}

/// Why a text is not a table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// No row has content.
    #[error("empty")]
    Empty,
    /// Too many cells.
    #[error("more than {limit} cells")]
    TooManyCells {
        /// Cells allowed.
        limit: usize,
    },
    /// The reader gave up.
    #[error("line {line}")]
    Broken {
        /// From 1.
        line: u64,
    },
}

/// Reads a table. The separator is the one that the first line has most of: tab, comma or semicolon.
/// Empty rows are left out.
///
/// # Errors
/// [`TableError`].
pub fn read(text: &str) -> Result<Vec<Row>, TableError> {
    let text = &with_line_feeds(text.trim_start_matches('\u{feff}'));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(text))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut cells = 0;
    let mut lines = Lines::of(text);
    for record in reader.records() {
        let record = record
            .map_err(|error| TableError::Broken { line: error.position().map_or(1, csv::Position::line) })?;
        cells += record.len();
        if cells > MAX_CELLS {
            return Err(TableError::TooManyCells { limit: MAX_CELLS });
        }
        let (line, _) = lines.place(&record);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        rows.push(Row { line, cells: record.iter().map(unguarded).collect() });
    }
    if rows.is_empty() { Err(TableError::Empty) } else { Ok(rows) }
}

/// One kind of line end, so that lines can be counted.
fn with_line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Counts lines beside the reader, which skips empty ones without a word.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    const fn of(text: &'a str) -> Self {
        Self { text: text.as_bytes(), at: 0, line: 1 }
    }

    /// The line of a record, and how many empty lines stand before it.
    fn place(&mut self, record: &csv::StringRecord) -> (u64, u64) {
        let start =
            record.position().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(self.at);
        let between = self.text.get(self.at..start).unwrap_or_default();
        self.line += between.split(|byte| *byte == b'\n').skip(1).fold(0, |lines, _| lines + 1);
        let rest = self.text.get(start..).unwrap_or_default();
        let empty = rest.iter().take_while(|byte| **byte == b'\n').count();
        self.at = start + empty;
        self.line += empty as u64;
        (self.line, empty as u64)
    }
}

fn separator(text: &str) -> u8 {
    let mut counts = [(b'\t', 0), (b',', 0), (b';', 0)];
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted && counts.iter().any(|(_, count)| *count > 0) => break,
            _ if quoted => {}
            _ => counts
                .iter_mut()
                .filter(|(separator, _)| *separator == byte)
                .for_each(|(_, count)| *count += 1),
        }
    }
    // Tab wins a tie: it stands for nothing else.
    let best = counts.iter().rev().max_by_key(|(_, count)| *count);
    best.filter(|(_, count)| *count > 0).map_or(b',', |(separator, _)| *separator)
}

/// A cell to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// A number or a date: written as it is.
    Value(String),
    /// A text: kept from being taken for a formula.
    Text(String),
}

/// Writes a CSV file as Excel reads it: UTF-8 with a mark, commas, CRLF.
pub fn write(rows: &[Vec<Cell>]) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        // A tab in a text without quotation marks would look like a separator.
        .quote_style(csv::QuoteStyle::NonNumeric)
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        let cells = row.iter().map(|cell| match cell {
            Cell::Value(value) => value.clone(),
            Cell::Text(text) => guarded(text),
        });
        // Writing into memory does not fail.
        drop(writer.write_record(cells));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    format!("\u{feff}{}", String::from_utf8(bytes).unwrap_or_default())
}

/// Would a spreadsheet run it? Apostrophes in front count, so that guarding can be taken back.
fn looks_like_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

/// The text with an apostrophe in front where a spreadsheet would run it.
pub fn guarded(text: &str) -> String {
    if looks_like_formula(text) { format!("'{text}") } else { text.to_owned() }
}

/// The text without the apostrophe that [`guarded`] put there.
pub fn unguarded(text: &str) -> String {
    match text.strip_prefix('\'') {
        Some(rest) if looks_like_formula(rest) => rest.to_owned(),
        _ => text.to_owned(),
    }
}

/// Cells as the clipboard has them: tabs between, a line feed after each row; quoted like Excel does.
pub fn to_tsv(rows: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new().delimiter(b'\t').flexible(true).from_writer(Vec::new());
    for row in rows {
        drop(writer.write_record(row));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// Reads cells of the clipboard. A text without tabs and line feeds is one cell.
///
/// # Errors
/// [`TableError::TooManyCells`], [`TableError::Broken`].
pub fn from_tsv(text: &str) -> Result<Vec<Vec<String>>, TableError> {
    let text = with_line_feeds(text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(b'\t')
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut cells = 0;
    let mut lines = Lines::of(&text);
    for record in reader.records() {
        let record = record
            .map_err(|error| TableError::Broken { line: error.position().map_or(1, csv::Position::line) })?;
        // In a column that is copied, empty lines are empty cells.
        let (_, empty) = lines.place(&record);
        for _ in 0..empty {
            rows.push(vec![String::new()]);
        }
        cells += record.len();
        if cells > MAX_CELLS {
            return Err(TableError::TooManyCells { limit: MAX_CELLS });
        }
        rows.push(record.iter().map(str::to_owned).collect());
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn separators_are_found() {
        for text in ["a\tb,c\n1\t2", "a,b\n1,2", "a;b\n1;2", "\"a,b,c\";d\n1;2"] {
            let rows = read(text).unwrap();
            assert_eq!(rows[0].cells.len(), 2, "{text}");
        }
        assert_eq!(read("one\ntwo").unwrap().len(), 2);
    }

    #[test]
    fn rows_know_their_lines() {
        let rows = read("a,b\n\"x\ny\",2\n,\nlast,3").unwrap();
        let lines: Vec<u64> = rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [1, 2, 5]);
        let rows = read("a,b\r\n1,2\r\n\r\n3,4\r\n").unwrap();
        let lines: Vec<u64> = rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [1, 2, 4]);
    }

    #[test]
    fn nothing_and_too_much_are_refused() {
        assert_eq!(read("\n , \n"), Err(TableError::Empty));
        let row = "1,".repeat(1_000);
        assert_eq!(read(&format!("{row}\n").repeat(201)), Err(TableError::TooManyCells { limit: MAX_CELLS }));
    }

    #[test]
    fn formulas_are_written_as_text_and_numbers_stay_numbers() {
        let row: Vec<Cell> = ["=1+1", "+86", "-x", "@a", "＝1", "'=1", "plain", "it's"]
            .map(|text| Cell::Text(text.to_owned()))
            .to_vec();
        let text = write(&[row.clone(), vec![Cell::Value("-12.5".to_owned())]]);
        assert_eq!(
            text,
            "\u{feff}\"'=1+1\",\"'+86\",\"'-x\",\"'@a\",\"'＝1\",\"''=1\",\"plain\",\"it's\"\r\n-12.5\r\n"
        );
    }

    #[test]
    fn an_empty_line_of_the_clipboard_is_an_empty_cell() {
        let cells = |text: &str| from_tsv(text).unwrap().iter().map(|row| row.join("|")).collect::<Vec<_>>();
        assert_eq!(cells("a\r\n\r\nb\r\n"), ["a", "", "b"]);
        assert_eq!(cells("\"x\ny\"\t1\nb\t2"), ["x\ny|1", "b|2"]);
    }

    proptest! {
        #[test]
        fn texts_come_back_from_csv(cells in prop::collection::vec("[-=+@'a\t\n\",;＝中 ]{0,6}", 2..5)) {
            let row = cells.iter().map(|text| Cell::Text(text.clone())).chain([Cell::Value("1".into())]).collect();
            let rows = read(&write(&[row])).unwrap();
            prop_assert_eq!(&rows[0].cells[..cells.len()], &cells[..]);
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "[\\PC\n\t\"]{0,200}") {
            drop(read(&text));
            drop(from_tsv(&text));
        }

        #[test]
        fn cells_come_back_from_the_clipboard(cells in prop::collection::vec(prop::collection::vec("[a\n\"\t中]{1,4}", 3), 1..5)) {
            prop_assert_eq!(from_tsv(&to_tsv(&cells)).unwrap(), cells);
        }
    }
}
