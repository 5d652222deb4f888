import { expect, test } from 'vitest';
import type { Run } from '@/generated/commands';
import { listedRuns, newestRun } from './runs';

const run = (id: number, made_at: number, archived_at: number | null = null): Run => ({
  id,
  name: `run ${id}`,
  predictions: 1,
  n: 1,
  errors: 0,
  made_at,
  version: '',
  code_commit: '',
  dataset_version: '',
  hyperparameters: '',
  note: '',
  archived_at,
  divided: false,
});
const ids = (runs: readonly Run[]) => runs.map(({ id }) => id);
const runs = [run(1, 10), run(2, 40, 50), run(3, 30), run(4, 20, 60)];

test('archived runs stand last, or are left out but for the one that is chosen', () => {
  expect(ids(listedRuns(runs, 'last'))).toEqual([1, 3, 2, 4]);
  expect(ids(listedRuns(runs, 'left out'))).toEqual([1, 3]);
  expect(ids(listedRuns(runs, 'left out', 4))).toEqual([1, 3, 4]);
  expect(ids(listedRuns(runs, 'left out', 1))).toEqual([1, 3]);
});

test('the newest run is an archived one only where there is no other', () => {
  expect(newestRun(runs)?.id).toBe(3);
  expect(newestRun([run(2, 40, 50), run(4, 20, 60)])?.id).toBe(2);
  expect(newestRun([])).toBeUndefined();
});
