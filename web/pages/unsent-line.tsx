// One line above the list: something was written and neither sent nor saved in Drafts. A newcomer's trap: what
// is open in another tab is not offered, or two tabs would write the same message.
import { useEffect, useState } from 'preact/hooks';
import { Note } from '../components/note.tsx';
import { t } from '../lib/t.ts';
import type { LocalCopy } from '../offline/copies.ts';
import { navigate } from '../routes.ts';
import { unsent } from '../state/compose-start.ts';
import { viewerId } from '../state/mailboxes.ts';

export function UnsentLine() {
  const [copies, setCopies] = useState<readonly LocalCopy[]>([]);
  const owner = viewerId.value;

  useEffect(() => {
    if (owner === null) return setCopies([]);
    let over = false;
    const look = (): void => {
      void unsent(owner).then((found) => {
        if (!over) setCopies(found);
      });
    };
    look();
    // Another tab may have finished it meanwhile.
    addEventListener('focus', look);
    return () => {
      over = true;
      removeEventListener('focus', look);
    };
  }, [owner]);

  const [newest] = copies;
  if (!newest) return null;
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
      {t('compose.unsent', { count: copies.length })}
    </Note>
  );
}
