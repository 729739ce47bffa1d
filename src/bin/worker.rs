//! The worker: listens for jobs.

fn main() {
    pmo_planner::worker::side::start();
}
