//! Wording of the shell: navigation, bar, palette, shortcuts, toasts, save state.

use super::{Locale, count};
use crate::domain::Change;
use crate::route::Route;

super::catalogue! {
    /// Texts of the shell.
    Shell
    {
        app_name: "PMO 规划台" / "PMO Planner";
        skip: "跳到正文" / "Skip to the content";
        places: "主导航" / "Main navigation";
        overview: "全景" / "Overview";
        projects: "项目" / "Projects";
        data: "数据" / "Data";
        close: "关闭" / "Close";
        undo: "撤销" / "Undo";
        redo: "重做" / "Redo";
        nothing_to_undo: "没有可撤销的操作" / "Nothing to undo";
        nothing_to_redo: "没有可重做的操作" / "Nothing to redo";
        save_file: "存成文件" / "Save to a file";
        open_file: "打开文件" / "Open a file";
        new_workspace: "新建工作区" / "New workspace";
        open_example: "打开示例" / "Open the example";
        palette: "搜索和命令" / "Search and commands";
        palette_hint: "搜索" / "Search";
        palette_placeholder: "输入命令或项目名" / "Type a command or a project";
        palette_none: "没有符合的命令或项目。换个词试试。" / "No command or project fits. Try another word.";
        help: "快捷键" / "Keyboard shortcuts";
        everywhere: "全局" / "Everywhere";
        in_tables: "表格中" / "In tables";
        present: "演示模式" / "Presentation mode";
        leave_present: "退出演示" / "Leave presentation";
        other_language: "切换中英文" / "Switch Chinese and English";
        next_theme: "切换主题" / "Next theme";
        toggle_rail: "收起或展开导航栏" / "Collapse or expand the navigation";
        language: "语言" / "Language";
        language_zh: "中文" / "中文";
        language_en: "English" / "English";
        theme: "主题" / "Theme";
        theme_system: "跟随系统" / "As the system";
        theme_light: "浅色" / "Light";
        theme_dark: "深色" / "Dark";
        workspace: "工作区" / "Workspace";
        workspaces: "所有工作区" / "All workspaces";
        unnamed_workspace: "未命名工作区" / "Unnamed workspace";
        rename: "改名" / "Rename";
        workspace_name: "工作区名称" / "Name of the workspace";
        delete_workspace: "移到回收站" / "Move to the trash";
        done: "完成" / "Done";
        rescued: "上次关闭前没来得及保存的改动已找回。" / "Changes that were not saved when the page closed are back.";
        took_over: "现在由这个标签页编辑。" / "This tab edits now.";
        displaced: "另一个标签页接手了编辑，这里转为只读。" / "Another tab edits now; it is read-only here.";
        displaced_kept: "另一个标签页接手了编辑。这里没来得及保存的改动已留成历史版本，在“数据”页。" /
            "Another tab edits now. What was not saved here is kept as a version on the data page.";
        displaced_lost: "另一个标签页接手了编辑，这里有改动没能留下。" / "Another tab edits now; some changes made here could not be kept.";
        erased_elsewhere: "另一个标签页清空了全部数据。" / "Another tab has erased everything.";
        unreadable_workspace: "这个工作区读不出来。内容已原样留在“数据”页。" / "This workspace cannot be read. Its bytes are kept on the data page.";
        open_data: "查看" / "Look";
        duplicate: "复制一份" / "Duplicate";
        manage: "管理数据" / "Manage data";
        saved: "已保存" / "Saved";
        saving: "保存中" / "Saving";
        not_saved: "未保存" / "Not saved";
        not_yet: "尚无改动" / "No changes yet";
        saved_why: "改动已写入这个浏览器并读回核对。" / "Changes are written to this browser and were read back.";
        saving_why: "正在写入这个浏览器。" / "Being written to this browser.";
        why_denied: "浏览器不让这个页面保存数据，关掉页面就会丢失。请存成文件。" /
            "The browser does not let this page keep data; it is gone when the page closes. Save it to a file.";
        why_full: "浏览器的存储已满。请存成文件，再到“数据”页删掉不用的工作区或版本。" /
            "The browser's storage is full. Save to a file, then delete workspaces or versions on the data page.";
        why_failed: "写入失败，稍后会自动再试。先存成文件更稳妥。" /
            "Writing failed and is tried again by itself. To be safe, save it to a file.";
        why_not_loaded: "负责保存的程序还没有取到，连上网络后会自动再试。先别关页面。" /
            "The code that saves could not be fetched yet and is tried again by itself. Keep the page open.";
        why_read_back: "写入后读回的内容不一致，稍后会自动再试。先存成文件更稳妥。" /
            "What was read back differs from what was written; it is tried again by itself. To be safe, save it to a file.";
        why_other_tab: "另一个标签页正在编辑这个工作区，这里只读并跟随更新。" /
            "Another tab is editing this workspace. It is read-only here and follows along.";
        why_too_new: "这个工作区由更新的版本写成，这里只读。请升级后再编辑。" /
            "This workspace was written by a newer version and is read-only here. Update, then edit.";
        read_only: "只读" / "Read-only";
        edit_here: "在此编辑" / "Edit here";
        update_ready: "新版本已就绪。" / "A new version is ready.";
        reload: "重新加载" / "Reload";
        later: "以后再说" / "Later";
        renamed: "已改名" / "Renamed";
        money_unit_set: "已改金额单位" / "Money unit changed";
        project_moved: "已移动项目" / "Project moved";
        content_replaced: "已替换内容" / "Content replaced";
        workspace_merged: "已合并文件" / "File merged";
        drop_here: "松开即可打开文件" / "Drop to open the file";
        more_places: "更多" / "More";
        figure_table: "数据表（D）" / "As a table (D)";
        figure_save: "存成图片" / "Save the picture";
        figure_svg: "存成 SVG" / "Save as SVG";
        figure_png: "存成 PNG" / "Save as PNG";
        nothing: "没有变化" / "Nothing changed";
        loading: "正在打开" / "Opening";
        part_missing: "这一部分没有打开" / "This part did not open";
        part_missing_why: "它的程序没有取到。检查网络后再试；数据都在。" / "Its code could not be fetched. Check the network and try again; your data is untouched.";
        try_again: "再试一次" / "Try again";
    }
    {
        with_keys(label: &str, keys: &str) => format!("{label}（{keys}）"), format!("{label} ({keys})");
        undo_what(what: &str) => format!("撤销：{what}"), format!("Undo: {what}");
        redo_what(what: &str) => format!("重做：{what}"), format!("Redo: {what}");
        copy_of(name: &str) => format!("{name} 副本"), format!("Copy of {name}");
        projects_added(n: usize) => format!("已添加 {n} 个项目"), format!("Added {}", count(n, "project", "projects"));
        projects_edited(n: usize) => format!("已修改 {n} 个项目"), format!("Edited {}", count(n, "project", "projects"));
        projects_removed(n: usize) => format!("已移除 {n} 个项目"), format!("Removed {}", count(n, "project", "projects"));
        projects_merged(edited: usize, added: usize) => format!("已修改 {edited} 个、添加 {added} 个项目"),
            format!("Edited {edited} and added {}", count(added, "project", "projects"));
        trashed(name: &str) => format!("“{name}”已移到回收站"), format!("“{name}” is in the trash");
        opened(name: &str) => format!("已打开“{name}”"), format!("Opened “{name}”");
        undone(what: &str) => format!("已撤销：{what}"), format!("Undone: {what}");
        redone(what: &str) => format!("已重做：{what}"), format!("Redone: {what}");
    }
}

