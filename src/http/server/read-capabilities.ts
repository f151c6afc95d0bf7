import type { JsonObject, JsonValue } from '../../core/encoding/json.ts';
import type { Capabilities } from '../../ports/capabilities.ts';

/**
 * Capabilities as they are stored: a `null` member is absent, the older name `connection_timeout` is read as
 * `connect_timeout` (clients send either), and everything unknown is kept.
 */
export function readCapabilities(sent: JsonObject): Capabilities {
  const capabilities: Record<string, JsonObject> = Object.create(null);
  for (const [name, capability] of Object.entries(sent)) {
    if (isObject(capability)) capabilities[name] = withDefaults(name, renameTimeouts(capability) as JsonObject);
  }
  return capabilities;
}

/** `value` without its `null` members, at any depth: clients send them for what is not there. */
export function withoutNulls(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  const kept: Record<string, JsonValue> = Object.create(null);
  for (const [name, member] of Object.entries(value)) {
    if (member !== null) kept[name] = withoutNulls(member);
  }
  return kept;
}

/** "If not populated will be set to v1" (Application API, `capabilities.messages.version`). */
function withDefaults(name: string, capability: JsonObject): JsonObject {
  return name === 'messages' && capability['version'] === undefined ? { version: 'v1', ...capability } : capability;
}

function renameTimeouts(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(renameTimeouts);
  if (!isObject(value)) return value;
  const renamed: Record<string, JsonValue> = Object.create(null);
  for (const [name, member] of Object.entries(value)) {
    if (name !== 'connection_timeout') renamed[name] = renameTimeouts(member);
    else if (value['connect_timeout'] === undefined) renamed['connect_timeout'] = renameTimeouts(member);
  }
  return renamed;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
