// Images from elsewhere: ask first or always show them, and the senders that were allowed. Kept with the person and not
// with the device, since what a sender may learn does not depend on the screen.
import { useEffect } from 'preact/hooks';
import { Choice } from '../components/choice.tsx';
import { t } from '../lib/t.ts';
import { allowImages, imageSources, loadImageSources, revokeImages } from '../state/images.ts';
import { ActionTrouble, Section, useAction } from './settings-parts.tsx';

export function ImagesSection() {
  const action = useAction();
  const { run } = action;
  useEffect(() => {
    const control = new AbortController();
    void loadImageSources(control.signal).catch(() => {});
    return () => control.abort();
  }, []);
  const sources = imageSources.value;
  if (!sources) return null;
  const everybody = sources.find(({ kind }) => kind === 'EVERYBODY');
  const named = sources.filter(({ kind }) => kind !== 'EVERYBODY');
  const choose = async (value: 'ASK' | 'ALWAYS'): Promise<void> => {
    if (value === 'ALWAYS') await allowImages('EVERYBODY', null);
    else if (everybody) await revokeImages(everybody.id);
  };
  return (
    <Section title={t('images.title')} text={t('images.text')}>
      <Choice
        options={(['ASK', 'ALWAYS'] as const).map((value) => ({ value, label: t(`images.${value}`) }))}
        value={everybody ? 'ALWAYS' : 'ASK'}
        onChange={(value) => void run(() => choose(value))}
      />
      {named.length > 0 && (
        <ul class="settings-list">
          {named.map(({ id, name }) => (
            <li key={id} class="settings-row">
              <div class="settings-row-text">
                <strong>
                  <bdi>{name}</bdi>
                </strong>
              </div>
              <button
                type="button"
                class="link-button"
                aria-label={t('images.removeName', { name: name ?? '' })}
                disabled={action.busy}
                onClick={() => void run(() => revokeImages(id))}
              >
                {t('images.remove')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <ActionTrouble action={action} />
    </Section>
  );
}
