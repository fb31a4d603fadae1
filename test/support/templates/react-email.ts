// The starter templates of react-email (MIT), rendered as it renders them.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformWithOxc } from 'vite';
import { installedTemplates } from './installed.ts';
import type { Template } from './template.ts';

interface React {
  createElement(type: unknown, props: unknown): unknown;
}
interface Components {
  render(element: unknown): Promise<string>;
}

export async function reactEmailTemplates(): Promise<Template[]> {
  const installed = await installedTemplates();
  const { createElement } = installed.require<React>('react');
  const { render } = installed.require<Components>('@react-email/components');
  const sources = join(installed.folder, 'create-email/template/emails');
  const compiled = join(installed.folder, '.compiled');
  await mkdir(compiled, { recursive: true });
  const files = (await readdir(sources)).filter((file) => file.endsWith('.tsx')).sort();
  return Promise.all(
    files.map(async (file) => {
      const name = file.replace('.tsx', '');
      const source = (await readFile(join(sources, file), 'utf8'))
        .replaceAll("'react-email'", "'@react-email/components'")
        .replaceAll("VERCEL_URL}`\n  : ''", "VERCEL_URL}`\n  : 'https://pictures.example'");
      const { code } = await transformWithOxc(source, file, { jsx: { runtime: 'automatic' } });
      const path = join(compiled, `${name}.mjs`);
      await writeFile(path, code);
      const { default: Email } = (await import(pathToFileURL(path).href)) as {
        default: { PreviewProps?: object };
      };
      return {
        name: `react-email/${name}`,
        html: await render(createElement(Email, Email.PreviewProps ?? {})),
      };
    }),
  );
}
