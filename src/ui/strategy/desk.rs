//! What every view of the map shares: the map, its index, its figures, and what is chosen.

use std::collections::HashSet;
use std::ops::Deref;
use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::address::{Address, View};
use crate::domain::competency::Model;
use crate::domain::id::{LinkId, NodeId};
use crate::domain::portfolio::Portfolio;
use crate::domain::strategy::capability::Teams;
use crate::domain::strategy::coverage::{self, Coverage};
use crate::domain::strategy::findings::{Finding, Gravity, findings_with};
use crate::domain::strategy::rollup::{self, Progress, roll_up};
use crate::domain::strategy::weights::{self, Instead, goal_weights_with};
use crate::domain::strategy::{
    GoalWeight, Graph, IdMap, Item, Kind, Link, Node, NodeEdit, PLACED, Strategy, StrategyCommand,
};
use crate::domain::{Command, Money, Name, Project, ProjectEdit, ProjectId, Workspace};
use crate::i18n::Locale;
use crate::i18n::sentences::Sentences;
use crate::i18n::strategy::Strategy as Words;
use crate::i18n::strategy_page::Page as Texts;
use crate::interchange::strategy_template::{self, Template};
use crate::route::Route;
use crate::state::{Access, clock};
use crate::ui::app::App;
use crate::ui::files::own_text;

/// A shared value that counts as changed when it is another one, without looking inside.
#[derive(Debug)]
pub struct Shared<T>(pub Arc<T>);

impl<T> Shared<T> {
    /// Shares a value.
    pub fn new(value: T) -> Self {
        Self(Arc::new(value))
    }
}

/// The old value where the new one is equal, so that what follows from it is not computed again.
fn kept<T: PartialEq>(old: Option<&Shared<T>>, new: T) -> Shared<T> {
    match old {
        Some(old) if **old == new => old.clone(),
        _ => Shared::new(new),
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

/// The projects as the workspace holds them.
pub type Projects = Vec<Arc<Project>>;

/// A figure that follows from the map. While `holds` says that the one made of an earlier map is that of the
/// present one, it is kept and counts as unchanged; so it does where it comes out equal.
fn following<T: PartialEq + Send + Sync + 'static>(
    map: Memo<Shared<Strategy>>,
    holds: impl Fn(&T, &Strategy, &Strategy) -> bool + Send + Sync + 'static,
    make: impl Fn(&Strategy) -> T + Send + Sync + 'static,
) -> Memo<Shared<T>> {
    let made_of = StoredValue::new(None::<Shared<Strategy>>);
    Memo::new(move |old: Option<&Shared<T>>| {
        map.with(|map| {
            let before = made_of.get_value();
            made_of.set_value(Some(map.clone()));
            match (old, before) {
                (Some(old), Some(before)) if holds(old, &before, map) => old.clone(),
                _ => kept(old, make(map)),
            }
        })
    })
}

/// The handles of the page. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct Desk {
    /// The app.
    pub app: App,
    /// The map.
    pub map: Memo<Shared<Strategy>>,
    /// The projects.
    pub projects: Memo<Shared<Projects>>,
    /// The map's index.
    pub graph: Memo<Shared<Graph>>,
    /// The weights of the goals.
    pub weights: Memo<Shared<Vec<GoalWeight>>>,
    /// Rolled-up progress.
    pub progress: Memo<Shared<IdMap<NodeId, Progress>>>,
    /// How goals are carried.
    pub coverage: Memo<Shared<Coverage>>,
    /// What was found.
    pub found: Memo<Shared<Vec<Finding>>>,
    /// The gravest finding at each item.
    pub flags: Memo<Shared<IdMap<Item, Gravity>>>,
    /// The projects of the list, in its order.
    pub project_order: Memo<Shared<Vec<ProjectId>>>,
    /// Where each project stands in the list.
    project_places: Memo<Shared<IdMap<ProjectId, usize>>>,
    /// The portfolio: which roles projects need, and what they need of each other.
    pub portfolio: Memo<Shared<Portfolio>>,
    /// What people can do; none while nobody has said or the model is not loaded.
    pub teams: Memo<Option<Shared<Teams>>>,
    model: RwSignal<Option<Shared<Model>>>,
    /// The view.
    pub view: Memo<View>,
    /// What is chosen, in every view.
    pub chosen: RwSignal<Option<Item>>,
    /// What the outline does not show the inside of.
    pub collapsed: RwSignal<HashSet<NodeId>>,
    /// The dialog that is open.
    pub dialog: RwSignal<Option<Ask>>,
    /// The templates, once they are loaded.
    pub templates: RwSignal<Option<Shared<Vec<Template>>>>,
    /// The sentences, once they are loaded.
    pub sentences: RwSignal<Option<Shared<Sentences>>>,
    /// Counts up to bring the focus back to the outline.
    pub focus_outline: RwSignal<u32>,
}

