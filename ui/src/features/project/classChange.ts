import type { Question, SchemeChange, SplitWork } from '@/generated/commands';

export type ChangeKind = SchemeChange['kind'];

/** What a person has filled in so far, of all three changes. */
export interface ChangeDraft {
  kind: ChangeKind;
  /** Row ids of the classes to merge. */
  merged: readonly number[];
  /** Which of them the others become, as text; `new` for a new class. */
  into: string;
  intoName: string;
  /** Row id of the class that is split or retired, as text. */
  class: string;
  parts: readonly string[];
  work: SplitWork['kind'];
  field: string;
  values: readonly { value: string; part: number }[];
  /** Row id of the class that takes the work, as text; `keep` where it stays. */
  instead: string;
}

export const emptyDraft = (question: Question): ChangeDraft => ({
  kind: 'merge',
  merged: [],
  into: 'new',
  intoName: '',
  class: String(question.classes[0]?.id ?? ''),
  parts: ['', ''],
  work: 'stay',
  field: '',
  values: [{ value: '', part: 1 }],
  instead: 'keep',
});

/** The change as the workbench takes it; null while something is missing. */
export function changeOf(draft: ChangeDraft): SchemeChange | null {
  if (draft.kind === 'merge') {
    if (draft.merged.length < 2) return null;
    const name = draft.intoName.trim();
    if (draft.into === 'new') return name === '' ? null : { kind: 'merge', classes: [...draft.merged], into: { name } };
    const id = Number(draft.into);
    if (!draft.merged.includes(id)) return null;
    return { kind: 'merge', classes: [...draft.merged], into: { id, ...(name !== '' && { name }) } };
  }
  const id = Number(draft.class);
  if (draft.class === '') return null;
  if (draft.kind === 'retire') {
    if (draft.instead === draft.class) return null;
    return { kind: 'retire', class: id, ...(draft.instead !== 'keep' && { instead: Number(draft.instead) }) };
  }
  const parts = draft.parts.map((name) => name.trim());
  if (parts.length < 2 || parts.some((name) => name === '')) return null;
  const work = workOf(draft);
  return work && { kind: 'split', class: id, parts: parts.map((name) => ({ name })), work };
}

function workOf({ work, field, values }: ChangeDraft): SplitWork | null {
  if (work !== 'by_field') return { kind: work };
  const filled = values.filter(({ value }) => value.trim() !== '').map(({ value, part }) => ({ value: value.trim(), part }));
  return field === '' || filled.length === 0 ? null : { kind: 'by_field', field: Number(field), values: filled };
}
