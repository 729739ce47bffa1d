//! The same cases by the way that a person goes: a document with projects, criteria, weights and a rater's scores, changed by
//! commands only, and read as the pages read it.

use pmo_planner::domain::id::WorkspaceId;
use pmo_planner::domain::numeric::Matrix;
use pmo_planner::domain::selection::query::{Query, Ranked, Reply, run};
use pmo_planner::domain::selection::robustness::WeightSpace;
use pmo_planner::domain::selection::{
    BestWorst, BestWorstModel, CashFlow, CashLine, Criterion, Detail, Direction, Figure, FinanceSettings,
    GroupRule, Kind, Leaf, MethodChoice, Pairwise, Rating, Scale, Scope, SelectionCommand, Source, Standing,
    WeightInput, WeightMethod, WeightSet,
};
use pmo_planner::domain::weighting::{PriorityMethod, RandomIndex, critic, entropy, priorities};
use pmo_planner::domain::{
    Command, CriterionId, Money, Name, Project, ProjectId, RaterId, Real, WeightSetId, Workspace,
};

use crate::selection_cases::{Case, case};

fn criterion(number: usize) -> CriterionId {
    CriterionId::from_number(100 + number as u128)
}

fn project(number: usize) -> ProjectId {
    ProjectId::from_number(1 + number as u128)
}

fn real(value: f64) -> Real {
    Real::new(value).unwrap()
}

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn send(workspace: &mut Workspace, command: SelectionCommand) {
    workspace.apply(Command::Selection(command)).unwrap();
}

/// So many projects, and leaves measured in numbers.
fn document(projects: usize, leaves: Vec<Leaf>) -> Workspace {
    let mut workspace = Workspace::new(WorkspaceId::from_number(1), name("w"));
    let list = (0..projects).map(|number| Project::new(project(number))).collect();
    workspace.apply(Command::AddProjects { at: 0, projects: list }).unwrap();
    let of = |(number, leaf)| Criterion::new(criterion(number), None, Kind::Leaf(leaf));
    if !leaves.is_empty() {
        let criteria = leaves.into_iter().enumerate().map(of).collect();
        send(&mut workspace, SelectionCommand::AddCriteria { criteria, weights: None, method: None });
    }
    workspace
}

fn amount(direction: Direction, ends: Option<(f64, f64)>) -> Leaf {
    let (low, high) = (ends.map(|ends| real(ends.0)), ends.map(|ends| real(ends.1)));
    let scale = Scale::Number { unit: Name::default(), low, high };
    Leaf { direction, scale, ..Leaf::default() }
}

fn score(workspace: &mut Workspace, rater: u128, rows: &[Vec<f64>]) {
    let cells = rows.iter().enumerate().flat_map(|(row, values)| {
        let cell = move |(column, value): (usize, &f64)| {
            (project(row), criterion(column), Some(Rating::Value(real(*value))))
        };
        values.iter().enumerate().map(cell)
    });
    let cells = cells.collect();
    send(workspace, SelectionCommand::Score { rater: RaterId::from_number(rater), cells });
}

/// A set of weights over the top of the tree.
fn weigh(workspace: &mut Workspace, number: u128, edit: impl FnOnce(&mut WeightInput)) -> WeightSetId {
    let id = WeightSetId::from_number(number);
    let mut set = WeightSet::new(id, name(&format!("set {number}")));
    edit(set.level_mut(None));
    send(workspace, SelectionCommand::PutWeightSet(Box::new(set)));
    id
}

fn stated(weights: &[f64]) -> impl FnOnce(&mut WeightInput) {
    move |input| {
        input.method = WeightMethod::Direct;
        for (column, weight) in weights.iter().enumerate() {
            input.direct.entry(criterion(column)).or_default().points = real(*weight);
        }
    }
}

/// The judgements above the diagonal of a matrix.
fn judged(rows: &[Vec<Option<f64>>], vector: PriorityMethod) -> impl FnOnce(&mut WeightInput) {
    let rows = rows.to_vec();
    move |input| {
        input.method = WeightMethod::Pairwise;
        input.pairwise = Pairwise { vector, ..Pairwise::default() };
        for (i, row) in rows.iter().enumerate() {
            for (j, ratio) in row.iter().enumerate().skip(i + 1) {
                input.pairwise.judge(criterion(i), criterion(j), *ratio);
            }
        }
    }
}

