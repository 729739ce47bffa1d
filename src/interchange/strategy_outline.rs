//! The map as an outline: rows with a depth, which Markdown, OPML and CSV write down each in its way.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::domain::id::{LinkId, NodeId};
use crate::domain::project::parse_date;
use crate::domain::strategy::{Graph, Home, Item, Kind, Link, Node, PLACED, Place, StrategyCommand, Weight};
use crate::domain::{Name, Note, Project, ProjectEdit, ProjectId, Workspace};

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

/// The rows of a map, with the projects below what they hang under.
pub fn rows(workspace: &Workspace, graph: &Graph) -> Vec<OutlineRow> {
    let map = &workspace.strategy;
    let mut rows = Vec::new();
    let tops = graph.tops.iter().chain(&graph.unplaced).rev();
    let mut open: Vec<(Item, usize)> = tops.map(|id| (Item::Node(*id), 0)).collect();
    while let Some((item, depth)) = open.pop() {
        match item {
            Item::Node(id) => {
                let Some(node) = graph.node(map, id) else { continue };
                rows.push(OutlineRow {
                    depth,
                    kind: Some(RowKind::Node(node.kind)),
                    name: node.name.clone(),
                    owner: node.owner.clone(),
                    weight: node.weight,
                    due: node.due,
                    note: node.note.clone(),
                });
                let projects = graph.housed(id).iter().map(|id| Item::Project(*id));
                let below: Vec<Item> =
                    graph.children(id).iter().map(|id| Item::Node(*id)).chain(projects).collect();
                open.extend(below.into_iter().rev().map(|item| (item, depth + 1)));
            }
            Item::Project(id) => {
                let Some(project) = workspace.project(id) else { continue };
                rows.push(OutlineRow {
                    depth,
                    kind: Some(RowKind::Project),
                    name: project.name.clone(),
                    owner: project.owner.clone(),
                    weight: None,
                    due: project.finish,
                    note: project.description.clone(),
                });
            }
        }
    }
    rows
}

/// What rows become: nodes and projects under `place`. A project of the same name that is there is placed,
/// not made again. What carries is linked to the goal that it stands under.
pub fn graft(workspace: &Workspace, rows: &[OutlineRow], place: Place, fresh: Fresh<'_>) -> StrategyCommand {
    let map = &workspace.strategy;
    let mut nodes: Vec<Node> = Vec::new();
    let mut links = Vec::new();
    let mut projects: Vec<Project> = Vec::new();
    let mut homes = Vec::new();
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
            Some((_, kind)) => map.kind_below(kind).map(RowKind::Node).unwrap_or(RowKind::Project),
            None => RowKind::Node(map.top_kind()),
        };
        let (millis, random) = fresh();
        match row.kind.unwrap_or_else(below) {
            RowKind::Node(kind) => {
                let under = above.map_or(place, |(id, _)| Place::Under(id));
                let mut node = Node::new(NodeId::new(millis, random), kind, under);
                node.name = row.name.clone();
                node.owner = row.owner.clone();
                node.weight = row.weight;
                node.due = row.due;
                node.note = row.note.clone();
                if kind.is_carrier()
                    && let Some((parent, above)) = above.filter(|(_, above)| above.is_aim())
                {
                    debug_assert!(above.is_aim(), "only aims are carried");
                    let (millis, random) = fresh();
                    links.push(Link::new(LinkId::new(millis, random), Item::Node(node.id), parent, PLACED));
                }
                way.push((row.depth, node.id, kind));
                nodes.push(node);
            }
            RowKind::Project => {
                let known = workspace.projects.iter().map(|project| &**project).chain(&projects);
                let same = known
                    .filter(|project| !project.name.is_empty() && project.name == row.name)
                    .map(|project| project.id)
                    .next();
                let id = same.unwrap_or_else(|| {
                    let id = ProjectId::new(millis, random);
                    let edits = [
                        ProjectEdit::Name(row.name.clone()),
                        ProjectEdit::Owner(row.owner.clone()),
                        ProjectEdit::Description(row.note.clone()),
                        ProjectEdit::Finish(row.due),
                    ];
                    projects.push(edits.into_iter().fold(Project::new(id), Project::with));
                    id
                });
                if let Some((parent, kind)) = above {
                    if placed.insert(id) {
                        homes.push(Home { project: id, under: parent });
                    }
                    if kind.is_aim() {
                        let (millis, random) = fresh();
                        links.push(Link::new(LinkId::new(millis, random), Item::Project(id), parent, PLACED));
                    }
                }
            }
        }
    }
    StrategyCommand::Graft { nodes, links, projects, homes }
}

/// Reads an outline in text: Markdown lists and headings, or indented lines. What follows a name in braces
/// `{level, 40 %, @owner, 2029-12-31}` is read as far as it is understood. Notes are quoted lines (`> `)
/// below a row. Rows beyond [`MOST_ROWS`] are left out.
pub fn read_text(text: &str, words: &Words<'_>) -> Vec<OutlineRow> {
    let mut rows: Vec<OutlineRow> = Vec::new();
    let mut heading = 0;
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
        rows.push(row);
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
        if let Some(owner) = mark.strip_prefix('@') {
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
        let pad = "  ".repeat(row.depth);
        text.push_str(&format!("{pad}- {} {{{}}}\n", row.name, marks.join(", ")));
        for line in row.note.lines().filter(|line| !line.trim().is_empty()) {
            text.push_str(&format!("{pad}  > {}\n", line.trim()));
        }
    }
    text
}
