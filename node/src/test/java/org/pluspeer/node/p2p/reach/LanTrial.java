package org.pluspeer.node.p2p.reach;

import java.util.concurrent.CountDownLatch;
import org.pluspeer.wallet.eth.Address;

/**
 * Speaks by DNS-SD in the network namespace that it runs in and prints who else does: {@code LanTrial NUMBER PORT}. It
 * stays until it has heard one, or is stopped.
 */
public final class LanTrial {
    private LanTrial() {}

    public static void main(String[] args) throws Exception {
        Address self = Address.parse("0x%040x".formatted(Integer.parseInt(args[0])));
        CountDownLatch heard = new CountDownLatch(1);
        for (LocalNetwork network : LocalNetwork.ofThisMachine()) {
            System.out.println("speaks from " + network);
            Announcement own = new Announcement(self, java.util.List.of(network.own()), Integer.parseInt(args[1]));
            new DnsSd().in(network, own, said -> {
                if (!said.node().equals(self) && said.addresses().stream().anyMatch(network::holds)) {
                    System.out.println("heard " + said);
                    heard.countDown();
                }
            });
        }
        heard.await();
        // The other one has to hear this one too.
        if (System.in.read() < 0) {
            System.exit(0);
        }
    }
}
