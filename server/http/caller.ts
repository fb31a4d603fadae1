// Who sent a request: a session by its cookie, or a program by its Bearer token. A newcomer's trap: a cookie
// counts only with the marks that another site can't set (header, origin), except for plain reads of a
// document or a file by the browser itself; see `Proof`.
import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import { MailError } from '../mail/errors.ts';
import type { Caller, SessionService } from '../session/caller.ts';

/** MARKED: the request changes something or answers with data, so it needs our header. READ: frames and images. */
export type Proof = 'MARKED' | 'READ';

export const MARK_HEADER = 'x-postern';

export interface Doorman {
  /** The caller, or null when nobody is signed in. FORBIDDEN when a cookie comes from another site. */
  callerOrNull(request: FastifyRequest, proof: Proof): Promise<Caller | null>;
  /** The caller, or SIGNED_OUT. */
  callerOf(request: FastifyRequest, proof?: Proof): Promise<Caller>;
  setCookie(request: FastifyRequest, reply: FastifyReply, secret: string, expiresAt: Date): void;
  clearCookie(request: FastifyRequest, reply: FastifyReply): void;
  /** FORBIDDEN unless the request carries the header and comes from this site. */
  assertMarked(request: FastifyRequest): void;
}

export function createDoorman(config: Config, service: SessionService): Doorman {
  const originOf = (request: FastifyRequest): string =>
    config.origin ?? `${request.protocol}://${request.host}`;
  const secure = (request: FastifyRequest): boolean => originOf(request).startsWith('https:');

  // __Host- at a domain's root, __Secure- under a path, so that two installations on one domain don't collide.
  const cookieName = (request: FastifyRequest): string =>
    !secure(request) ? 'postern' : config.basePath === '/' ? '__Host-postern' : '__Secure-postern';

  const cookieOptions = (request: FastifyRequest) =>
    ({ httpOnly: true, sameSite: 'strict', secure: secure(request), path: config.basePath }) as const;

  const assertSameSite = (request: FastifyRequest): void => {
    const { origin, 'sec-fetch-site': site } = request.headers;
    if (origin !== undefined && origin !== originOf(request)) throw new MailError('FORBIDDEN');
    if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new MailError('FORBIDDEN');
  };

  const assertMarked = (request: FastifyRequest): void => {
    assertSameSite(request);
    if (request.headers[MARK_HEADER] === undefined) throw new MailError('FORBIDDEN');
  };

  const callerOrNull = async (request: FastifyRequest, proof: Proof): Promise<Caller | null> => {
    const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (bearer !== undefined) return service.bearer(bearer);
    const secret = request.cookies[cookieName(request)];
    if (secret === undefined) return null;
    if (proof === 'MARKED') assertMarked(request);
    else assertSameSite(request);
    return service.resume(secret);
  };

  return {
    callerOrNull,
    callerOf: async (request, proof = 'READ') => {
      const caller = await callerOrNull(request, proof);
      if (!caller) throw new MailError('SIGNED_OUT');
      return caller;
    },
    setCookie: (request, reply, secret, expires) => {
      reply.setCookie(cookieName(request), secret, { ...cookieOptions(request), expires });
    },
    clearCookie: (request, reply) => {
      reply.clearCookie(cookieName(request), cookieOptions(request));
    },
    assertMarked,
  };
}
