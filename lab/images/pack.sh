# pack.sh LAYERS TAR: the merged view of layers as one tarball.
layers=$1
tar=$2
mount --make-rprivate /
mkdir "$tar.root"
case $layers in
  *:*) mount -t overlay overlay -o "lowerdir=$layers" "$tar.root" ;;
  *) mount --bind "$layers" "$tar.root" ;;
esac
tar -C "$tar.root" -cf "$tar" .
umount "$tar.root"
rmdir "$tar.root"
