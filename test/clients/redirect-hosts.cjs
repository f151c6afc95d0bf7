// Loaded with --require into a client that has no option for the host: its requests to Vonage go to MINTMARK_URL.
const http = require('node:http');
const https = require('node:https');

const server = new URL(process.env.MINTMARK_URL);
const request = https.request;

https.request = function redirected(target, ...rest) {
  const isUrl = typeof target === 'string' || target instanceof URL;
  const url = isUrl ? new URL(target) : undefined;
  const host = url ? url.hostname : target.hostname || target.host;
  if (!/\.(nexmo|vonage)\.com$/.test(host)) return request.call(this, target, ...rest);
  const given = url ? { path: url.pathname + url.search, ...(typeof rest[0] === 'object' && rest.shift()) } : target;
  const options = { ...given, protocol: 'http:', host: server.hostname, hostname: server.hostname, port: server.port };
  // A proxy or an agent for TLS would not do for plain HTTP.
  delete options.agent;
  return http.request(options, ...rest);
};
https.get = (...args) => {
  const sent = https.request(...args);
  sent.end();
  return sent;
};
