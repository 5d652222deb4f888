//! The command table from outside: what every host gets.

mod assignment;
mod audits;
mod errors;
mod imports;
mod labeling;
mod quality;
mod real_data;
mod rights;
mod simulate;
mod wrong_tables;
