//! Outlines out and in: Markdown, OPML and CSV bring the same rows back, and what is odd does no harm.

use crate::content::example;
use pmo_planner::domain::id::WorkspaceId;
use pmo_planner::domain::strategy::{Graph, Kind, Place, StrategyCommand, Weight};
use pmo_planner::domain::{Command, Name, Note, Workspace};
use pmo_planner::i18n::Locale;
use pmo_planner::i18n::strategy::Strategy as StrategyWords;
use pmo_planner::interchange::example::Tongue;
use pmo_planner::interchange::strategy_outline::{
    OutlineRow, RowKind, Words, graft, read_text, rows, write_markdown,
};
use pmo_planner::interchange::{strategy_csv, strategy_opml};
use proptest::prelude::*;

const HEAD: [&str; 7] = ["层次", "层级", "名称", "负责人", "权重", "期限", "说明"];

fn word(kind: RowKind) -> String {
    match kind {
        RowKind::Node(kind) => StrategyWords(Locale::Zh).kind(kind).to_owned(),
        RowKind::Project => "项目".to_owned(),
    }
}

const WORDS: Words<'static> = Words { word: &word };

fn example_rows(tongue: Tongue) -> Vec<OutlineRow> {
    let workspace = example(tongue);
    rows(&workspace, &Graph::of(&workspace.strategy))
}

fn fresh() -> impl FnMut() -> (u64, [u8; 10]) {
    let mut number = 0_u32;
    move || {
        number += 1;
        let mut random = [0; 10];
        random[..4].copy_from_slice(&number.to_be_bytes());
        (u64::from(number), random)
    }
}

#[test]
fn the_example_comes_back_from_each_format() {
    for tongue in [Tongue::Zh, Tongue::En] {
        let rows = example_rows(tongue);
        assert!(rows.len() > 70);
        assert_eq!(strategy_opml::read(&strategy_opml::write(&rows, "图 & <表>")).unwrap(), rows);
        assert_eq!(strategy_csv::read(&strategy_csv::write(&rows, &HEAD, &WORDS), &WORDS).unwrap(), rows);
        let read = read_text(&write_markdown(&rows, &WORDS), &WORDS);
        assert_eq!(read.len(), rows.len());
        for (read, row) in read.iter().zip(&rows) {
            assert_eq!(
                (read.depth, read.kind, &read.name, read.due),
                (row.depth, row.kind, &row.name, row.due)
            );
            // A comma would end the owner, so a space stands for it.
            let owner = row.owner.replace([',', '，'], " ");
            assert_eq!((&*read.owner, &read.note), (&*owner, &row.note));
            let weights = (read.weight.map(Weight::get), row.weight.map(Weight::get));
            assert_eq!(weights.0, weights.1);
        }
    }
}

#[test]
fn lists_as_people_write_them_are_read() {
    let text = "# 愿景 {愿景}\n\n1. 更快\n   - 准时 {目标, 40%, @王工, 2027-12-31}\n     > 因为\n     > 所以\n   - [ ] 排程系统 {项目}\n2、更稳\n";
    let rows = read_text(text, &WORDS);
    let shape: Vec<(usize, &str)> = rows.iter().map(|row| (row.depth, &*row.name)).collect();
    assert_eq!(shape, [(0, "愿景"), (1, "更快"), (2, "准时"), (2, "排程系统"), (1, "更稳")]);
    let goal = &rows[2];
    assert_eq!(goal.kind, Some(RowKind::Node(Kind::Goal)));
    assert_eq!((goal.weight.unwrap().get(), &*goal.owner, &*goal.note), (40.0, "王工", "因为\n所以"));
    assert_eq!(rows[3].kind, Some(RowKind::Project));
    // Tabs, and levels that are skipped.
    let shape: Vec<usize> = read_text("a\n\t\t\tb\n\tc\nd", &WORDS).iter().map(|row| row.depth).collect();
    assert_eq!(shape, [0, 1, 1, 0]);
    assert!(read_text("", &WORDS).is_empty());
}

