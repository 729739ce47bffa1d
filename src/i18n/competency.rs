//! Wording of the competency part: the start, the questions, what commands did.

use super::count;
use crate::domain::competency::{
    Competency as Part, CompetencyChange, CompetencyError, Relation, StepStatus,
};

super::catalogue! {
    /// Texts of this part.
    Competency
    {
        title: "能力自评" / "Competency";
        loading: "正在取出能力模型" / "Fetching the competency model";
        model_failed: "能力模型没有取到。检查网络后再试；已有的作答都在。" / "The competency model could not be fetched. Check the network and try again; answers given so far are kept.";
        try_again: "再试一次" / "Try again";
        lead: "用二十来分钟照一照：哪些已经稳了，哪些还差一步，下一步做什么。内容只留在这台设备上。" /
            "Twenty minutes for an honest look: what already holds, what is a step short, what to do next. Everything stays on this device.";
        choose_role: "对照哪个岗位？" / "Which role to hold it against?";
        compare_all: "先不选，和所有岗位比一比" / "None yet, compare with every role";
        compare_all_text: "答完看看自己现在最接近哪个岗位。" / "See afterwards which role you are nearest to.";
        your_name: "怎么称呼（可不填）" / "What to call you (may stay empty)";
        your_name_hint: "化名也行。" / "A pseudonym is fine.";
        shared_computer: "这是公用电脑：作答不写进浏览器，走时存成文件带走" / "This is a shared computer: nothing is written to the browser, take your answers away as a file";
        shared_on: "公用电脑模式：作答只在内存里，关掉页面就没有了。" / "Shared computer: answers are in memory only and gone when the page closes.";
        shared_take: "存成文件带走" / "Take them away as a file";
        shared_end: "清空并退出" / "Wipe and leave";
        shared_taken: "已存成文件；现在的作答和文件一致。" / "Saved to a file; it holds the present answers.";
        start: "开始" / "Begin";
        go_on: "接着答" / "Go on";
        unfinished: "还没答完的" / "Not finished yet";
        instruction: "怎么答" / "How to answer";
        about_model: "这个模型从哪来" / "Where this model comes from";
        layers: "四层" / "The four layers";
        article_tag: "原文" / "The article's";
        ours_tag: "本项目拟定" / "Ours";
        own_tag: "本组织" / "The organisation's";
        people: "已有的作答" / "Answers so far";
        person: "谁" / "Who";
        role: "岗位" / "Role";
        no_role: "未选岗位" / "No role";
        last: "最近一次" / "Last round";
        rounds: "次数" / "Rounds";
        in_progress: "作答中" / "In progress";
        unnamed: "未署名" / "Unnamed";
        filter_people: "按称呼或岗位筛选" / "Filter by name or role";
        nobody_fits: "没有符合筛选的人。" / "Nobody fits the filter.";
        more_people: "显示更多" / "Show more";
        team: "全员概览" / "All together";
        forms: "替别人填的表" / "Forms to fill in for others";
        models: "能力模型" / "Competency models";
        open_file: "打开收到的文件" / "Open a file you received";
        findings: "需要留意的" / "To look at";

        eyebrow_level: "级" / "Level";
        question_of: "能力" / "Competency";
        which_level: "稳定做到的最高一级" / "The highest level that holds steadily";
        not_observed: "最近没机会用上" / "No opportunity lately";
        unsure: "说不准" / "Not sure";
        confidence: "有多大把握" / "How sure";
        interest: "想不想做" / "How much you want to do it";
        evidence: "佐证" / "Evidence";
        evidence_wanted: "选到第 4、5 级，请写一条佐证：最近的一件事，别人查得到。" /
            "Levels 4 and 5 ask for evidence: something recent that others can look up.";
        evidence_optional: "写上以后更好谈，不写也行。" / "Makes it easier to talk about; may stay empty.";
        evidence_add: "添一条佐证" / "Add evidence";
        evidence_remove: "移除这条佐证" / "Remove this evidence";
        evidence_text: "哪件事" / "What it was";
        evidence_strength: "有多硬" / "How strong";
        evidence_date: "什么时候" / "When";
        date_future: "日期在今天之后。填实际发生的那天。" / "The date is after today. Give the day on which it happened.";
        date_wrong: "不是日期。格式如 2026-03-01。" / "Not a date. Type it like 2026-03-01.";
        previous: "上一项" / "Previous";
        next: "下一项" / "Next";
        to_end: "答完了" / "To the end";
        rest_coming: "其余各项正在取来，选好的会留着。" / "The other questions are on their way; what you chose is kept.";
        clear_answer: "撤回这项作答" / "Take this answer back";
        all_questions: "全部各项" / "All of them";
        keys_hint: "键盘：1–5 选级，0 没机会，9 说不准，← → 前后翻，Enter 下一项" /
            "Keys: 1–5 for the level, 0 no opportunity, 9 not sure, ← → to turn, Enter for the next";
        key_level: "选第 1–5 级" / "Choose level 1 to 5";
        key_special: "没机会 / 说不准" / "No opportunity / not sure";
        key_turn: "上一项 / 下一项" / "Previous / next";
        saved_at_once: "每答一项都会自动保存，随时可以关掉，下次接着答。" / "Every answer is saved at once; close at any time and go on later.";

        end_title: "就差最后一步" / "Nearly there";
        end_open: "还没答的" / "Not answered yet";
        end_none_open: "各项都有了答复。" / "Everything has an answer.";
        reflection: "一句话：这次最想记住的" / "One sentence: what to remember of this time";
        finish: "完成，看镜子" / "Done, show the mirror";
        look_already: "先看看镜子" / "Look at the mirror already";
        calibrate: "先做四道情景题校准一下（可选，不计分）" / "Calibrate with four scenarios first (optional, never counted)";
        calibration: "情景校准" / "Scenarios";
        calibration_lead: "四道题帮你想一想各级说的是什么。选法不计分，也不进任何结果；答案是专家草拟的，还没有用真人样本验证过。" /
            "Four situations to think with. What you choose counts nowhere; the key is an expert draft that has not been validated on people.";
        scenario_choose: "你会先怎么做？" / "What would you do first?";
        scenario_rationale: "为什么" / "Why";
        scenario_best: "草拟的首选" / "First choice of the draft";
        scenario_yours: "你选的" / "Your choice";
        scenario_related: "相关的能力" / "The competency it is about";
        back_to_questions: "回到各项" / "Back to the questions";
        mirror: "镜子" / "Mirror";
        plan: "发展计划" / "Growth plan";
        history: "历次" / "History";
        others: "别人怎么看" / "Others' views";
        choose_row: "点图里的一行，看它的数字怎么来的。" / "Choose a row of the chart to see how its numbers come about.";
        gone: "这里指向的内容已经不在了。" / "What this address points to is no longer there.";
        to_start: "回到能力自评" / "Back to the start";
        remove_round: "移除这次作答" / "Remove this round";
        remove_person: "移除这个人" / "Remove this person";
        forget_person: "彻底忘记这个人" / "Forget this person for good";
        forget_hint: "连同作答、评价和计划一起移除，以后合并旧文件也不会再带回来。以前的历史版本和导出的文件里还会有，在“数据”页删除。" /
            "Removes answers, views and plans, and older files will not bring them back. Earlier versions and exported files still hold them; delete those on the data page.";
        consent: "本人同意把这些内容留在这个工作区里" / "The person agrees that this is kept in this workspace";
        about_person: "关于这个人" / "About this person";
        post: "职位" / "Post";
        note: "备注" / "Note";

        planned: "打算做" / "Planned";
        active: "正在做" / "Active";
        done: "做到了" / "Done";
        dropped: "不做了" / "Dropped";
        manager: "上级" / "Manager";
        peer: "同事" / "Peer";

        did_person: "已更新人员" / "Person updated";
        did_person_removed: "已移除一个人及其全部内容" / "A person and everything about them removed";
        did_person_forgotten: "已彻底忘记一个人" / "A person forgotten for good";
        did_people_joined: "已合成一个人" / "Two people joined into one";
        did_begun: "已开始一次自评" / "A round begun";
        did_rated: "已记下作答" / "Answer noted";
        did_round: "已更新这次自评" / "Round updated";
        did_round_removed: "已移除一次自评" / "A round removed";
        did_view: "已收下一份评价" / "A view taken in";
        did_view_removed: "已移除一份评价" / "A view removed";
        did_step: "已更新发展计划" / "Growth plan updated";
        did_step_removed: "已移除一条计划" / "A step removed";
        did_form: "已更新表" / "Form updated";
        did_form_removed: "已移除表" / "Form removed";
        did_threshold: "已设置门槛" / "Threshold set";
        did_model: "已更新能力模型" / "Model updated";
        did_model_removed: "已移除能力模型" / "Model removed";
        did_model_chosen: "已换能力模型" / "Model chosen";
        did_taken_in: "已收下文件内容" / "Content taken in";
        not_there: "要改的内容已经不在了，可能在另一处被移除。" / "What was to be changed is no longer there; it may have been removed elsewhere.";
        there_already: "这个代号已经有了。换一个。" / "This key is there already. Choose another.";
        forgotten_person: "这个人已要求被忘记，不能再加回来。" / "This person asked to be forgotten and cannot be added again.";
        model_size: "能力和岗位各要有 1 到 200 个，情景题要有 2 到 8 个选项。" / "A model has between 1 and 200 competencies and roles, a scenario between 2 and 8 choices.";
        layer_in_use: "这一层里还有能力。先把它们移到别的层，再移除这一层。" / "This layer still has competencies. Move them to another layer first.";
    }
    {
        minutes(n: usize) => format!("{n} 项，约 20 分钟"), format!("{n} competencies, about 20 minutes");
        progress(done: usize, all: usize) => format!("已答 {done} / {all}"), format!("{done} of {all} answered");
        place(n: usize, all: usize, layer: &str) => format!("第 {n} / {all} 项 · {layer}"), format!("{n} of {all} · {layer}");
        level(n: u8) => format!("第 {n} 级"), format!("Level {n}");
        go_to(n: usize, name: &str, done: bool) => format!("第 {n} 项 {name}{}", if done { "，已答" } else { "，未答" }),
            format!("{n} {name}, {}", if done { "answered" } else { "not answered" });
        end_text(done: usize, all: usize) => format!("{all} 项里答了 {done} 项。可以现在看镜子，也可以补上余下的。"),
            format!("{done} of {all} are answered. Look at the mirror now, or answer the rest.");
        scenario_place(n: usize, all: usize) => format!("第 {n} / {all} 题"), format!("Scenario {n} of {all}");
        too_many_active(limit: usize) => format!("同时进行的计划最多 {limit} 条。先做完一条，或把一条改成“打算做”。"),
            format!("At most {limit} steps at a time. Finish one, or set one back to planned.");
        not_upwards(from: u8, to: u8) => format!("计划要往上走：从第 {from} 级到第 {to} 级不行。"),
            format!("A step leads upwards; from level {from} to level {to} does not.");
        too_many(limit: usize) => format!("超过 {limit} 条，放不下了。请分成几个工作区。"),
            format!("More than {limit}; use several workspaces.");
        holds_people(people: usize, rounds: usize) => format!("{people} 人的 {rounds} 次自评"),
            format!("{} of {}", count(rounds, "round", "rounds"), count(people, "person", "people"));
        holds_models(n: usize) => format!("{n} 个能力模型"), count(n, "competency model", "competency models");
        holds_forms(n: usize) => format!("{n} 份待填的表"), count(n, "form to fill in", "forms to fill in");
        shown_people(shown: usize, all: usize) => format!("显示 {shown}，共 {all} 人"), format!("{shown} of {}", count(all, "person", "people"));
        summary_people(people: usize) => format!("{people} 人做过能力自评"), format!("{} took the self-assessment", count(people, "person", "people"));
        summary_title(met: usize, people: usize) => format!("{people} 人里有 {met} 人迈过了基本条件"), format!("{met} of {} meet the basic conditions", count(people, "person", "people"));
        summary_started(done: usize, all: usize) => format!("能力自评做到 {done} / {all}"), format!("Self-assessment: {done} of {all} answered");
        summary_weak(names: &str) => format!("达标最少的：{names}"), format!("Fewest at target: {names}");
        summary_active(n: usize) => format!("进行中的发展计划 {n} 条"), format!("{} active", count(n, "growth step", "growth steps"));
        unnamed_number(n: usize) => format!("未署名 {n}"), format!("Unnamed {n}");
    }
}

