# debian.sh FOLDER MIRROR: a minimal Debian 12 without caches and documents.
folder=$1
mirror=$2
debootstrap --variant=minbase bookworm "$folder" "$mirror"
cd "$folder"
rm -rf var/cache/apt/* var/lib/apt/lists/* usr/share/doc/* usr/share/locale/* usr/share/man/* var/log/*
mkdir -p var/cache/apt/archives/partial var/lib/apt/lists/partial
# The image must not know which mirror made it: what it prints is recorded.
echo 'deb http://deb.example/debian bookworm main' >etc/apt/sources.list
echo builder >etc/hostname
rm -f etc/resolv.conf
