# packages.sh LOWER-LAYERS UPPER MIRROR PACKAGES SCRIPT: adds packages on top of other layers.
lower=$1
upper=$2
mirror=$3
packages=$4
script=$5
mount --make-rprivate /
mkdir "$upper.root" "$upper.work"
mount -t overlay overlay -o "lowerdir=$lower,upperdir=$upper,workdir=$upper.work" "$upper.root"
cd "$upper.root"
mount -t proc proc proc
mount -t tmpfs tmpfs tmp
cp /etc/resolv.conf tmp/resolv.conf
touch etc/resolv.conf
mount --bind tmp/resolv.conf etc/resolv.conf
echo "deb $mirror bookworm main" >tmp/sources.list
# Packages must not start their services while they are installed.
printf '#!/bin/sh\nexit 101\n' >usr/sbin/policy-rc.d
chmod 755 usr/sbin/policy-rc.d
in_image() { chroot . /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"; }
if [ -n "$packages" ]; then
  mkdir -p etc/postgresql-common
  echo 'create_main_cluster = false' >etc/postgresql-common/createcluster.conf
  apt="apt-get -q -o Dir::Etc::sourcelist=/tmp/sources.list -o Dir::Etc::sourceparts=- -o APT::Sandbox::User=root"
  in_image $apt update
  in_image $apt install -y --no-install-recommends $packages
fi
rm usr/sbin/policy-rc.d
in_image sh -ec "$script"
umount etc/resolv.conf tmp proc
rm -rf var/cache/apt/archives/*.deb var/cache/apt/*.bin var/lib/apt/lists/* usr/share/doc usr/share/locale usr/share/man etc/resolv.conf
find var/log -type f -delete
mkdir -p var/lib/apt/lists/partial
cd /
umount "$upper.root"
rm -rf "$upper.root" "$upper.work"
