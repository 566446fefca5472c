#!/usr/bin/env python3
"""Makes the font files of this folder from the packages they come from.

The sources are three packages, taken with their ordinary clients:

    apt-get download fonts-inter=4.0~beta7+ds-1
    apt-get download fonts-jetbrains-mono=2.242+ds-3
    npm pack lucide-static@1.62.0

The tools are Python 3.10 or newer, `dpkg-deb`, and

    pip install fonttools==4.68.0 skia-pathops==0.9.2 uharfbuzz==0.57.0

Then, with the three package files in the folder SOURCES:

    python3 build.py --sources SOURCES --out .

The source files inside the packages are pinned by SHA-256 and the output carries fixed time stamps, so two runs
give the same bytes. Each text font is checked before it is written: all digits are equally wide, and no kerning moves
a digit in a column of numbers.
"""

import argparse
import hashlib
import io
import json
import subprocess
import tarfile
from pathlib import Path

import pathops
import uharfbuzz
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.svgLib import SVGPath
from fontTools.ttLib import TTFont

INTER_DEB = "fonts-inter_4.0~beta7+ds-1_all.deb"
INTER_PATH = "./usr/share/fonts/opentype/inter/Inter-{}.otf"
MONO_DEB = "fonts-jetbrains-mono_2.242+ds-3_all.deb"
MONO_PATH = "./usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Regular.ttf"
LUCIDE_TGZ = "lucide-static-1.62.0.tgz"

SOURCE_SHA256 = {
    "Inter-Regular.otf": "a7e791e8f5a0fb02b65663f7fca73e1d1ca9543f772ad480cbd76f4e3fe3f8cc",
    "Inter-Medium.otf": "99dab2bdcb613c4c8264000a94351d1227f74dc95a86d1249493aeee0c0179c4",
    "Inter-SemiBold.otf": "8c1990b6012254ea2b487161697d107357dd0ee55811cfd91c8c11227bbef457",
    "JetBrainsMono-Regular.ttf": "a3014fb90ae8ddfbdfc778de75f95b49a857947fde5335ab3f50b6d56eb517be",
    LUCIDE_TGZ: "386f9080c440d6f5049cefe3456ae8357f7a0c7f76e59670cd1cb83bc7050a44",
}

# 2026-01-01T00:00:00Z in seconds since 1904-01-01, the epoch of the `head` table.
FIXED_TIMESTAMP = 3850070400

# Scripts and symbols kept. Names of patients come in any Latin, Greek or Cyrillic spelling (Vietnamese included), whole
# blocks are therefore kept; whatever the source font lacks is left out by the subsetter.
TEXT_RANGES = [
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x024F),  # Latin-1 Supplement, Latin Extended-A and -B
    (0x0250, 0x02AF),  # IPA extensions: letters of African languages (ə, ɛ, ɔ …)
    (0x02B0, 0x036F),  # Modifier letters, combining marks (decomposed names)
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x052F),  # Cyrillic and its supplement
    (0x1E00, 0x1EFF),  # Latin Extended Additional, Vietnamese
    (0x1F00, 0x1FFF),  # Greek Extended
    (0x2000, 0x206F),  # General punctuation
    (0x2070, 0x209F),  # Superscripts and subscripts
    (0x20A0, 0x20CF),  # Currency
    (0x2100, 0x218F),  # Letter-like symbols and fractions (№, ™, Ω, ⅓)
    (0x2190, 0x21FF),  # Arrows
    (0x2200, 0x22FF),  # Mathematical operators
    (0x2318, 0x2318),  # ⌘
    (0x23CE, 0x23CE),  # ⏎
    (0x25A0, 0x25FF),  # Geometric shapes: ● ▲ ▼ ■
    (0x2610, 0x2612),  # Ballot boxes
    (0x2713, 0x2717),  # Check marks and crosses
    (0xFB00, 0xFB06),  # Latin ligatures as characters
    (0xFFFD, 0xFFFD),  # Replacement character
]

# Laboratory reports of fixed width are drawn with these; only the monospaced font has them.
MONO_RANGES = TEXT_RANGES + [
    (0x2400, 0x2426),  # Control pictures
    (0x2500, 0x259F),  # Box drawing and blocks
]

# Features that the window's text shaping applies without being asked and that must go, since they show other characters
# than the message holds (`calt` turns "->" into an arrow and the x of "2x2" into ×).
KEPT_FEATURES = ["ccmp", "kern", "mark", "mkmk"]

