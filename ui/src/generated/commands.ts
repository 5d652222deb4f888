// Made by `npm run generate` from the command table; do not edit.

/**
 * How many alarms are active.
 */
export type ActiveAlarms = { 
/**
 * 0 where no limit is set.
 */
active: number, };

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
 * Agreement over time.
 */
export type AgreementOverTime = { 
/**
 * Oldest first; empty where too few items have two judgments with a time.
 */
windows: Array<AgreementWindow>, 
/**
 * When the guideline changed, on the same axis.
 */
guidelines: Array<GuidelineMark>, 
/**
 * Items with two or more judgments that have a time: what the windows are of.
 */
items: number, 
/**
 * Items with two or more judgments of which one has no known time: they are in no window.
 */
untimed: number, 
/**
 * Overlap is adaptive: only the calibration items are used, as the others would bias it.
 */
calibration_only: boolean, };

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
 * Items completed one after another.
 */
export type AgreementWindow = { 
/**
 * Place of its first item in the order of completion, from 0.
 */
first: number, 
/**
 * Items.
 */
items: number, 
/**
 * When its first item got its newest judgment, in milliseconds since 1970 UTC.
 */
from: number, 
/**
 * When its last item got its newest judgment.
 */
to: number, 
/**
 * Krippendorff's alpha, unweighted.
 */
alpha: CoefficientFigure, 
/**
 * Percent agreement.
 */
percent: CoefficientFigure, };

/**
 * One figure against its limit.
 */
export type AlarmCheck = { 
/**
 * What is held against the limit.
 */
kind: AlarmKind, 
/**
 * The rater or group it is about; empty where it is about all.
 */
subject: string, 
/**
 * The rater, by row id.
 */
person: number | null, 
/**
 * The grouping that the group belongs to.
 */
grouping: string | null, 
/**
 * The figure.
 */
figure: Figure, 
/**
 * The limit; none for a group, which is held against the other groups.
 */
limit: number | null, 
/**
 * What it says.
 */
state: AlarmState, 
/**
 * Corrected for all looks; none for counts.
 */
adjusted_p: number | null, };

/**
 * What is held against a limit.
 */
export type AlarmKind = "agreement" | "gold" | "skips" | "per_day" | "group" | "conflicts" | "cost";

/**
 * Each is off where it is left out.
 */
export type AlarmLimits = { 
/**
 * Krippendorff's alpha of the newest items, -1 to 1.
 */
agreement_below?: number, 
/**
 * A rater's share of gold right, 0 to 1.
 */
gold_below?: number, 
/**
 * A rater's share of skips, 0 to 1.
 */
skips_above?: number, 
/**
 * Judgments a day, days without work among them.
 */
per_day_below?: number, 
/**
 * A group of items is judged less than the others.
 */
group_behind: boolean, 
/**
 * Conflicts that wait for a decision.
 */
conflicts_above?: number, 
/**
 * What was spent, in the currency.
 */
cost_above?: number, };

/**
 * What a check says.
 */
export type AlarmState = "alarm" | "undecided" | "fine" | "no_figure";

/**
 * The checks.
 */
export type Alarms = { 
/**
 * Alarms first, then what is undecided, then what is fine.
 */
checks: Array<AlarmCheck>, 
/**
 * Alarms.
 */
active: number, 
/**
 * Estimates that were held against a limit at this look: what the correction is for.
 */
looks: number, };

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
 * Balance of classes.
 */
export type ClassBalance = { 
/**
 * In the order of the scheme.
 */
classes: Array<ClassShare>, 
/**
 * Of the raters with most judgments; each cell that could be tested is in the correction.
 */
deviations: Array<ClassDeviation>, 
/**
 * Raters in `deviations`, most judgments first.
 */
raters: Array<string>, };

/**
 * How much more often a rater gives a class than others do on the same items.
 */
export type ClassDeviation = { 
/**
 * Row id of the rater.
 */
person: number, 
/**
 * Name.
 */
rater: string, 
/**
 * Class id.
 */
class: number, 
/**
 * Share of this rater's judgments minus the share of the others' on the same items, -1 to 1.
 */
difference: Figure, 
/**
 * Two-sided p value, adjusted for all cells (Benjamini-Hochberg); none where the difference cannot be tested.
 */
adjusted_p: number | null, };

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
 * A class.
 */
