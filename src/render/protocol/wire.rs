//! Reads and writes the plain fields of a frame. Used by `request` and `reply` alone.

use zeroize::Zeroizing;

use super::ProtocolError;
use crate::limits::MAX_PAGE_SIDE;
use crate::render::formats::{Engine, EngineChoice, Format, PageSize};

/// The part of a frame that is not read yet. Every step past its end is `Malformed`.
pub(super) struct Fields<'frame> {
    rest: &'frame [u8],
}

impl<'frame> Fields<'frame> {
    pub(super) fn new(frame: &'frame [u8]) -> Self {
        Self { rest: frame }
    }

    pub(super) fn bytes(&mut self, count: usize) -> Result<&'frame [u8], ProtocolError> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(ProtocolError::Malformed)?;
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ProtocolError> {
        self.bytes(N)?.try_into().map_err(|_| ProtocolError::Malformed)
    }

    pub(super) fn u8(&mut self) -> Result<u8, ProtocolError> {
        self.array().map(u8::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Result<u32, ProtocolError> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn u64(&mut self) -> Result<u64, ProtocolError> {
        self.array().map(u64::from_le_bytes)
    }

    pub(super) fn f32(&mut self) -> Result<f32, ProtocolError> {
        self.array().map(f32::from_le_bytes)
    }

    pub(super) fn flag(&mut self) -> Result<bool, ProtocolError> {
        match self.u8()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(ProtocolError::Malformed),
        }
    }

    /// A count of at most `most`.
    pub(super) fn count(&mut self, most: usize) -> Result<usize, ProtocolError> {
        let count = usize::try_from(self.u32()?).map_err(|_| ProtocolError::Malformed)?;
        if count <= most { Ok(count) } else { Err(ProtocolError::Malformed) }
    }

    pub(super) fn engine(&mut self) -> Result<Engine, ProtocolError> {
        known(self.u8()?, &ENGINES)
    }

    pub(super) fn choice(&mut self) -> Result<EngineChoice, ProtocolError> {
        known(self.u8()?, &CHOICES)
    }

    pub(super) fn format(&mut self) -> Result<Format, ProtocolError> {
        known(self.u8()?, &Format::ALL)
    }

    /// `count` page sizes; a page without a readable size travels as 0 × 0.
    pub(super) fn page_sizes(&mut self, count: usize) -> Result<Vec<Option<PageSize>>, ProtocolError> {
        let wanted_bytes = count.checked_mul(8).ok_or(ProtocolError::Malformed)?;
        if self.rest.len() < wanted_bytes {
            return Err(ProtocolError::Malformed);
        }
        let mut sizes = Vec::with_capacity(count);
        for _ in 0..count {
            let size = PageSize { width: self.f32()?, height: self.f32()? };
            let none = size.width == 0.0 && size.height == 0.0;
            if !none && !size_is_sound(size) {
                return Err(ProtocolError::Malformed);
            }
            sizes.push((!none).then_some(size));
        }
        Ok(sizes)
    }

    /// Fails where something is left over.
    pub(super) fn end(&self) -> Result<(), ProtocolError> {
        if self.rest.is_empty() { Ok(()) } else { Err(ProtocolError::Malformed) }
    }
}

/// A frame being written. Overwritten when dropped: it may hold a password.
pub(super) struct Frame(Zeroizing<Vec<u8>>);

impl Frame {
    pub(super) fn new(kind: u8, request: u64) -> Self {
        Self::with_room(kind, request, 64)
    }

    /// A frame that need not grow while `room_bytes` are written to it.
    pub(super) fn with_room(kind: u8, request: u64, room_bytes: usize) -> Self {
        let mut frame = Self(Zeroizing::new(Vec::with_capacity(room_bytes.saturating_add(9))));
        frame.u8(kind);
        frame.u64(request);
        frame
    }

    pub(super) fn u8(&mut self, value: u8) {
        self.0.push(value);
    }

    pub(super) fn u32(&mut self, value: u32) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }

    pub(super) fn u64(&mut self, value: u64) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }

    pub(super) fn f32(&mut self, value: f32) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }

    pub(super) fn count(&mut self, count: usize) {
        self.u32(u32::try_from(count).unwrap_or(u32::MAX));
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        // Growing in place would leave a copy of a password in freed memory.
        self.0.reserve_exact(bytes.len());
        self.0.extend_from_slice(bytes);
    }

    pub(super) fn value<T: PartialEq>(&mut self, value: T, all: &[T]) {
        let place = all.iter().position(|one| *one == value).unwrap_or(usize::MAX);
        self.u8(u8::try_from(place).unwrap_or(u8::MAX));
    }

    pub(super) fn page_sizes(&mut self, sizes: &[Option<PageSize>]) {
        for size in sizes {
            let size = size.filter(|size| size_is_sound(*size)).unwrap_or(PageSize { width: 0.0, height: 0.0 });
            self.f32(size.width);
            self.f32(size.height);
        }
    }

    pub(super) fn finish(self) -> Zeroizing<Vec<u8>> {
        self.0
    }
}

/// A value's place in its list is what travels.
pub(super) const ENGINES: [Engine; 4] = [Engine::Pdfium, Engine::Hayro, Engine::Image, Engine::Flow];
pub(super) const CHOICES: [EngineChoice; 2] = [EngineChoice::Best, EngineChoice::Hayro];

/// The value at `place`, where there is one.
pub(super) fn known<T: Copy>(place: u8, all: &[T]) -> Result<T, ProtocolError> {
    all.get(usize::from(place)).copied().ok_or(ProtocolError::Malformed)
}

fn size_is_sound(size: PageSize) -> bool {
    [size.width, size.height].iter().all(|side| *side > 0.0 && *side <= MAX_PAGE_SIDE)
}
