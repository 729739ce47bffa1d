//! The page: mounts the app.

fn main() {
    pmo_planner::ui::mount();
}
