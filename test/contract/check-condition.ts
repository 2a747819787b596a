import { expect } from 'vitest';

import type { KnowledgeBase } from '#app/diagnose.ts';
import { SHORTEST } from '#core/read/survey.ts';
import type { Example } from '#core/model/condition.ts';
import { RISKS, type Remedy, type Risk } from '#core/model/remedy.ts';
import type { Finding } from '#core/model/diagnosis.ts';
import { riskFloor } from '#core/model/steps.ts';
import type { Text } from '#core/model/text.ts';
import { WRAPPER_WORDS } from '#core/parse/peel.ts';
import { placeholderRemedies } from '#core/report/condition-page.ts';
import { shellText } from '#core/report/shell.ts';

import { backgroundRate } from '../../tools/background.ts';
import type { LoadedCondition } from '../../tools/conditions.ts';
import { diagnoseExample, findingsOf } from './diagnose-example.ts';

/** Per thousand million bytes of harmless logs. What is commoner stops the scanner too often, and a longer literal is at hand. */
const COMMONEST_ANCHOR = 50_000;

/** A literal is at most as common as the rarest four bytes of it. */
function rarestGram(literal: string): number {
  const bytes = Buffer.from(literal).toString('latin1');
  return Math.min(...Array.from({ length: bytes.length - 3 }, (_, at) => backgroundRate(bytes.slice(at, at + 4))));
}

/** What holds for every condition, whoever wrote it: its words, its literals, its sources. */
export function checkCondition({ id, stage, condition, examples }: LoadedCondition): void {
  expect(condition.id).toBe(id);
  expect(condition.stage).toBe(stage);
  expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
  for (const text of [condition.title, condition.why]) expectBoth(text);
  expect(condition.why.en.trim()).toMatch(/\.$/);
  expect(condition.why.zh.trim()).toMatch(/。$/);
  expect(condition.title.en).not.toMatch(/\.$/);
  expect(condition.sources.length).toBeGreaterThan(0);
  expect(
    examples.some(({ matches }) => matches !== false),
    'has a positive example',
  ).toBe(true);
  expect(
    examples.some(({ matches }) => matches === false),
    'has a near miss',
  ).toBe(true);
  for (const { says, also = [], unless = [], exitCode, grpc, state, pattern } of condition.signatures) {
    for (const literal of [says ?? [], ...[...also, ...unless].map((clue) => clue.says)].flat()) {
      expect(Buffer.byteLength(literal), `"${literal}" is too short`).toBeGreaterThanOrEqual(SHORTEST);
      expect(
        WRAPPER_WORDS.some((word) => word.includes(literal)),
        `"${literal}" is a wrapper`,
      ).toBe(false);
    }
    for (const literal of [says ?? []].flat()) {
      expect(rarestGram(literal), `"${literal}" stands in too many harmless logs`).toBeLessThan(COMMONEST_ANCHOR);
    }
    expect(says ?? exitCode ?? grpc ?? state, 'a signature needs says, exitCode, grpc or state').toBeDefined();
    expect(pattern?.flags ?? '', 'no g or y flag').not.toMatch(/[gy]/);
  }
  const remedies = placeholderRemedies(condition);
  expect(remedies.length, 'can be explained without facts').toBeGreaterThan(0);
  for (const remedy of remedies) checkSafety(remedy);
}

/** One example, through the whole product: raw text in, this condition out (or, for a near miss, not). */
export async function checkExample(
  { id, condition }: LoadedCondition,
  example: Example,
  base?: KnowledgeBase,
): Promise<void> {
  const { diagnosis, matched } = await diagnoseExample(example, base);
  const own = matched.find((match) => match.condition.id === id);
  if (example.matches === false) {
    expect(own?.event.text, 'must not match, but did').toBeUndefined();
    if (example.is !== undefined) expect(diagnosis.root?.condition ?? null).toBe(example.is);
    return;
  }
  const found = matched.map((match) => match.condition.id).join(', ') || 'nothing';
  expect(own, `must match; matched: ${found}`).toBeDefined();
  expect(own?.facts).toMatchObject(example.matches as object);
  // What a probe speaks against is no root, whatever the log says.
  const isRefuted = example.speaks?.includes('against') === true;
  if (condition.role !== 'warning' && !isRefuted) expect(diagnosis.root?.condition).toBe(id);
  const finding = findingsOf(diagnosis).find((one) => one.condition === id);
  expect(finding, 'is among the findings').toBeDefined();
  if (finding !== undefined) checkFinding(finding, example);
}

