// When an opened message counts as read. Kept on the device, like the appearance.
import { useId, useState } from 'preact/hooks';
import { Choice } from '../components/choice.tsx';
import { type ReadSetting, readReadSetting, setReadSetting } from '../lib/read-rule.ts';
import { t } from '../lib/t.ts';
import { Section } from './settings-parts.tsx';

const RULES = ['NOW', 'LATER', 'NEVER'] as const;

export function ReadingSection() {
  const [setting, setShown] = useState(readReadSetting);
  const id = useId();
  const change = (changed: Partial<ReadSetting>): void => {
    setReadSetting({ ...setting, ...changed });
    setShown(readReadSetting());
  };
  return (
    <Section title={t('reading.title')} text={t('reading.text')}>
      <Choice
        options={RULES.map((value) => ({ value, label: t(`reading.${value}`) }))}
        value={setting.rule}
        onChange={(rule) => change({ rule })}
      />
      {setting.rule === 'LATER' && (
        <div class="settings-number">
          <label for={id}>{t('reading.seconds')}</label>
          <input
            id={id}
            type="number"
            inputMode="numeric"
            min={1}
            max={60}
            value={setting.seconds}
            onChange={(event) => change({ seconds: Number(event.currentTarget.value) })}
          />
        </div>
      )}
      {setting.rule === 'NEVER' && <p>{t('reading.neverText')}</p>}
    </Section>
  );
}
