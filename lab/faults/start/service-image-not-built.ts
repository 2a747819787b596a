import { fault } from '../../fault.ts';

export default fault({
  id: 'service-image-not-built',
  title: 'Compose pulls the image of a service nobody has built',
  engine: {},
  files: {
    'compose.yaml': `services:
  app:
    image: shop-app
`,
  },
  act: (bench) => bench.compose(['up', '-d']),
  shows: /pull access denied|no such host|lookup/,
  expects: { root: 'service-image-not-built', accept: ['registry-dns-failure'] },
});
