//! Dates as an iCalendar file (RFC 5545): all-day events with a reminder a week before.

use chrono::{Days, NaiveDate};

/// One date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Tells it from every other one, for ever; a later file with the same one replaces it.
    pub uid: String,
    /// The day.
    pub day: NaiveDate,
    /// The line shown in the calendar.
    pub summary: String,
    /// What is behind it.
    pub description: String,
}

/// The most bytes of a line, its end left out.
const LINE: usize = 75;

/// Writes a calendar. `stamp` is the day on which it is written.
pub fn write(events: &[Event], stamp: NaiveDate) -> String {
    let mut lines: Vec<String> = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//PMO Planner//Growth plan//EN"]
        .map(str::to_owned)
        .into();
    for event in events {
        let end = event.day.checked_add_days(Days::new(1)).unwrap_or(event.day);
        lines.extend([
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}", escaped(&event.uid)),
            format!("DTSTAMP:{}T000000Z", plain(stamp)),
            format!("DTSTART;VALUE=DATE:{}", plain(event.day)),
            format!("DTEND;VALUE=DATE:{}", plain(end)),
            format!("SUMMARY:{}", escaped(&event.summary)),
            format!("DESCRIPTION:{}", escaped(&event.description)),
            "BEGIN:VALARM".to_owned(),
            "ACTION:DISPLAY".to_owned(),
            format!("DESCRIPTION:{}", escaped(&event.summary)),
            "TRIGGER:-P7D".to_owned(),
            "END:VALARM".to_owned(),
            "END:VEVENT".to_owned(),
        ]);
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

fn plain(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

/// A text as a value: RFC 5545, 3.3.11.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A line in pieces of at most 75 bytes, none of which cuts a character: RFC 5545, 3.1.
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            used = 1;
        }
        used += c.len_utf8();
        out.push(c);
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn an_event_is_a_whole_day_with_a_reminder() {
        let event = Event {
            uid: "1@x".to_owned(),
            day: day("2027-01-31"),
            summary: "计划, 第一步; 完".to_owned(),
            description: "任务：拆解\n佐证：一页".to_owned(),
        };
        let text = write(&[event], day("2026-11-24"));
        for wanted in [
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n",
            "DTSTAMP:20261124T000000Z\r\n",
            "DTSTART;VALUE=DATE:20270131\r\nDTEND;VALUE=DATE:20270201\r\n",
            "SUMMARY:计划\\, 第一步\\; 完\r\n",
            "DESCRIPTION:任务：拆解\\n佐证：一页\r\n",
            "TRIGGER:-P7D\r\n",
        ] {
            assert!(text.contains(wanted), "{wanted:?} in {text}");
        }
        assert!(text.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
    }

    #[test]
    fn long_lines_are_folded_between_characters_and_come_back_whole() {
        let long = "能力".repeat(100);
        let text = folded(&format!("SUMMARY:{long}"));
        assert!(text.split("\r\n").all(|line| line.len() <= LINE));
        assert_eq!(text.replace("\r\n ", "").trim_end(), format!("SUMMARY:{long}"));
    }

    #[test]
    fn no_events_are_an_empty_calendar() {
        let text = write(&[], day("2026-11-24"));
        assert!(!text.contains("VEVENT") && text.ends_with("END:VCALENDAR\r\n"));
    }
}
