import { useEffect, useMemo, useState } from 'react';
import { Button, Dialog, IconButton, InlineNotice, Kbd, TextField } from '@/components';
import { useStore } from '@/lib/store';
import { t } from '@/messages';
import classes from './HelpSheet.module.css';
import { keysOf, showKeys } from './keys';
import { rank } from './rank';
import { actions, keysFor, overrides, remap, resetAllKeys, resetKeys, type Action } from './index';
import { currentPlace, type RouteId } from '@/app/routes';

export interface HelpSheetProps {
  open: boolean;
  onClose: () => void;
}

const titleOf = (action: Action): string => t(action.title as 'app.name');
const groupOf = (action: Action): 'app' | RouteId => action.scope.split('.')[0] as 'app' | RouteId;

/** All keys in one place, each of them changeable. */
export function HelpSheet({ open, onClose }: HelpSheetProps) {
  return (
    <Dialog title={t('actions.help.title')} open={open} onClose={onClose} width="medium" testId="help">
      <Sheet />
    </Dialog>
  );
}

function Sheet() {
  const [query, setQuery] = useState('');
  const [capturing, setCapturing] = useState<Action | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const now = useStore(overrides);
  const groups = useMemo(() => {
    const found = rank(actions, query, (each) => `${titleOf(each)} ${keysFor(each, now).map((keys) => showKeys(keys)).join(' ')}`);
    const here = currentPlace().route;
    // The keys of the screen that lies below come first, then those that act everywhere.
    const place = (group: 'app' | RouteId) => (group === here ? 0 : group === 'app' ? 1 : 2);
    return [...Map.groupBy(found, groupOf)].sort(([a], [b]) => place(a) - place(b));
  }, [query, now]);

  useEffect(() => {
    if (!capturing) return;
    const onKeyDown = (event: KeyboardEvent) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      const keys = keysOf(event);
      if (keys === null) return;
      if (keys !== 'Escape') setRefused(refusal(remap(capturing, [keys])));
      setCapturing(null);
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [capturing]);

  return (
    <div className={classes.sheet}>
      <p className={classes.intro}>{t('actions.help.intro')}</p>
      <div className={classes.bar}>
        <TextField
          label={t('actions.help.search')}
          hideLabel
          placeholder={t('actions.help.search')}
          value={query}
          onChange={setQuery}
          className={classes.search}
          autoFocus
        />
        <Button onPress={resetAllKeys}>{t('actions.help.resetAll')}</Button>
      </div>
      {refused && <InlineNotice kind="warn">{refused}</InlineNotice>}
      {groups.length === 0 && <p className={classes.intro}>{t('actions.help.noMatch')}</p>}
      {groups.map(([group, members]) => (
        <section key={group}>
          <h3 className={classes.group}>{t(`actions.group.${group}`)}</h3>
          <ul className={classes.list}>
            {members.map((action) => (
              <Row
                key={action.id}
                action={action}
                capturing={capturing === action}
                changed={action.id in now}
                onCapture={() => {
                  setRefused(null);
                  setCapturing(action);
                }}
                onReset={() => setRefused(refusal(resetKeys(action)))}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function refusal(result: ReturnType<typeof remap>): string | null {
  if (result.ok) return null;
  const keys = showKeys(result.keys);
  return result.reason === 'clash'
    ? t('actions.help.clash', { keys, title: titleOf(result.other) })
    : t('actions.help.unusable', { keys });
}

interface RowProps {
  action: Action;
  capturing: boolean;
  changed: boolean;
  onCapture: () => void;
  onReset: () => void;
}

function Row({ action, capturing, changed, onCapture, onReset }: RowProps) {
  const title = titleOf(action);
  const keys = keysFor(action);
  return (
    <li className={classes.row}>
      <span className={classes.title}>{title}</span>
      {changed && (
        <IconButton icon="undo" size="small" label={t('actions.help.reset', { title })} onPress={onReset} />
      )}
      <Button variant="quiet" size="small" onPress={onCapture} data-testid={`change-${action.id}`}>
        <span className="visually-hidden">{t('actions.help.change', { title })}</span>
        {capturing ? (
          <span className={classes.press}>{t('actions.help.press')}</span>
        ) : keys.length > 0 ? (
          <span className={classes.keys}>
            {keys.map((each) => (
              <Kbd key={each} keys={each} />
            ))}
          </span>
        ) : (
          <span className={classes.noKey}>{t('actions.help.none')}</span>
        )}
      </Button>
    </li>
  );
}
