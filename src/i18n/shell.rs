//! Wording of the shell: navigation, top bar, shortcuts, toasts.

use super::count;
use crate::domain::Change;

super::catalogue! {
    /// Texts of the shell.
    Shell
    {
        app_name: "PMO 规划台" / "PMO Planner";
        close: "关闭" / "Close";
        undo: "撤销" / "Undo";
        redo: "重做" / "Redo";
        language_zh: "中文" / "中文";
        language_en: "English" / "English";
        renamed: "已改名" / "Renamed";
        money_unit_set: "已改金额单位" / "Money unit changed";
        project_moved: "已移动项目" / "Project moved";
        content_replaced: "已替换内容" / "Content replaced";
        nothing: "没有变化" / "Nothing changed";
    }
    {
        projects_added(n: usize) => format!("已添加 {n} 个项目"), format!("Added {}", count(n, "project", "projects"));
        projects_edited(n: usize) => format!("已修改 {n} 个项目"), format!("Edited {}", count(n, "project", "projects"));
        projects_removed(n: usize) => format!("已移除 {n} 个项目"), format!("Removed {}", count(n, "project", "projects"));
        projects_merged(edited: usize, added: usize) => format!("已修改 {edited} 个、添加 {added} 个项目"),
            format!("Edited {edited} and added {}", count(added, "project", "projects"));
        undone(what: &str) => format!("已撤销：{what}"), format!("Undone: {what}");
        redone(what: &str) => format!("已重做：{what}"), format!("Redone: {what}");
    }
}

impl Shell {
    /// What a command did.
    pub fn change(self, change: &Change) -> String {
        match change {
            Change::Nothing => self.nothing().to_owned(),
            Change::Renamed => self.renamed().to_owned(),
            Change::MoneyUnitSet => self.money_unit_set().to_owned(),
            Change::ProjectsAdded(n) => self.projects_added(*n),
            Change::ProjectsEdited(n) => self.projects_edited(*n),
            Change::ProjectsMerged { edited, added } => self.projects_merged(*edited, *added),
            Change::ProjectsRemoved(n) => self.projects_removed(*n),
            Change::ProjectMoved => self.project_moved().to_owned(),
            Change::ContentReplaced => self.content_replaced().to_owned(),
        }
    }
}
