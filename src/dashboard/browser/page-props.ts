/** What every page is handed. */
export interface PageProps {
  /** What stands in the path for the segments that begin with a colon, decoded. */
  readonly params: { readonly [name: string]: string };
}