function checkFinding({ verdict, remedies, headline, evidence }: Finding, example: Example): void {
  if (example.speaks !== undefined) {
    const spoken = evidence.filter(({ from }) => from !== 'log');
    expect(spoken.map(({ says }) => says)).toEqual(example.speaks);
    for (const { text } of spoken.filter(({ says }) => says !== 'could-not-look')) expectBoth(text);
  }
  if (example.verdict !== undefined) expect(verdict).toBe(example.verdict);
  if (example.remedies !== undefined) expect(remedies.map((remedy) => remedy.id)).toEqual(example.remedies);
  expectBoth(headline);
  expect(remedies.length, 'offers something to do').toBeGreaterThan(0);
  expect(remedies[0]?.risk, 'never destructive first').not.toBe('destructive');
  expect(headline.en).not.toMatch(/\.$/);
  for (const remedy of remedies) {
    checkSafety(remedy);
    expectBoth(remedy.title);
    expect(remedy.steps.length).toBeGreaterThan(0);
    for (const step of remedy.steps) {
      if (step.kind === 'advice') expectBoth(step.text);
      if (step.kind === 'edit') expectBoth(step.change);
      if (step.note !== undefined) expectBoth(step.note);
    }
  }
}

/** What a command does, whatever its author says of it; each command has at least this risk. */
const LEAST: readonly (readonly [RegExp, Risk])[] = [
  [/\bdown\b[^;|&\n]*\s(?:-v\b|--volumes\b)/, 'destructive'],
  [/\bprune\b[^;|&\n]*\s(?:--volumes\b|--force\b|-\w*f\b)/, 'destructive'],
  [/\bsystem prune\b[^;|&\n]*\s(?:--all\b|-\w*a\b)/, 'destructive'],
  [/\bvolume (?:rm|remove|prune)\b/, 'destructive'],
  [/(?<!-)\brm\s+-\w*r\w*\s+(?!node_modules\s*(?:$|[;&]))/i, 'destructive'],
  [/\bRemove-Item\b[^;|&\n]*-Recurse\b(?![^;|&\n]*\snode_modules\s*(?:$|[;&]))/, 'destructive'],
  [/\bdocker (?:container )?rm\b|\bcompose (?:rm|down)\b|\bwsl --unregister\b|\bmkfs\b/, 'destructive'],
  [/\bchmod\s+(?:-\w+\s+)*0?(?:777|666|a\+\w*w)\b/, 'destructive'],
  [/\b(?:docker|podman|systemctl|service|net)\b[^;|&\n]*\s(?:restart|stop|kill)(?=\s|$)/, 'disruptive'],
  [
    /\bcompose\b[^;|&\n]*\sup\b|\bwsl --(?:shutdown|update)\b|\b(?:reboot|shutdown)\b|\bpodman system migrate\b/,
    'disruptive',
  ],
  [/\bprune\b|\bdocker (?:image rm|rmi)\b|--no-cache\b/, 'costly'],
];

/** Nothing is deleted or stopped under a milder name, and what loses data says what is lost. */
function checkSafety({ id, risk, steps, loses }: Remedy): void {
  for (const step of steps) {
    if (step.kind === 'edit')
      expect(step.after ?? '', `${id}: opens files to everybody`).not.toMatch(/\bchmod\s+(?:-\w+\s+)*0?(?:777|666)\b/);
    if (step.kind !== 'command' && step.kind !== 'shell') continue;
    for (const text of Object.values(shellText(step))) {
      for (const [pattern, least] of LEAST) {
        if (!pattern.test(text)) continue;
        expect(RISKS.indexOf(step.risk), `${id}: "${text}" is at least ${least}`).toBeGreaterThanOrEqual(
          RISKS.indexOf(least),
        );
      }
    }
  }
  const claimed = RISKS.indexOf(risk);
  expect(claimed, `${id} states less risk than its steps have`).toBeGreaterThanOrEqual(RISKS.indexOf(riskFloor(steps)));
  if (risk === 'destructive') expectBoth(loses);
}

const HAN = /\p{Script=Han}/u;

function expectBoth(text: Text | undefined): void {
  expect(text?.en.trim()).toBeTruthy();
  expect(text?.en, 'the English text has Chinese in it').not.toMatch(HAN);
  expect(text?.zh, 'the Chinese text has no Chinese in it').toMatch(HAN);
  expect(text?.zh, 'a blank between two Chinese words').not.toMatch(/\p{Script=Han} +\p{Script=Han}/u);
}
