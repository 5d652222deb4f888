/** What was typed as a number: null for nothing, undefined where it is none that fits. */
export function readNumber(text: string, min: number, max: number, whole: boolean): number | null | undefined {
  const plain = text.trim().replace(/\s|%/g, '').replace(',', '.');
  if (plain === '') return null;
  const value = Number(plain);
  const fits = Number.isFinite(value) && value >= min && value <= max && (!whole || Number.isInteger(value));
  return fits ? value : undefined;
}
