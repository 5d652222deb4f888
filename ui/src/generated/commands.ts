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
export type ExportWhat = "judgments" | "labels" | "raters" | "agreement" | "sheet" | "priorities" | "human" | "report";

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
 * Names a baseline.
 */
export type OnBaseline = { 
/**
 * Row id.
 */
baseline: number, };

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
 * Names a person.
 */
export type OnRater = { 
/**
 * Row id.
 */
person: number, };

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
 * Names a version of the guideline.
 */
export type OnVersion = { 
/**
 * From 1.
 */
version: number, };

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
reference_revision: number, };

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
 * What a part of a baseline is about.
 */
export type PartKind = "class" | "tag";

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
 * What the chosen baseline says of the tag, where no level is set.
 */
hlp_offer: HlpOffer | null, 
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
note?: string, 
/**
 * New rule; null turns the tag into one that is marked by hand.
 */
rule: string | null, 
/**
 * New group.
 */
group?: string, 
/**
 * New parent.
 */
parent: number | null, 
/**
 * New owner.
 */
owner: number | null, };

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
  /** What merging, splitting or retiring classes would do; changes nothing. */
  scheme_foresee: { request: SchemeChange; response: SchemeForeseen };
  /** Merges, splits or retires classes, and takes their work along; one undo step. */
  scheme_change: { request: SchemeChange; response: Question };
  /** Changes how work is handed out. */
  policy_update: { request: Policy; response: Policy };
  /** The instructions in force. */
  guideline_get: { request: null; response: GuidelineView };
  /** Publishes a new version of the instructions. */
  guideline_publish: { request: MarkdownText; response: GuidelineView };
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
