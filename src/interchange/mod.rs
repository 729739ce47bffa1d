//! Bytes in, bytes out: the app's own file, CSV. Pure.
