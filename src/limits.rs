//! Every limit of the program, each with its reason. Nothing else may hold a limit of its own. Those of the readers of
//! formats have a file of their own, and are used from here like all others.

mod formats;
mod window;

use std::time::Duration;

pub use formats::*;
pub use window::*;

/// Strings of a message longer than this stay in the file and are known by their place only.
/// Field values of the Redox reference are shorter; contents worth looking at are longer.
pub const LONG_STRING_BYTES: usize = 256;

/// What may remain of a message once its long strings are left out. A response of 100,000 documents leaves about 70 MB;
/// more than this is no list of documents that a person could work with, and would fill the memory.
pub const RESIDUE_BYTES: usize = 1 << 30;

/// One read of the indexing pass: large enough to make system calls cheap, small enough to stay in the processor's cache.
pub const READ_BUFFER_BYTES: usize = 256 * 1024;

/// From this size on a file is read ahead on a second thread: below it, starting the thread costs what it gains.
pub const READ_AHEAD_FROM_BYTES: u64 = 4 << 20;

/// Buffers between the thread that reads and the one that looks: one each to work on, and two so that neither waits for
/// the other's every step. Together they fit into a second-level cache.
pub const READ_AHEAD_BUFFERS: usize = 4;

/// Input without random access (standard input, pasted text) is held in memory, up to this.
pub const MEMORY_INPUT_BYTES: u64 = 1 << 30;

/// A long string that is not `FileContents` (a description, an identifier) is read up to this.
pub const LONG_FIELD_BYTES: u64 = 1 << 20;

/// A component of a note that is put together with others is held in memory, up to this: the largest message of Redox.
pub const COMPONENT_BYTES: u64 = 40 << 20;

/// What is read of a document to tell its type: the first 4 KiB decoded, with room for line breaks and escapes.
pub const SNIFF_ENCODED_BYTES: u64 = 12 * 1024;

/// Decoded bytes that the type is told from.
pub const SNIFF_BYTES: usize = 4096;

/// Contents are decoded for saving in pieces of this many encoded characters, so that memory stays flat.
pub const DECODE_CHUNK_BYTES: usize = 1 << 20;

/// A value of an unknown field is kept and shown up to this many bytes.
pub const UNKNOWN_FIELD_BYTES: usize = 4096;

/// Findings of one kind kept for one input; the rest is counted. A file of a million oddities must not fill the memory,
/// and nobody reads more than a thousand of one kind.
pub const FINDINGS_OF_A_KIND: u64 = 1_000;

/// Files of one folder or archive that are read as one input. More is a data store, not a response.
pub const INPUT_PARTS: usize = 10_000;

/// How deep a message is looked for inside another JSON structure: an export of an API client nests it some levels down.
pub const WRAPPED_DEPTH: usize = 8;

/// Values that are looked at in search of a wrapped message.
pub const WRAPPED_VALUES: usize = 100_000;

/// What a compressed or UTF-16 input may become, in bytes: the same as other input without random access
/// (`MEMORY_INPUT_BYTES`), since it is held in memory as a whole.
pub const UNPACKED_BYTES: u64 = 1 << 30;

/// How many times its packed size an input may become. Text and base64 stay below 20; a bomb of zeros has about 1,000.
pub const UNPACKED_RATIO: u64 = 200;

/// Up to here the ratio is not looked at, in bytes: a blank scan in base64 packs like a bomb, and this much memory does
/// no harm.
pub const RATIO_FREE_BYTES: u64 = 64 << 20;

/// One read of a packed input: large enough to make system calls cheap.
pub const PACKED_READ_BYTES: usize = 256 * 1024;

/// Packed bytes handed to the decompressor at once. Deflate makes at most 1,032 bytes of one, so the limits and the
/// cancel flag are looked at every 34 MB at the latest; fewer would cost time (each call copies a 32 KiB window).
pub const INFLATE_PIECE_BYTES: usize = 32 * 1024;

