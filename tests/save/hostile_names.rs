//! A table of names that somebody might send to do harm, or by accident. Patients in it are invented.

use std::fs;

use redox_media_viewer::save::{NameParts, suggested_file_name};

use super::validity;

/// File name in the message, extension of the real type, name suggested for document 7.
const TABLE: &[(&str, &str, &str)] = &[
    // Ordinary names stay.
    ("Report.pdf", "pdf", "Report.pdf"),
    ("SampleImage", "jpg", "SampleImage.jpg"),
    ("v1.2 summary", "pdf", "v1.2 summary.pdf"),
    ("Dr. Müller – Befund (1).pdf", "pdf", "Dr. Müller – Befund (1).pdf"),
    ("検査結果.pdf", "pdf", "検査結果.pdf"),
    ("تقرير.pdf", "pdf", "تقرير.pdf"),
    ("स्कैन.tif", "tif", "स्कैन.tif"),
    ("O'Neil & Søn #3 100%.txt", "txt", "O'Neil & Søn #3 100%.txt"),
    ("a1d4ee8aba494ca^^^&1.3.6&ISO", "pdf", "a1d4ee8aba494ca^^^&1.3.6&ISO.pdf"),
    ("Discharge summary 2026-01-05.docx", "docx", "Discharge summary 2026-01-05.docx"),
    // The extension follows the bytes.
    ("scan.TIF", "pdf", "scan.pdf"),
    ("Report.PDF", "pdf", "Report.pdf"),
    ("Report.jpeg", "jpg", "Report.jpg"),
    ("Report.pdf.exe", "pdf", "Report.pdf"),
    ("Report.exe.pdf", "pdf", "Report.pdf"),
    ("Report.pdf.pdf.pdf", "pdf", "Report.pdf"),
    ("Report.pdf.lnk", "pdf", "Report.pdf"),
    ("Report.pdf.scr ", "pdf", "Report.pdf"),
    ("Report.pdf .exe", "pdf", "Report.pdf"),
    ("Report.pdf...exe...", "pdf", "Report.pdf"),
    ("Report.js", "txt", "Report.txt"),
    ("Report.html", "pdf", "Report.pdf"),
    ("Report.tar.gz", "pdf", "Report.pdf"),
    ("Report.foo", "pdf", "Report.foo.pdf"),
    ("Report.foo", "foo", "Report.foo"),
    ("Report.", "pdf", "Report.pdf"),
    ("Report", "", "Report.bin"),
    ("Report", "exe", "Report.bin"),
    ("Report", "LNK", "Report.bin"),
    ("Report", ".pdf", "Report.pdf"),
    ("Report", "PDF", "Report.pdf"),
    ("Report", "pdf/../../x", "Report.bin"),
    ("Report", "p df", "Report.bin"),
    ("Report", "averyveryverylongextension", "Report.bin"),
    ("Report", "\u{202E}fdp", "Report.bin"),
    ("Report", "..", "Report.bin"),
    (".pdf", "pdf", "document-7.pdf"),
    (".pdf.exe", "pdf", "document-7.pdf"),
    ("pdf", "pdf", "pdf.pdf"),
    // Paths.
    ("../../etc/passwd", "txt", "passwd.txt"),
    ("../../../../../../../../home/user/.ssh/authorized_keys", "txt", "authorized_keys.txt"),
    ("..\\..\\Windows\\System32\\drivers\\etc\\hosts", "txt", "hosts.txt"),
    ("/etc/cron.d/job", "txt", "job.txt"),
    ("/", "pdf", "document-7.pdf"),
    ("\\", "pdf", "document-7.pdf"),
    ("//", "pdf", "document-7.pdf"),
    ("a/", "pdf", "document-7.pdf"),
    ("a\\", "pdf", "document-7.pdf"),
    ("a/..", "pdf", "document-7.pdf"),
    ("a/.", "pdf", "document-7.pdf"),
    ("./a", "pdf", "a.pdf"),
    ("~/a", "pdf", "a.pdf"),
    ("~root/a", "pdf", "a.pdf"),
    ("~root", "pdf", "root.pdf"),
    ("~", "pdf", "document-7.pdf"),
    ("~$Report.docx", "docx", "$Report.docx"),
    ("C:\\Users\\x\\scan.pdf", "pdf", "scan.pdf"),
    ("C:/Users/x/scan.pdf", "pdf", "scan.pdf"),
    ("C:scan.pdf", "pdf", "scan.pdf"),
    ("c:", "pdf", "document-7.pdf"),
    ("C:\\", "pdf", "document-7.pdf"),
    ("\\\\server\\share\\scan.pdf", "pdf", "scan.pdf"),
    ("\\\\?\\C:\\scan.pdf", "pdf", "scan.pdf"),
    ("\\\\.\\PhysicalDrive0", "bin", "PhysicalDrive0.bin"),
    ("\\\\.\\pipe\\x", "bin", "x.bin"),
    ("file:///etc/passwd", "txt", "passwd.txt"),
    ("https://blob.example.test/123?x=1", "pdf", "123x=1.pdf"),
    ("..", "pdf", "document-7.pdf"),
    (".", "pdf", "document-7.pdf"),
    ("...", "pdf", "document-7.pdf"),
    ("....//....//a", "pdf", "a.pdf"),
    (". .", "pdf", "document-7.pdf"),
    (".. /a", "pdf", "a.pdf"),
    ("..%2f..%2fa", "pdf", "%2f..%2fa.pdf"),
    ("a/\u{0}/b", "pdf", "b.pdf"),
    ("folder/../\u{202E}", "pdf", "document-7.pdf"),
    // Streams and colons.
    ("Report.pdf:hidden", "pdf", "Report.pdf"),
    ("Report.pdf::$DATA", "pdf", "Report.pdf"),
    ("Report::$INDEX_ALLOCATION", "pdf", "Report.pdf"),
    ("Report.pdf:hidden.exe:$DATA", "pdf", "Report.pdf"),
    ("Report.pdf :hidden", "pdf", "Report.pdf"),
    ("ab:cd", "pdf", "ab-cd.pdf"),
    ("a:b", "pdf", "b.pdf"),
    ("Visit 10:30", "pdf", "Visit 10-30.pdf"),
    ("2026-01-02T10:30:00", "pdf", "2026-01-02T10-30-00.pdf"),
    (":", "pdf", "document-7.pdf"),
    ("::", "pdf", "document-7.pdf"),
    (":x", "pdf", "x.pdf"),
    // Devices of Windows.
    ("CON", "pdf", "_CON.pdf"),
    ("con", "pdf", "_con.pdf"),
    ("CON.pdf", "pdf", "_CON.pdf"),
    ("con.tar.gz", "pdf", "_con.pdf"),
    ("CON.anything", "pdf", "_CON.anything.pdf"),
    ("CON .pdf", "pdf", "_CON.pdf"),
    ("CON .x", "pdf", "_CON .x.pdf"),
    ("CON...pdf", "pdf", "_CON.pdf"),
    ("PRN", "pdf", "_PRN.pdf"),
    ("AUX.jpg", "jpg", "_AUX.jpg"),
    ("NUL", "bin", "_NUL.bin"),
    ("nul.txt.pdf", "pdf", "_nul.pdf"),
    ("CLOCK$", "pdf", "_CLOCK$.pdf"),
    ("CONIN$", "pdf", "_CONIN$.pdf"),
    ("conout$.txt", "txt", "_conout$.txt"),
    ("COM0", "pdf", "_COM0.pdf"),
    ("COM1.pdf", "pdf", "_COM1.pdf"),
    ("com9", "pdf", "_com9.pdf"),
    ("LPT1", "pdf", "_LPT1.pdf"),
    ("lpt0.x", "pdf", "_lpt0.x.pdf"),
    ("COM¹", "pdf", "_COM¹.pdf"),
    ("COM².txt", "txt", "_COM².txt"),
    ("LPT³", "pdf", "_LPT³.pdf"),
    ("lpt¹.pdf", "pdf", "_lpt¹.pdf"),
    ("COM10", "pdf", "COM10.pdf"),
    ("COM", "pdf", "COM.pdf"),
    ("COM⁴", "pdf", "COM⁴.pdf"),
    ("CONSENT", "pdf", "CONSENT.pdf"),
    ("Nulliparous.pdf", "pdf", "Nulliparous.pdf"),
    ("..CON", "pdf", "_CON.pdf"),
    ("-CON", "pdf", "_CON.pdf"),
    ("C\u{200B}ON", "pdf", "_CON.pdf"),
    ("C:CON", "pdf", "_CON.pdf"),
    ("x/CON", "pdf", "_CON.pdf"),
    ("CO\u{0}N", "pdf", "_CON.pdf"),
    ("CON:", "pdf", "CON-.pdf"),
    // Options of commands, hidden files.
    ("-rf", "pdf", "rf.pdf"),
    ("--help", "pdf", "help.pdf"),
    ("-", "pdf", "document-7.pdf"),
    ("- -", "pdf", "document-7.pdf"),
    (".bashrc", "txt", "bashrc.txt"),
    (".~-. a", "pdf", "a.pdf"),
    (".DS_Store", "bin", "DS_Store.bin"),
    ("desktop.ini", "txt", "desktop.ini.txt"),
    ("autorun.inf", "txt", "autorun.inf.txt"),
    // Dots and spaces at the ends.
    ("Report.pdf.", "pdf", "Report.pdf"),
    ("Report.pdf. . .", "pdf", "Report.pdf"),
    ("Report   ", "pdf", "Report.pdf"),
    ("   Report", "pdf", "Report.pdf"),
    (" . Report . ", "pdf", "Report.pdf"),
    ("Report .pdf", "pdf", "Report.pdf"),
    ("a  \t b", "pdf", "a b.pdf"),
    ("", "pdf", "document-7.pdf"),
    (" ", "pdf", "document-7.pdf"),
    ("\u{3000}", "pdf", "document-7.pdf"),
    ("\u{A0}Report\u{A0}", "pdf", "Report.pdf"),
    ("Report\u{2003}1", "pdf", "Report 1.pdf"),
    ("Report\u{2000}1", "pdf", "Report 1.pdf"),
    // Controls.
    ("a\0b", "pdf", "ab.pdf"),
    ("Report.pdf\0.exe", "pdf", "Report.pdf"),
    ("\0", "pdf", "document-7.pdf"),
    ("a\nb", "pdf", "a b.pdf"),
    ("a\r\nb", "pdf", "a b.pdf"),
    ("a\tb", "pdf", "a b.pdf"),
    ("\nReport\n", "pdf", "Report.pdf"),
    ("a\u{1B}[31mb", "pdf", "a[31mb.pdf"),
    ("a\u{7}b", "pdf", "ab.pdf"),
    ("a\u{8}\u{8}b", "pdf", "ab.pdf"),
    ("a\u{7F}b", "pdf", "ab.pdf"),
    ("a\u{85}b", "pdf", "a b.pdf"),
    ("a\u{9B}b", "pdf", "ab.pdf"),
    ("a\u{2028}b\u{2029}c", "pdf", "a b c.pdf"),
    // Characters that Windows forbids.
    ("a<b>c", "pdf", "abc.pdf"),
    ("\"quoted\"", "pdf", "quoted.pdf"),
    ("a|b", "pdf", "ab.pdf"),
    ("what?.pdf", "pdf", "what.pdf"),
    ("*.pdf", "pdf", "document-7.pdf"),
    ("<>\"|?*", "pdf", "document-7.pdf"),
    ("\u{F03A}a\u{F02F}b", "pdf", "ab.pdf"),
    ("\u{37E}", "pdf", ";.pdf"),
    ("<\u{338}a", "pdf", "a.pdf"),
    ("a>\u{338}b", "pdf", "a\u{338}b.pdf"),
    // Direction and hidden characters.
    ("Report\u{202E}fdp.exe", "pdf", "Reportfdp.pdf"),
    ("\u{202E}fdp.troper", "pdf", "fdp.troper.pdf"),
    ("a\u{202A}\u{202B}\u{202C}\u{202D}b", "pdf", "ab.pdf"),
    ("a\u{2066}b\u{2067}c\u{2068}d\u{2069}", "pdf", "abcd.pdf"),
    ("a\u{200E}b\u{200F}c\u{61C}", "pdf", "abc.pdf"),
    ("\u{FEFF}Report", "pdf", "Report.pdf"),
    ("Re\u{AD}port", "pdf", "Report.pdf"),
    ("a\u{200B}b\u{200C}c\u{200D}d\u{2060}e", "pdf", "abcde.pdf"),
    (".\u{200B}./a", "pdf", "a.pdf"),
    (".\u{200B}.", "pdf", "document-7.pdf"),
    ("\u{200B}", "pdf", "document-7.pdf"),
    ("Report.pd\u{200B}f.ex\u{200B}e", "pdf", "Report.pdf"),
    ("a\u{E0061}\u{E007F}b", "pdf", "ab.pdf"),
    ("\u{3164}\u{115F}\u{FFA0}\u{2800}", "pdf", "document-7.pdf"),
    ("a\u{FE0F}b", "pdf", "ab.pdf"),
    ("a\u{FFF9}b\u{FFFA}c\u{FFFB}", "pdf", "abc.pdf"),
    ("\u{200B}-rf", "pdf", "rf.pdf"),
    ("-\u{202E}-a", "pdf", "a.pdf"),
    // Composition.
    ("Mu\u{308}ller", "pdf", "M\u{FC}ller.pdf"),
    ("e\u{200D}\u{301}", "pdf", "\u{E9}.pdf"),
    ("\u{212B}ngstrom", "pdf", "\u{C5}ngstrom.pdf"),
    ("\u{1112}\u{1161}\u{11AB}", "pdf", "\u{D55C}.pdf"),
    ("\u{301}", "pdf", "document-7.pdf"),
    ("\u{301}\u{302}a", "pdf", "a.pdf"),
    ("a/\u{338}\u{338}b", "pdf", "b.pdf"),
    ("\u{958}", "pdf", "\u{915}\u{93C}.pdf"),
    // Next to surrogates, and what became of broken ones.
    ("\u{FFFD}", "pdf", "\u{FFFD}.pdf"),
    ("a\u{FFFD}\u{FFFD}b", "pdf", "a\u{FFFD}\u{FFFD}b.pdf"),
    ("\\ud800\\udc00", "pdf", "udc00.pdf"),
    ("\u{D7FF}\u{E000}", "pdf", "\u{D7FF}\u{E000}.pdf"),
    ("a\u{FFFF}\u{FFFE}\u{10FFFF}\u{1FFFE}\u{FDD0}b", "pdf", "ab.pdf"),
    ("\u{10000}\u{10FFFD}", "pdf", "\u{10000}\u{10FFFD}.pdf"),
    // For other programs.
    ("$(reboot)", "pdf", "$(reboot).pdf"),
    ("`reboot`", "pdf", "`reboot`.pdf"),
    ("a;b&c", "pdf", "a;b&c.pdf"),
    ("%USERPROFILE%", "pdf", "%USERPROFILE%.pdf"),
    ("{59031a47-3f72-44a7-89c5-5595fe6b30ee}", "pdf", "{59031a47-3f72-44a7-89c5-5595fe6b30ee}.pdf"),
    ("manifest.json", "json", "manifest.json"),
    ("document-7.pdf", "pdf", "document-7.pdf"),
];

