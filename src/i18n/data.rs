//! Wording of the data area.

super::catalogue! {
    /// Texts of the data area.
    Data
    {
        title: "标题" / "Title";
    }
    {
    }
}
