import type { ReactNode } from 'react';
import {
  Button,
  FieldError,
  Group,
  Input,
  Label,
  NumberField as AriaNumberField,
  Text,
} from 'react-aria-components';
import { cx } from '@/lib/cx';
import { t } from '@/messages';
import classes from './Field.module.css';
import { Icon } from './Icon';

export interface NumberFieldProps {
  label: string;
  hideLabel?: boolean;
  hint?: ReactNode;
  error?: string | null;
  value: number;
  /** NaN where the field is empty. */
  onChange: (value: number) => void;
  min?: number;
  max?: number;
  step?: number;
  format?: Intl.NumberFormatOptions;
  disabled?: boolean;
  className?: string;
  testId?: string;
}

export function NumberField(props: NumberFieldProps) {
  const { label } = props;
  return (
    <AriaNumberField
      className={cx(classes.field, props.className)}
      value={props.value}
      onChange={props.onChange}
      minValue={props.min}
      maxValue={props.max}
      step={props.step}
      formatOptions={props.format}
      isDisabled={props.disabled}
      isInvalid={Boolean(props.error)}
    >
      <Label className={props.hideLabel ? 'visually-hidden' : classes.label}>{label}</Label>
      <Group className={classes.group}>
        <Input className={classes.bare} data-testid={props.testId} />
        <div className={classes.steps}>
          <Button slot="increment" className={classes.step} aria-label={t('components.increase', { label })}>
            <Icon name="chevron-up" size={10} />
          </Button>
          <Button slot="decrement" className={classes.step} aria-label={t('components.decrease', { label })}>
            <Icon name="chevron-down" size={10} />
          </Button>
        </div>
      </Group>
      {props.hint && (
        <Text slot="description" className={classes.hint}>
          {props.hint}
        </Text>
      )}
      <FieldError className={classes.error}>{props.error}</FieldError>
    </AriaNumberField>
  );
}
