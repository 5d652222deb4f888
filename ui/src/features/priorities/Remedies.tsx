import { Button } from '@/components';
import { RIGHT, WRONG, narrow, tagIs } from '@/features/errors/filters';
import type { DrawFrom, Figure, PriorityRow } from '@/generated/commands';
import { t } from '@/messages';
import classes from './Priorities.module.css';

export interface RemediesProps {
  row: PriorityRow;
  columns: number;
  readOnly: boolean;
  onDraw: (from: DrawFrom) => void;
  onShow: (filter: string) => void;
}

/** Why figures of a tag cannot be had, each reason once, and what to do about it. */
export function Remedies({ row, columns, readOnly, onDraw, onShow }: RemediesProps) {
  const figures: (Figure | null)[] = [
    row.share_of_errors, row.miss_rate, row.share_of_items, row.zero_error_ceiling, row.gap, row.hlp_gain,
  ];
  const reasons = [...new Set(figures.flatMap((figure) => figure?.undefined_because ?? []))];
  if (reasons.length === 0) return null;
  return (
    <tr className={classes.remedy} data-testid={`remedy-${row.tag.id}`}>
      <td colSpan={columns}>
        <div className={classes.way}>
          <span className={classes.reasons}>{reasons.join('; ')}.</span>
          <Actions which="wrong" row={row} readOnly={readOnly} onDraw={onDraw} onShow={onShow} />
          <Actions which="right" row={row} readOnly={readOnly} onDraw={onDraw} onShow={onShow} />
        </div>
      </td>
    </tr>
  );
}

/** So few rows left that looking at all of them is quicker than a draw. */
const FEW = 50;

const WORDS = {
  wrong: { finish: 'priorities.act.finishWrong', goOn: 'priorities.act.continueWrong', draw: 'priorities.act.drawWrong', filter: WRONG },
  right: { finish: 'priorities.act.finishRight', goOn: 'priorities.act.continueRight', draw: 'priorities.act.drawRight', filter: RIGHT },
} as const;

function Actions({ which, row, readOnly, onDraw, onShow }: Omit<RemediesProps, 'columns'> & { which: Exclude<DrawFrom, 'any'> }) {
  const { looked, size, seen } = row[which];
  const left = size - seen;
  const { finish, goOn, draw, filter } = WORDS[which];
  const drawn = looked === 'unfinished';
  const finishing = drawn || ((looked === 'hand_picked' || looked === 'none') && left > 0 && left <= FEW);
  return (
    <>
      {finishing && (
        <Button size="small" onPress={() => onShow(narrow(filter, tagIs(row.tag.name, 'unseen')))} data-testid={`finish-${which}-${row.tag.id}`}>
          {drawn ? t(goOn) : t(finish, { n: left })}
        </Button>
      )}
      {(looked === 'hand_picked' || looked === 'none') && size > 0 && (
        <Button size="small" isDisabled={readOnly} onPress={() => onDraw(which)} data-testid={`draw-${which}-${row.tag.id}`}>
          {t(draw)}
        </Button>
      )}
    </>
  );
}
