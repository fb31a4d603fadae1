// The browsers that are signed in, each with a way to end it.
import { useState } from 'preact/hooks';
import { Confirm } from '../components/confirm.tsx';
import { dateTime } from '../lib/dates.ts';
import { visible } from '../lib/files.ts';
import { t } from '../lib/t.ts';
import { revokeSession, type SettingsFacts } from '../state/settings.ts';
import { ActionTrouble, Section, useAction } from './settings-parts.tsx';

type Session = SettingsFacts['sessions'][number];

export function SessionsSection({ sessions }: { sessions: readonly Session[] }) {
  const [asked, setAsked] = useState<Session | null>(null);
  const action = useAction();
  return (
    <Section title={t('settings.sessions')} text={t('settings.sessionsText')}>
      <ul class="settings-list">
        {[...sessions]
          .sort((a, b) => Number(b.current) - Number(a.current))
          .map((session) => (
            <li key={session.id} class="settings-row">
              <div class="settings-row-text">
                <strong>{nameOf(session)}</strong>
                <small>
                  {session.current
                    ? t('settings.since', { date: dateTime(session.createdAt) })
                    : t('settings.lastSeen', { date: dateTime(session.lastSeenAt) })}
                </small>
              </div>
              {session.current ? (
                <span class="settings-badge settings-badge-good">{t('settings.thisDevice')}</span>
              ) : (
                <button
                  type="button"
                  class="link-button"
                  aria-label={t('settings.revokeSessionTitle', { device: nameOf(session) })}
                  disabled={action.busy}
                  onClick={() => setAsked(session)}
                >
                  {t('settings.revokeSession')}
                </button>
              )}
            </li>
          ))}
      </ul>
      <ActionTrouble action={action} />
      {asked && (
        <Confirm
          title={t('settings.revokeSessionTitle', { device: nameOf(asked) })}
          text={t('settings.revokeSessionText')}
          cancel={t('action.cancel')}
          yes={t('settings.revokeSession')}
          onYes={() => void action.run(() => revokeSession(asked.id))}
          onClose={() => setAsked(null)}
        />
      )}
    </Section>
  );
}

const nameOf = (session: Session): string => visible(session.device ?? '') || t('settings.unknownDevice');
