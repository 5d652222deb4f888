import { useRef, type ReactNode, type Ref } from 'react';
import { IconButton, Menu, notify } from '@/components';
import { t } from '@/messages';
import { AssayError } from '@/platform';
import classes from './ChartFrame.module.css';
import { saveChart } from './saveChart';

export interface ChartFrameProps {
  title: string;
  /** The name of a saved picture, without its ending. */
  name: string;
  testId: string;
  ref?: Ref<HTMLElement>;
  /** Below the chart. */
  note?: string;
  /** Draws the chart into an `svg` with this ref. */
  children: (svg: Ref<SVGSVGElement>) => ReactNode;
}

/** A chart under its title, with a way to keep it. */
export function ChartFrame({ title, name, testId, ref, note, children }: ChartFrameProps) {
  const svg = useRef<SVGSVGElement>(null);
  const save = (kind: 'svg' | 'png') => {
    if (!svg.current) return;
    saveChart(svg.current, kind, name).then(
      (file) => file && notify({ kind: 'ok', text: t('components.chart.saved', { file }) }),
      (thrown: unknown) => notify({ kind: 'error', text: AssayError.from(thrown).message }),
    );
  };
  return (
    <figure className={classes.chart} ref={ref} data-testid={testId}>
      <figcaption className={classes.title}>
        <strong>{title}</strong>
        <SaveMenu onSave={save} />
      </figcaption>
      {children(svg)}
      {note && <p className={classes.note}>{note}</p>}
    </figure>
  );
}

/** Keeps a chart as it stands, to scale or as a picture. */
export function SaveMenu({ onSave }: { onSave: (kind: 'svg' | 'png') => void }) {
  return (
    <Menu
      label={t('components.chart.save')}
      placement="bottom end"
      trigger={<IconButton icon="download" size="small" label={t('components.chart.save')} />}
      entries={[
        { id: 'svg', label: t('components.chart.saveSvg'), onAction: () => onSave('svg') },
        { id: 'png', label: t('components.chart.savePng'), onAction: () => onSave('png') },
      ]}
    />
  );
}
