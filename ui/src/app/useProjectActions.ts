import { useAction } from '@/actions';
import { notify } from '@/components';
import { whoIsOpen } from '@/features/people/who';
import { saveCopy } from '@/features/project/saveCopy';
import { startView } from './startView';
import type { Overview } from '@/generated/commands';
import { AssayError, pickOpen } from '@/platform';
import { closeProject, openProject } from './project';
import { mayLeave } from './routes';

async function orNotify(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (thrown) {
    notify({ kind: 'error', text: AssayError.from(thrown).message });
  }
}

async function pickAndOpen(): Promise<void> {
  const file = await pickOpen('project');
  if (file) await openProject(file.handle);
}

async function makeNew(): Promise<void> {
  if (await mayLeave()) startView.set('new');
}

/** What can be done with projects as such, from anywhere. */
export function useProjectActions(project: Overview | null): void {
  const open = project !== null;
  useAction('project.new', () => void makeNew());
  useAction('project.open', () => void orNotify(pickAndOpen()));
  useAction('project.copy', () => project && void orNotify(saveCopy(project)), open);
  useAction('project.close', () => void orNotify(closeProject()), open);
  useAction('project.who', () => whoIsOpen.set(true), open);
}
