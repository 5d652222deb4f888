// Made by `npm run generate` from the command table; do not edit.

/**
 * The version that was read.
 */
export type AcceptGuideline = { 
/**
 * Must still be in force.
 */
version: number, };

/**
 * What would be accepted.
 */
export type AcceptPreview = { 
/**
 * Items that the filter finds.
 */
matching: number, 
/**
 * Of them those whose leading class holds enough.
 */
items: number, 
/**
 * How many of them go to each class, by class id, most first.
 */
per_class: Array<[number, number]>, 
/**
 * Five of them, spread evenly over the order of import.
 */
sample: Array<AcceptRow>, };

/**
 * One item of a preview.
 */
export type AcceptRow = { 
/**
 * Row id of the item.
 */
item: number, 
/**
 * External key.
 */
key: string, 
/**
 * The beginning of its content.
 */
text: string, 
/**
 * The class it would get.
 */
class: number, 
/**
 * What the class holds: share of the votes, or posterior where a fit is in force.
 */
share: number, };

/**
 * How many alarms are active.
 */
export type ActiveAlarms = { 
/**
 * 0 where no limit is set.
 */
active: number, };

/**
 * What a person has done.
 */
export type Activity = { 
/**
 * Who.
 */
person: Person, 
/**
 * Answers that stand.
 */
judgments: number, 
/**
 * Skips that stand.
 */
skips: number, 
/**
 * Decisions that stand.
 */
decisions: number, 
/**
 * The newest event, in milliseconds since 1970 UTC; none where the person did nothing here.
 */
last_active: number | null, };

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
made_at: number, 
/**
 * The draw for human level that it was made in, blind; none for a decision on a conflict.
 */
draw: string | null, };

/**
 * What raters of whom nothing is known yet reach by agreeing, whatever the policy's target.
 */
export type AgreeingReach = { 
/**
 * How right such a rater is taken to be: what is known of all raters together, 0 to 1.
 */
accuracy: number, 
/**
 * The posterior of the class that 1, 2, ... of them give, corrected.
 */
posteriors: Array<number>, };

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
 * Which labels of a rater.
 */
export type Aside = "all" | "since_zero" | "since_resume";

/**
 * What setting aside would do.
 */
export type AsidePreview = { 
/**
 * Labels that would count no more.
 */
labels: number, 
/**
 * Of them on items that a lead has decided on; their reference labels stay.
 */
decided: number, };

/**
 * A rater's question, as the lead sees it.
 */
export type Ask = { 
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
 * Who asks.
 */
person: number, 
/**
 * Name.
 */
rater: string, 
/**
 * The instructions that were in force; none where there were none.
 */
guideline_version: number | null, 
/**
 * Plain text.
 */
body: string, 
/**
 * When, in milliseconds since 1970 UTC.
 */
made_at: number, 
/**
 * The answer that stands.
 */
answer: LeadAnswer | null, };

/**
 * A lead's answer.
 */
export type AskAnswer = { 
/**
 * The question.
 */
ask: number, 
/**
 * Markdown.
 */
body: string, 
/**
 * Whom it reaches.
 */
reach: Reach, 
/**
 * The field, where it reaches items that share its value.
 */
field?: number, 
/**
 * Also put it into the guideline, as a new version.
 */
into_guideline?: boolean, };

/**
 * Which questions.
 */
export type AskFilter = { 
/**
 * The answered ones instead of those that wait.
 */
answered?: boolean, };

/**
 * Questions of raters.
 */
export type AskList = { 
/**
 * Without an answer.
 */
waiting: number, 
/**
 * With one.
 */
answered: number, 
/**
 * Those that wait, oldest first; or the answered ones, newest first.
 */
asks: Array<Ask>, };

/**
 * A rater's question about the item in view.
 */
export type AskSend = { 
/**
 * Which offer.
 */
assignment: number, 
/**
 * Made by the sender (a UUID): sending the same one again changes nothing.
 */
uid: string, 
/**
 * Plain text.
 */
body: string, 
/**
 * Time at work on the item, idle time capped, in milliseconds.
 */
active_ms?: number, };

/**
 * A question with what the lead needs to answer it.
 */
export type AskView = { 
/**
 * The question.
 */
ask: Ask, 
/**
 * The answer that stands, as it is shown; sanitised HTML.
 */
answer_html: string | null, 
/**
 * Fields with a value: an answer can be for all items that share it.
 */
shared: Array<SharedValue>, 
/**
 * Items in all.
 */
items: number, };

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
 * What comes of taking every row at or above a threshold for the class.
 */
export type AtThreshold = { 
/**
 * The score.
 */
threshold: number, 
/**
 * Of the class, and taken for it.
 */
true_positives: number, 
/**
 * Not of the class, but taken for it.
 */
false_positives: number, 
/**
 * Of the class, but missed.
 */
false_negatives: number, 
/**
 * Neither.
 */
true_negatives: number, 
/**
 * TP / (TP + FP).
 */
precision: Figure, 
/**
 * TP / (TP + FN).
 */
recall: Figure, 
/**
 * 2TP / (2TP + FP + FN).
 */
f1: Figure, 
/**
 * TN / (TN + FP).
 */
specificity: Figure, };

/**
 * An attempt at the test.
 */
export type AttemptView = { 
/**
 * From 1; 0 where a lead let the rater work without the test.
 */
attempt: number, 
/**
 * `open`, `pass`, `fail` or `undecided`.
 */
verdict: string, 
/**
 * What a lead made of it.
 */
decision: Decision | null, 
/**
 * Right answers up to the verdict.
 */
right: number, 
/**
 * Wrong ones.
 */
wrong: number, 
/**
 * Share right with an interval that knows of the early stop.
 */
accuracy: Figure, 
/**
 * What it was held to.
 */
rule: QualificationRule, 
/**
 * When it started, in milliseconds since 1970 UTC.
 */
started_at: number, 
/**
 * When the verdict came.
 */
ended_at: number | null, };

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
 * What it was drawn by in groups: `class` or the name of a metadata field; none for a draw from the lot as a whole.
 */
grouped_by: string | null, 
/**
 * The groups, where it was drawn by them.
 */
groups: Array<Group>, 
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
file: string, 
/**
 * Stable pseudonyms in place of people's names.
 */
pseudonyms?: boolean, };

/**
 * A new audit: a number of labels, a number from each group, or a plan.
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
 * Labels to draw from each group, without a verdict: the rate is weighted.
 */
groups?: AuditGroups, 
/**
 * What the plan is to hold. Under the name of a rejected audit it repeats that one, with a fresh draw.
 */
plan?: AuditAim, 
/**
 * Makes the draw repeatable; drawn where left out.
 */
seed?: number, };

/**
 * A group of labels.
 */
export type AuditGroup = { 
/**
 * Class name or value of the field; empty where an item has none.
 */
name: string, 
/**
 * Labels in it.
 */
population: number, };

/**
 * A group of an audit with its rate.
 */
export type AuditGroupRate = { 
/**
 * With its counts.
 */
group: Group, 
/**
 * Share of its labels that are wrong, exact where much of the group was judged.
 */
error_rate: Figure, };

/**
 * How many labels to draw from one group.
 */
export type AuditGroupSize = { 
/**
 * Name of the group.
 */
name: string, 
/**
 * Labels to draw; at least two, or all there are.
 */
size: number, };

/**
 * A draw from each group.
 */
export type AuditGroups = { 
/**
 * A metadata field; the class of the label where left out.
 */
field?: number, 
/**
 * A size for each group there is.
 */
sizes: Array<AuditGroupSize>, };

/**
 * Asks for the groups of the labels there are.
 */
export type AuditGroupsRequest = { 
/**
 * A metadata field; the class of the label where left out.
 */
field?: number, };

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
 * The rate of each group, where it was drawn by groups.
 */
groups: Array<AuditGroupRate>, 
/**
 * The next item to look at.
 */
next: AuditItem | null, 
/**
 * Labels that were contradicted.
 */
defects: Array<Defect>, };

/**
 * One way to average over classes.
 */
export type AverageView = { 
/**
 * `micro`, `macro` or `weighted`.
 */
average: string, 
/**
 * Mean precision.
 */
precision: Figure, 
/**
 * Mean recall.
 */
recall: Figure, 
/**
 * Mean F1.
 */
f1: Figure, };

/**
 * Which backup to copy, and where to.
 */
export type BackupCopy = { 
/**
 * Its file name.
 */
name: string, 
/**
 * The handle of the new file; beside the project where left out.
 */
file?: string, };

/**
 * The backups of a project.
 */
export type BackupList = { 
/**
 * The folder that they lie in.
 */
folder: string, 
/**
 * The newest first.
 */
backups: Array<BackupView>, 
/**
 * Room that they take.
 */
bytes: number, 
/**
 * Room that is left there; none where the system does not say.
 */
free_bytes: number | null, 
/**
 * Why the last one that was to be taken by itself was not.
 */
trouble: string | null, };

/**
 * Which backup to put in the place of a file that cannot be opened.
 */
export type BackupRescue = { 
/**
 * The handle of the file.
 */
file: string, 
/**
 * The backup's file name.
 */
name: string, };

/**
 * What putting a backup back did.
 */
export type BackupRestored = { 
/**
 * The backup that now stands.
 */
name: string, 
/**
 * The file in the folder of the backups that holds what stood; none where nothing did.
 */
kept: string | null, };

/**
 * One backup.
 */
export type BackupView = { 
/**
 * Its file name, by which requests name it.
 */
name: string, 
/**
 * When it was taken, in milliseconds since 1970 UTC.
 */
made_at: number, 
/**
 * Why.
 */
reason: Reason, 
/**
 * Size.
 */
bytes: number, 
/**
 * The name that the project had.
 */
project: string | null, 
/**
 * Whether it is of this project; a project of the same file name may have left some.
 */
own: boolean, 
/**
 * How many changes came after it; none where nothing is open to compare with.
 */
changes_since: number | null, 
/**
 * Why it cannot be read.
 */
trouble: string | null, };

/**
 * Ranks of which no two can be told apart.
 */
export type Band = { 
/**
 * First rank.
 */
from: number, 
/**
 * Last rank.
 */
to: number, };

/**
 * Which baseline runs are held against.
 */
export type BaselineChoose = { 
/**
 * Row id; null: none.
 */
baseline: number | null, };

/**
 * A change; of a measured baseline only name and source.
 */
export type BaselineEdit = { 
/**
 * Row id.
 */
baseline: number, 
/**
 * As shown.
 */
name: string, 
/**
 * Share right, 0 to 1.
 */
value: number, 
/**
 * Items it rests on; taken as exact where left out.
 */
n?: number, 
/**
 * Where it comes from.
 */
source?: string, };

/**
 * A run against the chosen baseline.
 */
export type BaselineGap = { 
/**
 * Row id of the baseline.
 */
baseline: number, 
/**
 * Its name.
 */
name: string, 
/**
 * The draw it was measured on; none for a figure set by hand.
 */
draw: string | null, 
/**
 * The baseline: of a draw on the items that people and the run both judged, every item counted once.
 */
level: Figure, 
/**
 * The run on the same items; on all its scored items where the figure was set by hand.
 */
run: Figure, 
/**
 * Baseline less run, signed.
 */
gap: Figure, 
/**
 * Where the run stands, if the interval allows it.
 */
verdict: BaselineVerdict, 
/**
 * What is unequal.
 */
warnings: Array<HumanWarning>, };

/**
 * The level on the items of one class or tag.
 */
export type BaselinePart = { 
/**
 * Class or tag.
 */
kind: PartKind, 
/**
 * Its row id.
 */
id: number, 
/**
 * Its name.
 */
name: string, 
/**
 * Items it rests on.
 */
items: number, 
/**
 * The level; `n`: judgments.
 */
level: Figure, };

/**
 * A figure set by hand: an earlier system, a published figure.
 */
export type BaselineSet = { 
/**
 * As shown.
 */
name: string, 
/**
 * Share right, 0 to 1.
 */
value: number, 
/**
 * Items it rests on; taken as exact where left out.
 */
n?: number, 
/**
 * Where it comes from.
 */
source?: string, };

/**
 * The human level of a draw that is decided to the end.
 */
export type BaselineStore = { 
/**
 * As shown.
 */
name: string, 
/**
 * The draw.
 */
draw: number, };

/**
 * What an undo took back.
 */
export type BaselineUndone = { 
/**
 * In words; none where there was nothing to take back.
 */
summary: string | null, };

/**
 * Where a run stands by a baseline.
 */
export type BaselineVerdict = "below" | "above" | "undecided";

/**
 * One baseline.
 */
export type BaselineView = { 
/**
 * Row id.
 */
id: number, 
/**
 * As shown.
 */
name: string, 
/**
 * `hlp` from a draw, `manual` set by hand.
 */
kind: string, 
/**
 * Of a draw as it was measured, `n`: judgments; else as set by hand, `n`: items.
 */
level: Figure, 
/**
 * Items it rests on, where known.
 */
items: number | null, 
/**
 * The draw.
 */
draw: string | null, 
/**
 * Of a draw: the snapshot of reference labels when it was stored.
 */
reference_revision: number | null, 
/**
 * Where it comes from.
 */
source: string, 
/**
 * Runs are held against it.
 */
chosen: boolean, 
/**
 * When it was stored, in milliseconds since 1970 UTC.
 */
made_at: number, 
/**
 * Who stored it.
 */
person: string, 
/**
 * The level on each class and tag, of a draw.
 */
parts: Array<BaselinePart>, };

/**
 * Rows whose confidence lies in (lower, upper].
 */
export type BinView = { 
/**
 * Lower end, left out.
 */
lower: number, 
/**
 * Upper end.
 */
upper: number, 
/**
 * Mean confidence; none without rows.
 */
confidence: number | null, 
/**
 * Share right; `n`: rows.
 */
accuracy: Figure, };

/**
 * On which side of the bound a figure should lie.
 */
export type Bound = "at_least" | "at_most";

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
 * Confidence against accuracy.
 */
export type CalibrationView = { 
/**
 * Rows with a confidence.
 */
n: number, 
/**
 * Ascending; those without rows too.
 */
bins: Array<BinView>, 
/**
 * Expected calibration error of the predicted class.
 */
expected_error: Figure, 
/**
 * What it would be on average if every confidence were right.
 */
by_chance: number | null, 
/**
 * Mean confidence less accuracy.
 */
overconfidence: Figure, };

/**
 * What each role may do: one line for each command.
 */
export type Capability = { 
/**
 * The command.
 */
command: string, 
/**
 * What it does.
 */
doc: string, 
/**
 * Who may: everyone who opened the project where empty.
 */
roles: Array<Role>, };

/**
 * Why raters disagreed, as the lead sees it.
 */
export type Cause = "guideline_gap" | "ambiguous_item" | "rater_error" | "bad_item" | "subjective";

/**
 * What became of a piece of text.
 */
export type Change = "same" | "added" | "removed";

/**
 * What was changed, and the event that takes it back (`event_undo`).
 */
export type Changed = { 
/**
 * Row id of the event.
 */
event: number, 
/**
 * How many things changed.
 */
n: number, };

/**
 * What a check asks for.
 */
export type CheckDraft = { 
/**
 * Unique among the checks in use, whatever the case.
 */
name: string, 
/**
 * The figure.
 */
metric: CheckMetric, 
/**
 * Row id of the class that the figure is about; needed by those of one class.
 */
class?: number, 
/**
 * A filter line; every row where left out.
 */
filter?: string, 
/**
 * On which side of the threshold the figure should lie.
 */
bound: Bound, 
/**
 * The threshold.
 */
threshold: number, };

/**
 * Another check in place of one.
 */
export type CheckEdit = { 
/**
 * Row id.
 */
check: number, 
/**
 * What it asks for from now on.
 */
to: CheckDraft, };

/**
 * A figure of a run.
 */
export type CheckMetric = "accuracy" | "balanced_accuracy" | "matthews" | "macro_precision" | "macro_recall" | "macro_f1" | "weighted_f1" | "precision" | "recall" | "f1" | "specificity" | "false_positive_rate" | "false_negative_rate" | "selection_rate" | "average_precision" | "auc" | "log_loss" | "brier" | "calibration_error";

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
 * A check with what it found on a run.
 */
export type CheckRow = { 
/**
 * What it asks for.
 */
check: CheckView, 
/**
 * At the newest look at the run; none where that look came before the check.
 */
found: FoundView | null, 
/**
 * At earlier looks at the run, newest first, at most 19.
 */
earlier: Array<FoundView>, 
/**
 * How often it was looked at, over all runs: with many looks one passes or fails by chance.
 */
looks: number, };

/**
 * A check in use.
 */
export type CheckView = { 
/**
 * Row id.
 */
id: number, 
/**
 * As shown.
 */
name: string, 
/**
 * The figure.
 */
metric: CheckMetric, 
/**
 * Row id of the class.
 */
class: number | null, 
/**
 * Key of the class; none where it is gone.
 */
class_key: string | null, 
/**
 * The filter line.
 */
filter: string | null, 
/**
 * On which side of the threshold the figure should lie.
 */
bound: Bound, 
/**
 * The threshold.
 */
threshold: number, };

/**
 * Names a run.
 */
export type ChecksOfRun = { 
/**
 * Row id.
 */
run: number, };

/**
 * Every check in use, on one run.
 */
export type ChecksReport = { 
/**
 * Row id of the run.
 */
run_id: number, 
/**
 * The run.
 */
run: string, 
/**
 * The newest look; none where nobody looked yet.
 */
look: LookView | null, 
/**
 * The checks.
 */
rows: Array<CheckRow>, 
/**
 * How many pass.
 */
passed: number, 
/**
 * How many fail.
 */
failed: number, 
/**
 * How many are undecided.
 */
undecided: number, 
/**
 * Names the snapshot of reference labels now.
 */
reference_revision: number, };

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
 * One class in a part.
 */
export type ClassPart = { 
/**
 * Of the rows predicted so, how many are.
 */
precision: Figure, 
/**
 * Of the rows that are, how many were found.
 */
recall: Figure, 
/**
 * 2TP / (2TP + FP + FN).
 */
f1: Figure, 
/**
 * Recall less that of the rest.
 */
recall_gap: GapView, };

/**
 * How well the scores of a class put its items first.
 */
export type ClassRanking = { 
/**
 * Class key.
 */
class: string, 
/**
 * Items of the class.
 */
positives: number, 
/**
 * Average precision, in steps.
 */
average_precision: Figure, 
/**
 * Area under the ROC curve.
 */
auc: Figure, };

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
 * A named list of items.
 */
