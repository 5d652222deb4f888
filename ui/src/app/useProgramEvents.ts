import { useEffect } from 'react';
import { setProjectSituation } from '@/actions';
import type { Overview } from '@/generated/commands';
import { t } from '@/messages';
import { onFilesDropped, onWindowClosing, openedFiles, setTitle } from '@/platform';
import { takeFiles } from './files';
import { releaseLabels } from './project';
import { isGuarded, mayLeave } from './routes';

/** What the program around the page tells it and is told: files, the title, the end. */
export function useProgramEvents(project: Overview | null | undefined): void {
  const known = project !== undefined;
  const name = project?.name;
  const readOnly = project?.read_only ?? false;
  useEffect(() => onFilesDropped((files) => void takeFiles(files)), []);
  useEffect(() => onWindowClosing({ asks: isGuarded, mayClose: mayLeave, close: releaseLabels }), []);
  useEffect(() => {
    // Only once it is known whether a project is open already (the page was loaded again).
    // The list is given out once, so a second call finds it empty.
    if (known) openedFiles().then(takeFiles, () => undefined);
  }, [known]);
  useEffect(() => {
    setProjectSituation({ projectOpen: name !== undefined, readOnly });
  }, [name, readOnly]);
  useEffect(() => {
    const title = name === undefined ? t('app.name') : t('app.window', { project: name });
    document.title = title;
    setTitle(title).catch(() => undefined);
  }, [name]);
}
