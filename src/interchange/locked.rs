//! Files locked with a passphrase, in the age format version 1 (age-encryption.org/v1 by the C2SP), so that
//! the age command line opens them too. Only its passphrase recipient (scrypt) is spoken here: the `age`
//! crate speaks all of them, at several times the size.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;

const INTRO: &str = "age-encryption.org/v1";
const SCRYPT_SALT: &[u8] = b"age-encryption.org/v1/scrypt";
/// Bytes of plain text in a chunk, and of the tag behind it.
const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;
/// Work factor that is written: 2^16 blocks, 64 MB and well under a second.
const WORK: u8 = 16;
/// The highest that is read; beyond it a browser runs out of memory.
const MOST_WORK: u8 = 19;
/// The most bytes of a header, before it is read at all.
const MOST_HEADER: usize = 2_000;

/// Why a file stays locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LockError {
    /// The passphrase is another one.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// Bytes are missing or changed.
    #[error("damaged")]
    Damaged,
    /// It was locked in another way than with a passphrase.
    #[error("not a passphrase")]
    NotPassphrase,
    /// Opening it would take too much memory.
    #[error("work factor {0}")]
    TooStrong(u8),
}

/// Random bytes for one file: file key, salt and nonce.
pub type Fresh = [[u8; 16]; 3];

/// Does a file begin like a locked one?
pub fn is_locked(bytes: &[u8]) -> bool {
    bytes.starts_with(INTRO.as_bytes())
}

/// Locks bytes. `fresh` must come from a secure source and be used once.
///
/// # Errors
/// [`LockError::Damaged`] never happens with the sizes used here; it stands for a refusal of the cipher.
pub fn lock(plain: &[u8], passphrase: &str, fresh: &Fresh) -> Result<Vec<u8>, LockError> {
    lock_with(plain, passphrase, fresh, WORK)
}

fn lock_with(plain: &[u8], passphrase: &str, fresh: &Fresh, work: u8) -> Result<Vec<u8>, LockError> {
    let [file_key, salt, nonce] = fresh;
    let wrapped = cipher(&wrap_key(passphrase, salt, work)?)
        .encrypt(&Nonce::default(), file_key.as_slice())
        .map_err(|_| LockError::Damaged)?;
    let header = format!(
        "{INTRO}\n-> scrypt {} {work}\n{}\n---",
        STANDARD_NO_PAD.encode(salt),
        STANDARD_NO_PAD.encode(wrapped)
    );
    let mac = header_mac(file_key, &header)?.finalize().into_bytes();
    let mut out = format!("{header} {}\n", STANDARD_NO_PAD.encode(mac)).into_bytes();
    out.extend_from_slice(nonce);
    let stream = cipher(&derived(file_key, nonce, b"payload")?);
    let mut chunks = plain.chunks(CHUNK).peekable();
    let mut counter = 0;
    loop {
        // Nothing at all is one empty chunk.
        let chunk = chunks.next().unwrap_or_default();
        let last = chunks.peek().is_none();
        let sealed = stream.encrypt(&chunk_nonce(counter, last), chunk).map_err(|_| LockError::Damaged)?;
        out.extend_from_slice(&sealed);
        if last {
            return Ok(out);
        }
        counter += 1;
    }
}

/// Opens a locked file.
///
/// # Errors
/// [`LockError`]; whatever the bytes are, never a panic, and never a part of the content.
pub fn unlock(bytes: &[u8], passphrase: &str) -> Result<Vec<u8>, LockError> {
    let (header, mac, payload) = split(bytes).ok_or(LockError::Damaged)?;
    let (salt, work, wrapped) = stanza(header)?;
    if work > MOST_WORK {
        return Err(LockError::TooStrong(work));
    }
    let file_key = cipher(&wrap_key(passphrase, &salt, work)?)
        .decrypt(&Nonce::default(), wrapped.as_slice())
        .map_err(|_| LockError::WrongPassphrase)?;
    header_mac(&file_key, header)?.verify_slice(&mac).map_err(|_| LockError::Damaged)?;
    let (nonce, mut rest) = payload.split_at_checked(16).ok_or(LockError::Damaged)?;
    let stream = cipher(&derived(&file_key, nonce, b"payload")?);
    let mut out = Vec::with_capacity(rest.len());
    let mut counter = 0;
    loop {
        let last = rest.len() <= CHUNK + TAG;
        let (chunk, behind) = rest.split_at(rest.len().min(CHUNK + TAG));
        let plain = stream.decrypt(&chunk_nonce(counter, last), chunk).map_err(|_| LockError::Damaged)?;
        // Only a file without content ends in an empty chunk.
        if plain.is_empty() && counter > 0 {
            return Err(LockError::Damaged);
        }
        out.extend_from_slice(&plain);
        if last {
            return Ok(out);
        }
        rest = behind;
        counter += 1;
    }
}