/// What a dialog asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Which template.
    Template,
    /// Which project to place under a node.
    Place(NodeId),
    /// What weighs more, among what stands under a node (none: at the top).
    Weigh(Option<NodeId>),
    /// Names of levels and lanes, thresholds.
    Settings,
    /// An outline to take in.
    Import,
}

impl Desk {
    /// The handles for the page that is being made.
    pub fn new(app: App) -> Self {
        let doc = app.store.doc();
        let map = Memo::new(move |_| doc.with(|doc| Shared(Arc::clone(&doc.strategy))));
        let projects = Memo::new(move |_| doc.with(|doc| Shared(Arc::clone(&doc.projects))));
        // Most edits change words or figures. What does not hang on them is kept without being computed again:
        // each figure remembers the map that it was made of.
        let graph = following(map, Graph::still_holds, Graph::of);
        let weights = following(
            map,
            |_, old, new| weights::are_kept(old, new),
            move |map| graph.with(|graph| goal_weights_with(map, graph, &Instead::new())),
        );
        let progress = following(
            map,
            |_, old, new| rollup::is_kept(old, new),
            move |map| graph.with(|graph| roll_up(map, graph)),
        );
        let of_workspace = move || {
            // Read, since a memo that is only tracked is never computed and follows nothing.
            map.with(|_| ());
            projects.with(|_| ());
        };
        let covered = StoredValue::new(None::<(Shared<Strategy>, Shared<Projects>, Shared<Vec<GoalWeight>>)>);
        let coverage = Memo::new(move |old: Option<&Shared<Coverage>>| {
            let (map, projects, weights) = (map.get(), projects.get(), weights.get());
            let is_kept = covered.with_value(|covered| {
                covered.as_ref().is_some_and(|(old_map, old_projects, old_weights)| {
                    *old_projects == projects && *old_weights == weights && coverage::is_kept(old_map, &map)
                })
            });
            covered.set_value(Some((map, projects, weights.clone())));
            match old.filter(|_| is_kept) {
                Some(old) => old.clone(),
                None => graph.with(|graph| {
                    let over = |doc: &Workspace| Coverage::over(doc, graph, &weights, &|_| false);
                    app.store.doc().with_untracked(|doc| kept(old, over(doc)))
                }),
            }
        });
        let found = Memo::new(move |old| {
            of_workspace();
            let with = |doc: &Workspace, graph: &Graph| {
                coverage.with(|coverage| findings_with(doc, graph, coverage, clock::today()))
            };
            graph.with(|graph| doc.with_untracked(|doc| kept(old, with(doc, graph))))
        });
        let flags = Memo::new(move |old| {
            let mut flags: IdMap<Item, Gravity> = IdMap::default();
            found.with(|found| {
                for finding in found.iter() {
                    let flag = flags.entry(finding.place()).or_insert(finding.gravity());
                    *flag = finding.gravity().min(*flag);
                }
            });
            kept(old, flags)
        });
        let project_order = Memo::new(move |old| {
            let read = |projects: &Projects| projects.iter().map(|project| project.id).collect::<Vec<_>>();
            projects.with(|projects| kept(old, read(projects)))
        });
        let project_places = Memo::new(move |old| {
            let read = |order: &[ProjectId]| {
                order.iter().enumerate().map(|(place, id)| (*id, place)).collect::<IdMap<_, _>>()
            };
            project_order.with(|order| kept(old, read(order)))
        });
        let portfolio = Memo::new(move |_| doc.with(|doc| Shared(Arc::clone(&doc.portfolio))));
        let competency = Memo::new(move |_| doc.with(|doc| Shared(Arc::clone(&doc.competency))));
        let model = RwSignal::new(None::<Shared<Model>>);
        let teams = Memo::new(move |_| {
            let built_in = model.get()?;
            let part = competency.get();
            let teams = Teams::of(&part, part.current_model(&built_in.0));
            (!teams.is_empty()).then(|| Shared::new(teams))
        });
        let address = Memo::new(move |_| Address::parse(&app.router.rest()));
        let view = Memo::new(move |_| address.get().view);
        let desk = Self {
            app,
            map,
            projects,
            graph,
            weights,
            progress,
            coverage,
            found,
            flags,
            project_order,
            project_places,
            portfolio,
            teams,
            model,
            view,
            chosen: RwSignal::new(address.get_untracked().item),
            collapsed: RwSignal::new(HashSet::new()),
            dialog: RwSignal::new(None),
            templates: RwSignal::new(None),
            sentences: RwSignal::new(None),
            focus_outline: RwSignal::new(0),
        };
        // The address is outside: going back in the browser's history chooses again.
        Effect::new(move |_| {
            if app.router.route() == Route::Strategy {
                let item = address.get().item;
                if desk.chosen.get_untracked() != item {
                    desk.chosen.set(item);
                }
            }
        });
        desk.load();
        desk
    }

