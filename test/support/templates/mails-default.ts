// The templates of mails-default (MIT), made with Ink, the ancestor of Foundation for Emails. They are written for
// swig; nunjucks reads the same language.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installedTemplates } from './installed.ts';
import type { Template } from './template.ts';

interface Nunjucks {
  configure(folder: string, options: object): { render(file: string, values: object): string };
}

const PICTURE = 'https://pictures.example';
const TEXT = 'The harbour master counted eleven boats at dawn, and every one of them had a story to tell.';
const VALUES = {
  title: 'News from the harbour',
  subtitle: 'What came in with the tide',
  desc: TEXT,
  subdesc: `${TEXT} ${TEXT}`,
  subnote: 'The ferry runs every hour.',
  banner: `${PICTURE}/580x300.png`,
  bannerdesc: 'The eastern pier',
  button: { href: 'https://harbour.example/', text: 'Read on' },
  site: { name: 'Harbour', desc: 'Weekly', logo: `${PICTURE}/200x50.png`, href: 'https://harbour.example/' },
  articles: ['Boats', 'Tides', 'Weather'].map((title) => ({
    title,
    desc: TEXT,
    note: 'Two minutes',
    thumb: `${PICTURE}/180x120.png`,
    button: { href: 'https://harbour.example/', text: 'More' },
  })),
  callout: {
    text: 'The pier is closed on Friday.',
    link: { href: 'https://harbour.example/', text: 'Why?' },
  },
  contact: {
    link: {
      header: 'Meet us',
      list: { Pier: 'https://harbour.example/1', Office: 'https://harbour.example/2' },
    },
    info: {
      header: 'Reach us',
      list: { Phone: '555 0100', Post: { text: 'Quay 1', href: 'https://a.example' } },
    },
  },
  footer: { Terms: 'https://harbour.example/t', Privacy: 'https://harbour.example/p' },
};

export async function mailsDefaultTemplates(): Promise<Template[]> {
  const installed = await installedTemplates();
  const folder = join(installed.folder, 'mails-default');
  const environment = installed.require<Nunjucks>('nunjucks').configure(folder, { autoescape: true });
  return Promise.all(
    ['basic', 'hero', 'newsletter', 'sidebar', 'sidebar-hero'].map(async (name) => ({
      name: `mails-default/${name}`,
      html: await withStyles(environment.render(`${name}.html`, VALUES), folder),
    })),
  );
}

async function withStyles(html: string, folder: string): Promise<string> {
  let done = html;
  for (const [link = '', file = ''] of html.matchAll(/<link[^>]*href="\.\/(styles\/[\w-]+\.css)"[^>]*>/g)) {
    const css = await readFile(join(folder, file), 'utf8');
    done = done.replace(link, () => `<style>${css}</style>`);
  }
  return done;
}
