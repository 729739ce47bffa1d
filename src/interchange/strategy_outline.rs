//! The map as an outline: rows with a depth, which Markdown, OPML and CSV write down each in its way.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::id::{LinkId, NodeId};
use crate::domain::project::parse_date;
use crate::domain::strategy::graph::fitting;
use crate::domain::strategy::{
    Graph, Home, Item, Kind, Link, Measure, Node, PLACED, Place, StrategyCommand, Weight,
};
use crate::domain::{Name, Note, Project, ProjectEdit, ProjectId, Workspace};

pub use super::strategy_marks::{LinkMark, MeasureField};
pub use super::strategy_template::Fresh;

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// A node of the map.
    Node(Kind),
    /// A project.
    Project,
}

impl RowKind {
    /// Everything a row can be.
    pub const ALL: [Self; 8] = [
        Self::Node(Kind::Vision),
        Self::Node(Kind::Mission),
        Self::Node(Kind::Theme),
        Self::Node(Kind::Goal),
        Self::Node(Kind::Measure),
        Self::Node(Kind::Initiative),
        Self::Node(Kind::Programme),
        Self::Project,
    ];

    /// The key used in files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Node(kind) => kind.key(),
            Self::Project => "project",
        }
    }
}

/// A row of an outline.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OutlineRow {
    /// How deep, from 0.
    pub depth: usize,
    /// What it is; none for the next level below what it stands under.
    pub kind: Option<RowKind>,
    /// What it says.
    pub name: Name,
    /// Who answers for it.
    pub owner: Name,
    /// Its weight among its siblings.
    pub weight: Option<Weight>,
    /// Its day.
    pub due: Option<NaiveDate>,
    /// Why.
    pub note: Note,
    /// Its number in the outline (1, 1.2, …), by which links find it. A row with a number says all of its links
    /// itself; one without, as people write them, is linked to what it stands under.
    pub number: String,
    /// What it contributes to and causes.
    pub links: Vec<LinkMark>,
    /// What it counts, where it is a measure.
    pub measure: Option<Arc<Measure>>,
}

/// Rows of an import may be no more than this, so that a file cannot hang the page.
pub const MOST_ROWS: usize = 5_000;

/// The words for levels, in the language of the file and in this map.
pub struct Words<'a> {
    /// The word for a level.
    pub word: &'a dyn Fn(RowKind) -> String,
}

impl std::fmt::Debug for Words<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Words")
    }
}

impl Words<'_> {
    /// The level that a word or a key names.
    pub fn kind(&self, word: &str) -> Option<RowKind> {
        let word = word.trim().to_lowercase();
        RowKind::ALL.into_iter().find(|kind| kind.key() == word || (self.word)(*kind).to_lowercase() == word)
    }
}

/// The rows of a map, with the projects below what they hang under. Links from projects that hang nowhere are not
/// among them.
pub fn rows(workspace: &Workspace, graph: &Graph) -> Vec<OutlineRow> {
    let map = &workspace.strategy;
    let mut rows = Vec::new();
    let mut items = Vec::new();
    let tops = graph.tops.iter().chain(&graph.unplaced).rev();
    let mut open: Vec<(Item, usize)> = tops.map(|id| (Item::Node(*id), 0)).collect();
    while let Some((item, depth)) = open.pop() {
        match item {
            Item::Node(id) => {
                let Some(node) = graph.node(map, id) else { continue };
                items.push(item);
                rows.push(OutlineRow {
                    depth,
                    kind: Some(RowKind::Node(node.kind)),
                    name: node.name.clone(),
                    owner: node.owner.clone(),
                    weight: node.weight,
                    due: node.due,
                    note: node.note.clone(),
                    measure: node.measure.clone().filter(|_| node.kind == Kind::Measure),
                    ..OutlineRow::default()
                });
                let projects = graph.housed(id).iter().map(|id| Item::Project(*id));
                let below: Vec<Item> =
                    graph.children(id).iter().map(|id| Item::Node(*id)).chain(projects).collect();
                open.extend(below.into_iter().rev().map(|item| (item, depth + 1)));
            }
            Item::Project(id) => {
                let Some(project) = workspace.project(id) else { continue };
                items.push(item);
                rows.push(OutlineRow {
                    depth,
                    kind: Some(RowKind::Project),
                    name: project.name.clone(),
                    owner: project.owner.clone(),
                    weight: None,
                    due: project.finish,
                    note: project.description.clone(),
                    ..OutlineRow::default()
                });
            }
        }
    }
    let numbers = numbers(&rows);
    let places: HashMap<NodeId, &String> =
        items.iter().zip(&numbers).filter_map(|(item, number)| Some((item.node()?, number))).collect();
    for ((row, item), number) in rows.iter_mut().zip(&items).zip(&numbers) {
        row.number.clone_from(number);
        let links = graph.links_from(map, *item).filter_map(|link| {
            let to = (*places.get(&link.to)?).clone();
            Some(LinkMark { kind: link.kind, to, strength: Some(link.strength) })
        });
        row.links = links.collect();
    }
    rows
}

