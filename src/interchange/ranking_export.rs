//! The ranking as CSV, as an XLSX workbook and as a report in Markdown: the same numbers with all their digits.

use std::fmt::Write as _;

use super::table;
use super::xlsx::{self, Cell, Sheet};
use crate::domain::numeric::real;
use crate::domain::selection::{Balance, Column, Direction, Standing};
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
    /// For balance rules.
    pub balance: BalanceWords<'a>,
}

/// Words for balance rules.
pub struct BalanceWords<'a> {
    /// Name of their sheet.
    pub sheet: &'a str,
    /// Head of where the worse side begins.
    pub from: &'a str,
    /// At most or less, for a leaf of which more is better.
    pub or_less: &'a str,
    /// At least or more, for the others.
    pub or_more: &'a str,
    /// Head of the share of those chosen, and of the most that is allowed.
    pub share: &'a str,
    /// Head of the most.
    pub most: &'a str,
    /// Head of what the share is counted by.
    pub counted_by: &'a str,
    /// By cost.
    pub by_cost: &'a str,
    /// By the number of projects.
    pub by_count: &'a str,
    /// Head of how many are chosen.
    pub chosen: &'a str,
    /// Head of the state.
    pub state: &'a str,
    /// Kept.
    pub kept: &'a str,
    /// Broken.
    pub broken: &'a str,
    /// Head of a project's cost, with its unit.
    pub cost: &'a str,
    /// A project's cost in the unit that is shown.
    pub cost_of: &'a dyn Fn(ProjectId) -> Option<f64>,
    /// Head of whether a project lies on the worse side of a leaf.
    pub worse_side: &'a dyn Fn(&str) -> String,
}

/// The column of a rule's leaf, with its place.
fn column_of<'a>(standing: &'a Standing, balance: &Balance) -> Option<(usize, &'a Column)> {
    let mut columns = standing.matrix.columns.iter().enumerate();
    columns.find(|(_, column)| column.criterion == balance.rule.criterion)
}

