//! The words of the small scales: how sure, how keen, how strong evidence is, how a gate stands.

use crate::domain::competency::scoring::{Gate, Reason};

super::catalogue! {
    /// Texts of the scales.
    Scale
    {
        sure_low: "没把握" / "Low";
        sure_medium: "比较有把握" / "Medium";
        sure_high: "很有把握" / "High";
        strength_none: "暂无" / "None";
        strength_words: "只有文字描述" / "Words only";
        strength_material: "有材料可看" / "Material to show";
        strength_confirmed: "有人证实" / "Confirmed by someone else";
        interest_none: "不想做" / "Not interested";
        interest_accept: "可以做" / "Would accept";
        interest_willing: "愿意做" / "Willing";
        interest_keen: "很想做" / "Keen";
        gate_met: "迈过了" / "Met";
        gate_unknown: "还没评完" / "Unknown";
        gate_not_met: "还没迈过" / "Not met";
        no_evidence: "级别高，还没有佐证" / "High level, no evidence yet";
        low_confidence: "级别高，自己没把握" / "High level, low confidence";
    }
    {
    }
}

impl Scale {
    /// How sure, from the lowest.
    pub fn confidences(self) -> Vec<(u8, &'static str)> {
        (1..).zip([self.sure_low(), self.sure_medium(), self.sure_high()]).collect()
    }

    /// How keen, from the lowest.
    pub fn interests(self) -> Vec<(u8, &'static str)> {
        let words =
            [self.interest_none(), self.interest_accept(), self.interest_willing(), self.interest_keen()];
        (0..).zip(words).collect()
    }

    /// How strong evidence is, from the weakest.
    pub fn strengths(self) -> Vec<(u8, &'static str)> {
        let words = [
            self.strength_none(),
            self.strength_words(),
            self.strength_material(),
            self.strength_confirmed(),
        ];
        (0..).zip(words).collect()
    }

    /// How sure.
    pub const fn confidence(self, number: u8) -> &'static str {
        match number {
            1 => self.sure_low(),
            2 => self.sure_medium(),
            _ => self.sure_high(),
        }
    }

    /// How keen.
    pub const fn interest(self, number: u8) -> &'static str {
        match number {
            0 => self.interest_none(),
            1 => self.interest_accept(),
            2 => self.interest_willing(),
            _ => self.interest_keen(),
        }
    }

    /// How strong.
    pub const fn strength(self, number: u8) -> &'static str {
        match number {
            0 => self.strength_none(),
            1 => self.strength_words(),
            2 => self.strength_material(),
            _ => self.strength_confirmed(),
        }
    }

    /// How a gate stands.
    pub const fn gate(self, gate: Gate) -> &'static str {
        match gate {
            Gate::Met => self.gate_met(),
            Gate::Unknown => self.gate_unknown(),
            Gate::NotMet => self.gate_not_met(),
        }
    }

    /// Why something is worth a talk.
    pub const fn reason(self, reason: Reason) -> &'static str {
        match reason {
            Reason::NoEvidence => self.no_evidence(),
            Reason::LowConfidence => self.low_confidence(),
        }
    }
}
