import { DifferenceRows } from '@/charts/DifferenceRows';
import type { ComparedPart, RunComparison } from '@/generated/commands';
import { t, tExact } from '@/messages';
import classes from './Compare.module.css';
import { pOf } from './Summary';

interface PartsProps {
  found: RunComparison;
  /** The metadata field whose values are told apart. */
  field: string | null;
  onOpen: (filter: string) => void;
}

/** Where the later run is better or worse: by tag, by class, and by the values of a field. */
export function Parts({ found, field, onOpen }: PartsProps) {
  const charts = [
    { id: 'tags', title: t('compare.parts.tags'), parts: found.tags },
    { id: 'classes', title: t('compare.parts.classes'), parts: found.classes },
    ...(field === null ? [] : [{ id: 'slices', title: t('compare.parts.slices', { field }), parts: found.slices }]),
  ];
  return (
    <section className={classes.section}>
      <div className={classes.charts}>
        {charts.map(({ id, title, parts }) =>
          parts.length === 0 ? (
            <div key={id}>
              <strong>{title}</strong>
              <p className={classes.quiet}>{t(id === 'tags' ? 'compare.parts.noTags' : 'compare.noItems')}</p>
            </div>
          ) : (
            <DifferenceRows
              key={id}
              title={title}
              label={`${title}. ${t('compare.parts.label')}`}
              name={tExact('compare.parts.file', { what: id, a: found.a.run.name, b: found.b.run.name })}
              testId={`compare-${id}`}
              note={id === 'slices' && found.slices_left_out > 0 ? t('compare.parts.leftOut', { n: found.slices_left_out }) : undefined}
              rows={parts.map((part) => ({
                id: part.name,
                name: part.name,
                figure: part.difference,
                verdict: part.verdict,
                more: more(part),
                open: part.n > 0 ? () => onOpen(part.filter) : undefined,
              }))}
            />
          ),
        )}
      </div>
      <p className={classes.quiet}>{t('compare.parts.note')}</p>
    </section>
  );
}

function more({ fixed, regressed, both_wrong, p_value, p_adjusted, seen, note }: ComparedPart): string[] {
  return [
    t('compare.parts.moved', { fixed, regressed, wrong: both_wrong }),
    p_value !== null && p_adjusted !== null ? t('compare.parts.p', { p: pOf(p_value), adjusted: pOf(p_adjusted) }) : '',
    seen !== null ? t('compare.parts.seen', { n: seen }) : '',
    note ?? '',
  ].filter((line) => line !== '');
}
