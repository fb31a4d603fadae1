// Foundation for Emails (MIT): its ready-made templates with its style sheet, and the older Ink templates of
// mails-default (MIT), filled by a few lines in place of their template language.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packedNpm } from '../npm-packages.ts';
import type { Template } from './template.ts';

/** The style sheets stand where the links to them were, as whoever sends such mail does it. */
export async function foundationTemplates(): Promise<Template[]> {
  const folder = await packedNpm('foundation-emails', '2.5.1');
  const css = await readFile(join(folder, 'dist/foundation-emails.css'), 'utf8');
  const templates = join(folder, '.download/templates');
  const files = (await readdir(templates)).sort();
  return Promise.all(
    files.map(async (file) => {
      const html = await readFile(join(templates, file), 'utf8');
      return {
        name: `foundation/${file.replace('.html', '')}`,
        html: html.replace(/<link[^>]*foundation-emails\.css[^>]*>/, () => `<style>${css}</style>`),
      };
    }),
  );
}
