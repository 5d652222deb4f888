import { attempt } from '@/app/attempt';
import { Button, EmptyState, notify } from '@/components';
import type { Collection } from '@/generated/commands';
import { formatCount } from '@/lib/format';
import { t } from '@/messages';
import { call } from '@/platform';
import { refresh } from './data';
import { useExamples } from './useExamples';
import classes from './Suspects.module.css';

/** Named lists of items to collect more like. */
export function Lists({ lists, run, readOnly }: { lists: readonly Collection[]; run: number; readOnly: boolean }) {
  const examples = useExamples();
  const drop = async (list: Collection) => {
    if (!(await attempt(() => call('collection_drop', { collection: list.id })))) return;
    notify({ kind: 'ok', text: t('suspects.lists.dropped', { name: list.name }) });
    await refresh();
  };
  if (lists.length === 0) {
    return (
      <EmptyState icon="import" title={t('suspects.lists.none.title')}>
        {t('suspects.lists.none.text')}
      </EmptyState>
    );
  }
  return (
    <div className={classes.page} role="region" aria-label={t('suspects.lists.table')} tabIndex={0}>
      <table className={classes.table} data-testid="lists">
        <caption className="visually-hidden">{t('suspects.lists.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('suspects.lists.name')}</th>
            <th scope="col" className={classes.end}>{t('suspects.lists.items')}</th>
            <th scope="col" className={classes.end}>{t('suspects.lists.target')}</th>
            <th scope="col">{t('suspects.lists.note')}</th>
            <th scope="col" />
          </tr>
        </thead>
        <tbody>
          {lists.map((list) => (
            <tr key={list.id} data-testid={`list-${list.id}`}>
              <th scope="row">
                <bdi>{list.name}</bdi>
              </th>
              <td className={classes.end}>{formatCount(list.items)}</td>
              <td className={classes.end}>{list.target === null ? '–' : formatCount(list.target)}</td>
              <td dir="auto">{list.note}</td>
              <td>
                <span className={classes.line}>
                  <Button size="small" isDisabled={examples.saving} onPress={() => examples.save(run, { collection: list.id }, list.name)}>
                    {t('suspects.export')}
                  </Button>
                  {!readOnly && (
                    <Button size="small" variant="quiet" onPress={() => void drop(list)}>
                      {t('suspects.lists.drop')}
                    </Button>
                  )}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
