//! The sample's documents without pages: a discharge summary in rich text, a telephone note in plain text.

use super::people::{OKONJO, WALKER};

/// "Discharge summary" as Rich Text: headings, paragraphs, a list and a table.
pub fn discharge_summary() -> Vec<u8> {
    let mut rtf = String::from(
        "{\\rtf1\\ansi\\ansicpg1252\\deff0\\deflang1033\r\n\
         {\\fonttbl{\\f0\\fswiss\\fcharset0 Arial;}{\\f1\\froman\\fcharset0 Times New Roman;}}\r\n\
         {\\colortbl;\\red24\\green27\\blue32;\\red98\\green104\\blue114;}\r\n\
         {\\info{\\title Discharge summary}{\\author Riverside General Hospital}}\r\n\
         \\paperw12240\\paperh15840\\margl1440\\margr1440\\margt1440\\margb1440\\f0\\fs21\\cf1\r\n",
    );
    rtf.push_str("\\pard\\sa60{\\b\\fs36 Discharge Summary}\\par\r\n");
    rtf.push_str("\\pard\\sa240{\\cf2\\fs17 Riverside General Hospital, Department of General Surgery}\\par\r\n");
    rtf.push_str(&format!(
        "\\pard\\sa240 Patient: {{\\b {}}}\\tab MRN: {{\\b {}}}\\tab DOB: {{\\b {}}}\\line Admitted 2026-10-27, discharged 2026-10-28\\par\r\n",
        WALKER.name, WALKER.record_number, WALKER.born
    ));
    let paragraphs = [
        ("Diagnosis", "Gallstones with repeated colic (K80.20). Hypothyroidism, treated."),
        (
            "Procedure",
            "Laparoscopic cholecystectomy on 2026-10-27 under general anaesthesia. Four ports, critical view of safety \
             obtained, cystic duct and artery clipped. Operating time 47 minutes, blood loss 30 ml, no drain.",
        ),
        (
            "Course",
            "Uneventful. Nausea on the evening of the operation, relieved by ondansetron 4 mg. Light meal on the first \
             morning. Wounds dry, abdomen soft. Temperature at discharge 36.8 \\'b0C, pulse 74, blood pressure 122/76. \
             Pain 2 of 10 when moving.",
        ),
    ];
    for (title, text) in paragraphs {
        rtf.push_str(&format!("\\pard\\keepn\\sb120\\sa60{{\\b\\fs24 {title}}}\\par\r\n\\pard\\sa120 {text}\\par\r\n"));
    }
    rtf.push_str("\\pard\\keepn\\sb120\\sa60{\\b\\fs24 Medicines after discharge}\\par\r\n");
    let rows = [
        ["Medicine", "Dose", "When", "Until"],
        ["Levothyroxine", "75 \\'b5g", "morning, before breakfast", "continue"],
        ["Paracetamol", "1 g", "every 8 hours", "2026-11-01"],
        ["Ibuprofen", "400 mg", "if needed, 3 a day at most", "2026-11-01"],
        ["Pantoprazole", "40 mg", "morning", "2026-11-04, then stop"],
    ];
    for (at, cells) in rows.iter().enumerate() {
        rtf.push_str("\\trowd\\trgaph90\\trleft0");
        for right in [2400, 3700, 6700, 9360] {
            rtf.push_str(&format!("\\clbrdrb\\brdrs\\brdrw10\\cellx{right}"));
        }
        rtf.push_str("\r\n");
        for cell in cells {
            let text = if at == 0 { format!("{{\\b {cell}}}") } else { (*cell).to_owned() };
            rtf.push_str(&format!("\\pard\\intbl\\sb40\\sa40 {text}\\cell"));
        }
        rtf.push_str("\\row\r\n");
    }
    rtf.push_str("\\pard\\keepn\\sb240\\sa60{\\b\\fs24 Advice}\\par\r\n");
    for line in [
        "Shower from the second day; no bath, swimming or lifting of more than 5 kg for two weeks.",
        "Clips are absorbed. Plasters may come off after five days.",
        "Come back at once with fever above 38.5 \\'b0C, yellow eyes, increasing pain or repeated vomiting.",
        "Penicillin allergy: unchanged, please keep in the record.",
    ] {
        rtf.push_str(&format!("\\pard\\fi-280\\li360\\sa60\\bullet\\tab {line}\\par\r\n"));
    }
    rtf.push_str("\\pard\\keepn\\sb120\\sa60{\\b\\fs24 Follow-up}\\par\r\n");
    rtf.push_str("\\pard\\sa240 Surgical clinic on 2026-11-09 at 10:30. Histology report to follow by post.\\par\r\n");
    rtf.push_str("\\pard Dr. T. Marchetti-Boyle, consultant surgeon\\line{\\cf2\\fs17 Electronically signed 2026-10-28, 13:48}\\par\r\n}");
    rtf.into_bytes()
}

/// "Telephone note" as plain text with the line ends of Windows.
pub fn telephone_note() -> Vec<u8> {
    let text = format!(
        "TELEPHONE NOTE\n\
         Riverside General Hospital, Memory Clinic\n\
         \n\
         Patient:   {}   born {}\n\
         Call:      2026-10-02 09:40, 11 minutes, incoming\n\
         Caller:    daughter (contact person in the record)\n\
         Taken by:  S. Bellweather, RN\n\
         \n\
         REASON\n\
         Asks whether the evening dose may be moved to the morning because of vivid\n\
         dreams since the increase of September 21.\n\
         \n\
         ASSESSMENT\n\
         Donepezil 10 mg, taken at 21:00. Dreams four nights out of seven. No falls, no\n\
         fainting, eating and drinking as usual. Pulse by home monitor 64 to 70.\n\
         \n\
         ADVICE\n\
         1. Take donepezil with breakfast from tomorrow, not at night.\n\
         2. Call back if pulse below 55, fainting, black stools or vomiting.\n\
         3. Keep the appointment of October 19, bring the home blood pressure diary.\n\
         \n\
         Discussed with Dr. Y. Tamborini at 10:05, who agrees.\n",
        OKONJO.name, OKONJO.born
    );
    text.replace('\n', "\r\n").into_bytes()
}
