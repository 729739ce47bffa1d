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
        add: "添加项目" / "Add a project";
        remove: "移除所选行" / "Remove the selected rows";
        filter: "筛选" / "Filter";
        filter_placeholder: "按名称、负责人、说明筛选" / "Filter by name, owner, description";
        any_status: "全部状态" / "Any status";
        clear_filter: "清除筛选" / "Clear the filter";
        nothing_fits: "没有符合筛选的项目。" / "No project fits the filter.";
        money: "金额单位" / "Unit of money";
        more: "更多" / "More";
        import_csv: "导入或粘贴表格" / "Import or paste a table";
        save_csv: "存成 CSV" / "Save as CSV";
        row: "行" / "Row";
        table: "项目表" / "Project table";
        editing: "编辑" / "Edit";
        empty_cell: "空" / "empty";
        new_row: "新项目" / "New project";
        empty_title: "把候选项目列出来" / "List the candidate projects";
        empty_text: "一行一个项目。直接输入，或从 Excel 复制整块表格粘贴过来。" /
            "One project a row. Type them in, or paste a block of rows from Excel.";
        example_name: "高级计划排程系统" / "Advanced planning and scheduling";
        example_cost: "860 万元" / "8.6 M CNY";
        example_owner: "运营副总裁" / "Vice-president, operations";
        finish_before_start: "完成日期早于开始日期" / "Finishes before it starts";
        key_move: "移动" / "Move";
        key_extend: "扩大选区" / "Extend the selection";
        key_edit: "编辑单元格" / "Edit the cell";
        key_commit: "确认并到下一行" / "Commit and go down";
        key_cancel: "放弃这次输入" / "Drop what was typed";
        key_next: "到右边一格；先按 Esc 再按则离开表格" / "Next cell; after Esc, leave the table";
        key_clear: "清空所选单元格" / "Clear the selected cells";
        key_copy: "复制" / "Copy";
        key_paste: "粘贴（可从 Excel）" / "Paste, also from Excel";
        key_fill: "向下填充" / "Fill down";
        key_line: "单元格内换行" / "Line break in a cell";
        key_new_row: "在下方插入一行" / "Insert a row below";
        key_remove: "移除所选行" / "Remove the selected rows";
        key_row_up: "整行上移" / "Move the row up";
        key_row_down: "整行下移" / "Move the row down";
        key_all: "全选" / "Select all";
    }
    {
        cost_in(unit: &str) => format!("成本（{unit}）"), format!("Cost ({unit})");
        shown_of(shown: usize, all: usize) => format!("显示 {shown}，共 {all} 个项目"), format!("{shown} of {}", count(all, "project", "projects"));
        total(sum: &str) => format!("成本合计 {sum}"), format!("{sum} in all");
        total_without(sum: &str, n: usize) => format!("成本合计 {sum}，{n} 个未填"), format!("{sum} in all, {n} without a cost");
        selected(cells: usize, sum: &str) => format!("已选 {cells} 格，合计 {sum}"), format!("{} selected, sum {sum}", count(cells, "cell", "cells"));
        selected_cells(cells: usize) => format!("已选 {cells} 格"), format!("{} selected", count(cells, "cell", "cells"));
        cell_label(row: usize, field: &str, value: &str) => format!("第 {row} 行，{field}：{value}"), format!("Row {row}, {field}: {value}");
        paste_refused(row: usize, field: &str, why: &str) => format!("第 {row} 行“{field}”：{why}没有粘贴任何内容。"),
            format!("Row {row}, {field}: {why} Nothing was pasted.");
        sort_by(field: &str) => format!("按{field}排序"), format!("Sort by {field}");
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
