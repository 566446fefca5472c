//! The elements of HTML as far as they matter for text, and what they do to the elements around them. The reader of HTML and that
//! of CDA narratives write with these.

/// What an element is. Elements that look alike are one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in super::super) enum Tag {
    /// `a`: a link.
    Link,
    /// `b`, `strong`.
    Bold,
    /// `i`, `em` and others that are slanted.
    Italic,
    /// `u`, `ins`.
    Underlined,
    /// `s`, `del`.
    Struck,
    /// `code`, `kbd`, `tt`, `samp`.
    Mono,
    /// `sub`.
    Sub,
    /// `sup`.
    Super,
    /// `small`.
    Small,
    /// `big`.
    Big,
    /// `font`.
    Font,
    /// Any other part of a line, and elements nobody knows.
    Span,
    /// `p`.
    Paragraph,
    /// `div` and all that starts on a line of its own without more.
    Division,
    /// `center`.
    Centred,
    /// `h1` to `h6`.
    Heading(u8),
    /// `pre`.
    Preformatted,
    /// `blockquote`.
    Quote,
    /// `ul`.
    Bullets,
    /// `ol`.
    Numbers,
    /// `li`.
    Item,
    /// `dl`.
    Terms,
    /// `dt`.
    Term,
    /// `dd`.
    Meaning,
    /// `table`.
    Table,
    /// `caption`.
    Caption,
    /// `colgroup`.
    Columns,
    /// `col`.
    Column,
    /// `thead`.
    HeadRows,
    /// `tbody`, `tfoot`.
    Rows,
    /// `tr`.
    Row,
    /// `td`.
    Cell,
    /// `th`.
    HeadCell,
    /// `br`.
    Break,
    /// `hr`.
    Rule,
    /// `img`.
    Picture,
    /// `input`.
    Input,
    /// `textarea`.
    TextArea,
    /// `select`.
    Select,
    /// `option`.
    Choice,
    /// `head`: hidden but for its title.
    Head,
    /// `title`.
    Title,
    /// `svg`.
    Drawing,
    /// `math`.
    Formula,
    /// `iframe` and others that stand for something outside the text.
    Embedded,
    /// `object`, which has content for programs that do not show it.
    Object,
    /// `script`, `style` and others whose content is no text.
    Hidden,
    /// `meta`, `link` and others without content or look.
    Nothing,
}

impl Tag {
    /// The element of this name, in lower case.
    pub fn of(name: &str) -> Self {
        match name {
            "a" => Self::Link,
            "b" | "strong" => Self::Bold,
            "i" | "em" | "cite" | "dfn" | "var" => Self::Italic,
            "u" | "ins" => Self::Underlined,
            "s" | "del" | "strike" => Self::Struck,
            "code" | "kbd" | "tt" | "samp" => Self::Mono,
            "sub" => Self::Sub,
            "sup" => Self::Super,
            "small" => Self::Small,
            "big" => Self::Big,
            "font" => Self::Font,
            "p" => Self::Paragraph,
            "address" | "article" | "aside" | "body" | "details" | "dialog" | "div" | "fieldset" | "figcaption"
            | "figure" | "footer" | "form" | "header" | "hgroup" | "html" | "legend" | "main" | "nav" | "search"
            | "section" | "summary" => Self::Division,
            "center" => Self::Centred,
            "h1" => Self::Heading(1),
            "h2" => Self::Heading(2),
            "h3" => Self::Heading(3),
            "h4" => Self::Heading(4),
            "h5" => Self::Heading(5),
            "h6" => Self::Heading(6),
            "pre" | "listing" | "xmp" | "plaintext" => Self::Preformatted,
            "blockquote" => Self::Quote,
            "ul" | "menu" | "dir" => Self::Bullets,
            "ol" => Self::Numbers,
            "li" => Self::Item,
            "dl" => Self::Terms,
            "dt" => Self::Term,
            "dd" => Self::Meaning,
            "table" => Self::Table,
            "caption" => Self::Caption,
            "colgroup" => Self::Columns,
            "col" => Self::Column,
            "thead" => Self::HeadRows,
            "tbody" | "tfoot" => Self::Rows,
            "tr" => Self::Row,
            "td" => Self::Cell,
            "th" => Self::HeadCell,
            "br" => Self::Break,
            "hr" => Self::Rule,
            "img" | "image" => Self::Picture,
            "input" => Self::Input,
            "textarea" => Self::TextArea,
            "select" => Self::Select,
            "option" => Self::Choice,
            "head" => Self::Head,
            "title" => Self::Title,
            "svg" => Self::Drawing,
            "math" => Self::Formula,
            "iframe" | "embed" | "audio" | "video" | "canvas" => Self::Embedded,
            "object" | "applet" => Self::Object,
            "script" | "style" | "template" | "noframes" | "noembed" | "datalist" => Self::Hidden,
            "area" | "base" | "basefont" | "bgsound" | "frame" | "keygen" | "link" | "meta" | "param" | "source"
            | "track" | "wbr" => Self::Nothing,
            _ => Self::Span,
        }
    }

    /// Whether it starts on a line of its own.
    pub fn is_block(self) -> bool {
        !matches!(
            self,
            Self::Link
                | Self::Bold
                | Self::Italic
                | Self::Underlined
                | Self::Struck
                | Self::Mono
                | Self::Sub
                | Self::Super
                | Self::Small
                | Self::Big
                | Self::Font
                | Self::Span
                | Self::Break
                | Self::Picture
                | Self::Input
                | Self::TextArea
                | Self::Select
                | Self::Choice
                | Self::Title
                | Self::Drawing
                | Self::Formula
                | Self::Embedded
                | Self::Object
                | Self::Hidden
                | Self::Nothing
        )
    }

    /// Whether it only changes the look of letters, so that it goes on where the block around it was closed before it.
    pub fn is_look(self) -> bool {
        matches!(
            self,
            Self::Link
                | Self::Bold
                | Self::Italic
                | Self::Underlined
                | Self::Struck
                | Self::Mono
                | Self::Small
                | Self::Big
                | Self::Font
        )
    }

    /// Whether it never has content.
    pub fn is_void(self, name: &str) -> bool {
        matches!(self, Self::Break | Self::Rule | Self::Picture | Self::Input | Self::Column | Self::Nothing)
            || name == "embed"
    }

    /// Whether tags inside it say nothing of the elements outside: a cell's `</p>` does not close a paragraph around the table.
    pub fn is_wall(self) -> bool {
        matches!(
            self,
            Self::Cell | Self::HeadCell | Self::Caption | Self::Table | Self::Object | Self::Drawing | Self::Formula
        )
    }
}