/// Smallest buffer for unpacked bytes, so that small inputs do not grow step by step.
pub const UNPACKED_FIRST_BYTES: usize = 64 * 1024;

/// UTF-16 bytes transcoded between two looks at the cancel flag: they and their UTF-8 fit into a second-level cache.
pub const UTF16_PIECE_BYTES: usize = 64 * 1024;

/// JSON files of one archive that are opened: each becomes an entry of its own, and nobody works with more.
pub const ARCHIVE_MEMBERS: usize = 10_000;

/// Entries of an archive of any kind: reading the list of so many takes a fraction of a second.
pub const ARCHIVE_ENTRIES: u64 = 1_000_000;

/// A member's name is kept up to this many characters, its end being what tells files apart. Names of real files have
/// at most 255 (NTFS, APFS, ext4); the format allows 65,535 bytes.
pub const MEMBER_NAME_CHARS: usize = 512;

/// Where an archive's end record may start, in bytes from the end: its own 22 and a comment of up to 65,535
/// (APPNOTE.TXT 6.3.10, 4.3.16).
pub const ARCHIVE_END_BYTES: u64 = 22 + 65_535;

/// How many places that look like an archive's end record are tried. A sound archive has one; a comment may hold a
/// second by chance.
pub const ARCHIVE_END_TRIES: usize = 16;

/// Text that is searched for messages. A copied page, a mail or a log excerpt is far smaller; a larger text is searched
/// with other tools.
pub const PROSE_BYTES: usize = 64 << 20;

/// Nesting of a value in a text. `serde_json`, which reads it afterwards, gives up at 128 as well.
pub const PROSE_DEPTH: usize = 128;

/// Brackets of a text at which a message may start. A log of [`PROSE_BYTES`] has a tenth of that.
pub const PROSE_TRIES: usize = 4_000_000;

/// Lines of a text, blank ones not counted: logs of [`PROSE_BYTES`] have a tenth of that.
pub const PROSE_LINES: usize = 8_000_000;

/// Work on a text, in bytes looked at for each byte it has: real texts need little more than one.
pub const PROSE_EFFORT: usize = 8;

/// Numbers in a row (k, k + 1, k + 2) that make line numbers. Two may stand below each other by chance.
pub const LINE_NUMBERS: usize = 3;

/// Digits of a line number: 64 MiB have fewer lines than this can count.
pub const LINE_NUMBER_DIGITS: usize = 8;

/// How deep the key may lie that makes an object a message: a log record or a request may be wrapped around it.
pub const MESSAGE_KEY_DEPTH: u8 = 2;

/// Places found in one document: nobody goes through more, and marking them costs memory.
pub const MAX_FOUND_PLACES: usize = 10_000;

/// Pages whose text a search asks for at once: some 30 ms of a worker's time, which a page to be drawn can wait.
pub const SEARCH_PAGES_BATCH: u32 = 16;

/// Pages that a search asks for ahead, so that no worker waits for the window: a few batches for each.
pub const SEARCH_PAGES_AHEAD: usize = 96;

/// Words searched in one frame, in bytes: about a millisecond of work.
pub const SEARCHED_AT_ONCE_BYTES: usize = 256 * 1024;

/// Words of one document that are held: 64 MB are ten times the Bible.
pub const MAX_HELD_TEXT_BYTES: usize = 64 << 20;

/// Text copied at once. Programs that it is pasted into choke on more.
pub const MAX_COPIED_TEXT_BYTES: usize = 16 << 20;

/// What is taken over from a selection to be searched for, in characters: a few words.
pub const MAX_FIND_CHARS: usize = 100;

/// All pixels of pages and thumbnails on the graphics card together, least recently seen first out.
/// About 30 pages of a full-screen window: enough to leaf back and forth, small beside what such a machine has.
pub const PIXEL_BUDGET_BYTES: usize = 256 << 20;

