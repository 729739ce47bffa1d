//! Wording of the model editor.

super::catalogue! {
    /// Texts of the model editor.
    ModelTexts
    {
        title: "能力模型" / "Competency models";
        lead: "内置模型不能改，可以复制一份改成本组织的。改字句，作答沿用；改了意思，旧作答存档不再计入。" /
            "The built-in model stays as it is; copy it to make it the organisation's own. Mended wording keeps answers; a changed meaning archives them.";
        built_in: "内置" / "Built in";
        in_use: "在用" / "In use";
        use_it: "以后的自评用它" / "Use it for new rounds";
        copy: "复制一份来改" / "Copy it to edit";
        edit: "编辑" / "Edit";
        share: "存成文件" / "Save to a file";
        remove: "移除" / "Remove";
        checks: "检查" / "Checks";
        no_flaws: "没有问题：各岗位权重合计 100，门槛不高于目标，两种语言齐全。" /
            "Nothing to mend: weights sum to 100, no gate above its target, both languages are there.";
        name: "名称" / "Name";
        description: "说明" / "Description";
        in_chinese: "中文" / "Chinese";
        in_english: "英文" / "English";
        competencies: "能力" / "Competencies";
        which_competency: "改哪一项" / "Which one";
        layer: "所在的层" / "Layer";
        definition: "定义" / "Definition";
        evidence_prompt: "佐证提示" / "Evidence prompt";
        kind_of_edit: "这次改动" / "This change";
        wording: "只改字句，作答沿用" / "Wording only; answers carry over";
        meaning: "意思变了，旧作答存档" / "The meaning changes; answers are archived";
        add_competency: "添一项能力" / "Add a competency";
        add_role: "添一个岗位（照现在这个复制）" / "Add a role (a copy of this one)";
        name_needed: "先写名称，再添加。" / "Write a name first, then add it.";
        add: "添加" / "Add";
        remove_competency: "移除这项能力" / "Remove this competency";
        roles: "岗位" / "Roles";
        which_role: "改哪个岗位" / "Which role";
        target: "目标" / "Target";
        weight: "权重" / "Weight";
        gate: "门槛" / "Gate";
        no_gate: "不设" / "None";
        weight_wrong: "权重是 0 到 100 的整数。" / "A weight is a whole number from 0 to 100.";
        remove_role: "移除这个岗位" / "Remove this role";
        layers: "层" / "Layers";
        which_layer: "改哪一层" / "Which layer";
        role_in_score: "怎么计入结果" / "How it counts";
        add_layer: "添一层" / "Add a layer";
        remove_layer: "移除这一层" / "Remove this layer";
        scenarios: "情景题" / "Scenarios";
        scenarios_hint: "只用来校准，从不计分。作答时选项顺序打乱，选过之后才显示理由。" /
            "For calibration only, never counted. Choices are shuffled, and the reason is shown only afterwards.";
        which_scenario: "改哪一题" / "Which one";
        situation: "情景" / "Situation";
        about_competency: "关于哪项能力" / "The competency it is about";
        rationale: "为什么这样排" / "Why they are ranked so";
        add_scenario: "添一道情景题" / "Add a scenario";
        remove_scenario: "移除这道题" / "Remove this scenario";
        add_choice: "添一个选项" / "Add a choice";
        effect_3: "最有效" / "Works best";
        effect_2: "有效" / "Works";
        effect_1: "用处不大" / "Helps little";
        effect_0: "会坏事" / "Does harm";
        phrases: "通用文字" / "Texts about the whole";
        phrases_hint: "“不能单独用来决定录用、晋升或薪酬”这一句不能改。" / "The sentence that the result must not decide hiring, promotion or pay on its own cannot be changed.";
        instruction: "怎么答" / "How to answer";
        gate_met: "门槛迈过时" / "When the gate is met";
        gate_unknown: "门槛还没评完时" / "When the gate is not known";
        gate_not_met: "门槛没迈过时" / "When the gate is not met";
    }
    {
        version(text: &str) => format!("版本 {text}"), format!("version {text}");
        sizes(competencies: usize, roles: usize) => format!("{competencies} 项能力，{roles} 个岗位"), format!("{competencies} competencies, {roles} roles");
        copy_of(name: &str) => format!("{name}（本组织）"), format!("{name} (our own)");
        anchor(level: u8) => format!("第 {level} 级行为描述"), format!("Behaviour at level {level}");
        step(from: u8, to: u8) => format!("第 {from} → {to} 级的建议"), format!("Step from level {from} to {to}");
        choice(n: usize) => format!("选项 {n}"), format!("Choice {n}");
        effect_of(n: usize) => format!("选项 {n} 的效果"), format!("How well choice {n} works");
        remove_choice(n: usize) => format!("移除选项 {n}"), format!("Remove choice {n}");
        level_name(level: u8) => format!("第 {level} 级的名称"), format!("Name of level {level}");
        sum(sum: u32) => format!("权重合计 {sum}"), format!("Weights sum to {sum}");
        meaning_count(n: u32) => format!("意思改过 {n} 次"), format!("meaning changed {n} times");
    }
}

impl ModelTexts {
    /// How well a choice works.
    pub const fn effect(self, number: u8) -> &'static str {
        match number {
            0 => self.effect_0(),
            1 => self.effect_1(),
            2 => self.effect_2(),
            _ => self.effect_3(),
        }
    }
}
