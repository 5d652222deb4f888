import { expect, test } from 'vitest';
import type { Run } from '@/generated/commands';
import { previousOf } from './data';

const run = (id: number, archived_at: number | null = null): Run => ({
  id,
  name: `run ${id}`,
  predictions: 1,
  n: 1,
  errors: 0,
  made_at: 0,
  version: '',
  code_commit: '',
  dataset_version: '',
  hyperparameters: '',
  note: '',
  archived_at,
  divided: false,
});

test('a run is held against the one before it, not an archived one', () => {
  const runs = [run(1), run(2, 5), run(3), run(4)];
  expect(previousOf(run(3), runs)?.id).toBe(1);
  expect(previousOf(run(1), runs)?.id).toBe(4);
  expect(previousOf(run(1), [run(1), run(2, 5)])?.id).toBe(2);
  expect(previousOf(run(1), [run(1)])).toBeUndefined();
});
