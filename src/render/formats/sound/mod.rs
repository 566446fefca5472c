//! Sound in WAV files, as a picture of its loudness over time and what is told of it. Called by `formats::open`; `flow` draws it.
//!
//! Nothing is played: what a recording of a patient says is no matter for loudspeakers next to the screen.

mod adpcm;
mod coding;
mod envelope;
mod riff;

use super::flow::{Block, Flow, Paragraph, Waveform};
use super::{OpenError, Property};
use crate::words::grouped;
use coding::{Coding, Format, MAX_DRAWN_CHANNELS};
use envelope::Envelope;
use riff::{Chunks, Tag};

/// Samples below this are silence to the ear: 60 dB below the loudest. Codings without a zero (A-law) and noise of a single bit stay below.
const SILENCE: f32 = 1.0 / 1024.0;

/// Reads a WAV file (RIFF, and RF64 and BW64 beyond 4 GB), as far as it goes.
///
/// # Errors
/// [`OpenError::Damaged`] for what is no WAV or does not say how it is coded; [`OpenError::UnsupportedSound`] for a coding without a
/// reader, MP3 for one.
pub(super) fn read(bytes: &[u8]) -> Result<Flow, OpenError> {
    let chunks = riff::chunks(bytes).ok_or(OpenError::Damaged)?;
    let format = coding::format(chunks.format.ok_or(OpenError::Damaged)?)?;
    let frames = format.frames(chunks.samples.len());
    let seconds = seconds(frames, &format);

    let channels = match usize::from(format.channels) {
        1 => "Mono".to_owned(),
        2 => "Stereo".to_owned(),
        channels => format!("{channels} channels"),
    };
    let rate = format!("{} Hz", grouped(u64::from(format.frames_a_second)));
    let mut told = vec![
        ("Length", Property::Duration, length(seconds)),
        ("Channels", Property::Channels, channels),
        ("Sample rate", Property::SampleRate, rate),
        ("Samples", Property::SampleCoding, format.words()),
    ];
    told.extend(tags(&chunks));

    let mut blocks = vec![Block::Heading(1, Paragraph::plain("Sound"))];
    let field = |(name, _, value): &(&str, Property, String)| ((*name).to_owned(), Paragraph::plain(value.as_str()));
    blocks.push(Block::Fields(told.iter().map(field).collect()));
    let mut say = |sentence: String| blocks.push(Block::Paragraph(Paragraph::plain(sentence)));
    if let Some(missing) = chunks.missing_bytes {
        let whole = format.frames(chunks.samples.len().saturating_add(missing));
        say(format!(
            "The file ends before the sound does, which should last {}.",
            length(self::seconds(whole, &format))
        ));
    }
    if frames == 0 {
        say("There is no sound in this file.".to_owned());
    } else {
        let envelope = envelope(chunks.samples, &format, frames);
        if envelope.iter().flatten().all(|(low, high)| *low > -SILENCE && *high < SILENCE) {
            say("The recording is silent, or nearly so.".to_owned());
        }
        if usize::from(format.channels) > MAX_DRAWN_CHANNELS {
            say(format!("The first {MAX_DRAWN_CHANNELS} channels are shown."));
        }
        blocks.push(Block::Waveform(Waveform { channels: envelope, seconds }));
    }
    let save = "This program does not play sound. Save the document to listen to it in another program.";
    blocks.push(Block::Paragraph(Paragraph::plain(save)));
    let properties = told.into_iter().map(|(_, property, value)| (property, value)).collect();
    Ok(Flow { blocks, properties, patient: None, cut_short: false })
}

/// What the file tells of itself.
fn tags(chunks: &Chunks<'_>) -> Vec<(&'static str, Property, String)> {
    let named = |tag: &Tag| match tag {
        Tag::Title => ("Title", Property::Title),
        Tag::Artist => ("Recorded by", Property::Author),
        Tag::Subject => ("Subject", Property::Subject),
        Tag::Keywords => ("Keywords", Property::Keywords),
        Tag::Software => ("Recorded with", Property::Creator),
        Tag::Date => ("Date", Property::Created),
    };
    chunks
        .tags
        .iter()
        .map(|(tag, value)| {
            let (name, property) = named(tag);
            (name, property, value.clone())
        })
        .collect()
}

