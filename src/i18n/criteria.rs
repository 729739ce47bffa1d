//! Wording of criteria and weights.

use super::{Locale, count};
use crate::domain::selection::{Direction, Figure, GateKind, Leaf, Scale, Source, WeightMethod};
use crate::domain::weighting::RandomIndex;

super::catalogue! {
    /// Texts of criteria and weights.
    Criteria
    {
        title: "准则" / "Criteria";
        weights: "权重" / "Weights";
        weight: "权重" / "Weight";
        name: "名称" / "Name";
        measured: "怎么衡量" / "Measured by";
        unnamed: "未命名" / "Unnamed";
        empty_title: "用什么准则来选" / "Which criteria decide";
        empty_text: "从模板开始最快：名称、评分细则和权重都写好了，阈值按自己的规模改。" /
            "A template is quickest: names, rubrics and weights are there; change the thresholds to your size.";
        from_preset: "从模板添加" / "From a template";
        add: "添加" / "Add";
        add_leaf: "添加准则" / "Add a criterion";
        add_group: "添加分组" / "Add a group";
        add_gate: "添加门槛" / "Add a gate";
        add_goals: "从战略目标添加" / "From the strategy's goals";
        goals_group: "战略契合" / "Strategic fit";
        goals_asked: "项目写明的成果，能把这个目标的衡量指标推动多远。" / "How far the stated results move the measures of this goal.";
        from_goals: "来自战略目标" / "From the strategy's goals";
        goals_differ: "准则与战略目标不一致了" / "Criteria and the strategy's goals differ";
        join_raters: "合成评分人的判断" / "Join the raters' judgements";
        joined_raters: "评分人合成" / "Raters together";
        follow_goals: "按战略更新" / "Follow the strategy";
        follow_goals_hint: "一步完成，可以撤销。目标已不在的准则保留评分，权重变成 0。" /
            "One step that can be undone. Criteria whose goal is gone keep their scores and weigh 0.";
        when_it_fits: "什么时候合适" / "When it fits";
        move_up: "上移" / "Move up";
        move_down: "下移" / "Move down";
        remove: "移除" / "Remove";
        group: "所在分组" / "Group";
        top: "最上层" / "Top level";
        all_leaves: "全部准则" / "All criteria";
        definition: "问的是什么" / "What is asked";
        evidence: "怎么读、凭什么" / "How to read it, and evidence";
        gate: "门槛类型" / "Kind of gate";
        gate_must_have: "必须满足（否则出局）" / "Must have (fails without it)";
        gate_must_not: "一票否决（有则出局）" / "Must not (fails with it)";
        gate_must_do: "必做（有则必须做）" / "Must do (obliged by it)";
        direction: "方向" / "Direction";
        benefit: "越多越好" / "More is better";
        cost: "越少越好" / "Less is better";
        target_direction: "越近越好" / "Near a target";
        target: "目标值" / "Target";
        source: "数值来源" / "Where figures come from";
        source_raters: "评分人打分" / "Raters";
        source_cost: "项目成本" / "The project's cost";
        source_npv: "净现值（NPV）" / "Net present value (NPV)";
        source_irr: "内部收益率（IRR）" / "Internal rate of return (IRR)";
        source_mirr: "修正内部收益率（MIRR）" / "Modified rate of return (MIRR)";
        source_payback: "回收期" / "Payback";
        source_discounted: "折现回收期" / "Discounted payback";
        source_pi: "盈利指数（PI）" / "Profitability index (PI)";
        scale: "量表" / "Scale";
        scale_points: "分级打分" / "Levels";
        scale_number: "数值" / "Number";
        scale_yes_no: "是或否" / "Yes or no";
        unit: "单位" / "Unit";
        low: "最小值" / "Least";
        high: "最大值" / "Most";
        range_hint: "权重按这个范围理解；留空则用列表里的最小和最大。" / "Weights refer to this range; blank takes the least and most of the list.";
        needs_number: "这里要填一个数字。" / "A number is needed here.";
        rubric: "评分细则" / "Rubric";
        points: "分值" / "Points";
        add_level: "添加一级" / "Add a level";
        remove_level: "去掉最高一级" / "Remove the top level";
        value_function: "价值函数" / "Value function";
        shape: "形状" / "Shape";
        shape_linear: "直线" / "Straight";
        shape_concave: "凹（先快后慢）" / "Concave (first bits count most)";
        shape_convex: "凸（先慢后快）" / "Convex (last bits count most)";
        shape_s: "S 形" / "S-shaped";
        shape_step: "阶梯" / "Steps";
        shape_piecewise: "折线（可拖动）" / "Piecewise (drag the points)";
        curve_picture: "价值函数的图：横轴是评分，纵轴是价值；底边的短线是各项目。点可拖动，也可用方向键移动。" /
            "Value function: score across, value up; ticks at the bottom are the projects. Drag the points, or move them by arrow keys.";
        bend: "弯曲程度" / "Bend";
        s_middle: "最陡处的位置" / "Where it is steepest";
        s_steepness: "陡的程度" / "How steep";
        points_as_numbers: "用数字填写各点" / "The points as numbers";
        add_point: "加一个点" / "Add a point";
        remove_point: "去掉一个点" / "Remove a point";
        preference: "偏好函数（PROMETHEE 用）" / "Preference function (for PROMETHEE)";
        pref_usual: "常用型：有差就算" / "Usual: any difference counts";
        pref_u: "U 形：超过 q 才算" / "U-shape: counts beyond q";
        pref_v: "V 形：到 p 为止逐渐增加" / "V-shape: grows up to p";
        pref_level: "分级：q 与 p 之间算一半" / "Level: half between q and p";
        pref_linear: "线性：从 q 到 p 逐渐增加" / "Linear: grows from q to p";
        pref_gaussian: "高斯：s 处转弯" / "Gaussian: bends at s";
        no_sets: "还没有权重，所有同级准则按等权重计算。添加一组，各部门、各情景可以并排放。" /
            "No weights yet: siblings count alike. Add a set; those of departments and scenarios stand side by side.";
        add_set: "添加一组权重" / "Add a weight set";
        in_use: "在用" / "In use";
        use_set: "用这一组排序" / "Rank with this set";
        duplicate_set: "复制这一组" / "Duplicate this set";
        remove_set: "移除这一组" / "Remove this set";
        set_name: "这组权重的名称" / "Name of this set";
        set_note: "依据" / "What it rests on";
        scope: "怎么比" / "What is compared";
        scope_levels: "逐层比较同级准则" / "Siblings, level by level";
        scope_leaves: "所有准则一起比" / "All criteria at once";
        scope_mean: "由几组取平均（各算各的，AIP）" / "Mean of several sets (AIP)";
        scope_geometric: "由几组取几何平均（AIP）" / "Geometric mean of several sets (AIP)";
        scope_judgements: "由几组的判断取几何平均（当作一个人，AIJ）" / "Geometric mean of judgements (act as one, AIJ)";
        voices: "评分人自己的判断按评分人权重计入，其他几组各按 1 计；权重为 0 的不计入。" /
            "A rater's own judgements count as much as the rater's weight, other sets 1 each; weight 0 is not heard.";
        made_from: "由哪几组合成" / "Made from";
        method: "方法" / "Method";
        direct: "直接填写" / "Direct";
        ranking: "排次序（ROC）" / "Ranking (ROC)";
        swing: "摆幅赋权" / "Swing weighting";
        pairwise: "两两比较（AHP）" / "Pairwise comparison (AHP)";
        best_worst: "最优最劣法（BWM）" / "Best-worst method (BWM)";
        direct_hint: "填任意非负数，按比例折算；锁定的按百分比保持不变。" / "Any numbers that are not negative, shared in proportion; locked ones stay at their per cent.";
        ranking_hint: "从最重要排到最不重要，按次序折算成权重。" / "Order them from the most to the least important; the order gives the weights.";
        swing_hint: "设想每条准则从最差端变到最好端：最值得的一条记 100，其余与它相比。" /
            "Imagine each going from its worst to its best end: the most worthwhile swing is 100, the others relative to it.";
        pairwise_hint: "每次只比两条：哪条更重要，重要几倍。没比完也能算，只要全都连得上。" /
            "Two at a time: which counts more, and how many times. Gaps are fine as long as all hang together.";
        best_worst_hint: "选出最重要和最不重要的，再分别与其余比较。" / "Choose the most and the least important, then compare the others with both.";
        locked: "锁定" / "Lock";
        vector: "权重取法" / "Weights by";
        eigenvector: "特征向量" / "Eigenvector";
        geometric_mean: "几何平均" / "Geometric mean";
        random_index: "随机一致性指标" / "Random index";
        saaty_2005: "Saaty 2005（n=3 时 0.52）" / "Saaty 2005 (0.52 for n = 3)";
        donegan_dodd: "Donegan 与 Dodd 1991（n=3 时 0.4914）" / "Donegan and Dodd 1991 (0.4914 for n = 3)";
        saaty_classic: "经典表（n=3 时 0.58）" / "Classic (0.58 for n = 3)";
        not_judged: "未比较" / "Not judged";
        best: "最重要" / "Most important";
        worst: "最不重要" / "Least important";
        model: "模型" / "Model";
        linear_model: "线性" / "Linear";
        non_linear_model: "非线性" / "Non-linear";
        from_best: "最重要的是它的" / "The most important counts";
        to_worst: "它是最不重要的" / "Counts, against the least";
    }
    {
        quoted(name: &str) => format!("“{name}”"), name.to_owned();
        drift_missing(names: &str) => format!("战略里新增的目标：{names}。"), format!("Goals without a criterion: {names}.");
        drift_orphaned(names: &str) => format!("目标已不在的准则：{names}。"), format!("Criteria whose goal is gone: {names}.");
        drift_renamed(from: &str, to: &str) => format!("“{from}”的目标现在叫“{to}”。"), format!("The goal of {from} is now called {to}.");
        drift_weights(name: &str, here: &str, there: &str) => format!("“{name}”在这里占 {here}，在战略里占 {there}。"), format!("{name} has {here} here and {there} in the strategy.");
        drift_more(n: usize) => format!("另有 {n} 处权重不同。"), format!("{n} more weights differ.");
        take_preset(name: &str) => format!("采用“{name}”"), format!("Take {name}");
        level_text(level: usize) => format!("第 {level} 级的说法"), format!("Wording of level {level}");
        curve_point(n: usize) => format!("第 {n} 个点"), format!("Point {n}");
        curve_point_at(score: &str, value: &str) => format!("评分 {score}，价值 {value}"), format!("score {score}, value {value}");
        point_score(n: usize) => format!("第 {n} 点的评分"), format!("Score of point {n}");
        point_value(n: usize) => format!("第 {n} 点的价值"), format!("Value of point {n}");
        new_set(n: usize) => format!("第 {n} 组"), format!("Set {n}");
        swing_from(worse: &str, better: &str) => format!("从 {worse} 到 {better}"), format!("from {worse} to {better}");
        times(n: i32) => format!("{n} 倍"), if n == 1 { "as much".to_owned() } else { format!("{n} times") };
    }
}

