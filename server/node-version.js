// Says clearly that Node is too old. Plain JavaScript, and loaded before everything else (`node --import`),
// because an older Node can't even read the TypeScript files that would say it.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `Postern needs Node.js 24 or newer; this is ${process.version}. Run "npm ci" and then "npm start": Node 24 comes with the dependencies.\n`,
  );
  process.exit(1);
}
