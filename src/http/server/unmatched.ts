import type { FastifyReply, FastifyRequest } from 'fastify';
import { problem } from '../problems/catalogue.ts';
import type { App } from './app.ts';
import { isNavigation, leadTo } from './for-people.ts';

/** A path with its parameters as the router writes them (`/v2/applications/:id`), and the methods that it has. */
export interface RoutePattern {
  readonly url: string;
  readonly methods: ReadonlySet<string>;
}

/** The page that draws every path which is none of a route. */
export interface PageForPath {
  draw(reply: FastifyReply): FastifyReply;
  /** Where the page has what a person looks for at a path; `undefined` where it has nothing else. */
  addressFor(path: string): string | undefined;
}

interface Pattern extends RoutePattern {
  readonly segments: readonly string[];
  readonly methods: Set<string>;
}

/**
 * Answers requests that no route matches, before any body is read: 404, or 405 with `Allow` where the path has other
 * methods (RFC 9110 §15.5.6); `OPTIONS` is told the methods. Call it before the routes are added. @returns the routes,
 * a list that grows as they are added. `page` takes what a person goes to with a browser, outside the paths of routes.
 */
export function answerUnmatched(app: App, page?: PageForPath): Iterable<RoutePattern> {
  const patterns = new Map<string, Pattern>();
  app.addHook('onRoute', ({ url, method }) => {
    const pattern = patterns.get(url) ?? { url, segments: segmentsOf(url), methods: new Set<string>() };
    for (const one of [method].flat()) pattern.methods.add(one);
    patterns.set(url, pattern);
  });
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    if (!request.is404) return;
    const methods = methodsAt(patterns.values(), request.url);
    if (methods.size === 0) {
      if (page && isNavigation(request)) {
        const address = page.addressFor(pathOf(request.url));
        if (address !== undefined) return leadTo(reply, address);
        if (!isUnderRoute(patterns.values(), request.url)) return page.draw(reply);
      }
      throw problem('path-not-found');
    }
    const allow = [...methods, 'OPTIONS'].sort().join(', ');
    if (request.method !== 'OPTIONS') throw problem('wrong-verb', { method: request.method, allow });
    return reply.code(204).header('allow', allow).send();
  });
  return { [Symbol.iterator]: () => patterns.values() };
}

/** Below the first segment of a route, a path that no route has is a mistake in the use of an API, and answered as one. */
function isUnderRoute(patterns: Iterable<Pattern>, url: string): boolean {
  const [first, ...below] = segmentsOf(pathOf(url));
  if (below.length === 0) return false;
  for (const { segments } of patterns) {
    if (segments[0] === first) return true;
  }
  return false;
}

function methodsAt(patterns: Iterable<Pattern>, url: string): Set<string> {
  const segments = segmentsOf(pathOf(url));
  const methods = new Set<string>();
  for (const pattern of patterns) {
    if (!matches(pattern.segments, segments)) continue;
    for (const method of pattern.methods) methods.add(method);
  }
  return methods;
}

const pathOf = (url: string): string => url.split('?', 1)[0] as string;

/** As the router does it: empty segments do not count. */
function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  if (pattern.at(-1) === '*')
    return segments.length >= pattern.length && matches(pattern.slice(0, -1), segments.slice(0, pattern.length - 1));
  return (
    pattern.length === segments.length &&
    pattern.every((part, index) => part.startsWith(':') || part === segments[index])
  );
}
