# certificate.sh FOLDER: an authority of the lab's own, and a certificate of it for the lab's hosts.
cd "$1"
openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 3650 -subj '/CN=Lab Test CA' 2>/dev/null
openssl req -newkey rsa:2048 -nodes -keyout key.pem -out request.pem -subj '/CN=registry.example' 2>/dev/null
echo 'subjectAltName=DNS:registry.example,DNS:mirror.example,DNS:untrusted.example,DNS:npm.example,DNS:pypi.example' >names
openssl x509 -req -in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -out cert.pem -days 3650 -extfile names 2>/dev/null
