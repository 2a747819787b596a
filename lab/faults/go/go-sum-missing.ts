import { fault } from '../../fault.ts';

export default fault({
  id: 'go-sum-missing',
  title: 'go.sum lacks what go.mod names',
  images: ['golang'],
  files: {
    Dockerfile: `FROM golang:1.19
WORKDIR /src
ENV GOFLAGS=-mod=readonly GOPROXY=file:///src/proxy GONOSUMDB=*
COPY . .
RUN go build .
`,
    'go.mod': `module shop.example/app

go 1.19

require example.com/lib v1.0.0
`,
    'main.go': `package main

import "example.com/lib"

func main() { lib.Do() }
`,
  },
  act: (bench) => bench.build(),
  shows: /missing go.sum entry/,
  expects: { root: 'go-sum-missing', accept: ['go-module-fetch'], line: 5 },
});
