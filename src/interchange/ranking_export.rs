//! The ranking as CSV, as an XLSX workbook and as a report in Markdown: the same numbers with all their digits.

use std::fmt::Write as _;

use super::table;
use super::xlsx::{self, Cell, Sheet};
use crate::domain::selection::{Column, Standing};
use crate::domain::{CriterionId, ProjectId};

/// Words and names that the files need.
pub struct Words<'a> {
    /// Name of the ranking's sheet.
    pub ranking: &'a str,
    /// Name of the weights' sheet.
    pub weights: &'a str,
    /// Head of ranks.
    pub rank: &'a str,
    /// Head of projects.
    pub project: &'a str,
    /// Head of scores.
    pub score: &'a str,
    /// Head of criteria.
    pub criterion: &'a str,
    /// Head of a leaf's raw number.
    pub raw: &'a dyn Fn(&str) -> String,
    /// Head of a leaf's value, 0 to 1.
    pub value: &'a dyn Fn(&str) -> String,
    /// Head of what a leaf adds.
    pub part: &'a dyn Fn(&str) -> String,
    /// A project's name.
    pub project_name: &'a dyn Fn(ProjectId) -> String,
    /// A leaf's name, with its unit.
    pub leaf_name: &'a dyn Fn(CriterionId) -> String,
    /// A raw number in the unit that is shown.
    pub shown: &'a dyn Fn(&Column, f64) -> f64,
}

/// The ranking, best first: rank, project, score, then of each leaf the number, its value and, for the
/// weighted sum, what it adds.
pub fn ranking(standing: &Standing, words: &Words) -> Vec<Vec<Cell>> {
    let text = |text: &str| Cell::Text(text.to_owned());
    let is_sum = standing.method.is_additive();
    let mut head = vec![text(words.rank), text(words.project), text(words.score)];
    for column in &standing.matrix.columns {
        let name = (words.leaf_name)(column.criterion);
        head.push(Cell::Text((words.raw)(&name)));
        head.push(Cell::Text((words.value)(&name)));
        if is_sum {
            head.push(Cell::Text((words.part)(&name)));
        }
    }
    let mut rows = vec![head];
    for place in &standing.places {
        #[expect(clippy::cast_precision_loss, reason = "ranks number thousands")]
        let rank = place.rank as f64;
        let mut row = vec![
            Cell::Number(rank),
            Cell::Text((words.project_name)(place.project)),
            Cell::Number(place.score),
        ];
        for (index, column) in standing.matrix.columns.iter().enumerate() {
            let raw = standing.matrix.cell(place.row, index).and_then(|cell| cell.value);
            row.push(raw.map_or(Cell::Empty, |raw| Cell::Number((words.shown)(column, raw))));
            row.push(Cell::Number(standing.value(place.row, index)));
            if is_sum {
                row.push(Cell::Number(standing.part(place.row, index)));
            }
        }
        rows.push(row);
    }
    rows
}

/// The weights of the leaves.
pub fn weights(standing: &Standing, words: &Words) -> Vec<Vec<Cell>> {
    let mut rows = vec![vec![Cell::Text(words.criterion.to_owned()), Cell::Text(words.weights.to_owned())]];
    rows.extend(
        standing
            .matrix
            .columns
            .iter()
            .map(|column| vec![Cell::Text((words.leaf_name)(column.criterion)), Cell::Number(column.weight)]),
    );
    rows
}

/// The ranking as a CSV file: numbers with the digits that give the same number back, texts kept from
/// being taken for formulas.
pub fn csv(standing: &Standing, words: &Words) -> String {
    let rows: Vec<Vec<table::Cell>> = ranking(standing, words)
        .into_iter()
        .map(|row| {
            row.into_iter()
                .map(|cell| match cell {
                    Cell::Empty => table::Cell::Value(String::new()),
                    Cell::Text(text) => table::Cell::Text(text),
                    Cell::Number(number) => table::Cell::Value(number.to_string()),
                })
                .collect()
        })
        .collect();
    table::write(&rows)
}

/// Ranking and weights as a workbook.
pub fn workbook(standing: &Standing, words: &Words) -> Vec<u8> {
    let columns = standing.matrix.columns.len() * if standing.method.is_additive() { 3 } else { 2 };
    let mut widths = vec![8.0, 32.0, 14.0];
    widths.extend(std::iter::repeat_n(14.0, columns));
    xlsx::write(&[
        Sheet { name: words.ranking.to_owned(), rows: ranking(standing, words), widths },
        Sheet { name: words.weights.to_owned(), rows: weights(standing, words), widths: vec![32.0, 14.0] },
    ])
}

/// A table in Markdown: numbers to `digits` after the point, bars and line breaks in texts made harmless.
pub fn markdown_table(rows: &[Vec<String>]) -> String {
    // Writing to a String cannot fail.
    let mut text = String::new();
    for (index, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row.iter().map(|cell| markdown(cell)).collect();
        let _ = writeln!(text, "| {} |", cells.join(" | "));
        if index == 0 {
            let _ = writeln!(text, "|{}", " --- |".repeat(row.len()));
        }
    }
    text
}

