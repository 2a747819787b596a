import { open, rm, stat } from 'node:fs/promises';

import { readCapture, writeCapture } from '#core/capture/text.ts';
import type { Capture } from '#core/capture/capture.ts';

import { HostError } from './host-error.ts';
import { asUtf8, readInput } from './input.ts';

/** A capture holds what was kept of a log, never the whole of a large one. */
const MAX_CAPTURE = 256 * 1024 * 1024;

/** A capture from a file, packed with gzip or not. Throws a HostError for anything else, with the reason in one line. */
export async function openCapture(path: string): Promise<Capture> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of asUtf8(readInput(path), path)) {
    if ('tar' in chunk) throw notCapture(path, { en: 'it is an archive.', zh: '它是归档文件。' });
    size += chunk.length;
    if (size > MAX_CAPTURE) throw notCapture(path, { en: 'it is larger than 256 MiB.', zh: '超过 256 MiB。' });
    parts.push(chunk);
  }
  const read = readCapture(Buffer.concat(parts).toString('utf8'));
  if (!read.ok) throw notCapture(path, read.problem);
  return read.capture;
}

/** For a capture whose answers are not of the types they claim to be, which shows only when they are used. */
export function damagedCapture(path: string, error: unknown): HostError {
  const detail = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
  return notCapture(path, {
    en: `an answer in it is misshapen (${detail}).`,
    zh: `其中一条查询结果的内容不符合格式（${detail}）。`,
  });
}

/** Writes for the owner's eyes alone. A file that is there stays, unless `isForced`; a link is never followed. */
export async function saveCapture(path: string, capture: Capture, isForced: boolean): Promise<void> {
  if (isForced) await removeOld(path);
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(writeCapture(capture));
    } finally {
      await file.close();
    }
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

async function removeOld(path: string): Promise<void> {
  const isDirectory = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isDirectory) throw new HostError({ en: `${path} is a directory.`, zh: `${path} 是目录。` });
  try {
    await rm(path, { force: true });
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

function cannotWrite(path: string, error: unknown): HostError {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  return code === 'EEXIST'
    ? new HostError({
        en: `${path} is there already: --force writes over it.`,
        zh: `${path} 已存在：加 --force 才会覆盖。`,
      })
    : new HostError({ en: `${path} could not be written: ${code}.`, zh: `无法写入 ${path}：${code}。` });
}

function notCapture(path: string, { en, zh }: { en: string; zh: string }): HostError {
  return new HostError({ en: `${path} is no capture that can be read: ${en}`, zh: `无法读取捕获文件 ${path}：${zh}` });
}
