import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useMe, useOpenProject } from '@/app/project';
import { refusalFor } from '@/app/roles';
import { navigate } from '@/app/routes';
import type { ScreenProps } from '@/app/screens';
import { Button, Checkbox, Icon, InlineNotice, Progress, RadioGroup, Select } from '@/components';
import { Section } from '@/features/project/Section';
import { Trouble } from '@/features/project/Trouble';
import { useRun } from '@/features/errors/data';
import type { Exported, ExportWhat, FileHandle } from '@/generated/commands';
import { listedRuns } from '@/lib/runs';
import { createStore, useStore } from '@/lib/store';
import { t, tExact } from '@/messages';
import { call, pickSave, useJob } from '@/platform';
import classes from './Export.module.css';
import { extensionOf, FORMATS, writtenAs, type WrittenAs } from './formats';
import { NAMING, pseudonyms } from './pseudonyms';

const KINDS: readonly ExportWhat[] = ['judgments', 'labels', 'raters', 'agreement', 'human', 'sheet', 'priorities', 'runs', 'report'];
const OF_A_RUN: readonly ExportWhat[] = ['sheet', 'priorities', 'report'];
const EXAMPLES = [0, 1, 3, 5] as const;

/** What is said of a run, listed and archived. Where rows are held in the blackbox part, nobody is told how many are wrong there. */
const HINTS = {
  false: ['export.runHint', 'export.runArchived'],
  true: ['export.runDivided', 'export.runDividedArchived'],
} as const;