/// A text that Markdown takes as it is.
pub fn markdown(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => safe.push(' '),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' => {
                safe.push('\\');
                safe.push(c);
            }
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::super::example::{self, Tongue};
    use super::*;
    use crate::domain::{Workspace, WorkspaceId};

    const CONTENT: &str = include_str!("../../content/example_group.json");

    fn example() -> Workspace {
        example::workspace(CONTENT, Tongue::Zh, WorkspaceId::from_number(1)).unwrap()
    }

    fn with_words<T>(workspace: &Workspace, run: impl FnOnce(&Words) -> T) -> T {
        run(&Words {
            ranking: "排序",
            weights: "权重",
            rank: "名次",
            project: "项目",
            score: "得分",
            criterion: "准则",
            raw: &|name| name.to_owned(),
            value: &|name| format!("{name} 价值"),
            part: &|name| format!("{name} 贡献"),
            project_name: &|id| format!("={}", workspace.project(id).map_or("", |project| &project.name)),
            leaf_name: &|id| {
                workspace.selection.criterion(id).map(|leaf| leaf.name.to_string()).unwrap_or_default()
            },
            shown: &|_, number| number,
        })
    }

    #[test]
    fn the_ranking_is_the_one_computed_elsewhere() {
        let workspace = example();
        let standing = workspace.standing().unwrap();
        let content: serde_json::Value = serde_json::from_str(CONTENT).unwrap();
        let stated = content["checks"]["selection"]["ranking_weighted_sum_ws3"].as_array().unwrap();
        assert_eq!(standing.places.len(), stated.len());
        let number = |id: &str| id.trim_start_matches('p').parse::<usize>().unwrap();
        for (place, stated) in standing.places.iter().zip(stated) {
            assert_eq!(place.rank as u64, stated["rank"].as_u64().unwrap());
            let project = &workspace.projects[number(stated["project"].as_str().unwrap()) - 1];
            assert_eq!(place.project, project.id);
            // Stated to ten decimals, from weights of ten digits.
            assert!((place.score * 100.0 - stated["score"].as_f64().unwrap()).abs() < 1e-6);
        }
        for (set, key) in [(1, "rank_ws1"), (2, "rank_ws2")] {
            let id = workspace.selection.weight_sets[set - 1].id;
            let weights = workspace.selection.weights(Some(id)).unwrap();
            let standing = workspace.standing_by(&weights, workspace.selection.method).unwrap();
            let order: Vec<_> = standing.places.iter().map(|place| place.project).collect();
            let stated = content["checks"]["selection"][key].as_array().unwrap().iter();
            let stated: Vec<_> =
                stated.map(|id| workspace.projects[number(id.as_str().unwrap()) - 1].id).collect();
            assert_eq!(order, stated, "{key}");
        }
    }

    #[test]
    fn agreement_of_the_raters_is_the_one_computed_elsewhere() {
        let content: serde_json::Value = serde_json::from_str(CONTENT).unwrap();
        let stated = &content["checks"]["selection"]["kendall_w"];
        let found = example().agreement().unwrap();
        assert!((found.w - stated["W"].as_f64().unwrap()).abs() < 1e-8, "{found:?}");
        assert!((found.chi_squared - stated["chi2"].as_f64().unwrap()).abs() < 1e-3);
    }

    #[test]
    fn csv_has_all_digits_and_runs_nothing() {
        let workspace = example();
        let standing = workspace.standing().unwrap();
        let text = with_words(&workspace, |words| csv(&standing, words));
        let rows = table::read(&text).unwrap();
        assert_eq!((rows.len(), rows[0].cells.len()), (24, 3 + 7 * 3));
        for (row, place) in rows.iter().skip(1).zip(&standing.places) {
            assert_eq!(row.cells[2].parse::<f64>().unwrap().to_bits(), place.score.to_bits());
            assert!(row.cells[1].starts_with('='), "read back as it was");
            let parts: f64 =
                row.cells.iter().skip(5).step_by(3).map(|part| part.parse::<f64>().unwrap()).sum();
            assert!((parts - place.score).abs() < 1e-12, "what leaves add is the score");
        }
        assert!(text.contains("\"'="), "guarded in the file");
    }

    #[test]
    fn a_decision_is_reproduced_to_the_last_digit_from_its_file() {
        let workspace = example();
        for method in crate::domain::selection::MethodChoice::all() {
            let weights = workspace.selection.weights(None).unwrap();
            let Ok(standing) = workspace.standing_by(&weights, method) else { continue };
            let id = crate::domain::DecisionId::from_number(1);
            let decision = standing.decision(id, |_| crate::domain::Name::default());
            let text = serde_json::to_string(&decision).unwrap();
            let read: crate::domain::selection::Decision = serde_json::from_str(&text).unwrap();
            assert_eq!(read, decision);
            assert!(read.is_reproduced(), "{method:?}");
            let mut other = read;
            std::sync::Arc::make_mut(&mut other.inputs).cells[0].value = Some(1.5);
            assert!(!other.is_reproduced(), "{method:?}");
        }
    }

    #[test]
    fn markdown_takes_names_as_they_are() {
        let rows = vec![vec!["a".to_owned(), "b".to_owned()], vec!["x|y".to_owned(), "1\n2".to_owned()]];
        assert_eq!(markdown_table(&rows), "| a | b |\n| --- | --- |\n| x\\|y | 1 2 |\n");
    }
}
