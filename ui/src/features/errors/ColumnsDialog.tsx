import { useState } from 'react';
import { Button, Checkbox, Dialog, IconButton, TextField } from '@/components';
import { t } from '@/messages';
import { hide, pin, step, type Looks } from './arrange';
import type { Column } from './columns';
import classes from './Sheets.module.css';

export interface ColumnsDialogProps {
  columns: readonly Column[];
  looks: Looks;
  onLooks: (looks: Looks) => void;
  onClose: () => void;
}

/** Every column there is: which are shown, which stay at the left, in what order. Takes effect at once. */
export function ColumnsDialog({ columns, looks, onLooks, onClose }: ColumnsDialogProps) {
  const [search, setSearch] = useState('');
  const titles = new Map(columns.map(({ id, title }) => [id, title]));
  const wanted = search.trim().toLowerCase();
  const found = looks.filter(({ id }) => (titles.get(id) ?? '').toLowerCase().includes(wanted));
  const shown = looks.filter(({ hidden }) => !hidden).length;
  const showAll = (hidden: boolean) =>
    onLooks(looks.map((look, at) => (found.includes(look) ? { ...look, hidden: hidden && !(at === 0) } : look)));
  return (
    <Dialog
      title={t('sheet.columns.title')}
      open
      onClose={onClose}
      testId="columns-dialog"
      actions={
        <>
          <Button onPress={() => onLooks([])} data-testid="columns-reset">
            {t('sheet.columns.reset')}
          </Button>
          <Button variant="primary" onPress={onClose}>
            {t('sheet.columns.done')}
          </Button>
        </>
      }
    >
      <div className={classes.columns}>
        <TextField label={t('sheet.columns.search')} hideLabel placeholder={t('sheet.columns.search')} type="search" value={search} onChange={setSearch} autoFocus testId="columns-search" />
        <div className={classes.columnsHead}>
          <span className={classes.quiet}>{t('sheet.columns.shown', { n: shown, total: looks.length })}</span>
          <Button size="small" variant="quiet" onPress={() => showAll(false)}>
            {t('sheet.columns.all')}
          </Button>
          <Button size="small" variant="quiet" onPress={() => showAll(true)}>
            {t('sheet.columns.none')}
          </Button>
        </div>
        <ul className={classes.columnList}>
          {found.map(({ id, hidden, pinned }) => {
            const title = titles.get(id) ?? id;
            return (
              <li key={id} data-testid={`look-${id}`}>
                <Checkbox selected={!hidden} disabled={!hidden && shown === 1} onChange={(on) => onLooks(hide(looks, id, !on))} testId={`show-${id}`}>
                  <bdi>{title}</bdi>
                </Checkbox>
                <span className={classes.columnTools}>
                  <IconButton icon="arrow-up" size="small" label={t('sheet.columns.up', { title })} onPress={() => onLooks(step(looks, id, -1))} />
                  <IconButton icon="arrow-down" size="small" label={t('sheet.columns.down', { title })} onPress={() => onLooks(step(looks, id, 1))} />
                  <IconButton
                    icon="pin"
                    size="small"
                    aria-pressed={pinned}
                    label={t(pinned ? 'sheet.columns.unpin' : 'sheet.columns.pin', { title })}
                    onPress={() => onLooks(pin(looks, id, !pinned))}
                  />
                </span>
              </li>
            );
          })}
          {found.length === 0 && <li className={classes.quiet}>{t('sheet.columns.noneFound')}</li>}
        </ul>
      </div>
    </Dialog>
  );
}
