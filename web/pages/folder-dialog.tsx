// Making, renaming and deleting a folder: one small question each. A newcomer's trap: the server may refuse for
// reasons of its own (a name that is taken), so the dialog stays open with the sentence until it worked.
import { useEffect, useRef, useState } from 'preact/hooks';
import { toApiError } from '../api/client.ts';
import { Dialog } from '../components/dialog.tsx';
import { Note } from '../components/note.tsx';
import { t } from '../lib/t.ts';
import { navigate } from '../routes.ts';
import {
  createFolder,
  deleteFolder,
  type FolderAnswer,
  type Mailbox,
  shownMailboxId,
  updateFolder,
} from '../state/mailboxes.ts';
import { showToast } from '../state/toasts.ts';
import { FolderPicker } from './folder-picker.tsx';

export type FolderTask =
  | { kind: 'CREATE'; accountId: string; parent: Mailbox | null }
  | { kind: 'RENAME'; mailbox: Mailbox }
  | { kind: 'MOVE'; mailbox: Mailbox }
  | { kind: 'DELETE'; mailbox: Mailbox };

interface Props {
  task: FolderTask;
  onClose(): void;
}

export function FolderDialog({ task, onClose }: Props) {
  if (task.kind !== 'MOVE') return <FolderQuestion task={task} onClose={onClose} />;
  const { mailbox } = task;
  return (
    <FolderPicker
      accountOf={mailbox.id}
      moving={mailbox}
      onClose={onClose}
      onPick={(parentId) => {
        onClose();
        void put(mailbox, parentId);
      }}
    />
  );
}

interface QuestionProps extends Props {
  task: Exclude<FolderTask, { kind: 'MOVE' }>;
}

function FolderQuestion({ task, onClose }: QuestionProps) {
  const [name, setName] = useState(task.kind === 'RENAME' ? task.mailbox.name : '');
  const [error, setError] = useState<{ message: string; serverText?: string | null } | null>(null);
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const clean = name.trim();
    if (task.kind !== 'DELETE' && clean === '') {
      setError({ message: t('folder.nameMissing') });
      input.current?.focus();
      return;
    }
    setBusy(true);
    setError(null);
    try {
      const problem = await perform(task, clean);
      if (!problem) return onClose();
      setError(problem);
    } catch (failure) {
      setError(toApiError(failure));
    }
    setBusy(false);
    input.current?.focus();
  };

  const deletes = task.kind === 'DELETE';
  const form = `folder-${task.kind}`;
  return (
    <Dialog
      title={titleOf(task)}
      onClose={onClose}
      actions={
        <>
          <button type="button" class="btn" onClick={onClose}>
            {t('folder.cancel')}
          </button>
          <button
            type="submit"
            form={form}
            class={deletes ? 'btn btn-bad' : 'btn btn-primary'}
            disabled={busy}
          >
            {t(deletes ? 'folder.delete' : task.kind === 'RENAME' ? 'folder.save' : 'folder.create')}
          </button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event)}>
        {deletes ? (
          <p>
            {task.mailbox.total === 0
              ? t('folder.deleteEmpty')
              : t('folder.deleteFull', { count: task.mailbox.total })}
          </p>
        ) : (
          <label class="field">
            <span>{t('folder.name')}</span>
            <input
              ref={input}
              class="input"
              value={name}
              maxLength={200}
              autocomplete="off"
              aria-invalid={error !== null}
              onInput={(event) => setName(event.currentTarget.value)}
            />
          </label>
        )}
      </form>
      {error && (
        <Note icon="warning" tone="bad" quotation={error.serverText ?? null} live>
          {error.message}
        </Note>
      )}
    </Dialog>
  );
}

async function perform(task: QuestionProps['task'], name: string): Promise<FolderAnswer> {
  if (task.kind === 'CREATE') {
    const problem = await createFolder(task.accountId, task.parent?.id ?? null, name);
    if (!problem) showToast(t('folder.created', { folder: name }));
    return problem;
  }
  const { mailbox } = task;
  const shown = shownMailboxId.peek() === mailbox.id;
  if (task.kind === 'RENAME') {
    const { problem, updated } = await updateFolder(mailbox.id, { name });
    if (problem) return problem;
    showToast(t('folder.renamed', { folder: name }));
    follow(shown, updated);
    return null;
  }
  const problem = await deleteFolder(mailbox.id, true);
  if (problem) return problem;
  showToast(t('folder.deleted', { folder: mailbox.name }));
  if (shown) navigate({ name: 'mail', mailboxId: null, messageId: null }, { replace: true });
  return null;
}

async function put(mailbox: Mailbox, parentId: string | null): Promise<void> {
  const shown = shownMailboxId.peek() === mailbox.id;
  try {
    const { problem, updated } = await updateFolder(mailbox.id, { parentId });
    if (problem) return void showToast(problem.message, { tone: 'bad' });
    showToast(t('folder.moved', { folder: mailbox.name }));
    follow(shown, updated);
  } catch (failure) {
    showToast(toApiError(failure).message, { tone: 'bad' });
  }
}

/** A folder with another name or place has another id. */
function follow(shown: boolean, updated: Mailbox | null): void {
  if (shown && updated) navigate({ name: 'mail', mailboxId: updated.id, messageId: null }, { replace: true });
}

function titleOf(task: QuestionProps['task']): string {
  if (task.kind === 'DELETE') return t('folder.deleteTitle', { folder: task.mailbox.name });
  if (task.kind === 'RENAME') return t('folder.renameTitle', { folder: task.mailbox.name });
  return task.parent ? t('folder.addInTitle', { folder: task.parent.name }) : t('folder.addTitle');
}
