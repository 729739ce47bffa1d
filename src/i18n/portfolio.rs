//! Wording of this part: what was done, what was refused.

use crate::domain::portfolio::{Portfolio as Part, PortfolioChange, PortfolioError};

super::catalogue! {
    /// Texts of this part.
    Portfolio
    {
        title: "项目组合" / "Portfolio";
        frame_set: "已改规划期或开工方式" / "Horizon or starts changed";
        category_put: "已改类别" / "Category changed";
        category_removed: "已移除类别" / "Category removed";
        role_put: "已改角色" / "Role changed";
        role_removed: "已移除角色" / "Role removed";
        pool_put: "已改资金池" / "Funding pool changed";
        pool_removed: "已移除资金池" / "Funding pool removed";
        values_set: "已改价值" / "Values changed";
        values_removed: "已移除一组价值" / "Set of values removed";
        rule_added: "已添加约束" / "Constraint added";
        rule_edited: "已改约束" / "Constraint changed";
        rule_on: "已启用约束" / "Constraint switched on";
        rule_off: "已停用约束" / "Constraint switched off";
        rule_removed: "已移除约束" / "Constraint removed";
        schedule_set: "已改排期" / "Schedule changed";
        scenario_put: "已保存情景" / "Scenario saved";
        scenario_removed: "已移除情景" / "Scenario removed";
        committed: "已记为决定" / "Recorded as the decision";
        decision_removed: "已移除决定" / "Decision removed";
        several: "已改项目组合" / "Portfolio changed";
        unknown_project: "有个项目已经不在列表里了。" / "A project is no longer in the list.";
        unknown_record: "它已经被移除了。" / "It has been removed already.";
        follows_ranking: "这组价值跟随评分排序，不能直接改。先停止跟随，或改评分和权重。" /
            "These values follow the ranking and cannot be typed. Stop following it, or change scores and weights.";
        bad_limits: "填下限或上限，下限不能高于上限。" / "Give a minimum or a maximum; the minimum must not be above the maximum.";
    }
    {
        plans_edited(n: usize) => format!("已改 {n} 个项目的规划数据"), format!("Planning data of {} changed", super::count(n, "project", "projects"));
        too_few(n: usize) => format!("至少选 {n} 个不同的项目。"), format!("Choose at least {}.", super::count(n, "project", "different projects"));
        too_many(n: usize) => format!("最多 {n} 条。先移除一些。"), format!("At most {n}. Remove some first.");
        holds_rules(rules: usize, scenarios: usize) => format!("项目组合：{rules} 条约束，{scenarios} 个情景"),
            format!("Portfolio: {}, {}", super::count(rules, "constraint", "constraints"), super::count(scenarios, "scenario", "scenarios"));
    }
}

impl Portfolio {
    /// What a command did.
    pub fn change(self, change: &PortfolioChange) -> String {
        match change {
            PortfolioChange::FrameSet => self.frame_set(),
            PortfolioChange::CategoryPut => self.category_put(),
            PortfolioChange::CategoryRemoved => self.category_removed(),
            PortfolioChange::RolePut => self.role_put(),
            PortfolioChange::RoleRemoved => self.role_removed(),
            PortfolioChange::PoolPut => self.pool_put(),
            PortfolioChange::PoolRemoved => self.pool_removed(),
            PortfolioChange::ValuesSet => self.values_set(),
            PortfolioChange::ValuesRemoved => self.values_removed(),
            PortfolioChange::PlansEdited(n) => return self.plans_edited(*n),
            PortfolioChange::RuleAdded => self.rule_added(),
            PortfolioChange::RuleEdited => self.rule_edited(),
            PortfolioChange::RuleSwitched(true) => self.rule_on(),
            PortfolioChange::RuleSwitched(false) => self.rule_off(),
            PortfolioChange::RuleRemoved => self.rule_removed(),
            PortfolioChange::ScheduleSet => self.schedule_set(),
            PortfolioChange::ScenarioPut => self.scenario_put(),
            PortfolioChange::ScenarioRemoved => self.scenario_removed(),
            PortfolioChange::Committed => self.committed(),
            PortfolioChange::DecisionRemoved => self.decision_removed(),
            PortfolioChange::Several => self.several(),
        }
        .to_owned()
    }

    /// Why a command was refused.
    pub fn error(self, error: &PortfolioError) -> String {
        match error {
            PortfolioError::UnknownProject(_) => self.unknown_project().to_owned(),
            PortfolioError::UnknownRecord => self.unknown_record().to_owned(),
            PortfolioError::TooFewProjects { needed } => self.too_few(*needed),
            PortfolioError::FollowsRanking => self.follows_ranking().to_owned(),
            PortfolioError::BadLimits => self.bad_limits().to_owned(),
            PortfolioError::TooMany { limit } => self.too_many(*limit),
        }
    }

    /// What a file holds of this part, in a few words; none when it holds nothing.
    pub fn holds(self, part: &Part) -> Option<String> {
        (!part.is_empty()).then(|| self.holds_rules(part.rules.len(), part.scenarios.len()))
    }
}
