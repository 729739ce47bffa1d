//! CPLEX LP files, as every solver reads them.

use std::collections::HashMap;
use std::fmt::Write;

use super::{Column, Program, ProgramError, Row, Sense, comment};

/// Terms on one line: old readers refuse long lines.
const TERMS_A_LINE: usize = 8;

/// Writes a program; `notes` become comments at the top. Numbers are the shortest that read back the same.
pub fn write(program: &Program, notes: &[String]) -> String {
    let mut text = String::new();
    for note in notes {
        text.push_str("\\ ");
        text.push_str(&comment(note));
        text.push('\n');
    }
    text.push_str("Maximize\n obj:");
    let costs = program.columns.iter().enumerate().map(|(index, column)| (index, column.cost));
    terms(&mut text, program, costs.filter(|(_, cost)| *cost != 0.0));
    text.push_str("\nSubject To\n");
    for row in &program.rows {
        let _ = write!(text, " {}:", row.name);
        terms(&mut text, program, row.terms.iter().copied());
        let sense = match row.sense {
            Sense::Le => "<=",
            Sense::Ge => ">=",
            Sense::Eq => "=",
        };
        let _ = writeln!(text, " {sense} {}", row.rhs);
    }
    let continuous = program.columns.iter().filter(|column| !column.binary && column.upper.is_finite());
    let mut bounds = continuous.peekable();
    if bounds.peek().is_some() {
        text.push_str("Bounds\n");
        for column in bounds {
            let _ = writeln!(text, " 0 <= {} <= {}", column.name, column.upper);
        }
    }
    text.push_str("Binary\n");
    for line in program.columns.iter().filter(|column| column.binary).collect::<Vec<_>>().chunks(TERMS_A_LINE)
    {
        for column in line {
            text.push(' ');
            text.push_str(&column.name);
        }
        text.push('\n');
    }
    text.push_str("End\n");
    text
}

fn terms(text: &mut String, program: &Program, terms: impl Iterator<Item = (usize, f64)>) {
    let mut count = 0;
    for (column, factor) in terms {
        let Some(column) = program.columns.get(column) else { continue };
        if count > 0 && count % TERMS_A_LINE == 0 {
            text.push_str("\n  ");
        }
        let sign = if factor < 0.0 { '-' } else { '+' };
        // A leading plus is allowed and keeps every line alike.
        let _ = write!(text, " {sign} {} {}", factor.abs(), column.name);
        count += 1;
    }
    if count == 0 {
        // A row without terms would not be read: a column times nothing.
        if let Some(first) = program.columns.first() {
            let _ = write!(text, " 0 {}", first.name);
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Before,
    Objective,
    Rows,
    Bounds,
    Binary,
    General,
    End,
}

fn section(word: &str, next: Option<&str>) -> Option<(Section, usize)> {
    let word = word.to_ascii_lowercase();
    Some(match word.as_str() {
        "subject" if next.is_some_and(|next| next.eq_ignore_ascii_case("to")) => (Section::Rows, 2),
        "such" if next.is_some_and(|next| next.eq_ignore_ascii_case("that")) => (Section::Rows, 2),
        "st" | "s.t." | "st." => (Section::Rows, 1),
        "bounds" | "bound" => (Section::Bounds, 1),
        "binary" | "binaries" | "bin" => (Section::Binary, 1),
        "general" | "generals" | "gen" | "integer" | "integers" => (Section::General, 1),
        "end" => (Section::End, 1),
        _ => return None,
    })
}

struct Reader {
    program: Program,
    names: HashMap<String, usize>,
    minimise: bool,
}

impl Reader {
    fn column(&mut self, name: &str) -> usize {
        if let Some(column) = self.names.get(name) {
            return *column;
        }
        let column = Column { name: name.to_owned(), cost: 0.0, binary: false, upper: f64::INFINITY };
        self.program.columns.push(column);
        self.names.insert(name.to_owned(), self.program.columns.len() - 1);
        self.program.columns.len() - 1
    }
}

/// A word with its line.
type Word<'a> = (usize, &'a str);

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.split('\\').next().unwrap_or_default();
        let mut rest = line;
        while let Some(c) = rest.chars().next() {
            let length = if c.is_whitespace() {
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
                continue;
            } else if matches!(c, '+' | '-' | ':') {
                c.len_utf8()
            } else if matches!(c, '<' | '>' | '=') {
                rest.find(|c: char| !matches!(c, '<' | '>' | '=')).unwrap_or(rest.len())
            } else {
                let end =
                    rest.find(|c: char| c.is_whitespace() || matches!(c, ':' | '<' | '>' | '=' | '+' | '-'));
                let mut end = end.unwrap_or(rest.len());
                // The sign of an exponent belongs to its number.
                let head = rest.get(..end).unwrap_or_default();
                let is_exponent = head.starts_with(|c: char| c.is_ascii_digit() || c == '.')
                    && head.ends_with(['e', 'E'])
                    && rest.get(end..).is_some_and(|tail| tail.starts_with(['+', '-']));
                if is_exponent {
                    let digits = rest.get(end + 1..).unwrap_or_default();
                    end += 1 + digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
                }
                end
            };
            let (word, tail) = rest.split_at(length);
            words.push((index + 1, word));
            rest = tail;
        }
    }
    words
}

