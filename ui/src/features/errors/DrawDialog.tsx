import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useActionKeys } from '@/actions';
import { Button, Dialog, InlineNotice, NumberField, RadioGroup, TextField, notify } from '@/components';
import type { DrawFrom, Run } from '@/generated/commands';
import { useDebounced } from '@/features/project/useDebounced';
import { formatCount, formatPercent } from '@/lib/format';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import { refreshTags } from './data';
import { DRAWN, RIGHT, WRONG, narrow } from './filters';
import classes from './Dialogs.module.css';

export interface DrawDialogProps {
  project: string;
  run: Pick<Run, 'id' | 'n' | 'errors'>;
  open: boolean;
  /** Which rows are proposed. */
  from?: DrawFrom;
  onClose: () => void;
  /** Shows the rows that are drawn; the view is opened anew. */
  onShow: (filter: string) => void;
}

/** Rows are drawn by chance, because only such rows say something about the rest. */
export function DrawDialog({ open, onClose, ...rest }: DrawDialogProps) {
  return (
    <Dialog title={t('errors.draw.title')} open={open} onClose={onClose} width="narrow" testId="draw-dialog">
      <Form {...rest} onClose={onClose} />
    </Dialog>
  );
}

function Form({ project, run, from: proposed, onClose, onShow }: Omit<DrawDialogProps, 'open'>) {
  const client = useQueryClient();
  const nextKeys = useActionKeys('errors.nextDrawn') ?? '';
  const [from, setFrom] = useState<DrawFrom>(proposed ?? 'wrong');
  const [filter, setFilter] = useState('');
  const line = useDebounced(filter.trim(), 250);
  const foreseen = useQuery({
    queryKey: ['errors', project, 'tags', 'drawable', run.id, from, line],
    queryFn: () => call('draw_foresee', { run: run.id, from, filter: line || undefined }),
    retry: false,
    staleTime: 0,
  });
  const told = line === filter.trim() ? foreseen.data : undefined;
  // Until it is told, what the run says: an upper bound.
  const most = { wrong: run.errors, right: run.n - run.errors, any: run.n }[from];
  const there = told ? told.population - told.drawn : line === '' ? most : 0;
  const filterFault = foreseen.error && line === filter.trim() ? AssayError.from(foreseen.error).message : null;
  const [typed, setTyped] = useState<number | null>(null);
  const [seed, setSeed] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [drawing, setDrawing] = useState(false);
  const size = typed ?? Math.min(100, there);
  const sizeFits = size >= 1 && size <= there && filterFault === null;
  const seedValue = seed.trim() === '' ? undefined : Number(seed);
  const seedFault = seedValue !== undefined && (!Number.isSafeInteger(seedValue) || seedValue < 0);

  const draw = async (event: FormEvent) => {
    event.preventDefault();
    if (drawing || !sizeFits || seedFault) return;
    setDrawing(true);
    setFailure(null);
    try {
      const { drawn, seed: used } = await call('rows_draw', { run: run.id, from, size, filter: line || undefined, seed: seedValue });
      void refreshTags(client, project);
      notify({ kind: drawn > 0 ? 'ok' : 'info', text: drawn > 0 ? t('errors.draw.done', { n: drawn, seed: String(used), keys: nextKeys }) : t('errors.draw.none') });
      const shown = from === 'any' ? DRAWN : narrow(from === 'wrong' ? WRONG : RIGHT, DRAWN);
      onShow(line === '' ? shown : narrow(`(${line})`, shown));
      onClose();
    } catch (thrown) {
      setFailure(AssayError.from(thrown).message);
      setDrawing(false);
    }
  };

  return (
    <form className={classes.form} onSubmit={(event) => void draw(event)}>
      <p>{t('errors.draw.why')}</p>
      <RadioGroup<DrawFrom>
        label={t('errors.draw.from')}
        value={from}
        onChange={setFrom}
        options={[
          { value: 'wrong', label: t('errors.draw.wrong'), hint: t('errors.draw.wrongHint') },
          { value: 'right', label: t('errors.draw.right'), hint: t('errors.draw.rightHint') },
          { value: 'any', label: t('tags.draws.any'), hint: t('tags.draws.anyHint') },
        ]}
      />
      <TextField label={t('tags.draws.filter')} hint={t('tags.draws.filterHint')} value={filter} onChange={setFilter} error={filterFault} mono testId="draw-filter" />
      {told && (
        <p className={classes.quiet} data-testid="draw-left">
          {t('tags.draws.left', { n: there })}
          {told.drawn > 0 && `, ${t('tags.draws.drawnBefore', { n: formatCount(told.drawn) })}`}
        </p>
      )}
      {told && told.sizes.length > 0 && (
        <div className={classes.sizes} role="group" aria-label={t('tags.draws.sizes')}>
          {told.sizes.map(({ size: each, half }) => (
            <Button key={each} size="small" variant={each === size ? 'default' : 'quiet'} aria-pressed={each === size} onPress={() => setTyped(each)}>
              {half
                ? t('tags.draws.size', { n: formatCount(each), lower: formatPercent(half.lower ?? 0), upper: formatPercent(half.upper ?? 1) })
                : t('tags.draws.sizeAll', { n: formatCount(each) })}
            </Button>
          ))}
        </div>
      )}
      <div className={classes.pair}>
        <NumberField
          label={t('errors.draw.size')}
          hint={t('errors.draw.sizeHint')}
          value={size}
          onChange={setTyped}
          min={Math.min(1, there)}
          max={there}
          testId="draw-size"
        />
        <TextField
          label={t('errors.draw.seed')}
          hint={t('errors.draw.seedHint')}
          value={seed}
          onChange={setSeed}
          error={seedFault ? t('errors.draw.seedFault') : null}
          testId="draw-seed"
        />
      </div>
      <p className={classes.quiet}>{t('errors.draw.how')}</p>
      {failure && <InlineNotice kind="error">{failure}</InlineNotice>}
      <div className={classes.foot}>
        <Button onPress={onClose}>{t('components.cancel')}</Button>
        <Button variant="primary" type="submit" isDisabled={drawing || !sizeFits || seedFault} data-testid="draw-now">
          {t('errors.draw.draw', { n: sizeFits ? size : 0 })}
        </Button>
      </div>
    </form>
  );
}
