import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { waitingFiles } from '@/app/files';
import { useMe, useOpenProject } from '@/app/project';
import { refusalFor } from '@/app/roles';
import { navigate, type RouteId } from '@/app/routes';
import { Badge, Button, Icon, Table, notify, type IconName } from '@/components';
import { Trouble, Words } from '@/features/project/Trouble';
import type { Fault, ImportKind, ImportReport } from '@/generated/commands';
import { formatCount } from '@/lib/format';
import { useStore } from '@/lib/store';
import { t, tExact, type MessageKey } from '@/messages';
import { call, pickSave } from '@/platform';
import classes from './Import.module.css';
import { change, endImport, type ImportSession } from './session';

type Outcome = 'done' | 'nothing' | 'refused' | 'partly';

function outcomeOf({ accepted, rejected, unchanged }: ImportReport): Outcome {
  if (accepted === 0 && rejected > 0) return 'refused';
  if (rejected > 0) return 'partly';
  return accepted > 0 && accepted === unchanged ? 'nothing' : 'done';
}

const ICONS: Record<Outcome, IconName> = { done: 'check', nothing: 'check', refused: 'error', partly: 'warning' };

/** What an import came to, row by row where a row was refused. */
export function Report({ session, report }: { session: ImportSession; report: ImportReport }) {
  const outcome = outcomeOf(report);
  useEffect(() => change({ told: true }), []);
  return (
    <div className={classes.report} data-testid="import-report" data-outcome={outcome}>
      <header className={classes.file}>
        <span className={classes[outcome]}>
          <Icon name={ICONS[outcome]} size={20} />
        </span>
        <h1 className={classes.fileName}>{t(`import.report.${outcome}`)}</h1>
        <p className={classes.quiet} dir="auto">
          {session.file.name}
        </p>
        {report.run && <Badge>{t('import.report.run', { name: report.run })}</Badge>}
      </header>
      <dl className={classes.numbers}>
        <Number id="read" value={report.read} />
        <Number id="accepted" value={report.accepted} />
        <Number id="unchanged" value={report.unchanged} />
        <Number id="rejected" value={report.rejected} />
        {report.warned > 0 && <Number id="warned" value={report.warned} />}
        {report.items_without !== null && <Number id="without" value={report.items_without} />}
      </dl>
      {report.mismatches.length > 0 && <Mismatches report={report} />}
      {report.rejected + report.warned > 0 && <Faults session={session} report={report} />}
      <Next kind={session.started ?? 'items'} />
    </div>
  );
}

/** How often each thing was wrong, in one line. */
function Mismatches({ report }: { report: ImportReport }) {
  const known = (code: string): code is keyof typeof WRONG => code in WRONG;
  return (
    <p className={classes.quiet} data-testid="import-mismatches">
      {report.mismatches
        .map(({ code, rows, taken }) => {
          const what = known(code) ? t(WRONG[code]) : code.replaceAll('_', ' ');
          return t(taken ? 'import.report.oddOf' : 'import.report.wrongOf', { n: rows, what });
        })
        .join(' · ')}
    </p>
  );
}

const WRONG = {
  unknown_item: 'import.wrong.unknown_item',
  unknown_label: 'import.wrong.unknown_label',
  duplicate_key: 'import.wrong.duplicate_key',
  prediction_missing: 'import.wrong.prediction_missing',
  prediction_differs: 'import.wrong.prediction_differs',
  not_a_number: 'import.wrong.not_a_number',
  key_missing: 'import.wrong.key_missing',
  ragged_row: 'import.wrong.ragged_row',
  invalid_json: 'import.wrong.invalid_json',
  scores_not_one: 'import.wrong.scores_not_one',
  prediction_not_highest: 'import.wrong.prediction_not_highest',
  score_missing: 'import.wrong.score_missing',
} as const;

function Number({ id, value }: { id: 'read' | 'accepted' | 'unchanged' | 'rejected' | 'warned' | 'without'; value: number }) {
  return (
    <div>
      <dt>{t(`import.report.${id}`)}</dt>
      <dd data-testid={`report-${id}`}>{formatCount(value)}</dd>
    </div>
  );
}

