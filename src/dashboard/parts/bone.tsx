/** Takes the place of a text that is on its way, so that nothing moves when it comes. */
export function Bone({ columns }: { readonly columns: number }) {
  return <span class={`bone bone-${columns <= 12 ? 's' : columns <= 24 ? 'm' : 'l'}`} aria-hidden="true" />;
}
