//! Documents as the programs of clinics and laboratories write them. All patients are invented.

use super::super::super::facts::Property;
use super::{read, shown};

/// Word, shortened to the words that matter.
pub(super) const WORD: &str = r#"{\rtf1\adeflang1025\ansi\ansicpg1252\uc1\adeff31507\deff0\stshfdbch31505\stshfloch31506\deflang1031\themelang1031{\fonttbl{\f0\fbidi \froman\fcharset0\fprq2{\*\panose 02020603050405020304}Times New Roman;}{\f3\fbidi \froman\fcharset2\fprq2{\*\panose 05050102010706020507}Symbol;}{\f37\fbidi \fswiss\fcharset0\fprq2{\*\panose 020f0502020204030204}Calibri;}
{\flomajor\f31500\fbidi \froman\fcharset0\fprq2{\*\panose 02020603050405020304}Times New Roman{\*\falt Times};}{\f40\fbidi \froman\fcharset238\fprq2 Times New Roman CE;}}
{\colortbl;\red0\green0\blue0;\red0\green0\blue255;\red255\green0\blue0;}{\*\defchp \fs22\loch\af31506 }{\*\defpap \ql \li0\ri0\sa160 }\noqfpromote
{\stylesheet{\ql \li0\ri0\sa160\rtlch\fcs1 \af31507\afs22\alang1025 \ltrch\fcs0 \fs22\lang1031 \snext0 \sqformat \spriority0 Normal;}{\s1\ql \li0\ri0\sb240\keep\keepn\outlinelevel0 \rtlch\fcs1 \af31503\afs32 \ltrch\fcs0 \b\fs32\cf2 \sbasedon0 \snext0 \slink15 heading 1;}{\*\cs10 \additive \ssemihidden Default Paragraph Font;}{\*\cs15 \additive \rtlch\fcs1 \af31503 \ltrch\fcs0 \b\cf2 \sbasedon10 Heading 1 Char;}{\*\ts11\tsrowd\trftsWidthB3 Normal Table;}}
{\*\listtable{\list\listtemplateid1{\listlevel\levelnfc23\leveljc0\levelstartat1{\leveltext\leveltemplateid67567617\'01\u-3913 ?;}{\levelnumbers;}\f3\fi-360\li720 }{\listname ;}\listid1}}{\*\listoverridetable{\listoverride\listid1\listoverridecount0\ls1}}
{\*\rsidtbl \rsid1\rsid2}{\mmathPr\mmathFont34\mbrkBin0}{\info{\title Arztbrief}{\author Dr. J\'f6rg Weiss}{\operator x}{\creatim\yr2024\mo2\dy29\hr13\min5}{\revtim\yr2024\mo3\dy1\hr8\min0}{\version2}{\*\company Klinikum}{\nofpages1}}{\*\xmlnstbl {\xmlns1 http://schemas.microsoft.com/office/word/2003/wordml}}
\paperw11906\paperh16838\margl1417\ltrsect {\*\ftnsep \ltrpar \pard\plain \chftnsep\par}{\headerl \ltrpar \pard\plain Klinikum\par}{\header \ltrpar \pard\plain \ltrpar\s17 {\rtlch\fcs1 \af0 \ltrch\fcs0 Klinikum}\par}{\footer \pard\plain {\field{\*\fldinst {PAGE}}{\fldrslt {\lang1024 1}}}\par}
{\*\pnseclvl1\pnucrm\pnstart1\pnindent720\pnhang {\pntxta .}}
\pard\plain \ltrpar\s1\ql \li0\ri0\sb240\keep\keepn\outlinelevel0\itap0 \rtlch\fcs1 \af31503\afs32 \ltrch\fcs0 \b\fs32\cf2 {\rtlch\fcs1 \af31503 \ltrch\fcs0 \insrsid1 Diagnose}{\rtlch\fcs1 \af0 \ltrch\fcs0 \par }
\pard\plain \ltrpar\qj \li0\ri0\sa160\itap0 \rtlch\fcs1 \af31507\afs22 \ltrch\fcs0 \fs22 {\rtlch\fcs1 \af0 \ltrch\fcs0 \insrsid2 Frau }{\rtlch\fcs1 \ab\af0 \ltrch\fcs0 \b\insrsid2 M\'fcller}{\rtlch\fcs1 \af0 \ltrch\fcs0 , geb. 02.03.1948 {\*\bkmkstart a}{\*\bkmkend a}leidet an
 Pneumonie.\par }
{\listtext\pard\plain\ltrpar \rtlch\fcs1 \af0 \ltrch\fcs0 \f3 \loch\af3\dbch\af0\hich\f3 \'b7\tab}\pard \ltrpar\ql \fi-360\li720\ri0\ls1\adjustright {\rtlch\fcs1 \af0 \ltrch\fcs0 Amoxicillin 500\~mg\par {\listtext\pard\plain\ltrpar \f3 \'b7\tab}Paracetamol\par }
\pard {\field\fldedit{\*\fldinst {\rtlch\fcs1 \af0 \ltrch\fcs0  HYPERLINK "https://example.org/a b" }{{\*\datafield 00d0c9ea79f9bace118c8200aa004ba90b0200}}}{\fldrslt {\cs15\ul\cf2 example}}}\sectd {\par }
{\*\themedata 504b030414000600080000002100}{\*\latentstyles\lsdstimax376 {\lsdlockedexcept \lsdqformat1 Normal;}}{\*\datastore 0105000002000000}}"#;

#[test]
fn word() {
    let flow = read(WORD.as_bytes()).unwrap();
    assert_eq!(
        shown(WORD),
        "~ Klinikum\n# Diagnose\nFrau Müller, geb. 02.03.1948 leidet an Pneumonie.\n- [•] Amoxicillin 500\u{A0}mg\n- [•] Paracetamol\nexample\n~ 1\n"
    );
    let property =
        |wanted| flow.properties.iter().find(|(property, _)| *property == wanted).map(|(_, value)| value.as_str());
    assert_eq!(property(Property::Title), Some("Arztbrief"));
    assert_eq!(property(Property::Author), Some("Dr. Jörg Weiss"));
    assert_eq!(property(Property::Created), Some("2024-02-29 13:05"));
    assert_eq!(property(Property::Changed), Some("2024-03-01 08:00"));
    assert_eq!(flow.properties.len(), 4);
}

#[test]
fn wordpad() {
    let rtf = br"{\rtf1\ansi\ansicpg1252\deff0\nouicompat\deflang1033{\fonttbl{\f0\fnil\fcharset0 Calibri;}{\f1\fnil\fcharset2 Symbol;}}
{\colortbl ;\red255\green0\blue0;}
{\*\generator Riched20 10.0.19041}\viewkind4\uc1
\pard\sa200\sl276\slmult1\cf1\b\f0\fs22\lang9 Allergies\cf0\b0\par

\pard{\pntext\f1\'B7\tab}{\*\pn\pnlvlblt\pnf1\pnindent0{\pntxtb\'B7}}\fi-360\li720\sa200\sl276\slmult1 Penicillin\par
{\pntext\f1\'B7\tab}Latex\par

\pard\sa200\sl276\slmult1 None other.\par
}
 ";
    assert_eq!(shown(rtf), "Allergies\n- [•] Penicillin\n- [•] Latex\nNone other.\n");
    assert_eq!(read(rtf).unwrap().properties, [(Property::Creator, "Riched20 10.0.19041".to_owned())]);
}

#[test]
fn richedit_of_a_russian_system() {
    let rtf = br"{\rtf1\ansi\ansicpg1251\deff0\deflang1049{\fonttbl{\f0\fnil\fcharset204{\*\fname Times New Roman;}Times New Roman CYR;}{\f1\fswiss\fcharset0 Arial;}}
\viewkind4\uc1\pard\qc\b\f0\fs28\'c7\'e0\'ea\'eb\'fe\'f7\'e5\'ed\'e8\'e5\par
\pard\b0\fs24\'cf\'e0\'f6\'e8\'e5\'ed\'f2: \'c8\'e2\'e0\'ed\'ee\'e2\f1\fs20\par
}";
    assert_eq!(shown(rtf), "Заключение\nПациент: Иванов\n");
}

#[test]
fn libreoffice() {
    let rtf = br#"{\rtf1\ansi\deff3\adeflang1025
{\fonttbl{\f0\froman\fprq2\fcharset0 Times New Roman;}{\f3\froman\fprq2\fcharset0 Liberation Serif{\*\falt Times New Roman};}{\f5\fnil\fprq2\fcharset0 Noto Sans CJK SC;}{\f6\fnil\fprq0\fcharset2 OpenSymbol{\*\falt Arial Unicode MS};}}
{\colortbl;\red0\green0\blue0;\red201\green33\blue30;}
{\stylesheet{\s0\snext0\rtlch\af6\afs24\alang1081 \ltrch\lang1031\langfe2052\hich\af3\loch\ql\widctlpar\f3\fs24\kerning1 Normal;}
{\s1\sbasedon16\snext17\loch\ql\sb240\sa120\keepn\f4\b\fs36 Heading 1;}}{\*\generator LibreOffice/7.4.7.2$Linux_X86_64 LibreOffice_project/40$Build-2}{\info{\title Brief}{\creatim\yr2024\mo2\dy29\hr13\min5}{\revtim\yr0\mo0\dy0\hr0\min0}{\printim\yr0\mo0\dy0\hr0\min0}}\deftab709
\hyphauto1\viewscale100\formshade\paperh16838\paperw11906\sectd\sbknone\sectunlocked1\pgndec
{\*\ftnsep\chftnsep}\pgndec\pard\plain \s1\loch\ql\keepn\b\fs36{\loch
Befund}
\par \pard\plain \s0\ql\fs24{\loch
H}{\*\bkmkstart x}{\loch{\*\updnprop8000}\dn2\loch
2}{\loch
O, \u945\'3f\u8805\'3f, }{{\field{\*\fldinst HYPERLINK "https://example.org/" }{\fldrslt {\cs20\ul\loch
Plan}{}}}\loch
.}
\par {\listtext\pard\plain \f6 \u8226\'95\tab}\pard\plain \s0\fi-360\li720\ls1\loch
eins
\par }"#;
    assert_eq!(shown(rtf), "# Befund\nH2O, α≥, Plan.\n- [•] eins\n");
}

#[test]
fn textedit_of_a_mac() {
    let rtf = b"{\\rtf1\\ansi\\ansicpg1252\\cocoartf2639\n\\cocoatextscaling0\\cocoaplatform0{\\fonttbl\\f0\\fswiss\\fcharset0 Helvetica;\\f1\\fnil\\fcharset0 LucidaGrande;}\n{\\colortbl;\\red255\\green255\\blue255;}\n{\\*\\expandedcolortbl;;}\n\\paperw11900\\paperh16840\\margl1440\\margr1440\\vieww11520\\viewh8400\\viewkind0\n\\pard\\tx566\\tx1133\\pardirnatural\\partightenfactor0\n\n\\f0\\fs24 \\cf0 Patient\\'92s note\\\nSecond line \\uc0\\u10003 \\\n\\pard\\tx220\\tx720\\li720\\fi-720\\pardirnatural\\partightenfactor0\n\\ls1\\ilvl0\\cf0 {\\listtext\t\\uc0\\u8226 \t}Aspirin\\\n}";
    assert_eq!(shown(rtf), "Patient’s note\nSecond line ✓\n- [•] Aspirin\n");
}

#[test]
fn tx_text_control() {
    let rtf = br"{\rtf1\ansi\ansicpg1252\uc1\deff0{\fonttbl
{\f0\fnil\fcharset0\fprq2 Arial;}
{\f1\fswiss\fcharset0\fprq2 Arial;}
{\f2\froman\fcharset2\fprq2 Symbol;}}
{\colortbl;\red0\green0\blue0;\red255\green255\blue255;}
{\stylesheet{\s0\itap0\nowidctlpar\f0\fs24 [Normal];}{\*\cs10\additive Default Paragraph Font;}}
{\*\generator TX_RTF32 18.0.541.501;}
\deftab1134\paperw11905\paperh16838\margl1138\margt1138\margr1138\margb1138\widowctrl\formshade\sectd
\headery720\footery720\pgwsxn11905\pghsxn16838\marglsxn1138\pgbrdropt32\pard\itap0\nowidctlpar\tx1134\plain\f1\fs20 Name:\tab Keller, Maria\par {\*\txfieldstart\txfieldtype0\txfieldflags147\txfielddata 4e00}12.5 mg/l{\*\txfieldend}\par\trowd\irow0\irowband0\trgaph30\trleft0\clvertalt\cellx2000\clvertalt\cellx4000\pard\intbl\plain\f1\fs20 CRP\cell 12,5\cell\row\pard\itap0\par }";
    assert_eq!(shown(rtf), "Name:\tKeller, Maria\n12.5 mg/l\n| CRP | 12,5 |\n");
}

#[test]
fn crystal_reports() {
    // Text boxes at a place of the page, each a paragraph in a frame.
    let rtf = br"{\rtf1\ansi\deff0{\fonttbl{\f0\fnil\fcharset0 Arial;}{\f1\fnil\fcharset0 Courier New;}}{\colortbl;\red0\green0\blue0;\red255\green255\blue255;\red0\green0\blue128;}{\*\generator Crystal Reports}\paperw12240\paperh15840\margl360\sectd\sbknone
\pard\pvpg\phpg\posx500\posy600\absw3000\absh-300\dfrmtxtx0\plain\f0\fs28\b\cf3 LABORATORY REPORT\par
\pard\pvpg\phpg\posx500\posy1000\absw3000\plain\f0\fs20\cf2 Hemoglobin\par
\pard\plain\f1\fs18 HGB    13.2   g/dL   (12.0 - 16.0)\par
{\*\do\dobxcolumn\dobypara\dodhgt8192\dptxbx{\dptxbxtext\pard\plain\f0 Final\par}\dpx1\dpy1\dpxsize100}
\page\pard Page two\par}";
    assert_eq!(shown(rtf), "LABORATORY REPORT\nHemoglobin\nHGB    13.2   g/dL   (12.0 - 16.0)\nFinal\n===\nPage two\n");
}

