// What each account is, and what is kept here and what on its server, in plain words.
import { Avatar } from '../components/avatar.tsx';
import { t } from '../lib/t.ts';
import type { SettingsFacts } from '../state/settings.ts';
import { Section } from './settings-parts.tsx';

export function AccountsSection({ accounts }: { accounts: SettingsFacts['accounts'] }) {
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
          <p>{t(account.stateOrigin === 'PROXY' ? 'settings.pop3Where' : 'settings.imapWhere')}</p>
        </article>
      ))}
    </Section>
  );
}