export type Collection = { 
/**
 * Row id.
 */
id: number, 
/**
 * Unique in the project, whatever the case.
 */
name: string, 
/**
 * What to look for.
 */
note: string, 
/**
 * How many more like these are wanted.
 */
target: number | null, 
/**
 * Items in it.
 */
items: number, 
/**
 * Who made it.
 */
person: string, 
/**
 * When, in milliseconds since 1970 UTC.
 */
made_at: number, };

/**
 * A new list.
 */
export type CollectionMake = { 
/**
 * Row id of the run that the items are of.
 */
run: number, 
/**
 * Which items.
 */
wanted: ItemsWanted, 
/**
 * Unique in the project, whatever the case.
 */
name: string, 
/**
 * What to look for.
 */
note?: string, 
/**
 * How many more like these are wanted.
 */
target?: number, };

/**
 * How a column of the sheet is shown. A list of these is in the order of the screen.
 */
export type ColumnLook = { 
/**
 * Names the column on the screen, such as `pred`, `field:12` or `tag:3`.
 */
id: string, 
/**
 * Not shown.
 */
hidden: boolean, 
/**
 * Stays in view at the left.
 */
pinned: boolean, 
/**
 * In pixels; as the screen likes where left out.
 */
width?: number, };

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
 * Two runs on a part of the items.
 */
export type ComparedPart = { 
/**
 * Name of the tag or class, or the value.
 */
name: string, 
/**
 * Items of the part.
 */
n: number, 
/**
 * Wrong in `a`, right in `b`.
 */
fixed: number, 
/**
 * Right in `a`, wrong in `b`.
 */
regressed: number, 
/**
 * Wrong in both.
 */
both_wrong: number, 
/**
 * Right in both.
 */
both_right: number, 
/**
 * Accuracy of `b` less accuracy of `a`, with its paired interval.
 */
difference: Figure, 
/**
 * Of McNemar's test; none without items.
 */
p_value: number | null, 
/**
 * The same, corrected over the parts beside it (Benjamini and Hochberg).
 */
p_adjusted: number | null, 
/**
 * Decided only where the interval lies on one side of 0 and the corrected p value is at most .05.
 */
verdict: RunVerdict, 
/**
 * Items of the comparison that were looked at for the tag; none where that is no question.
 */
seen: number | null, 
/**
 * Finds the rows of the part in the sheet of run `b`.
 */
filter: string, 
/**
 * What to bear in mind, in words.
 */
note: string | null, };

/**
 * Filter lines of the sheet of run `b` that find the rows behind the counts.
 */
export type ComparedRows = { 
/**
 * Wrong in `a`, right in `b`.
 */
fixed: string, 
/**
 * Right in `a`, wrong in `b`.
 */
regressed: string, 
/**
 * Wrong in both.
 */
both_wrong: string, 
/**
 * Right in both.
 */
both_right: string, };

/**
 * One of the two runs, on the items compared.
 */
export type ComparedRun = { 
/**
 * The run with its record.
 */
run: Run, 
/**
 * Share right of the items compared.
 */
accuracy: Figure, 
/**
 * Labelled items that only this run predicted, whatever the filter; in no figure.
 */
alone: number, };

/**
 * Proposals for a place of a filter line; positions count characters from 0.
 */
export type Completion = { 
/**
 * A proposal replaces the characters from here ...
 */
from: number, 
/**
 * ... to before here.
 */
to: number, 
/**
 * Best first.
 */
proposals: Array<Proposal>, };

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
 * Entropy of the votes in bits.
 */
entropy: number, 
/**
 * Lead of the first class over the second, as a share of the votes.
 */
margin: number, 
/**
 * Votes for each class, by class id, most first.
 */
split: Array<[number, number]>, 
/**
 * What the chosen order is by, where it is a priority or a field.
 */
importance: number | null, 
/**
 * The class decided on, where decided.
 */
decided: number | null, };

/**
 * The leading class of every conflict in a filter that holds enough.
 */
export type ConflictAccept = { 
/**
 * Which conflicts.
 */
filter: ConflictFilter, 
/**
 * The leading class holds at least this share of the votes, or this posterior where a fitted consensus is in force.
 */
at_least: number, 
/**
 * The number of items that the preview named; the preview takes none.
 */
expected?: number, 
/**
 * Why raters disagreed.
 */
cause?: Cause, 
/**
 * Free text.
 */
rationale?: string, };

/**
 * Which conflicts, and in which order. What is left out does not narrow.
 */
export type ConflictFilter = { 
/**
 * Open ones where left out.
 */
list?: ConflictList, 
/**
 * Entropy where left out.
 */
order?: ConflictOrder, 
/**
 * The field of the order.
 */
field?: number, 
/**
 * Two class ids: both were chosen.
 */
pair?: [number, number], 
/**
 * Person id: this rater judged it.
 */
rater?: number, 
/**
 * Only judgments under this version of the guideline or a later one count for `pair` and `rater`.
 */
from_version?: number, 
/**
 * And under this version or an earlier one.
 */
to_version?: number, 
/**
 * The key or a content field holds this text.
 */
text?: string, };

/**
 * Which items.
 */
export type ConflictList = "open" | "decided" | "differing";

/**
 * What comes first.
 */
export type ConflictOrder = "entropy" | "margin" | "priority" | "field" | "newest";

/**
 * The queue in its order.
 */
export type ConflictQueue = { 
/**
 * Conflicts without a decision, whatever the filter.
 */
open: number, 
/**
 * Items with one, whatever the filter.
 */
decided: number, 
/**
 * Items that the filter finds.
 */
matching: number, 
/**
 * The first of them.
 */
conflicts: Array<Conflict>, };

/**
 * Which conflicts, and how many.
 */
export type ConflictRequest = { 
/**
 * Which, and in which order.
 */
filter: ConflictFilter, 
/**
 * At most this many rows; 2,000 where left out.
 */
limit?: number, };

/**
 * More judgments for the items of a filter.
 */
export type ConflictRequeue = { 
/**
 * Which items; those with a decision stay as they are.
 */
filter: ConflictFilter, 
/**
 * Further judgments of each.
 */
extra: number, 
/**
 * Why, in words.
 */
reason?: string, 
/**
 * The number of items that the preview named; the preview takes none.
 */
expected?: number, };

/**
 * Two classes given to the same items.
 */
export type ConfusionEffect = { 
/**
 * Class id.
 */
first: number, 
/**
 * Class id.
 */
second: number, 
/**
 * Items with both before.
 */
items_before: number, 
/**
 * Items with both after.
 */
items_after: number, 
/**
 * Share of pairs of judgments of an item that are these two classes, before.
 */
before: Figure, 
/**
 * The same after.
 */
after: Figure, 
/**
 * After minus before.
 */
difference: Figure, 
/**
 * Fewer confusions are better.
 */
verdict: EffectVerdict, };

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
calibration: PosteriorCalibration | null, 
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
 * A run with another set of stages corrected.
 */
export type CorrectedRun = { 
/**
 * Places of the stages, from 0.
 */
stages: Array<number>, 
/**
 * Row id of the run.
 */
run: number, };

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
 * Questions of raters without an answer.
 */
questions: number, 
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
 * Raters who wait for a lead: paused, undecided or out of attempts.
 */
raters_waiting: number, 
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
 * The curve of one class.
 */
export type CurveReport = { 
/**
 * Class key.
 */
class: string, 
/**
 * Row id of the class.
 */
class_id: number, 
/**
 * Rows with scores.
 */
n: number, 
/**
 * Of the class.
 */
positives: number, 
/**
 * Not of the class.
 */
negatives: number, 
/**
 * Different scores: how many points the whole curve has.
 */
distinct: number, 
/**
 * From the highest threshold down, thinned to 201.
 */
points: Array<AtThreshold>, 
/**
 * Average precision, in steps, of the whole curve.
 */
average_precision: Figure, 
/**
 * Area under the ROC curve.
 */
auc: Figure, 
/**
 * The threshold with the largest F1 on these rows; its F1 has no interval, being the best of many.
 */
best_f1: AtThreshold | null, 
/**
 * At the threshold that was asked for.
 */
at: AtThreshold | null, 
/**
 * At the highest threshold that reaches the recall that was asked for.
 */
at_recall: AtThreshold | null, 
/**
 * Names the snapshot of reference labels.
 */
reference_revision: number, };

/**
 * The curve of one class, of a run or a slice of it.
 */
export type CurveRequest = { 
/**
 * Row id of the run.
 */
run: number, 
/**
 * A filter line; every row where left out.
 */
filter?: string, 
/**
 * Row id of the class.
 */
class: number, 
/**
 * Answer for exactly this threshold too.
 */
threshold?: number, 
/**
 * Answer for the highest threshold that reaches this recall, 0 to 1.
 */
recall?: number, };

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
 * Which items.
 */
export type DataPart = { "kind": "split", 
/**
 * Its name.
 */
name: string | null, } | { "kind": "import", 
/**
 * Row id.
 */
import: number, };

/**
 * A part with what a person knows of it.
 */
export type DataPartView = { 
/**
 * Which.
 */
part: DataPart, 
/**
 * Name of the split or of the file.
 */
name: string, 
/**
 * Items in it.
 */
items: number, 
/**
 * When the import was, in milliseconds since 1970 UTC; none for a split.
 */
made_at: number | null, };

/**
 * What a lead makes of an attempt without a pass.
 */
export type Decision = "pass" | "again";

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
 * What deleting a tag does.
 */
export type DeleteForeseen = { 
/**
 * Items marked yes with it, in all runs.
 */
yes: number, 
/**
 * Items marked no.
 */
no: number, 
/**
 * Kinds of it; they become kinds of what it is a kind of.
 */
children: Array<string>, 
/**
 * Tags whose rule names it: while there are any it cannot be deleted.
 */
rules: Array<string>, 
/**
 * Saved views and standing checks that name it; they stay and say that they cannot be read.
 */
views: Array<string>, };

/**
 * How well a low score of the predicted class tells that it is wrong.
 */
export type DetectionView = { 
/**
 * Average precision of finding errors, least sure first.
 */
average_precision: Figure, 
/**
 * Chance that a wrong row is less sure than a right one.
 */
auc: Figure, };

/**
 * A line of either text.
 */
export type DifferenceLine = { 
/**
 * What became of the line.
 */
change: Change, 
/**
 * Its number in the older text, from 1.
 */
older: number | null, 
/**
 * Its number in the newer text, from 1.
 */
newer: number | null, 
/**
 * The words; where a line was rewritten, those that differ are marked.
 */
parts: Array<DifferencePart>, };

/**
 * A run of words.
 */
export type DifferencePart = { 
/**
 * Whether it changed against the line's counterpart.
 */
change: Change, 
/**
 * As it stands.
 */
text: string, };

/**
 * How the items were divided.
 */
export type Division = { 
/**
 * The run whose errors said how large the eyeball part has to be.
 */
run: number, 
/**
 * Which of its rows were divided; all where none.
 */
filter: string | null, 
/**
 * Row id of the metadata field whose values were not torn apart.
 */
field: number | null, 
/**
 * Errors that the eyeball part was to hold, more or less.
 */
errors: number, 
/**
 * Rows divided.
 */
population: number, 
/**
 * Divides the same way again.
 */
seed: number, 
/**
 * In milliseconds since 1970 UTC.
 */
made_at: number, };

/**
 * A gold item that good raters miss above chance.
 */
export type DoubtfulGold = { 
/**
 * The item with its known answers.
 */
gold: GoldItem, 
/**
 * Answers by raters who passed.
 */
answers: number, 
/**
 * Of them wrong.
 */
wrong: number, 
/**
 * Wrong ones expected from how these raters fare on other gold.
 */
expected_wrong: number, 
/**
 * Chance of so many or more, adjusted over all gold (Benjamini and Hochberg).
 */
adjusted: number, 
/**
 * What these raters answered instead, by class, most first.
 */
instead: Array<[number, number]>, };

/**
 * What a draw can be made from.
 */
export type DrawForeseen = { 
/**
 * Rows of the stratum.
 */
population: number, 
/**
 * Of them, drawn before in the same way; they are not drawn again.
 */
drawn: number, 
/**
 * Sizes that make sense, none larger than what is left.
 */
sizes: Array<DrawSize>, };

/**
 * Which rows are drawn from.
 */
export type DrawFrom = "wrong" | "right" | "any";

/**
 * The draws of a run.
 */
export type DrawList = { 
/**
 * Oldest first.
 */
draws: Array<DrawView>, 
/**
 * What draws within filters say together, where the filters divide all rows of a kind.
 */
together: Array<StrataView>, };

/**
 * Rows to draw by chance.
 */
export type DrawRows = { 
/**
 * The run.
 */
run: number, 
/**
 * From which rows.
 */
from: DrawFrom, 
/**
 * Only from those that this filter line finds. Such rows say nothing of the rest.
 */
filter?: string, 
/**
 * How many.
 */
size: number, 
/**
 * Makes the draw repeatable; drawn where left out.
 */
seed?: number, };

/**
 * A size of a draw and what it can tell.
 */
export type DrawSize = { 
/**
 * Rows.
 */
size: number, 
/**
 * The interval that a tag on half of them would get: the widest there can be. None where these are all rows of the
 * stratum, and nothing is left to estimate.
 */
half: Figure | null, };

/**
 * What a draw says of a tag.
 */
export type DrawTag = { 
/**
 * The tag's name.
 */
tag: string, 
/**
 * Rows of the draw looked at for it.
 */
seen: number, 
/**
 * Of the rows of the stratum, how many have it.
 */
share: Figure, };

/**
 * A draw with its design.
 */
export type DrawView = { 
/**
 * Row id.
 */
id: number, 
/**
 * From which rows.
 */
from: DrawFrom, 
/**
 * Only from those that this found; none where from all.
 */
filter: string | null, 
/**
 * Rows drawn.
 */
size: number, 
/**
 * Rows there were to draw from.
 */
population: number, 
/**
 * Draws the same rows from the same state.
 */
seed: number, 
/**
 * In milliseconds since 1970 UTC.
 */
made_at: number, 
/**
 * Names the snapshot of reference labels.
 */
reference_revision: number, 
/**
 * What the estimates from it are about.
 */
speaks_for: string, 
/**
 * The tags that its rows were looked at for.
 */
tags: Array<DrawTag>, };

/**
 * Rows that could be drawn.
 */
export type DrawWanted = { 
/**
 * The run.
 */
run: number, 
/**
 * From which rows.
 */
from: DrawFrom, 
/**
 * Only from those that this filter line finds.
 */
filter?: string, };

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
 * Which two parts.
 */
export type DriftOf = { 
/**
 * What the other is held against: usually what was trained on.
 */
first: DataPart, 
/**
 * The other.
 */
second: DataPart, };

/**
 * What two parts have in common and what not.
 */
export type DriftReport = { 
/**
 * The first part.
 */
first: DataPartView, 
/**
 * The second.
 */
second: DataPartView, 
/**
 * Balance of the reference labels.
 */
classes: DriftTest, 
/**
 * Every class in both parts.
 */
class_shares: Array<DriftShare>, 
/**
 * Items without a reference label, in the first and the second part.
 */
unlabelled: [number, number], 
/**
 * Every field.
 */
fields: Array<FieldDrift>, 
/**
 * Tests that the p values are adjusted for.
 */
tests: number, 
/**
 * Items of the one part that the other has too.
 */
duplicates: Duplicates, };

/**
 * A value or class in the two parts.
 */
export type DriftShare = { 
/**
 * The value, or the class key.
 */
value: string, 
/**
 * Rows of the first part.
 */
first: number, 
/**
 * Rows of the second part.
 */
second: number, 
/**
 * Share in the second less share in the first.
 */
difference: Figure, };

/**
 * A test between the two parts, and how large the difference is.
 */
export type DriftTest = { 
/**
 * `missing`, `chi_square`, `fisher` or `kolmogorov_smirnov`.
 */
test: string, 
/**
 * None where it cannot be made.
 */
p_value: number | null, 
/**
 * `exact`, `asymptotic` or `monte_carlo`.
 */
method: string | null, 
/**
 * Adjusted over all tests of the report, Benjamini-Hochberg.
 */
adjusted: number | null, 
/**
 * The adjusted p value is below .05.
 */
differs: boolean, 
/**
 * `share_difference`, `cramers_v`, `distance` (largest distance of the distribution functions) or `cohens_d`.
 */
effect: string, 
/**
 * How large it is.
 */
size: Figure, 
/**
 * Why there is no test.
 */
undefined_because: string | null, };

/**
 * Two items with the same content.
 */
export type DuplicatePair = { 
/**
 * External key in the first part.
 */
first: string, 
/**
 * External key in the second part.
 */
second: string, 
/**
 * `picture` (the same file), `text` (the same, mark by mark) or `nearly` (but for case, spaces and punctuation).
 */
how: string, };

/**
 * Items that both parts have.
 */
export type Duplicates = { 
/**
 * Items of the second part with the picture of one of the first.
 */
pictures: number, 
/**
 * Items of the second part with the text of one of the first, mark by mark (and the same picture, where they have one).
 */
texts: number, 
/**
 * Items of the second part with nearly the text of one of the first: but for case, spaces and punctuation.
 */
nearly: number, 
/**
 * The first of them.
 */
pairs: Array<DuplicatePair>, };

/**
 * What stands on either side of a version.
 */
export type EffectSpan = "all" | "adjacent";

/**
 * Whether a difference is told apart from none.
 */
export type EffectVerdict = "better" | "worse" | "undecided";

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
made_at: number, 
/**
 * The event that this one takes back.
 */
undoes: number | null, 
/**
 * The event that took this one back.
 */
undone_by: number | null, };

/**
 * Which events.
 */
export type EventFilter = { 
/**
 * Row id of the person who did it.
 */
person?: number, 
/**
 * By the name of the command; all where empty.
 */
commands: Array<string>, 
/**
 * The kind of thing it was about.
 */
subject?: string, 
/**
 * Not before this time, in milliseconds since 1970 UTC.
 */
from?: number, 
/**
 * Not after this time.
 */
until?: number, 
/**
 * Part of what was done, or of the key of the item.
 */
text?: string, };

/**
 * A page of the history, newest first.
 */
export type EventPage = { 
/**
 * Newest first.
 */
events: Array<EventRow>, 
/**
 * There are older ones.
 */
more: boolean, 
/**
 * The commands that are in the history at all.
 */
kinds: Array<Kind>, };

/**
 * An event and whether it can be taken back.
 */
