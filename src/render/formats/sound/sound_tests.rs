#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::f64::consts::TAU;

use proptest::prelude::*;

use super::*;

fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let pad = vec![0; body.len() % 2];
    [kind.as_slice(), &u32::try_from(body.len()).unwrap().to_le_bytes(), body, &pad].concat()
}

fn wav(chunks: &[Vec<u8>]) -> Vec<u8> {
    let body = chunks.concat();
    [b"RIFF".as_slice(), &u32::try_from(body.len() + 4).unwrap().to_le_bytes(), b"WAVE", &body].concat()
}

fn fmt(kind: u16, channels: u16, rate: u32, bits: u16) -> Vec<u8> {
    let block = channels.saturating_mul(bits.div_ceil(8));
    fmt_with_block(kind, channels, rate, bits, block, &[])
}

fn fmt_with_block(kind: u16, channels: u16, rate: u32, bits: u16, block: u16, more: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    body.extend(kind.to_le_bytes());
    body.extend(channels.to_le_bytes());
    body.extend(rate.to_le_bytes());
    body.extend(rate.saturating_mul(u32::from(block)).to_le_bytes());
    body.extend(block.to_le_bytes());
    body.extend(bits.to_le_bytes());
    body.extend(more);
    chunk(b"fmt ", &body)
}

fn extensible(kind: u16, channels: u16, bits: u16, counted: u16) -> Vec<u8> {
    let mut more = [22, 0].to_vec();
    more.extend(counted.to_le_bytes());
    more.extend([0; 4]);
    more.extend(kind.to_le_bytes());
    more.extend([0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]);
    fmt_with_block(0xFFFE, channels, 8_000, bits, channels * bits.div_ceil(8), &more)
}

fn open(bytes: &[u8]) -> Flow {
    read(bytes).ok().unwrap()
}

fn refused(bytes: &[u8]) -> OpenError {
    read(bytes).err().unwrap()
}

fn property(flow: &Flow, property: Property) -> Option<&str> {
    flow.properties.iter().find(|(known, _)| *known == property).map(|(_, value)| value.as_str())
}

fn sentences(flow: &Flow) -> String {
    let words = |paragraph: &Paragraph| paragraph.runs.iter().map(|run| run.text.clone()).collect::<String>();
    let said = flow.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) | Block::Heading(_, paragraph) => Some(words(paragraph)),
        Block::Fields(fields) => {
            Some(fields.iter().map(|(name, value)| format!("{name}: {}", words(value))).collect::<Vec<_>>().join("\n"))
        }
        _ => None,
    });
    said.collect::<Vec<_>>().join("\n")
}

fn waveform(flow: &Flow) -> &Waveform {
    let waves = flow.blocks.iter().find_map(|block| if let Block::Waveform(wave) = block { Some(wave) } else { None });
    waves.unwrap()
}

/// The lowest and highest sample of a channel.
fn range(flow: &Flow, channel: usize) -> (f32, f32) {
    let columns = &waveform(flow).channels[channel];
    columns.iter().fold((1.0, -1.0), |(low, high), column| (column.0.min(low), column.1.max(high)))
}

/// A tone of 440 Hz and half the loudest, at 8,000 Hz.
fn tone(seconds: usize) -> Vec<f64> {
    (0..8_000 * seconds).map(|at| (at as f64 * 440.0 * TAU / 8_000.0).sin() / 2.0).collect()
}

