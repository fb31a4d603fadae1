// What the menu of a message offers about its looks: its own colours in the dark, and paper.
import type { MenuItem } from '../components/menu.tsx';
import { t } from '../lib/t.ts';
import { colourChoice, showForPrint, switchColours } from '../state/reading.ts';

export function looksItems(id: string): MenuItem[] {
  const choice = colourChoice(id);
  const print: MenuItem = { label: t('message.print'), icon: 'print', run: () => void printMessage(id) };
  if (choice === null) return [print];
  const label = t(choice === 'TO_ORIGINAL' ? 'message.originalColours' : 'message.adaptedColours');
  return [{ label, icon: 'eye', run: () => switchColours(id) }, print];
}

async function printMessage(id: string): Promise<void> {
  // A part of the app that few need.
  const { printPage } = await import('../lib/print.ts');
  const { loads, end } = showForPrint(id);
  try {
    await printPage(loads);
  } finally {
    end();
  }
}
