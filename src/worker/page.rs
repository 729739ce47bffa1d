//! The page's side: jobs wait in line for one worker. To cancel is to end the worker and start another, so that
//! it takes effect at once whatever the job is doing.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use wasm_bindgen::prelude::{Closure, JsValue};
use wasm_bindgen::{JsCast, UnwrapThrowExt};
use web_sys::{Blob, BlobPropertyBag, Event, MessageEvent, Url, Worker};

use super::protocol::{Failure, Job, Message, News, PROTOCOL, Reply, Request};

/// The hosted build's worker; the single file carries its own in elements of these names.
const SCRIPT: &str = "./worker-start.js";
const GLUE_ELEMENT: &str = "worker-glue";
const WASM_ELEMENT: &str = "worker-wasm";

/// How a job ended.
#[derive(Debug, Clone, PartialEq)]
pub enum End {
    /// With a result, after so many milliseconds.
    Done(Reply, f64),
    /// It was cancelled.
    Cancelled,
    /// Without a result.
    Failed(Failure),
}

/// A job in line or at work. Dropping it changes nothing; see [`Ticket::cancel`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticket(u32);

impl Ticket {
    /// Ends the job; its `on_end` hears [`End::Cancelled`]. Nothing happens when it has ended.
    pub fn cancel(self) {
        let Some(line) = line() else { return };
        let cancelled = {
            let mut line = line.borrow_mut();
            if line.current.as_ref().is_some_and(|entry| entry.ticket == self.0) {
                line.end_worker();
                line.current.take()
            } else {
                let at = line.waiting.iter().position(|entry| entry.ticket == self.0);
                at.and_then(|at| line.waiting.remove(at))
            }
        };
        if let Some(entry) = cancelled {
            (entry.on_end)(End::Cancelled);
        }
        advance(&line);
    }
}

/// Puts a job in line. `on_news` hears of better solutions, bounds and steps with the milliseconds since the job
/// began; `on_end` is called once.
pub fn ask(
    job: Job,
    seconds: Option<f64>,
    on_news: impl Fn(News, f64) + 'static,
    on_end: impl FnOnce(End) + 'static,
) -> Option<Ticket> {
    let Some(line) = line() else {
        on_end(End::Failed(Failure::NoWorker));
        return None;
    };
    let ticket = {
        let mut line = line.borrow_mut();
        line.last_ticket += 1;
        let ticket = line.last_ticket;
        let request = Request { protocol: PROTOCOL, ticket, seconds, job };
        let text = serde_json::to_string(&request).unwrap_or_default();
        line.waiting.push_back(Entry { ticket, text, on_news: Rc::new(on_news), on_end: Box::new(on_end) });
        ticket
    };
    advance(&line);
    Some(Ticket(ticket))
}

/// Starts the worker ahead of the first job, so that its first answer is not late.
pub fn warm_up() {
    if let Some(line) = line()
        && line.borrow().worker.is_none()
    {
        let started = start(&line);
        line.borrow_mut().worker = started.ok();
    }
}

struct Entry {
    ticket: u32,
    text: String,
    on_news: Rc<dyn Fn(News, f64)>,
    on_end: Box<dyn FnOnce(End)>,
}

