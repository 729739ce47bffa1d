//! Records with an id in a shared list: put, removed and merged in one way.

use std::sync::Arc;

/// Something with an id.
pub trait Record: PartialEq {
    /// Its kind of id.
    type Id: Copy + PartialEq;
    /// Its id.
    fn id(&self) -> Self::Id;
}

/// A list of records that an undo step can share.
pub type List<T> = Arc<Vec<Arc<T>>>;

/// The record of an id.
pub fn find<T: Record>(list: &List<T>, id: T::Id) -> Option<&Arc<T>> {
    list.iter().find(|record| record.id() == id)
}

/// What [`put`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Put {
    Same,
    Edited,
    Added,
}

/// Puts a record in the place of the one with its id, or at the end.
pub(super) fn put<T: Record + Clone>(list: &mut List<T>, record: T) -> Put {
    match list.iter().position(|other| other.id() == record.id()) {
        Some(at) if list.get(at).is_some_and(|other| **other == record) => Put::Same,
        Some(at) => {
            if let Some(place) = Arc::make_mut(list).get_mut(at) {
                *place = Arc::new(record);
            }
            Put::Edited
        }
        None => {
            Arc::make_mut(list).push(Arc::new(record));
            Put::Added
        }
    }
}

/// Takes the record of an id away; false when there is none.
pub(super) fn remove<T: Record + Clone>(list: &mut List<T>, id: T::Id) -> bool {
    let there = find(list, id).is_some();
    if there {
        Arc::make_mut(list).retain(|record| record.id() != id);
    }
    there
}

/// The list with another one's records: those of the same id are the other one's, new ones follow.
pub(super) fn merged<T: Record + Clone>(list: &List<T>, other: &List<T>) -> List<T> {
    let mut whole = Arc::clone(list);
    for record in other.iter() {
        put(&mut whole, (**record).clone());
    }
    whole
}
