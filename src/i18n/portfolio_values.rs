//! Wording of values from the ranking, of weights that would change the choice, and of the table of planning data.

use super::count;

super::catalogue! {
    /// Texts of values and planning data.
    ValueTexts
    {
        take_ranking: "取评分排序的得分" / "Take the values from the ranking";
        see_ranking: "看排序" / "See the ranking";
        no_ranking_now: "现在排不出顺序，沿用上一次的得分。" / "There is no ranking at present; the last scores stand.";
        by_weights: "按哪组权重" / "By which weights";
        weights_in_use: "排序正在用的权重" / "The weights that the ranking uses";
        stop_following: "停止跟随，改为手填" / "Stop following and type them";
        one_set_each: "每组权重各建一组价值" / "A set of values for each set of weights";
        ranking_name: "评分排序" / "Ranking";
        followed_hint: "评分或权重一改，这里跟着变。满分记 1000。" / "They change with scores and weights. The full score counts 1,000.";
        if_weights: "一条准则的权重变了会怎样" / "If the weight of one criterion changes";
        weights_stay: "任何一条准则单独改权重，都改变不了。" / "No weight of a single criterion changes that.";
        weights_need: "价值取自加权求和的评分排序时，这里会列出权重改到多少会变。" /
            "When the values come from a ranking by weighted sum, the weights at which this changes are listed here.";
        compute_weights: "算出权重门槛" / "Work out the weights";
        over_what: "价值在什么范围内变" / "Which values are tried";
        over_mixtures: "几组价值之间的任意折中" / "Any mixture of the sets of values";
        over_weights: "准则权重任意取" / "Any weights of the criteria";
        over_scores: "准则权重任意取，评分在各自范围内" / "Any weights, scores within their ranges";
        core_lead: "随机取上百组价值，逐一精确求解：每次都入选的是核心，从不入选的是出局，其余是边缘，只有它们值得再争论。" /
            "Hundreds of values are drawn and each is solved exactly: core projects are always in, exterior ones never; only the borderline ones are worth debate.";
        core_needs: "要有两组以上价值，或价值取自加权求和的评分排序，才能算。" /
            "It needs two sets of values, or values from a ranking by weighted sum.";
        cost_chart_text: "柱高是落在这一段的次数；竖线是 P50 和 P80：有五成、八成把握不超过的数。" /
            "A bar is how often the cost fell there; the lines are P50 and P80, not exceeded with a chance of fifty and eighty per cent.";
        value_chart_text: "柱高是落在这一段的次数；竖线是 P50 和 P80：有五成、八成把握至少达到的数。" /
            "A bar is how often the value fell there; the lines are P50 and P80, reached with a chance of fifty and eighty per cent.";
        cost_file: "成本分布" / "cost-spread";
        value_file: "价值分布" / "value-spread";
        from_amount: "从" / "From";
        to_amount: "到" / "To";
        times: "次数" / "Times";
        simulating: "正在模拟" / "Simulating";
        free_stopped: "还没有证明这一组最好，所以先不算代价、第二到第十好的方案和入选的原因。" /
            "This set is not proven to be the best, so prices, next-best sets and reasons are not worked out.";
        free_thresholds: "成本变到多少、权重变到多少会换边，只在开工时间固定时算。" /
            "From which costs and weights on it would change sides is worked out for fixed starts only.";
        core_fixed: "核心指数只在开工时间固定时算。" / "The core index is worked out for fixed starts only.";
        only_these: "停止前证明的只有这些。" / "Only these were proven before the stop.";
        work_out_why: "算出原因" / "Work out why";
        find_conflict: "找出互相冲突的约束" / "Find the constraints that conflict";
        more_ways: "还可能有别的出路，没有全部找完。" / "There may be other ways out; not all were looked for.";
        fix_starts: "固定开工时间" / "Fix the starts";
        money_words: "预算是一年最多能花的钱。把候选项目的成本加起来通常会超；这里在不超的前提下，找出总价值最高的一组，并证明没有更好的。" /
            "A budget is the most that may be spent in a year. The candidates together usually cost more; this finds the set of the highest total value that stays within it, and proves that there is none better.";
        show_columns: "表里填什么" / "What the table holds";
        basics: "价值、类别、风险、时间" / "Value, category, risk, time";
        cost_by_year: "各年成本" / "Cost by year";
        cost_by_period: "各期成本" / "Cost by period";
        total_cost: "总成本" / "Total cost";
        plans_hint: "像表格一样填：方向键走，直接输入，Ctrl+V 粘贴从 Excel 复制的一块，Ctrl+Z 撤销。" /
            "Fill it in like a spreadsheet: arrow keys move, typing replaces, Ctrl+V pastes a block from Excel, Ctrl+Z undoes.";
        years_hint: "一年的数平均分到项目在那一年里的各期。" / "A year's amount is spread evenly over the project's periods in that year.";
        periods_hint: "按日历填：项目从开工那一期起才有数。" / "By calendar: a project has figures from the period of its start on.";
        not_a_risk: "风险填 1 到 5，留空表示未评估。" / "Give the risk as 1 to 5, or leave it empty.";
    }
    {
        more_each_period(role: &str, by: &str) => format!("{role}：每期增加 {by}"), format!("{role}: {by} more in every period");
        later_by(rule: &str, n: u32) => format!("把“{rule}”的期限推后 {n} 期"), format!("Allow “{rule}” {} later", count(n as usize, "period", "periods"));
        follows(method: &str, set: &str, n: usize) => format!("跟随评分排序：{method}，权重“{set}”，{n} 个项目"), format!("Follows the ranking: {method}, weights “{set}”, {}", count(n, "project", "projects"));
        cost_twice(leaves: &str) => format!("排序里的{leaves}已经按成本扣分，预算又限制成本：贵的项目受两次影响。想让预算单独管成本，就把它的权重设为 0。"),
            format!("{leaves} in the ranking already takes off for cost, and the budget limits cost again: dear projects are held back twice. To leave cost to the budget, give it weight 0.");
        drops_below(leaf: &str, at: &str, now: &str) => format!("“{leaf}”的权重低于 {at} 就会落选（现在 {now}）。"), format!("In; would drop out below a weight of {at} for {leaf} (now {now}).");
        drops_above(leaf: &str, at: &str, now: &str) => format!("“{leaf}”的权重高于 {at} 就会落选（现在 {now}）。"), format!("In; would drop out above a weight of {at} for {leaf} (now {now}).");
        enters_below(leaf: &str, at: &str, now: &str) => format!("“{leaf}”的权重低于 {at} 就会入选（现在 {now}）。"), format!("Out; would come in below a weight of {at} for {leaf} (now {now}).");
        enters_above(leaf: &str, at: &str, now: &str) => format!("“{leaf}”的权重高于 {at} 就会入选（现在 {now}）。"), format!("Out; would come in above a weight of {at} for {leaf} (now {now}).");
        of_weights(name: &str) => format!("评分排序（{name}）"), format!("Ranking, {name}");
        tried(n: usize, seed: &str, doubt: &str) => format!("试了 {n} 组，种子 {seed}；比例的误差不超过 {doubt}（95 % 的情况下）。"), format!("{} tried, seed {seed}; shares are within {doubt} of the truth 95 % of the time.", count(n, "set", "sets"));
        cost_message(p50: &str, p80: &str) => format!("成本有五成把握不超过 {p50}，八成把握不超过 {p80}"), format!("The cost stays below {p50} with a chance of fifty per cent, below {p80} with eighty");
        value_message(p50: &str, p80: &str) => format!("价值有五成把握达到 {p50}，八成把握达到 {p80}"), format!("The value reaches {p50} with a chance of fifty per cent, {p80} with eighty");
        effort_of(role: &str, unit: &str) => format!("“{role}”各期人力（{unit}）"), format!("Effort of {role} by period ({unit})");
        in_unit(what: &str, unit: &str) => format!("{what}（{unit}）"), format!("{what} ({unit})");
        not_yet(name: &str, start: &str) => format!("“{name}”到{start}才开工，之前没有数。要提前，先改最早开工。"), format!("{name} starts in {start} and has no figures before. Set an earlier start first.");
        no_such_category(name: &str) => format!("没有类别“{name}”。先在“类别”里添加。"), format!("There is no category “{name}”. Add it under Categories first.");
        cell_refused(row: usize, column: &str, why: &str) => format!("第 {row} 行“{column}”：{why}没有粘贴任何内容。"), format!("Row {row}, {column}: {why} Nothing was pasted.");
    }
}
