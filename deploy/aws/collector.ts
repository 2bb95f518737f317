export const NAMESPACE = 'Naniwa'

/** What of the metrics goes to CloudWatch; the rest would cost more than it tells there. */
const SHOWN = ['naniwa_sockets', 'naniwa_queue_lag_seconds', 'naniwa_bus_whole', 'nodejs_eventloop_lag_p99_seconds']

/** Of the OpenTelemetry collector: from the process beside it, once a minute, with its role for a dimension. */
export function collectorConfig(role: string): string {
  const scrape = {
    job_name: 'naniwa',
    scrape_interval: '60s',
    static_configs: [{ targets: ['127.0.0.1:9464'], labels: { role } }],
  }
  const declared = { dimensions: [['role']], metric_name_selectors: SHOWN.map((name) => `^${name}$`) }
  const logs = { log_group_name: '/naniwa/metrics', log_stream_name: '{TaskId}', log_retention: 30 }
  return JSON.stringify({
    receivers: { prometheus: { config: { scrape_configs: [scrape] } } },
    exporters: {
      awsemf: {
        namespace: NAMESPACE,
        ...logs,
        dimension_rollup_option: 'NoDimensionRollup',
        metric_declarations: [declared],
      },
    },
    service: { pipelines: { metrics: { receivers: ['prometheus'], exporters: ['awsemf'] } } },
  })
}
