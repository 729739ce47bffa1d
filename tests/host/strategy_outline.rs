//! Outlines out and in: Markdown, OPML and CSV bring the same rows back, and what is odd does no harm.

use crate::content::example;
use std::sync::Arc;

use chrono::NaiveDate;
use pmo_planner::domain::id::{LinkId, NodeId, WorkspaceId};
use pmo_planner::domain::strategy::graph::fitting;
use pmo_planner::domain::strategy::{
    Direction, Frequency, Graph, Item, Kind, Link, LinkKind, Measure, Node, Place, Point, Reading, Real,
    StrategyCommand, Strength, Weight,
};
use pmo_planner::domain::{Command, Extra, Name, Note, Workspace};
use pmo_planner::i18n::Locale;
use pmo_planner::i18n::strategy::Strategy as StrategyWords;
use pmo_planner::interchange::example::Tongue;
use pmo_planner::interchange::strategy_outline::{
    Grafted, LeftOut, LinkMark, OutlineRow, RowKind, Words, graft, read_text, rows, write_markdown,
};
use pmo_planner::interchange::{strategy_csv, strategy_opml};
use proptest::prelude::*;

const HEAD: [&str; 9] = ["层次", "层级", "名称", "负责人", "权重", "期限", "说明", "编号", "支撑关系"];

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

/// A row as outlines carry it.
fn bare(mut row: OutlineRow) -> OutlineRow {
    row.measure = row.measure.map(|measure| {
        let mut measure = (*measure).clone();
        for reading in &mut measure.readings {
            reading.confidence = None;
            reading.note = Note::default();
            reading.extra = Extra::new();
        }
        measure.extra = Extra::new();
        Arc::new(measure)
    });
    row
}

/// Links by the names of their ends, in order.
fn named_links(workspace: &Workspace) -> Vec<(String, String, LinkKind, u8)> {
    let name = |item: Item| match item {
        Item::Node(id) => workspace.strategy.node(id).unwrap().name.to_string(),
        Item::Project(id) => workspace.project(id).unwrap().name.to_string(),
    };
    let links = workspace.strategy.links.iter();
    let mut links: Vec<_> = links
        .map(|link| (name(link.from), name(Item::Node(link.to)), link.kind, link.strength.get()))
        .collect();
    links.sort();
    links
}

fn fresh() -> impl FnMut() -> (u64, [u8; 10]) {
    fresh_from(0)
}

