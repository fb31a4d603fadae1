// What each account is, and what is kept here and what on its server, in plain words.
import { useEffect } from 'preact/hooks';
import { Avatar } from '../components/avatar.tsx';
import { formatBytes } from '../lib/files.ts';
import { language, t } from '../lib/t.ts';
import { loadQuotas, type Quota, quotaOf, type SettingsFacts } from '../state/settings.ts';
import { Section } from './settings-parts.tsx';

export function AccountsSection({ accounts }: { accounts: SettingsFacts['accounts'] }) {
  useEffect(() => {
    const control = new AbortController();
    void loadQuotas(control.signal);
    return () => control.abort();
  }, []);
  return (
    <Section title={t('settings.accounts', { count: accounts.length })}>
      {accounts.map((account) => (
        <article key={account.id} class="settings-account">
          <div class="settings-row">
            <Avatar name={account.name} address={account.address} />
            <div class="settings-row-text">
              <strong>
                <bdi>{account.address}</bdi>
              </strong>
              {account.name !== account.address && (
                <small>
                  <bdi>{account.name}</bdi>
                </small>
              )}
            </div>
            <span class="settings-badge">
              {t(account.protocol === 'IMAP' ? 'signIn.imap' : 'signIn.pop3')}
            </span>
          </div>
          {quotaOf(account.id).map((quota) => (
            <p key={quota.resource}>{wordsFor(quota)}</p>
          ))}
          <p>{t(account.stateOrigin === 'PROXY' ? 'settings.pop3Where' : 'settings.imapWhere')}</p>
        </article>
      ))}
    </Section>
  );
}

function wordsFor({ resource, used, limit }: Quota): string {
  const number = new Intl.NumberFormat(language);
  const words = (value: number): string =>
    resource === 'STORAGE' ? formatBytes(value, language) : number.format(value);
  return t(`settings.quota.${resource}`, { used: words(used), limit: words(limit) });
}
