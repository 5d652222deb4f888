//! The command table from outside: what every host gets.

mod audits;
mod errors;
mod imports;
mod labeling;
mod quality;
mod real_data;
mod rights;
mod training;
mod training_rates;
mod wrong_tables;
