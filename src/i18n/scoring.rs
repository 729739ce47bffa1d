//! Wording of scores, raters and cash flows.

use super::{Locale, count};
use crate::domain::selection::{CashLine, DelayProfile, ScoreError};

super::catalogue! {
    /// Texts of scores and raters.
    Scoring
    {
        title: "评分表" / "Score grid";
        raters: "评分人" / "Raters";
        spread: "分歧" / "Where raters differ";
        money: "现金流与延迟成本" / "Cash flows and delay";
        empty_title: "还不能评分" / "Nothing to score yet";
        group: "全体（平均或商定）" / "All (mean or agreed)";
        whose: "看谁的评分" / "Whose scores";
        group_hint: "显示加权平均；直接输入则记为商定评分，请写下理由。" / "Shows the weighted mean; typing records an agreed score. Write down why.";
        rater_hint: "不知道就留空，不要填中间值。拿不准填范围，如 3-4。" / "Leave blank what is not known. Where unsure type a range such as 3-4.";
        off_scale: "超出了量程" / "Beyond the scale";
        conflict: "同一位评分人交回了两个不同的版本" / "Two versions of this rater's file differ here";
        conflict_hint: "两份文件里这一格不同。选一个。" / "Two files differ in this cell. Choose one.";
        missing: "空缺" / "blank";
        comment: "说明" / "Comment";
        agreed_score: "商定评分" / "Agreed score";
        agreed_why: "为什么这样定" / "Why";
        agree_first: "先填商定评分，再写理由。" / "Set the agreed score first, then the reason.";
        disagree: "撤回商定，仍用平均" / "Take the agreement back, use the mean";
        raters_lead: "把一个文件发给所有评分人，各自在自己的电脑上填，再把文件发回来合并。文件里没有别人的评分。" /
            "Hand one file to all raters. Each fills it in on an own device and sends a file back to merge. It holds nobody else's scores.";
        hand_out: "生成评分文件" / "Save the rater file";
        take_back: "合并交回的文件" / "Merge files that came back";
        add_rater: "手工添加评分人" / "Add a rater by hand";
        no_raters: "还没有评分人。一个人打分时不用添加，直接填评分表。" / "No raters yet. Alone, simply fill in the score grid.";
        pseudonym: "显示名（可用化名）" / "Name shown (a pseudonym will do)";
        pseudonym_hint: "留空则只显示编号。" / "Blank shows only a number.";
        rater_weight: "评分权重" / "Weight of the rater";
        files_title: "评分文件" / "Rater files";
        file_differs: "这个文件是给另一套准则用的，不能合并：" / "This file was made for other criteria and cannot be merged:";
        file_blank: "还没有人填过这个文件。" / "Nobody has filled in this file.";
        fill_in: "由我来填写" / "Fill it in here";
        rate_lead: "一次看一个项目，对照细则选一级。填好后把文件存下来，发回给组织者。" /
            "One project at a time: choose the level that holds. When done, save the file and send it back.";
        send_back: "存成交回文件" / "Save the file to send back";
        previous: "上一个" / "Previous";
        next: "下一个" / "Next";
        score_or_range: "评分或范围" / "Score or range";
        needs_raters: "有两位以上评分人之后，这里先看分歧，再看平均。" / "With two or more raters this shows first where they differ, then the mean.";
        spread_points: "相差" / "Apart";
        said: "各人评分" / "Scores";
        agreed: "已商定" / "Agreed";
        judge_weights: "准则有多重要（可以不填）" / "How much criteria matter (optional)";
        judge_weights_text: "两两比较准则的重要程度。你的判断随交回文件送出，成为单独的一组权重。" /
            "Compare criteria two by two. Your judgements go back with the file and become a weight set of their own.";
        with_judgements: "另附权重判断。" / " With judgements of weights.";
        who_differs: "谁在哪里不同" / "Who differs where";
        bias: "整体（满分 100）" / "Overall, of 100";
        most_apart: "最不一样的一格" / "Most apart on";
        like_the_others: "与其他人一致" / "Like the others";
        kendall_none: "还看不出评分人的意见有多一致：至少要有两位，各自评过两个以上项目。" /
            "How far raters agree cannot be told yet: it takes two of them with two projects each.";
        cash_flow: "现金流表" / "Cash-flow table";
        period: "期" / "Period";
        net: "净现金流" / "Net";
        add_period: "加一期" / "Add a period";
        investment: "投资" / "Investment";
        running_cost: "新增运行成本" / "New running cost";
        added_income: "新增毛利" / "Added margin";
        savings: "节约" / "Savings";
        tax: "税的变化" / "Change in tax";
        residual: "残值" / "Residual value";
        rates: "折现率" / "Rates";
        discount: "折现率" / "Discount rate";
        finance_rate: "融资利率" / "Finance rate";
        reinvest: "再投资收益率" / "Reinvestment rate";
        delay: "延迟成本" / "Cost of delay";
        delay_profile: "损失的样子" / "How the loss goes on";
        delay_steady: "天天在损失" / "Losing every day";
        delay_fixed: "到期一次损失" / "Loss at a date";
        delay_window: "窗口在关闭" / "Closing window";
        delay_later: "以后才有价值" / "Of value later";
        monthly_gain: "每月净收益" / "Net gain a month";
        lifetime_gain: "按时上线的全部收益" / "Whole gain on time";
        share_lost: "每晚一个月损失的比例" / "Share lost per month late";
        one_off_loss: "过期的一次性损失" / "One-off loss after the date";
        deadline: "日期" / "Date";
        months: "占用瓶颈团队的月数" / "Months on the bottleneck team";
        delay_open: "填好收益，就算得出每月延迟成本。" / "Fill in the gain to see what a month of delay costs.";
    }
    {
        rater(n: usize) => format!("评分人 {n}"), format!("Rater {n}");
        with_unit(name: &str, unit: &str) => format!("{name}（{unit}）"), format!("{name} ({unit})");
        of_project(name: &str) => format!("“{name}”"), name.to_owned();
        not_a_score(text: &str) => format!("“{text}”不是评分。输入如 3、3.5 或范围 3-4；不知道就留空。"),
            format!("“{text}” is not a score. Type it like 3, 3.5 or a range 3-4; leave blank what is not known.");
        beyond(text: &str, low: &str, high: &str) => format!("“{text}”超出量程 {low}～{high}。改评分，或到准则里放宽范围。"),
            format!("“{text}” is beyond the scale, {low} to {high}. Change it, or widen the range of the criterion.");
        not_yes_no(text: &str) => format!("“{text}”既不是“是”也不是“否”。"), format!("“{text}” is neither yes nor no.");
        rater_facts(scored: usize, day: Option<&str>, conflicts: usize) => [
            Some(format!("已评 {scored} 格")),
            day.map(|day| format!("{day} 交回")),
            (conflicts > 0).then(|| format!("{conflicts} 格有冲突")),
        ].into_iter().flatten().collect::<Vec<_>>().join("，"), [
            Some(format!("{} scored", count(scored, "cell", "cells"))),
            day.map(|day| format!("back on {day}")),
            (conflicts > 0).then(|| count(conflicts, "conflict", "conflicts")),
        ].into_iter().flatten().collect::<Vec<_>>().join(", ");
        hand_out_to(name: &str) => format!("给“{name}”生成带已有评分的文件"), format!("Save the file of {name} with the scores so far");
        remove_rater(name: &str) => format!("移除“{name}”和全部评分"), format!("Remove {name} with all scores");
        file_stem(title: &str, who: &str) => format!("{title} 评分 {who}").trim().to_owned(), format!("{title} scores {who}").trim().to_owned();
        file_for_filling(scored: usize, cells: usize) => format!("评分文件：已评 {scored} / {cells} 格。这个工作区没有准则，可以在这里填写它。"),
            format!("Rater file: {scored} of {cells} cells scored. This workspace has no criteria; the file can be filled in here.");
        file_fits(name: &str, scored: usize, cells: usize, left_out: usize) => {
            let who = if name.is_empty() { "未署名".to_owned() } else { format!("“{name}”") };
            let rest = if left_out == 0 { String::new() } else { format!("，{left_out} 格的项目这里没有，会略过") };
            format!("{who}：已评 {scored} / {cells} 格{rest}。")
        }, {
            let who = if name.is_empty() { "Unnamed" } else { name };
            let rest = if left_out == 0 { String::new() } else { format!("; {} of projects that are not here are left out", count(left_out, "cell", "cells")) };
            format!("{who}: {scored} of {cells} cells scored{rest}.")
        };
        merge_raters(n: usize) => format!("合并 {n} 位评分人"), format!("Merge {}", count(n, "rater", "raters"));
        more_differences(n: usize) => format!("另有 {n} 处不同"), format!("and {}", count(n, "more difference", "more differences"));
        differs_lacks(name: &str) => format!("文件里没有“{name}”"), format!("The file lacks {name}");
        differs_unknown(name: &str) => format!("文件里多了“{name}”，这里没有"), format!("The file has {name}, which is not here");
        differs_scale(name: &str) => format!("“{name}”的量表不同"), format!("{name} has another scale");
        differs_direction(name: &str) => format!("“{name}”的方向不同"), format!("{name} has another direction");
        differs_rubric(name: &str, level: usize) => format!("“{name}”第 {level} 级的说法或分值不同"), format!("{name}: level {level} has another wording or points");
        rate_title(title: &str) => format!("评分：{title}"), format!("Scoring: {title}");
        rate_done(done: usize, all: usize) => format!("已评 {done} / {all} 格"), format!("{done} of {all} cells scored");
        above(points: &str) => format!("高 {points} 分"), format!("{points} higher");
        below(points: &str) => format!("低 {points} 分"), format!("{points} lower");
        apart_on(project: &str, criterion: &str, own: &str, others: &str) => format!("“{project}”的“{criterion}”：给 {own}，其他人平均 {others}"),
            format!("{project}, {criterion}: {own} where the others average {others}");
        several_rates(rates: &str) => format!("{rates}（有多个，不能拿来评分，看净现值）"), format!("{rates} (several: not fit for scoring, use the net present value)");
        kendall(w: &str, value: f64, raters: usize) => format!("{raters} 位评分人的排序一致程度 Kendall W = {w}，{}。先看分歧最大的格子，谈完再看平均。", if value >= 0.7 { "相当一致" } else if value >= 0.5 { "大体一致" } else { "分歧明显" }),
            format!("Agreement of {raters} raters: Kendall's W = {w}, {}. Look first at the cells that are furthest apart, then at the mean.", if value >= 0.7 { "strong" } else if value >= 0.5 { "moderate" } else { "weak" });
        money_hint(unit: &str) => format!("金额单位：{unit}。支出填正数；第 0 期是决策当天。"), format!("Amounts in {unit}. Money out is typed as a positive number; period 0 is the day of the decision.");
        cash_cell(line: &str, period: usize) => format!("{line}，第 {period} 期"), format!("{line}, period {period}");
        latest_start(day: &str) => format!("日期前不损失，到期全部损失：最晚 {day} 开工。"), format!("Nothing is lost before the date, everything at it: start by {day}.");
        delay_costs(monthly: &str, unit: &str, priority: Option<&str>) => match priority {
            Some(priority) => format!("每晚一个月损失 {monthly} {unit}；除以工期，优先级 {priority}。"),
            None => format!("每晚一个月损失 {monthly} {unit}；再填占用月数，就得出优先级。"),
        }, match priority {
            Some(priority) => format!("A month of delay costs {monthly} {unit}; over the duration, priority {priority}."),
            None => format!("A month of delay costs {monthly} {unit}; add the months to get the priority."),
        };
    }
}

