// The keys there are. What stands here is what list-keys.ts does.
import { Dialog } from '../components/dialog.tsx';
import { t } from '../lib/t.ts';
import './keys-dialog.css';

const KEYS = [
  ['j', 'keys.next'],
  ['k', 'keys.previous'],
  ['Enter', 'keys.open'],
  ['x', 'keys.select'],
  ['e', 'keys.archive'],
  ['#', 'keys.delete'],
  ['v', 'keys.move'],
  ['u', 'keys.unread'],
  ['s', 'keys.flag'],
  ['/', 'keys.search'],
  ['c', 'keys.write'],
  ['Esc', 'keys.end'],
  ['?', 'keys.help'],
] as const;

export function KeysDialog({ onClose }: { onClose(): void }) {
  return (
    <Dialog
      title={t('keys.title')}
      onClose={onClose}
      actions={
        <button type="button" class="btn" onClick={onClose}>
          {t('action.close')}
        </button>
      }
    >
      <dl class="keys">
        {KEYS.map(([key, words]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(words)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