/// Pixels of one picture that `render` makes: what 400 MB of memory hold, and more than any screen or printer asks for.
pub const RENDERED_PIXELS: u32 = 100_000_000;

/// Characters that the base64 decoder hands to the processor's vector unit at once. With the bytes they decode to,
/// they fit into a 32 KiB first-level cache.
pub const BASE64_BLOCK_CHARS: usize = 8 * 1024;

/// Characters between `data:` and its comma. Real headers hold a media type and a parameter or two;
/// a string without a comma by then is no data URI.
pub const DATA_PREFIX_CHARS: usize = 1024;

/// A media type is kept up to this. RFC 6838 §4.2 allows 127 characters for each half; real ones are far shorter.
pub const MEDIA_TYPE_CHARS: usize = 127;

/// Text behind the first foreign character that is read for a mark such as `... 1234 more characters`.
/// Marks are short; anything longer is damage of another kind.
pub const TRUNCATION_MARK_CHARS: usize = 80;

/// A link in place of contents is kept and shown up to this. Browsers and servers agree on about 2,000 characters.
pub const REFERENCE_CHARS: usize = 2048;

/// Text longer than this is no stand-in such as `<...base 64 file contents...>`.
pub const STAND_IN_CHARS: usize = 200;

/// How far into a file `%PDF-` may stand. Acrobat's own limit (Adobe's PDF Reference 1.7, appendix H).
pub const PDF_HEADER_BYTES: usize = 1024;

/// Length of a suggested file name without its extension, in UTF-16 units. NTFS and APFS allow 255 for the whole name;
/// this leaves room for the folders around it under the 260 units that older Windows programs can open.
pub const NAME_STEM_UTF16_UNITS: usize = 120;

/// Length of a suggested file name without its extension, in bytes of UTF-8. Linux file systems allow 255 for the whole
/// name; this leaves room for an extension and a number that tells equal names apart.
pub const NAME_STEM_BYTES: usize = 200;

/// Length of a whole file name in bytes: `NAME_MAX` of Linux file systems. Never fewer than its UTF-16 units, so that a
/// name within it also fits NTFS and APFS.
pub const FILE_NAME_BYTES: usize = 255;

/// Length of a file extension. The longest that this program writes has five characters; a longer one is no extension.
pub const EXTENSION_BYTES: usize = 16;

/// How often another random name is tried for an unfinished file. One try is enough unless somebody else makes names
/// of the same form; a folder that refuses this many has another problem.
pub const HIDDEN_NAME_TRIES: u32 = 64;

/// Bytes saved between two looks at the cancel flag, and between two reports of progress: a millisecond or two of work.
pub const SAVE_PIECE_BYTES: usize = 1 << 20;

/// Small writes of a document are gathered up to this before they go to the disk, to keep system calls few.
pub const SAVE_BUFFER_BYTES: usize = 64 * 1024;

/// How long the end of the program waits for a save of many documents that was told to stop: it stops within one piece
/// ([`SAVE_PIECE_BYTES`]), unless the disk hangs, and then nobody should have to wait for it.
pub const SAVE_STOP_WAIT: Duration = Duration::from_secs(2);

/// How many files of one name (`Scan.pdf`, `Scan (2).pdf` …) a folder may hold before an export gives up on finding a
/// free number: as many as a response may have documents. A file system that calls every name taken must not hang it.
pub const EQUAL_NAME_TRIES: u32 = 100_000;

/// Pages of one document: more than any document of a chart has, and few enough that the list of page sizes stays small.
pub const MAX_PAGES: u32 = 100_000;

/// Longest side of a page, in PDF points or picture pixels: beyond it the sums of a page layout lose whole pixels in `f32`.
pub const MAX_PAGE_SIDE: f32 = 1_000_000.0;

/// Pixels of one request: 64 MB is a 4,096 px square in RGBA, four times the largest tile.
pub const MAX_RENDER_BYTES: usize = 64 * 1024 * 1024;

