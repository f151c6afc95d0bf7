/** What takes the place of the parameters of a route, and what follows it as its query. */
export interface Filling {
  readonly params?: { readonly [name: string]: string };
  readonly query?: { readonly [name: string]: string | number };
}

/** The method and the request target of a route such as `GET /v2/applications/:id`; values are percent-encoded. */
export function fillRoute(route: string, { params = {}, query }: Filling): readonly [method: string, target: string] {
  const [method = '', pattern = ''] = route.split(' ');
  const path = pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] as string));
  const pairs = Object.entries(query ?? {}).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return [method, pairs.length > 0 ? `${path}?${pairs.join('&')}` : path];
}
