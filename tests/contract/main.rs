//! The command table from outside: what every host gets.

mod adjudication;
mod asking;
mod audits;
mod errors;
mod guideline;
mod imports;
mod labeling;
mod quality;
mod real_data;
mod rights;
mod wrong_tables;