export type EventRow = { 
/**
 * Why it cannot be taken back, whatever happened since; none where it may be tried.
 */
stays: string | null, 
/**
 * What was done. `summary` tells item and class where the event itself does not repeat them.
 */
event: Event, 
/**
 * Row id of the item that was labelled or decided.
 */
item: number | null, 
/**
 * The command whose change was taken back or done again: its own where it does neither.
 */
root: string, 
/**
 * It does again what another one took back.
 */
again: boolean, };

/**
 * A page of the history.
 */
export type EventsWanted = { 
/**
 * Which; all where left out.
 */
filter?: EventFilter, 
/**
 * Older than this event; the newest where left out.
 */
before?: number, 
/**
 * At most this many, up to 500.
 */
limit?: number, };

/**
 * An item that the guideline cites as an example of a class.
 */
export type Example = { 
/**
 * Row id.
 */
id: number, 
/**
 * The item.
 */
item: number, 
/**
 * The class.
 */
class: number, 
/**
 * The version of the guideline that brought it.
 */
guideline_version: number, 
/**
 * Why this is the answer.
 */
rationale: string, 
/**
 * Who made it one.
 */
person: string, 
/**
 * When, in milliseconds since 1970 UTC.
 */
made_at: number, };

/**
 * Which item becomes an example.
 */
export type ExampleAdd = { 
/**
 * The decided item.
 */
item: number, 
/**
 * Why this is the answer; the decision's own rationale where left out.
 */
rationale?: string, };

/**
 * What became of it.
 */
export type ExampleAdded = { 
/**
 * Row id of the example.
 */
example: number, 
/**
 * The guideline that holds it.
 */
guideline: GuidelineView, };

/**
 * How the file is written.
 */
export type ExampleFormat = "csv" | "jsonl";

/**
 * Items to write to a file.
 */
export type ExamplesExport = { 
/**
 * Row id of the run that the predictions are of.
 */
run: number, 
/**
 * Which items; those of `collection` where left out.
 */
wanted?: ItemsWanted, 
/**
 * Row id of a collection.
 */
collection?: number, 
/**
 * How.
 */
format: ExampleFormat, 
/**
 * Where to (a handle); beside the project where left out.
 */
file?: string, 
/**
 * Replace the file where one of this name is there; else that is refused.
 */
replace?: boolean, };

/**
 * As what to write it.
 */
export type ExportFormat = "csv" | "xlsx" | "json" | "html";

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
 * The draw, by row id, for the human level; every decision where left out.
 */
draw?: number, 
/**
 * Stable pseudonyms in place of people's names. Notes and comments are written as they are.
 */
pseudonyms?: boolean, 
/**
 * How different classes count, for the agreement.
 */
weights?: AgreementWeights, 
/**
 * As what; CSV where left out, and a page for the report.
 */
format?: ExportFormat, 
/**
 * How many examples the report shows of each tag, 0 to 5; none where left out.
 */
examples?: number, 
/**
 * Replace the file where one of this name is there; else that is refused.
 */
replace?: boolean, 
/**
 * Of CSV. Round-trips; else cells that a spreadsheet would run as formulas are neutralised.
 */
exact: boolean, 
/**
 * Where to (a handle); beside the project where left out.
 */
file?: string, };

/**
 * What to export.
 */
export type ExportWhat = "judgments" | "labels" | "raters" | "agreement" | "sheet" | "priorities" | "human" | "runs" | "report";

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
 * What is wrong with a row.
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
message: string, 
/**
 * The row was taken all the same: what is wrong is worth a look and no more.
 */
taken: boolean, };

/**
 * What became of a project file that is open.
 */
export type FaultReason = "full" | "gone" | "read_only" | "damaged" | "failed";

/**
 * The known answer, right after a judgment.
 */
export type Feedback = { 
/**
 * What was looked at.
 */
item: Item, 
/**
 * The class that the rater chose.
 */
given: number | null, 
/**
 * Whether it is acceptable.
 */
right: boolean, 
/**
 * The acceptable classes.
 */
acceptable: Array<number>, 
/**
 * Why.
 */
explanation: string, 
/**
 * Practice; else hidden gold.
 */
practice: boolean, };

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
 * One field in the two parts.
 */
export type FieldDrift = { 
/**
 * Name.
 */
name: string, 
/**
 * `number` or `category`, or none where a part has no value.
 */
kind_first: string | null, 
/**
 * The same of the second.
 */
kind_second: string | null, 
/**
 * Why the field is not the same thing in both: `only_first`, `only_second` or `kind`; none where it is.
 */
schema: string | null, 
/**
 * Share without a value in the first part.
 */
missing_first: Figure, 
/**
 * And in the second.
 */
missing_second: Figure, 
/**
 * Mean of the numbers of the first part.
 */
mean_first: number | null, 
/**
 * And of the second.
 */
mean_second: number | null, 
/**
 * (Mean of the second - mean of the first) / pooled standard deviation; none for categories.
 */
cohens_d: Figure | null, 
/**
 * Missing values, then the values.
 */
tests: Array<DriftTest>, 
/**
 * The values whose shares differ most; none for numbers.
 */
shares: Array<DriftShare>, };

/**
 * A column that was left out.
 */
export type FieldLeftOut = { 
/**
 * Name of the field or tag.
 */
name: string, 
/**
 * Why.
 */
because: string, };

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
 * Items with this value go to this part.
 */
export type FieldPart = { 
/**
 * As text.
 */
value: string, 
/**
 * Place among the parts, from 0.
 */
part: number, };

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
 * Why nothing more is written to a project file until it was opened and checked again.
 */
export type FileFault = { 
/**
 * What happened.
 */
reason: FaultReason, 
/**
 * For people: what happened, what is safe, and what to do.
 */
message: string, 
/**
 * Bytes free on the disk, where it is full.
 */
free: number | null, 
/**
 * Bytes that work asks for, where it is full.
 */
needed: number | null, };

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
 * A filter line that is being written.
 */
export type FilterComplete = { 
/**
 * As far as it is written.
 */
line: string, 
/**
 * Where the cursor stands, in characters from 0.
 */
cursor: number, };

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
 * One slice.
 */
export type FoundSlice = { 
/**
 * The slice as a filter line.
 */
filter: string, 
/**
 * Its conditions, one by one.
 */
conditions: Array<string>, 
/**
 * alpha (error rate of the slice / error rate of all - 1) - (1 - alpha)(n / rows of the slice - 1), in the search.
 */
score: number, 
/**
 * Rows in the part that was searched.
 */
search_n: number, 
/**
 * Wrong ones among them.
 */
search_errors: number, 
/**
 * Their share. Biased upward: the slice was chosen by it.
 */
search_rate: number, 
/**
 * Rows in the part that was tested.
 */
n: number, 
/**
 * Wrong ones among them.
 */
errors: number, 
/**
 * Their share, Wilson.
 */
error_rate: Figure, 
/**
 * The share of wrong rows among the other tested rows.
 */
rest_rate: Figure, 
/**
 * The slice less the rest, Newcombe.
 */
difference: Figure, 
/**
 * Fisher's exact test, one-sided.
 */
p_value: number, 
/**
 * Adjusted over all slices tested, Benjamini-Hochberg.
 */
adjusted: number, 
/**
 * What the test says.
 */
verdict: SliceWord, };

/**
 * What a check found at one look.
 */
export type FoundView = { 
/**
 * `pass`, `fail` or `undecided`.
 */
verdict: string, 
/**
 * The figure then.
 */
figure: Figure, 
/**
 * Of its being at the threshold.
 */
p_value: number | null, 
/**
 * Over all checks of the look (Benjamini & Hochberg).
 */
adjusted: number | null, 
/**
 * When, in milliseconds since 1970 UTC.
 */
made_at: number, 
/**
 * The snapshot of reference labels then.
 */
reference_revision: number, };

/**
 * What came of one tag of a promise.
 */
export type GainedTag = { 
/**
 * As it was called.
 */
name: string, 
/**
 * Row id of the tag now; none where it is gone.
 */
tag: number | null, 
/**
 * Points of accuracy that it promised: its zero-error ceiling then.
 */
promised: Figure, 
/**
 * Points of accuracy gained on items with it: (fixed - regressed) / n of all items compared, paired.
 */
gained: Figure, 
/**
 * Of the errors of `a` with it, how many are right in `b`.
 */
errors_fixed: Figure, 
/**
 * Whether it gained anything, if the interval of `gained` allows it.
 */
verdict: RunVerdict, };

/**
 * One share less another, tested.
 */
export type GapView = { 
/**
 * This less the other.
 */
difference: Figure, 
/**
 * Fisher's exact test, two-sided; none where one of the two is too small to be tested.
 */
p_value: number | null, 
/**
 * Over all that were tested together (Benjamini & Hochberg).
 */
adjusted: number | null, 
/**
 * `higher`, `lower`, `undecided` or `too_small`.
 */
verdict: string, };

/**
 * All groups.
 */
export type GapsReport = { 
/**
 * The run.
 */
run: string, 
/**
 * The field.
 */
field: string, 
/**
 * Key of the class that counts as positive.
 */
class: string | null, 
/**
 * Name of the group that others are held against; none without rows.
 */
base: string | null, 
/**
 * Labelled rows.
 */
n: number, 
/**
 * Rates of fewer rows get no verdict.
 */
least: number, 
/**
 * Differences that were tested together.
 */
tests: number, 
/**
 * Categories by size, numbers in their order.
 */
groups: Array<GroupView>, 
/**
 * Names the snapshot of reference labels.
 */
reference_revision: number, };

/**
 * Groups by a metadata field.
 */
export type GapsRequest = { 
/**
 * Row id of the run.
 */
run: number, 
/**
 * A filter line; every row where left out.
 */
filter?: string, 
/**
 * Row id of the metadata field.
 */
field: number, 
/**
 * Row id of the class that counts as positive; without it groups are compared by accuracy alone.
 */
class?: number, 
/**
 * The group that others are held against; the largest where left out.
 */
base?: string, 
/**
 * Rates of fewer rows get no verdict; 30 where left out.
 */
least?: number, };

/**
 * Why a rater gets no work, and what has to happen.
 */
export type Gate = { "kind": "guideline", 
/**
 * Its version.
 */
version: number, 
/**
 * The newest version that the rater accepted before.
 */
accepted: number | null, } | { "kind": "gold_missing", 
/**
 * For what.
 */
part: GoldPart, 
/**
 * Golds needed that the rater has not answered.
 */
wanted: number, 
/**
 * Golds there.
 */
there: number, } | { "kind": "test", 
/**
 * The attempt that comes, from 1.
 */
attempt: number, 
/**
 * Attempts in all.
 */
attempts: number, 
/**
 * The longest it can be.
 */
most_golds: number, } | { "kind": "failed", 
/**
 * Attempts made.
 */
attempts: number, } | { "kind": "undecided", 
/**
 * The attempt.
 */
attempt: number, } | { "kind": "paused", 
/**
 * When, in milliseconds since 1970 UTC.
 */
since: number, };

/**
 * A new division of the gold.
 */
export type GoldDivide = { 
/**
 * Items for practice.
 */
practice: number, 
/**
 * Items for qualification.
 */
qualification: number, 
/**
 * Makes the draw repeatable; the project's own where left out.
 */
seed?: number, };

/**
 * What a lead changes about a gold item.
 */
export type GoldEdit = { 
/**
 * What it is for.
 */
part?: GoldPart, 
/**
 * The acceptable classes.
 */
answers?: Array<number>, 
/**
 * Why.
 */
explanation?: string, };

/**
 * A gold item.
 */
export type GoldItem = { 
/**
 * Row id.
 */
item: number, 
/**
 * External key.
 */
key: string, 
/**
 * What it is for.
 */
part: GoldPart, 
/**
 * The acceptable classes.
 */
answers: Array<number>, 
/**
 * Why.
 */
explanation: string, };

/**
 * Which gold.
 */
export type GoldListRequest = { 
/**
 * Of one part only.
 */
part?: GoldPart, 
/**
 * At most this many; 500 where left out.
 */
limit?: number, };

/**
 * Gold that a test needs, and gold there is.
 */
export type GoldNeed = { 
/**
 * Golds within which 95 of 100 attempts of an acceptable rater have ended, times attempts.
 */
needed: number, 
/**
 * In the pool for qualification; none where no project is open.
 */
there: number | null, };

/**
 * What gold is for. Each gold item is for one thing, so that nobody is tested with what was explained before.
 */
export type GoldPart = "hidden" | "practice" | "qualification";

/**
 * How the gold is divided, and how much is needed.
 */
export type GoldPool = { 
/**
 * What there is.
 */
pool: Pool, 
/**
 * Practice items that the policy asks for.
 */
practice_needed: number, 
/**
 * Golds that the qualification needs; 0 where the policy has none.
 */
qualification_needed: number, 
/**
 * The policy's share of hidden gold.
 */
gold_share: number, 
/**
 * Draws when no seed is given.
 */
seed: number, };

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
 * A change of one gold item.
 */
export type GoldSet = { 
/**
 * Row id.
 */
item: number, 
/**
 * What changes.
 */
edit: GoldEdit, };

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
 * A group of an audit with its counts.
 */
export type Group = { 
/**
 * Class name or value of the field; empty where an item has none.
 */
name: string, 
/**
 * Labels in it when it was drawn.
 */
population: number, 
/**
 * Labels drawn.
 */
size: number, 
/**
 * Judged so far.
 */
judged: number, 
/**
 * Of them contradicted.
 */
defects: number, };

/**
 * One share of a group.
 */
export type GroupRateView = { 
/**
 * `accuracy`, `false_positive_rate`, `false_negative_rate` or `selection_rate`.
 */
rate: string, 
/**
 * Rows counted in it.
 */
cases: number, 
/**
 * The share; `n`: rows it is a share of.
 */
figure: Figure, 
/**
 * Against the base; none for the base itself.
 */
gap: GapView | null, };

/**
 * One group.
 */
export type GroupView = { 
/**
 * The value of the field.
 */
name: string, 
/**
 * The filter line that finds its rows.
 */
filter: string, 
/**
 * Labelled rows.
 */
n: number, 
/**
 * Whether the others are held against it.
 */
base: boolean, 
/**
 * In the order of the names above.
 */
rates: Array<GroupRateView>, };

/**
 * What changed between two versions.
 */
export type GuidelineDifference = { 
/**
 * Lines of both, in order.
 */
lines: Array<DifferenceLine>, 
/**
 * Lines that only the newer has.
 */
added: number, 
/**
 * Lines that only the older has.
 */
removed: number, };

/**
 * What a version of the guideline did.
 */
export type GuidelineEffect = { 
/**
 * Which.
 */
version: number, 
/**
 * What is on either side.
 */
span: EffectSpan, 
/**
 * Before it.
 */
before: VersionSide, 
/**
 * From it on.
 */
after: VersionSide, 
/**
 * Alpha after minus before.
 */
alpha_difference: Figure, 
/**
 * Whether it is told apart.
 */
alpha_verdict: EffectVerdict, 
/**
 * Agreement after minus before.
 */
agreement_difference: Figure, 
/**
 * Whether it is told apart.
 */
agreement_verdict: EffectVerdict, 
/**
 * The pairs of classes that were confused most on either side.
 */
pairs: Array<ConfusionEffect>, 
/**
 * Items that are on both sides: the intervals of differences take the sides for independent, which is then on the
 * safe side.
 */
shared_items: number, 
/**
 * Counted judgments of which the version is not known; they are on neither side.
 */
unversioned: number, };

/**
 * Which version, and what on either side.
 */
export type GuidelineEffectRequest = { 
/**
 * From 2.
 */
version: number, 
/**
 * All where left out.
 */
span?: EffectSpan, };

/**
 * The guideline's history.
 */
export type GuidelineHistory = { 
/**
 * Newest first.
 */
versions: Array<VersionFigures>, 
/**
 * Counted judgments of which the version is not known, as with imported ones.
 */
unversioned: number, };

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
 * A guideline to publish.
 */
export type GuidelinePublish = { 
/**
 * Markdown.
 */
body: string, 
/**
 * The version that whoever wrote it has read; refused where another one is in force by now.
 */
after?: number, };

/**
 * A version of the instructions with what was done under it.
 */
export type GuidelineVersion = { 
/**
 * From 1.
 */
version: number, 
/**
 * Who published it; none where unknown.
 */
person: string | null, 
/**
 * When, in milliseconds since 1970 UTC.
 */
made_at: number, 
/**
 * Judgments made under it that stand, skips aside.
 */
judgments: number, 
/**
 * Characters of its text.
 */
length: number, 
/**
 * Items that it was the first to cite.
 */
examples: number, 
/**
 * Answers that it was the first to hold.
 */
answers: number, };

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
 * A human level that the chosen baseline has for a tag, to be taken over by a person.
 */
export type HlpOffer = { 
/**
 * The baseline's name.
 */
baseline: string, 
/**
 * Items with the tag that it rests on.
 */
items: number, 
/**
 * The level; `n`: judgments.
 */
level: Figure, };

/**
 * How many items.
 */
export type HowMany = { 
/**
 * Items.
 */
items: number, };

/**
 * Sanitised HTML.
 */
export type HtmlText = { 
/**
 * Sanitised.
 */
html: string, };

/**
 * One draw with its counts.
 */
export type HumanDraw = { 
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
 * Items drawn.
 */
size: number, 
/**
 * Judged items there were to draw from.
 */
population: number, 
/**
 * Decided so far.
 */
decided: number, 
/**
 * Of them decided otherwise than the reference label said when they were drawn.
 */
differing: number, 
/**
 * Decisions in whose place another one stands by now.
 */
overruled: number, 
/**
 * The snapshot of reference labels when it was drawn.
 */
reference_revision: number, 
/**
 * When it was drawn, in milliseconds since 1970 UTC.
 */
made_at: number, 
/**
 * Who drew it.
 */
person: string, };

/**
 * A new draw.
 */
export type HumanDrawCreate = { 
/**
 * As shown.
 */
name: string, 
/**
 * Items to draw; all where there are fewer.
 */
size: number, 
/**
 * Makes the draw repeatable; drawn where left out.
 */
seed?: number, };

/**
 * Where a draw stands.
 */
export type HumanDrawView = { 
/**
 * With its counts.
 */
draw: HumanDraw, 
/**
 * The next item to decide on.
 */
next: HumanItem | null, };

/**
 * How exactly a draw would tell the human level.
 */
