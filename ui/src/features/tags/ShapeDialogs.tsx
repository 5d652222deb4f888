import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Button, Dialog, InlineNotice, Select, TextField } from '@/components';
import type { Tag } from '@/generated/commands';
import { formatCount } from '@/lib/format';
import { useDebounced } from '@/features/project/useDebounced';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import form from '@/features/errors/Dialogs.module.css';
import classes from './Tags.module.css';
import { tellDone } from './data';

interface ShapeProps {
  project: string;
  run: number;
  tag: Tag;
  tags: readonly Tag[];
  onClose: () => void;
}

const names = (list: readonly string[]): string => list.map((name) => `“${name}”`).join(', ');

/** What would happen, line by line. */
function Foreseen({ lines, testId }: { lines: readonly (string | null | false)[]; testId: string }) {
  return (
    <ul className={classes.lines} data-testid={testId} aria-live="polite">
      {lines.filter((line) => line !== null && line !== false).map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

interface FrameProps {
  title: string;
  confirm: string;
  danger?: boolean;
  sound: boolean;
  testId: string;
  act: () => Promise<string>;
  project: string;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog that does one thing, and says so with a way back. */
function Frame({ title, confirm, danger, sound, testId, act, project, onClose, children }: FrameProps) {
  const client = useQueryClient();
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const go = async () => {
    if (!sound || busy) return;
    setBusy(true);
    try {
      tellDone(client, project, await act());
      onClose();
    } catch (thrown) {
      setFailure(AssayError.from(thrown).message);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={title}
      open
      onClose={onClose}
      width="narrow"
      testId={testId}
      actions={
        <>
          <Button onPress={onClose}>{t('components.cancel')}</Button>
          <Button variant={danger ? 'danger' : 'primary'} isDisabled={!sound || busy} onPress={() => void go()} data-testid={`${testId}-go`}>
            {confirm}
          </Button>
        </>
      }
    >
      <div className={form.form}>
        {children}
        {failure && <InlineNotice kind="error">{failure}</InlineNotice>}
      </div>
    </Dialog>
  );
}

export function MergeDialog({ project, tag, tags, onClose }: ShapeProps) {
  const others = tags.filter((each) => each.id !== tag.id && (each.rule === null) === (tag.rule === null));
  const [into, setInto] = useState<number | null>(null);
  const kept = others.find(({ id }) => id === into);
  const preview = useQuery({
    queryKey: ['errors', project, 'tags', 'merge', tag.id, into],
    queryFn: () => call('tag_merge_preview', { tag: tag.id, into: into ?? 0 }),
    enabled: into !== null,
    staleTime: 0,
  });
  const told = preview.data;
  return (
    <Frame
      title={t('tags.mergeDialog.title', { name: tag.name })}
      confirm={t('tags.mergeDialog.merge', { name: kept?.name ?? '…' })}
      sound={told !== undefined}
      testId="merge-dialog"
      project={project}
      onClose={onClose}
      act={async () => {
        await call('tag_merge', { tag: tag.id, into: into ?? 0 });
        return t('tags.mergeDialog.done', { from: tag.name, into: kept?.name ?? '' });
      }}
    >
      {others.length === 0 ? (
        <InlineNotice kind="info">{t('tags.mergeDialog.noOther')}</InlineNotice>
      ) : (
        <Select
          label={t('tags.mergeDialog.into')}
          hint={t('tags.mergeDialog.intoHint', { name: tag.name })}
          value={into === null ? null : String(into)}
          onChange={(id) => setInto(Number(id))}
          options={others.map((each) => ({ value: String(each.id), label: each.name }))}
          testId="merge-into"
        />
      )}
      {preview.error && <InlineNotice kind="error">{AssayError.from(preview.error).message}</InlineNotice>}
      {told && (
        <>
          <Foreseen
            testId="merge-preview"
            lines={[
              told.rule === null && `${t('tags.mergeDialog.items', { n: told.items })} ${t('tags.mergeDialog.outcome', { yes: formatCount(told.yes), no: formatCount(told.no) })}`,
              told.disputed > 0 && t('tags.mergeDialog.disputed', { n: told.disputed }),
              told.rule === null && t('tags.mergeDialog.changed', { n: told.changed }),
              told.rule !== null && t('tags.mergeDialog.rule', { rule: told.rule }),
              told.rules.length > 0 && t('tags.mergeDialog.rules', { names: names(told.rules) }),
              told.children.length > 0 && t('tags.mergeDialog.children', { names: names(told.children) }),
            ]}
          />
          {told.rule === null && <p className={form.quiet}>{t('tags.mergeDialog.law')}</p>}
        </>
      )}
    </Frame>
  );
}

export function SplitDialog({ project, run, tag, tags, onClose }: ShapeProps) {
  const [name, setName] = useState('');
  const [filter, setFilter] = useState('');
  const asked = useDebounced(filter.trim(), 250);
  const taken = tags.some((each) => each.name.toLowerCase() === name.trim().toLowerCase());
  const preview = useQuery({
    queryKey: ['errors', project, 'tags', 'split', tag.id, run, asked],
    queryFn: () => call('tag_split_preview', { tag: tag.id, run, filter: asked, name: '' }),
    enabled: asked !== '',
    retry: false,
    staleTime: 0,
  });
  const told = asked === filter.trim() ? preview.data : undefined;
  return (
    <Frame
      title={t('tags.splitDialog.title', { name: tag.name })}
      confirm={t('tags.splitDialog.split', { n: told?.moved ?? 0 })}
      sound={told !== undefined && told.moved > 0 && name.trim() !== '' && !taken}
      testId="split-dialog"
      project={project}
      onClose={onClose}
      act={async () => {
        const made = await call('tag_split', { tag: tag.id, run, filter: filter.trim(), name });
        return t('tags.splitDialog.done', { name: made.name });
      }}
    >
      <TextField
        label={t('tags.splitDialog.name')}
        value={name}
        onChange={setName}
        error={taken ? t('errors.tagDialog.nameTaken') : null}
        autoFocus
        maxLength={200}
        testId="split-name"
      />
      <TextField
        label={t('tags.splitDialog.filter')}
        hint={t('tags.splitDialog.filterHint')}
        value={filter}
        onChange={setFilter}
        error={preview.error && asked === filter.trim() ? AssayError.from(preview.error).message : null}
        mono
        testId="split-filter"
      />
      {told && (
        <>
          <Foreseen
            testId="split-preview"
            lines={[
              t('tags.splitDialog.outcome', { moved: formatCount(told.moved), yes: formatCount(told.yes) }),
              told.yes > told.moved && t('tags.splitDialog.stay', { n: told.yes - told.moved }),
              told.no > 0 && t('tags.splitDialog.no', { n: told.no }),
              told.outside > 0 && t('tags.splitDialog.outside', { n: told.outside }),
              told.rules !== null && t('tags.splitDialog.rules', { old: told.rules[0], new: told.rules[1] }),
            ]}
          />
          {told.rules === null && <p className={form.quiet}>{t('tags.splitDialog.law')}</p>}
        </>
      )}
    </Frame>
  );
}

export function DeleteDialog({ project, tag, onClose }: ShapeProps) {
  const preview = useQuery({
    queryKey: ['errors', project, 'tags', 'delete', tag.id],
    queryFn: () => call('tag_delete_preview', { tag: tag.id }),
    staleTime: 0,
  });
  const told = preview.data;
  return (
    <Frame
      title={t('tags.deleteDialog.title', { name: tag.name })}
      confirm={t('tags.deleteDialog.confirm', { name: tag.name })}
      danger
      sound={told !== undefined && told.rules.length === 0}
      testId="delete-dialog"
      project={project}
      onClose={onClose}
      act={async () => {
        await call('tag_delete', { tag: tag.id });
        return t('tags.deleteDialog.done', { name: tag.name });
      }}
    >
      {preview.error && <InlineNotice kind="error">{AssayError.from(preview.error).message}</InlineNotice>}
      {told && (
        <>
          <p data-testid="delete-preview">{t('tags.deleteDialog.text', { yes: formatCount(told.yes), no: formatCount(told.no) })}</p>
          {told.children.length > 0 && <p>{t('tags.deleteDialog.children', { names: names(told.children) })}</p>}
          {told.rules.length > 0 && <InlineNotice kind="warn">{t('tags.deleteDialog.rules', { names: names(told.rules) })}</InlineNotice>}
          {told.views.length > 0 && <InlineNotice kind="warn">{t('tags.deleteDialog.views', { names: told.views.join(', ') })}</InlineNotice>}
        </>
      )}
    </Frame>
  );
}
