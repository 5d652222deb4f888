/** Finds by a part of the name: at its start first, then at the start of a word, then anywhere. */
export function rank<T>(all: readonly T[], query: string, nameOf: (each: T) => string): readonly T[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return all;
  return all
    .map((each) => ({ each, score: scoreOf(nameOf(each).toLowerCase(), wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ each }) => each);
}

function scoreOf(name: string, wanted: string): number {
  if (name.startsWith(wanted)) return 4;
  if (name.includes(` ${wanted}`)) return 3;
  if (name.includes(wanted)) return 2;
  return isSubsequence(name, wanted) ? 1 : 0;
}

function isSubsequence(name: string, wanted: string): boolean {
  let from = 0;
  for (const letter of wanted) {
    from = name.indexOf(letter, from) + 1;
    if (from === 0) return false;
  }
  return true;
}
