use assay_model::{FilterError, FormulaError, ModelError, Role};
use assay_store::{OfStore, StoreError};
use serde::Serialize;
use serde_json::{Value, json};
use thiserror::Error;
use ts_rs::TS;

/// What a use case returns.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a command did nothing. Every variant has a stable code; messages say what is wrong, where, and what to do.
#[derive(Debug, Error)]
pub enum Error {
    /// The project file.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A rule of the domain.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// A filter line.
    #[error(transparent)]
    Filter(#[from] FilterError),
    /// The formula of a combined score.
    #[error(transparent)]
    Formula(#[from] FormulaError),
    /// No such command.
    #[error("there is no command `{0}`")]
    UnknownCommand(String),
    /// A request that does not have the shape of its type.
    #[error("the request of `{command}` cannot be read: {detail}")]
    BadRequest {
        /// Which command.
        command: String,
        /// What serde says.
        detail: String,
    },
    /// Nothing is open.
    #[error("no project is open; open one or make one first")]
    NoProject,
    /// Nobody is chosen.
    #[error("say who you are first: choose a person")]
    NoPerson,
    /// The role is missing.
    #[error("{person} is no {needed}; a lead can give the role under Project, People")]
    NotAllowed {
        /// Who.
        person: String,
        /// The role.
        needed: Role,
    },
    /// A file that cannot be read or written.
    #[error("{path}: {message}")]
    File {
        /// Which file, as the person knows it.
        path: String,
        /// Stable.
        code: &'static str,
        /// What is wrong and what to do.
        message: String,
        /// 1-based, where known.
        line: Option<u64>,
    },
    /// A rule of the work.
    #[error("{message}")]
    Refused {
        /// Stable.
        code: &'static str,
        /// What and what to do.
        message: String,
    },
    /// A person stopped it; nothing was changed.
    #[error("cancelled; nothing was changed")]
    Cancelled,
    /// What ended a job, as it was reported.
    #[error("{}", .0.message)]
    Job(WireError),
    /// An answer that could not be turned into JSON.
    #[error("the answer could not be written: {0}")]
    Answer(#[from] serde_json::Error),
}

impl Error {
    /// Stable, for programs.
    pub fn code(&self) -> &str {
        match self {
            Error::Job(error) => &error.code,
            Error::Store(error) => error.code(),
            Error::Model(error) => error.code(),
            Error::Filter(_) => "filter_invalid",
            Error::Formula(_) => "formula_invalid",
            Error::UnknownCommand(_) => "command_unknown",
            Error::BadRequest { .. } => "request_invalid",
            Error::NoProject => "no_project",
            Error::NoPerson => "no_person",
            Error::NotAllowed { .. } => "not_allowed",
            Error::File { code, .. } | Error::Refused { code, .. } => code,
            Error::Cancelled => "cancelled",
            Error::Answer(_) => "answer_failed",
        }
    }

    /// A rule of the work.
    pub fn refused(code: &'static str, message: impl Into<String>) -> Error {
        Error::Refused { code, message: message.into() }
    }

    /// What a program needs beside the message.
    pub fn details(&self) -> Value {
        match self {
            Error::Filter(error) => json!({ "at": error.at }),
            Error::Formula(error) => json!({ "at": error.at }),
            Error::Store(StoreError::Filter { at, .. }) => json!({ "at": at }),
            Error::Store(StoreError::FileFailed(fault)) => json!(fault),
            Error::File { path, line, .. } => json!({ "file": path, "line": line }),
            Error::Job(error) => error.details.clone(),
            _ => Value::Null,
        }
    }
}

impl OfStore for Error {
    fn of_store(&self) -> Option<&StoreError> {
        match self {
            Error::Store(error) => Some(error),
            _ => None,
        }
    }
}

/// An error as it crosses the bridge. The interface never matches on the message.
#[derive(Debug, Clone, PartialEq, Serialize, TS, schemars::JsonSchema)]
pub struct WireError {
    /// Stable.
    pub code: String,
    /// For people.
    pub message: String,
    /// What a program needs beside the message.
    #[ts(type = "unknown")]
    pub details: Value,
}

impl From<Error> for WireError {
    fn from(error: Error) -> WireError {
        WireError { code: error.code().to_owned(), message: error.to_string(), details: error.details() }
    }
}
