import type { Config } from 'vega-lite';

/** Chart colours and type from the same tokens as everything else, as they are now. */
export function chartConfig(element: Element): Config {
  const style = getComputedStyle(element);
  const probe = document.createElement('span');
  element.append(probe);
  // light-dark() is resolved only where a colour is really used.
  const colour = (token: string): string => {
    probe.style.color = `var(--${token})`;
    return getComputedStyle(probe).color;
  };
  const axis = {
    labelColor: colour('text-2'),
    titleColor: colour('text-2'),
    gridColor: colour('border'),
    domainColor: colour('border-strong'),
    tickColor: colour('border-strong'),
    labelFontSize: 11,
    titleFontSize: 12,
    titleFontWeight: 500 as const,
  };
  const accent = colour('accent');
  const config: Config = {
    background: 'transparent',
    font: style.fontFamily,
    view: { stroke: 'transparent' },
    axis,
    legend: { labelColor: axis.labelColor, titleColor: axis.titleColor, labelFontSize: 11, titleFontSize: 12, titleFontWeight: 500 },
    title: { color: colour('text'), fontSize: 13, fontWeight: 600, anchor: 'start' },
    header: { labelColor: axis.labelColor, titleColor: axis.titleColor },
    text: { color: colour('text'), fontSize: 11 },
    mark: { color: accent },
    bar: { color: accent },
    line: { color: accent, strokeWidth: 2 },
    point: { color: accent, filled: true },
    rule: { color: colour('text-2') },
    range: {
      category: Array.from({ length: 8 }, (_, at) => colour(`cat-${at + 1}`)),
      heatmap: [colour('surface-2'), accent],
      ramp: [colour('surface-2'), accent],
    },
  };
  probe.remove();
  return config;
}
