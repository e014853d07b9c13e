package org.pluspeer.node;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.pluspeer.node.http.DoctorView;
import org.pluspeer.node.http.DoctorView.Finding;

/** What can be said of a node that does not run: whether it could. */
public final class OfflineCheckup {
    private OfflineCheckup() {}

    /** Writes nothing, and asks nobody outside this machine. */
    public static DoctorView look(DataDirectory directory) {
        return look(directory, Settings.DEFAULT_P2P_PORT);
    }

    /** @param port where peers would dial in */
    static DoctorView look(DataDirectory directory, int port) {
        return DoctorView.of(
                List.of(
                        Finding.failed(
                                "node",
                                "No node runs on " + directory.root()
                                        + ": of chain, clock, reach and peers nothing can be said.",
                                "Start it with ./peer up."),
                        keys(directory),
                        Checkup.disk(Checkup.free(directory.root())),
                        ports(port)),
                DoctorView.Reach.of(Checkup.unknown("no node runs")),
                List.of());
    }

    private static Finding keys(DataDirectory directory) {
        if (Files.exists(directory.root()) && !Files.isWritable(directory.root())) {
            return Finding.failed(
                    "keys",
                    directory.root() + " can't be written to.",
                    "Look whose it is, and what it may be used for.");
        }
        return Files.isRegularFile(directory.walletFile())
                ? Finding.ok("keys", "A sealed wallet is there.")
                : Finding.attention("keys", "There is no wallet yet.", "The page makes or restores one.");
    }

    private static Finding ports(int port) {
        List<String> taken = new ArrayList<>();
        InetSocketAddress at = new InetSocketAddress((InetAddress) null, port);
        try (DatagramSocket udp = new DatagramSocket(null)) {
            udp.bind(at);
        } catch (IOException e) {
            taken.add("UDP");
        }
        try (ServerSocket tcp = new ServerSocket()) {
            tcp.bind(at);
        } catch (IOException e) {
            taken.add("TCP");
        }
        return taken.isEmpty()
                ? Finding.ok("ports", "Port " + port + " is free for peers, by UDP and TCP.")
                : Finding.attention(
                        "ports",
                        "Another program has port " + port + " by " + String.join(" and ", taken) + ".",
                        "Unless --p2p names another port, the node will not start.");
    }
}