#[test]
fn odd_files_are_refused_or_read_as_far_as_they_go() {
    assert_eq!(strategy_opml::read("nothing"), Err(strategy_opml::OpmlError::NotOpml));
    assert_eq!(
        strategy_opml::read("<opml>\n<body>\n<outline text=\"a"),
        Err(strategy_opml::OpmlError::Broken { line: 3 })
    );
    let rows = strategy_opml::read(
        "<opml><!-- <outline text='no'/> --><outline text='a &amp; &#x4e2d; &bomb; >'><outline text=\"b\"/></outline></opml>",
    )
    .unwrap();
    let shape: Vec<(usize, &str)> = rows.iter().map(|row| (row.depth, &*row.name)).collect();
    assert_eq!(shape, [(0, "a & 中 &bomb; >"), (1, "b")]);
    assert!(strategy_csv::read("", &WORDS).is_err());
    assert!(strategy_csv::read("x,y\n1,2\n", &WORDS).unwrap().is_empty());
}

#[test]
fn rows_become_nodes_projects_and_links() {
    let mut workspace = Workspace::new(WorkspaceId::from_number(1), Name::default());
    let text = "- 愿景\n  - 主题\n    - 准时 {目标}\n      - 举措一 {举措}\n      - 排程系统 {项目}\n  - 主题二\n    - 稳定 {目标}\n      - 排程系统 {项目}\n";
    let rows = read_text(text, &WORDS);
    let command = graft(&workspace, &rows, Place::Top, &mut fresh());
    assert!(matches!(command, StrategyCommand::Graft { .. }));
    workspace.apply(Command::Strategy(command)).unwrap();
    let strategy = &workspace.strategy;
    let kinds: Vec<Kind> = strategy.nodes.iter().map(|node| node.kind).collect();
    assert_eq!(kinds, [Kind::Vision, Kind::Theme, Kind::Goal, Kind::Initiative, Kind::Theme, Kind::Goal]);
    // The project that is named twice is one project that carries two goals.
    assert_eq!(workspace.projects.len(), 1);
    assert_eq!(strategy.links.len(), 3);
    // A second time, the project is known.
    let again = graft(&workspace, &rows, Place::Top, &mut {
        let mut inner = fresh();
        move || {
            let (millis, random) = inner();
            (millis + 1_000, random)
        }
    });
    workspace.apply(Command::Strategy(again)).unwrap();
    assert_eq!(workspace.projects.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn any_text_is_read_without_harm(text in "[\\PC\\n\\t<>&\"'{}=#%@-]{0,400}") {
        read_text(&text, &WORDS);
        let _ = strategy_opml::read(&format!("<opml>{text}"));
        let _ = strategy_csv::read(&text, &WORDS);
    }

    #[test]
    fn any_names_come_back_from_opml_and_csv(names in prop::collection::vec("[\\PC]{1,40}", 1..12), depths in prop::collection::vec(0_usize..5, 12)) {
        let mut rows: Vec<OutlineRow> = Vec::new();
        for (name, depth) in names.iter().zip(depths) {
            let name = Name::truncated(&name.split_whitespace().collect::<Vec<_>>().join(" "));
            if name.is_empty() {
                continue;
            }
            let most = rows.last().map_or(0, |last| last.depth + 1);
            rows.push(OutlineRow {
                depth: depth.min(most),
                kind: Some(RowKind::Node(Kind::Goal)),
                note: Note::truncated(&name),
                name,
                ..OutlineRow::default()
            });
        }
        prop_assert_eq!(strategy_opml::read(&strategy_opml::write(&rows, "t")).unwrap(), rows.clone());
        if !rows.is_empty() {
            prop_assert_eq!(strategy_csv::read(&strategy_csv::write(&rows, &HEAD, &WORDS), &WORDS).unwrap(), rows);
        }
    }
}
