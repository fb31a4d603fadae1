// Where to? All folders of the account, and a field that finds one. A newcomer's trap: nothing can move to another
// account; messages can't go where only folders are, and a folder can't go into itself.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Dialog } from '../components/dialog.tsx';
import { Icon, type IconName } from '../components/icon.tsx';
import { t } from '../lib/t.ts';
import { accountOf as findAccount, type Mailbox } from '../state/mailboxes.ts';
import { may } from '../state/rights.ts';
import { iconOf, nameOf, tree, withRole } from './folder-names.ts';
import './folder-picker.css';

interface Props {
  /** The mailbox the messages are in, or a folder of the account. */
  accountOf: string | null;
  /** A folder that is to be put into another; null is the top. Without it, messages are. */
  moving?: Mailbox;
  onPick(mailboxId: string | null): void;
  onClose(): void;
}

interface PlaceRow {
  /** Null is the top. */
  id: string | null;
  icon: IconName;
  depth: number;
  label: string;
  words: string;
}

/** Views over all mail are no places to put something. */
const NO_PLACE: readonly Mailbox['role'][] = ['ALL', 'FLAGGED', 'DRAFTS', 'SENT'];
const FIND_FROM = 8;

export function FolderPicker({ accountOf, moving, onPick, onClose }: Props) {
  const [words, setWords] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  const mailboxes = findAccount(accountOf)?.mailboxes ?? [];
  const takes = (mailbox: Mailbox): boolean =>
    moving ? takesFolder(mailbox, moving) : mailbox.id !== accountOf && takesMessages(mailbox);
  const rows = [
    ...withRole(mailboxes).map((mailbox) => ({ mailbox, depth: 0, label: nameOf(mailbox) })),
    ...tree(mailboxes),
  ]
    .filter(({ mailbox }) => takes(mailbox))
    .map(
      ({ mailbox, depth, label }): PlaceRow => ({
        ...{ id: mailbox.id, icon: iconOf(mailbox), depth, label },
        words: `${label} ${mailbox.path.join(' / ')}`.toLocaleLowerCase(),
      }),
    );
  const top = t('folder.top');
  const places: PlaceRow[] =
    moving && moving.path.length > 1
      ? [{ id: null, icon: 'folder', depth: 0, label: top, words: top.toLocaleLowerCase() }, ...rows]
      : rows;
  const wanted = words.trim().toLocaleLowerCase();
  const found = places.filter((place) => place.words.includes(wanted));
  const finds = places.length >= FIND_FROM;

  useEffect(() => {
    (input.current ?? first.current)?.focus();
  }, []);

  return (
    <Dialog
      title={moving ? t('folder.moveTitle', { folder: moving.name }) : t('folder.choose')}
      onClose={onClose}
      actions={
        <button type="button" class="btn" onClick={onClose}>
          {t('action.cancel')}
        </button>
      }
    >
      {finds && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const [only] = found;
            if (wanted !== '' && only) onPick(only.id);
          }}
        >
          <input
            ref={input}
            class="input"
            type="search"
            aria-label={t('folder.find')}
            placeholder={t('folder.find')}
            value={words}
            onInput={(event) => setWords(event.currentTarget.value)}
          />
        </form>
      )}
      <ul class="picker">
        {found.map(({ id, icon, depth, label }, at) => (
          <li key={id}>
            <button
              type="button"
              ref={at === 0 ? first : undefined}
              style={{ paddingInlineStart: `${12 + (wanted === '' ? depth : 0) * 18}px` }}
              onClick={() => onPick(id)}
            >
              <Icon name={icon} />
              <bdi>{label}</bdi>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p role="status">{t('folder.none')}</p>}
    </Dialog>
  );
}

function takesMessages({ id, selectable, role }: Mailbox): boolean {
  return selectable && !NO_PLACE.includes(role) && may(id, 'insert');
}

/** Not itself, nor what lies in it, nor where it lies already. */
function takesFolder({ id, path, namespace }: Mailbox, moving: Mailbox): boolean {
  const isWithin = moving.path.every((level, at) => path[at] === level);
  const isParent =
    path.length === moving.path.length - 1 && path.every((level, at) => moving.path[at] === level);
  return !isWithin && !isParent && namespace === moving.namespace && may(id, 'createChild');
}