fn with_gaps(case: &Case, path: &str) -> Vec<Vec<Option<f64>>> {
    let rows = case.at(path).as_array().unwrap().iter();
    rows.map(|row| row.as_array().unwrap().iter().map(serde_json::Value::as_f64).collect()).collect()
}

fn weights(workspace: &Workspace, set: WeightSetId) -> Vec<f64> {
    workspace.selection.weights(Some(set)).unwrap().iter().map(|(_, weight)| *weight).collect()
}

fn equal(count: usize) -> Vec<Leaf> {
    vec![amount(Direction::Benefit, None); count]
}

/// A document of a case with a matrix, ranked by a method.
fn ranked(
    case: &Case,
    rows: &[Vec<f64>],
    ends: Option<(f64, f64)>,
    method: MethodChoice,
) -> (Workspace, Standing) {
    let direction = |sign: &f64| if *sign > 0.0 { Direction::Benefit } else { Direction::Cost };
    let leaves = case.numbers("/types").iter().map(|sign| amount(direction(sign), ends)).collect();
    let mut workspace = document(rows.len(), leaves);
    if let Some(stated_weights) = case.at("/weights").as_array() {
        let list: Vec<f64> = stated_weights.iter().filter_map(serde_json::Value::as_f64).collect();
        weigh(&mut workspace, 1, stated(&list));
    }
    score(&mut workspace, 1, rows);
    send(&mut workspace, SelectionCommand::SetMethod(method));
    // By way of its file, as it is opened again.
    let text = serde_json::to_string(&workspace).unwrap();
    let read: Workspace = serde_json::from_str(&text).unwrap();
    assert_eq!(read, workspace);
    let standing = read.standing().unwrap();
    assert_eq!(standing.matrix.projects.len(), rows.len());
    // As the pages do it: with weights and figures that were worked out before.
    let known = (read.selection.weights(None).unwrap(), read.selection.cash_figures());
    assert_eq!(read.standing_reading(&known.0, &known.1).as_ref(), Ok(&standing));
    (read, standing)
}

#[test]
fn rankings_from_a_document() {
    let topsis = case("rank_02_topsis_tzeng");
    let (_, standing) = ranked(&topsis, &topsis.rows("/matrix"), None, MethodChoice::Topsis);
    topsis.check("score", &standing.outcome.scores);

    let vikor = case("rank_05_vikor_tzeng");
    let v = real(vikor.at("/params/v").as_f64().unwrap_or(0.5));
    let (_, standing) = ranked(&vikor, &vikor.rows("/matrix"), None, MethodChoice::Vikor { v });
    let Detail::Vikor { sums, largest, .. } = &standing.outcome.detail else { panic!("no detail") };
    vikor.check("S", sums);
    vikor.check("R", largest);
    vikor.check("Q", &standing.outcome.scores);

    let promethee = case("rank_09_promethee2_usual");
    let (_, standing) = ranked(&promethee, &promethee.rows("/matrix"), None, MethodChoice::PrometheeTwo);
    let Detail::Flows { plus, minus } = &standing.outcome.detail else { panic!("no flows") };
    promethee.check("phi", &standing.outcome.scores);
    promethee.check("phi_plus", plus);
    promethee.check("phi_minus", minus);

    let copied = case("rank_30_ahp_rank_reversal_copy");
    let three = copied.rows("/matrix");
    let four = [three.clone(), vec![copied.numbers("/params/added_alternative")]].concat();
    for (key, method, rows) in [
        ("distributive_3", MethodChoice::AhpDistributive, &three),
        ("distributive_4", MethodChoice::AhpDistributive, &four),
        ("ideal_mode_3", MethodChoice::AhpIdeal, &three),
        ("ideal_mode_4", MethodChoice::AhpIdeal, &four),
    ] {
        copied.check(key, &ranked(&copied, rows, None, method).1.outcome.scores);
    }
}

#[test]
fn open_weights_from_a_document() {
    let case = case("smaa_02_exact_two_criteria");
    let (_, standing) = ranked(&case, &case.rows("/matrix"), Some((0.0, 1.0)), MethodChoice::WeightedSum);
    let table = standing.matrix.table().unwrap();
    let query = Query::Draws {
        ranked: Ranked::new(&table, MethodChoice::WeightedSum.method()),
        uncertain: Vec::new(),
        space: WeightSpace::Free,
        samples: 10_000,
        seed: 1,
    };
    let Reply::Draws(found) = run(query, &mut |_| {}) else { panic!("refused") };
    assert!(found.exact);
    case.check("rank_acceptability", found.acceptability.values());
    let first = found.central.iter().map(|weights| weights.as_ref().map_or(f64::NAN, |w| w[0]));
    case.check("central_weight_w1", &first.collect::<Vec<_>>());
}

