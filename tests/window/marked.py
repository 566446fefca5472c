"""A response that gives itself away: a marker in every field, in every document and in a picture's pixels, and the search
for them on the disk."""

import base64
import json
import math
import mmap
import os
import pathlib
import secrets
import string
import subprocess

import desktop
import fixtures

# Of the letters that begin every marker. By chance they stand nowhere.
STEM_LETTERS = 14
# Random colours in a row of the picture: 24 bytes that stand nowhere by chance, whatever lies between rows.
MARKED_PIXELS = 8
# Where programs and the system leave things, beside the folders of the session itself.
SYSTEM_FOLDERS = ("/tmp", "/var/tmp", "/dev/shm", "/var/crash", "/var/lib/systemd/coredump")
# GTK's list of recent files.
RECENT_FILES = "/.local/share/recently-used.xbel"


class Markers:
    """Words and pixels that nothing else on this computer holds. All words begin with the same letters: who finds these
    has found any of them."""

    def __init__(self):
        self.stem = "".join(secrets.choice(string.ascii_uppercase) for _ in range(STEM_LETTERS))
        self.pixels = [tuple(secrets.token_bytes(3)) for _ in range(MARKED_PIXELS)]

    def __call__(self, place):
        """The marker for a place, such as `PatientId`."""
        return self.stem + place

    def forms(self):
        """What to look for, with the name of the form."""
        word = self.stem.encode()
        yield "as text", word
        yield "as UTF-16", self.stem.encode("utf-16-le")[:-1]
        yield "as hexadecimal", word.hex().encode()
        yield "as upper hexadecimal", word.hex().upper().encode()
        for before in range(3):
            # The characters of base64 that are made of nothing but the word.
            encoded = base64.b64encode(b"\0" * before + word)
            yield "as base64", encoded[math.ceil(before * 8 / 6) : (before + len(word)) * 8 // 6]
        for order, name in (((0, 1, 2), "RGB"), ((2, 1, 0), "BGR")):
            coloured = [bytes(pixel[channel] for channel in order) for pixel in self.pixels]
            yield f"as pixels of {name}", b"".join(coloured)
            yield f"as pixels of {name} and alpha", b"\xff".join(coloured)

    def found_in(self, contents):
        """The forms in which a marker stands in these bytes."""
        return sorted({name for name, form in self.forms() if contents.find(form) >= 0})


def picture(markers):
    """A picture whose every row has the marked pixels, larger than its surroundings' rounding."""
    row = b"".join(map(bytes, markers.pixels))
    return fixtures.png_of([row * 40] * 200, markers("PngComment"))


def pdf(markers):
    """Two pages, a title and an attachment."""
    pages = [fixtures.text_page(markers(f"Pdf{page}")) for page in ("One", "Two")]
    for at, page in enumerate(pages):
        # As large as it may be, to stand on one line.
        pages[at] = page.replace("/F 36 Tf", "/F 24 Tf")
    attachment = (markers("AttachmentName") + ".txt", markers("AttachmentText").encode())
    return fixtures.pdf(pages, title=markers("PdfTitle"), attachment=attachment)


def documents(markers):
    """A document of each kind: how it is called in the list, its type and its bytes."""
    cda = (
        '<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"><title>{}</title><recordTarget><patientRole>'
        '<id root="1.2.3" extension="{}"/><patient><name><given>{}</given></name></patient></patientRole></recordTarget>'
        "<component><structuredBody><component><section><title>{}</title><text><paragraph>{}</paragraph></text></section>"
        "</component></structuredBody></component></ClinicalDocument>"
    ).format(*map(markers, ("CdaTitle", "CdaId", "CdaGiven", "CdaSection", "CdaText")))
    html = "<html><head><title>{}</title></head><body><p>{}</p><!-- {} --></body></html>"
    rtf = r"{{\rtf1\ansi{{\info{{\title {}}}}}{{\fonttbl{{\f0 Arial;}}}}\f0\fs24 {}\par}}"
    return [
        ("Pdf", "PDF", pdf(markers)),
        ("Png", "PNG", picture(markers)),
        ("Rtf", "RTF", rtf.format(markers("RtfTitle"), markers("RtfText")).encode()),
        ("Txt", "TXT", f"{markers('PlainText')}\n".encode()),
        ("Html", "HTML", html.format(*map(markers, ("HtmlTitle", "HtmlText", "HtmlComment"))).encode()),
        ("Cda", "XML", cda.encode()),
        ("Hl7", "HL7", f"MSH|^~\\&|A|B|C|D|20260101||ORU^R01|{markers('HlMessage')}|T|2.5\rPID|1||{markers('HlPatient')}\r".encode()),
        ("Damaged", "PDF", f"%PDF-1.4\n1 0 obj\n<< /Title ({markers('DamagedText')})\n".encode()),
        ("Unknown", markers("FileType"), b"\x01\x02\x03\x04" + markers("UnknownText").encode()),
    ]


def label(markers, kind):
    """What the list calls a document of this kind."""
    return markers("Description" + kind)


def kinds(markers):
    """What the documents of the response are called, in their order."""
    return [kind for kind, _, _ in documents(markers)] + ["Broken", "Link"]


def response(markers):
    """A response with all of them, and a marker in every other field."""

    def person(who):
        parts = ("ID", "IDType", "FirstName", "LastName", "EmailAddress", "PhoneNumber")
        return {part: markers(who + part) for part in parts} | {"Credentials": [markers(who + "Credential")]}

    entries = [
        {
            "contents": contents,
            "Patient": {
                "Identifiers": [{"ID": markers("PatientId"), "IDType": markers("IdType")}],
                "Demographics": {"FirstName": markers("FirstName"), "LastName": markers("LastName"), "DOB": "1950-02-03"},
                "Notes": [markers("PatientNote")],
            },
            "Visit": {"VisitNumber": markers("Visit"), "AccountNumber": markers("Account"), "Location": {"Department": markers("Ward")}},
            "FileType": file_type,
            "FileName": markers("FileName" + kind),
            "DocumentType": markers("DocumentType"),
            "DocumentID": markers("DocumentId" + kind),
            "DocumentDescription": label(markers, kind),
            "Provider": person("Provider"),
            "Authenticator": person("Authenticator"),
            "Notifications": [person("Notified")],
            "Availability": markers("Availability"),
            "Authenticated": "False",
            f"{markers('UnknownField')} 0048213377": markers("UnknownValue"),
        }
        for kind, file_type, contents in documents(markers)
    ]
    # Contents that are no base64, and a link.
    entries += [dict(entries[0], FileContents=text, DocumentID=markers("DocumentId" + kind), DocumentDescription=label(markers, kind))
                for kind, text in (("Broken", f"JVBERi0*{markers('BrokenContents')}"), ("Link", f"https://blob.redoxengine.com/{markers('Link')}"))]
    message = json.loads(fixtures.response(entries))
    for part in ("Source", "Message", "Transmission"):
        message["Meta"][part] = {"ID": markers(part + "Id"), "Name": markers(part + "Name")}
    message["Meta"] |= {"FacilityCode": markers("Facility"), "Logs": [{"ID": markers("LogId")}], "Destinations": [{"Name": markers("Destination")}]}
    return json.dumps(message, indent=1)


def traces(markers, since, except_in=(), chosen=()):
    """Where a marker stands: in the folders of this desktop and of the system, in contents and names of the user's files
    that were changed since a moment (seconds since 1970). Folders of the check itself are left out. Files that the user has
    `chosen` in the desktop's own dialog are in the desktop's own list of recent files, by their paths."""
    left_out = [os.path.realpath(folder) + "/" for folder in (*except_in, desktop.PROJECT)]
    places = [os.environ[desktop.FOLDER_VARIABLE], *filter(os.path.isdir, SYSTEM_FOLDERS)]
    find = ["find", *places, "-uid", str(os.getuid()), "-newerct", f"@{since}", "-print0"]
    # Folders of others cannot be looked into, and files come and go.
    paths = subprocess.run(find, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout.decode().split("\0")
    found = []
    for path in sorted({os.path.realpath(path) for path in paths if path}):
        if (path + "/").startswith(tuple(left_out)):
            continue
        if markers.stem in os.path.basename(path):
            found.append(f"{path} by its name")
        known = [pathlib.Path(file).as_uri().encode() for file in chosen] if path.endswith(RECENT_FILES) else []
        found += [f"{path} {form}" for form in forms_in_file(markers, path, known)]
    return found


def forms_in_file(markers, path, known=()):
    """The forms in which a marker stands in a file, other than in what is `known` to stand there."""
    if os.path.islink(path) or not os.path.isfile(path):
        return []
    try:
        with open(path, "rb") as file:
            if not os.fstat(file.fileno()).st_size:
                return []
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as contents:
                if not known:
                    return markers.found_in(contents)
                rest = contents[:]
    except FileNotFoundError:
        return []
    for words in known:
        rest = rest.replace(words, b"")
    return markers.found_in(rest)
