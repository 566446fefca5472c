"""Files to open: responses with invented patients, and the pictures and PDFs in them."""

import base64
import json
import struct
import zlib


def response(documents):
    """A Redox Media response. A document is a dict with `contents` (bytes) and what differs from the usual fields."""
    media = []
    for number, document in enumerate(documents, 1):
        document = dict(document)
        contents = document.pop("contents", b"")
        patient = document.pop("patient", f"{number:010}")
        entry = {
            "Patient": {"Identifiers": [{"ID": patient, "IDType": "MR"}]},
            "Visit": {"VisitNumber": None},
            "FileType": "PDF",
            "FileName": f"document-{number}",
            "FileContents": base64.b64encode(contents).decode(),
            "DocumentType": "Test",
            "DocumentID": f"id-{number}",
            "DocumentDescription": None,
            "CreationDateTime": None,
            "ServiceDateTime": None,
        }
        media.append(entry | document)
    meta = {"DataModel": "Media", "EventType": "QueryResponse", "Test": True, "Source": {"ID": "test", "Name": "Test"}}
    return json.dumps({"Meta": meta, "Media": media}, indent=1)


def contents_of(path, number):
    """The decoded contents of a document of a response file, by Python's own decoder."""
    with open(path, encoding="utf-8") as file:
        return base64.b64decode(json.load(file)["Media"][number - 1]["FileContents"])


def png(colour, width, height):
    """A PNG of one colour."""
    return png_of([bytes(colour) * width] * height)


def png_of(rows, comment=""):
    """A PNG of these rows of RGB."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", len(rows[0]) // 3, len(rows), 8, 2, 0, 0, 0)
    text = chunk(b"tEXt", b"Comment\0" + comment.encode()) if comment else b""
    body = zlib.compress(b"".join(b"\0" + row for row in rows), 1)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + text + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def pdf(pages, title=None, attachment=None):
    """A PDF of Letter pages with these content streams; an attachment is a name and bytes."""
    count = len(pages)
    kids = " ".join(f"{3 + 2 * page} 0 R" for page in range(count))
    objects = [b"", f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode()]
    font = "<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    for page, stream in enumerate(pages):
        stream = zlib.compress(stream.encode())
        head = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources {font} /Contents {4 + 2 * page} 0 R >>"
        objects.append(head.encode())
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream))
    names = ""
    if attachment:
        name, contents = attachment
        objects.append(b"<< /Type /EmbeddedFile /Length %d >>\nstream\n%s\nendstream" % (len(contents), contents))
        objects.append(f"<< /Type /Filespec /F ({name}) /UF ({name}) /EF << /F {len(objects)} 0 R >> >>".encode())
        names = f"/Names << /EmbeddedFiles << /Names [({name}) {len(objects)} 0 R] >> >>"
    objects[0] = f"<< /Type /Catalog /Pages 2 0 R {names} >>".encode()
    information = b"/Info << /Title (%s) >>" % title.encode() if title else b""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, information, start)
    return bytes(out)


def text_page(words, fill=(1, 1, 1)):
    """A page with a line of text at its upper left, filled with a colour."""
    red, green, blue = fill
    return f"{red} {green} {blue} rg 0 0 612 792 re f 0 0 0 rg BT /F 36 Tf 72 680 Td ({words}) Tj ET"


def slow_page(strokes):
    """A page that takes long to draw: thick, dashed, see-through curves, one over the other."""
    curves = ["[3 2] 0 d 4 w 0.2 0.4 0.7 RG"]
    for at in range(strokes):
        x, y = at * 37 % 612, at * 53 % 792
        curves.append(f"{x} 0 m {612 - x} {y} {y % 612} {792 - y} {(x * 7) % 612} 792 c S")
    return "\n".join(curves)
