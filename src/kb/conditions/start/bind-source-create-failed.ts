import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run } from '#core/model/steps.ts';

const bindSourceCreateFailed = condition({
  id: 'bind-source-create-failed',
  stage: 'start',
  title: { en: 'The engine cannot make the host path of a bind mount', zh: '引擎无法创建 bind 挂载的宿主机路径' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: 'error while creating mount source path',
      pattern:
        /error while creating mount source path '(?<path>[^']{1,400})': (?:mkdir|stat|lstat) [^:\n]{1,400}: (?<reason>[a-z -]{4,60})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path'), reason: group('reason') }),

  headline: ({ path, reason }) => ({
    en: `The engine cannot make ${path}: ${reason}`,
    zh: `引擎无法创建 ${path}：${reason}`,
  }),
  why: {
    en: `The host path does not exist, and the engine may not make it. "file exists" means a share or FUSE mount that died; "read-only file
      system" a path outside of what the engine (snap, Desktop, NixOS) may write; /host_mnt is Docker Desktop's view of the host.`,
    zh: `宿主机路径不存在，而引擎又无法创建。"file exists" 说明共享目录或 FUSE 挂载已失效；"read-only file system" 说明路径在引擎
      （snap、Desktop、NixOS）可写范围之外；/host_mnt 是 Docker Desktop 看到的宿主机。`,
  },

  retry: 'unknown',
  remedies: ({ path }) => [
    {
      id: 'look-at-path',
      title: { en: 'See what is at that path', zh: '查看该路径的情况' },
      risk: 'read',
      steps: [look(['ls', '-la', path.replace(/^\/host_mnt/, '')]), look(['docker', 'context', 'show'])],
    },
    {
      id: 'create-path-yourself',
      title: {
        en: 'Make the directory yourself, at a place the engine may use',
        zh: '自己创建目录，并放在引擎可用的位置',
      },
      risk: 'reversible',
      steps: [run(['mkdir', '-p', path.replace(/^\/host_mnt/, '')], 'reversible')],
    },
    {
      id: 'remount-share',
      title: {
        en: 'If a share died: mount it again and restart Docker Desktop',
        zh: '如果共享失效：重新挂载并重启 Docker Desktop',
      },
      risk: 'disruptive',
      steps: [
        run(['docker', 'desktop', 'restart'], 'disruptive', { on: 'desktop' }),
        advise(
          'Then check Settings → Resources → File sharing, and on a Mac the privacy settings for that folder.',
          '然后检查 Settings → Resources → File sharing；Mac 上还要检查该文件夹的隐私权限。',
          'desktop',
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'daemon/volume/mounts/mounts.go', symbol: 'Setup' }],
});

export default bindSourceCreateFailed;

export const examples: ExamplesOf<typeof bindSourceCreateFailed> = [
  {
    name: 'a read-only root',
    log: `docker: Error response from daemon: error while creating mount source path '/data/shop': mkdir /data: read-only file system.
`,
    matches: { path: '/data/shop', reason: 'read-only file system' },
    verdict: 'confirmed',
  },
  {
    name: 'a share that died',
    log: ` Container shop-app-1  Starting
Error response from daemon: error while creating mount source path '/host_mnt/Volumes/nas/shop': mkdir /host_mnt/Volumes/nas: file exists
`,
    matches: { reason: 'file exists' },
  },
  {
    name: 'a folder with a blank, on Windows',
    log: `docker: Error response from daemon: error while creating mount source path '/run/desktop/mnt/host/c/My Files/shop': mkdir /run/desktop/mnt/host/c/My Files: operation not permitted.
`,
    matches: { path: '/run/desktop/mnt/host/c/My Files/shop', reason: 'operation not permitted' },
  },
  {
    name: 'the container may not write its mount',
    log: `app-1  | mkdir: cannot create directory '/data/shop': Permission denied
app-1 exited with code 1
`,
    matches: false,
  },
];
