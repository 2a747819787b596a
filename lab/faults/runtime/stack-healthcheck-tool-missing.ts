import { fault } from '../../fault.ts';
import { sixServices, upAndState } from '../../six-services.ts';

export default fault({
  ...sixServices({
    compose: (text) =>
      text.replace(
        "['CMD', 'curl', '-fsS', 'http://localhost:8000/health']",
        "['CMD-SHELL', 'wget -q http://localhost:8000/health']",
      ),
  }),
  id: 'stack-healthcheck-tool-missing',
  title: 'The application is well, its health check calls a program that its image does not have',
  act: (bench) => upAndState(bench, 'shop-app-1'),
  shows: /wget: not found/,
  expects: {
    root: 'healthcheck-tool-missing',
    consequences: [
      ['dependency-unhealthy', 'app'],
      ['service-not-started', 'memory-optimizer', 'prometheus', 'grafana'],
    ],
  },
  repair: { command: ['up'], remedies: ['healthcheck-tool-missing/same-request-with-another-tool'] },
});