/// Page sizes in one reply: a document of 20,000 pages opens at once and the rest follows in batches.
pub const PAGE_SIZES_BATCH: u32 = 512;

/// A request without its document: a password and a few numbers.
pub const MAX_REQUEST_BYTES: usize = 4 * 1024;

/// A reply without its pixels: one batch of page sizes, 8 bytes each, and a few numbers.
pub const MAX_REPLY_BYTES: usize = 8 * 1024;

/// PDF passwords end at 127 bytes (ISO 32000-2, 7.6.4.3.3); four times that leaves room for other formats.
pub const MAX_PASSWORD_BYTES: usize = 512;

/// Longer side of a page that is copied as a picture: at most what one request may draw ([`MAX_RENDER_BYTES`]).
pub const MAX_COPIED_SIDE_PX: u32 = 4096;

/// Bytes of a document handed to a worker: half of its address space, so that there is room to draw it.
pub const MAX_WORKER_DOCUMENT_BYTES: u64 = 1024 * 1024 * 1024;

/// Address space of a worker: real pages stay below 300 MB; an allocation bomb ends here and not in the whole machine's memory.
pub const WORKER_ADDRESS_SPACE_BYTES: u64 = 2 * 1024 * 1024 * 1024;

/// Open files of a worker: its three pipes and the fonts it reads.
pub const WORKER_OPEN_FILES: u64 = 64;

/// Fewest worker slots: with two, what is selected never waits for a thumbnail.
pub const MIN_WORKERS: usize = 2;

/// Most worker slots: each holds a document, so memory grows with them.
pub const MAX_WORKERS: usize = 3;

/// Starting a worker, and opening a document in it: the slowest sound document measured takes under 2 s.
pub const OPEN_DEADLINE: Duration = Duration::from_secs(10);

/// Drawing a part of a page, or reading from it: the slowest sound page measured takes 6 s.
pub const PAGE_DEADLINE: Duration = Duration::from_secs(15);

/// Each step of a thumbnail: nobody waits for one, and a slow one holds up the rest.
pub const THUMBNAIL_DEADLINE: Duration = Duration::from_secs(5);

/// How often a command that only wants to know how workers are confined looks whether the first has started, which takes some 10 ms.
pub const WORKER_LOOK_INTERVAL: Duration = Duration::from_millis(2);

/// How long work that nobody wants any more may hold up work that somebody wants, before its worker is ended.
pub const UNWANTED_DEADLINE: Duration = Duration::from_secs(1);

/// A worker without work ends: it gives back its memory, and a spawn costs only milliseconds.
pub const IDLE_WORKER_DEADLINE: Duration = Duration::from_secs(30);

/// How long a job waits for the busy worker that has its document open before another worker opens it as well:
/// about what a spawn and an opening cost.
pub const SECOND_WORKER_DELAY: Duration = Duration::from_millis(40);

/// Largest document opened in several workers at once: beyond it the memory for the copies outweighs the time won.
pub const MAX_SHARED_DOCUMENT_BYTES: usize = 64 * 1024 * 1024;

/// Crashes and time-outs of one document with one engine before that engine is given up for it.
pub const MAX_ENGINE_FAILURES: u8 = 3;

/// Results that wait to be fetched: beyond it no new work starts, so that a busy window does not fill the memory.
pub const MAX_UNDELIVERED_RESULTS: usize = 128;

/// Bytes of results that wait to be fetched: four of the largest tiles (2,048 px a side).
pub const MAX_UNDELIVERED_BYTES: usize = 64 * 1024 * 1024;

/// Longest side of a page after zoom, in pixels. PDFium places things with 32-bit floats, which at this size still tell
/// a 64th of a pixel apart.
pub const MAX_SCALED_SIDE_PX: u32 = 262_144;

