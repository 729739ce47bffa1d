//! Free-format MPS files.

use std::collections::HashMap;
use std::fmt::Write;

use super::{Column, Program, ProgramError, Row, Sense, comment};

/// Writes a program; `notes` become comments at the top. It is a maximisation, said by `OBJSENSE`.
pub fn write(program: &Program, notes: &[String]) -> String {
    let mut text = String::new();
    for note in notes {
        text.push_str("* ");
        text.push_str(&comment(note));
        text.push('\n');
    }
    text.push_str("NAME portfolio\nOBJSENSE\n    MAX\nROWS\n N obj\n");
    for row in &program.rows {
        let sense = match row.sense {
            Sense::Le => 'L',
            Sense::Ge => 'G',
            Sense::Eq => 'E',
        };
        let _ = writeln!(text, " {sense} {}", row.name);
    }
    let mut entries: Vec<Vec<(&str, f64)>> = vec![Vec::new(); program.columns.len()];
    for (column, entries) in program.columns.iter().zip(&mut entries) {
        // Also where it is zero, so that every column is there.
        entries.push(("obj", column.cost));
    }
    for row in &program.rows {
        for (column, factor) in &row.terms {
            if let Some(entries) = entries.get_mut(*column) {
                entries.push((&row.name, *factor));
            }
        }
    }
    text.push_str("COLUMNS\n");
    let mut integers = false;
    for (index, (column, entries)) in program.columns.iter().zip(&entries).enumerate() {
        if column.binary != integers {
            let which = if column.binary { "INTORG" } else { "INTEND" };
            let _ = writeln!(text, " M{index} 'MARKER' '{which}'");
            integers = column.binary;
        }
        for (row, factor) in entries {
            let _ = writeln!(text, " {} {row} {factor}", column.name);
        }
    }
    if integers {
        text.push_str(" MEND 'MARKER' 'INTEND'\n");
    }
    text.push_str("RHS\n");
    for row in program.rows.iter().filter(|row| row.rhs != 0.0) {
        let _ = writeln!(text, " RHS {} {}", row.name, row.rhs);
    }
    text.push_str("BOUNDS\n");
    for column in &program.columns {
        if column.binary {
            let _ = writeln!(text, " BV BND {}", column.name);
        } else if column.upper.is_finite() {
            let _ = writeln!(text, " UP BND {} {}", column.name, column.upper);
        }
    }
    text.push_str("ENDATA\n");
    text
}

/// Reads a free-format file of binary and non-negative columns.
///
/// # Errors
/// [`ProgramError`] with the line of what is not understood.
pub fn read(text: &str) -> Result<Program, ProgramError> {
    let mut program = Program::default();
    let mut rows: HashMap<String, usize> = HashMap::new();
    let mut columns: HashMap<String, usize> = HashMap::new();
    let mut objective = String::new();
    let mut section = String::new();
    let (mut maximise, mut integers) = (false, false);
    for (index, raw) in text.lines().enumerate() {
        let line = index + 1;
        if raw.starts_with('*') || raw.trim().is_empty() {
            continue;
        }
        let refused = || ProgramError { line, what: raw.trim().to_owned() };
        let words: Vec<&str> = raw.split_whitespace().collect();
        if !raw.starts_with([' ', '\t']) {
            section = words.first().copied().unwrap_or_default().to_ascii_uppercase();
            maximise |= section == "OBJSENSE"
                && words.get(1).is_some_and(|word| word.to_ascii_uppercase().starts_with("MAX"));
            if section == "ENDATA" {
                break;
            }
            continue;
        }
        let number = |word: &str| word.parse::<f64>().ok().filter(|n| n.is_finite()).ok_or_else(refused);
        match (section.as_str(), words.as_slice()) {
            ("OBJSENSE", [sense]) => maximise = sense.to_ascii_uppercase().starts_with("MAX"),
            ("ROWS", ["N" | "n", name]) => {
                if objective.is_empty() {
                    (*name).clone_into(&mut objective);
                }
            }
            ("ROWS", [kind, name]) => {
                let sense = match kind.to_ascii_uppercase().as_str() {
                    "L" => Sense::Le,
                    "G" => Sense::Ge,
                    "E" => Sense::Eq,
                    _ => return Err(refused()),
                };
                rows.insert((*name).to_owned(), program.rows.len());
                program.rows.push(Row { name: (*name).to_owned(), terms: Vec::new(), sense, rhs: 0.0 });
            }
            ("COLUMNS", [_, "'MARKER'", which]) => integers = which.contains("INTORG"),
            ("COLUMNS", [name, pairs @ ..]) if pairs.len() % 2 == 0 && !pairs.is_empty() => {
                let column = *columns.entry((*name).to_owned()).or_insert_with(|| {
                    let upper = if integers { 1.0 } else { f64::INFINITY };
                    program.columns.push(Column {
                        name: (*name).to_owned(),
                        cost: 0.0,
                        binary: integers,
                        upper,
                    });
                    program.columns.len() - 1
                });
                for pair in pairs.chunks_exact(2) {
                    let [row, factor] = pair else { return Err(refused()) };
                    let factor = number(factor)?;
                    if *row == objective {
                        if let Some(column) = program.columns.get_mut(column) {
                            column.cost += factor;
                        }
                    } else {
                        let row =
                            rows.get(*row).and_then(|row| program.rows.get_mut(*row)).ok_or_else(refused)?;
                        if factor != 0.0 {
                            row.terms.push((column, factor));
                        }
                    }
                }
            }
            ("RHS", [_, pairs @ ..]) if pairs.len() % 2 == 0 => {
                for pair in pairs.chunks_exact(2) {
                    let [row, rhs] = pair else { return Err(refused()) };
                    let row =
                        rows.get(*row).and_then(|row| program.rows.get_mut(*row)).ok_or_else(refused)?;
                    row.rhs = number(rhs)?;
                }
            }
            ("BOUNDS", [kind, _, name, rest @ ..]) => {
                let column = columns.get(*name).and_then(|column| program.columns.get_mut(*column));
                let column = column.ok_or_else(refused)?;
                match (kind.to_ascii_uppercase().as_str(), rest) {
                    ("BV", _) => {
                        column.binary = true;
                        column.upper = 1.0;
                    }
                    ("UP", [limit]) => column.upper = number(limit)?,
                    ("PL", _) => column.upper = f64::INFINITY,
                    ("LO", [limit]) if number(limit)? == 0.0 => {}
                    _ => return Err(refused()),
                }
            }
            _ => return Err(refused()),
        }
    }
    if !maximise {
        for column in &mut program.columns {
            column.cost = -column.cost;
        }
    }
    for row in &mut program.rows {
        row.terms.sort_by_key(|(column, _)| *column);
    }
    Ok(program)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_understood_is_named_by_its_line() {
        for (text, line) in [
            ("ROWS\n X c\n", 2),
            ("ROWS\n N obj\n L c\nCOLUMNS\n x nowhere 1\n", 5),
            ("ROWS\n N obj\nCOLUMNS\n x obj many\n", 4),
            ("ROWS\n N obj\nCOLUMNS\n x obj 1\nBOUNDS\n FR BND x\n", 6),
        ] {
            assert_eq!(read(text).map_err(|error| error.line), Err(line), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "[A-Zxyc0-9 '.\n-]{0,160}") {
            let _ = read(&text);
            let _ = read(&format!("ROWS\n N obj\n L c\nCOLUMNS\n{text}"));
        }
    }
}