#[test]
fn what_is_told_of_a_sound() {
    let samples: Vec<u8> = tone(3).iter().flat_map(|sample| ((sample * 32767.0) as i16).to_le_bytes()).collect();
    let info = [
        b"INFO".to_vec(),
        chunk(b"INAM", b"Dictation 7\0"),
        chunk(b"IART", "Dr. Köhler\0".as_bytes()),
        chunk(b"ICRD", b"2026-03-01"),
        chunk(b"ICMT", b"x"),
    ];
    let flow = open(&wav(&[fmt(1, 1, 8_000, 16), chunk(b"LIST", &info.concat()), chunk(b"data", &samples)]));
    assert_eq!(
        sentences(&flow),
        "Sound\nLength: 0:03.00\nChannels: Mono\nSample rate: 8,000 Hz\nSamples: 16-bit PCM\nTitle: Dictation 7\nRecorded by: \
         Dr. Köhler\nDate: 2026-03-01\nThis program does not play sound. Save the document to listen to it in another program."
    );
    for (known, value) in [
        (Property::Duration, "0:03.00"),
        (Property::Channels, "Mono"),
        (Property::SampleRate, "8,000 Hz"),
        (Property::SampleCoding, "16-bit PCM"),
        (Property::Title, "Dictation 7"),
        (Property::Author, "Dr. Köhler"),
        (Property::Created, "2026-03-01"),
    ] {
        assert_eq!(property(&flow, known), Some(value));
    }
    let wave = waveform(&flow);
    assert_eq!((wave.channels.len(), wave.channels[0].len(), wave.seconds), (1, 1500, 3.0));
    assert!(!flow.cut_short && flow.patient.is_none());
}

#[test]
fn every_coding_gives_the_same_picture() {
    let tone = tone(1);
    let both = |one: &dyn Fn(f64) -> Vec<u8>| -> Vec<u8> {
        // The second channel is half as loud.
        tone.iter().flat_map(|sample| [one(*sample), one(sample / 2.0)].concat()).collect()
    };
    let code = |value: f64, decode: fn(u8) -> i16| {
        let distance = |code: &u8| (f64::from(decode(*code)) - value * 32768.0).abs() as i64;
        vec![(0..=255_u8).min_by_key(distance).unwrap()]
    };
    let whole = |bits: i32| move |value: f64| ((value * 2_f64.powi(bits - 1)).round() as i32).to_le_bytes().to_vec();
    let cut = |bits: i32, bytes: usize| move |value: f64| whole(bits)(value)[..bytes].to_vec();
    let cases: [(Vec<u8>, Vec<u8>, &str, f32); 11] = [
        (fmt(1, 2, 8_000, 8), both(&|value| vec![(value * 127.0 + 128.0).round() as u8]), "8-bit PCM", 0.02),
        (fmt(1, 2, 8_000, 16), both(&cut(16, 2)), "16-bit PCM", 0.001),
        (fmt(1, 2, 8_000, 24), both(&cut(24, 3)), "24-bit PCM", 0.001),
        (fmt(1, 2, 8_000, 32), both(&whole(32)), "32-bit PCM", 0.001),
        (
            fmt(1, 2, 8_000, 12),
            both(&|value| ((value * 2048.0).round() as i16 * 16).to_le_bytes().to_vec()),
            "12-bit PCM",
            0.001,
        ),
        (extensible(1, 2, 24, 20), both(&cut(24, 3)), "20-bit PCM", 0.001),
        (fmt(3, 2, 8_000, 32), both(&|value| (value as f32).to_le_bytes().to_vec()), "32-bit floating point", 0.001),
        (fmt(3, 2, 8_000, 64), both(&|value| value.to_le_bytes().to_vec()), "64-bit floating point", 0.001),
        (
            extensible(3, 2, 32, 32),
            both(&|value| (value as f32).to_le_bytes().to_vec()),
            "32-bit floating point",
            0.001,
        ),
        (fmt(6, 2, 8_000, 8), both(&|value| code(value, coding::a_law)), "A-law", 0.02),
        (fmt(7, 2, 8_000, 8), both(&|value| code(value, coding::mu_law)), "µ-law", 0.02),
    ];
    for (format, samples, words, tolerance) in cases {
        let flow = open(&wav(&[format, chunk(b"data", &samples)]));
        assert_eq!(property(&flow, Property::SampleCoding), Some(words));
        assert_eq!((property(&flow, Property::Channels), waveform(&flow).channels.len()), (Some("Stereo"), 2));
        assert_eq!(property(&flow, Property::Duration), Some("0:01.00"), "{words}");
        for (channel, loudest) in [(0, 0.5), (1, 0.25)] {
            let (low, high) = range(&flow, channel);
            assert!((low + loudest).abs() < tolerance && (high - loudest).abs() < tolerance, "{words}: {low} {high}");
        }
    }
}

