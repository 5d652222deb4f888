import { keepPreviousData } from '@tanstack/react-query';
import { useEffect, useRef, useSyncExternalStore, type KeyboardEvent, type ReactNode } from 'react';
import { useAction, useActionKeys } from '@/actions';
import { Badge, IconButton } from '@/components';
import { ItemHistoryButton } from '@/features/history';
import { ItemContent, ItemZoomActions } from '@/features/item';
import type { Class, Field, ItemView, Judgment, SheetRow, Tag } from '@/generated/commands';
import { formatCount, formatNumber, formatPercent } from '@/lib/format';
import { useStore, type Store } from '@/lib/store';
import { useCountOpened } from '@/features/tags/data';
import { t } from '@/messages';
import { ClassName, TagTitle, ruleText } from './columns';
import { useItem, useScores } from './data';
import classes from './ItemPane.module.css';
import type { SheetSource } from './SheetSource';
import { markOf } from './marks';

export interface ItemPaneProps {
  project: string;
  run: number;
  classes: readonly Class[];
  tags: readonly Tag[];
  fields: readonly Field[];
  source: SheetSource;
  activeRow: Store<number>;
  /** To another row of the view. */
  onStep: (by: 1 | -1) => void;
  onTag: (row: number, tag: Tag) => void;
  onClose: () => void;
}

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** The item of the active row, large, over the sheet; keys mark it as they mark the row. */
export function ItemPane(props: ItemPaneProps) {
  const { project, classes: known, tags, fields, source, activeRow, onStep, onClose } = props;
  const place = useRef<HTMLElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const at = Math.max(0, useStore(activeRow));
  useSyncExternalStore(source.subscribe, source.snapshot);
  const row = source.row(at);
  const item = useItem(project, row?.item ?? null, keepPreviousData);
  const classOf = (id: number | null) => (id === null ? undefined : known.find((each) => each.id === id));
  const view = item.data;
  useCountOpened(project, row?.item ?? null);

  useEffect(() => place.current?.focus({ preventScroll: true }), []);
  useEffect(() => stage.current?.scrollTo({ top: 0 }), [at]);
  // Far from what the grid has fetched, the row is not here yet.
  useEffect(() => {
    if (!row && at < source.rowCount) void source.fetch(at, 1).catch(() => undefined); // The grid tells the failure.
  }, [source, row, at]);
  useAction('errors.itemNext', () => onStep(1));
  useAction('errors.itemPrevious', () => onStep(-1));

  const onKeyDown = (event: KeyboardEvent) => {
    const by = STEPS[event.key];
    const far = { PageDown: 0.9, PageUp: -0.9 }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (by !== undefined) onStep(by);
    else if (far !== undefined) stage.current?.scrollBy({ top: far * stage.current.clientHeight });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <section
      ref={place}
      tabIndex={-1}
      className={classes.pane}
      aria-label={t('errors.item.title', { key: row?.key ?? '' })}
      data-testid="item-pane"
      onKeyDown={onKeyDown}
    >
      <ItemZoomActions enabled fitByZero={!tags.some(({ hotkey }) => hotkey === '0')} />
      <header className={classes.head}>
        <h3 dir="auto" data-testid="item-key">
          {row?.key ?? t('errors.item.loading')}
        </h3>
        <span className={classes.quiet} role="status">
          {t('sheet.item.place', { n: formatCount(at + 1), total: formatCount(source.rowCount) })}
        </span>
        <span className={classes.tools}>
          <IconButton icon="chevron-up" size="small" label={t('sheet.item.previous')} keys="K" isDisabled={at === 0} onPress={() => onStep(-1)} />
          <IconButton icon="chevron-down" size="small" label={t('sheet.item.next')} keys="J" isDisabled={at + 1 >= source.rowCount} onPress={() => onStep(1)} />
          {row && <ItemHistoryButton item={row.item} itemKey={row.key} />}
          <IconButton icon="close" size="small" label={t('sheet.item.close')} keys="Escape" onPress={onClose} data-testid="close-item" />
        </span>
      </header>
      <div className={classes.body}>
        <div ref={stage} className={classes.stage} tabIndex={0} role="group" aria-label={t('errors.column.content')}>
          {view && <ItemContent item={view.item} large />}
        </div>
        <div className={classes.side} tabIndex={0} role="group" aria-label={t('sheet.item.facts')}>
          <dl className={classes.facts}>
            {row && <Verdict row={row} view={view} classOf={classOf} />}
            {row && <Scores project={project} run={props.run} row={row} classOf={classOf} />}
            {row && tags.length > 0 && <Tags row={row} tags={tags} onTag={(tag) => props.onTag(at, tag)} />}
            {row && <Comment body={row.comment} />}
            {row && fields.length > 0 && <Metadata row={row} fields={fields} />}
            {view && <Judgments judgments={view.judgments} classOf={classOf} />}
          </dl>
        </div>
      </div>
    </section>
  );
}

function Comment({ body }: { body: string }) {
  const keys = useActionKeys('errors.comment');
  return (
    <Fact name={t('errors.item.comment')}>
      {body === '' ? (
        <span className={classes.quiet}>{t('sheet.item.noComment', { keys: keys ?? '' })}</span>
      ) : (
        <span className={classes.text} dir="auto" data-testid="item-comment">
          {body}
        </span>
      )}
    </Fact>
  );
}

const SCORES = 6;

function Scores({ project, run, row, classOf }: { project: string; run: number; row: SheetRow; classOf: ClassOf }) {
  const found = useScores(project, run, row.item).data?.scores ?? [];
  if (found.length === 0) return null;
  const best = found.toSorted(([, a], [, b]) => b - a).slice(0, SCORES);
  const most = Math.max(1, ...best.map(([, score]) => score));
  return (
    <Fact name={t('sheet.item.scores')}>
      <ul className={classes.scores} data-testid="scores">
        {best.map(([id, score]) => (
          <li key={id} data-label={id === row.label ? '' : undefined}>
            <ClassName of={classOf(id)} />
            <span className={classes.bar} aria-hidden="true">
              <span style={{ width: `${Math.max(0, (score / most) * 100)}%` }} />
            </span>
            <span className={classes.score}>{formatNumber(score, 3)}</span>
          </li>
        ))}
      </ul>
    </Fact>
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

function Tags({ row, tags, onTag }: { row: SheetRow; tags: readonly Tag[]; onTag: (tag: Tag) => void }) {
  return (
    <Fact name={t('errors.item.tags')}>
      <ul className={classes.tags}>
        {tags.map((tag) => {
          const mark = markOf(row, tag.id);
          return (
            <li key={tag.id} data-mark={mark} data-testid={`item-tag-${tag.id}`}>
              <button
                type="button"
                className={classes.tag}
                aria-pressed={mark === 'yes'}
                aria-disabled={tag.rule === null ? undefined : true}
                data-ruled={tag.rule === null ? undefined : ''}
                title={tag.rule === null ? undefined : ruleText(tag.rule)}
                onClick={() => onTag(tag)}
              >
                <TagTitle tag={tag} />
                <span className={classes.mark}>{t(`errors.mark.${mark}`)}</span>
              </button>
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
