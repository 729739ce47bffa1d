//! Wording of this part.

use super::count;
use crate::domain::selection::{Selection as Part, SelectionChange, SelectionError, Verdict};

super::catalogue! {
    /// Texts of this part.
    Selection
    {
        title: "项目选择" / "Selection";
        path: "选择的步骤" / "Steps of the selection";
        step_projects: "项目" / "Projects";
        step_criteria: "准则与权重" / "Criteria and weights";
        step_scores: "评分" / "Scores";
        step_ranking: "排序" / "Ranking";
        step_trust: "可信程度" / "Trust";
        none_yet: "还没有" / "None yet";
        strip: "当前排序" / "Ranking now";
        equal_weights: "等权重" / "equal weights";
        gate_open: "门槛待判" / "gate open";
        gate_obliged: "必做" / "must do";
        has_missing: "有空缺" / "blanks";
        needs_projects: "先列出候选项目" / "List the candidate projects first";
        needs_projects_text: "打分之前要有项目。在项目列表里输入，或导入一张表。" / "Scoring needs projects. Type them into the list, or import a table.";
        to_project_list: "去项目列表" / "To the project list";
        needs_criteria: "先定准则：用一套现成模板，或自己列几条。" / "Set criteria first: take a ready set, or list your own.";
        projects_lead: "这里决定哪些项目参评。要设“必须满足”或“一票否决”的门槛，在准则里添加。" /
            "Choose which projects take part. Gates that must or must not hold are added among the criteria.";
        gates_lead: "逐个判定门槛：是、否，或待定。未通过的不进入排序；待定的照常排序，但会标出来。" /
            "Answer each gate: yes, no or open. A project that fails is not ranked; an open one is ranked and marked.";
        to_criteria: "去定准则" / "To the criteria";
        takes_part: "参评" / "Takes part";
        verdict: "门槛结论" / "Gates";
        part_yes: "参评" / "Takes part";
        part_no: "不参评" / "Left out";
        yes: "是" / "Yes";
        no: "否" / "No";
        open: "待定" / "Open";
        verdict_pass: "通过" / "Passes";
        verdict_obliged: "必做" / "Must do";
        verdict_open: "待定" / "Open";
        verdict_barred: "未通过" / "Fails";
        not_ranked_yet: "还排不出顺序" / "No ranking yet";
        to_ranking: "看排序" / "To the ranking";
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
        goals_followed: "准则已与战略目标一致" / "Criteria follow the strategy's goals";
        balance_set: "已修改平衡规则" / "Balance rule changed";
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
        taking_part(part: usize, all: usize) => format!("{part} / {all} 个参评"), format!("{part} of {all} take part");
        criteria_count(n: usize) => format!("{n} 条准则"), count(n, "criterion", "criteria");
        raters_count(n: usize) => format!("{n} 位评分人"), count(n, "rater", "raters");
        missing_cells(n: usize) => format!("{n} 个评分空缺"), count(n, "blank score", "blank scores");
        open_gates(n: usize) => format!("{n} 个项目门槛待判"), format!("{} with an open gate", count(n, "project", "projects"));
        decisions_count(n: usize) => format!("{n} 项决策记录"), count(n, "decision on record", "decisions on record");
        leads(first: &str, all: usize) => format!("“{first}”在 {all} 个项目中排第一"), format!("{first} leads {}", count(all, "project", "projects"));
        by_method(method: &str, set: &str) => format!("{method} · {set}"), format!("{method} · {set}");
        all_ranked(n: usize) => format!("全部 {n} 个"), format!("All {n}");
        reason_for(project: &str, gate: &str) => format!("“{project}”在“{gate}”上的理由"), format!("Reason: {project}, {gate}");
        holds_parts(criteria: usize, raters: usize) => format!("{criteria} 条准则、{raters} 位评分人"),
            format!("{}, {}", count(criteria, "criterion", "criteria"), count(raters, "rater", "raters"));
    }
}

impl Selection {
    /// A step of the path.
    pub const fn step_name(self, step: usize) -> &'static str {
        match step {
            0 => self.step_projects(),
            1 => self.step_criteria(),
            2 => self.step_scores(),
            3 => self.step_ranking(),
            _ => self.step_trust(),
        }
    }

    /// What gates say.
    pub const fn verdict_word(self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Pass => self.verdict_pass(),
            Verdict::Obliged => self.verdict_obliged(),
            Verdict::Open => self.verdict_open(),
            Verdict::Barred => self.verdict_barred(),
        }
    }

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
            C::GoalsFollowed => self.goals_followed().to_owned(),
            C::BalanceSet => self.balance_set().to_owned(),
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
