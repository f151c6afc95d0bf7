/** A link of a HAL document. */
export interface Link {
  readonly href: string;
}

/** `next` and `prev` only where there is such a page: clients ask on for as long as there is a `next`. */
export interface PageLinks {
  readonly self: Link;
  readonly first: Link;
  readonly last: Link;
  readonly next?: Link;
  readonly prev?: Link;
}

/** Links of one page of a collection at `path`, relative, `first` without a page. Pages count from 1. */
export function pageLinks(path: string, page: number, pageSize: number, totalPages: number): PageLinks {
  const at = (number: number) => ({ href: `${path}?page_size=${pageSize}&page=${number}` });
  return {
    self: at(page),
    first: { href: `${path}?page_size=${pageSize}` },
    last: at(Math.max(totalPages, 1)),
    ...(page < totalPages && { next: at(page + 1) }),
    ...(page > 1 && { prev: at(Math.min(page - 1, Math.max(totalPages, 1))) }),
  };
}
