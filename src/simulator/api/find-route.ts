import { apiError, type ApiError } from './errors.ts';
import { LOGIN_PATH, ROUTES, TRAINING_ROUTES, type Route } from './routes.ts';

export type FoundRoute =
  | { type: 'route'; route: Route; id: string }
  | { type: 'login' }
  | { type: 'none'; error: ApiError; allow: string | null };

/** Compares whole paths; the `{id}` of a route stands for one part that is not empty. */
export function findRoute(method: string, path: string): FoundRoute {
  const allowed: string[] = [];
  if (path === LOGIN_PATH) {
    if (method === 'POST') return { type: 'login' };
    allowed.push('POST');
  }
  for (const route of [...ROUTES, ...TRAINING_ROUTES]) {
    const id = matchPath(route.path, path);
    if (id === null) continue;
    if (route.method === method) return { type: 'route', route, id };
    allowed.push(route.method);
  }
  if (allowed.length === 0) {
    return {
      type: 'none',
      error: apiError('ROUTE_NOT_FOUND', `The API has no path ${path}.`, { path }),
      allow: null,
    };
  }
  const allow = allowed.join(', ');
  return {
    type: 'none',
    error: apiError('METHOD_NOT_ALLOWED', `${path} has no method ${method}, only ${allow}.`, { method }),
    allow,
  };
}

/** The parameter of the path, '' if it has none, `null` if the path is another. */
function matchPath(pattern: string, path: string): string | null {
  const start = pattern.indexOf('{id}');
  if (start < 0) return pattern === path ? '' : null;
  if (!path.startsWith(pattern.slice(0, start))) return null;
  const id = path.slice(start);
  if (id === '' || id.includes('/')) return null;
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
