import type { Product } from '../../evidence/said.ts';

const CA =
  'Give the certificate of the CA to the program that asks: NODE_EXTRA_CA_CERTS, REQUESTS_CA_BUNDLE or SSL_CERT_FILE, the trust store of the JVM, ca-certificates in the container image. (Python on macOS: Install Certificates.command.)';
const NAME =
  'Resolve the name where the program runs (getent hosts NAME, from inside the container): it may be misspelt, given with https:// where a host alone is expected, or be localhost.';

/** What clients say when nothing was answered at all: whatever is told of the token then is a mask. */
export const connections: Product = {
  id: 'connections',
  name: 'the connection',
  source: 'https://www.rfc-editor.org/rfc/rfc8446#section-6.2',
  look: { environment: NAME },
  messages: [
    {
      id: 'certificate',
      says: [
        'certificate verify failed: unable to get local issuer certificate',
        'certificate verify failed: self signed certificate',
        'CERTIFICATE_VERIFY_FAILED',
        'unable to get local issuer certificate',
        'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
        'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
        'DEPTH_ZERO_SELF_SIGNED_CERT',
        'self signed certificate in certificate chain',
        'self-signed certificate in certificate chain',
        'x509: certificate signed by unknown authority',
        'PKIX path building failed',
        'The SSL connection could not be established',
        'cURL error 60',
      ],
      means: { 'network-or-tls-failure': 1 },
      note: 'the program does not trust the certificate of the host that it asks, so it has no keys and no token from there; what it says of the token is not the reason',
      decides: { 'network-or-tls-failure': CA },
      sample: 'urlopen error [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed',
    },
    {
      id: 'scheme-in-host',
      says: ["HTTPSConnectionPool(host='https'", "HTTPConnectionPool(host='http'", 'getaddrinfo ENOTFOUND https'],
      means: { 'network-or-tls-failure': 1 },
      note: 'the host is the word "https": a URL with its scheme was given, and a host name alone is expected',
      decides: {
        'network-or-tls-failure':
          'Give the host without https:// in front of it (account-d.docusign.com), or the URL where a URL is expected.',
      },
      sample: "HTTPSConnectionPool(host='https', port=443): Read timed out.",
    },
    {
      id: 'name',
      says: [
        'Name or service not known',
        'nodename nor servname provided',
        'Temporary failure in name resolution',
        'UnknownHostException',
        'cURL error 6:',
      ],
      means: { 'network-or-tls-failure': 1 },
      note: 'the name of the host is known to nobody where the program runs',
      decides: { 'network-or-tls-failure': NAME },
      sample: 'java.net.UnknownHostException: keycloak',
    },
    {
      id: 'keys-not-fetched',
      says: ['PyJWKClientConnectionError', 'Fail to fetch data from the url'],
      means: { 'network-or-tls-failure': 1 },
      note: 'the key set could not be fetched',
      sample: 'jwt.exceptions.PyJWKClientConnectionError: x',
    },
  ],
};