DIGITS = "0123456789"

# A column of dates, sizes or identifiers is set with these beside the digits.
NUMBER_PUNCTUATION = " .,:-/+()%–−"

# Icons, by Lucide's names. A trailing `=NAME` draws Lucide's NAME under a second name.
ICONS = """
archive arrow-down arrow-down-to-line arrow-down-up arrow-left arrow-right arrow-up arrow-up-right audio-lines
audio-waveform ban braces calendar calendar-days check chevron-down chevron-left chevron-right chevron-up
chevrons-down chevrons-left chevrons-right chevrons-up chevrons-up-down circle circle-alert circle-check circle-dashed
circle-dot circle-help=circle-question-mark circle-minus circle-plus circle-question-mark circle-slash circle-stop
circle-x clipboard clipboard-copy clipboard-list clipboard-paste clock cloud cloud-off columns-3 copy download
ellipsis ellipsis-vertical expand external-link eye eye-off file file-archive file-audio=file-headphone file-braces
file-check file-code file-down file-exclamation-point file-image file-input file-lock file-question-mark
file-question=file-question-mark file-search file-spreadsheet file-text file-type file-video-camera
file-warning=file-exclamation-point file-x files film flask-conical folder folder-open folder-output fullscreen funnel
funnel-x gallery-vertical grid-2x2 hard-drive hash history hospital id-card image image-off info key-round keyboard
layers link link-2-off list list-filter list-tree loader loader-circle lock lock-open log-out mail maximize maximize-2
menu microscope minimize minimize-2 minus monitor moon move-horizontal move-vertical music octagon-alert octagon-x
panel-bottom panel-left panel-right panel-top pause play plus refresh-cw rotate-ccw rotate-cw rows-3 save save-all
scan scan-text search settings shield shield-alert shield-check shield-off sliders-horizontal square square-check
square-dashed square-minus stethoscope sun sun-moon table tag tags text-align-start text-search text-select text-wrap
triangle-alert undo-2 unlink user user-check user-round user-x users video volume-2 wifi-off wrench x zoom-in zoom-out
""".split()

# Lucide draws on a grid of 24 units with strokes 2 wide; 40 font units each keep both on whole numbers.
ICON_GRID = 24
ICON_UNITS_PER_EM = 960
ICON_STROKE = 2


def main():
    arguments = parse_arguments()
    sources, out = arguments.sources, arguments.out

    for weight in ["Regular", "Medium", "SemiBold"]:
        source = member_of_deb(sources / INTER_DEB, INTER_PATH.format(weight))
        write(out / f"rmv-sans-{weight.lower()}.otf", sans(source, weight))
    for weight in ["Regular", "SemiBold"]:
        source = member_of_deb(sources / INTER_DEB, INTER_PATH.format(weight))
        write(out / f"rmv-sans-id-{weight.lower()}.otf", sans_for_identifiers(source, weight))

    write(out / "rmv-mono-regular.ttf", mono(member_of_deb(sources / MONO_DEB, MONO_PATH)))

    lucide = members_of_tgz(sources / LUCIDE_TGZ)
    font, table = icons(lucide)
    write(out / "icons.ttf", font)
    write(out / "icons.txt", table)
    write(out / "LICENSE-Lucide.txt", lucide["package/LICENSE"])


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=Path, required=True, help="folder holding the three package files")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the fonts to")
    return parser.parse_args()


# ---------------------------------------------------------------------------------------------------------------------
# Packages


def member_of_deb(package, path):
    """The bytes of one file inside a Debian package, checked against SOURCE_SHA256."""
    archive = subprocess.run(["dpkg-deb", "--fsys-tarfile", package], check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        content = tar.extractfile(path).read()
    check_sha256(Path(path).name, content)
    return content


def members_of_tgz(package):
    """All files of an npm package as a map of path to bytes; the package is checked against SOURCE_SHA256."""
    check_sha256(package.name, package.read_bytes())
    with tarfile.open(package) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar if member.isfile()}


def check_sha256(name, content):
    found = hashlib.sha256(content).hexdigest()
    if found != SOURCE_SHA256[name]:
        raise SystemExit(f"{name}: SHA-256 is {found}, expected {SOURCE_SHA256[name]}")


def write(path, content):
    path.write_bytes(content)
    print(f"{path.name}: {len(content):,} bytes")


