//! Who may judge what: attributes of people, and rules on them.
//!
//! A rule keeps items for raters with an attribute, or a number of each item's judgments. What is kept so stands in
//! `item.reserved`, and changes with each lease and judgment: a place that becomes free to all counts as opened again,
//! so that it joins the queue of returned items behind the cursors. A cursor may then pass what its rater may not have.

use crate::error::{Result, StoreError};
use crate::events::new_uid;
use crate::{Read, Write, refresh};
use rusqlite::{OptionalExtension, params};

/// Something known of a person, such as language = es.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    ts_rs::TS,
    schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    /// Such as `language`; case does not matter.
    pub name: String,
    /// Such as `es`; case does not matter.
    pub value: String,
}

/// A rule as it is made.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, ts_rs::TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct RuleDraft {
    /// A metadata field, by row id; every item where left out.
    pub field: Option<i64>,
    /// The items whose field has this value; case matters.
    pub field_value: Option<String>,
    /// Who may, or must.
    pub attribute: Attribute,
    /// So many of an item's judgments at least; left out: only such raters.
    pub at_least: Option<u32>,
}

/// A rule in force.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct AssignmentRule {
    /// Row id.
    pub id: i64,
    /// A metadata field, by row id; none: every item.
    pub field: Option<i64>,
    /// Its name.
    pub field_name: Option<String>,
    /// The value that the field has.
    pub field_value: Option<String>,
    /// Who may, or must.
    pub attribute: Attribute,
    /// So many of an item's judgments at least; none: only such raters.
    pub at_least: Option<u32>,
    /// When it was made, in milliseconds since 1970 UTC.
    pub made_at: i64,
}

/// What a rule touches.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct RuleReach {
    /// Items it holds for.
    pub items: i64,
    /// Of them those that want a judgment.
    pub open: i64,
    /// Raters with the attribute.
    pub raters: i64,
    /// All raters.
    pub of_raters: i64,
}

fn clean(attribute: &Attribute) -> Result<Attribute> {
    let part = |text: &str| {
        let text = text.trim();
        let sound = (1..=100).contains(&text.chars().count()) && !text.chars().any(char::is_control);
        sound.then(|| text.to_owned()).ok_or_else(|| {
            StoreError::refused(
                "attribute_invalid",
                "name and value of an attribute must have 1 to 100 characters on one line",
            )
        })
    };
    Ok(Attribute { name: part(&attribute.name)?, value: part(&attribute.value)? })
}

