// One line above the list: something was written and neither sent nor saved in Drafts.
import { useEffect } from 'preact/hooks';
import { Note } from '../components/note.tsx';
import { t } from '../lib/t.ts';
import { navigate } from '../routes.ts';
import { viewerId } from '../state/mailboxes.ts';
import { lookForUnsent, unsent } from '../state/unsent.ts';

export function UnsentLine() {
  const owner = viewerId.value;

  useEffect(() => {
    const look = (): void => void lookForUnsent(owner);
    look();
    // Another tab may have finished it meanwhile.
    addEventListener('focus', look);
    return () => removeEventListener('focus', look);
  }, [owner]);

  const [newest] = unsent.value;
  if (!newest || newest.owner !== owner) return null;
  const query = { local: newest.id, ...(newest.draftId === null ? {} : { draft: newest.draftId }) };
  return (
    <Note
      icon="drafts"
      live
      actions={
        <button type="button" onClick={() => navigate({ name: 'compose', query })}>
          {t('compose.unsentOpen')}
        </button>
      }
    >
      {t('compose.unsent', { count: unsent.value.length })}
    </Note>
  );
}