/// The number of each row: 1, 1.1, 1.2, 2.
fn numbers(rows: &[OutlineRow]) -> Vec<String> {
    let mut counts: Vec<usize> = Vec::new();
    rows.iter()
        .map(|row| {
            counts.truncate(row.depth + 1);
            if counts.len() <= row.depth {
                counts.resize(row.depth + 1, 0);
            }
            if let Some(count) = counts.last_mut() {
                *count += 1;
            }
            counts.iter().map(usize::to_string).collect::<Vec<_>>().join(".")
        })
        .collect()
}

/// A link of an outline that is not taken in, and why.
#[derive(Debug, Clone, PartialEq)]
pub enum LeftOut {
    /// No row and nothing in the map goes by what it leads to, or more than one does, or it is a project.
    Unknown {
        /// The row that it is of.
        row: Name,
        /// What it leads to.
        to: String,
    },
    /// With the others, it would close a cycle.
    Circle {
        /// The row that it is of.
        row: Name,
        /// What it leads to.
        to: String,
    },
}

/// What an outline becomes.
#[derive(Debug, Clone, PartialEq)]
pub struct Grafted {
    /// The step that takes it in.
    pub command: StrategyCommand,
    /// The links that are not in it.
    pub left_out: Vec<LeftOut>,
}

/// What a name or number stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Named {
    One(Item),
    Several,
}

/// Where links find their ends: by the number of a row, by the name of one, by the name of what is there.
#[derive(Debug, Default)]
struct Ends {
    numbers: HashMap<String, Named>,
    names: HashMap<String, Named>,
    there: HashMap<String, Named>,
}

impl Ends {
    fn note(list: &mut HashMap<String, Named>, word: &str, item: Item) {
        if word.is_empty() {
            return;
        }
        let known = list.entry(word.to_owned()).or_insert(Named::One(item));
        if *known != Named::One(item) {
            *known = Named::Several;
        }
    }

    fn find(&self, word: &str) -> Option<NodeId> {
        let lists = [&self.numbers, &self.names, &self.there];
        match lists.into_iter().find_map(|list| list.get(word))? {
            Named::One(item) => item.node(),
            Named::Several => None,
        }
    }
}

