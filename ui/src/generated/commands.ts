// Made by `npm run generate` from the command table; do not edit.

/**
 * One more judgment while the posterior of the leading class is below the target.
 */
export type Adaptive = { 
/**
 * The most judgments of an item.
 */
most_judgments: number, 
/**
 * The posterior that is enough, inside (0.5, 1).
 */
target: number, };

/**
 * A decision.
 */
export type Adjudicate = { 
/**
 * The item.
 */
item: number, 
/**
 * The class decided on.
 */
class: number, 
/**
 * Why raters disagreed.
 */
cause?: Cause, 
/**
 * Free text.
 */
rationale?: string, };

/**
 * A lead's decision.
 */
export type Adjudication = { 
/**
 * The class.
 */
class: number, 
/**
 * Why raters disagreed.
 */
cause: Cause | null, 
/**
 * Free text.
 */
rationale: string, 
/**
 * Who.
 */
person: string, 
/**
 * When, in milliseconds since 1970 UTC.
 */
made_at: number, };

/**
 * Which judgments a coefficient is made from.
 */
export type AgreementBasis = { "kind": "all" } | { "kind": "calibration", 
/**
 * Calibration items that the policy asks for.
 */
drawn: number, 
/**
 * Judgments of each, once it has them all.
 */
judgments: number, } | { "kind": "biased" };

/**
 * Agreement of a table of judgments.
 */
export type AgreementOfTable = { 
/**
 * The table.
 */
table: TableRequest, 
/**
 * What of it.
 */
wanted: AgreementRequest, };

/**
 * Agreement.
 */
export type AgreementReport = { 
/**
 * Items with a judgment.
 */
items: number, 
/**
 * Raters.
 */
raters: Array<string>, 
/**
 * First answers of each rater on each item.
 */
judgments: number, 
/**
 * Further answers of a rater on an item, left out.
 */
repeats: number, 
/**
 * Which judgments the coefficients are made from.
 */
basis: AgreementBasis, 
/**
 * Where raters answered items twice.
 */
self_agreement: SelfAgreementView | null, 
/**
 * Share of the rows that were skips.
 */
skip_rate: Figure, 
/**
 * Classes, in order; their number enters some coefficients.
 */
classes: Array<string>, 
/**
 * How different classes count.
 */
weights: AgreementWeights, 
/**
 * All coefficients.
 */
coefficients: Array<CoefficientFigure>, 
/**
 * Why the kappas may look odd beside the share of agreement, in one line.
 */
odd_because: string | null, 
/**
 * Pairs of raters with a kappa.
 */
pairs_defined: number, 
/**
 * Pairs that share items and have no kappa.
 */
pairs_undefined: number, 
/**
 * Pairs that share an item.
 */
pairs_sharing: number, 
/**
 * All pairs.
 */
pairs_total: number, 
/**
 * The matrix, where asked for.
 */
pairs: Array<PairView> | null, 
/**
 * Each class against the rest, where asked for.
 */
per_class: Array<ClassView> | null, 
/**
 * Each rater against the truth, where one was given.
 */
accuracy: Array<RaterAccuracy> | null, 
/**
 * Names the snapshot of reference labels (a project's).
 */
reference_revision: number | null, };

/**
 * Agreement of the open project.
 */
export type AgreementRequest = { 
/**
 * With the matrix of pairs.
 */
pairs?: boolean, 
/**
 * With each class against the rest.
 */
per_class?: boolean, 
/**
 * How different classes count; not at all (nominal) where left out.
 */
weights?: AgreementWeights, 
/**
 * A table of item and label (a handle): adds each rater's accuracy. Never shown to an aggregation.
 */
truth?: string, };

/**
 * How much two different classes count as agreeing.
 */
export type AgreementWeights = "nominal" | "ordinal" | "linear" | "quadratic" | "interval" | "ratio";

/**
 * The value given to one question.
 */
export type Answer = { 
/**
 * Which question.
 */
question: number, 
/**
 * The class chosen (single choice).
 */
class: number, };

/**
 * The program.
 */
export type AppInfo = { 
/**
 * As in Cargo.toml.
 */
version: string, 
/**
 * The name of whoever is logged in to this machine, as a proposal.
 */
user_name: string, 
/**
 * Where a new project goes when nobody says otherwise, for people.
 */
default_folder: string, };

/**
 * A rule in force.
 */
export type AssignmentRule = { 
/**
 * Row id.
 */
id: number, 
/**
 * A metadata field, by row id; none: every item.
 */
field: number | null, 
/**
 * Its name.
 */
field_name: string | null, 
/**
 * The value that the field has.
 */
field_value: string | null, 
/**
 * Who may, or must.
 */
attribute: Attribute, 
/**
 * So many of an item's judgments at least; none: only such raters.
 */
at_least: number | null, 
/**
 * When it was made, in milliseconds since 1970 UTC.
 */
made_at: number, };

/**
 * Something known of a person, such as language = es.
 */
export type Attribute = { 
/**
 * Such as `language`; case does not matter.
 */
name: string, 
/**
 * Such as `es`; case does not matter.
 */
value: string, };

/**
 * One audit with its counts.
 */
export type Audit = { 
/**
 * Row id.
 */
id: number, 
/**
 * As shown.
 */
name: string, 
/**
 * Makes the draw repeatable.
 */
seed: number, 
/**
 * Labels drawn.
 */
size: number, 
/**
 * Labels there were to draw from.
 */
population: number, 
/**
 * Judged so far.
 */
judged: number, 
/**
 * Of them contradicted by the blind look.
 */
defects: number, 
/**
 * The snapshot of reference labels that was drawn from.
 */
reference_revision: number, 
/**
 * When it was drawn, in milliseconds since 1970 UTC.
 */
made_at: number, 
/**
 * Who drew it.
 */
person: string, 
/**
 * What it was drawn by; none for a free number of labels.
 */
plan: KeptPlan | null, 
/**
 * The rejected audit that this one repeats after rework.
 */
again_of: number | null, 
/**
 * The audit that repeats this one.
 */
followed_by: number | null, };

/**
 * What the plan of an audit is to hold.
 */
export type AuditAim = { 
/**
 * LTPD: a share of wrong labels that must not be accepted.
 */
tolerable: number, 
/**
 * AQL: a share of wrong labels that has to be accepted.
 */
good: number, 
/**
 * Chance of rejecting a lot at `good`, at most.
 */
producer_risk: number, 
/**
 * Chance of accepting a lot at `tolerable`, at most.
 */
consumer_risk: number, };

/**
 * Asks for the certificate of an audit.
 */
export type AuditCertificate = { 
/**
 * Row id.
 */
audit: number, 
/**
 * The target (a handle).
 */
file: string, };

/**
 * A new audit: either a number of labels or a plan.
 */
export type AuditCreate = { 
/**
 * As shown.
 */
name: string, 
/**
 * Labels to draw, without a verdict.
 */
size?: number, 
/**
 * What the plan is to hold. Under the name of a rejected audit it repeats that one, with a fresh draw.
 */
plan?: AuditAim, 
/**
 * Makes the draw repeatable; drawn where left out.
 */
seed?: number, };

/**
 * An item to look at, without its label.
 */
export type AuditItem = { 
/**
 * Place in the draw.
 */
position: number, 
/**
 * What to look at.
 */
item: Item, };

/**
 * A blind look.
 */
export type AuditJudge = { 
/**
 * Row id of the audit.
 */
audit: number, 
/**
 * Which item of the draw.
 */
position: number, 
/**
 * What the look says, by class id.
 */
class: number, };

/**
 * Asks for the smallest plan.
 */
export type AuditPlanRequest = { 
/**
 * What it is to hold.
 */
aim: AuditAim, 
/**
 * Labels in the lot; the reference labels there are where left out.
 */
lot?: number, };

/**
 * The smallest plan: draw `items`, accept the lot with at most `acceptance` wrong ones.
 */
export type AuditPlanned = { 
/**
 * Labels in the lot.
 */
lot: number, 
/**
 * n.
 */
items: number, 
/**
 * c.
 */
acceptance: number, 
/**
 * At the tolerable rate, rounded up to whole labels.
 */
tolerable: CurvePoint, 
/**
 * At the good rate, rounded down to whole labels.
 */
good: CurvePoint, 
/**
 * From no wrong labels to beyond the tolerable rate.
 */
curve: Array<CurvePoint>, };

/**
 * An audit in the list of all.
 */
export type AuditRow = { 
/**
 * With its counts.
 */
audit: Audit, 
/**
 * As in [`AuditView`].
 */
verdict: Verdict | null, 
/**
 * As in [`AuditView`].
 */
error_rate: Figure, };

/**
 * How many labels someone thinks of drawing.
 */
export type AuditSize = { 
/**
 * Labels to draw.
 */
size: number, };

/**
 * Where an audit stands. The labels are not in it until they have been judged.
 */
