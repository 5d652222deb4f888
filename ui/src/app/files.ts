/** Files that came from outside: named when the program was started, or dropped on the window. */
import { notify } from '@/components';
import type { FileHandle } from '@/generated/commands';
import { createStore } from '@/lib/store';
import { AssayError, currentPerson } from '@/platform';
import { currentProject, openProject } from './project';
import { refusalFor } from './roles';
import { navigate } from './routes';

/** Files to be imported that no one has looked at yet, in the order they came. */
export const waitingFiles = createStore<readonly FileHandle[]>([]);

/** Why a file that came from outside could not be opened, for the start screen. */
export const openFailure = createStore<AssayError | null>(null);

export const forgetWaiting = (): void => waitingFiles.set([]);

const isProject = (file: FileHandle): boolean => !file.is_folder && /\.assay$/i.test(file.name);

export async function takeFiles(files: readonly FileHandle[]): Promise<void> {
  const others = files.filter((file) => !isProject(file));
  if (others.length > 0) waitingFiles.set((now) => [...now, ...others]);
  const project = files.find(isProject);
  openFailure.set(null);
  try {
    if (project) await openProject(project.handle);
  } catch (thrown) {
    const error = AssayError.from(thrown);
    if (currentProject()) notify({ kind: 'error', text: error.message });
    else openFailure.set(error);
  }
  if (others.length > 0) await goAndImport();
}

/** To the import screen, where someone is there who may use it. */
export async function goAndImport(): Promise<void> {
  const project = currentProject();
  const me = project?.people.find((person) => person.uid === currentPerson()) ?? null;
  if (!project || !me) return;
  const refusal = refusalFor('import', me, project);
  if (refusal) {
    notify({ kind: 'warn', text: refusal });
    return;
  }
  await navigate('import');
}
