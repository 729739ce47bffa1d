//! Line icons on a 20-unit grid, drawn for this app.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Symbol {
    /// Plus.
    Add,
    /// A dash: less.
    Minus,
    /// Four corners: all of it in the frame.
    Fit,
    /// Arrow pointing down at a line: take a file away.
    Download,
    /// Arrow pointing up from a tray: bring a file in.
    Upload,
    /// Bent arrow to the left.
    Undo,
    /// Bent arrow to the right.
    Redo,
    /// Check mark.
    Check,
    /// Cross.
    Close,
    /// Triangle with a mark.
    Warning,
    /// Bin.
    Delete,
    /// Two sheets.
    Duplicate,
    /// Clock with an arrow back.
    History,
    /// Folder.
    Folder,
    /// Cylinder.
    Data,
    /// Rows.
    Projects,
    /// Ring of stations.
    Overview,
    /// Tree that branches.
    Strategy,
    /// Bars ranked by length.
    Selection,
    /// Pieces that fill a box.
    Portfolio,
    /// Dots on two scales: an answer sheet.
    Competency,
    /// Magnifier.
    Search,
    /// Screen on a stand.
    Present,
    /// Sun.
    Light,
    /// Moon.
    Dark,
    /// Half-filled disc: as the system has it.
    System,
    /// Two letters: language.
    Language,
    /// Question mark.
    Help,
    /// Chevron down.
    Down,
    /// Up.
    Up,
    /// Chevron right.
    Right,
    /// Chevron left.
    Left,
    /// Three dots.
    More,
    /// Pencil.
    Edit,
    /// Funnel.
    Filter,
    /// A shield: kept safe.
    Safe,
    /// A ring with a gap: at work.
    Busy,
    /// An eye: read-only.
    Look,
}

