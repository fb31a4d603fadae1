// The recovery code: made on request, shown once.
import { useState } from 'preact/hooks';
import { Dialog } from '../components/dialog.tsx';
import { t } from '../lib/t.ts';
import { createRecoveryCode } from '../state/settings.ts';
import { ActionTrouble, Secret, Section, useAction } from './settings-parts.tsx';

export function RecoverySection() {
  const [code, setCode] = useState<string | null>(null);
  const action = useAction();
  const make = (): void => {
    void action.run(async () => setCode(await createRecoveryCode()));
  };
  return (
    <Section title={t('settings.recovery')} text={t('settings.recoveryText')}>
      <div class="settings-actions">
        <button type="button" class="btn" disabled={action.busy} onClick={make}>
          {t('settings.recoveryMake')}
        </button>
        <small>{t('settings.recoveryAgain')}</small>
      </div>
      <ActionTrouble action={action} />
      {code !== null && (
        <Dialog
          title={t('settings.recoveryShown')}
          onClose={() => setCode(null)}
          actions={
            <button type="button" class="btn btn-primary" onClick={() => setCode(null)}>
              {t('settings.close')}
            </button>
          }
        >
          <Secret label={t('settings.recoveryShown')} value={code} text={t('settings.recoveryOnce')} />
        </Dialog>
      )}
    </Section>
  );
}
