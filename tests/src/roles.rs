//! Who may call what: the table of roles, made from the table of commands, and whose rows a command touches.

use assay_workbench::Needs;
use assay_workbench::commands::{CommandSpec, TABLE};
use assay_workbench::words::Role;

/// Commands that touch rows of a person, and whose. A command that takes no id acts on the caller's own.
pub const WHOSE: &[(&str, &str)] = &[
    ("label_queue", OWN),
    ("label_left", OWN),
    ("label_kept", OWN),
    ("label_record", OWN),
    ("label_submit", NAMED),
    ("label_undo", NEWEST),
    ("label_revise", NAMED),
    ("label_release", OWN),
    ("label_history", OWN),
    ("guideline_accept", OWN),
    ("qualification_start", OWN),
    ("ask_send", NAMED),
    ("ask_seen", OWN),
    ("ask_answer_undo", NEWEST),
    ("adjudicate_undo", NEWEST),
    ("baseline_undo", NEWEST),
    ("audit_undo", NEWEST),
    ("human_undo", NEWEST),
    ("sheet_undo", NEWEST),
    ("sheet_redo", NEWEST),
    ("retag_undo", NEWEST),
    ("event_undo", ANY),
    ("person_history", ANY),
    ("person_rename", ANY),
    ("person_retire", ANY),
    ("person_roles", ANY),
    ("person_attributes_set", ANY),
    ("qualification_decide", ANY),
    ("rater_resume", ANY),
    ("rater_set_aside", ANY),
    ("rater_set_aside_preview", ANY),
    ("ask_answer", ANY),
    ("judgment_list", ANY),
    ("item_get", ANY),
];

/// The caller's own rows; it names none.
pub const OWN: &str = "own";
/// It names a row, which must be the caller's own.
pub const NAMED: &str = "own; another's is refused";
/// What the caller did last.
pub const NEWEST: &str = "own newest";
/// Of anyone.
pub const ANY: &str = "anyone's";

/// Whoever asks, in the order of the table.
pub const CALLERS: [(&str, &[Role]); 4] =
    [("nobody", &[]), ("rater", &[Role::Rater]), ("analyst", &[Role::Analyst]), ("lead", &[Role::Lead])];

/// Whether a caller with these roles may call a command in an open project; `nobody` holds none.
pub fn may(spec: &CommandSpec, held: &[Role]) -> bool {
    match spec.needs {
        Needs::Nothing | Needs::Project => true,
        Needs::Role(role) => held.contains(&role) || held.contains(&Role::Lead),
    }
}

/// The text of `docs/roles.md`.
pub fn markdown() -> String {
    let mut text = String::from(
        "# Who may do what\n\n\
         Made by `npm run generate` from the table of commands; `tests/contract/roles.rs` tries every line as every caller.\n\n\
         Roles prevent accidents. They are no secret and no lock: whoever can open the file can read all of it, the gold too, and can\n\
         sit down as anyone. A caller who is retired, or is known from another project only, counts as nobody.\n\n\
         | command | nobody | rater | analyst | lead | needs a project | rows of a person |\n\
         |---|---|---|---|---|---|---|\n",
    );
    for spec in TABLE {
        let marks: Vec<&str> =
            CALLERS.iter().map(|(_, held)| if may(spec, held) { "yes" } else { "-" }).collect();
        let project = if spec.needs == Needs::Nothing { "-" } else { "yes" };
        let whose = WHOSE.iter().find(|(name, _)| *name == spec.name).map_or("", |(_, whose)| whose);
        text += &format!("| `{}` | {} | {project} | {whose} |\n", spec.name, marks.join(" | "));
    }
    text
}
