"""Fetches a file from one libtorrent session to another on loopback and prints how long that took.

usage: bittorrent.py FILE DIRECTORY        (Debian: apt-get install python3-libtorrent)

Plain TCP, no encryption. The clock stops when every piece is checked and the file is forced to the disk. A session
looks for peers to connect to every half second, so the time from the first byte on is told as well.
"""

import json
import os
import sys
import time

import libtorrent as lt

SETTINGS = {
    "listen_interfaces": "127.0.0.1:0",
    "enable_dht": False,
    "enable_lsd": False,
    "enable_upnp": False,
    "enable_natpmp": False,
    "enable_incoming_utp": False,
    "enable_outgoing_utp": False,
    "allow_multiple_connections_per_ip": True,
    "in_enc_policy": int(lt.enc_policy.disabled),
    "out_enc_policy": int(lt.enc_policy.disabled),
    "alert_mask": 0,
}


def torrent(path):
    files = lt.file_storage()
    lt.add_files(files, path)
    made = lt.create_torrent(files, piece_size=256 << 10, flags=lt.create_torrent.v1_only)
    lt.set_piece_hashes(made, os.path.dirname(path))
    return lt.torrent_info(made.generate())


def session(info, folder, mode):
    here = lt.session(SETTINGS)
    added = lt.add_torrent_params()
    added.ti = info
    added.save_path = folder
    added.flags = mode
    return here, here.add_torrent(added)


def wait(holds):
    end = time.monotonic() + 120
    while not holds():
        if time.monotonic() > end:
            sys.exit("it did not come to an end in two minutes")
        time.sleep(0.002)


def main(path, folder):
    info = torrent(path)
    seeder, seeding = session(info, os.path.dirname(path), lt.torrent_flags.seed_mode)
    wait(lambda: seeding.status().is_seeding and seeder.listen_port() != 0)
    fetcher, fetching = session(info, folder, lt.torrent_flags.default_flags & ~lt.torrent_flags.paused & ~lt.torrent_flags.auto_managed)
    wait(lambda: fetching.status().state == lt.torrent_status.downloading)
    began = time.monotonic()
    fetching.connect_peer(("127.0.0.1", seeder.listen_port()))
    wait(lambda: fetching.status().total_payload_download > 0)
    first = time.monotonic()
    wait(lambda: fetching.status().is_seeding)
    with open(os.path.join(folder, os.path.basename(path)), "rb+") as kept:
        os.fsync(kept.fileno())
    done = time.monotonic()
    print(json.dumps({"version": lt.__version__, "seconds": done - began, "secondsFromFirstByte": done - first}))


main(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]))
