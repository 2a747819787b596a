#!/bin/sh
# First process of an engine's namespaces (mount, net, pid, uts). All of it goes when this process goes.
# $1: folder of this engine, $2: folder of the CLI plugins.
set -e
folder=$1
plugins=$2
mount --make-rprivate /

# Writable copies of what engine and client look at, so that messages name the usual paths and the host's files stay alone.
mount -t tmpfs tmpfs "$folder/over"
for path in /etc /var/lib /srv; do
  name=$(echo "$path" | tr / _)
  mkdir "$folder/over/$name" "$folder/over/$name.work"
  mount -t overlay overlay -o "lowerdir=$path,upperdir=$folder/over/$name,workdir=$folder/over/$name.work" "$path"
done
mount -t tmpfs tmpfs /run

mkdir -p /etc/docker /var/lib/docker /srv/shop /srv/home/.docker/cli-plugins
rm -rf /etc/docker/* /srv/home/.docker/config.json
ln -sf "$plugins"/* /srv/home/.docker/cli-plugins/
mount --bind "$folder/project" /srv/shop

hostname builder
ip link set lo up
# Not a loopback address: dockerd takes 127.0.0.0/8 for insecure registries and would not check their certificates.
ip addr add 10.99.0.1/32 dev lo
rm -f /etc/hosts /etc/resolv.conf
printf '127.0.0.1 localhost\n127.0.1.1 builder\n10.99.0.1 registry.example mirror.example untrusted.example\n' >/etc/hosts
echo 'nameserver 10.99.0.1' >/etc/resolv.conf
echo 1 >/proc/sys/net/ipv4/ip_forward

echo ready
# A shell as first process takes in the orphans; `sleep` in the foreground would not.
while :; do sleep 86400 & wait $!; done
