import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { notify } from '@/components';
import { t } from '@/messages';
import { AssayError } from '@/platform';
import { TEXT_UP_TO, cellColour, coloursOf, matrixPng, matrixSvg, moveIn, paintCanvas, type MatrixColours, type MatrixData } from './matrixDrawing';
import { SaveMenu } from './ChartFrame';
import classes from './Matrix.module.css';
import { savePicture } from './saveChart';

export interface MatrixProps extends MatrixData {
  /** Says what the matrix shows. */
  label: string;
  /** What is said of a cell when it is pointed at or focused. */
  detail: (row: number, column: number) => ReactNode;
  /** Shown while no cell is pointed at. */
  hint: string;
  legend: { low?: string; zero: string; high: string; none?: string };
  /** A cell was clicked, or Enter pressed on it. */
  onCell?: (row: number, column: number) => void;
  /** The name of a saved picture, without its ending. */
  name: string;
}

type Place = [row: number, column: number];

/** A heat map with values; with many rows and columns, of colour alone with the detail below. */
export function Matrix(props: MatrixProps) {
  const { label, rows, columns, detail, hint, legend, onCell } = props;
  const place = useRef<HTMLDivElement>(null);
  const colours = useColours(place);
  const [at, setAt] = useState<Place | null>(null);
  const [pointed, setPointed] = useState<Place | null>(null);
  const shown = pointed ?? at;
  const many = Math.max(rows.length, columns.length) > TEXT_UP_TO;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && at) return onCell?.(...at);
    const next = moveIn(event.key, at ?? [0, 0], rows.length, columns.length);
    if (!next) return;
    event.preventDefault();
    setAt(at ? next : [0, 0]);
  };
  const given = { ...props, colours, at, setAt, setPointed, onKeyDown };
  return (
    <figure ref={place} className={classes.figure} aria-label={label}>
      {colours && (many ? <Tiny {...given} colours={colours} /> : <Grid {...given} colours={colours} />)}
      <figcaption className={classes.caption}>
        <span className={classes.detail} aria-live="polite" data-testid="matrix-detail">
          {shown ? detail(...shown) : <span className={classes.hint}>{hint}</span>}
        </span>
        {colours && <Legend legend={legend} colours={colours} />}
        {colours && <Save {...props} colours={colours} />}
      </figcaption>
    </figure>
  );
}

