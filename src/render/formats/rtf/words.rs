//! Control words that name a destination or a character (Rich Text Format Specification 1.9.1). Called by the reader.

use super::super::facts::Property;

/// Where the text of a group goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Destination {
    /// To the story.
    Body,
    /// Nowhere.
    Skip,
    /// To what stands before an entry of a list.
    Marker,
    Fonts,
    Colours,
    Styles,
    /// What is told of the document; its text is in groups of their own.
    Information,
    Property(Property),
    /// A point of time in numbers.
    Time(Property),
    Picture,
    Instruction,
    CommentAuthor,
    FormField,
    Choice,
    /// A shape with its properties; its text is in groups of their own.
    Shape,
    PropertyName,
    PropertyValue,
    Lists,
    LevelText,
    ListOverrides,
    /// How a list of old is marked; what stands before and after its numbers is in groups of their own.
    OldList,
    BeforeNumber,
    AfterNumber,
}

/// Where a story goes when it is at its end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum StoryPlace {
    /// The document itself.
    Body,
    /// Above the pages; the number tells the kinds apart (first page, left page …).
    Head(u8),
    /// Below the pages.
    Foot(u8),
    /// To the notes.
    Note,
    /// Where it is anchored, as words.
    Comment,
    /// Where it is anchored.
    Box,
}

/// The story that a control word begins.
pub(super) fn story_place(name: &[u8]) -> Option<StoryPlace> {
    Some(match name {
        b"headerf" => StoryPlace::Head(0),
        b"header" => StoryPlace::Head(1),
        b"headerr" => StoryPlace::Head(2),
        b"headerl" => StoryPlace::Head(3),
        b"footerf" => StoryPlace::Foot(0),
        b"footer" => StoryPlace::Foot(1),
        b"footerr" => StoryPlace::Foot(2),
        b"footerl" => StoryPlace::Foot(3),
        b"footnote" => StoryPlace::Note,
        b"annotation" => StoryPlace::Comment,
        b"shptxt" | b"dptxbxtext" => StoryPlace::Box,
        _ => return None,
    })
}

/// The destination that a control word of the body begins, where all it takes is to go there.
pub(super) fn plain_destination(name: &[u8]) -> Option<Destination> {
    Some(match name {
        b"fonttbl" => Destination::Fonts,
        b"colortbl" => Destination::Colours,
        b"info" => Destination::Information,
        b"generator" => Destination::Property(Property::Creator),
        b"listtext" | b"pntext" => Destination::Marker,
        b"shpinst" | b"picprop" | b"sp" => Destination::Shape,
        b"sn" => Destination::PropertyName,
        b"listtable" => Destination::Lists,
        b"listoverridetable" => Destination::ListOverrides,
        // Known, so that a star before them hides nothing.
        b"do" | b"shp" | b"shpgrp" | b"result" | b"moMath" | b"moMathPara" => Destination::Body,
        _ if is_hidden(name) => Destination::Skip,
        _ => return None,
    })
}

/// What a control word of `\info` tells.
pub(super) fn information(name: &[u8]) -> Destination {
    match name {
        b"title" => Destination::Property(Property::Title),
        b"author" => Destination::Property(Property::Author),
        b"subject" => Destination::Property(Property::Subject),
        b"keywords" => Destination::Property(Property::Keywords),
        b"creatim" => Destination::Time(Property::Created),
        b"revtim" => Destination::Time(Property::Changed),
        _ => Destination::Skip,
    }
}

/// Destinations whose text is no text of the document, for the writers that forget the star.
fn is_hidden(name: &[u8]) -> bool {
    const HIDDEN: [&[u8]; 50] = [
        b"aftncn",
        b"aftnsep",
        b"aftnsepc",
        b"atndate",
        b"atnicn",
        b"atnref",
        b"atrfend",
        b"atrfstart",
        b"background",
        b"bkmkend",
        b"bkmkstart",
        b"blipuid",
        b"bxe",
        b"comment",
        b"datafield",
        b"datastore",
        b"docvar",
        b"falt",
        b"ffdeftext",
        b"fontemb",
        b"fontfile",
        b"ftncn",
        b"ftnsep",
        b"ftnsepc",
        b"listpicture",
        b"latentstyles",
        b"mmathPr",
        b"nextfile",
        b"nonesttables",
        b"objalias",
        b"objclass",
        b"objdata",
        b"objname",
        b"objsect",
        b"objtime",
        b"panose",
        b"pgptbl",
        b"pnseclvl",
        b"private",
        b"private1",
        b"revtbl",
        b"rsidtbl",
        b"rxe",
        b"shprslt",
        b"tc",
        b"tcn",
        b"template",
        b"themedata",
        b"txe",
        b"xe",
    ];
    // Properties of formulas end in Pr.
    HIDDEN.contains(&name) || (name.starts_with(b"m") && name.ends_with(b"Pr"))
}

/// The character that a control word stands for.
pub(super) fn character(name: &[u8]) -> Option<&'static str> {
    Some(match name {
        b"tab" => "\t",
        b"line" | b"lbr" => "\n",
        b"emdash" => "—",
        b"endash" => "–",
        b"emspace" => "\u{2003}",
        b"enspace" => "\u{2002}",
        b"qmspace" => "\u{2005}",
        b"bullet" => "•",
        b"lquote" => "‘",
        b"rquote" => "’",
        b"ldblquote" => "“",
        b"rdblquote" => "”",
        b"ltrmark" => "\u{200E}",
        b"rtlmark" => "\u{200F}",
        b"zwj" => "\u{200D}",
        b"zwnj" => "\u{200C}",
        b"zwbo" => "\u{200B}",
        b"zwnbo" => "\u{2060}",
        _ => return None,
    })
}

/// Whether a control word gives the text its structure. Such words are never the stand-in of a character of Unicode.
pub(super) fn is_structure(name: &[u8]) -> bool {
    matches!(
        name,
        b"par"
            | b"line"
            | b"tab"
            | b"cell"
            | b"row"
            | b"nestcell"
            | b"nestrow"
            | b"page"
            | b"sect"
            | b"column"
            | b"u"
            | b"lbr"
            | b"pard"
    )
}
