import { useEffect, useRef, useState } from 'react';
import type { TopLevelSpec } from 'vega-lite';
import { IconButton, InlineNotice, Menu, notify } from '@/components';
import { t } from '@/messages';
import { AssayError } from '@/platform';
import type { Drawing } from './draw';
import { chartConfig } from './theme';
import classes from './VegaChart.module.css';

export interface ChartFile {
  name: string;
  content: Blob;
}

export interface VegaChartProps {
  /** Says what the chart shows, for those who do not see it. */
  label: string;
  /** Keep it (useMemo): a new one is drawn again. `width: 'container'` fills the place. */
  spec: TopLevelSpec;
  /** The name of a saved file, without its ending. */
  name: string;
  height?: number;
  /** Given, the chart can be saved; it asks where and writes. */
  onSave?: (file: ChartFile) => Promise<void>;
}

export function VegaChart({ label, spec, name, height, onSave }: VegaChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const appearance = useAppearance();

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let current = true;
    setFailure(null);
    void (async () => {
      try {
        const { draw } = await import('./draw');
        if (!current) return;
        const drawn = await draw(element, spec, chartConfig(element));
        if (current) drawing.current = drawn;
        else drawn.dispose();
      } catch (thrown) {
        if (current) setFailure(AssayError.from(thrown).message);
      }
    })();
    return () => {
      current = false;
      drawing.current?.dispose();
      drawing.current = null;
      element.replaceChildren();
    };
  }, [spec, appearance]);

  const save = async (kind: 'svg' | 'png') => {
    const drawn = drawing.current;
    if (!drawn || !onSave) return;
    try {
      const content =
        kind === 'svg'
          ? new Blob([await drawn.toSvg()], { type: 'image/svg+xml' })
          : await drawn.toPng();
      await onSave({ name: `${name}.${kind}`, content });
    } catch (thrown) {
      notify({ kind: 'error', text: AssayError.from(thrown).message });
    }
  };

  return (
    <figure className={classes.chart}>
      <div ref={place} role="img" aria-label={label} className={classes.place} style={{ minHeight: height }} />
      {failure && (
        <InlineNotice kind="error">{t('components.chart.failed', { reason: failure })}</InlineNotice>
      )}
      {onSave && (
        <div className={classes.tools}>
          <Menu
            label={t('components.chart.save')}
            placement="bottom end"
            trigger={<IconButton icon="download" size="small" label={t('components.chart.save')} />}
            entries={[
              { id: 'svg', label: t('components.chart.saveSvg'), onAction: () => void save('svg') },
              { id: 'png', label: t('components.chart.savePng'), onAction: () => void save('png') },
            ]}
          />
        </div>
      )}
    </figure>
  );
}

/** Grows with every change between light and dark, so that charts are drawn anew. */
function useAppearance(): number {
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    const changed = () => setChanges((now) => now + 1);
    const system = matchMedia('(prefers-color-scheme: dark)');
    const watch = new MutationObserver(changed);
    system.addEventListener('change', changed);
    watch.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      system.removeEventListener('change', changed);
      watch.disconnect();
    };
  }, []);
  return changes;
}