/// Reads a program. A minimisation is turned into a maximisation by its signs. Bounds other than 0 below
/// are refused: models of this app have none.
///
/// # Errors
/// [`ProgramError`] with the line of what is not understood.
pub fn read(text: &str) -> Result<Program, ProgramError> {
    let words = words(text);
    let mut reader = Reader { program: Program::default(), names: HashMap::new(), minimise: false };
    let mut at = 0;
    let mut here = Section::Before;
    let mut pending: Vec<Word<'_>> = Vec::new();
    while let Some(&(line, word)) = words.get(at) {
        if here == Section::Before {
            let lower = word.to_ascii_lowercase();
            if !matches!(lower.as_str(), "maximize" | "maximise" | "max" | "minimize" | "minimise" | "min") {
                return Err(ProgramError { line, what: word.to_owned() });
            }
            reader.minimise = lower.starts_with("min");
            here = Section::Objective;
            at += 1;
            continue;
        }
        let labelled = words.get(at + 1).is_some_and(|(_, next)| *next == ":");
        if let Some((next, length)) =
            section(word, words.get(at + 1).map(|(_, next)| *next)).filter(|_| !labelled)
        {
            finish(&mut reader, here, &pending)?;
            pending.clear();
            here = next;
            at += length;
            if here == Section::End {
                break;
            }
            continue;
        }
        pending.push((line, word));
        at += 1;
    }
    if here == Section::Before {
        return Err(ProgramError { line: 1, what: String::new() });
    }
    if here != Section::End {
        finish(&mut reader, here, &pending)?;
    }
    Ok(reader.program)
}

