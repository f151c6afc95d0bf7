import type { Profile } from '../profile.ts';
import { exp, iat, optional, RSA_BITS } from './usual-claims.ts';

const COMMON = {
  algorithms: ['HS256'],
  header: [{ name: 'typ', required: false, accepts: ['JWT'] }],
  acl: false,
  carriedIn: 'nowhere',
  hosts: [],
  rsaBits: RSA_BITS,
} as const satisfies Partial<Profile>;

/** Zoom Meeting SDK: "Meeting SDK: authorization"; for the bounds of exp, dev.to/zoom, "Troubleshooting … signature validation". */
export const zoomMeeting: Profile = {
  ...COMMON,
  id: 'zoom-meeting',
  name: 'Zoom Meeting SDK',
  source: 'https://developers.zoom.us/docs/meeting-sdk/auth/',
  // 1800 is documented as the least, and exactly 1800 was refused as well.
  lifetime: { minimumSeconds: 1801, maximumSeconds: 172_800, beyondMaximum: 'reject', measuredFrom: 'iat' },
  identityClaim: 'appKey',
  claims: [
    {
      name: 'appKey',
      type: 'string',
      required: true,
      unless: 'sdkKey',
      means: 'The SDK key, or the client id, of the app.',
      misnamedAs: ['app_key', 'sdk_key', 'client_id'],
    },
    optional('sdkKey', 'string', 'The same under its older name.'),
    iat(),
    exp('When the signature expires: more than 30 minutes and at most 48 hours after it was issued.'),
    optional('tokenExp', 'numeric-date', 'When the session token expires, within the same bounds.'),
    optional('mn', 'string-or-number', 'The meeting number, for the web SDK.'),
    optional('role', 'number', '0 for a participant, 1 for a host.'),
    optional('video_webrtc_mode', 'number', 'Whether WebRTC is used for video.'),
  ],
  marks: [{ claim: 'appKey' }, { claim: 'sdkKey' }],
};

/** Zoom Video SDK: "Video SDK: authorization", payload: the required claims, and exp from 1800 s to 48 h after iat. */
export const zoomVideo: Profile = {
  ...COMMON,
  id: 'zoom-video',
  name: 'Zoom Video SDK',
  source: 'https://developers.zoom.us/docs/video-sdk/auth/',
  lifetime: { minimumSeconds: 1800, maximumSeconds: 172_800, beyondMaximum: 'reject', measuredFrom: 'iat' },
  identityClaim: 'app_key',
  claims: [
    {
      name: 'app_key',
      type: 'string',
      required: true,
      means: 'The SDK key of the app.',
      misnamedAs: ['appKey', 'sdkKey', 'sdk_key'],
    },
    {
      name: 'role_type',
      type: 'number',
      required: true,
      means: '0 for a participant, 1 for a host: a number.',
      misnamedAs: ['role', 'roleType'],
    },
    {
      name: 'tpc',
      type: 'string',
      required: true,
      means: 'The name of the session, the same as when it is joined.',
      misnamedAs: ['topic', 'session_name', 'sessionName'],
    },
    { name: 'version', type: 'number', required: true, means: 'The number 1.' },
    iat(),
    exp('When the signature expires: at least 30 minutes and at most 48 hours after it was issued.'),
    optional('user_key', 'string', 'Who joins, by an id of your own.'),
    optional('user_identity', 'string', 'The same under its older name.'),
    optional('session_key', 'string', 'A key of the session, by an id of your own.'),
  ],
  marks: [{ claim: 'tpc' }, { claim: 'app_key' }],
};
