#include <cstdio>

extern unsigned table0[], table1[], table2[], table3[];

int main() {
  std::printf("%u\n", table0[0] + table1[0] + table2[0] + table3[0]);
}
