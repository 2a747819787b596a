import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, run } from '#core/model/steps.ts';

const cacheExportFailed = condition({
  id: 'cache-export-failed',
  stage: 'storage',
  title: { en: 'The build worked, exporting its cache did not', zh: '构建成功，但导出缓存失败' },

  signatures: [
    {
      on: 'error',
      says: ['error writing layer blob: ', 'error writing manifest blob: ', 'error writing config blob: '],
      pattern: /error writing (?<part>layer|manifest|config) blob: (?<reason>[^\n]{3,300})/,
      strength: 'states',
    },
    {
      on: 'error',
      says: 'OCI mediatypes are required for image-manifest cache format',
      pattern: /(?<reason>OCI mediatypes are required for image-manifest cache format)/,
      strength: 'states',
    },
    // What the cache service of GitHub, or whoever keeps the cache, answered; only the name of the step says that it was the export.
    {
      on: 'error',
      says: [
        'not_found',
        ' not found',
        'failed to parse error response ',
        'failed to reserve cache',
        '/CacheService/',
        'maximum timeout reached',
        "services aren't available right now",
        'unexpected status',
        'i/o timeout',
        'connection reset by peer',
        'Internal: ',
      ],
      pattern: /(?<reason>[^\n]{3,300})/,
      when: (_event, { instruction }) => /^exporting (?:to GitHub Actions Cache|cache)\b/.test(instruction),
    },
  ],
  facts: (group) => ({ reason: group('reason').slice(0, 160) }),

  yieldsTo: ['disk-full-data-root', 'disk-io-error', 'push-denied', 'registry-unauthorized'],
  headline: ({ reason }) => ({
    en: `The target of --cache-to refused the cache: ${reason}`,
    zh: `--cache-to 的目标拒绝了缓存：${reason}`,
  }),
  why: {
    en: `All steps had run; the error is from the export of the cache. Some registries (Amazon ECR, Harbor, Google Artifact Registry) refuse the classic cache
      manifest, others the size or the login.`,
    zh: `所有步骤都已执行，错误出自缓存导出。有些仓库（Amazon ECR、Harbor、Google Artifact Registry）不接受传统的缓存 manifest，
      也可能是大小或登录问题。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'image-manifest',
      title: { en: 'Export the cache as an image manifest', zh: '以镜像 manifest 的形式导出缓存' },
      risk: 'reversible',
      steps: [
        run(
          [
            'docker',
            'buildx',
            'build',
            '--cache-to',
            'type=registry,ref=registry.example/shop/app:cache,mode=max,image-manifest=true,oci-mediatypes=true',
            '.',
          ],
          'reversible',
        ),
      ],
    },
    {
      id: 'ignore-cache-errors',
      title: { en: 'Or do not let the cache fail the build', zh: '或者不让缓存导致构建失败' },
      risk: 'reversible',
      steps: [
        edit(
          '.github/workflows/build.yml',
          { en: 'Add ignore-error.', zh: '加上 ignore-error。' },
          { after: 'cache-to: type=gha,mode=max,ignore-error=true' },
        ),
        advise(
          'Log in to the registry of the cache as well: it may be another one than that of the image.',
          '缓存所在的仓库也要登录：它可能与镜像仓库不同。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/buildkit', path: 'cache/remotecache/export.go', symbol: 'Finalize' }],
});

export default cacheExportFailed;

export const examples: ExamplesOf<typeof cacheExportFailed> = [
  {
    name: 'a registry that does not take cache manifests',
    log: `#14 exporting cache to registry
#14 writing cache manifest sha256:6adeacef2bb43ba63cdb5d8f7583cf79dcb8ff758d87995940fa221817803a6c 0.3s done
#14 ERROR: error writing manifest blob: failed commit on ref "sha256:6adeacef2bb43ba63cdb5d8f7583cf79dcb8ff758d87995940fa221817803a6c": unexpected status from PUT request to https://registry.example/v2/shop/app/manifests/cache: 400 Bad Request
------
 > exporting cache to registry:
------
ERROR: failed to build: failed to solve: error writing manifest blob: failed commit on ref "sha256:6adeacef2bb43ba63cdb5d8f7583cf79dcb8ff758d87995940fa221817803a6c": unexpected status from PUT request to https://registry.example/v2/shop/app/manifests/cache: 400 Bad Request
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the image itself cannot be pushed',
    log: `#14 exporting to image
#14 ERROR: failed to push registry.example/shop/app:1: unexpected status from PUT request to https://registry.example/v2/shop/app/manifests/1: 400 Bad Request
------
ERROR: failed to solve: failed to push registry.example/shop/app:1: unexpected status from PUT request to https://registry.example/v2/shop/app/manifests/1: 400 Bad Request
`,
    matches: false,
  },
  {
    name: 'the cache service of GitHub has lost a blob',
    log: `#15 exporting to image
#15 DONE 3.1s
#16 exporting to GitHub Actions Cache
#16 preparing build cache for export
#16 sending cache export 14.6s done
#16 ERROR: not_found
------
 > exporting to GitHub Actions Cache:
------
ERROR: failed to build: failed to solve: not_found
`,
    matches: { reason: 'not_found' },
  },
  {
    name: 'the same word from a step',
    log: `#9 [3/3] COPY missing /srv/
#9 ERROR: failed to calculate checksum of ref abc: "/missing": not found
------
ERROR: failed to solve: failed to compute cache key: failed to calculate checksum of ref abc: "/missing": not found
`,
    matches: false,
  },
];