export type ClassShare = { 
/**
 * Class id.
 */
class: number, 
/**
 * Of the reference labels; Wilson.
 */
references: Figure, 
/**
 * Of all judgments of ordinary work.
 */
judgments: Figure, };

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
 * Coverage of groups.
 */
export type Coverage = { 
/**
 * Metadata fields with 2 to 20 values, then attributes of raters.
 */
groupings: Array<CoverageGrouping>, 
/**
 * Groups that were tested: what the correction is for.
 */
tested: number, 
/**
 * How.
 */
method: string, };

/**
 * One group.
 */
export type CoverageGroup = { 
/**
 * The value they share; empty where it is missing.
 */
value: string, 
/**
 * Items or raters in it.
 */
size: number, 
/**
 * Items: share with a judgment. Raters: their share of all judgments, where the raters are known, which is no
 * estimate and has no interval.
 */
judged: Figure, 
/**
 * Items: share complete; none for raters.
 */
complete: Figure | null, 
/**
 * Judgments by raters of the group; none for items.
 */
judgments: number | null, 
/**
 * One-sided p value that a group lies as far behind by chance, adjusted for all groups (Benjamini-Hochberg).
 */
adjusted_p: number, 
/**
 * Adjusted p below .05.
 */
behind: boolean, };

/**
 * A field or an attribute.
 */
export type CoverageGrouping = { 
/**
 * What is grouped.
 */
kind: CoverageKind, 
/**
 * Name of the field or attribute.
 */
name: string, 
/**
 * In order of value.
 */
groups: Array<CoverageGroup>, };

/**
 * What is grouped.
 */
export type CoverageKind = "items" | "raters";

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
 * The whole screen.
 */
export type Dashboard = { 
/**
 * When it was made, in milliseconds since 1970 UTC.
 */
made_at: number, 
/**
 * Names the snapshot of reference labels.
 */
reference_revision: number, 
/**
 * How far the work is, over time, and when it will be done.
 */
progress: WorkProgress, 
/**
 * Active time for each judgment.
 */
time: TimeOnTask, 
/**
 * What it costs; none until a rate for each hour is set.
 */
cost: WorkCost | null, 
/**
 * Agreement in the order in which items were completed.
 */
agreement: AgreementOverTime, 
/**
 * Every rater, by name.
 */
raters: Array<RaterRow>, 
/**
 * How often each class is given.
 */
balance: ClassBalance, 
/**
 * Whether every group of items and of raters is represented.
 */
coverage: Coverage, 
/**
 * What asks for attention.
 */
alarms: Alarms, 
/**
 * What the lead set.
 */
settings: DashboardSettings, };

/**
 * What the dashboard is asked for.
 */
export type DashboardRequest = { 
/**
 * Where the asker's days begin, in minutes east of UTC; UTC where left out.
 */
utc_offset_minutes?: number, };

/**
 * Settings of the dashboard.
 */
export type DashboardSettings = { 
/**
 * What an hour of a rater's active time costs, in the currency.
 */
rate_per_hour?: number, 
/**
 * As written beside amounts; at most 8 characters.
 */
currency: string, 
/**
 * When to raise an alarm.
 */
alarms: AlarmLimits, };

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
 * A version of the guideline.
 */
export type GuidelineMark = { 
/**
 * From 1.
 */
version: number, 
/**
 * When it was published, in milliseconds since 1970 UTC.
 */
at: number, 
/**
 * Items of the windows that were completed before it.
 */
items_before: number, };

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
 * A group of items: those whose metadata field has a value.
 */
export type ItemGroup = { 
/**
 * The field.
 */
field: string, 
/**
 * The value as text; empty where it is missing.
 */
value: string, };

/**
 * Which items; each part that is given narrows.
 */
export type ItemPage = { 
/**
 * With this reference label, by class id.
 */
class?: number, 
/**
 * Of this group.
 */
group?: ItemGroup, 
/**
 * How far they have come.
 */
state?: ItemStateWanted, 
/**
 * With their newest judgment of ordinary work at this time or later, in milliseconds since 1970 UTC.
 */
from?: number, 
/**
 * With it before this time.
 */
to?: number, 
/**
 * After this item in order of import.
 */
after?: number, 
/**
 * At most this many, 500 in all.
 */
limit: number, };

/**
 * An item with where it stands.
 */
