//! Kinds without a reader: a DICOM object and a Word document, both small.

use super::super::packed::zip;
use super::super::sample::people::HALVERSEN;

/// A DICOM object (PS3.10) in explicit little endian: a file head, whom and what it shows, and the start of its pixels.
pub fn dicom() -> Vec<u8> {
    let mut meta = Vec::new();
    element(&mut meta, (0x0002, 0x0002), b"UI", b"1.2.840.10008.5.1.4.1.1.1\0");
    element(&mut meta, (0x0002, 0x0003), b"UI", b"1.2.826.0.1.3680043.8.1055.1\0\0");
    element(&mut meta, (0x0002, 0x0010), b"UI", b"1.2.840.10008.1.2.1\0");
    let mut file = vec![0; 128];
    file.extend(b"DICM");
    element(&mut file, (0x0002, 0x0000), b"UL", &(meta.len() as u32).to_le_bytes());
    file.extend(meta);
    element(&mut file, (0x0008, 0x0020), b"DA", b"20261028");
    element(&mut file, (0x0008, 0x0060), b"CS", b"CR");
    element(&mut file, (0x0008, 0x1030), b"LO", b"Chest, two views");
    element(&mut file, (0x0010, 0x0010), b"PN", b"HALVERSEN^JONAS ");
    element(&mut file, (0x0010, 0x0020), b"LO", HALVERSEN.record_number.as_bytes());
    element(&mut file, (0x0010, 0x0030), b"DA", b"19570830");
    element(&mut file, (0x0028, 0x0010), b"US", &64_u16.to_le_bytes());
    element(&mut file, (0x0028, 0x0011), b"US", &64_u16.to_le_bytes());
    let pixels: Vec<u8> = (0..64_u16 * 64).flat_map(|at| ((at % 64) * (at / 64)).to_le_bytes()).collect();
    file.extend([0xe0, 0x7f, 0x10, 0x00]);
    file.extend(b"OW\0\0");
    file.extend((pixels.len() as u32).to_le_bytes());
    file.extend(pixels);
    file
}

fn element(file: &mut Vec<u8>, (group, element): (u16, u16), kind: &[u8; 2], value: &[u8]) {
    file.extend(group.to_le_bytes());
    file.extend(element.to_le_bytes());
    file.extend(kind);
    let padding = value.len() % 2;
    file.extend(((value.len() + padding) as u16).to_le_bytes());
    file.extend(value);
    file.resize(file.len() + padding, b' ');
}

/// A Word document of one sentence (ECMA-376).
pub fn word() -> Vec<u8> {
    let types = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    let relations = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let document = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Imani Walker was unable to work from October 27 to November 9, 2026.</w:t></w:r></w:p></w:body></w:document>"#;
    zip(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", relations.as_bytes()),
        ("word/document.xml", document.as_bytes()),
    ])
}
