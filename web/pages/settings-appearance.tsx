// Light, dark or like the device. Kept on the device, since a phone and a desk may differ.
import { useState } from 'preact/hooks';
import { Choice } from '../components/choice.tsx';
import { t } from '../lib/t.ts';
import { readTheme, setTheme, type Theme } from '../lib/theme.ts';
import { type MessageColours, messageColours, setMessageColours } from '../state/reading.ts';
import { Section } from './settings-parts.tsx';

const COLOURS = ['ADAPTED', 'ORIGINAL'] as const satisfies readonly MessageColours[];
const THEMES = ['SYSTEM', 'LIGHT', 'DARK'] as const satisfies readonly Theme[];

export function AppearanceSection() {
  const [theme, setShown] = useState(readTheme);
  return (
    <Section title={t('theme.title')} text={t('theme.text')}>
      <Choice
        options={THEMES.map((value) => ({ value, label: t(`theme.${value}`) }))}
        value={theme}
        onChange={(chosen) => {
          setTheme(chosen);
          setShown(chosen);
        }}
      />
      <p>{t('theme.messages')}</p>
      <Choice
        options={COLOURS.map((value) => ({ value, label: t(`theme.${value}`) }))}
        value={messageColours.value}
        onChange={setMessageColours}
      />
    </Section>
  );
}
