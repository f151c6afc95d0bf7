import type { Profile } from '../profile.ts';
import { exp, iat, optional } from './usual-claims.ts';

const COMMON = {
  algorithms: ['HS256'],
  header: [{ name: 'typ', required: false, accepts: ['JWT'] }],
  // Exactly the minimum was refused as well.
  lifetime: { minimumSeconds: 1801, maximumSeconds: 172_800, beyondMaximum: 'reject', measuredFrom: 'iat' },
  acl: false,
  carriedIn: 'nowhere',
  hosts: [],
  rsaBits: { minimum: 2048, maximum: 4096 },
} as const satisfies Partial<Profile>;

/** Zoom Meeting SDK: "Meeting SDK: authorization". */
export const zoomMeeting: Profile = {
  ...COMMON,
  id: 'zoom-meeting',
  name: 'Zoom Meeting SDK',
  source: 'https://developers.zoom.us/docs/meeting-sdk/auth/',
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
    exp('When the signature ends: more than 30 minutes and no more than 48 hours after it was issued.'),
    optional('tokenExp', 'numeric-date', 'When the session token ends, within the same bounds.'),
    optional('mn', 'string-or-number', 'The meeting number, for the web SDK.'),
    optional('role', 'number', '0 for a participant, 1 for a host.'),
    optional('video_webrtc_mode', 'number', 'Whether WebRTC is used for video.'),
  ],
  marks: [{ claim: 'appKey' }, { claim: 'sdkKey' }],
};

/** Zoom Video SDK: "Video SDK: authorization". */
export const zoomVideo: Profile = {
  ...COMMON,
  id: 'zoom-video',
  name: 'Zoom Video SDK',
  source: 'https://developers.zoom.us/docs/video-sdk/auth/',
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
    optional('version', 'number', 'The number 1.'),
    iat(),
    exp('When the signature ends: more than 30 minutes and no more than 48 hours after it was issued.'),
    optional('user_identity', 'string', 'Who joins, by an id of your own.'),
    optional('session_key', 'string', 'A key of the session, by an id of your own.'),
  ],
  marks: [{ claim: 'tpc' }, { claim: 'app_key' }],
};
