//! Wording of the trust checks: how far a ranking holds.

use super::sentences::{SentenceError, Sentences, list, percent, score, whole};
use super::{Locale, count};
use crate::domain::selection::methods::{MethodError, Normalisation};
use crate::domain::selection::robustness::{Change, Explanation, RankRange, Stability, TrustError};

super::catalogue! {
    /// Texts of the trust checks.
    Trust
    {
        title: "可信度" / "Trust";
        faces: "检验" / "Checks";
        face_weights: "权重变动" / "Weights";
        face_draws: "权重不定死" / "Open weights";
        face_methods: "换方法" / "Methods";
        face_reasons: "逐项目说明" / "Reasons";
        nothing: "有了排序，才谈得上可信不可信。先把准则、权重和评分补齐。" /
            "There is nothing to trust before there is a ranking. Complete criteria, weights and scores first.";
        by_sum: "以下按加权求和检验。" / "These checks are by the weighted sum.";
        try_weights: "试一试权重" / "Try other weights";
        try_lead: "拉动一条，其余按比例让出或分得；右边的名次随之变。只是试，不改已定的权重。" /
            "Move one; the others give or take in proportion, and the ranks follow. This only tries; the weights in use stay.";
        reset: "回到已定的权重" / "Back to the weights in use";
        ranks_now: "名次" / "Ranks";
        project: "项目" / "Project";
        criterion: "准则" / "Criterion";
        rank: "名次" / "Rank";
        score: "得分" / "Score";
        moved: "变动" / "Moved";
        unmoved: "不变" / "as it was";
        weight: "权重" / "Weight";
        from: "最低" / "From";
        to: "最高" / "To";
        below: "再低则" / "Below that";
        above: "再高则" / "Above that";
        holds_all: "怎么调都不变" / "holds throughout";
        intervals_text: "横条是权重可以变动而结果不变的范围，竖线是现在的权重；其余权重按比例变。" /
            "The bar is how far the weight may move without changing the result, the line is the weight now; other weights keep their proportions.";
        for_winner: "第一名" / "The first";
        for_chosen: "入选名单" / "The chosen set";
        question: "要守住的是" / "What must hold";
        tornado_text: "每条准则的权重加减 10 个百分点，这个项目的得分怎么变：＋ 是加了权重，− 是减了权重。" /
            "How this project's score changes when the weight of each criterion goes 10 points up (+) or down (−).";
        draws_lead: "权重和没有把握的评分随机抽样，看每个项目排到各名次的机会有多大（SMAA-2）。" /
            "Weights and uncertain scores are drawn at random: how likely is each project to come at each rank (SMAA-2)?";
        weights_allowed: "允许的权重" / "Weights allowed";
        free: "任意" / "Any";
        ordered: "保持现在的先后" / "In the present order";
        within: "现在的权重上下浮动" / "Around the present ones";
        margin: "浮动" / "Margin";
        samples: "抽样次数" / "Draws";
        seed: "随机种子" / "Seed";
        chosen: "入选个数" / "Projects to choose";
        run: "开始抽样" / "Draw";
        again: "重新抽样" / "Draw again";
        cancel: "停止" / "Stop";
        running: "正在抽样" / "Drawing";
        exact: "两条准则、评分确定，直接算出精确值，没有抽样。" /
            "With two criteria and known scores this is computed exactly; nothing is drawn.";
        heat_title: "名次接受度" / "Rank acceptability";
        heat_text: "颜色越深，机会越大；一行是一个项目，一列是一个名次，数字是百分数。地方不够时，后面的名次合在最后一列。" /
            "The darker, the likelier. A row is a project, a column a rank, figures are per cent. Where room runs out, later ranks share the last column.";
        first_share: "排第一" / "First";
        central: "使它排第一的典型权重" / "Typical weights that put it first";
        confidence: "置信因子" / "Confidence";
        confidence_hint: "按这组权重，只抽评分时它排第一的机会。低于一半，先把评分弄准。" /
            "How often it is first under these weights when only scores are drawn. Below one half, mend the scores first.";
        never: "从未排第一" / "never first";
        methods_lead: "同一份评分，换一种方法排。名次相关越接近 1，两种方法说的越是一回事。" /
            "The same scores ranked by other methods. The nearer a rank correlation is to 1, the more two methods say the same.";
        method: "方法" / "Method";
        first: "第一名" / "First";
        spearman: "Spearman ρ" / "Spearman’s ρ";
        kendall: "Kendall τ-b" / "Kendall’s τ-b";
        largest_move: "最大变动（名次）" / "Largest move in ranks";
        in_use: "在用" / "in use";
        normalisations: "换归一化方式" / "Other normalisations";
        normalisations_lead: "分数归一化的方式不同，名次可能不同。" / "How scores are made comparable can change ranks.";
        n_max: "除以最大值" / "Divide by the largest";
        n_min_max: "最小到最大" / "From least to most";
        n_sum: "除以合计" / "Divide by the sum";
        n_vector: "向量归一化" / "Vector";
        undefined: "没有定义" / "not defined";
        references: "只看数据的权重" / "Weights from the data alone";
        references_lead: "只供参考：熵权和 CRITIC 说的是项目在哪里不同，不是什么重要。" /
            "For reference only: entropy and CRITIC say where projects differ, not what matters.";
        entropy: "熵权" / "Entropy";
        critic: "CRITIC" / "CRITIC";
        reversal: "逆序自检" / "Rank-reversal test";
        reversal_run: "开始自检" / "Run the test";
        reversal_passed: "通过" / "Passed";
        reversal_failed: "没有通过" / "Failed";
        reversal_lead: "名单里加一个副本、拿走一个项目、两两单独比，先后都不该变。" /
            "A copy added, a project removed, two alone: the order of the others should stay.";
        why: "为什么排在这里" / "Why it stands here";
        choose_project: "项目" / "Project";
        gaps: "空着的评分" / "Missing scores";
        to_0: "不变" / "no change";
        less_weight: "权重 −10" / "Weight −10";
        more_weight: "权重 +10" / "Weight +10";
        no_projects: "没有可排的项目。" / "There are no projects to rank.";
        no_criteria: "没有准则。" / "There are no criteria.";
        sizes: "评分和准则对不上。重新打开这一页。" / "Scores and criteria do not match. Open this page again.";
        all_zero: "权重全是零。至少给一条准则一个正的权重。" / "All weights are zero. Give at least one criterion a positive weight.";
        bad_parameter: "方法的参数要在 0 到 1 之间。" / "The method's parameter must lie between 0 and 1.";
        too_large: "数字太大，算不了。检查单位。" / "The numbers are too large to compute with. Check units.";
        no_weights: "在这些范围内，权重凑不成 100%。放宽浮动。" / "No weights within these limits make 100 %. Widen the margin.";
        no_worker: "这个浏览器现在不能在后台计算。重新打开这一页再试。" /
            "This browser cannot compute in the background now. Load the page again and retry.";
        nothing_open: "这种方法不用权重，评分也都是确定的，没有什么可抽。给没有把握的评分填一个范围，就可以抽样。" /
            "This method uses no weights and all scores are known, so there is nothing to draw. Enter ranges for uncertain scores to draw them.";
        two_by_two: "两两比较" / "Two by two";
        two_by_two_lead: "全部抽样里，这一行的项目排在那一列的项目前面占多少。达到三分之二的加粗：可以放心说它领先。" /
            "The share of all draws in which the project of the row is ahead of that of the column. Two thirds and more are bold: a clear lead.";
        ahead: "领先的项目" / "Project ahead";
        weights_unused: "这种方法不用权重：权重怎么变，名次都不变。" /
            "This method uses no weights: no change of a weight changes a rank.";
        less_is_better: "这种方法的得分是距离，越小越好。" / "By this method a score is a distance: less is better.";
        ends: "端点" / "Ends";
        exactly: "精确" / "exact";
        by_search: "搜索" / "by search";
        ends_exact: "端点是精确算出来的：用这种方法，得分（或它的对数、它的流量）随权重呈直线变化。" /
            "The ends are computed exactly: by this method scores, their logarithms or their flows run in straight lines as a weight moves.";
        search_lead: "用这种方法，端点没有公式，要一步一步搜索；项目多，放在后台算。" /
            "By this method the ends have no formula and are searched for step by step; with so many projects that is done in the background.";
        search: "搜索区间" / "Search the intervals";
        searching: "正在搜索" / "Searching";
        no_draws: "抽样次数要大于零。" / "The number of draws must be above zero.";
    }
    {
        bad_weight(name: &str) => format!("“{name}”的权重不是正数。"), format!("The weight of {name} is no positive number.");
        not_finite(name: &str) => format!("“{name}”有一个数算不了。检查它的评分和范围。"), format!("{name} has a number that cannot be used. Check its scores and range.");
        not_positive(name: &str) => format!("“{name}”有零或负数，这种方法要用除法，算不了。换一种方法，或改评分。"),
            format!("{name} has zeros or negative scores, by which this method would divide. Use another method or change the scores.");
        refused(name: &str, why: &str) => format!("{name}：{why}"), format!("{name}: {why}");
        too_many(limit: usize) => format!("最多 {limit} 个项目。先筛去一些。"), format!("At most {limit} projects. Leave some out first.");
        up(n: usize) => format!("↑ {n}"), format!("↑ {n}");
        down(n: usize) => format!("↓ {n}"), format!("↓ {n}");
        takes_over(name: &str) => format!("换成“{name}”"), format!("{name} takes over");
        swaps(out: &str, comes: &str) => format!("“{comes}”换下“{out}”"), format!("{comes} replaces {out}");
        drawn(n: &str, seed: &str, error: &str) => format!("{n} 次抽样，种子 {seed}；这些占比的误差不超过 ±{error} 左右。"), format!("{n} draws, seed {seed}; shares are good to about ±{error}.");
        skipped(n: &str) => format!("另有 {n} 次这种方法算不出名次，不计在内。"), format!(" Another {n} gave this method nothing to rank by and do not count.");
        by_method(name: &str) => format!("按在用的方法（{name}）排。"), format!("Ranked by the method in use, {name}.");
        both(one: &str, other: &str) => format!("{one}{other}"), format!("{one} {other}");
        ends_searched(step: &str, fineness: &str) => format!("端点是搜索出来的：从现在的权重往两边每隔 {step} 个百分点试一次，再对半逼近到 {fineness} 个百分点；比一步还窄的变化可能看不到。"),
            format!("The ends are found by search: outward from the weight now in steps of {step} points, then halved down to {fineness} points. A change narrower than one step may be missed.");
        later(n: usize) => format!("第 {n} 及以后"), format!("{n} or later");
        cell_later(project: &str, rank: usize, share: &str) => format!("“{project}”排第 {rank} 及以后的机会 {share}"), format!("{project} at rank {rank} or later: {share}");
        rank_n(n: usize) => format!("第 {n}"), format!("{n}");
        top(n: usize) => format!("进前 {n}"), format!("Top {n}");
        cell(project: &str, rank: usize, share: &str) => format!("“{project}”排第 {rank} 的机会 {share}"), format!("{project} at rank {rank}: {share}");
        heat_message(project: &str, share: &str) => format!("“{project}”最常排第一，占 {share}"), format!("{project} is first most often: {share}");
        tornado_message(project: &str, criterion: &str) => format!("对“{project}”影响最大的是“{criterion}”的权重"), format!("The weight of {criterion} moves {project} most");
        tornado_row(criterion: &str, low: &str, high: &str) => format!("“{criterion}”：{low} 到 {high}"), format!("{criterion}: {low} to {high}");
        interval_message(n: usize) => if n == 0 { "没有一个权重在 5 个百分点以内就会改变结果".to_owned() } else { format!("有 {n} 个权重，变动 5 个百分点以内结果就会变") },
            if n == 0 { "No weight changes the result within 5 points".to_owned() } else { format!("{} would change the result within 5 points", count(n, "weight", "weights")) };
        all_runs(n: usize) => format!("试了 {n} 种改动"), count(n, "change tried", "changes tried");
        copied(of: &str, ahead: &str, behind: &str) => format!("加入“{of}”的副本后，“{behind}”超过了“{ahead}”。"), format!("With a copy of {of} on the list, {behind} passes {ahead}.");
        alone(ahead: &str, behind: &str) => format!("只比这两个时，“{behind}”超过了“{ahead}”。"), format!("Alone against each other, {behind} passes {ahead}.");
        circle(a: &str, b: &str, c: &str) => format!("两两相比成了一个圈：“{a}”胜“{b}”，“{b}”胜“{c}”，“{c}”又胜“{a}”。"), format!("Two by two they go in a circle: {a} beats {b}, {b} beats {c}, and {c} beats {a}.");
        more_findings(n: usize) => format!("另有 {n} 处"), format!("and {n} more");
    }
}