/// What rows become: nodes and projects under `place`, with their links. A project of the same name that is there
/// is placed, not made again. What carries and has no number is linked to the aim that it stands under. Links that
/// lead nowhere or would close a cycle are left out and named.
pub fn graft(workspace: &Workspace, rows: &[OutlineRow], place: Place, fresh: Fresh<'_>) -> Grafted {
    let map = &workspace.strategy;
    let mut nodes: Vec<Node> = Vec::new();
    let mut links: Vec<Link> = Vec::new();
    let mut projects: Vec<Project> = Vec::new();
    let mut homes = Vec::new();
    let mut ends = Ends::default();
    for node in map.nodes.iter() {
        Ends::note(&mut ends.there, &node.name, Item::Node(node.id));
    }
    let mut known: HashMap<Name, ProjectId> = HashMap::new();
    for project in workspace.projects.iter().filter(|project| !project.name.is_empty()) {
        known.entry(project.name.clone()).or_insert(project.id);
    }
    // What each row became.
    let mut items: Vec<Item> = Vec::new();
    // The way down to the row before: each with its depth.
    let mut way: Vec<(usize, NodeId, Kind)> = Vec::new();
    let parent_kind = place.parent().and_then(|id| map.node(id)).map(|node| node.kind);
    let mut placed: HashSet<ProjectId> = HashSet::new();
    for row in rows {
        while way.last().is_some_and(|(depth, ..)| *depth >= row.depth) {
            way.pop();
        }
        let above = way.last().map(|(_, id, kind)| (*id, *kind)).or(place.parent().zip(parent_kind));
        let below = || match above {
            Some((_, kind)) => map.kind_below(kind).map_or(RowKind::Project, RowKind::Node),
            None => RowKind::Node(map.top_kind()),
        };
        let (millis, random) = fresh();
        let item = match row.kind.unwrap_or_else(below) {
            RowKind::Node(kind) => {
                let under = above.map_or(place, |(id, _)| Place::Under(id));
                let mut node = Node::new(NodeId::new(millis, random), kind, under);
                node.name = row.name.clone();
                node.owner = row.owner.clone();
                node.weight = row.weight;
                node.due = row.due;
                node.note = row.note.clone();
                node.measure = row.measure.clone().filter(|_| kind == Kind::Measure);
                let id = node.id;
                way.push((row.depth, id, kind));
                nodes.push(node);
                if let Some((parent, _)) = above.filter(|(_, above)| kind.is_carrier() && above.is_aim())
                    && row.number.is_empty()
                {
                    let (millis, random) = fresh();
                    links.push(Link::new(LinkId::new(millis, random), Item::Node(id), parent, PLACED));
                }
                Item::Node(id)
            }
            RowKind::Project => {
                let id = known.get(&row.name).copied().unwrap_or_else(|| {
                    let id = ProjectId::new(millis, random);
                    let edits = [
                        ProjectEdit::Name(row.name.clone()),
                        ProjectEdit::Owner(row.owner.clone()),
                        ProjectEdit::Description(row.note.clone()),
                        ProjectEdit::Finish(row.due),
                    ];
                    projects.push(edits.into_iter().fold(Project::new(id), Project::with));
                    if !row.name.is_empty() {
                        known.insert(row.name.clone(), id);
                    }
                    id
                });
                if let Some((parent, kind)) = above {
                    if placed.insert(id) {
                        homes.push(Home { project: id, under: parent });
                    }
                    if kind.is_aim() && row.number.is_empty() {
                        let (millis, random) = fresh();
                        links.push(Link::new(LinkId::new(millis, random), Item::Project(id), parent, PLACED));
                    }
                }
                Item::Project(id)
            }
        };
        Ends::note(&mut ends.numbers, &row.number, item);
        Ends::note(&mut ends.names, &row.name, item);
        items.push(item);
    }
    let mut left_out = Vec::new();
    // Those that stand in rows, with the row and the word for the end.
    let mut stated: Vec<(&OutlineRow, &LinkMark)> = Vec::new();
    let implied = links.len();
    for (row, item) in rows.iter().zip(&items) {
        for mark in &row.links {
            match ends.find(&mark.to) {
                Some(to) => {
                    let (millis, random) = fresh();
                    let strength = mark.strength.unwrap_or(PLACED);
                    let link = Link::new(LinkId::new(millis, random), *item, to, strength);
                    links.push(Link { kind: mark.kind, ..link });
                    stated.push((row, mark));
                }
                None => left_out.push(LeftOut::Unknown { row: row.name.clone(), to: mark.to.clone() }),
            }
        }
    }
    let mut whole = (**map).clone();
    Arc::make_mut(&mut whole.nodes).extend(nodes.iter().cloned().map(Arc::new));
    let mut fits = fitting(&whole, &links).into_iter();
    let mut stated = std::iter::repeat_n(None, implied).chain(stated.into_iter().map(Some));
    links.retain(|_| {
        let (is_kept, of) = (fits.next().unwrap_or(false), stated.next().flatten());
        if let Some((row, mark)) = of.filter(|_| !is_kept) {
            left_out.push(LeftOut::Circle { row: row.name.clone(), to: mark.to.clone() });
        }
        is_kept
    });
    Grafted { command: StrategyCommand::Graft { nodes, links, projects, homes }, left_out }
}

/// Reads an outline in text: Markdown lists and headings, or indented lines. What follows a name in braces
/// `{level, 40 %, @owner, 2029-12-31, #1.2, ->1.3=2}` is read as far as it is understood: `#` is the row's number,
/// arrows are links ([`LinkMark`]). Notes are quoted lines (`> `) below a row, and what a measure counts stands in
/// lines of `= field: text` ([`MeasureField`]). Rows beyond [`MOST_ROWS`] are left out.
pub fn read_text(text: &str, words: &Words<'_>) -> Vec<OutlineRow> {
    let mut rows: Vec<OutlineRow> = Vec::new();
    let mut heading = 0;
    let mut is_titled = false;
    // The indentation of each open depth.
    let mut indents: Vec<usize> = Vec::new();
    for line in text.lines() {
        let body = line.trim();
        if body.is_empty() {
            continue;
        }
        if let Some(quoted) = body.strip_prefix('>') {
            if let Some(row) = rows.last_mut() {
                let joined = format!("{}\n{}", &*row.note, quoted.trim());
                row.note = Note::truncated(&joined);
            }
            continue;
        }
        let field = body.strip_prefix("= ").and_then(|rest| rest.split_once([':', '：']));
        if let Some((field, text)) = field.and_then(|(word, text)| Some((MeasureField::of(word)?, text)))
            && let Some(row) = rows.last_mut()
        {
            let mut measure = row.measure.take().map(|measure| (*measure).clone()).unwrap_or_default();
            field.read(&mut measure, text);
            row.measure = Some(Arc::new(measure.in_order()));
            continue;
        }
        if rows.len() >= MOST_ROWS {
            break;
        }
        let hashes = body.chars().take_while(|c| *c == '#').count();
        let (depth, content) = if hashes > 0 && body.chars().nth(hashes) == Some(' ') {
            heading = hashes;
            indents.clear();
            (hashes - 1, body.get(hashes..).unwrap_or_default())
        } else {
            let indent: usize =
                line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
            while indents.last().is_some_and(|last| *last > indent) {
                indents.pop();
            }
            if indents.last().is_none_or(|last| *last < indent) {
                indents.push(indent);
            }
            (heading + indents.len() - 1, without_bullet(body))
        };
        let mut row = row_of(content.trim(), words);
        // A row cannot be deeper than one below the row before it.
        let most = rows.last().map_or(0, |last| last.depth + 1);
        row.depth = depth.min(most);
        is_titled |= rows.is_empty() && hashes == 1;
        rows.push(row);
    }
    // A file that was written here has a title and numbers its rows; the title is no row.
    let is_below = |row: &OutlineRow| row.depth > 0;
    if is_titled && rows.iter().skip(1).all(is_below) && rows.iter().any(|row| !row.number.is_empty()) {
        rows.remove(0);
        for row in &mut rows {
            row.depth -= 1;
        }
    }
    rows
}