export type AuditView = { 
/**
 * With its counts.
 */
audit: Audit, 
/**
 * Of a plan.
 */
verdict: Verdict | null, 
/**
 * Share of labels that are wrong: of a free draw so far, with Wilson's interval; of a plan when every drawn label
 * is judged, exact where much of the lot was drawn.
 */
error_rate: Figure, 
/**
 * The next item to look at.
 */
next: AuditItem | null, 
/**
 * Labels that were contradicted.
 */
defects: Array<Defect>, };

/**
 * Items with a fixed overlap, drawn at random.
 */
export type Calibration = { 
/**
 * How many items.
 */
items: number, 
/**
 * Judgments of each.
 */
judgments: number, };

/**
 * Items whose leading posterior lies in one range.
 */
export type CalibrationBin = { 
/**
 * Lower end, excluded.
 */
lower: number, 
/**
 * Upper end, included.
 */
upper: number, 
/**
 * Mean posterior.
 */
confidence: number, 
/**
 * How often the leading class is true.
 */
accuracy: Figure, };

/**
 * Why raters disagreed, as the lead sees it.
 */
export type Cause = "guideline_gap" | "ambiguous_item" | "rater_error" | "bad_item" | "subjective";

/**
 * What a check found.
 */
export type CheckReport = { 
/**
 * Nothing is wrong.
 */
ok: boolean, 
/**
 * What is wrong.
 */
findings: Array<Finding>, };

/**
 * A possible answer.
 */
export type Class = { 
/**
 * Stable row id; judgments point at it, so a rename keeps them.
 */
id: number, 
/**
 * As written in files.
 */
key: string, 
/**
 * As shown.
 */
name: string, 
/**
 * What belongs here.
 */
description: string, 
/**
 * The key that chooses it: one lower-case letter or digit.
 */
hotkey: string | null, 
/**
 * `#rrggbb`.
 */
colour: string, };

/**
 * A class as a person writes it; `id` names the class that is changed, none adds one.
 */
export type ClassDraft = { 
/**
 * The class that this changes.
 */
id?: number, 
/**
 * As written in files; the name where empty.
 */
key?: string, 
/**
 * As shown; the key where empty.
 */
name?: string, 
/**
 * What belongs here.
 */
description?: string, 
/**
 * One letter or digit; proposed where empty.
 */
hotkey?: string, 
/**
 * `#rrggbb`; proposed where empty.
 */
colour?: string, };

/**
 * One class of a run.
 */
export type ClassMetric = { 
/**
 * Class key.
 */
class: string, 
/**
 * Items with this reference label.
 */
support: number, 
/**
 * Items predicted so.
 */
predicted: number, 
/**
 * Of the items predicted so, how many are.
 */
precision: Figure, 
/**
 * Of the items that are, how many were found.
 */
recall: Figure, 
/**
 * 2TP / (2TP + FP + FN).
 */
f1: Figure, };

/**
 * One class against the rest.
 */
export type ClassView = { 
/**
 * The class.
 */
class: string, 
/**
 * Judgments that chose it.
 */
labels: number, 
/**
 * Given that one rater chose it, how often another did.
 */
specific_agreement: CoefficientFigure, 
/**
 * Each coefficient, this class against the rest.
 */
coefficients: Array<CoefficientFigure>, };

/**
 * A coefficient of agreement.
 */
export type CoefficientFigure = { 
/**
 * Stable: `percent_agreement`, `cohen_kappa_mean`, `fleiss_kappa`, `krippendorff_alpha`, ...
 */
name: string, 
/**
 * None where it is undefined.
 */
value: number | null, 
/**
 * Lower end of the 95 % interval; none where no honest one can be given.
 */
lower: number | null, 
/**
 * Upper end.
 */
upper: number | null, 
/**
 * Items used.
 */
n_items: number, 
/**
 * Raters used.
 */
n_raters: number, 
/**
 * Judgments used.
 */
n_judgments: number, 
/**
 * Why there is no value, in words.
 */
undefined_because: string | null, 
/**
 * How the interval was made.
 */
method: string | null, 
/**
 * Why there is no interval though there is a value, in words.
 */
unreliable_because: string | null, };

/**
 * A column with its first values.
 */
export type ColumnPreview = { 
/**
 * As in the file.
 */
name: string, 
/**
 * From the first rows.
 */
samples: Array<string | null>, };

/**
 * A comment on an item.
 */
export type CommentSet = { 
/**
 * Row id of the item.
 */
item: number, 
/**
 * Empty removes it.
 */
body: string, };

/**
 * One item in the queue.
 */
export type Conflict = { 
/**
 * Row id of the item.
 */
item: number, 
/**
 * External key.
 */
key: string, 
/**
 * Votes of the leading class.
 */
votes: number, 
/**
 * Votes in all.
 */
n: number, 
/**
 * Entropy of the votes in bits; the queue runs from the highest.
 */
entropy: number, 
/**
 * Votes for each class, by class id, most first.
 */
split: Array<[number, number]>, 
/**
 * The class decided on, where decided.
 */
decided: number | null, };

/**
 * Which conflicts.
 */
export type ConflictFilter = { 
/**
 * The decided ones instead of the open ones.
 */
decided: boolean, 
/**
 * At most this many.
 */
limit: number, };

/**
 * The queue, worst first.
 */
export type ConflictList = { 
/**
 * Without a decision.
 */
open: number, 
/**
 * With one.
 */
decided: number, 
/**
 * Worst first.
 */
conflicts: Array<Conflict>, };

/**
 * Which method.
 */
export type ConsensusChoose = { 
/**
 * `majority`, `gold-weighted`, `dawid-skene`, `one-coin`, `glad` or `mace`.
 */
method: string, };

/**
 * How a project's consensus was made.
 */
export type ConsensusFit = { 
/**
 * `majority`, `dawid-skene`, ...
 */
method: string, 
/**
 * Natural logarithm; of the judgments under the fitted model.
 */
log_likelihood: number | null, 
/**
 * Iterations of the fit.
 */
iterations: number | null, 
/**
 * Gold items that the fit knew.
 */
gold: number, 
/**
 * The posteriors were raised to 1 / temperature, because gold showed how far they can be believed.
 */
temperature: number | null, 
/**
 * And mixed with this share of even ones.
 */
lapse: number | null, 
/**
 * Items with a judgment.
 */
items: number, 
/**
 * Judgments behind it.
 */
judgments: number, 
/**
 * When, in milliseconds since 1970 UTC.
 */
made_at: number, 
/**
 * Items whose judgments changed since: the votes decide on them until the next fit.
 */
changed_since: number, };

/**
 * The aggregated label of an item.
 */
export type ConsensusLabel = { 
/**
 * External key.
 */
item: string, 
/**
 * None at a tie.
 */
label: string | null, 
/**
 * Share of the votes of the leading class; its posterior, of a method that has one.
 */
confidence: number, 
/**
 * Votes.
 */
n: number, 
/**
 * `majority`, `dawid-skene`, ...
 */
method: string, };

/**
 * Consensus of a table of judgments.
 */
export type ConsensusOfTable = { 
/**
 * The table.
 */
table: TableRequest, 
/**
 * What of it.
 */
wanted: ConsensusRequest, };

/**
 * Every item's label, and how right they are where a truth was given.
 */
export type ConsensusReport = { 
/**
 * `majority`, `dawid-skene`, ...
 */
method: string, 
/**
 * Items with a judgment.
 */
items: number, 
/**
 * Items with a single leading class.
 */
decided: number, 
/**
 * Mean confidence over the decided items.
 */
mean_confidence: number | null, 
/**
 * Decided items of each class, by class key, in the scheme's order.
 */
by_class: Array<[string, number]>, 
/**
 * One for each item with a judgment; empty where only the summary was asked for.
 */
labels: Array<ConsensusLabel>, 
/**
 * Items without a single leading class.
 */
ties: number, 
/**
 * Further answers of a rater on an item, left out.
 */
repeats: number, 
/**
 * Share right of the decided items that have a truth.
 */
accuracy: Figure | null, 
/**
 * The same over all items with a truth; a tie of k classes counts 1/k when it contains the truth.
 */
accuracy_ties_split: Figure | null, 
/**
 * Share of the items with a truth that are decided.
 */
coverage: Figure | null, 
/**
 * Natural logarithm; of the judgments under the fitted model, where the method has one.
 */
log_likelihood: number | null, 
/**
 * Iterations of the fit.
 */
iterations: number | null, 
/**
 * Whether the fit came to rest.
 */
converged: boolean | null, 
/**
 * Gold items that the method knew; those scored against a truth are never held to it.
 */
gold: number, 
/**
 * The posteriors were raised to 1 / temperature, because gold showed how far they can be believed.
 */
temperature: number | null, 
/**
 * And mixed with this share of even ones: how often raters err together, as gold shows.
 */
lapse: number | null, 
/**
 * How far the posteriors can be believed, where a truth was given.
 */
calibration: Calibration | null, 
/**
 * What the method says of each rater, where asked for and where it says something.
 */
raters: Array<RaterConfusion> | null, 
/**
 * The class keys, in order.
 */
classes: Array<string>, 
/**
 * The fit that the project's reference labels come from; none where the votes decide.
 */
in_force: ConsensusFit | null, };

/**
 * Consensus of the open project.
 */
