//! Wording of the import area.

super::catalogue! {
    /// Texts of the import area.
    Import
    {
        title: "标题" / "Title";
    }
    {
    }
}
