//! Wording of this part's files, links and the dialogs that open them.

use super::count;
use crate::domain::competency::check::Flaw;
use crate::interchange::competency_file::{Kind, ParcelError};
use crate::interchange::competency_link::LinkError;

super::catalogue! {
    /// Texts of files and links.
    Files
    {
        open_title: "打开收到的文件" / "Open a file you received";
        kind_answers: "自评作答" / "Answers of a self-assessment";
        kind_form: "替别人填的空表" / "A blank form to fill in";
        kind_view: "填好的评价" / "A filled form";
        kind_model: "能力模型" / "A competency model";
        keep: "收下" / "Keep it";
        keep_hint: "放进现在打开的工作区，可以撤销。" / "Goes into the open workspace; can be undone.";
        cancel: "不收" / "Do not keep";
        unknown_person: "这份评价说的人不在这个工作区里。先打开那个人的作答文件，再收这一份。" /
            "This view is about somebody who is not in this workspace. Open that person's answers first, then this file.";
        forgotten_person: "这份评价说的人已要求被忘记，不能收。" / "This view is about somebody who asked to be forgotten; it cannot be kept.";
        not_agreed: "填表的人没有同意给本人看，收下后也不会显示。" / "Whoever filled it in did not agree that the person sees it; it will not be shown.";
        nothing_new: "里面的内容这里都有了。" / "Everything in it is here already.";
        with_peers: "存成备份（含同事逐份意见，不给本人）" / "Save a copy with each peer's view (not for the person)";
        peers_too: "含同事逐份意见：只作自己的备份，不给本人" / "With each peer's view: for your own copy, not for the person";
        markdown: "存成 Markdown" / "Save as Markdown";
        csv: "存成 CSV" / "Save as CSV";
        xlsx: "存成 Excel（.xlsx）" / "Save as Excel (.xlsx)";
        encrypted: "存成加密文件" / "Save encrypted";
        link: "做成链接和二维码" / "As a link and QR code";
        link_title: "链接和二维码" / "Link and QR code";
        link_text: "链接里只有级别、把握和意愿，没有名字、佐证和留言。打开的人先看到预览，自己决定收不收。" /
            "The link holds levels, confidence and interest only: no name, no evidence, no comments. Whoever opens it sees a preview and decides whether to keep it.";
        link_copy: "复制链接" / "Copy the link";
        link_copied: "链接已复制" / "Link copied";
        link_qr: "二维码" / "QR code";
        link_preview: "链接里的作答" / "Answers in a link";
        link_preview_text: "这是预览，还没有存到这里。" / "This is a preview; nothing has been stored here.";
        link_damaged: "链接不完整或抄错了。请对方再发一次。" / "The link is cut short or mistyped. Ask for it again.";
        link_too_new: "链接由更新的版本做成。升级后再打开。" / "The link was made by a later version. Update, then open it.";
        link_unknown: "链接用的能力模型这里没有。先打开带有那个模型的文件。" / "The model of this link is not here. Open a file that holds it first.";
        passphrase: "口令" / "Passphrase";
        passphrase_hint: "至少 8 个字。忘了口令就打不开，没有别的办法。" / "At least 8 characters. Without it the file cannot be opened by anybody.";
        passphrase_short: "口令至少 8 个字。" / "The passphrase needs at least 8 characters.";
        passphrase_again: "再输一次" / "Once more";
        passphrase_differs: "两次不一样。" / "The two differ.";
        encrypt: "加密并保存" / "Encrypt and save";
        decrypt: "解开" / "Open";
        encrypting: "正在加密" / "Encrypting";
        locked_title: "加密文件" / "Encrypted file";
        locked_text: "这个文件用口令加了密。" / "This file is encrypted with a passphrase.";
        wrong_passphrase: "口令不对。" / "The passphrase is not right.";
        broken: "文件损坏或不完整，解不开。换一份备份试试。" / "The file is damaged or cut short. Try another copy.";
        not_passphrase: "这个加密文件不是用口令加密的，这里打不开。" / "This file was not encrypted with a passphrase and cannot be opened here.";
        too_strong: "这个文件的口令强度设得太高，浏览器里解不开。" / "The passphrase of this file was made too costly to open in a browser.";
    }
    {
        holds_views(n: usize) => format!("{n} 份评价"), count(n, "view", "views");
        about(name: &str) => format!("关于“{name}”"), format!("about {name}");
        too_new(schema: u32) => format!("这个文件由更新的版本写成（格式 {schema}）。升级后再打开。"), format!("This file was written by a later version (format {schema}). Update, then open it.");
        malformed(what: &str) => format!("文件内容有误（{what}）。换一份备份试试。"), format!("The file has a part that is not as it should be ({what}). Try another copy.");
        flawed(what: &str) => format!("文件里的能力模型用不了：{what}"), format!("The model in the file cannot be used: {what}");
        flaw_twice(key: &str) => format!("代号“{key}”出现了两次。"), format!("The key {key} stands twice.");
        flaw_layer(key: &str) => format!("“{key}”所在的层不存在。"), format!("The layer of {key} is not there.");
        flaw_anchors(key: &str) => format!("“{key}”不是刚好五级行为描述。"), format!("{key} has not exactly five behaviours.");
        flaw_language(name: &str) => format!("“{name}”缺一种语言的文字。"), format!("{name} lacks a text in one language.");
        flaw_weights(role: &str, sum: u32) => format!("“{role}”的权重合计 {sum}，应为 100。"), format!("The weights of {role} sum to {sum} instead of 100.");
        flaw_gate(role: &str, name: &str) => format!("“{role}”里“{name}”的门槛高于目标。"), format!("In {role} the gate of {name} is above its target.");
        flaw_missing(by: &str, key: &str) => format!("“{by}”提到的“{key}”不存在。"), format!("{by} names {key}, which is not there.");
        flaw_empty_layer(name: &str) => format!("“{name}”这一层还没有能力。"), format!("The layer {name} has no competency yet.");
        flaw_choices(name: &str) => format!("情景“{name}”不到两个选项。"), format!("The scenario {name} has fewer than two choices.");
        flaw_empty() => "没有能力，或超过 200 项。".to_owned(), "It has no competency, or more than 200.".to_owned();
    }
}