# ---------------------------------------------------------------------------------------------------------------------
# Text fonts


def sans(source, weight):
    """Inter with tabular figures as its only figures."""
    font = open_font(source)
    substitute(font, ["tnum"], DIGITS)
    level_figures(font)
    subset(font, TEXT_RANGES)
    rename(font, "RMV Sans", weight)
    return checked(font)


def sans_for_identifiers(source, weight):
    """ASCII only, put in front of RMV Sans where identifiers are shown: I, l, 1 and O, 0 differ at a glance."""
    font = open_font(source)
    substitute(font, ["tnum"], DIGITS)
    substitute(font, ["ss02", "zero"], [chr(code) for code in range(0x21, 0x7F)])
    level_figures(font)
    subset(font, [(0x0020, 0x007E)])
    rename(font, "RMV Sans ID", weight)
    return checked(font)


def mono(source):
    """JetBrains Mono without its programming ligatures."""
    font = open_font(source)
    subset(font, MONO_RANGES)
    rename(font, "RMV Mono", "Regular")
    widths = {width for width, _ in font["hmtx"].metrics.values() if width}
    assert len(widths) == 1, f"not monospaced: {widths}"
    return checked(font)


def open_font(source):
    return TTFont(io.BytesIO(source), recalcTimestamp=False)


def substitute(font, features, characters):
    """Points the characters at the glyphs that the features, in this order, would put in their place.

    The window's text shaping cannot switch features on, so the choice is baked in.
    """
    mappings = [single_substitutions(font, feature) for feature in features]
    for table in font["cmap"].tables:
        for character in characters:
            glyph = table.cmap.get(ord(character))
            for mapping in mappings:
                glyph = mapping.get(glyph, glyph)
            if glyph:
                table.cmap[ord(character)] = glyph


def single_substitutions(font, feature):
    gsub = font["GSUB"].table
    lookups = {
        index
        for record in gsub.FeatureList.FeatureRecord
        if record.FeatureTag == feature
        for index in record.Feature.LookupListIndex
    }
    mapping = {}
    for index in sorted(lookups):
        for subtable in gsub.LookupList.Lookup[index].SubTable:
            mapping.update(getattr(subtable, "ExtSubTable", subtable).mapping)
    return mapping


def level_figures(font):
    """Gives all figures the width of the zero: in Inter's Medium some are 2 of 2816 units narrower."""
    cmap, metrics = font.getBestCmap(), font["hmtx"].metrics
    top = font["CFF "].cff.topDictIndex[0]
    width = metrics[cmap[ord("0")]][0]
    for digit in DIGITS:
        glyph = cmap[ord(digit)]
        difference = width - metrics[glyph][0]
        assert abs(difference) <= 4, f"{glyph} is {difference} units off the zero"
        if difference:
            metrics[glyph] = (width, metrics[glyph][1])
            charstring = top.CharStrings[glyph]
            charstring.calcBounds(top.CharStrings)
            nominal = charstring.private.nominalWidthX
            assert charstring.program[0] == charstring.width - nominal
            charstring.program[0] = width - nominal