#[test]
fn codings_without_a_reader_are_named_as_such() {
    let sound = |format: Vec<u8>| wav(&[format, chunk(b"data", &[0; 64])]);
    for kind in [0, 0x31, 0x50, 0x55, 0x161, 0x674F] {
        assert_eq!(refused(&sound(fmt(kind, 1, 8_000, 16))), OpenError::UnsupportedSound, "{kind:#x}");
    }
    for bits in [33, 64] {
        assert_eq!(refused(&sound(fmt(1, 1, 8_000, bits))), OpenError::UnsupportedSound);
    }
    assert_eq!(refused(&sound(fmt(3, 1, 8_000, 16))), OpenError::UnsupportedSound);
    assert_eq!(refused(&sound(extensible(0x55, 1, 16, 16))), OpenError::UnsupportedSound);
    for channels in [0, 3] {
        assert!(read(&sound(fmt_with_block(0x11, channels, 8_000, 4, 256, &[]))).is_err());
    }
    assert_eq!(refused(&sound(fmt_with_block(0x11, 1, 8_000, 4, 3, &[]))), OpenError::UnsupportedSound);
    assert_eq!(refused(&sound(fmt_with_block(2, 1, 8_000, 4, 0, &[]))), OpenError::UnsupportedSound);
}

#[test]
fn what_does_not_say_how_it_is_coded_is_damaged() {
    let data = chunk(b"data", &[0; 64]);
    for bytes in [
        Vec::new(),
        b"RIFF".to_vec(),
        b"RIFF\0\0\0\0AVI fmt ".to_vec(),
        wav(&[]),
        wav(std::slice::from_ref(&data)),
        wav(&[chunk(b"fmt ", &[1, 0, 1, 0]), data.clone()]),
        wav(&[fmt(1, 0, 8_000, 16), data.clone()]),
        wav(&[fmt(1, 1, 0, 16), data.clone()]),
        wav(&[fmt(1, 1, 8_000, 0), data.clone()]),
        wav(&[fmt_with_block(0xFFFE, 1, 8_000, 16, 2, &[]), data]),
    ] {
        assert_eq!(refused(&bytes), OpenError::Damaged);
    }
}

#[test]
fn sizes_that_lie_are_not_believed() {
    let format = fmt(1, 1, 8_000, 16);
    let samples = [0x00_u8, 0x40].repeat(8_000);
    let with = |size: u32, after: &[u8]| {
        let head = [b"data".as_slice(), &size.to_le_bytes()].concat();
        wav(&[format.clone(), head, samples.clone(), after.to_vec()])
    };
    let length = |bytes: &[u8]| property(&open(bytes), Property::Duration).unwrap().to_owned();
    // As programs leave them that write to a pipe.
    for unknown in [0, u32::MAX, 0x7FFF_FFFF, 0x7FFF_F000] {
        let flow = open(&with(unknown, &[]));
        assert_eq!(property(&flow, Property::Duration), Some("0:01.00"), "{unknown:#x}");
        assert!(!sentences(&flow).contains("ends before"));
        assert_eq!(range(&flow, 0), (0.5, 0.5));
    }
    // Cut off.
    let flow = open(&with(32_000, &[]));
    assert_eq!(property(&flow, Property::Duration), Some("0:01.00"));
    assert!(sentences(&flow).contains("The file ends before the sound does, which should last 0:02.00."));
    // An odd chunk before it, padded and not.
    for odd in [chunk(b"junk", b"123"), [b"junk\x03\0\0\0".as_slice(), b"123"].concat()] {
        assert_eq!(length(&wav(&[odd, format.clone(), chunk(b"data", &samples)])), "0:01.00");
    }
    // What follows is no sound.
    assert_eq!(length(&with(16_000, &chunk(b"LIST", &[0xFF; 4_000]))), "0:01.00");
    assert_eq!(length(&wav(&[format.clone(), chunk(b"data", &[]), chunk(b"LIST", &[0xFF; 4_000])])), "0:00.00");
    // The sizes of the file, of a format and of a list.
    let mut bytes = with(16_000, &[]);
    bytes[4..8].copy_from_slice(&[0xFF; 4]);
    assert_eq!(length(&bytes), "0:01.00");
    let endless = [b"LIST".as_slice(), &[0xFF; 4], b"INFOINAM", &[0xFF; 4], b"Title"].concat();
    let flow = open(&wav(&[format.clone(), chunk(b"data", &samples), endless]));
    assert_eq!(property(&flow, Property::Title), Some("Title"));
    // Where the real size of more than 4 GB stands.
    let long = |size: u64| {
        let sizes = chunk(b"ds64", &[[0; 8], size.to_le_bytes(), [0; 8], [0; 8]].concat());
        let mut bytes = wav(&[sizes, format.clone(), [b"data".as_slice(), &[0xFF; 4], &samples].concat()]);
        bytes[..4].copy_from_slice(b"RF64");
        bytes
    };
    assert_eq!(length(&long(8_000)), "0:00.50");
    assert!(sentences(&open(&long(u64::MAX))).contains("ends before"));
}

