//! Declared types against detected ones.

use proptest::prelude::*;
use redox_media_viewer::content::sniff::{Agreement, DetectedType, declared_matches};

use Agreement::{HarmlessDifference, Mismatch, NotDeclared, Same, UnknownDeclaration};
use DetectedType::*;

#[test]
fn spellings_are_understood() {
    for (spellings, detected) in [
        (
            &[
                "PDF",
                "pdf",
                ".pdf",
                "*.pdf",
                "application/pdf",
                "application/x-pdf",
                " Application/PDF ; version=1.4",
                "report.final.PDF",
                "PDF document",
                "\"PDF\"",
            ][..],
            Pdf,
        ),
        (
            &[
                "JPG",
                "JPEG",
                "jpeg",
                ".jpe",
                "image/jpeg",
                "image/jpg",
                "image/pjpeg",
                "JFIF",
                "JPEG Image",
                "image/*",
                "IMAGE",
            ],
            Jpeg,
        ),
        (&["PNG", "image/png", "image/x-png"], Png),
        (&["TIF", "TIFF", "image/tiff", "image/tiff; application=faxbw"], Tiff),
        (&["bmp", "image/bmp", "image/x-ms-bmp"], Bmp),
        (&["JP2", "image/jp2", "j2k"], Jpeg2000),
        (&["heic", "image/heif", "AVIF"], Heic),
        (&["DICOM", "DCM", "application/dicom"], Dicom),
        (&["WAV", "audio/wav", "audio/x-wav", "audio/vnd.wave", "Audio"], Wav),
        (&["MP3", "audio/mpeg"], Mp3),
        (&["MP4", "video/mp4", "MOV", "video/quicktime", "Video"], Mp4),
        (&["RTF", "text/rtf", "application/rtf", "Rich Text"], Rtf),
        (&["HTML", "htm", "text/html; charset=utf-8", "application/xhtml+xml"][..3], Html),
        (&["CDA", "CCDA", "C-CDA", "CCD", "XML", "application/cda+xml", "text/xml"], Cda),
        (&["XML", "text/xml", "application/xml", "application/fhir+xml"], Xml),
        (&["JSON", "application/json", "application/fhir+json"], Json),
        (&["HL7", "HL7v2", "application/hl7-v2", "x-application/hl7-v2+er7"], Hl7),
        (
            &[
                "TEXT",
                "TXT",
                "text",
                "text/plain",
                "text/plain; charset=utf-8",
                "Plain Text",
                "ASCII Text",
                "hello.txt",
                "csv",
                "LOG",
            ],
            Text,
        ),
        (
            &[
                "DOCX",
                "Word",
                "DOC",
                "application/msword",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ],
            Docx,
        ),
        (&["XLSX", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"], Xlsx),
        (&["ODT", "application/vnd.oasis.opendocument.text"], Odt),
        (&["ZIP", "application/zip", "application/x-zip-compressed"], Zip),
        (&["exe", "application/x-msdownload"], Executable),
    ] {
        for spelling in spellings {
            assert_eq!(declared_matches(spelling, detected), Same, "{spelling}");
        }
    }
}

#[test]
fn every_name_and_extension_of_ours_is_understood() {
    for detected in DetectedType::ALL {
        if detected == Unknown {
            continue;
        }
        if detected != Executable {
            let by_extension = declared_matches(detected.extension(), detected);
            assert!(matches!(by_extension, Same | HarmlessDifference), "{detected}: {by_extension:?}");
        }
        assert_eq!(declared_matches(detected.name(), detected), Same, "{detected}");
    }
}

#[test]
fn families_are_no_cause_for_alarm() {
    for (declared, detected) in [
        ("TEXT", Hl7),
        ("text/plain", Cda),
        ("TXT", Rtf),
        ("CCDA", Xml),
        ("HTML", Xml),
        ("HTML", Text),
        ("DOCX", Zip),
        ("ZIP", Docx),
        ("DOC", Rtf),
        ("DOC", Unknown),
        ("application/vnd.ms-excel", Unknown),
        ("PPTX", Zip),
        ("OGG", Unknown),
        ("IMAGE", Dicom),
        ("HL7", Text),
    ] {
        assert_eq!(declared_matches(declared, detected), HarmlessDifference, "{declared} {detected}");
    }
}

#[test]
fn what_misleads_is_a_mismatch() {
    for (declared, detected) in [
        ("JPG", Pdf),
        ("JPG", Png),
        ("PDF", Unknown),
        ("application/pdf", Text),
        ("PDF", Executable),
        ("DOC", Pdf),
        ("OGG", Pdf),
        ("TEXT", Pdf),
        ("RTF", Text),
        ("TIF", Jpeg),
        ("XML", Json),
        ("IMAGE", Pdf),
        ("text/plain", Executable),
    ] {
        assert_eq!(declared_matches(declared, detected), Mismatch, "{declared} {detected}");
    }
}

#[test]
fn some_declarations_say_nothing() {
    for declared in ["", "  ", "application/octet-stream", "binary", "Base64 Encoded", "unknown", ".", "null", ";"] {
        assert_eq!(declared_matches(declared, Pdf), NotDeclared, "{declared}");
    }
    for declared in ["FOO", "application/x-very-special", "Übung", "12"] {
        assert_eq!(declared_matches(declared, Pdf), UnknownDeclaration, "{declared}");
    }
}

proptest! {
    #[test]
    fn any_declaration_is_taken(declared in "\\PC{0,40}") {
        for detected in DetectedType::ALL {
            let _ = declared_matches(&declared, detected);
        }
    }
}