fn without_bullet(body: &str) -> &str {
    for bullet in ["- [ ] ", "- [x] ", "- ", "* ", "+ ", "• ", "· "] {
        if let Some(rest) = body.strip_prefix(bullet) {
            return rest;
        }
    }
    let digits = body.chars().take_while(char::is_ascii_digit).count();
    let after = body.get(digits..).unwrap_or_default();
    match after.strip_prefix(". ").or(after.strip_prefix(") ")).or(after.strip_prefix('、')) {
        Some(rest) if (1..=3).contains(&digits) => rest,
        _ => body,
    }
}

fn row_of(content: &str, words: &Words<'_>) -> OutlineRow {
    let mut row = OutlineRow::default();
    let parts = content.strip_suffix('}').and_then(|inside| inside.rsplit_once('{'));
    let Some((name, marks)) = parts else {
        row.name = Name::truncated(content);
        return row;
    };
    row.name = Name::truncated(name);
    for mark in marks.split([',', '，', '|']).map(str::trim) {
        if let Some(number) = mark.strip_prefix('#') {
            number.trim().clone_into(&mut row.number);
        } else if let Some(link) = LinkMark::read(mark) {
            row.links.push(link);
        } else if let Some(owner) = mark.strip_prefix('@') {
            row.owner = Name::truncated(owner);
        } else if mark.ends_with(['%', '％']) {
            row.weight = Weight::parse(mark).ok();
        } else if let Ok(date) = parse_date(mark) {
            row.due = Some(date);
        } else if let Some(kind) = words.kind(mark) {
            row.kind = Some(kind);
        }
    }
    row
}

/// Writes rows as a Markdown list that [`read_text`] reads back.
pub fn write_markdown(rows: &[OutlineRow], words: &Words<'_>) -> String {
    let mut text = String::new();
    for row in rows {
        let mut marks: Vec<String> = row.kind.map(words.word).into_iter().collect();
        if let Some(weight) = row.weight {
            marks.push(format!("{}%", weight.get()));
        }
        if !row.owner.is_empty() {
            // A comma would end the owner.
            marks.push(format!("@{}", row.owner.replace([',', '，', '|', '{', '}'], " ")));
        }
        if let Some(due) = row.due {
            marks.push(due.to_string());
        }
        if !row.number.is_empty() {
            marks.push(format!("#{}", row.number));
        }
        marks.extend(row.links.iter().map(LinkMark::text));
        let pad = "  ".repeat(row.depth);
        text.extend([&pad, "- ", &*row.name, " {", &marks.join(", "), "}\n"]);
        for line in row.note.lines().filter(|line| !line.trim().is_empty()) {
            text.extend([&pad, "  > ", line.trim(), "\n"]);
        }
        for (field, value) in fields_of(row) {
            text.extend([&pad, "  = ", field.key(), ": ", &value, "\n"]);
        }
    }
    text
}

/// What a row says of its measure, field by field.
pub(super) fn fields_of(row: &OutlineRow) -> impl Iterator<Item = (MeasureField, String)> {
    let measure = row.measure.clone();
    MeasureField::ALL.into_iter().filter_map(move |field| {
        let text = field.text(measure.as_deref()?);
        (!text.is_empty()).then_some((field, text))
    })
}