impl Criteria {
    /// A table of random indices.
    pub const fn random_index_word(self, index: RandomIndex) -> &'static str {
        match index {
            RandomIndex::Saaty2005 => self.saaty_2005(),
            RandomIndex::Classic => self.saaty_classic(),
            RandomIndex::DoneganDodd => self.donegan_dodd(),
        }
    }

    /// A kind of gate.
    pub const fn gate_kind(self, kind: GateKind) -> &'static str {
        match kind {
            GateKind::MustHave => self.gate_must_have(),
            GateKind::MustNot => self.gate_must_not(),
            GateKind::MustDo => self.gate_must_do(),
        }
    }

    /// A direction by its key.
    pub fn direction_word(self, key: &str) -> &'static str {
        match key {
            "cost" => self.cost(),
            "target" => self.target_direction(),
            _ => self.benefit(),
        }
    }

    /// Where figures come from.
    pub const fn source_word(self, source: Source) -> &'static str {
        match source {
            Source::Raters => self.source_raters(),
            Source::Cost => self.source_cost(),
            Source::CashFlow(Figure::Npv) => self.source_npv(),
            Source::CashFlow(Figure::Irr) => self.source_irr(),
            Source::CashFlow(Figure::Mirr) => self.source_mirr(),
            Source::CashFlow(Figure::Payback) => self.source_payback(),
            Source::CashFlow(Figure::DiscountedPayback) => self.source_discounted(),
            Source::CashFlow(Figure::ProfitabilityIndex) => self.source_pi(),
        }
    }

    /// A scale by its key.
    pub fn scale_word(self, key: &str) -> &'static str {
        match key {
            "number" => self.scale_number(),
            "yes_no" => self.scale_yes_no(),
            _ => self.scale_points(),
        }
    }

    /// A shape by its key.
    pub fn shape_word(self, key: &str) -> &'static str {
        match key {
            "concave" => self.shape_concave(),
            "convex" => self.shape_convex(),
            "s" => self.shape_s(),
            "step" => self.shape_step(),
            "piecewise" => self.shape_piecewise(),
            _ => self.shape_linear(),
        }
    }

    /// A preference function by its key.
    pub fn preference_word(self, key: &str) -> &'static str {
        match key {
            "u_shape" => self.pref_u(),
            "v_shape" => self.pref_v(),
            "level" => self.pref_level(),
            "linear" => self.pref_linear(),
            "gaussian" => self.pref_gaussian(),
            _ => self.pref_usual(),
        }
    }

    /// A scope by its key.
    pub fn scope_word(self, key: &str) -> &'static str {
        match key {
            "leaves" => self.scope_leaves(),
            "mean" => self.scope_mean(),
            "geometric" => self.scope_geometric(),
            "judgements" => self.scope_judgements(),
            _ => self.scope_levels(),
        }
    }

    /// A way to find weights.
    pub const fn weight_method(self, method: WeightMethod) -> &'static str {
        match method {
            WeightMethod::Direct => self.direct(),
            WeightMethod::Ranking => self.ranking(),
            WeightMethod::Swing => self.swing(),
            WeightMethod::Pairwise => self.pairwise(),
            WeightMethod::BestWorst => self.best_worst(),
        }
    }

    /// What is asked by a way to find weights.
    pub const fn weight_method_hint(self, method: WeightMethod) -> &'static str {
        match method {
            WeightMethod::Direct => self.direct_hint(),
            WeightMethod::Ranking => self.ranking_hint(),
            WeightMethod::Swing => self.swing_hint(),
            WeightMethod::Pairwise => self.pairwise_hint(),
            WeightMethod::BestWorst => self.best_worst_hint(),
        }
    }

    /// How a leaf is measured, in a few words; `shown` words a number.
    pub fn measure(self, leaf: &Leaf, money: &str, shown: impl Fn(f64) -> String) -> String {
        let direction = match leaf.direction {
            Direction::Benefit => self.benefit().to_owned(),
            Direction::Cost => self.cost().to_owned(),
            Direction::Target(target) => match self.0 {
                Locale::Zh => format!("越近 {} 越好", shown(target.get())),
                Locale::En => format!("nearest to {}", shown(target.get())),
            },
        };
        let scale = match &leaf.scale {
            Scale::Points { levels } => match self.0 {
                Locale::Zh => format!("{} 级", levels.len()),
                Locale::En => count(levels.len(), "level", "levels"),
            },
            Scale::YesNo => self.scale_yes_no().to_owned(),
            Scale::Number { unit, low, high } => {
                let unit = if counts_money(leaf) { money } else { unit };
                let ends = match (low, high) {
                    (Some(low), Some(high)) => format!("{}–{}", shown(low.get()), shown(high.get())),
                    _ => self.scale_number().to_owned(),
                };
                format!("{ends} {unit}").trim().to_owned()
            }
        };
        let source = if leaf.source == Source::Raters {
            String::new()
        } else {
            format!(" · {}", self.source_word(leaf.source))
        };
        format!("{scale} · {direction}{source}")
    }
}

const fn counts_money(leaf: &Leaf) -> bool {
    matches!(leaf.source, Source::Cost | Source::CashFlow(Figure::Npv))
}