impl Shell {
    /// What a command did.
    pub fn change(self, change: &Change) -> String {
        match change {
            Change::Nothing => self.nothing().to_owned(),
            Change::Renamed => self.renamed().to_owned(),
            Change::MoneyUnitSet => self.money_unit_set().to_owned(),
            Change::ProjectsAdded(n) => self.projects_added(*n),
            Change::ProjectsEdited(n) => self.projects_edited(*n),
            Change::ProjectsMerged { edited, added } => self.projects_merged(*edited, *added),
            Change::ProjectsRemoved(n) => self.projects_removed(*n),
            Change::ProjectMoved => self.project_moved().to_owned(),
            Change::ContentReplaced => self.content_replaced().to_owned(),
            Change::WorkspaceMerged => self.workspace_merged().to_owned(),
            Change::Strategy(change) => super::strategy::Strategy(self.0).change(change),
            Change::Selection(change) => super::selection::Selection(self.0).change(change),
            Change::Portfolio(change) => super::portfolio::Portfolio(self.0).change(change),
            Change::Competency(change) => super::competency::Competency(self.0).change(change),
        }
    }

    /// The name of a place.
    pub const fn route_name(self, route: Route) -> &'static str {
        match route {
            Route::Overview => self.overview(),
            Route::Strategy => super::strategy::Strategy(self.0).title(),
            Route::Selection => super::selection::Selection(self.0).title(),
            Route::Portfolio => super::portfolio::Portfolio(self.0).title(),
            Route::Competency => super::competency::Competency(self.0).title(),
            Route::Projects => self.projects(),
            Route::Data => self.data(),
        }
    }

    /// A language's name in itself.
    pub const fn language_name(self, locale: Locale) -> &'static str {
        match locale {
            Locale::Zh => self.language_zh(),
            Locale::En => self.language_en(),
        }
    }
}
