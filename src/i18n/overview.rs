//! Wording of the overview area.

super::catalogue! {
    /// Texts of the overview area.
    Overview
    {
        title: "标题" / "Title";
    }
    {
    }
}
