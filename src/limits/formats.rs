//! Limits of the readers of formats, each with its reason. Re-exported by `limits`.

/// Length of a name, a date of birth, an identifier or an authority inside a document; a longer one is cut.
pub const MAX_STATED_BYTES: usize = 512;

/// Identifiers of the patient inside a document: charts hold some five.
pub const MAX_STATED_IDENTIFIERS: usize = 64;

/// Text that is shown, in bytes as it stands in the document; what is beyond is left out with a note.
pub const MAX_TEXT_BYTES: usize = 16 * 1024 * 1024;

/// Text once it is decoded and indented: four times what is read of it. Short values on long lines grow about that much.
pub const MAX_SHOWN_TEXT_BYTES: usize = 4 * MAX_TEXT_BYTES;

/// A CDA, which may enclose a whole document: Redox messages end at some 40 MB.
pub const MAX_CDA_BYTES: usize = 64 * 1024 * 1024;

/// Blocks of a document without pages of its own (paragraphs, cells, list entries): a chart's longest have some ten thousand.
pub const MAX_FLOW_BLOCKS: usize = 200_000;

/// Runs of text of one look in all of such a document.
pub const MAX_FLOW_RUNS: usize = 500_000;

/// How deep lists and tables may stand in each other; what is deeper is laid out at this depth.
pub const MAX_FLOW_DEPTH: usize = 16;

/// How deep the elements, groups or values of a document may stand in each other before it is called damaged: readers and parsers
/// that walk them must not run out of stack.
pub const MAX_MARKUP_DEPTH: usize = 256;

/// Columns of one table.
pub const MAX_FLOW_COLUMNS: usize = 64;

/// Pictures inside one document of this kind.
pub const MAX_FLOW_PICTURES: usize = 200;

/// Bytes at the start of a document without a reader that are shown.
pub const SHOWN_BYTES: usize = 4096;

/// Files of the system's font folders that are listed: large collections have some 3,000.
pub const MAX_FONT_FILES: usize = 5_000;

/// How deep the system's font folders are gone into; they are three deep.
pub const MAX_FONT_FOLDER_DEPTH: usize = 5;

/// Largest font file read: the largest collection of Chinese, Japanese and Korean fonts has some 120 MB, one weight of it 20 MB.
pub const MAX_FONT_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// Fonts of the system that one document is set with beside the program's own: one for each script.
pub const MAX_FALLBACK_FONTS: usize = 24;

/// Bytes of such fonts together: they are held in memory while the document is open.
pub const MAX_FALLBACK_BYTES: usize = 192 * 1024 * 1024;

/// Characters that no font has before no more fonts are looked for: each look goes through all of them.
pub const MAX_FALLBACK_MISSES: usize = 500;
/// Chunks of a sound file that are looked at: real ones have some ten.
pub const MAX_SOUND_CHUNKS: usize = 10_000;

/// Names of the files in an archive that are listed: enough to see what it is.
pub const MAX_ARCHIVE_NAMES_SHOWN: usize = 20;

/// Length of a name or a fact out of a document without a reader, in characters; a longer one is cut.
pub const MAX_SHOWN_NAME_CHARS: usize = 200;

/// Elements of a DICOM object that are looked at for its patient and study, which stand among its first hundred or two.
pub const MAX_DICOM_ELEMENTS: usize = 10_000;
/// Entries of one TIFF directory that are looked at: real ones have some thirty.
pub const MAX_TIFF_ENTRIES: usize = 1_000;

/// Samples of one pixel of a TIFF picture: four inks and some extra channels; satellite pictures have more and are no documents.
pub const MAX_TIFF_SAMPLES: u16 = 64;

/// Bytes of a strip or tile of a TIFF picture that are handed to its decoder, beyond what an honest one takes: no packing makes
/// pixels much longer, and a JPEG tile may have tables and a colour profile before its pixels.
pub const TIFF_CHUNK_SLACK_BYTES: u64 = 1024 * 1024;

/// Length of a colour profile: those of printing presses have some 2 MB.
pub const MAX_COLOUR_PROFILE_BYTES: usize = 16 * 1024 * 1024;

/// Length of a colour profile's name where it is shown.
pub const MAX_COLOUR_PROFILE_NAME_CHARS: usize = 100;

/// Pixels of decoded pages of one file that are kept: two pages of a 600-dpi A4 scan, or one larger page.
pub const MAX_KEPT_PICTURE_PX: u64 = 80_000_000;
/// Entries of one table at the start of RTF (fonts, colours, styles, lists). Word stops at some thousand.
pub const RTF_TABLE_ENTRIES: usize = 32_768;

/// Bytes of a name of a font or a style of RTF that are looked at.
pub const RTF_NAME_BYTES: usize = 256;

/// Styles of RTF that rest on each other: templates have some five; more is a circle.
pub const RTF_STYLE_BASES: usize = 12;

/// Bytes of the instruction of one field of RTF: an address and some switches.
pub const RTF_INSTRUCTION_BYTES: usize = 4096;

/// Text boxes of RTF in each other; the text of deeper ones stands in the box around them.
pub const RTF_STORIES: usize = 6;

/// Records of a Windows metafile that are looked at for a bitmap. One with more is a drawing.
pub const RTF_METAFILE_RECORDS: usize = 100_000;
/// Attributes of one element of HTML or XML: parsers compare each with those before it. Elements have some thirty at most.
pub const MAX_MARKUP_ATTRIBUTES: usize = 256;

/// Work that one HTML document may take: about a microsecond each, of the ten seconds that a worker has to open one. The largest
/// honest documents have some hundred thousand tags.
pub const MAX_HTML_WORK: u32 = 4_000_000;

/// Different prefixes of namespaces in an XML document: the parser looks through them for each element. Documents have some five.
pub const MAX_XML_PREFIXES: usize = 64;

/// Elements, attributes and texts of an XML document that is parsed to a tree, which takes some 100 bytes for each. The largest
/// charts have some hundred thousand.
pub const MAX_XML_NODES: u32 = 3_000_000;

/// Names, addresses, authors and the like of one kind in the header of a clinical document that are shown; others are counted. Charts
/// have some ten.
pub const MAX_HEADER_ENTRIES: usize = 64;

/// Text of a document without pages of its own that is set as paragraphs, in bytes: a thousand pages. Shaping takes about a second for
/// each 2 MB of Latin text, and for each MB of Arabic.
pub const MAX_FLOW_TEXT_BYTES: usize = 4 * 1024 * 1024;

/// Bytes of a JPEG 2000 picture that are decoded at once: some five seconds. Of a longer one the finest details are left out.
pub const JPEG_2000_BYTES: u64 = 20 * 1024 * 1024;
