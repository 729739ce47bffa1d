//! Wording of this part.

use super::count;
use crate::domain::selection::{Selection as Part, SelectionChange, SelectionError};

super::catalogue! {
    /// Texts of this part.
    Selection
    {
        title: "项目选择" / "Selection";
        criterion_edited: "已修改准则" / "Criterion edited";
        criterion_moved: "已移动准则" / "Criterion moved";
        weight_set_added: "已添加一组权重" / "Weight set added";
        weights_edited: "已修改权重" / "Weights edited";
        weight_set_removed: "已移除一组权重" / "Weight set removed";
        weight_set_used: "已换用另一组权重" / "Another weight set in use";
        commented: "已写下说明" / "Comment written";
        rater_added: "已添加评分人" / "Rater added";
        rater_edited: "已修改评分人" / "Rater edited";
        rater_removed: "已移除评分人" / "Rater removed";
        method_set: "已换用另一种方法" / "Another method in use";
        trust_set: "已修改抽样设置" / "Sampling settings changed";
        cash_edited: "已修改现金流" / "Cash flows edited";
        delay_edited: "已修改延迟成本" / "Cost of delay edited";
        recorded: "已记录决策" / "Decision recorded";
        struck: "已撤去决策记录" / "Decision taken off the record";
        unknown_criterion: "这条准则已经不在了。" / "This criterion is no longer there.";
        duplicate_criterion: "同一条准则不能加两次。" / "The same criterion cannot be added twice.";
        not_a_group: "准则只能放进分组，而且不能放进它自己里面。" / "A criterion can only stand in a group, and not in itself.";
        holds_others: "这个分组里还有准则。先把它们移走，再改类型。" / "This group holds criteria. Move them out before changing its kind.";
        unknown_weight_set: "这组权重已经不在了。" / "This weight set is no longer there.";
        weight_set_of_itself: "一组权重不能由它自己合成。" / "A weight set cannot be made from itself.";
        unknown_rater: "这位评分人已经不在了。" / "This rater is no longer there.";
        duplicate_rater: "这位评分人已经在了。" / "This rater is there already.";
        off_scale: "有评分超出了准则的量程。改评分，或先放宽量程。" / "A score is beyond its criterion's scale. Change it, or widen the scale first.";
        computed: "这条准则的数值来自项目数据，不能手工填写。" / "This criterion's figures come from project data and are not typed.";
        negative_weight: "权重不能是负数。" / "A weight cannot be negative.";
        unknown_decision: "这条决策记录已经不在了。" / "This decision is no longer on record.";
        unknown_project: "这个项目已经不在列表里了。" / "This project is no longer in the list.";
    }
    {
        criteria_added(n: usize) => format!("已添加 {n} 条准则"), format!("Added {}", count(n, "criterion", "criteria"));
        criteria_removed(n: usize) => format!("已移除 {n} 条准则"), format!("Removed {}", count(n, "criterion", "criteria"));
        scored(n: usize) => format!("已填写 {n} 个评分"), format!("Set {}", count(n, "score", "scores"));
        raters_merged(n: usize) => format!("已合并 {n} 位评分人的文件"), format!("Merged files of {}", count(n, "rater", "raters"));
        agreed(n: usize) => format!("已记录 {n} 个商定评分"), format!("Recorded {}", count(n, "agreed score", "agreed scores"));
        gates_answered(n: usize) => format!("已判定 {n} 个门槛"), format!("Answered {}", count(n, "gate", "gates"));
        part_taken(n: usize) => format!("已调整 {n} 个项目是否参评"), format!("Changed whether {} take part", count(n, "project", "projects"));
        too_many(limit: usize) => format!("最多 {limit} 个。先移除一些。"), format!("At most {limit}. Remove some first.");
        holds_parts(criteria: usize, raters: usize) => format!("{criteria} 条准则、{raters} 位评分人"),
            format!("{}, {}", count(criteria, "criterion", "criteria"), count(raters, "rater", "raters"));
    }
}

impl Selection {
    /// What a command did.
    pub fn change(self, change: &SelectionChange) -> String {
        use SelectionChange as C;
        match *change {
            C::CriteriaAdded(n) => self.criteria_added(n),
            C::CriterionEdited => self.criterion_edited().to_owned(),
            C::CriterionMoved => self.criterion_moved().to_owned(),
            C::CriteriaRemoved(n) => self.criteria_removed(n),
            C::WeightSetAdded => self.weight_set_added().to_owned(),
            C::WeightsEdited => self.weights_edited().to_owned(),
            C::WeightSetRemoved => self.weight_set_removed().to_owned(),
            C::WeightSetUsed => self.weight_set_used().to_owned(),
            C::Scored(n) => self.scored(n),
            C::Commented => self.commented().to_owned(),
            C::RaterAdded => self.rater_added().to_owned(),
            C::RaterEdited => self.rater_edited().to_owned(),
            C::RaterRemoved => self.rater_removed().to_owned(),
            C::RatersMerged(n) => self.raters_merged(n),
            C::Agreed(n) => self.agreed(n),
            C::GatesAnswered(n) => self.gates_answered(n),
            C::PartTaken(n) => self.part_taken(n),
            C::MethodSet => self.method_set().to_owned(),
            C::TrustSet => self.trust_set().to_owned(),
            C::CashEdited => self.cash_edited().to_owned(),
            C::DelayEdited => self.delay_edited().to_owned(),
            C::Recorded => self.recorded().to_owned(),
            C::Struck => self.struck().to_owned(),
        }
    }

    /// Why a command was refused.
    pub fn error(self, error: &SelectionError) -> String {
        use SelectionError as E;
        match error {
            E::UnknownProject(_) => self.unknown_project().to_owned(),
            E::UnknownCriterion(_) => self.unknown_criterion().to_owned(),
            E::DuplicateCriterion(_) => self.duplicate_criterion().to_owned(),
            E::NotAGroup(_) => self.not_a_group().to_owned(),
            E::HoldsOthers(_) => self.holds_others().to_owned(),
            E::UnknownWeightSet(_) => self.unknown_weight_set().to_owned(),
            E::WeightSetOfItself(_) => self.weight_set_of_itself().to_owned(),
            E::UnknownRater(_) => self.unknown_rater().to_owned(),
            E::DuplicateRater(_) => self.duplicate_rater().to_owned(),
            E::OffScale(_) => self.off_scale().to_owned(),
            E::Computed(_) => self.computed().to_owned(),
            E::NegativeWeight => self.negative_weight().to_owned(),
            E::UnknownDecision(_) => self.unknown_decision().to_owned(),
            E::TooMany { limit, .. } => self.too_many(*limit),
        }
    }

    /// What a file holds of this part, in a few words; none when it holds nothing.
    pub fn holds(self, part: &Part) -> Option<String> {
        (!part.is_empty()).then(|| {
            let criteria = part.tree();
            self.holds_parts(criteria.leaves().count() + criteria.gates().count(), part.raters.len())
        })
    }
}
