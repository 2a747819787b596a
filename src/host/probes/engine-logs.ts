import type { ContainerLine } from '#core/model/probes/engine.ts';
import type { Seen } from '#core/model/probe.ts';

import { askEngine } from '../engine/ask.ts';
import { segment } from '../engine/client.ts';
import { LogLines } from '../engine/log-lines.ts';
import { unseen, type Probe } from '../probe.ts';

/** The last lines a container printed, as `docker logs` reads them. */
export const engineLogs: Probe<'engine.logs'> = (world, { name, tail, since }) =>
  askEngine<readonly ContainerLine[]>(
    world,
    `docker logs ${name}`,
    async (engine): Promise<readonly ContainerLine[] | Seen<readonly ContainerLine[]>> => {
      const lines = new LogLines();
      const from = since === undefined ? {} : { since: String(since) };
      const query = { stdout: '1', stderr: '1', timestamps: '1', tail: String(tail), ...from };
      const isThere = await engine.stream(`/containers/${segment(name)}/logs`, query, (chunk) => {
        lines.push(chunk);
        return true;
      });
      if (!isThere) return unseen(`There is no container ${name}.`, `没有名为 ${name} 的容器。`);
      const read = lines.end(tail);
      if (read.length === 0 && lines.failure !== '') {
        return unseen(
          `The log of ${name} could not be read (${lines.failure}).`,
          `无法读取 ${name} 的日志（${lines.failure}）。`,
        );
      }
      return read;
    },
  );
