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
        circle: "全景：从战略到人，再回到战略" / "The whole loop: from strategy to people and back";
        station_schedule: "排期" / "Schedule";
        station_people: "人员与能力" / "People and competency";
        nothing_strategy: "还没有战略图。可以从模板开始。" / "No map yet. A template is a good start.";
        nothing_projects: "还没有项目。可以从 Excel 粘贴。" / "No projects yet. They can be pasted from Excel.";
        nothing_selection: "还没有准则。可以取自战略目标。" / "No criteria yet. The goals of the strategy can become criteria.";
        nothing_portfolio: "还没有预算和约束。" / "No budget and no constraints yet.";
        nothing_schedule: "还没有排期。先选出项目组合。" / "No schedule yet. Choose a portfolio first.";
        nothing_people: "还没有人做自评。" / "Nobody has taken the self-assessment yet.";
        begin: "开始" / "Begin";
        handover_clear: "交接清楚" / "Handed over";
        handover_later: "还没到这一步" / "Not there yet";
        to_schedule: "打开排期" / "Open the schedule";
        not_ranked: "还排不出名次" / "No ranking yet";
        decisions: "四个决定" / "Four decisions";
        decide_goals: "目标和权重" / "Goals and weights";
        decide_ranking: "项目排序" / "The ranking";
        decide_set: "项目组合" / "The portfolio";
        decide_growth: "每个人的下一步" / "Everybody's next step";
        not_yet: "还没到时候" / "Too early";
        waits: "等着决定" / "Waits for a decision";
        made: "已定" / "Decided";
        changed: "定下之后依据有变" / "decided, its basis has changed since";
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
        goals_without_project(n: usize) => format!("{n} 个目标没有承接"), format!("{} without a carrier", count(n, "goal", "goals"));
        projects_without_goal(n: usize) => format!("{n} 个项目不对应任何目标"), format!("{} serving no goal", count(n, "project", "projects"));
        criteria_behind(n: usize) => format!("准则与目标有 {n} 处不一致"), format!("{} between criteria and goals", count(n, "difference", "differences"));
        missing_scores(n: usize) => format!("缺 {n} 个评分"), format!("{} missing", count(n, "score", "scores"));
        open_gates(n: usize) => format!("{n} 个项目的门槛未答"), format!("{} with an open gate", count(n, "project", "projects"));
        without_value(n: usize) => format!("{n} 个项目还没有价值"), format!("{} without a value", count(n, "project", "projects"));
        schedule_differs(n: usize) => format!("排期与决定差 {n} 个项目"), format!("{} between schedule and decision", count(n, "difference", "differences"));
        roles_overloaded(n: usize) => format!("{n} 个角色超载"), format!("{} overloaded", count(n, "role", "roles"));
        rounds_unfinished(n: usize) => format!("{n} 份自评没答完"), format!("{} unfinished", count(n, "self-assessment", "self-assessments"));
        owners_overloaded(n: usize) => format!("{n} 位负责人担得太多"), format!("{} answering for too much", count(n, "owner", "owners"));
        scheduled(n: usize) => format!("排了 {n} 个项目"), format!("{} scheduled", count(n, "project", "projects"));
        goals_wait(n: usize) => format!("还有 {n} 处没谈定"), format!("{} not agreed", count(n, "point", "points"));
        growth_waits(n: usize) => format!("{n} 人还没有下一步"), format!("{} without a next step", count(n, "person", "people"));
        made_on(date: &str) => format!("{date} 定"), format!("decided {date}");
        made_by(date: &str, by: &str) => format!("{date} 定，{by}"), format!("decided {date}, {by}");
        changed_since(date: &str) => format!("{date} 定，之后依据有变"), format!("decided {date}, its basis has changed since");
        gap_unnamed(n: usize) => format!("{n} 个项目没有名称"), format!("{} without a name", count(n, "project", "projects"));
        gap_no_owner(n: usize) => format!("{n} 个项目没有负责人"), format!("{} without an owner", count(n, "project", "projects"));
        gap_no_cost(n: usize) => format!("{n} 个项目没有成本"), format!("{} without a cost", count(n, "project", "projects"));
        gap_no_dates(n: usize) => format!("{n} 个项目缺开始或完成日期"), format!("{} without start or finish", count(n, "project", "projects"));
        gap_finish_before_start(n: usize) => format!("{n} 个项目的完成日期早于开始日期"),
            format!("{} finishing before the start", count(n, "project", "projects"));
    }
}
