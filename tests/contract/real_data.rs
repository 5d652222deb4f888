//! The real data beside the project, where it is there, against values that other libraries computed.

use assay_tests::{Bench, shared};
use assay_workbench::words::Policy;
use serde_json::{Value, json};

fn near(value: &Value, expected: f64, tolerance: f64) {
    let value = value.as_f64().unwrap_or(f64::NAN);
    assert!((value - expected).abs() <= tolerance, "{value} is not {expected}");
}

#[test]
fn rte_text_gives_the_reference_values() {
    let Some(data) = shared("data/rte_text") else { return };
    let bench = Bench::new(&["yes", "no"], Policy::default());
    let import = |kind: &str, name: &str| {
        let file = bench.workbench.files().register(data.join(name)).handle;
        let report = bench.import_with(kind, &file, json!({})).unwrap();
        assert_eq!(report["rejected"], 0);
        report["accepted"].as_u64().unwrap()
    };
    assert_eq!(import("items", "items.csv"), 800);
    assert_eq!(import("judgments", "judgments.csv"), 8000);
    assert_eq!(import("gold", "gold.csv"), 800);
    assert_eq!(import("predictions", "predictions_overlap-v1.csv"), 800);
    let counts = bench.overview().counts;
    assert_eq!((counts.items, counts.judgments, counts.gold), (800, 8000, 800));
    let report = bench.ok("quality_agreement", json!({}));
    assert_eq!(report["raters"].as_array().unwrap().len(), 164);
    let coefficient = |name: &str| {
        let all = report["coefficients"].as_array().unwrap();
        all.iter().find(|c| c["name"] == name).unwrap()["value"].clone()
    };
    // irrCAC 0.4.4 and krippendorff 0.9.0 on the same judgments (reference/agreement.json, rte).
    near(&coefficient("percent_agreement"), 0.628_694_444_444_444_4, 1e-9);
    near(&coefficient("fleiss_kappa"), 0.241_383_939_131_205_65, 1e-9);
    near(&coefficient("cohen_kappa_mean"), 0.315_865_025_689_044_9, 1e-9);
    near(&coefficient("krippendorff_alpha"), 0.241_478_766_138_809_6, 1e-9);
    let truth = bench.workbench.files().register(data.join("gold.csv")).handle;
    let consensus = bench.ok("quality_consensus", json!({ "truth": truth }));
    // crowd-kit's majority, ties split (reference/aggregation.json, rte).
    near(&consensus["accuracy_ties_split"]["value"], 0.896_875, 1e-9);
    assert_eq!(consensus["ties"], 65);
    bench.assert_sound();
}
