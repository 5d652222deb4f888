//! The table: each command once, `name(Request) -> Response`, what it needs, and the function that does it.
//!
//! The desktop bridge ([`dispatch`]), the TypeScript types ([`typescript`]) and the command line all come from it.

mod typescript;

pub use typescript::typescript;

use crate::access::{Caller, Context, Needs, Workbench};
use crate::{Error, WireError};
use assay_model::Role;
use serde_json::Value;
use ts_rs::TS;
use typescript::Declarations;

/// A command as the table declares it.
pub struct CommandSpec {
    /// Stable name.
    pub name: &'static str,
    /// What it does.
    pub doc: &'static str,
    /// Who may call it.
    pub needs: Needs,
}

const RATER: Needs = Needs::Role(Role::Rater);
const LEAD: Needs = Needs::Role(Role::Lead);
const ANALYST: Needs = Needs::Role(Role::Analyst);

macro_rules! commands {
    ($($(#[doc = $doc:literal])+ $name:ident($request:ty) -> $response:ty, $needs:expr, $handler:path;)+) => {
        /// Every command.
        pub const TABLE: &[CommandSpec] = &[
            $(CommandSpec { name: stringify!($name), doc: concat!($($doc),+), needs: $needs }),+
        ];

        $($(#[doc = $doc])+
        pub fn $name(workbench: &Workbench, caller: &Caller, request: $request) -> crate::Result<$response> {
            $handler(&Context::new(workbench, caller, $needs)?, request)
        })+

        fn run(workbench: &Workbench, caller: &Caller, command: &str, request: Value) -> crate::Result<Value> {
            match command {
                $(stringify!($name) => {
                    // Who may not call it learns nothing of what it wants.
                    let context = Context::new(workbench, caller, $needs)?;
                    let request = serde_json::from_value::<$request>(request).map_err(|e| Error::BadRequest {
                        command: command.to_owned(),
                        detail: e.to_string(),
                    })?;
                    Ok(serde_json::to_value($handler(&context, request)?)?)
                })+
                _ => Err(Error::UnknownCommand(command.to_owned())),
            }
        }

        fn collect(types: &mut Declarations) -> Vec<String> {
            vec![$({
                types.add::<$request>();
                types.add::<$response>();
                let config = &types.config;
                format!(
                    "  /** {} */\n  {}: {{ request: {}; response: {} }};",
                    concat!($($doc),+).trim(), stringify!($name), <$request>::name(config), <$response>::name(config),
                )
            }),+]
        }
    };
}

commands! {
    /// The program: version and proposals for a first project.
    app_info(()) -> crate::app::AppInfo, Needs::Nothing, crate::app::info;
    /// Projects that were open before.
    recent_list(()) -> Vec<crate::recent::RecentProject>, Needs::Nothing, crate::recent::list;
    /// Where a job stands.
    job_status(crate::jobs::JobId) -> crate::jobs::JobStatus, Needs::Nothing, crate::jobs::status;
    /// Asks a job to stop.
    job_cancel(crate::jobs::JobId) -> (), Needs::Nothing, crate::jobs::cancel;

    /// Makes a project and opens it.
    project_create(crate::project::ProjectCreate) -> crate::project::Overview, Needs::Nothing, crate::project::create;
    /// Makes the sample project and opens it.
    sample_create(crate::sample::SampleCreate) -> crate::project::Overview, Needs::Nothing, crate::sample::create;
    /// Opens a project.
    project_open(crate::project::ProjectOpen) -> crate::project::Overview, Needs::Nothing, crate::project::open;
    /// Closes the open project.
    project_close(()) -> (), Needs::Nothing, crate::project::close;
    /// The open project: name, question, policy, people, numbers.
    project_overview(()) -> crate::project::Overview, Needs::Project, crate::project::overview;
    /// Renames the project.
    project_rename(crate::project::ProjectRename) -> (), LEAD, crate::project::rename;
    /// Writes a complete copy while the project is in use.
    project_copy(crate::project::OnFile) -> crate::files::FileHandle, Needs::Project, crate::project::copy;
    /// Why nothing is saved any more, after the file failed; looks whether it is still where it was.
    project_fault(()) -> Option<assay_store::FileFault>, Needs::Nothing, crate::project::fault;
    /// Opens a file that failed again and checks it, as a job; only then is anything saved again.
    project_reopen(()) -> crate::jobs::JobId, Needs::Nothing, crate::project::reopen;
    /// Looks whether the file is sound and every kept figure equals a recount.
    project_check(()) -> crate::project::CheckReport, Needs::Project, crate::project::check;
    /// The project's backups, the newest first.
    backups_list(()) -> crate::backups::BackupList, LEAD, crate::backups::list;
    /// Takes a backup while others work; the job gives a BackupView.
    backup_now(()) -> crate::jobs::JobId, LEAD, crate::backups::take;
    /// Writes a copy of a backup that can be opened; the job gives a FileHandle.
    backup_copy(crate::backups::BackupCopy) -> crate::jobs::JobId, LEAD, crate::backups::copy;
    /// Puts a backup in the place of what the project holds, which is kept as a backup; the job gives a BackupRestored.
    backup_restore(crate::backups::OnBackup) -> crate::jobs::JobId, LEAD, crate::backups::restore;
    /// The backups beside a file that is not open.
    backups_of_file(crate::project::OnFile) -> crate::backups::BackupList, Needs::Nothing, crate::backups::list_of_file;
    /// Puts a backup in the place of a file that cannot be opened; the job gives a BackupRestored.
    backup_rescue(crate::backups::BackupRescue) -> crate::jobs::JobId, Needs::Nothing, crate::backups::rescue;
    /// What was done, newest first.
    event_list(crate::history::EventsWanted) -> crate::history::EventPage, LEAD, crate::history::list;
    /// Takes back what an event did; of an undo, does it again.
    event_undo(crate::history::OnEvent) -> (), LEAD, crate::history::undo;
    /// What happened to an item, oldest first, and what its reference label was after each step.
    item_history(crate::conflicts::OnItem) -> Vec<assay_store::past::Step>, LEAD, crate::history::item_history;
    /// An item as it was at a past moment.
    item_as_of(crate::history::ItemMoment) -> assay_store::past::PastItem, LEAD, crate::history::as_of;
    /// What a person did, newest first.
    person_history(crate::history::OnPerson) -> crate::history::PersonEvents, LEAD, crate::history::person_history;
    /// Fills the gaps of a scheme (keys, hotkeys, colours) and says what is wrong with it.
    scheme_check(assay_model::SchemeDraft) -> assay_model::Question, Needs::Nothing, crate::scheme::check;
    /// Changes the classes; those with an id keep their judgments.
    scheme_update(assay_model::SchemeDraft) -> assay_model::Question, LEAD, crate::scheme::update;
    /// What merging, splitting or retiring classes would do; changes nothing. The job gives a SchemeForeseen.
    scheme_foresee(assay_model::SchemeChange) -> crate::jobs::JobId, LEAD, crate::scheme::foresee;
    /// Merges, splits or retires classes, and takes their work along; one undo step. The job gives the Question.
    scheme_change(assay_model::SchemeChange) -> crate::jobs::JobId, LEAD, crate::scheme::change;
    /// Changes how work is handed out.
    policy_update(assay_model::Policy) -> assay_model::Policy, LEAD, crate::project::set_policy;
    /// What agreeing raters reach of whom nothing is known yet, for the target of adaptive overlap.
    agreeing_reach(()) -> assay_store::stopping::AgreeingReach, LEAD, crate::assignment::agreeing_reach;
    /// The instructions in force.
    guideline_get(()) -> crate::project::GuidelineView, Needs::Project, crate::project::guideline;
    /// Publishes a new version of the instructions.
    guideline_publish(crate::project::GuidelinePublish) -> crate::project::GuidelineView, LEAD, crate::project::publish_guideline;
    /// Every version, with the agreement of what was judged under it.
    guideline_history(()) -> crate::guideline::GuidelineHistory, ANALYST, crate::guideline::history;
    /// The text of one version.
    guideline_version(crate::guideline::OnVersion) -> crate::project::GuidelineView, Needs::Project, crate::guideline::version;
    /// What changed between two versions, by line and word.
    guideline_compare(crate::guideline::TwoVersions) -> crate::guideline::GuidelineDifference, Needs::Project, crate::guideline::compare;
    /// Agreement and confusions before and after a version.
    guideline_effect(crate::guideline::GuidelineEffectRequest) -> crate::guideline::GuidelineEffect, ANALYST, crate::guideline::effect;
    /// Publishes the text of an earlier version as a new one.
    guideline_restore(crate::guideline::OnVersion) -> crate::project::GuidelineView, LEAD, crate::guideline::restore;
    /// Renders Markdown as the guideline will be shown.
    guideline_preview(crate::project::MarkdownText) -> crate::project::HtmlText, Needs::Nothing, crate::project::preview_guideline;

    /// How far the work is, what it costs, how good it is, and what asks for attention.
    dashboard_get(crate::dashboard::DashboardRequest) -> crate::dashboard::Dashboard, LEAD, crate::dashboard::get;
    /// How many alarms are active.
    dashboard_alarms(crate::dashboard::DashboardRequest) -> crate::dashboard::ActiveAlarms, LEAD, crate::dashboard::active;
    /// Sets the rate for an hour and the limits of the alarms.
    dashboard_set(crate::dashboard::DashboardSettings) -> crate::dashboard::DashboardSettings, LEAD, crate::dashboard::set;
    /// Judgments behind a figure, newest first.
    judgment_list(crate::dashboard::JudgmentPage) -> crate::dashboard::JudgmentRows, LEAD, crate::dashboard::judgments;
    /// Items behind a figure.
    item_list(crate::dashboard::ItemPage) -> crate::dashboard::ItemRows, LEAD, crate::dashboard::items;

    /// Everyone.
    person_list(()) -> Vec<assay_model::Person>, Needs::Project, crate::people::list;
    /// Adds a person.
    person_add(crate::people::PersonAdd) -> assay_model::Person, Needs::Project, crate::people::add;
    /// Someone sits down; made a lead on first use.
    person_enter(crate::people::PersonEnter) -> assay_model::Person, Needs::Project, crate::people::enter;
    /// Changes what a person may do.
    person_roles(crate::people::PersonRoles) -> assay_model::Person, LEAD, crate::people::set_roles;
    /// Gives a person another name.
    person_rename(crate::people::PersonRename) -> assay_model::Person, LEAD, crate::people::rename;
    /// Retires a person, or brings one back; what the person did stays.
    person_retire(crate::people::PersonRetire) -> assay_model::Person, LEAD, crate::people::retire;
    /// What everyone has done.
    person_activity(()) -> Vec<assay_store::people::Activity>, LEAD, crate::people::activity;
    /// Which role may do what, as the table of commands has it.
    role_capabilities(()) -> Vec<crate::people::Capability>, Needs::Project, crate::people::capabilities;

    /// What is known of each person, such as a language.
    person_attributes_list(()) -> Vec<crate::assignment::PersonAttributes>, LEAD, crate::assignment::attributes;
    /// Puts other attributes in place of a person's.
    person_attributes_set(crate::assignment::PersonAttributes) -> crate::assignment::PersonAttributes, LEAD, crate::assignment::set_attributes;

    /// The rules on who may judge what.
    assignment_rule_list(()) -> Vec<assay_store::tasks::rules::AssignmentRule>, LEAD, crate::assignment::rules;
    /// How many items and raters a rule would touch.
    assignment_rule_preview(assay_store::tasks::rules::RuleDraft) -> assay_store::tasks::rules::RuleReach, LEAD, crate::assignment::preview_rule;
    /// Puts a rule in force.
    assignment_rule_add(assay_store::tasks::rules::RuleDraft) -> assay_store::tasks::rules::AssignmentRule, LEAD, crate::assignment::add_rule;
    /// Takes a rule out of force.
    assignment_rule_retire(crate::assignment::OnRule) -> (), LEAD, crate::assignment::retire_rule;
    /// In which order open items are offered; none: the seeded one.
    order_get(()) -> Option<assay_store::tasks::order::ItemOrder>, LEAD, crate::assignment::order;
    /// Puts the open items in another order, as a job; its result is an ItemOrder.
    order_set(crate::assignment::OrderSet) -> crate::jobs::JobId, LEAD, crate::assignment::set_order;
    /// Asks for further judgments of items.
    requeue_items(crate::assignment::RequeueItems) -> crate::assignment::Requeued, LEAD, crate::assignment::requeue;

    /// What a file looks like, and which column probably is what.
    import_preview(crate::import::PreviewRequest) -> crate::import::ImportPreview, LEAD, crate::import::preview;
    /// Starts an import; the job's result is an `ImportReport`.
    import_start(crate::import::ImportRequest) -> crate::jobs::JobId, LEAD, crate::import::start;
    /// Saves the rows that an import rejected.
    import_rejected_save(crate::import::RejectedSave) -> (), LEAD, crate::import::save_rejected;

    /// What is on offer to the rater.
    label_queue(()) -> crate::label::Queue, RATER, crate::label::offer;
    /// How many items the rater can still judge; walks the open items.
    label_left(()) -> i64, RATER, crate::label::left;
    /// Open items that rules keep for other raters; walks the open items.
    label_kept(()) -> i64, RATER, crate::label::kept;
    /// The rater's own record on hidden gold, where the policy shows it.
    label_record(()) -> Option<assay_store::training::OwnGold>, RATER, crate::label::record;
    /// Takes one label in and offers the next item.
    label_submit(crate::label::LabelSubmit) -> crate::label::Queue, RATER, crate::label::submit;
    /// Takes the rater's newest label back.
    label_undo(()) -> crate::label::Undone, RATER, crate::label::undo;
    /// Corrects an own judgment.
    label_revise(crate::label::LabelRevise) -> (), RATER, crate::label::revise;
    /// Gives back what is on offer.
    label_release(()) -> (), RATER, crate::label::release;
    /// Own judgments, newest first.
    label_history(crate::label::HistoryPage) -> Vec<crate::label::HistoryEntry>, RATER, crate::label::history;

    /// Says that the rater has read the guideline in force and accepts it.
    guideline_accept(crate::training::AcceptGuideline) -> crate::label::Queue, RATER, crate::training::accept;
    /// Starts the rater's next attempt at the qualification.
    qualification_start(()) -> crate::label::Queue, RATER, crate::training::start;
    /// What a qualification would do; changes nothing.
    qualification_plan(assay_model::QualificationRule) -> crate::training::QualificationPlanned, LEAD, crate::training::qualification_plan;
    /// What monitoring by hidden gold would do; changes nothing.
    monitor_plan(assay_model::MonitorRule) -> crate::training::MonitorPlanned, LEAD, crate::training::monitor_plan;
    /// Lets a rater who has not passed work, or try again.
    qualification_decide(crate::training::QualificationDecide) -> crate::training::Changed, LEAD, crate::training::decide;
    /// Every rater: gates passed, gold record, monitor.
    rater_list(()) -> Vec<crate::training::RaterView>, ANALYST, crate::training::list;
    /// Lets a paused rater go on.
    rater_resume(crate::training::OnRater) -> crate::training::Changed, LEAD, crate::training::resume;
    /// How many labels setting aside would take out.
    rater_set_aside_preview(crate::training::RaterSetAside) -> assay_store::training::AsidePreview, LEAD, crate::training::preview_set_aside;
    /// Sets labels of a rater aside, so that others judge their items again.
    rater_set_aside(crate::training::RaterSetAside) -> crate::training::Changed, LEAD, crate::training::set_aside;
    /// How the gold is divided, and how much is needed.
    gold_pool(()) -> crate::training::GoldPool, ANALYST, crate::training::pool;
    /// Gold items with their answers.
    gold_list(crate::training::GoldListRequest) -> Vec<assay_store::training::GoldItem>, ANALYST, crate::training::gold_list;
    /// Draws which gold is for practice and qualification; the rest is hidden.
    gold_divide(crate::training::GoldDivide) -> crate::training::Changed, LEAD, crate::training::divide;
    /// Changes what a gold item is for, its acceptable answers or its explanation.
    gold_set(crate::training::GoldSet) -> crate::training::Changed, LEAD, crate::training::set;
    /// Makes a gold item an ordinary one.
    gold_remove(crate::conflicts::OnItem) -> crate::training::Changed, LEAD, crate::training::remove;
    /// Gold that raters who passed miss above chance.
    gold_doubtful(()) -> Vec<crate::training::DoubtfulGold>, ANALYST, crate::training::doubtful;

    /// All coefficients of agreement.
    quality_agreement(crate::quality::AgreementRequest) -> crate::quality::AgreementReport, ANALYST, crate::quality::agreement;
    /// One label for each item.
    quality_consensus(crate::quality::ConsensusRequest) -> crate::quality::ConsensusReport, ANALYST, crate::quality::consensus;
    /// Fits a method and takes the reference labels from it, as a job; its result is a ConsensusFit.
    consensus_choose(crate::quality::ConsensusChoose) -> crate::jobs::JobId, LEAD, crate::quality::choose;
    /// What fewer judgments would have cost, as a job; its result is a list of ReplayedRule.
    quality_replay(crate::quality::ReplayRequest) -> crate::jobs::JobId, ANALYST, crate::quality::replay;
    /// Every rater against gold.
    quality_gold(()) -> crate::quality::GoldReport, ANALYST, crate::quality::gold;
    /// Agreement of a table of judgments, without a project.
    table_agreement(crate::quality::AgreementOfTable) -> crate::quality::AgreementReport, Needs::Nothing, crate::quality::agreement_of_table;
    /// Consensus of a table of judgments, without a project.
    table_consensus(crate::quality::ConsensusOfTable) -> crate::quality::ConsensusReport, Needs::Nothing, crate::quality::consensus_of_table;
    /// What fewer judgments of a table would have cost, as a job.
    table_replay(crate::quality::ReplayOfTable) -> crate::jobs::JobId, Needs::Nothing, crate::quality::replay_of_table;

    /// Gives recorded judgments again through the assignment of work, as a job; its result is a SimulationReport.
    table_simulate(crate::simulate::SimulateTable) -> crate::jobs::JobId, Needs::Nothing, crate::simulate::start;

    /// The lead's queue in its order.
    conflict_list(crate::conflicts::ConflictRequest) -> crate::conflicts::ConflictQueue, LEAD, crate::conflicts::list;
    /// What accepting the leading classes of a filter would do; changes nothing.
    conflict_accept_preview(crate::conflicts::ConflictAccept) -> assay_store::conflicts::AcceptPreview, LEAD, crate::conflicts::accept_preview;
    /// Decides for the leading class of every conflict in a filter that holds enough; one undo step.
    conflict_accept(crate::conflicts::ConflictAccept) -> crate::conflicts::HowMany, LEAD, crate::conflicts::accept;
    /// How many items a requeue would reach; changes nothing.
    conflict_requeue_preview(crate::conflicts::ConflictRequeue) -> crate::conflicts::HowMany, LEAD, crate::conflicts::requeue_preview;
    /// Wants more judgments of the items in a filter.
    conflict_requeue(crate::conflicts::ConflictRequeue) -> crate::conflicts::HowMany, LEAD, crate::conflicts::requeue;
    /// One item with its judgments, decision and reference label.
    item_get(crate::conflicts::OnItem) -> crate::conflicts::ItemView, ANALYST, crate::conflicts::item;
    /// Decides on an item.
    adjudicate(crate::conflicts::Adjudicate) -> (), LEAD, crate::conflicts::adjudicate;
    /// Takes the lead's newest decision back.
    adjudicate_undo(()) -> crate::conflicts::UndoneItem, LEAD, crate::conflicts::undo;
    /// Makes a decided item an example in the guideline, as a new version.
    example_add(crate::examples::ExampleAdd) -> crate::examples::ExampleAdded, LEAD, crate::examples::add;

    /// Asks about the item in view and sets it aside; offers the next item.
    ask_send(crate::asks::AskSend) -> crate::label::Queue, RATER, crate::asks::send;
    /// Every answer of a lead, without names.
    ask_answers(()) -> Vec<crate::asks::NoteView>, RATER, crate::asks::answers;
    /// Puts an answer away that was read.
    ask_seen(crate::asks::OnAnswer) -> (), RATER, crate::asks::seen;
    /// The raters' questions.
    ask_list(crate::asks::AskFilter) -> crate::asks::AskList, LEAD, crate::asks::list;
    /// One question with what is needed to answer it.
    ask_get(crate::asks::OnAsk) -> crate::asks::AskView, LEAD, crate::asks::get;
    /// Answers a question; the item comes back to the rater who asked.
    ask_answer(crate::asks::AskAnswer) -> crate::asks::AskView, LEAD, crate::asks::answer;
    /// Takes the lead's newest answer back.
    ask_answer_undo(()) -> Option<i64>, LEAD, crate::asks::undo;

    /// Every run.
    run_list(()) -> Vec<assay_store::runs::Run>, ANALYST, crate::errors::runs;
    /// A run against the reference labels.
    run_report(crate::errors::OnRun) -> crate::errors::RunReport, ANALYST, crate::errors::report;
    /// All figures of a run or a slice of it: counts, averages, and what its scores say.
    run_metrics(crate::metrics::MetricsRequest) -> crate::metrics::MetricsReport, ANALYST, crate::metrics::report;
    /// Precision-recall and ROC of one class, with counts and intervals at each threshold.
    run_curve(crate::metrics::CurveRequest) -> crate::metrics::CurveReport, ANALYST, crate::metrics::curve;
    /// Each tag, and each value of a metadata field, against the rest of the rows.
    run_parts(crate::metrics::PartsRequest) -> crate::metrics::PartsReport, ANALYST, crate::metrics::parts;
    /// Gaps between the groups that a metadata field makes.
    run_gaps(crate::metrics::GapsRequest) -> crate::metrics::GapsReport, ANALYST, crate::metrics::gaps;
    /// The standing checks.
    check_list(()) -> Vec<crate::checks::CheckView>, ANALYST, crate::checks::list;
    /// Puts a check in use.
    check_add(crate::checks::CheckDraft) -> crate::checks::CheckView, ANALYST, crate::checks::add;
    /// Puts another check in the place of one.
    check_edit(crate::checks::CheckEdit) -> crate::checks::CheckView, ANALYST, crate::checks::edit;
    /// Takes a check out of use.
    check_retire(crate::checks::OnCheck) -> (), ANALYST, crate::checks::retire;
    /// What the checks found on a run.
    checks_get(crate::checks::ChecksOfRun) -> crate::checks::ChecksReport, ANALYST, crate::checks::get;
    /// Runs every check on a run and keeps what it finds.
    checks_run(crate::checks::ChecksOfRun) -> crate::checks::ChecksReport, ANALYST, crate::checks::run;
    /// Two runs on the items that both predicted: what the later one fixed and broke, and where.
    runs_compare(crate::runs::RunsCompare) -> crate::runs::RunComparison, ANALYST, crate::runs::compare;
    /// All runs by accuracy, each against the best, and which of them cannot be told apart.
    runs_leaderboard(()) -> crate::runs::Leaderboard, ANALYST, crate::runs::leaderboard;
    /// Renames a run, writes its record, or keeps it out of lists.
    run_edit(crate::runs::RunEdit) -> assay_store::runs::Run, ANALYST, crate::runs::edit;
    /// Keeps what the ceilings of some tags of a run promise now.
    promise_set(crate::runs::PromiseSet) -> assay_store::promises::Promise, ANALYST, crate::runs::promise_set;
    /// The promises made.
    promise_list(crate::runs::PromisesWanted) -> Vec<assay_store::promises::Promise>, ANALYST, crate::runs::promises;
    /// Drops a promise.
    promise_delete(crate::runs::OnPromise) -> (), ANALYST, crate::runs::promise_delete;
    /// Every pipeline.
    pipeline_list(()) -> Vec<assay_store::pipelines::Pipeline>, ANALYST, crate::runs::pipelines;
    /// Makes a pipeline, or puts another in its place.
    pipeline_save(crate::runs::PipelineSave) -> assay_store::pipelines::Pipeline, ANALYST, crate::runs::pipeline_save;
    /// Removes a pipeline; its runs stay.
    pipeline_delete(crate::runs::OnPipeline) -> (), ANALYST, crate::runs::pipeline_delete;
    /// Which stage of a pipeline to improve.
    pipeline_report(crate::runs::PipelineWanted) -> crate::runs::PipelineReport, ANALYST, crate::runs::report;
    /// The metadata fields, in the order of a sheet row's values.
    field_list(()) -> Vec<assay_store::items::Field>, ANALYST, crate::errors::fields;
    /// Opens a view of the sheet.
    sheet_open(crate::errors::SheetOpen) -> crate::errors::SheetView, ANALYST, crate::errors::open;
    /// A page of a view.
    sheet_rows(crate::errors::SheetPage) -> crate::errors::SheetRows, ANALYST, crate::errors::rows;
    /// What may stand at the cursor of a filter line.
    filter_complete(crate::errors::FilterComplete) -> assay_model::Completion, ANALYST, crate::errors::complete;
    /// Every view of the sheet that was saved.
    view_list(()) -> Vec<assay_model::SavedView>, ANALYST, crate::errors::views;
    /// Saves a view of the sheet, or changes one.
    view_save(assay_model::SavedViewDraft) -> assay_model::SavedView, ANALYST, crate::errors::save_view;
    /// Deletes a view of the sheet.
    view_delete(crate::errors::OnView) -> (), ANALYST, crate::errors::delete_view;
    /// Takes back the newest change in the sheet.
    sheet_undo(()) -> crate::errors::SheetUndo, ANALYST, crate::errors::undo;
    /// Does again what was taken back.
    sheet_redo(()) -> crate::errors::SheetUndo, ANALYST, crate::errors::redo;
    /// Every tag.
    tag_list(()) -> Vec<assay_model::Tag>, ANALYST, crate::errors::tags;
    /// Makes a tag.
    tag_create(crate::errors::TagCreate) -> assay_model::Tag, ANALYST, crate::errors::create_tag;
    /// Changes a tag.
    tag_update(crate::errors::TagUpdate) -> assay_model::Tag, ANALYST, crate::errors::update_tag;
    /// Every tag with its rows in a run: yes, no, unseen, and what was looked at before the tag was there.
    tag_counts(crate::errors::RunRequest) -> Vec<assay_store::tags::TagCount>, ANALYST, crate::errors::tag_counts;
    /// What merging two tags would do; changes nothing.
    tag_merge_preview(crate::errors::TagMerge) -> assay_store::tags::MergeForeseen, ANALYST, crate::errors::foresee_tag_merge;
    /// Merges a tag into another.
    tag_merge(crate::errors::TagMerge) -> assay_model::Tag, ANALYST, crate::errors::merge_tag;
    /// What splitting a tag would do; changes nothing.
    tag_split_preview(assay_store::tags::Split) -> assay_store::tags::SplitForeseen, ANALYST, crate::errors::foresee_tag_split;
    /// Makes a new tag of the rows of a tag that a filter finds.
    tag_split(assay_store::tags::Split) -> assay_model::Tag, ANALYST, crate::errors::split_tag;
    /// What deleting a tag would do; changes nothing.
    tag_delete_preview(crate::errors::OnTag) -> assay_store::tags::DeleteForeseen, ANALYST, crate::errors::foresee_tag_delete;
    /// Deletes a tag with its marks.
    tag_delete(crate::errors::OnTag) -> (), ANALYST, crate::errors::delete_tag;
    /// Every sample of marked rows that is marked again blind.
    retag_list(()) -> Vec<assay_store::retag::Retag>, ANALYST, crate::errors::retags;
    /// Draws marked rows to be marked again blind.
    retag_draw(crate::errors::RetagDraw) -> crate::errors::RetagView, ANALYST, crate::errors::draw_retag;
    /// Where a sample stands: the next row, or how well the marks agree.
    retag_get(crate::errors::OnRetag) -> crate::errors::RetagView, ANALYST, crate::errors::retag;
    /// Marks one row again.
    retag_mark(crate::errors::RetagMark) -> crate::errors::RetagView, ANALYST, crate::errors::mark_again;
    /// Takes back the row that the caller marked again last.
    retag_undo(crate::errors::OnRetag) -> crate::errors::RetagView, ANALYST, crate::errors::undo_mark_again;
    /// How many rows a marking would change.
    mark_preview(crate::errors::MarkRows) -> crate::errors::MarkPreview, ANALYST, crate::errors::preview_mark;
    /// Marks rows of a view; one undo step.
    mark_rows(crate::errors::MarkRows) -> crate::errors::Marked, ANALYST, crate::errors::mark;
    /// How many rows and cells a pasted block would change.
    marks_paste_preview(crate::errors::MarksPaste) -> crate::errors::MarkPreview, ANALYST, crate::errors::preview_paste;
    /// Marks a block of cells, rows of a view by tags; one undo step.
    marks_paste(crate::errors::MarksPaste) -> crate::errors::Marked, ANALYST, crate::errors::paste;
    /// On how many rows of a selection something is unseen.
    marks_rest_preview(crate::errors::MarksRest) -> crate::errors::MarkPreview, ANALYST, crate::errors::preview_rest;
    /// Marks what is unseen on rows of a view as no, for every tag that is set by hand; one undo step.
    marks_rest(crate::errors::MarksRest) -> crate::errors::Marked, ANALYST, crate::errors::rest;
    /// Every score that a run gave one item.
    prediction_scores(crate::errors::OnPrediction) -> crate::errors::PredictionScores, ANALYST, crate::errors::prediction;
    /// Writes a comment.
    comment_set(crate::errors::CommentSet) -> (), ANALYST, crate::errors::comment;
    /// Draws rows by chance to be looked at.
    rows_draw(crate::errors::DrawRows) -> crate::errors::Drawn, ANALYST, crate::errors::draw;
    /// How many rows there are to draw from, and sizes that make sense.
    draw_foresee(crate::errors::DrawWanted) -> crate::errors::DrawForeseen, ANALYST, crate::errors::foresee_draw;
    /// The draws of a run with their designs and what they say.
    draw_list(crate::errors::RunRequest) -> crate::errors::DrawList, ANALYST, crate::errors::draws;
    /// How the items are divided into what is looked at and what is only counted, and a run in both parts.
    parts_get(crate::errors::RunRequest) -> crate::errors::PartsView, ANALYST, crate::errors::parts;
    /// Divides the items by chance into an eyeball and a blackbox part.
    parts_divide(crate::errors::PartsDivide) -> crate::errors::PartsView, ANALYST, crate::errors::divide;
    /// Puts the two parts together again.
    parts_join(crate::errors::RunRequest) -> crate::errors::PartsView, ANALYST, crate::errors::join;
    /// What a later run gained in each part, and whether more where people looked.
    parts_compare(crate::errors::PartsCompare) -> crate::errors::PartsGain, ANALYST, crate::errors::gains;
    /// Counts that someone looked at an item of a part.
    part_opened(crate::conflicts::OnItem) -> (), ANALYST, crate::errors::opened;
    /// Looks for slices where a run errs more than elsewhere, as a job; its result is a SlicesReport.
    slices_find(crate::slices::SlicesFind) -> crate::jobs::JobId, ANALYST, crate::slices::find;
    /// Makes a tag whose rule is a slice.
    slice_to_tag(crate::slices::SliceToTag) -> assay_model::Tag, ANALYST, crate::slices::to_tag;
    /// Labels that the scores of a run speak against, most suspect first.
    suspects_list(crate::suspects::SuspectsWanted) -> crate::suspects::SuspectsReport, ANALYST, crate::suspects::list;
    /// What sending items to be decided on again would do; changes nothing.
    relabel_foresee(crate::suspects::RelabelSend) -> crate::suspects::RelabelForeseen, ANALYST, crate::suspects::foresee;
    /// Sends items to be decided on again, with rows drawn by chance beside them.
    relabel_send(crate::suspects::RelabelSend) -> crate::suspects::RelabelReport, ANALYST, crate::suspects::send;
    /// Everything that was sent to be decided on again, newest first.
    relabel_list(()) -> Vec<assay_store::relabel::Relabel>, ANALYST, crate::suspects::relabels;
    /// What came of items that were sent, and the next one to decide on.
    relabel_report(crate::suspects::OnRelabel) -> crate::suspects::RelabelReport, ANALYST, crate::suspects::relabel_report;
    /// Named lists of items to collect more like.
    collection_list(()) -> Vec<assay_store::collections::Collection>, ANALYST, crate::suspects::collections;
    /// Makes a named list of items to collect more like.
    collection_make(crate::suspects::CollectionMake) -> assay_store::collections::Collection, ANALYST, crate::suspects::make;
    /// Drops a named list; its items stay in the project.
    collection_drop(crate::suspects::OnCollection) -> (), ANALYST, crate::suspects::drop;
    /// Writes items with text, picture, label and tags, as a job; its result is `Exported`.
    examples_export(crate::suspects::ExamplesExport) -> crate::jobs::JobId, ANALYST, crate::suspects::export;
    /// Splits and imports of items, to hold against each other.
    drift_parts(()) -> Vec<assay_store::parts_of_data::DataPartView>, ANALYST, crate::drift::parts;
    /// Checks between two splits or imports, as a job; its result is a DriftReport.
    drift_report(crate::drift::DriftOf) -> crate::jobs::JobId, ANALYST, crate::drift::check;
    /// What to fix next.
    priorities_get(crate::errors::PrioritiesRequest) -> crate::errors::PrioritiesReport, ANALYST, crate::errors::priorities;
    /// What would be if the errors of some tags went away.
    priorities_if(crate::errors::WhatIf) -> crate::errors::WhatIfReport, ANALYST, crate::errors::what_if;
    /// The project's formula, weights and baseline of priorities.
    priorities_settings(()) -> crate::errors::PrioritySettings, ANALYST, crate::errors::settings;
    /// Sets the project's formula, weights and baseline of priorities.
    priorities_set(crate::errors::PrioritySettings) -> crate::errors::PrioritySettings, ANALYST, crate::errors::set_priorities;

    /// Every draw for human level.
    human_list(()) -> Vec<assay_store::human::HumanDraw>, ANALYST, crate::human::list;
    /// How exactly a draw of this size would tell the human level.
    human_foresee(crate::human::HumanSize) -> crate::human::HumanForeseen, LEAD, crate::human::foresee;
    /// Where a draw stands, with the next item to decide on.
    human_get(crate::human::OnHumanDraw) -> crate::human::HumanDrawView, LEAD, crate::human::get;
    /// Draws judged items by chance, to be decided on blind.
    human_draw(crate::human::HumanDrawCreate) -> crate::human::HumanDrawView, LEAD, crate::human::create;
    /// Decides blind on one item of a draw.
    human_judge(crate::human::HumanJudge) -> crate::human::HumanDrawView, LEAD, crate::human::judge;
    /// Takes the newest decision in a draw back.
    human_undo(crate::human::OnHumanDraw) -> crate::human::HumanDrawView, LEAD, crate::human::undo;
    /// How often people give the reference label, and runs beside them.
    human_report(crate::human::HumanRequest) -> crate::human::HumanReport, ANALYST, crate::human::report;
    /// Figures that runs are held against.
    baseline_list(()) -> Vec<crate::human::BaselineView>, ANALYST, crate::human::baselines;
    /// Sets a figure by hand.
    baseline_set(crate::human::BaselineSet) -> crate::human::BaselineView, ANALYST, crate::human::set;
    /// Stores the human level of a draw.
    baseline_store(crate::human::BaselineStore) -> crate::human::BaselineView, ANALYST, crate::human::store;
    /// Changes a baseline.
    baseline_edit(crate::human::BaselineEdit) -> crate::human::BaselineView, ANALYST, crate::human::edit;
    /// Takes a baseline out of use.
    baseline_retire(crate::human::OnBaseline) -> (), ANALYST, crate::human::retire;
    /// Chooses the baseline that runs are held against.
    baseline_choose(crate::human::BaselineChoose) -> (), ANALYST, crate::human::choose;
    /// Takes back the caller's newest change of a baseline.
    baseline_undo(()) -> crate::human::BaselineUndone, ANALYST, crate::human::undo_baseline;

    /// Every audit.
    audit_list(()) -> Vec<crate::audits::AuditRow>, LEAD, crate::audits::list;
    /// How exactly an audit of this size would tell an error rate of 5 %.
    audit_foresee(crate::audits::AuditSize) -> crate::figures::Figure, LEAD, crate::audits::foresee;
    /// The smallest plan for the labels there are, and what it would do; changes nothing.
    audit_plan(crate::audits::AuditPlanRequest) -> crate::audits::AuditPlanned, LEAD, crate::audits::plan;
    /// The labels there are by group, to draw from each.
    audit_groups(crate::audits::AuditGroupsRequest) -> Vec<crate::audits::AuditGroup>, LEAD, crate::audits::groups;
    /// Where an audit stands.
    audit_get(crate::audits::OnAudit) -> crate::audits::AuditView, LEAD, crate::audits::get;
    /// Draws an audit.
    audit_create(crate::audits::AuditCreate) -> crate::audits::AuditView, LEAD, crate::audits::create;
    /// Writes a blind look.
    audit_judge(crate::audits::AuditJudge) -> crate::audits::AuditView, LEAD, crate::audits::judge;
    /// Takes the newest look back.
    audit_undo(crate::audits::OnAudit) -> crate::audits::AuditView, LEAD, crate::audits::undo;
    /// Writes what an audit found, and how, to a file that a person chose.
    audit_certificate(crate::audits::AuditCertificate) -> crate::files::FileHandle, LEAD, crate::audits::save;

    /// Writes a drawn chart to a file that a person chose.
    picture_save(crate::picture::PictureSave) -> crate::files::FileHandle, Needs::Nothing, crate::picture::save;
    /// Starts an export; the job's result is `Exported`.
    export_start(crate::export::ExportRequest) -> crate::jobs::JobId, ANALYST, crate::export::start;
}

/// Runs a command that arrives by name with a JSON request: the one entrance for every host.
pub fn dispatch(
    workbench: &Workbench,
    caller: &Caller,
    command: &str,
    request: Value,
) -> std::result::Result<Value, WireError> {
    run(workbench, caller, command, request).map_err(|error| {
        tracing::info!(command, code = error.code(), "command refused");
        WireError::from(error)
    })
}
