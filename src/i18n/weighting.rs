//! Wording of the editors of weights.

use super::{Locale, count};
use crate::domain::weighting::{Consistency, WeightingError};

super::catalogue! {
    /// Texts of the editors of weights.
    Weighting
    {
        pairs: "两两比较" / "Pairwise comparisons";
        lead: "每次只问一对：哪个更重要，重要多少？滑块往哪边推，哪边就更重要。" /
            "One pair at a time: which counts more, and by how much? Push the slider towards the one that counts more.";
        verbal: "用文字" / "In words";
        numeric: "用数字" / "In figures";
        open: "未比较" / "not compared";
        equal: "同等重要" / "equally important";
        set_equal: "一样重要" / "Equal";
        clear: "清除这一对" / "Clear this pair";
        next: "接着比这一对" / "Compare this pair next";
        all_done: "全部比较完了。" / "Every pair is compared.";
        weights: "算出的权重" / "Resulting weights";
        verdict_exact: "判断之间没有矛盾。" / "The judgements do not contradict each other.";
        verdict_good: "判断大体一致，按惯例（不超过 0.10）可以接受。" /
            "The judgements agree well enough: by convention up to 0.10 is accepted.";
        verdict_strained: "判断有些矛盾，超过惯例的 0.10。先看下面点名的几对。" /
            "The judgements strain against each other: above the usual 0.10. Look at the pairs named below first.";
        verdict_contradictory: "判断互相矛盾，权重还不可靠。先看下面点名的几对。" /
            "The judgements contradict each other; do not rely on these weights yet. Look at the pairs named below first.";
        low_is_good: "一致性比率（CR）越低越好" / "Consistency ratio (CR): low is good";
        culprits: "最不一致的判断" / "Judgements most at odds with the others";
        step_3: "稍重要" / "moderately more";
        step_5: "明显重要" / "strongly more";
        step_7: "强烈重要" / "very strongly more";
        step_9: "极端重要" / "extremely more";
        step_2: "略微偏重" / "slightly more";
        step_4: "稍重要到明显重要之间" / "moderately to strongly more";
        step_6: "明显重要到强烈重要之间" / "strongly to very strongly more";
        step_8: "强烈重要到极端重要之间" / "very strongly to extremely more";
        no_ratio: "最重要和最不重要一样重，却与其他答案矛盾。" / "Best and worst count the same, yet other answers contradict that.";
        answers_missing: "选出最重要和最不重要的，再回答每一项，就有权重。" / "Choose the best and the worst, then answer for each: that gives weights.";
        joiner: "，" / ", ";
        nothing: "没有要比较的内容。" / "There is nothing to weigh.";
        wrong_length: "答案和准则对不上。重新打开这一组再答。" / "The answers do not match the criteria. Open this group again and answer anew.";
        bad_value: "有一个值不是数字，或者小于零。改成零或正数。" / "A value is no number or below zero. Use zero or a positive number.";
        not_a_ratio: "倍数必须大于零。输入 1 到 9。" / "A ratio must be above zero. Type 1 to 9.";
        all_zero: "权重全是零。至少给一项一个正数。" / "All weights are zero. Give at least one a positive number.";
        locked_too_much: "锁定的权重合计超过 100%。调低一项，或者解锁一项。" / "The locked weights exceed 100 %. Lower or unlock one.";
        all_locked: "权重全锁定了，合计却不是 100%。解锁一项。" / "All weights are locked and do not make 100 %. Unlock one.";
        best_is_worst: "最重要和最不重要不能是同一项。换一项。" / "Best and worst cannot be the same. Choose another.";
        best_to_worst_differs: "“最重要比最不重要”给了两个不同的数。改成同一个。" / "Best to worst was given as two numbers. Make them one.";
        below_one: "与最重要、最不重要的比较从 1 起。改成 1 到 9。" / "Comparisons with best and worst start at 1. Use 1 to 9.";
        too_few_rows: "至少要两个项目，才谈得上差别。" / "It takes two projects or more to see a difference.";
        negative: "有负数，这个公式用不了。换一种方法。" / "There are negative figures, for which this formula has no meaning. Use another method.";
        nothing_differs: "各项目没有差别，算不出权重。" / "The projects do not differ, so there are no weights to find.";
    }
    {
        more(name: &str, words: &str) => format!("“{name}”{words}"), format!("{name}: {words}");
        times(name: &str, step: u8) => format!("“{name}”是另一个的 {step} 倍"), format!("{name}: {}", count(usize::from(step), "time as much", "times as much"));
        pair(first: &str, second: &str) => format!("“{first}”比“{second}”"), format!("{first} against {second}");
        open_pairs(n: usize) => format!("还有 {n} 对没有比"), format!("{} open", count(n, "pair", "pairs"));
        moves(share: &str) => format!("预计会移动约 {share} 的权重"), format!("expected to move about {share} of all weight");
        joins(groups: usize) => format!("现在还分成互不相连的 {groups} 组，连起来才有权重"),
            format!("there are still {} that nothing connects; weights need them joined", count(groups, "group", "groups"));
        deviation(xi: &str) => format!("最大偏差 ξ = {xi}。"), format!("Largest deviation ξ = {xi}.");
        least_consistent(name: &str) => format!("“{name}”的两个答案最不一致。"), format!("The two answers about {name} agree least.");
        between(name: &str, low: &str, high: &str) => format!("“{name}” {low} 到 {high}"), format!("{name} {low} to {high}");
        as_good(list: &str) => format!("同样好的权重还有：{list}。"), format!("Weights just as good: {list}.");
        ratio(cr: &str) => format!("CR {cr}"), format!("CR {cr}");
        culprit(first: &str, second: &str, stated: &str, implied: &str) => format!("“{first}”比“{second}”：你说 {stated}，其余判断推出 {implied}。"),
            format!("{first} against {second}: you said {stated}, the other judgements imply {implied}.");
        use_suggestion(step: &str, cr: &str) => format!("改为 {step}（CR 降到 {cr}）"), format!("Use {step} (CR falls to {cr})");
        disconnected(groups: usize) => format!("比较还分成互不相连的 {groups} 组。再比一对，把它们连起来。"),
            format!("The comparisons form {} that nothing connects. Compare one more pair to join them.", count(groups, "group", "groups"));
    }
}

