//! The words of the commands: labels and hints.

use super::Command;

impl Command {
    /// Its words in menus and for screen readers. An ellipsis means that a question follows.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Open => "Open…",
            Self::OpenFolder => "Open folder…",
            Self::OpenPasted => "Open pasted text",
            Self::Reload => "Reload",
            Self::SaveDocument => "Save document as…",
            Self::Close => "Close",
            Self::Quit => "Quit",
            Self::ZoomIn => "Zoom in",
            Self::ZoomOut => "Zoom out",
            Self::FitPage => "Fit page",
            Self::ActualSize => "Actual size",
            Self::FitWidth => "Fit width",
            Self::RotateRight => "Rotate right",
            Self::RotateLeft => "Rotate left",
            Self::ShowAsDetected => "View as detected",
            Self::ShowAsPdf => "View as PDF",
            Self::ShowAsPicture => "View as picture",
            Self::Details => "Details",
            Self::Findings => "Findings",
            Self::Copy => "Copy",
            Self::CopyPicture => "Copy picture of page",
            Self::CopyFindings => "Copy findings",
            Self::ThemeSystem => "Theme of the system",
            Self::ThemeLight => "Light theme",
            Self::ThemeDark => "Dark theme",
            Self::FullScreen => "Full screen",
            Self::HideContent => "Hide content",
            Self::NextDocument => "Next document",
            Self::PreviousDocument => "Previous document",
            Self::NextPage => "Next page",
            Self::PreviousPage => "Previous page",
            Self::FirstPage => "First page",
            Self::LastPage => "Last page",
            Self::GoToPage => "Go to page…",
            Self::ReadOn => "Read on",
            Self::ReadBack => "Read back",
            Self::Shortcuts => "Keyboard shortcuts",
            Self::About => "About",
            Self::Escape => "Step back",
            Self::Retry => "Try again",
        }
    }

    /// One sentence for the tooltip.
    #[must_use]
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Open => "Open one or more Redox responses",
            Self::OpenFolder => "Open all Redox responses of a folder as one list",
            Self::OpenPasted => "Open the response that is on the clipboard",
            Self::Reload => "Read the open file again",
            Self::SaveDocument => "Save the selected document, byte for byte",
            Self::Close => "Close the open file",
            Self::Quit => "Leave the program",
            Self::ZoomIn => "Enlarge the page",
            Self::ZoomOut => "Shrink the page",
            Self::FitPage => "Show the whole page",
            Self::ActualSize => "Show the page at 100 %",
            Self::FitWidth => "Make the page as wide as the view",
            Self::RotateRight => "Turn the document clockwise, on screen only",
            Self::RotateLeft => "Turn the document counter-clockwise, on screen only",
            Self::ShowAsDetected => "Show the document as what its bytes say it is",
            Self::ShowAsPdf => "Show the document as if it were a PDF",
            Self::ShowAsPicture => "Show the document as if it were a picture",
            Self::Details => "Show or hide every field of the document",
            Self::Findings => "Show what is odd about the document and the response",
            Self::Copy => "Copy the selected text",
            Self::CopyPicture => "Copy the current page as a picture",
            Self::CopyFindings => "Copy all findings as text, without patient data",
            Self::ThemeSystem => "Light or dark as the system has it",
            Self::ThemeLight => "Light colours",
            Self::ThemeDark => "Dark colours",
            Self::FullScreen => "Fill the screen with the pages",
            Self::HideContent => "Cover the window, so that nobody can read over your shoulder",
            Self::NextDocument => "Select the next document",
            Self::PreviousDocument => "Select the previous document",
            Self::NextPage => "Go to the next page",
            Self::PreviousPage => "Go to the previous page",
            Self::FirstPage => "Go to the first page",
            Self::LastPage => "Go to the last page",
            Self::GoToPage => "Type the number of a page",
            Self::ReadOn => "Scroll on, and at the end go to the next document",
            Self::ReadBack => "Scroll back, and at the start go to the previous document",
            Self::Shortcuts => "Show all keys",
            Self::About => "Version, engines and licences",
            Self::Escape => "Close, cancel or leave full screen",
            Self::Retry => "Draw the page again",
        }
    }
}
