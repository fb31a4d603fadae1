// Speaks to a running Postern as a browser or a program does: a session cookie or a Bearer token over fetch. A
// newcomer's trap: `graphql` throws on errors, with the code as its message; `ask` gives the whole answer.
export interface Answer<T> {
  status: number;
  data: T | null;
  errors: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
}

// biome-ignore lint/suspicious/noExplicitAny: a test names the fields it asked for; typing each would hide it.
export type Data = any;

export class Client {
  readonly url: string;
  readonly headers: Record<string, string>;

  constructor(url: string, headers: Record<string, string> = {}) {
    this.url = url;
    this.headers = headers;
  }

  /** The same site for somebody with a token. */
  withToken(secret: string): Client {
    return new Client(this.url, { authorization: `Bearer ${secret}` });
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(new URL(path, this.url), {
      ...init,
      headers: { ...this.headers, ...(init.headers as Record<string, string> | undefined) },
    });
  }

  async ask<T = Data>(query: string, variables: Record<string, unknown> = {}): Promise<Answer<T>> {
    const response = await this.fetch('graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-postern': '1' },
      body: JSON.stringify({ query, variables }),
    });
    const { data = null, errors = [] } = (await response.json()) as Partial<Answer<T>>;
    return { status: response.status, data, errors };
  }

  async graphql<T = Data>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const { data, errors } = await this.ask<T>(query, variables);
    const [first] = errors;
    if (first) throw new Error(`${String(first.extensions?.code)}: ${first.message}`);
    return data as T;
  }

  /** Raw bytes of a path that the API gave. */
  async bytes(path: string): Promise<Buffer> {
    const response = await this.fetch(path);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  }

  async upload(filename: string, type: string, bytes: Uint8Array): Promise<{ id: string; size: number }> {
    const response = await this.fetch(`upload?filename=${encodeURIComponent(filename)}`, {
      method: 'POST',
      headers: { 'content-type': type, 'x-postern': '1' },
      body: Buffer.from(bytes),
    });
    if (!response.ok) throw new Error(`upload: ${response.status} ${await response.text()}`);
    return (await response.json()) as { id: string; size: number };
  }
}

/** POST /session; throws the answer's code when it is refused. */
export async function signIn(
  url: string,
  user: { name: string; password: string },
  more: Record<string, unknown> = {},
): Promise<Client> {
  const response = await fetch(new URL('session', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-postern': '1' },
    body: JSON.stringify({ address: user.name, password: user.password, ...more }),
  });
  if (!response.ok) throw new Error(`sign-in: ${response.status} ${await response.text()}`);
  const cookie = response.headers.getSetCookie().map((line) => line.split(';')[0]);
  return new Client(url, { cookie: cookie.join('; ') });
}
