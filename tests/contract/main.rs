//! The command table from outside: what every host gets.

mod adjudication;
mod asking;
mod assignment;
mod audits;
mod checks;
mod dashboard;
mod errors;
mod guideline;
mod human;
mod imports;
mod labeling;
mod metrics;
mod past;
mod people;
mod priorities;
mod quality;
mod real_data;
mod rights;
mod scheme;
mod simulate;
mod tags;
mod training;
mod training_rates;
mod undo;
mod wrong_tables;
