/** Where a registered key pair is in its life, as `/v2/applications/{id}/keys` tells it. */
export type KeyState = 'draft' | 'active' | 'retiring' | 'revoked';
