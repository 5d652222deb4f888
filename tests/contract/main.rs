//! The command table from outside: what every host gets.

mod adjudication;
mod asking;
mod assignment;
mod audits;
mod dashboard;
mod errors;
mod guideline;
mod human;
mod imports;
mod labeling;
mod past;
mod people;
mod quality;
mod real_data;
mod rights;
mod scheme;
mod sheet_views;
mod simulate;
mod training;
mod training_rates;
mod undo;
mod wrong_tables;
