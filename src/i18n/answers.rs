//! Wording of answers that give no weights.

super::catalogue! {
    /// Texts of refused weights.
    Answers
    {
        all_zero: "权重全是零。至少给一条非零。" / "All weights are zero. Give at least one a weight.";
        locked_too_much: "锁定的权重加起来超过 100%。解锁一条，或调小。" / "The locked weights exceed 100 %. Unlock one, or lower it.";
        all_locked: "全部锁定了，加起来却不是 100%。解锁一条。" / "All weights are locked and do not sum to 100 %. Unlock one.";
        disconnected: "比较还没有把所有准则连起来。再比几对。" / "The comparisons do not connect all criteria yet. Judge a few more pairs.";
        best_is_worst: "最重要和最不重要不能是同一条。" / "The most and the least important cannot be the same.";
        open: "还有与最重要或最不重要的比较没填。" / "Comparisons with the most or the least important are still open.";
        unusable: "这些回答算不出权重。检查有没有负数或填错的。" / "These answers give no weights. Look for a negative or mistyped one.";
    }
    {}
}
