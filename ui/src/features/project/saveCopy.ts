import { notify } from '@/components';
import { openProject } from '@/app/project';
import type { FileHandle, Overview } from '@/generated/commands';
import { t } from '@/messages';
import { call, pickSave } from '@/platform';

async function copyTo(proposed: string): Promise<FileHandle | null> {
  const target = await pickSave(proposed);
  if (!target) return null;
  const copy = await call('project_copy', { file: target.handle });
  notify({ kind: 'ok', text: t('project.keep.copied', { name: copy.name, folder: copy.folder }) });
  return copy;
}

/** Asks where to, and writes a complete copy there. */
export async function saveCopy(project: Overview): Promise<void> {
  await copyTo(project.file_name.replace(/(\.assay)?$/i, ' copy.assay'));
}

/** The same, and goes on in the copy: for a project that lies in a bad place. */
export async function moveToCopy(project: Overview): Promise<void> {
  const copy = await copyTo(project.file_name);
  if (copy) await openProject(copy.handle);
}