impl Scoring {
    /// A refused score.
    pub fn error(self, error: &ScoreError) -> String {
        match error {
            ScoreError::NotAScore(text) => self.not_a_score(text),
            ScoreError::OffScale { text, low, high } => {
                let end = |end: f64| if end.is_finite() { end.to_string() } else { "…".to_owned() };
                self.beyond(text, &end(*low), &end(*high))
            }
            ScoreError::NotYesNo(text) => self.not_yes_no(text),
        }
    }

    /// Yes or no.
    pub const fn yes_no(self, value: f64) -> &'static str {
        match (self.0, value > 0.5) {
            (Locale::Zh, true) => "是",
            (Locale::Zh, false) => "否",
            (Locale::En, true) => "Yes",
            (Locale::En, false) => "No",
        }
    }

    /// A row of a cash-flow table.
    pub const fn cash_line(self, line: CashLine) -> &'static str {
        match line {
            CashLine::Investment => self.investment(),
            CashLine::RunningCost => self.running_cost(),
            CashLine::AddedIncome => self.added_income(),
            CashLine::Savings => self.savings(),
            CashLine::Tax => self.tax(),
            CashLine::Residual => self.residual(),
        }
    }

    /// How a loss from delay goes on.
    pub const fn delay_word(self, profile: DelayProfile) -> &'static str {
        match profile {
            DelayProfile::Steady => self.delay_steady(),
            DelayProfile::FixedDate => self.delay_fixed(),
            DelayProfile::ClosingWindow => self.delay_window(),
            DelayProfile::Later => self.delay_later(),
        }
    }
}
