import { fault } from '../../fault.ts';

export default fault({
  id: 'nginx-upstream-not-found',
  title: 'nginx names a service that nobody has',
  images: ['nginx'],
  files: {
    'compose.yaml': `services:
  web:
    image: nginx:1.22
    volumes: ["./site.conf:/etc/nginx/sites-enabled/default:ro"]
`,
    'site.conf': `server {
  listen 80;
  location / { proxy_pass http://backend:8000; }
}
`,
  },
  act: (bench) => bench.up(['-d']),
  shows: /host not found in upstream/,
  expects: { root: 'nginx-upstream-not-found', service: 'web' },
});