export type HumanForeseen = { 
/**
 * Items that would be drawn.
 */
size: number, 
/**
 * Judged items there are.
 */
population: number, 
/**
 * Judgments to expect on the drawn items.
 */
judgments: number, 
/**
 * Where the level is imagined: at the share of judgments for the leading class of their item; at .9 where no item
 * has two.
 */
assumed: number, 
/**
 * No item has two judgments, so that the level is a guess.
 */
guessed: boolean, 
/**
 * If the judgments of one item were all alike: as exact as the items are many.
 */
alike: Figure, 
/**
 * If they were independent: as exact as the judgments are many.
 */
independent: Figure, };

/**
 * An item to decide on, without its judgments and its label.
 */
export type HumanItem = { 
/**
 * Place in the draw.
 */
position: number, 
/**
 * What to look at.
 */
item: Item, };

/**
 * A blind decision.
 */
export type HumanJudge = { 
/**
 * Row id of the draw.
 */
draw: number, 
/**
 * Which item of the draw.
 */
position: number, 
/**
 * What it is, by class id.
 */
class: number, };

/**
 * How often people give the reference label.
 */
export type HumanReport = { 
/**
 * The draw; none for every decision.
 */
draw: HumanDraw | null, 
/**
 * Items with a judgment and a decision.
 */
items: number, 
/**
 * Judgments on them.
 */
judgments: number, 
/**
 * All judgments against the decisions; `n`: judgments. The interval is clustered by item.
 */
pooled: Figure, 
/**
 * All judgments of the project against what most others gave.
 */
others: Figure, 
/**
 * Items behind `others`.
 */
others_items: number, 
/**
 * By name.
 */
raters: Array<RaterLevels>, 
/**
 * By the class decided on.
 */
classes: Array<LevelPart>, 
/**
 * On items with each tag.
 */
tags: Array<LevelPart>, 
/**
 * On each value of the field asked for.
 */
slices: Array<LevelPart>, 
/**
 * Why there are none though a field was asked for.
 */
slices_because: string | null, 
/**
 * Every run beside people.
 */
runs: Array<HumanRun>, 
/**
 * What to keep in mind.
 */
warnings: Array<HumanWarning>, 
/**
 * Names the snapshot of reference labels.
 */
reference_revision: number, };

/**
 * What to hold judgments against.
 */
export type HumanRequest = { 
/**
 * The decisions of this draw; every decision of a lead where left out.
 */
draw?: number, 
/**
 * With the level on each value of this metadata field.
 */
field?: number, };

/**
 * A run beside people, on the same items.
 */
export type HumanRun = { 
/**
 * Row id.
 */
run: number, 
/**
 * Its name.
 */
name: string, 
/**
 * People on the items that both judged; every item counts once.
 */
human: Figure, 
/**
 * The run on them.
 */
model: Figure, 
/**
 * People less the run, signed.
 */
gap: Figure, 
/**
 * Where the run stands, if the interval allows it.
 */
verdict: BaselineVerdict, 
/**
 * What is unequal.
 */
warnings: Array<HumanWarning>, };

/**
 * How many items someone thinks of drawing.
 */
export type HumanSize = { 
/**
 * Items to draw.
 */
size: number, };

/**
 * Why a figure says less than it seems to.
 */
export type HumanWarning = { 
/**
 * Stable.
 */
code: string, 
/**
 * How many, where there is a number.
 */
n: number | null, 
/**
 * In words.
 */
text: string, };

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
 * `csv`, `jsonl`, `json`, `parquet`, `xlsx` or `folder`.
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
run: string, 
/**
 * What was understood of a file of predictions.
 */
layout: LayoutView | null, };

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
 * Rows taken although something about them is odd.
 */
warned: number, 
/**
 * The first of them.
 */
warnings: Array<Fault>, 
/**
 * How often each thing was wrong or odd, the most frequent first.
 */
mismatches: Array<Mismatch>, 
/**
 * Names the whole list for `import_rejected_save`; none where nothing was rejected or odd.
 */
rejected_list: string | null, 
/**
 * The run, for predictions.
 */
run: string | null, 
/**
 * Items of the project that the run says nothing of.
 */
items_without: number | null, };

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
 * Name of the run (predictions); the model's or the file's name where left out.
 */
run?: string, 
/**
 * What is known of the new run (predictions).
 */
record?: RunRecord, 
/**
 * Which model's predictions, where the file has those of several.
 */
model?: string, 
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
rejected?: string, 
/**
 * Replace that file where one of this name is there; else that is refused.
 */
replace?: boolean, };

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
 * An item at a moment: after an event, or at a time; now where both are left out.
 */
export type ItemMoment = { 
/**
 * The item.
 */
item: number, 
/**
 * In milliseconds since 1970 UTC.
 */
at?: number, 
/**
 * The last event that had happened.
 */
event?: number, };

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
gold: Array<number>, 
/**
 * With adaptive overlap: why the item gets another judgment, or why it has enough.
 */
stopping: string | null, 
/**
 * Further judgments that leads asked for, with the reasons, newest first.
 */
requeued: Array<[number, string]>, 
/**
 * Where the guideline cites it as an example.
 */
example: Example | null, };

/**
 * Items of a run: exactly one of `items`, `filter`, `tag` and `top` says which.
 */
export type ItemsWanted = { 
/**
 * These, by row id.
 */
items?: Array<number>, 
/**
 * What a filter line finds.
 */
filter?: string, 
/**
 * What has a tag, by row id of the tag.
 */
tag?: number, 
/**
 * So many of the most suspected labels.
 */
top?: number, };

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
 * A command that is in the history.
 */
export type Kind = { 
/**
 * Its name.
 */
command: string, 
/**
 * How often.
 */
n: number, };

/**
 * What became of the reference labels.
 */
export type LabelChanges = { 
/**
 * Items whose label went where its class went.
 */
moved: number, 
/**
 * Items that have a label now and had none.
 */
gained: number, 
/**
 * Items that had a label and have none now.
 */
lost: number, 
/**
 * Items whose label is another one though its class went nowhere.
 */
other: number, };

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
 * How predictions lie in a file.
 */
export type Layout = "table" | "scores_only" | "nested" | "models" | "outputs" | "label_studio";

/**
 * What was understood of a file of predictions.
 */
export type LayoutView = { 
/**
 * How they lie in it.
 */
layout: Layout, 
/**
 * The models whose predictions it has; one at a time is imported.
 */
models: Array<string>, 
/**
 * The one that the mapping is about.
 */
model: string | null, 
/**
 * Of the first rows, how many name an item of the project.
 */
items_known: number, 
/**
 * The first rows that name an item at all.
 */
items_named: number, };

/**
 * A lead's answer.
 */
export type LeadAnswer = { 
/**
 * Row id.
 */
id: number, 
/**
 * Markdown.
 */
body: string, 
/**
 * Whom it reaches.
 */
reach: Reach, 
/**
 * The field whose value the items share, where it reaches those.
 */
field: string | null, 
/**
 * The value, as text.
 */
value: string | null, 
/**
 * Who answered.
 */
person: string, 
/**
 * When, in milliseconds since 1970 UTC.
 */
made_at: number, 
/**
 * The version of the guideline that it was put into.
 */
guideline_version: number | null, };

/**
 * A run of the leaderboard.
 */
export type LeaderRow = { 
/**
 * The run with its record.
 */
run: Run, 
/**
 * Share right of the labelled items that it predicted; its n is their number.
 */
accuracy: Figure, 
/**
 * Mean F1 of the classes where it is defined.
 */
macro_f1: Figure, 
/**
 * Share of the labelled items that it predicted.
 */
coverage: Figure, 
/**
 * Against the run of the highest accuracy; none for that run.
 */
to_best: ToBest | null, 
/**
 * Letters: runs that share one follow each other by accuracy, and no two of them can be told apart.
 */
bands: string, };

/**
 * Every run that is not archived and has an item with a reference label, by falling accuracy.
 */
export type Leaderboard = { 
/**
 * The runs.
 */
rows: Array<LeaderRow>, 
/**
 * Runs without an item with a reference label: nothing can be said of them.
 */
unscored: Array<Run>, 
/**
 * Archived runs, which are left out.
 */
archived: number, 
/**
 * Pairs of runs that the p values are corrected over.
 */
pairs: number, 
/**
 * The chosen baseline.
 */
baseline: LeaderboardBaseline | null, 
/**
 * Names the snapshot of reference labels.
 */
reference_revision: number, };

/**
 * The baseline that runs are held against.
 */
export type LeaderboardBaseline = { 
/**
 * Its name.
 */
name: string, 
/**
 * Share right.
 */
level: Figure, };

/**
 * The level on some of the items.
 */
export type LevelPart = { 
/**
 * Row id of the class or tag; none for a value of a field.
 */
id: number | null, 
/**
 * Of the class, the tag or the value.
 */
name: string, 
/**
 * Items with a judgment.
 */
items: number, 
/**
 * Share of judgments on them that give the decision; `n`: these judgments.
 */
accuracy: Figure, 
/**
 * Of all judged items of this kind (for a class: of which most others gave it): share of judgments that give what most
 * others gave.
 */
others: Figure, };

/**
 * The level that the gap of a tag is to.
 */
export type LevelView = { 
/**
 * Share right, 0 to 1.
 */
value: number, 
/**
 * What it rests on; taken as exact where nobody knows.
 */
n: number | null, 
/**
 * The baseline; none where it is the tag's own human level.
 */
baseline: string | null, 
/**
 * Whether it is about items with the tag; else about all items.
 */
on_tag: boolean, };

/**
 * A line that differs.
 */
export type LineChange = { 
/**
 * What became of it.
 */
kind: LineKind, 
/**
 * As written.
 */
text: string, };

/**
 * What became of a line.
 */
export type LineKind = "added" | "removed";

/**
 * An event in words.
 */
export type Listed = { 
/**
 * What was done. `summary` tells item and class where the event itself does not repeat them.
 */
event: Event, 
/**
 * Row id of the item that was labelled or decided.
 */
item: number | null, 
/**
 * The command whose change was taken back or done again: its own where it does neither.
 */
root: string, 
/**
 * It does again what another one took back.
 */
again: boolean, };

/**
 * The newest look at a run.
 */
export type LookView = { 
/**
 * When, in milliseconds since 1970 UTC.
 */
made_at: number, 
/**
 * Who asked for it.
 */
person: string | null, 
/**
 * The snapshot of reference labels then.
 */
reference_revision: number, 
/**
 * Labels, predictions or checks changed since.
 */
stale: boolean, };

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
 * A block of marks for rows of a view.
 */
export type MarksPaste = { 
/**
 * The view.
 */
view: number, 
/**
 * Its revision.
 */
revision: number, 
/**
 * Row ranges from 0, the end not included: where the block goes, in order.
 */
ranges: Array<[number, number]>, 
/**
 * The columns of the block, each tag once.
 */
tags: Array<number>, 
/**
 * As many rows as the ranges have, or one for all of them; each as wide as `tags`.
 */
rows: Array<Array<Mark>>, };

/**
 * Rows of a view on which nothing shall stay unseen.
 */
export type MarksRest = { 
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
ranges: Array<[number, number]>, };

/**
 * McNemar's test that both runs are right equally often.
 */
export type McNemarFigure = { 
/**
 * (|fixed - regressed| - 1)^2 / (fixed + regressed); none of the exact test.
 */
statistic: number | null, 
/**
 * Two-sided.
 */
p_value: number, 
/**
 * `exact` (binomial, below 25 differing items) or `chi_square` (with continuity correction).
 */
method: string, };

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
 * What merging two tags does.
 */
export type MergeForeseen = { 
/**
 * Items marked with one of them.
 */
items: number, 
/**
 * Marked yes afterwards.
 */
yes: number, 
/**
 * Marked no afterwards.
 */
no: number, 
/**
 * Yes with one and no with the other; they become yes.
 */
disputed: number, 
/**
 * Marks of the tag that stays which change.
 */
changed: number, 
/**
 * Tags whose rule names the one that goes; the rule will name the other.
 */
rules: Array<string>, 
/**
 * Kinds of the tag that goes; they become kinds of the other.
 */
children: Array<string>, 
/**
 * The rule afterwards, for two rule tags.
 */
rule: string | null, };

/**
 * A run, or a slice of it, against the reference labels.
 */
export type MetricsReport = { 
/**
 * Row id of the run.
 */
run_id: number, 
/**
 * The run.
 */
run: string, 
/**
 * The filter line of the slice.
 */
filter: string | null, 
/**
 * Rows with a reference label: what all figures are about.
 */
n: number, 
/**
 * Of them wrong.
 */
errors: number, 
/**
 * Rows without a reference label; in no figure.
 */
unscored: number, 
/**
 * Rows of the blackbox part; in no figure.
 */
blackbox: number, 
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
 * Share right.
 */
accuracy: Figure, 
/**
 * Mean recall of the classes that occur.
 */
balanced_accuracy: Figure, 
/**
 * Matthews' correlation coefficient.
 */
matthews: Figure, 
/**
 * Each class.
 */
per_class: Array<ClassMetric>, 
/**
 * Over classes.
 */
averages: Array<AverageView>, 
/**
 * Classes neither true nor predicted anywhere: in no macro mean of F1.
 */
classes_left_out: number, 
/**
 * What the scores say; none where the run came without any.
 */
scores: ScoreReport | null, 
/**
 * Names the snapshot of reference labels.
 */
reference_revision: number, };

/**
 * A run, or a slice of it.
 */
export type MetricsRequest = { 
/**
 * Row id of the run.
 */
run: number, 
/**
 * A filter line; every row where left out.
 */
filter?: string, 
/**
 * Equal-width bins of the calibration, 1 to 100; 15 where left out.
 */
bins?: number, };

/**
 * One way in which rows of a file differ from what the project needs.
 */
export type Mismatch = { 
/**
 * Stable, as in the faults.
 */
code: string, 
/**
 * Rows.
 */
rows: number, 
/**
 * They were taken all the same.
 */
taken: boolean, };

/**
 * What a watch would do.
 */
export type MonitorPlanned = { 
/**
 * S at which a rater is paused.
 */
limit: number, 
/**
 * What a wrong answer adds to S.
 */
wrong: number, 
/**
 * What a right answer takes from S.
 */
right: number, 
/**
 * At the acceptable accuracy: pauses are false.
 */
acceptable: MonitorPoint, 
/**
 * At the unacceptable accuracy: the run length is the delay.
 */
unacceptable: MonitorPoint, 
/**
 * Hidden gold in the pool.
 */
hidden: number | null, 
/**
 * By accuracy.
 */
curve: Array<MonitorPoint>, };

/**
 * A watch at one accuracy of the rater.
 */
export type MonitorPoint = { 
/**
 * The rater's accuracy.
 */
accuracy: number, 
/**
 * Golds until a pause on average.
 */
run_length: number, 
/**
 * Chance of a pause within 100 golds.
 */
within_100: number, 
/**
 * Chance of a pause within 500 golds.
 */
within_500: number, };

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
 * An answer as raters see it: neither who asked nor who answered.
 */
export type NoteView = { 
/**
 * Row id of the answer.
 */
answer: number, 
/**
 * The question, plain text.
 */
asked: string, 
/**
 * The answer, sanitised HTML.
 */
html: string, 
/**
 * Whom it reaches.
 */
reach: Reach, 
/**
 * The field whose value the items share.
 */
field: string | null, 
/**
 * The value, as text.
 */
value: string | null, 
/**
 * External key of the item that was asked about.
 */
item_key: string, 
/**
 * The reader asked.
 */
own: boolean, 
/**
 * When it was answered, in milliseconds since 1970 UTC.
 */
made_at: number, };

/**
 * Names an answer.
 */
export type OnAnswer = { 
/**
 * Row id.
 */
answer: number, };

/**
 * Names a question.
 */
export type OnAsk = { 
/**
 * Row id.
 */
ask: number, };

/**
 * Names an audit.
 */
export type OnAudit = { 
/**
 * Row id.
 */
audit: number, };

/**
 * Names a backup of the open project.
 */
export type OnBackup = { 
/**
 * Its file name.
 */
name: string, };

/**
 * Names a baseline.
 */
export type OnBaseline = { 
/**
 * Row id.
 */
baseline: number, };

/**
 * Names a check.
 */
export type OnCheck = { 
/**
 * Row id.
 */
check: number, };

/**
 * Names a list.
 */
export type OnCollection = { 
/**
 * Row id.
 */
collection: number, };

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
 * Names a draw.
 */
export type OnHumanDraw = { 
/**
 * Row id.
 */
draw: number, };

/**
 * Names an item.
 */
export type OnItem = { 
/**
 * Row id.
 */
item: number, };

/**
 * Names a person and a page.
 */
export type OnPerson = { 
/**
 * Who, by uid.
 */
uid: string, 
/**
 * Older than this event; the newest where left out.
 */
before?: number, 
/**
 * At most this many, up to 500.
 */
limit?: number, };

/**
 * Names a pipeline.
 */
export type OnPipeline = { 
/**
 * Row id.
 */
pipeline: number, };

/**
 * Names one row of a run.
 */
export type OnPrediction = { 
/**
 * The run.
 */
run: number, 
/**
 * Row id of the item.
 */
item: number, };

/**
 * Names a promise.
 */
export type OnPromise = { 
/**
 * Row id.
 */
promise: number, };

/**
 * Names a person.
 */
export type OnRater = { 
/**
 * Row id.
 */
person: number, };

/**
 * Names what was sent.
 */
export type OnRelabel = { 
/**
 * Row id.
 */
relabel: number, 
/**
 * The place that was passed over: the next item is the first behind it that is not decided on, and again from the
 * beginning where there is none.
 */
after?: number, };

/**
 * Names a sample.
 */
export type OnRetag = { 
/**
 * Row id.
 */
retag: number, };

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
 * Names a tag.
 */
export type OnTag = { 
/**
 * Row id.
 */
tag: number, };

/**
 * Names a version of the guideline.
 */
export type OnVersion = { 
/**
 * From 1.
 */
version: number, };

/**
 * Names a view that was saved.
 */
export type OnView = { 
/**
 * Row id.
 */
id: number, };

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
 * Errors put down to one stage, as the mean over all orders of correction.
 */
export type OrderShare = { 
/**
 * Errors; a mean, so it need not be whole.
 */
errors: number, 
/**
 * Of all errors.
 */
share_of_errors: Figure, 
/**
 * Points of accuracy: errors / n.
 */
points: Figure, };

/**
 * How tags share errors.
 */
export type OverlapView = { 
/**
 * The tags whose overlap is counted: those whose share of errors can be had.
 */
tags: Array<string>, 
/**
 * Tags that are left out because they were not looked for so that it can be told.
 */
left_out: Array<string>, 
/**
 * Share of the errors with one of the tags at least; ceilings of overlapping tags are never added.
 */
share_of_errors: Figure, };

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
 * Retired classes whose work stays with them: offered to nobody, counted in every figure.
 */
