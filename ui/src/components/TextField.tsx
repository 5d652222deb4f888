import type { ReactNode, Ref } from 'react';
import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea as AriaTextArea,
  TextField as AriaTextField,
} from 'react-aria-components';
import { cx } from '@/lib/cx';
import { t } from '@/messages';
import { hiddenIn } from '@/text/hidden';
import classes from './Field.module.css';

interface Common {
  label: string;
  /** The label stays for screen readers only. */
  hideLabel?: boolean;
  hint?: ReactNode;
  error?: string | null;
  value?: string;
  defaultValue?: string;
  onChange?: (value: string) => void;
  placeholder?: string;
  disabled?: boolean;
  readOnly?: boolean;
  required?: boolean;
  autoFocus?: boolean;
  /** Paths, keys and code. */
  mono?: boolean;
  className?: string;
  testId?: string;
}

export interface TextFieldProps extends Common {
  type?: 'text' | 'search';
  maxLength?: number;
  onEnter?: () => void;
  inputRef?: Ref<HTMLInputElement>;
}

export function TextField({ type = 'text', maxLength, onEnter, inputRef, ...common }: TextFieldProps) {
  return (
    <Field {...common}>
      <Input
        ref={inputRef}
        type={type}
        dir="auto"
        maxLength={maxLength}
        placeholder={common.placeholder}
        spellCheck={false}
        autoComplete="off"
        data-testid={common.testId}
        className={cx(classes.input, common.mono && classes.mono)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) onEnter?.();
        }}
      />
    </Field>
  );
}

export interface TextAreaProps extends Common {
  rows?: number;
  areaRef?: Ref<HTMLTextAreaElement>;
}

export function TextArea({ rows = 4, areaRef, ...common }: TextAreaProps) {
  return (
    <Field {...common}>
      <AriaTextArea
        ref={areaRef}
        rows={rows}
        dir="auto"
        placeholder={common.placeholder}
        data-testid={common.testId}
        className={cx(classes.input, classes.area, common.mono && classes.mono)}
      />
    </Field>
  );
}

function Field({ children, ...props }: Common & { children: ReactNode }) {
  const hidden = hiddenIn(props.value ?? '');
  return (
    <AriaTextField
      className={cx(classes.field, props.className)}
      value={props.value}
      defaultValue={props.defaultValue}
      onChange={props.onChange}
      isDisabled={props.disabled}
      isReadOnly={props.readOnly}
      isRequired={props.required}
      isInvalid={Boolean(props.error)}
      autoFocus={props.autoFocus}
    >
      <Label className={props.hideLabel ? 'visually-hidden' : classes.label}>{props.label}</Label>
      {children}
      {(props.hint || hidden) && (
        <Text slot="description" className={classes.hint}>
          {props.hint} {hidden && <span data-testid="field-hides">{t('components.hides', { names: hidden })}</span>}
        </Text>
      )}
      <FieldError className={classes.error}>{props.error}</FieldError>
    </AriaTextField>
  );
}
