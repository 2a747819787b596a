import type { ContainerSummary } from '#core/model/probes/engine.ts';
import type { Text } from '#core/model/text.ts';

export interface Chosen {
  readonly project: string;
  /** Containers of its services; those of `docker compose run` are somebody's own affair. */
  readonly containers: readonly ContainerSummary[];
  readonly notes: readonly Text[];
}

interface Wanted {
  /** As the user named it. */
  readonly name: string | undefined;
  /** Compose's name for the project in this folder. */
  readonly folder: string | undefined;
}

const LISTED = 20;
/** The engine's own words on a container that is in trouble. */
export const ENDED_BADLY = /^Exited \((?!0\))|^Restarting|^Dead|\(unhealthy\)|^Created/;

/** Which Compose project is meant: by name, else by the folder, else the one that is failing; or why none is. */
export function chooseProject(all: readonly ContainerSummary[], { name, folder }: Wanted): Chosen | Text {
  const projects = new Map<string, ContainerSummary[]>();
  for (const container of all) {
    if (container.project === undefined || container.isOneOff) continue;
    const own = projects.get(container.project);
    if (own === undefined) projects.set(container.project, [container]);
    else own.push(container);
  }
  const chosen = (project: string, notes: readonly Text[] = []): Chosen => ({
    project,
    containers: projects.get(project) ?? [],
    notes,
  });
  const wanted = name ?? folder;
  if (wanted !== undefined) return projects.has(wanted) ? chosen(wanted) : absent(wanted, [...projects.keys()]);
  const failing = [...projects].filter(([, own]) => own.some(({ status }) => ENDED_BADLY.test(status)));
  const candidates = (failing.length > 0 ? failing : [...projects]).toSorted(([, a], [, b]) => newest(b) - newest(a));
  const [first] = candidates[0] ?? [];
  if (first === undefined) return NOTHING;
  const others = [...projects.keys()].filter((project) => project !== first);
  return chosen(first, others.length === 0 ? [] : [alsoThere(first, others)]);
}

function newest(containers: readonly ContainerSummary[]): number {
  return Math.max(...containers.map(({ created }) => created));
}

const NOTHING: Text = {
  en: 'this engine has no container of a Compose project; start one with docker compose up -d.',
  zh: '该引擎上没有 Compose 项目的容器；先用 docker compose up -d 启动。',
};

function absent(project: string, others: readonly string[]): Text {
  const there = others.length === 0 ? '' : ` Projects there: ${others.slice(0, LISTED).join(', ')}.`;
  const hier = others.length === 0 ? '' : `引擎上有：${others.slice(0, LISTED).join('、')}。`;
  return {
    en: `project "${project}" has no container on this engine.${there}`,
    zh: `该引擎上没有项目 "${project}" 的容器。${hier}`,
  };
}

function alsoThere(project: string, others: readonly string[]): Text {
  return {
    en: `Looked at project ${project}; there is also: ${others.slice(0, LISTED).join(', ')} (--stack NAME).`,
    zh: `查看的是项目 ${project}；另外还有 ${others.slice(0, LISTED).join('、')}（--stack NAME）。`,
  };
}
