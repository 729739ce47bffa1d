//! Findings in words.

use leptos::prelude::With;

use super::desk::Desk;
use crate::domain::strategy::Item;
use crate::domain::strategy::findings::{Finding, Sort};
use crate::i18n::sentences::{percent, whole};

/// A number of a measure, as it was given but for rounding noise.
pub fn figure(desk: Desk, value: f64) -> String {
    crate::ui::kit::format::number(desk.locale(), value, 2)
}

fn count(n: usize) -> String {
    whole(i64::try_from(n).unwrap_or(i64::MAX))
}

/// The sentence of a finding.
pub fn sentence(desk: Desk, finding: &Finding) -> String {
    let locale = desk.locale();
    let t = desk.t();
    let node = |id| desk.name(Item::Node(id));
    match finding {
        Finding::GoalWithoutCarrier { goal, weight } => desk.sentence(
            "coverage.goal_without_project",
            &[("goal", &node(*goal)), ("weight", &percent(locale, *weight))],
        ),
        Finding::ProjectWithoutGoal { project, cost } => without_goal(desk, Item::Project(*project), *cost),
        Finding::CarrierWithoutGoal { node, cost } => without_goal(desk, Item::Node(*node), *cost),
        Finding::Mismatch { goal, weight, share, largest } => {
            let (goal, weight, share) = (node(*goal), percent(locale, *weight), percent(locale, *share));
            let values = [("goal", goal.as_str()), ("weight", weight.as_str()), ("share", share.as_str())];
            match largest.filter(|_| is_over(finding)) {
                Some(item) => {
                    let project = desk.name(item);
                    let mut values = values.to_vec();
                    values.push(("project", &project));
                    desk.sentence("coverage.over", &values)
                }
                None => desk.sentence("coverage.under", &values),
            }
        }
        Finding::SingleCarrier { goal, item } => desk
            .sentence("coverage.single_carrier", &[("goal", &node(*goal)), ("project", &desk.name(*item))]),
        Finding::OwnerOverloaded { owner, items, limit, .. } => desk.sentence(
            "owner.too_much",
            &[("person", owner), ("count", &count(*items)), ("limit", &count(*limit))],
        ),
        Finding::MeasureBehind { measure, standing } => {
            let unit = desk
                .node(*measure)
                .and_then(|node| node.measure.as_ref().map(|measure| measure.unit.to_string()));
            let with_unit = |value: f64| {
                let mut text = figure(desk, value);
                if let Some(unit) = unit.as_deref().filter(|unit| !unit.is_empty()) {
                    if unit != "%" || locale == crate::i18n::Locale::En {
                        text.push(' ');
                    }
                    text.push_str(unit);
                }
                text
            };
            desk.sentence(
                "gap.measure_behind",
                &[
                    ("measure", &node(*measure)),
                    ("expected", &with_unit(standing.expected)),
                    ("actual", &with_unit(standing.actual)),
                ],
            )
        }
        Finding::MeasureWithoutOwner(id) => t.measure_without_owner(&node(*id)),
        Finding::MeasureWithoutTarget(id) => t.measure_without_target(&node(*id)),
        Finding::ReadingLate(id) => t.reading_late(&node(*id)),
        Finding::TargetContradicts(id) => t.target_contradicts(&node(*id)),
        Finding::OpenTalk { from, to, .. } => t.open_talk(&desk.name(*from), &node(*to)),
        Finding::Unplaced(id) => t.unplaced(&node(*id)),
        Finding::WeightsOff { group, sum, .. } => {
            let sum = figure(desk, *sum);
            match group {
                Some(id) => t.weights_off(&node(*id), &sum),
                None => t.weights_off_top(&sum),
            }
        }
        Finding::NotMeasurable(id) => t.not_measurable(&node(*id)),
        Finding::NotDated(id) => t.not_dated(&node(*id)),
        Finding::NotOwned(id) => t.not_owned(&node(*id)),
        Finding::TooMany { under, count, kind, .. } => {
            let kind = desk.kind_word(*kind);
            let limit = desk.map.with(|map| map.rules.children_limit);
            match under {
                Some(id) => t.too_many_under(&node(*id), *count, &kind, limit),
                None => t.too_many_top(*count, &kind, limit),
            }
        }
        Finding::Unnamed(id) => t.unnamed(&desk.level(Item::Node(*id))),
    }
}

fn is_over(finding: &Finding) -> bool {
    matches!(finding, Finding::Mismatch { weight, share, .. } if share > weight)
}

fn without_goal(desk: Desk, item: Item, cost: Option<crate::domain::Money>) -> String {
    let name = desk.name(item);
    match cost {
        Some(cost) => desk
            .sentence("coverage.project_without_goal", &[("project", &name), ("amount", &desk.money(cost))]),
        None => desk.t().serves_nothing(&name),
    }
}

/// The word for a sort of findings.
pub fn sort_word(desk: Desk, sort: Sort) -> &'static str {
    let t = desk.t();
    match sort {
        Sort::Goals => t.sort_goals(),
        Sort::Carriers => t.sort_carriers(),
        Sort::Money => t.sort_money(),
        Sort::Measures => t.sort_measures(),
        Sort::Owners => t.sort_owners(),
        Sort::Talks => t.sort_talks(),
        Sort::Places => t.sort_places(),
        Sort::Wording => t.sort_wording(),
    }
}
