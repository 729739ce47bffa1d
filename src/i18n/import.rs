//! Wording of files and imports: previews, mappings, refusals.

use super::count;
use crate::interchange::encoding::Encoding;
use crate::interchange::table::TableError;
use crate::interchange::workspace_file::FileError;
use crate::storage::DocumentError;

super::catalogue! {
    /// Texts of files and imports.
    Import
    {
        open_title: "打开文件" / "Open a file";
        cancel: "取消" / "Cancel";
        holds: "文件内容" / "What the file holds";
        unnamed: "未命名工作区" / "Unnamed workspace";
        example: "示例数据，虚构" / "Example data, invented";
        open_beside: "作为单独的工作区打开" / "Open as a workspace of its own";
        open_beside_hint: "现在打开的工作区不受影响。" / "The workspace that is open now stays as it is.";
        replace: "替换当前工作区的内容" / "Replace the open workspace's content";
        merge: "合并到当前工作区" / "Merge into the open workspace";
        merge_currency: "两边的货币不同，不能合并。先在项目表里改成同一种货币。" /
            "The currencies differ, so they cannot be merged. Set the same currency in the project table first.";
        nothing_differs: "与当前工作区完全相同。" / "Exactly the same as the open workspace.";
        look: "只读查看" / "Look at it read-only";
        too_new: "这个文件由更新的版本写成。可以只读查看；升级后才能编辑。" /
            "This file was written by a newer version. It can be looked at; update to edit it.";
        too_new_unreadable: "这个文件由更新的版本写成，这一版读不了。请升级后再打开。" /
            "This file was written by a newer version and cannot be read by this one. Update, then open it.";
        csv_title: "导入项目表" / "Import a project table";
        paste: "粘贴表格内容" / "Paste the table";
        paste_hint: "从 Excel 复制整块表格粘贴到这里，或选择一个 CSV 文件。" / "Copy the table in Excel and paste it here, or choose a CSV file.";
        choose_file: "选择文件" / "Choose a file";
        read_paste: "读取" / "Read it";
        has_head: "第一行是表头" / "The first row is the head";
        columns: "每一列对应什么" / "What each column is";
        column: "列" / "Column";
        field: "字段" / "Field";
        sample: "前几行" / "First rows";
        left_out: "不导入" / "Leave out";
        no_name: "还没有一列对应“名称”。没有名称的项目很难认，建议先选好。" /
            "No column is the name yet. Projects without one are hard to tell apart.";
        money: "金额单位" / "Amounts are in";
        same_name: "名称已存在的项目" / "Projects whose name is there already";
        same_update: "更新它" / "Update them";
        same_add: "另加一个" / "Add another";
        same_skip: "跳过" / "Leave out";
        wrong: "有误的单元格" / "Cells that cannot be read";
        place: "位置" / "Place";
        problem: "问题" / "Problem";
        wrong_hint: "这些行不会导入。改好文件后再导一次，同名项目会更新。" /
            "These rows are left out. Correct the file and import it again; projects of the same name are updated.";
        nothing_to_import: "没有可以导入的行。" / "No row can be imported.";
        not_text: "这不是文本文件。请选 .pmo.json 或 .csv 文件；Excel 文件先另存为 CSV。" /
            "This is not a text file. Choose a .pmo.json or .csv file; save an Excel file as CSV first.";
        not_ours: "这个 JSON 文件不是 PMO 规划台存的。请选 .pmo.json 文件。" /
            "This JSON file was not saved by PMO Planner. Choose a .pmo.json file.";
        empty_table: "表里没有内容。先复制几行再粘贴。" / "The table is empty. Copy some rows and paste them.";
        read_failed: "文件读取失败。确认文件还在，再试一次。" / "The file could not be read. Check that it is still there and try again.";
        encoding_utf8: "UTF-8" / "UTF-8";
        encoding_utf16: "UTF-16" / "UTF-16";
        encoding_gb18030: "GB18030" / "GB18030";
    }
    {
        saved_as(name: &str) => format!("已存成 {name}"), format!("Saved as {name}");
        too_large(limit_mb: usize) => format!("文件太大，最多 {limit_mb} MB。"), format!("The file is too large; at most {limit_mb} MB.");
        too_deep(line: usize, limit: usize) => format!("第 {line} 行嵌套超过 {limit} 层，不是正常的工作区文件。"),
            format!("Line {line} nests deeper than {limit} levels; this is no ordinary workspace file.");
        text_too_long(line: usize, limit: usize) => format!("第 {line} 行有一段文字超过 {limit} 个字。缩短后再打开。"),
            format!("A text in line {line} has more than {limit} characters. Shorten it, then open the file again.");
        not_json(line: usize, column: usize) => format!("第 {line} 行第 {column} 个字符处不是合法的 JSON，文件可能不完整。换一份备份试试。"),
            format!("Not valid JSON at line {line}, column {column}; the file may be cut short. Try another copy.");
        malformed(what: &str) => format!("文件内容有误（{what}）。换一份备份试试。"),
            format!("The file has a part that is not as it should be ({what}). Try another copy.");
        too_many_cells(limit: usize) => format!("表格超过 {limit} 个单元格。分成几份导入。"),
            format!("The table has more than {limit} cells. Import it in parts.");
        broken_line(line: u64) => format!("第 {line} 行读不下去。检查那里的引号。"),
            format!("Line {line} cannot be read. Check the quotation marks there.");
        holds_projects(n: usize) => format!("{n} 个项目"), count(n, "project", "projects");
        replace_hint(added: usize, edited: usize, removed: usize) => format!("新增 {added} 个、修改 {edited} 个、移除 {removed} 个项目；可以撤销。"),
            format!("Adds {added}, changes {edited} and removes {}; can be undone.", count(removed, "project", "projects"));
        merge_hint(added: usize, edited: usize, same: usize) => format!("新增 {added} 个、以文件为准修改 {edited} 个项目，{same} 个相同；可以撤销。"),
            format!("Adds {added} and changes {} to what the file says; {same} are the same. Can be undone.", count(edited, "project", "projects"));
        rows_read(n: usize) => format!("{n} 行数据"), count(n, "row", "rows");
        wrong_place(line: u64, column: &str, field: &str) => format!("第 {line} 行 {column} 列（{field}）"),
            format!("Row {line}, column {column} ({field})");
        more_errors(n: usize) => format!("另有 {n} 处"), format!("{n} more");
        summary(added: usize, updated: usize, skipped: usize, wrong: usize) => [
                Some(format!("新增 {added} 个，更新 {updated} 个项目")),
                (skipped > 0).then(|| format!("跳过 {skipped} 个同名项目")),
                (wrong > 0).then(|| format!("{wrong} 行有误不导入")),
            ].into_iter().flatten().collect::<Vec<_>>().join("，"),
            [
                Some(format!("Adds {added} and updates {}", count(updated, "project", "projects"))),
                (skipped > 0).then(|| format!("skips {skipped} of the same name")),
                (wrong > 0).then(|| format!("leaves out {}", count(wrong, "row with errors", "rows with errors"))),
            ].into_iter().flatten().collect::<Vec<_>>().join(", ");
        import_rows(n: usize) => format!("导入 {n} 行"), format!("Import {}", count(n, "row", "rows"));
        column_name(letters: &str, head: &str) => format!("{letters} 列 {head}"), format!("{letters} {head}");
    }
}

