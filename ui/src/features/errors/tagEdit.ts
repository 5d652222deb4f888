/** What a person may write about a tag, checked before it is sent. */
import { actions, keysFor, type Action } from '@/actions';
import type { MessageKey } from '@/messages';
import { t } from '@/messages';
import type { Tag, TagEdit } from '@/generated/commands';
import { call } from '@/platform';

export const updateTag = (tag: number, edit: TagEdit): Promise<Tag> => call('tag_update', { tag, edit });

/** The colours that the workbench proposes (crates/model/src/scheme.rs). */
export const COLOURS = [
  '#2f6fd0', '#d5710b', '#1d8a63', '#b3438c', '#8a6d00', '#5a52c7', '#c23b3b', '#0c86a3', '#6b7280', '#7a4b1e',
] as const;

const acts = ({ scope }: Action): boolean => scope === 'app' || scope === 'errors' || scope.startsWith('errors.');

/** Why a key cannot be a tag's key, or nothing. */
export function hotkeyFault(key: string, tag: Tag, tags: readonly Tag[]): string | null {
  if (key === '') return null;
  if (!/^[\p{L}\p{N}]$/u.test(key)) return t('errors.tagDialog.hotkeyUnusable');
  const shown = key.toUpperCase();
  const other = tags.find(({ id, hotkey }) => id !== tag.id && hotkey?.toLowerCase() === key.toLowerCase());
  if (other) return t('errors.tagDialog.hotkeyTaken', { key: shown, name: other.name });
  const action = actions.find((each) => acts(each) && keysFor(each).some((keys) => keys === shown || keys === `Shift+${shown}`));
  if (action) return t('errors.tagDialog.hotkeyAction', { key: shown, title: t(action.title as MessageKey & 'app.name') });
  return null;
}
