import type { ClockSample } from './offset.ts';

/** Seconds from 1900-01-01, where NTP begins to count, to 1970-01-01. */
const NTP_EPOCH = 2_208_988_800;
const ERA_SECONDS = 2 ** 32;
const PACKET_BYTES = 48;

/** A client's packet (RFC 4330 §5): version 4, and the time of sending, by which the answer is told from others. */
export function sntpRequest(sentAt: number): Uint8Array {
  const packet = new Uint8Array(PACKET_BYTES);
  packet[0] = (4 << 3) | 3;
  const view = new DataView(packet.buffer);
  const { seconds, fraction } = timestampOf(sentAt);
  view.setUint32(40, seconds);
  view.setUint32(44, fraction);
  return packet;
}

/**
 * Reads the answer to `request` into a sample; a text says why it is none (RFC 4330 §5): too short, not an answer to
 * this request, a clock that is not set, or a server that asks to be left alone.
 */
export function sntpSample(
  answer: Uint8Array,
  request: Uint8Array,
  times: { readonly sentAt: number; readonly receivedAt: number },
): ClockSample | string {
  if (answer.length < PACKET_BYTES) return `a response of ${answer.length} bytes, where ${PACKET_BYTES} were expected`;
  const view = new DataView(answer.buffer, answer.byteOffset, answer.byteLength);
  const [first = 0, stratum = 0] = answer;
  if ((first & 7) !== 4) return 'a packet that is not a server response';
  for (let at = 0; at < 8; at++) if (answer[24 + at] !== request[40 + at]) return 'a response to another request';
  if (stratum === 0) return 'a refusal to respond (kiss of death)';
  if (first >> 6 === 3 || stratum > 15) return 'a clock that is not synchronised';
  const received = timeOf(view, 32, times.receivedAt);
  const sent = timeOf(view, 40, times.receivedAt);
  if (sent < received) return 'times that run backwards';
  // What the server took between receiving and sending is no part of the way.
  return { ...times, receivedAt: times.receivedAt - (sent - received), said: received, within: 0 };
}

function timestampOf(time: number): { seconds: number; fraction: number } {
  const whole = Math.floor(time);
  return { seconds: (whole + NTP_EPOCH) % ERA_SECONDS, fraction: Math.floor((time - whole) * ERA_SECONDS) };
}

/** NTP counts 136 years and begins again (RFC 5905 §6): the time nearest to `near` is meant. */
function timeOf(view: DataView, at: number, near: number): number {
  const time = view.getUint32(at) - NTP_EPOCH + view.getUint32(at + 4) / ERA_SECONDS;
  return time + Math.round((near - time) / ERA_SECONDS) * ERA_SECONDS;
}
