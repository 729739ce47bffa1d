//! Wording of the project list.

use super::{Locale, count};
use crate::domain::money::MoneyScale;
use crate::domain::{Currency, MoneyUnit, ProjectField, ProjectStatus};

super::catalogue! {
    /// Texts of the project list.
    Projects
    {
        title: "项目" / "Projects";
        name: "名称" / "Name";
        owner: "负责人" / "Owner";
        description: "说明" / "Description";
        status: "状态" / "Status";
        cost: "成本" / "Cost";
        start: "开始" / "Start";
        finish: "完成" / "Finish";
        unnamed: "未命名项目" / "Unnamed project";
        candidate: "候选" / "Candidate";
        approved: "已批准" / "Approved";
        active: "进行中" / "Active";
        on_hold: "暂停" / "On hold";
        done: "已完成" / "Done";
        cancelled: "已取消" / "Cancelled";
    }
    {
        cost_in(unit: &str) => format!("成本（{unit}）"), format!("Cost ({unit})");
        projects(n: usize) => format!("{n} 个项目"), count(n, "project", "projects");
    }
}

impl Projects {
    /// The unit of money in words: 万元, `k USD`.
    pub fn money_unit(self, unit: MoneyUnit) -> String {
        let yuan = unit.currency == Currency::CNY;
        let (zh, en) = match unit.scale {
            MoneyScale::One => ("", ""),
            MoneyScale::Thousand => ("千", "k "),
            MoneyScale::TenThousand => ("万", "10k "),
            MoneyScale::Million => ("百万", "M "),
        };
        match self.0 {
            Locale::Zh if yuan => format!("{zh}元"),
            Locale::Zh if zh.is_empty() => unit.currency.to_string(),
            Locale::Zh => format!("{zh} {}", unit.currency),
            Locale::En => format!("{en}{}", unit.currency),
        }
    }

    /// The name of a field.
    pub const fn field(self, field: ProjectField) -> &'static str {
        match field {
            ProjectField::Name => self.name(),
            ProjectField::Owner => self.owner(),
            ProjectField::Description => self.description(),
            ProjectField::Status => self.status(),
            ProjectField::Cost => self.cost(),
            ProjectField::Start => self.start(),
            ProjectField::Finish => self.finish(),
        }
    }

    /// The head of a column: the field's name, with its unit.
    pub fn head(self, field: ProjectField, unit: MoneyUnit) -> String {
        match field {
            ProjectField::Cost => self.cost_in(&self.money_unit(unit)),
            _ => self.field(field).to_owned(),
        }
    }

    /// The word for a status.
    pub const fn status_name(self, status: ProjectStatus) -> &'static str {
        match status {
            ProjectStatus::Candidate => self.candidate(),
            ProjectStatus::Approved => self.approved(),
            ProjectStatus::Active => self.active(),
            ProjectStatus::OnHold => self.on_hold(),
            ProjectStatus::Done => self.done(),
            ProjectStatus::Cancelled => self.cancelled(),
        }
    }
}
