import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const cudaToolkitMissing = condition({
  id: 'cuda-toolkit-missing',
  stage: 'c',
  title: {
    en: 'The build needs the CUDA toolkit, which is not in the image',
    zh: '构建需要 CUDA 工具包，但镜像中没有',
  },

  signatures: [
    {
      on: 'output',
      says: [
        'CUDA_HOME environment variable is not set',
        'Failed to find nvcc.',
        'Could not find nvcc',
        'nvcc was not found',
        'Could NOT find CUDA (',
        'No CUDA toolset found',
        'Failed to detect a default CUDA architecture',
        'Compiler requires the CUDA toolkit',
        'Specify CUDA_TOOLKIT_ROOT_DIR',
      ],
      unless: [{ says: 'Building without CUDA' }],
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: ["No such file or directory: 'nvcc'", "/bin/nvcc'", 'nvcc: not found', 'nvcc: command not found'],
      pattern: /No such file or directory: '(?:\S{0,100}\/)?nvcc'|nvcc: (?:command )?not found/,
      when: isOfStep,
      strength: 'states',
    },
  ],

  yieldsTo: ['apt-package-not-found'],
  headline: () => ({ en: 'The CUDA toolkit (nvcc) is not in the image', zh: '镜像中没有 CUDA 工具包（nvcc）' }),
  why: {
    en: 'Compiling a CUDA extension needs nvcc and the headers. The "base" and "runtime" images of nvidia/cuda, and plain Python images, hold at most the libraries to run one. No GPU is needed to build.',
    zh: '编译 CUDA 扩展需要 nvcc 和头文件。nvidia/cuda 的 “base”、“runtime” 镜像以及普通 Python 镜像最多只含运行所需的库。构建本身不需要 GPU。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'devel-image',
      title: { en: 'Build on a "devel" image', zh: '改用 “devel” 镜像构建' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'The CUDA version must be the one that PyTorch was built with; the final stage can stay on "runtime".',
            zh: 'CUDA 版本要与 PyTorch 的构建版本一致；最终 stage 可以继续使用 “runtime”。',
          },
          { before: 'FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04', after: 'FROM nvidia/cuda:12.4.1-devel-ubuntu22.04' },
        ),
        edit(
          'Dockerfile',
          { en: 'No GPU is visible while building: name the architectures.', zh: '构建时看不到 GPU：需要写明架构。' },
          { after: 'ENV CUDA_HOME=/usr/local/cuda TORCH_CUDA_ARCH_LIST="8.0;8.6;9.0"' },
        ),
      ],
    },
    {
      id: 'prebuilt-wheel',
      title: { en: 'Or install a wheel that is built already', zh: '或安装已构建好的 wheel' },
      risk: 'read',
      steps: [
        advise(
          'Many projects (flash-attn, xformers, vllm) publish wheels for each pair of CUDA and PyTorch versions.',
          '许多项目（flash-attn、xformers、vllm）会按 CUDA 与 PyTorch 的版本组合发布 wheel。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'pytorch/pytorch', path: 'torch/utils/cpp_extension.py', symbol: '_join_cuda_home' },
    { repo: 'Kitware/CMake', path: 'Modules/CMakeDetermineCUDACompiler.cmake' },
  ],
});

export default cudaToolkitMissing;

export const examples: ExamplesOf<typeof cudaToolkitMissing> = [
  {
    name: 'flash-attn on a plain image',
    log: `#8 [4/5] RUN pip install flash-attn --no-build-isolation
#8 1.104       OSError: CUDA_HOME environment variable is not set. Please set it to your CUDA install root.
#8 1.125       [end of output]
#8 1.146 error: metadata-generation-failed
#8 ERROR: process "/bin/sh -c pip install flash-attn --no-build-isolation" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip install flash-attn --no-build-isolation" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'CMake',
    log: `#8 [4/5] RUN cmake ..
#8 1.104 CMake Error at CMakeLists.txt:4 (project):
#8 1.125   Failed to find nvcc.
#8 1.146
#8 1.167   Compiler requires the CUDA toolkit.  Please set the CUDAToolkit_ROOT
#8 1.188   variable.
#8 ERROR: process "/bin/sh -c cmake .." did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c cmake .." did not complete successfully: exit code: 1
`,
    matches: {},
  },
  {
    name: 'another compiler',
    log: `#8 [4/5] RUN cmake ..
#8 1.104 CMake Error at CMakeLists.txt:2 (project):
#8 1.125   No CMAKE_CXX_COMPILER could be found.
#8 ERROR: process "/bin/sh -c cmake .." did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c cmake .." did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'c-compiler-missing',
  },
];
