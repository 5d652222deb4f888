import { useMutation } from '@tanstack/react-query';
import { heldProject, openProject } from '@/app/project';
import { Button, Dialog } from '@/components';
import { Trouble, Words } from '@/features/project/Trouble';
import { useStore } from '@/lib/store';
import { t } from '@/messages';
import classes from './StartScreen.module.css';

/** Asks how to go on with a project that another program does not let go of. */
export function HeldProject() {
  const held = useStore(heldProject);
  const open = useMutation({ mutationFn: (readOnly: boolean) => openProject(held?.handle ?? '', readOnly) });
  const close = () => {
    open.reset();
    heldProject.set(null);
  };
  return (
    <Dialog
      title={t('start.held.title')}
      open={held !== null}
      onClose={close}
      width="narrow"
      testId="held"
      actions={
        <>
          <Button onPress={close}>{t('components.cancel')}</Button>
          <Button isDisabled={open.isPending} onPress={() => open.mutate(true)} data-testid="held-read-only">
            {t('start.held.readOnly')}
          </Button>
          <Button variant="primary" autoFocus isDisabled={open.isPending} onPress={() => open.mutate(false)} data-testid="held-again">
            {t('start.held.again')}
          </Button>
        </>
      }
    >
      <p>{held && <Words text={held.error.message} />}</p>
      <p className={classes.heldMore}>{t('start.held.text')}</p>
      <Trouble error={open.error} />
    </Dialog>
  );
}
