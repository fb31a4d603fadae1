// The folder of the programs that compile templates: about 100 MB, fetched once and only for the long tests.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { installedNpm } from '../npm-packages.ts';

const PACKAGES = {
  'mails-default': '0.0.1',
  nunjucks: '3.2.4',
  mailgen: '2.0.36',
  mjml: '5.4.1',
  handlebars: '4.7.8',
  'create-email': '1.2.5',
  '@react-email/components': '1.0.12',
  react: '19.2.4',
  'react-dom': '19.2.4',
};

export interface Installed {
  folder: string;
  /** As a module in that folder would; whoever asks says what it is. */
  require<T>(name: string): T;
}

export async function installedTemplates(): Promise<Installed> {
  const folder = join(await installedNpm('templates', PACKAGES), 'node_modules');
  const require = createRequire(join(folder, 'index.js'));
  return { folder, require: (name) => require(name) };
}
