// A private nginx on loopback in front of something, stopped at the end of the test file. A newcomer's trap:
// the configuration given is what stands inside `http { }`; ports in it come from freePorts().
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { keepProcess } from '../../demo/child.ts';
import { programOf } from '../../demo/packages.ts';
import { freePorts } from '../../demo/ports.ts';
import { atEnd } from './cleanup.ts';

export interface Nginx {
  port: number;
  stop(): Promise<void>;
}

/** Starts nginx on a free port with the body of `http { }`, made from that port. */
export async function startNginx(http: (port: number) => string): Promise<Nginx> {
  const program = programOf('nginx');
  if (!program) throw new Error('nginx is not installed.');
  const folder = await mkdtemp(join(tmpdir(), 'postern-nginx-'));
  const [port = 0] = await freePorts(1);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  await Promise.all(temporary.map((name) => mkdir(join(folder, name))));
  const config = join(folder, 'nginx.conf');
  await writeFile(
    config,
    `${process.getuid?.() === 0 ? 'user root;\n' : ''}daemon off; worker_processes 1;
pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events { worker_connections 256; }
http {
access_log off;
${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n')}
${http(port)}
}
`,
  );
  const nginx = keepProcess(program, ['-c', config, '-p', folder, '-e', `${folder}/error.log`], { folder });
  const stop = async (): Promise<void> => {
    await nginx.kill();
    await rm(folder, { recursive: true, force: true });
  };
  for (let tries = 0; !(await accepts(port)); tries++) {
    if (nginx.ended || tries > 250) {
      const log = await readFile(`${folder}/error.log`, 'utf8').catch(() => '');
      await stop();
      throw new Error(`nginx did not start:\n${log}`);
    }
    await sleep(20);
  }
  atEnd(stop);
  return { port, stop };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => done(true)).once('error', () => done(false));
    socket.once('connect', () => socket.destroy());
  });
}