export type ConsensusRequest = { 
/**
 * `majority`, `gold-weighted`, `dawid-skene`, `one-coin`, `glad` or `mace`; where left out, what the project takes its
 * reference labels from, and for a table the majority.
 */
method?: string, 
/**
 * A table of item and label (a handle), to score against; never shown to the aggregation.
 */
truth?: string, 
/**
 * A table of item and label (a handle) that the aggregation may know; the project's gold where left out.
 */
gold?: string, 
/**
 * False: the summary only, without a row for each item.
 */
labels?: boolean, 
/**
 * With what the method says of each rater.
 */
raters?: boolean, };

/**
 * The numbers of the frame and of the overview.
 */
export type Counts = { 
/**
 * Items whose import is done.
 */
items: number, 
/**
 * Answers that stand, skips aside.
 */
judgments: number, 
/**
 * Skips that stand.
 */
skips: number, 
/**
 * People with the rater role or with judgments.
 */
raters: number, 
/**
 * Items with a known answer.
 */
gold: number, 
/**
 * Items with as many judgments as the policy wants.
 */
complete: number, 
/**
 * Items with a reference label.
 */
references: number, 
/**
 * Conflicts without a decision.
 */
conflicts: number, 
/**
 * Conflicts and others that a lead decided.
 */
adjudicated: number, 
/**
 * Runs.
 */
runs: number, 
/**
 * Tags.
 */
tags: number, 
/**
 * Audits.
 */
audits: number, 
/**
 * Imports that did not finish; their rows are not visible.
 */
unfinished_imports: number, };

/**
 * One point of the operating characteristic.
 */
export type CurvePoint = { 
/**
 * Share of wrong labels in the lot, a whole number of labels.
 */
error_rate: number, 
/**
 * Chance that the lot is accepted.
 */
accept: number, 
/**
 * Expected number of looks when the audit stops as soon as its verdict is certain.
 */
expected_judged: number, };

/**
 * A label that the blind look contradicted.
 */
export type Defect = { 
/**
 * The item.
 */
item: number, 
/**
 * External key.
 */
key: string, 
/**
 * The label drawn, by class id.
 */
reference: number, 
/**
 * Where it came from.
 */
source: string, 
/**
 * What the look said, by class id.
 */
judged: number, 
/**
 * The label is another by now, or a lead has decided on it since the look.
 */
reworked: boolean, };

/**
 * The two strata rows are drawn from.
 */
export type DrawFrom = "wrong" | "right";

/**
 * Rows to draw by chance.
 */
export type DrawRows = { 
/**
 * The run.
 */
run: number, 
/**
 * From which stratum.
 */
from: DrawFrom, 
/**
 * How many.
 */
size: number, 
/**
 * Makes the draw repeatable; drawn where left out.
 */
seed?: number, };

/**
 * What was drawn.
 */
export type Drawn = { 
/**
 * Rows drawn now.
 */
drawn: number, 
/**
 * Draws the same rows from the same state.
 */
seed: number, };

/**
 * An event as the screens list it.
 */
export type Event = { 
/**
 * Row id.
 */
id: number, 
/**
 * Who.
 */
person: number | null, 
/**
 * The command's name.
 */
command: string, 
/**
 * What a person reads.
 */
summary: string, 
/**
 * The kind of thing changed.
 */
subject: string, 
/**
 * Which one.
 */
subject_id: number | null, 
/**
 * When, in milliseconds since 1970 UTC.
 */
made_at: number, };

/**
 * An export.
 */
export type ExportRequest = { 
/**
 * What.
 */
what: ExportWhat, 
/**
 * The run, by row id, for the sheet and the priorities.
 */
run?: number, 
/**
 * Which rows of the sheet; all where left out.
 */
query?: Query, 
/**
 * How different classes count, for the agreement.
 */
weights?: AgreementWeights, 
/**
 * Round-trips; else cells that a spreadsheet would run as formulas are neutralised.
 */
exact: boolean, 
/**
 * Where to (a handle); beside the project where left out.
 */
file?: string, };

/**
 * What to export.
 */
export type ExportWhat = "judgments" | "labels" | "raters" | "agreement" | "sheet" | "priorities";

/**
 * What was written.
 */
export type Exported = { 
/**
 * The file.
 */
file: FileHandle, 
/**
 * Rows, the header aside.
 */
rows: number, };

/**
 * A row that was not taken.
 */
export type Fault = { 
/**
 * 1-based line of the file where the row begins.
 */
line: number, 
/**
 * The column, where it is one column's fault.
 */
column: string | null, 
/**
 * Stable.
 */
code: string, 
/**
 * What is wrong and what to do.
 */
message: string, };

/**
 * A metadata field.
 */
export type Field = { 
/**
 * Row id; its values stand in column `f<id>`.
 */
id: number, 
/**
 * As in the file it came from.
 */
name: string, };

/**
 * A column of items that has no role of its own.
 */
export type FieldMap = { 
/**
 * As in the file.
 */
column: string, 
/**
 * As in the project.
 */
name: string, 
/**
 * What becomes of it.
 */
role: FieldRole, };

/**
 * What becomes of a column that has no role of its own.
 */
export type FieldRole = "content" | "metadata" | "ignored";

/**
 * A number with its 95 % interval and sample size, or why there is none.
 */
export type Figure = { 
/**
 * None where it is undefined.
 */
value: number | null, 
/**
 * Lower end of the 95 % interval; none where no honest one can be given.
 */
lower: number | null, 
/**
 * Upper end.
 */
upper: number | null, 
/**
 * What it was made from.
 */
n: number, 
/**
 * How the interval was made.
 */
method: string | null, 
/**
 * Why there is no value, in words.
 */
undefined_because: string | null, 
/**
 * Why there is no interval though there is a value, in words.
 */
unreliable_because: string | null, };

/**
 * A file that a person chose. The interface holds the handle, never the path.
 */
export type FileHandle = { 
/**
 * Names the file in requests.
 */
handle: string, 
/**
 * The last part of the path, for people.
 */
name: string, 
/**
 * The folder it lies in, for people.
 */
folder: string, 
/**
 * Size; 0 where it does not exist yet.
 */
bytes: number, 
/**
 * A folder, not a file.
 */
is_folder: boolean, };

/**
 * What a check found.
 */
export type Finding = { 
/**
 * What was looked at.
 */
what: string, 
/**
 * What is wrong.
 */
message: string, };

/**
 * Every rater against gold.
 */
export type GoldReport = { 
/**
 * Items with a known answer.
 */
gold_items: number, 
/**
 * Raters by name.
 */
raters: Array<GoldView>, };

/**
 * A rater against gold.
 */
export type GoldView = { 
/**
 * Name.
 */
rater: string, 
/**
 * Made up.
 */
simulated: boolean, 
/**
 * Gold items judged.
 */
n: number, 
/**
 * Of them right.
 */
right: number, 
/**
 * Share right with Wilson's interval.
 */
accuracy: Figure, };

/**
 * The instructions, ready to show.
 */
export type GuidelineView = { 
/**
 * From 1; 0 where there are none.
 */
version: number, 
/**
 * Markdown.
 */
body: string, 
/**
 * Sanitised HTML.
 */
html: string, 
/**
 * When it was published, in milliseconds since 1970 UTC.
 */
made_at: number, };

/**
 * An own judgment with its item.
 */
export type HistoryEntry = { 
/**
 * What was said.
 */
judgment: Judgment, 
/**
 * About what.
 */
item: Item, };

/**
 * A page of own judgments.
 */
export type HistoryPage = { 
/**
 * Older than this judgment; the newest where left out.
 */
before?: number, 
/**
 * At most this many.
 */
limit: number, };

/**
 * Sanitised HTML.
 */
export type HtmlText = { 
/**
 * Sanitised.
 */
html: string, };

/**
 * What a file holds.
 */
export type ImportKind = "items" | "gold" | "judgments" | "predictions" | "sheet";

/**
 * Which column is what; each by its name in the file.
 */
export type ImportMapping = { 
/**
 * The item's key.
 */
key?: string, 
/**
 * Who judged.
 */
rater?: string, 
/**
 * The answer, or the known answer.
 */
label?: string, 
/**
 * The model's answer.
 */
prediction?: string, 
/**
 * The score of the model's answer.
 */
score?: string, 
/**
 * The item's split.
 */
split?: string, 
/**
 * Path of the item's picture, relative to the file.
 */
image?: string, 
/**
 * Why the known answer is right.
 */
explanation?: string, 
/**
 * When it was judged.
 */
time?: string, 
/**
 * Active time in milliseconds.
 */
active_ms?: string, 
/**
 * Version of the instructions.
 */
guideline_version?: string, 
/**
 * Free text of the rater, or the comment of a sheet.
 */
note?: string, 
/**
 * Whether the rater passed.
 */
skipped?: string, 
/**
 * Whether the rater was in doubt.
 */
unsure?: string, 
/**
 * `label` or `gold`: why the item was put before the rater.
 */
purpose?: string, 
/**
 * What becomes of the other columns (items).
 */
fields: Array<FieldMap>, 
/**
 * Columns of scores (predictions).
 */
scores: Array<ScoreMap>, };