kept_classes: Array<Class>, 
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
reference_revision: number, 
/**
 * Changes when another process has written to the file.
 */
written_by_others: number, 
/**
 * The backup that was taken because the file was of an older version and opening brought it up to date.
 */
before_update: string | null, 
/**
 * Why the backup of today was not taken.
 */
backup_trouble: string | null, };

/**
 * A rater's own record on hidden gold.
 */
export type OwnGold = { 
/**
 * Hidden gold answered until the current hour began, so that no single item can be told by it.
 */
n: number, 
/**
 * Of it right.
 */
right: number, 
/**
 * When the hour began, in milliseconds since 1970 UTC.
 */
until: number, };

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
 * Items that still want a judgment from anyone and are not on offer, hidden gold aside; none where it is not told.
 */
items_open: number | null, };

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
 * One part.
 */
export type PartFigures = { 
/**
 * `tag` or `value`.
 */
kind: string, 
/**
 * Row id of the tag.
 */
tag: number | null, 
/**
 * The tag, or the value.
 */
name: string, 
/**
 * The filter line that finds its rows.
 */
filter: string, 
/**
 * Labelled rows in it.
 */
n: number, 
/**
 * Of them wrong.
 */
errors: number, 
/**
 * Labelled rows it is held against: for a tag marked by hand those that were looked at and have it not.
 */
rest: number, 
/**
 * Rows nobody looked at for this tag.
 */
unseen: number, 
/**
 * Share right.
 */
accuracy: Figure, 
/**
 * Mean F1 of the classes.
 */
macro_f1: Figure, 
/**
 * Accuracy less that of the rest.
 */
accuracy_gap: GapView, 
/**
 * Macro F1 less that of the rest; not tested.
 */
macro_f1_difference: Figure, 
/**
 * The class that was asked for.
 */
class: ClassPart | null, };

/**
 * What a part of a baseline is about.
 */
export type PartKind = "class" | "tag";

/**
 * A run in one part.
 */
export type PartView = { 
/**
 * Rows of the run in it.
 */
rows: number, 
/**
 * Of them wrong.
 */
errors: number, 
/**
 * Share right of those with a reference label.
 */
accuracy: Figure, 
/**
 * Rows that were opened at least once since.
 */
seen: number, 
/**
 * How often in all.
 */
opened: number, };

/**
 * Two runs to compare.
 */
export type PartsCompare = { 
/**
 * The earlier run.
 */
earlier: number, 
/**
 * The later one.
 */
later: number, };

/**
 * How to divide the items.
 */
export type PartsDivide = { 
/**
 * The run whose errors say how large the eyeball part has to be.
 */
run: number, 
/**
 * Which of its rows are divided, such as `split = dev`; all where left out.
 */
filter?: string, 
/**
 * Row id of a metadata field whose values are not torn apart.
 */
field?: number, 
/**
 * Errors that the eyeball part is to hold, more or less; 100 where left out.
 */
errors?: number, 
/**
 * Makes the division repeatable; drawn where left out.
 */
seed?: number, };

/**
 * What a later run gained in each part.
 */
export type PartsGain = { 
/**
 * Accuracy gained on the eyeball part.
 */
eyeball: Figure, 
/**
 * Accuracy gained on the blackbox part.
 */
blackbox: Figure, 
/**
 * Gain on the eyeball part less gain on the blackbox part.
 */
difference: Figure, 
/**
 * `better`: the gain was larger where people looked, so part of it may not hold elsewhere; `worse`: smaller;
 * `undecided`: the interval holds 0.
 */
verdict: string, };

/**
 * All parts of a run.
 */
export type PartsReport = { 
/**
 * The run.
 */
run: string, 
/**
 * Labelled rows.
 */
n: number, 
/**
 * Of them wrong.
 */
errors: number, 
/**
 * Name of the metadata field.
 */
field: string | null, 
/**
 * Key of the class.
 */
class: string | null, 
/**
 * Parts with fewer rows get no verdict.
 */
least: number, 
/**
 * Differences that were tested together.
 */
tests: number, 
/**
 * Tags first, then the values of the field.
 */
parts: Array<PartFigures>, 
/**
 * Names the snapshot of reference labels.
 */
reference_revision: number, };

/**
 * Parts of a run, or of a slice of it.
 */
export type PartsRequest = { 
/**
 * Row id of the run.
 */
run: number, 
/**
 * A filter line; every row where left out.
 */
filter?: string, 
/**
 * Row id of a metadata field; its values come after the tags.
 */
field?: number, 
/**
 * Row id of a class whose precision, recall and F1 are told too.
 */
class?: number, 
/**
 * Parts with fewer rows get no verdict; 30 where left out.
 */
least?: number, };

/**
 * How the items are divided, and a run in both parts.
 */
export type PartsView = { 
/**
 * None where the items are not divided.
 */
division: Division | null, 
/**
 * Looked at.
 */
eyeball: PartView, 
/**
 * Only counted.
 */
blackbox: PartView, };

/**
 * A class of a past moment.
 */
export type PastClass = { 
/**
 * Row id.
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
 * `#rrggbb`.
 */
colour: string, 
/**
 * It was offered no more.
 */
retired: boolean, };

/**
 * An item as it was.
 */
export type PastItem = { 
/**
 * The last event that had happened; 0 before the first.
 */
event: number, 
/**
 * When that was, in milliseconds since 1970 UTC.
 */
at: number, 
/**
 * The judgments that stood, oldest first, with the class keys of then.
 */
judgments: Array<Judgment>, 
/**
 * The decision that stood.
 */
decision: Adjudication | null, 
/**
 * The acceptable answers, by class id.
 */
gold: Array<number>, 
/**
 * The votes under the policy of then; none without a vote.
 */
votes: Votes | null, 
/**
 * What was taken as true.
 */
reference: PastReference | null, 
/**
 * The version of the instructions in force; 0 where there were none.
 */
guideline_version: number, 
/**
 * The classes as they were called, retired ones included.
 */
classes: Array<PastClass>, 
/**
 * The rules in force.
 */
policy: Policy, 
/**
 * What cannot be told of that moment.
 */
unknown: Array<Unknown>, };

/**
 * A reference label of a past moment.
 */
export type PastReference = { 
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
simulated: boolean, 
/**
 * Offered no more and gets no work; what the person did stays.
 */
retired: boolean, };

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
 * What a person did, and what others did with the person or the person's judgments; newest first.
 */
export type PersonEvents = { 
/**
 * What the person has done in all.
 */
activity: Activity, 
/**
 * Newest first.
 */
events: Array<EventRow>, 
/**
 * There are older ones.
 */
more: boolean, };

/**
 * Another name for a person.
 */
export type PersonRename = { 
/**
 * Who, by uid.
 */
uid: string, 
/**
 * As shown; unique.
 */
name: string, };

/**
 * Retires a person or brings one back.
 */
export type PersonRetire = { 
/**
 * Who, by uid.
 */
uid: string, 
/**
 * Whether the person is retired from now on.
 */
retired: boolean, };

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
 * A pipeline.
 */
export type Pipeline = { 
/**
 * Row id.
 */
id: number, 
/**
 * Stable across files.
 */
uid: string, 
/**
 * Unique in the project.
 */
name: string, 
/**
 * Free text.
 */
note: string, 
/**
 * Names of the stages, in the order in which they are corrected.
 */
stages: Array<string>, 
/**
 * Its runs, by `stages`.
 */
runs: Array<PipelineRun>, 
/**
 * Who made it, by row id.
 */
person: number, 
/**
 * When, in milliseconds since 1970 UTC.
 */
made_at: number, };

/**
 * Which stage to improve.
 */
export type PipelineReport = { 
/**
 * The pipeline.
 */
pipeline: Pipeline, 
/**
 * The run of the system as it is.
 */
base: string, 
/**
 * Its row id.
 */
base_id: number, 
/**
 * Its accuracy on the items compared.
 */
accuracy: Figure, 
/**
 * Items that every run of the pipeline predicted and that have a reference label.
 */
n: number, 
/**
 * Labelled items of the system as it is that another of its runs does not predict; in no figure.
 */
left_out: number, 
/**
 * Errors of the system as it is.
 */
errors: number, 
/**
 * The stages in their order.
 */
stages: Array<StageReport>, 
/**
 * Errors that stay when every stage is corrected.
 */
unexplained: StageShares, 
/**
 * What the figures depend on, in words.
 */
note: string, 
/**
 * Why errors are not shared over all orders, in words.
 */
over_orders_because: string | null, 
/**
 * Names the snapshot of reference labels.
 */
reference_revision: number, };

/**
 * A run of the system with some of its stages corrected.
 */
export type PipelineRun = { 
/**
 * Which stages are corrected: bit s for the stage at place s; 0 for the system as it is.
 */
stages: number, 
/**
 * Row id of the run.
 */
run: number, };

/**
 * A pipeline to make, or to put in place of another.
 */
export type PipelineSave = { 
/**
 * Row id of the one that it replaces.
 */
id?: number, 
/**
 * Unique in the project.
 */
name: string, 
/**
 * Free text.
 */
note?: string, 
/**
 * Row id of the run of the system as it is.
 */
base: number, 
/**
 * The stages in the order in which they are corrected.
 */
stages: Array<PipelineStage>, 
/**
 * Runs with other sets of stages corrected: with all of them, errors are shared over every order.
 */
others?: Array<CorrectedRun>, };

/**
 * A stage, and the run with it and all stages before it corrected.
 */
export type PipelineStage = { 
/**
 * As shown.
 */
name: string, 
/**
 * Row id of the run.
 */
run: number, };

/**
 * A pipeline to report on.
 */
export type PipelineWanted = { 
/**
 * Row id.
 */
pipeline: number, 
/**
 * Which rows, as a filter line of the sheet of the run as it is; all where left out.
 */
filter?: string, };

/**
 * One step of a plan.
 */
export type PlanRow = { 
/**
 * Row id of the tag.
 */
tag: number, 
/**
 * Its name.
 */
name: string, 
/**
 * Wrong rows looked at that it adds.
 */
errors: number, 
/**
 * Points it adds to those before it.
 */
gain: Figure, 
/**
 * Share of the errors with this tag or one before.
 */
share_of_errors: Figure, 
/**
 * Points gained if every error with this tag or one before went away.
 */
ceiling: Figure, };

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
 * How the gold is divided.
 */
export type Pool = { 
/**
 * Gold items for practice.
 */
practice: number, 
/**
 * For the test before work.
 */
qualification: number, 
/**
 * For checks during work.
 */
hidden: number, 
/**
 * Of the practice items without an explanation.
 */
unexplained: number, };

/**
 * How far the posteriors can be believed, where a truth was given.
 */
export type PosteriorCalibration = { 
/**
 * Mean posterior of the leading class minus its accuracy: above 0 is over-confident.
 */
calibration_error: Figure, 
/**
 * Mean of -ln posterior of the true class.
 */
log_loss: number, 
/**
 * Items by their leading posterior, ascending.
 */
bins: Array<CalibrationBin>, };

/**
 * What a run said of one item.
 */
export type PredictionScores = { 
/**
 * Class id and score, in the order of the run's file; empty where it came without scores.
 */
scores: Array<[number, number]>, };

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
delimiter?: string, 
/**
 * Whose predictions, where the file has those of several models.
 */
model?: string, };

/**
 * Every tag of a run, in the default order: by HLP gain where it can be had, else by the zero-error ceiling.
 */
export type PrioritiesReport = { 
/**
 * The run.
 */
run: string, 
/**
 * The filter line that the rows passed; none: every row.
 */
filter: string | null, 
/**
 * Predicted items with a reference label.
 */
n: number, 
/**
 * Of them wrong.
 */
errors: number, 
/**
 * Share right.
 */
accuracy: Figure, 
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
 * How tags share errors.
 */
overlap: OverlapView, 
/**
 * Which ranks by zero-error ceiling cannot be told apart.
 */
by_ceiling: RanksView, 
/**
 * Which ranks by HLP gain cannot be told apart.
 */
by_gain: RanksView, 
/**
 * How items are weighted; none: all alike.
 */
weights: WeightsView | null, 
/**
 * The formula of the score, where a person made one.
 */
formula: string | null, 
/**
 * The baseline that gaps are to; none: each tag's own human level.
 */
baseline: string | null, 
/**
 * Names the snapshot of reference labels.
 */
reference_revision: number, 
/**
 * When that snapshot came to be, in milliseconds since 1970 UTC; none where nobody noted it.
 */
reference_at: number | null, };

/**
 * Which priorities. What is left out is as the project has it.
 */
export type PrioritiesRequest = { 
/**
 * Row id of the run.
 */
run: number, 
/**
 * A filter line: of the rows it lets through; every row where left out.
 */
filter?: string, 
/**
 * The metadata field of weights, by name, for this look; empty: none.
 */
weight?: string, 
/**
 * The formula of the score, for this look; empty: none.
 */
formula?: string, };

/**
 * One tag.
 */
export type PriorityRow = { 
/**
 * The tag with its importance, ease and human-level figure.
 */
tag: Tag, 
/**
 * Who sees to it.
 */
owner: string | null, 
/**
 * Why its rule cannot be read; none where it can or where there is none.
 */
fault: string | null, 
/**
 * What fraction of the errors has it: e_t / E. The `any` of several tags on one error.
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
 * The level that gap and gain are to; none where none is set.
 */
level: LevelView | null, 
/**
 * The level less accuracy, signed; none without a level.
 */
gap: Figure | null, 
/**
 * Points gained if the tag reached the level: gap times n_t / N.
 */
hlp_gain: Figure | null, 
/**
 * What the chosen baseline says of the tag, where no level is set.
 */
hlp_offer: HlpOffer | null, 
/**
 * Share of the errors that have this tag and no other.
 */
only: Figure, 
/**
 * Share of the errors, each divided evenly among its tags: these add up.
 */
split: Figure, 
/**
 * Its place by zero-error ceiling.
 */
ceiling_rank: RankView | null, 
/**
 * Its place by HLP gain.
 */
gain_rank: RankView | null, 
/**
 * The same figures with items weighted; none where no field is chosen.
 */
weighted: WeightedFigures | null, 
/**
 * The combined score; none where nobody made a formula.
 */
score: ScoreView | null, 
/**
 * Wrong rows as looked at.
 */
wrong: StratumView, 
/**
 * Right rows as looked at.
 */
right: StratumView, };

/**
 * What a project keeps for its priorities.
 */
export type PrioritySettings = { 
/**
 * A combined score, such as `gain * importance * ease`; none where nobody made one.
 */
formula: string | null, 
/**
 * The metadata field that says how much an item counts; none: all count alike.
 */
weight: string | null, 
/**
 * Row id of the baseline that gaps and gains are to; none: each tag's own human level.
 */
baseline: number | null, };

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
 * What the ceilings of some tags of a run promised.
 */
export type Promise = { 
/**
 * Row id.
 */
id: number, 
/**
 * Stable across files.
 */
uid: string, 
/**
 * The run whose errors were looked at.
 */
run: number, 
/**
 * Free text.
 */
note: string, 
/**
 * Predicted items with a reference label then.
 */
n: number, 
/**
 * Of them wrong.
 */
errors: number, 
/**
 * Names the snapshot of reference labels then.
 */
reference_revision: number, 
/**
 * Who made it, by row id.
 */
person: number, 
/**
 * When, in milliseconds since 1970 UTC.
 */
made_at: number, 
/**
 * The tags, by name.
 */
tags: Array<PromisedTag>, };

/**
 * What came of a promise.
 */
export type PromiseKept = { 
/**
 * The promise.
 */
promise: Promise, 
/**
 * The reference labels changed since it was made, so that it was about other errors.
 */
reference_changed: boolean, 
/**
 * Each of its tags. Items may have several, so they do not add up.
 */
tags: Array<GainedTag>, };

/**
 * A plan to fix some tags of a run.
 */
export type PromiseSet = { 
/**
 * Row id of the run whose errors were looked at.
 */
run: number, 
/**
 * Row ids of the tags.
 */
tags: Array<number>, 
/**
 * Free text.
 */
note?: string, };

/**
 * One tag of a promise.
 */
export type PromisedTag = { 
/**
 * Names the tag across files and changes of its name.
 */
tag_uid: string, 
/**
 * As it was called.
 */
name: string, 
/**
 * Points of accuracy gained if every error with the tag went away; none where it could not be estimated.
 */
ceiling: number | null, 
/**
 * Ends of its 95 % interval.
 */
lower: number | null, 
/**
 * Ends of its 95 % interval.
 */
upper: number | null, 
/**
 * What it was made from.
 */
n: number, };

/**
 * Which promises.
 */
export type PromisesWanted = { 
/**
 * Of this run only.
 */
run?: number, };

/**
 * What may stand at the cursor of a filter line.
 */
export type Proposal = { 
/**
 * As it is to be written, quotes included.
 */
text: string, 
/**
 * What it is.
 */
kind: ProposalKind, 
/**
 * A few words about it.
 */
detail: string, };

/**
 * What a proposal is.
 */
export type ProposalKind = "column" | "operator" | "value" | "keyword";

/**
 * What a lead makes of a rater who has not passed.
 */
export type QualificationDecide = { 
/**
 * The rater.
 */
person: number, 
/**
 * Work, or another attempt.
 */
decision: Decision, };

/**
 * What a test would do.
 */
export type QualificationPlanned = { 
/**
 * At the acceptable accuracy: `fail` is a false fail.
 */
acceptable: TestPoint, 
/**
 * At the unacceptable accuracy: `pass` is a false pass.
 */
unacceptable: TestPoint, 
/**
 * At the accuracy that takes longest.
 */
longest: TestPoint, 
/**
 * Right answers in a row that pass.
 */
right_in_a_row: number, 
/**
 * Wrong answers in a row that fail.
 */
wrong_in_a_row: number, 
/**
 * Gold for it.
 */
gold: GoldNeed, 
/**
 * By accuracy.
 */
curve: Array<TestPoint>, };

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
pace: Pace, 
/**
 * Items in a row without a break of more than half an hour, at most 1000; none where the policy does not show it.
 */
streak: number | null, 
/**
 * Work, what comes before it, or why there is none.
 */
stage: Stage, 
/**
 * What changed in the guideline since the rater accepted one, where the new one has to be accepted.
 */
changes: Array<LineChange>, 
/**
 * The known answer to the item just answered, where it is to be shown.
 */