impl Trust {
    /// Why a method gives no result; `name` names a criterion.
    pub fn method_error(self, error: MethodError, name: impl Fn(usize) -> String) -> String {
        match error {
            MethodError::NoProjects => self.no_projects().to_owned(),
            MethodError::NoCriteria => self.no_criteria().to_owned(),
            MethodError::WrongSize => self.sizes().to_owned(),
            MethodError::AllWeightsZero => self.all_zero().to_owned(),
            MethodError::BadWeight(column) => self.bad_weight(&name(column)),
            MethodError::NotFinite(column) => self.not_finite(&name(column)),
            MethodError::NotPositive(column) => self.not_positive(&name(column)),
            MethodError::BadParameter => self.bad_parameter().to_owned(),
            MethodError::TooLarge => self.too_large().to_owned(),
        }
    }

    /// Why a check was not made.
    pub fn error(self, error: TrustError, name: impl Fn(usize) -> String) -> String {
        match error {
            TrustError::Method(error) => self.method_error(error, name),
            TrustError::NoWeights => self.no_weights().to_owned(),
            TrustError::TooMany { limit, .. } => self.too_many(limit),
            TrustError::NoDraws => self.no_draws().to_owned(),
        }
    }

    /// A normalisation.
    pub const fn normalisation(self, kind: Normalisation) -> &'static str {
        match kind {
            Normalisation::Max => self.n_max(),
            Normalisation::MinMax => self.n_min_max(),
            Normalisation::Sum => self.n_sum(),
            Normalisation::Vector => self.n_vector(),
        }
    }

    /// How far a rank moved.
    pub fn movement(self, before: usize, now: usize) -> String {
        match before.cmp(&now) {
            std::cmp::Ordering::Greater => self.up(before - now),
            std::cmp::Ordering::Less => self.down(now - before),
            std::cmp::Ordering::Equal => self.unmoved().to_owned(),
        }
    }
}

