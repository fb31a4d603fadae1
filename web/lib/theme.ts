// Light, dark or as the system says, kept on this device. It is an attribute of <html>; the tokens do the rest.

export type Theme = 'SYSTEM' | 'LIGHT' | 'DARK';

const KEY = 'postern:theme';

export function readTheme(): Theme {
  const kept = stored();
  return kept === 'LIGHT' || kept === 'DARK' ? kept : 'SYSTEM';
}

export function setTheme(theme: Theme): void {
  try {
    if (theme === 'SYSTEM') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Where nothing can be kept, the choice lasts until the page is closed.
  }
  show(theme);
}

export const applyTheme = (): void => show(readTheme());

function show(theme: Theme): void {
  if (theme === 'SYSTEM') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme.toLowerCase();
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