feedback: Feedback | null, 
/**
 * Answers to own questions that were not put away yet.
 */
answered: Array<NoteView>, };

/**
 * The place of a tag among others.
 */
export type RankView = { 
/**
 * By its figure, from 1.
 */
rank: number, 
/**
 * The best place that the rows leave open, at 95 % for all tags at once.
 */
best: number, 
/**
 * The worst place.
 */
worst: number, 
/**
 * Its figure less that of the next in rank; the interval holds for all pairs at once.
 */
to_next: Figure | null, };

/**
 * Which ranks can be told apart.
 */
export type RanksView = { 
/**
 * Rows on which the tags were compared, all of them at once.
 */
rows: number, 
/**
 * Largest runs of ranks of which no two can be told apart.
 */
bands: Array<Band>, 
/**
 * Why ranks cannot be compared; none where they can or where there are fewer than two tags.
 */
undefined_because: string | null, };

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
 * One rater.
 */
export type RaterLevels = { 
/**
 * Name.
 */
rater: string, 
/**
 * Made up.
 */
simulated: boolean, 
/**
 * Share of judgments that give the decision.
 */
reference: Figure, 
/**
 * Share of judgments that give what most others gave.
 */
others: Figure, };

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
 * Labels of a rater to set aside.
 */
export type RaterSetAside = { 
/**
 * The rater.
 */
person: number, 
/**
 * Which.
 */
which: Aside, };

/**
 * A rater.
 */
export type RaterView = { 
/**
 * Row id.
 */
person: number, 
/**
 * Name.
 */
name: string, 
/**
 * Made up.
 */
simulated: boolean, 
/**
 * Where the rater stands.
 */
stage: Stage, 
/**
 * Newest version of the guideline that was accepted.
 */
guideline_accepted: number | null, 
/**
 * Practice items answered.
 */
practised: number, 
/**
 * Attempts at the test, oldest first.
 */
attempts: Array<AttemptView>, 
/**
 * Hidden gold, with Wilson's interval.
 */
gold: Figure, 
/**
 * The watch by hidden gold; none where the policy has no monitor.
 */
watch: WatchView | null, 
/**
 * Labels that were set aside.
 */
set_aside: number, };

/**
 * Whom an answer to a rater's question reaches.
 */
export type Reach = "item" | "field" | "everyone";

/**
 * Why a backup was taken.
 */
export type Reason = "daily" | "asked" | "update" | "restore" | "damaged";

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
 * Items that were sent together.
 */
export type Relabel = { 
/**
 * Row id.
 */
id: number, 
/**
 * Unique in the project.
 */
name: string, 
/**
 * Row id of the run.
 */
run: number, 
/**
 * Name of the run.
 */
run_name: string, 
/**
 * Why they were sent.
 */
reason: string, 
/**
 * Draws the same rows from the same state.
 */
seed: number, 
/**
 * Decided without the label, the suggestion and the prediction in view.
 */
blind: boolean, 
/**
 * Rows in scope with a reference label.
 */
population: number, 
/**
 * Right rows among them that nobody chose.
 */
right_rows: number, 
/**
 * Wrong rows among them that nobody chose.
 */
wrong_rows: number, 
/**
 * Items sent.
 */
items: number, 
/**
 * Of them decided on since.
 */
decided: number, 
/**
 * Names the reference labels of that moment.
 */
reference_revision: number, 
/**
 * Who sent them.
 */
person: string, 
/**
 * When, in milliseconds since 1970 UTC.
 */
made_at: number, };

/**
 * What a second look found.
 */
export type RelabelFigures = { 
/**
 * Chosen, right and wrong rows.
 */
strata: Array<StratumRow>, 
/**
 * Share of wrong labels in the rows that the strata stand for, weighted; MOVER.
 */
label_noise: Figure, 
/**
 * Rows that the strata stand for.
 */
covered: number, 
/**
 * Rows in scope with a reference label, when the items were sent.
 */
population: number, 
/**
 * Share right of the run with the labels as they were.
 */
accuracy_before: Figure, 
/**
 * Share right with the labels as they are now.
 */
accuracy_now: Figure, 
/**
 * Share right as the drawn rows tell it, each stratum by its weight.
 */
accuracy_weighted: Figure, 
/**
 * `corrected only where the model disagreed`: accuracy now is too high, because no row that the model got right was
 * looked at.
 */
only_disagreements: boolean, };

/**
 * What sending would do.
 */
export type RelabelForeseen = { 
/**
 * Chosen items that would be sent.
 */
chosen: number, 
/**
 * Chosen items that wait for a decision already.
 */
waiting: number, 
/**
 * Chosen items without a reference label.
 */
unlabelled: number, 
/**
 * Right rows that would be drawn.
 */
right: number, 
/**
 * Wrong rows that would be drawn.
 */
wrong: number, 
/**
 * Right rows to draw from.
 */
right_rows: number, 
/**
 * Wrong rows to draw from.
 */
wrong_rows: number, };

/**
 * The next item to decide on.
 */
export type RelabelNext = { 
/**
 * Place in the order.
 */
position: number, 
/**
 * What to look at.
 */
item: Item, 
/**
 * What is known of it; none where the list is decided on blind.
 */
row: SentRow | null, };

/**
 * What was sent, and what came of it.
 */
export type RelabelReport = { 
/**
 * What was sent.
 */
sent: Relabel, 
/**
 * Figures.
 */
figures: RelabelFigures, 
/**
 * The next item to decide on.
 */
next: RelabelNext | null, 
/**
 * The items decided on, in order; where they are not decided on blind, all.
 */
rows: Array<SentRow>, };

/**
 * Items to send to a lead, with rows drawn by chance beside them.
 */
export type RelabelSend = { 
/**
 * Row id of the run.
 */
run: number, 
/**
 * Which items.
 */
wanted: ItemsWanted, 
/**
 * So many right rows drawn by chance from those that nobody chose; none where left out.
 */
extra_correct?: number, 
/**
 * So many wrong rows drawn by chance from those that nobody chose; none where left out.
 */
extra_wrong?: number, 
/**
 * Makes the draw repeatable; drawn where left out.
 */
seed?: number, 
/**
 * Why.
 */
reason?: string, 
/**
 * Unique in the project; made where left out.
 */
name?: string, 
/**
 * Decided without the label, the suggestion and the prediction in view; so where left out.
 */
blind?: boolean, };

/**
 * How an item came to be sent.
 */
export type RelabelStratum = "chosen" | "right" | "wrong";

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
 * A sample of rows to be marked again.
 */
export type Retag = { 
/**
 * Row id.
 */
id: number, 
/**
 * The tags, by row id.
 */
tags: Array<number>, 
/**
 * Rows drawn.
 */
size: number, 
/**
 * Rows there were to draw from: marked with at least one of the tags.
 */
population: number, 
/**
 * Draws the same rows from the same state.
 */
seed: number, 
/**
 * Rows marked again so far.
 */
done: number, 
/**
 * Row id of who drew them.
 */
person: number | null, 
/**
 * In milliseconds since 1970 UTC.
 */
made_at: number, };

/**
 * A row that was marked otherwise.
 */
export type RetagDisagreement = { 
/**
 * The item.
 */
item: number, 
/**
 * Its key.
 */
key: string, 
/**
 * The tag's name.
 */
tag: string, 
/**
 * Whether it had the tag first; the second mark is the other one.
 */
first: boolean, };

/**
 * A sample of marked rows.
 */
export type RetagDraw = { 
/**
 * The tags, by row id.
 */
tags: Array<number>, 
/**
 * How many rows.
 */
size: number, 
/**
 * Makes the draw repeatable; drawn where left out.
 */
seed?: number, };

/**
 * Second marks of one row.
 */
export type RetagMark = { 
/**
 * The sample.
 */
retag: number, 
/**
 * The row's place in it, from 0.
 */
position: number, 
/**
 * Tag id and whether it has the tag, for every tag of the sample.
 */
marks: Array<[number, boolean]>, };

/**
 * A row to be marked again.
 */
export type RetagNext = { 
/**
 * Its place in the sample, from 0.
 */
position: number, 
/**
 * The item.
 */
item: number, };

/**
 * How well the second marks of a tag agree with the first.
 */
export type RetagTag = { 
/**
 * The tag's name.
 */
tag: string, 
/**
 * Cohen's kappa; `n`: rows marked twice.
 */
kappa: Figure, 
/**
 * Share of the rows marked alike.
 */
alike: Figure, 
/**
 * Rows that had it first, not again.
 */
only_first: number, 
/**
 * Rows that had it again, not first.
 */
only_again: number, };

/**
 * Where a sample stands. What came out is told when every row is marked, so that nobody marks toward it.
 */
export type RetagView = { 
/**
 * The sample.
 */
retag: Retag, 
/**
 * The tags.
 */
tags: Array<Tag>, 
/**
 * The next row; none when all are marked.
 */
next: RetagNext | null, 
/**
 * Each tag, when all rows are marked.
 */
results: Array<RetagTag>, 
/**
 * Rows marked otherwise, when all rows are marked.
 */
disagreements: Array<RetagDisagreement>, };

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
made_at: number, 
/**
 * Of the model.
 */
version: string, 
/**
 * Of the code that trained it or ran it.
 */
code_commit: string, 
/**
 * Of the data that it learned from.
 */
dataset_version: string, 
/**
 * As text or JSON.
 */
hyperparameters: string, 
/**
 * Free text.
 */
note: string, 
/**
 * Kept out of lists since, in milliseconds since 1970 UTC; none: it is listed.
 */
archived_at: number | null, 
/**
 * Whether the project holds rows in the blackbox part. `n` and `errors` count those too, so nobody is shown them then.
 */
divided: boolean, };

/**
 * Two runs on the items that both predicted and that have a reference label.
 */
export type RunComparison = { 
/**
 * Accuracy of `b` less accuracy of `a`: (fixed - regressed) / n, with Tango's paired interval.
 */
difference: Figure, 
/**
 * Wrong in `a`, right in `b`.
 */
fixed: number, 
/**
 * Right in `a`, wrong in `b`.
 */
regressed: number, 
/**
 * Wrong in both.
 */
both_wrong: number, 
/**
 * Right in both.
 */
both_right: number, 
/**
 * McNemar's test.
 */
mcnemar: McNemarFigure, 
/**
 * Where `b` stands, if the interval allows it.
 */
verdict: RunVerdict, 
/**
 * Items compared.
 */
n: number, 
/**
 * The earlier run.
 */
a: ComparedRun, 
/**
 * The later run.
 */
b: ComparedRun, 
/**
 * Items that both predicted and that have no reference label, whatever the filter; in no figure.
 */
unlabelled: number, 
/**
 * The rows behind the counts.
 */
rows: ComparedRows, 
/**
 * Each tag, where it was seen or its rule holds.
 */
tags: Array<ComparedPart>, 
/**
 * Each class by the reference label.
 */
classes: Array<ComparedPart>, 
/**
 * Each value of the field asked for, the most frequent first.
 */
slices: Array<ComparedPart>, 
/**
 * Values that are joined because others are more frequent.
 */
slices_left_out: number, 
/**
 * What ceilings of run `a` promised, and what came of it.
 */
promises: Array<PromiseKept>, 
/**
 * Names the snapshot of reference labels.
 */
reference_revision: number, };

/**
 * A change of what is known of a run; what is left out stays as it is.
 */
export type RunEdit = { 
/**
 * Row id.
 */
run: number, 
/**
 * New name, unique in the project.
 */
name?: string, 
/**
 * New record.
 */
record?: RunRecord, 
/**
 * Keep it out of lists, or list it again.
 */
archived?: boolean, };

/**
 * What a person writes about a run; what is left out stays as it is.
 */
export type RunRecord = { 
/**
 * Of the model.
 */
version?: string, 
/**
 * Of the code that trained it or ran it.
 */
code_commit?: string, 
/**
 * Of the data that it learned from.
 */
dataset_version?: string, 
/**
 * As text or JSON.
 */
hyperparameters?: string, 
/**
 * Free text.
 */
note?: string, };

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
 * Predicted items of the blackbox part; in no figure.
 */
blackbox: number, 
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
 * Against the chosen baseline; none where none is chosen.
 */
baseline: BaselineGap | null, 
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
 * Where the later run stands by the earlier one.
 */
export type RunVerdict = "better" | "worse" | "undecided";

/**
 * Two runs to hold against each other.
 */
export type RunsCompare = { 
/**
 * Row id of the earlier run.
 */
a: number, 
/**
 * Row id of the later run.
 */
b: number, 
/**
 * Which rows, as a filter line of the sheet of run `b`; all where left out.
 */
filter?: string, 
/**
 * A metadata field by row id, whose values are told apart.
 */
field?: number, };

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
 * A way to look at the sheet, kept in the project for everyone in it.
 */
export type SavedView = { 
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
 * A filter line; empty for every row.
 */
filter: string, 
/**
 * By what the rows are ordered.
 */
sort: Array<Sort>, 
/**
 * In the order of the screen; columns not named follow as they would without the view.
 */
columns: Array<ColumnLook>, 
/**
 * Row id of the person who made it.
 */
owner?: number, 
/**
 * When it was last changed, in milliseconds since 1970 UTC.
 */
changed_at: number, 
/**
 * Why its filter or its order cannot be answered any more, such as a tag that went; none where they can.
 */
fault?: string, };

/**
 * A view to be saved.
 */
export type SavedViewDraft = { 
/**
 * The view that it replaces or renames; a new one where left out.
 */
id?: number, 
/**
 * Unique in the project, whatever the case.
 */
name: string, 
/**
 * A filter line; empty for every row.
 */
filter: string, 
/**
 * By what the rows are ordered.
 */
sort: Array<Sort>, 
/**
 * In the order of the screen.
 */
columns: Array<ColumnLook>, };

/**
 * A change of classes that takes the work along.
 */
export type SchemeChange = { "kind": "merge", 
/**
 * Row ids of the classes, two or more.
 */
classes: Array<number>, 
/**
 * What they become: one of them, where its id is given, or a new one.
 */
into: ClassDraft, } | { "kind": "split", 
/**
 * Row id of the class.
 */
class: number, 
/**
 * Two or more; the first one takes the place of the class, and keeps what goes nowhere else.
 */
parts: Array<ClassDraft>, 
/**
 * What becomes of its work.
 */
work: SplitWork, } | { "kind": "retire", 
/**
 * Row id of the class.
 */
class: number, 
/**
 * The class that takes its work; none: the work stays where it is.
 */
instead?: number, };

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
 * What a change of classes would do. Nothing was changed.
 */
export type SchemeForeseen = { 
/**
 * What it is, in words.
 */
summary: string, 
/**
 * The question as it would be.
 */
question: Question, 
/**
 * What it would move.
 */
moved: Tally, 
/**
 * What would become of the reference labels.
 */
labels: LabelChanges, 
/**
 * Conflicts without a decision, before.
 */
conflicts_before: number, 
/**
 * And after.
 */
conflicts_after: number, 
/**
 * Krippendorff's alpha, before.
 */
agreement_before: CoefficientFigure, 
/**
 * And after.
 */
agreement_after: CoefficientFigure, 
/**
 * The method whose fitted consensus would be dropped: it knows the old classes.
 */
fit_dropped: string | null, };

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
 * What the scores say.
 */
export type ScoreReport = { 
/**
 * `all_classes`: the run has a score for each class. `two_classes`: of two classes it has the score of the predicted
 * one, and the other gets the rest to 1. `predicted`: only that of the predicted class.
 */
from: string, 
/**
 * Rows with scores.
 */
n: number, 
/**
 * Rows without; in no figure of scores.
 */
without: number, 
/**
 * Why figures that need a probability of each class cannot be had.
 */
not_probabilities_because: string | null, 
/**
 * Each class against the rest.
 */
classes: Array<ClassRanking>, 
/**
 * Mean AUC of one class against the rest.
 */
macro_auc: Figure, 
/**
 * Mean average precision.
 */
macro_average_precision: Figure, 
/**
 * In nats.
 */
log_loss: Figure, 
/**
 * Rows whose reference class got no probability: each counts 36.04 by convention.
 */
log_loss_clipped: number, 
/**
 * Over all classes, 0 to 2.
 */
brier: Figure, 
/**
 * Among the highest 2, 3 and 5, where there are more classes.
 */
top: Array<TopView>, 
/**
 * Errors told by a low score.
 */
detection: DetectionView, 
/**
 * None where the scores of predictions are no probabilities.
 */
calibration: CalibrationView | null, };

/**
 * A combined score.
 */
export type ScoreView = { 
/**
 * None where the formula names what this tag has not.
 */
value: number | null, 
/**
 * Why there is none, in words.
 */
undefined_because: string | null, };

/**
 * A column that was searched.
 */
export type SearchedField = { 
/**
 * Name of the field, `split`, or `tag:NAME`.
 */
name: string, 
/**
 * `number`, `category` or `rule`.
 */
kind: string, 
/**
 * Values or ranges that a condition may name.
 */
values: number, };

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
 * An item that was sent.
 */
export type SentRow = { 
/**
 * Row id of the item.
 */
item: number, 
/**
 * External key.
 */
key: string, 
/**
 * How it came to be sent.
 */
stratum: RelabelStratum, 
/**
 * Probability of the label that it had.
 */
score: number | null, 
/**
 * Class key of the label when it was sent.
 */
given: string, 
/**
 * Where that came from.
 */
source: string, 
/**
 * Class key that the scores speak for.
 */
suggested: string | null, 
/**
 * Class key that the run predicts.
 */
predicted: string | null, 
/**
 * Class key decided on since.
 */
decided: string | null, };

/**
 * A field whose value the item shares with others.
 */
export type SharedValue = { 
/**
 * Row id of the field.
 */
field: number, 
/**
 * Its name.
 */
name: string, 
/**
 * The item's value, as text.
 */
value: string, 
/**
 * Items with this value.
 */
items: number, };

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
query: Query, 
/**
 * Names the place that shows the view: what it asked for before and is not there yet is stopped, with the code
 * `cancelled`.
 */
place?: string, };

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
 * Drawn by chance to be looked at, from all rows or from a stratum.
 */
drawn: boolean, 
/**
 * Free text.
 */
comment: string, 
/**
 * Tag id and whether yes (else no), for the tags that were looked at; rule tags as computed now.
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
 * A slice that becomes a tag.
 */
export type SliceToTag = { 
/**
 * Row id of the run that the slice was found in.
 */
run: number, 
/**
 * The slice as a filter line.
 */
filter: string, 
/**
 * Name of the tag; the filter line where left out.
 */
name?: string, 
/**
 * Where it came from.
 */
note?: string, };