/// Ids that differ from those of another beginning.
fn fresh_from(begin: u32) -> impl FnMut() -> (u64, [u8; 10]) {
    let mut number = begin;
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
        // What the notes of values and how sure one is say is not carried.
        let rows: Vec<OutlineRow> = rows.into_iter().map(bare).collect();
        assert!(rows.iter().map(|row| row.links.len()).sum::<usize>() > 60);
        assert!(rows.iter().filter_map(|row| row.measure.as_ref()).any(|measure| measure.readings.len() > 3));
        assert_eq!(strategy_opml::read(&strategy_opml::write(&rows, "图 & <表>")).unwrap(), rows);
        assert_eq!(
            strategy_csv::read(&strategy_csv::write(&rows, &HEAD, true, &WORDS), &WORDS).unwrap(),
            rows
        );
        let written = write_markdown(&rows, &WORDS);
        let read = read_text(&written, &WORDS);
        assert_eq!(read.len(), rows.len());
        // The title of a saved file is no row.
        assert_eq!(read_text(&format!("# 年度规划\n\n{written}"), &WORDS), read);
        for (read, row) in read.iter().zip(&rows) {
            assert_eq!(
                (read.depth, read.kind, &read.name, read.due),
                (row.depth, row.kind, &row.name, row.due)
            );
            // A comma would end the owner, so a space stands for it.
            let owner = row.owner.replace([',', '，'], " ");
            assert_eq!((&*read.owner, &read.note), (&*owner, &row.note));
            assert_eq!((&read.number, &read.links, &read.measure), (&row.number, &row.links, &row.measure));
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
    let command = graft(&workspace, &rows, Place::Top, &mut fresh()).command;
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
    workspace.apply(Command::Strategy(again.command)).unwrap();
    assert_eq!(workspace.projects.len(), 1);
}

#[test]
fn the_example_goes_through_an_outline_into_an_empty_map_with_its_links_and_values() {
    let workspace = example(Tongue::En);
    for text in 0..3 {
        let rows = example_rows(Tongue::En);
        let rows = match text {
            0 => strategy_opml::read(&strategy_opml::write(&rows, "t")).unwrap(),
            1 => strategy_csv::read(&strategy_csv::write(&rows, &HEAD, false, &WORDS), &WORDS).unwrap(),
            _ => read_text(&write_markdown(&rows, &WORDS), &WORDS),
        };
        let mut other = Workspace::new(WorkspaceId::from_number(1), Name::default());
        let Grafted { command, left_out } = graft(&other, &rows, Place::Top, &mut fresh());
        assert_eq!(left_out, []);
        other.apply(Command::Strategy(command)).unwrap();
        // The projects that hang nowhere are not in an outline; that they carry nothing was said of one.
        let graph = Graph::of(&workspace.strategy);
        let mut hanging = workspace.clone();
        let links = &mut Arc::make_mut(&mut hanging.strategy).links;
        Arc::make_mut(links).retain(|link| link.from.project().is_none_or(|id| graph.home(id).is_some()));
        assert_eq!(hanging.strategy.links.len() + 1, workspace.strategy.links.len());
        assert_eq!(named_links(&other), named_links(&hanging));
        let values = |workspace: &Workspace| -> Vec<(String, Option<Arc<Measure>>)> {
            let measures = workspace.strategy.nodes.iter().filter(|node| node.kind == Kind::Measure);
            let mut values: Vec<_> = measures
                .map(|node| {
                    let row = OutlineRow { measure: node.measure.clone(), ..OutlineRow::default() };
                    (node.name.to_string(), bare(row).measure)
                })
                .collect();
            values.sort_by(|a, b| a.0.cmp(&b.0));
            values
        };
        assert_eq!(values(&other), values(&workspace));
    }
}

#[test]
fn links_are_written_as_people_write_them() {
    let text = "- 更快 {主题}\n  - 准时 {目标, ->少返工=2}\n  - 少返工 {目标}\n- 排程 {项目, ->准时, =>少返工=1, ->没有这个=3, ->更快=9}\n- 甲 {目标}\n- 甲 {目标, ->甲=1}\n- 乙 {目标, ->准时=3}\n";
    let rows = read_text(text, &WORDS);
    let marks: Vec<String> = rows[3]
        .links
        .iter()
        .map(|mark| format!("{:?} {} {:?}", mark.kind, mark.to, mark.strength.map(Strength::get)))
        .collect();
    assert_eq!(
        marks,
        [
            "Contributes 准时 None",
            "Causes 少返工 Some(1)",
            "Contributes 没有这个 Some(3)",
            "Contributes 更快=9 None"
        ]
    );
    let mut workspace = Workspace::new(WorkspaceId::from_number(1), Name::default());
    let Grafted { command, left_out } = graft(&workspace, &rows, Place::Top, &mut fresh());
    let unknown = |row: &str, to: &str| LeftOut::Unknown { row: Name::new(row).unwrap(), to: to.to_owned() };
    // A name that two go by leads nowhere.
    assert_eq!(left_out, [unknown("排程", "没有这个"), unknown("排程", "更快=9"), unknown("甲", "甲")]);
    workspace.apply(Command::Strategy(command)).unwrap();
    let link = |from: &str, to: &str, kind, strength| (from.to_owned(), to.to_owned(), kind, strength);
    assert_eq!(
        named_links(&workspace),
        [
            link("乙", "准时", LinkKind::Contributes, 3),
            link("准时", "少返工", LinkKind::Contributes, 2),
            link("排程", "准时", LinkKind::Contributes, 2),
            link("排程", "少返工", LinkKind::Causes, 1),
        ]
    );
    // Later, what is there can be named; a circle is left out and said.
    let rows = read_text(
        "- 丙 {目标, ->少返工=1, #1}\n- 丁 {目标, ->丙=1, #2}\n- 戊 {目标, ->丁=1, #3}\n  - 己 {目标, #4}\n",
        &WORDS,
    );
    let mut rows_in_circle = rows.clone();
    rows_in_circle[0].links.extend(LinkMark::read("->4=2"));
    assert_eq!(graft(&workspace, &rows, Place::Top, &mut fresh_from(1_000)).left_out, []);
    let Grafted { command, left_out } =
        graft(&workspace, &rows_in_circle, Place::Top, &mut fresh_from(1_000));
    // 丙 → 己 comes before 丁 → 丙 and 戊 → 丁, so that the last of the three closes the circle: 己 stands under 戊.
    assert_eq!(left_out, [LeftOut::Circle { row: Name::new("戊").unwrap(), to: "丁".to_owned() }]);
    workspace.apply(Command::Strategy(command)).unwrap();
    assert_eq!(workspace.strategy.links.len(), 4 + 3);
}

#[test]
fn measures_are_read_as_far_as_they_are_understood() {
    let text = "- 准时率 {衡量指标}\n  = 单位: %\n  = 基线： 2025-12-31 71\n  = target: 2027-12-31 95\n  = values: 2026-06-30 80; 2026-03-31 74.5; nonsense; 2026-06-30 99\n  = direction: down\n  = 谁知道: 3\n";
    let rows = read_text(text, &WORDS);
    let measure = rows[0].measure.as_ref().unwrap();
    assert_eq!((&*measure.unit, measure.direction), ("%", Direction::Down));
    let point = |point: &Option<Point>| point.map(|point| (point.date.to_string(), point.value.get()));
    assert_eq!(point(&measure.baseline), Some(("2025-12-31".to_owned(), 71.0)));
    assert_eq!(point(&measure.target), Some(("2027-12-31".to_owned(), 95.0)));
    let values: Vec<f64> = measure.readings.iter().map(|reading| reading.value.get()).collect();
    assert_eq!(values, [74.5, 80.0], "in the order of days, the first of a day");
    // A line that is no field is a row of its own.
    assert_eq!(rows.len(), 2);
}

/// What is added one by one, each refused that closes a cycle, is what is kept; and the whole at once is refused
/// exactly where one of them would be.
fn compared(parents: &[usize], pairs: &[(usize, usize, u8)]) {
    let node = |number: usize| NodeId::from_number(number as u128 + 1);
    let mut workspace = Workspace::new(WorkspaceId::from_number(1), Name::default());
    let nodes: Vec<Node> = parents
        .iter()
        .enumerate()
        .map(|(number, parent)| {
            let place = if *parent < number { Place::Under(node(*parent)) } else { Place::Top };
            Node::new(node(number), Kind::Goal, place)
        })
        .collect();
    let graft = |nodes: Vec<Node>, links: Vec<Link>| {
        Command::Strategy(StrategyCommand::Graft { nodes, links, projects: Vec::new(), homes: Vec::new() })
    };
    workspace.apply(graft(nodes, Vec::new())).unwrap();
    let count = parents.len();
    let links: Vec<Link> = pairs
        .iter()
        .enumerate()
        .map(|(number, (from, to, strength))| {
            let strength = Strength::try_from(strength % 4).unwrap();
            let from = Item::Node(node(from % count));
            Link::new(LinkId::from_number(number as u128 + 1), from, node(to % count), strength)
        })
        .collect();
    let mut single = workspace.clone();
    let kept: Vec<bool> = links
        .iter()
        .map(|link| single.apply(Command::Strategy(StrategyCommand::Connect(Box::new(link.clone())))).is_ok())
        .collect();
    assert_eq!(fitting(&workspace.strategy, &links), kept);
    let mut whole = workspace.clone();
    assert_eq!(whole.apply(graft(Vec::new(), links.clone())).is_ok(), !kept.contains(&false));
    let mut of_kept = workspace.clone();
    let fit: Vec<Link> =
        links.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(link, _)| link.clone()).collect();
    of_kept.apply(graft(Vec::new(), fit)).unwrap();
    assert_eq!(of_kept.strategy, single.strategy);
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
    fn links_at_once_are_what_they_are_one_by_one(parents in prop::collection::vec(0_usize..12, 1..12), pairs in prop::collection::vec((0_usize..12, 0_usize..12, any::<u8>()), 0..24)) {
        compared(&parents, &pairs);
    }

    #[test]
    fn any_values_and_links_come_back_from_each_format(
        unit in "[a-zA-Z%元 /]{0,8}",
        down in any::<bool>(),
        frequency in 0_usize..5,
        days in prop::collection::btree_map(0_u64..3_000, -1e9_f64..1e9, 0..6),
        links in prop::collection::vec((1_usize..9, 0_u8..4, any::<bool>()), 0..5),
    ) {
        let day = |offset: u64| NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() + chrono::Days::new(offset);
        let points: Vec<Point> = days.iter().map(|(offset, value)| Point { date: day(*offset), value: Real::new(*value).unwrap() }).collect();
        let measure = Measure {
            unit: Name::truncated(&unit.split_whitespace().collect::<Vec<_>>().join(" ")),
            direction: if down { Direction::Down } else { Direction::Up },
            frequency: Frequency::ALL[frequency],
            baseline: points.first().copied(),
            target: points.last().copied(),
            milestones: points.clone(),
            readings: points.iter().map(|point| Reading { date: point.date, value: point.value, confidence: None, note: Note::default(), extra: Extra::new() }).collect(),
            extra: Extra::new(),
        };
        let says_something = measure != Measure::default();
        let links: Vec<LinkMark> = links.iter().map(|(to, strength, is_cause)| LinkMark {
            kind: if *is_cause { LinkKind::Causes } else { LinkKind::Contributes },
            to: format!("1.{to}"),
            strength: Strength::try_from(*strength).ok(),
        }).collect();
        let row = OutlineRow {
            kind: Some(RowKind::Node(Kind::Measure)),
            name: Name::new("名").unwrap(),
            number: "1".to_owned(),
            links,
            measure: says_something.then(|| Arc::new(measure)),
            ..OutlineRow::default()
        };
        let rows = vec![row];
        prop_assert_eq!(&strategy_opml::read(&strategy_opml::write(&rows, "t")).unwrap(), &rows);
        for zh in [true, false] {
            prop_assert_eq!(&strategy_csv::read(&strategy_csv::write(&rows, &HEAD, zh, &WORDS), &WORDS).unwrap(), &rows);
        }
        prop_assert_eq!(&read_text(&write_markdown(&rows, &WORDS), &WORDS), &rows);
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
            prop_assert_eq!(strategy_csv::read(&strategy_csv::write(&rows, &HEAD, true, &WORDS), &WORDS).unwrap(), rows);
        }
    }
}
