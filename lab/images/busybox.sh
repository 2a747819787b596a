# busybox.sh UNPACKED FOLDER: one static program under all its names.
unpacked=$1
folder=$2
mkdir -p "$folder/bin" "$folder/tmp" "$folder/etc" "$folder/root"
chmod 1777 "$folder/tmp"
cp "$unpacked/bin/busybox" "$folder/bin/"
for name in $("$folder/bin/busybox" --list); do
  [ "$name" = busybox ] || ln -s busybox "$folder/bin/$name"
done
echo 'root:x:0:0:root:/root:/bin/sh' >"$folder/etc/passwd"
echo 'root:x:0:' >"$folder/etc/group"
