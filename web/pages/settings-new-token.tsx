// Making a token: name, what it may do in plain words, how long; then its secret, once.
import { useState } from 'preact/hooks';
import { Dialog } from '../components/dialog.tsx';
import { t } from '../lib/t.ts';
import { createToken, SCOPE_GROUPS, type ScopeGroup } from '../state/settings.ts';
import { ActionTrouble, Secret, useAction } from './settings-parts.tsx';

const GROUPS = Object.keys(SCOPE_GROUPS) as ScopeGroup[];
const EXPIRIES = [
  [30, 'settings.days30'],
  [365, 'settings.days365'],
  [null, 'settings.never'],
] as const;

export function NewToken({ onClose }: { onClose(): void }) {
  const [name, setName] = useState('');
  const [groups, setGroups] = useState<readonly ScopeGroup[]>(['lists', 'content']);
  const [days, setDays] = useState<number | null>(365);
  const [secret, setSecret] = useState<string | null>(null);
  const action = useAction();

  if (secret !== null) {
    return (
      <Dialog
        title={t('settings.tokenShown')}
        onClose={onClose}
        actions={
          <button type="button" class="btn btn-primary" onClick={onClose}>
            {t('settings.close')}
          </button>
        }
      >
        <Secret label={t('settings.tokenShown')} value={secret} text={t('settings.tokenOnce')} />
      </Dialog>
    );
  }

  const make = (): void => {
    void action.run(async () => setSecret(await createToken(name.trim(), groups, days)));
  };
  const toggle = (group: ScopeGroup): void =>
    setGroups(groups.includes(group) ? groups.filter((other) => other !== group) : [...groups, group]);

  return (
    <Dialog
      title={t('settings.tokenNew')}
      onClose={onClose}
      actions={
        <>
          <button type="button" class="btn" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <button
            type="submit"
            form="new-token"
            class="btn btn-primary"
            disabled={action.busy || name.trim() === ''}
          >
            {t(action.busy ? 'settings.tokenMaking' : 'settings.tokenCreate')}
          </button>
        </>
      }
    >
      <form
        id="new-token"
        class="new-token"
        onSubmit={(event) => {
          event.preventDefault();
          make();
        }}
      >
        <label class="field">
          <span>{t('settings.tokenName')}</span>
          <input
            class="input"
            value={name}
            maxLength={100}
            required
            autocomplete="off"
            placeholder={t('settings.tokenNameHint')}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <fieldset>
          <legend>{t('settings.tokenMay')}</legend>
          {GROUPS.map((group) => (
            <label key={group} class="check">
              <input
                type="checkbox"
                checked={groups.includes(group)}
                disabled={group === 'lists'}
                onChange={() => toggle(group)}
              />
              <span>{t(`settings.scope.${group}`)}</span>
            </label>
          ))}
        </fieldset>
        <label class="field">
          <span>{t('settings.tokenExpiry')}</span>
          <select
            class="input"
            value={String(days)}
            onChange={(event) =>
              setDays(event.currentTarget.value === 'null' ? null : Number(event.currentTarget.value))
            }
          >
            {EXPIRIES.map(([value, key]) => (
              <option key={key} value={String(value)}>
                {t(key)}
              </option>
            ))}
          </select>
        </label>
        <ActionTrouble action={action} />
      </form>
    </Dialog>
  );
}
