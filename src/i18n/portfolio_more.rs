//! Wording of schedule, frontier, scenarios, robustness and files of the portfolio.

use super::count;

super::catalogue! {
    /// Texts of the further tabs of the portfolio.
    More
    {
        optimise: "选项目并排期" / "Choose projects and starts";
        level: "平衡这一组" / "Level this set";
        aim_overload: "让超载最少" / "Least overload";
        aim_peak: "让峰值最低" / "Lowest peak";
        aim_delay: "让推迟最少" / "Least delay";
        levelling: "正在平衡" / "Levelling";
        optimising: "正在找更好的排期" / "Looking for a better schedule";
        no_level: "开工时间怎么挪都做不到，排期没有改。" / "No starts can do it; the schedule is unchanged.";
        nothing_better: "没有找到更好的排期。" / "No better schedule was found.";
        no_schedule_title: "还没有排期" / "No schedule yet";
        no_schedule_text: "把求出的组合用作排期，或直接选项目并排期。之后可以拖动每一条，看哪个角色会超载。" /
            "Use the set that was found, or choose projects and starts at once. Then drag each bar and watch which role becomes overloaded.";
        from_answer: "用求出的组合" / "Use the set that was found";
        gantt: "甘特图" / "Gantt chart";
        gantt_text: "每条是一个项目，浅色是可以移动的范围。左右方向键或拖动改开工，Delete 移出排期。" /
            "Each bar is a project; the pale strip is where it may move. Arrow keys or dragging move its start, Delete takes it out.";
        gantt_file: "排期" / "schedule";
        heat_file: "人力负荷" / "role-load";
        heat_text: "每格是一期的需求和产能，越深越满；红框和感叹号是超载。按 Enter 看谁在用、怎么办。" /
            "Each cell is demand over capacity in a period, darker is fuller; a red frame and a mark are overload. Enter shows who needs it and what can be done.";
        no_overload: "没有超载，各角色都排得下" / "No overload: every role suffices";
        breaches: "排期里要处理的" / "To be settled in this schedule";
        none_broken: "排期守住了每一条约束" / "The schedule keeps every constraint";
        start: "开工" / "Start";
        finish: "完成" / "Finish";
        demand: "需求" / "Demand";
        capacity: "产能" / "Capacity";
        who: "谁在用" / "Who needs it";
        ways: "怎么办" / "What can be done";
        borrow: "从别的角色借" / "Borrow from another role";
        delay: "推迟一个项目" / "Delay a project";
        split: "中途停一期" / "Pause a project for a period";
        apply: "采用" / "Apply";
        no_delay: "只推迟一个项目解决不了。" / "Delaying one project alone does not solve it.";
        nobody_to_borrow: "这一期没有别的角色有余量。" / "No other role has room in this period.";
        room: "剩余产能还放得下什么" / "What still fits into what is left";
        find_room: "查找" / "Find";
        no_room: "没有项目放得下。" / "No project fits.";
        take_in: "排进来" / "Take it in";
        frontier_title: "有效前沿" / "Efficient frontier";
        frontier_text: "每个点是同样花费下价值最高的一组；粗线是外包络。虚线按性价比从高到低挑，不管必做和下限，只作对照。" /
            "Each point is the most valuable set at its cost; the thick line is the hull. The dashed line picks by value for money without must-do projects and minimums, for contrast only.";
        frontier_file: "有效前沿" / "frontier";
        find_frontier: "画出有效前沿" / "Draw the frontier";
        finding_frontier: "正在逐点求解" / "Solving point by point";
        budgets_lifted: "不计预算上限" / "Without budget limits";
        supported: "在外包络上" / "On the hull";
        naive: "按性价比" / "Value for money";
        membership: "哪些项目在哪个花费下入选" / "Which project is in at which cost";
        membership_text: "从左到右花费递增；实心是入选。" / "Cost grows from left to right; filled is in.";
        membership_file: "入选带" / "membership";
        frontier_fixed: "开工时间固定时才能画前沿。" / "The frontier is drawn for fixed starts.";
        not_complete: "点太多，只画出一部分。" / "Too many points; only a part is drawn.";
        in_word: "入选" / "in";
        out_word: "不选" / "out";
        scenarios_title: "情景" / "Scenarios";
        scenarios_lead: "每个情景在现有约束上改几处，放在一起比。" / "Each scenario changes a few things; compare them side by side.";
        no_scenarios: "还没有情景。在“组合”里试过之后存为情景。" / "No scenarios yet. Try something under “Set”, then save it.";
        solve_all: "全部求解" / "Solve them all";
        changes: "改了什么" / "What it changes";
        no_changes: "现有约束" / "The constraints as they stand";
        actions: "操作" / "Actions";
        band: "分档" / "Band";
        result: "结果" / "Result";
        against_base: "与基准相比" / "Against the base";
        look: "查看" / "Look";
        commit: "定为决定" / "Commit";
        commit_title: "记为决定" / "Record the decision";
        commit_lead: "决定会记下入选项目、开工时间、价值和理由，之后改约束也不会变。" /
            "The decision records projects, starts, value and grounds; later changes leave it as it is.";
        decided_by: "谁决定的" / "Decided by";
        grounds: "理由和代价" / "Grounds and price";
        date: "日期" / "Date";
        decisions: "决定记录" / "Decisions on record";
        no_decisions: "还没有决定。" / "No decision yet.";
        holds: "现行" / "In force";
        rename: "名称" / "Name";
        note: "说明" / "Note";
        not_solved: "未求解" / "Not solved";
        stale: "约束改过，需重新求解" / "Limits have changed since";
        infeasible: "无可行方案" / "Infeasible";
        regret: "遗憾值" / "Regret";
        regret_text: "行是情景的入选组合，列是价值口径；数字是比那个口径下的最优少多少。" /
            "Rows are the sets of scenarios, columns are sets of values; the figure is what is lost against the best under those values.";
        regret_file: "遗憾值" / "regret";
        most_regret: "最多少" / "At most";
        compute_regret: "算出遗憾值" / "Work out the regret";
        differs_in: "各情景的入选项目" / "Which project is in under which scenario";
        core: "核心" / "Core";
        borderline: "边缘" / "Borderline";
        exterior: "出局" / "Exterior";
        core_title: "核心、边缘、出局" / "Core, borderline, exterior";
        compute_core: "求核心指数" / "Work out the core index";
        core_index: "核心指数" / "Core index";
        monte_title: "成本和价值的不确定性" / "Uncertain cost and value";
        monte_lead: "对入选的一组，每个项目的成本和价值各按三角分布抽样。" / "For the chosen set, cost and value of each project are drawn from triangles.";
        cost_low: "成本最低" / "Cost from";
        cost_high: "成本最高" / "Cost to";
        value_low: "价值最低" / "Value from";
        value_high: "价值最高" / "Value to";
        draws: "抽样次数" / "Draws";
        seed: "种子" / "Seed";
        simulate: "模拟" / "Simulate";
        within_budget: "守住预算的把握" / "Chance to stay within every budget";
        simulated_by: "同样的种子给出同样的结果。" / "The same seed gives the same result.";
        exchange: "文件" / "Files";
        exchange_lead: "把模型交给别的求解器，或把排期带走。" / "Take the model to another solver, or the schedule with you.";
        save_lp: "模型存成 LP" / "Save the model as LP";
        save_mps: "模型存成 MPS" / "Save the model as MPS";
        save_project: "排期存成 MS Project XML" / "Save the schedule as MS Project XML";
        save_xlsx: "排期存成 XLSX" / "Save the schedule as XLSX";
        save_csv: "排期存成 CSV" / "Save the schedule as CSV";
        left_out: "没有写进 MS Project 文件的" / "Not in the MS Project file";
        lo_rules: "约束和协同" / "Constraints and synergies";
        lo_values: "价值" / "Values";
        lo_risk: "风险和类别" / "Risk and categories";
        lo_capacity: "逐期变化的产能：文件里取最大值" / "Capacity that changes from period to period: the largest is written";
        lo_shares: "部分实施：文件里按整个项目写" / "Partial funding: projects are written whole";
        lo_profiles: "逐期的人力：文件里写每个角色的总工时" / "Effort by period: the total work of each role is written";
    }
    {
        in_schedule(n: usize, cost: &str) => format!("{n} 个项目，投入 {cost}"), format!("{}, cost {cost}", count(n, "project", "projects"));
        gantt_message(n: usize, last: &str) => format!("{n} 个项目，最后一个到{last}完成"), format!("{}, the last one done in {last}", count(n, "project", "projects"));
        overloaded(n: usize) => format!("{n} 处超载"), format!("{} of overload", count(n, "place", "places"));
        bar(from: &str, to: &str) => format!("{from} 到 {to}"), format!("{from} to {to}");
        cell(role: &str, period: &str, demand: &str, capacity: &str) => format!("{role}，{period}：需要 {demand}，产能 {capacity}"),
            format!("{role}, {period}: {demand} needed of {capacity}");
        hire_by(role: &str, by: &str, from: &str, to: &str) => if from == to { format!("{from}“{role}”增加 {by}") } else { format!("{from}到{to}“{role}”每期增加 {by}") },
            if from == to { format!("Add {by} of {role} in {from}") } else { format!("Add {by} of {role} in each period from {from} to {to}") };
        borrow_by(from: &str, to: &str, by: &str, period: &str) => format!("{period}从“{from}”调 {by} 给“{to}”"),
            format!("Move {by} from {from} to {to} in {period}");
        span(role: &str, from: &str, to: &str, most: &str) => if from == to { format!("“{role}”{from}超 {most}") } else { format!("“{role}”{from}到{to}超载，最多的一期超 {most}") },
            if from == to { format!("{role} in {from}: {most} too much") } else { format!("{role} from {from} to {to}: up to {most} too much in a period") };
        split_it(name: &str, period: &str) => format!("“{name}”在{period}停一期"), format!("Pause {name} in {period}");
        fits(name: &str, start: &str, gain: &str) => format!("“{name}”可在{start}开工，价值多 {gain}"), format!("{name} fits with a start in {start}, {gain} more");
        levelled(before: &str, after: &str) => format!("平衡前 {before}，平衡后 {after}"), format!("Before {before}, after {after}");
        frontier_message(n: usize, knee: &str, share: &str) => format!("{n} 组都划算；花到 {knee}已有最高价值的 {share}"),
            format!("{n} sets are worth their money; {knee} already buys {share} of the highest value");
        point(cost: &str, value: &str, n: usize) => format!("花费 {cost}，价值 {value}，{n} 个项目"), format!("Cost {cost}, value {value}, {}", count(n, "project", "projects"));
        cost_axis(unit: &str) => format!("总投入（{unit}）"), format!("Total cost ({unit})");
        drawn(n: &str, seed: &str) => format!("{n} 次抽样，种子 {seed}"), format!("{n} draws, seed {seed}");
        scenario_name(n: usize) => format!("情景 {n}"), format!("Scenario {n}");
        decided(date: &str, by: &str) => format!("{date}，{by}"), format!("{date}, {by}");
    }
}
