//! A set of answers as a short text for a link or a QR code: packed bits in letters that stand in an
//! address as they are. No name, no notes, no evidence: levels, confidence and interest only.
//!
//! Layout: one byte of version; the model's id and version as texts; the day; the role's place among the
//! model's roles; then for each competency in the model's order three bits of answer (0 none, 1–5 the
//! level, 6 no opportunity, 7 not sure), two of confidence and three of interest (0 none). A CRC-32 of
//! everything before it ends it, so that a mistyped link is told from a whole one.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{Days, NaiveDate};

use crate::domain::competency::{
    Answer, Assessment, Confidence, Interest, Key, Level, Model, ModelRef, Rating, Version,
};

/// The layout that this version writes.
const LAYOUT: u8 = 1;
/// Longer is no link of ours.
const MOST: usize = 4_000;

/// What a link holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Linked {
    /// The model that the answers were given to.
    pub model: ModelRef,
    /// The day.
    pub day: NaiveDate,
    /// The role, where one was chosen.
    pub role: Option<Key>,
    /// The answers.
    pub ratings: Vec<(Key, Rating)>,
}

/// Why a link cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// Cut short, mistyped, or no link of ours.
    #[error("damaged")]
    Damaged,
    /// Written by a later version.
    #[error("layout {0}")]
    TooNew(u8),
    /// The model is not here, or in another version.
    #[error("unknown model {0:?}")]
    UnknownModel(ModelRef),
}

/// Packs the answers of a round that the model reads.
pub fn write(model: &Model, round: &Assessment) -> String {
    let mut bytes = vec![LAYOUT];
    let of = &model.of;
    let id = of.id.as_ref().as_bytes();
    bytes.push(u8::try_from(id.len()).unwrap_or(u8::MAX));
    bytes.extend_from_slice(id);
    for number in [of.version.0, of.version.1, of.version.2] {
        bytes.extend_from_slice(&number.to_be_bytes());
    }
    let day = round.date().signed_duration_since(NaiveDate::default()).num_days();
    bytes.extend_from_slice(&u16::try_from(day).unwrap_or(0).to_be_bytes());
    let role = round.role.as_ref().and_then(|role| model.roles.iter().position(|one| one.id == *role));
    bytes.push(role.and_then(|place| u8::try_from(place + 1).ok()).unwrap_or(0));
    for one in &model.competencies {
        let rating = round.ratings.get(&one.id).filter(|rating| rating.meaning == one.meaning);
        bytes.push(rating.map_or(0, packed));
    }
    bytes.extend_from_slice(&crc32fast::hash(&bytes).to_be_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

fn packed(rating: &Rating) -> u8 {
    let answer = match rating.answer {
        None => 0,
        Some(Answer::Level(level)) => level.get(),
        Some(Answer::NotObserved) => 6,
        Some(Answer::Unsure) => 7,
    };
    let confidence = rating.confidence.map_or(0, Confidence::get);
    let interest = rating.interest.map_or(0, |interest| interest.get() + 1);
    answer << 5 | confidence << 3 | interest
}

fn unpacked(byte: u8, meaning: u32) -> Option<Rating> {
    let answer = match byte >> 5 {
        0 => None,
        6 => Some(Answer::NotObserved),
        7 => Some(Answer::Unsure),
        level => Some(Answer::Level(Level::try_from(level).ok()?)),
    };
    let confidence = Confidence::try_from(byte >> 3 & 3).ok();
    let interest = (byte & 7).checked_sub(1).and_then(|interest| Interest::try_from(interest).ok());
    Some(Rating { answer, confidence, interest, meaning, ..Rating::default() })
}

/// Reads a link. `model_for` finds the model that a reference names.
///
/// # Errors
/// [`LinkError`]; whatever the text is, never a panic.
pub fn read<'a>(
    text: &str,
    model_for: impl FnOnce(&ModelRef) -> Option<&'a Model>,
) -> Result<Linked, LinkError> {
    if text.len() > MOST {
        return Err(LinkError::Damaged);
    }
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| LinkError::Damaged)?;
    let (body, sum) = bytes.split_last_chunk::<4>().ok_or(LinkError::Damaged)?;
    if crc32fast::hash(body).to_be_bytes() != *sum {
        return Err(LinkError::Damaged);
    }
    let (layout, rest) = body.split_first().ok_or(LinkError::Damaged)?;
    if *layout != LAYOUT {
        return Err(LinkError::TooNew(*layout));
    }
    parse(rest, model_for)?.ok_or(LinkError::Damaged)
}

/// None where the bytes end too early.
fn parse<'a>(
    rest: &[u8],
    model_for: impl FnOnce(&ModelRef) -> Option<&'a Model>,
) -> Result<Option<Linked>, LinkError> {
    let head = || {
        let (length, rest) = rest.split_first()?;
        let (id, rest) = rest.split_at_checked(usize::from(*length))?;
        let id: Key = std::str::from_utf8(id).ok()?.parse().ok()?;
        let (a, rest) = rest.split_first_chunk::<4>()?;
        let (b, rest) = rest.split_first_chunk::<4>()?;
        let (c, rest) = rest.split_first_chunk::<4>()?;
        let version = Version(u32::from_be_bytes(*a), u32::from_be_bytes(*b), u32::from_be_bytes(*c));
        let (day, rest) = rest.split_first_chunk::<2>()?;
        let day = NaiveDate::default().checked_add_days(Days::new(u16::from_be_bytes(*day).into()))?;
        let (role, answers) = rest.split_first()?;
        Some((ModelRef { id, version }, day, *role, answers))
    };
    let Some((of, day, role, answers)) = head() else { return Ok(None) };
    let model =
        model_for(&of).filter(|model| model.of == of).ok_or_else(|| LinkError::UnknownModel(of.clone()))?;
    if answers.len() != model.competencies.len() {
        return Ok(None);
    }
    let role = usize::from(role).checked_sub(1).and_then(|place| model.roles.get(place));
    let ratings = model
        .competencies
        .iter()
        .zip(answers)
        .filter_map(|(one, byte)| Some((one.id.clone(), unpacked(*byte, one.meaning)?)))
        .filter(|(_, rating)| !rating.is_empty())
        .collect();
    Ok(Some(Linked { model: of, day, role: role.map(|role| role.id.clone()), ratings }))
}