/// The header up to its three dashes, its MAC, and what comes after it.
fn split(bytes: &[u8]) -> Option<(&str, Vec<u8>, &[u8])> {
    let head = bytes.get(..bytes.len().min(MOST_HEADER))?;
    let dashes = head.windows(5).position(|five| five == b"\n--- ")?;
    let (header, rest) = bytes.split_at_checked(dashes + 4)?;
    let line = rest.iter().position(|byte| *byte == b'\n')?;
    let mac = STANDARD_NO_PAD.decode(rest.get(1..line)?).ok()?;
    Some((std::str::from_utf8(header).ok()?, mac, rest.get(line + 1..)?))
}

/// Salt, work factor and wrapped key of the only stanza.
fn stanza(header: &str) -> Result<([u8; 16], u8, Vec<u8>), LockError> {
    let mut lines = header.lines().skip(1);
    let mut words =
        lines.next().and_then(|line| line.strip_prefix("-> ")).ok_or(LockError::Damaged)?.split(' ');
    if words.next() != Some("scrypt") {
        return Err(LockError::NotPassphrase);
    }
    let salt = words.next().and_then(|word| STANDARD_NO_PAD.decode(word).ok());
    let salt = salt.and_then(|salt| <[u8; 16]>::try_from(salt).ok()).ok_or(LockError::Damaged)?;
    let work = words.next().and_then(|word| word.parse().ok()).filter(|work| *work > 0);
    let work = work.ok_or(LockError::Damaged)?;
    let wrapped =
        lines.next().and_then(|line| STANDARD_NO_PAD.decode(line).ok()).ok_or(LockError::Damaged)?;
    // A passphrase stands alone, and its key has one length.
    if lines.next() != Some("---") || wrapped.len() != 16 + TAG {
        return Err(LockError::Damaged);
    }
    Ok((salt, work, wrapped))
}

fn wrap_key(passphrase: &str, salt: &[u8; 16], work: u8) -> Result<[u8; 32], LockError> {
    let params = scrypt::Params::new(work, 8, 1, 32).map_err(|_| LockError::Damaged)?;
    let mut key = [0; 32];
    scrypt::scrypt(passphrase.as_bytes(), &[SCRYPT_SALT, salt].concat(), &params, &mut key)
        .map_err(|_| LockError::Damaged)?;
    Ok(key)
}

fn derived(file_key: &[u8], salt: &[u8], info: &[u8]) -> Result<[u8; 32], LockError> {
    let mut key = [0; 32];
    Hkdf::<Sha256>::new(Some(salt), file_key).expand(info, &mut key).map_err(|_| LockError::Damaged)?;
    Ok(key)
}

fn header_mac(file_key: &[u8], header: &str) -> Result<Hmac<Sha256>, LockError> {
    let key = derived(file_key, &[], b"header")?;
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(&key).map_err(|_| LockError::Damaged)?;
    mac.update(header.as_bytes());
    Ok(mac)
}

fn cipher(key: &[u8; 32]) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new(key.into())
}

/// Eleven bytes of counter and one that marks the last chunk.
fn chunk_nonce(counter: u64, last: bool) -> Nonce {
    let mut nonce = Nonce::default();
    let (high, low) = nonce.split_at_mut(3);
    high.fill(0);
    let (number, mark) = low.split_at_mut(8);
    number.copy_from_slice(&counter.to_be_bytes());
    mark.fill(u8::from(last));
    nonce
}