/// What the sentences about a ranking need beside the facts.
pub struct Wording<'a> {
    /// The language.
    pub locale: Locale,
    /// The templates.
    pub sentences: &'a Sentences,
    /// Names of the projects.
    pub projects: &'a [String],
    /// Names of the criteria.
    pub criteria: &'a [String],
    /// Range and unit of each criterion, for levels.
    pub scales: &'a [(f64, f64, String)],
}

/// A weight as a sentence says it, kept true after rounding: up for a lower limit, down for an upper one.
fn limit(locale: Locale, share: f64, up: bool) -> String {
    let step = if share < 0.0995 { 1000.0 } else { 100.0 };
    // A limit that is round already stays: 0.3 is not 0.30000000000000004.
    let scaled = (share * step * 1e9).round() / 1e9;
    percent(locale, if up { scaled.ceil() } else { scaled.floor() } / step)
}

impl Wording<'_> {
    fn project(&self, index: usize) -> &str {
        self.projects.get(index).map_or("", String::as_str)
    }

    fn criterion(&self, index: usize) -> &str {
        self.criteria.get(index).map_or("", String::as_str)
    }

    fn names(&self, criteria: &[usize]) -> String {
        let names: Vec<String> = criteria.iter().map(|index| self.criterion(*index).to_owned()).collect();
        list(self.locale, &names, true)
    }

    /// A score on its scale, to about a hundredth of the range, away from where it comes from.
    fn level(&self, criterion: usize, value: f64, away_from: Option<f64>) -> String {
        let Some((low, high, unit)) = self.scales.get(criterion) else { return value.to_string() };
        let digits = (2.0 - (high - low).abs().max(1e-9).log10().floor()).clamp(0.0, 6.0);
        let step = 10_f64.powf(digits);
        let scaled = (value * step * 1e6).round() / 1e6;
        let rounded = match away_from {
            Some(from) if value > from => scaled.ceil(),
            Some(_) => scaled.floor(),
            None => scaled.round(),
        } / step;
        let text = rounded.to_string();
        if unit.is_empty() { text } else { format!("{text} {unit}") }
    }

    /// Why a project stands where it stands, what would change it: at most five sentences.
    ///
    /// # Errors
    /// [`SentenceError`] where the content lacks a template.
    pub fn reasons(
        &self,
        facts: &Explanation,
        gaps: Option<RankRange>,
    ) -> Result<Vec<String>, SentenceError> {
        let fill = |id: &str, values: &[(&str, &str)]| self.sentences.fill(self.locale, id, values);
        let project = self.project(facts.project);
        let rank = facts.rank.to_string();
        let mut found = vec![fill(
            "rank.place",
            &[
                ("project", project),
                ("rank", &rank),
                ("total", &self.projects.len().to_string()),
                ("score", &score(facts.score * 100.0, None)),
            ],
        )?];
        if let Some(side) = &facts.lift {
            let (criteria, points) = (self.names(&side.criteria), score(side.size * 100.0, None));
            found.push(fill("rank.lift", &[("criteria", &criteria), ("points", &points)])?);
        }
        if let Some(side) = &facts.hold {
            let (criteria, points) = (self.names(&side.criteria), score(side.size * 100.0, None));
            found.push(fill("rank.hold", &[("criteria", &criteria), ("points", &points)])?);
        }
        if !facts.tied.is_empty() {
            let names: Vec<String> = facts.tied.iter().map(|other| self.project(*other).to_owned()).collect();
            let projects = list(self.locale, &names, true);
            found.push(fill("rank.tie", &[("projects", &projects), ("rank", &rank)])?);
        }
        if let Some((rival, change)) = &facts.pass {
            let rival = self.project(*rival);
            match change {
                Change::One { criterion, from, to } => found.push(fill(
                    "rank.pass_by_one",
                    &[
                        ("criterion", self.criterion(*criterion)),
                        ("from_level", &self.level(*criterion, *from, None)),
                        ("to_level", &self.level(*criterion, *to, Some(*from))),
                        ("rival", rival),
                    ],
                )?),
                Change::Several(criteria) => {
                    let criteria = self.names(criteria);
                    found.push(fill("rank.pass_needs_more", &[("criteria", &criteria), ("rival", rival)])?);
                }
                Change::Nothing => {}
            }
        }
        if let Some(other) = facts.dominated_by {
            found.push(fill("rank.dominated", &[("project", project), ("rival", self.project(other))])?);
        }
        if let Some((criterion, share)) = facts.pillar {
            let share = percent(self.locale, share);
            found.push(fill(
                "rank.one_pillar",
                &[("share", &share), ("criterion", self.criterion(criterion))],
            )?);
        }
        if let Some(gaps) = gaps {
            let values = [gaps.missing.to_string(), gaps.best.to_string(), gaps.worst.to_string()];
            let [missing, best, worst] = &values;
            found.push(fill(
                "rank.missing",
                &[("count", missing), ("best_rank", best), ("worst_rank", worst)],
            )?);
        }
        Ok(found)
    }

    /// How the winner hangs on one weight.
    ///
    /// # Errors
    /// [`SentenceError`].
    pub fn winner(&self, winner: usize, found: &Stability) -> Result<String, SentenceError> {
        const MARGIN: f64 = 0.05;
        let criterion = self.criterion(found.criterion);
        let now = percent(self.locale, found.weight);
        let near = |end: f64| (end - found.weight).abs() <= MARGIN;
        let nearer_low = found.weight - found.low <= found.high - found.weight;
        let ends = [(found.low, found.below, false), (found.high, found.above, true)];
        let ends = if nearer_low { ends } else { [ends[1], ends[0]] };
        for (end, over, up) in ends {
            if let Some((_, rival)) = over.filter(|_| near(end)) {
                let weight = limit(self.locale, end, up);
                let values = [
                    ("criterion", criterion),
                    ("weight_2", now.as_str()),
                    ("weight", &weight),
                    ("rival", self.project(rival)),
                ];
                return self.sentences.fill(self.locale, "robust.winner_fragile", &values);
            }
        }
        let (low, high) = (limit(self.locale, found.low, true), limit(self.locale, found.high, false));
        let values = [
            ("project", self.project(winner)),
            ("criterion", criterion),
            ("weight", low.as_str()),
            ("weight_2", high.as_str()),
            ("weight_3", now.as_str()),
        ];
        self.sentences.fill(self.locale, "robust.winner_holds", &values)
    }

    /// How often a project comes first and among the first few.
    ///
    /// # Errors
    /// [`SentenceError`].
    pub fn acceptability(
        &self,
        project: usize,
        first: f64,
        top: usize,
        among: f64,
    ) -> Result<String, SentenceError> {
        let (share, share_2) = (percent(self.locale, first), percent(self.locale, among));
        let values = [
            ("project", self.project(project)),
            ("share", share.as_str()),
            ("count", &whole(i64::try_from(top).unwrap_or(i64::MAX))),
            ("share_2", &share_2),
        ];
        self.sentences.fill(self.locale, "robust.acceptability", &values)
    }

    /// A removal after which two projects change places.
    ///
    /// # Errors
    /// [`SentenceError`].
    pub fn removal(&self, of: usize, ahead: usize, behind: usize) -> Result<String, SentenceError> {
        let values =
            [("project", self.project(of)), ("rival", self.project(ahead)), ("other", self.project(behind))];
        self.sentences.fill(self.locale, "robust.reversal", &values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::numeric::Matrix;
    use crate::domain::selection::methods::{Measure, Method, Table};
    use crate::domain::selection::robustness::{explained, stability};
    use crate::domain::selection::value::Aim;

    #[test]
    fn limits_stay_true_after_rounding() {
        assert_eq!(limit(Locale::Zh, 0.3, true), "30%");
        assert_eq!(limit(Locale::Zh, 0.301, true), "31%");
        assert_eq!(limit(Locale::Zh, 0.309, false), "30%");
        assert_eq!(limit(Locale::Zh, 0.0511, true), "5.2%");
        assert_eq!(limit(Locale::Zh, 0.0, true), "0%");
    }

    #[test]
    fn a_project_is_explained_in_both_languages() {
        let sentences = Sentences::parse(include_str!("../../content/explanations.json")).unwrap();
        let rows = [vec![5.0, 2.0], vec![4.0, 3.0], vec![2.0, 3.0]];
        let measures = vec![Measure::linear(Aim::Benefit, 1.0, 5.0); 2];
        let table = Table::new(Matrix::from_rows(&rows).unwrap(), measures, &[0.6, 0.4]).unwrap();
        let worth = table.worth();
        let outcome = Method::WeightedSum.run(&table).unwrap();
        let projects = ["甲", "乙", "丙"].map(str::to_owned);
        let criteria = ["契合", "风险"].map(str::to_owned);
        let scales = [(1.0, 5.0, String::new()), (1.0, 5.0, String::new())];
        let wording = |locale| Wording {
            locale,
            sentences: &sentences,
            projects: &projects,
            criteria: &criteria,
            scales: &scales,
        };
        let facts = explained(&table, &worth, &outcome, 2).unwrap();
        let zh = wording(Locale::Zh).reasons(&facts, None).unwrap();
        assert_eq!(zh[0], "“丙”在 3 个项目里排第 3，得分 35.0。");
        assert!(zh.iter().any(|s| s.contains("只要“契合”从 2 提到 4")), "{zh:?}");
        let en = wording(Locale::En).reasons(&facts, None).unwrap();
        assert!(en[0].starts_with("丙 ranks number 3 of 3, with a score of 35.0."));
        for stability in stability(&worth, table.weights(), &outcome.order()[..1]) {
            for locale in Locale::ALL {
                assert!(!wording(locale).winner(0, &stability).unwrap().is_empty());
            }
        }
        let gaps = RankRange { project: 2, missing: 1, best: 1, worst: 3 };
        let with = wording(Locale::En).reasons(&facts, Some(gaps)).unwrap();
        assert!(with.last().unwrap().starts_with("One of its scores is missing"));
    }
}
