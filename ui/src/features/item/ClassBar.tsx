import { Fragment, useRef, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { Icon, Kbd } from '@/components';
import type { Class } from '@/generated/commands';
import { cx } from '@/lib/cx';
import { t } from '@/messages';
import classes from './ClassBar.module.css';
import { buttonsOf, pieces } from './buttons';
import { useWidth } from './useWidth';

export interface ClassBarProps {
  /** What the buttons answer, for those who do not see it. */
  label: string;
  classes: readonly Class[];
  onChoose: (chosen: Class) => void;
  /** The answer that stands now. */
  chosen?: number | null;
  /** The answer on its way to the file. */
  saving?: number | null;
  disabled?: boolean;
  /** The class whose definition was asked for by key. */
  defined?: Class | null;
}

/** One button to a class: name, colour, key; its definition below on hover, focus or Alt. */
export function ClassBar({ label, classes: all, onChoose, chosen, saving, disabled, defined }: ClassBarProps) {
  const [pointed, setPointed] = useState<Class | null>(null);
  const shown = defined ?? pointed;
  const bar = useRef<HTMLDivElement>(null);
  const { columns, least } = buttonsOf(all.map(({ name }) => name), useWidth(bar));
  return (
    <div ref={bar} className={classes.bar}>
      <div
        role="group"
        aria-label={label}
        className={classes.buttons}
        style={{ gridTemplateColumns: `repeat(${columns}, minmax(min(${least}px, 100%), auto))` }}
        data-testid="classes"
      >
        {all.map((each) => (
          <AriaButton
            key={each.id}
            className={cx(classes.button, saving === each.id && classes.saving)}
            isDisabled={disabled}
            aria-pressed={chosen === undefined ? undefined : chosen === each.id}
            aria-description={each.description || undefined}
            data-testid={`class-${each.key}`}
            onPress={() => onChoose(each)}
            onHoverChange={(over) => setPointed(over ? each : null)}
            onFocusChange={(focused) => setPointed(focused ? each : null)}
          >
            <span className={classes.colour} style={{ background: each.colour }} />
            <span className={classes.name} dir="auto">
              {pieces(each.name).map((piece, at) => (
                <Fragment key={at}>
                  {at > 0 && <wbr />}
                  {piece}
                </Fragment>
              ))}
            </span>
            {chosen === each.id && <Icon name="check" size={14} />}
            {each.hotkey && <Kbd keys={each.hotkey.toUpperCase()} />}
          </AriaButton>
        ))}
      </div>
      <div className={classes.definitions}>
        {/* Room for the longest, so that no button moves away from under the pointer. */}
        {all.map((each) => (
          <p key={each.id} className={cx(classes.definition, classes.room)} dir="auto" aria-hidden>
            <Definition of={each} />
          </p>
        ))}
        <p className={classes.definition} aria-live="polite" dir="auto" data-testid="definition">
          {shown && <Definition of={shown} />}
        </p>
      </div>
    </div>
  );
}

function Definition({ of }: { of: Class }) {
  return (
    <>
      <strong>{of.name}</strong> {of.description || <span className={classes.none}>{t('item.noDefinition')}</span>}
    </>
  );
}
