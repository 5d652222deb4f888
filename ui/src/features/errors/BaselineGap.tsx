import { navigate } from '@/app/routes';
import { Button, FigureOf } from '@/components';
import { VerdictOf } from '@/features/human/VerdictOf';
import { Warnings } from '@/features/human/Warnings';
import type { BaselineGap, Figure } from '@/generated/commands';
import { t } from '@/messages';
import classes from './Summary.module.css';
import header from './RunView.module.css';

/** Beside the accuracy: the gap to the chosen baseline. */
export function GapInHeader({ gap }: { gap: BaselineGap }) {
  const said = [t(`human.gap.${gap.verdict}`, { name: gap.name }), ...gap.warnings.map(({ text }) => text)];
  return (
    <span className={header.figure} data-testid="baseline-gap" title={said.join('\n')}>
      <span className={header.name}>{t('human.gap.name', { name: gap.name })}</span>
      <FigureOf figure={gap.gap} digits={3} />
      <VerdictOf verdict={gap.verdict} />
    </span>
  );
}

/** The run and the baseline side by side, and what is unequal about them. */
export function BaselineSection({ gap }: { gap: BaselineGap | null }) {
  const choose = (
    <Button size="small" variant="quiet" onPress={() => void navigate('quality', { tab: 'human' })} data-testid="baseline-open">
      {t('human.gap.choose')}
    </Button>
  );
  return (
    <section className={classes.section} data-testid="baseline">
      <header className={classes.title}>
        <h3>{t('human.gap.title')}</h3>
        {!gap && choose}
      </header>
      {gap ? (
        <>
          <table className={classes.metrics}>
            <tbody>
              <Row name={t('human.gap.level', { name: gap.name })} figure={gap.level} />
              <Row name={t(gap.draw === null ? 'human.gap.runAll' : 'human.gap.run')} figure={gap.run} />
              <Row name={t('human.gap.gap')} figure={gap.gap} />
            </tbody>
          </table>
          <p>{t(`human.gap.${gap.verdict}`, { name: gap.name })}</p>
          <Warnings warnings={gap.warnings} />
        </>
      ) : (
        <p className={classes.quiet}>{t('human.gap.none')}</p>
      )}
    </section>
  );
}

function Row({ name, figure }: { name: string; figure: Figure }) {
  return (
    <tr>
      <th scope="row" className={classes.wide}>
        {name}
      </th>
      <td className={classes.number}>
        <FigureOf figure={figure} digits={3} />
      </td>
    </tr>
  );
}