impl Competency {
    /// What a command did.
    pub fn change(self, change: &CompetencyChange) -> String {
        use CompetencyChange as Did;
        match change {
            Did::PersonSet => self.did_person(),
            Did::PersonRemoved => self.did_person_removed(),
            Did::PersonForgotten => self.did_person_forgotten(),
            Did::PeopleJoined => self.did_people_joined(),
            Did::RoundBegun => self.did_begun(),
            Did::Rated => self.did_rated(),
            Did::RoundEdited => self.did_round(),
            Did::RoundRemoved => self.did_round_removed(),
            Did::ViewSet => self.did_view(),
            Did::ViewRemoved => self.did_view_removed(),
            Did::StepSet => self.did_step(),
            Did::StepRemoved => self.did_step_removed(),
            Did::FormSet => self.did_form(),
            Did::FormRemoved => self.did_form_removed(),
            Did::ThresholdSet => self.did_threshold(),
            Did::ModelSet => self.did_model(),
            Did::ModelRemoved => self.did_model_removed(),
            Did::ModelChosen => self.did_model_chosen(),
            Did::TakenIn => self.did_taken_in(),
        }
        .to_owned()
    }

    /// Why a command was refused.
    pub fn error(self, error: &CompetencyError) -> String {
        match error {
            CompetencyError::NotThere(_) => self.not_there().to_owned(),
            CompetencyError::ThereAlready(_) => self.there_already().to_owned(),
            CompetencyError::Forgotten(_) => self.forgotten_person().to_owned(),
            CompetencyError::TooManyActive { limit } => self.too_many_active(*limit),
            CompetencyError::NotUpwards { from, to } => self.not_upwards(from.get(), to.get()),
            CompetencyError::TooMany { limit } => self.too_many(*limit),
            CompetencyError::LayerInUse(_) => self.layer_in_use().to_owned(),
            CompetencyError::ModelSize => self.model_size().to_owned(),
        }
    }

