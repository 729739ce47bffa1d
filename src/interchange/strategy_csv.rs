//! The outline as a table: one row an item, its depth in a column.

use super::strategy_marks::{MeasureField, links_text, measure_of, read_links};
use super::strategy_outline::{MOST_ROWS, OutlineRow, RowKind, Words};
use super::table::{Cell, TableError, read as read_table, write as write_table};
use crate::domain::project::parse_date;
use crate::domain::strategy::Weight;
use crate::domain::{Name, Note};

/// The columns.
const COLUMNS: [&[&str]; 9] = [
    &["depth", "层次", "缩进", "level number"],
    &["level", "层级", "kind", "类型"],
    &["name", "名称", "title"],
    &["owner", "负责人"],
    &["weight", "权重"],
    &["due", "期限", "完成"],
    &["note", "说明", "备注"],
    &["number", "编号"],
    &["links", "支撑关系"],
];

/// Writes rows; `head` gives the words for the first nine columns: depth, level, name, owner, weight, due, note,
/// number, links. Those of measures follow, with the keys of files or (`zh`) their Chinese words.
pub fn write(rows: &[OutlineRow], head: &[&str; 9], zh: bool, words: &Words<'_>) -> String {
    let text = |text: &str| Cell::Text(text.to_owned());
    let of_measures = MeasureField::ALL.map(|field| if zh { field.words()[1] } else { field.key() });
    let mut table = vec![head.iter().chain(&of_measures).map(|word| text(word)).collect::<Vec<_>>()];
    for row in rows {
        let weight = row.weight.map(|weight| weight.get().to_string()).unwrap_or_default();
        let due = row.due.map(|due| due.to_string()).unwrap_or_default();
        let mut line = vec![
            Cell::Value((row.depth + 1).to_string()),
            text(&row.kind.map(words.word).unwrap_or_default()),
            text(&row.name),
            text(&row.owner),
            Cell::Value(weight),
            Cell::Value(due),
            text(&row.note),
            text(&row.number),
            text(&links_text(&row.links)),
        ];
        let measure = row.measure.as_deref();
        line.extend(
            MeasureField::ALL
                .map(|field| text(&measure.map(|measure| field.text(measure)).unwrap_or_default())),
        );
        table.push(line);
    }
    write_table(&table)
}

/// Reads rows. Columns are found by their head, in either language; without a depth, all rows are at the
/// top. Rows without a name are left out.
///
/// # Errors
/// [`TableError`].
pub fn read(text: &str, words: &Words<'_>) -> Result<Vec<OutlineRow>, TableError> {
    let table = read_table(text)?;
    let Some((head, body)) = table.split_first() else { return Err(TableError::Empty) };
    let column = |names: &[&str]| {
        head.cells.iter().position(|cell| {
            let word = cell.split(['(', '（']).next().unwrap_or_default().trim().to_lowercase();
            names.contains(&word.as_str())
        })
    };
    let places: Vec<Option<usize>> = COLUMNS.iter().map(|names| column(names)).collect();
    let fields: Vec<(MeasureField, usize)> =
        MeasureField::ALL.into_iter().filter_map(|field| Some((field, column(&field.words())?))).collect();
    let mut rows: Vec<OutlineRow> = Vec::new();
    for line in body.iter().take(MOST_ROWS) {
        let cell = |index: usize| {
            let place = places.get(index).copied().flatten();
            place.and_then(|place| line.cells.get(place)).cloned().unwrap_or_default()
        };
        let name = Name::truncated(&cell(2).split_whitespace().collect::<Vec<_>>().join(" "));
        if name.is_empty() {
            continue;
        }
        let depth = cell(0).trim().parse::<usize>().unwrap_or(1).saturating_sub(1);
        let most = rows.last().map_or(0, |last| last.depth + 1);
        rows.push(OutlineRow {
            depth: depth.min(most),
            kind: words
                .kind(&cell(1))
                .or_else(|| RowKind::ALL.into_iter().find(|kind| kind.key() == cell(1))),
            name,
            owner: Name::truncated(&cell(3)),
            weight: Some(cell(4))
                .filter(|text| !text.trim().is_empty())
                .and_then(|text| Weight::parse(&text).ok()),
            due: parse_date(&cell(5)).ok(),
            note: Note::truncated(&cell(6)),
            number: cell(7).trim().trim_start_matches('#').to_owned(),
            links: read_links(&cell(8)),
            measure: measure_of(
                fields.iter().filter_map(|(field, place)| Some((*field, line.cells.get(*place)?.clone()))),
            ),
        });
    }
    Ok(rows)
}
