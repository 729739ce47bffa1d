//! The durable store of the browser. Measured: what a completed transaction holds survives a kill.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

use super::backend::{Backend, BackendError, Shelf};

const DATABASE: &str = "pmo-planner";
const VERSION: u32 = 1;

/// The database of this origin. Copies share the connection.
#[derive(Debug, Clone)]
pub struct IndexedDb(Rc<RefCell<IdbDatabase>>);

fn failure(error: &JsValue) -> BackendError {
    match error.dyn_ref::<DomException>() {
        Some(exception) => match exception.name().as_str() {
            "QuotaExceededError" => BackendError::Full,
            "SecurityError" => BackendError::Denied,
            name => BackendError::Failed(format!("{name}: {}", exception.message())),
        },
        None => BackendError::Failed(format!("{error:?}")),
    }
}

/// A promise that the named events of a target settle: the first one resolves it, the others reject it.
fn settled(target: &JsValue, resolving: &'static str, rejecting: &'static [&'static str]) -> Promise {
    Promise::new(&mut |resolve: Function, reject: Function| {
        let on = |event: &str, handler: Function| {
            // Not once: each request of a transaction that fails tells it of that.
            let done = Closure::<dyn Fn(JsValue)>::new(move |_event: JsValue| {
                // Calling a promise's own function cannot fail, and does nothing when it is settled.
                drop(handler.call0(&JsValue::UNDEFINED));
            });
            let done = done.into_js_value();
            // `on…` of a request or transaction is a plain setter.
            drop(Reflect::set(target, &JsValue::from_str(event), &done));
        };
        on(resolving, resolve);
        for event in rejecting {
            on(event, reject.clone());
        }
    })
}

async fn request(request: Result<IdbRequest, JsValue>) -> Result<JsValue, BackendError> {
    let request = request.map_err(|error| failure(&error))?;
    let done = JsFuture::from(settled(&request, "onsuccess", &["onerror"])).await;
    match done {
        Ok(_) => request.result().map_err(|error| failure(&error)),
        Err(_) => Err(request
            .error()
            .ok()
            .flatten()
            .map_or(BackendError::Failed("request".into()), |e| failure(&e))),
    }
}

async fn complete(transaction: &IdbTransaction) -> Result<(), BackendError> {
    match JsFuture::from(settled(transaction, "oncomplete", &["onabort", "onerror"])).await {
        Ok(_) => Ok(()),
        Err(_) => {
            Err(transaction.error().map_or(BackendError::Failed("transaction".into()), |e| failure(&e)))
        }
    }
}

impl IndexedDb {
    /// Opens the database and makes it when it is not there.
    ///
    /// # Errors
    /// [`BackendError::Denied`] where the browser keeps nothing for this page.
    pub async fn open() -> Result<Self, BackendError> {
        Ok(Self(Rc::new(RefCell::new(Self::connect().await?))))
    }

    async fn connect() -> Result<IdbDatabase, BackendError> {
        let factory = web_sys::window().and_then(|window| window.indexed_db().ok().flatten());
        let factory = factory.ok_or(BackendError::Denied)?;
        let opening: IdbOpenDbRequest =
            factory.open_with_u32(DATABASE, VERSION).map_err(|error| failure(&error))?;
        let fresh = opening.clone();
        let make = Closure::once_into_js(move |_event: JsValue| {
            if let Some(database) =
                fresh.result().ok().and_then(|result| result.dyn_into::<IdbDatabase>().ok())
            {
                for shelf in Shelf::ALL {
                    // A shelf that cannot be made fails the first transaction on it, which is reported.
                    drop(database.create_object_store(shelf.name()));
                }
            }
        });
        opening.set_onupgradeneeded(make.dyn_ref());
        let database = request(Ok(opening.unchecked_into())).await?;
        let database: IdbDatabase = database.dyn_into().map_err(|_| BackendError::Denied)?;
        // A newer version of the app in another tab must not wait for this one.
        let old = database.clone();
        let close = Closure::<dyn Fn(JsValue)>::new(move |_event: JsValue| old.close());
        drop(Reflect::set(&database, &"onversionchange".into(), &close.into_js_value()));
        Ok(database)
    }

    /// A transaction on a shelf; one that writes is flushed to the disk before it is complete.
    /// A connection that the browser has closed (storage cleared, an update) is made anew.
    async fn begin(
        &self,
        shelf: Shelf,
        writes: bool,
    ) -> Result<(IdbTransaction, IdbObjectStore), BackendError> {
        let database = self.0.borrow().clone();
        if let Ok(begun) = Self::begin_on(&database, shelf, writes) {
            return Ok(begun);
        }
        let database = Self::connect().await?;
        self.0.replace(database.clone());
        Self::begin_on(&database, shelf, writes)
    }

    fn begin_on(
        database: &IdbDatabase,
        shelf: Shelf,
        writes: bool,
    ) -> Result<(IdbTransaction, IdbObjectStore), BackendError> {
        let options = Object::new();
        // Setting a field of a fresh object cannot fail.
        drop(Reflect::set(&options, &"durability".into(), &"strict".into()));
        let begin = Reflect::get(database, &"transaction".into()).map_err(|error| failure(&error))?;
        let begin: Function = begin.dyn_into().map_err(|_| BackendError::Denied)?;
        let mode = if writes { "readwrite" } else { "readonly" };
        let transaction = begin
            .apply(database, &Array::of3(&shelf.name().into(), &mode.into(), &options))
            .map_err(|error| failure(&error))?
            .dyn_into::<IdbTransaction>()
            .map_err(|_| BackendError::Denied)?;
        let store = transaction.object_store(shelf.name()).map_err(|error| failure(&error))?;
        Ok((transaction, store))
    }
}

impl Backend for IndexedDb {
    async fn get(&self, shelf: Shelf, key: &str) -> Result<Option<Vec<u8>>, BackendError> {
        let (_transaction, store) = self.begin(shelf, false).await?;
        let value = request(store.get(&key.into())).await?;
        Ok(value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec))
    }

    async fn put(&self, shelf: Shelf, key: &str, bytes: &[u8]) -> Result<(), BackendError> {
        let (transaction, store) = self.begin(shelf, true).await?;
        store.put_with_key(&Uint8Array::from(bytes), &key.into()).map_err(|error| failure(&error))?;
        complete(&transaction).await
    }

    async fn delete(&self, shelf: Shelf, key: &str) -> Result<(), BackendError> {
        let (transaction, store) = self.begin(shelf, true).await?;
        store.delete(&key.into()).map_err(|error| failure(&error))?;
        complete(&transaction).await
    }

    async fn keys(&self, shelf: Shelf) -> Result<Vec<String>, BackendError> {
        let (_transaction, store) = self.begin(shelf, false).await?;
        let keys = request(store.get_all_keys()).await?;
        Ok(Array::from(&keys).iter().filter_map(|key| key.as_string()).collect())
    }
}
