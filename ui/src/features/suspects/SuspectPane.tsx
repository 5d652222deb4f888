import { keepPreviousData } from '@tanstack/react-query';
import { ItemContent } from '@/features/item';
import { useItem } from '@/features/errors/data';
import type { Class, SuspectRow } from '@/generated/commands';
import { formatNumber } from '@/lib/format';
import { t } from '@/messages';
import { Named } from './SuspectList';
import classes from './Suspects.module.css';

export interface SuspectPaneProps {
  project: string;
  row: SuspectRow;
  classes: readonly Class[];
}

/** The item, and what its label, the scores and the prediction say of it. */
export function SuspectPane({ project, row, classes: known }: SuspectPaneProps) {
  const view = useItem(project, row.item, keepPreviousData).data;
  return (
    <section className={classes.pane} aria-label={row.key} data-testid="suspect-pane">
      <h3 dir="auto">{row.key}</h3>
      <dl
        className={classes.bars}
        aria-label={t('suspects.bars', {
          given: row.given,
          givenScore: formatNumber(row.score, 3),
          suggested: row.suggested,
          suggestedScore: formatNumber(row.suggested_score, 3),
        })}
      >
        <Bar name={t('suspects.given')} of={row.given} share={row.score} classes={known} />
        <Bar name={t('suspects.suggested')} of={row.suggested} share={row.suggested_score} classes={known} />
        <Bar name={t('suspects.predicted')} of={row.predicted} share={null} classes={known} />
      </dl>
      <p className={classes.quiet}>{t(row.wrong ? 'suspects.wrong' : 'suspects.right')}</p>
      {view && <div className={classes.content}>{<ItemContent item={view.item} compact />}</div>}
    </section>
  );
}

interface BarProps {
  name: string;
  of: string;
  /** None: no score is shown. */
  share: number | null;
  classes: readonly Class[];
}

function Bar({ name, of, share, classes: known }: BarProps) {
  const colour = known.find((each) => each.key === of)?.colour;
  return (
    <div className={classes.bar}>
      <dt>{name}</dt>
      <dd>
        <Named classes={known} of={of} />
      </dd>
      <dd className={classes.track} aria-hidden>
        {share !== null && <span className={classes.fill} style={{ width: `${share * 100}%`, background: colour }} />}
      </dd>
      <dd className={classes.end}>{share === null ? '' : formatNumber(share, 3)}</dd>
    </div>
  );
}
