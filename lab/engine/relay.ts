/**
 * Runs inside an engine's namespaces: makes the BuildKit in dockerd reachable as a buildkitd on port 5199.
 * dockerd offers it behind `POST /grpc` with an upgrade to h2c; buildx's other drivers want it bare.
 */
import http from 'node:http';
import net from 'node:net';

net
  .createServer({ allowHalfOpen: true }, (client) => {
    client.on('error', () => client.destroy());
    const upgrade = http.request({
      socketPath: '/run/docker.sock',
      method: 'POST',
      path: '/grpc',
      headers: { Connection: 'Upgrade', Upgrade: 'h2c', 'Content-Length': 0 },
    });
    upgrade.on('upgrade', (_, engine, first) => {
      engine.on('error', () => client.destroy());
      client.write(first);
      client.pipe(engine).pipe(client);
    });
    upgrade.on('error', () => client.destroy());
    upgrade.end();
  })
  .listen(5199, '0.0.0.0');
