/** What a window asks for again when others have written to the file, and what waits. */

/** What is worked out from all judgments or predictions: asked again when its screen is next shown, not under its reader's eyes. */
const SLOW: ReadonlySet<unknown> = new Set([
  'agreement', 'consensus', 'human', 'guideline_effect', 'guideline_history',
  'metrics', 'curve', 'parts', 'gaps', 'compare', 'leaderboard', 'pipeline', 'suspects',
]);

/** By the key of a query; those of error analysis begin with `errors` and the project. */
export const isSlow = (key: readonly unknown[]): boolean => SLOW.has(key[0] === 'errors' ? key[2] : key[0]);