#[test]
fn empty_and_silent_sounds_say_so() {
    for chunks in [vec![fmt(1, 1, 8_000, 16)], vec![fmt(1, 1, 8_000, 16), chunk(b"data", &[0])]] {
        let flow = open(&wav(&chunks));
        assert!(sentences(&flow).contains("There is no sound in this file."));
        assert!(!flow.blocks.iter().any(|block| matches!(block, Block::Waveform(_))));
        assert_eq!(property(&flow, Property::Duration), Some("0:00.00"));
    }
    for (format, silence) in [
        (fmt(1, 1, 8_000, 16), 0),
        (fmt(1, 1, 8_000, 8), 0x80),
        (fmt(6, 1, 8_000, 8), 0xD5),
        (fmt(7, 1, 8_000, 8), 0xFF),
    ] {
        let flow = open(&wav(&[format, chunk(b"data", &[silence; 8_000])]));
        assert!(sentences(&flow).contains("The recording is silent, or nearly so."));
        assert_eq!(waveform(&flow).channels[0].len(), 1500);
    }
}

#[test]
fn odd_numbers_are_held_to_what_can_be_drawn() {
    let loud = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 7.0, -7.0].map(f32::to_le_bytes).concat();
    let flow = open(&wav(&[fmt(3, 1, 1, 32), chunk(b"data", &loud)]));
    assert_eq!(waveform(&flow).channels[0], [(0.0, 0.0), (1.0, 1.0), (-1.0, -1.0), (1.0, 1.0), (-1.0, -1.0)]);
    assert_eq!(property(&flow, Property::Duration), Some("0:05.00"));

    let nothing = open(&wav(&[fmt(3, 2, 8_000, 32), chunk(b"data", &f32::NAN.to_le_bytes().repeat(100_000))]));
    assert!(waveform(&nothing).channels.iter().flatten().all(|column| *column == (0.0, 0.0)));

    let flow = open(&wav(&[fmt(1, 100, 48_000, 16), chunk(b"data", &[1; 2_000])]));
    assert_eq!((property(&flow, Property::Channels), waveform(&flow).channels.len()), (Some("100 channels"), 8));
    assert!(sentences(&flow).contains("The first 8 channels are shown."));
    // More channels than samples, and a frame longer than the file.
    let flow = open(&wav(&[fmt(1, u16::MAX, u32::MAX, 32), chunk(b"data", &[1; 2_000])]));
    assert!(sentences(&flow).contains("There is no sound in this file."));
    assert_eq!(property(&flow, Property::SampleRate), Some("4,294,967,295 Hz"));
}