/**
 * What a file looks like.
 */
export type ImportPreview = { 
/**
 * What it probably holds.
 */
kind: ImportKind, 
/**
 * `csv`, `jsonl` or `folder`.
 */
shape: string, 
/**
 * As read; empty for a folder.
 */
encoding: string, 
/**
 * As detected; none where there is none.
 */
delimiter: string | null, 
/**
 * Size; for a folder of all its pictures.
 */
bytes: number, 
/**
 * Pictures in a folder.
 */
files: number | null, 
/**
 * Columns with their first values.
 */
columns: Array<ColumnPreview>, 
/**
 * Which column probably is what.
 */
mapping: ImportMapping, 
/**
 * A name for the run, for predictions.
 */
run: string, };

/**
 * What an import came to.
 */
export type ImportReport = { 
/**
 * Rows read.
 */
read: number, 
/**
 * Rows taken, unchanged ones included.
 */
accepted: number, 
/**
 * Rows refused.
 */
rejected: number, 
/**
 * Accepted rows that were there already.
 */
unchanged: number, 
/**
 * The first rejected rows.
 */
faults: Array<Fault>, 
/**
 * Names the whole list for `import_rejected_save`; none where nothing was rejected.
 */
rejected_list: string | null, 
/**
 * The run, for predictions.
 */
run: string | null, };

/**
 * An import.
 */
export type ImportRequest = { 
/**
 * The file or folder (a handle).
 */
file: string, 
/**
 * What it holds.
 */
kind: ImportKind, 
/**
 * Which column is what; guessed where left out.
 */
mapping?: ImportMapping, 
/**
 * Changes to the guess, target to column: `key` to `item`, or a field's name to its column.
 */
map?: { [key in string]: string }, 
/**
 * Where the guess is wrong: `windows-1252`, `shift_jis`, ...
 */
encoding?: string, 
/**
 * Where the guess is wrong: one character.
 */
delimiter?: string, 
/**
 * Name of the run (predictions); the file's name where left out.
 */
run?: string, 
/**
 * Take rows that differ from what is there as corrections.
 */
update?: boolean, 
/**
 * Refuse the whole file when any row is rejected.
 */
strict?: boolean, 
/**
 * Make items that are not there yet.
 */
create_items?: boolean, 
/**
 * Where to write the rejected rows (a handle).
 */
rejected?: string, };

/**
 * What a rater sees of an item.
 */
export type Item = { 
/**
 * Row id.
 */
id: number, 
/**
 * External key.
 */
key: string, 
/**
 * The content fields in order, name to text (or any JSON value).
 */
fields: Record<string, unknown>, 
/**
 * The picture.
 */
media: MediaRef | null, };

/**
 * An order in force.
 */
export type ItemOrder = { 
/**
 * What comes first.
 */
by: OrderBy, 
/**
 * Open items that it put in order.
 */
items: number, 
/**
 * Since when, in milliseconds since 1970 UTC.
 */
made_at: number, 
/**
 * Items that came since; they follow.
 */
came_since: number, };

/**
 * Everything about one item that a lead or analyst may see.
 */
export type ItemView = { 
/**
 * What to look at.
 */
item: Item, 
/**
 * All standing judgments, oldest first.
 */
judgments: Array<Judgment>, 
/**
 * The standing decision.
 */
decision: Adjudication | null, 
/**
 * What is taken as true now.
 */
reference: ReferenceLabel | null, 
/**
 * The acceptable answers, by class id, where the item is gold.
 */
gold: Array<number>, 
/**
 * With adaptive overlap: why the item gets another judgment, or why it has enough.
 */
stopping: string | null, 
/**
 * Further judgments that leads asked for, with the reasons, newest first.
 */
requeued: Array<[number, string]>, };

/**
 * Names a job.
 */
export type JobId = { 
/**
 * The job.
 */
job: string, };

/**
 * Where a job stands.
 */
export type JobState = "running" | "done" | "failed" | "cancelled";

/**
 * A job as the interface sees it.
 */
export type JobStatus = { 
/**
 * Where it stands.
 */
state: JobState, 
/**
 * A stable word for what it is doing.
 */
phase: string, 
/**
 * Units done.
 */
done: number, 
/**
 * Units in all, 0 where unknown.
 */
total: number, 
/**
 * The answer once done; its shape is that of the command that started the job.
 */
result: unknown, 
/**
 * Why it failed.
 */
error: WireError | null, };

/**
 * One standing judgment with all that belongs to it.
 */
export type Judgment = { 
/**
 * Row id.
 */
id: number, 
/**
 * The item.
 */
item: number, 
/**
 * Its external key.
 */
item_key: string, 
/**
 * Who.
 */
person: number, 
/**
 * Name.
 */
rater: string, 
/**
 * The class chosen; none for a skip.
 */
class: number | null, 
/**
 * The class's key as written in files.
 */
label: string | null, 
/**
 * Why the item was put before the rater (not shown to raters).
 */
purpose: string, 
/**
 * When, in milliseconds since 1970 UTC, where known.
 */
made_at: number | null, 
/**
 * Active time in milliseconds, where known.
 */
active_ms: number | null, 
/**
 * Under which instructions; none where unknown.
 */
guideline_version: number | null, 
/**
 * Passed.
 */
skipped: boolean, 
/**
 * In doubt.
 */
unsure: boolean, 
/**
 * Free text.
 */
note: string, 
/**
 * Whether it enters agreement and consensus.
 */
counted: boolean, };

/**
 * The plan that an audit was drawn by.
 */
export type KeptPlan = { 
/**
 * LTPD: the share of errors that must not be accepted.
 */
tolerable: number, 
/**
 * AQL: the share of errors that has to be accepted.
 */
good: number, 
/**
 * Chance of rejecting a lot at `good`, at most.
 */
producer_risk: number, 
/**
 * Chance of accepting a lot at `tolerable`, at most.
 */
consumer_risk: number, 
/**
 * c: the most defects at which the lot is accepted.
 */
acceptance: number, 
/**
 * 0 for the first audit of the name; the same seed draws others in each round.
 */
round: number, };

/**
 * A correction of an own judgment.
 */
export type LabelRevise = { 
/**
 * The judgment that this one corrects.
 */
judgment: number, 
/**
 * What the rater says now.
 */
said: Said, };

/**
 * One label.
 */
export type LabelSubmit = { 
/**
 * Which offer.
 */
assignment: number, 
/**
 * Made by the sender (a UUID): sending the same one again changes nothing.
 */
uid: string, 
/**
 * What the rater says.
 */
said: Said, };

/**
 * Whether an item has a tag. No mark stored is `unseen`.
 */
export type Mark = "yes" | "no" | "unseen";

/**
 * What marking would do.
 */
export type MarkPreview = { 
/**
 * Rows chosen.
 */
rows: number, 
/**
 * Of them not marked so yet.
 */
changes: number, };

/**
 * Marks for rows of a view.
 */
export type MarkRows = { 
/**
 * The view.
 */
view: number, 
/**
 * Its revision.
 */
revision: number, 
/**
 * Row ranges from 0, the end not included.
 */
ranges: Array<[number, number]>, 
/**
 * The tag.
 */
tag: number, 
/**
 * What to mark.
 */
mark: Mark, };

/**
 * Markdown to show or to publish.
 */
export type MarkdownText = { 
/**
 * Markdown.
 */
body: string, };

/**
 * What marking did.
 */
export type Marked = { 
/**
 * Rows chosen.
 */
rows: number, 
/**
 * Marks that changed; one undo step.
 */
changed: number, };

/**
 * A picture or other media of an item.
 */
export type MediaRef = { 
/**
 * Names the content on the media protocol.
 */
id: string, 
/**
 * From the allow list.
 */
mime: string, 
/**
 * In pixels.
 */
width: number, 
/**
 * In pixels.
 */
height: number, };

/**
 * CUSUM over the hidden gold.
 */
export type MonitorRule = { 
/**
 * p0: an accuracy that is good enough.
 */
acceptable: number, 
/**
 * p1: an accuracy that must be noticed.
 */
unacceptable: number, 
/**
 * Golds after which a rater of p0 is paused on average.
 */
run_length: number, };

/**
 * Names an audit.
 */
export type OnAudit = { 
/**
 * Row id.
 */
audit: number, };

/**
 * Names an event.
 */
export type OnEvent = { 
/**
 * Row id.
 */
event: number, };

/**
 * Names a file that a person chose.
 */
export type OnFile = { 
/**
 * The handle.
 */
file: string, };

/**
 * Names an item.
 */
export type OnItem = { 
/**
 * Row id.
 */
item: number, };

/**
 * Names a rule.
 */
export type OnRule = { 
/**
 * Row id.
 */
rule: number, };

/**
 * Names a run.
 */
export type OnRun = { 
/**
 * Row id.
 */
run: number, };

/**
 * What comes first.
 */
