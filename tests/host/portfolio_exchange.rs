//! Models in files: written, read back the same, and solved by another solver to the same value.

use crate::content::{example, stated};
use microlp::{ComparisonOp, OptimizationDirection, Problem};
use pmo_planner::domain::portfolio::answer::{Silent, Status};
use pmo_planner::domain::portfolio::model::{
    Constraint, ConstraintId, Fund, Item, Measure, Model, Pair, Rule,
};
use pmo_planner::domain::portfolio::query::{Query, Reply};
use pmo_planner::domain::portfolio::solve::run;
use pmo_planner::domain::portfolio::timetable::{Budget, Link, RoleCapacity, Task, Timetable};
use pmo_planner::domain::portfolio::translate::{Frame, choice, timetable};
use pmo_planner::domain::portfolio::{Portfolio, Tweak};
use pmo_planner::interchange::example::Tongue;
use pmo_planner::interchange::program::{Program, Sense, lp, mps, of_model, of_timetable};
use serde_json::Value;

/// The optimum of a program by microlp; none when it is infeasible. It takes 0.999999 for 1, which moves the
/// continuous columns by as much: they are solved once more beside whole numbers.
fn solved(program: &Program) -> Option<f64> {
    let rough = by_microlp(program, None)?;
    let whole: Vec<f64> = rough.iter().map(|value| value.round()).collect();
    let exact = by_microlp(program, Some(&whole)).expect("whole numbers keep the rows");
    Some(program.value(&exact))
}

/// The best values of the columns; the binary ones as given, if they are given.
fn by_microlp(program: &Program, binaries: Option<&[f64]>) -> Option<Vec<f64>> {
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let columns: Vec<_> = program
        .columns
        .iter()
        .enumerate()
        .map(|(index, column)| match (column.binary, binaries) {
            (true, None) => problem.add_binary_var(column.cost),
            (true, Some(values)) => problem.add_var(column.cost, (values[index], values[index])),
            (false, _) => problem.add_var(column.cost, (0.0, column.upper)),
        })
        .collect();
    for row in &program.rows {
        let terms: Vec<_> = row.terms.iter().map(|(column, factor)| (columns[*column], *factor)).collect();
        let sense = match row.sense {
            Sense::Le => ComparisonOp::Le,
            Sense::Ge => ComparisonOp::Ge,
            Sense::Eq => ComparisonOp::Eq,
        };
        problem.add_constraint(&terms, sense, row.rhs);
    }
    match problem.solve() {
        Ok(outcome) => {
            let solution = outcome.into_solution().unwrap();
            Some(columns.iter().map(|column| solution[*column]).collect())
        }
        Err(microlp::Error::Infeasible) => None,
        Err(other) => panic!("{other:?}"),
    }
}

/// Both formats give the program back; names in any script are only comments.
#[track_caller]
fn comes_back(program: &Program) -> Program {
    let notes = ["x1: 高级计划排程\nx2 := <= >= End".to_owned()];
    let from_mps = mps::read(&mps::write(program, &notes)).unwrap();
    assert_eq!(from_mps, *program);
    let from_lp = lp::read(&lp::write(program, &notes)).unwrap();
    // LP files name columns in the order of their first use.
    assert_eq!(from_lp.columns.len(), program.columns.len());
    assert_eq!(from_lp.rows.len(), program.rows.len());
    let named = |program: &Program| {
        let mut columns: Vec<_> = program
            .columns
            .iter()
            .map(|c| (c.name.clone(), c.cost.to_bits(), c.binary, c.upper.to_bits()))
            .collect();
        columns.sort();
        let rows: Vec<_> = program
            .rows
            .iter()
            .map(|row| {
                let mut terms: Vec<_> =
                    row.terms.iter().map(|(c, f)| (program.columns[*c].name.clone(), f.to_bits())).collect();
                terms.sort();
                (row.name.clone(), terms, format!("{:?}", row.sense), row.rhs.to_bits())
            })
            .collect();
        (columns, rows)
    };
    assert_eq!(named(&from_lp), named(program));
    from_lp
}

