import { useMemo, useState } from 'react';
import { Button } from '@/components';
import type { DifferenceLine } from '@/generated/commands';
import { cx } from '@/lib/cx';
import { t } from '@/messages';
import { folded } from './folding';
import classes from './Guideline.module.css';

const SIGN = { same: '\u00a0', added: '+', removed: '\u2212' } as const;

/** Lines that went and came, with the words that differ; told by signs and underlines, not by colour alone. */
export function GuidelineDifference({ lines }: { lines: readonly DifferenceLine[] }) {
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const blocks = useMemo(() => folded(lines), [lines]);
  if (!lines.some(({ change }) => change !== 'same')) return <p>{t('guideline.same')}</p>;
  return (
    <div className={classes.difference} role="region" tabIndex={0} aria-label={t('guideline.view.changes')} data-testid="guideline-difference">
      {blocks.map((block) =>
        block.hidden && !open.has(block.from) ? (
          <Button key={block.from} size="small" variant="quiet" className={classes.more} onPress={() => setOpen((now) => new Set([...now, block.from]))}>
            {t('guideline.unchanged', { n: block.lines.length })}
          </Button>
        ) : (
          block.lines.map((line, at) => <Line key={block.from + at} line={line} />)
        ),
      )}
    </div>
  );
}

function Line({ line }: { line: DifferenceLine }) {
  return (
    <div className={cx(classes.diffLine, classes[line.change])} data-change={line.change}>
      <span className={classes.lineNumber}>{line.older ?? ''}</span>
      <span className={classes.lineNumber}>{line.newer ?? ''}</span>
      <span className={classes.sign} aria-hidden>
        {SIGN[line.change]}
      </span>
      {line.change !== 'same' && <span className="visually-hidden">{t(`guideline.line.${line.change}`)}</span>}
      <span className={classes.lineText} dir="auto">
        {line.parts.map((part, at) => {
          if (part.change === 'added') return <ins key={at}>{part.text}</ins>;
          if (part.change === 'removed') return <del key={at}>{part.text}</del>;
          return <span key={at}>{part.text}</span>;
        })}
      </span>
    </div>
  );
}
