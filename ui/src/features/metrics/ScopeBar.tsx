import { useEffect, useState } from 'react';
import { navigate } from '@/app/routes';
import { Button, InlineNotice, Select, TextField } from '@/components';
import { tagIs } from '@/features/errors/filters';
import type { Class, Field, MetricsReport, PartsReport, Tag } from '@/generated/commands';
import { t } from '@/messages';
import { setLook, type Look } from './data';
import classes from './Metrics.module.css';

export interface ScopeBarProps {
  project: string;
  run: number;
  look: Look;
  tags: readonly Tag[];
  fields: readonly Field[];
  known: readonly Class[];
  /** Of all rows: the values of the field with their filter lines. */
  whole: PartsReport | undefined;
  report: MetricsReport | undefined;
  fault: string | null;
}

/** Which rows all figures below are about. */
export function ScopeBar({ project, run, look, tags, fields, known, whole, report, fault }: ScopeBarProps) {
  const [typed, setTyped] = useState(look.filter);
  useEffect(() => setTyped(look.filter), [look.filter]);
  const slices = [
    ...tags.map((tag) => ({ value: tag.rule ?? tagIs(tag.name, 'yes'), label: tag.name, description: t('metrics.scope.tag') })),
    ...(whole?.parts ?? []).flatMap(({ kind, name, filter }) =>
      kind === 'value' ? [{ value: filter, label: name, description: whole?.field ?? '' }] : [],
    ),
  ];
  const own = look.filter !== '' && !slices.some(({ value }) => value === look.filter);
  const unseen = whole?.parts.find(({ kind, filter }) => kind === 'tag' && filter === look.filter)?.unseen ?? 0;
  return (
    <div className={classes.scope} role="group" aria-label={t('metrics.scope.label')}>
      <div className={classes.controls}>
        <Select
          label={t('metrics.scope.slice')}
          className={classes.select}
          testId="metrics-slice"
          value={look.filter}
          onChange={(filter) => setLook(project, { filter })}
          options={[
            { value: '', label: t('metrics.scope.all') },
            ...(own ? [{ value: look.filter, label: t('metrics.scope.own') }] : []),
            ...slices,
          ]}
        />
        <TextField
          label={t('metrics.scope.filter')}
          className={classes.line}
          mono
          testId="metrics-filter"
          value={typed}
          onChange={setTyped}
          placeholder={t('metrics.scope.placeholder')}
          onEnter={() => setLook(project, { filter: typed.trim() })}
        />
        <Select
          label={t('metrics.scope.field')}
          className={classes.select}
          testId="metrics-field"
          value={String(look.field ?? '')}
          onChange={(field) => setLook(project, { field: field === '' ? null : Number(field), base: null })}
          options={[{ value: '', label: t('metrics.scope.noField') }, ...fields.map(({ id, name }) => ({ value: String(id), label: name }))]}
        />
        <Select
          label={t('metrics.scope.class')}
          className={classes.select}
          testId="metrics-class"
          value={String(look.class ?? '')}
          onChange={(id) => setLook(project, { class: id === '' ? null : Number(id) })}
          options={[{ value: '', label: t('metrics.scope.noClass') }, ...known.map(({ id, name }) => ({ value: String(id), label: name }))]}
        />
      </div>
      {unseen > 0 && <InlineNotice kind="warn">{t('metrics.scope.chosen', { n: unseen })}</InlineNotice>}
      {fault && <InlineNotice kind="error">{fault}</InlineNotice>}
      {report && !fault && (
        <p className={classes.note} data-testid="metrics-n">
          {t(look.filter === '' ? 'metrics.scope.ofRows' : 'metrics.scope.ofSlice', { n: report.n, errors: report.errors })}
          {report.unscored > 0 && ` · ${t('metrics.scope.unscored', { n: report.unscored })}`}
          {report.blackbox > 0 && ` · ${t('metrics.scope.blackbox', { n: report.blackbox })}`}
          {` · ${t('metrics.scope.snapshot', { n: report.reference_revision })}`}
          {look.filter !== '' && (
            <Button size="small" variant="quiet" onPress={() => void navigate('errors', { run, filter: look.filter })} data-testid="metrics-rows">
              {t('metrics.scope.rows')}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}
