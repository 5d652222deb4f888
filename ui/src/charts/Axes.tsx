import classes from './Axes.module.css';

/** Where a chart's axes lie, in the units of its drawing. */
export interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  foot: number;
}

interface Axis {
  marks: readonly number[];
  /** Place of a value. */
  at: (value: number) => number;
  text: (value: number) => string;
}

export interface AxesProps {
  frame: Frame;
  x: Axis;
  y: Axis;
  /** What runs along the foot. */
  caption: string;
}

/** Lines across with their values at the left, values along the foot. */
export function Axes({ frame, x, y, caption }: AxesProps) {
  const end = frame.width - frame.right;
  return (
    <g className={classes.axes}>
      {y.marks.map((mark) => (
        <g key={mark}>
          <line x1={frame.left} x2={end} y1={y.at(mark)} y2={y.at(mark)} />
          <text x={frame.left - 6} y={y.at(mark) + 4} textAnchor="end">
            {y.text(mark)}
          </text>
        </g>
      ))}
      {x.marks.map((mark) => (
        <text key={mark} x={x.at(mark)} y={frame.height - frame.foot + 16} textAnchor="middle">
          {x.text(mark)}
        </text>
      ))}
      <text x={end} y={frame.height - 6} textAnchor="end">
        {caption}
      </text>
    </g>
  );
}
