import { useState } from 'react';
import { useAction } from '@/actions';
import { Button, Checkbox, Dialog, Icon, NumberField, TextField, notify } from '@/components';
import type { Run } from '@/generated/commands';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import { SendButton } from './SuspectList';
import { refresh } from './data';
import { useExamples } from './useExamples';
import classes from './Suspects.module.css';

export interface SendBarProps {
  run: Run;
  items: readonly number[];
  all: () => void;
  clear: () => void;
  onSent: () => void;
  onCollected: () => void;
}

/** What is done with the selected items. */
export function SendBar({ run, items, all, clear, onSent, onCollected }: SendBarProps) {
  const [correct, setCorrect] = useState(50);
  const [wrong, setWrong] = useState(0);
  const [blind, setBlind] = useState(true);
  const [busy, setBusy] = useState(false);
  const [collecting, setCollecting] = useState(false);
  const examples = useExamples();
  const empty = items.length === 0;
  const send = async () => {
    setBusy(true);
    try {
      const made = await call('relabel_send', {
        run: run.id,
        wanted: { items: [...items] },
        extra_correct: correct,
        extra_wrong: wrong,
        blind,
      });
      notify({ kind: 'ok', text: t('suspects.sentNow', { n: made.sent.items }) });
      await refresh();
      onSent();
    } catch (thrown) {
      notify({ kind: 'error', text: AssayError.from(thrown).message });
    } finally {
      setBusy(false);
    }
  };
  useAction('suspects.send', () => void send(), !empty && !busy);
  const whole = (set: (value: number) => void) => (value: number) => set(Number.isNaN(value) ? 0 : value);
  return (
    <footer className={classes.dock} data-testid="suspects-dock">
      <div className={classes.chosen}>
        <strong data-testid="suspects-selected">{t('suspects.selected', { n: items.length })}</strong>
        <span className={classes.line}>
          <Button size="small" variant="quiet" onPress={all} data-testid="suspects-all">
            {t('suspects.selectAll')}
          </Button>
          <Button size="small" variant="quiet" onPress={clear} isDisabled={empty}>
            {t('suspects.clear')}
          </Button>
        </span>
      </div>
      <NumberField className={classes.number} label={t('suspects.draw')} min={0} max={100_000} value={correct} onChange={whole(setCorrect)} testId="suspects-correct" />
      <NumberField className={classes.number} label={t('suspects.drawWrong')} min={0} max={100_000} value={wrong} onChange={whole(setWrong)} testId="suspects-wrong" />
      <Checkbox selected={blind} onChange={setBlind} testId="suspects-blind">
        {t('suspects.blind')}
      </Checkbox>
      <span className={classes.line}>
        <SendButton disabled={empty || busy} />
        <Button isDisabled={empty} onPress={() => setCollecting(true)} data-testid="suspects-collect">
          {t('suspects.collect')}
        </Button>
        <Button isDisabled={empty || examples.saving} onPress={() => examples.save(run.id, { wanted: { items: [...items] } })} data-testid="suspects-export">
          {t('suspects.export')}
        </Button>
      </span>
      {correct === 0 && !empty && (
        <p className={classes.flag}>
          <Icon name="warning" size={12} /> {t('suspects.flagged')}
        </p>
      )}
      {collecting && (
        <Collect
          run={run.id}
          items={items}
          onClose={() => setCollecting(false)}
          onMade={() => {
            void refresh();
            onCollected();
          }}
        />
      )}
    </footer>
  );
}

interface CollectProps {
  run: number;
  items: readonly number[];
  onClose: () => void;
  onMade: () => void;
}

function Collect({ run, items, onClose, onMade }: CollectProps) {
  const [name, setName] = useState('');
  const [note, setNote] = useState('');
  const [target, setTarget] = useState(100);
  const [fault, setFault] = useState<string | null>(null);
  const make = async () => {
    try {
      const more = Number.isNaN(target) || target <= 0 ? {} : { target };
      const made = await call('collection_make', { run, wanted: { items: [...items] }, name, note, ...more });
      notify({ kind: 'ok', text: t('suspects.collected', { name: made.name, n: made.items }) });
      onClose();
      onMade();
    } catch (thrown) {
      setFault(AssayError.from(thrown).message);
    }
  };
  return (
    <Dialog
      title={t('suspects.collect')}
      open
      onClose={onClose}
      width="narrow"
      testId="collect"
      actions={
        <Button variant="primary" onPress={() => void make()} isDisabled={name.trim() === ''} data-testid="collect-make">
          {t('suspects.collectMake')}
        </Button>
      }
    >
      <div className={classes.form}>
        <TextField label={t('suspects.collectName')} value={name} onChange={setName} error={fault} autoFocus testId="collect-name" onEnter={() => void make()} />
        <TextField label={t('suspects.collectNote')} value={note} onChange={setNote} testId="collect-note" />
        <NumberField label={t('suspects.collectTarget')} min={0} value={target} onChange={setTarget} testId="collect-target" />
      </div>
    </Dialog>
  );
}
