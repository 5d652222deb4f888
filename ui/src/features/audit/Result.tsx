import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { namedClasses } from '@/app/project';
import { Button, FigureOf, InlineNotice, notify } from '@/components';
import type { AuditView, Overview } from '@/generated/commands';
import { pseudonyms } from '@/features/export/pseudonyms';
import { touchProject } from '@/features/item';
import { formatPercent, formatTime } from '@/lib/format';
import { t, tExact } from '@/messages';
import { AssayError, call, pickSave } from '@/platform';
import { Defects } from './Defects';
import { GroupRates } from './GroupRates';
import { NewAudit } from './NewAudit';
import classes from './Audit.module.css';

export interface ResultProps {
  view: AuditView;
  overview: Overview;
  /** Judges on though the verdict is certain. */
  onGoOn: () => void;
  onOpen: (audit: number) => void;
}

/** What an audit found, and what may follow from it. */
export function Result({ view, overview, onGoOn, onOpen }: ResultProps) {
  const { audit, verdict, error_rate: rate } = view;
  const left = audit.size - audit.judged;
  return (
    <div className={classes.result} data-testid="audit-result">
      <div className={classes.card}>
        {verdict && <Sentence view={view} left={left} />}
        {rate.value !== null && <FigureOf figure={rate} size="large" label={t('audit.result.rate')} digits={3} />}
        {rate.value !== null && rate.unreliable_because && <p>{rate.unreliable_because}</p>}
        <p>
          {rate.method && `${t('audit.result.method', { method: rate.method })} `}
          {audit.grouped_by !== null && `${t('audit.groups.weighted', { by: audit.grouped_by })} `}
          {!verdict && `${t('audit.result.rateOf', { n: audit.defects, judged: audit.judged })} `}
          {t('audit.result.population', { n: audit.population, seed: String(audit.seed) })}{' '}
          {t('audit.result.drawnBy', { person: audit.person, time: formatTime(audit.made_at) })}
        </p>
        <PlanLine view={view} />
        <Links view={view} onOpen={onOpen} />
        <div className={classes.buttons}>
          {left > 0 && !overview.read_only && (
            <Button onPress={onGoOn} data-testid="audit-go-on">
              {t('audit.result.goOn', { n: left })}
            </Button>
          )}
          <Button icon="download" onPress={() => void saveCertificate(view)} data-testid="audit-certificate">
            {t('audit.certificate.save')}
          </Button>
        </div>
      </div>
      {verdict === 'rejected' && audit.followed_by === null && <Again view={view} overview={overview} onOpen={onOpen} />}
      <GroupRates groups={view.groups} />
      <Defects defects={view.defects} classes={namedClasses(overview)} rework={verdict === 'rejected'} rated={rate.lower !== null} />
    </div>
  );
}

function Sentence({ view: { audit, verdict }, left }: { view: AuditView; left: number }) {
  if (!verdict || verdict === 'undecided' || !audit.plan) return null;
  return (
    <>
      <p className={classes.verdict} data-testid="audit-verdict">
        <strong>{t(`audit.result.${verdict}`)}</strong>
      </p>
      <p>
        {t('audit.result.limit', { n: audit.defects, judged: audit.judged, c: audit.plan.acceptance })}{' '}
        {left > 0 && t('audit.result.early', { judged: audit.judged, size: audit.size })}
      </p>
    </>
  );
}

function PlanLine({ view: { audit } }: { view: AuditView }) {
  if (!audit.plan) return null;
  const { tolerable, good, producer_risk, consumer_risk, acceptance, round } = audit.plan;
  return (
    <p>
      {t('audit.result.plan', {
        size: audit.size,
        c: acceptance,
        tolerable: formatPercent(tolerable, 1),
        consumer: formatPercent(consumer_risk, 1),
        good: formatPercent(good, 1),
        producer: formatPercent(producer_risk, 1),
      })}
      {round > 0 && ` ${t('audit.result.round', { round: round + 1 })}`}
    </p>
  );
}

function Links({ view: { audit }, onOpen }: { view: AuditView; onOpen: (audit: number) => void }) {
  const links = [
    { text: t('audit.result.repeats'), to: audit.again_of },
    { text: t('audit.result.repeated'), to: audit.followed_by },
  ];
  return links.map(
    ({ text, to }) =>
      to !== null && (
        <p key={text}>
          <button type="button" className={classes.link} onClick={() => onOpen(to)}>
            {text}
          </button>
        </p>
      ),
  );
}

/** A rejected lot is drawn from again when every contradicted label was decided on. */
function Again({ view, overview, onOpen }: Pick<ResultProps, 'view' | 'overview' | 'onOpen'>) {
  const client = useQueryClient();
  const [creating, setCreating] = useState(false);
  const open = view.defects.filter(({ reworked }) => !reworked).length;
  const onCreated = (made: AuditView) => {
    client.setQueryData(['audit', made.audit.id], made);
    touchProject(client);
    onOpen(made.audit.id);
  };
  const button = (
    <Button variant="primary" onPress={() => setCreating(true)} isDisabled={open > 0 || overview.read_only} data-testid="audit-again">
      {t('audit.again.start')}
    </Button>
  );
  return (
    <>
      <InlineNotice kind={open > 0 ? 'warn' : 'info'} actions={button}>
        {open > 0 ? t('audit.again.open', { n: open }) : t('audit.again.ready')}
      </InlineNotice>
      {creating && (
        <NewAudit
          population={overview.counts.references}
          count={overview.counts.audits}
          again={view.audit}
          onClose={() => setCreating(false)}
          onCreated={onCreated}
        />
      )}
    </>
  );
}

async function saveCertificate({ audit }: AuditView): Promise<void> {
  try {
    const file = await pickSave(tExact('audit.certificate.file', { name: audit.name }));
    if (!file) return;
    const written = await call('audit_certificate', { audit: audit.id, file: file.handle, pseudonyms: pseudonyms.get() });
    notify({ kind: 'ok', text: t(pseudonyms.get() ? 'audit.certificate.savedHidden' : 'audit.certificate.saved', { file: written.name }) });
  } catch (thrown) {
    notify({ kind: 'error', text: AssayError.from(thrown).message });
  }
}
