//! What people are called in an export: by name, or by a number that stands for it.

use crate::{Context, Error, Result};
use assay_store::events::{self, Entry};
use assay_store::{people, pseudonyms};
use std::collections::HashMap;

/// Names, or what stands for them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    /// By name; none where names are written.
    numbered: Option<HashMap<String, String>>,
}

impl Names {
    /// As asked for. Whoever has no number yet gets one, which then stays: in all exports of a project one number stands
    /// for one person.
    pub(crate) fn new(ctx: &Context, wanted: bool) -> Result<Names> {
        if !wanted {
            return Ok(Names::default());
        }
        if ctx.read(|r| Ok::<_, Error>(pseudonyms::lacking(r)?))? {
            if ctx.store()?.is_read_only() {
                return Err(Error::refused(
                    "read_only",
                    "someone has no pseudonym yet, and the project is open read-only; open it to write, or export the names",
                ));
            }
            let person = ctx.person().ok().map(|person| person.id);
            ctx.write(|w| {
                pseudonyms::complete(w, uuid::Uuid::new_v4().as_u64_pair().0)?;
                let entry = Entry {
                    person,
                    command: "pseudonyms",
                    summary: "pseudonyms drawn for exports",
                    subject: "project",
                    subject_id: None,
                    undoes: None,
                };
                Ok::<_, Error>(events::record(w, &entry)?)
            })?;
        }
        ctx.read(|r| {
            let numbers = pseudonyms::list(r)?;
            let of = |person: assay_model::Person| {
                Some((person.name, format!("rater {:02}", numbers.get(&person.id)?)))
            };
            Ok(Names { numbered: Some(people::list(r)?.into_iter().filter_map(of).collect()) })
        })
    }

    /// What to write for a person. Nobody's name slips through: who came in a moment ago has no number and gets none here.
    pub(crate) fn of(&self, name: String) -> String {
        match &self.numbered {
            None => name,
            Some(numbers) => {
                numbers.get(&name).cloned().unwrap_or_else(|| "rater without a number".to_owned())
            }
        }
    }
}