fn finish(reader: &mut Reader, section: Section, words: &[Word<'_>]) -> Result<(), ProgramError> {
    match section {
        Section::Objective => {
            let body = if let [_, (_, ":"), body @ ..] = words { body } else { words };
            let (terms, used) = linear(reader, body)?;
            if let Some((line, word)) = body.get(used) {
                return Err(ProgramError { line: *line, what: (*word).to_owned() });
            }
            let sign = if reader.minimise { -1.0 } else { 1.0 };
            for (column, factor) in terms {
                if let Some(column) = reader.program.columns.get_mut(column) {
                    column.cost += sign * factor;
                }
            }
        }
        Section::Rows => rows(reader, words)?,
        Section::Bounds => bounds(reader, words)?,
        Section::Binary | Section::General => {
            for (line, word) in words {
                if section == Section::General {
                    return Err(ProgramError { line: *line, what: (*word).to_owned() });
                }
                let column = reader.column(word);
                if let Some(column) = reader.program.columns.get_mut(column) {
                    column.binary = true;
                    column.upper = 1.0;
                }
            }
        }
        Section::Before | Section::End => {}
    }
    Ok(())
}

/// Terms as far as they go, and how many words they took.
fn linear(reader: &mut Reader, words: &[Word<'_>]) -> Result<(Vec<(usize, f64)>, usize), ProgramError> {
    let mut terms: Vec<(usize, f64)> = Vec::new();
    let mut at = 0;
    let mut sign = 1.0;
    let mut factor = None;
    while let Some(&(line, word)) = words.get(at) {
        match word {
            "+" => {}
            "-" => sign = -sign,
            "<" | ">" | "=" | "<=" | ">=" | "=<" | "=>" => break,
            _ if factor.is_none() && word.starts_with(|c: char| c.is_ascii_digit() || c == '.') => {
                factor = Some(number(line, word)?);
            }
            _ => {
                let column = reader.column(word);
                terms.push((column, sign * factor.unwrap_or(1.0)));
                sign = 1.0;
                factor = None;
            }
        }
        at += 1;
    }
    Ok((terms, at))
}

fn number(line: usize, word: &str) -> Result<f64, ProgramError> {
    let refused = || ProgramError { line, what: word.to_owned() };
    word.parse::<f64>().ok().filter(|number| number.is_finite()).ok_or_else(refused)
}

fn rows(reader: &mut Reader, words: &[Word<'_>]) -> Result<(), ProgramError> {
    let mut rest = words;
    while let Some(&(line, word)) = rest.first() {
        let (name, body) = match rest {
            [(_, name), (_, ":"), body @ ..] => ((*name).to_owned(), body),
            body => (format!("R{}", reader.program.rows.len() + 1), body),
        };
        let (terms, used) = linear(reader, body)?;
        let refused = || ProgramError { line, what: word.to_owned() };
        let sense = match body.get(used).ok_or_else(refused)?.1 {
            "<=" | "=<" | "<" => Sense::Le,
            ">=" | "=>" | ">" => Sense::Ge,
            _ => Sense::Eq,
        };
        let tail = body.get(used + 1..).unwrap_or_default();
        let (sign, signed) = match tail.first() {
            Some((_, "-")) => (-1.0, 1),
            Some((_, "+")) => (1.0, 1),
            _ => (1.0, 0),
        };
        let tail = tail.get(signed..).unwrap_or_default();
        let ((line, word), next) = tail.split_first().ok_or_else(refused)?;
        let rhs = sign * number(*line, word)?;
        reader.program.row(name, terms, sense, rhs);
        rest = next;
    }
    Ok(())
}

/// `0 <= x <= 3` and `x <= 3`.
fn bounds(reader: &mut Reader, words: &[Word<'_>]) -> Result<(), ProgramError> {
    let mut rest = words;
    while let Some(&(line, word)) = rest.first() {
        let refused = || ProgramError { line, what: word.to_owned() };
        let (name, limit, next) = match rest {
            [(_, low), (_, "<=" | "<"), (_, name), (_, "<=" | "<"), (at, limit), next @ ..]
                if low.parse::<f64>() == Ok(0.0) =>
            {
                (*name, number(*at, limit)?, next)
            }
            [(_, name), (_, "<=" | "<"), (at, limit), next @ ..] if name.parse::<f64>().is_err() => {
                (*name, number(*at, limit)?, next)
            }
            _ => return Err(refused()),
        };
        let column = reader.column(name);
        if let Some(column) = reader.program.columns.get_mut(column) {
            column.upper = limit;
        }
        rest = next;
    }
    Ok(())
}

/// A row by its name.
pub fn row<'a>(program: &'a Program, name: &str) -> Option<&'a Row> {
    program.rows.iter().find(|row| row.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_spellings_are_read() {
        let text = "\\ a comment\nMAXIMIZE\n obj: 2 x + 3y - 1.5e+1 z\nst\n c1: x + 2 y\n  - z <= -4\n x >= 1\n r3: 0 x = 0\nBounds\n y <= 3\n 0 <= w <= 2.5\nBinary\n x z\nEnd\ngarbage";
        // `3y` is a factor and a name in some readers; here a space is needed, so the name is refused nowhere.
        let program = read(&text.replace("3y", "3 y")).unwrap();
        let named = |name: &str| program.columns.iter().find(|column| column.name == name).unwrap();
        assert_eq!((named("x").cost, named("y").cost, named("z").cost), (2.0, 3.0, -15.0));
        assert_eq!((named("y").upper, named("w").upper, named("x").binary), (3.0, 2.5, true));
        assert!((row(&program, "c1").unwrap().rhs + 4.0).abs() < 1e-12);
        assert_eq!(row(&program, "R2").unwrap().sense, Sense::Ge);
        assert_eq!(row(&program, "r3").unwrap().terms, []);
    }

    #[test]
    fn what_is_not_understood_is_named_by_its_line() {
        for (text, line) in [
            ("hello", 1),
            ("Maximize\n obj: x\nSubject To\n c: x <=\nEnd", 4),
            ("Maximize\n obj: x\nSubject To\n c: x <= many\nEnd", 4),
            ("Maximize\n obj: x\nGeneral\n x\nEnd", 4),
            ("Maximize\n obj: x\nBounds\n x >= 3\nEnd", 4),
            ("", 1),
        ] {
            assert_eq!(read(text).map_err(|error| error.line), Err(line), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "[a-z0-9 :<>=+\\-.\\\\\n]{0,120}") {
            let _ = read(&text);
            let _ = read(&format!("Maximize\n{text}"));
        }
    }
}
