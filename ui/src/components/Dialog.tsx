import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { cx } from '@/lib/cx';
import { t } from '@/messages';
import { Button, IconButton } from './Button';
import classes from './Overlay.module.css';

export interface DialogProps {
  title: string;
  open: boolean;
  onClose: () => void;
  width?: 'narrow' | 'medium' | 'wide';
  /** Buttons, the main one last. */
  actions?: ReactNode;
  /** An answer is needed: neither Escape nor a click beside it closes the dialog. */
  mustAnswer?: boolean;
  testId?: string;
  children: ReactNode;
}

export function Dialog({ title, open, onClose, width = 'medium', actions, mustAnswer = false, testId, children }: DialogProps) {
  return (
    <ModalOverlay
      className={classes.scrim}
      isOpen={open}
      onOpenChange={(next) => !next && onClose()}
      isDismissable={!mustAnswer}
      isKeyboardDismissDisabled={mustAnswer}
    >
      <Modal className={cx(classes.modal, classes[width])}>
        <AriaDialog className={classes.dialog} role={mustAnswer ? 'alertdialog' : 'dialog'} data-testid={testId}>
          <header className={classes.dialogHead}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            {!mustAnswer && <IconButton icon="close" label={t('components.close')} onPress={onClose} />}
          </header>
          <div className={classes.dialogBody}>{children}</div>
          {actions && <footer className={classes.dialogFoot}>{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export interface ConfirmProps {
  title: string;
  text: ReactNode;
  /** What the button does, in words: “Delete 3 tags”, never “OK”. */
  confirm: string;
  danger?: boolean;
  open: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before what cannot be undone; what can be is simply done, with an undo. */
export function Confirm({ title, text, confirm, danger = false, open, onConfirm, onClose }: ConfirmProps) {
  return (
    <Dialog
      title={title}
      open={open}
      onClose={onClose}
      width="narrow"
      mustAnswer
      actions={
        <>
          <Button onPress={onClose} autoFocus={danger}>
            {t('components.cancel')}
          </Button>
          <Button variant={danger ? 'danger' : 'primary'} autoFocus={!danger} onPress={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    >
      {text}
    </Dialog>
  );
}
