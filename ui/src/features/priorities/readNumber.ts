const COUNT = /^(?:\d+|[1-9]\d{0,2}(?:,\d{3})+)$/;

/** What was typed as a number: null for nothing, undefined where it is none that fits. */
export function readNumber(text: string, min: number, max: number, whole: boolean): number | null | undefined {
  const plain = text.trim().replace(/\s|%/g, '');
  if (plain === '') return null;
  const value = whole ? readCount(plain) : Number(plain.replace(',', '.'));
  return Number.isFinite(value) && value >= min && value <= max ? value : undefined;
}

/** Counts are shown as 1,000, so a comma parts thousands; 1.000 or 1,00 may mean either and is not guessed. */
const readCount = (plain: string): number => (COUNT.test(plain) ? Number(plain.replaceAll(',', '')) : NaN);
