//! Wording of this part: what happened, what was refused, levels and fields. Pictures and analysis have
//! their own catalogue beside it.

use super::count;
use crate::domain::strategy::{
    Confidence, Framework, Frequency, Kind, RollUp, Status, Step, Strategy as Part, StrategyChange,
    StrategyError, Strength,
};

super::catalogue! {
    /// Texts of this part.
    Strategy
    {
        title: "战略拆解" / "Strategy";
        vision: "愿景" / "Vision";
        mission: "使命" / "Mission";
        theme: "战略主题" / "Strategic theme";
        goal: "目标" / "Goal";
        measure: "衡量指标" / "Measure";
        initiative: "举措" / "Initiative";
        programme: "项目集" / "Programme";
        project: "项目" / "Project";
        replaced: "已换成新的战略图" / "Map replaced";
        moved: "已移动" / "Moved";
        project_placed: "已安排项目的位置" / "Project placed";
        linked: "已更新支撑关系" / "Contribution updated";
        checked_in: "已更新进展" / "Check-in updated";
        weighed: "已更新权重" / "Weights updated";
        settings_set: "已更新设置" / "Settings updated";
        weighting_set: "已更新权重方案" / "Weighting updated";
        version_kept: "已更新版本" / "Versions updated";
        unknown: "这一项已经不在了，可能在另一步里删掉了。撤销一步再试。" /
            "This item is no longer there; it may have gone in another step. Undo one step, then try again.";
        duplicate: "同一项不能加两次。" / "The same item cannot be added twice.";
        not_a_measure: "只有衡量指标才能记录数值。先把层级改成衡量指标。" /
            "Only a measure takes values. Change its level to measure first.";
        projects_do_not_fit: "项目放不下，或者已经在列表里。没有改动任何内容。" /
            "The projects do not fit, or are in the list already. Nothing was changed.";
        no_name: "未命名" / "unnamed";
        strength_0: "无" / "None";
        strength_1: "弱" / "Weak";
        strength_2: "中" / "Medium";
        strength_3: "强" / "Strong";
        strength_0_text: "谈过了，确认没有支撑" / "discussed, and found not to contribute";
        strength_1_text: "有帮助，没有它也能达成" / "it helps, but the goal is reached without it";
        strength_2_text: "没有它，目标要打折扣" / "without it the goal falls short";
        strength_3_text: "没有它，目标达不成" / "without it the goal is not reached";
        weekly: "每周" / "Every week";
        monthly: "每月" / "Every month";
        quarterly: "每季度" / "Every quarter";
        half_yearly: "每半年" / "Twice a year";
        yearly: "每年" / "Once a year";
        low: "没把握" / "Doubtful";
        medium: "有可能" / "Possible";
        high: "有把握" / "Sure";
        proposal: "提议" / "Proposal";
        counter: "回应" / "Counter-proposal";
        agreement: "约定" / "Agreement";
        by_weight: "按权重" / "By weight";
        by_minimum: "取最差的一项" / "The worst of them";
        by_measures: "只看自己的衡量指标" / "Own measures only";
        on_track: "正常" / "On track";
        attention: "需关注" / "Needs attention";
        off_track: "偏离" / "Off track";
        bsc: "平衡计分卡" / "Balanced scorecard";
        okr: "OKR" / "OKR";
        hoshin: "方针管理" / "Hoshin kanri";
        bem: "战略解码（BEM）" / "BEM";
        blank: "空白" / "Blank";
    }
    {
        added(n: usize) => format!("已添加 {n} 项"), format!("Added {}", count(n, "item", "items"));
        edited(n: usize) => format!("已修改 {n} 项"), format!("Edited {}", count(n, "item", "items"));
        removed(n: usize) => format!("已删除 {n} 项"), format!("Removed {}", count(n, "item", "items"));
        removed_unplaced(n: usize, left: usize) => format!("已删除 {n} 项，下面的 {left} 项移到“未安放”"),
            format!("Removed {}; what stood below ({left}) is kept as unplaced", count(n, "item", "items"));
        unlinked(n: usize) => format!("已删除 {n} 条支撑关系"), format!("Removed {}", count(n, "contribution", "contributions"));
        cycle(way: &str) => format!("这样会绕成圈：{way}。先断开其中一条，再来连这一条。"),
            format!("That would go round in a circle: {way}. Cut one of these first, then link again.");
        too_many(limit: usize) => format!("一张战略图最多放 {limit} 项。先删掉一些，或另建一个工作区。"),
            format!("A map holds at most {limit}. Remove some, or make another workspace.");
        holds_nodes(n: usize) => format!("战略图 {n} 项"), format!("a strategy map of {}", count(n, "item", "items"));
    }
}

