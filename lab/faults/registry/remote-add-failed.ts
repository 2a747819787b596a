import { fault } from '../../fault.ts';

export default fault({
  id: 'remote-add-failed',
  title: 'ADD of a file whose checksum is another',
  servers: true,
  files: {
    Dockerfile:
      'FROM alpine:3.19\nADD --checksum=sha256:0000000000000000000000000000000000000000000000000000000000000000 http://files.example/tool.tar /x\n',
  },
  setUp: async (bench) => bench.servers.publish('files.example', { 'tool.tar': 'contents' }),
  act: (bench) => bench.build(),
  shows: /digest mismatch|checksum|404|403/,
  expects: { root: 'remote-add-failed' },
});
