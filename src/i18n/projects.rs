//! Wording of the project list.

use super::count;
use crate::domain::ProjectStatus;

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
        projects(n: usize) => format!("{n} 个项目"), count(n, "project", "projects");
    }
}

impl Projects {
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