#[test]
fn weights_from_a_document() {
    let school = case("ahp_01_saaty_school_criteria");
    let rows = with_gaps(&school, "/matrix");
    let mut workspace = document(1, equal(6));
    let set = weigh(&mut workspace, 1, judged(&rows, PriorityMethod::Eigenvector));
    school.check("weights", &weights(&workspace, set));
    let set = weigh(&mut workspace, 2, judged(&rows, PriorityMethod::GeometricMean));
    school.check("geometric_mean_weights", &weights(&workspace, set));
    // The verdict, as the editor draws it from the same answers.
    let input = workspace.selection.weight_set(set).unwrap().level(None).unwrap().clone();
    let items: Vec<CriterionId> = (0..6).map(criterion).collect();
    let ratio = |random_index| {
        let pairwise = Pairwise { random_index, ..input.pairwise.clone() };
        let found = priorities(&pairwise.matrix(&items), PriorityMethod::Eigenvector, random_index);
        found.unwrap().consistency_ratio
    };
    school.check("cr_ri1.25", &[ratio(RandomIndex::Saaty2005)]);
    school.check("cr_ri1.24", &[ratio(RandomIndex::Classic)]);

    let gaps = case("ahp_10_incomplete_4x4");
    let mut workspace = document(1, equal(4));
    let set = weigh(&mut workspace, 1, judged(&with_gaps(&gaps, "/matrix"), PriorityMethod::Eigenvector));
    for (found, published) in weights(&workspace, set).iter().zip(gaps.numbers("/expected/weights")) {
        assert!((found - published).abs() <= 1e-4);
    }

    // Local priorities as scores, synthesised by ratings in distributive mode.
    let leader = case("ahp_04_hierarchy_leader");
    let mut workspace = document(3, equal(4));
    let top = with_gaps(&leader, "/params/criteria_matrix");
    let set = weigh(&mut workspace, 1, judged(&top, PriorityMethod::Eigenvector));
    leader.check("criteria_weights", &weights(&workspace, set));
    let local = |name: &serde_json::Value| {
        let rows = with_gaps(&leader, &format!("/params/alternative_matrices/{}", name.as_str().unwrap()));
        let mut three = document(1, equal(3));
        let set = weigh(&mut three, 1, judged(&rows, PriorityMethod::Eigenvector));
        weights(&three, set)
    };
    let columns: Vec<Vec<f64>> =
        leader.at("/params/criteria").as_array().unwrap().iter().map(local).collect();
    let rows: Vec<Vec<f64>> = (0..3).map(|row| columns.iter().map(|column| column[row]).collect()).collect();
    score(&mut workspace, 1, &rows);
    send(&mut workspace, SelectionCommand::SetMethod(MethodChoice::AhpDistributive));
    leader.check("target_weights", &workspace.standing().unwrap().outcome.scores);

    let best_worst = case("bwm_01_rezaei2015_nonlinear");
    let answers = |model| {
        let (from_best, to_worst) =
            (best_worst.numbers("/params/best_to_others"), best_worst.numbers("/params/others_to_worst"));
        move |input: &mut WeightInput| {
            input.method = WeightMethod::BestWorst;
            let list = |numbers: &[f64]| {
                numbers.iter().enumerate().map(|(at, number)| (criterion(at), real(*number))).collect()
            };
            input.best_worst = BestWorst {
                model,
                best: Some(criterion(2)),
                worst: Some(criterion(0)),
                from_best: list(&from_best),
                to_worst: list(&to_worst),
            };
        }
    };
    let mut workspace = document(1, equal(3));
    let set = weigh(&mut workspace, 1, answers(BestWorstModel::NonLinear));
    best_worst.check("weights", &weights(&workspace, set));
    let set = weigh(&mut workspace, 2, answers(BestWorstModel::Linear));
    best_worst.check("linear_model_weights", &weights(&workspace, set));
}

