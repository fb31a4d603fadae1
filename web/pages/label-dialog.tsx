// Which label? One tap puts it on all the messages, or takes it off where all have it. A newcomer's trap: messages
// may carry labels that nobody here made; those are offered too, so that they can be taken off.
import { useEffect, useRef } from 'preact/hooks';
import { Dialog } from '../components/dialog.tsx';
import { Icon } from '../components/icon.tsx';
import { tint } from '../components/labels.tsx';
import { visible } from '../lib/files.ts';
import { t } from '../lib/t.ts';
import { setLabel } from '../state/labels.ts';
import { findRow } from '../state/lists.ts';
import { accountOf, shownMailboxId } from '../state/mailboxes.ts';
import './folder-picker.css';

interface Props {
  ids: readonly string[];
  onClose(): void;
}

export function LabelDialog({ ids, onClose }: Props) {
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const carried = ids.map((id) => findRow(id)?.row.labels ?? []);
  const usual = accountOf(shownMailboxId.value)?.labels ?? [];
  const all = new Map([...usual, ...carried.flat()].map((label) => [label.id, label]));
  return (
    <Dialog
      title={t('label.title')}
      onClose={onClose}
      actions={
        <button type="button" class="btn" onClick={onClose}>
          {t('action.cancel')}
        </button>
      }
    >
      <ul class="picker">
        {[...all.values()].map((label, at) => {
          const count = carried.filter((labels) => labels.some(({ id }) => id === label.id)).length;
          const pressed = count === 0 ? 'false' : count === ids.length ? 'true' : 'mixed';
          return (
            <li key={label.id}>
              <button
                type="button"
                ref={at === 0 ? first : undefined}
                aria-pressed={pressed}
                onClick={() => {
                  onClose();
                  void setLabel(ids, label, pressed !== 'true');
                }}
              >
                <i class="menu-dot" style={tint(label.color)} />
                <bdi class="picker-name">{visible(label.name)}</bdi>
                {pressed === 'true' && <Icon name="check" />}
              </button>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