#[test]
fn epic_notes() {
    let rtf = br"{\rtf1\epic20316\ansi\spltpgpar\jexpand\noxlattoyen\deff0{\fonttbl{\f0 Arial;}{\f1 Times New Roman;}}{\colortbl ;\red0\green0\blue0 ;\red128\green128\blue128 ;}{\*\revtbl{Unknown;}}{\stylesheet{\f0\fs20 Normal;}{\cs1 Default Paragraph Font;}}\paperw12240\paperh15840\margl1440\pard\plain\f0\fs20\lang1033\hich\f0\dbch\f0\loch\f0\fs20{\*\bkmkstart S1}Progress Note{\*\bkmkend S1}\par
\plain\f0\fs20\hich\f0\dbch\f0\loch\f0\cf2\fs20\ltrch\b Subjective:\ltrch\b0  feels well\plain\f0\fs20\v hidden\v0\par
\trowd\trqt\trgaph0\trrh-240\clvertalt\cellx4320\clvertalt\cellx8640\pard\intbl\plain\f0\fs20 BP\cell 120/80\cell\row\pard\plain\par}";
    assert_eq!(shown(rtf), "Progress Note\nSubjective: feels well\n| BP | 120/80 |\n");
}

#[test]
fn written_by_hand_for_an_interface() {
    assert_eq!(
        shown(br"{\rtf1\ansi Patient: KELLER^MARIA\par DOB: 19480302\par\par Impression: normal.}"),
        "Patient: KELLER^MARIA\nDOB: 19480302\n\nImpression: normal.\n"
    );
    assert_eq!(
        shown(br"{\rtf1\ansi\deff0{\fonttbl{\f0 Courier;}}\fs20{\b RESULT}\line WBC\tab 5.4\line RBC\tab 4.7\par}"),
        "RESULT⏎WBC\t5.4⏎RBC\t4.7\n"
    );
    // Parts of a report that are documents of their own, one behind the other and one in the other.
    assert_eq!(shown(br"{\rtf1\ansi\b Part 1\par}{\rtf1\ansi Part 2\par}"), "Part 1\nPart 2\n");
    assert_eq!(shown(br"{\rtf1\ansi{\rtf1\ansi\b Part 1\par}{\rtf1\ansi Part 2\par}}"), "Part 1\nPart 2\n");
    assert!(!super::letters(br"{\rtf1\ansi\b Part 1\par}{\rtf1\ansi Part 2\par}", "Part 2").bold);
    // Line ends of HL7.
    assert_eq!(shown(b"{\\rtf1\\ansi\r\\pard One\\par\rTwo\\par\r}\r"), "One\nTwo\n");
    // Rows without \intbl.
    assert_eq!(shown(br"{\rtf1 x\par\trowd\cellx100\cellx200 a\par b\cell c\cell\row y\par}"), "x\n| a / b | c |\ny\n");
    assert_eq!(shown(br"{\rtf1\itap0 x\par\trowd\cellx100 a\par b\cell\row}"), "x\n| a / b |\n");
    // A header that is no group of its own does not take the document with it.
    assert_eq!(shown(br"{\rtf1\header Name\par\pard Text\par}"), "Name\nText\n");
}

