import type { Profile } from '../claims/profile.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { readingsOf } from '../request/target.ts';

interface CapabilityFacts extends Facts {
  readonly applicationId: string;
  readonly capability: string;
  readonly path: string;
  readonly enabled: readonly string[];
}

export const capabilityDisabled = defineCause<CapabilityFacts>({
  id: 'capability-disabled',
  stage: 'permission',
  status: 403,
  challenge: 'insufficient_scope',
  cites: [
    { title: 'Vonage: Applications', url: 'https://developer.vonage.com/en/dashboard/build/applications' },
    { title: 'Vonage: API errors, unprovisioned', url: 'https://developer.vonage.com/en/api-errors' },
    VONAGE_AUTHENTICATION,
  ],
  audience: 'owner',
  needs: ['registry', 'request'],
  certainty: 'possible',
  // Whether an API asks for the capability differs from one to the next, and no document says which do.
  severity: 'risk',
  title: 'Capability disabled for the application',
  searchedAs: ['voice, messages, video not enabled', 'capability missing', 'unprovisioned'],
  article: {
    symptom: [paragraph('One API answers with 401 or 403 for an application whose tokens the other APIs accept.')],
    cause: [
      paragraph(
        'Each product that an application uses is one of its capabilities: voice, messages, verify, video. The one that the path of the request belongs to is not switched on. Some APIs then reject the request, others send and deliver no webhooks.',
      ),
    ],
    resolution: [
      steps(
        'Open Applications, then Edit, for the application.',
        'Switch the capability on, and fill in its webhooks.',
        'Choose Save changes.',
      ),
    ],
    additional: [
      list(
        marked('A capability that is left out of an update is removed: `PUT /v2/applications/{id}` replaces them all.'),
        'Mintmark accepts such a request and reports a risk.',
      ),
    ],
  },
  related: ['path-not-in-acl', 'privacy-setting-unset'],

  find({ profile, registry, request }) {
    const application = registry?.application;
    if (!application?.capabilities || !request?.target || !profile.capabilities) return undefined;
    const path = readingsOf(request.target).find((reading) => capabilityOf(reading, profile) !== undefined);
    const needed = path && capabilityOf(path, profile);
    if (!needed || application.capabilities.includes(needed.name)) return undefined;
    return {
      facts: {
        applicationId: application.id,
        capability: needed.name,
        path: path.slice(0, 80),
        enabled: application.capabilities.slice(0, 12),
      },
    };
  },

  explain: ({ capability, path, enabled }) => ({
    title: `The capability ${capability}, which ${path} belongs to, is switched off.`,
    detail: [
      pairs(
        ['expected', `${capability} among the capabilities of the application`],
        ['received', enabled.length === 0 ? 'no capability' : enabled.join(', ')],
      ),
    ],
  }),

  fix: ({ applicationId, capability }) => ({
    applicability: 'guess',
    steps: [
      `Switch ${capability} on: Applications, Edit, Capabilities, Save changes.`,
      `Or from the command line: mintmark apps show ${applicationId}, then mintmark apps update with --capabilities.`,
    ],
  }),
  example: (kit) => {
    const input = kit.input();
    const { registry } = input;
    if (!registry?.application) return input;
    return {
      ...input,
      registry: { ...registry, application: { ...registry.application, capabilities: ['messages'] } },
    };
  },
});

function capabilityOf(path: string, { capabilities = [] }: Profile) {
  return capabilities.find(({ paths }) =>
    paths.some((start) => path.startsWith(start) && (path.length === start.length || path[start.length] === '/')),
  );
}
