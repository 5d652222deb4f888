import { useEffect, useRef, type ClipboardEvent } from 'react';
import { Button, IconButton, TextField } from '@/components';
import type { Class } from '@/generated/commands';
import { t } from '@/messages';
import { changeRow, moveRow, newRow, pasteInto, type ClassRow } from './classRows';
import classes from './ClassesEditor.module.css';
import { ColourPicker } from './ColourPicker';
import { Trouble } from './Trouble';
import type { SchemeCheck } from './useScheme';

export interface ClassesEditorProps {
  rows: readonly ClassRow[];
  onChange: (rows: ClassRow[]) => void;
  check: SchemeCheck;
  disabled?: boolean;
}

/** The classes of a question, one to a row; what is left empty is proposed. */
export function ClassesEditor({ rows, onChange, check, disabled = false }: ClassesEditorProps) {
  const list = useRef<HTMLDivElement>(null);
  const focusNext = useRef<number | null>(null);
  useEffect(() => {
    if (focusNext.current === null) return;
    nameField(list.current, focusNext.current)?.focus();
    focusNext.current = null;
  }, [rows]);

  const insertAfter = (at: number) => {
    const added = newRow();
    focusNext.current = added.row;
    onChange(rows.toSpliced(at + 1, 0, added));
  };
  const onEnter = (at: number) => {
    const next = rows[at + 1];
    if (next) nameField(list.current, next.row)?.focus();
    else insertAfter(at);
  };
  const onPaste = (at: number, event: ClipboardEvent) => {
    const pasted = pasteInto(rows, at, event.clipboardData.getData('text/plain'));
    if (!pasted) return;
    event.preventDefault();
    onChange(pasted);
  };

  return (
    <div className={classes.editor} ref={list} data-testid="classes-editor">
      <div className={classes.heads} aria-hidden>
        <span />
        <span>{t('project.classes.name')}</span>
        <span>{t('project.classes.hotkey')}</span>
        <span>{t('project.classes.key')}</span>
        <span>{t('project.classes.description')}</span>
      </div>
      {rows.map((row, at) => (
        <Row
          key={row.row}
          row={row}
          place={at}
          last={at === rows.length - 1}
          only={rows.length === 1}
          proposal={check.proposals.get(row.row)}
          disabled={disabled}
          onChange={(change) => onChange(changeRow(rows, row.row, change))}
          onMove={(by) => onChange(moveRow(rows, at, by))}
          onRemove={() => onChange(rows.filter((each) => each !== row))}
          onEnter={() => onEnter(at)}
          onPaste={(event) => onPaste(at, event)}
        />
      ))}
      {!disabled && (
        <div className={classes.foot}>
          <Button icon="plus" size="small" onPress={() => insertAfter(rows.length - 1)} data-testid="class-add">
            {t('project.classes.add')}
          </Button>
          <span className={classes.hint}>{t('project.classes.pasteHint')}</span>
        </div>
      )}
      {check.error && <Trouble error={check.error} />}
    </div>
  );
}

const nameField = (list: HTMLElement | null, row: number): HTMLInputElement | null =>
  list?.querySelector(`[data-row="${row}"] [data-name] input`) ?? null;

interface RowProps {
  row: ClassRow;
  place: number;
  last: boolean;
  only: boolean;
  proposal: Class | undefined;
  disabled: boolean;
  onChange: (change: Partial<ClassRow>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
  onEnter: () => void;
  onPaste: (event: ClipboardEvent) => void;
}

function Row({ row, place, last, only, proposal, disabled, onChange, onMove, onRemove, onEnter, onPaste }: RowProps) {
  const unnamed = t('project.classes.unnamed', { place: place + 1 });
  const name = row.name.trim() || unnamed;
  const test = `class-${place}`;
  return (
    <div className={classes.row} data-row={row.row} role="group" aria-label={name}>
      <ColourPicker
        label={t('project.classes.colourOf', { name })}
        colour={row.colour || proposal?.colour || null}
        chosen={row.colour !== ''}
        disabled={disabled}
        onChange={(colour) => onChange({ colour })}
      />
      <div data-name onPaste={onPaste}>
        <TextField
          label={t('project.classes.nameOf', { place: place + 1 })}
          hideLabel
          placeholder={unnamed}
          value={row.name}
          disabled={disabled}
          testId={`${test}-name`}
          onChange={(text) => onChange({ name: text })}
          onEnter={onEnter}
        />
      </div>
      <TextField
        label={t('project.classes.hotkeyOf', { name })}
        hideLabel
        mono
        className={classes.hotkey}
        maxLength={1}
        placeholder={proposal?.hotkey ?? ''}
        value={row.hotkey}
        disabled={disabled}
        testId={`${test}-hotkey`}
        onChange={(text) => onChange({ hotkey: text.trim().toLowerCase() })}
      />
      <TextField
        label={t('project.classes.keyOf', { name })}
        hideLabel
        mono
        placeholder={proposal?.key ?? row.name.trim()}
        value={row.key}
        disabled={disabled}
        testId={`${test}-key`}
        onChange={(text) => onChange({ key: text })}
      />
      <TextField
        label={t('project.classes.descriptionOf', { name })}
        hideLabel
        value={row.description}
        disabled={disabled}
        testId={`${test}-description`}
        onChange={(text) => onChange({ description: text })}
        onEnter={onEnter}
      />
      {!disabled && (
        <div className={classes.buttons}>
          <IconButton icon="arrow-up" size="small" label={t('project.classes.up', { name })} isDisabled={place === 0} onPress={() => onMove(-1)} />
          <IconButton icon="arrow-down" size="small" label={t('project.classes.down', { name })} isDisabled={last} onPress={() => onMove(1)} />
          <IconButton icon="close" size="small" label={t('project.classes.remove', { name })} isDisabled={only} onPress={onRemove} data-testid={`${test}-remove`} />
        </div>
      )}
    </div>
  );
}
