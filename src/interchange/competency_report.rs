//! A mirror as Markdown and as rows for CSV and spreadsheets. The words come from the catalogue.

use crate::domain::competency::fit::Fit;
use crate::domain::competency::scoring::{Gate, Standing, topics};
use crate::domain::competency::{Assessment, Both, Evidence, Key, Level, Model, PlanStep, Tongue, Trait};
use crate::i18n::Locale;
use crate::i18n::competency::Competency as Words;
use crate::i18n::competency_growth::Growth;
use crate::i18n::competency_mirror::Mirror;
use crate::i18n::competency_scale::Scale;

/// Everything that a report shows.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The language.
    pub locale: Locale,
    /// The person's name; may be empty.
    pub alias: &'a str,
    /// The model.
    pub model: &'a Model,
    /// The answers.
    pub round: &'a Assessment,
    /// The role that they are held against.
    pub role: &'a Key,
    /// Against it.
    pub standing: &'a Standing,
    /// Against all.
    pub fits: &'a [Fit],
    /// The person's plan.
    pub steps: &'a [&'a PlanStep],
}

impl Report<'_> {
    fn say<'b>(&self, text: &'b Both) -> &'b str {
        text.get(match self.locale {
            Locale::Zh => Tongue::Zh,
            Locale::En => Tongue::En,
        })
    }

    fn name(&self, key: &Key) -> String {
        self.model
            .competency(key.as_ref())
            .map_or_else(|| key.to_string(), |one| self.say(&one.name).to_owned())
    }

    fn role_name(&self, key: &Key) -> String {
        self.model.role(key.as_ref()).map_or_else(|| key.to_string(), |role| self.say(&role.name).to_owned())
    }

    /// What was written to show a level, each with its day.
    fn notes(&self, one: Option<&Trait>) -> Vec<String> {
        let rating = one.and_then(|one| one.rating_in(self.round));
        let notes = rating.map(|rating| rating.evidence.as_slice()).unwrap_or_default().iter();
        let notes = notes.filter(|note| !note.text.is_empty());
        let day = |note: &Evidence| note.date.map(|day| day.to_string());
        notes
            .map(|note| match day(note) {
                Some(day) => Mirror(self.locale).aside(&note.text, &day),
                None => note.text.to_string(),
            })
            .collect()
    }

    /// One row a competency that the role asks for, under a head.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let (m, c, g) = (Mirror(self.locale), Words(self.locale), Growth(self.locale));
        let scale = Scale(self.locale);
        let head = [
            m.layer(),
            m.item(),
            m.own_level(),
            m.target(),
            m.gap(),
            m.weight(),
            m.priority(),
            m.attainment(),
            c.confidence(),
            c.interest(),
            m.evidence(),
            m.evidence_text(),
            g.suggestion(),
        ];
        let mut rows = vec![head.map(str::to_owned).to_vec()];
        for item in &self.standing.items {
            let one = self.model.competency(item.competency.as_ref());
            let layer = one.and_then(|one| self.model.layer(one.layer.as_ref()));
            let level = item.level();
            let answer = match item.answer {
                None => m.not_answered().to_owned(),
                Some(crate::domain::competency::Answer::Level(level)) => level.to_string(),
                Some(crate::domain::competency::Answer::NotObserved) => c.not_observed().to_owned(),
                Some(crate::domain::competency::Answer::Unsure) => c.unsure().to_owned(),
            };
            let step = one.zip(level).filter(|_| item.gap().is_some_and(|gap| gap > 0));
            let step =
                step.and_then(|(one, level)| Some(self.say(&one.step_from(level)?.suggestion).to_owned()));
            rows.push(vec![
                layer.map(|layer| self.say(&layer.name).to_owned()).unwrap_or_default(),
                self.name(&item.competency),
                answer,
                item.target.to_string(),
                item.gap().map(|gap| gap.to_string()).unwrap_or_default(),
                item.weight.to_string(),
                item.priority().map(|value| plain(value, 1)).unwrap_or_default(),
                item.attainment().map(|value| plain(value, 2)).unwrap_or_default(),
                item.confidence.map(|one| scale.confidence(one.get()).to_owned()).unwrap_or_default(),
                item.interest.map(|one| scale.interest(one.get()).to_owned()).unwrap_or_default(),
                scale.strength(item.strength.get()).to_owned(),
                self.notes(one.map(AsRef::as_ref)).join(" · "),
                step.unwrap_or_default(),
            ]);
        }
        rows
    }

    /// The rows with what every report says below them: the gate, k of n, the index, what it is not for.
    pub fn sheet(&self) -> Vec<Vec<String>> {
        let m = Mirror(self.locale);
        let mut rows = self.rows();
        let (k, n) = self.standing.at_target();
        let index = self.standing.index();
        rows.push(Vec::new());
        for (word, value) in [
            (m.against(), self.role_name(self.role)),
            (m.gate(), Scale(self.locale).gate(self.standing.gate).to_owned()),
            (m.k_of_n(), m.of(k, n)),
            (m.index(), index.map_or_else(|| m.index_hidden().to_owned(), |index| plain(index.value, 1))),
        ] {
            rows.push(vec![word.to_owned(), value]);
        }
        rows.push(vec![self.say(&self.model.scoring.messages.use_limit).to_owned()]);
        rows
    }

    /// The whole mirror.
    pub fn markdown(&self) -> String {
        let (m, words, g) = (Mirror(self.locale), Words(self.locale), Growth(self.locale));
        let messages = &self.model.scoring.messages;
        let mut out = format!("# {} · {}\n\n", words.title(), escaped(&words.shown_name(self.alias)));
        let mut line = |text: &str| {
            out.push_str(text);
            out.push_str("\n\n");
        };
        let version = self.round.model.version.to_string();
        line(&format!(
            "{} · {}",
            m.answered_on(&self.round.date().to_string(), &version),
            m.pair(m.against(), &escaped(&self.role_name(self.role)))
        ));
        line(&format!("> {}", self.say(&messages.use_limit)));
        line(&format!("## {}", m.gate()));
        line(self.say(match self.standing.gate {
            Gate::Met => &messages.gate_met,
            Gate::Unknown => &messages.gate_unknown,
            Gate::NotMet => &messages.gate_not_met,
        }));
        let scale = Scale(self.locale);
        let gate = self.standing.gate_items.iter().map(|item| {
            vec![
                self.name(&item.competency),
                item.level.map_or_else(|| m.dash().to_owned(), |level| level.to_string()),
                m.threshold_level(item.threshold.get()),
                scale.gate(item.state).to_owned(),
            ]
        });
        let head = [m.item(), m.own_level(), m.threshold(), m.state()].map(str::to_owned).to_vec();
        line(&table(std::iter::once(head).chain(gate)));
        line(m.gate_both());
        let (k, n) = self.standing.at_target();
        line(&format!("## {}", m.pair(m.k_of_n(), &m.of(k, n))));
        line(&m.of_how(k, n, self.standing.open().count()));
        line(&format!("## {}", m.gaps()));
        let gaps: Vec<String> = self
            .standing
            .gaps()
            .into_iter()
            .filter_map(|item| {
                let (level, gap) = (item.level()?, item.gap()?);
                let interest = item.interest.map_or(1, crate::domain::competency::Interest::get);
                let how = m.priority_how(item.weight, gap, interest, &plain(item.priority()?, 1));
                let stands = m.aside(&m.own_at(level.get(), item.target.get()), &how);
                Some(format!("1. {}", m.pair(&escaped(&self.name(&item.competency)), &stands)))
            })
            .collect();
        line(if gaps.is_empty() { m.no_gaps() } else { m.gaps_text() });
        if !gaps.is_empty() {
            line(&gaps.join("\n"));
        }
        let index = self.standing.index();
        let heading = index.map(|index| m.pair(m.index(), &plain(index.value, 0)));
        line(&format!("## {}", heading.unwrap_or_else(|| m.index().to_owned())));
        line(&match index {
            Some(index) => m.index_how(&plain(index.reached, 2), index.rated, &plain(index.value, 1)),
            None => m.index_hidden().to_owned(),
        });
        let (rated, all) = self.standing.weights();
        line(&m.coverage_how(rated, all, &plain(self.standing.coverage() * 100.0, 0)));
        line(&format!("## {}", m.dots()));
        line(&table(self.rows()));
        let talk: Vec<String> = topics(self.model, self.round)
            .into_iter()
            .map(|topic| {
                let why: Vec<&str> = topic.reasons.into_iter().map(|reason| scale.reason(reason)).collect();
                format!("- {}", m.pair(&escaped(&self.name(&topic.competency)), &why.join(" · ")))
            })
            .collect();
        line(&format!("## {}", m.topics()));
        line(&if talk.is_empty() { m.no_topics().to_owned() } else { talk.join("\n") });
        line(&format!("## {}", m.fits()));
        line(&self.fits_table(m, scale));
        if !self.steps.is_empty() {
            line(&format!("## {}", g.plan()));
            line(&self.plan_table(g, words));
        }
        if !self.round.reflection.is_empty() {
            line(&format!("## {}", m.reflection()));
            line(&escaped(&self.round.reflection));
        }
        line(self.say(&self.model.provenance.article_statement));
        out
    }

    fn fits_table(&self, m: Mirror, scale: Scale) -> String {
        let head = [self.word_role(), m.gate_short(), m.k_of_n(), m.distance(), m.nearest()]
            .map(str::to_owned)
            .to_vec();
        let rows = self.fits.iter().map(|fit| {
            let (k, n) = fit.standing.at_target();
            let distance = fit.distance().filter(|_| fit.is_sure());
            let steps: Vec<String> = fit
                .steps
                .iter()
                .map(|step| {
                    let to = step.from.next().unwrap_or(Level::MAX);
                    m.step(&self.name(&step.competency), step.from.get(), to.get())
                })
                .collect();
            vec![
                self.role_name(&fit.role),
                scale.gate(fit.standing.gate).to_owned(),
                m.of(k, n),
                distance.map_or_else(|| m.not_enough().to_owned(), |value| m.levels(&plain(value, 2))),
                steps.join(" · "),
            ]
        });
        table(std::iter::once(head).chain(rows))
    }

    const fn word_role(&self) -> &'static str {
        Words(self.locale).role()
    }

    fn plan_table(&self, g: Growth, c: Words) -> String {
        let head =
            [Mirror(self.locale).item(), g.task(), g.mentor(), g.due(), g.evidence_wanted(), g.status()]
                .map(str::to_owned)
                .to_vec();
        let rows = self.steps.iter().map(|step| {
            vec![
                g.step_title(&self.name(&step.competency), step.from.get(), step.to.get()),
                step.task.to_string(),
                step.mentor.to_string(),
                step.due.map(|day| day.to_string()).unwrap_or_default(),
                step.evidence_wanted.to_string(),
                c.status(step.status).to_owned(),
            ]
        });
        table(std::iter::once(head).chain(rows))
    }
}

/// A number with so many decimals at most, without a trailing zero.
fn plain(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// A text that Markdown shows as it is.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' => out.extend(['\\', c]),
            '\n' => out.push_str("<br>"),
            c => out.push(c),
        }
    }
    out
}

/// A table; its first row is the head.
fn table(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut out = String::new();
    for (index, row) in rows.into_iter().enumerate() {
        let cells: Vec<String> = row.iter().map(|cell| escaped(cell)).collect();
        out.push_str("| ");
        out.push_str(&cells.join(" | "));
        out.push_str(" |\n");
        if index == 0 {
            out.push('|');
            out.push_str(&" --- |".repeat(row.len()));
            out.push('\n');
        }
    }
    out.trim_end().to_owned()
}
