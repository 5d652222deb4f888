/** Which part of a project is for whom; the workbench itself checks every command. */
import type { Overview, Person, Role } from '@/generated/commands';
import { t } from '@/messages';
import type { RouteId } from './routes';

const NEEDS: Partial<Record<RouteId, Role>> = {
  label: 'rater',
  quality: 'analyst',
  errors: 'analyst',
  priorities: 'analyst',
  export: 'analyst',
  dashboard: 'lead',
  conflicts: 'lead',
  audit: 'lead',
  import: 'lead',
};

/** These parts do nothing but write. */
const WRITES: readonly RouteId[] = ['label', 'import'];

export const mayActAs = (role: Role, person: Pick<Person, 'roles'> | null): boolean =>
  person !== null && (person.roles.includes(role) || person.roles.includes('lead'));

/** Why a person cannot go to a part of the project, or null where they can. */
export function refusalFor(
  route: RouteId,
  person: Pick<Person, 'roles'> | null,
  project: Pick<Overview, 'read_only'> | null,
): string | null {
  const needed = NEEDS[route];
  if (!needed) return null;
  if (project?.read_only && WRITES.includes(route)) return t('app.nav.readOnly');
  if (!person) return t('app.nav.nobody');
  return mayActAs(needed, person) ? null : t('app.nav.needsRole', { role: t(`app.person.role.${needed}`) });
}