impl Files {
    /// What a file is for.
    pub const fn kind(self, kind: Kind) -> &'static str {
        match kind {
            Kind::Answers => self.kind_answers(),
            Kind::Form => self.kind_form(),
            Kind::View => self.kind_view(),
            Kind::Model => self.kind_model(),
        }
    }

    /// A flaw of a model; `name` words a key.
    pub fn flaw(self, flaw: &Flaw, name: impl Fn(&str) -> String) -> String {
        match flaw {
            Flaw::Twice(key) => self.flaw_twice(key.as_ref()),
            Flaw::NoLayer(key) => self.flaw_layer(&name(key.as_ref())),
            Flaw::Anchors(key) => self.flaw_anchors(&name(key.as_ref())),
            Flaw::OneLanguage(key) => self.flaw_language(&name(key.as_ref())),
            Flaw::Weights { role, sum } => self.flaw_weights(&name(role.as_ref()), *sum),
            Flaw::GateAboveTarget { role, competency } => {
                self.flaw_gate(&name(role.as_ref()), &name(competency.as_ref()))
            }
            Flaw::NoCompetency { by, competency } => {
                self.flaw_missing(&name(by.as_ref()), competency.as_ref())
            }
            Flaw::EmptyLayer(key) => self.flaw_empty_layer(&name(key.as_ref())),
            Flaw::Choices(key) => self.flaw_choices(&name(key.as_ref())),
            Flaw::Empty => self.flaw_empty(),
        }
    }

    /// Why a file is refused, and what to do.
    pub fn parcel_error(self, error: &ParcelError) -> String {
        match error {
            ParcelError::File(error) => super::import::Import(self.0).file_error(error),
            ParcelError::TooNew(schema) => self.too_new(*schema),
            ParcelError::Malformed(what) => self.malformed(what),
            ParcelError::FlawedModel(flaw) => self.flawed(&self.flaw(flaw, str::to_owned)),
        }
    }

    /// Why a link cannot be read.
    pub const fn link_error(self, error: &LinkError) -> &'static str {
        match error {
            LinkError::Damaged => self.link_damaged(),
            LinkError::TooNew(_) => self.link_too_new(),
            LinkError::UnknownModel(_) => self.link_unknown(),
        }
    }
}