impl Weighting {
    /// A step of Saaty's scale above one.
    pub const fn step(self, step: u8) -> &'static str {
        match step {
            0 | 1 => self.equal(),
            2 => self.step_2(),
            3 => self.step_3(),
            4 => self.step_4(),
            5 => self.step_5(),
            6 => self.step_6(),
            7 => self.step_7(),
            8 => self.step_8(),
            _ => self.step_9(),
        }
    }

    /// A ratio as one says it: 3, 1/3.
    pub fn ratio_text(self, step: u8, first_counts_more: bool) -> String {
        if first_counts_more || step == 1 { step.to_string() } else { format!("1/{step}") }
    }

    /// What a consistency ratio means.
    pub const fn verdict(self, consistency: Consistency) -> &'static str {
        match consistency {
            Consistency::Exact => self.verdict_exact(),
            Consistency::Good => self.verdict_good(),
            Consistency::Strained => self.verdict_strained(),
            Consistency::Contradictory => self.verdict_contradictory(),
        }
    }

    /// Why there are no weights, and what to do.
    pub fn error(self, error: &WeightingError) -> String {
        match error {
            WeightingError::Nothing => self.nothing().to_owned(),
            WeightingError::WrongLength { .. } => self.wrong_length().to_owned(),
            WeightingError::BadValue(_) => self.bad_value().to_owned(),
            WeightingError::NotARatio => self.not_a_ratio().to_owned(),
            WeightingError::Disconnected { groups } => self.disconnected(*groups),
            WeightingError::AllZero => self.all_zero().to_owned(),
            WeightingError::LockedTooMuch => self.locked_too_much().to_owned(),
            WeightingError::AllLocked => self.all_locked().to_owned(),
            WeightingError::BestIsWorst => self.best_is_worst().to_owned(),
            WeightingError::BestToWorstDiffers => self.best_to_worst_differs().to_owned(),
            WeightingError::BelowOne(_) => self.below_one().to_owned(),
            WeightingError::TooFewRows => self.too_few_rows().to_owned(),
            WeightingError::Negative(_) => self.negative().to_owned(),
            WeightingError::NothingDiffers => self.nothing_differs().to_owned(),
        }
    }

    /// A figure with so many decimals.
    pub fn figure(self, value: f64, decimals: usize) -> String {
        match self.0 {
            Locale::Zh | Locale::En => format!("{value:.decimals$}"),
        }
    }
}
