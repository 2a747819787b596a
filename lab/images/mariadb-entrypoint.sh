#!/usr/bin/env bash
# Ours, with the behaviour of the official one that matters: passwords are set on the first start only, root's and those of a user
# of one database.
set -eo pipefail
note() { echo "$(date -u '+%Y-%m-%d %H:%M:%S+00:00') [$1] [Entrypoint]: $2" >&2; }

if [ "$1" = mariadbd ]; then
  mkdir -p /var/lib/mysql /run/mysqld
  chown -R mysql /var/lib/mysql /run/mysqld
  if [ ! -d /var/lib/mysql/mysql ]; then
    if [ -z "$MARIADB_ROOT_PASSWORD$MYSQL_ROOT_PASSWORD" ]; then
      note ERROR $'Database is uninitialized and password option is not specified\n\tYou need to specify one of MARIADB_ROOT_PASSWORD, MARIADB_ROOT_PASSWORD_HASH, MARIADB_ALLOW_EMPTY_ROOT_PASSWORD and MARIADB_RANDOM_ROOT_PASSWORD'
      exit 1
    fi
    note Note 'Initializing database files'
    mariadb-install-db --user=mysql --skip-test-db --auth-root-authentication-method=normal >/dev/null
    password=${MARIADB_ROOT_PASSWORD:-$MYSQL_ROOT_PASSWORD}
    printf "ALTER USER 'root'@'localhost' IDENTIFIED BY '%s';\nCREATE USER 'root'@'%%' IDENTIFIED BY '%s';\nGRANT ALL ON *.* TO 'root'@'%%' WITH GRANT OPTION;\nCREATE DATABASE IF NOT EXISTS \`%s\`;\n" \
      "$password" "$password" "${MARIADB_DATABASE:-${MYSQL_DATABASE:-app}}" >/tmp/first.sql
    user=${MARIADB_USER:-$MYSQL_USER}
    if [ -n "$user" ]; then
      printf "CREATE USER '%s'@'%%' IDENTIFIED BY '%s';\nGRANT ALL ON \`%s\`.* TO '%s'@'%%';\n" \
        "$user" "${MARIADB_PASSWORD:-$MYSQL_PASSWORD}" "${MARIADB_DATABASE:-${MYSQL_DATABASE:-app}}" "$user" >>/tmp/first.sql
    fi
    set -- "$@" --init-file=/tmp/first.sql
  fi
  set -- "$@" --user=mysql --bind-address=0.0.0.0
fi
exec "$@"
