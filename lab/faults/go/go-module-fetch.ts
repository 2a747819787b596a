import { fault } from '../../fault.ts';

export default fault({
  id: 'go-module-fetch',
  title: 'The Go module proxy cannot be reached',
  images: ['golang'],
  files: {
    Dockerfile: `FROM golang:1.19
WORKDIR /src
COPY . .
RUN go mod download
`,
    'go.mod': `module shop.example/app

go 1.19

require example.com/lib v1.0.0
`,
    'main.go': `package main

func main() {}
`,
  },
  act: (bench) => bench.build(),
  shows: /dial tcp|no such host|lookup|module lookup disabled/,
  expects: { root: 'go-module-fetch', accept: ['build-step-dns-failure', 'go-deps-not-fetched'], line: 4 },
});
