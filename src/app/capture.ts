import {
  CAPTURE_VERSION,
  recorder,
  replayHost,
  type Capture,
  type RecordedFile,
  type Recorder,
} from '#core/capture/capture.ts';
import { inStrings, maskedHost } from '#core/diagnose/masked.ts';
import type { OpenProbe } from '#core/model/condition.ts';
import type { Chunk } from '#core/model/input.ts';
import type { Host } from '#core/model/probe.ts';
import { createMasker } from '#core/redact.ts';

import { concludeFrom, readLog, type Provenance, type Traced } from './diagnose.ts';

/** Asked for every capture, whether the diagnosis needs them or not: whoever gets it cannot come back with a question. */
const ALWAYS: readonly OpenProbe[] = Object.keys({
  'engine.reach': true,
  'engine.info': true,
  'engine.usage': true,
  'engine.builders': true,
  'engine.cache': true,
  'engine.containers': true,
  'engine.networks': true,
  'engine.volumes': true,
  'engine.events': true,
  'engine.builds': true,
  'engine.client': true,
  'host.dataRoot': true,
  'host.memory': true,
  'host.processors': true,
  'host.clock': true,
  'host.kernelLog': true,
  'host.limits': true,
  'host.binfmt': true,
  'host.listeners': true,
  'host.routes': true,
  'host.resolver': true,
  'project.services': true,
  'project.compose': true,
  'project.dockerfiles': true,
  'project.envFiles': true,
  'project.stepMemory': true,
  'config.daemon': true,
  'config.client': true,
  'config.contexts': true,
  'config.desktop': true,
  'config.wsl': true,
  'registry.mirrors': true,
} satisfies Record<OpenProbe, true>) as OpenProbe[];

const MAX_CONTAINERS = 40;
const MAX_FILES = 40;
/** Characters of a project file beyond which only its name is kept. */
const LONGEST_FILE = 256 * 1024;
const LOG_LINES = 200;

export interface CaptureFacts {
  readonly version: string;
  readonly time: string;
  readonly system: Capture['system'];
}

/** Reads, asks everything, diagnoses, and puts it all into one document without secrets. */
export async function capture(
  chunks: AsyncIterable<Chunk>,
  host: Host,
  { version, time, system }: CaptureFacts,
  provenance: Provenance = {},
): Promise<{ readonly capture: Capture; readonly traced: Traced }> {
  const masker = createMasker();
  const recording = recorder(maskedHost(host, masker));
  // Asked before the log is put down: answers show which values are secret.
  await askAround(host);
  const read = await readLog(chunks, host, masker);
  const reading = {
    ...read,
    ...inStrings(provenance, masker.mask),
    limits: [...(provenance.limits ?? []), ...read.limits],
  };
  const traced = await concludeFrom(reading, recording);
  await askAround(recording);
  const needed = new Set(recording.recorded().files.map(({ path }) => path));
  await readFiles(recording);
  const { answers, files } = recording.recorded();
  const { kept, limits, notes = [], stack, input } = reading;
  return {
    traced,
    capture: {
      captureVersion: CAPTURE_VERSION,
      tool: { name: 'drydock', version },
      time,
      system,
      input,
      limits,
      notes,
      ...(stack !== undefined && { stack }),
      answers,
      files: files.map((file) => (needed.has(file.path) ? file : shortened(file))),
      log: kept,
    },
  };
}

/** The diagnosis a capture was made with, from the capture alone. */
export async function diagnoseCapture({ log, limits, notes, stack, input, answers, files }: Capture): Promise<Traced> {
  const reading = { kept: log, limits, notes, input, ...(stack !== undefined && { stack }) };
  return concludeFrom(reading, maskedHost(replayHost({ answers, files }), createMasker()));
}

async function askAround(host: Host): Promise<void> {
  const answers = await Promise.all(ALWAYS.map(async (probe) => [probe, await host.ask(probe, {})] as const));
  const containers = new Map(answers).get('engine.containers');
  if (containers?.ok !== true) return;
  const listed = containers.answer as readonly { readonly name: string; readonly project?: string }[];
  const chosen = [...listed].toSorted((a, b) => Number(b.project !== undefined) - Number(a.project !== undefined));
  await Promise.all(
    chosen
      .slice(0, MAX_CONTAINERS)
      .flatMap(({ name }) => [
        host.ask('engine.container', { name }),
        host.ask('engine.logs', { name, tail: LOG_LINES }),
      ]),
  );
}

/** Files of the project that say how it is built and started. */
async function readFiles(recording: Recorder): Promise<void> {
  const [compose, dockerfiles, envFiles] = await Promise.all([
    recording.ask('project.compose', {}),
    recording.ask('project.dockerfiles', {}),
    recording.ask('project.envFiles', {}),
  ]);
  const paths = [
    'Dockerfile',
    '.dockerignore',
    'compose.yaml',
    ...(compose.ok ? compose.answer.files : []),
    ...(dockerfiles.ok ? dockerfiles.answer.map(({ path }) => path) : []),
    ...(envFiles.ok ? envFiles.answer.map(({ path }) => path) : []),
  ];
  for (const path of [...new Set(paths)].slice(0, MAX_FILES)) await recording.readText(path);
}

function shortened({ path, seen }: RecordedFile): RecordedFile {
  if (!seen.ok || seen.answer.length <= LONGEST_FILE) return { path, seen };
  return {
    path,
    seen: {
      ok: false,
      why: { en: `${path} was too large for the capture.`, zh: `${path} 过大，没有放进捕获文件。` },
    },
  };
}
