//! Wording of the data area: where things are kept, how safe, versions, trash, what is damaged.

use super::count;
use crate::storage::Reason;

super::catalogue! {
    /// Texts of the data area.
    Data
    {
        title: "数据" / "Data";
        lead: "数据只在这台设备的浏览器里，不上传。存成文件的那一份归你自己保管。" /
            "Data stays in this browser on this device; nothing is uploaded. The file you save is yours to keep.";
        safety: "保存在哪，有多安全" / "Where it is kept, and how safe";
        place: "位置" / "Place";
        place_disk: "这个浏览器的数据库（IndexedDB）" / "This browser's database (IndexedDB)";
        place_memory: "只在内存里，关掉页面就没有了" / "Memory only; gone when the page closes";
        persisted: "长期保留" / "Kept for good";
        persisted_yes: "浏览器承诺不自动清理" / "The browser promises not to evict it";
        persisted_no: "磁盘紧张时浏览器可能清理" / "The browser may evict it when the disk runs full";
        persisted_unknown: "浏览器没有说" / "The browser does not say";
        ask_persist: "请浏览器长期保留" / "Ask the browser to keep it";
        persist_refused: "浏览器这次没有答应。多用几次或把页面加入书签后再试；存成文件最稳妥。" /
            "The browser has not agreed this time. Try again after some use or with a bookmark; a file is safest.";
        used: "已用空间" / "Space used";
        last_export: "上次存成文件" / "Last saved to a file";
        never: "从未" / "Never";
        files: "文件" / "Files";
        files_hint: "JSON 文件装着整个工作区，可以带到别的电脑打开；CSV 装项目表，Excel 能直接打开。" /
            "The JSON file holds the whole workspace and opens on any computer; the CSV file holds the project table for Excel.";
        save_csv: "项目表存成 CSV" / "Save the projects as CSV";
        import_csv: "导入 CSV" / "Import CSV";
        versions: "本工作区的历史版本" / "Earlier versions of this workspace";
        versions_none: "还没有历史版本。工作时每十分钟留一份，导入和替换之前也各留一份，最多 20 份。" /
            "No earlier versions yet. One is kept every ten minutes of work and before every import or replacement, 20 at most.";
        when: "时间" / "When";
        why: "原因" / "Why";
        projects: "项目数" / "Projects";
        size: "大小" / "Size";
        name: "名称" / "Name";
        restore: "恢复" / "Restore";
        actions: "操作" / "Actions";
        restored: "已恢复到这个版本" / "This version is back";
        version_unreadable: "这个版本读不出来。换一个版本试试。" / "This version cannot be read. Try another one.";
        download: "下载" / "Download";
        workspaces: "工作区" / "Workspaces";
        open: "打开" / "Open";
        opened_here: "已打开" / "Open here";
        delete: "移到回收站" / "Move to the trash";
        trash: "回收站" / "Trash";
        trash_none: "回收站是空的。" / "The trash is empty.";
        purge: "彻底删除" / "Delete for good";
        purge_title: "彻底删除？" / "Delete for good?";
        cancel: "取消" / "Cancel";
        damaged: "读不出来的内容" / "What could not be read";
        damaged_hint: "这些内容已原样留下。下载后可以请人查看；不需要了就丢弃。" /
            "These bytes are kept as they were found. Download them to have them looked at, or discard them.";
        discard: "丢弃" / "Discard";
        erase_title: "清空这台设备上的数据" / "Erase everything on this device";
        erase_text: "删除这个浏览器里的全部工作区、历史版本、回收站和设置。已存成的文件不受影响。" /
            "Removes every workspace, version, the trash and the settings from this browser. Files you have saved are not touched.";
        erase: "全部清空" / "Erase everything";
        erase_confirm: "清空后无法撤销。先存成文件，才能找回。" /
            "This cannot be undone. Only a file saved before brings anything back.";
        erased: "已全部清空" / "Everything is erased";
        store_refused: "浏览器拒绝了这次操作。稍后再试；要紧的内容先存成文件。" /
            "The browser refused this. Try again later, and save what matters to a file first.";
        reason_interval: "定时留存" / "Kept while working";
        reason_import: "导入之前" / "Before an import";
        reason_replace: "被文件替换之前" / "Before a file replaced it";
        reason_restore: "恢复旧版本之前" / "Before an earlier version was restored";
        reason_migration: "升级格式之前" / "Before an upgrade of the format";
        reason_displaced: "别的标签页接手时未保存的改动" / "Unsaved when another tab took over";
    }
    {
        used_of(used: &str, quota: &str) => format!("{used}，可用上限 {quota}"), format!("{used} of at most {quota}");
        damaged_notice(n: usize) => format!("有 {n} 份存储内容读不出来，已原样留下。"),
            format!("{} of stored data could not be read and {} kept as found.", count(n, "piece", "pieces"), if n == 1 { "was" } else { "were" });
        purge_text(name: &str) => format!("“{name}”和它的历史版本都会删除，无法撤销。"),
            format!("“{name}” and its versions will be gone; this cannot be undone.");
        erase_count(n: usize) => format!("这里有 {n} 个工作区。"), format!("There {} here.", match n { 1 => "is 1 workspace".to_owned(), n => format!("are {n} workspaces") });
        remind(days: u64) => format!("{days} 天来的改动只在这个浏览器里，还没有存成文件。"),
            format!("The changes of {} are in this browser only, not in a file yet.", match days { 1 => "one day".to_owned(), n => format!("{n} days") });
    }
}

impl Data {
    /// Why a version was kept.
    pub const fn reason(self, reason: Reason) -> &'static str {
        match reason {
            Reason::Interval => self.reason_interval(),
            Reason::Import => self.reason_import(),
            Reason::Replace => self.reason_replace(),
            Reason::Restore => self.reason_restore(),
            Reason::Migration => self.reason_migration(),
            Reason::Displaced => self.reason_displaced(),
        }
    }
}
