package org.pluspeer.node.p2p.path;

/**
 * What a relay gives.
 *
 * @param clients nodes served at once
 * @param group of them in one range of addresses
 * @param rate bytes a second that are passed on for one
 * @param total bytes a second in all
 */
public record RelayLimits(int clients, int group, int rate, int total) {
    public static final RelayLimits DEFAULT = new RelayLimits(48, 8, 4 << 20, 16 << 20);

    /** @throws IllegalArgumentException if a number leaves no room to work */
    public RelayLimits {
        if (clients < 1 || group < 1 || rate < 1 || total < rate) {
            throw new IllegalArgumentException("limits of a relay that leave no room to work");
        }
    }
}
