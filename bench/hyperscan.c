/* Looks for all patterns of a file in a log, compile included: what a C program with Hyperscan would take.
   hyperscan PATTERNS LOG prints how many matches were reported; one pattern a line.
   hyperscan PATTERNS prints those that Hyperscan can compile. */
#include <hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 1 << 20, FLAGS = HS_FLAG_MULTILINE | HS_FLAG_ALLOWEMPTY };

static int count(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *total) {
  (void)id, (void)from, (void)to, (void)flags;
  ++*(unsigned long long *)total;
  return 0;
}

static char *readAll(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) exit(2);
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  char *text = malloc(size + 1);
  if (!text || fread(text, 1, size, file) != (size_t)size) exit(2);
  text[size] = 0;
  fclose(file);
  return text;
}

static int canCompile(const char *pattern) {
  hs_database_t *database;
  hs_compile_error_t *why;
  if (hs_compile(pattern, FLAGS, HS_MODE_BLOCK, NULL, &database, &why) == HS_SUCCESS) return hs_free_database(database), 1;
  return hs_free_compile_error(why), 0;
}

int main(int argc, char **argv) {
  if (argc != 2 && argc != 3) return 2;
  char *text = readAll(argv[1]);
  size_t lines = 0;
  for (char *p = text; *p; p++) lines += *p == '\n';
  const char **patterns = calloc(lines + 1, sizeof *patterns);
  unsigned *flags = calloc(lines + 1, sizeof *flags), *ids = calloc(lines + 1, sizeof *ids);
  unsigned n = 0;
  for (char *p = strtok(text, "\n"); p; p = strtok(NULL, "\n")) {
    if (argc == 2) {
      if (canCompile(p)) puts(p);
      continue;
    }
    patterns[n] = p, flags[n] = FLAGS, ids[n] = n, n++;
  }
  if (argc == 2) return 0;
  hs_database_t *all;
  hs_compile_error_t *why;
  if (hs_compile_multi(patterns, flags, ids, n, HS_MODE_BLOCK, NULL, &all, &why) != HS_SUCCESS) return 3;
  hs_scratch_t *scratch = NULL;
  if (hs_alloc_scratch(all, &scratch) != HS_SUCCESS) return 3;
  FILE *log = fopen(argv[2], "rb");
  if (!log) return 2;
  char *block = malloc(BLOCK);
  unsigned long long total = 0;
  size_t kept = 0, got;
  while ((got = fread(block + kept, 1, BLOCK - kept, log)) > 0) {
    size_t size = kept + got, whole = size;
    while (whole > 0 && block[whole - 1] != '\n') whole--;
    if (whole == 0) whole = size;
    hs_scan(all, block, whole, 0, scratch, count, &total);
    kept = size - whole;
    memmove(block, block + whole, kept);
  }
  hs_scan(all, block, kept, 0, scratch, count, &total);
  printf("%llu matches of %u patterns\n", total, n);
  return 0;
}
