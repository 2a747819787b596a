import { fault } from '../../fault.ts';
import { sixServices } from '../../six-services.ts';

export default fault({
  ...sixServices({
    override: `services:
  app: { networks: [front] }
  memory-optimizer: { networks: [front] }
  prometheus: { networks: [front] }
  grafana: { networks: [front] }
networks:
  front: {}
`,
  }),
  id: 'stack-app-on-another-network',
  title: 'The application was moved to a network where its database and cache are not',
  shows: /could not translate host name "postgres"/,
  expects: {
    root: 'service-dns-failure',
    consequences: [
      ['dependency-unhealthy', 'app'],
      ['service-not-started', 'memory-optimizer', 'prometheus', 'grafana'],
    ],
    service: 'app',
  },
  repair: { command: ['up'], remedies: ['service-dns-failure/join-the-network'] },
});
