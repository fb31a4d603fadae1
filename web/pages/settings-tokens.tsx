// API tokens: which programs have access, to what, and a way to end it.
import { useState } from 'preact/hooks';
import { Confirm } from '../components/confirm.tsx';
import { Icon } from '../components/icon.tsx';
import { dateTime, shortDate } from '../lib/dates.ts';
import { t } from '../lib/t.ts';
import { groupsOf, revokeToken, type SettingsFacts } from '../state/settings.ts';
import { NewToken } from './settings-new-token.tsx';
import { ActionTrouble, Section, useAction } from './settings-parts.tsx';

type Token = SettingsFacts['tokens'][number];

export function TokensSection({ tokens }: { tokens: readonly Token[] }) {
  const [making, setMaking] = useState(false);
  const [asked, setAsked] = useState<Token | null>(null);
  const action = useAction();
  return (
    <Section title={t('settings.tokens')} text={t('settings.tokensText')}>
      {tokens.length === 0 ? (
        <p class="settings-empty">{t('settings.noTokens')}</p>
      ) : (
        <ul class="settings-list">
          {tokens.map((token) => (
            <li key={token.id} class="settings-row">
              <div class="settings-row-text">
                <strong>
                  <bdi>{token.name}</bdi>
                </strong>
                <small>
                  {groupsOf(token.scopes)
                    .map((group) => t(`settings.scope.${group}`))
                    .join(' · ')}
                </small>
                <small>{usageOf(token)}</small>
              </div>
              <button
                type="button"
                class="link-button"
                aria-label={t('settings.revokeTokenTitle', { name: token.name })}
                disabled={action.busy}
                onClick={() => setAsked(token)}
              >
                {t('settings.revokeToken')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <ActionTrouble action={action} />
      <div class="settings-actions">
        <button type="button" class="btn" onClick={() => setMaking(true)}>
          <Icon name="add" />
          {t('settings.tokenNew')}
        </button>
      </div>
      {making && <NewToken onClose={() => setMaking(false)} />}
      {asked && (
        <Confirm
          title={t('settings.revokeTokenTitle', { name: asked.name })}
          text={t('settings.revokeTokenText')}
          cancel={t('action.cancel')}
          yes={t('settings.revokeToken')}
          onYes={() => void action.run(() => revokeToken(asked.id))}
          onClose={() => setAsked(null)}
        />
      )}
    </Section>
  );
}

function usageOf({ lastUsedAt, expiresAt }: Token): string {
  const used = lastUsedAt
    ? t('settings.tokenUsed', { date: dateTime(lastUsedAt) })
    : t('settings.tokenUnused');
  if (expiresAt === null) return used;
  if (Date.parse(expiresAt) <= Date.now()) return t('settings.tokenExpired');
  return `${used} · ${t('settings.tokenExpires', { date: shortDate(expiresAt) })}`;
}
