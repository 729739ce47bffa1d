//! Wording of the mirror: the gate, k of n, gaps, the index, the comparison of roles. No word shames.

use super::count;

super::catalogue! {
    /// Texts of the mirror.
    Mirror
    {
        title: "镜子" / "Mirror";
        against: "对照岗位" / "Held against";
        unknown_model: "这次作答用的能力模型，这里没有，或者版本更新。作答都还在，只是这里算不了结果。打开带有那个模型的文件就能看。" /
            "The model that these answers were given to is not here, or is a later version. The answers are kept; only the result cannot be worked out here. Open a file that holds that model to see it.";
        nothing_yet: "还没有作答。" / "No answers yet.";
        answer_now: "去作答" / "Answer";
        edit_answers: "改作答" / "Change answers";
        gate: "先看基本条件" / "Basic conditions first";
        gate_short: "基本条件" / "Basic conditions";
        gate_both: "第一层在两处出现：先当门槛单独看，也按岗位权重计入后面的结果；两处分开说，不相乘。" /
            "Layer 1 stands in two places: first as a gate of its own, then by role weight in what follows. The two are told apart and never multiplied.";
        gate_none: "这个岗位没有设门槛。" / "This role has no gate.";
        item: "能力" / "Competency";
        own_level: "本人" / "Own";
        threshold: "门槛" / "Threshold";
        state: "状态" / "State";
        own_threshold: "本组织设置" / "Set here";
        understanding: "对项目的了解，门槛设在几级" / "Threshold for understanding projects";
        understanding_hint: "“一定”是多少，看企业的项目门槛。这里设的对所有岗位有效；高于岗位目标时，目标随之抬高。" /
            "How much is enough depends on the organisation's projects. What is set here holds for every role; above a role's target it raises the target with it.";
        by_role: "按岗位各自的规定" / "As each role says";
        k_of_n: "达到目标的" / "At the target";
        gaps: "差距，按先后" / "Gaps, by priority";
        gaps_text: "先后按优先度排；没填意愿的按 1 算，优先度相同时佐证弱的在前。" /
            "In order of priority; a missing interest counts as 1, and among equals weaker evidence comes first.";
        no_gaps: "计入的各项都达到了目标。" / "Everything that counts is at its target.";
        open_items: "还没有级别的" / "Without a level yet";
        target: "目标" / "Target";
        gap: "差距" / "Gap";
        weight: "权重" / "Weight";
        priority: "优先度" / "Priority";
        attainment: "达成度" / "Attainment";
        evidence: "佐证" / "Evidence";
        evidence_text: "佐证内容" / "What shows it";
        top_up: "再添一步" / "A step short";
        development: "值得专门下功夫" / "Worth real work";
        met: "已达到" / "Met";
        to_plan: "加入计划" / "Into the plan";
        in_plan: "已在计划里" / "In the plan";
        next_step: "下一步可以" / "A next step";
        index: "综合指数" / "Index";
        index_second: "指数只作参考，先看上面几项。" / "The index comes second; read what stands above first.";
        index_hidden: "评到的权重不足 70%，先不给指数。" / "Less than 70 % of the weight is rated, so there is no index yet.";
        coverage: "覆盖度" / "Coverage";
        picture: "图" / "Picture";
        dots: "本人与目标" / "Own level and target";
        radar: "按层雷达图" / "Radar by layer";
        radar_title: "各层的中位级别与目标" / "Median level and target by layer";
        radar_text: "每条轴是一层，从里到外第 1 到 5 级；实线为本人各项的中位数，虚线为目标的中位数。" /
            "Each axis is a layer, level 1 inside to 5 outside; solid: the median of own levels, dashed: of targets.";
        radar_few: "不到三层，画不成雷达图；看表。" / "Fewer than three layers make no radar; see the table.";
        radar_many: "层多于八，图里只画前八层；全部在表里。" / "More than eight layers: the picture holds the first eight, the table all of them.";
        dots_text: "实心圆点为本人级别，空心菱形为目标；按加权差距从大到小排。" /
            "Filled dot: own level; open diamond: target. Sorted by weighted gap, largest first.";
        layer: "层" / "Layer";
        lowest: "最低的一项" / "Lowest";
        median: "中位数" / "Median";
        rated: "已评" / "Rated";
        layers: "分层看" / "Layer by layer";
        topics: "适合聊一聊的" / "Something to talk about";
        topics_text: "级别高，但还没有佐证或自己没把握。不是说评高了，是说谈起来会有收获。" /
            "High levels without evidence or with low confidence. Not a doubt, but a talk that will pay.";
        no_topics: "没有这样的项。" / "Nothing of the kind.";
        why: "为什么" / "Why";
        fits: "和各岗位比一比" / "Compared with every role";
        fits_text: "先看门槛，再看级别离目标平均差多少；上下都算。" /
            "The gate first, then how far levels are from targets on average, either way.";
        distance: "平均相差" / "Mean distance";
        below: "低于目标" / "Below";
        above: "高于目标" / "Above";
        nearest: "最近的两步" / "Nearest two steps";
        no_steps: "没有差距" / "No gaps";
        not_enough: "评到的还不够" / "Not enough rated";
        at_gate: "门槛" / "gate";
        reflection: "当时写下的" / "What was written then";
        take: "带走" / "Take along";
        print: "打印" / "Print";
        as_file: "存成文件" / "Save to a file";
        dash: "–" / "–";
        no_level: "无级别" / "no level";
        not_answered: "未答" / "not answered";
    }
    {
        label(text: &str) => format!("{text}："), format!("{text}: ");
        pair(name: &str, text: &str) => format!("{name}：{text}"), format!("{name}: {text}");
        aside(text: &str, more: &str) => format!("{text}（{more}）"), format!("{text} ({more})");
        verdict(role: &str, gate: &str, k: usize, n: usize, first: &str) => format!("对照“{role}”：基本条件{gate}，{n} 项里有 {k} 项到了目标。{}", if first.is_empty() { String::new() } else { format!("最先看“{first}”。") }),
            format!("Against {role}: basic conditions {gate}, {k} of {n} at target.{}", if first.is_empty() { String::new() } else { format!(" Look at {first} first.") });
        own_at(level: u8, target: u8) => format!("第 {level} 级，目标第 {target} 级"), format!("level {level}, target {target}");
        gate_title(met: usize, all: usize) => format!("门槛 {met} / {all} 项"), format!("{met} of {all} gate items");
        of(k: usize, n: usize) => format!("{k} / {n} 项"), format!("{k} of {n}");
        of_how(k: usize, n: usize, open: usize) => format!("这个岗位计入 {n} 项（权重大于 0）；级别不低于目标的有 {k} 项，还没有级别的有 {open} 项。"),
            format!("The role counts {n} competencies (weight above 0); {k} are at the target or above, {open} have no level yet.");
        priority_how(weight: u8, gap: u8, interest: u8, result: &str) => format!("权重 {weight} × 差 {gap} 级 ×（1 + 0.15 ×（意愿 {interest} − 1））= {result}"),
            format!("weight {weight} × gap {gap} × (1 + 0.15 × (interest {interest} − 1)) = {result}");
        attainment_how(level: u8, target: u8, result: &str) => format!("（{level} − 1）÷（{target} − 1）= {result}，限在 0 到 1"),
            format!("({level} − 1) ÷ ({target} − 1) = {result}, kept within 0 and 1");
        row_how(name: &str, level: u8, target: u8, gap: u8, priority: &str, attainment: &str) => format!("{name}：第 {level} 级，目标第 {target} 级，差 {gap} 级。优先度：{priority}。达成度：{attainment}。"),
            format!("{name}: level {level}, target {target}, gap {gap}. Priority: {priority}. Attainment: {attainment}.");
        row_open(name: &str, target: u8, weight: u8) => format!("{name}：还没有级别，目标第 {target} 级，权重 {weight}。不算差距；这份权重也不计入指数和覆盖度。"),
            format!("{name}: no level yet, target {target}, weight {weight}. No gap; its weight counts neither in the index nor as covered.");
        index_how(reached: &str, rated: u32, result: &str) => format!("100 × Σ（权重 × 达成度）÷ Σ 已评权重 = 100 × {reached} ÷ {rated} = {result}。达成度 =（级别 − 1）÷（目标 − 1），限在 0 到 1；门槛不乘进来。"),
            format!("100 × Σ(weight × attainment) ÷ Σ rated weight = 100 × {reached} ÷ {rated} = {result}. Attainment = (level − 1) ÷ (target − 1), within 0 and 1; the gate is not multiplied in.");
        coverage_how(rated: u32, all: u32, result: &str) => format!("已评权重 {rated} ÷ 全部权重 {all} = {result}%"),
            format!("rated weight {rated} ÷ weight in all {all} = {result} %");
        percent(number: &str) => format!("{number}%"), format!("{number} %");
        levels_short(n: u8) => format!("差 {n} 级"), count(usize::from(n), "level short", "levels short");
        dots_title_gaps(first: &str, n: usize) => format!("{n} 项还没到目标，最先看“{first}”"),
            format!("{} short of target, {first} first", count(n, "competency", "competencies"));
        dots_title_met(n: usize) => format!("计入的 {n} 项都到了目标"), format!("All {n} that count are at target");
        dots_title_empty(n: usize) => format!("{n} 项都还没有级别"), format!("None of the {n} has a level yet");
        fits_title(role: &str) => format!("现在最接近“{role}”"), format!("Nearest now: {role}");
        distance_how(below: &str, above: &str, result: &str) => format!("低于目标平均 {below} 级 + 高于目标平均 {above} 级 = {result} 级（按权重平均，只算已评的）"),
            format!("{below} levels below on average + {above} above = {result} (by weight, rated only)");
        step(name: &str, from: u8, to: u8) => format!("{name}：第 {from} → {to} 级"), format!("{name}: level {from} → {to}");
        levels(number: &str) => format!("{number} 级"), format!("{number} levels");
        answered_on(day: &str, version: &str) => format!("{day} 作答 · 模型 {version}"), format!("answered {day} · model {version}");
        threshold_level(n: u8) => format!("第 {n} 级起"), format!("from level {n}");
        lowest_is(level: u8, name: &str) => format!("第 {level} 级 · {name}"), format!("level {level} · {name}");
        median_how(levels: &str) => format!("这一层已评级别从小到大：{levels}；取中间，偶数个取中间两个的平均。"),
            format!("Levels rated in this layer in order: {levels}; the middle one, or the mean of the middle two.");
    }
}
