import { Checkbox } from '@/components';
import type { Role } from '@/generated/commands';
import { t } from '@/messages';
import classes from './RoleChecks.module.css';

const ROLES: readonly Role[] = ['rater', 'lead', 'analyst'];

export interface RoleChecksProps {
  label: string;
  roles: readonly Role[];
  onChange: (roles: Role[]) => void;
  /** Says what each role may do. */
  explain?: boolean;
  disabled?: boolean;
  testId?: string;
}

/** A person may hold several roles. */
export function RoleChecks({ label, roles, onChange, explain = false, disabled, testId }: RoleChecksProps) {
  return (
    <div className={explain ? classes.stack : classes.line} role="group" aria-label={label}>
      {ROLES.map((role) => (
        <Checkbox
          key={role}
          selected={roles.includes(role)}
          disabled={disabled}
          onChange={(on) => onChange(ROLES.filter((each) => (each === role ? on : roles.includes(each))))}
          testId={testId && `${testId}-${role}`}
        >
          {t(`people.role.${role}`)}
          {explain && <span className={classes.does}>{t(`people.does.${role}`)}</span>}
        </Checkbox>
      ))}
    </div>
  );
}
