import { Button, EmptyState } from '@/components';
import type { Relabel } from '@/generated/commands';
import { formatCount, formatTime } from '@/lib/format';
import { t } from '@/messages';
import classes from './Suspects.module.css';

export interface SentProps {
  sent: readonly Relabel[];
  readOnly: boolean;
  onOpen: (relabel: number, desk: boolean) => void;
}

/** What was sent to be decided on again, newest first. */
export function Sent({ sent, readOnly, onOpen }: SentProps) {
  if (sent.length === 0) {
    return (
      <EmptyState icon="audit" title={t('suspects.sent.none.title')}>
        {t('suspects.sent.none.text')}
      </EmptyState>
    );
  }
  return (
    <div className={classes.page} role="region" aria-label={t('suspects.sent.table')} tabIndex={0}>
      <table className={classes.table} data-testid="sent">
        <caption className="visually-hidden">{t('suspects.sent.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('suspects.sent.name')}</th>
            <th scope="col">{t('suspects.sent.run')}</th>
            <th scope="col">{t('suspects.sent.progress')}</th>
            <th scope="col">{t('suspects.sent.when')}</th>
            <th scope="col" />
          </tr>
        </thead>
        <tbody>
          {sent.map((list) => (
            <tr key={list.id} data-testid={`sent-${list.id}`}>
              <th scope="row">
                <bdi>{list.name}</bdi>
                {list.reason !== '' && <span className={classes.second}>{list.reason}</span>}
              </th>
              <td>
                <bdi>{list.run_name}</bdi>
              </td>
              <td>
                <span className={classes.done} aria-hidden>
                  <span style={{ width: `${(100 * list.decided) / Math.max(1, list.items)}%` }} />
                </span>
                {t('components.progress.of', { done: formatCount(list.decided), total: formatCount(list.items) })}
              </td>
              <td className={classes.quiet}>{t('suspects.sent.by', { person: list.person, when: formatTime(list.made_at) })}</td>
              <td>
                <span className={classes.line}>
                  {list.decided < list.items && !readOnly && (
                    <Button size="small" variant="primary" onPress={() => onOpen(list.id, true)} data-testid={`decide-${list.id}`}>
                      {t('suspects.sent.decide')}
                    </Button>
                  )}
                  <Button size="small" onPress={() => onOpen(list.id, false)} data-testid={`result-${list.id}`}>
                    {t('suspects.sent.result')}
                  </Button>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