impl Symbol {
    const fn path(self) -> &'static str {
        match self {
            Self::Add => "M10 4v12M4 10h12",
            Self::Minus => "M4 10h12",
            Self::Fit => "M3.500 7V3.500H7M13 3.500h3.500V7M16.500 13v3.500H13M7 16.500H3.500V13",
            Self::Download => "M10 3v9.5M6 9l4 4 4-4M4 16.5h12",
            Self::Upload => "M10 13V3.5M6 7l4-4 4 4M4 16.5h12",
            Self::Undo => "M7.5 4.5L4 8l3.5 3.5M4 8h7.5a4.25 4.25 0 010 8.5H8",
            Self::Redo => "M12.5 4.5L16 8l-3.5 3.5M16 8H8.500a4.25 4.25 0 000 8.500H12",
            Self::Check => "M4.500 10.500l3.500 3.500 7.500-8",
            Self::Close => "M5 5l10 10M15 5L5 15",
            Self::Warning => "M10 3.500l7.250 12.750H2.750zM10 8.250v3.750M10 14.250v.01",
            Self::Delete => {
                "M3.500 5.500h13M8 5.500V3.500h4v2M5.500 5.500l.75 11h7.500l.75-11M8.500 8.500v5M11.500 8.500v5"
            }
            Self::Duplicate => "M7 7h9.500v9.500H7zM13 7V3.500H3.500V13H7",
            Self::History => "M3.500 4v3.500H7M3.750 7.250A6.750 6.750 0 113.250 10M10 6.500V10l2.500 1.750",
            Self::Folder => "M3 5.500h4.500l1.750 2H17v8.500H3z",
            Self::Data => {
                "M4 5.500c0-1.400 2.700-2.500 6-2.500s6 1.100 6 2.500-2.700 2.500-6 2.500-6-1.100-6-2.500zM4 5.500v9C4 15.900 6.700 17 10 17s6-1.100 6-2.500v-9M4 10c0 1.400 2.700 2.500 6 2.500s6-1.100 6-2.500"
            }
            Self::Projects => "M3 4.500h14v11H3zM3 8.200h14M3 11.900h14M8 8.200v7.300",
            Self::Overview => {
                "M10 3v2.500M10 14.500V17M3.900 6.500l2.200 1.250M13.900 12.250l2.200 1.250M3.900 13.500l2.200-1.250M13.900 7.750l2.200-1.250M13.500 10a3.500 3.500 0 11-7 0 3.500 3.500 0 017 0z"
            }
            Self::Strategy => {
                "M10 3v4M10 7H5v3.500M10 7h5v3.500M3 10.500h4V14H3zM13 10.500h4V14h-4zM10 7v9.500"
            }
            Self::Selection => "M4 3v14M4 5h12M4 10h8.500M4 15h5",
            Self::Portfolio => "M3 3.500h14v13H3zM3 9h8.500M11.500 3.500v13M11.500 12h5.500M7 9v7.500",
            Self::Competency => "M3 5.500h14M3 10h14M3 14.500h14M7 4v3M13.500 8.500v3M9.500 13v3",
            Self::Search => {
                "M13.250 13.250L17 17M14.500 8.750a5.750 5.750 0 11-11.500 0 5.750 5.750 0 0111.500 0z"
            }
            Self::Present => "M2.500 4h15v9.500h-15zM10 13.500V17M6.500 17h7",
            Self::Light => {
                "M13.250 10a3.250 3.250 0 11-6.500 0 3.250 3.250 0 016.500 0zM10 2.500V4M10 16v1.500M2.500 10H4M16 10h1.500M4.700 4.700l1.060 1.060M14.240 14.240l1.060 1.060M4.700 15.300l1.060-1.060M14.240 5.760l1.060-1.060"
            }
            Self::Dark => "M16.500 11.750A7 7 0 018.250 3.500a7 7 0 108.250 8.250z",
            Self::System => {
                "M16.500 10a6.500 6.500 0 11-13 0 6.500 6.500 0 0113 0zM10 3.500v13M10 6.500l4.500-1M10 10h6.500M10 13.500l4.500 1"
            }
            Self::Language => {
                "M2.500 5.500h8.500M6.750 3.500v2M9.250 5.500c-.75 3.250-3 5.750-6.250 7M4.500 7.500c.75 2 2.250 3.750 4.750 4.750M10 16.500l3.500-8 3.500 8M11.250 14h4.500"
            }
            Self::Help => {
                "M7.250 7.250a2.750 2.750 0 115 1.500C11.500 9.750 10 10 10 11.750M10 14.750v.01M17 10a7 7 0 11-14 0 7 7 0 0114 0z"
            }
            Self::Down => "M5.500 8l4.500 4.500L14.500 8",
            Self::Up => "M5.500 12l4.500-4.500 4.500 4.500",
            Self::Right => "M8 5.500l4.500 4.500L8 14.500",
            Self::Left => "M12 5.500L7.500 10l4.500 4.500",
            Self::More => "M5 10v.01M10 10v.01M15 10v.01",
            Self::Edit => "M4 16l.75-3.250L13.500 4 16 6.500l-8.750 8.750zM11.750 5.750l2.500 2.500",
            Self::Filter => "M3.500 4.500h13L11.750 10.500v5l-3.500-1.500v-3.500z",
            Self::Safe => {
                "M10 2.750l6 2.250v4.750c0 3.500-2.500 6.250-6 7.500-3.500-1.250-6-4-6-7.500V5zM7.250 9.750l2 2 3.500-3.750"
            }
            Self::Busy => "M10 3.500A6.500 6.500 0 1116.500 10",
            Self::Look => {
                "M2.500 10S5 5 10 5s7.500 5 7.500 5-2.500 5-7.500 5-7.500-5-7.500-5zM12.250 10a2.250 2.250 0 11-4.500 0 2.250 2.250 0 014.500 0z"
            }
        }
    }
}

/// A decorative icon; the control around it carries the name.
#[component]
pub fn Icon(#[prop(into)] symbol: Signal<Symbol>) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <path d=move || symbol.get().path()></path>
        </svg>
    }
}
