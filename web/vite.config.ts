// How the web app is built: relative addresses, so that one build works under every base path, and a .br and
// .gz beside each file, so that the server never compresses what does not change. A newcomer's trap: nothing
// may end up inline in index.html, because the page's Content-Security-Policy allows neither.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

function precompressed(): Plugin {
  return {
    name: 'precompressed',
    apply: 'build',
    async writeBundle(options) {
      const dir = options.dir ?? '';
      for (const name of await readdir(dir, { recursive: true })) {
        // index.html is completed when it is served (base path), so it has no fixed bytes.
        if (!/\.(?:js|css|svg|webmanifest)$/.test(name)) continue;
        const bytes = await readFile(join(dir, name));
        const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
        await writeFile(join(dir, `${name}.br`), await promisify(brotliCompress)(bytes, { params }));
        await writeFile(join(dir, `${name}.gz`), await promisify(gzip)(bytes, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  base: './',
  plugins: [precompressed()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
