import type { Telemetry } from '../../ports/telemetry.ts';
import { judgementSpan } from './judgement-span.ts';
import { rejectionRecord } from './rejection-record.ts';
import { type ExportFault, sending } from './sending.ts';

interface Settings {
  /** Base of an OTLP receiver, such as `http://127.0.0.1:4318`: `/v1/logs` and `/v1/traces` are below it. */
  readonly url: string;
  /** Version of Mintmark. */
  readonly version: string;
  /** Called when the receiver stops taking what it is sent, with why, and with `null` when it takes it again. */
  readonly onFault: (fault: ExportFault | null) => void;
}

/**
 * Sends logs and spans as OTLP over HTTP (JSON), once a second. Loads its packages, which nobody else needs. They read
 * `OTEL_EXPORTER_OTLP_HEADERS`, `…_TIMEOUT`, `…_COMPRESSION` and `…_CERTIFICATE` themselves.
 */
export async function openOtlp({ url, version, onFault }: Settings): Promise<Telemetry> {
  const [{ OTLPLogExporter }, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/exporter-logs-otlp-http'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  // The same objects each time: records are grouped by them.
  const source = {
    resource: resourceFromAttributes({
      'service.name': process.env['OTEL_SERVICE_NAME'] ?? 'mintmark',
      'service.version': version,
      'process.pid': process.pid,
    }),
    instrumentationScope: { name: 'mintmark', version },
  };
  const logs = sending(new OTLPLogExporter({ url: `${url}/v1/logs` }), onFault);
  const spans = sending(new OTLPTraceExporter({ url: `${url}/v1/traces` }), onFault);
  return {
    judged: (span) => spans.add(judgementSpan(span, source)),
    rejected: (report) => logs.add(rejectionRecord(report, source)),
    dropped: () => logs.dropped() + spans.dropped(),
    async close() {
      await Promise.all([logs.close(), spans.close()]);
    },
  };
}
