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
  /** Whole numbers where it is left out. */
  format?: Intl.NumberFormatOptions;
  disabled?: boolean;
  className?: string;
  testId?: string;
}

const WHOLE: Intl.NumberFormatOptions = { maximumFractionDigits: 0 };

/** Why a number does not fit: said, not quietly changed into another one. */
function outside({ value, min = -Infinity, max = Infinity, format }: NumberFieldProps): string | null {
  if (!(value < min || value > max)) return null;
  const { format: shown } = new Intl.NumberFormat('en', format ?? WHOLE);
  if (min === -Infinity) return t('components.atMost', { max: shown(max) });
  if (max === Infinity) return t('components.atLeast', { min: shown(min) });
  return t('components.between', { min: shown(min), max: shown(max) });
}

export function NumberField(props: NumberFieldProps) {
  const { label } = props;
  const error = props.error ?? outside(props);
  return (
    <AriaNumberField
      className={cx(classes.field, props.className)}
      value={props.value}
      onChange={props.onChange}
      minValue={props.min}
      maxValue={props.max}
      step={props.step}
      formatOptions={props.format ?? WHOLE}
      isDisabled={props.disabled}
      commitBehavior="validate"
      isInvalid={Boolean(error)}
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
      <FieldError className={classes.error}>{error}</FieldError>
    </AriaNumberField>
  );
}
