//! Locked files: what the `age` crate writes opens here, what is written here opens there, and nothing that
//! was changed opens at all.

use std::io::{Read, Write};

use pmo_planner::interchange::locked::{LockError, is_locked, lock, unlock};

const FRESH: [[u8; 16]; 3] = [[7; 16], [8; 16], [9; 16]];

fn age_lock(plain: &[u8], passphrase: &str) -> Vec<u8> {
    let mut recipient = age::scrypt::Recipient::new(passphrase.to_owned().into());
    recipient.set_work_factor(8);
    let one: &dyn age::Recipient = &recipient;
    let encryptor = age::Encryptor::with_recipients(std::iter::once(one)).unwrap();
    let mut out = Vec::new();
    let mut writer = encryptor.wrap_output(&mut out).unwrap();
    writer.write_all(plain).unwrap();
    writer.finish().unwrap();
    out
}

fn age_unlock(bytes: &[u8], passphrase: &str) -> Vec<u8> {
    let decryptor = age::Decryptor::new(bytes).unwrap();
    let mut identity = age::scrypt::Identity::new(passphrase.to_owned().into());
    // By itself it accepts what this machine does in some seconds, which an unoptimised build does not reach.
    identity.set_max_work_factor(20);
    let one: &dyn age::Identity = &identity;
    let mut out = Vec::new();
    decryptor.decrypt(std::iter::once(one)).unwrap().read_to_end(&mut out).unwrap();
    out
}

/// Lengths around the edges of chunks.
fn lengths() -> [usize; 6] {
    [0, 1, 65_535, 65_536, 65_537, 200_000]
}

#[test]
fn what_is_locked_here_opens_with_age() {
    for length in [0, 65_537] {
        let plain: Vec<u8> = (0..length).map(|index| u8::try_from(index % 251).unwrap()).collect();
        let locked = lock(&plain, "口令 passphrase", &FRESH).unwrap();
        assert!(is_locked(&locked));
        assert_eq!(age_unlock(&locked, "口令 passphrase"), plain, "{length}");
    }
}

#[test]
fn what_age_locks_opens_here() {
    for length in lengths() {
        let plain: Vec<u8> = (0..length).map(|index| u8::try_from(index % 13).unwrap()).collect();
        let locked = age_lock(&plain, "another one");
        assert_eq!(unlock(&locked, "another one").unwrap(), plain, "{length}");
    }
}

#[test]
fn another_passphrase_is_told_from_damage() {
    let locked = age_lock(b"content", "right");
    assert_eq!(unlock(&locked, "wrong"), Err(LockError::WrongPassphrase));
    assert_eq!(unlock(&locked, ""), Err(LockError::WrongPassphrase));
}

#[test]
fn no_flipped_byte_and_no_cut_gives_content() {
    let locked = age_lock(&vec![5; 70_000], "right");
    let step = 997;
    for place in (0..200).chain((200..locked.len()).step_by(step)) {
        let mut changed = locked.clone();
        changed[place] ^= 1;
        assert!(unlock(&changed, "right").is_err(), "a flipped byte at {place}");
    }
    for length in (0..200).chain((200..locked.len()).step_by(step)) {
        assert!(unlock(&locked[..length], "right").is_err(), "cut to {length}");
    }
    let mut longer = locked;
    longer.push(0);
    assert_eq!(unlock(&longer, "right"), Err(LockError::Damaged));
}

#[test]
fn other_ways_of_locking_are_named() {
    let key = age::x25519::Identity::generate();
    let public = key.to_public();
    let one: &dyn age::Recipient = &public;
    let encryptor = age::Encryptor::with_recipients(std::iter::once(one)).unwrap();
    let mut out = Vec::new();
    let mut writer = encryptor.wrap_output(&mut out).unwrap();
    writer.write_all(b"content").unwrap();
    writer.finish().unwrap();
    assert_eq!(unlock(&out, "right"), Err(LockError::NotPassphrase));
    // Far more work than a browser can do.
    let locked = age_lock(b"x", "right");
    let at = locked.windows(3).position(|three| three == b" 8\n").unwrap();
    let costly = [&locked[..at], b" 30\n".as_slice(), &locked[at + 3..]].concat();
    assert_eq!(unlock(&costly, "right"), Err(LockError::TooStrong(30)));
    assert_eq!(unlock(b"age-encryption.org/v1\n", "right"), Err(LockError::Damaged));
    assert_eq!(unlock(b"", "right"), Err(LockError::Damaged));
}