interface DrawnProps extends MatrixProps {
  colours: MatrixColours;
  at: Place | null;
  setAt: (at: Place | null) => void;
  setPointed: (at: Place | null) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

function Grid({ label, rows, columns, cell, colours, at, setAt, setPointed, onKeyDown, onCell }: DrawnProps) {
  const grid = useRef<HTMLTableElement>(null);
  useEffect(() => {
    if (!at || !grid.current?.contains(document.activeElement)) return;
    grid.current.querySelector<HTMLElement>(`[data-cell="${at[0]},${at[1]}"]`)?.focus();
  }, [at]);
  const [row, column] = at ?? [0, 0];
  const long = columns.some((name) => name.length > 8);
  return (
    <div className={classes.scroll}>
      <table ref={grid} role="grid" aria-label={label} className={classes.grid} onKeyDown={onKeyDown} onPointerLeave={() => setPointed(null)}>
        <thead>
          <tr>
            <td />
            {columns.map((name, x) => (
              <th key={x} scope="col" className={long ? classes.upright : undefined} title={name}>
                <span dir="auto">{name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((name, y) => (
            <tr key={y}>
              <th scope="row" title={name} dir="auto">
                {name}
              </th>
              {columns.map((_, x) => {
                const shown = cell(y, x);
                return (
                  <td
                    key={x}
                    role="gridcell"
                    data-cell={`${y},${x}`}
                    tabIndex={y === row && x === column ? 0 : -1}
                    className={shown ? (shown.value === null ? classes.none : undefined) : classes.blank}
                    style={shown ? { background: cellColour(shown.value, colours) } : undefined}
                    onFocus={() => setAt([y, x])}
                    onPointerEnter={() => setPointed([y, x])}
                    onClick={() => onCell?.(y, x)}
                  >
                    {shown?.text}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Thousands of cells on one canvas, with a frame that the keys and the pointer move. */
function Tiny(props: DrawnProps) {
  const { label, rows, columns, colours, at, setAt, setPointed, onKeyDown, onCell, cell } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current) paintCanvas(canvas.current, { rows, columns, cell }, colours, 1);
  }, [rows, columns, cell, colours]);
  const placeOf = (event: { clientX: number; clientY: number; currentTarget: Element }): Place => {
    const box = event.currentTarget.getBoundingClientRect();
    const row = Math.floor(((event.clientY - box.top) / box.height) * rows.length);
    const column = Math.floor(((event.clientX - box.left) / box.width) * columns.length);
    return [Math.min(rows.length - 1, Math.max(0, row)), Math.min(columns.length - 1, Math.max(0, column))];
  };
  const [row, column] = at ?? [0, 0];
  return (
    <div
      className={classes.tiny}
      role="application"
      tabIndex={0}
      aria-label={label}
      aria-roledescription={t('quality.matrix.role')}
      onKeyDown={onKeyDown}
      onFocus={() => setAt([row, column])}
      onBlur={() => setAt(null)}
      onPointerMove={(event) => setPointed(placeOf(event))}
      onPointerLeave={() => setPointed(null)}
      onClick={(event) => {
        const to = placeOf(event);
        setAt(to);
        onCell?.(...to);
      }}
    >
      <canvas ref={canvas} className={classes.canvas} />
      {at && (
        <span
          className={classes.cursor}
          style={{
            left: `${(column / columns.length) * 100}%`,
            top: `${(row / rows.length) * 100}%`,
            width: `${100 / columns.length}%`,
            height: `${100 / rows.length}%`,
          }}
        />
      )}
    </div>
  );
}

function Legend({ legend, colours }: { legend: MatrixProps['legend']; colours: MatrixColours }) {
  const stops = (legend.low === undefined ? [0, 1] : [-1, 0, 1]).map((value) => cellColour(value, colours));
  return (
    <span className={classes.legend}>
      {legend.low && <span>{legend.low}</span>}
      {legend.low === undefined && <span>{legend.zero}</span>}
      <span className={classes.ramp} style={{ background: `linear-gradient(to right, ${stops.join(', ')})` }} />
      <span>{legend.high}</span>
      {legend.none && <span className={classes.swatch} style={{ background: colours.empty }} />}
      {legend.none && <span>{legend.none}</span>}
    </span>
  );
}

function Save({ name, rows, columns, cell, colours }: MatrixProps & { colours: MatrixColours }) {
  const save = async (kind: 'svg' | 'png') => {
    const data = { rows, columns, cell };
    try {
      const content =
        kind === 'svg' ? new Blob([matrixSvg(data, colours)], { type: 'image/svg+xml' }) : await matrixPng(data, colours);
      const file = await savePicture(name, content);
      if (file) notify({ kind: 'ok', text: t('components.chart.saved', { file }) });
    } catch (thrown) {
      notify({ kind: 'error', text: AssayError.from(thrown).message });
    }
  };
  return <SaveMenu onSave={(kind) => void save(kind)} />;
}

/** The colours as they are now, read again when light turns to dark. */
function useColours(place: { readonly current: HTMLElement | null }): MatrixColours | null {
  const [colours, setColours] = useState<MatrixColours | null>(null);
  useEffect(() => {
    const read = () => place.current && setColours(coloursOf(place.current));
    read();
    const system = matchMedia('(prefers-color-scheme: dark)');
    const watch = new MutationObserver(read);
    system.addEventListener('change', read);
    watch.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      system.removeEventListener('change', read);
      watch.disconnect();
    };
  }, [place]);
  return colours;
}
