import { newRow, type ClassRow } from '@/features/project/classRows';
import { USUAL_POLICY } from '@/features/project/PolicyFields';
import type { FileHandle, Policy } from '@/generated/commands';
import { createStore } from '@/lib/store';

/** A project that is being thought out; it outlives a look at another screen. */
export interface NewProjectDraft {
  name: string;
  question: string;
  rows: readonly ClassRow[];
  guideline: string;
  policy: Policy;
  /** None: in the default folder. */
  file: FileHandle | null;
  /** None: as the computer's account is called. */
  person: string | null;
}

const empty = (): NewProjectDraft => ({
  name: '',
  question: '',
  rows: [newRow(), newRow()],
  guideline: '',
  policy: USUAL_POLICY,
  file: null,
  person: null,
});

export const newProject = createStore<NewProjectDraft>(empty());

export const clearDraft = (): void => newProject.set(empty());