function Faults({ session, report }: { session: ImportSession; report: ImportReport }) {
  const { faults, warnings, rejected, warned, rejected_list: list } = report;
  const shown = faults.length + warnings.length;
  const save = useMutation({
    mutationFn: async () => {
      const stem = session.file.name.replace(/\.[^.]+$/, '');
      const target = list && (await pickSave(tExact('import.report.fileName', { name: stem })));
      if (!target) return;
      await call('import_rejected_save', { rejected_list: list, file: target.handle });
      notify({ kind: 'ok', text: t('import.report.saved', { name: target.name }) });
    },
  });
  const rows = [...faults, ...warnings].map((fault, at) => ({ ...fault, at }));
  return (
    <section className={classes.faults} data-testid="import-faults">
      <div className={classes.faultsHead}>
        <h2 className={classes.sub}>{t(warned > 0 ? 'import.report.faultsAndOdd' : 'import.report.faults')}</h2>
        {shown < rejected + warned && (
          <span className={classes.quiet}>{t('import.report.shown', { shown, n: rejected + warned })}</span>
        )}
        {list && (
          <Button size="small" icon="download" onPress={() => save.mutate()} data-testid="save-rejected">
            {t('import.report.save')}
          </Button>
        )}
      </div>
      <Trouble error={save.error} />
      <Table
        label={t('import.report.faults')}
        rows={rows}
        rowKey={(fault) => fault.at}
        columns={[
          {
            id: 'line',
            title: t('import.report.line'),
            align: 'end',
            width: 64,
            sortBy: (fault: Fault) => fault.line,
            cell: (fault: Fault) => formatCount(fault.line),
          },
          {
            id: 'column',
            title: t('import.report.column'),
            sortBy: (fault: Fault) => fault.column,
            cell: (fault: Fault) => fault.column ?? '',
          },
          {
            id: 'reason',
            title: t('import.report.reason'),
            sortBy: (fault: Fault) => fault.code,
            cell: (fault: Fault) => <Words text={fault.message} />,
          },
          ...(warned > 0
            ? [
                {
                  id: 'taken',
                  title: t('import.report.taken'),
                  width: 88,
                  sortBy: (fault: Fault) => (fault.taken ? 1 : 0),
                  cell: (fault: Fault) => t(fault.taken ? 'import.report.yes' : 'import.report.no'),
                },
              ]
            : []),
        ]}
      />
    </section>
  );
}

const NEXT: Record<ImportKind, readonly [route: RouteId, label: MessageKey][]> = {
  items: [['label', 'import.report.label']],
  gold: [
    ['label', 'import.report.label'],
    ['quality', 'import.report.gold'],
  ],
  judgments: [['quality', 'import.report.agreement']],
  predictions: [['errors', 'import.report.errors']],
  sheet: [['errors', 'import.report.errors']],
};

function Next({ kind }: { kind: ImportKind }) {
  const project = useOpenProject();
  const me = useMe();
  const [waiting] = useStore(waitingFiles);
  const next = NEXT[kind].filter(([route]) => refusalFor(route, me, project) === null);
  const go = (route: RouteId) => {
    endImport();
    void navigate(route);
  };
  return (
    <div className={classes.buttons}>
      {waiting && (
        <Button variant="primary" icon="import" onPress={endImport} data-testid="import-next">
          {t('import.report.waiting', { name: waiting.name })}
        </Button>
      )}
      {next.map(([route, label], at) => (
        <Button
          key={route}
          variant={at === 0 && !waiting ? 'primary' : 'default'}
          icon={route}
          onPress={() => go(route)}
          data-testid={`report-go-${route}`}
        >
          {t(label as 'import.report.label')}
        </Button>
      ))}
      {!waiting && (
        <Button onPress={endImport} data-testid="import-again">
          {t('import.report.again')}
        </Button>
      )}
      <Button variant="quiet" onPress={() => go('project')}>
        {t('import.report.overview')}
      </Button>
    </div>
  );
}
