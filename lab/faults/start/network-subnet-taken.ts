import { fault } from '../../fault.ts';

export default fault({
  id: 'network-subnet-taken',
  title: 'The Compose file names a subnet that another network has',
  files: {
    'compose.yaml': `services:
  app:
    image: alpine:3.19
    command: sleep 60
networks:
  default:
    ipam:
      config:
        - subnet: 10.52.1.0/24 # agreed with the network team
`,
  },
  setUp: (bench) => bench.must('docker network create --subnet 10.52.0.0/16 front'),
  act: (bench) => bench.compose(['up', '-d']),
  shows: /Pool overlaps/,
  expects: { root: 'network-pool-overlap' },
  repair: {
    command: ['run', '--', 'docker', 'compose', 'up', '-d'],
    remedies: ['network-pool-overlap/move-the-network'],
  },
});
