//! The rank-reversal self test as a badge.

use leptos::prelude::*;

use super::Checks;
use super::engine::{Check, ranked};
use super::reasons::{content, wording};
use crate::domain::selection::query::{Query, Reply};
use crate::domain::selection::robustness::Reversal;
use crate::ui::kit::{Button, Icon, Progress, Symbol};

/// So many of the leading projects are copied and removed.
const SUBJECTS: usize = 40;
/// Findings named one by one.
const NAMED: usize = 3;

/// What a finished test found, of which numbers.
#[derive(Clone, PartialEq)]
struct Report {
    findings: Vec<Reversal>,
    runs: usize,
}

/// The badge, its key, and what was found.
#[component]
pub fn Badge(checks: Checks) -> impl IntoView {
    let t = move || checks.lang.trust();
    let check = Check::new();
    let progress = check.progress;
    let made_from = RwSignal::new(None);
    let current = move || made_from.with(|made| checks.subject.with(|subject| subject == made));
    let start = move || {
        let Some(ranked) = ranked(checks) else { return };
        made_from.set(checks.subject.get_untracked());
        check.start(Query::SelfTest { ranked, limit: SUBJECTS });
    };
    let report = move || match check.reply.get() {
        Some(Reply::SelfTest { findings, runs }) => Some(Report { findings, runs }),
        _ => None,
    };
    let shown = move || report().filter(|_| current());
    view! {
        <section class="trust-badge" aria-label=move || t().reversal()>
            <h3>{move || t().reversal()}</h3>
            {move || match (progress.get(), shown()) {
                (Some(part), _) => view! { <Progress label=t().reversal() value=Signal::derive(move || part) /> }.into_any(),
                (None, Some(report)) => view! { <Outcome checks report /> }.into_any(),
                (None, None) => view! {
                    <span class="hint">{t().reversal_lead()}</span>
                    <Button label=move || t().reversal_run() on_click=start />
                    <Show when=move || check.failed.get()><p class="notice" role="status">{move || t().no_worker()}</p></Show>
                }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Outcome(checks: Checks, report: Report) -> impl IntoView {
    let lang = checks.lang;
    let t = move || lang.trust();
    let passed = report.findings.is_empty();
    let rest = report.findings.len().saturating_sub(NAMED);
    let texts = content();
    let say = move |finding: Reversal| {
        let name = |index| checks.project(index);
        match finding {
            Reversal::Copy { of, ahead, behind } => t().copied(&name(of), &name(ahead), &name(behind)),
            Reversal::Pair { ahead, behind } => t().alone(&name(ahead), &name(behind)),
            Reversal::Circle([a, b, c]) => t().circle(&name(a), &name(b), &name(c)),
            Reversal::Removal { of, ahead, behind } => checks
                .subject
                .with(|subject| {
                    let subject = subject.as_ref()?;
                    wording(lang.locale(), subject, &texts, |words| words.removal(of, ahead, behind).ok())
                })
                .unwrap_or_default(),
        }
    };
    let findings = report.findings;
    view! {
        <span class=if passed { "tag trust-passed" } else { "tag trust-failed" }>
            <Icon symbol=if passed { Symbol::Check } else { Symbol::Warning } />
            {move || if passed { t().reversal_passed() } else { t().reversal_failed() }}
        </span>
        <span class="hint">{move || t().all_runs(report.runs)}</span>
        <ul class="trust-findings">
            {move || findings.iter().take(NAMED).map(|finding| view! { <li>{say(*finding)}</li> }).collect_view()}
            {move || (rest > 0).then(|| view! { <li class="hint">{t().more_findings(rest)}</li> })}
        </ul>
    }
}
