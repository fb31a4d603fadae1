// Makes a throw-away certificate authority and one server certificate with the openssl program, which every
// Dovecot package brings along. A newcomer's trap: the authority's key is deleted at once, so whoever trusts
// the authority trusts this one certificate and nothing else.
import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Certificate {
  /** PEM of the authority, and the file it lies in. */
  ca: string;
  caFile: string;
  certFile: string;
  keyFile: string;
  /** SHA-256 of the server certificate, pairs of hexadecimal digits with colons. */
  fingerprint: string;
}

/** Valid for 30 days, for localhost, 127.0.0.1 and the names and addresses given. */
export async function makeCertificate(folder: string, hosts: readonly string[] = []): Promise<Certificate> {
  await mkdir(folder, { recursive: true });
  const file = (name: string): string => join(folder, name);
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-batch'];
  const names = [...new Set(['localhost', '127.0.0.1', ...hosts])]
    .map((host) => `${isIP(host) ? 'IP' : 'DNS'}:${host}`)
    .join(',');
  // A configuration of its own: the system's openssl.cnf may be missing or demand other fields.
  await writeFile(
    file('openssl.cnf'),
    [
      '[req]\ndistinguished_name = dn\n[dn]',
      '[ca]\nbasicConstraints = critical,CA:TRUE,pathlen:0\nkeyUsage = critical,keyCertSign',
      'subjectKeyIdentifier = hash',
      `[server]\nsubjectAltName = ${names}\nbasicConstraints = critical,CA:FALSE`,
      'keyUsage = critical,digitalSignature\nextendedKeyUsage = serverAuth',
      'authorityKeyIdentifier = keyid',
      '',
    ].join('\n'),
  );
  const openssl = (...args: string[]): Promise<unknown> => run('openssl', args, { cwd: folder });
  const config = ['-config', 'openssl.cnf'];
  await openssl(
    ...['req', '-x509', ...config, '-extensions', 'ca', '-days', '30', ...curve],
    ...['-keyout', 'ca.key', '-out', 'ca.crt', '-subj', '/CN=Postern throw-away authority'],
  );
  await openssl(
    ...['req', ...config, ...curve, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=localhost'],
  );
  await openssl(
    ...['x509', '-req', '-in', 'server.csr', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial'],
    ...['-days', '30', '-out', 'server.crt', '-extfile', 'openssl.cnf', '-extensions', 'server'],
  );
  for (const name of ['ca.key', 'ca.srl', 'server.csr', 'openssl.cnf']) await rm(file(name), { force: true });
  const fingerprint = new X509Certificate(await readFile(file('server.crt'))).fingerprint256;
  return {
    ca: await readFile(file('ca.crt'), 'utf8'),
    caFile: file('ca.crt'),
    certFile: file('server.crt'),
    keyFile: file('server.key'),
    fingerprint,
  };
}