/// The ranking, best first: rank, project, score, then of each leaf the number, its value and, for the
/// weighted sum, what it adds. Where there are balance rules, at the end the cost and, rule by rule, 1 for a project on the
/// worse side and 0 for one that is not: the shares of [`balance`] can be added up from these.
pub fn ranking(standing: &Standing, balances: &[Balance], words: &Words) -> Vec<Vec<Cell>> {
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
    let rules: Vec<_> = balances
        .iter()
        .filter_map(|balance| column_of(standing, balance).map(|(index, column)| (balance, index, column)))
        .collect();
    if !rules.is_empty() {
        head.push(text(words.balance.cost));
        head.extend(rules.iter().map(|(.., column)| {
            Cell::Text((words.balance.worse_side)(&(words.leaf_name)(column.criterion)))
        }));
    }
    let mut rows = vec![head];
    for place in &standing.places {
        let mut row = vec![
            Cell::Number(real(place.rank)),
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
        if !rules.is_empty() {
            row.push((words.balance.cost_of)(place.project).map_or(Cell::Empty, Cell::Number));
        }
        row.extend(rules.iter().map(|(balance, index, column)| {
            let score = standing.matrix.cell(place.row, *index).and_then(|cell| cell.value);
            let is_worse = |score| balance.rule.holds_for(column.leaf.direction, score);
            score.map_or(Cell::Empty, |score| Cell::Number(f64::from(u8::from(is_worse(score)))))
        }));
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

/// The balance rules and how they stand; nothing without rules.
pub fn balance(standing: &Standing, balances: &[Balance], words: &Words) -> Vec<Vec<Cell>> {
    let text = |text: &str| Cell::Text(text.to_owned());
    let w = &words.balance;
    let head = [words.criterion, w.from, "", w.share, w.most, w.counted_by, w.chosen, w.state];
    let mut rows = vec![head.map(text).to_vec()];
    for found in balances {
        let Some((_, column)) = column_of(standing, found) else { continue };
        let is_low = column.leaf.direction == Direction::Benefit;
        rows.push(vec![
            Cell::Text((words.leaf_name)(column.criterion)),
            Cell::Number((words.shown)(column, found.rule.from.get())),
            text(if is_low { w.or_less } else { w.or_more }),
            Cell::Number(found.share),
            Cell::Number(found.rule.most.get() / 100.0),
            text(if found.by_count { w.by_count } else { w.by_cost }),
            Cell::Number(real(found.chosen)),
            text(if found.kept { w.kept } else { w.broken }),
        ]);
    }
    if rows.len() > 1 { rows } else { Vec::new() }
}

/// The ranking as a CSV file: numbers with the digits that give the same number back, texts kept from
/// being taken for formulas.
pub fn csv(standing: &Standing, balances: &[Balance], words: &Words) -> String {
    let rows: Vec<Vec<table::Cell>> = ranking(standing, balances, words)
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

/// Ranking and weights as a workbook, and the balance rules where there are any.
pub fn workbook(standing: &Standing, balances: &[Balance], words: &Words) -> Vec<u8> {
    let ranking = ranking(standing, balances, words);
    let columns = ranking.first().map_or(0, Vec::len).saturating_sub(3);
    let mut widths = vec![8.0, 32.0, 14.0];
    widths.extend(std::iter::repeat_n(14.0, columns));
    let mut sheets = vec![
        Sheet { name: words.ranking.to_owned(), rows: ranking, widths },
        Sheet { name: words.weights.to_owned(), rows: weights(standing, words), widths: vec![32.0, 14.0] },
    ];
    let rules = balance(standing, balances, words);
    if !rules.is_empty() {
        let widths = vec![32.0, 14.0, 12.0, 14.0, 14.0, 14.0, 12.0, 12.0];
        sheets.push(Sheet { name: words.balance.sheet.to_owned(), rows: rules, widths });
    }
    xlsx::write(&sheets)
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
    use crate::domain::selection::{BalanceRule, in_currency};
    use crate::domain::{Extra, Name, Workspace, WorkspaceId};
    use std::sync::Arc;

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
            balance: BalanceWords {
                sheet: "平衡规则",
                from: "不利一侧起点",
                or_less: "及以下",
                or_more: "及以上",
                share: "占比",
                most: "最多",
                counted_by: "按",
                by_cost: "成本",
                by_count: "个数",
                chosen: "入选个数",
                state: "结果",
                kept: "守住",
                broken: "超出",
                cost: "成本",
                cost_of: &|id| workspace.project(id).and_then(|project| project.cost).map(in_currency),
                worse_side: &|name| format!("{name} 不利一侧"),
            },
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
        let text = with_words(&workspace, |words| csv(&standing, &[], words));
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

    /// The example with a rule on every leaf, of the first eight.
    fn with_rules() -> Workspace {
        let mut workspace = example();
        let standing = workspace.standing().unwrap();
        let rules = standing.matrix.columns.iter().map(|column| {
            // From the middle of what the leaf takes, so that both sides have projects.
            let from = f64::midpoint(column.low, column.high).try_into().unwrap();
            let (criterion, most) = (column.criterion, 40.into());
            Arc::new(BalanceRule { criterion, from, most, extra: Extra::new() })
        });
        let selection = Arc::make_mut(&mut workspace.selection);
        selection.balance = Arc::new(rules.collect());
        selection.trust.chosen = Some(8);
        workspace
    }

    #[test]
    fn shares_of_balance_rules_add_up_from_the_csv() {
        let workspace = with_rules();
        let standing = workspace.standing().unwrap();
        let balances = workspace.balances(&standing);
        assert_eq!(balances.len(), 7);
        let (text, rules) = with_words(&workspace, |words| {
            (csv(&standing, &balances, words), balance(&standing, &balances, words))
        });
        let rows = table::read(&text).unwrap();
        assert_eq!(rows[0].cells.len(), 3 + 7 * 3 + 1 + 7);
        assert_eq!(rules.len(), 1 + 7);
        assert!(balances.iter().any(|found| found.kept) && balances.iter().any(|found| !found.kept));
        for (index, (found, row)) in balances.iter().zip(rules.iter().skip(1)).enumerate() {
            let mut sums = (0.0, 0.0);
            for row in rows.iter().skip(1).take(8) {
                let number = |cell: usize| row.cells[cell].parse::<f64>().ok();
                let (Some(cost), Some(worse)) = (number(24), number(25 + index)) else { continue };
                sums = (sums.0 + cost * worse, sums.1 + cost);
            }
            let share = sums.0 / sums.1;
            assert!((found.share - share).abs() < 1e-12, "{index}: {} and {share}", found.share);
            assert_eq!(found.kept, share <= 0.4);
            assert_eq!(row[3], Cell::Number(found.share));
            assert_eq!(row[7], Cell::Text(if found.kept { "守住" } else { "超出" }.to_owned()));
            assert_eq!((&row[5], &row[6]), (&Cell::Text("成本".to_owned()), &Cell::Number(8.0)));
        }
    }

    #[test]
    fn a_workbook_has_a_sheet_of_balance_rules_where_there_are_rules() {
        for (workspace, sheets) in [(example(), 2), (with_rules(), 3)] {
            let standing = workspace.standing().unwrap();
            let balances = workspace.balances(&standing);
            let bytes = with_words(&workspace, |words| workbook(&standing, &balances, words));
            let names = (1..=4).filter(|number| {
                let name = format!("xl/worksheets/sheet{number}.xml");
                bytes.windows(name.len()).any(|part| part == name.as_bytes())
            });
            assert_eq!(names.count(), sheets);
        }
    }

    #[test]
    fn balance_rules_are_on_record_and_reproduced_to_the_last_digit() {
        let workspace = with_rules();
        let standing = workspace.standing().unwrap();
        let balances = workspace.balances(&standing);
        let cost = |id| workspace.project(id).and_then(|project| project.cost);
        let name = |id| workspace.selection.criterion(id).map(|leaf| leaf.name.clone()).unwrap_or_default();
        let id = crate::domain::DecisionId::from_number(1);
        let decision = standing.decision(id, |_| Name::default()).with_balance(&balances, name, cost);
        assert_eq!(decision.balance.len(), 7);
        assert!(decision.balance.iter().all(|record| !record.name.is_empty() && record.chosen == 8));
        let text = serde_json::to_string(&decision).unwrap();
        let read: crate::domain::selection::Decision = serde_json::from_str(&text).unwrap();
        assert_eq!(read, decision);
        assert!(read.is_reproduced());
        // A share, a state or a cost that was changed afterwards is noticed.
        let mut other = read.clone();
        Arc::make_mut(&mut other.balance)[0].share += 1e-15;
        assert!(!other.is_reproduced());
        let mut other = read.clone();
        Arc::make_mut(&mut other.balance)[0].kept ^= true;
        assert!(!other.is_reproduced());
        let mut other = read;
        Arc::make_mut(&mut other.ranking)[0].cost = None;
        assert!(!other.is_reproduced());
        // Without rules nothing more is written than before.
        let plain = standing.decision(id, |_| Name::default()).with_balance(&[], name, cost);
        let text = serde_json::to_string(&plain).unwrap();
        assert!(!text.contains("\"balance\"") && !text.contains("\"cost\":"));
        assert!(plain.is_reproduced());
    }

    #[test]
    fn a_decision_is_reproduced_to_the_last_digit_from_its_file() {
        let workspace = example();
        for method in crate::domain::selection::MethodChoice::all() {
            let weights = workspace.selection.weights(None).unwrap();
            let Ok(standing) = workspace.standing_by(&weights, method) else { continue };
            let id = crate::domain::DecisionId::from_number(1);
            let decision = standing.decision(id, |_| Name::default());
            let text = serde_json::to_string(&decision).unwrap();
            let read: crate::domain::selection::Decision = serde_json::from_str(&text).unwrap();
            assert_eq!(read, decision);
            assert!(read.is_reproduced(), "{method:?}");
            let mut other = read;
            Arc::make_mut(&mut other.inputs).cells[0].value = Some(1.5);
            assert!(!other.is_reproduced(), "{method:?}");
        }
    }

    #[test]
    fn markdown_takes_names_as_they_are() {
        let rows = vec![vec!["a".to_owned(), "b".to_owned()], vec!["x|y".to_owned(), "1\n2".to_owned()]];
        assert_eq!(markdown_table(&rows), "| a | b |\n| --- | --- |\n| x\\|y | 1 2 |\n");
    }
}
