//! A picture as a list of marks, which one component draws: geometry apart from drawing.

use std::sync::Arc;

/// How a text stands at its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Anchor {
    /// Begins there.
    #[default]
    Start,
    /// Is centred there.
    Middle,
    /// Ends there.
    End,
}

impl Anchor {
    /// As SVG calls it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// What a mark looks like.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// A box: x, y, width, height.
    Box(f64, f64, f64, f64),
    /// A path in SVG's notation.
    Path(String),
    /// Lines of text from a point on, `turned` a quarter to the left.
    Text {
        /// Where the first line stands.
        x: f64,
        /// Where its foot is.
        y: f64,
        /// The lines.
        lines: Vec<String>,
        /// How they stand at the point.
        anchor: Anchor,
        /// Read from below?
        turned: bool,
    },
    /// A text that is broken into lines when it is drawn: of a large picture most texts never are.
    Block {
        /// Where the lines begin.
        x: f64,
        /// Where the foot of the first line is.
        y: f64,
        /// What it says.
        text: String,
        /// The width of a line, ems.
        width: f64,
        /// The most lines.
        most: usize,
    },
}

/// A part of a picture: x, y, width, height.
pub type Area = (f64, f64, f64, f64);

/// A mark.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Its class in the style sheet.
    pub class: String,
    /// Its form.
    pub form: Form,
    /// What choosing it means; none for what is only drawn.
    pub key: Option<String>,
    /// What it says when the pointer rests on it or it has the focus.
    pub label: String,
}

impl Mark {
    /// Is it text, which says nothing below a certain size?
    pub const fn is_text(&self) -> bool {
        matches!(self.form, Form::Text { .. } | Form::Block { .. })
    }

    /// May something of it lie in an area? Paths are taken to lie everywhere, and texts to be no longer than
    /// `REACH`.
    pub fn may_be_in(&self, (left, top, wide, high): Area) -> bool {
        const REACH: f64 = 300.0;
        let meets = |x: f64, y: f64, width: f64, height: f64| {
            x <= left + wide && x + width >= left && y <= top + high && y + height >= top
        };
        match &self.form {
            Form::Box(x, y, width, height) => meets(*x, *y, *width, *height),
            Form::Path(_) => true,
            Form::Text { x, y, .. } | Form::Block { x, y, .. } => {
                meets(x - REACH, y - REACH, 2.0 * REACH, 2.0 * REACH)
            }
        }
    }
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawing {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// The marks, lowest first.
    pub marks: Vec<Arc<Mark>>,
}

impl Drawing {
    /// Adds a mark that is only drawn.
    pub fn add(&mut self, class: &str, form: Form) {
        self.marks.push(Arc::new(Mark { class: class.to_owned(), form, key: None, label: String::new() }));
    }

    /// Adds a mark that can be chosen; with an empty key it only says what it is.
    pub fn add_key(&mut self, class: &str, form: Form, key: String, label: String) {
        let key = Some(key).filter(|key| !key.is_empty());
        self.marks.push(Arc::new(Mark { class: class.to_owned(), form, key, label }));
    }

    /// Adds a line of text.
    pub fn text(&mut self, class: &str, x: f64, y: f64, text: String, anchor: Anchor) {
        self.add(class, Form::Text { x, y, lines: vec![text], anchor, turned: false });
    }
}

/// The width of a text in ems: what is Chinese is as wide as high, what is Latin about half.
pub fn ems(text: &str) -> f64 {
    text.chars().map(em).sum()
}

fn em(c: char) -> f64 {
    match c {
        '\u{2e80}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ff60}' => 1.0,
        'i' | 'l' | 'j' | '.' | ',' | ':' | '\'' | '|' => 0.3,
        'm' | 'w' | 'M' | 'W' => 0.85,
        c if c.is_uppercase() => 0.68,
        _ => 0.55,
    }
}

/// A text in lines of a width in ems, at most so many; what does not fit ends in an ellipsis. Latin words
/// stay whole where they can.
pub fn wrapped(text: &str, width: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut filled = 0.0;
    let mut words: Vec<String> = Vec::new();
    // A word is a run of what is not Chinese, with the space behind it; a Chinese character is one by itself.
    let mut word = String::new();
    for c in text.chars() {
        let alone = em(c) >= 1.0;
        if alone && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        word.push(c);
        if alone || c == ' ' || ems(&word) >= width {
            words.push(std::mem::take(&mut word));
        }
    }
    words.push(word);
    for word in words.into_iter().filter(|word| !word.is_empty()) {
        let wide = ems(word.trim_end());
        if filled + wide > width && !line.is_empty() {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            filled = 0.0;
        }
        filled += ems(&word);
        line.push_str(&word);
    }
    if !line.trim().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while ems(last) + 1.0 > width && last.pop().is_some() {}
            last.push('…');
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_outside_of_an_area_is_left_out_and_one_that_touches_it_is_not() {
        let mark = |form: Form| Mark { class: String::new(), form, key: None, label: String::new() };
        let area = (100.0, 100.0, 50.0, 50.0);
        for (x, y, is_in) in
            [(0.0, 120.0, false), (85.0, 120.0, true), (120.0, 151.0, false), (150.0, 150.0, true)]
        {
            assert_eq!(mark(Form::Box(x, y, 20.0, 20.0)).may_be_in(area), is_in, "{x} {y}");
        }
        assert!(mark(Form::Path("M0 0".to_owned())).may_be_in(area));
        let text = |x: f64| Form::Block { x, y: 120.0, text: String::new(), width: 9.0, most: 1 };
        assert!(mark(text(90.0)).may_be_in(area) && !mark(text(900.0)).may_be_in(area));
    }

    #[test]
    fn text_is_wrapped_within_its_width() {
        assert_eq!(wrapped("订单按期交付率", 4.0, 3), ["订单按期", "交付率"]);
        assert_eq!(wrapped("on time", 99.0, 2), ["on time"]);
        assert_eq!(wrapped("deliver orders", 4.5, 2), ["deliver", "orders"]);
        assert!(wrapped("", 4.0, 2).is_empty());
        let long = "很".repeat(200);
        let lines = wrapped(&long, 8.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…') && lines.iter().all(|line| ems(line) <= 8.0 + 1e-9));
        assert!(wrapped(&"x".repeat(300), 5.0, 3).iter().all(|line| ems(line) <= 6.0));
    }
}
