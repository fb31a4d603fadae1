// The line above the text about images from elsewhere: how many are not shown, how to see them, and who would have been
// told of the reading. A newcomer's trap: who counts openings is never loaded, also when the images are shown.
import { toApiError } from '../api/client.ts';
import { Menu, type MenuItem } from '../components/menu.tsx';
import { Note } from '../components/note.tsx';
import { t } from '../lib/t.ts';
import { allowImages, hideAgain, revokeImages, showOnce, showsImages } from '../state/images.ts';
import type { BodyNotes, ShownHead } from '../state/message.ts';
import { showToast } from '../state/toasts.ts';

export function MessageImages({ head, notes }: { head: ShownHead; notes: BodyNotes | null }) {
  if (!notes) return null;
  const { blockedRemote: count, trackers, images } = notes;
  const hidden = count > 0 && !showsImages(head, notes);
  if (!hidden && trackers.length === 0) return null;
  const never = images.state === 'NEVER';
  const actions = hidden && !never && (
    <>
      <button type="button" onClick={() => showOnce(head.id)}>
        {t('images.show')}
      </button>
      <Menu label={t('images.more')} icon="chevron" items={choices(head, images)} />
    </>
  );
  return (
    <div class="message-notes">
      <Note icon="image" actions={actions}>
        {hidden && t(never ? 'images.never' : 'images.hidden', { count })}
        {hidden && images.state === 'UNPROVED' && ` ${t('images.unproved')}`}
        {hidden && trackers.length > 0 && ' '}
        {trackers.length > 0 && t('images.trackers', { names: trackers.join(', ') })}
      </Note>
    </div>
  );
}

function choices(head: ShownHead, { sender, domain }: BodyNotes['images']): MenuItem[] {
  const items: MenuItem[] = [];
  if (sender)
    items.push({
      label: t('images.always', { name: sender }),
      run: () => void always('SENDER', sender, head),
    });
  if (domain)
    items.push({
      label: t('images.always', { name: domain }),
      run: () => void always('DOMAIN', domain, head),
    });
  return items;
}

async function always(kind: 'SENDER' | 'DOMAIN', name: string, { id }: ShownHead): Promise<void> {
  showOnce(id);
  try {
    const source = await allowImages(kind, id);
    const undo = (): void => {
      hideAgain(id);
      void revokeImages(source.id).catch((error) => showToast(toApiError(error).message, { tone: 'bad' }));
    };
    showToast(t('images.allowed', { name }), { action: { label: t('action.undo'), run: undo } });
  } catch (error) {
    showToast(toApiError(error).message, { tone: 'bad' });
  }
}
