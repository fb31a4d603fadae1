// A Postern without its walls, to see that the attacks would be noticed: loaded with `node --import` by one test, it
// changes the server's source on its way into that process and nowhere else. A newcomer's trap: it must find what it
// changes; a wall that has moved makes the start fail, and not the test pass.
import { registerHooks } from 'node:module';

const WALLS: Readonly<Record<string, readonly (readonly [from: RegExp, to: string])[]>> = {
  // The sanitiser: what comes in goes out.
  'server/mime/html/html.ts': [
    [
      /return writer\.result\(\);/,
      "return { ...writer.result(), body: html, css: '', bodyAttributes: '', isEmpty: false };",
    ],
  ],
  'server/mime/html/escape.ts': [[/return clean\(text\)\.replace\([^;]*;[^;]*;[^;]*;[^;]*;/, 'return text;']],
  // The policies of documents, files and the app.
  'server/http/document.ts': [[/(DOCUMENT_POLICY =\s*)`[^`]*`/, "$1''"]],
  'server/http/blob.ts': [[/(BLOB_POLICY =\s*)"[^"]*"/, "$1''"]],
  'server/http/security.ts': [[/\.join\('; '\)/, '.slice(0, 0).join()']],
};

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    const found = Object.entries(WALLS).find(([path]) => url.endsWith(`/${path}`));
    if (!found) return loaded;
    let source = String(loaded.source);
    for (const [from, to] of found[1]) {
      if (!from.test(source)) throw new Error(`There is no such wall in ${found[0]}: ${from}`);
      source = source.replace(from, to);
    }
    return { ...loaded, source };
  },
});
