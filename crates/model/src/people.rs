use crate::error::{ModelError, clean_name, words};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

words! {
    /// What a person may do in a project. A person may hold several.
    Role, "role" {
        /// Labels items.
        Rater = "rater",
        /// Resolves conflicts, audits, sets the project up; may do all.
        Lead = "lead",
        /// Reads quality, tags errors.
        Analyst = "analyst",
    }
}

impl Role {
    /// Whether someone with `held` may do what `self` may do.
    pub fn granted_by(self, held: &[Role]) -> bool {
        held.contains(&self) || held.contains(&Role::Lead)
    }
}

/// Someone who works on a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, schemars::JsonSchema)]
pub struct Person {
    /// Row id in this file.
    pub id: i64,
    /// Stable across files.
    pub uid: String,
    /// As shown; unique in the project.
    pub name: String,
    /// What the person may do.
    pub roles: Vec<Role>,
    /// A made-up rater of the sample project.
    pub simulated: bool,
    /// Offered no more and gets no work; what the person did stays.
    pub retired: bool,
}

impl Person {
    /// The name as it is stored, or why it cannot be.
    pub fn clean_name(name: &str) -> Result<String, ModelError> {
        clean_name("person's name", name)
    }
}