fn suggested(name: &str, extension: &str) -> String {
    suggested_file_name(NameParts { file_name: Some(name), number: 7, ..NameParts::default() }, extension)
}

#[test]
fn every_hostile_name_becomes_what_the_table_says() {
    assert!(TABLE.len() >= 200, "{}", TABLE.len());
    let mut wrong = Vec::new();
    for (name, extension, expected) in TABLE {
        let found = suggested(name, extension);
        if found != *expected {
            wrong.push(format!("{name:?} + {extension:?}: {found:?}, not {expected:?}"));
        }
        if let Err(what) = validity::check(&found) {
            wrong.push(format!("{name:?}: {what}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Names too long to write down.
fn long_names() -> Vec<String> {
    vec![
        "a".repeat(10_000),
        "\u{1F600}".repeat(300),
        "👩‍👩‍👧‍👦".repeat(100),
        "🇩🇪".repeat(200),
        format!("a{}", "\u{301}".repeat(5_000)),
        format!("{}.pdf", "ä".repeat(300)),
        format!("{}.pdf{}", "a".repeat(116), "b".repeat(50)),
        format!("{} . .{}", "a".repeat(115), "b".repeat(50)),
        format!("{}漢字", "\u{958}".repeat(100)),
        format!("a{}", ".pdf".repeat(100_000)),
        format!("{}a", "../".repeat(100_000)),
        format!("CON.{}", "x".repeat(400)),
        "\u{1D160}".repeat(80),
        "e\u{301}\u{302}".repeat(200),
        format!("{}x", "\u{300}".repeat(3_000)),
        "नि".repeat(200),
        "각".repeat(200),
        " .".repeat(1_000),
        "-~".repeat(1_000),
        "\u{1F1E9}".repeat(121),
        "a\u{200D}".repeat(1_000),
    ]
}

#[test]
fn long_names_are_cut_where_a_reader_would_cut_them() {
    for name in long_names() {
        let found = suggested(&name, "pdf");
        validity::check(&found).unwrap();
        assert_eq!(suggested(&found, "pdf"), found);
    }
    assert_eq!(suggested(&"a".repeat(10_000), "pdf"), format!("{}.pdf", "a".repeat(120)));
    assert_eq!(suggested(&"\u{1F600}".repeat(300), "pdf"), format!("{}.pdf", "\u{1F600}".repeat(50)));
    assert_eq!(suggested(&"🇩🇪".repeat(200), "pdf"), format!("{}.pdf", "🇩🇪".repeat(25)));
    assert_eq!(suggested(&"नि".repeat(200), "pdf"), format!("{}.pdf", "नि".repeat(33)));
}

#[test]
fn every_hostile_name_makes_one_file_in_its_folder() {
    let outer = tempfile::tempdir().unwrap();
    let names = TABLE.iter().map(|(name, extension, _)| suggested(name, extension));
    for name in names.chain(long_names().iter().map(|name| suggested(name, "pdf"))) {
        let folder = tempfile::tempdir_in(&outer).unwrap();
        fs::write(folder.path().join(&name), b"x").unwrap();
        let made: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(made, [name.as_str()]);
        drop(folder);
        assert_eq!(fs::read_dir(outer.path()).unwrap().count(), 0, "{name:?}");
    }
}
