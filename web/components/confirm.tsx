// A question before something that can't be taken back. A newcomer's trap: it closes first and acts then, so that
// what the action shows (a toast, another dialog) is not behind it; components know no words, so all are given.
import { Dialog } from './dialog.tsx';

interface Props {
  title: string;
  text: string;
  cancel: string;
  /** The verb that is about to happen. */
  yes: string;
  onYes(): void;
  onClose(): void;
}

export function Confirm({ title, text, cancel, yes, onYes, onClose }: Props) {
  const agree = (): void => {
    onClose();
    onYes();
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <button type="button" class="btn" onClick={onClose}>
            {cancel}
          </button>
          <button type="button" class="btn btn-bad" onClick={agree}>
            {yes}
          </button>
        </>
      }
    >
      <p>{text}</p>
    </Dialog>
  );
}
