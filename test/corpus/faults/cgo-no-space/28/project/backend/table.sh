# The C half: a big generated table, as sqlite or an embedded asset would be.
echo 'static const unsigned table[] = {'
seq 1 "${ENTRIES:-600000}" | sed 's/$/,/'
echo '};'
echo 'unsigned sum(void) { unsigned s = 0; for (unsigned i = 0; i < sizeof table / sizeof *table; i++) s += table[i]; return s; }'
