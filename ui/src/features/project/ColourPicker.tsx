import { Button as AriaButton } from 'react-aria-components';
import { Icon, Popover, TextField } from '@/components';
import { cx } from '@/lib/cx';
import { t } from '@/messages';
import { COLOURS } from './classRows';
import classes from './ColourPicker.module.css';

export interface ColourPickerProps {
  label: string;
  /** None where nothing has been proposed yet. */
  colour: string | null;
  /** Chosen by the person rather than proposed. */
  chosen: boolean;
  disabled?: boolean;
  onChange: (colour: string) => void;
}

export function ColourPicker({ label, colour, chosen, disabled, onChange }: ColourPickerProps) {
  return (
    <Popover
      label={label}
      trigger={
        <AriaButton className={classes.swatch} aria-label={label} isDisabled={disabled}>
          <Dot colour={colour} />
        </AriaButton>
      }
    >
      {(close) => (
        <div className={classes.picker}>
          <div className={classes.grid}>
            {COLOURS.map((each) => (
              <AriaButton
                key={each}
                className={classes.swatch}
                aria-label={each}
                onPress={() => {
                  onChange(each);
                  close();
                }}
              >
                <Dot colour={each} checked={each === colour} />
              </AriaButton>
            ))}
          </div>
          <TextField
            label={t('project.classes.colourCode')}
            mono
            maxLength={7}
            placeholder={colour ?? '#rrggbb'}
            value={chosen && colour ? colour : ''}
            onChange={onChange}
            onEnter={close}
          />
        </div>
      )}
    </Popover>
  );
}

function Dot({ colour, checked = false }: { colour: string | null; checked?: boolean }) {
  return (
    <span
      className={cx(classes.dot, colour === null && classes.empty)}
      style={colour === null ? undefined : { backgroundColor: colour }}
    >
      {checked && <Icon name="check" size={12} />}
    </span>
  );
}