#[test]
fn google_docs_and_old_converters() {
    let rtf = br"{\rtf1\ansi\ansicpg1252\uc0\stshfdbch0\stshfloch0\stshfhich0\stshfbi0\deff0\adeff0{\fonttbl{\f0\froman\fcharset0\fprq2{\*\panose 02020603050405020304}Times New Roman;}{\f1\froman\fcharset2\fprq2 Symbol;}}{\upr{\*\x old}{\*\ud{\*\y}}}{\*\generator Aspose.Words for Java 13.12.0;}\sectd\pard\plain\itap0\s0\ql\fs22{\rtlch\afs22\ltrch\fs22 Hello }{\upr{J?rg}{\*\ud J\u246 rg}}{\par}\pard\plain{\listtext\pard\plain\fs22 \u9679 \tab}\ls1\ilvl0\fi-360\li720{Item}{\par}}";
    assert_eq!(shown(rtf), "Hello Jörg\n- [●] Item\n");
    // Outlook keeps HTML in what RTF readers do not know.
    let rtf = br"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}}{\*\htmltag19 <html>}{\*\htmltag64}\htmlrtf {\htmlrtf0 Dear{\*\htmltag84 &nbsp;}\htmlrtf \'a0\htmlrtf0 doctor{\*\htmltag72 </p>}\htmlrtf\par}\htmlrtf0}";
    assert_eq!(shown(rtf), "Dear\u{A0}doctor\n");
}
