import { Figure, InlineNotice } from '@/components';
import { ClassName } from '@/features/item';
import type { CoefficientFigure, SchemeForeseen, Tally } from '@/generated/commands';
import { formatCount } from '@/lib/format';
import { t } from '@/messages';
import styles from './ChangeClasses.module.css';
import { Words } from './Trouble';

const MOVED = ['judgments', 'gold', 'decisions', 'predictions', 'audit_labels', 'items'] as const satisfies readonly (keyof Tally)[];

/** The counts behind a change of classes, from a rehearsal of it. */
export function ChangePreview({ foreseen, stale }: { foreseen: SchemeForeseen; stale: boolean }) {
  const { moved, labels, question } = foreseen;
  return (
    <div className={styles.answer} data-stale={stale || undefined} data-testid={stale ? undefined : 'change-foreseen'}>
      <p>
        <Words text={foreseen.summary} />
      </p>
      <span className={styles.classes}>
        {question.classes.map((each, at) => (
          <ClassName key={`${each.id}-${at}`} id={each.id} classes={question.classes} fallback={each.name} />
        ))}
      </span>
      <dl className={styles.counts}>
        {MOVED.map((what) => (
          <div key={what}>
            <dt>{t(`project.change.moved.${what}`)}</dt>
            <dd data-testid={`foreseen-${what}`}>{formatCount(moved[what])}</dd>
          </div>
        ))}
      </dl>
      <dl className={styles.facts}>
        <div>
          <dt>{t('project.change.labels')}</dt>
          <dd data-testid="foreseen-labels">
            {t('project.change.labelsText', { moved: labels.moved, gained: labels.gained, lost: labels.lost, other: labels.other })}
          </dd>
        </div>
        <div>
          <dt>{t('project.change.conflicts')}</dt>
          <dd>{t('project.change.fromTo', { before: foreseen.conflicts_before, after: foreseen.conflicts_after })}</dd>
        </div>
        <div>
          <dt>{t('project.change.agreement')}</dt>
          <dd className={styles.figures}>
            <Coefficient of={foreseen.agreement_before} />
            <span aria-hidden>→</span>
            <Coefficient of={foreseen.agreement_after} />
          </dd>
        </div>
      </dl>
      {foreseen.fit_dropped !== null && (
        <InlineNotice kind="info">{t('project.change.fitDropped', { method: foreseen.fit_dropped })}</InlineNotice>
      )}
    </div>
  );
}

function Coefficient({ of }: { of: CoefficientFigure }) {
  return (
    <Figure
      value={of.value}
      interval={of.lower !== null && of.upper !== null ? [of.lower, of.upper] : null}
      n={of.n_items}
      reason={of.undefined_because ?? undefined}
      caution={of.unreliable_because}
    />
  );
}
