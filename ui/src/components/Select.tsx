import type { ReactNode } from 'react';
import {
  Button,
  ComboBox as AriaComboBox,
  Group,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Text,
} from 'react-aria-components';
import { cx } from '@/lib/cx';
import { t } from '@/messages';
import field from './Field.module.css';
import { Icon } from './Icon';
import overlay from './Overlay.module.css';

export interface Option<V extends string> {
  value: V;
  label: string;
  description?: string;
  disabled?: boolean;
}

interface Common<V extends string> {
  label: string;
  hideLabel?: boolean;
  hint?: ReactNode;
  placeholder?: string;
  options: readonly Option<V>[];
  value: V | null;
  disabled?: boolean;
  className?: string;
  testId?: string;
}

export interface SelectProps<V extends string> extends Common<V> {
  onChange: (value: V) => void;
}

/** One of a few; use ComboBox where there are more than about fifteen. */
export function Select<V extends string>(props: SelectProps<V>) {
  return (
    <AriaSelect
      className={cx(field.field, props.className)}
      value={props.value}
      onChange={(key) => key !== null && props.onChange(key as V)}
      isDisabled={props.disabled}
      placeholder={props.placeholder ?? ''}
    >
      <Label className={props.hideLabel ? 'visually-hidden' : field.label}>{props.label}</Label>
      <Button className={field.select} data-testid={props.testId}>
        <SelectValue className={field.value} />
        <Icon name="chevrons-up-down" size={14} />
      </Button>
      <Hint>{props.hint}</Hint>
      <Popover className={overlay.popover} offset={4}>
        <Options options={props.options} />
      </Popover>
    </AriaSelect>
  );
}

export interface ComboBoxProps<V extends string> extends Common<V> {
  onChange: (value: V | null) => void;
  /** Given, a text that matches no option may be entered. */
  onCustom?: (text: string) => void;
}

/** One of many, found by typing. */
export function ComboBox<V extends string>(props: ComboBoxProps<V>) {
  const { label, onCustom } = props;
  return (
    <AriaComboBox
      className={cx(field.field, props.className)}
      value={props.value}
      onChange={(key) => props.onChange(key as V | null)}
      isDisabled={props.disabled}
      allowsCustomValue={onCustom !== undefined}
      onInputChange={onCustom}
      menuTrigger="focus"
    >
      <Label className={props.hideLabel ? 'visually-hidden' : field.label}>{label}</Label>
      <Group className={field.group}>
        <Input className={field.bare} placeholder={props.placeholder} dir="auto" data-testid={props.testId} />
        <Button className={field.open} aria-label={t('components.showList', { label })}>
          <Icon name="chevrons-up-down" size={14} />
        </Button>
      </Group>
      <Hint>{props.hint}</Hint>
      <Popover className={overlay.popover} offset={4}>
        <Options options={props.options} />
      </Popover>
    </AriaComboBox>
  );
}

function Hint({ children }: { children: ReactNode }) {
  if (!children) return null;
  return (
    <Text slot="description" className={field.hint}>
      {children}
    </Text>
  );
}

function Options<V extends string>({ options }: { options: readonly Option<V>[] }) {
  return (
    <ListBox
      className={overlay.list}
      items={options}
      renderEmptyState={() => <div className={overlay.empty}>{t('components.noMatch')}</div>}
    >
      {(option) => (
        <ListBoxItem
          id={option.value}
          textValue={option.label}
          isDisabled={option.disabled}
          className={overlay.option}
        >
          {({ isSelected }) => (
            <>
              <span className={overlay.optionText} dir="auto">
                {option.label}
                {option.description && <small>{option.description}</small>}
              </span>
              <span className={overlay.checkPlace}>{isSelected && <Icon name="check" />}</span>
            </>
          )}
        </ListBoxItem>
      )}
    </ListBox>
  );
}
