// Signing out. A newcomer's trap: what could not be saved in Drafts lies only in this browser, so a person is
// asked whether it stays there; on a shared computer it should not.
import { useState } from 'preact/hooks';
import { Dialog } from '../components/dialog.tsx';
import { Icon } from '../components/icon.tsx';
import { t } from '../lib/t.ts';
import { signOut } from '../state/session.ts';
import { settings } from '../state/settings.ts';
import { copies } from '../state/unsent.ts';
import { Section } from './settings-parts.tsx';

export function SignOutSection({ owner }: { owner: string | null }) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const left = owner === null ? [] : copies.list(owner);

  const leave = async (keep: boolean): Promise<void> => {
    setAsking(false);
    setBusy(true);
    if (!keep) for (const { id } of left) copies.remove(id);
    await signOut();
    settings.value = null;
  };

  return (
    <Section title={t('nav.signOut')} text={t('settings.signOutText')}>
      <div class="settings-actions">
        <button
          type="button"
          class="btn"
          disabled={busy}
          onClick={() => (left.length > 0 ? setAsking(true) : void leave(true))}
        >
          <Icon name="signOut" />
          {t(busy ? 'settings.signingOut' : 'nav.signOut')}
        </button>
      </div>
      {asking && (
        <Dialog
          title={t('settings.unsentTitle')}
          onClose={() => setAsking(false)}
          actions={
            <>
              <button type="button" class="btn" onClick={() => void leave(false)}>
                {t('settings.unsentRemove')}
              </button>
              <button type="button" class="btn btn-primary" onClick={() => void leave(true)}>
                {t('settings.unsentKeep')}
              </button>
            </>
          }
        >
          <p>{t('settings.unsentText')}</p>
        </Dialog>
      )}
    </Section>
  );
}
