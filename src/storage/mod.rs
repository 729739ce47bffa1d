//! Keeping workspaces: envelope, slots, migrations (pure) and the back ends.
