//! "After visit summary": a page of a patient portal, with what such pages bring along: styles, a script, a remote picture.

use super::super::sample::people::WALKER;

/// The file.
pub fn after_visit_summary() -> String {
    format!(
        r#"<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>After visit summary</title>
<style>body {{ font-family: Arial }} .box {{ border: 1px solid #ccc }}</style>
<script>fetch("https://portal.example.com/seen?mrn={number}")</script></head>
<body>
<img src="https://portal.example.com/logo.png" alt="Riverside General Hospital" width="180">
<h1>After visit summary</h1>
<p><b>{name}</b>, born {born}, MRN {number}<br>Surgical clinic, November 2, 2026, 10:00 AM</p>
<h2>What we talked about</h2>
<p>Your wounds have healed well after the removal of your gallbladder on October 27. You may eat <em>everything</em> again; some
people notice softer stools after fatty meals for a few weeks.</p>
<h2>Your medicines</h2>
<table border="1"><thead><tr><th>Medicine</th><th>Dose</th><th>When</th><th>Change</th></tr></thead>
<tbody><tr><td>Levothyroxine</td><td>75 &micro;g</td><td>morning, before breakfast</td><td>none</td></tr>
<tr><td>Pantoprazole</td><td>40 mg</td><td>morning</td><td><b>stop</b> on November 4</td></tr>
<tr><td>Ibuprofen</td><td>400 mg</td><td>if needed, 3 a day at most</td><td><s>until November 1</s> stopped</td></tr></tbody></table>
<h2>What to do</h2>
<ol><li>No lifting of more than 5 kg until <u>November 10</u>.</li>
<li>Come back at once with:<ul><li>fever above 38.5 &deg;C</li><li>yellow eyes or dark urine</li><li>increasing pain</li></ul></li>
<li>Read about the time after the operation at <a href="https://example.org/gallbladder">example.org/gallbladder</a>.</li></ol>
<blockquote>Allergy on record: penicillin (rash).</blockquote>
<hr><p><small>Printed from the portal. Questions? Call 555&nbsp;0117.</small></p>
</body></html>
"#,
        name = WALKER.name,
        born = WALKER.born,
        number = WALKER.record_number
    )
}