struct Running {
    worker: Worker,
    is_ready: bool,
    /// Kept alive as long as the worker.
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

#[derive(Default)]
struct Line {
    worker: Option<Running>,
    current: Option<Entry>,
    /// Has the current one been sent?
    is_sent: bool,
    waiting: VecDeque<Entry>,
    last_ticket: u32,
    /// Counts the workers, so that a late message of an ended one is not heard.
    generation: u32,
}

impl Line {
    fn end_worker(&mut self) {
        if let Some(running) = self.worker.take() {
            // What it has said or failed at by now may still be on its way, to closures that go with it.
            running.worker.set_onmessage(None);
            running.worker.set_onerror(None);
            running.worker.terminate();
        }
        self.generation += 1;
        self.is_sent = false;
    }
}

type Shared = Rc<RefCell<Line>>;

thread_local! {
    static LINE: Shared = Rc::default();
}

fn line() -> Option<Shared> {
    LINE.try_with(Rc::clone).ok()
}

/// Sends the next job when the worker is free; starts a worker when there is none.
fn advance(line: &Shared) {
    let failed = {
        let mut now = line.borrow_mut();
        if now.current.is_none() {
            now.current = now.waiting.pop_front();
            now.is_sent = false;
        }
        if now.current.is_none() {
            None
        } else if now.worker.is_none() {
            drop(now);
            match start(line) {
                Ok(running) => {
                    line.borrow_mut().worker = Some(running);
                    None
                }
                Err(_) => line.borrow_mut().current.take(),
            }
        } else {
            now.send();
            None
        }
    };
    if let Some(entry) = failed {
        (entry.on_end)(End::Failed(Failure::NoWorker));
        advance(line);
    }
}

impl Line {
    fn send(&mut self) {
        if let (Some(running), Some(entry), false) = (&self.worker, &mut self.current, self.is_sent)
            && running.is_ready
        {
            let text = std::mem::take(&mut entry.text);
            self.is_sent = running.worker.post_message(&JsValue::from_str(&text)).is_ok();
        }
    }
}

fn start(line: &Shared) -> Result<Running, JsValue> {
    let worker = spawn()?;
    let generation = line.borrow().generation;
    let heard = Rc::downgrade(line);
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let (Some(line), Some(text)) = (heard.upgrade(), event.data().as_string()) else { return };
        if line.borrow().generation == generation
            && let Ok(message) = serde_json::from_str(&text)
        {
            hear(&line, message);
        }
    });
    let heard = Rc::downgrade(line);
    let on_error = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        let Some(line) = heard.upgrade() else { return };
        if line.borrow().generation == generation {
            event.prevent_default();
            fail(&line);
        }
    });
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    Ok(Running { worker, is_ready: false, _on_message: on_message, _on_error: on_error })
}

fn hear(line: &Shared, message: Message) {
    match message {
        Message::Ready { protocol } if protocol == PROTOCOL => {
            let mut now = line.borrow_mut();
            if let Some(running) = &mut now.worker {
                running.is_ready = true;
            }
            now.send();
        }
        Message::Ready { .. } | Message::Unreadable { .. } => {
            let entry = {
                let mut now = line.borrow_mut();
                now.end_worker();
                now.current.take()
            };
            if let Some(entry) = entry {
                (entry.on_end)(End::Failed(Failure::OtherVersion));
            }
            advance(line);
        }
        Message::News { ticket, news, millis } => {
            let listener = {
                let now = line.borrow();
                let entry = now.current.as_ref().filter(|entry| entry.ticket == ticket);
                entry.map(|entry| Rc::clone(&entry.on_news))
            };
            if let Some(listener) = listener {
                listener(news, millis);
            }
        }
        Message::Done { ticket, reply, millis } => {
            let entry = {
                let mut now = line.borrow_mut();
                let is_current = now.current.as_ref().is_some_and(|entry| entry.ticket == ticket);
                if is_current { now.current.take() } else { None }
            };
            if let Some(entry) = entry {
                (entry.on_end)(End::Done(reply, millis));
            }
            advance(line);
        }
    }
}

/// The worker has failed: before it was ready there is none to be had, after that it was this job.
fn fail(line: &Shared) {
    let (entries, failure) = {
        let mut now = line.borrow_mut();
        let was_ready = now.worker.as_ref().is_some_and(|running| running.is_ready);
        now.end_worker();
        let mut entries: Vec<Entry> = now.current.take().into_iter().collect();
        if !was_ready {
            entries.extend(now.waiting.drain(..));
        }
        (entries, if was_ready { Failure::Stopped } else { Failure::NoWorker })
    };
    for entry in entries {
        (entry.on_end)(End::Failed(failure));
    }
    advance(line);
}

/// A worker of this build.
fn spawn() -> Result<Worker, JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).unwrap_throw();
    let carried = |name: &str| document.get_element_by_id(name).and_then(|element| element.text_content());
    let (Some(glue), Some(wasm)) = (carried(GLUE_ELEMENT), carried(WASM_ELEMENT)) else {
        return Worker::new(SCRIPT);
    };
    let kind = BlobPropertyBag::new();
    kind.set_type("text/javascript");
    let parts = js_sys::Array::of1(&JsValue::from_str(&glue));
    let address = Url::create_object_url_with_blob(&Blob::new_with_str_sequence_and_options(&parts, &kind)?)?;
    let worker = Worker::new(&address);
    Url::revoke_object_url(&address)?;
    let worker = worker?;
    let bytes = STANDARD.decode(wasm.trim()).map_err(|_| JsValue::NULL)?;
    worker.post_message(&js_sys::Uint8Array::from(bytes.as_slice()))?;
    Ok(worker)
}
