import { fault } from '../../fault.ts';

export default fault({
  id: 'go-mod-not-found',
  title: 'go build without a go.mod',
  images: ['golang'],
  files: {
    Dockerfile: `FROM golang:1.19
WORKDIR /src
COPY main.go .
RUN go build .
`,
    'main.go': `package main

func main() {}
`,
  },
  act: (bench) => bench.build(),
  shows: /go.mod file not found|cannot find main module/,
  expects: { root: 'go-mod-not-found', line: 4 },
});
