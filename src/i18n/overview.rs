//! Wording of the overview.

use super::count;

super::catalogue! {
    /// Texts of the overview.
    Overview
    {
        welcome_title: "从战略到项目，从项目到人" / "From strategy to projects to people";
        welcome_lead: "项目管理办公室的工作台：拆解战略，给项目评分排序，在钱和人力之内选出最好的组合。每个数字都能追到来源。" /
            "A workbench for project management offices: break down the strategy, score and rank projects, and choose the best set that money and people allow. Every number leads back to its source.";
        way_strategy: "战略拆解" / "Break down a strategy";
        way_strategy_text: "从愿景到目标，再到最合适的承载项目。" / "From the vision to goals, and to the projects best able to carry them.";
        way_projects: "选择项目" / "Choose projects";
        way_projects_text: "列出候选项目，或从 Excel 粘贴、从 CSV 导入。" / "List the candidates, paste them from Excel or import a CSV file.";
        way_competency: "能力自评" / "Assess yourself";
        way_competency_text: "我适合做 PMO 吗？二十分钟，一面诚实的镜子。" / "Could I be a PMO member? Twenty minutes, an honest mirror.";
        later: "这一版还没有" / "Not in this version yet";
        open_example: "打开示例" / "Open an example";
        open_file: "打开文件" / "Open a file";
        drop_hint: "也可以把文件拖到窗口里。" / "Or drop a file anywhere in the window.";
        where_data: "数据只存在这台设备的浏览器里，不上传。随时可以存成文件带走。" /
            "Your data stays in this browser on this device; nothing is uploaded. Save it to a file at any time.";
        where_data_more: "存在哪，有多安全" / "Where it is kept, and how safe";
        example_tag: "示例" / "Example";
        example_note: "示例中的企业、人员和数字均为虚构，仅供练习。改动只影响这一份。" /
            "The company, the people and the figures are invented, for practice only. Changes affect this copy alone.";
        by_status: "各状态的项目数和成本" / "Projects and cost by status";
        share: "占比图" / "Share";
        how_many: "个数" / "Count";
        to_projects: "打开项目列表" / "Open the project list";
        no_gaps: "项目信息齐全" / "The project list is complete";
        gaps_hint: "这些只是提示，不影响继续工作。" / "These are hints and stop nothing.";
    }
    {
        all_cost(n: usize, total: &str) => format!("{n} 个项目，合计 {total}"),
            format!("{}, {total} in all", count(n, "project", "projects"));
        some_cost(n: usize, total: &str, without: usize) => format!("{n} 个项目，已知成本合计 {total}，{without} 个未填成本"),
            format!("{}, {total} so far; {without} without a cost", count(n, "project", "projects"));
        no_cost(n: usize) => format!("{n} 个项目，都还没有成本"),
            format!("{}, none with a cost yet", count(n, "project", "projects"));
        gaps(n: usize) => format!("列表里还有 {n} 处待补"), format!("{} still open in the list", count(n, "entry", "entries"));
        gap_unnamed(n: usize) => format!("{n} 个项目没有名称"), format!("{} without a name", count(n, "project", "projects"));
        gap_no_owner(n: usize) => format!("{n} 个项目没有负责人"), format!("{} without an owner", count(n, "project", "projects"));
        gap_no_cost(n: usize) => format!("{n} 个项目没有成本"), format!("{} without a cost", count(n, "project", "projects"));
        gap_no_dates(n: usize) => format!("{n} 个项目缺开始或完成日期"), format!("{} without start or finish", count(n, "project", "projects"));
        gap_finish_before_start(n: usize) => format!("{n} 个项目的完成日期早于开始日期"),
            format!("{} finishing before the start", count(n, "project", "projects"));
    }
}
