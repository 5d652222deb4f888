import { useQuery } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { Button, Dialog, InlineNotice, NumberField, TextField } from '@/components';
import type { HumanDrawView, HumanForeseen } from '@/generated/commands';
import { formatPercent } from '@/lib/format';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import classes from './Human.module.css';

export interface NewDrawProps {
  /** Draws there are, for the proposed name. */
  count: number;
  onClose: () => void;
  onCreated: (view: HumanDrawView) => void;
}

const PROPOSED = 100;

export function NewDraw({ count, onClose, onCreated }: NewDrawProps) {
  const [name, setName] = useState(t('human.dialog.proposed', { n: count + 1 }));
  const [chosen, setSize] = useState<number | null>(null);
  const population = useQuery({ queryKey: ['human', 'foresee', PROPOSED], queryFn: () => call('human_foresee', { size: PROPOSED }), staleTime: 0 }).data?.population;
  // Never more than there are, as long as nobody asks for it.
  const size = chosen ?? Math.max(1, Math.min(PROPOSED, population ?? PROPOSED));
  const [seed, setSeed] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const sizeOk = Number.isInteger(size) && size >= 1;
  const seedOk = seed.trim() === '' || (/^\d+$/.test(seed.trim()) && Number.isSafeInteger(Number(seed)));
  const foreseen = useQuery({
    queryKey: ['human', 'foresee', size],
    queryFn: () => call('human_foresee', { size }),
    enabled: sizeOk,
    placeholderData: (before) => before,
    staleTime: 0,
  }).data;
  const ready = name.trim() !== '' && sizeOk && seedOk && !busy;
  const form = useId();
  const create = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    setBusy(true);
    try {
      const given = seed.trim() === '' ? undefined : Number(seed);
      onCreated(await call('human_draw', { name: name.trim(), size, seed: given }));
      onClose();
    } catch (thrown) {
      setFailure(AssayError.from(thrown).message);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t('human.dialog.title')}
      open
      onClose={onClose}
      testId="human-dialog"
      actions={
        <>
          <Button onPress={onClose}>{t('components.cancel')}</Button>
          <Button variant="primary" type="submit" form={form} isDisabled={!ready} data-testid="human-create">
            {t('human.dialog.start')}
          </Button>
        </>
      }
    >
      <form id={form} className={classes.form} onSubmit={(event) => void create(event)}>
        {failure && <InlineNotice kind="error">{failure}</InlineNotice>}
        <p className={classes.quiet}>{t('human.dialog.text')}</p>
        <TextField
          label={t('human.dialog.name')}
          value={name}
          onChange={setName}
          error={name.trim() === '' ? t('human.dialog.nameMissing') : null}
          autoFocus
          testId="human-name"
        />
        <NumberField
          label={t('human.dialog.size')}
          value={size}
          onChange={setSize}
          min={1}
          error={sizeOk ? null : t('human.dialog.sizeInvalid')}
          hint={foreseen && t('human.dialog.sizeHint', { n: foreseen.population })}
          testId="human-size"
        />
        {foreseen && sizeOk && <Foreseen foreseen={foreseen} />}
        <TextField
          label={t('human.dialog.seed')}
          value={seed}
          onChange={setSeed}
          mono
          error={seedOk ? null : t('human.dialog.seedInvalid')}
          hint={t('human.dialog.seedHint')}
          testId="human-seed"
        />
      </form>
    </Dialog>
  );
}

/** How exactly a draw of this size would tell the level, at best and at worst. */
function Foreseen({ foreseen: { alike, independent, assumed, guessed, judgments } }: { foreseen: HumanForeseen }) {
  const share = (value: number | null) => (value === null ? '' : formatPercent(value, 1));
  const level = formatPercent(assumed, 1);
  if (alike.lower === null) return null;
  return (
    <div className={classes.foreseen} data-testid="human-foreseen">
      <p>
        {t('human.dialog.foreseen', {
          judgments,
          assumed: level,
          independentLow: share(independent.lower),
          independentHigh: share(independent.upper),
          alikeLow: share(alike.lower),
          alikeHigh: share(alike.upper),
        })}
      </p>
      <p className={classes.quiet}>{t(guessed ? 'human.dialog.guessed' : 'human.dialog.fromVotes', { assumed: level })}</p>
    </div>
  );
}
