import { useQuery } from '@tanstack/react-query';
import { InlineNotice, NumberField, Select } from '@/components';
import type { AuditGroup } from '@/generated/commands';
import { formatCount } from '@/lib/format';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import classes from './Audit.module.css';

/** What labels are grouped by, and how many of each are drawn where a person said so. */
export interface Groups {
  field: number | null;
  sizes: Readonly<Record<string, number>>;
}

export const FIRST_GROUPS: Groups = { field: null, sizes: {} };

const PROPOSED = 30;

export const sizeOf = ({ sizes }: Groups, { name, population }: AuditGroup): number => sizes[name] ?? Math.min(PROPOSED, population);

/** At least two, or all: with fewer the lot has no rate. */
export const enough = (size: number, population: number): boolean => Number.isInteger(size) && size >= Math.min(2, population) && size <= population;

export const useGroups = (field: number | null, enabled: boolean) =>
  useQuery({
    queryKey: ['audit_groups', field],
    queryFn: () => call('audit_groups', field === null ? {} : { field }),
    enabled,
    retry: false,
    staleTime: 0,
  });

export interface GroupsFormProps {
  groups: Groups;
  onChange: (groups: Groups) => void;
  found: ReturnType<typeof useGroups>;
}

/** The groups of labels there are, with a size for each. */
export function GroupsForm({ groups, onChange, found }: GroupsFormProps) {
  const fields = useQuery({ queryKey: ['field_list'], queryFn: () => call('field_list', null) }).data ?? [];
  return (
    <>
      <Select
        label={t('audit.groups.by')}
        value={groups.field === null ? 'class' : String(groups.field)}
        options={[{ value: 'class', label: t('audit.groups.class') }, ...fields.map(({ id, name }) => ({ value: String(id), label: name }))]}
        onChange={(by) => onChange({ field: by === 'class' ? null : Number(by), sizes: {} })}
        testId="audit-groups-by"
      />
      {found.error && <InlineNotice kind="error">{AssayError.from(found.error).message}</InlineNotice>}
      {found.data && (
        <table className={classes.groups} data-testid="audit-groups">
          <thead>
            <tr>
              <th scope="col">{t('audit.groups.name')}</th>
              <th scope="col">{t('audit.groups.population')}</th>
              <th scope="col">{t('audit.groups.size')}</th>
            </tr>
          </thead>
          <tbody>
            {found.data.map((group, at) => {
              const size = sizeOf(groups, group);
              return (
                <tr key={group.name}>
                  <th scope="row" dir="auto">
                    {nameOf(group.name)}
                  </th>
                  <td>{formatCount(group.population)}</td>
                  <td>
                    <NumberField
                      label={t('audit.groups.sizeOf', { name: nameOf(group.name) })}
                      hideLabel
                      value={size}
                      onChange={(next) => onChange({ ...groups, sizes: { ...groups.sizes, [group.name]: next } })}
                      min={0}
                      max={group.population}
                      error={size >= Math.min(2, group.population) ? null : t('audit.groups.thin')}
                      testId={`audit-group-${at}`}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </>
  );
}

export const nameOf = (name: string): string => (name === '' ? t('audit.groups.none') : name);
