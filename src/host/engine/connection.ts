import { Agent, request as requestPlain, type ClientRequest, type RequestOptions } from 'node:http';
import type { Duplex } from 'node:stream';

import type { Address } from './endpoint.ts';

/** Two thousand containers are asked side by side over this many connections; more only makes the engine's locks wait. */
const CONNECTIONS = 16;
/** Each one is a process of its own, and sshd drops more than ten that are not yet logged in. */
const SSH_CONNECTIONS = 4;

export type Send = (options: RequestOptions) => ClientRequest;

/** One pool of kept-alive connections to an address. */
export async function openPool(address: Address): Promise<Send> {
  switch (address.kind) {
    case 'unix':
    case 'npipe': {
      const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
      return (options) => requestPlain({ ...options, agent, socketPath: address.path });
    }
    case 'tcp': {
      const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
      return (options) => requestPlain({ ...options, agent, host: address.host, port: address.port });
    }
    case 'tls': {
      const https = await import('node:https');
      const { host, port, certificates, isVerified } = address;
      const agent = new https.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
      return (options) =>
        https.request({ ...options, ...certificates, agent, host, port, rejectUnauthorized: isVerified });
    }
    case 'ssh': {
      const { SshConnection } = await import('./ssh-connection.ts');
      const agent = new Agent({ keepAlive: true, maxSockets: SSH_CONNECTIONS });
      agent.createConnection = (): Duplex => new SshConnection(address);
      return (options) => requestPlain({ ...options, agent });
    }
  }
}
