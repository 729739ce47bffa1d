//! Files of the ranking.

use std::fmt::Write as _;

use super::super::board::{Board, percent, score_text, significant};
use super::super::scores::{in_shown_unit, is_money, money_scale};
use super::{balance, standing};
use crate::domain::selection::{Balance, Scale, Standing, Verdict, in_currency};
use crate::interchange::ranking_export::{BalanceWords, Words, csv, markdown, markdown_table, workbook};
use crate::interchange::workspace_file::file_name;
use crate::state::clock;
use crate::ui::files::save_bytes;
use leptos::prelude::*;

fn with_words<T>(board: Board, run: impl FnOnce(&Standing, &[Balance], &Words) -> T) -> Option<T> {
    untrack(|| {
        let standing = standing(board)?;
        let lang = board.app.lang();
        let t = lang.ranking();
        let unit = lang.projects().money_unit(board.app.store.doc().with(|doc| doc.money));
        let leaf_name = |id| {
            let name = board.criterion_name(id);
            let unit = match board.criterion(id).as_ref().and_then(|criterion| criterion.leaf()) {
                Some(leaf) if is_money(leaf) => unit.clone(),
                Some(leaf) => match &leaf.scale {
                    Scale::Number { unit, .. } => unit.to_string(),
                    _ => String::new(),
                },
                None => String::new(),
            };
            if unit.is_empty() { name } else { lang.scoring().with_unit(&name, &unit) }
        };
        let cost_head = lang.scoring().with_unit(t.cost(), &unit);
        let cost_of = |id| {
            let cost = board.app.store.doc().with(|doc| doc.project(id).and_then(|project| project.cost))?;
            Some(in_currency(cost) / money_scale(board))
        };
        let words = Words {
            ranking: lang.selection().step_name(3),
            weights: lang.criteria().weights(),
            rank: t.rank(),
            project: lang.projects().title(),
            score: t.score(),
            criterion: lang.criteria().title(),
            raw: &|name: &str| name.to_owned(),
            value: &|name: &str| t.value_of(name),
            part: &|name: &str| t.part_of(name),
            project_name: &|id| board.project_name(id),
            leaf_name: &leaf_name,
            shown: &|column, number| in_shown_unit(board, &column.leaf, number),
            balance: BalanceWords {
                sheet: t.balance(),
                from: t.balance_from(),
                or_less: t.or_less(),
                or_more: t.or_more(),
                share: t.balance_share(),
                most: t.balance_at_most(),
                counted_by: t.counted_by(),
                by_cost: t.cost(),
                by_count: t.number_of_projects(),
                chosen: t.balance_chosen(),
                state: t.balance_state(),
                kept: t.balance_kept(),
                broken: t.balance_broken(),
                cost: &cost_head,
                cost_of: &cost_of,
                worse_side: &|name: &str| t.worse_side(name),
            },
        };
        Some(run(&standing, &balance::found(board, &standing), &words))
    })
}

fn save(board: Board, extension: &str, mime: &str, bytes: &[u8]) {
    let stem = untrack(|| board.app.lang().ranking()).file_stem(&board.app.file_stem());
    let name = file_name(&stem, clock::today(), extension);
    save_bytes(&name, mime, bytes);
    board.app.toasts.say(untrack(|| board.app.lang().import()).saved_as(&name));
}

/// Saves the ranking as a workbook.
pub fn save_xlsx(board: Board) {
    if let Some(bytes) = with_words(board, workbook) {
        save(board, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &bytes);
    }
}

/// Saves the ranking as CSV.
pub fn save_csv(board: Board) {
    if let Some(text) = with_words(board, csv) {
        save(board, "csv", "text/csv;charset=utf-8", text.as_bytes());
    }
}

/// Saves a report in Markdown.
pub fn save_markdown(board: Board) {
    if let Some(text) = with_words(board, |standing, _, words| report(board, standing, words)) {
        save(board, "md", "text/markdown;charset=utf-8", text.as_bytes());
    }
}

/// The report: what was ranked, by what, with which weights; the ranking; what is open; balance rules; decisions.
fn report(board: Board, standing: &Standing, words: &Words) -> String {
    let lang = board.app.lang();
    let (t, locale) = (lang.ranking(), lang.locale());
    let part = board.part.get();
    let set = part
        .set_in_use()
        .map_or_else(|| lang.selection().equal_weights().to_owned(), |set| set.name.to_string());
    // Writing to a String cannot fail.
    let mut text = format!("# {} · {}\n\n", markdown(&board.app.workspace_name()), words.ranking);
    let _ = write!(
        text,
        "{}\n\n",
        t.report_lead(
            &clock::today().to_string(),
            t.method(standing.method),
            &markdown(&set),
            part.trust.seed
        )
    );
    let mut rows = vec![vec![words.rank.to_owned(), words.project.to_owned(), words.score.to_owned()]];
    rows.extend(standing.places.iter().map(|place| {
        vec![
            place.rank.to_string(),
            (words.project_name)(place.project),
            score_text(locale, standing.method, place.score),
        ]
    }));
    text.push_str(&markdown_table(&rows));
    let _ = write!(text, "\n## {}\n\n", words.weights);
    let mut rows = vec![vec![words.criterion.to_owned(), words.weights.to_owned()]];
    rows.extend(
        standing
            .matrix
            .columns
            .iter()
            .map(|column| vec![(words.leaf_name)(column.criterion), percent(locale, column.weight)]),
    );
    text.push_str(&markdown_table(&rows));
    let barred: Vec<String> = board.app.store.doc().with(|doc| {
        let tree = part.tree();
        doc.projects
            .iter()
            .filter(|project| part.takes_part(project) && part.verdict(&tree, project.id) == Verdict::Barred)
            .map(|project| (words.project_name)(project.id))
            .collect()
    });
    let missing = standing.matrix.missing();
    if missing > 0 || !barred.is_empty() {
        let _ = write!(text, "\n## {}\n\n", t.report_open());
        if missing > 0 {
            let _ = writeln!(text, "- {}", t.missing_note(missing));
        }
        for name in barred {
            let _ = writeln!(text, "- {}", t.report_barred(&markdown(&name)));
        }
    }
    let rule = |(kept, told): &(bool, String)| {
        format!("{} · {}", markdown(told), if *kept { t.balance_kept() } else { t.balance_broken() })
    };
    let rules = balance::told(board);
    if !rules.is_empty() {
        let _ = write!(text, "\n## {}\n\n", t.balance());
        for told in &rules {
            let _ = writeln!(text, "- {}", rule(told));
        }
    }
    if let Some(found) = board.app.store.doc().with(crate::domain::Workspace::agreement) {
        let _ = write!(
            text,
            "\n{}\n",
            lang.scoring().kendall(&significant(locale, found.w), found.w, found.raters)
        );
    }
    if !part.decisions.is_empty() {
        let _ = write!(text, "\n## {}\n\n", t.decisions());
        for decision in part.decisions.iter() {
            let _ = writeln!(text, "- {}", markdown(&super::decisions::told(board, decision)));
            for told in &balance::told_then(board, decision) {
                let _ = writeln!(text, "  - {}", rule(told));
            }
        }
    }
    text
}
