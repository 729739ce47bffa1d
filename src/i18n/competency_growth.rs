//! Wording of plans, history, others' views, forms and the picture of all.

use super::count;
use crate::domain::competency::crowd::Quarter;
use crate::domain::competency::history::Proof;
use crate::domain::competency::views::Weight;

super::catalogue! {
    /// Texts of plans, history and others' views.
    Growth
    {
        plan: "发展计划" / "Growth plan";
        plan_lead: "一次只做三条以内。每条写清：自己的任务、谁来带、到什么时候、拿什么说明做到了。" /
            "At most three at a time. For each: your own task, who helps, until when, and what will show that it worked.";
        plan_empty: "还没有计划。从镜子里的差距挑一条，或在下面添一条。" / "No steps yet. Take one from the gaps in the mirror, or add one below.";
        add_step: "添一条" / "Add a step";
        from_gaps: "从差距里挑" / "Out of the gaps";
        no_gaps: "没有还没计划的差距。" / "No gap is left without a step.";
        task: "自己的任务" / "Own task";
        suggestion: "模型的建议" / "The model suggests";
        use_suggestion: "用这条建议" / "Use it";
        mentor: "谁来带" / "Who helps";
        due: "到什么时候" / "Until when";
        evidence_wanted: "拿什么说明做到了" / "Evidence wanted";
        status: "状态" / "Status";
        overdue: "已过期" / "Overdue";
        remove_step: "移除这一条" / "Remove this step";
        calendar: "存成日历（.ics）" / "Save as calendar (.ics)";
        calendar_none: "还没有写了日期、还没做完的计划。" / "No open step has a date yet.";
        date_wrong: "不是日期。格式如 2027-03-01。" / "Not a date. Type it like 2027-03-01.";

        history: "历次自评" / "Rounds over time";
        history_lead: "每次完成就留下一张快照。换了意思的项不拿来比，不同的模型分开看。" /
            "Each finished round is a snapshot. What means something else now is not compared, and different models are kept apart.";
        again: "再做一次" / "Answer again";
        round: "哪一次" / "Round";
        index: "指数" / "Index";
        at_target: "达到目标" / "At target";
        changed: "变化" / "Changes";
        change_text: "佐证的日期在上一次自评之后，算证实；只有作答，算自述。" /
            "Confirmed: with evidence dated after the round before. Claimed: the answer alone.";
        from_round: "从" / "From";
        to_round: "到" / "To";
        no_change: "两次之间没有级别变化。" / "No level differs between the two.";
        one_round: "只有一次，还没有可比的。" / "One round only; nothing to compare yet.";
        confirmed: "已证实" / "Confirmed";
        claimed: "自述" / "Claimed";
        looking_back: "回头看：当时其实是几级？" / "Looking back: what was I really then?";
        looking_back_text: "现在再看那次，挑看法变了的几项改。原来的作答保留不动。" /
            "Looking at that round from today, set those that you see differently. The answers as given stay.";
        really: "逐项回头看" / "One by one";
        then: "当时答" / "Answered then";
        looking_back_note: "为什么现在这样看" / "Why it looks different now";
        looking_back_none: "还没有回头看过。" / "Not looked back on yet.";
        as_then: "和当时一样" / "As then";
        course_text: "实心圆点为每次达到目标的项数；各次都按同一个岗位算，才好比。" /
            "Filled dot: how many were at the target that day. All rounds are held against one role, so that they compare.";
        course_text_later: "实心圆点为每次达到目标的项数，空心菱形为回头看时认为的实际项数；各次都按同一个岗位算。" /
            "Filled dot: how many were at the target by the answers then; open diamond: as seen when looking back. All rounds are held against one role.";
        later: "回头看" / "Looking back";
        other_models: "用别的模型做的" / "With another model";
        other_models_text: "意思不同，不放在一起比；点日期看那一次的镜子。" / "They mean something else and are not compared; a date opens its mirror.";
        model: "模型" / "Model";

        others: "别人怎么看" / "Others' views";
        others_lead: "把空表发给上级或同事，他们在自己的设备上填，再发回来。同事满三人才显示，并且只显示分布。" /
            "Hand a blank form to a manager or colleagues; they fill it in on their own device and send it back. Peers are shown from three on, and only as a spread.";
        hand_out: "发一张空表" / "Hand out a form";
        relation: "给谁填" / "For whom";
        message: "想对填表的人说的话（可不填）" / "A word to the one who fills it in (optional)";
        make_form: "存成空表文件" / "Save the blank form";
        form_saved: "空表已存成文件，发给对方就行。" / "The blank form is saved; send it on.";
        received: "收到的" / "Received";
        none_received: "还没有收到别人的评价。收到文件后在这里或从任何页面打开。" / "No views yet. When a file arrives, open it here or on any page.";
        open_received: "打开收到的表" / "Open a filled form";
        by: "谁" / "By";
        anonymous: "未署名" / "Unnamed";
        day: "日期" / "Date";
        consent: "同意给本人看" / "Agrees that the person sees it";
        no_consent: "未同意，不显示" / "Did not agree; not shown";
        remove_view: "移除" / "Remove";
        comparison: "放在一起看" / "Side by side";
        comparison_text: "差别 = 本人 − 对方。正数是本人看得高，负数是对方看得高。不取平均。" /
            "Difference = own − other: positive where the person sees it higher. Nothing is averaged.";
        own: "本人" / "Own";
        difference: "差别" / "Difference";
        peers: "同事" / "Peers";
        not_observed: "没机会看到" / "Not observed";
        agree: "一致" / "Agree";
        mention: "提一句" / "Mention";
        discuss: "值得谈" / "Discuss";
        comments: "留言" / "Comments";
        own_higher: "本人看得高" / "own is higher";
        other_higher: "对方看得高" / "other is higher";

        form: "替别人填的表" / "A form for somebody else";
        form_lead: "按你亲眼看到的选；没机会看到就选“没机会看到”。" / "Choose by what you have seen yourself; where you have not, say so.";
        form_name: "你的名字（可不填）" / "Your name (optional)";
        form_consent: "我同意把这份评价给本人看" / "I agree that the person sees this view";
        form_begin: "开始填" / "Begin";
        form_go_on: "接着填" / "Go on";
        form_look_again: "再看一遍" / "Look through again";
        form_end: "填完了" / "Done";
        form_back: "交回：存成文件" / "Hand back: save to a file";
        form_back_text: "把文件发还给对方。你这里的一份可以留着，也可以移除。" / "Send the file back. Your copy here may stay or be removed.";
        form_returned: "已存成文件，发还给对方就行。" / "Saved; send it back.";
        form_remove: "移除这张表" / "Remove this form";
        form_comment: "一句话说明（可不填）" / "A comment (optional)";
        form_consent_needed: "先勾选同意，再交回。不同意就不用交。" / "Agree first, then hand it back. If you do not agree, there is no need to.";

        team: "全员概览" / "All together";
        team_lead: "每项能力在大家身上怎么分布，哪里是共同的短板，哪里只靠一个人。" /
            "How each competency is spread, which weak links are shared, and what hangs on one person.";
        team_empty: "还没有人完成自评。" / "Nobody has finished a round yet.";
        team_picture: "级别分布" / "Levels by competency";
        team_text: "每格是这一级的人数，颜色越深人越多。达标按各人自己的岗位算。" /
            "Each cell: how many people are at that level; darker is more. At target by each person's own role.";
        share: "达标" / "At target";
        median: "中位数" / "Median";
        without: "无级别" / "No level";
        weak: "共同的短板" / "Shared weak links";
        weak_text: "达标的人最少的几项" / "Where the fewest are at target";
        on_one: "只靠一个人" / "Hangs on one person";
        on_one_text: "做到第 3 级以上的只有一人" / "Only one person is at level 3 or above";
        none_such: "没有" / "None";
        course_title: "各季度末的达标比例" / "Share at target at the end of each quarter";
        people: "人数" / "People";
        quarter: "季度" / "Quarter";
        dash: "–" / "–";
        privacy: "只有汇总，没有名字。" / "Totals only, no names.";

        find_nobody: "有作答找不到是谁的，可能文件被改过。内容都还在。" / "Some rounds belong to nobody here; the file may have been edited. They are kept.";
        find_same_id: "有两个人用了同一个标识，可能文件被改过。两份内容都还在，列表里先显示前一个。" /
            "Two people share one identity; the file may have been edited. Both are kept; the list shows the first.";
        find_join: "合成一个人" / "Join into one";
    }
    {
        step_title(name: &str, from: u8, to: u8) => format!("{name}：第 {from} → {to} 级"), format!("{name}: level {from} → {to}");
        active_of(n: usize, limit: usize) => format!("进行中 {n} / {limit}"), format!("{n} of {limit} active");
        calendar_summary(name: &str, to: u8) => format!("发展计划：{name}，到第 {to} 级"), format!("Growth plan: {name}, to level {to}");
        calendar_task(text: &str) => format!("任务：{text}"), format!("Task: {text}");
        calendar_mentor(text: &str) => format!("谁来带：{text}"), format!("Helped by: {text}");
        calendar_evidence(text: &str) => format!("佐证：{text}"), format!("Evidence: {text}");
        change(name: &str, from: u8, to: u8) => format!("{name}：第 {from} 级 → 第 {to} 级"), format!("{name}: level {from} → {to}");
        course_of_one(first: usize, last: usize, n: usize) => if first == last { format!("{n} 项里达到目标的，头一次和最近一次都是 {last} 项") } else { format!("{n} 项里达到目标的，从 {first} 项到 {last} 项") },
            if first == last { format!("At target: {last} of {n}, then as now") } else { format!("At target: from {first} to {last} of {n}") };
        course_mark(day: &str, k: usize, n: usize, later: Option<usize>, gate: &str) => format!("{day}：{k} / {n} 项达到目标{}，基本条件{gate}", later.map(|later| format!("，回头看是 {later} 项")).unwrap_or_default()),
            format!("{day}: {k} of {n} at target{}; basic conditions: {gate}", later.map(|later| format!(", {later} when looking back")).unwrap_or_default());
        changes_title(confirmed: usize, claimed: usize) => format!("变化 {} 项，其中证实 {confirmed} 项", confirmed + claimed),
            format!("{}, {confirmed} confirmed", count(confirmed + claimed, "change", "changes"));
        second_thoughts(n: usize, day: &str) => format!("{day} 回头看，{n} 项和当时不同"), format!("Looked back {day}: {} differently", count(n, "competency seen", "competencies seen"));
        spread(low: u8, middle: &str, high: u8, seen: usize) => format!("{low}–{high}，中位 {middle}（{seen} 人）"), format!("{low}–{high}, median {middle} ({seen})");
        too_few(seen: usize) => format!("{seen} 人，不满三人不显示"), format!("{seen}; shown from three on");
        peers_waiting(n: usize) => format!("已收到 {n} 位同事的评价，满三位后显示。"), format!("{} so far; shown from three on.", count(n, "peer", "peers"));
        signed(difference: &str) => format!("差 {difference} 级"), format!("{difference}");
        form_for(name: &str) => format!("关于“{name}”"), format!("About {name}");
        form_progress(done: usize, all: usize) => format!("已填 {done} / {all}"), format!("{done} of {all} filled in");
        team_title(people: usize) => format!("{people} 人的能力分布"), format!("The competencies of {}", count(people, "person", "people"));
        team_weak_title(name: &str, share: &str) => format!("“{name}”达标最少：{share}%"), format!("Fewest at target: {name}, {share} %");
        row_how(name: &str, levels: [usize; 5], without: usize, median: &str, share: &str) => format!("{name}：第 1 到 5 级依次 {} 人，还没有级别的 {without} 人。中位数 {median}：{} 个级别从小到大取中间，偶数个取中间两个的平均。{share}", levels.map(|people| people.to_string()).join("、"), levels.iter().sum::<usize>()),
            format!("{name}: {} people at levels 1 to 5, {without} without a level. Median {median}: the middle one of {} levels in order, or the mean of the middle two. {share}", levels.map(|people| people.to_string()).join(", "), levels.iter().sum::<usize>());
        share_how(at: usize, of: usize, share: &str) => format!("达标 {at} 人 ÷ 岗位计入且已评的 {of} 人 = {share}%"), format!("{at} at target ÷ {of} whose role counts it and who are rated = {share} %");
        course_how(at: usize, of: usize, share: &str) => format!("到那时各人最近一次里，达标 {at} 项 ÷ 计入且已评 {of} 项 = {share}%"), format!("everybody by the last round until then: {at} items at target ÷ {of} that count and are rated = {share} %");
        percent(number: &str) => format!("{number}%"), format!("{number} %");
        gates(met: usize, unknown: usize, not_met: usize) => format!("基本条件：迈过 {met} 人，还没评完 {unknown} 人，还没迈过 {not_met} 人"),
            format!("Basic conditions: {met} met, {unknown} unknown, {not_met} not met");
        unread(n: usize) => format!("另有 {n} 人用的是别的模型，没算进来。"), format!("{} used another model and are not counted.", count(n, "person", "people"));
        quarter_name(quarter: Quarter) => format!("{} 年第 {} 季度", quarter.year, quarter.number), format!("Q{} {}", quarter.number, quarter.year);
        find_same_name(name: &str, n: usize) => format!("有 {n} 个人都叫“{name}”。是同一个人就合起来，不是就改个称呼。"),
            format!("{n} people are called “{name}”. Join them if they are one, or rename.");
        find_future(day: &str) => format!("有一次自评的日期是 {day}，在今天之后。检查电脑的日期，或改这次的日期。"),
            format!("A round is dated {day}, after today. Check the computer's date.");
        find_future_evidence(n: usize) => format!("有 {n} 条佐证的日期在今天之后。"), format!("{} dated after today.", count(n, "note of evidence is", "notes of evidence are"));
        find_unknown(model: &str, version: &str, n: usize) => format!("{n} 次自评用的是这里没有的模型“{model}”{version}。作答都在；打开带有那个模型的文件后就能看结果。"),
            format!("{} a model that is not here: {model} {version}. The answers are kept; open a file that holds the model to see the result.", count(n, "round uses", "rounds use"));
        find_later(model: &str, version: &str, n: usize) => format!("{n} 次自评用的是模型“{model}”的更新版本 {version}。作答都在；升级或打开带有那个版本的文件后就能看结果。"),
            format!("{} version {version} of the model {model}, later than the one here. The answers are kept; update, or open a file that holds that version.", count(n, "round uses", "rounds use"));
        find_archived(n: usize) => format!("有一次自评里 {n} 项的意思后来改了，那几项的作答已存档，不计入结果。"),
            format!("In one round {} something else now; those answers are archived and not counted.", count(n, "competency means", "competencies mean"));
        find_active(limit: usize) => format!("有人同时进行的计划超过 {limit} 条，合并文件后会这样。挑几条改成“打算做”。"),
            format!("Somebody has more than {limit} active steps, as happens after a merge. Set some back to planned.");
    }
}

impl Growth {
    /// What stands behind a change.
    pub const fn proof(self, proof: Proof) -> &'static str {
        match proof {
            Proof::Confirmed => self.confirmed(),
            Proof::Claimed => self.claimed(),
        }
    }

    /// What a difference calls for.
    pub const fn weight(self, weight: Weight) -> &'static str {
        match weight {
            Weight::Agree => self.agree(),
            Weight::Mention => self.mention(),
            Weight::Discuss => self.discuss(),
        }
    }
}