    /// What a file holds of this part, in a few words; none when it holds nothing.
    pub fn holds(self, part: &Part) -> Option<String> {
        let parts: Vec<String> = [
            (!part.people.is_empty()).then(|| self.holds_people(part.people.len(), part.rounds.len())),
            (!part.models.is_empty()).then(|| self.holds_models(part.models.len())),
            (!part.forms.is_empty()).then(|| self.holds_forms(part.forms.len())),
        ]
        .into_iter()
        .flatten()
        .collect();
        if parts.is_empty() {
            return (!part.is_empty()).then(|| self.title().to_owned());
        }
        Some(parts.join(" · "))
    }

    /// Where a step is.
    pub const fn status(self, status: StepStatus) -> &'static str {
        match status {
            StepStatus::Planned => self.planned(),
            StepStatus::Active => self.active(),
            StepStatus::Done => self.done(),
            StepStatus::Dropped => self.dropped(),
        }
    }

    /// Who looks.
    pub const fn relation(self, relation: Relation) -> &'static str {
        match relation {
            Relation::Manager => self.manager(),
            Relation::Peer => self.peer(),
        }
    }

    /// "Unnamed" where there is no name.
    pub fn shown_name(self, alias: &str) -> String {
        if alias.is_empty() { self.unnamed().to_owned() } else { alias.to_owned() }
    }
}
