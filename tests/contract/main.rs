//! The command table from outside: what every host gets.

mod audits;
mod errors;
mod imports;
mod labeling;
mod quality;
mod past;
mod people;
mod real_data;
mod rights;
mod scheme;
mod undo;
mod wrong_tables;
