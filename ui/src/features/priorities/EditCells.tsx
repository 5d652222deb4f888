import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { notify } from '@/components';
import { refreshTags } from '@/features/errors/data';
import { updateTag } from '@/features/errors/tagEdit';
import type { HlpOffer, Tag, TagEdit } from '@/generated/commands';
import { cx } from '@/lib/cx';
import { formatCount, formatInterval, formatNumber } from '@/lib/format';
import { t } from '@/messages';
import { AssayError } from '@/platform';
import classes from './Priorities.module.css';
import { readNumber } from './readNumber';

interface EditProps {
  tag: Tag;
  project: string;
  readOnly: boolean;
}

function useSave({ tag, project }: EditProps) {
  const client = useQueryClient();
  return async (change: TagEdit): Promise<boolean> => {
    try {
      await updateTag(tag.id, change);
      await refreshTags(client, project);
      return true;
    } catch (thrown) {
      notify({ kind: 'error', text: t('errors.notSaved', { reason: AssayError.from(thrown).message }) });
      return false;
    }
  };
}

export function RankCell({ field, ...props }: EditProps & { field: 'importance' | 'ease' }) {
  const save = useSave(props);
  const { tag, readOnly } = props;
  return (
    <td className={classes.number}>
      <Cell
        label={t(`priorities.edit.${field}`, { name: tag.name })}
        value={tag[field] === null ? '' : String(tag[field])}
        fault={t('priorities.edit.rank')}
        read={(text) => readNumber(text, 1, 5, true)}
        save={(value) => save({ [field]: value })}
        readOnly={readOnly}
        testId={`${field}-${tag.id}`}
      />
    </td>
  );
}

export function HlpCell({ offer, ...props }: EditProps & { offer: HlpOffer | null }) {
  const save = useSave(props);
  const { tag, readOnly } = props;
  return (
    <td className={classes.number}>
      <Cell
        label={t('priorities.edit.hlp', { name: tag.name })}
        value={tag.hlp === null ? '' : String(Number((tag.hlp * 100).toFixed(4)))}
        fault={t('priorities.edit.percent')}
        read={(text) => readNumber(text, 0, 100, false)}
        save={(value) => save(value === null ? { hlp: null, hlp_n: null } : { hlp: value / 100 })}
        readOnly={readOnly}
        testId={`hlp-${tag.id}`}
      />
      {offer && !readOnly && <Offer offer={offer} tag={tag} take={(hlp) => save({ hlp, hlp_n: offer.items })} />}
      {tag.hlp !== null && (
        <Cell
          small
          prefix={t('components.figure.n')}
          label={t('priorities.edit.hlpN', { name: tag.name })}
          value={tag.hlp_n === null ? '' : formatCount(tag.hlp_n).replaceAll(',', '')}
          fault={t('priorities.edit.count')}
          read={(text) => readNumber(text, 1, Number.MAX_SAFE_INTEGER, true)}
          save={(value) => save({ hlp_n: value })}
          readOnly={readOnly}
          testId={`hlp-n-${tag.id}`}
        />
      )}
    </td>
  );
}

/** What the chosen baseline says of a tag: said where it is from, taken over by a press. */
function Offer({ offer, tag, take }: { offer: HlpOffer; tag: Tag; take: (hlp: number) => Promise<boolean> }) {
  const { value, lower, upper } = offer.level;
  if (value === null) return null;
  const shown = formatNumber(value * 100, 1);
  const interval = lower === null || upper === null ? '' : ` ${formatInterval(lower * 100, upper * 100, 1)}`;
  const use = async () => {
    if (await take(value)) notify({ kind: 'ok', text: t('human.offer.used', { tag: tag.name, name: offer.baseline }) });
  };
  return (
    <button
      type="button"
      className={classes.offer}
      title={t('human.offer.title', { level: shown + interval, items: offer.items, name: offer.baseline })}
      onClick={() => void use()}
      data-testid={`hlp-offer-${tag.id}`}
    >
      {t('human.offer.use', { value: shown })}
      <span>{t('human.offer.from', { name: offer.baseline, items: offer.items })}</span>
    </button>
  );
}

interface CellProps {
  label: string;
  value: string;
  fault: string;
  read: (text: string) => number | null | undefined;
  save: (value: number | null) => Promise<boolean>;
  readOnly: boolean;
  small?: boolean;
  prefix?: string;
  testId: string;
}

/** Enter saves and goes to the cell below, as in a spreadsheet; Escape takes back what was typed. What does not fit stays, and the field says why. */
function Cell({ label, value, fault, read, save, readOnly, small = false, prefix, testId }: CellProps) {
  const [text, setText] = useState(value);
  const [refused, setRefused] = useState(false);
  const faultId = useId();
  // What others change meanwhile takes nothing from whoever types.
  const typing = useRef(false);
  useEffect(() => {
    if (!typing.current) setText(value);
  }, [value]);
  const putBack = () => {
    typing.current = false;
    setText(value);
  };
  const wanted = read(text);
  const wrong = wanted === undefined;

  const commit = () => {
    if (text.trim() === value) return putBack();
    if (wanted === undefined) {
      setRefused(true);
      return;
    }
    typing.current = false;
    void save(wanted).then((saved) => !saved && setText(value));
  };

  const shown = refused && wrong;
  return (
    <>
      <span className={cx(classes.edit, small && classes.small)}>
        {prefix && <span>{prefix}</span>}
        <input
          className={classes.input}
          value={text}
          aria-label={label}
          aria-invalid={wrong}
          aria-describedby={shown ? faultId : undefined}
          title={wrong ? fault : label}
          placeholder="–"
          inputMode="decimal"
          readOnly={readOnly}
          data-testid={testId}
          onChange={(event) => {
            typing.current = true;
            setText(event.target.value);
            setRefused(false);
          }}
          onFocus={(event) => event.target.select()}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Enter') {
              event.preventDefault();
              if (wrong) setRefused(true);
              else step(event.currentTarget, event.shiftKey ? -1 : 1);
            } else if (event.key === 'Escape') {
              event.preventDefault();
              putBack();
            }
          }}
        />
      </span>
      {shown && (
        <span id={faultId} role="alert" className={classes.fault}>
          {fault}
        </span>
      )}
    </>
  );
}

/** To the input of the same kind in the row below or above; leaving it saves. */
function step(from: HTMLInputElement, by: 1 | -1): void {
  const kind = from.dataset.testid?.replace(/\d+$/, '') ?? '';
  const alike = [...(from.closest('table')?.querySelectorAll<HTMLInputElement>(`input[data-testid^="${kind}"]`) ?? [])].filter(
    (each) => each.dataset.testid?.replace(/\d+$/, '') === kind,
  );
  const next = alike[alike.indexOf(from) + by];
  if (next) next.focus();
  else from.blur();
}