export type OrderBy = { "by": "random" } | { "by": "import" } | { "by": "priority", 
/**
 * The field, by row id.
 */
field: number, } | { "by": "disagreement" } | { "by": "model", 
/**
 * The run, by row id.
 */
run: number, 
/**
 * Sure by what.
 */
measure: Sureness, };

/**
 * A new order.
 */
export type OrderSet = { 
/**
 * What comes first.
 */
order: OrderBy, };

/**
 * The open project, as the frame shows it.
 */
export type Overview = { 
/**
 * Stable across copies.
 */
uid: string, 
/**
 * As shown.
 */
name: string, 
/**
 * File name, for people.
 */
file_name: string, 
/**
 * Folder, for people.
 */
folder: string, 
/**
 * Nothing can be changed.
 */
read_only: boolean, 
/**
 * What a person should know about where the file lies.
 */
warning: string | null, 
/**
 * What raters are asked.
 */
question: Question, 
/**
 * How work is handed out.
 */
policy: Policy, 
/**
 * Version of the instructions in force; 0 where there are none.
 */
guideline_version: number, 
/**
 * The numbers.
 */
counts: Counts, 
/**
 * Everyone.
 */
people: Array<Person>, 
/**
 * Names the snapshot of reference labels behind every figure.
 */
reference_revision: number, };

/**
 * A rater's own record.
 */
export type Pace = { 
/**
 * Own judgments that stand.
 */
judgments: number, 
/**
 * Own skips.
 */
skips: number, 
/**
 * Active time in milliseconds.
 */
active_ms: number, 
/**
 * Own judgments in the last hour.
 */
last_hour: number, 
/**
 * Items that still want a judgment from anyone and are not on offer, hidden gold aside.
 */
items_open: number, };

/**
 * One pair of raters.
 */
export type PairView = { 
/**
 * Index into `raters`.
 */
a: number, 
/**
 * Index into `raters`.
 */
b: number, 
/**
 * Share of shared items on which they agree.
 */
agreement: number, 
/**
 * Cohen's kappa over the items both judged; `n` is their number.
 */
kappa: Figure, 
/**
 * The agreement that their class shares alone would give.
 */
by_chance: number, 
/**
 * The largest kappa that their class shares allow.
 */
max_kappa: number | null, 
/**
 * Two classes: how far one class prevails, which lowers kappa.
 */
prevalence_index: number | null, 
/**
 * Two classes: how far one of them uses a class more, which raises kappa.
 */
bias_index: number | null, 
/**
 * Two classes: kappa adjusted for both.
 */
pabak: number | null, 
/**
 * Why kappa may look odd beside the agreement, in one line.
 */
odd_because: string | null, };

/**
 * A rater whom hidden gold paused.
 */
export type PausedRater = { 
/**
 * Name.
 */
rater: string, 
/**
 * `qualification` (the sequential test failed) or `monitor` (the sum rose to its limit).
 */
by: string, 
/**
 * Gold answered until then.
 */
golds: number, 
/**
 * Of them right.
 */
right: number, 
/**
 * Of all recorded answers to items that are no gold: share right.
 */
accuracy: Figure, };

/**
 * Someone who works on a project.
 */
export type Person = { 
/**
 * Row id in this file.
 */
id: number, 
/**
 * Stable across files.
 */
uid: string, 
/**
 * As shown; unique in the project.
 */
name: string, 
/**
 * What the person may do.
 */
roles: Array<Role>, 
/**
 * A made-up rater of the sample project.
 */
simulated: boolean, };

/**
 * A new person.
 */
export type PersonAdd = { 
/**
 * As shown; unique.
 */
name: string, 
/**
 * What the person may do.
 */
roles: Array<Role>, };

/**
 * What is known of a person.
 */
export type PersonAttributes = { 
/**
 * Who, by uid.
 */
person: string, 
/**
 * All of it; it replaces what was known.
 */
attributes: Array<Attribute>, };

/**
 * Someone who sits down at this machine.
 */
export type PersonEnter = { 
/**
 * As shown; made a lead, rater and analyst on first use.
 */
name: string, };

/**
 * Other roles for a person.
 */
export type PersonRoles = { 
/**
 * Who, by uid.
 */
uid: string, 
/**
 * What the person may do from now on.
 */
roles: Array<Role>, };

/**
 * SVG as text or PNG as base64.
 */
export type Picture = { "svg": string } | { "png": string };

/**
 * A drawn chart.
 */
export type PictureSave = { 
/**
 * The target (a handle).
 */
file: string, 
/**
 * What it is.
 */
content: Picture, };

/**
 * How work is handed out and when judgments make a consensus.
 */
export type Policy = { 
/**
 * Independent judgments wanted for each item; with adaptive overlap the fewest.
 */
judgments_per_item: number, 
/**
 * Share of served items that are hidden gold, 0 to 0.5.
 */
gold_share: number, 
/**
 * Whether a rater may skip.
 */
skip_allowed: boolean, 
/**
 * A leading class makes a consensus when it stands alone and holds at least this share of the votes.
 */
consensus_share: number, 
/**
 * Seconds until an item that was offered and not judged goes to someone else.
 */
lease_seconds: number, 
/**
 * Time without a key or pointer movement beyond this many seconds is not counted as work.
 */
idle_seconds: number, 
/**
 * Rules that only some projects need.
 */
rules: WorkRules, };

/**
 * A file to look at.
 */
export type PreviewRequest = { 
/**
 * The file or folder (a handle).
 */
file: string, 
/**
 * What it holds; guessed where left out.
 */
kind?: ImportKind, 
/**
 * Where the guess is wrong.
 */
encoding?: string, 
/**
 * Where the guess is wrong.
 */
delimiter?: string, };

/**
 * Every tag of a run, in the default order: by HLP gain where it can be had, else by the zero-error ceiling.
 */
export type PrioritiesReport = { 
/**
 * The run.
 */
run: string, 
/**
 * Predicted items with a reference label.
 */
n: number, 
/**
 * Of them wrong.
 */
errors: number, 
/**
 * Wrong rows drawn by chance so far.
 */
drawn_wrong: number, 
/**
 * Right rows drawn by chance so far.
 */
drawn_right: number, 
/**
 * The tags.
 */
rows: Array<PriorityRow>, 
/**
 * Names the snapshot of reference labels.
 */
reference_revision: number, };

/**
 * One tag.
 */
export type PriorityRow = { 
/**
 * The tag with its importance, ease and human-level figure.
 */
tag: Tag, 
/**
 * What fraction of the errors has it: e_t / E.
 */
share_of_errors: Figure, 
/**
 * What fraction of the items with it is wrong: e_t / n_t.
 */
miss_rate: Figure, 
/**
 * What fraction of all items has it: n_t / N.
 */
share_of_items: Figure, 
/**
 * Points of accuracy gained if every error with it went away: e_t / N.
 */
zero_error_ceiling: Figure, 
/**
 * Accuracy on items with it.
 */
accuracy: Figure, 
/**
 * Human-level accuracy less accuracy, signed; none where no human-level figure is set.
 */
gap: Figure | null, 
/**
 * Points gained if the tag reached human level: gap times n_t / N.
 */
hlp_gain: Figure | null, 
/**
 * Wrong rows as looked at.
 */
wrong: StratumView, 
/**
 * Right rows as looked at.
 */
right: StratumView, };

/**
 * A new project.
 */
export type ProjectCreate = { 
/**
 * As shown.
 */
name: string, 
/**
 * Where the file goes (a handle); the default folder where left out.
 */
file?: string, 
/**
 * What raters are asked.
 */
scheme: SchemeDraft, 
/**
 * The instructions, Markdown.
 */
guideline?: string, 
/**
 * How work is handed out.
 */
policy?: Policy, 
/**
 * Who makes it and becomes its first lead.
 */
person: string, };

/**
 * Which project to open, and how.
 */
export type ProjectOpen = { 
/**
 * The handle.
 */
file: string, 
/**
 * Never write to it, as while another program holds it.
 */
read_only?: boolean, };

/**
 * A new name.
 */
export type ProjectRename = { 
/**
 * As shown.
 */
name: string, };

/**
 * Wald's sequential test between two accuracies, truncated.
 */
export type QualificationRule = { 
/**
 * p0: an accuracy that should pass.
 */
acceptable: number, 
/**
 * p1: an accuracy that should fail.
 */
unacceptable: number, 
/**
 * Chance that p0 fails, over all attempts.
 */
alpha: number, 
/**
 * Chance that p1 passes, over all attempts.
 */
beta: number, 
/**
 * Golds after which an attempt ends undecided.
 */
most_golds: number, 
/**
 * How often a rater may try, each time with fresh gold.
 */
attempts: number, };

/**
 * Which rows of the error sheet, and in what order. Only `store` turns it into SQL.
 */
export type Query = { 
/**
 * A filter line such as `pred != label and prob > 0.9`; see [`crate::parse_filter`].
 */
filter?: string, 
/**
 * By what the rows are ordered; ties by the order of import.
 */
sort: Array<Sort>, };

/**
 * Something asked about each item.
 */