/// The lowest and highest samples of the channels that are drawn.
fn envelope(samples: &[u8], format: &Format, frames: u64) -> Vec<Vec<(f32, f32)>> {
    let mut reader = Reader { samples, format, envelope: Envelope::new(format.drawn_channels(), frames) };
    match format.coding {
        Coding::Ima => adpcm::each_ima_block(samples, format, |frames| reader.envelope.add(frames)),
        Coding::Microsoft => adpcm::each_microsoft_block(samples, format, |frames| reader.envelope.add(frames)),
        Coding::Unsigned8 => reader.read(|[sample]: [u8; 1]| (f32::from(sample) - 128.0) / 128.0),
        Coding::Signed16 => reader.read(|sample| f32::from(i16::from_le_bytes(sample)) / 32768.0),
        Coding::Signed24 => reader.read(|[low, middle, high]: [u8; 3]| whole([0, low, middle, high])),
        Coding::Signed32 => reader.read(whole),
        Coding::Float32 => reader.read(f32::from_le_bytes),
        Coding::Float64 => reader.read(|sample| f64::from_le_bytes(sample) as f32),
        Coding::ALaw => {
            let table = coding::table(coding::a_law);
            reader.read(|[sample]: [u8; 1]| coding::value(&table, sample));
        }
        Coding::MuLaw => {
            let table = coding::table(coding::mu_law);
            reader.read(|[sample]: [u8; 1]| coding::value(&table, sample));
        }
    }
    reader.envelope.columns()
}

/// A sample of 32 bits.
fn whole(sample: [u8; 4]) -> f32 {
    i32::from_le_bytes(sample) as f32 / 2_147_483_648.0
}

/// Reads samples that stand one after the other.
struct Reader<'a> {
    samples: &'a [u8],
    format: &'a Format,
    envelope: Envelope,
}

impl Reader<'_> {
    /// Adds all of them, `N` bytes each.
    fn read<const N: usize>(&mut self, value: impl Fn([u8; N]) -> f32) {
        /// Frames that are worked on at once, so that they stay in the processor's cache.
        const PIECE_FRAMES: usize = 1024;
        let drawn = self.format.drawn_channels();
        let frame_bytes = self.format.frame_bytes.max(1);
        let mut values: Vec<f32> = Vec::with_capacity(PIECE_FRAMES.saturating_mul(drawn));
        for piece in self.samples.chunks(frame_bytes.saturating_mul(PIECE_FRAMES)) {
            values.clear();
            if drawn == usize::from(self.format.channels) {
                values.extend(piece.as_chunks::<N>().0.iter().map(|sample| value(*sample)));
            } else {
                let frames = piece.chunks_exact(frame_bytes);
                values.extend(
                    frames.flat_map(|frame| frame.as_chunks::<N>().0.iter().take(drawn)).map(|sample| value(*sample)),
                );
            }
            self.envelope.add(&values);
        }
    }
}

fn seconds(frames: u64, format: &Format) -> f64 {
    frames as f64 / f64::from(format.frames_a_second)
}

/// A length of time for people: `0:04.52`, `1:23.4`, `1:02:03`.
fn length(seconds: f64) -> String {
    // Rounded before it is taken apart, so that no 60 seconds come out.
    let parts = |a_second: f64| (seconds * a_second).round() as u64;
    let hundredths = parts(100.0);
    if hundredths < 6_000 {
        return format!("0:{:02}.{:02}", hundredths / 100, hundredths % 100);
    }
    let tenths = parts(10.0);
    if tenths < 36_000 {
        return format!("{}:{:02}.{}", tenths / 600, tenths / 10 % 60, tenths % 10);
    }
    let whole = parts(1.0);
    format!("{}:{:02}:{:02}", whole / 3_600, whole / 60 % 60, whole % 60)
}

#[cfg(test)]
#[path = "sound_tests.rs"]
mod tests;
