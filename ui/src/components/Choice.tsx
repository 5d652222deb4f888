import type { ReactNode } from 'react';
import {
  Checkbox as AriaCheckbox,
  Label,
  Radio,
  RadioGroup as AriaRadioGroup,
  Switch as AriaSwitch,
} from 'react-aria-components';
import { cx } from '@/lib/cx';
import classes from './Field.module.css';
import { Icon, type IconName } from './Icon';

interface ToggleProps {
  children: ReactNode;
  selected: boolean;
  onChange: (selected: boolean) => void;
  disabled?: boolean;
  testId?: string;
}

export interface CheckboxProps extends ToggleProps {
  /** Some of what it stands for is selected. */
  mixed?: boolean;
}

export function Checkbox({ children, selected, mixed, onChange, disabled, testId }: CheckboxProps) {
  return (
    <AriaCheckbox
      className={classes.check}
      isSelected={selected}
      isIndeterminate={mixed}
      onChange={onChange}
      isDisabled={disabled}
      data-testid={testId}
    >
      <span className={classes.box}>
        <Icon name={mixed ? 'minus' : 'check'} size={12} />
      </span>
      <span>{children}</span>
    </AriaCheckbox>
  );
}

/** What takes effect at once; a choice that is sent with a form is a Checkbox. */
export function Switch({ children, selected, onChange, disabled, testId }: ToggleProps) {
  return (
    <AriaSwitch
      className={classes.switch}
      isSelected={selected}
      onChange={onChange}
      isDisabled={disabled}
      data-testid={testId}
    >
      <span className={classes.track} />
      <span>{children}</span>
    </AriaSwitch>
  );
}

export interface RadioOption<V extends string> {
  value: V;
  label: string;
  hint?: ReactNode;
  icon?: IconName;
  disabled?: boolean;
}

export interface RadioGroupProps<V extends string> {
  label: string;
  hideLabel?: boolean;
  options: readonly RadioOption<V>[];
  value: V | null;
  onChange: (value: V) => void;
  disabled?: boolean;
  testId?: string;
}

export function RadioGroup<V extends string>(props: RadioGroupProps<V>) {
  return (
    <Group {...props}>
      <div className={classes.radios}>
        {props.options.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            className={classes.check}
            isDisabled={option.disabled}
          >
            <span className={cx(classes.box, classes.dot)} />
            <span>
              {option.label}
              {option.hint && <div className={classes.hint}>{option.hint}</div>}
            </span>
          </Radio>
        ))}
      </div>
    </Group>
  );
}

/** A choice between two to five, all in view. */
export function SegmentedControl<V extends string>(props: RadioGroupProps<V>) {
  return (
    <Group {...props} row>
      <div className={classes.segments}>
        {props.options.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            className={classes.segment}
            isDisabled={option.disabled}
          >
            {option.icon && <Icon name={option.icon} size={14} />}
            {option.label}
          </Radio>
        ))}
      </div>
    </Group>
  );
}

function Group<V extends string>({
  row,
  children,
  ...props
}: RadioGroupProps<V> & { row?: boolean; children: ReactNode }) {
  return (
    <AriaRadioGroup
      className={classes.field}
      value={props.value}
      onChange={(value) => props.onChange(value as V)}
      isDisabled={props.disabled}
      orientation={row ? 'horizontal' : 'vertical'}
      data-testid={props.testId}
    >
      <Label className={props.hideLabel ? 'visually-hidden' : classes.label}>{props.label}</Label>
      {children}
    </AriaRadioGroup>
  );
}