/**
 * What the test half says of a slice that the search found.
 */
export type SliceWord = "found" | "undecided" | "not_confirmed";

/**
 * What to search. What is left out is chosen from the number of rows.
 */
export type SlicesFind = { 
/**
 * Row id of the run.
 */
run: number, 
/**
 * Only rows that this filter line lets through.
 */
filter?: string, 
/**
 * Fields, `split` or `tag:NAME` of a tag with a rule; all that are usable where left out.
 */
fields?: Array<string>, 
/**
 * Weight of the error against the size, above 0 to 1; .95 where left out.
 */
alpha?: number, 
/**
 * Fewest rows of a slice in the part that is searched; 32 or 1 % of it where left out.
 */
min_support?: number, 
/**
 * Most conditions of a slice; 3 where left out.
 */
max_level?: number, 
/**
 * How many slices are wanted; 10 where left out.
 */
k?: number, 
/**
 * Splits the rows; 1 where left out.
 */
seed?: number, 
/**
 * Share of the rows set aside for the test; one half where left out.
 */
test_share?: number, };

/**
 * What a search found.
 */
export type SlicesReport = { 
/**
 * The run.
 */
run: string, 
/**
 * The rows, as a filter line; empty for all.
 */
filter: string, 
/**
 * Rows with a reference label.
 */
n: number, 
/**
 * Wrong ones.
 */
errors: number, 
/**
 * Their share.
 */
error_rate: Figure, 
/**
 * Rows that were searched.
 */
searched: number, 
/**
 * Rows that were tested.
 */
tested: number, 
/**
 * Columns that were searched.
 */
fields: Array<SearchedField>, 
/**
 * Columns that were not, and why.
 */
left_out: Array<FieldLeftOut>, 
/**
 * Weight of the error against the size.
 */
alpha: number, 
/**
 * Fewest rows of a slice in the part that was searched.
 */
min_support: number, 
/**
 * Most conditions.
 */
max_level: number, 
/**
 * Splits the rows.
 */
seed: number, 
/**
 * Share set aside for the test.
 */
test_share: number, 
/**
 * Candidate slices that the search looked at.
 */
candidates: number, 
/**
 * Slices tested: the number of looks that the p values are adjusted for.
 */
looks: number, 
/**
 * Best first, by the search.
 */
slices: Array<FoundSlice>, 
/**
 * Names the snapshot of reference labels.
 */
reference_revision: number, };

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
 * A part of a tag that becomes a tag of its own.
 */
export type Split = { 
/**
 * The tag that is split.
 */
tag: number, 
/**
 * The run that the filter asks.
 */
run: number, 
/**
 * Which of its rows go to the new tag.
 */
filter: string, 
/**
 * Of the new tag.
 */
name: string, };

/**
 * What splitting a tag does.
 */
export type SplitForeseen = { 
/**
 * Items marked yes; for a rule tag, rows of the run that it holds for.
 */
yes: number, 
/**
 * Of them, those that get the new tag: yes there, no with the old one.
 */
moved: number, 
/**
 * Items marked no; they are no with both.
 */
no: number, 
/**
 * Of the items marked yes, those that are not in the run that the filter asks; they stay.
 */
outside: number, 
/**
 * The rules afterwards, old and new, for a rule tag.
 */
rules: [string, string] | null, };

/**
 * What becomes of the work of a class that is split.
 */
export type SplitWork = { "kind": "stay" } | { "kind": "requeue" } | { "kind": "by_field", 
/**
 * Row id of the field.
 */
field: number, 
/**
 * Which value goes where.
 */
values: Array<FieldPart>, };

/**
 * Where a rater stands.
 */
export type Stage = { "kind": "gated", 
/**
 * Why.
 */
gate: Gate, } | { "kind": "practice", 
/**
 * Answered.
 */
done: number, 
/**
 * In all.
 */
of: number, } | { "kind": "qualification", 
/**
 * From 1.
 */
attempt: number, 
/**
 * In all.
 */
attempts: number, 
/**
 * Answered in this attempt.
 */
done: number, 
/**
 * After so many it ends.
 */
most_golds: number, } | { "kind": "work" };

/**
 * One stage of a pipeline.
 */
export type StageReport = { 
/**
 * As shown.
 */
name: string, 
/**
 * The run with it and all stages before it corrected.
 */
run: string, 
/**
 * Row id of that run.
 */
run_id: number, 
/**
 * Accuracy of that run.
 */
accuracy: Figure, 
/**
 * What correcting this stage adds after all before it, with its paired interval.
 */
gain: Figure, 
/**
 * Whether it adds anything, if the interval allows it.
 */
verdict: RunVerdict, 
/**
 * Errors put down to it: the first stage whose correction makes the result right.
 */
first: StageShares, 
/**
 * The same as a mean over all orders; none unless there is a run for every set of stages.
 */
over_orders: OrderShare | null, };

/**
 * Errors put down to one stage.
 */
export type StageShares = { 
/**
 * Errors that its correction is the first to make right.
 */
errors: number, 
/**
 * Of all errors.
 */
share_of_errors: Figure, 
/**
 * Points of accuracy: errors / n.
 */
points: Figure, 
/**
 * Finds these rows in the sheet of the run as it is.
 */
filter: string, };

/**
 * A step in the life of an item.
 */
export type Step = { 
/**
 * What was done.
 */
event: Listed, 
/**
 * Whether the reference label is another one after it.
 */
reference_changed: boolean, 
/**
 * The reference label after it, by class id.
 */
reference: number | null, 
/**
 * Its name of then.
 */
reference_name: string | null, 
/**
 * Whether that cannot be told.
 */
unknown: boolean, };

/**
 * Draws from strata that together are all rows of a kind.
 */
export type StrataView = { 
/**
 * From which rows.
 */
from: DrawFrom, 
/**
 * The filters of the strata.
 */
filters: Array<string>, 
/**
 * What the estimates are about.
 */
speaks_for: string, 
/**
 * The tags that drawn rows were looked at for, over all strata, each by its size.
 */
tags: Array<DrawTag>, };

/**
 * One way in which items came to be sent.
 */
export type StratumRow = { 
/**
 * Which.
 */
stratum: RelabelStratum, 
/**
 * Rows that the items stand for: themselves where they were chosen, else the rows they were drawn from.
 */
population: number, 
/**
 * Items sent.
 */
sent: number, 
/**
 * Of them decided on.
 */
decided: number, 
/**
 * Of these with another label than before.
 */
changed: number, 
/**
 * changed / decided: of the drawn with the interval of a random draw from `population`.
 */
share: Figure, };

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
 * A label that the scores speak against.
 */
export type SuspectRow = { 
/**
 * Row id of the item.
 */
item: number, 
/**
 * External key.
 */
key: string, 
/**
 * Class key of the reference label.
 */
given: string, 
/**
 * Class key that the scores speak for.
 */
suggested: string, 
/**
 * Probability of the given label, 0 to 1; the smaller, the more suspect.
 */
score: number, 
/**
 * Probability of the suggested class.
 */
suggested_score: number, 
/**
 * (p(given) - largest p of another class + 1) / 2.
 */
margin: number, 
/**
 * Class key that the run predicts.
 */
predicted: string, 
/**
 * The prediction differs from the label: it counts among the run's errors.
 */
wrong: boolean, 
/**
 * Where the label came from: `adjudication`, `gold` or `consensus`.
 */
source: string, 
/**
 * A lead has decided on the label already.
 */
decided: boolean, 
/**
 * Row id of the list by which it was sent and is not decided on yet.
 */
sent: number | null, };

/**
 * Suspected label errors of a run.
 */
export type SuspectsReport = { 
/**
 * Row id.
 */
run_id: number, 
/**
 * The run.
 */
run: string, 
/**
 * Rows with a label and a score for each class: what this is about.
 */
n: number, 
/**
 * Predicted rows without a reference label.
 */
unlabelled: number, 
/**
 * Labelled rows without a usable score for each class.
 */
unscored: number, 
/**
 * Suspected labels: candidates for a second look, counted apart from the run's errors.
 */
suspected: number, 
/**
 * Wrong labels that the calibrated joint puts off its diagonal: a model's estimate, without an interval.
 */
estimated: number, 
/**
 * Of the suspects, those where the prediction differs from the label.
 */
errors_suspected: number, 
/**
 * The run's errors among these rows.
 */
errors: number, 
/**
 * Share right, with every label as it is.
 */
accuracy: Figure, 
/**
 * Share right of the rows that are not suspected.
 */
accuracy_apart: Figure, 
/**
 * Points gained if every error went away.
 */
ceiling: Figure, 
/**
 * The same, where errors on suspected labels are set apart.
 */
ceiling_apart: Figure, 
/**
 * What nobody can tell from the scores.
 */
caution: string, 
/**
 * The scores were completed from that of the predicted class, because the run has two classes and one score.
 */
completed: boolean, 
/**
 * Most suspect first; as many as were asked for.
 */
rows: Array<SuspectRow>, 
/**
 * Names the snapshot of reference labels.
 */
reference_revision: number, };

/**
 * The ceiling with and without rows whose reference label is suspected to be wrong.
 */
export type SuspectsView = { 
/**
 * Rows in scope whose label is suspected.
 */
suspected: number, 
/**
 * Of them wrong: perhaps the label's error, not the model's.
 */
errors: number, 
/**
 * Rows in scope without scores, which cannot be suspected.
 */
without_scores: number, 
/**
 * Points gained if every error went away.
 */
all_before: Figure, 
/**
 * The same, of errors on rows that are not suspected.
 */
all_after: Figure, 
/**
 * Points gained if every error of the tags went away.
 */
tags_before: Figure, 
/**
 * The same, of errors on rows that are not suspected.
 */
tags_after: Figure, };

/**
 * Which suspects.
 */
export type SuspectsWanted = { 
/**
 * Row id of the run.
 */
run: number, 
/**
 * Only rows that this filter line lets through.
 */
filter?: string, 
/**
 * At most this many rows; 500 where left out.
 */
limit?: number, };

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
note: string, 
/**
 * A filter line that decides which rows of a run have it; none for a tag that people mark by hand.
 */
rule: string | null, 
/**
 * Heading under which it is listed; empty for none.
 */
group: string, 
/**
 * Row id of the tag that it is a kind of.
 */
parent: number | null, 
/**
 * Row id of the person who sees to it.
 */
owner: number | null, };

/**
 * A tag and its rows in a run. Rows of the blackbox part are not counted.
 */
export type TagCount = { 
/**
 * The tag.
 */
tag: Tag, 
/**
 * Rows that have it.
 */
yes: number, 
/**
 * Rows that have not.
 */
no: number, 
/**
 * Rows that nobody looked at for it.
 */
unseen: number, 
/**
 * Of them, rows that were looked at for another tag or drawn to be looked at; none for a rule tag.
 */
late: number, 
/**
 * Why its rule cannot be read; none where it can.
 */
fault: string | null, };

/**
 * A new tag.
 */
export type TagCreate = { 
/**
 * Unique in the project, whatever the case.
 */
name: string, 
/**
 * A filter line that decides which rows have it; marked by hand where left out.
 */
rule?: string, };

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
hotkey?: string | null, 
/**
 * New importance.
 */
importance?: number | null, 
/**
 * New ease.
 */
ease?: number | null, 
/**
 * New human-level accuracy.
 */
hlp?: number | null, 
/**
 * New number behind it.
 */
hlp_n?: number | null, 
/**
 * New note.
 */
note?: string, 
/**
 * New rule; null turns the tag into one that is marked by hand.
 */
rule?: string | null, 
/**
 * New group.
 */
group?: string, 
/**
 * New parent.
 */
parent?: number | null, 
/**
 * New owner.
 */
owner?: number | null, };

/**
 * A tag that goes into another.
 */
export type TagMerge = { 
/**
 * Row id of the tag that goes.
 */
tag: number, 
/**
 * Row id of the tag that stays.
 */
into: number, };

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
 * What a change moved.
 */
export type Tally = { 
/**
 * Judgments that stand.
 */
judgments: number, 
/**
 * Known answers.
 */
gold: number, 
/**
 * Decisions that stand.
 */
decisions: number, 
/**
 * Predictions.
 */
predictions: number, 
/**
 * Labels of audits, as drawn or as looked at.
 */
audit_labels: number, 
/**
 * Items that any of these belong to.
 */
items: number, };

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
item: Item, 
/**
 * Answers of leads that are about such an item.
 */
notes: Array<NoteView>, };

/**
 * A test at one accuracy of the rater.
 */
export type TestPoint = { 
/**
 * The rater's accuracy.
 */
accuracy: number, 
/**
 * Chance that one attempt is passed.
 */
pass: number, 
/**
 * Chance that one attempt is failed.
 */
fail: number, 
/**
 * Chance that one attempt ends without a verdict.
 */
undecided: number, 
/**
 * Golds of one attempt on average.
 */
expected_golds: number, 
/**
 * Golds within which 95 of 100 attempts have ended.
 */
p95_golds: number, 
/**
 * Chance of a pass over all attempts, where each failed one is tried again.
 */
pass_in_all: number, 
/**
 * Chance that all attempts are failed.
 */
fail_in_all: number, 
/**
 * Chance that a lead has to decide.
 */
undecided_in_all: number, 
/**
 * Golds of all attempts on average.
 */
golds_in_all: number, };

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
 * A run against the best one.
 */
export type ToBest = { 
/**
 * Accuracy of this run less that of the best, on the items that both predicted; paired interval.
 */
difference: Figure, 
/**
 * Of McNemar's test, corrected over all pairs of runs (Benjamini and Hochberg).
 */
p_adjusted: number, 
/**
 * Decided only where the interval lies on one side of 0 and the corrected p value is at most .05.
 */
verdict: RunVerdict, };

/**
 * Share of rows whose reference label is among the highest scores.
 */
export type TopView = { 
/**
 * How many of the highest scores.
 */
top: number, 
/**
 * The share; a tie at the edge counts as out.
 */
accuracy: Figure, };

/**
 * Two versions of the guideline.
 */
export type TwoVersions = { 
/**
 * The older one; 0 is the empty text before the first.
 */
older: number, 
/**
 * The newer one.
 */
newer: number, };

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
 * None where there was nothing to take back, or several were taken back together.
 */
item: number | null, 
/**
 * Decisions taken back.
 */
items: number, };

/**
 * What the file does not keep.
 */
export type Unknown = "fitted_consensus" | "adaptive_overlap" | "removed_import";

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
 * A version with the agreement of what was judged under it.
 */
export type VersionFigures = { 
/**
 * Who, when, how much.
 */
version: GuidelineVersion, 
/**
 * Krippendorff's alpha of the judgments made under it.
 */
alpha: CoefficientFigure, 
/**
 * Share of pairs of judgments of an item that agree.
 */
agreement: CoefficientFigure, };

/**
 * The judgments on one side.
 */
export type VersionSide = { 
/**
 * The first version; none where there is none.
 */
from_version: number | null, 
/**
 * The last version.
 */
to_version: number | null, 
/**
 * Counted judgments.
 */
judgments: number, 
/**
 * Items with two of them or more.
 */
items: number, 
/**
 * Krippendorff's alpha.
 */
alpha: CoefficientFigure, 
/**
 * Share of pairs of judgments of an item that agree.
 */
agreement: CoefficientFigure, };

/**
 * The votes of an item and what they come to.
 */
export type Votes = { 
/**
 * The leading class; none at a tie.
 */
class: number | null, 
/**
 * Its votes.
 */
votes: number, 
/**
 * Votes in all.
 */
n: number, 
/**
 * They do not support a consensus under the policy of then.
 */
conflict: boolean, };

/**
 * The watch over a rater.
 */
export type WatchView = { 
/**
 * S: 0 is good, the limit pauses.
 */
sum: number, 
/**
 * The limit.
 */
limit: number, 
/**
 * Hidden golds since the watch began, or since the rater was let go on.
 */
golds: number, 
/**
 * Golds since S was last 0.
 */
since_zero: number, 
/**
 * Share right of these golds; its interval knows of the stop where the rater is paused.
 */
accuracy: Figure, 
/**
 * When the rater was paused, in milliseconds since 1970 UTC.
 */
paused_at: number | null, };

/**
 * The figures of a tag with items weighted by importance.
 */
export type WeightedFigures = { 
/**
 * What fraction of the weight of the errors has it.
 */
share_of_errors: Figure, 
/**
 * What fraction of the weight of the items with it is wrong.
 */
miss_rate: Figure, 
/**
 * What fraction of all weight has it.
 */
share_of_items: Figure, 
/**
 * Points of weighted accuracy gained if every error with it went away.
 */
zero_error_ceiling: Figure, 
/**
 * Weighted accuracy on items with it.
 */
accuracy: Figure, 
/**
 * The level less weighted accuracy, signed; none without a level.
 */
gap: Figure | null, 
/**
 * Points of weighted accuracy gained if the tag reached the level.
 */
hlp_gain: Figure | null, };

/**
 * How items are weighted.
 */
export type WeightsView = { 
/**
 * The metadata field.
 */
field: string, 
/**
 * Rows whose weight is used.
 */
used: number, 
/**
 * Rows without a number there, left out of weighted figures.
 */
missing: number, 
/**
 * Rows with a negative number there, left out too.
 */
negative: number, 
/**
 * Rows that weigh 0 and so count for nothing.
 */
zero: number, 
/**
 * Why there are no weights though a field is chosen, such as a field that is gone.
 */
fault: string | null, };

/**
 * Which tags.
 */
export type WhatIf = { 
/**
 * Row id of the run.
 */
run: number, 
/**
 * A filter line: of the rows it lets through; every row where left out.
 */
filter?: string, 
/**
 * Row ids of the tags; every tag whose share of errors can be had where empty.
 */
tags: Array<number>, 
/**
 * Also with suspected label errors set aside; needs the scores of every class.
 */
suspects?: boolean, };

/**
 * What would be if the errors of some tags went away.
 */