fn ours(model: &Model) -> Option<f64> {
    match run(&Query::Select { model: model.clone(), count: 1 }, &mut Silent) {
        Reply::Select(answer) if answer.status == Status::Optimal => Some(answer.best().unwrap().value),
        Reply::Select(answer) => {
            assert_eq!(answer.status, Status::Infeasible);
            None
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_example_and_its_scenarios_solve_to_the_same_value_from_a_file() {
    let w = example(Tongue::Zh);
    let mut parts: Vec<Portfolio> = vec![(*w.portfolio).clone()];
    parts.extend(w.portfolio.scenarios.iter().map(|scenario| w.portfolio.with_tweaks(&scenario.tweaks)));
    for part in parts.iter().filter(|part| !part.free_starts) {
        let (model, _) = choice(&Frame::new(&w, part));
        let program = comes_back(&of_model(&model));
        match (solved(&program), ours(&model)) {
            (Some(file), Some(here)) => {
                assert!((file - here).abs() < 1e-9 * here.abs().max(1.0), "{file} {here}");
            }
            (file, here) => assert_eq!(file.is_some(), here.is_some()),
        }
    }
}

#[test]
fn a_schedule_solves_from_a_file_to_the_value_of_the_content() {
    let w = example(Tongue::Zh);
    let content: Value = stated();
    let expected = content["checks"]["portfolio"]["schedule"]["fixed_starts"]["value"].as_f64().unwrap();
    let part = w.portfolio.with_tweaks(&[Tweak::Starts { free: true }]);
    let (mut table, _) = timetable(&Frame::new(&w, &part));
    // Each project at its earliest start, as in the content's check: small enough for any solver.
    for task in &mut table.projects {
        task.latest = Some(task.earliest);
    }
    let program = comes_back(&of_timetable(&table));
    let value = solved(&program).unwrap();
    assert!((value - expected).abs() < 1e-6, "{value}");
}

#[test]
fn a_program_written_elsewhere_has_the_same_rows_as_ours() {
    let theirs = lp::read(include_str!("../instances/schedule-20x8-5r-1.lp")).unwrap();
    let data: Value = serde_json::from_str(include_str!("../instances/schedule-20x8-5r-1.json")).unwrap();
    let numbers = |value: &Value| -> Vec<f64> {
        value.as_array().unwrap().iter().map(|n| n.as_f64().unwrap()).collect()
    };
    let size = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let periods = size(&data["T"]);
    let mut ids = (0..).map(ConstraintId);
    let table = Timetable {
        periods,
        rate: data["rate"].as_f64().unwrap(),
        projects: data["P"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| Task {
                value: p["value"].as_f64().unwrap(),
                duration: size(&p["dur"]),
                earliest: size(&p["earliest"]),
                latest: None,
                work: p["use"].as_array().unwrap().iter().map(numbers).collect(),
                cost: numbers(&p["cost"]),
            })
            .collect(),
        budgets: (numbers(&data["budget"]).into_iter().enumerate())
            .map(|(year, max)| Budget {
                id: ids.next().unwrap(),
                on: true,
                from: 4 * year,
                to: 4 * year + 4,
                max,
            })
            .collect(),
        roles: (data["cap"].as_array().unwrap().iter())
            .map(|cap| RoleCapacity { id: ids.next().unwrap(), on: true, capacity: numbers(cap) })
            .collect(),
        links: (data["prec"].as_array().unwrap().iter())
            .map(|pair| Link {
                id: ids.next().unwrap(),
                on: true,
                before: size(&pair[0]),
                after: size(&pair[1]),
                lag: 0,
            })
            .collect(),
        ..Timetable::default()
    };
    let mine = of_timetable(&table);
    let named = |program: &Program, terms: &[(usize, f64)]| {
        let mut terms: Vec<(String, f64)> =
            terms.iter().map(|(column, factor)| (program.columns[*column].name.clone(), *factor)).collect();
        terms.sort_by(|a, b| a.0.cmp(&b.0));
        terms
    };
    assert_eq!(mine.columns.len(), theirs.columns.len());
    for column in &mine.columns {
        let other = theirs.columns.iter().find(|other| other.name == column.name).unwrap();
        // The file has six decimals.
        assert!(other.binary && (other.cost - column.cost).abs() < 1e-6);
    }
    let mut found = 0;
    for row in &mine.rows {
        let terms = named(&mine, &row.terms);
        match lp::row(&theirs, &row.name) {
            Some(other) => {
                found += 1;
                assert_eq!((other.sense, other.rhs), (row.sense, row.rhs), "{}", row.name);
                let others = named(&theirs, &other.terms);
                assert_eq!(others.len(), terms.len(), "{}", row.name);
                for (a, b) in terms.iter().zip(&others) {
                    assert!(a.0 == b.0 && (a.1 - b.1).abs() < 1e-9, "{}: {a:?} {b:?}", row.name);
                }
            }
            // Rows that cannot bind are not in the file.
            None => assert!(row.name.starts_with('u'), "{}", row.name),
        }
    }
    assert_eq!(found, theirs.rows.len());
}

/// A small random number generator, so that cases are the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn number(&mut self, sides: u64) -> f64 {
        f64::from(u32::try_from(self.roll(sides)).unwrap())
    }

    fn some(&mut self, count: usize) -> Vec<usize> {
        (0..count).filter(|_| self.roll(2) == 0).collect()
    }
}

/// A model with every kind of constraint, pairs, funds that overlap and partial funding.
fn random_model(dice: &mut Dice) -> Model {
    let n = 4 + usize::try_from(dice.roll(5)).unwrap();
    let mut id = 0;
    let mut next = || {
        id += 1;
        ConstraintId(id)
    };
    let items = (0..n)
        .map(|_| Item {
            value: dice.number(50) + 1.0,
            least_share: (dice.roll(3) == 0).then(|| 0.3 + 0.1 * dice.number(4)),
        })
        .collect();
    let measures: Vec<Measure> = (0..3)
        .map(|_| Measure { amounts: (0..n).map(|item| (item, dice.number(20) + 4.0)).collect() })
        .collect();
    let mut constraints = vec![
        Rule::Limit { measure: 0, group: None, min: None, max: Some(dice.number(60) + 10.0) },
        Rule::Limit { measure: 1, group: Some(dice.some(n)), min: None, max: Some(dice.number(40) + 5.0) },
        Rule::Count { items: dice.some(n), min: None, max: Some(u32::try_from(dice.roll(3)).unwrap() + 1) },
        Rule::Requires { item: 0, needs: 1 },
    ];
    match dice.roll(5) {
        0 => constraints.push(Rule::Share { measure: 2, group: dice.some(n), min: None, max: Some(0.5) }),
        1 => constraints.push(Rule::AllOrNone { items: vec![1, 2] }),
        2 => constraints.push(Rule::Must { item: 3 }),
        3 => constraints.push(Rule::MustNot { item: 2 }),
        _ => constraints.push(Rule::Limit { measure: 2, group: None, min: Some(dice.number(30)), max: None }),
    }
    let constraints = constraints.into_iter().map(|rule| Constraint { id: next(), on: true, rule }).collect();
    let pairs = (0..2)
        .map(|k| Pair {
            id: next(),
            on: true,
            items: (k, 3),
            value: dice.number(20) - 8.0,
            savings: if k == 0 { vec![(0, dice.number(3))] } else { Vec::new() },
        })
        .collect();
    let funds = (0..2)
        .map(|_| Fund {
            id: next(),
            on: true,
            measure: 0,
            pays_for: dice.some(n),
            max: dice.number(25),
            max_share: (dice.roll(2) == 0).then_some(0.5),
        })
        .collect();
    Model { items, measures, constraints, pairs, funds }
}

#[test]
fn random_models_of_every_kind_solve_to_the_same_value_from_a_file() {
    let mut dice = Dice(20_261_124);
    let mut feasible = 0;
    for case in 0..300 {
        let model = random_model(&mut dice);
        assert_eq!(model.check(), Ok(()));
        let program = comes_back(&of_model(&model));
        match (solved(&program), ours(&model)) {
            (Some(file), Some(here)) => {
                feasible += 1;
                assert!((file - here).abs() < 1e-7, "case {case}: file {file}, here {here}, {model:?}");
            }
            (file, here) => assert_eq!(file.is_some(), here.is_some(), "case {case}: {model:?}"),
        }
    }
    assert!(feasible > 150, "{feasible}");
}

/// The tags of an XML text are balanced and its entities known; gives each element's name with its text.
fn elements(xml: &str) -> Vec<(String, String)> {
    let mut open: Vec<String> = Vec::new();
    let mut found = Vec::new();
    let mut rest = xml;
    while let Some(at) = rest.find('<') {
        let text = &rest[..at];
        for (index, _) in text.match_indices('&') {
            let tail = &text[index..];
            assert!(
                ["&amp;", "&lt;", "&gt;", "&quot;"].iter().any(|entity| tail.starts_with(entity)),
                "{tail}"
            );
        }
        let end = rest[at..].find('>').unwrap() + at;
        let tag = &rest[at + 1..end];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
            found.push((name.to_owned(), text.to_owned()));
        } else if !tag.starts_with('?') {
            open.push(tag.split(' ').next().unwrap().to_owned());
        }
        rest = &rest[end + 1..];
    }
    assert_eq!(open, Vec::<String>::new());
    found
}