export type Question = { 
/**
 * Row id.
 */
id: number, 
/**
 * As written in files.
 */
key: string, 
/**
 * As shown to the rater.
 */
text: string, 
/**
 * The kind of answer.
 */
kind: QuestionKind, 
/**
 * The classes in order.
 */
classes: Array<Class>, };

/**
 * What kind of answer a question wants.
 */
export type QuestionKind = "single";

/**
 * What is on offer to the rater, first the one in view, and the rater's own record.
 */
export type Queue = { 
/**
 * At most two; empty when there is nothing left for this rater.
 */
tasks: Array<Task>, 
/**
 * The rater's own record.
 */
pace: Pace, };

/**
 * A rater against the truth given.
 */
export type RaterAccuracy = { 
/**
 * Name.
 */
rater: string, 
/**
 * Share right with Wilson's interval.
 */
accuracy: Figure, };

/**
 * What a method says of one rater.
 */
export type RaterConfusion = { 
/**
 * Name.
 */
rater: string, 
/**
 * Judgments.
 */
n: number, 
/**
 * Expected share right, over classes as often as the method finds them.
 */
accuracy: number, 
/**
 * Probability of each label (columns) given each true class (rows), in the order of `classes`.
 */
matrix: Array<Array<number>>, };

/**
 * How far one rater agrees with oneself.
 */
export type RaterSelfAgreement = { 
/**
 * Name.
 */
rater: string, 
/**
 * Share of the items answered twice with the same class.
 */
same: Figure, 
/**
 * Kappa of second against first answers.
 */
kappa: Figure, };

/**
 * A project that was open before.
 */
export type RecentProject = { 
/**
 * The project's name when it was last open.
 */
name: string, 
/**
 * The file.
 */
file: FileHandle, };

/**
 * The label the rest of the program takes as true.
 */
export type ReferenceLabel = { 
/**
 * Class id.
 */
class: number, 
/**
 * `adjudication`, `gold` or `consensus`.
 */
source: ReferenceSource, 
/**
 * 1 for decisions and gold, the share of the votes for consensus.
 */
confidence: number, };

/**
 * Where a reference label came from, strongest first.
 */
export type ReferenceSource = "adjudication" | "gold" | "consensus";

/**
 * Where to save the rejected rows.
 */
export type RejectedSave = { 
/**
 * From the report.
 */
rejected_list: string, 
/**
 * The target (a handle).
 */
file: string, };

/**
 * Own items offered again after a wash-out.
 */
export type Repeats = { 
/**
 * Share of served items, 0 to 0.2.
 */
share: number, 
/**
 * Seconds that must have passed.
 */
after_seconds: number, 
/**
 * Items that the rater must have judged since.
 */
after_items: number, };

/**
 * The same of a table of judgments.
 */
export type ReplayOfTable = { 
/**
 * The table.
 */
table: TableRequest, 
/**
 * What of it.
 */
wanted: ReplayRequest, };

/**
 * What fewer judgments would have cost.
 */
export type ReplayRequest = { 
/**
 * A table of item and label (a handle), to score against; a project's gold where left out.
 */
truth?: string, 
/**
 * Random orders to average over; 20 where left out.
 */
repeats?: number, 
/**
 * Draws the orders; the project's where left out.
 */
seed?: number, };

/**
 * What one rule costs and gives.
 */
export type ReplayedRule = { 
/**
 * `fixed-1`, `fixed-3`, `fixed-5`, `all`, `adaptive`.
 */
rule: string, 
/**
 * Judgments drawn for each item, mean over items and orders.
 */
judgments_per_item: number, 
/**
 * Of the label by Dawid-Skene against the truth; a tie of k classes counts 1/k.
 */
accuracy: Figure, 
/**
 * Mean posterior minus accuracy: above 0 is over-confident.
 */
calibration_error: number, 
/**
 * Lower end of its 95 % interval.
 */
calibration_error_lower: number | null, 
/**
 * Upper end.
 */
calibration_error_upper: number | null, 
/**
 * Accuracy minus that of all judgments, paired by item.
 */
difference: Figure, };

/**
 * Further judgments of items.
 */
export type RequeueItems = { 
/**
 * Row ids of the items.
 */
items: Array<number>, 
/**
 * Judgments beyond the policy's number, 1 to 100.
 */
extra: number, 
/**
 * Why; it stands beside the item.
 */
reason: string, };

/**
 * How many items are asked for again.
 */
export type Requeued = { 
/**
 * Items.
 */
items: number, 
/**
 * The event that undo names.
 */
event: number, };

/**
 * What a person may do in a project. A person may hold several.
 */
export type Role = "rater" | "lead" | "analyst";

/**
 * A rule as it is made.
 */
export type RuleDraft = { 
/**
 * A metadata field, by row id; every item where left out.
 */
field?: number, 
/**
 * The items whose field has this value; case matters.
 */
field_value?: string, 
/**
 * Who may, or must.
 */
attribute: Attribute, 
/**
 * So many of an item's judgments at least; left out: only such raters.
 */
at_least?: number, };

/**
 * What a rule touches.
 */
export type RuleReach = { 
/**
 * Items it holds for.
 */
items: number, 
/**
 * Of them those that want a judgment.
 */
open: number, 
/**
 * Raters with the attribute.
 */
raters: number, 
/**
 * All raters.
 */
of_raters: number, };

/**
 * One run.
 */
export type Run = { 
/**
 * Row id.
 */
id: number, 
/**
 * Unique in the project.
 */
name: string, 
/**
 * Items predicted.
 */
predictions: number, 
/**
 * Of them with a reference label: what accuracy is about.
 */
n: number, 
/**
 * Of them wrong.
 */
errors: number, 
/**
 * When its predictions came in, in milliseconds since 1970 UTC.
 */
made_at: number, };

/**
 * A run against the reference labels.
 */
export type RunReport = { 
/**
 * Row id.
 */
run_id: number, 
/**
 * The run.
 */
run: string, 
/**
 * Predicted items with a reference label.
 */
n: number, 
/**
 * Of them wrong.
 */
errors: number, 
/**
 * Predicted items without a reference label; in no figure.
 */
unscored: number, 
/**
 * Share right.
 */
accuracy: Figure, 
/**
 * Class keys, in the order of the rows and columns of `confusion`.
 */
classes: Array<string>, 
/**
 * Class ids in the same order.
 */
class_ids: Array<number>, 
/**
 * Rows are reference labels, columns predictions.
 */
confusion: Array<Array<number>>, 
/**
 * Each class.
 */
per_class: Array<ClassMetric>, 
/**
 * Mean F1 of the classes where it is defined.
 */
macro_f1: Figure, 
/**
 * Names the snapshot of reference labels.
 */
reference_revision: number, };

/**
 * Names a run.
 */
export type RunRequest = { 
/**
 * Row id.
 */
run: number, };

/**
 * What a rater says about an item.
 */
export type Said = { 
/**
 * One for each question; empty for a skip.
 */
answers: Array<Answer>, 
/**
 * The rater passes.
 */
skipped?: boolean, 
/**
 * The rater doubts.
 */
unsure?: boolean, 
/**
 * Free text.
 */
note?: string, 
/**
 * Time at work on it, idle time capped, in milliseconds.
 */
active_ms?: number, };

/**
 * Where the sample goes.
 */
export type SampleCreate = { 
/**
 * The file (a handle); the default folder where left out.
 */
file?: string, 
/**
 * Who makes it.
 */
person: string, };

/**
 * A scheme with one single-choice question, as a person writes it (also the form of `scheme.json`).
 */
export type SchemeDraft = { 
/**
 * What the rater is asked.
 */
question?: string, 
/**
 * The classes in order.
 */
classes: Array<ClassDraft>, };

/**
 * A column of scores.
 */
export type ScoreMap = { 
/**
 * As in the file.
 */
column: string, 
/**
 * Key or name of the class.
 */
class: string, };

/**
 * How far raters agree with themselves, over items that they answered twice.
 */
export type SelfAgreementView = { 
/**
 * Share of the pairs of rater and item with the same answer; `n` such pairs.
 */
pooled: Figure, 
/**
 * Kappa of second against first answers.
 */
kappa: Figure, 
/**
 * Each rater with such an item.
 */
raters: Array<RaterSelfAgreement>, };

/**
 * Whose judgments.
 */
export type SetAside = { 
/**
 * The rater, by uid.
 */
person: string, 
/**
 * Those given at or after this, in milliseconds since 1970 UTC; all where left out.
 */
since?: number, };

/**
 * How many judgments are concerned.
 */
export type SetAsideCount = { 
/**
 * Judgments from ordinary work that count now.
 */
judgments: number, };

/**
 * Which rows, in what order.
 */
export type SheetOpen = { 
/**
 * The run.
 */
run: number, 
/**
 * Filter and order.
 */
query: Query, };

/**
 * A page of a view.
 */
export type SheetPage = { 
/**
 * The view.
 */
view: number, 
/**
 * Its revision.
 */
revision: number, 
/**
 * First row, from 0.
 */
start: number, 
/**
 * At most this many, up to 1000.
 */
count: number, };

/**
 * A row of the sheet.
 */
