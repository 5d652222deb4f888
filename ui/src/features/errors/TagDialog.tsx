import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useOpenProject } from '@/app/project';
import { Button, Dialog, Icon, InlineNotice, NumberField, SegmentedControl, Select, TextArea, TextField } from '@/components';
import { withKinds } from '@/features/tags/tree';
import type { Tag } from '@/generated/commands';
import { t } from '@/messages';
import { AssayError } from '@/platform';
import classes from './Dialogs.module.css';
import { refreshTags } from './data';
import { COLOURS, hotkeyFault, updateTag } from './tagEdit';

export interface TagDialogProps {
  project: string;
  tag: Tag;
  tags: readonly Tag[];
  onClose: () => void;
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

export function TagDialog({ project, tag, tags, onClose }: TagDialogProps) {
  const client = useQueryClient();
  const [name, setName] = useState(tag.name);
  const [colour, setColour] = useState(tag.colour);
  const [hotkey, setHotkey] = useState(tag.hotkey ?? '');
  const [importance, setImportance] = useState(tag.importance);
  const [ease, setEase] = useState(tag.ease);
  const [hlp, setHlp] = useState(tag.hlp ?? NaN);
  const [hlpN, setHlpN] = useState(tag.hlp_n ?? NaN);
  const [note, setNote] = useState(tag.note);
  const [group, setGroup] = useState(tag.group);
  const [parent, setParent] = useState(tag.parent);
  const [owner, setOwner] = useState(tag.owner);
  const [rule, setRule] = useState(tag.rule ?? '');
  const { people } = useOpenProject();
  const [failure, setFailure] = useState<string | null>(null);

  const others = tags.filter(({ id }) => id !== tag.id);
  const kinds = withKinds(tags, tag.id);
  const clean = name.trim();
  const nameFault =
    clean === ''
      ? t('errors.tagDialog.nameEmpty')
      : others.some((each) => each.name.toLowerCase() === clean.toLowerCase())
        ? t('errors.tagDialog.nameTaken')
        : null;
  const keyFault = hotkeyFault(hotkey, tag, tags);
  const sound = nameFault === null && keyFault === null;

  const save = async () => {
    if (!sound) return;
    try {
      await updateTag(tag.id, {
        name: clean,
        colour,
        hotkey: hotkey === '' ? null : hotkey.toLowerCase(),
        importance,
        ease,
        hlp: orNull(hlp),
        hlp_n: orNull(hlpN),
        note: note.trim(),
        group: group.trim(),
        parent,
        owner,
        // An empty line makes a rule tag one that is marked by hand.
        rule: rule.trim() === '' ? null : rule.trim(),
      });
      void refreshTags(client, project);
      onClose();
    } catch (thrown) {
      setFailure(AssayError.from(thrown).message);
    }
  };

  return (
    <Dialog
      title={t('errors.tagDialog.title', { name: tag.name })}
      open
      onClose={onClose}
      width="narrow"
      testId="tag-dialog"
      actions={
        <>
          <Button onPress={onClose}>{t('components.cancel')}</Button>
          <Button variant="primary" isDisabled={!sound} onPress={() => void save()} data-testid="save-tag">
            {t('errors.tagDialog.save')}
          </Button>
        </>
      }
    >
      <div className={classes.form}>
        <TextField label={t('errors.tagDialog.name')} value={name} onChange={setName} error={nameFault} onEnter={() => void save()} autoFocus maxLength={200} testId="tag-name" />
        <div className={classes.pair}>
          <TextField
            label={t('errors.tagDialog.hotkey')}
            hint={t('errors.tagDialog.hotkeyHint')}
            value={hotkey.toUpperCase()}
            onChange={(text) => setHotkey(Array.from(text.trim()).at(-1)?.toLowerCase() ?? '')}
            error={keyFault}
            testId="tag-hotkey"
          />
          <ColourChoice value={colour} onChange={setColour} />
        </div>
        <div className={classes.pair}>
          <Rank label={t('errors.tagDialog.importance')} hint={t('errors.tagDialog.importanceHint')} value={importance} onChange={setImportance} />
          <Rank label={t('errors.tagDialog.ease')} hint={t('errors.tagDialog.easeHint')} value={ease} onChange={setEase} />
        </div>
        <div className={classes.pair}>
          <NumberField
            label={t('errors.tagDialog.hlp')}
            hint={t('errors.tagDialog.hlpHint')}
            value={hlp}
            onChange={setHlp}
            min={0}
            max={1}
            step={0.001}
            format={{ style: 'percent', maximumFractionDigits: 1 }}
            testId="tag-hlp"
          />
          <NumberField label={t('errors.tagDialog.hlpN')} hint={t('errors.tagDialog.hlpNHint')} value={hlpN} onChange={setHlpN} min={1} step={1} testId="tag-hlp-n" />
        </div>
        <div className={classes.pair}>
          <TextField label={t('tags.fields.group')} hint={t('tags.fields.groupHint')} value={group} onChange={setGroup} maxLength={200} testId="tag-group" />
          <Select
            label={t('tags.fields.parent')}
            value={String(parent ?? '')}
            onChange={(id) => setParent(id === '' ? null : Number(id))}
            options={[{ value: '', label: t('tags.fields.noParent') }, ...tags.filter(({ id }) => !kinds.has(id)).map(({ id, name: each }) => ({ value: String(id), label: each }))]}
            testId="tag-parent"
          />
        </div>
        <div className={classes.pair}>
          <Select
            label={t('tags.fields.owner')}
            value={String(owner ?? '')}
            onChange={(id) => setOwner(id === '' ? null : Number(id))}
            options={[{ value: '', label: t('tags.fields.noOwner') }, ...people.map(({ id, name: each }) => ({ value: String(id), label: each }))]}
            testId="tag-owner"
          />
          <TextField label={t('tags.fields.rule')} hint={t('tags.fields.ruleHint')} value={rule} onChange={setRule} mono testId="tag-rule" />
        </div>
        <TextArea label={t('errors.tagDialog.note')} value={note} onChange={setNote} rows={3} testId="tag-note" />
        {failure && <InlineNotice kind="error">{failure}</InlineNotice>}
      </div>
    </Dialog>
  );
}

interface RankProps {
  label: string;
  hint: string;
  value: number | null;
  onChange: (value: number | null) => void;
}

const RANKS = ['', '1', '2', '3', '4', '5'] as const;

function Rank({ label, hint, value, onChange }: RankProps) {
  return (
    <div>
      <SegmentedControl
        label={label}
        value={String(value ?? '')}
        onChange={(next) => onChange(next === '' ? null : Number(next))}
        options={RANKS.map((rank) => ({ value: rank, label: rank === '' ? '–' : rank }))}
      />
      <p className={classes.quiet}>{hint}</p>
    </div>
  );
}

function ColourChoice({ value, onChange }: { value: string; onChange: (colour: string) => void }) {
  const shown = (COLOURS as readonly string[]).includes(value) ? COLOURS : [value, ...COLOURS];
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{t('errors.tagDialog.colour')}</legend>
      <div className={classes.colours}>
        {shown.map((colour, at) => (
          <label key={colour} className={classes.colour}>
            <input
              type="radio"
              name="tag-colour"
              checked={colour === value}
              aria-label={t('errors.tagDialog.colourOption', { n: at + 1 })}
              onChange={() => onChange(colour)}
            />
            <span style={{ background: colour }}>
              <Icon name="check" size={14} />
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
