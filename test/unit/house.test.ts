// The rules of the house that a program can check: size, comments, floors, and the things that are written
// twice and must agree. A newcomer's trap: a failure lists every offender, so read the whole list.
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { suite, test } from 'node:test';
import { generate } from '@graphql-codegen/cli';
import { buildSchema, type GraphQLEnumType } from 'graphql';
import codegen from '../../codegen.ts';
import { SETTINGS } from '../../server/config.ts';
import { MEANINGS } from '../../server/mail/errors.ts';
import { SCOPES } from '../../server/session/caller.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const find = (...patterns: string[]): string[] =>
  globSync(patterns, { cwd: ROOT })
    .filter((file) => !file.includes('.gen.'))
    .sort();
const none = (offenders: string[], rule: string): void =>
  assert.deepEqual(offenders, [], `${rule}:\n${offenders.join('\n')}`);

const CODE = find('server/**/*.ts', 'web/**/*.{ts,tsx}');
const SOURCES = [
  ...CODE,
  ...find('web/**/*.css', 'schema/*.graphql', 'demo/**/*.ts', 'test/**/*.ts', '*.ts'),
];

suite('size', () => {
  const lines = (file: string): number => read(file).split('\n').length - 1;

  test('no source file has more than 400 lines', () => {
    none(
      SOURCES.filter((file) => lines(file) > 400).map((file) => `${file}: ${lines(file)}`),
      'split these',
    );
  });

  test('half of the files of server and web have fewer than 120 lines', () => {
    const sizes = CODE.map(lines).sort((a, b) => a - b);
    const median = sizes[Math.floor(sizes.length / 2)] ?? 0;
    assert.ok(median < 120, `the median is ${median}`);
  });
});

test('every source file opens with what it is', () => {
  none(
    SOURCES.filter((file) => !/^(\/\/ |\/\*|# |")/.test(read(file))),
    'these lack an opening comment',
  );
});

suite('floors', () => {
  const ADAPTERS = ['imap', 'pop3', 'smtp'];
  /** What each part of the server may import besides itself, mail/, mime/ and packages. */
  const BELOW: Record<string, readonly string[]> = {
    main: ['node-version.js', 'app', 'config'],
    app: ['config', 'http', 'graphql', 'session', 'net', 'data'],
    http: ['config', 'graphql', 'session', 'net'],
    graphql: ['config', 'session', 'net'],
    session: ['config', 'net', 'data', ...ADAPTERS],
    imap: ['net'],
    pop3: ['net', 'data'],
    smtp: ['net', 'data'],
    net: [],
    data: [],
    mail: [],
    mime: [],
    config: ['net'],
  };
  const WEB_BELOW: Record<string, readonly string[]> = {
    pages: ['state', 'components', 'lib', 'routes', 'api', 'locales'],
    state: ['api', 'offline', 'lib', 'routes', 'locales'],
    components: ['lib'],
    api: ['lib'],
    offline: ['api', 'lib'],
    sw: ['offline', 'api', 'lib'],
    lib: ['locales'],
    locales: [],
  };
  const part = (file: string): string => (file.split('/')[1] ?? '').replace(/\.tsx?$/, '');
  const imports = (file: string): string[] =>
    [...read(file).matchAll(/(?:from|import)\s*\(?'(\.[^']+)'/g)].map((match) =>
      relative(ROOT, resolve(ROOT, dirname(file), match[1] ?? '')),
    );

  test('the server imports only downwards', () => {
    const offenders = find('server/**/*.ts').flatMap((file) =>
      imports(file)
        .filter((target) => {
          if (!target.startsWith('server/')) return !target.endsWith('.json');
          const [from, to] = [part(file), part(target)];
          return from !== to && to !== 'mail' && to !== 'mime' && !BELOW[from]?.includes(to);
        })
        .map((target) => `${file} imports ${target}`),
    );
    none(offenders, 'imports go down only');
  });

  test('only session/open.ts names the adapters', () => {
    const offenders = find('server/**/*.ts').flatMap((file) =>
      imports(file)
        .filter((target) => ADAPTERS.includes(part(target)) && part(target) !== part(file))
        .filter(() => file !== 'server/session/open.ts')
        .map((target) => `${file} imports ${target}`),
    );
    none(offenders, 'ask session/open.ts instead');
  });

  test('the web app imports only downwards and nothing of the server', () => {
    const offenders = find('web/**/*.{ts,tsx}').flatMap((file) =>
      imports(file)
        .filter((target) => {
          if (!target.startsWith('web/')) return true;
          const [from, to] = [part(file), part(target)];
          const allowed = WEB_BELOW[from];
          return from !== to && allowed !== undefined && !allowed.includes(to) && !target.endsWith('.css');
        })
        .map((target) => `${file} imports ${target}`),
    );
    none(offenders, 'imports go down only');
  });
});

suite('written twice', () => {
  const schema = buildSchema(find('schema/*.graphql').map(read).join('\n'));
  const values = (name: string): string[] =>
    (schema.getType(name) as GraphQLEnumType).getValues().map((value) => value.name);

  test('the error codes of the schema are those of the table', () => {
    assert.deepEqual(values('ErrorCode').sort(), Object.keys(MEANINGS).sort());
  });

  test('the scopes of the schema are those of the sessions', () => {
    assert.deepEqual(values('Scope').sort(), [...SCOPES].sort());
  });

  test('the generated types are those of the schema', async () => {
    const files = (await generate({ ...codegen, silent: true, cwd: ROOT }, false)) as {
      filename: string;
      content: string;
    }[];
    assert.ok(files.length > 0);
    none(
      files
        .filter((file) => read(relative(ROOT, resolve(ROOT, file.filename))) !== file.content)
        .map((file) => file.filename),
      'run `npm run codegen`',
    );
  });

  test('the README lists every setting with its default and meaning', () => {
    assert.ok(existsSync(join(ROOT, 'README.md')), 'there is a README.md');
    const rows = read('README.md')
      .split('\n')
      .filter((line) => line.startsWith('| `POSTERN_'))
      .map((line) => line.replace(/\s+/g, ' ').trim());
    const expected = Object.entries(SETTINGS).map(([name, setting]) => {
      const value = setting.default === '' ? '' : `\`${setting.default}\``;
      return `| \`${name}\` | ${value} | ${setting.meaning} |`.replace(/\s+/g, ' ');
    });
    assert.deepEqual(rows, expected);
  });
});

suite('nothing of any machine', () => {
  const files = find('**/*.{ts,tsx,css,json,graphql,md,html,svg}', '.ci/*', 'Dockerfile').filter(
    (file) => !/^(node_modules|dist|data|\.demo)\//.test(file),
  );

  test('no file holds a path of a home or a workplace', () => {
    const homes = new RegExp(
      `(^|[\\s"'\`(=])/(${['home', 'Users', 'root', 'work', 'tmp'].join('|')})/[\\w.-]`,
    );
    none(
      files.flatMap((file) =>
        read(file)
          .split('\n')
          .flatMap((line, at) => (homes.test(line) ? [`${file}:${at + 1} ${line.trim()}`] : [])),
      ),
      'write these without a path of a machine',
    );
  });

  test('the lockfile holds no address of a registry', () => {
    assert.ok(!read('package-lock.json').includes('"resolved"'));
  });
});