/** A name as part of a file name: what no file system takes becomes a hyphen. */
const fileWord = (name: string): string => name.replace(/[\\/:*?"<>|\p{Cc}\s]+/gu, '-');

const isKind = (word: unknown): word is ExportWhat => KINDS.includes(word as ExportWhat);

/** With the name of its run, where it is about one: two runs of one kind look alike. */
type Written = Exported & { what: ExportWhat; run: string | null };

/** What this window has written, newest first, of the project that was open then. */
const written = createStore<{ project: string; files: readonly Written[] }>({ project: '', files: [] });

/** Writing what the project knows to a file for other programs. */
export default function ExportScreen({ params }: ScreenProps) {
  const project = useOpenProject();
  const [what, setWhat] = useState<ExportWhat>(isKind(params.what) ? params.what : 'judgments');
  const [wanted, setAs] = useState<WrittenAs>('spreadsheet');
  const [examples, setExamples] = useState<(typeof EXAMPLES)[number]>(0);
  const [chosenRun, setRun] = useState<string | null>(params.run === undefined ? null : String(params.run));
  const [file, setFile] = useState<FileHandle | null>(null);
  const hide = useStore(pseudonyms);
  const [chosenDraw, setDraw] = useState<string>('newest');
  const [job, setJob] = useState<{ id: string; what: ExportWhat; run: string | null } | null>(null);
  const ofRun = OF_A_RUN.includes(what);
  // What cannot be written so is written as it usually is.
  const as = FORMATS[what].includes(wanted) ? wanted : FORMATS[what][0];
  const runs = useQuery({ queryKey: ['run_list'], queryFn: () => call('run_list', null), enabled: ofRun });
  const draws = useQuery({ queryKey: ['human', 'draws'], queryFn: () => call('human_list', null), enabled: what === 'human' });
  const draw = chosenDraw === 'newest' ? draws.data?.[0]?.id : chosenDraw === 'all' ? undefined : Number(chosenDraw);
  const lastUsed = useRun(project.uid, runs.data ?? []);
  const run = runs.data?.find(({ id }) => String(id) === chosenRun) ?? lastUsed ?? null;
  const start = useMutation({
    mutationFn: async () => {
      const request = {
        what,
        ...writtenAs(as),
        examples: what === 'report' ? examples : undefined,
        run: ofRun ? run?.id : undefined,
        file: file?.handle,
        // The dialog has asked, and the place says so.
        replace: (file?.bytes ?? 0) > 0,
        pseudonyms: hide,
        draw: what === 'human' ? draw : undefined,
      };
      setJob({ id: (await call('export_start', request)).job, what, run: ofRun && run ? run.name : null });
    },
  });
  const work = useJob<Exported>(job?.id ?? null);
  const { result } = work;
  useEffect(() => {
    if (!result || !job) return;
    const { uid } = project;
    written.set((now) => ({
      project: uid,
      files: [{ ...result, what: job.what, run: job.run }, ...(now.project === uid ? now.files : [])],
    }));
    setJob(null);
    setFile(null);
  }, [result, job, project]);

  const noRun = ofRun && runs.data?.length === 0;
  const stem = project.file_name.replace(/\.assay$/i, '');
  const extension = extensionOf(what, as);
  const name = tExact('export.fileName', { project: stem, what, extension });
  // What the dialog proposes; the name beside the project is the workbench's.
  const proposed = ofRun && run ? tExact('export.fileNameOfRun', { project: stem, what, run: fileWord(run.name), extension }) : name;
  return (
    <div className={classes.screen}>
      <div className={classes.form}>
        <Section title={t('export.title')}>
          <RadioGroup
            label={t('export.what')}
            value={what}
            options={KINDS.map((kind) => ({
              value: kind,
              label: t(`export.kind.${kind}`),
              hint: t(`export.kindHint.${kind}`),
            }))}
            onChange={(kind) => {
              setWhat(kind);
              setFile(null);
            }}
            testId="export-what"
          />
          {ofRun && !noRun && (
            <Select
              label={t('export.run')}
              className={classes.run}
              value={run ? String(run.id) : null}
              options={listedRuns(runs.data ?? [], 'last').map((each) => ({
                value: String(each.id),
                label: each.name,
                description: t(HINTS[`${each.divided}`][each.archived_at === null ? 0 : 1], { errors: each.errors, n: each.n }),
              }))}
              onChange={(next) => {
                setRun(next);
                setFile(null);
              }}
              testId="export-run"
            />
          )}
          {what === 'human' && (
            <Select
              label={t('human.against.label')}
              className={classes.run}
              value={draw === undefined ? 'all' : String(draw)}
              options={[
                ...(draws.data ?? []).map(({ id, name, decided, size }) => ({
                  value: String(id),
                  label: t('human.against.draw', { name }),
                  description: t('human.against.drawText', { decided, size }),
                })),
                { value: 'all', label: t('human.against.all'), description: t('human.against.allText') },
              ]}
              onChange={setDraw}
              testId="export-draw"
            />
          )}
          <Trouble error={runs.error} />
          {noRun && <NoRun />}
          {FORMATS[what].length > 1 && (
            <RadioGroup
              label={t('export.mode')}
              value={as}
              options={FORMATS[what].map((each) => ({ value: each, label: t(`export.as.${each}`), hint: t(hintOf(what, each)) }))}
              onChange={(next) => {
                setAs(next);
                setFile(null);
              }}
              testId="export-mode"
            />
          )}
          {what === 'report' && (
            <Select
              label={t('export.examples')}
              className={classes.run}
              value={String(examples)}
              options={EXAMPLES.map((n) => ({ value: String(n), label: n === 0 ? t('export.examplesNone') : t('export.examplesOf', { n }) }))}
              onChange={(next) => setExamples(EXAMPLES.find((n) => String(n) === next) ?? 0)}
              hint={t('export.examplesHint')}
              testId="export-examples"
            />
          )}
          {NAMING.includes(what) && (
            <div className={classes.choice}>
              <Checkbox selected={hide} onChange={pseudonyms.set} testId="export-pseudonyms">
                {t('export.pseudonyms')}
              </Checkbox>
              <span className={classes.hint}>{t(what === 'judgments' ? 'export.pseudonymsNotes' : 'export.pseudonymsHint')}</span>
            </div>
          )}
          <Place file={file} name={name} proposed={proposed} folder={project.folder} onFile={setFile} />
          {project.counts.items === 0 && <p className={classes.quiet}>{t('export.emptyProject')}</p>}
          <div>
            <Button
              variant="primary"
              icon="export"
              isDisabled={work.running || start.isPending || (ofRun && run === null)}
              onPress={() => start.mutate()}
              data-testid="export-start"
            >
              {t('export.start')}
            </Button>
          </div>
          {job && work.running && (
            <Progress
              label={t('export.running', { what: t(`export.kind.${job.what}`) })}
              done={work.status?.done ?? 0}
              total={work.status?.total}
              onCancel={work.cancel}
              cancelling={work.cancelling}
            />
          )}
          <Trouble error={start.error ?? work.error} lead={t('export.failed')} />
          {work.status?.state === 'cancelled' && <InlineNotice kind="info">{t('export.cancelled')}</InlineNotice>}
        </Section>
      </div>
      <Files project={project.uid} />
    </div>
  );
}

/** What a way of writing means for this. */
function hintOf(what: ExportWhat, as: WrittenAs) {
  if (as === 'xlsx') return what === 'priorities' ? 'export.asHint.xlsxPriorities' : 'export.asHint.xlsxSheet';
  if (as === 'json') return what === 'priorities' ? 'export.asHint.jsonPriorities' : 'export.asHint.jsonSheet';
  return `export.asHint.${as}` as const;
}

function NoRun() {
  const project = useOpenProject();
  const me = useMe();
  const mayImport = refusalFor('import', me, project) === null;
  return (
    <InlineNotice
      kind="info"
      actions={
        mayImport && (
          <Button size="small" onPress={() => void navigate('import')}>
            {t('export.importPredictions')}
          </Button>
        )
      }
    >
      {t('export.runNone')}
    </InlineNotice>
  );
}

interface PlaceProps {
  file: FileHandle | null;
  name: string;
  proposed: string;
  folder: string;
  onFile: (file: FileHandle | null) => void;
}

function Place({ file, name, proposed, folder, onFile }: PlaceProps) {
  const choose = useMutation({
    mutationFn: async () => {
      const target = await pickSave(proposed);
      if (target) onFile(target);
    },
  });
  return (
    <div className={classes.place}>
      <span className={classes.label}>{t('export.where')}</span>
      <p data-testid="export-place">
        {file ? (
          <>
            {file.name} <span className={classes.quiet}>{t('export.in', { folder: file.folder })}</span>
            {file.bytes > 0 && <span className={classes.hint}>{t('export.replaces')}</span>}
          </>
        ) : (
          <>
            {t('export.beside')}
            <span className={classes.hint}>{t('export.besideHint', { name, folder })}</span>
          </>
        )}
      </p>
      <div className={classes.buttons}>
        <Button size="small" onPress={() => choose.mutate()}>
          {t('export.choose')}
        </Button>
        {file && (
          <Button size="small" onPress={() => onFile(null)}>
            {t('export.back')}
          </Button>
        )}
      </div>
      <Trouble error={choose.error} />
    </div>
  );
}

function Files({ project }: { project: string }) {
  const now = useStore(written);
  if (now.project !== project || now.files.length === 0) return null;
  return (
    <aside className={classes.files}>
      <Section title={t('export.earlier')}>
        <ul className={classes.list} data-testid="exported">
          {now.files.map(({ file, rows, what, run }) => (
            <li key={file.handle} data-selectable>
              <span className={classes.name}>
                <Icon name="check" size={14} />
                {file.name}
              </span>
              <span className={classes.hint}>
                {t(`export.kind.${what}`)} · {run !== null && <><bdi>{run}</bdi> · </>}
                {what === 'report' ? t('export.doneTags', { n: rows }) : t('export.doneRows', { n: rows })}
              </span>
              <span className={classes.hint}>{t('export.in', { folder: file.folder })}</span>
            </li>
          ))}
        </ul>
      </Section>
    </aside>
  );
}