def subset(font, ranges):
    options = Options()
    options.layout_features = KEPT_FEATURES
    options.hinting = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.glyph_names = False
    options.drop_tables += ["DSIG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in ranges for code in range(first, last + 1)])
    subsetter.subset(font)


def rename(font, family, style):
    """Gives the modified font a name of its own.

    Neither source declares a Reserved Font Name, but both names are trademarks, and a changed font should not pass for
    the original.
    """
    original = font["name"].getDebugName(4)
    version = font["name"].getDebugName(5)
    copyright_notice = font["name"].getDebugName(0)
    licence = [(name_id, font["name"].getDebugName(name_id)) for name_id in (13, 14)]
    postscript = f"{family} {style}".replace(" ", "", family.count(" ")).replace(" ", "-")
    font["name"].names = []
    for name_id, text in [
        (0, copyright_notice),
        (1, family if style == "Regular" else f"{family} {style}"),
        (2, "Regular"),
        (3, f"{postscript};subset of {original}, {version}"),
        (4, family if style == "Regular" else f"{family} {style}"),
        (5, version.split(";")[0]),
        (6, postscript),
        (10, f"Modified version (subset, figures, no ligatures) of {original}"),
        *licence,
        (16, family),
        (17, style),
    ]:
        font["name"].setName(text, name_id, 3, 1, 0x409)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [postscript]
        top = cff.topDictIndex[0]
        top.FamilyName = family
        top.FullName = f"{family} {style}"
    font["head"].created = font["head"].modified = FIXED_TIMESTAMP


def checked(font):
    """The font's bytes, after looking at what a reader of numbers relies on."""
    content = saved(font)
    cmap = font.getBestCmap()
    widths = {font["hmtx"][cmap[ord(digit)]][0] for digit in DIGITS}
    assert len(widths) == 1, f"figures are not tabular: {widths}"

    shaper = uharfbuzz.Font(uharfbuzz.Face(content))
    for mark in NUMBER_PUNCTUATION:
        if ord(mark) in cmap:
            advances = {advance(shaper, f"1{mark}{a}{b}{mark}1") for a in DIGITS for b in DIGITS}
            assert len(advances) == 1, f"kerning moves figures beside {mark!r}: {advances}"
    return content


def advance(shaper, text):
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(shaper, buffer)
    return sum(position.x_advance for position in buffer.glyph_positions)


def saved(font):
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()


# ---------------------------------------------------------------------------------------------------------------------
# Icons


def icons(lucide):
    """The icon font and its table of names.

    Made from Lucide's drawings, not from its font, whose outlines are traced. Every glyph is one em wide and fills the
    box from the baseline (descent 0) to the ascent (one em), so at size N an icon occupies N × N and, for whole N, its
    box lies on whole pixels.
    """
    codepoints = json.loads(lucide["package/font/codepoints.json"])
    names = {}
    for entry in ICONS:
        name, _, drawing = entry.partition("=")
        names[name] = drawing or name

    glyphs = {".notdef": TTGlyphPen(None).glyph()}
    cmap = {}
    for name, drawing in sorted(names.items()):
        glyphs[drawing] = icon_glyph(lucide[f"package/icons/{drawing}.svg"])
        cmap[codepoints[drawing]] = drawing

    builder = FontBuilder(ICON_UNITS_PER_EM, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(cmap)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (ICON_UNITS_PER_EM, getattr(glyph, "xMin", 0)) for name, glyph in glyphs.items()})
    builder.setupHorizontalHeader(ascent=ICON_UNITS_PER_EM, descent=0)
    version = json.loads(lucide["package/package.json"])["version"]
    builder.setupNameTable(
        {
            "copyright": "Copyright (c) 2026 Lucide Icons and Contributors; copyright (c) 2013-present Cole Bemis (Feather)",
            "familyName": "RMV Icons",
            "styleName": "Regular",
            "uniqueFontIdentifier": f"RMVIcons;Lucide {version}",
            "fullName": "RMV Icons",
            "version": "Version 1.000",
            "psName": "RMVIcons-Regular",
            "description": f"Selection of the Lucide icons, version {version}",
            "licenseDescription": "ISC, and MIT for the icons derived from Feather; see LICENSE-Lucide.txt",
        },
        mac=False,
    )
    builder.setupOS2(
        sTypoAscender=ICON_UNITS_PER_EM,
        sTypoDescender=0,
        sTypoLineGap=0,
        usWinAscent=ICON_UNITS_PER_EM,
        usWinDescent=0,
        version=4,
        fsSelection=0b1100_0000,
    )
    builder.setupPost(keepGlyphNames=False)
    builder.font["head"].created = builder.font["head"].modified = FIXED_TIMESTAMP
    builder.font.recalcTimestamp = False

    table = "".join(f"{name}\tU+{codepoints[drawing]:04X}\n" for name, drawing in sorted(names.items()))
    return saved(builder.font), table.encode()


def icon_glyph(svg):
    """The outline of one drawing: its strokes widened, its filled shapes as they are, all united."""
    scale = ICON_UNITS_PER_EM / ICON_GRID
    drawing = SVGPath.fromstring(svg, transform=(scale, 0, 0, -scale, 0, ICON_UNITS_PER_EM))
    line = pathops.Path()
    drawing.draw(line.getPen())
    outline = pathops.Path(line)
    outline.stroke(ICON_STROKE * scale, pathops.LineCap.ROUND_CAP, pathops.LineJoin.ROUND_JOIN, 4)
    outline.convertConicsToQuads()
    outline.simplify(fix_winding=True, clockwise=True)
    pen = TTGlyphPen(None)
    outline.draw(pen)
    return pen.glyph()


if __name__ == "__main__":
    main()
