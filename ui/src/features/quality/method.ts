import type { Option } from '@/components/Select';
import { t } from '@/messages';

export const METHODS = ['majority', 'gold-weighted', 'dawid-skene', 'one-coin', 'glad', 'mace'] as const;
export type Method = (typeof METHODS)[number];

export const isMethod = (name: string): name is Method => (METHODS as readonly string[]).includes(name);

/** As people call it. */
export const methodName = (name: string): string => (isMethod(name) ? t(`quality.method.${name}.name`) : name);

export const methodOptions = (): Option<Method>[] =>
  METHODS.map((value) => ({ value, label: methodName(value), description: t(`quality.method.${value}.text`) }));