export type ItemRow = { 
/**
 * Row id.
 */
item: number, 
/**
 * External key.
 */
key: string, 
/**
 * The reference label, a class id.
 */
class: number | null, 
/**
 * `adjudication`, `gold` or `consensus`.
 */
source: string | null, 
/**
 * Counted judgments of ordinary work.
 */
judgments: number, 
/**
 * Judgments wanted.
 */
wanted: number, 
/**
 * Its judgments support no consensus, and nobody has decided.
 */
conflict: boolean, };

/**
 * A page of items, in order of import.
 */
export type ItemRows = { 
/**
 * In order of import.
 */
items: Array<ItemRow>, 
/**
 * There are more.
 */
more: boolean, };

/**
 * How far an item has come.
 */
export type ItemStateWanted = "unjudged" | "incomplete" | "complete" | "conflict" | "decided";

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
gold: Array<number>, };

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
 * Which judgments; each part that is given narrows.
 */
export type JudgmentPage = { 
/**
 * Whose, by row id.
 */
person?: number, 
/**
 * Of this class, by id.
 */
class?: number, 
/**
 * Made at this time or later, in milliseconds since 1970 UTC.
 */
from?: number, 
/**
 * Made before this time.
 */
to?: number, 
/**
 * Skips only, or answers only.
 */
skipped?: boolean, 
/**
 * Only those in doubt.
 */
unsure?: boolean, 
/**
 * Only those that missed a known answer.
 */
gold_missed?: boolean, 
/**
 * Older than this judgment; the newest where left out.
 */
before?: number, 
/**
 * At most this many, 500 in all.
 */
limit: number, };

/**
 * A page of judgments, newest first.
 */
export type JudgmentRows = { 
/**
 * Newest first.
 */
judgments: Array<Judgment>, 
/**
 * There are older ones.
 */
more: boolean, };

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
 * Names a run.
 */
export type OnRun = { 
/**
 * Row id.
 */
run: number, };

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
 * One step.
 */
export type ProgressPoint = { 
/**
 * When it begins, in milliseconds since 1970 UTC.
 */
at: number, 
/**
 * Judgments given in it, skips aside.
 */
judgments: number, 
/**
 * Skips in it.
 */
skips: number, 
/**
 * Items complete at its end.
 */
complete: number, 
/**
 * Items in conflict by their votes and not decided at its end.
 */
conflicts: number, 
/**
 * Items decided at its end.
 */
decided: number, };

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
 * A rater.
 */
export type RaterRow = { 
/**
 * Row id.
 */
person: number, 
/**
 * Name.
 */
rater: string, 
/**
 * Made up.
 */
simulated: boolean, 
/**
 * Judgments that stand, skips aside.
 */
judgments: number, 
/**
 * Skips of all that was answered; Wilson.
 */
skips: Figure, 
/**
 * Judgments in doubt; Wilson.
 */
unsure: Figure, 
/**
 * Seconds for a judgment.
 */
time: TimeSpread, 
/**
 * Right on gold; Wilson.
 */
gold: Figure, 
/**
 * Judgments that give the majority of the others on the item (leave one out); a tie of t counts 1/t.
 */
others: Figure, 
/**
 * Own items answered again alike.
 */
repeats: Figure, 
/**
 * Newest judgment of known time, in milliseconds since 1970 UTC.
 */
last_at: number | null, };

/**
 * What a rater gave in each step.
 */
export type RaterSeries = { 
/**
 * Row id; none where it stands for all others.
 */
person: number | null, 
/**
 * Name; empty where it stands for all others.
 */
rater: string, 
/**
 * For each point.
 */
judgments: Array<number>, };

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
 * What a person may do in a project. A person may hold several.
 */
export type Role = "rater" | "lead" | "analyst";

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
 * Active time of the judgments that gave one class.
 */
export type TimeOfClass = { 
/**
 * Class id.
 */
class: number, 
/**
 * Active time.
 */
time: TimeSpread, };

/**
 * Active time for each judgment, skips aside.
 */
export type TimeOnTask = { 
/**
 * Of all.
 */
all: TimeSpread, 
/**
 * By the class that was given, in the order of the scheme.
 */
classes: Array<TimeOfClass>, 
/**
 * Judgments without an active time, as imports often are.
 */
untimed: number, };

/**
 * Median and quartiles of the active time of a judgment, in seconds; idle time is capped when it is taken.
 */