export type SheetRow = { 
/**
 * Row id of the item.
 */
item: number, 
/**
 * External key.
 */
key: string, 
/**
 * The beginning of its text.
 */
text: string, 
/**
 * Content id of its picture.
 */
media: string | null, 
/**
 * Split.
 */
split: string | null, 
/**
 * Class id of the reference label.
 */
label: number | null, 
/**
 * Where the reference label came from.
 */
source: string | null, 
/**
 * 1 for decisions and gold; for a consensus its share of the votes or its posterior.
 */
confidence: number | null, 
/**
 * `majority`, `dawid-skene`, ... behind a consensus.
 */
method: string | null, 
/**
 * Class id predicted.
 */
prediction: number, 
/**
 * Score of the predicted class.
 */
score: number | null, 
/**
 * Whether the prediction equals the reference label; none where there is none.
 */
correct: boolean | null, 
/**
 * Drawn by chance to be looked at.
 */
drawn: boolean, 
/**
 * Free text.
 */
comment: string, 
/**
 * Tag id and whether yes (else no), for the tags that were looked at.
 */
marks: Array<[number, boolean]>, 
/**
 * One for each metadata field, in order.
 */
metadata: (string | number | null)[], };

/**
 * Rows of a page.
 */
export type SheetRows = { 
/**
 * Of the view they belong to.
 */
revision: number, 
/**
 * In order.
 */
rows: Array<SheetRow>, };

/**
 * What an undo or redo did.
 */
export type SheetUndo = { 
/**
 * What was taken back or done again, in words; none where there was nothing.
 */
summary: string | null, };

/**
 * A view that was opened.
 */
export type SheetView = { 
/**
 * Names the view.
 */
view: number, 
/**
 * Pages and bulk commands name it too.
 */
revision: number, 
/**
 * Rows in it.
 */
rows: number, };

/**
 * What raters see of their own record.
 */
export type ShownToRaters = { 
/**
 * The known answer and its explanation, right after a missed gold.
 */
gold_feedback: boolean, 
/**
 * Items an hour.
 */
pace: boolean, 
/**
 * Items without a long break.
 */
streak: boolean, 
/**
 * Gold right of gold seen.
 */
gold_record: boolean, };

/**
 * Recorded judgments and the rules to try.
 */
export type SimulateTable = { 
/**
 * The judgments: item, rater, label.
 */
table: TableRequest, 
/**
 * A table of item and label (a handle): the known answers.
 */
truth: string, 
/**
 * How work is handed out; where left out, 2 judgments of an item, up to 10 while its posterior is below .95, a tenth
 * of all items hidden gold, and the rules for raters of accuracy .85 and .65.
 */
policy?: Policy, 
/**
 * Share of the items with a known answer that are hidden gold and not scored, 0 to 0.9; a fifth where left out.
 */
gold?: number, 
/**
 * Draws the gold and whose turn it is; 1 where left out.
 */
seed?: number, 
/**
 * The judgments of a paused rater are set aside, as a lead may do.
 */
set_aside?: boolean, };

/**
 * A method's labels against the known answers.
 */
export type SimulatedAccuracy = { 
/**
 * `majority`, `dawid-skene`, ...
 */
method: string, 
/**
 * From the judgments that were asked for; a tie of k classes counts 1/k.
 */
accuracy: Figure, 
/**
 * From all recorded judgments.
 */
of_all: Figure, };

/**
 * What the rules would have come to.
 */
export type SimulationReport = { 
/**
 * Recorded items that are no gold.
 */
items: number, 
/**
 * Items that served as hidden gold.
 */
gold_items: number, 
/**
 * Recorded raters.
 */
raters: number, 
/**
 * Recorded judgments of the items that are no gold.
 */
recorded: number, 
/**
 * Of them those that were asked for.
 */
judgments: number, 
/**
 * Of these those that were set aside.
 */
set_aside: number, 
/**
 * Share of all that was asked for.
 */
share: number, 
/**
 * Judgments asked for, mean over the items.
 */
per_item: number, 
/**
 * Answers to hidden gold.
 */
gold_answers: number, 
/**
 * Items that wanted one more judgment when the record had no more to give.
 */
unfinished: number, 
/**
 * Labels against the known answers.
 */
accuracy: Array<SimulatedAccuracy>, 
/**
 * Raters whose qualification was passed on hidden gold.
 */
passed: number, 
/**
 * Their answers to items that are no gold, all recorded ones: share right.
 */
passed_accuracy: Figure, 
/**
 * Raters that were paused.
 */
paused: Array<PausedRater>, 
/**
 * The same share of the paused ones.
 */
paused_accuracy: Figure, 
/**
 * And of those neither passed nor paused.
 */
open_accuracy: Figure, 
/**
 * The rules that were tried.
 */
policy: Policy, 
/**
 * Drew it.
 */
seed: number, };

/**
 * One key of the order.
 */
export type Sort = { 
/**
 * A column as the filter line names it.
 */
column: string, 
/**
 * Largest first.
 */
descending: boolean, };

/**
 * How the rows of one stratum were looked at for a tag.
 */
export type StratumView = { 
/**
 * Rows in it.
 */
size: number, 
/**
 * Rows that count for the estimate.
 */
seen: number, 
/**
 * Of them with the tag.
 */
yes: number, 
/**
 * `all`, `random`, `unfinished`, `hand_picked` or `none`.
 */
looked: string, };

/**
 * What tells how sure a model is.
 */
export type Sureness = "top_score" | "margin";

/**
 * A table of judgments, without a project.
 */
export type TableRequest = { 
/**
 * The table (a handle).
 */
file: string, 
/**
 * Changes to the guess of columns: `item`, `rater`, `label` to column.
 */
map?: { [key in string]: string }, 
/**
 * Where the guess is wrong.
 */
encoding?: string, 
/**
 * Where the guess is wrong.
 */
delimiter?: string, };

/**
 * A named property of an item that may explain errors.
 */
export type Tag = { 
/**
 * Row id in this file.
 */
id: number, 
/**
 * Stable across files.
 */
uid: string, 
/**
 * Unique in the project, whatever the case.
 */
name: string, 
/**
 * One of the class colours, `#rrggbb`.
 */
colour: string, 
/**
 * The key that toggles it in the sheet.
 */
hotkey: string | null, 
/**
 * 1 (little) to 5 (much): what the errors of this tag cost.
 */
importance: number | null, 
/**
 * 1 (hard) to 5 (easy): how easy a remedy seems.
 */
ease: number | null, 
/**
 * Human-level accuracy on items with the tag, 0 to 1, set by hand.
 */
hlp: number | null, 
/**
 * Number of judgments behind `hlp`, where known.
 */
hlp_n: number | null, 
/**
 * Free text.
 */
note: string, };

/**
 * A new tag.
 */
export type TagCreate = { 
/**
 * Unique in the project, whatever the case.
 */
name: string, };

/**
 * A change to a tag: a field left out stays as it is, null empties it.
 */
export type TagEdit = { 
/**
 * New name.
 */
name?: string, 
/**
 * New colour.
 */
colour?: string, 
/**
 * New hotkey.
 */
hotkey: string | null, 
/**
 * New importance.
 */
importance: number | null, 
/**
 * New ease.
 */
ease: number | null, 
/**
 * New human-level accuracy.
 */
hlp: number | null, 
/**
 * New number behind it.
 */
hlp_n: number | null, 
/**
 * New note.
 */
note?: string, };

/**
 * A changed tag.
 */
export type TagUpdate = { 
/**
 * Row id.
 */
tag: number, 
/**
 * What changes.
 */
edit: TagEdit, };

/**
 * An item on offer. Nothing in it tells gold from ordinary work.
 */
export type Task = { 
/**
 * Names the offer in `label_submit`.
 */
assignment: number, 
/**
 * What to look at.
 */
item: Item, };

/**
 * What an undo did.
 */
export type Undone = { 
/**
 * False where there was nothing to take back.
 */
undone: boolean, 
/**
 * What is on offer now.
 */
queue: Queue, };

/**
 * Which item an undo brought back.
 */
export type UndoneItem = { 
/**
 * None where there was nothing to take back.
 */
item: number | null, };

/**
 * What a plan says of the lot.
 */
export type Verdict = "accepted" | "rejected" | "undecided";

/**
 * An error as it crosses the bridge. The interface never matches on the message.
 */
export type WireError = { 
/**
 * Stable.
 */
code: string, 
/**
 * For people.
 */
message: string, 
/**
 * What a program needs beside the message.
 */
details: unknown, };

/**
 * Rules of the work beyond the plain ones. Each is off where it is left out.
 */
export type WorkRules = { 
/**
 * One more judgment while an item is in doubt; none: every item gets the same number.
 */
adaptive: Adaptive | null, 
/**
 * Items drawn at random with an overlap of their own, for an agreement that adaptive overlap does not bias.
 */
calibration: Calibration | null, 
/**
 * Own items offered again, for the agreement of a rater with oneself.
 */
repeats: Repeats | null, 
/**
 * Work only for those who accepted the guideline in force.
 */
accept_guideline: boolean, 
/**
 * Gold with an immediate explanation that a rater answers before any other; 0: no practice.
 */
practice: number, 
/**
 * The test before work; none: everyone works.
 */
qualification: QualificationRule | null, 
/**
 * When hidden gold pauses a rater; none: never.
 */
monitor: MonitorRule | null, 
/**
 * What raters see of their own record.
 */
shown: ShownToRaters, };

