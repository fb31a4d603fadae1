// The bar above the open message. A newcomer's trap: archiving and deleting show their result at once, so the
// pane has to go on (onGone) before the server answered; Undo is in the toast.
import { useState } from 'preact/hooks';
import { Confirm } from '../components/confirm.tsx';
import { Icon, type IconName } from '../components/icon.tsx';
import { Menu, type MenuItem } from '../components/menu.tsx';
import { t } from '../lib/t.ts';
import { href } from '../routes.ts';
import { archive, deletesForGood, markJunk, setFlagged, setSeen, trash } from '../state/actions.ts';
import { labelling } from '../state/labels.ts';
import { mailboxById, shownMailboxId } from '../state/mailboxes.ts';
import type { ShownHead } from '../state/message.ts';
import { may } from '../state/rights.ts';
import { showToast } from '../state/toasts.ts';
import { addressForLink } from '../state/trust.ts';
import { canBeJunk } from './list-filing.ts';
import type { Beside } from './message.tsx';
import { looksItems } from './message-looks.ts';

interface Props {
  id: string;
  head: ShownHead | null;
  single: boolean;
  beside: Beside;
  onBack(): void;
  onStep(towards: 'older' | 'newer'): void;
  /** The message left this list. */
  onGone(): void;
  onMove(): void;
  onDetails(): void;
  onSource(): void;
}

export function MessageBar(props: Props) {
  const { id, head, single, beside, onBack, onStep, onGone, onMove } = props;
  const [asking, setAsking] = useState(false);
  const from = shownMailboxId.value;
  const role = mailboxById(from)?.role ?? null;
  const forGood = deletesForGood(from);
  const removable = may(from, 'remove');
  const flagged = head?.flags.includes('FLAGGED') ?? false;

  const remove = (): void => {
    void trash([id], from ?? undefined);
    onGone();
  };
  const put = (): void => {
    void archive([id], from ?? undefined);
    onGone();
  };

  return (
    <div class="message-bar" role="toolbar" aria-label={t('message.actions')}>
      {single && <Act icon="back" label={t('message.back')} run={onBack} />}
      {single && <span class="message-bar-gap" />}
      {head && (
        <>
          {role !== 'ARCHIVE' && role !== 'DRAFTS' && removable && (
            <Act icon="archive" label={t('action.archive')} run={put} />
          )}
          {removable && (
            <Act
              icon="trash"
              label={t(forGood ? 'action.deleteForGood' : 'action.delete')}
              run={() => (forGood ? setAsking(true) : remove())}
            />
          )}
          {may(from, 'setFlags') && (
            <button
              type="button"
              class={`icon-button${flagged ? ' is-flagged' : ''}`}
              aria-label={t('action.flag')}
              aria-pressed={flagged}
              title={t(flagged ? 'action.unflag' : 'action.flag')}
              onClick={() => void setFlagged([id], !flagged)}
            >
              <Icon name="flag" filled={flagged} />
            </button>
          )}
          {!single && removable && <Act icon="folder" label={t('message.move')} run={onMove} />}
          <Menu label={t('message.more')} items={moreOf(props)} />
          {!single && (
            <>
              <span class="message-bar-gap" />
              <Act
                icon="up"
                label={t('message.newer')}
                off={beside.newer === null}
                run={() => onStep('newer')}
              />
              <Act
                icon="chevron"
                label={t('message.older')}
                off={beside.older === null}
                run={() => onStep('older')}
              />
            </>
          )}
        </>
      )}
      {asking && (
        <Confirm
          title={t('action.forGoodTitle', { count: 1 })}
          text={t('action.forGoodText')}
          cancel={t('action.cancel')}
          yes={t('action.deleteForGood')}
          onYes={remove}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}

function moreOf({
  id,
  head,
  single,
  beside,
  onBack,
  onStep,
  onGone,
  onMove,
  onDetails,
  onSource,
}: Props): MenuItem[] {
  const seen = head?.flags.includes('SEEN') ?? true;
  const place = shownMailboxId.value;
  const items: MenuItem[] = [];
  if (may(place, 'setSeen'))
    items.push({
      label: t(seen ? 'action.unread' : 'action.read'),
      icon: seen ? 'mail' : 'mailOpen',
      run: () => {
        void setSeen([id], !seen, place);
        if (seen && single) onBack();
      },
    });
  if (may(place, 'setFlags') && head)
    items.push({
      label: t('label.title'),
      icon: 'label',
      run: () => {
        labelling.value = [id];
      },
    });
  const mailbox = mailboxById(place);
  const isJunk = mailbox?.role === 'JUNK';
  if (canBeJunk(mailbox) || (isJunk && may(place, 'remove')))
    items.push({
      label: t(isJunk ? 'action.notJunk' : 'action.junk'),
      icon: isJunk ? 'inbox' : 'junk',
      run: () => {
        void markJunk([id], !isJunk, place ?? undefined);
        onGone();
      },
    });
  if (single && may(place, 'remove')) items.push({ label: t('message.move'), icon: 'folder', run: onMove });
  if (single && beside.older !== null)
    items.push({ label: t('message.older'), icon: 'chevron', run: () => onStep('older') });
  if (single && beside.newer !== null)
    items.push({ label: t('message.newer'), icon: 'up', run: () => onStep('newer') });
  items.push({ label: t('message.showDetails'), icon: 'info', run: onDetails });
  const messageId = head?.messageId;
  if (messageId && navigator.clipboard)
    items.push({
      label: t('message.copyLink'),
      icon: 'link',
      run: () => void copyLink(messageId, head?.account?.id),
    });
  items.push(...looksItems(id));
  const raw = head?.rawUrl;
  if (raw !== undefined) items.push({ label: t('message.source'), icon: 'code', run: onSource });
  if (raw !== undefined)
    items.push({ label: t('message.download'), icon: 'download', run: () => download(raw) });
  return items;
}

/** A link that finds the message again wherever it was moved to. */
async function copyLink(messageId: string, accountId: string | undefined): Promise<void> {
  const path = href({ name: 'find', messageId, account: addressForLink(accountId) });
  try {
    await navigator.clipboard.writeText(new URL(path, document.baseURI).href);
    showToast(t('message.linkCopied'));
  } catch {
    showToast(t('message.linkNotCopied'), { tone: 'bad' });
  }
}

function download(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = '';
  link.click();
}

interface ActProps {
  icon: IconName;
  label: string;
  off?: boolean;
  run(): void;
}

function Act({ icon, label, off = false, run }: ActProps) {
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} disabled={off} onClick={run}>
      <Icon name={icon} />
    </button>
  );
}