/// Pixels of a picture that is decoded at once. A 600-dpi scan of an A3 sheet has 70 million; at 100 million one
/// decoded picture takes 300 MB of the worker's 2 GiB.
pub const MAX_PICTURE_PX: u64 = 100_000_000;

/// Memory a picture decoder may ask for, in bytes: 100 million pixels of four 16-bit channels (800 MB) and some room.
pub const MAX_PICTURE_DECODE_BYTES: u64 = 1024 * 1024 * 1024;

/// From this enlargement on, a picture's pixels are drawn as squares. Someone who zooms this far wants to see the pixels
/// themselves, and a blur would hide them.
pub const PICTURE_SQUARES_FROM_ZOOM: u32 = 3;

/// Pages after which the built-in PDF engine's cache of fonts and glyphs starts afresh, as it only ever grows (about
/// 0.4 MB a page, measured on a 352-page book).
pub const BUILT_IN_CACHE_PAGES: u32 = 64;

/// Columns that PDFium draws to the left of a tile and that are cut off, in pixels: as wide as the widest letter it draws
/// from a bitmap (larger ones are drawn as outlines, which need none).
pub const PDFIUM_LEFT_MARGIN_PX: u32 = 64;

/// Characters of one page's text. The densest page of a chart has some 10,000; a table of a whole year in tiny print stays below
/// this, and boxes of so many take 4 MB on their way.
pub const MAX_PAGE_TEXT_CHARS: usize = 200_000;

/// Links of one page: the index of a book has some hundred.
pub const MAX_PAGE_LINKS: usize = 1_000;

/// Length of a link's address. Browsers and servers agree on about 2,000 characters; a longer one is dropped, not cut.
pub const MAX_LINK_BYTES: usize = 2048;

/// Annotations of one page that are looked at for links. Each look starts at the one before.
pub const MAX_PAGE_ANNOTATIONS: usize = 10_000;

/// Pages whose text is asked for at once: few enough that losing a worker over one costs little.
pub const TEXT_PAGES_BATCH: u32 = 64;

/// A batch of text ends with the page that makes its reply this long, in bytes.
pub const TEXT_BATCH_BYTES: usize = 1024 * 1024;

/// A batch of text ends with the page that makes it last this long: a page to be drawn waits behind it.
pub const TEXT_BATCH_TIME: Duration = Duration::from_millis(200);

/// A reply with text: a batch that was just short of its end, and one page more with all that a page may have (4 bytes of text and
/// 16 of its box for a character, 2 MB of links).
pub const MAX_TEXT_REPLY_BYTES: usize = 8 * 1024 * 1024;

/// Lines of an outline: the largest books have some thousand. Also ends an outline that leads back into itself.
pub const MAX_OUTLINE_ENTRIES: usize = 10_000;

/// Depth of an outline. Headings have six or seven levels; deeper lines are shown at this one.
pub const MAX_OUTLINE_LEVEL: u8 = 32;

/// Length of an outline's line; a title is cut at this.
pub const MAX_OUTLINE_TITLE_BYTES: usize = 512;

/// Files inside one document that are listed.
pub const MAX_ATTACHMENTS: usize = 1_000;

/// Length of an attachment's name: twice what file systems allow.
pub const MAX_ATTACHMENT_NAME_BYTES: usize = 512;

/// An attachment that is taken out, in bytes once unpacked: more than any document of a chart, and an eighth of a worker's memory.
pub const MAX_ATTACHMENT_BYTES: u64 = 256 * 1024 * 1024;

/// Length of a property (title, author …); a longer one is cut.
pub const MAX_PROPERTY_BYTES: usize = 4096;

/// A reply with outline, attachments and properties, all of them as long as they may be: 5.4 MB, 0.6 MB and 32 KB.
pub const MAX_FACTS_REPLY_BYTES: usize = 8 * 1024 * 1024;

/// Workers lost over the text of one document before its text is given up: three bad pages, each of which costs a batch and itself.
pub const MAX_TEXT_LOSSES: u8 = 6;
