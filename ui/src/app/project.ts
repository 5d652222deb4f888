/**
 * The open project and who works on it. Screens read `useOpenProject()` and `useMe()`,
 * and call `projectChanged()` after whatever moves a number that others show.
 */
import { useQuery } from '@tanstack/react-query';
import type { Class, Overview, Person } from '@/generated/commands';
import { notify } from '@/components';
import { createStore, createStoredStore, useStore } from '@/lib/store';
import { t } from '@/messages';
import { AssayError, call, currentPerson, setCurrentPerson, useCurrentPerson } from '@/platform';
import { isSlow } from './following';
import { queries } from './queries';
import { currentPlace, jump, mayLeave } from './routes';
import { refusalFor } from './roles';
import { startView } from './startView';

const OVERVIEW = ['project'] as const;

/** Other processes work on the same file; the counters follow them at this distance. */
const FOLLOW_EVERY = 4000;

/** Who worked last on each project, by the project's uid. */
const lastPerson = createStoredStore<Readonly<Record<string, string>>>('assay.persons', {}, (raw) =>
  typeof raw === 'object' && raw !== null ? (raw as Record<string, string>) : undefined,
);

/** Grows with every opening; two copies of a project have the same uid. */
const opening = createStore(0);

export const currentOpening = (): number => opening.get();

async function overview(): Promise<Overview | null> {
  try {
    const project = await call('project_overview', null);
    followOthers(project);
    return project;
  } catch (thrown) {
    const error = AssayError.from(thrown);
    if (error.code === 'no_project') return null;
    throw error;
  }
}

export interface ProjectState {
  /** The open project, none where nothing is open, undefined before the first answer. */
  project: Overview | null | undefined;
  error: AssayError | null;
}

let seen: { opening: number; others: number } | null = null;

/** Grows with every look that finds others to have written; for what is not kept as a query, such as the rows of a sheet. */
const written = createStore(0);

export const useOthersWrote = (): number => useStore(written);

/** Others work on the same file, in another window or a terminal: what this window holds of it is asked for again. */
function followOthers(project: Overview): void {
  const now = { opening: opening.get(), others: project.written_by_others };
  const before = seen;
  seen = now;
  if (before === null || before.opening !== now.opening || before.others === now.others) return;
  written.set((n) => n + 1);
  const others = (key: readonly unknown[]) => key[0] !== OVERVIEW[0];
  void queries.invalidateQueries({ predicate: ({ queryKey }) => others(queryKey) && isSlow(queryKey), refetchType: 'none' });
  void queries.invalidateQueries({ predicate: ({ queryKey }) => others(queryKey) && !isSlow(queryKey) });
}

export function useProjectState(): ProjectState {
  const { data, error } = useQuery({
    queryKey: OVERVIEW,
    queryFn: overview,
    refetchInterval: ({ state }) => (state.data ? FOLLOW_EVERY : false),
  });
  return { project: data, error: error && AssayError.from(error) };
}

/** The open project, or null where nothing is open (or not known yet). */
export const useProject = (): Overview | null => useProjectState().project ?? null;

/** The open project, for screens: they are only shown while one is open. */
export function useOpenProject(): Overview {
  const project = useProject();
  if (!project) throw new Error('a screen was shown without an open project');
  return project;
}

/** Who is at the keyboard; null where the person still has to be chosen. */
export function useMe(): Person | null {
  const uid = useCurrentPerson();
  return useProject()?.people.find((person) => person.uid === uid) ?? null;
}

/** Changes whenever a screen must forget what it holds: other project, other person. */
export function useSitting(): string {
  return `${useStore(opening)}:${useCurrentPerson() ?? ''}`;
}

/** The overview as last seen, outside React. */
export const currentProject = (): Overview | null => queries.getQueryData<Overview | null>(OVERVIEW) ?? null;

const named = new WeakMap<Overview, readonly Class[]>();

/** All classes that a label can have: those on offer, then those that were retired with their work. */
export function namedClasses(project: Overview): readonly Class[] {
  const known = named.get(project);
  if (known) return known;
  const all = [...project.question.classes, ...project.kept_classes];
  named.set(project, all);
  return all;
}

/** Fetches the project's numbers, classes and people again. */
export const projectChanged = (): Promise<void> => queries.invalidateQueries({ queryKey: OVERVIEW });

/** Fetches again all that any screen shows; after an import, say. */
export const everythingChanged = (): Promise<void> => queries.invalidateQueries();

function forgetAnswers(): void {
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== OVERVIEW[0] });
}

/** Gives back what the person has on offer, so that others get it at once. */
export async function releaseLabels(): Promise<void> {
  const project = currentProject();
  if (!project || project.read_only || currentPerson() === null) return;
  // Whoever is no rater has nothing on offer; a lease that stays runs out by itself.
  await call('label_release', null).catch(() => undefined);
}

/** Takes a project that a command has just opened for the open one. */
export async function enterProject(opened: Overview, me?: string): Promise<void> {
  await queries.cancelQueries();
  const here = (uid: string | null | undefined) => opened.people.some((person) => person.uid === uid);
  const known = [me, lastPerson.get()[opened.uid], currentPerson()].find(here) ?? null;
  setCurrentPerson(known);
  if (known) remember(opened.uid, known);
  forgetAnswers();
  opening.set((now) => now + 1);
  queries.setQueryData(OVERVIEW, opened);
  if (opened.before_update !== null) notify({ kind: 'ok', text: t('backups.updated', { file: opened.before_update }) });
  startView.set('home');
  jump('project');
}

/** A file that another program does not let go of, until someone says how to go on. */
export const heldProject = createStore<{ handle: string; error: AssayError } | null>(null);

/** A file that cannot be opened for work, until someone says what to do with it. */
export const damagedProject = createStore<{ handle: string; error: AssayError } | null>(null);

/** What a backup can take the place of. */
const RESCUED: readonly string[] = ['project_damaged', 'project_foreign', 'not_a_project', 'project_incomplete', 'journal_foreign'];

export async function openProject(handle: string, readOnly = false): Promise<void> {
  if (!(await mayLeave())) return;
  await releaseLabels();
  heldProject.set(null);
  try {
    const opened = await call('project_open', { file: handle, read_only: readOnly });
    damagedProject.set(null);
    await enterProject(opened);
  } catch (thrown) {
    const error = AssayError.from(thrown);
    if (error.code === 'project_locked') heldProject.set({ handle, error });
    else if (!readOnly && RESCUED.includes(error.code)) damagedProject.set({ handle, error });
    else throw error;
  }
}

export async function closeProject(): Promise<void> {
  if (!(await mayLeave())) return;
  await releaseLabels();
  await call('project_close', null);
  await queries.cancelQueries();
  queries.setQueryData(OVERVIEW, null);
  forgetAnswers();
}

function remember(project: string, uid: string): void {
  lastPerson.set((now) => ({ ...now, [project]: uid }));
}

/** Another person sits down. */
export async function becomePerson(person: Person): Promise<void> {
  const project = currentProject();
  if (currentPerson() !== person.uid) {
    if (!(await mayLeave())) return;
    await releaseLabels();
  }
  setCurrentPerson(person.uid);
  if (project) remember(project.uid, person.uid);
  forgetAnswers();
  await projectChanged();
  if (refusalFor(currentPlace().route, person, project)) jump('project');
}
