import { notify } from '@/components';
import type { Overview } from '@/generated/commands';
import { t } from '@/messages';
import { call, pickSave } from '@/platform';

/** Asks where to, and writes a complete copy there. */
export async function saveCopy(project: Overview): Promise<void> {
  const target = await pickSave(project.file_name.replace(/(\.assay)?$/i, ' copy.assay'));
  if (!target) return;
  const { name, folder } = await call('project_copy', { file: target.handle });
  notify({ kind: 'ok', text: t('project.keep.copied', { name, folder }) });
}
