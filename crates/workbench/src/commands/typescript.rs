//! The table as TypeScript.

use crate::WireError;
use std::collections::BTreeMap;
use ts_rs::TS;

/// The TypeScript declarations of every type that crosses the bridge.
pub(super) struct Declarations {
    pub(super) config: ts_rs::Config,
    declared: BTreeMap<String, String>,
}

impl Declarations {
    pub(super) fn add<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_some() {
            let name = T::ident(&self.config);
            let declared = format!("{}export {}", T::docs().unwrap_or_default(), T::decl(&self.config));
            if let Some(known) = self.declared.get(&name) {
                assert_eq!(*known, declared, "two types are called {name}; rename one");
                return;
            }
            self.declared.insert(name, declared);
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

impl ts_rs::TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        self.add::<T>();
    }
}

/// The text of `ui/src/generated/commands.ts`.
pub fn typescript() -> String {
    let config = ts_rs::Config::new().with_large_int("number");
    let mut types = Declarations { config, declared: BTreeMap::new() };
    types.add::<WireError>();
    types.add::<crate::FileHandle>();
    types.add::<crate::import::ImportReport>();
    types.add::<crate::export::Exported>();
    types.add::<crate::quality::ReplayedRule>();
    types.add::<crate::simulate::SimulationReport>();
    types.add::<crate::scheme::SchemeForeseen>();
    types.add::<crate::backups::BackupRestored>();
    types.add::<crate::slices::SlicesReport>();
    types.add::<crate::drift::DriftReport>();
    types.add::<assay_store::consensus::ConsensusFit>();
    let commands = super::collect(&mut types);
    let declared: Vec<&str> = types.declared.values().map(String::as_str).collect();
    format!(
        "// Made by `npm run generate` from the command table; do not edit.\n\n{}\n\n/** Every command. */\nexport interface Commands {{\n{}\n}}\n",
        declared.join("\n\n"),
        commands.join("\n"),
    )
}