export type TimeSpread = { 
/**
 * With the interval of order statistics.
 */
median: Figure, 
/**
 * A quarter takes less.
 */
lower_quartile: number | null, 
/**
 * A quarter takes longer.
 */
upper_quartile: number | null, };

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
 * What is left out of everything over time.
 */
export type UntimedWork = { 
/**
 * Judgments whose time is not known, or lies in the future.
 */
judgments: number, 
/**
 * Complete items that rest on such a judgment.
 */
items: number, };

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
 * Money. Amounts are in the currency of the settings.
 */
export type WorkCost = { 
/**
 * Active time that was paid, in milliseconds: also of skips, gold, and of what was corrected or taken back.
 */
active_ms: number, 
/**
 * What that cost; a sum, no estimate.
 */
spent: number, 
/**
 * Mean of a judgment.
 */
per_judgment: Figure, 
/**
 * Mean of a complete item whose every judgment has a time.
 */
per_complete_item: Figure, 
/**
 * What the judgments still to be given cost at the mean of a judgment; the interval is of that mean.
 */
to_come: Figure, 
/**
 * Spent and to come.
 */
in_all: Figure, 
/**
 * Judgments without an active time: their cost is in no amount.
 */
untimed: number, };

/**
 * When the work will be done.
 */
export type WorkForecast = { 
/**
 * At the mean pace, in milliseconds since 1970 UTC.
 */
at: number | null, 
/**
 * Lower end of the 95 % prediction interval.
 */
earliest: number | null, 
/**
 * Upper end; none where the pace cannot be told from standing still.
 */
latest: number | null, 
/**
 * Judgments of ordinary work a day, days without work among them.
 */
per_day: Figure, 
/**
 * Days looked at, today aside.
 */
days: number, 
/**
 * Of them with work.
 */
active_days: number, 
/**
 * How it was made.
 */
method: string, 
/**
 * Why there is none.
 */
undefined_because: string | null, };

/**
 * Where the work stands.
 */
export type WorkNow = { 
/**
 * Items that want ordinary judgments.
 */
items: number, 
/**
 * Gold beside them, kept for checks and tests: never complete.
 */
aside: number, 
/**
 * With as many judgments as are wanted.
 */
complete: number, 
/**
 * With fewer.
 */
open: number, 
/**
 * Conflicts that wait for a decision.
 */
conflicts: number, 
/**
 * Decided by a lead.
 */
decided: number, 
/**
 * With a reference label.
 */
references: number, 
/**
 * Judgments that stand, skips aside.
 */
judgments: number, 
/**
 * Judgments still to be given.
 */
remaining: number, };

/**
 * How far the work is.
 */
export type WorkProgress = { 
/**
 * Where it stands now.
 */
now: WorkNow, 
/**
 * Width of a step of the series, in milliseconds: an hour while the project is young, then a day or more.
 */
step_ms: number, 
/**
 * One for each step from the first to the last, without gaps. What stands now, told by when it came about: what was
 * taken back or corrected since is in none.
 */
points: Array<ProgressPoint>, 
/**
 * Judgments of each rater for each step, most first; the last one may stand for all others.
 */
raters: Array<RaterSeries>, 
/**
 * What has no place in time.
 */
untimed: UntimedWork, 
/**
 * When it will be done.
 */
forecast: WorkForecast, };

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
  /** How far the work is, what it costs, how good it is, and what asks for attention. */
  dashboard_get: { request: DashboardRequest; response: Dashboard };
  /** How many alarms are active. */
  dashboard_alarms: { request: DashboardRequest; response: ActiveAlarms };
  /** Sets the rate for an hour and the limits of the alarms. */
  dashboard_set: { request: DashboardSettings; response: DashboardSettings };
  /** Judgments behind a figure, newest first. */
  judgment_list: { request: JudgmentPage; response: JudgmentRows };
  /** Items behind a figure. */
  item_list: { request: ItemPage; response: ItemRows };
  /** Everyone. */
  person_list: { request: null; response: Array<Person> };
  /** Adds a person. */
  person_add: { request: PersonAdd; response: Person };
  /** Someone sits down; made a lead on first use. */
  person_enter: { request: PersonEnter; response: Person };
  /** Changes what a person may do. */
  person_roles: { request: PersonRoles; response: Person };
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