    /// Loads the texts that are not part of the program.
    fn load(self) {
        spawn_local(async move {
            if let Some(text) = own_text("content/strategy_templates.json").await
                && let Ok(templates) = strategy_template::parse(&text)
            {
                self.templates.try_set(Some(Shared::new(templates)));
            }
            if let Some(text) = own_text("content/explanations.json").await
                && let Ok(sentences) = Sentences::parse(&text)
            {
                self.sentences.try_set(Some(Shared::new(sentences)));
            }
        });
        // Only where somebody has assessed themselves.
        Effect::new(move |_| {
            let is_wanted = self.app.store.doc().with(|doc| !doc.competency.rounds.is_empty());
            if is_wanted && self.model.with_untracked(Option::is_none) {
                spawn_local(async move {
                    let text = own_text("content/competency_model.json").await;
                    if let Some(model) = text.and_then(|text| Model::parse(&text).ok()) {
                        self.model.try_set(Some(Shared::new(model)));
                    }
                });
            }
        });
    }

    /// The language.
    pub fn locale(self) -> Locale {
        self.app.lang().locale()
    }

    /// Words of the domain.
    pub fn words(self) -> Words {
        self.app.lang().strategy()
    }

    /// Texts of the page.
    pub fn t(self) -> Texts {
        Texts(self.locale())
    }

    /// Changes the map.
    pub fn run(self, command: StrategyCommand) -> bool {
        self.app.dispatch(command)
    }

    /// Changes the map and offers the way back.
    pub fn run_undoable(self, command: StrategyCommand) {
        self.app.dispatch_undoable(command);
    }

    /// May the map be changed here?
    pub fn may_write(self) -> bool {
        self.app.store.access().get() == Access::Writer
    }

    /// The workspace, to compute with.
    pub fn with_workspace<T>(self, f: impl FnOnce(&Workspace) -> T) -> T {
        self.map.with(|_| ());
        self.projects.with(|_| ());
        self.app.store.doc().with_untracked(f)
    }

    /// A node, tracked.
    pub fn node(self, id: NodeId) -> Option<Arc<Node>> {
        self.map.with(|map| self.graph.with(|graph| graph.node(map, id).cloned()))
    }

    /// A project, tracked.
    pub fn project(self, id: ProjectId) -> Option<Arc<Project>> {
        let place = self.project_places.with(|places| places.get(&id).copied())?;
        self.projects.with(|projects| projects.get(place).cloned())
    }

    /// What an item is called; a word for one without a name. Tracked.
    pub fn name(self, item: Item) -> String {
        let name = match item {
            Item::Node(id) => self.node(id).map(|node| node.name.clone()),
            Item::Project(id) => self.project(id).map(|project| project.name.clone()),
        };
        match name {
            Some(name) if !name.is_empty() => name.to_string(),
            _ => self.words().no_name().to_owned(),
        }
    }

