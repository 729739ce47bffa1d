//! Wording of refusals: what is wrong, where, what to do.

use super::count;
use crate::domain::DomainError;
use crate::domain::error::ValueError;

super::catalogue! {
    /// Texts of refusals.
    Errors
    {
        unknown_project: "这个项目已经不在列表里了。" / "This project is no longer in the list.";
        duplicate_project: "同一个项目不能加两次。" / "The same project cannot be added twice.";
        read_only: "这里只能看，不能改。在顶栏点“在此编辑”后再试。" / "Read-only here. Choose “Edit here” in the top bar, then try again.";
    }
    {
        too_many_projects(limit: usize) => format!("一个工作区最多放 {limit} 个项目。请先移除一些，或新建一个工作区。"),
            format!("A workspace holds at most {limit} projects. Remove some, or make another workspace.");
        too_long(length: usize, limit: usize) => format!("{length} 个字，最多 {limit} 个。"),
            format!("{}; at most {limit}.", count(length, "character", "characters"));
        not_a_number(text: &str) => format!("“{text}”不是数字。输入如 1200 或 1200.5。"),
            format!("“{text}” is not a number. Type it like 1200 or 1200.5.");
        too_fine(text: &str) => format!("“{text}”比一分钱还细。减少小数位。"),
            format!("“{text}” is finer than one cent. Use fewer decimals.");
        out_of_range(text: &str) => format!("“{text}”太大，存不下。检查金额单位。"),
            format!("“{text}” is too large. Check the money unit.");
        not_a_date(text: &str) => format!("“{text}”不是日期。输入如 2027-03-01。"),
            format!("“{text}” is not a date. Type it like 2027-03-01.");
        not_a_status(text: &str) => format!("没有“{text}”这个状态。可用：候选、已批准、进行中、暂停、已完成、已取消。"),
            format!("“{text}” is not a status. Use candidate, approved, active, on hold, done or cancelled.");
        not_a_currency(text: &str) => format!("“{text}”不是三个字母的货币代码，如 CNY。"),
            format!("“{text}” is not a three-letter currency code such as CNY.");
    }
}

impl Errors {
    /// A refused command.
    pub fn domain(self, error: &DomainError) -> String {
        match error {
            DomainError::UnknownProject(_) => self.unknown_project().to_owned(),
            DomainError::DuplicateProject(_) => self.duplicate_project().to_owned(),
            DomainError::TooManyProjects { limit, .. } => self.too_many_projects(*limit),
            DomainError::ReadOnly => self.read_only().to_owned(),
            DomainError::Strategy(error) => super::strategy::Strategy(self.0).error(error),
            DomainError::Selection(error) => super::selection::Selection(self.0).error(error),
            DomainError::Portfolio(error) => super::portfolio::Portfolio(self.0).error(error),
            DomainError::Competency(error) => super::competency::Competency(self.0).error(error),
        }
    }

    /// A refused value.
    pub fn value(self, error: &ValueError) -> String {
        match error {
            ValueError::TooLong { length, limit } => self.too_long(*length, *limit),
            ValueError::NotANumber(text) => self.not_a_number(text),
            ValueError::TooFine(text) => self.too_fine(text),
            ValueError::OutOfRange(text) => self.out_of_range(text),
            ValueError::NotADate(text) => self.not_a_date(text),
            ValueError::NotAStatus(text) => self.not_a_status(text),
            ValueError::NotACurrency(text) => self.not_a_currency(text),
        }
    }
}