/// What is known of a person, by name.
pub fn attributes(r: &Read<'_>, person: i64) -> Result<Vec<Attribute>> {
    let mut query = r.sql().prepare_cached(
        "SELECT name, value FROM person_attribute WHERE person_id = ? ORDER BY name, value",
    )?;
    let rows = query.query_map([person], |row| Ok(Attribute { name: row.get(0)?, value: row.get(1)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What is known of everyone: person, attribute.
pub fn all_attributes(r: &Read<'_>) -> Result<Vec<(i64, Attribute)>> {
    let mut query = r.sql().prepare_cached(
        "SELECT person_id, name, value FROM person_attribute ORDER BY person_id, name, value",
    )?;
    let rows =
        query.query_map([], |row| Ok((row.get(0)?, Attribute { name: row.get(1)?, value: row.get(2)? })))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Puts these attributes in place of what was known of a person.
pub fn set_attributes(w: &Write<'_>, person: i64, attributes: &[Attribute]) -> Result<()> {
    if attributes.len() > 100 {
        return Err(StoreError::refused("attributes_too_many", "a person can have 100 attributes at most"));
    }
    w.sql().execute("DELETE FROM person_attribute WHERE person_id = ?", [person])?;
    for attribute in attributes {
        let Attribute { name, value } = clean(attribute)?;
        w.sql().execute(
            "INSERT OR IGNORE INTO person_attribute (person_id, name, value) VALUES (?, ?, ?)",
            params![person, name, value],
        )?;
    }
    // Without rules nobody is kept from anything.
    if list(w)?.is_empty() { Ok(()) } else { reconsider(w) }
}

/// Any item may have opened to someone behind a cursor.
fn reconsider(w: &Write<'_>) -> Result<()> {
    refresh::queues(w)
}

/// Puts a rule in force.
pub fn add(w: &Write<'_>, draft: &RuleDraft, person: Option<i64>) -> Result<AssignmentRule> {
    let draft = checked(w, draft)?;
    w.sql().execute(
        "INSERT INTO assignment_rule (uid, field_id, field_value, attribute, attribute_value, at_least, made_at, person_id)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            new_uid(),
            draft.field,
            draft.field_value,
            draft.attribute.name,
            draft.attribute.value,
            draft.at_least,
            w.now(),
            person
        ],
    )?;
    let id = w.sql().last_insert_rowid();
    reconsider(w)?;
    list(w)?.into_iter().find(|rule| rule.id == id).ok_or_else(|| StoreError::not_found("rule", id))
}

fn checked(r: &Read<'_>, draft: &RuleDraft) -> Result<RuleDraft> {
    if let Some(field) = draft.field
        && !crate::items::fields(r)?.iter().any(|known| known.id == field)
    {
        return Err(StoreError::not_found("metadata field", field));
    }
    if draft.field.is_some() != draft.field_value.is_some() {
        let message = "a rule names a field together with its value, or neither for every item";
        return Err(StoreError::refused("rule_invalid", message));
    }
    if draft.at_least.is_some_and(|n| !(1..=1000).contains(&n)) {
        return Err(StoreError::refused("rule_invalid", "at least 1 to 1000 of an item's judgments"));
    }
    Ok(RuleDraft { attribute: clean(&draft.attribute)?, ..draft.clone() })
}

/// Takes a rule out of force, or puts it back.
pub fn set_retired(w: &Write<'_>, rule: i64, retired: bool) -> Result<()> {
    let changed = w.sql().execute(
        "UPDATE assignment_rule SET retired_at = ?1 WHERE id = ?2 AND (retired_at IS NULL) = (?1 IS NOT NULL)",
        params![retired.then(|| w.now()), rule],
    )?;
    if changed == 0 {
        return Err(StoreError::not_found("rule in this state", rule));
    }
    reconsider(w)
}

/// The rules in force, oldest first.
pub fn list(r: &Read<'_>) -> Result<Vec<AssignmentRule>> {
    let mut query = r.sql().prepare_cached(
        "SELECT a.id, a.field_id, f.name, a.field_value, a.attribute, a.attribute_value, a.at_least, a.made_at
         FROM assignment_rule a LEFT JOIN field f ON f.id = a.field_id WHERE a.retired_at IS NULL ORDER BY a.id",
    )?;
    let rows = query.query_map([], |row| {
        Ok(AssignmentRule {
            id: row.get(0)?,
            field: row.get(1)?,
            field_name: row.get(2)?,
            field_value: row.get(3)?,
            attribute: Attribute { name: row.get(4)?, value: row.get(5)? },
            at_least: row.get(6)?,
            made_at: row.get(7)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What a rule would touch.
pub fn reach(r: &Read<'_>, draft: &RuleDraft) -> Result<RuleReach> {
    let draft = checked(r, draft)?;
    let holds = match draft.field {
        Some(field) => {
            format!("CAST((SELECT m.f{field} FROM item_metadata m WHERE m.item_id = i.id) AS TEXT) = ?1")
        }
        None => "?1 IS NULL".to_owned(),
    };
    let sql = format!(
        "SELECT COUNT(*), COALESCE(SUM(i.open > 0), 0) FROM item i
         WHERE i.id <= (SELECT item_horizon FROM project) AND {holds}"
    );
    let (items, open) =
        r.sql().query_row(&sql, params![draft.field_value], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let (raters, of_raters) = r.sql().query_row(
        "SELECT COALESCE(SUM(EXISTS (SELECT 1 FROM person_attribute a WHERE a.person_id = p.id AND a.name = ?1
                                     AND a.value = ?2)), 0), COUNT(*) FROM person p WHERE p.is_rater = 1",
        params![draft.attribute.name, draft.attribute.value],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(RuleReach { items, open, raters, of_raters })
}

/// SQL: whether a rule holds for item `i`. Its value is bound by the rule's own row.
fn holds(rule: &AssignmentRule) -> String {
    match rule.field {
        None => "1".into(),
        Some(field) => format!(
            "COALESCE(CAST((SELECT m.f{field} FROM item_metadata m WHERE m.item_id = i.id) AS TEXT)
               = (SELECT field_value FROM assignment_rule WHERE id = {}), 0)",
            rule.id
        ),
    }
}

/// SQL: judgments of item `i` that a rule still keeps for raters with its attribute.
fn needed(rule: &AssignmentRule, at_least: u32) -> String {
    let has = |person: &str| {
        format!(
            "EXISTS (SELECT 1 FROM person_attribute p JOIN assignment_rule l ON l.id = {}
                     WHERE p.person_id = {person} AND p.name = l.attribute AND p.value = l.attribute_value)",
            rule.id
        )
    };
    format!(
        "CASE WHEN {} THEN MAX(0, {at_least}
            - (SELECT COUNT(*) FROM judgment j WHERE j.item_id = i.id AND j.counted = 1 AND j.purpose = 'label' AND {})
            - (SELECT COUNT(*) FROM assignment a WHERE a.item_id = i.id AND a.state = 'leased' AND a.purpose = 'label'
               AND {})) ELSE 0 END",
        holds(rule),
        has("j.person_id"),
        has("a.person_id")
    )
}

/// SQL: what `item.reserved` must be for item `i`, from what is open; none where no rule keeps any.
pub(crate) fn expected_reserved(r: &Read<'_>) -> Result<Option<String>> {
    let rules = list(r)?;
    let needs: Vec<String> =
        rules.iter().filter_map(|rule| Some(format!("({})", needed(rule, rule.at_least?)))).collect();
    Ok((!needs.is_empty()).then(|| format!("MIN(i.open, {})", needs.join(" + "))))
}

/// Whether one of these attributes is the rule's.
fn has(own: &[Attribute], rule: &AssignmentRule) -> bool {
    let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
    own.iter().any(|a| same(&a.name, &rule.attribute.name) && same(&a.value, &rule.attribute.value))
}

/// SQL: item `i` is not kept whole for raters with an attribute that these are not. Holds for any work on the item, also
/// where no place of it is given, as with hidden gold.
fn not_kept(rules: &[AssignmentRule], own: &[Attribute]) -> String {
    let others = rules.iter().filter(|rule| rule.at_least.is_none() && !has(own, rule));
    others.map(|rule| format!(" AND NOT {}", holds(rule))).collect()
}

/// SQL: further conditions on item `i` for one person; empty where no rule is in force.
#[derive(Default)]
pub(crate) struct Conditions {
    /// To see it at all.
    pub(crate) seen: String,
    /// For an open place of it to go to this person.
    pub(crate) allowed: String,
}

/// What the rules in force make of a person's attributes.
pub(crate) fn conditions(r: &Read<'_>, person: i64) -> Result<Conditions> {
    let rules = list(r)?;
    if rules.is_empty() {
        return Ok(Conditions::default());
    }
    let own = attributes(r, person)?;
    let seen = not_kept(&rules, &own);
    let mut allowed = seen.clone();
    if rules.iter().any(|rule| rule.at_least.is_some()) {
        let helps: String = rules
            .iter()
            .filter(|rule| has(&own, rule))
            .filter_map(|rule| Some(format!(" OR ({}) > 0", needed(rule, rule.at_least?))))
            .collect();
        allowed += &format!(" AND (i.open > i.reserved{helps})");
    }
    Ok(Conditions { seen, allowed })
}

/// Whether an open place of the item may go to this person.
pub(crate) fn allows(r: &Read<'_>, person: i64, item: i64) -> Result<bool> {
    let sql = format!("SELECT 1 FROM item i WHERE i.id = ? AND i.open > 0{}", conditions(r, person)?.allowed);
    Ok(r.sql().prepare_cached(&sql)?.query_row([item], |_| Ok(())).optional()?.is_some())
}

/// Recounts what rules keep of one item.
pub(crate) fn reserve(w: &Write<'_>, item: i64) -> Result<()> {
    if let Some(expected) = expected_reserved(w)? {
        let sql = format!("UPDATE item AS i SET reserved = {expected} WHERE i.id = ?");
        w.sql().prepare_cached(&sql)?.execute([item])?;
    }
    Ok(())
}

/// Recounts what rules keep of every item.
pub(crate) fn reserve_all(w: &Write<'_>) -> Result<()> {
    let expected = expected_reserved(w)?.unwrap_or_else(|| "0".into());
    w.sql()
        .execute(&format!("UPDATE item AS i SET reserved = {expected} WHERE reserved <> {expected}"), [])?;
    Ok(())
}

/// Items whose kept number differs from a recount.
pub(crate) fn differing(r: &Read<'_>) -> Result<i64> {
    let expected = expected_reserved(r)?.unwrap_or_else(|| "0".into());
    let sql = format!("SELECT COUNT(*) FROM item i WHERE i.reserved <> {expected}");
    Ok(r.sql().query_row(&sql, [], |row| row.get(0))?)
}
