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
mod layouts;
mod past;
mod people;
mod quality;
mod real_data;
mod report;
mod rights;
mod scheme;
mod simulate;
mod training;
mod training_rates;
mod undo;
mod wrong_tables;
