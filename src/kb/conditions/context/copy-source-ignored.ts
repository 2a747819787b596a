import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit } from '#core/model/steps.ts';
import { neededCopies } from '../../shared/copies.ts';

const copySourceIgnored = condition({
  id: 'copy-source-ignored',
  stage: 'context',
  title: { en: '.dockerignore hides what COPY or ADD wants', zh: '.dockerignore 排除了 COPY 或 ADD 的源' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ['failed to calculate checksum of ref', 'failed to compute cache key: "'],
      pattern:
        /(?:failed to calculate checksum of ref [^\s"]{1,200}|failed to compute cache key): "?(?<path>\/[^"\n]{1,400}?)"?(?: not found)?: not found/,
      also: [{ on: 'warning', says: 'CopyIgnoredFile', within: 'log' }],
    },
    {
      on: ['error', 'output'],
      says: ['failed to calculate checksum of ref', 'failed to compute cache key: "'],
      pattern:
        /(?:failed to calculate checksum of ref [^\s"]{1,200}|failed to compute cache key): "?(?<path>\/[^"\n]{1,400}?)"?(?: not found)?: not found/,
      strength: 'hints',
      unless: [{ on: 'warning', says: 'CopyIgnoredFile', within: 'log' }],
    },
    {
      on: ['error', 'output'],
      says: 'file not found in build context or excluded by .dockerignore',
      pattern: /excluded by \.dockerignore: stat (?<path>[^\s:]{1,400}): file does not exist/,
      strength: 'hints',
    },
  ],
  facts: (group) => ({ path: group('path') }),

  yieldsTo: ['copy-outside-context'],
  headline: ({ path }) => ({
    en: `${path.replace(/^\/+/, '')} is kept out of the build context by .dockerignore`,
    zh: `${path.replace(/^\/+/, '')} 被 .dockerignore 排除在构建上下文之外`,
  }),
  why: {
    en: `The file exists on disk, but a pattern of .dockerignore (or of <Dockerfile>.dockerignore, which replaces
      it) matches, so it was never sent to the builder. The last matching line wins and ! takes back what an
      earlier line excluded.`,
    zh: `文件在磁盘上存在，
      但 .dockerignore（或会取代它的 <Dockerfile>.dockerignore）中有模式匹配，
      所以没有发送给 builder。最后匹配的一行生效，! 可以撤销前面的排除。`,
  },

  evidence: {
    source: {
      probe: 'project.path',
      about: ({ path }) => ({ path }),
      confirms: ({ exists, ignoredBy }) => exists && ignoredBy !== undefined,
      refutes: ({ exists, ignoredBy }) => exists && ignoredBy === undefined,
      tells: ({ exists, ignoredBy }, { path }) =>
        exists && ignoredBy !== undefined
          ? {
              en: `${path} exists, and the line "${ignoredBy}" of .dockerignore matches it.`,
              zh: `${path} 存在，且 .dockerignore 的 "${ignoredBy}" 匹配它。`,
            }
          : { en: `No line of .dockerignore hides ${path}.`, zh: `.dockerignore 没有排除 ${path}。` },
    },
  },

  ahead: {
    asks: ['project.dockerfiles', 'project.services'],
    finds: ({ 'project.dockerfiles': dockerfiles = [], 'project.services': services = [] }) =>
      neededCopies(dockerfiles, services)
        .filter(({ copy }) => copy.ignoredBy !== undefined)
        .map(({ dockerfile, copy }) => ({
          facts: { path: copy.source },
          how: 'certain',
          tells: {
            en: `The pattern "${copy.ignoredBy}" of .dockerignore hides it.`,
            zh: `.dockerignore 中的 "${copy.ignoredBy}" 把它排除了。`,
          },
          at: { file: dockerfile.path, line: copy.line },
        })),
  },

  retry: 'useless',
  remedies: ({ path }) => [
    {
      id: 'allow-the-path',
      title: { en: 'Let the file through', zh: '放行该文件' },
      risk: 'reversible',
      steps: [
        edit(
          '.dockerignore',
          { en: 'Add this as the last line', zh: '加为最后一行' },
          {
            after: `!${path.replace(/^\/+/, '')}`,
            makes: { kind: 'ignore', file: '.dockerignore', allow: path.replace(/^\/+/, '') },
          },
        ),
      ],
    },
    {
      id: 'narrow-the-pattern',
      title: { en: 'Or make the pattern narrower', zh: '或者收窄该模式' },
      risk: 'reversible',
      steps: [
        advise(
          'Change the pattern so that it no longer matches this path, and keep secrets and node_modules excluded.',
          '修改该模式使其不再匹配此路径，同时继续排除密钥和 node_modules。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/buildkit', path: 'frontend/dockerfile/linter/ruleset.go', symbol: 'RuleCopyIgnoredFile' },
    { repo: 'moby/patternmatcher', path: 'patternmatcher.go' },
  ],
});

export default copySourceIgnored;

export const examples: ExamplesOf<typeof copySourceIgnored> = [
  {
    name: 'the project shows it',
    log: `#6 [2/4] COPY dist/app.js /app.js
#6 ERROR: failed to calculate checksum of ref 909af720-64eb-4e6c-8ed2-2e01f5bac7c9::tk3aexzeu96ba4c8r8ecwknn3: "/dist/app.js": not found
------
 > [2/4] COPY dist/app.js /app.js:
------
ERROR: failed to build: failed to solve: failed to compute cache key: failed to calculate checksum of ref 909af720-64eb-4e6c-8ed2-2e01f5bac7c9::tk3aexzeu96ba4c8r8ecwknn3: "/dist/app.js": not found
`,
    matches: { path: '/dist/app.js' },
    project: {
      Dockerfile: 'FROM alpine\nCOPY dist/app.js /app.js\n',
      '.dockerignore': 'node_modules\ndist\n',
      'dist/app.js': '1\n',
    },
    verdict: 'confirmed',
  },
  {
    name: 'the linter said so',
    log: `#6 [2/4] COPY dist/app.js /app.js
#6 ERROR: failed to calculate checksum of ref 909af720-64eb-4e6c-8ed2-2e01f5bac7c9::tk3aexzeu96ba4c8r8ecwknn3: "/dist/app.js": not found
------
 > [2/4] COPY dist/app.js /app.js:
------
ERROR: failed to build: failed to solve: failed to compute cache key: failed to calculate checksum of ref 909af720-64eb-4e6c-8ed2-2e01f5bac7c9::tk3aexzeu96ba4c8r8ecwknn3: "/dist/app.js": not found

1 warning found (use docker --debug to expand):
 - CopyIgnoredFile: Attempting to Copy file "dist/app.js" that is excluded by .dockerignore (line 2)
`,
    matches: { path: '/dist/app.js' },
  },
  {
    name: 'the folder of a RUN step',
    log: `#9 [4/5] RUN cat dist/app.js
#9 0.301 cat: can't open 'dist/app.js': No such file or directory
#9 ERROR: process "/bin/sh -c cat dist/app.js" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c cat dist/app.js" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];

export const aheadExamples: AheadExamplesOf<typeof copySourceIgnored> = [
  {
    name: 'the build result is ignored',
    project: {
      Dockerfile: 'FROM alpine:3.20\nCOPY dist/app.js /app.js\n',
      'dist/app.js': '',
      '.dockerignore': 'node_modules\ndist\n',
    },
    finds: [{ facts: { path: 'dist/app.js' }, how: 'certain', at: 'Dockerfile:2' }],
  },
  {
    name: 'everything is ignored and this brought back',
    project: {
      Dockerfile: 'FROM alpine:3.20\nCOPY app.js /app.js\nCOPY . /all\n',
      'app.js': '',
      '.dockerignore': '*\n!app.js\n',
    },
    finds: [],
  },
];
