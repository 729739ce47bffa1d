//! What can be done about a schedule, on the example.

use crate::content::example;
use std::sync::Arc;

use pmo_planner::domain::portfolio::remedy::{delay, left, room, spans, split, users};
use pmo_planner::domain::portfolio::tally::{Breach, tally};
use pmo_planner::domain::portfolio::{Outline, Plan, Portfolio, Quantity, Schedule, Share, Slot};
use pmo_planner::domain::{Money, ProjectId, Workspace};
use pmo_planner::interchange::example::Tongue;

/// The example with free starts, and the schedule that was decided.
fn decided() -> (Workspace, Portfolio, Schedule) {
    let w = example(Tongue::En);
    let part = Portfolio { free_starts: true, ..(*w.portfolio).clone() };
    let schedule = Arc::clone(&part.schedule);
    (w, part, schedule)
}

fn crowded(w: &Workspace, part: &Portfolio) -> Schedule {
    let slot = |id: &ProjectId| {
        let outline = Outline::of(w.project(*id).unwrap(), part.plans.get(id), part.horizon);
        (*id, Slot { start: outline.earliest, share: Share::ALL })
    };
    Arc::new(part.schedule.keys().map(slot).collect())
}

#[test]
fn everything_at_its_earliest_is_an_overload_that_adds_up() {
    let (w, part, _) = decided();
    let schedule = crowded(&w, &part);
    let found = tally(&w, &part, &schedule);
    let overloads = found.overloads();
    assert!(!overloads.is_empty());
    let spans = spans(&found);
    let missing: i64 = overloads.iter().map(|overload| overload.missing().milli()).sum();
    assert_eq!(spans.iter().map(|span| span.sum.milli()).sum::<i64>(), missing);
    for span in &spans {
        assert!(span.from <= span.to && span.most <= span.sum);
    }
    // Those who need a role in a period need together what the tally says.
    let worst = overloads[0];
    let needs: i64 =
        users(&w, &part, &schedule, worst.role, worst.period).iter().map(|(_, n)| n.milli()).sum();
    assert_eq!(needs, worst.demand.milli());
}

#[test]
fn a_delay_that_is_offered_ends_the_overload_and_breaks_nothing_else() {
    let (w, part, schedule) = decided();
    // One project earlier than decided: whatever becomes overloaded can be undone by a delay.
    let mut tried = 0;
    for id in schedule.keys() {
        let outline = Outline::of(w.project(*id).unwrap(), part.plans.get(id), part.horizon);
        let mut early = schedule.clone();
        Arc::make_mut(&mut early).get_mut(id).unwrap().start = outline.earliest;
        let before = tally(&w, &part, &early);
        for overload in before.overloads() {
            let Some(way) = delay(&w, &part, &early, overload.role, overload.period) else { continue };
            tried += 1;
            let mut moved = early.clone();
            Arc::make_mut(&mut moved).get_mut(&way.project).unwrap().start = way.start;
            let after = tally(&w, &part, &moved);
            assert!((before.value - after.value - way.loss).abs() < 1e-9);
            let same = |b: &Breach| matches!(b, Breach::Overload(o) if o.role == overload.role && o.period == overload.period);
            assert!(!after.breaches.iter().any(same));
            assert!(after.breaches.len() < before.breaches.len());
        }
    }
    assert!(tried > 0);
}

#[test]
fn what_fits_into_what_is_left_breaks_no_rule() {
    let (w, part, schedule) = decided();
    // The decided schedule is an optimum: nothing of value fits.
    assert_eq!(room(&w, &part, &schedule), []);
    let mut fewer = schedule.clone();
    let gone = *schedule.keys().next().unwrap();
    Arc::make_mut(&mut fewer).remove(&gone);
    let found = room(&w, &part, &fewer);
    for fit in &found {
        let mut more = fewer.clone();
        Arc::make_mut(&mut more).insert(fit.project, Slot { start: fit.start, share: Share::ALL });
        assert_eq!(tally(&w, &part, &more).breaches.len(), tally(&w, &part, &fewer).breaches.len());
    }
    let tally = tally(&w, &part, &schedule);
    for (role, left) in left(&part, &tally) {
        for (period, left) in (0..).zip(left) {
            assert_eq!(left, part.capacity(role, period).minus(tally.demand[&role][period as usize]));
        }
    }
}

#[test]
fn a_split_project_keeps_its_money_and_effort() {
    let (w, part, _) = decided();
    for project in w.projects.iter() {
        let plan = part.plans[&project.id].clone();
        let outline = Outline::of(project, Some(&plan), part.horizon);
        assert_eq!(split(&outline, &plan, 0), None);
        assert_eq!(split(&outline, &plan, outline.duration), None);
        let after: Plan = split(&outline, &plan, 1).unwrap();
        let longer = Outline::of(project, Some(&Arc::new(after)), part.horizon);
        assert_eq!(longer.duration, outline.duration + 1);
        assert_eq!(longer.total_cost(), outline.total_cost());
        assert_eq!(longer.cost[1], Money::default());
        for (role, profile) in &outline.demand {
            let sum = |profile: &[Quantity]| profile.iter().map(|need| need.milli()).sum::<i64>();
            assert_eq!(sum(profile), sum(&longer.demand[role]));
            assert_eq!(longer.demand[role][1], Quantity::ZERO);
        }
    }
}
