/** The members of the messages that are read and written, as `definition` has them. What a message left out is absent. */
export interface CheckRequest {
  readonly attributes?: {
    readonly source?: { readonly address?: { readonly socket_address?: { readonly address?: string } } };
    readonly request?: { readonly http?: HttpRequest };
  };
}

export interface HttpRequest {
  readonly method?: string;
  /** The request target, with its query. */
  readonly path?: string;
  readonly host?: string;
  /** Values by lower-case name; those of a header that was sent several times are joined by commas. */
  readonly headers?: { readonly [name: string]: string };
  /** Each header line by itself; sent instead of `headers` with `encode_raw_headers`. */
  readonly header_map?: { readonly headers?: readonly HeaderValue[] };
}

export interface HeaderValue {
  readonly key?: string;
  readonly value?: string;
  readonly raw_value?: Uint8Array;
}

/** `status` is of google.rpc: 0 lets the request through. */
export interface CheckResponse {
  readonly status: { readonly code: number };
  readonly denied_response?: {
    readonly status: { readonly code: number };
    readonly headers: readonly HeaderValueOption[];
    readonly body: string;
  };
  readonly ok_response?: {
    readonly headers: readonly HeaderValueOption[];
    readonly headers_to_remove: readonly string[];
  };
}

export interface HeaderValueOption {
  readonly header: { readonly key: string; readonly value: string };
  readonly append: { readonly value: false };
  readonly append_action: 2;
  readonly keep_empty_value: true;
}
