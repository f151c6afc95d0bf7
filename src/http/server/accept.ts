/**
 * Whether an Accept field allows `type` (RFC 9110 §12.5.1): the most specific range that matches decides, and a
 * weight of 0 refuses. An absent or empty field allows everything.
 */
export function accepts(field: string | undefined, type: string): boolean {
  if (field === undefined || field.trim() === '') return true;
  const [main] = type.split('/');
  let specificity = -1;
  let isAllowed = false;
  for (const item of field.toLowerCase().split(',')) {
    const [range = '', ...parameters] = item.split(';').map((part) => part.trim());
    const found = [`*/*`, `${main}/*`, type].indexOf(range);
    if (found <= specificity) continue;
    specificity = found;
    isAllowed = weightOf(parameters) > 0;
  }
  return isAllowed;
}

function weightOf(parameters: readonly string[]): number {
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  return weight === undefined ? 1 : Number(weight.slice(2)) || 0;
}