impl Import {
    /// Why a file is refused, and what to do.
    pub fn file_error(self, error: &FileError) -> String {
        match error {
            FileError::TooLarge { limit, .. } => self.too_large(limit / 1_000_000),
            FileError::NotText => self.not_text().to_owned(),
            FileError::TooDeep { line, limit } => self.too_deep(*line, *limit),
            FileError::TextTooLong { line, limit } => self.text_too_long(*line, *limit),
            FileError::Document(DocumentError::NotJson { line, column }) => self.not_json(*line, *column),
            FileError::Document(DocumentError::NotOurs) => self.not_ours().to_owned(),
            FileError::Document(DocumentError::Malformed(what)) => self.malformed(what),
        }
    }

    /// Why a table is refused, and what to do.
    pub fn table_error(self, error: &TableError) -> String {
        match error {
            TableError::Empty => self.empty_table().to_owned(),
            TableError::TooManyCells { limit } => self.too_many_cells(*limit),
            TableError::Broken { line } => self.broken_line(*line),
        }
    }

    /// The name of an encoding.
    pub const fn encoding(self, encoding: Encoding) -> &'static str {
        match encoding {
            Encoding::Utf8 => self.encoding_utf8(),
            Encoding::Utf16 => self.encoding_utf16(),
            Encoding::Gb18030 => self.encoding_gb18030(),
        }
    }
}
