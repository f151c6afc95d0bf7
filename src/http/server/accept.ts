/**
 * Whether an Accept field allows `type` (RFC 9110 §12.5.1): the most specific range that matches decides, and a
 * weight of 0 refuses. An absent or empty field allows everything.
 */
export function accepts(field: string | undefined, type: string): boolean {
  if (field === undefined || field.trim() === '') return true;
  return rangeFor(field, type).weight > 0;
}

/** Whether a page is asked for: the field names `text/html` and wants it more than JSON, as that of a browser does. */
export function prefersHtml(field: string | undefined): boolean {
  if (field === undefined) return false;
  const html = rangeFor(field, 'text/html');
  return html.isExact && html.weight > rangeFor(field, 'application/json').weight;
}

/** The most specific range that matches `type`; weight 0 where none does. */
function rangeFor(field: string, type: string): { readonly weight: number; readonly isExact: boolean } {
  const ranges = ['*/*', `${type.split('/')[0]}/*`, type];
  let specificity = -1;
  let weight = 0;
  for (const item of field.toLowerCase().split(',')) {
    const [range = '', ...parameters] = item.split(';').map((part) => part.trim());
    const found = ranges.indexOf(range);
    if (found <= specificity) continue;
    specificity = found;
    weight = weightOf(parameters);
  }
  return { weight, isExact: specificity === 2 };
}

function weightOf(parameters: readonly string[]): number {
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  return weight === undefined ? 1 : Number(weight.slice(2)) || 0;
}
