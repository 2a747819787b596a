# Many small functions: the assembler file is much larger than the source.
i=0
while [ $i -lt 1200 ]; do
  echo "int f$i(int a, int b) { int s = $i; for (int i = 0; i < a; i++) { s += b * i; switch (s % 7) { case 0: s ^= a; break; case 1: s += b; break; case 2: s -= 3; break; case 3: s *= 5; break; } } return s; }"
  i=$((i + 1))
done