#[test]
fn columns_share_the_frames_evenly() {
    for frames in [1_u64, 2, 1_499, 1_500, 1_501, 2_999, 10_007] {
        let mut envelope = Envelope::new(2, frames);
        let samples: Vec<f32> = (0..frames).flat_map(|frame| [frame as f32 / frames as f32, 0.0]).collect();
        for piece in samples.chunks(2 * 97) {
            envelope.add(piece);
        }
        let columns = envelope.columns();
        assert_eq!(columns[0].len() as u64, frames.min(1_500), "{frames}");
        assert!(columns[0].windows(2).all(|pair| pair[0].1 < pair[1].0), "each begins where the one before ends");
        assert_eq!(columns[0].last().unwrap().1, (frames - 1) as f32 / frames as f32);
        assert!(columns[1].iter().all(|column| *column == (0.0, 0.0)));
    }
}

#[test]
fn lengths_are_written_for_people() {
    for (seconds, words) in [
        (0.0, "0:00.00"),
        (4.524, "0:04.52"),
        (59.994, "0:59.99"),
        (59.996, "1:00.0"),
        (83.44, "1:23.4"),
        (3_599.94, "59:59.9"),
        (3_599.96, "1:00:00"),
        (3_723.4, "1:02:03"),
        (f64::MAX, "5124095576030431:00:15"),
    ] {
        assert_eq!(length(seconds), words);
    }
}

#[test]
fn adpcm_follows_a_tone() {
    // Encoded by the shortest way: the difference that brings the decoder nearest.
    let tone = tone(1);
    let mut blocks = Vec::new();
    for block in tone.chunks(505) {
        let samples: Vec<i16> = block.iter().map(|sample| (sample * 32767.0) as i16).collect();
        blocks.extend(samples[0].to_le_bytes());
        blocks.extend([40, 0]);
        let mut decoder = adpcm::Ima::new(&[samples[0].to_le_bytes()[0], samples[0].to_le_bytes()[1], 40, 0]);
        let mut differences: Vec<u8> = samples[1..].iter().map(|sample| decoder.nearest(*sample)).collect();
        differences.resize(504, 0);
        blocks.extend(differences.chunks(2).map(|pair| pair[0] | pair[1] << 4));
    }
    let format = fmt_with_block(0x11, 1, 8_000, 4, 256, &[2, 0, 0xF9, 1]);
    let flow = open(&wav(&[format, chunk(b"data", &blocks)]));
    assert_eq!(property(&flow, Property::SampleCoding), Some("IMA ADPCM"));
    let (low, high) = range(&flow, 0);
    assert!((low + 0.5).abs() < 0.05 && (high - 0.5).abs() < 0.05, "{low} {high}");
}

fn hostile_wav() -> impl Strategy<Value = Vec<u8>> {
    let kind = prop::sample::select(vec![0_u16, 1, 2, 3, 6, 7, 0x11, 0x55, 0xFFFE]);
    let format = (kind, 0_u16..4, any::<u32>(), 0_u16..70, 0_u16..40, prop::collection::vec(any::<u8>(), 0..40))
        .prop_map(|(kind, channels, rate, bits, block, more)| fmt_with_block(kind, channels, rate, bits, block, &more));
    let body = prop::collection::vec(any::<u8>(), 0..200);
    let other = (prop::sample::select(vec![b"data", b"LIST", b"bext", b"ds64", b"junk"]), body)
        .prop_map(|(kind, body)| chunk(kind, &body));
    (format, prop::collection::vec(other, 0..5)).prop_map(|(format, others)| wav(&[format, others.concat()]))
}

proptest! {
    #[test]
    fn anything_is_read_or_refused(
        mut bytes in hostile_wav(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        end in any::<prop::sample::Index>(),
    ) {
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        for bytes in [&bytes[..], &bytes[..end.index(bytes.len())]] {
            if let Ok(flow) = read(bytes) {
                for wave in flow.blocks.iter().filter_map(|block| if let Block::Waveform(wave) = block { Some(wave) } else { None }) {
                    prop_assert!(wave.seconds.is_finite());
                    for channel in &wave.channels {
                        prop_assert!((1..=1500).contains(&channel.len()));
                        prop_assert!(channel.iter().all(|(low, high)| -1.0 <= *low && low <= high && *high <= 1.0));
                    }
                }
            }
        }
    }
}
