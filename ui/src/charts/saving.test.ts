import { describe, expect, it } from 'vitest';

const sources = import.meta.glob<string>(['./*.tsx', '../features/**/*.tsx'], { query: '?raw', import: 'default', eager: true });
const charts = Object.entries(sources).filter(([, text]) => /<svg[\s>]|<canvas[\s>]/.test(text));

describe('a chart', () => {
  it('is there to be looked at', () => {
    expect(charts.length).toBeGreaterThan(5);
  });

  it.each(charts)('%s can be saved as SVG or PNG', (_, text) => {
    expect(text).toMatch(/<ChartFrame\b|<SaveMenu\b/);
  });
});
