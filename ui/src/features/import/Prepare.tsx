import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { waitingFiles } from '@/app/files';
import { useOpenProject } from '@/app/project';
import { Badge, Button } from '@/components';
import { Trouble } from '@/features/project/Trouble';
import type { ImportPreview, Question } from '@/generated/commands';
import { formatBytes } from '@/lib/format';
import { useStore } from '@/lib/store';
import { t } from '@/messages';
import { AssayError, call } from '@/platform';
import { ColumnsTable } from './ColumnsTable';
import { Detected } from './Detected';
import classes from './Import.module.css';
import { classOf, mappingOf, missingRoles, rolesOf, withRole, type ColumnRole } from './mapping';
import { Options } from './Options';
import { change, endImport, type ImportSession } from './session';

/** A file before it is taken in: what was detected, and what each column is. */
export function Prepare({ session }: { session: ImportSession }) {
  const { question } = useOpenProject();
  const { file, kind, encoding, delimiter, model } = session;
  const look = useQuery({
    queryKey: ['import_preview', file.handle, kind, encoding, delimiter, model],
    queryFn: () => call('import_preview', { file: file.handle, kind, encoding, delimiter, model }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const preview = look.error ? undefined : look.data;
  const columns = preview?.columns.map(({ name }) => name) ?? [];
  const roles = session.roles ?? (preview ? rolesOf(preview.kind, columns, preview.mapping) : []);
  const start = useMutation({
    mutationFn: (seen: ImportPreview) => startImport(session, seen, mappingOf(seen.kind, columns, roles)),
  });
  const blocked = preview ? whyNot(preview, roles, question) : null;
  return (
    <>
      <FileLine session={session} preview={preview} />
      <Detected session={session} preview={preview} />
      <Trouble error={look.error} lead={t('import.failedLook')} />
      {look.error && AssayError.from(look.error).code === 'undecodable' && (
        <p className={classes.quiet}>{t('import.tryEncoding')}</p>
      )}
      {look.isPending && <p className={classes.quiet}>{t('import.looking')}</p>}
      {preview && (
        <div className={classes.settled} aria-busy={look.isPlaceholderData}>
          <ColumnsTable
            preview={preview}
            roles={roles}
            question={question}
            onRole={(at, role) => change({ roles: withRole(roles, at, role) })}
          />
          {preview.shape !== 'folder' || preview.files !== 0 ? <Options session={session} preview={preview} /> : null}
        </div>
      )}
      <footer className={classes.foot}>
        <span className={classes.blocked} data-testid="import-blocked">
          {start.error ? <Trouble error={start.error} lead={t('import.failed')} /> : blocked}
        </span>
        <Button onPress={endImport} data-testid="import-another">
          {t('import.another')}
        </Button>
        <Button
          variant="primary"
          isDisabled={!preview || look.isPlaceholderData || blocked !== null || start.isPending}
          onPress={() => preview && start.mutate(preview)}
          data-testid="import-start"
        >
          {start.isPending ? t('import.starting') : t('import.start')}
        </Button>
      </footer>
    </>
  );
}

async function startImport(
  session: ImportSession,
  preview: ImportPreview,
  mapping: ReturnType<typeof mappingOf>,
): Promise<void> {
  const { file, encoding, delimiter, options } = session;
  const { kind } = preview;
  const { job } = await call('import_start', {
    file: file.handle,
    kind,
    encoding,
    delimiter,
    mapping: preview.shape === 'folder' ? undefined : mapping,
    run: kind === 'predictions' ? (options.run ?? preview.run).trim() || preview.run : undefined,
    update: options.update,
    strict: options.strict,
    create_items: options.createItems && kind !== 'items',
  });
  change({ job, started: kind });
}

/** What still has to be said before the file can be taken in. */
function whyNot(preview: ImportPreview, roles: readonly ColumnRole[], question: Question): string | null {
  if (preview.shape === 'folder') return preview.files === 0 ? t('import.noPictures') : null;
  const missing = missingRoles(preview.kind, roles);
  if (missing.length > 0) {
    const names = missing.map((role) => t(`import.role.${role}`).toLowerCase());
    return t('import.missing', { roles: names.join(t('import.and')) });
  }
  const known = (name: string) => question.classes.some((each) => each.key === name || each.name === name);
  const unknown = roles.map(classOf).find((name) => name !== null && !known(name));
  return unknown ? t('import.unknownScore', { name: unknown }) : null;
}

function FileLine({ session: { file }, preview }: { session: ImportSession; preview: ImportPreview | undefined }) {
  const waiting = useStore(waitingFiles).length;
  const size = formatBytes(preview?.bytes ?? file.bytes);
  return (
    <header className={classes.file}>
      <h1 className={classes.fileName} dir="auto" data-testid="import-file-name">
        {file.name}
      </h1>
      <p className={classes.quiet}>
        {preview?.files != null && <>{t('import.files', { n: preview.files })} · </>}
        {t('import.size', { size, folder: file.folder })}
      </p>
      {waiting > 0 && <Badge tone="accent">{t('import.queue', { n: waiting })}</Badge>}
    </header>
  );
}
