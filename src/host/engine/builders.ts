import type { EngineBuilder } from '#core/model/probes/engine.ts';
import { asObjects, asText, type JsonObject } from '#core/parse/json.ts';
import { mask } from '#core/redact.ts';

import { objectsOf } from './docker-cli.ts';
import { asTexts } from './fields.ts';

type Node = EngineBuilder['nodes'][number];

/** `docker buildx ls --format=json`: an object a builder, some versions once a node; null where it is something else. */
export function parseBuilderObjects(text: string): readonly EngineBuilder[] | null {
  const builders = new Map<string, EngineBuilder>();
  for (const object of objectsOf(text)) {
    const name = asText(object['Name']);
    if (name !== undefined) builders.set(name, toBuilder(name, object));
  }
  return builders.size === 0 ? null : [...builders.values()];
}

function toBuilder(name: string, builder: JsonObject): EngineBuilder {
  const failure = asText(builder['Err']) ?? '';
  return {
    name,
    driver: asText(builder['Driver']) ?? '',
    isCurrent: builder['Current'] === true,
    nodes: asObjects(builder['Nodes']).map((node) => toNode(node, failure)),
  };
}

function toNode(node: JsonObject, failure: string): Node {
  const error = asText(node['Err']) || failure;
  const buildkit = asText(node['Version']);
  return {
    name: asText(node['Name']) ?? '',
    endpoint: mask(asText(node['Endpoint']) ?? ''),
    status: asText(node['Status']) ?? '',
    ...(error !== '' && { error: mask(error) }),
    platforms: asTexts(node['Platforms']),
    ...(buildkit !== undefined && buildkit !== '' && { buildkit }),
  };
}

/**
 * The table for people: a builder on a line of its own, its nodes indented below it, the current builder with a star.
 *
 *     NAME/NODE   DRIVER/ENDPOINT  STATUS   BUILDKIT  PLATFORMS
 *     box *       docker-container
 *       box0      unix:///run/…    running  v0.11.6   linux/amd64, linux/arm64
 */
export function parseBuilderTable(text: string): readonly EngineBuilder[] {
  const builders: (Omit<EngineBuilder, 'nodes'> & { readonly nodes: Node[] })[] = [];
  for (const line of text.split('\n').slice(1)) {
    const [, indent = '', name = '', star = '', rest = ''] = ROW.exec(line) ?? [];
    const cells = rest
      .trim()
      .replace(/^\\_ /, '')
      .split(/\s{2,}|\t/);
    if (name === '') continue;
    if (indent === '') builders.push({ name, driver: cells[0] ?? '', isCurrent: star !== '', nodes: [] });
    else builders.at(-1)?.nodes.push(toTableNode(name, cells));
  }
  return builders;
}

const ROW = /^(\s*)(?:\\_ )?([\w.-]+)\s?(\*?)(?:\s+(.*))?$/;

function toTableNode(
  name: string,
  [endpoint = '', status = '', buildkit = '', platforms = '']: readonly string[],
): Node {
  return {
    name,
    endpoint: mask(endpoint),
    status,
    // A star marks a platform that somebody named; "(+4)" stands for what did not fit.
    platforms: platforms
      .split(/,\s*/)
      .map((platform) => platform.replace(/\*$| \(\+\d+\)$/, ''))
      .filter(Boolean),
    ...(buildkit !== '' && { buildkit }),
  };
}