impl Strategy {
    /// What a command did.
    pub fn change(self, change: &StrategyChange) -> String {
        match change {
            StrategyChange::Replaced => self.replaced().to_owned(),
            StrategyChange::Added(n) => self.added(*n),
            StrategyChange::Edited(n) => self.edited(*n),
            StrategyChange::Moved => self.moved().to_owned(),
            StrategyChange::Removed { nodes, unplaced: 0 } => self.removed(*nodes),
            StrategyChange::Removed { nodes, unplaced } => self.removed_unplaced(*nodes, *unplaced),
            StrategyChange::ProjectPlaced => self.project_placed().to_owned(),
            StrategyChange::Linked => self.linked().to_owned(),
            StrategyChange::Unlinked(n) => self.unlinked(*n),
            StrategyChange::CheckedIn => self.checked_in().to_owned(),
            StrategyChange::Weighed => self.weighed().to_owned(),
            StrategyChange::SettingsSet => self.settings_set().to_owned(),
            StrategyChange::WeightingSet => self.weighting_set().to_owned(),
            StrategyChange::VersionKept => self.version_kept().to_owned(),
        }
    }

    /// Why a command was refused.
    pub fn error(self, error: &StrategyError) -> String {
        match error {
            StrategyError::Cycle(names) => {
                let named = |name: &crate::domain::Name| {
                    if name.is_empty() { self.no_name().to_owned() } else { name.to_string() }
                };
                self.cycle(&names.iter().map(named).collect::<Vec<_>>().join(" → "))
            }
            StrategyError::TooMany { limit, .. } => self.too_many(*limit),
            StrategyError::NotAMeasure(_) => self.not_a_measure().to_owned(),
            StrategyError::Duplicate(_) => self.duplicate().to_owned(),
            StrategyError::ProjectsDoNotFit => self.projects_do_not_fit().to_owned(),
            StrategyError::UnknownNode(_)
            | StrategyError::UnknownLink(_)
            | StrategyError::UnknownProject(_)
            | StrategyError::UnknownWeighting(_)
            | StrategyError::UnknownVersion(_) => self.unknown().to_owned(),
        }
    }

    /// What a file holds of this part, in a few words; none when it holds nothing.
    pub fn holds(self, part: &Part) -> Option<String> {
        (!part.is_empty()).then(|| self.holds_nodes(part.nodes.len()))
    }

    /// The usual word for a level.
    pub const fn kind(self, kind: Kind) -> &'static str {
        match kind {
            Kind::Vision => self.vision(),
            Kind::Mission => self.mission(),
            Kind::Theme => self.theme(),
            Kind::Goal => self.goal(),
            Kind::Measure => self.measure(),
            Kind::Initiative => self.initiative(),
            Kind::Programme => self.programme(),
        }
    }

    /// What a level is called in a map.
    pub fn level(self, part: &Part, kind: Kind) -> String {
        let own = part.level(kind).map(|level| level.name.to_string()).filter(|name| !name.is_empty());
        own.unwrap_or_else(|| self.kind(kind).to_owned())
    }

    /// A strength in a word.
    pub const fn strength(self, strength: Strength) -> &'static str {
        match strength.get() {
            0 => self.strength_0(),
            1 => self.strength_1(),
            2 => self.strength_2(),
            _ => self.strength_3(),
        }
    }

    /// What a strength means.
    pub const fn strength_text(self, strength: Strength) -> &'static str {
        match strength.get() {
            0 => self.strength_0_text(),
            1 => self.strength_1_text(),
            2 => self.strength_2_text(),
            _ => self.strength_3_text(),
        }
    }

    /// The word for a frequency.
    pub const fn frequency(self, frequency: Frequency) -> &'static str {
        match frequency {
            Frequency::Weekly => self.weekly(),
            Frequency::Monthly => self.monthly(),
            Frequency::Quarterly => self.quarterly(),
            Frequency::HalfYearly => self.half_yearly(),
            Frequency::Yearly => self.yearly(),
        }
    }

    /// The word for a confidence.
    pub const fn confidence(self, confidence: Confidence) -> &'static str {
        match confidence {
            Confidence::Low => self.low(),
            Confidence::Medium => self.medium(),
            Confidence::High => self.high(),
        }
    }

    /// The word for a step of catchball.
    pub const fn step(self, step: Step) -> &'static str {
        match step {
            Step::Proposal => self.proposal(),
            Step::Counter => self.counter(),
            Step::Agreement => self.agreement(),
        }
    }

    /// The word for a roll-up rule.
    pub const fn roll_up(self, rule: RollUp) -> &'static str {
        match rule {
            RollUp::Weighted => self.by_weight(),
            RollUp::Minimum => self.by_minimum(),
            RollUp::ByMeasures => self.by_measures(),
        }
    }

    /// The word for a status.
    pub const fn status(self, status: Status) -> &'static str {
        match status {
            Status::OnTrack => self.on_track(),
            Status::Attention => self.attention(),
            Status::OffTrack => self.off_track(),
        }
    }

    /// The name of a framework.
    pub const fn framework(self, framework: Framework) -> &'static str {
        match framework {
            Framework::Bsc => self.bsc(),
            Framework::Okr => self.okr(),
            Framework::Hoshin => self.hoshin(),
            Framework::Bem => self.bem(),
            Framework::Blank => self.blank(),
        }
    }
}