#[test]
fn a_schedule_is_an_ms_project_file_that_says_what_it_lacks() {
    use pmo_planner::interchange::msproject::{LeftOut, write};
    let w = example(Tongue::Zh);
    let written = write(&w, &w.portfolio, &w.portfolio.schedule, "年度 <计划> & \u{1}co");
    let elements = elements(&written.xml);
    let all = |name: &str| -> Vec<&str> {
        elements.iter().filter(|(of, _)| of == name).map(|(_, text)| text.as_str()).collect()
    };
    let content: Value = stated();
    let starts = content["checks"]["portfolio"]["schedule"]["free_quality"]["starts"].as_object().unwrap();
    assert_eq!(all("Task").len(), starts.len());
    assert_eq!(all("Title"), ["年度 &lt;计划&gt; &amp; co"]);
    // p01 starts in the third quarter of 2028 and takes five quarters.
    let index = all("Name").iter().position(|name| *name == "高级计划排程系统").unwrap();
    assert_eq!(all("ManualStart")[index - 1], "2028-07-01T08:00:00");
    assert_eq!(all("ManualFinish")[index - 1], "2029-09-30T17:00:00");
    assert_eq!(all("FixedCost")[index - 1], "2860000000");
    // Two links are in the schedule: master data before planning, machines before maintenance.
    assert_eq!(all("PredecessorUID").len(), 2);
    assert_eq!(all("Resource").len(), 6);
    assert_eq!(
        written.left_out,
        [LeftOut::Rules, LeftOut::Values, LeftOut::Risk, LeftOut::Capacity, LeftOut::Profiles]
    );
    // All effort is there, in hours: 168 a person-month.
    let hours: u64 =
        all("Work").iter().map(|work| work[2..].split('H').next().unwrap().parse::<u64>().unwrap()).sum();
    let months: f64 = content["checks"]["portfolio"]["committed_demand"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|list| list.as_array().unwrap())
        .map(|n| n.as_f64().unwrap())
        .sum();
    assert!((hours as f64 - months * 168.0).abs() < 1e-6, "{hours} {months}");
}

#[test]
fn a_schedule_is_a_table_with_its_sums() {
    use pmo_planner::i18n::portfolio_rules::short_period;
    use pmo_planner::interchange::schedule_table::{Words, csv, workbook};
    use pmo_planner::interchange::table::read;
    let w = example(Tongue::Zh);
    let part = &w.portfolio;
    let word = |text: &str| text.to_owned();
    let words = Words {
        project: word("=项目"),
        start: word("开工"),
        finish: word("完成"),
        value: word("价值"),
        cost: word("成本"),
        share: word("比例"),
        role: word("角色"),
        demand: word("需求"),
        capacity: word("产能"),
        schedule: word("排期"),
        load: word("负荷"),
    };
    let label = |period| short_period(part.horizon, period);
    let text = csv(&w, part, &part.schedule, &words, label);
    assert!(text.starts_with("\u{feff}\"'=项目"), "formulas are guarded");
    let rows = read(text.trim_start_matches('\u{feff}')).unwrap();
    assert_eq!(rows.len(), 1 + part.schedule.len());
    let book = workbook(&w, part, &part.schedule, &words, label);
    assert!(book.starts_with(b"PK"));
}