    /// The word for an item's level.
    pub fn level(self, item: Item) -> String {
        match item {
            Item::Node(id) => self.node(id).map(|node| self.kind_word(node.kind)).unwrap_or_default(),
            Item::Project(_) => self.words().project().to_owned(),
        }
    }

    /// What a level is called in this map.
    pub fn kind_word(self, kind: Kind) -> String {
        self.map.with(|map| self.words().level(map, kind))
    }

    /// Is the item there?
    pub fn is_there(self, item: Item) -> bool {
        match item {
            Item::Node(id) => self.graph.with(|graph| graph.has(id)),
            Item::Project(id) => self.project(id).is_some(),
        }
    }

    /// Chooses an item in every view, and in the address.
    pub fn choose(self, item: Option<Item>) {
        if self.chosen.get_untracked() != item {
            self.chosen.set(item);
        }
        let address = Address { view: self.view.get_untracked(), item };
        self.app.router.replace_to(Route::Strategy, &address.to_string());
    }

    /// Goes to a view, with what is chosen.
    pub fn show(self, view: View) {
        let address = Address { view, item: self.chosen.get_untracked() };
        self.app.router.go_to(Route::Strategy, &address.to_string());
    }

    /// The address of a view, with what is chosen.
    pub fn link_to(self, view: View) -> String {
        format!("{}/{}", Route::Strategy, Address { view, item: self.chosen.get() })
    }

    /// An amount with its unit.
    pub fn money(self, money: Money) -> String {
        let unit = self.app.store.doc().with(|doc| doc.money);
        crate::ui::overview::money_text(self.app, unit, money)
    }

    /// An amount in minor units, rounded to a whole shown unit.
    pub fn money_of(self, minor: f64) -> String {
        let unit = self.app.store.doc().with(|doc| doc.money);
        #[expect(clippy::cast_possible_truncation, reason = "beyond i64 it saturates")]
        let money = Money::from_minor(minor.round() as i64).unwrap_or_default();
        let plain: f64 = unit.plain(money).parse().unwrap_or(0.0);
        let decimals = u32::from(plain.abs() < 100.0);
        let figure = crate::ui::kit::format::number(self.locale(), plain, decimals);
        format!("{figure} {}", self.app.lang().projects().money_unit(unit))
    }

    /// A filled sentence; empty until the sentences are loaded.
    pub fn sentence(self, id: &str, values: &[(&str, &str)]) -> String {
        let locale = self.locale();
        self.sentences.with(|sentences| {
            sentences
                .as_ref()
                .and_then(|sentences| sentences.fill(locale, id, values).ok())
                .unwrap_or_default()
        })
    }

    /// A new contribution of the usual strength.
    #[expect(clippy::unused_self, reason = "the desk is what every view has at hand")]
    pub fn new_link(self, from: Item, to: NodeId) -> Link {
        Link::new(clock::fresh(LinkId::new), from, to, PLACED)
    }

    /// Sets a field of a node.
    pub fn edit(self, id: NodeId, edit: NodeEdit) -> bool {
        self.run(StrategyCommand::EditNodes(vec![(id, edit)]))
    }

    /// Names an item.
    pub fn rename(self, item: Item, text: &str) -> Result<(), String> {
        let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = Name::new(&one_line).map_err(|error| self.app.lang().errors().value(&error))?;
        match item {
            Item::Node(id) => self.edit(id, NodeEdit::Name(name)),
            Item::Project(id) => {
                self.app.dispatch(Command::EditProjects(vec![(id, ProjectEdit::Name(name))]))
            }
        };
        Ok(())
    }

    /// Material for ids.
    pub fn fresh() -> (u64, [u8; 10]) {
        (clock::now_millis(), clock::random())
    }

    /// Today.
    #[expect(clippy::unused_self, reason = "the desk is what every view has at hand")]
    pub fn today(self) -> NaiveDate {
        clock::today()
    }
}

/// The desk of the enclosing page.
pub fn desk() -> Desk {
    expect_context()
}
