import { fault } from '../../fault.ts';

export default fault({
  id: 'nginx-config-invalid',
  title: 'A misspelt directive in the configuration of nginx',
  images: ['nginx'],
  files: {
    'compose.yaml': `services:
  web:
    image: nginx:1.22
    volumes: ["./site.conf:/etc/nginx/sites-enabled/default:ro"]
`,
    'site.conf': `server {
  listen 80;
  proxypass http://backend:8000;
}
`,
  },
  act: (bench) => bench.up(['-d']),
  shows: /unknown directive/,
  expects: { root: 'nginx-config-invalid', service: 'web' },
});