export type WhatIfReport = { 
/**
 * The run.
 */
run: string, 
/**
 * The filter line that the rows passed; none: every row.
 */
filter: string | null, 
/**
 * Predicted items with a reference label.
 */
n: number, 
/**
 * Of them wrong.
 */
errors: number, 
/**
 * Share right now.
 */
accuracy: Figure, 
/**
 * The tags.
 */
tags: Array<string>, 
/**
 * Share of the errors with one of the tags at least.
 */
share_of_errors: Figure, 
/**
 * Of the items with one of the tags, what share is wrong.
 */
miss_rate: Figure, 
/**
 * Share of the items with one of the tags at least.
 */
share_of_items: Figure, 
/**
 * Points gained if every error with one of the tags went away: of the union, not a sum.
 */
ceiling: Figure, 
/**
 * What accuracy would be then.
 */
accuracy_then: Figure, 
/**
 * The tags in the order of what each adds.
 */
plan: Array<PlanRow>, 
/**
 * With suspected label errors set aside, where asked for.
 */
suspects: SuspectsView | null, 
/**
 * Why suspects cannot be told, where asked for.
 */
suspects_undefined_because: string | null, 
/**
 * Names the snapshot of reference labels.
 */
reference_revision: number, 
/**
 * When that snapshot came to be, in milliseconds since 1970 UTC; none where nobody noted it.
 */
reference_at: number | null, };

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
 * Active time that was paid, in milliseconds: also of skips, gold, practice and tests, and of what was corrected or taken back.
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
  /** Why nothing is saved any more, after the file failed; looks whether it is still where it was. */
  project_fault: { request: null; response: FileFault | null };
  /** Opens a file that failed again and checks it, as a job; only then is anything saved again. */
  project_reopen: { request: null; response: JobId };
  /** Looks whether the file is sound and every kept figure equals a recount. */
  project_check: { request: null; response: CheckReport };
  /** The project's backups, the newest first. */
  backups_list: { request: null; response: BackupList };
  /** Takes a backup while others work; the job gives a BackupView. */
  backup_now: { request: null; response: JobId };
  /** Writes a copy of a backup that can be opened; the job gives a FileHandle. */
  backup_copy: { request: BackupCopy; response: JobId };
  /** Puts a backup in the place of what the project holds, which is kept as a backup; the job gives a BackupRestored. */
  backup_restore: { request: OnBackup; response: JobId };
  /** The backups beside a file that is not open. */
  backups_of_file: { request: OnFile; response: BackupList };
  /** Puts a backup in the place of a file that cannot be opened; the job gives a BackupRestored. */
  backup_rescue: { request: BackupRescue; response: JobId };
  /** What was done, newest first. */
  event_list: { request: EventsWanted; response: EventPage };
  /** Takes back what an event did; of an undo, does it again. */
  event_undo: { request: OnEvent; response: null };
  /** What happened to an item, oldest first, and what its reference label was after each step. */
  item_history: { request: OnItem; response: Array<Step> };
  /** An item as it was at a past moment. */
  item_as_of: { request: ItemMoment; response: PastItem };
  /** What a person did, newest first. */
  person_history: { request: OnPerson; response: PersonEvents };
  /** Fills the gaps of a scheme (keys, hotkeys, colours) and says what is wrong with it. */
  scheme_check: { request: SchemeDraft; response: Question };
  /** Changes the classes; those with an id keep their judgments. */
  scheme_update: { request: SchemeDraft; response: Question };
  /** What merging, splitting or retiring classes would do; changes nothing. The job gives a SchemeForeseen. */
  scheme_foresee: { request: SchemeChange; response: JobId };
  /** Merges, splits or retires classes, and takes their work along; one undo step. The job gives the Question. */
  scheme_change: { request: SchemeChange; response: JobId };
  /** Changes how work is handed out. */
  policy_update: { request: Policy; response: Policy };
  /** What agreeing raters reach of whom nothing is known yet, for the target of adaptive overlap. */
  agreeing_reach: { request: null; response: AgreeingReach };
  /** The instructions in force. */
  guideline_get: { request: null; response: GuidelineView };
  /** Publishes a new version of the instructions. */
  guideline_publish: { request: GuidelinePublish; response: GuidelineView };
  /** Every version, with the agreement of what was judged under it. */
  guideline_history: { request: null; response: GuidelineHistory };
  /** The text of one version. */
  guideline_version: { request: OnVersion; response: GuidelineView };
  /** What changed between two versions, by line and word. */
  guideline_compare: { request: TwoVersions; response: GuidelineDifference };
  /** Agreement and confusions before and after a version. */
  guideline_effect: { request: GuidelineEffectRequest; response: GuidelineEffect };
  /** Publishes the text of an earlier version as a new one. */
  guideline_restore: { request: OnVersion; response: GuidelineView };
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
  /** Gives a person another name. */
  person_rename: { request: PersonRename; response: Person };
  /** Retires a person, or brings one back; what the person did stays. */
  person_retire: { request: PersonRetire; response: Person };
  /** What everyone has done. */
  person_activity: { request: null; response: Array<Activity> };
  /** Which role may do what, as the table of commands has it. */
  role_capabilities: { request: null; response: Array<Capability> };
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
  /** The rater's own record on hidden gold, where the policy shows it. */
  label_record: { request: null; response: OwnGold | null };
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
  /** Says that the rater has read the guideline in force and accepts it. */
  guideline_accept: { request: AcceptGuideline; response: Queue };
  /** Starts the rater's next attempt at the qualification. */
  qualification_start: { request: null; response: Queue };
  /** What a qualification would do; changes nothing. */
  qualification_plan: { request: QualificationRule; response: QualificationPlanned };
  /** What monitoring by hidden gold would do; changes nothing. */
  monitor_plan: { request: MonitorRule; response: MonitorPlanned };
  /** Lets a rater who has not passed work, or try again. */
  qualification_decide: { request: QualificationDecide; response: Changed };
  /** Every rater: gates passed, gold record, monitor. */
  rater_list: { request: null; response: Array<RaterView> };
  /** Lets a paused rater go on. */
  rater_resume: { request: OnRater; response: Changed };
  /** How many labels setting aside would take out. */
  rater_set_aside_preview: { request: RaterSetAside; response: AsidePreview };
  /** Sets labels of a rater aside, so that others judge their items again. */
  rater_set_aside: { request: RaterSetAside; response: Changed };
  /** How the gold is divided, and how much is needed. */
  gold_pool: { request: null; response: GoldPool };
  /** Gold items with their answers. */
  gold_list: { request: GoldListRequest; response: Array<GoldItem> };
  /** Draws which gold is for practice and qualification; the rest is hidden. */
  gold_divide: { request: GoldDivide; response: Changed };
  /** Changes what a gold item is for, its acceptable answers or its explanation. */
  gold_set: { request: GoldSet; response: Changed };
  /** Makes a gold item an ordinary one. */
  gold_remove: { request: OnItem; response: Changed };
  /** Gold that raters who passed miss above chance. */
  gold_doubtful: { request: null; response: Array<DoubtfulGold> };
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
  /** The lead's queue in its order. */
  conflict_list: { request: ConflictRequest; response: ConflictQueue };
  /** What accepting the leading classes of a filter would do; changes nothing. */
  conflict_accept_preview: { request: ConflictAccept; response: AcceptPreview };
  /** Decides for the leading class of every conflict in a filter that holds enough; one undo step. */
  conflict_accept: { request: ConflictAccept; response: HowMany };
  /** How many items a requeue would reach; changes nothing. */
  conflict_requeue_preview: { request: ConflictRequeue; response: HowMany };
  /** Wants more judgments of the items in a filter. */
  conflict_requeue: { request: ConflictRequeue; response: HowMany };
  /** One item with its judgments, decision and reference label. */
  item_get: { request: OnItem; response: ItemView };
  /** Decides on an item. */
  adjudicate: { request: Adjudicate; response: null };
  /** Takes the lead's newest decision back. */
  adjudicate_undo: { request: null; response: UndoneItem };
  /** Makes a decided item an example in the guideline, as a new version. */
  example_add: { request: ExampleAdd; response: ExampleAdded };
  /** Asks about the item in view and sets it aside; offers the next item. */
  ask_send: { request: AskSend; response: Queue };
  /** Every answer of a lead, without names. */
  ask_answers: { request: null; response: Array<NoteView> };
  /** Puts an answer away that was read. */
  ask_seen: { request: OnAnswer; response: null };
  /** The raters' questions. */
  ask_list: { request: AskFilter; response: AskList };
  /** One question with what is needed to answer it. */
  ask_get: { request: OnAsk; response: AskView };
  /** Answers a question; the item comes back to the rater who asked. */
  ask_answer: { request: AskAnswer; response: AskView };
  /** Takes the lead's newest answer back. */
  ask_answer_undo: { request: null; response: number | null };
  /** Every run. */
  run_list: { request: null; response: Array<Run> };
  /** A run against the reference labels. */
  run_report: { request: OnRun; response: RunReport };
  /** All figures of a run or a slice of it: counts, averages, and what its scores say. */
  run_metrics: { request: MetricsRequest; response: MetricsReport };
  /** Precision-recall and ROC of one class, with counts and intervals at each threshold. */
  run_curve: { request: CurveRequest; response: CurveReport };
  /** Each tag, and each value of a metadata field, against the rest of the rows. */
  run_parts: { request: PartsRequest; response: PartsReport };
  /** Gaps between the groups that a metadata field makes. */
  run_gaps: { request: GapsRequest; response: GapsReport };
  /** The standing checks. */
  check_list: { request: null; response: Array<CheckView> };
  /** Puts a check in use. */
  check_add: { request: CheckDraft; response: CheckView };
  /** Puts another check in the place of one. */
  check_edit: { request: CheckEdit; response: CheckView };
  /** Takes a check out of use. */
  check_retire: { request: OnCheck; response: null };
  /** What the checks found on a run. */
  checks_get: { request: ChecksOfRun; response: ChecksReport };
  /** Runs every check on a run and keeps what it finds. */
  checks_run: { request: ChecksOfRun; response: ChecksReport };
  /** Two runs on the items that both predicted: what the later one fixed and broke, and where. */
  runs_compare: { request: RunsCompare; response: RunComparison };
  /** All runs by accuracy, each against the best, and which of them cannot be told apart. */
  runs_leaderboard: { request: null; response: Leaderboard };
  /** Renames a run, writes its record, or keeps it out of lists. */
  run_edit: { request: RunEdit; response: Run };
  /** Keeps what the ceilings of some tags of a run promise now. */
  promise_set: { request: PromiseSet; response: Promise };
  /** The promises made. */
  promise_list: { request: PromisesWanted; response: Array<Promise> };
  /** Drops a promise. */
  promise_delete: { request: OnPromise; response: null };
  /** Every pipeline. */
  pipeline_list: { request: null; response: Array<Pipeline> };
  /** Makes a pipeline, or puts another in its place. */
  pipeline_save: { request: PipelineSave; response: Pipeline };
  /** Removes a pipeline; its runs stay. */
  pipeline_delete: { request: OnPipeline; response: null };
  /** Which stage of a pipeline to improve. */
  pipeline_report: { request: PipelineWanted; response: PipelineReport };
  /** The metadata fields, in the order of a sheet row's values. */
  field_list: { request: null; response: Array<Field> };
  /** Opens a view of the sheet. */
  sheet_open: { request: SheetOpen; response: SheetView };
  /** A page of a view. */
  sheet_rows: { request: SheetPage; response: SheetRows };
  /** What may stand at the cursor of a filter line. */
  filter_complete: { request: FilterComplete; response: Completion };
  /** Every view of the sheet that was saved. */
  view_list: { request: null; response: Array<SavedView> };
  /** Saves a view of the sheet, or changes one. */
  view_save: { request: SavedViewDraft; response: SavedView };
  /** Deletes a view of the sheet. */
  view_delete: { request: OnView; response: null };
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
  /** Every tag with its rows in a run: yes, no, unseen, and what was looked at before the tag was there. */
  tag_counts: { request: RunRequest; response: Array<TagCount> };
  /** What merging two tags would do; changes nothing. */
  tag_merge_preview: { request: TagMerge; response: MergeForeseen };
  /** Merges a tag into another. */
  tag_merge: { request: TagMerge; response: Tag };
  /** What splitting a tag would do; changes nothing. */
  tag_split_preview: { request: Split; response: SplitForeseen };
  /** Makes a new tag of the rows of a tag that a filter finds. */
  tag_split: { request: Split; response: Tag };
  /** What deleting a tag would do; changes nothing. */
  tag_delete_preview: { request: OnTag; response: DeleteForeseen };
  /** Deletes a tag with its marks. */
  tag_delete: { request: OnTag; response: null };
  /** Every sample of marked rows that is marked again blind. */
  retag_list: { request: null; response: Array<Retag> };
  /** Draws marked rows to be marked again blind. */
  retag_draw: { request: RetagDraw; response: RetagView };
  /** Where a sample stands: the next row, or how well the marks agree. */
  retag_get: { request: OnRetag; response: RetagView };
  /** Marks one row again. */
  retag_mark: { request: RetagMark; response: RetagView };
  /** Takes back the row that the caller marked again last. */
  retag_undo: { request: OnRetag; response: RetagView };
  /** How many rows a marking would change. */
  mark_preview: { request: MarkRows; response: MarkPreview };
  /** Marks rows of a view; one undo step. */
  mark_rows: { request: MarkRows; response: Marked };
  /** How many rows and cells a pasted block would change. */
  marks_paste_preview: { request: MarksPaste; response: MarkPreview };
  /** Marks a block of cells, rows of a view by tags; one undo step. */
  marks_paste: { request: MarksPaste; response: Marked };
  /** On how many rows of a selection something is unseen. */
  marks_rest_preview: { request: MarksRest; response: MarkPreview };
  /** Marks what is unseen on rows of a view as no, for every tag that is set by hand; one undo step. */
  marks_rest: { request: MarksRest; response: Marked };
  /** Every score that a run gave one item. */
  prediction_scores: { request: OnPrediction; response: PredictionScores };
  /** Writes a comment. */
  comment_set: { request: CommentSet; response: null };
  /** Draws rows by chance to be looked at. */
  rows_draw: { request: DrawRows; response: Drawn };
  /** How many rows there are to draw from, and sizes that make sense. */
  draw_foresee: { request: DrawWanted; response: DrawForeseen };
  /** The draws of a run with their designs and what they say. */
  draw_list: { request: RunRequest; response: DrawList };
  /** How the items are divided into what is looked at and what is only counted, and a run in both parts. */
  parts_get: { request: RunRequest; response: PartsView };
  /** Divides the items by chance into an eyeball and a blackbox part. */
  parts_divide: { request: PartsDivide; response: PartsView };
  /** Puts the two parts together again. */
  parts_join: { request: RunRequest; response: PartsView };
  /** What a later run gained in each part, and whether more where people looked. */
  parts_compare: { request: PartsCompare; response: PartsGain };
  /** Counts that someone looked at an item of a part. */
  part_opened: { request: OnItem; response: null };
  /** Looks for slices where a run errs more than elsewhere, as a job; its result is a SlicesReport. */
  slices_find: { request: SlicesFind; response: JobId };
  /** Makes a tag whose rule is a slice. */
  slice_to_tag: { request: SliceToTag; response: Tag };
  /** Labels that the scores of a run speak against, most suspect first. */
  suspects_list: { request: SuspectsWanted; response: SuspectsReport };
  /** What sending items to be decided on again would do; changes nothing. */
  relabel_foresee: { request: RelabelSend; response: RelabelForeseen };
  /** Sends items to be decided on again, with rows drawn by chance beside them. */
  relabel_send: { request: RelabelSend; response: RelabelReport };
  /** Everything that was sent to be decided on again, newest first. */
  relabel_list: { request: null; response: Array<Relabel> };
  /** What came of items that were sent, and the next one to decide on. */
  relabel_report: { request: OnRelabel; response: RelabelReport };
  /** Named lists of items to collect more like. */
  collection_list: { request: null; response: Array<Collection> };
  /** Makes a named list of items to collect more like. */
  collection_make: { request: CollectionMake; response: Collection };
  /** Drops a named list; its items stay in the project. */
  collection_drop: { request: OnCollection; response: null };
  /** Writes items with text, picture, label and tags, as a job; its result is `Exported`. */
  examples_export: { request: ExamplesExport; response: JobId };
  /** Splits and imports of items, to hold against each other. */
  drift_parts: { request: null; response: Array<DataPartView> };
  /** Checks between two splits or imports, as a job; its result is a DriftReport. */
  drift_report: { request: DriftOf; response: JobId };
  /** What to fix next. */
  priorities_get: { request: PrioritiesRequest; response: PrioritiesReport };
  /** What would be if the errors of some tags went away. */
  priorities_if: { request: WhatIf; response: WhatIfReport };
  /** The project's formula, weights and baseline of priorities. */
  priorities_settings: { request: null; response: PrioritySettings };
  /** Sets the project's formula, weights and baseline of priorities. */
  priorities_set: { request: PrioritySettings; response: PrioritySettings };
  /** Every draw for human level. */
  human_list: { request: null; response: Array<HumanDraw> };
  /** How exactly a draw of this size would tell the human level. */
  human_foresee: { request: HumanSize; response: HumanForeseen };
  /** Where a draw stands, with the next item to decide on. */
  human_get: { request: OnHumanDraw; response: HumanDrawView };
  /** Draws judged items by chance, to be decided on blind. */
  human_draw: { request: HumanDrawCreate; response: HumanDrawView };
  /** Decides blind on one item of a draw. */
  human_judge: { request: HumanJudge; response: HumanDrawView };
  /** Takes the newest decision in a draw back. */
  human_undo: { request: OnHumanDraw; response: HumanDrawView };
  /** How often people give the reference label, and runs beside them. */
  human_report: { request: HumanRequest; response: HumanReport };
  /** Figures that runs are held against. */
  baseline_list: { request: null; response: Array<BaselineView> };
  /** Sets a figure by hand. */
  baseline_set: { request: BaselineSet; response: BaselineView };
  /** Stores the human level of a draw. */
  baseline_store: { request: BaselineStore; response: BaselineView };
  /** Changes a baseline. */
  baseline_edit: { request: BaselineEdit; response: BaselineView };
  /** Takes a baseline out of use. */
  baseline_retire: { request: OnBaseline; response: null };
  /** Chooses the baseline that runs are held against. */
  baseline_choose: { request: BaselineChoose; response: null };
  /** Takes back the caller's newest change of a baseline. */
  baseline_undo: { request: null; response: BaselineUndone };
  /** Every audit. */
  audit_list: { request: null; response: Array<AuditRow> };
  /** How exactly an audit of this size would tell an error rate of 5 %. */
  audit_foresee: { request: AuditSize; response: Figure };
  /** The smallest plan for the labels there are, and what it would do; changes nothing. */
  audit_plan: { request: AuditPlanRequest; response: AuditPlanned };
  /** The labels there are by group, to draw from each. */
  audit_groups: { request: AuditGroupsRequest; response: Array<AuditGroup> };
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
