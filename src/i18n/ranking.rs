//! Wording of the ranking.

use super::count;
use crate::domain::CriterionId;
use crate::domain::selection::methods::MethodError;
use crate::domain::selection::{Decision, MethodChoice, StandingProblem, WeightProblem};
use crate::domain::weighting::WeightingError;

use super::answers::Answers;

super::catalogue! {
    /// Texts of the ranking.
    Ranking
    {
        method_label: "排序方法" / "Method";
        weighted_sum: "加权求和" / "Weighted sum";
        weighted_product: "加权乘积" / "Weighted product";
        waspas: "WASPAS" / "WASPAS";
        topsis: "TOPSIS" / "TOPSIS";
        vikor: "VIKOR" / "VIKOR";
        promethee_one: "PROMETHEE I（偏序）" / "PROMETHEE I (partial order)";
        promethee_two: "PROMETHEE II（净流量）" / "PROMETHEE II (net flow)";
        ahp_ideal: "AHP 评级：理想模式" / "AHP ratings: ideal mode";
        ahp_distributive: "AHP 评级：分配模式" / "AHP ratings: distributive mode";
        spotis: "SPOTIS" / "SPOTIS";
        product_ratio: "乘积比（RICE、ICE）" / "Ratio of products (RICE, ICE)";
        sum_ratio: "求和比（WSJF）" / "Ratio of sums (WSJF)";
        between_0_and_1: "0 到 1 之间的数" / "A number from 0 to 1";
        how_computed: "怎么算出来的" / "How it is computed";
        product_formula: "Π x⁺ / Π x⁻" / "Π x⁺ / Π x⁻";
        sum_formula: "Σ x⁺ / Σ x⁻" / "Σ x⁺ / Σ x⁻";
        bars: "条形图" / "Bars";
        numbers: "全部数字" / "All numbers";
        bubbles: "气泡图" / "Bubbles";
        lines: "平行坐标" / "Lines";
        decisions: "决策记录" / "Decisions";
        views: "看法" / "Views";
        save: "导出" / "Export";
        save_xlsx: "存成 XLSX" / "Save as XLSX";
        save_csv: "存成 CSV" / "Save as CSV";
        save_markdown: "存成 Markdown 报告" / "Save a Markdown report";
        rank: "名次" / "Rank";
        score: "得分" / "Score";
        bars_text: "每根条由各准则的贡献（权重 × 价值）组成，满分 100。" / "Each bar is made of what the criteria add (weight × value), out of 100.";
        bubbles_text: "越高得分越好；圆越大成本越高；虚线圆没有成本。写不下名称的圆只写名次。" / "Higher is a better score; a larger circle costs more; a dashed one has no cost. Where a name has no room, its rank stands for it.";
        lines_text: "每条线是一个项目在各准则上的价值，右端最好。指到或用 Tab 选到哪条，就突出哪条。" /
            "Each line is a project's value on every criterion, best on the right. Point at one or tab to it to bring it out.";
        across: "横轴" / "Across";
        balance: "平衡规则" / "Balance rules";
        balance_text: "给横轴上的准则定一条界：入选项目的成本，最多有多少可以落在界的不利一侧。图上阴影是不利一侧。" /
            "Set a limit on the criterion across: how much of the cost of the chosen projects may lie on its worse side, shaded in the chart.";
        balance_from: "从这个分起算不利" / "Worse side begins at";
        balance_most: "最多占成本" / "At most of the cost";
        balance_kept: "守住" / "Kept";
        balance_broken: "超出" / "Broken";
        balance_share: "入选项目中的占比" / "Share of the chosen";
        balance_at_most: "最多" / "At most";
        balance_chosen: "入选个数" / "Projects chosen";
        balance_state: "结果" / "State";
        counted_by: "按什么算" / "Counted by";
        cost: "成本" / "Cost";
        number_of_projects: "个数" / "Number";
        or_less: "及以下" / "or less";
        or_more: "及以上" / "or more";
        per_cent: "0 到 100 之间的数" / "A number from 0 to 100";
        no_rule_yet: "这条准则还没有规则。" / "No rule for this criterion yet.";
        remove_rule: "移除这条规则" / "Remove this rule";
        to_scores: "看评分" / "To the scores";
        to_weights: "看权重" / "To the weights";
        record_title: "记下一项决策" / "Put a decision on record";
        record_text: "连同此刻的权重、方法、种子和全部数字一起保存，以后可以原样重算。" / "Kept with the weights, the method, the seed and all numbers of this moment, so that it can be computed again.";
        record_by: "由谁决定" / "Decided by";
        record_what: "决定了什么，为什么" / "What was decided, and why";
        record: "记录决策" / "Record the decision";
        strike: "撤去这条记录" / "Take it off the record";
        reproduced: "按记录的数字重算，结果逐位相同。" / "Computed again from its numbers, it is the same to the last digit.";
        not_reproduced: "按记录的数字重算，结果不同：记录可能被改过。" / "Computed again from its numbers, it differs: the record may have been changed.";
        same_as_now: "现在的排序与当时相同。" / "The ranking is still the same.";
        report_open: "尚未确定" / "Still open";
        no_projects: "没有参评的项目：都被留出或未过门槛。" / "No project takes part: all are left out or fail a gate.";
        all_weights_zero: "权重全是零，排不出顺序。至少给一条准则非零权重。" / "All weights are zero. Give at least one criterion a weight.";
        bad_parameter: "方法的参数要在 0 到 1 之间。" / "The method's parameter must be from 0 to 1.";
        too_large: "数字太大，算不了。检查单位。" / "The numbers are too large. Check the units.";
        other_problem: "这些数字算不出排序。换一种方法，或检查权重和评分。" / "These numbers give no ranking. Take another method, or check weights and scores.";
        no_sets: "这组权重由其他组合成，但还没有选任何一组。" / "This set is made from others, but none is chosen.";
    }
    {
        leads_by(first: &str, second: &str, distance: &str) => format!("“{first}”领先“{second}” {distance} 分"), format!("{first} leads {second} by {distance}");
        share_the_lead(n: usize) => format!("{n} 个项目并列第一"), format!("{n} projects share the lead");
        only_one(name: &str) => format!("只有“{name}”参评"), format!("Only {name} takes part");
        balance_told(criterion: &str, from: &str, is_low: bool, share: &str, most: &str, chosen: usize, by_count: bool) =>
            format!("“{criterion}”{} {from}：占前 {chosen} 名{}的 {share}，最多 {most}", if is_low { "不高于" } else { "不低于" }, if by_count { "个数" } else { "成本" }),
            format!("{criterion} {from} or {}: {share} of the {} of the first {chosen}, at most {most}", if is_low { "less" } else { "more" }, if by_count { "number" } else { "cost" });
        worse_side(name: &str) => format!("{name} 在不利一侧（1 是，0 否）"), format!("{name}, on the worse side (1 yes, 0 no)");
        bubbles_message(n: usize, share: &str) => format!("前 {n} 名占全部成本的 {share}"), format!("The first {n} take {share} of the cost");
        lines_message(first: &str, leaf: &str) => format!("排第一的“{first}”最弱的是“{leaf}”"), format!("The leader, {first}, is weakest on {leaf}");
        value_of(name: &str) => format!("{name} 价值"), format!("{name}, value");
        part_of(name: &str) => format!("{name} 贡献"), format!("{name}, part");
        file_stem(name: &str) => format!("{name} 排序"), format!("{name} ranking");
        missing_note(n: usize) => format!("{n} 个评分空缺，暂按该准则的平均计。"), format!("{} missing, counted as the criterion's mean for now.", count(n, "score is", "scores are"));
        may_rank(name: &str, best: usize, worst: usize) => format!("“{name}”补全后可能在第 {best} 到第 {worst} 名之间。"), format!("{name} may end up between rank {best} and {worst}.");
        number_of(project: &str, leaf: &str) => format!("“{project}”：{leaf}"), format!("{project}: {leaf}");
        score_of(project: &str) => format!("“{project}”的得分"), format!("Score of {project}");
        raw_is(raw: &str, low: &str, high: &str) => format!("评分 {raw}，量程 {low} 到 {high}。"), format!("Score {raw} on a range from {low} to {high}.");
        raw_missing(mean: &str) => format!("没有评分，暂按其他项目的平均 {mean} 计。"), format!("No score; the mean of the others, {mean}, stands in.");
        was_agreed(score: &str, why: &str) => format!("商定为 {score}：{why}"), format!("Agreed on {score}: {why}");
        said_by(list: &str) => format!("各人评分 × 评分权重：{list}"), format!("Scores × weights of raters: {list}");
        value_is(value: &str) => format!("价值函数给出 {value}（0 最差，1 最好）。"), format!("The value function gives {value} (0 worst, 1 best).");
        part_is(weight: &str, value: &str, part: &str) => format!("贡献 = {weight} × {value} = {part} 分。"), format!("Adds {weight} × {value} = {part} points.");
        sum_of(parts: &str, score: &str) => format!("{score} = {parts}"), format!("{score} = {parts}");
        by_formula(method: &str, score: &str) => format!("{method} 给出 {score}；公式见上方“怎么算出来的”。"), format!("{method} gives {score}; the formula is above, under How it is computed.");
        flows(plus: &str, minus: &str) => format!("流出 φ⁺ = {plus}，流入 φ⁻ = {minus}。"), format!("Leaving flow φ⁺ = {plus}, entering flow φ⁻ = {minus}.");
        vikor_parts(sum: &str, largest: &str) => format!("S = {sum}，R = {largest}。"), format!("S = {sum}, R = {largest}.");
        compromise(names: &str, lead: bool, stable: bool) => format!("折中解：{names}（领先{}，{}）。", if lead { "足够" } else { "不够" }, if stable { "稳定" } else { "不稳定" }),
            format!("Compromise: {names} (lead {}, {}).", if lead { "sufficient" } else { "not sufficient" }, if stable { "stable" } else { "not stable" });
        moved_since(n: usize) => format!("之后有 {n} 个项目的名次变了。"), format!("{} rank differently since.", count(n, "project", "projects"));
        report_lead(day: &str, method: &str, set: &str, seed: u64) => format!("{day} · 方法：{method} · 权重：{set} · 种子：{seed}"), format!("{day} · method: {method} · weights: {set} · seed: {seed}");
        report_barred(name: &str) => format!("“{name}”未过门槛，不参加排序。"), format!("{name} fails a gate and is not ranked.");
        decision_told(decision: &Decision, method: &str, first: &str) => {
            let day = decision.date.map(|day| day.to_string()).unwrap_or_default();
            let by = if decision.by.is_empty() { String::new() } else { format!("，{}", decision.by) };
            let text = if decision.text.is_empty() { String::new() } else { format!("：{}", decision.text) };
            format!("{day}{by}{text}（{method}，{}，种子 {}；第一名“{first}”）", decision.weight_set_name, decision.seed)
        }, {
            let day = decision.date.map(|day| day.to_string()).unwrap_or_default();
            let by = if decision.by.is_empty() { String::new() } else { format!(", {}", decision.by) };
            let text = if decision.text.is_empty() { String::new() } else { format!(": {}", decision.text) };
            format!("{day}{by}{text} ({method}, {}, seed {}; first {first})", decision.weight_set_name, decision.seed)
        };
        not_positive(leaf: &str) => format!("“{leaf}”里有零或负数，这个方法要做除法，用不了。换加权求和，或改量表。"),
            format!("{leaf} has zeros or negatives, which this method cannot divide by. Take the weighted sum, or another scale.");
        weights_of(group: &str, what: &str) => if group.is_empty() { what.to_owned() } else { format!("“{group}”：{what}") }, if group.is_empty() { what.to_owned() } else { format!("{group}: {what}") };
    }
}

