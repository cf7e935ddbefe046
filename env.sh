d() { python3 - "$@" <<'P'
import socket,sys
s=socket.create_connection(('127.0.0.1',18194)); s.sendall((' '.join(sys.argv[1:])+'\n').encode()); s.shutdown(socket.SHUT_WR)
o=b''
while True:
    b=s.recv(65536)
    if not b: break
    o+=b
print(o.decode()[-12000:])
P
}