/** Every command. */
export interface Commands {
  /** The program: version and proposals for a first project. */
  app_info: { request: null; response: AppInfo };
  /** Projects that were open before. */
  recent_list: { request: null; response: Array<RecentProject> };
  /** Where a job stands. */
  job_status: { request: JobId; response: JobStatus };
  /** Asks a job to stop. */
  job_cancel: { request: JobId; response: null };
  /** Makes a project and opens it. */
  project_create: { request: ProjectCreate; response: Overview };
  /** Makes the sample project and opens it. */
  sample_create: { request: SampleCreate; response: Overview };
  /** Opens a project. */
  project_open: { request: ProjectOpen; response: Overview };
  /** Closes the open project. */
  project_close: { request: null; response: null };
  /** The open project: name, question, policy, people, numbers. */
  project_overview: { request: null; response: Overview };
  /** Renames the project. */
  project_rename: { request: ProjectRename; response: null };
  /** Writes a complete copy while the project is in use. */
  project_copy: { request: OnFile; response: FileHandle };
  /** Looks whether the file is sound and every kept figure equals a recount. */
  project_check: { request: null; response: CheckReport };
  /** What was done, newest first. */
  event_list: { request: null; response: Array<Event> };
  /** Takes back what an event did. */
  event_undo: { request: OnEvent; response: null };
  /** Fills the gaps of a scheme (keys, hotkeys, colours) and says what is wrong with it. */
  scheme_check: { request: SchemeDraft; response: Question };
  /** Changes the classes; those with an id keep their judgments. */
  scheme_update: { request: SchemeDraft; response: Question };
  /** Changes how work is handed out. */
  policy_update: { request: Policy; response: Policy };
  /** The instructions in force. */
  guideline_get: { request: null; response: GuidelineView };
  /** Publishes a new version of the instructions. */
  guideline_publish: { request: MarkdownText; response: GuidelineView };
  /** Renders Markdown as the guideline will be shown. */
  guideline_preview: { request: MarkdownText; response: HtmlText };
  /** Everyone. */
  person_list: { request: null; response: Array<Person> };
  /** Adds a person. */
  person_add: { request: PersonAdd; response: Person };
  /** Someone sits down; made a lead on first use. */
  person_enter: { request: PersonEnter; response: Person };
  /** Changes what a person may do. */
  person_roles: { request: PersonRoles; response: Person };
  /** What is known of each person, such as a language. */
  person_attributes_list: { request: null; response: Array<PersonAttributes> };
  /** Puts other attributes in place of a person's. */
  person_attributes_set: { request: PersonAttributes; response: PersonAttributes };
  /** The rules on who may judge what. */
  assignment_rule_list: { request: null; response: Array<AssignmentRule> };
  /** How many items and raters a rule would touch. */
  assignment_rule_preview: { request: RuleDraft; response: RuleReach };
  /** Puts a rule in force. */
  assignment_rule_add: { request: RuleDraft; response: AssignmentRule };
  /** Takes a rule out of force. */
  assignment_rule_retire: { request: OnRule; response: null };
  /** In which order open items are offered; none: the seeded one. */
  order_get: { request: null; response: ItemOrder | null };
  /** Puts the open items in another order, as a job; its result is an ItemOrder. */
  order_set: { request: OrderSet; response: JobId };
  /** Asks for further judgments of items. */
  requeue_items: { request: RequeueItems; response: Requeued };
  /** How many of a rater's judgments would be set aside. */
  judgments_set_aside_preview: { request: SetAside; response: SetAsideCount };
  /** Sets a rater's judgments aside: they count no more, and their items are open again. */
  judgments_set_aside: { request: SetAside; response: SetAsideCount };
  /** What a file looks like, and which column probably is what. */
  import_preview: { request: PreviewRequest; response: ImportPreview };
  /** Starts an import; the job's result is an `ImportReport`. */
  import_start: { request: ImportRequest; response: JobId };
  /** Saves the rows that an import rejected. */
  import_rejected_save: { request: RejectedSave; response: null };
  /** What is on offer to the rater. */
  label_queue: { request: null; response: Queue };
  /** How many items the rater can still judge; walks the open items. */
  label_left: { request: null; response: number };
  /** Open items that rules keep for other raters; walks the open items. */
  label_kept: { request: null; response: number };
  /** Takes one label in and offers the next item. */
  label_submit: { request: LabelSubmit; response: Queue };
  /** Takes the rater's newest label back. */
  label_undo: { request: null; response: Undone };
  /** Corrects an own judgment. */
  label_revise: { request: LabelRevise; response: null };
  /** Gives back what is on offer. */
  label_release: { request: null; response: null };
  /** Own judgments, newest first. */
  label_history: { request: HistoryPage; response: Array<HistoryEntry> };
  /** All coefficients of agreement. */
  quality_agreement: { request: AgreementRequest; response: AgreementReport };
  /** One label for each item. */
  quality_consensus: { request: ConsensusRequest; response: ConsensusReport };
  /** Fits a method and takes the reference labels from it, as a job; its result is a ConsensusFit. */
  consensus_choose: { request: ConsensusChoose; response: JobId };
  /** What fewer judgments would have cost, as a job; its result is a list of ReplayedRule. */
  quality_replay: { request: ReplayRequest; response: JobId };
  /** Every rater against gold. */
  quality_gold: { request: null; response: GoldReport };
  /** Agreement of a table of judgments, without a project. */
  table_agreement: { request: AgreementOfTable; response: AgreementReport };
  /** Consensus of a table of judgments, without a project. */
  table_consensus: { request: ConsensusOfTable; response: ConsensusReport };
  /** What fewer judgments of a table would have cost, as a job. */
  table_replay: { request: ReplayOfTable; response: JobId };
  /** Gives recorded judgments again through the assignment of work, as a job; its result is a SimulationReport. */
  table_simulate: { request: SimulateTable; response: JobId };
  /** The lead's queue, worst first. */
  conflict_list: { request: ConflictFilter; response: ConflictList };
  /** One item with its judgments, decision and reference label. */
  item_get: { request: OnItem; response: ItemView };
  /** Decides on an item. */
  adjudicate: { request: Adjudicate; response: null };
  /** Takes the lead's newest decision back. */
  adjudicate_undo: { request: null; response: UndoneItem };
  /** Every run. */
  run_list: { request: null; response: Array<Run> };
  /** A run against the reference labels. */
  run_report: { request: OnRun; response: RunReport };
  /** The metadata fields, in the order of a sheet row's values. */
  field_list: { request: null; response: Array<Field> };
  /** Opens a view of the sheet. */
  sheet_open: { request: SheetOpen; response: SheetView };
  /** A page of a view. */
  sheet_rows: { request: SheetPage; response: SheetRows };
  /** Takes back the newest change in the sheet. */
  sheet_undo: { request: null; response: SheetUndo };
  /** Does again what was taken back. */
  sheet_redo: { request: null; response: SheetUndo };
  /** Every tag. */
  tag_list: { request: null; response: Array<Tag> };
  /** Makes a tag. */
  tag_create: { request: TagCreate; response: Tag };
  /** Changes a tag. */
  tag_update: { request: TagUpdate; response: Tag };
  /** How many rows a marking would change. */
  mark_preview: { request: MarkRows; response: MarkPreview };
  /** Marks rows of a view; one undo step. */
  mark_rows: { request: MarkRows; response: Marked };
  /** Writes a comment. */
  comment_set: { request: CommentSet; response: null };
  /** Draws rows by chance to be looked at. */
  rows_draw: { request: DrawRows; response: Drawn };
  /** What to fix next. */
  priorities_get: { request: RunRequest; response: PrioritiesReport };
  /** Every audit. */
  audit_list: { request: null; response: Array<AuditRow> };
  /** How exactly an audit of this size would tell an error rate of 5 %. */
  audit_foresee: { request: AuditSize; response: Figure };
  /** The smallest plan for the labels there are, and what it would do; changes nothing. */
  audit_plan: { request: AuditPlanRequest; response: AuditPlanned };
  /** Where an audit stands. */
  audit_get: { request: OnAudit; response: AuditView };
  /** Draws an audit. */
  audit_create: { request: AuditCreate; response: AuditView };
  /** Writes a blind look. */
  audit_judge: { request: AuditJudge; response: AuditView };
  /** Takes the newest look back. */
  audit_undo: { request: OnAudit; response: AuditView };
  /** Writes what an audit found, and how, to a file that a person chose. */
  audit_certificate: { request: AuditCertificate; response: FileHandle };
  /** Writes a drawn chart to a file that a person chose. */
  picture_save: { request: PictureSave; response: FileHandle };
  /** Starts an export; the job's result is `Exported`. */
  export_start: { request: ExportRequest; response: JobId };
}
