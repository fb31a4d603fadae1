// Settings: what is kept where, who is signed in, which programs have access, the recovery code. A newcomer's
// trap: each part loads from one query but fails alone, so one refused action never empties the page.
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../components/icon.tsx';
import { Note } from '../components/note.tsx';
import { t } from '../lib/t.ts';
import { goBack } from '../routes.ts';
import { viewerId } from '../state/mailboxes.ts';
import { loadSettings, settings, settingsTrouble } from '../state/settings.ts';
import { AccountsSection } from './settings-accounts.tsx';
import { AppearanceSection } from './settings-appearance.tsx';
import { ImagesSection } from './settings-images.tsx';
import { ReadingSection } from './settings-reading.tsx';
import { RecoverySection } from './settings-recovery.tsx';
import { SessionsSection } from './settings-sessions.tsx';
import { SignOutSection } from './settings-sign-out.tsx';
import { TokensSection } from './settings-tokens.tsx';
import './settings.css';

export default function SettingsPage() {
  const heading = useRef<HTMLHeadingElement>(null);
  // What another person's session left is not for this one.
  const facts = settings.value?.id === viewerId.value ? settings.value : null;
  const trouble = settingsTrouble.value;

  useEffect(() => {
    heading.current?.focus();
    const control = new AbortController();
    void loadSettings(control.signal);
    return () => control.abort();
  }, []);

  return (
    <div class="settings">
      <header class="bar">
        <button
          type="button"
          class="icon-button"
          aria-label={t('settings.back')}
          onClick={() => goBack({ name: 'mail', mailboxId: null, messageId: null })}
        >
          <Icon name="back" />
        </button>
        <h1 ref={heading} tabIndex={-1}>
          {t('settings.title')}
        </h1>
      </header>
      <main class="settings-scroll">
        {trouble && (
          <Note
            icon="warning"
            tone="bad"
            quotation={trouble.serverText}
            live
            actions={
              <button type="button" onClick={() => void loadSettings()}>
                {t('error.retry')}
              </button>
            }
          >
            {t('settings.loadFailed')} {trouble.message}
          </Note>
        )}
        {facts ? (
          <>
            <AccountsSection accounts={facts.accounts} />
            <SessionsSection sessions={facts.sessions} />
            <TokensSection tokens={facts.tokens} />
            <RecoverySection />
          </>
        ) : (
          !trouble && <Waiting />
        )}
        <ReadingSection />
        {facts && <ImagesSection />}
        <AppearanceSection />
        <SignOutSection owner={facts?.id ?? null} />
      </main>
    </div>
  );
}

function Waiting() {
  return (
    <div class="settings-wait" aria-hidden="true">
      <i />
      <i />
      <i />
    </div>
  );
}
