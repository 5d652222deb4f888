import { keepPreviousData } from '@tanstack/react-query';
import { useSyncExternalStore, type ReactNode } from 'react';
import { Badge, IconButton } from '@/components';
import { ItemHistoryButton } from '@/features/history';
import { ItemContent } from '@/features/item';
import type { Class, Field, ItemView, Judgment, SheetRow, Tag } from '@/generated/commands';
import { formatNumber, formatPercent } from '@/lib/format';
import { useStore, type Store } from '@/lib/store';
import { useCountOpened } from '@/features/tags/data';
import { t } from '@/messages';
import { ClassName, TagTitle } from './columns';
import { useItem } from './data';
import classes from './ItemPane.module.css';
import type { SheetSource } from './SheetSource';
import { markOf } from './marks';

export interface ItemPaneProps {
  project: string;
  classes: readonly Class[];
  tags: readonly Tag[];
  fields: readonly Field[];
  source: SheetSource;
  activeRow: Store<number>;
  onClose: () => void;
}

/** The item of the active row, large; it follows the arrow keys. */
export function ItemPane({ project, classes: known, tags, fields, source, activeRow, onClose }: ItemPaneProps) {
  const at = useStore(activeRow);
  useSyncExternalStore(source.subscribe, source.snapshot);
  const row = source.row(Math.max(0, at));
  const item = useItem(project, row?.item ?? null, keepPreviousData);
  const classOf = (id: number | null) => (id === null ? undefined : known.find((each) => each.id === id));
  const view = item.data;
  useCountOpened(project, row?.item ?? null);
  return (
    <aside className={classes.pane} aria-label={t('errors.item.title', { key: row?.key ?? '' })} data-testid="item-pane">
      <header className={classes.head}>
        <h3 dir="auto" data-testid="item-key">
          {row?.key ?? t('errors.item.loading')}
        </h3>
        <span className={classes.line}>
          {row && <ItemHistoryButton item={row.item} itemKey={row.key} />}
          <IconButton icon="close" size="small" label={t('errors.item.close')} keys="Escape" onPress={onClose} />
        </span>
      </header>
      {view && (
        <div className={classes.content}>
          <ItemContent item={view.item} compact />
        </div>
      )}
      <dl className={classes.facts}>
        {row && <Verdict row={row} view={view} classOf={classOf} />}
        {row && tags.length > 0 && <Tags row={row} tags={tags} />}
        {row && row.comment !== '' && (
          <Fact name={t('errors.item.comment')}>
            <span className={classes.text} dir="auto">
              {row.comment}
            </span>
          </Fact>
        )}
        {view && <Judgments judgments={view.judgments} classOf={classOf} />}
        {row && fields.length > 0 && <Metadata row={row} fields={fields} />}
      </dl>
    </aside>
  );
}

type ClassOf = (id: number | null) => Class | undefined;

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Verdict({ row, view, classOf }: { row: SheetRow; view: ItemView | undefined; classOf: ClassOf }) {
  const reference = view?.reference ?? null;
  return (
    <>
      <Fact name={t('errors.item.reference')}>
        <span className={classes.line}>
          <ClassName of={classOf(row.label)} />
          {reference && <Badge>{t(`errors.source.${reference.source}`)}</Badge>}
          {reference?.source === 'consensus' && (
            <span className={classes.quiet}>{t('errors.item.confidence', { percent: formatPercent(reference.confidence) })}</span>
          )}
        </span>
      </Fact>
      <Fact name={t('errors.item.prediction')}>
        <span className={classes.line}>
          <ClassName of={classOf(row.prediction)} />
          {row.correct !== null && (
            <Badge tone={row.correct ? 'ok' : 'danger'} icon={row.correct ? 'check' : 'close'}>
              {t(row.correct ? 'errors.verdict.right' : 'errors.verdict.wrong')}
            </Badge>
          )}
          {row.score !== null && (
            <span className={classes.quiet}>{t('errors.item.score', { score: formatNumber(row.score, 3) })}</span>
          )}
        </span>
      </Fact>
      {view && view.gold.length > 0 && (
        <Fact name={t('errors.item.gold')}>
          <span className={classes.line}>
            {view.gold.map((id) => (
              <span key={id}>
                <ClassName of={classOf(id)} />
              </span>
            ))}
          </span>
        </Fact>
      )}
      {view?.decision && (
        <Fact name={t('errors.item.decision')}>
          <span className={classes.line}>
            <ClassName of={classOf(view.decision.class)} />
            <span className={classes.quiet}>{view.decision.person}</span>
            {view.decision.draw !== null && <span className={classes.quiet}>{t('errors.item.blind', { draw: view.decision.draw })}</span>}
          </span>
          {view.decision.rationale !== '' && (
            <p className={classes.note} dir="auto">
              {view.decision.rationale}
            </p>
          )}
        </Fact>
      )}
    </>
  );
}

function Tags({ row, tags }: { row: SheetRow; tags: readonly Tag[] }) {
  return (
    <Fact name={t('errors.item.tags')}>
      <ul className={classes.tags}>
        {tags.map((tag) => {
          const mark = markOf(row, tag.id);
          return (
            <li key={tag.id} data-mark={mark}>
              <TagTitle tag={tag} />
              <span className={classes.mark}>{t(`errors.mark.${mark}`)}</span>
            </li>
          );
        })}
      </ul>
    </Fact>
  );
}

function Judgments({ judgments, classOf }: { judgments: readonly Judgment[]; classOf: ClassOf }) {
  const title = judgments.length === 0 ? t('errors.item.noJudgments') : t('errors.item.judgments', { n: judgments.length });
  return (
    <Fact name={title}>
      <ul className={classes.judgments} data-testid="judgments">
        {judgments.map((judgment) => (
          <li key={judgment.id}>
            <span className={classes.line}>
              {judgment.skipped ? <span className={classes.quiet}>{t('errors.item.skipped')}</span> : <ClassName of={classOf(judgment.class)} />}
            </span>
            <span className={classes.quiet} dir="auto">
              {judgment.rater}
              {judgment.unsure && `, ${t('errors.item.unsure')}`}
            </span>
            {judgment.note !== '' && (
              <p className={classes.note} dir="auto">
                {judgment.note}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Fact>
  );
}

function Metadata({ row, fields }: { row: SheetRow; fields: readonly Field[] }) {
  return (
    <Fact name={t('errors.item.metadata')}>
      <ul className={classes.judgments}>
        {fields.map((field, at) => (
          <li key={field.id}>
            <span className={classes.quiet} dir="auto">
              {field.name}
            </span>
            <span dir="auto">{String(row.metadata[at] ?? '')}</span>
          </li>
        ))}
      </ul>
    </Fact>
  );
}