impl Ranking {
    /// A method.
    pub const fn method(self, method: MethodChoice) -> &'static str {
        match method {
            MethodChoice::WeightedSum => self.weighted_sum(),
            MethodChoice::WeightedProduct => self.weighted_product(),
            MethodChoice::Waspas { .. } => self.waspas(),
            MethodChoice::Topsis => self.topsis(),
            MethodChoice::Vikor { .. } => self.vikor(),
            MethodChoice::PrometheeOne => self.promethee_one(),
            MethodChoice::PrometheeTwo => self.promethee_two(),
            MethodChoice::AhpIdeal => self.ahp_ideal(),
            MethodChoice::AhpDistributive => self.ahp_distributive(),
            MethodChoice::Spotis => self.spotis(),
            MethodChoice::ProductRatio => self.product_ratio(),
            MethodChoice::SumRatio => self.sum_ratio(),
        }
    }

    /// The formula of a method that the content file does not describe.
    pub const fn ratio_formula(self, method: MethodChoice) -> &'static str {
        match method {
            MethodChoice::ProductRatio => self.product_formula(),
            MethodChoice::SumRatio => self.sum_formula(),
            _ => "",
        }
    }

    /// Why there is no ranking.
    pub fn problem(
        self,
        problem: &StandingProblem,
        group: impl Fn(CriterionId) -> String,
        leaf: impl Fn(usize) -> String,
    ) -> String {
        match problem {
            StandingProblem::Weights(problem) => self.weight_problem(problem, group),
            StandingProblem::Method(MethodError::NoProjects) => self.no_projects().to_owned(),
            StandingProblem::Method(MethodError::AllWeightsZero) => self.all_weights_zero().to_owned(),
            StandingProblem::Method(MethodError::NotPositive(column)) => self.not_positive(&leaf(*column)),
            StandingProblem::Method(MethodError::BadParameter) => self.bad_parameter().to_owned(),
            StandingProblem::Method(MethodError::TooLarge) => self.too_large().to_owned(),
            StandingProblem::Method(_) => self.other_problem().to_owned(),
        }
    }

    /// Why a set gives no weights.
    pub fn weight_problem(self, problem: &WeightProblem, group: impl Fn(CriterionId) -> String) -> String {
        let name = |id: Option<CriterionId>| id.map(group).unwrap_or_default();
        match *problem {
            WeightProblem::NoSets => self.no_sets().to_owned(),
            WeightProblem::BestWorstOpen { group } => self.weights_of(&name(group), self.best_worst_open()),
            WeightProblem::Answers { group, error } => {
                self.weights_of(&name(group), self.weighting_error(error))
            }
        }
    }
}

impl Ranking {
    const fn best_worst_open(self) -> &'static str {
        Answers(self.0).open()
    }

    const fn weighting_error(self, error: WeightingError) -> &'static str {
        let t = Answers(self.0);
        match error {
            WeightingError::AllZero => t.all_zero(),
            WeightingError::LockedTooMuch => t.locked_too_much(),
            WeightingError::AllLocked => t.all_locked(),
            WeightingError::Disconnected { .. } => t.disconnected(),
            WeightingError::BestIsWorst => t.best_is_worst(),
            _ => t.unusable(),
        }
    }
}
