/** A library of the distributions, by what asks for it: headers, `-l` and pkg-config or CMake names. */
interface Library {
  readonly headers: RegExp;
  readonly names: readonly string[];
  readonly debian: string;
  readonly alpine: string;
}

const LIBRARIES: readonly Library[] = [
  {
    headers: /^openssl\//,
    names: ['ssl', 'crypto', 'openssl', 'libssl', 'libcrypto'],
    debian: 'libssl-dev',
    alpine: 'openssl-dev',
  },
  {
    headers: /^(?:libpq-fe|pg_config|postgres_ext)\.h$/,
    names: ['pq', 'libpq', 'postgresql'],
    debian: 'libpq-dev',
    alpine: 'libpq-dev',
  },
  { headers: /^(?:zlib|zconf)\.h$/, names: ['z', 'zlib'], debian: 'zlib1g-dev', alpine: 'zlib-dev' },
  { headers: /^curl\//, names: ['curl', 'libcurl'], debian: 'libcurl4-openssl-dev', alpine: 'curl-dev' },
  { headers: /^sqlite3(?:ext)?\.h$/, names: ['sqlite3'], debian: 'libsqlite3-dev', alpine: 'sqlite-dev' },
  { headers: /^libxml2?\//, names: ['xml2', 'libxml2', 'libxml-2.0'], debian: 'libxml2-dev', alpine: 'libxml2-dev' },
  { headers: /^libxslt\//, names: ['xslt', 'libxslt'], debian: 'libxslt1-dev', alpine: 'libxslt-dev' },
  {
    headers: /^(?:jpeglib|jconfig|turbojpeg)\.h$/,
    names: ['jpeg', 'libjpeg'],
    debian: 'libjpeg-dev',
    alpine: 'libjpeg-turbo-dev',
  },
  { headers: /^png\.h$/, names: ['png', 'libpng', 'libpng16'], debian: 'libpng-dev', alpine: 'libpng-dev' },
  { headers: /^ffi\.h$/, names: ['ffi', 'libffi'], debian: 'libffi-dev', alpine: 'libffi-dev' },
  {
    headers: /^(?:mysql|mariadb)(?:\/|\.h$)/,
    names: ['mysqlclient', 'mariadb', 'mysql'],
    debian: 'default-libmysqlclient-dev',
    alpine: 'mariadb-dev',
  },
  { headers: /^boost\//, names: ['boost'], debian: 'libboost-all-dev', alpine: 'boost-dev' },
  {
    headers: /^(?:ft2build\.h|freetype)/,
    names: ['freetype', 'freetype2'],
    debian: 'libfreetype-dev',
    alpine: 'freetype-dev',
  },
  { headers: /^(?:ldap|lber)\.h$/, names: ['ldap', 'lber'], debian: 'libldap2-dev', alpine: 'openldap-dev' },
  { headers: /^sasl\//, names: ['sasl2', 'libsasl2'], debian: 'libsasl2-dev', alpine: 'cyrus-sasl-dev' },
  {
    headers: /^(?:n?curses|term)\.h$/,
    names: ['ncurses', 'ncursesw', 'curses', 'tinfo'],
    debian: 'libncurses-dev',
    alpine: 'ncurses-dev',
  },
  { headers: /^readline\//, names: ['readline'], debian: 'libreadline-dev', alpine: 'readline-dev' },
  { headers: /^bzlib\.h$/, names: ['bz2', 'bzip2'], debian: 'libbz2-dev', alpine: 'bzip2-dev' },
  { headers: /^lzma\.h$/, names: ['lzma', 'liblzma'], debian: 'liblzma-dev', alpine: 'xz-dev' },
  { headers: /^zstd\.h$/, names: ['zstd', 'libzstd'], debian: 'libzstd-dev', alpine: 'zstd-dev' },
  { headers: /^gmp(?:xx)?\.h$/, names: ['gmp'], debian: 'libgmp-dev', alpine: 'gmp-dev' },
  { headers: /^yaml\.h$/, names: ['yaml', 'yaml-0.1'], debian: 'libyaml-dev', alpine: 'yaml-dev' },
  { headers: /^expat\.h$/, names: ['expat'], debian: 'libexpat1-dev', alpine: 'expat-dev' },
  { headers: /^uuid\/uuid\.h$/, names: ['uuid'], debian: 'uuid-dev', alpine: 'util-linux-dev' },
  { headers: /^google\/protobuf\//, names: ['protobuf'], debian: 'libprotobuf-dev', alpine: 'protobuf-dev' },
  { headers: /^event2?(?:\/|\.h$)/, names: ['event', 'libevent'], debian: 'libevent-dev', alpine: 'libevent-dev' },
  { headers: /^uv\.h$/, names: ['uv', 'libuv'], debian: 'libuv1-dev', alpine: 'libuv-dev' },
  { headers: /^pcap(?:\/|\.h$)/, names: ['pcap', 'libpcap'], debian: 'libpcap-dev', alpine: 'libpcap-dev' },
  { headers: /^git2(?:\/|\.h$)/, names: ['git2', 'libgit2'], debian: 'libgit2-dev', alpine: 'libgit2-dev' },
];

/** The library that brings a header, or that a linker, pkg-config or CMake calls so; undefined: perhaps the project's own. */
export function libraryOf(asked: { readonly header: string; readonly name: string }): Library | undefined {
  const name = asked.name.toLowerCase();
  return LIBRARIES.find(
    ({ headers, names }) =>
      (asked.header !== '' && headers.test(asked.header)) || (name !== '' && names.includes(name)),
  );
}
