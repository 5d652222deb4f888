import { runAction, useActionKeys } from '@/actions';
import { Button, IconButton, Menu, type MenuEntry } from '@/components';
import type { Tag } from '@/generated/commands';
import { t } from '@/messages';
import { summaryOpen } from './state';

export interface SheetToolsProps {
  tags: readonly Tag[];
  readOnly: boolean;
  summary: boolean;
  onColumns: () => void;
  onDraw: () => void;
  onTag: (tag: Tag) => void;
  onNewTag: () => void;
}

export function SheetTools({ tags, readOnly, summary, onColumns, onDraw, onTag, onNewTag }: SheetToolsProps) {
  const newTagKeys = useActionKeys('errors.newTag');
  const summaryKeys = useActionKeys('errors.summary');
  const manageKeys = useActionKeys('tags.open');
  const filterKeys = useActionKeys('tags.fromFilter');
  const entries: MenuEntry[] = [
    { id: 'new', label: t('errors.dock.newTag'), icon: 'plus', keys: newTagKeys, disabled: readOnly, onAction: () => setTimeout(onNewTag) },
    { id: 'filter', label: t('tags.actions.fromFilter'), icon: 'filter', keys: filterKeys, disabled: readOnly, onAction: () => setTimeout(() => runAction('tags.fromFilter')) },
    { id: 'manage', label: t('tags.actions.open'), icon: 'label', keys: manageKeys, onAction: () => runAction('tags.open') },
    ...tags.map((tag, at) => ({
      id: String(tag.id),
      label: t('errors.tags.edit', { name: tag.name }),
      separated: at === 0,
      disabled: readOnly,
      onAction: () => onTag(tag),
    })),
  ];
  return (
    <>
      <Button size="small" variant="quiet" onPress={onColumns} data-testid="columns">
        {t('sheet.columns.button')}
      </Button>
      <Menu
        label={t('errors.tags.title')}
        placement="bottom end"
        trigger={
          <Button size="small" variant="quiet" icon="label" data-testid="tags-menu">
            {t('errors.tags.manage')}
          </Button>
        }
        entries={entries}
      />
      <Button size="small" variant="quiet" isDisabled={readOnly} onPress={onDraw} data-testid="draw">
        {t('errors.draw.button')}
      </Button>
      <IconButton
        icon="quality"
        size="small"
        label={t(summary ? 'errors.summary.hide' : 'errors.summary.show')}
        keys={summaryKeys}
        aria-pressed={summary}
        data-testid="toggle-summary"
        onPress={() => summaryOpen.set((now) => !now)}
      />
    </>
  );
}
