import { fault } from '../../fault.ts';

export default fault({
  id: 'go-toolchain-too-old',
  title: 'go.mod names a Go that this image does not have',
  images: ['golang'],
  files: {
    Dockerfile: `FROM golang:1.19
WORKDIR /src
COPY . .
RUN go build ./...
`,
    'go.mod': `module shop.example/app

go 1.23.0
`,
    'main.go': `package main

import "slices"

func main() { slices.Sort([]int{}) }
`,
  },
  act: (bench) => bench.build(),
  shows: /note: module requires Go|invalid go version|requires go/,
  expects: { root: 'go-toolchain-too-old', line: 4 },
});
