import type { Container, ContainerAccess } from '#core/model/probes/engine.ts';
import type { Seen } from '#core/model/probe.ts';
import { ownerOf, walkTar, type Owned } from '#core/parse/dockerbuild/tar.ts';
import { asObject, type JsonObject } from '#core/parse/json.ts';

import { askEngine } from '../engine/ask.ts';
import { segment, type Engine } from '../engine/client.ts';
import { asTexts } from '../engine/fields.ts';
import { toContainer } from '../engine/inspect.ts';
import { unseen, type Probe } from '../probe.ts';
import { newestOf } from './engine-container.ts';

/** Header, extended header and what they say; a folder's archive would go on with all that is in it. */
const HEAD = 16 * 1024;
const MAX_ACCOUNTS = 256 * 1024;
const MAX_STEPS = 12;
const ROOT = 0;

/** Whether the user of a container may write a path of it. Looked at as `docker cp` does, also where it has ended. */
export const engineAccess: Probe<'engine.access'> = (world, { service, path }) =>
  askEngine<ContainerAccess>(
    world,
    `docker cp ${service}:${path}`,
    async (engine): Promise<ContainerAccess | Seen<ContainerAccess>> => {
      const id = await newestOf(engine, { service });
      const inspected = id === undefined ? null : asObject(await engine.get(`/containers/${segment(id)}/json`));
      if (inspected === null) return unseen(`Service ${service} has no container.`, `服务 ${service} 没有容器。`);
      const container = toContainer(inspected, world.token);
      const [user, place] = await Promise.all([
        userOf(engine, container, inspected),
        nearest(engine, container.id, path),
      ]);
      if (user === null) {
        return unseen(
          `Which user ${container.user} of ${container.name} is could not be seen.`,
          `无法得知 ${container.name} 的用户 ${container.user} 是谁。`,
        );
      }
      if (place === null) {
        return unseen(
          `${path} of ${container.name} could not be looked at.`,
          `无法查看 ${container.name} 的 ${path}。`,
        );
      }
      const mount = mountOf(container, path);
      return {
        container: container.name,
        user,
        place,
        ...(mount !== undefined && { mount }),
        isWritable: mayWrite(user, place),
      };
    },
  );

/** The path, or the nearest folder above it that is there. */
async function nearest(engine: Engine, id: string, path: string): Promise<ContainerAccess['place'] | null> {
  let at = path.replace(/\/+$/, '') || '/';
  for (let step = 0; step < MAX_STEPS; step++) {
    const owner = ownerOf(await archive(engine, id, at, HEAD));
    if (owner !== null) return { path: at, ...owner };
    if (at === '/') return null;
    at = at.slice(0, at.lastIndexOf('/')) || '/';
  }
  return null;
}

/** The beginning of the archive of a path; empty where nothing is there. */
async function archive(engine: Engine, id: string, path: string, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  await engine.stream(`/containers/${segment(id)}/archive`, { path }, (chunk) => {
    chunks.push(chunk);
    size += chunk.length;
    return size < most;
  });
  return Buffer.concat(chunks);
}

type User = ContainerAccess['user'];

/** As runc resolves `USER`: names and groups by the container's own files, which also know the groups of a number. */
async function userOf(engine: Engine, { id, user }: Container, inspected: JsonObject): Promise<User | null> {
  const [name = '', group] = user.split(':');
  const isRoot = name === '' || name === 'root' || name === '0';
  const added = asTexts(asObject(inspected['HostConfig'])?.['GroupAdd']).map(Number);
  if (isRoot && group === undefined) return { id: ROOT, groups: [ROOT, ...added.filter(Number.isInteger)] };
  const [accounts, groups] = await Promise.all([rowsOf(engine, id, '/etc/passwd'), rowsOf(engine, id, '/etc/group')]);
  const account = accounts.find(([login, , number]) => login === name || number === name);
  const number = /^\d+$/.test(name) ? Number(name) : Number(account?.[2]);
  if (!Number.isInteger(number)) return null;
  const named = group === undefined ? (account?.[3] ?? '0') : (groups.find(([login]) => login === group)?.[2] ?? group);
  const first = Number(named);
  if (!Number.isInteger(first)) return null;
  const others =
    group === undefined ? groups.filter((row) => row[3]?.split(',').includes(account?.[0] ?? '') === true) : [];
  return { id: number, groups: [first, ...others.map((row) => Number(row[2])), ...added].filter(Number.isInteger) };
}

async function rowsOf(engine: Engine, id: string, path: string): Promise<readonly (readonly string[])[]> {
  const [file] = walkTar(await archive(engine, id, path, MAX_ACCOUNTS));
  const text = file === undefined ? '' : new TextDecoder().decode(file.content);
  return text.split('\n').map((line) => line.split(':'));
}

function mountOf({ mounts }: Container, path: string): Container['mounts'][number] | undefined {
  return mounts
    .filter(({ destination }) => path === destination || path.startsWith(`${destination.replace(/\/$/, '')}/`))
    .toSorted((a, b) => b.destination.length - a.destination.length)[0];
}

/** By owner, group or the others, the first that fits, as the kernel does; root may everything. To make a file takes `x` too. */
function mayWrite({ id, groups }: User, { user, group, mode, isFolder }: Owned): boolean {
  if (id === ROOT) return true;
  const bits = (id === user ? mode >> 6 : groups.includes(group) ? mode >> 3 : mode) & 0o7;
  return isFolder ? (bits & 0o3) === 0o3 : (bits & 0o2) !== 0;
}
