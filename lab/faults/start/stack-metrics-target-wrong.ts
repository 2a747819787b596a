import { fault } from '../../fault.ts';
import { sixServices } from '../../six-services.ts';

/** Prometheus logs no failed scrape: which target it is, only its own page says. */
export default fault({
  ...sixServices({
    env: (text) => `${text}GATE=service_started\n`,
    files: {
      'prometheus/prometheus.yml': `global:
  scrape_interval: 1s
  scrape_timeout: 1s
scrape_configs:
  - job_name: app
    static_configs:
      - targets: ['app:9000']
`,
    },
  }),
  id: 'stack-metrics-target-wrong',
  title:
    'Prometheus asks a port on which nobody listens; it and the dashboard after it are unhealthy, the logs do not say why',
  shows: /shop-(prometheus|grafana)-1 is unhealthy/,
  expects: { root: null, accept: ['dependency-unhealthy'], outcome: 'failed' },
});
