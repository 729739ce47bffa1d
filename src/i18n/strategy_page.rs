//! Wording of the strategy page: views, panel, dialogs, findings.

use chrono::{Datelike, NaiveDate};

use super::{Locale, count};
use crate::i18n::sentences::join;

super::catalogue! {
    /// Texts of the strategy page.
    Page
    {
        outline: "大纲" / "Outline";
        map: "战略地图" / "Map";
        coverage: "覆盖" / "Coverage";
        matrix: "X 矩阵" / "X-matrix";
        flow: "资金流向" / "Money flow";
        progress: "进展" / "Progress";
        table: "表格" / "Table";
        analysis: "分析" / "Analysis";
        versions: "版本" / "Versions";
        views: "视图" / "Views";
        details: "详情" / "Details";
        findings: "发现" / "Findings";
        no_findings: "没有发现问题" / "Nothing found";
        has_findings: "这里有待看的发现" / "Something was found here";
        loose_projects: "还没有来由的项目" / "Projects that serve nothing yet";
        unplaced_head: "未安放" / "Unplaced";
        nothing_chosen: "在大纲或图上选一项，这里显示它的来龙去脉。" / "Choose something in the outline or the picture to see all about it here.";
        outline_hint: "Enter 添加同级，Tab 缩进，Alt 加方向键移动，直接输入即可改名。按问号键看全部快捷键。" /
            "Enter adds a sibling, Tab indents, Alt and arrows move, typing renames. Press ? for all keys.";
        start_title: "把战略拆到最能承载它的项目" / "From a strategy to the projects best able to carry it";
        start_text: "先选一个模板，再从愿景往下写：主题、目标、衡量指标，最后落到项目。" /
            "Choose a template, then write from the vision down: themes, goals, measures, and the projects that carry them.";
        choose_template: "选择模板" / "Choose a template";
        other_template: "换一个模板" / "Another template";
        when_it_fits: "什么时候适合，什么时候不适合" / "When it fits, and when not";
        begin_empty: "从空白开始" / "Begin empty";
        begin_filled: "打开这个示例" / "Open this example";
        guiding_questions: "可以问这些问题" / "Questions to ask";
        pitfalls: "常见的坑" / "Pitfalls";
        name: "名称" / "Name";
        level: "层级" / "Level";
        owner: "负责人" / "Owner";
        due: "期限" / "Due";
        note: "说明" / "Note";
        definition: "运营定义" / "Operational definition";
        definition_hint: "写清对象、范围、口径和时间，使两个人独立判断能得出同一个结论。" /
            "Whom it concerns, the scope, how it is counted and by when, so that two people judging alone agree.";
        perspective: "视角" / "Perspective";
        perspectives: "视角" / "Perspectives";
        perspective_above: "同上级" / "As above";
        perspectives_hint: "视角就是战略地图上的泳道，最上面的排在最前。" / "Perspectives are the lanes of the map, the top one first.";
        add_perspective: "添加视角" / "Add a perspective";
        up: "上移" / "Move up";
        weight: "权重" / "Weight";
        weights_equal: "没有给权重，各项平分" / "No weights stated, all equal";
        weights_direct: "直接给出" / "Stated directly";
        weights_pairwise: "来自两两比较" / "From a pairwise comparison";
        compare: "两两比较" / "Compare in pairs";
        compare_themes: "两两比较权重" / "Compare weights in pairs";
        rule: "汇总规则" / "Roll-up rule";
        made_of: "由什么算出" / "What it is made of";
        progress_none: "下面还没有数值" / "No values below yet";
        roll_up_note: "单项进度超过 100% 按 100% 计，不让一项掩盖另一项；没有数值的不参与。" /
            "Progress above 100 % counts as 100 %, so that one does not hide another; parts without a value are left out.";
        home: "大纲中的位置" / "Place in the outline";
        home_by_link: "跟随支撑最强的一项" / "Under what it carries most";
        to_project_list: "在项目列表中打开" / "Open in the project list";
        remove: "删除" / "Remove";
        contributes_to: "支撑" / "Contributes to";
        carried_by: "由谁支撑" / "Carried by";
        causes: "因果" / "Cause";
        is_cause: "因果关系（做到它，才会带来那个）" / "Cause and effect (once this is reached, that follows)";
        not_agreed: "未达成一致" / "Not agreed";
        strength: "支撑强度" / "Strength";
        unlink: "断开" / "Unlink";
        why_link: "为什么这样判断" / "Why one thinks so";
        catchball: "双向沟通记录" / "Catchball log";
        talk_step: "环节" / "Step";
        talk_by: "谁说的" / "Who said it";
        talk_text: "说了什么" / "What was said";
        talk_add: "记一笔" / "Add to the log";
        choose_one: "选一项" / "Choose one";
        add_link: "添加支撑关系" / "Add a contribution";
        values: "数值" / "Values";
        unit: "单位" / "Unit";
        direction: "方向" / "Direction";
        more_is_better: "越高越好" / "More is better";
        less_is_better: "越低越好" / "Less is better";
        frequency: "频率" / "Frequency";
        baseline: "基线" / "Baseline";
        target: "目标值" / "Target";
        on_day: "日期" / "Day";
        milestones: "中间目标" / "Milestones";
        milestones_hint: "一行一个，如 2027-12-31 22.4" / "One a line, such as 2027-12-31 22.4";
        check_in: "更新进展" / "Check in";
        value: "数值" / "Value";
        confidence: "把握" / "Confidence";
        what_is_behind: "背后发生了什么" / "What is behind it";
        record: "记录" / "Record";
        expected: "应到" / "Expected";
        actual: "实际" / "Actual";
        target_or_actual: "应到或实际" / "Expected or actual";
        last_periods: "最近的数值" / "Latest values";
        status: "状态" / "Status";
        bowling_hint: "每项两行：上面是按进度应到的数值，下面是实际。点名称看详情和更新。" /
            "Two lines for each: above what was expected by then, below what it was. Choose a name for details and check-ins.";
        chart_text: "虚线是应到的进度，实线和圆点是实际数值，竖线是今天。" /
            "Dashed: the expected line. Solid with dots: actual values. Upright: today.";
        coverage_note: "覆盖度：各承载项支撑强度之和除以 3，最多 100%。钱按支撑强度分摊。" /
            "Coverage: the strengths of all carriers summed, by 3, at most 100 %. Money is split by strength.";
        place_project: "安排项目" / "Place a project";
        place_search: "项目名" / "Project";
        best_carrier: "最合理承载" / "Best carriers";
        finder_note: "合理度 = 支撑 40%、成本 20%、时间 20%、负责人余力 10%、团队能力 10% 的加权平均；成本和时间不知道按一半计，能力不知道则不参与。" /
            "Fit: contribution 40 %, cost 20 %, timing 20 %, owner's room 10 %, team capability 10 %. An unknown cost or time counts as half; an unknown capability is left out.";
        capability_note: "团队能力：项目在组合里要用的角色和它的负责人中，做过自评的人对照各自角色的指数，取平均；不足 3 人算作未知，不从排名里看出某一个人。" /
            "Team capability: the mean index, against their own roles, of the people who have assessed themselves and whose role or post the project's plan asks for, with its owner. Fewer than 3 count as unknown, so that a ranking shows nobody's answers.";
        reason_no_cost: "成本未知" / "cost unknown";
        reason_in_time: "赶得上期限" / "in time";
        reason_no_day: "日期未知" / "dates unknown";
        reason_no_owner: "没有负责人" / "no owner";
        reason_no_capability: "团队能力未知" / "team capability unknown";
        reason_too_weak: "支撑不够" / "too weak to carry it";
        what_breaks: "砍掉或推迟会影响什么" / "What breaks if cut or late";
        if_cut: "砍掉" / "Cut";
        if_late: "推迟" / "Late";
        months_late: "推迟几个月" / "Months late";
        months_range: "输入 1 到 240。" / "Enter 1 to 240.";
        way_to_vision: "一路影响到愿景" / "The way up to the vision";
        weigh_too_few: "至少要有两项才能比较。先在大纲里再添一项。" / "It takes two to compare. Add another in the outline first.";
        weigh_by: "谁判断的" / "Judged by";
        weigh_apply: "采用这些权重" / "Use these weights";
        settings: "层级、视角和阈值" / "Levels, perspectives, thresholds";
        levels: "层级" / "Levels";
        levels_hint: "改成你们自己的叫法；不用的层级去掉勾选，已有的内容不会丢。" /
            "Use your own names; untick levels that you leave out. What is there stays.";
        thresholds: "阈值" / "Thresholds";
        thresholds_hint: "发现和状态按这些数判断，默认值只是经验。" / "Findings and statuses go by these; the defaults are judgement.";
        on_track_from: "正常，自" / "On track from";
        attention_from: "需关注，自" / "Needs attention from";
        mismatch_from: "钱与权重相差超过" / "Money off its weight by";
        points_unit: "个百分点" / "points";
        owner_limit: "一人最多负责几项" / "Items for one owner";
        owner_counts_measures: "衡量指标也算一项" / "Measures count as items";
        children_limit: "同一层最多几项" / "Items under one";
        whole_number: "输入 1 到 1000 的整数。" / "Enter a whole number from 1 to 1000.";
        import_outline: "导入大纲" / "Import an outline";
        import_hint: "粘贴 Markdown 列表、缩进文本、OPML 或 CSV，或选一个文件。下面先预览。名称后面的花括号里可以写类别、权重、@负责人、日期和关系，用半角逗号隔开；关系如 ->准时交付=3：-> 是支撑，=> 是因果，等号后面是强度。" /
            "Paste a Markdown list, indented text, OPML or CSV, or choose a file. A preview comes first. A name may be followed by {goal, 40%, @owner, 2027-12-31, ->On time=3}: an arrow is a contribution, => a cause, and the strength comes last.";
        import_take: "加到图里" / "Add to the map";
        save_markdown: "存成 Markdown 大纲" / "Save as a Markdown outline";
        save_opml: "存成 OPML" / "Save as OPML";
        save_csv: "存成 CSV" / "Save as CSV";
        print_a3: "打印一页 A3" / "Print on one A3 page";
        column_depth: "层次" / "Depth";
        column_number: "编号" / "Number";
        column_links: "支撑关系" / "Links";
        outline_leaves: "大纲带层级、名称、负责人、权重、期限、说明、支撑关系和强度、指标的口径与数值；不带成本和开工日、视角、运营定义、汇总规则、关系上的说明和沟通记录、两两比较和版本，这些用工作区文件。" /
            "An outline carries levels, names, owners, weights, days, notes, links with their strengths, and what measures count with their values. Cost and start, perspectives, definitions, roll-up rules, notes and talks of links, comparisons and versions are only in the workspace file.";
        sort_goals: "目标的承接" / "Goals";
        sort_carriers: "没有来由" / "Without a goal";
        sort_money: "钱与权重" / "Money";
        sort_measures: "衡量指标" / "Measures";
        sort_owners: "负责人" / "Owners";
        sort_talks: "未达成一致" / "Not agreed";
        sort_places: "未安放" / "Unplaced";
        sort_wording: "写法" / "Wording";
        summary_no_orphans: "每个目标都有承接" / "Every goal has a carrier";
        summary_open: "打开战略拆解" / "Open the strategy";
        zoom_in: "放大" / "Zoom in";
        zoom_out: "缩小" / "Zoom out";
        zoom_for_names: "图太大，看全图时不写名称；放大后显示。" / "The map is too large to name everything at this size; zoom in for names.";
        fit: "看全图" / "Fit";
        no_perspective: "未分视角" / "No perspective";
        map_text: "从下往上读：箭头从原因指向结果，粗细是强弱；虚线是支撑。红色虚框的目标没有承接。按住 Ctrl 滚动可缩放。" /
            "Read upwards: arrows go from cause to effect, thicker is stronger; dashed ones are contributions. A dashed red frame has no carrier. Ctrl and the wheel zoom.";
        from: "从" / "From";
        to: "到" / "To";
        lag: "见效（月）" / "Lag (months)";
        flow_text: "左边是花钱的项目，中间是各目标分到的钱，右边是它的权重。中间宽、右边窄，是钱多于权重；反过来是钱少于权重。" /
            "Left: projects by money; middle: what each goal gets; right: its weight. A band that narrows gets more than its weight, one that widens less.";
        nothing_carried: "还没有项目支撑目标" / "No project carries a goal yet";
        share_of_money: "占钱" / "Of the money";
        money_word: "钱" / "Money";
        matrix_text: "下为长期，左为当年，上为做法，右为指标；四角是相邻两边的关系：● 强、◐ 中、○ 弱、– 谈过没有。点格子可改。右侧是责任人。" /
            "Below the long term, left this year, above what is done, right how it is measured; the corners relate neighbours: ● strong, ◐ medium, ○ weak, – none. Press a cell to change it. Owners at the side.";
        all_themes: "全部主题" / "All themes";
        coverage_hint: "格子里按 0 到 3 填支撑强度，Delete 清除，方向键移动；数字是按强度分摊的钱。" /
            "In a cell, 0 to 3 set the strength, Delete clears it, arrows move; the figure is the money that goes there by strength.";
        earlier: "上一页" / "Back";
        further: "下一页" / "On";
        all_levels: "全部层级" / "All levels";
        of_all: "占全部" / "Of all";
        nothing_hurts: "砍掉任何一个，覆盖度都不会少" / "Cutting any single one loses no coverage";
        programmes_hint: "按共同目标、同一负责人和依赖关系算相近程度，只看还没有进项目集的项目。依赖来自项目组合里的约束：前提、先后、同进同退。" /
            "Likeness by shared goals, the same owner and dependencies, over projects that are in no programme yet. Dependencies are the portfolio's rules: requires, after, all or none.";
        new_programme: "新项目集" / "New programme";
        do_it: "就这样做" / "Do it";
        weightings: "权重方案" / "Weightings";
        weightings_hint: "改一改主题的权重，看哪些项目的名次会变。得分 = 各目标权重 × 支撑强度 ÷ 3 之和。" /
            "Change the weights and see which carriers change rank. Score: the sum over goals of weight × strength ÷ 3.";
        in_force: "现行" / "In force";
        add_weighting: "添加一套权重" / "Add a weighting";
        put_in_force: "设为现行" / "Put in force";
        one_weighting: "再添一套权重，就能比较名次" / "Add a second weighting to compare ranks";
        ranks_title: "各套权重下的名次" / "Ranks under each weighting";
        carrier: "承载项目" / "Carrier";
        moves: "名次差" / "Moves";
        versions_hint: "在重要的讨论前后各留一版，一年后还能说清改了什么。最多留 20 版。" /
            "Keep one before and after each important talk, so that a year later it is clear what changed. At most 20.";
        version_name: "版本名称" / "Name of the version";
        keep_version: "留一版" / "Keep a version";
        version_before: "之前" / "Before";
        version_after: "之后" / "After";
        compare_file: "和文件比较" / "Compare with a file";
        compare_file_hint: "选一个工作区文件，只比较里面的战略图，不带入任何内容。" / "Choose a workspace file: its map is compared, and nothing of it is taken in.";
        present_map: "现在的图" / "The present map";
        at_top: "最上层" / "the top";
        key_move: "移动" / "Move";
        key_fold: "收起或展开" / "Fold or unfold";
        key_sibling: "在下面添加同级" / "Add a sibling below";
        key_child: "添加下级" / "Add a child";
        key_rename: "改名；直接输入也可以" / "Rename; typing does it too";
        key_in: "缩进" / "Indent";
        key_out: "升级" / "Outdent";
        key_shove: "上移或下移" / "Move up or down";
        key_in_out: "升级或缩进" / "Outdent or indent";
        key_kind: "换层级" / "Change the level";
        key_place: "安排项目" / "Place a project";
        key_weigh: "两两比较同级权重" / "Compare siblings in pairs";
        key_link: "在地图上画关系：方向键或 Tab 选目标，0 到 3 定强度，Enter 连上，Esc 取消" /
            "Draw a link on the map: arrows or Tab choose the target, 0 to 3 its strength, Enter sets it, Esc leaves";
        link_hint: "画关系：选中一个框，拖它顶上的圆点到另一个框；用键盘则按 L，再用方向键或 Tab 选目标，0 到 3 定强度，K 换因果或支撑，Enter 连上，Esc 取消。" /
            "To draw a link, choose a box and drag the dot on its edge to another box. By keyboard: L, then arrows or Tab choose the target, 0 to 3 the strength, K cause or contribution, Enter sets it, Esc leaves.";
        link_set: "连上" / "Set the link";
        link_done: "完成" / "Done";
        link_leave: "取消" / "Leave";
        key_remove: "删除；下级移到“未安放”" / "Remove; what is below is kept as unplaced";
    }
    {
        example_is(title: &str) => format!("示例：{title}"), format!("Example: {title}");
        share_of_siblings(share: &str) => spaced(&["占同级的", share]), format!("{share} of its siblings");
        weight_of_whole(factors: &str, whole: &str) => spaced(&["占全部权重：", factors, " = ", whole]), format!("Of all weight: {factors} = {whole}");
        progress_of(value: &str, status: &str, counted: usize, of: usize) => format!("{value}，{status}（{of} 项中 {counted} 项有数值）"),
            format!("{value}, {} ({counted} of {of} with values)", status.to_lowercase());
        costs(amount: &str) => spaced(&["成本", amount]), format!("Cost {amount}");
        note_and_log(talks: usize) => if talks == 0 { "说明与沟通".to_owned() } else { format!("说明与沟通（{talks} 条）") },
            if talks == 0 { "Note and talks".to_owned() } else { format!("Note and talks ({talks})") };
        measure_stands(actual: &str, expected: &str, progress: &str, status: &str) => format!("实际 {actual}，应到 {expected}，进度 {progress}，{status}"),
            format!("{actual} against {expected} expected, progress {progress}, {}", status.to_lowercase());
        values_so_far(n: usize) => format!("历史数值（{n}）"), format!("Values so far ({n})");
        bowling_title(behind: usize, with: usize, all: usize) => format!("{with} 项有数值的衡量指标里，{behind} 项落后于进度（共 {all} 项）"),
            format!("{behind} of {} with values behind the line ({all} in all)", count(with, "measure", "measures"));
        chart_title(measure: &str) => format!("{measure}：应到与实际"), format!("{measure}: expected and actual");
        covered(degree: &str, weight: &str, share: &str, money: &str) => format!("覆盖度 {degree}。占权重 {weight}，占钱 {share}（{money}）"),
            format!("Covered to {degree}. {weight} of the weight, {share} of the money ({money})");
        place_hint(node: &str) => format!("安排到“{node}”，并说明支撑强度。"), format!("Under {node}, with the strength of its contribution.");
        place_loose(name: &str) => format!("{name}（还没有来由）"), format!("{name} (serves nothing yet)");
        place_new(name: &str) => format!("新建项目“{name}”"), format!("New project {name}");
        nobody_can(goal: &str) => format!("目标“{goal}”目前没有谁能承载：没有任何项目、举措或项目集连到它。"),
            format!("Nobody can carry the goal {goal} at present: no project, initiative or programme is linked to it.");
        best_is(goal: &str, project: &str, strength: &str) => format!("承接目标“{goal}”最合适的是“{project}”：支撑强度 {strength}。"),
            format!("The best carrier for the goal {goal} is {project}: contribution {strength} of 3.");
        reason_strength(strength: &str) => spaced(&["支撑", strength]), format!("contribution {strength}");
        reason_through(strength: &str, through: &str) => spaced(&["通过“", through, "”支撑", strength]), format!("contribution {strength} through {through}");
        reason_cost(amount: &str) => spaced(&["成本", amount]), format!("cost {amount}");
        reason_late(months: u32) => format!("晚 {months} 个月"), count(months as usize, "month late", "months late");
        reason_owner(owner: &str, items: usize) => spaced(&[owner, &format!("已负责 {items} 项")]), format!("{owner} has {}", count(items, "item", "items"));
        reason_capability(value: &str, people: usize) => spaced(&["团队能力", value, &format!("（{people} 人自评的平均）")]), format!("team capability {value} ({people} people)");
        reason_few_known(people: usize, least: usize) => format!("团队能力未知：只有 {people} 人做过自评，不足 {least} 人"),
            format!("team capability unknown: {} assessed themselves, {least} are needed", count(people, "person has", "people have"));
        finish_unknown(name: &str) => format!("“{name}”没有完成日期，说不出推迟会影响什么。先填完成日期。"),
            format!("{name} has no finish date, so nobody can say what a delay does. Fill it in first.");
        nothing_breaks(name: &str) => format!("没有目标因“{name}”少掉覆盖：它支撑的目标由别的承载项顶住，或者它没有支撑目标。"),
            format!("No goal loses coverage through {name}: others carry what it carries, or it carries no goal.");
        late_breaks(name: &str, points: &str, goal: &str) => spaced(&["“", name, "”推迟后，加权覆盖度会少", points, "，受影响最大的目标是“", goal, "”。"]),
            format!("With {name} late, the weighted coverage falls by {points}; the goal hit hardest is {goal}.");
        undated_goals(n: usize) => format!("另有 {n} 个目标没有期限，没法判断。"), format!(" {} no day and cannot be judged.", if n == 1 { "One goal has".to_owned() } else { format!("{n} goals have") });
        points(figure: &str) => format!("{figure} 个百分点"), format!("{figure} percentage {}", if figure == "1.0" || figure == "1" { "point" } else { "points" });
        level_name(kind: &str) => format!("“{kind}”的叫法"), format!("Name for {kind}");
        import_count(n: usize, links: usize, values: usize) => format!("读到 {n} 项、{links} 条关系、{values} 个指标数值"),
            format!("{}, {}, {} read", count(n, "item", "items"), count(links, "link", "links"), count(values, "value", "values"));
        saved_without(saved: &str) => format!("{saved}。成本、视角、沟通记录和版本只在工作区文件里。"), format!("{saved}. Cost, perspectives, talks and versions are only in the workspace file.");
        links_left_out(n: usize) => format!("有 {n} 条关系不带入："), format!("{} not taken in:", count(n, "link is", "links are"));
        link_unknown(row: &str, to: &str) => format!("“{row}” → “{to}”：找不到这一项，或者不止一项叫这个名字"), format!("{row} → {to}: nothing goes by that, or more than one does");
        link_in_circle(row: &str, to: &str) => format!("“{row}” → “{to}”：连上会绕成一圈"), format!("{row} → {to}: it would close a circle");
        measure_without_owner(name: &str) => format!("衡量指标“{name}”没有负责人，数值没有人报。"), format!("The measure {name} has no owner; nobody reports its values.");
        measure_without_target(name: &str) => format!("衡量指标“{name}”缺基线或目标值，看不出进度。"), format!("The measure {name} has no baseline or no target, so no progress can be seen.");
        reading_late(name: &str) => format!("衡量指标“{name}”该更新了。"), format!("The measure {name} is due for a check-in.");
        target_contradicts(name: &str) => format!("衡量指标“{name}”的目标值比基线更差，检查方向。"), format!("The target of {name} is worse than its baseline; check the direction.");
        open_talk(from: &str, to: &str) => format!("“{from}”对“{to}”的支撑还没有谈拢。"), format!("The contribution of {from} to {to} is not agreed yet.");
        unplaced(name: &str) => format!("“{name}”还没有位置：它的上级已删除。"), format!("{name} stands nowhere: what it stood under is gone.");
        serves_nothing(name: &str) => format!("“{name}”没有来由：没有连到任何目标。"), format!("{name} serves no goal: it is linked to none.");
        weights_off(name: &str, sum: &str) => format!("“{name}”下面的权重合计 {sum}，不是 100；计算时按比例折算。"), format!("The weights under {name} sum to {sum} and not to 100; they are taken in proportion.");
        weights_off_top(sum: &str) => format!("最上层的权重合计 {sum}，不是 100；计算时按比例折算。"), format!("The weights at the top sum to {sum} and not to 100; they are taken in proportion.");
        not_measurable(name: &str) => format!("目标“{name}”没有衡量指标：怎样算做到了？"), format!("The goal {name} has no measure: how would one see that it is reached?");
        not_dated(name: &str) => format!("目标“{name}”没有期限。"), format!("The goal {name} has no day by which it is to be reached.");
        not_owned(name: &str) => format!("目标“{name}”没有负责人。"), format!("The goal {name} has no owner.");
        too_many_under(name: &str, n: usize, kind: &str, limit: u32) => format!("“{name}”下面有 {n} 个{kind}，超过 {limit} 个就难记住。"),
            format!("{n} at the level {kind} under {name}; beyond {limit}, nobody keeps them in mind.");
        too_many_top(n: usize, kind: &str, limit: u32) => format!("最上层有 {n} 个{kind}，超过 {limit} 个就难记住。"),
            format!("{n} at the level {kind} at the top; beyond {limit}, nobody keeps them in mind.");
        unnamed(level: &str) => format!("有一个{level}还没有名称。"), format!("One at the level {level} has no name.");
        map_title(goals: usize, arrows: usize, bare: usize) => if bare == 0 { format!("{goals} 个目标，{arrows} 条因果，每个目标都有承接") } else { format!("{goals} 个目标，{arrows} 条因果，{bare} 个目标没有承接") },
            if bare == 0 { format!("{}, {arrows} causes and effects, every goal carried", count(goals, "goal", "goals")) } else { format!("{}, {arrows} causes and effects, {bare} without a carrier", count(goals, "goal", "goals")) };
        money_and_weight(money: &str, weight: &str) => format!("钱 {money}，权重 {weight}"), format!("{money} of money, {weight} of weight");
        to_no_goal(share: &str) => format!("没有目标：{share} 的钱"), format!("No goal: {share} of the money");
        link_choose(from: &str) => format!("从“{from}”连到哪里？"), format!("Where does the link from {from} go?");
        link_ready(from: &str, to: &str, strength: &str) => format!("“{from}” → “{to}”，强度 {strength}"), format!("{from} → {to}, strength {strength}");
        link_there(from: &str, to: &str, now: &str, strength: &str) => format!("“{from}” → “{to}”已经连上，强度 {now}，改为 {strength}"),
            format!("{from} → {to} is linked already with {now}; it becomes {strength}");
        link_stands(from: &str, to: &str, strength: &str) => format!("已连上“{from}” → “{to}”，强度 {strength}"), format!("Linked {from} → {to}, strength {strength}");
        link_circle(way: &str) => format!("连上就会绕成一圈：{way}。换一个目标。"), format!("That would close a circle: {way}. Choose another target.");
        show_all_of(most: usize) => format!("全部画出；否则只画最大的 {most} 项，其余合成一项"), format!("Draw all; otherwise the largest {most} are drawn and the others as one");
        others(n: usize) => format!("其余 {n} 项"), format!("{n} others");
        matrix_title(bottom: usize, left: usize, top: usize, right: usize) => format!("{bottom} 个长期目标、{left} 个年度目标、{top} 项做法、{right} 个指标"),
            format!("{bottom} long-term aims, {left} goals, {top} works, {right} measures");
        matrix_cut(n: usize) => format!("还有 {n} 项放不下，按主题看更清楚"), format!("{n} more do not fit; look theme by theme");
        coverage_title(covered: &str, bare: usize, lost: &str) => spaced(&["加权覆盖度", covered, &format!("，{bare} 个目标没有承接，"), lost, "没有来由"]),
            format!("Covered to {covered} by weight, {bare} without a carrier, {lost} without a goal");
        of_columns(first: usize, last: usize, all: usize) => format!("第 {first} 到 {last} 列，共 {all} 列"), format!("Columns {first} to {last} of {all}");
        of_rows(first: usize, last: usize, all: usize) => format!("第 {first} 到 {last} 行，共 {all} 行"), format!("Rows {first} to {last} of {all}");
        rows_count(n: usize) => format!("{n} 项"), count(n, "item", "items");
        best_title(goals: usize, unable: usize) => if unable == 0 { format!("{goals} 个目标都找得到承载项目") } else { format!("{goals} 个目标里，{unable} 个目前没有谁承载得了") },
            if unable == 0 { format!("All {} can be carried", count(goals, "goal", "goals")) } else { format!("{unable} of {} cannot be carried at present", count(goals, "goal", "goals")) };
        hurts_title(name: &str, points: &str) => format!("最砍不得的是“{name}”：加权覆盖度会少 {points} 个百分点"),
            format!("{name} can least be cut: the weighted coverage would fall by {points} points");
        programmes_title(n: usize) => if n == 0 { "没有要新组的项目集".to_owned() } else { format!("{n} 组项目可以合成项目集") },
            if n == 0 { "No programme suggests itself".to_owned() } else { format!("{} of projects could be programmes", count(n, "group", "groups")) };
        programme_for(goal: &str) => format!("{goal}项目集"), format!("{goal} programme");
        join_programme(names: &str, programme: &str) => spaced(&[names, "可以并入“", programme, "”。"]), format!("{names} could join {programme}.");
        make_programme(names: &str) => spaced(&[names, "可以组成一个项目集。"]), format!("{names} could form a programme.");
        they_share(goals: &str, more: usize) => if more == 0 { spaced(&["共同支撑", goals, "。"]) } else { spaced(&["共同支撑", goals, &format!("等，另有 {more} 个。")]) },
            if more == 0 { format!("They share {goals}.") } else { format!("They share {goals} and {more} more.") };
        bond_needs(project: &str, on: &str) => format!("“{project}”须以“{on}”为前提。"), format!("{project} is done only with {on}.");
        bond_follows(project: &str, on: &str) => format!("“{project}”在“{on}”完成之后才能开工。"), format!("{project} starts only after {on} has finished.");
        bond_together(project: &str, on: &str) => format!("“{project}”和“{on}”同进同退。"), format!("{project} and {on} are done together or not at all.");
        more_bonds(n: usize) => format!("另有 {n} 处依赖。"), format!("{} more.", count(n, "dependency", "dependencies"));
        one_owner(owner: &str) => spaced(&["负责人都是", owner, "。"]), format!("{owner} owns all of them.");
        not_compared(n: usize) => format!("项目太多，还有 {n} 个没有参与比较；先把一部分编进项目集。"), format!("{} too many to compare; put some into programmes first.", count(n, "project is", "projects are"));
        alike(share: &str) => spaced(&["相近程度", share]), format!("likeness {share}");
        weighting_number(n: usize) => format!("方案 {n}"), format!("Weighting {n}");
        weightings_title(all: usize, moved: usize, name: &str, spread: usize) => format!("{all} 套权重下，{moved} 个名次会变，变得最多的是“{name}”，差 {spread} 名"),
            format!("Under {all} weightings {moved} change rank, most of all {name}, by {spread}");
        weightings_same(all: usize) => format!("{all} 套权重下，名次都一样"), format!("All ranks are the same under {all} weightings");
        versions_title(n: usize) => if n == 0 { "还没有留过版本".to_owned() } else { format!("已留 {n} 版") }, if n == 0 { "No version kept yet".to_owned() } else { format!("{} kept", count(n, "version", "versions")) };
        differences_title(n: usize) => if n == 0 { "两版相同".to_owned() } else { format!("有 {n} 处不同") }, if n == 0 { "No difference".to_owned() } else { count(n, "difference", "differences") };
        of_file(name: &str) => format!("文件 {name}"), format!("File {name}");
        was_added(kind: &str, name: &str) => format!("新增{kind}“{name}”"), format!("{kind} {name} is new");
        was_removed(kind: &str, name: &str) => format!("删除{kind}“{name}”"), format!("{kind} {name} is gone");
        was_renamed(from: &str, to: &str) => format!("“{from}”改名为“{to}”"), format!("{from} is now called {to}");
        was_changed(name: &str, from: &str, to: &str) => format!("“{name}”由{from}改为{to}"), format!("{name}: from {from} to {to}");
        was_moved(name: &str, from: &str, to: &str) => format!("“{name}”由“{from}”移到“{to}”下"), format!("{name} moved from {from} to {to}");
        was_reweighed(name: &str, from: &str, to: &str) => format!("“{name}”的权重由 {from} 改为 {to}"), format!("The weight of {name} goes from {from} to {to}");
        was_handed(name: &str, from: &str, to: &str) => spaced(&["“", name, "”的负责人由", from, "换成", to]), format!("The owner of {name} goes from {from} to {to}");
        was_rescheduled(name: &str, from: &str, to: &str) => format!("“{name}”的期限由 {from} 改为 {to}"), format!("{name} is due {to} instead of {from}");
        was_retargeted(name: &str, from: &str, to: &str) => format!("“{name}”的目标值由 {from} 改为 {to}"), format!("The target of {name} goes from {from} to {to}");
        was_relinked(from: &str, to: &str, before: &str, after: &str) => format!("“{from}”对“{to}”的支撑由 {before} 变为 {after}"), format!("{from} to {to}: strength from {before} to {after}");
        summary_title(goals: usize, covered: &str) => format!("{goals} 个目标，加权覆盖度 {covered}"), format!("{}, covered to {covered} by weight", count(goals, "goal", "goals"));
        summary_orphans(n: usize) => format!("{n} 个目标没有承接"), format!("{} without a carrier", count(n, "goal", "goals"));
        summary_on_track(on: usize, all: usize) => if all == 0 { "还没有进展数值".to_owned() } else { format!("{all} 个有数值的目标里 {on} 个正常") },
            if all == 0 { "No progress values yet".to_owned() } else { format!("{on} of {} with values on track", count(all, "goal", "goals")) };
        summary_findings(n: usize) => format!("{n} 处需要看"), format!("{} to look at", count(n, "finding", "findings"));
    }
}

/// Pieces of a Chinese sentence with the right spaces at the seams.
fn spaced(pieces: &[&str]) -> String {
    let mut text = String::new();
    for piece in pieces {
        join(&mut text, piece);
    }
    text
}

impl Page {
    /// Parts of a sentence in a row.
    pub fn join(self, parts: &[String]) -> String {
        match self.0 {
            Locale::Zh => parts.join("，"),
            Locale::En => parts.join(", "),
        }
    }

    /// Two sentences in a row.
    pub fn sentences(self, first: &str, second: &str) -> String {
        match self.0 {
            Locale::Zh => format!("{first}{second}"),
            Locale::En => format!("{first} {second}"),
        }
    }

    /// A day in words: 2027 年 9 月 30 日, 30 September 2027.
    pub fn day(self, date: NaiveDate) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        match self.0 {
            Locale::Zh => format!("{} 年 {} 月 {} 日", date.year(), date.month(), date.day()),
            Locale::En => {
                let month = usize::try_from(date.month0())
                    .ok()
                    .and_then(|month| MONTHS.get(month))
                    .copied()
                    .unwrap_or_default();
                format!("{} {month} {}", date.day(), date.year())
            }
        }
    }
}
