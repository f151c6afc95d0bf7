import { randomUUID } from 'node:crypto';
import type { CauseId } from '../../core/evidence/cause-id.ts';
import { encode, type Player, type Stage } from './stage.ts';

/** One way in which a good request really comes to be rejected. */
export interface Breakage {
  /** What went wrong, as one would tell it afterwards. */
  readonly story: string;
  readonly expected: CauseId;
  /** The Authorization value as it is sent; `undefined`: no such header. */
  authorization(stage: Stage, mine: Player, other: Player): Promise<string | undefined> | string | undefined;
}

const now = (): number => Math.floor(Date.now() / 1000);

export const BREAKAGES: readonly Breakage[] = [
  {
    story: 'Two applications, and the private key of the wrong one is deployed.',
    expected: 'signed-by-other-application',
    authorization: (stage, mine, other) => `Bearer ${stage.mint(mine, {}, other.privateKey)}`,
  },
  {
    story: 'A new key pair is generated, its private key deployed, and Save is never pressed.',
    expected: 'key-pair-not-saved',
    authorization: async (stage, mine) => `Bearer ${stage.mint(mine, {}, await stage.addKey(mine.id, 'draft'))}`,
  },
  {
    story: 'The key is rotated, and one machine keeps using the old one.',
    expected: 'signed-by-replaced-key',
    async authorization(stage, mine) {
      const old = mine.privateKey;
      mine.privateKey = await stage.addKey(mine.id, 'active');
      return `Bearer ${stage.mint(mine, {}, old)}`;
    },
  },
  {
    story: 'The clock of the sender is 5 min 12 s ahead.',
    expected: 'clock-ahead',
    authorization: (stage, mine) => `Bearer ${stage.mint(mine, { iat: now() + 312, exp: now() + 1212 })}`,
  },
  {
    story: 'One token is minted when the process starts, and kept.',
    expected: 'token-cached-past-expiry',
    authorization: (stage, mine) => `Bearer ${stage.mint(mine, { iat: now() - 14_400, exp: now() - 13_500 })}`,
  },
  {
    story: 'The times are in milliseconds: Date.now() where seconds are expected.',
    expected: 'time-in-milliseconds',
    authorization: (stage, mine) => `Bearer ${stage.mint(mine, { iat: Date.now(), exp: Date.now() + 900_000 })}`,
  },
  {
    story: 'The id of a deleted application is still configured.',
    expected: 'application-unknown',
    authorization: (stage, mine) => `Bearer ${stage.mint(mine, { application_id: randomUUID() })}`,
  },
  {
    story: 'The claim application_id is called applicationId.',
    expected: 'claim-misnamed',
    authorization: (stage, mine) => `Bearer ${stage.mint(mine, { application_id: undefined, applicationId: mine.id })}`,
  },
  {
    story: 'The jti claim is left out.',
    expected: 'claim-missing',
    authorization: (stage, mine) => `Bearer ${stage.mint(mine, { jti: undefined })}`,
  },
  {
    story: 'The token is signed HS256 with the API secret.',
    expected: 'algorithm-not-allowed',
    authorization: (stage, mine) => `Bearer ${stage.mintHmac(mine, stage.apiSecret)}`,
  },
  {
    story: 'A claim is changed after signing, and the old signature kept.',
    expected: 'signed-bytes-differ',
    authorization(stage, mine) {
      const [header, payload = '', signature] = stage.mint(mine).split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as object;
      return `Bearer ${header}.${encode({ ...claims, sub: 'alice' })}.${signature}`;
    },
  },
  {
    story: 'The request leaves without its Authorization header.',
    expected: 'authorization-missing',
    authorization: () => undefined,
  },
  {
    story: 'The scheme is Token, as another provider uses it.',
    expected: 'scheme-not-bearer',
    authorization: (stage, mine) => `Token ${stage.mint(mine)}`,
  },
  {
    story: 'The acl of the token allows users, and the request makes a call.',
    expected: 'path-not-in-acl',
    authorization: (stage, mine) => `Bearer ${stage.mint(mine, { acl: { paths: { '/*/users/**': {} } } })}`,
  },
];
