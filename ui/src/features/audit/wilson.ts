const Z = 1.959963984540054;

/**
 * Wilson's 95 % interval of a share. For the list of audits and for planning; the result of an
 * audit comes with its interval from the workbench.
 */
export function wilson(hits: number, n: number): [low: number, high: number] {
  const share = hits / n;
  const z2 = Z * Z;
  const centre = share + z2 / (2 * n);
  const half = Z * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return [Math.max(0, (centre - half) / (1 + z2 / n)), Math.min(1, (centre + half) / (1 + z2 / n))];
}