#[test]
fn reference_weights_from_a_document() {
    let case = case("w_01_entropy_elsayed");
    let rows = case.rows("/matrix");
    let mut workspace = document(rows.len(), equal(5));
    score(&mut workspace, 1, &rows);
    let standing = workspace.standing().unwrap();
    let table = standing.matrix.table().unwrap();
    case.check("weights", &entropy(table.scores()).unwrap());
    assert_eq!(table.scores(), &Matrix::from_rows(&rows).unwrap());
    // CRITIC does not care whether values or raw scores are taken, since it scales them.
    let (by_value, by_score) =
        (critic(&table.worth(), &[true; 5]).unwrap(), critic(table.scores(), &[true; 5]).unwrap());
    assert!(by_value.iter().zip(&by_score).all(|(a, b)| (a - b).abs() < 1e-12));
}

#[test]
fn groups_from_a_document() {
    let together = case("group_05_aij_aip");
    let mut workspace = document(1, equal(3));
    let count = together.at("/params/matrices").as_array().unwrap().len();
    for (rule, vector, key) in [
        (GroupRule::MeanOfJudgements, PriorityMethod::GeometricMean, "aij_gm_weights"),
        (GroupRule::MeanOfJudgements, PriorityMethod::Eigenvector, "aij_eigen_weights"),
        (GroupRule::GeometricMeanOfWeights, PriorityMethod::GeometricMean, "aip_geometric_gm_weights"),
        (GroupRule::MeanOfWeights, PriorityMethod::Eigenvector, "aip_arithmetic_eigen_weights"),
    ] {
        let of: Vec<WeightSetId> = (0..count)
            .map(|index| {
                let rows = with_gaps(&together, &format!("/params/matrices/{index}"));
                weigh(&mut workspace, 10 + index as u128, judged(&rows, vector))
            })
            .collect();
        let id = WeightSetId::from_number(1);
        let set = WeightSet { scope: Scope::Group(rule), of, ..WeightSet::new(id, name("group")) };
        send(&mut workspace, SelectionCommand::PutWeightSet(Box::new(set)));
        together.check(key, &weights(&workspace, id));
    }

    let concordance = case("group_04_kendall_w");
    for (path, key) in [
        ("/params/no_ties_rank_rows_raters", "W_no_ties"),
        ("/params/ties_rank_rows_raters", "W_ties_corrected"),
    ] {
        let raters = concordance.rows(path);
        let mut workspace = document(raters[0].len(), equal(1));
        for (rater, ranks) in raters.iter().enumerate() {
            let rows: Vec<Vec<f64>> = ranks.iter().map(|rank| vec![*rank]).collect();
            score(&mut workspace, 1 + rater as u128, &rows);
        }
        let found = workspace.agreement().unwrap();
        concordance.check(key, &[found.w]);
        if key == "W_ties_corrected" {
            concordance.check("W_ties_uncorrected", &[found.uncorrected]);
        }
    }
}

#[test]
fn cash_flows_from_a_document() {
    let case = case("fin_01_npv");
    let mut workspace = document(1, Vec::new());
    let rate = real(case.at("/params/rate").as_f64().unwrap());
    send(
        &mut workspace,
        SelectionCommand::SetFinance(FinanceSettings { discount: rate, ..FinanceSettings::default() }),
    );
    let mut table = CashFlow::default();
    for (period, flow) in case.numbers("/params/cashflows").iter().enumerate() {
        let amount = Money::from_minor((flow.abs() * 100.0) as i64).unwrap();
        table.set(if *flow < 0.0 { CashLine::Investment } else { CashLine::AddedIncome }, period, amount);
    }
    send(&mut workspace, SelectionCommand::SetCashFlow(project(0), Box::new(table)));
    case.check("npv", &[workspace.cash_figure(project(0), Figure::Npv).unwrap()]);

    // A leaf scored by a figure of the table: from the document, and with the figures known already.
    for (number, figure) in Figure::ALL.into_iter().enumerate() {
        let leaf = Leaf { source: Source::CashFlow(figure), ..amount(Direction::Benefit, None) };
        let criteria = vec![Criterion::new(criterion(number), None, Kind::Leaf(leaf))];
        send(&mut workspace, SelectionCommand::AddCriteria { criteria, weights: None, method: None });
    }
    let known = (workspace.selection.weights(None).unwrap(), workspace.selection.cash_figures());
    assert_eq!(known.1.len(), 6);
    let standing = workspace.standing().unwrap();
    assert_eq!(workspace.standing_reading(&known.0, &known.1).as_ref(), Ok(&standing));
    for (column, figure) in Figure::ALL.into_iter().enumerate() {
        let cell = standing.matrix.cell(0, column).unwrap();
        assert_eq!(cell.value, workspace.cash_figure(project(0), figure));
    }
}
